"""/staff as an ASGI application that is not there until it is asked for: NiceGUI costs a second that no citizen should wait."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, ClassVar

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.errors import Refusal, answer

if TYPE_CHECKING:
    from backend.server import Server


class StaffDesk:
    """NiceGUI is one per process, so that of two servers in a process only the first asked has a desk."""

    _owner: ClassVar[StaffDesk | None] = None

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
        await self._app(scope, receive, send)

    async def close(self) -> None:
        await self._stack.aclose()

    async def _open(self) -> ASGIApp:
        if StaffDesk._owner is not None:
            ko, en = "담당자 화면은 한 곳에서만 열립니다.", "The staff desk is open in another server of this process."
            return answer(Refusal(503, "no_desk", ko, en))
        StaffDesk._owner = self
        # Read once, when it is imported; it must not write into whatever folder we were started in.
        os.environ.setdefault("NICEGUI_STORAGE_PATH", str(self._server.settings.data_dir / "staff"))
        build = await asyncio.to_thread(_import)  # in a thread: the drills go on
        app = build(self._server)
        await self._stack.enter_async_context(app.router.lifespan_context(app))
        return app


def _import() -> Build:
    from backend.staff.app import build

    return build


if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[[Server], FastAPI]
