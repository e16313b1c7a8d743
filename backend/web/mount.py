"""The web pages as an ASGI application that is not there until asked for: NiceGUI costs a second that no citizen should wait."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, ClassVar

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.errors import Refusal, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend.server import Server

    Build = Callable[[Server], FastAPI]

ROOTS = ("/staff", "/console", "/_nicegui", "/_nicegui_ws")  # the pages, and what they load


class WebPages:
    """To be mounted on each of ROOTS. NiceGUI is one per process: of two servers in it, only the first asked has pages."""

    _owner: ClassVar[WebPages | None] = None

    def __init__(self, server: Server) -> None:
        self._server = server
        self._app: ASGIApp | None = None
        self._lock = asyncio.Lock()
        self._stack = AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            async with self._lock:
                if self._app is None:
                    self._app = await self._open()
        # All roots lead to one application, which knows its paths in full: so the pages share what they load.
        await self._app({**scope, "root_path": scope.get("app_root_path", "")}, receive, send)

    async def close(self) -> None:
        await self._stack.aclose()

    async def _open(self) -> ASGIApp:
        if WebPages._owner is not None:
            ko, en = "웹 화면은 한 곳에서만 열립니다.", "The web pages are open in another server of this process."
            return answer(Refusal(503, "no_desk", ko, en))
        WebPages._owner = self
        # Read once, when it is imported; it must not write into whatever folder we were started in.
        os.environ.setdefault("NICEGUI_STORAGE_PATH", str(self._server.settings.data_dir / "staff"))
        build = await asyncio.to_thread(_import)  # in a thread: the drills go on
        app = build(self._server)
        await self._stack.enter_async_context(app.router.lifespan_context(app))
        return app


def _import() -> Build:
    from backend.web.app import build

    return build
