"""The page of a SCORM package lives at the management system's address: for its two questions, and no others, any origin may ask.
No cookie is taken along, and what it may know hangs on the token it carries."""

from __future__ import annotations

import re

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.schemas.wire import API

_OPEN = re.compile(rf"^{API}/launches/[0-9a-fA-F-]{{36}}(/result)?$")
_ALLOWED = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, PUT"),
    (b"access-control-allow-headers", b"Authorization, Content-Type"),
    (b"access-control-max-age", b"600"),
]


class LaunchCors:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _OPEN.match(scope["path"]):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and _asks(scope):
            answer = Response(status_code=204)
            answer.raw_headers += _ALLOWED
            await answer(scope, receive, send)
            return

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *_ALLOWED[:1]]}
            await send(message)

        await self.app(scope, receive, opened)


def _asks(scope: Scope) -> bool:
    """Whether this is a browser's question before a question."""
    return any(name == b"access-control-request-method" for name, _ in scope["headers"])
