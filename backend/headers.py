"""What browsers are told beside each answer: what a page may load and who may show it, and that nothing of a person is kept."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # addresses hold codes and numbers
}
_PLAIN = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# NiceGUI writes its page into a script and compiles Vue's templates in the browser; but everything is ours.
_LIVE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_YEAR_S = 365 * 24 * 3600


class SecurityHeaders:
    """ASGI middleware. live : where the pages are that run scripts. secure : the world reaches us by https alone."""

    def __init__(self, app: ASGIApp, live: tuple[str, ...], secure: bool) -> None:
        self.app, self._live, self._secure = app, live, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                self._tell(scope["path"], MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, told)

    def _tell(self, path: str, headers: MutableHeaders) -> None:
        headers.update(_ALWAYS)
        if headers.get("content-type", "").startswith("text/html"):
            headers["Content-Security-Policy"] = _LIVE if path.startswith(self._live) else _PLAIN
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
        if not path.startswith("/_nicegui"):
            headers.setdefault("Cache-Control", "no-store")
        if self._secure:
            headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
