"""A second guest who stands in the room, sees where everybody is and hears what the server says: how a test watches a client
from outside, through nothing but the product's own sockets."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
import websockets
from pydantic import TypeAdapter

from avatars import pose_packet
from backend.schemas.messages import EVENTS_PATH, DrillSnapshot, Joined, Left, ServerMessage, Welcome
from backend.schemas.poses import POSES_PATH, unpack_pose_batch
from backend.schemas.rooms import PeerInfo
from backend.schemas.wire import API

_MESSAGES: TypeAdapter[Any] = TypeAdapter(ServerMessage)
T = TypeVar("T")
PATIENCE_S = 180.0  # a loaded machine draws and starts processes slowly; nothing waits longer than it must


def wait_for(look: Callable[[], T | None], what: str, seconds: float = PATIENCE_S) -> T:
    """What `look` returns as soon as it is truthy. Raises TimeoutError naming what was waited for."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)
    return found


class Witness:
    """Joins one room of the server at `url`. `poses` : newest PosePacket by peer; `heard` : every event-socket message."""

    def __init__(self, url: str, room: str, name: str = "witness", identity: dict[str, str] | None = None) -> None:
        self.http = httpx.Client(base_url=url + API, timeout=10)
        guest = identity or {"id": str(uuid.uuid4()), "secret": secrets.token_urlsafe(32), "name": name}
        token = self.http.post("/guests", json=guest | {"language": "ko"}).raise_for_status().json()["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self.room = room
        self.poses: dict[int, pose_packet.PosePacket] = {}
        self.peers: dict[int, PeerInfo] = {}
        self.heard: list[Any] = []
        self.snapshot: dict[str, Any] | None = None
        self.drill_id = ""
        self._ws = url.replace("http", "ws", 1) + API
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def find(self, name: str) -> int | None:
        """The number of the peer with this name, once its pose has been seen."""
        return next((p for p, who in self.peers.items() if who.name == name and p in self.poses), None)

    def pose(self, name: str) -> pose_packet.PosePacket:
        """The newest of who has this name. Asked by name, for a number is another's once the server has restarted. Raises KeyError
        as long as nobody of that name is seen."""
        return self.poses[-1 if (peer := self.find(name)) is None else peer]

    def latest(self, kind: type[T]) -> T | None:
        return next((m for m in reversed(self.heard) if isinstance(m, kind)), None)

    def held_kg(self) -> float:
        """What is left in extinguishers that somebody holds."""
        assert self.snapshot is not None
        return sum(tool["remaining_kg"] for tool in self.snapshot["equipment"] if tool["holder"])

    def stays_out(self, seconds: float = 10) -> bool:
        """The fire, watched for so long by the drill's clock. False as soon as it burns or glows again."""
        begin = self.snapshot
        assert begin is not None

        def seen() -> bool:
            now = self.snapshot
            assert now is not None
            return now["phase"] != "out" or now["time_s"] > begin["time_s"] + seconds

        wait_for(seen, "the fire to stay out")
        return bool(self.snapshot and self.snapshot["phase"] in ("out", "finished"))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(5)
        self.http.close()

    def _run(self) -> None:
        self._task = self._loop.create_task(self._listen())
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)
        self._loop.close()

    async def _listen(self) -> None:
        while True:  # the server may be killed and come back
            with contextlib.suppress(OSError, websockets.WebSocketException, httpx.HTTPError):
                await self._visit()
            await asyncio.sleep(0.2)

    async def _visit(self) -> None:
        self.poses.clear()
        token = self.http.post(f"/rooms/{self.room}/token").raise_for_status().json()["token"]
        header = {"Authorization": f"Bearer {token}"}
        events = self._ws + EVENTS_PATH.format(room=self.room)
        poses = self._ws + POSES_PATH.format(room=self.room)
        async with (
            websockets.connect(events, additional_headers=header) as event_socket,
            websockets.connect(poses, additional_headers=header, compression=None) as pose_socket,
            asyncio.TaskGroup() as group,
        ):
            group.create_task(self._hear(event_socket))
            group.create_task(self._watch(pose_socket))

    async def _hear(self, socket: websockets.ClientConnection) -> None:
        async for text in socket:
            message = _MESSAGES.validate_json(text)
            match message:
                case Welcome():
                    self.peers = {who.peer: who for who in message.peers}
                case Joined():
                    self.peers[message.who.peer] = message.who
                case Left():
                    self.peers.pop(message.peer, None)
                    self.poses.pop(message.peer, None)
                case DrillSnapshot():
                    self.snapshot, self.drill_id = message.snapshot, str(message.drill)
                    continue  # twenty a second: kept apart
            self.heard.append(message)
        raise ConnectionError("the event socket was closed")

    async def _watch(self, socket: websockets.ClientConnection) -> None:
        async for data in socket:
            assert isinstance(data, bytes)
            for peer, packet in unpack_pose_batch(data)[1].items():
                self.poses[peer] = pose_packet.decode(packet)
        raise ConnectionError("the pose socket was closed")


def guest_of(data_dir: Path) -> dict[str, str] | None:
    """The guest identity that a client keeps in its data folder, once it has made one."""
    import json

    file = data_dir / "guest.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None
