"""What waits to be sent on one socket.

A slow reader never holds up the room: old poses are dropped, and who lags too far behind the events is closed.
"""

from __future__ import annotations

import asyncio
from collections import deque

from starlette.websockets import WebSocket, WebSocketDisconnect

TOO_SLOW = 4408


class _Outbox:
    def __init__(self) -> None:
        self._ready = asyncio.Event()
        self._close: int | None = None

    def close(self, code: int) -> None:
        self._close = code
        self._ready.set()

    async def run(self, socket: WebSocket) -> None:
        """Send until closed. Ends quietly when the other side is gone."""
        try:
            while self._close is None:
                await self._ready.wait()
                self._ready.clear()
                await self._send(socket)
            await socket.close(self._close)
        except (WebSocketDisconnect, RuntimeError, OSError):
            return  # the receiving half of the socket notices as well, and tidies up

    async def _send(self, socket: WebSocket) -> None:
        raise NotImplementedError


class EventOutbox(_Outbox):
    """Messages in order, and one slot that holds only the newest (a drill's snapshot)."""

    MOST = 500

    def __init__(self) -> None:
        super().__init__()
        self._messages: deque[str] = deque()
        self._latest: str | None = None

    def put(self, text: str) -> None:
        if len(self._messages) >= self.MOST:
            self.close(TOO_SLOW)
            return
        self._messages.append(text)
        self._ready.set()

    def put_latest(self, text: str) -> None:
        self._latest = text
        self._ready.set()

    async def _send(self, socket: WebSocket) -> None:
        while self._messages and self._close is None:
            await socket.send_text(self._messages.popleft())
        if self._latest is not None:
            text, self._latest = self._latest, None
            await socket.send_text(text)


class PoseOutbox(_Outbox):
    """Only the newest batch."""

    def __init__(self) -> None:
        super().__init__()
        self._latest: bytes | None = None
        self.newcomer = True  # has not had everybody's last pose yet

    def put(self, data: bytes) -> None:
        self._latest = data
        self._ready.set()

    async def _send(self, socket: WebSocket) -> None:
        if self._latest is not None:
            data, self._latest = self._latest, None
            await socket.send_bytes(data)
