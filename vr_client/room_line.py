"""The room we are in: its two sockets, kept open, opened again when they break, until another room is entered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection, connect

from backend.schemas.messages import EVENTS_PATH, ServerMessage
from backend.schemas.poses import POSES_PATH, unpack_pose_batch
from backend.schemas.wire import API
from vr_client.api import TRANSIENT, Api, RefusedError
from vr_client.backoff import Backoff
from vr_client.drill_inputs import DrillInputs
from vr_client.messages import Entered, FromRoom, Poses, RoomRefused

log = logging.getLogger(__name__)
_messages: TypeAdapter[Any] = TypeAdapter(ServerMessage)
_TOKEN_RENEWED_AFTER_S = 480.0  # it lives ten minutes


class RoomLine:
    """One lives in one event loop. `emit` hands what is heard to the main thread."""

    def __init__(self, api: Api, emit: Callable[[Any], None]) -> None:
        self._api, self._emit = api, emit
        self._room = ""
        self._room_changed = asyncio.Event()
        self.inputs = DrillInputs()
        self._input_ready = asyncio.Event()
        self._pose: bytes = b""
        self._pose_ready = asyncio.Event()

    def enter(self, room: str) -> None:
        if room != self._room:
            self._room = room
            self._room_changed.set()

    def act(self, drill: str, action: dict[str, Any]) -> None:
        self.inputs.add(drill, action)
        self._input_ready.set()

    def pose(self, packet: bytes) -> None:
        self._pose = packet
        self._pose_ready.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._room_changed.clear()
            stay = asyncio.create_task(self._stay(self._room)) if self._room else None
            try:
                await self._room_changed.wait()
            finally:
                if stay:
                    await _end(stay)

    async def _stay(self, room: str) -> None:
        backoff, told = Backoff(), False
        while True:
            try:
                await self._visit(room, backoff)
            except* TRANSIENT as errors:
                self._api.say_online(False, errors.exceptions[0])
            except* (RefusedError, ValidationError) as errors:
                log.error("room %s: %s", room, errors.exceptions[0])
                if not told:
                    told = True
                    self._emit(RoomRefused(room, getattr(errors.exceptions[0], "body", None)))
            await backoff.sleep()

    async def _visit(self, room: str, backoff: Backoff) -> None:
        """One connection to the room's two sockets, until one of them breaks (raises)."""
        url, grant = await self._api.room_token(room)
        headers = {"Authorization": f"Bearer {grant.token}"}
        async with (
            _socket(url + API + EVENTS_PATH.format(room=room), headers) as events,
            _socket(url + API + POSES_PATH.format(room=room), headers) as poses,
        ):
            backoff.reset()
            self._emit(Entered(url, room, grant.token, grant.peer))
            self.inputs.rewind()
            self._input_ready.set()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read_events(events))
                tasks.create_task(self._read_poses(poses))
                tasks.create_task(self._write_inputs(events))
                tasks.create_task(self._write_poses(poses))
                tasks.create_task(self._renew_token(room))

    async def _renew_token(self, room: str) -> None:
        """The sockets stay open without one, but whoever must come back (voice) needs a valid token at hand."""
        while True:
            await asyncio.sleep(_TOKEN_RENEWED_AFTER_S)
            url, grant = await self._api.room_token(room)
            self._emit(Entered(url, room, grant.token, grant.peer))

    async def _read_events(self, socket: ClientConnection) -> None:
        async for text in socket:
            try:
                message: BaseModel = _messages.validate_json(text)
            except ValidationError as error:
                log.warning("unknown message from the server: %s", error)
                continue
            self.inputs.heard(message)
            self._emit(FromRoom(message))
        raise ConnectionError("the room's event socket was closed")

    async def _read_poses(self, socket: ClientConnection) -> None:
        async for data in socket:
            try:
                _, packets = unpack_pose_batch(data if isinstance(data, bytes) else data.encode())
            except ValueError as error:
                log.warning("bad pose batch: %s", error)
                continue
            self._emit(Poses(time.monotonic(), packets))
        raise ConnectionError("the room's pose socket was closed")

    async def _write_inputs(self, socket: ClientConnection) -> None:
        while True:
            await self._input_ready.wait()
            self._input_ready.clear()
            for message in self.inputs.unsent():
                await socket.send(message.model_dump_json())

    async def _write_poses(self, socket: ClientConnection) -> None:
        while True:
            await self._pose_ready.wait()
            self._pose_ready.clear()
            await socket.send(self._pose)


async def _end(task: asyncio.Task[Any]) -> None:
    """Cancels it and waits for its goodbyes, even if we are cancelled meanwhile: a loop must not end before its tasks."""
    task.cancel()
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled


def _socket(url: str, headers: dict[str, str]) -> connect:
    """Uncompressed: deflate costs four times the CPU for poses that do not shrink.

    Dead after 12 s of silence: the first frame of software GL may hold this thread up for seconds."""
    loopback = urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
    return connect(
        url.replace("http", "ws", 1),
        additional_headers=headers,
        compression=None,
        max_size=1 << 20,
        open_timeout=5,
        ping_interval=2,
        ping_timeout=10,
        close_timeout=0.5,
        proxy=None if loopback else True,
    )
