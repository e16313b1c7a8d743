"""The asyncio side of the network thread: who we are, what must be written, and the room we are in.

One Link lives in one event loop. It never touches the world; `emit` hands messages to the main thread.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from backend.schemas.identity import GuestIn, TokenOut
from backend.schemas.messages import EVENTS_PATH, ServerMessage
from backend.schemas.poses import POSES_PATH, unpack_pose_batch
from backend.schemas.rooms import RoomTokenOut
from backend.schemas.wire import API
from vr_client.drill_inputs import DrillInputs
from vr_client.identity import Identity
from vr_client.messages import Entered, FromRoom, Get, Online, Poses, Put, Reply, RoomRefused
from vr_client.outbox import Outbox

log = logging.getLogger(__name__)
_messages: TypeAdapter[Any] = TypeAdapter(ServerMessage)
_T = TypeVar("_T")
_ROOM_TOKEN_RENEWED_AFTER_S = 480.0  # it lives ten minutes
_TRANSIENT = (OSError, httpx.HTTPError, WebSocketException, TimeoutError)


class RefusedError(Exception):
    """The server said no, and asking again would not help. body : a backend.schemas.problems.Problem as JSON, where it sent one."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class Backoff:
    """0.1 s, doubling to `most_s`, each up to a quarter off, so that a room full of clients does not come back at once."""

    def __init__(self, most_s: float = 3.0) -> None:
        self.most_s = most_s
        self.next_s = 0.1

    def reset(self) -> None:
        self.next_s = 0.1

    async def sleep(self) -> None:
        wait, self.next_s = self.next_s, min(self.most_s, self.next_s * 2)
        await asyncio.sleep(wait * random.uniform(0.75, 1.25))


class Link:
    """url() : the server's present address ("" while there is none); it may change when an embedded server was restarted."""

    def __init__(
        self, url: Callable[[], str], identity: Identity, language: str, outbox: Outbox, emit: Callable[[Any], None]
    ) -> None:
        self._url, self._identity, self._language, self._outbox, self._emit = url, identity, language, outbox, emit
        self._disk = ThreadPoolExecutor(
            1, "outbox"
        )  # an fsync may take as long as a disk likes; poses do not wait for it
        self._http = httpx.AsyncClient(timeout=5.0, trust_env=False)
        self._token: tuple[str, str, float] = ("", "", 0.0)  # server's address, bearer, when to renew it (time.time())
        self._token_lock = asyncio.Lock()
        self._online: bool | None = None
        self._written = asyncio.Event()
        self._gets: asyncio.Queue[Get] = asyncio.Queue(64)
        self._room = ""
        self._room_changed = asyncio.Event()
        self.inputs = DrillInputs()
        self._input_ready = asyncio.Event()
        self._pose: bytes = b""
        self._pose_ready = asyncio.Event()
        self._saving: set[asyncio.Task[Any]] = set()

    # what the main thread asks for (called in the loop) ------------------------------------------------------------------

    def put(self, message: Put) -> None:
        body = message.body.model_dump_json()
        task = asyncio.ensure_future(self._on_disk(self._outbox.add, message.path, body, message.tag))
        self._saving.add(task)
        task.add_done_callback(self._saved)

    def get(self, message: Get) -> None:
        try:
            self._gets.put_nowait(message)
        except asyncio.QueueFull:
            self._emit(Reply(message.tag, 0, None))

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

    # life --------------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send_writes())
            tasks.create_task(self._send_reads())
            tasks.create_task(self._stay_in_rooms())

    async def close(self) -> None:
        if self._saving:
            await asyncio.wait(self._saving)
        await self._http.aclose()
        await self._on_disk(self._outbox.close)
        self._disk.shutdown()

    # HTTP --------------------------------------------------------------------------------------------------------------

    async def _send_writes(self) -> None:
        backoff = Backoff()
        while True:
            row = await self._on_disk(self._outbox.first)
            if row is None:
                self._written.clear()
                if not await self._on_disk(self._outbox.__len__):  # nothing came between the look and the clear
                    await self._written.wait()
                continue
            try:
                status, body = await self._request("PUT", row.path, json.loads(row.body))
            except _TRANSIENT as error:
                self._say_online(False, error)
                await backoff.sleep()
                continue
            if status >= 500 or status in (408, 429):  # the server's trouble or its pace, not the row's fault
                log.info("write %s: server says %d, trying again", row.path, status)
                await backoff.sleep()
                continue
            backoff.reset()
            await self._on_disk(self._outbox.remove, row.id)
            if status >= 400:
                log.error("write %s was refused and is dropped: %d %s", row.path, status, body)
            self._emit(Reply(row.tag, status, body))

    async def _send_reads(self) -> None:
        while True:
            message = await self._gets.get()
            try:
                status, body = await self._request("GET", message.path)
            except _TRANSIENT as error:
                self._say_online(False, error)
                status, body = 0, None
            self._emit(Reply(message.tag, status, body))

    async def _request(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and decoded JSON, with our bearer token; a token the server no longer knows is renewed once."""
        for again in (True, False):
            url, bearer = await self._bearer()
            response = await self._http.request(
                method, url + API + path, json=body, headers={"Authorization": f"Bearer {bearer}"}
            )
            if response.status_code == 401 and again:
                self._token = ("", "", 0.0)
                continue
            break
        self._say_online(True)
        return response.status_code, _json(response)

    async def _bearer(self) -> tuple[str, str]:
        """The server's address and a token of its, made by signing in as our guest where needed.

        Raises ConnectionError while there is no server, and httpx errors."""
        async with self._token_lock:
            url = self._url().rstrip("/")
            if not url:
                raise ConnectionError("no server yet")
            if self._token[0] != url or time.time() > self._token[2]:
                guest = GuestIn.model_validate({**vars_of(self._identity), "language": self._language})
                response = await self._http.post(f"{url}{API}/guests", json=guest.model_dump(mode="json"))
                if response.status_code >= 400:
                    raise httpx.HTTPStatusError(
                        f"sign-in: {response.text}", request=response.request, response=response
                    )
                token = TokenOut.model_validate(response.json())
                life = (token.expires_at - datetime.now(token.expires_at.tzinfo)).total_seconds()
                self._token = (url, token.access_token, time.time() + max(5.0, life * 0.8))
            return url, self._token[1]

    def _say_online(self, online: bool, why: object = "") -> None:
        if online != self._online:
            self._online = online
            log.info("online" if online else "offline: %s", *([] if online else [why]))
            self._emit(Online(online))

    # the room ------------------------------------------------------------------------------------------------------------

    async def _stay_in_rooms(self) -> None:
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
            except* _TRANSIENT as errors:
                self._say_online(False, errors.exceptions[0])
            except* (RefusedError, ValidationError) as errors:
                log.error("room %s: %s", room, errors.exceptions[0])
                if not told:
                    told = True
                    self._emit(RoomRefused(room, getattr(errors.exceptions[0], "body", None)))
            await backoff.sleep()

    async def _visit(self, room: str, backoff: Backoff) -> None:
        """One connection to the room's two sockets, until one of them breaks (raises)."""
        url, grant = await self._room_token(room)
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

    async def _room_token(self, room: str) -> tuple[str, RoomTokenOut]:
        status, body = await self._request("POST", f"/rooms/{room}/token")
        if status >= 500 or status in (408, 429):
            raise ConnectionError(f"room token: {status}")
        if status >= 400:
            raise RefusedError(status, body)
        return self._token[0], RoomTokenOut.model_validate(body)

    async def _renew_token(self, room: str) -> None:
        """The sockets stay open without one, but whoever must come back (voice) needs a valid token at hand."""
        while True:
            await asyncio.sleep(_ROOM_TOKEN_RENEWED_AFTER_S)
            url, grant = await self._room_token(room)
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

    # disk ----------------------------------------------------------------------------------------------------------------

    async def _on_disk(self, do: Callable[..., _T], *args: Any) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._disk, do, *args)

    def _saved(self, task: asyncio.Task[Any]) -> None:
        self._saving.discard(task)
        self._written.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a write could not be kept on disk: %s", error)


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


def vars_of(identity: Identity) -> dict[str, str]:
    return {"id": identity.id, "secret": identity.secret, "name": identity.name}


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


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
