"""Rooms and the people in them. All on the event loop, nothing awaited: a change is seen whole or not at all.

A person has a *seat* (a number in the room, held while the room token lives) and, while the event socket is open, is *present*.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import BaseModel

from backend.errors import Refusal
from backend.metrics import Metrics
from backend.rooms.outbox import EventOutbox, PoseOutbox
from backend.schemas.messages import Joined, Left
from backend.schemas.poses import POSE_HZ, pack_pose_batch
from backend.schemas.rooms import PeerInfo

MAX_PEER = 65535
TAKEN_OVER = 4409  # another socket of the same person took this one's place
NO_SEAT = 4410  # the number in the token is somebody else's by now: get a new room token


@dataclass(slots=True)
class Seat:
    user: UUID
    name: str
    peer: int
    until: float  # monotonic; kept longer while present
    events: EventOutbox | None = None
    poses: PoseOutbox | None = None
    pose: bytes = b""
    fresh: bool = False  # `pose` came since the last tick
    gone_since: float = field(default_factory=time.monotonic)

    @property
    def info(self) -> PeerInfo:
        return PeerInfo(peer=self.peer, user=self.user, name=self.name)


class Room:
    def __init__(self, room_id: str) -> None:
        self.id = room_id
        self.seats: dict[UUID, Seat] = {}
        self._next_peer = 1
        self._tick = 0

    def seat(self, user: UUID, name: str, until: float, most: int) -> Seat:
        """This person's seat, or a new one with the next free number. Raises Refusal 409 when the room is full."""
        seat = self.seats.get(user)
        if seat is None:
            if len(self.seats) >= most:
                raise Refusal(409, "room_full", "이 방은 가득 찼습니다.", "This room is full.")
            seat = self.seats[user] = Seat(user, name, self._free_peer(), until)
        seat.name, seat.until = name, max(seat.until, until)
        return seat

    def claim(self, user: UUID, name: str, peer: int, until: float) -> Seat | None:
        """The seat that a token names. After a restart the token is all there is; None if its number is another's now."""
        seat = self.seats.get(user)
        if seat is None and peer not in {other.peer for other in self.seats.values()}:
            seat = self.seats[user] = Seat(user, name, peer, until)
        return seat if seat is not None and seat.peer == peer else None

    def _free_peer(self) -> int:
        taken = {seat.peer for seat in self.seats.values()}
        while (
            self._next_peer in taken
        ):  # numbers are not used again soon: a late packet must not look like a newcomer's
            self._next_peer = self._next_peer % MAX_PEER + 1
        peer, self._next_peer = self._next_peer, self._next_peer % MAX_PEER + 1
        return peer

    def present(self) -> Iterator[Seat]:
        return (seat for seat in self.seats.values() if seat.events is not None)

    def is_present(self, user: UUID) -> bool:
        seat = self.seats.get(user)
        return seat is not None and seat.events is not None

    def tell(self, message: BaseModel, but: UUID | None = None) -> None:
        text = message.model_dump_json()
        for seat in self.present():
            if seat.user != but and seat.events:
                seat.events.put(text)

    def enter(self, seat: Seat, outbox: EventOutbox) -> None:
        """Open the event socket of a seat; an older one of the same person is closed, and nobody sees them leave."""
        old, seat.events = seat.events, outbox
        if old is not None:
            old.close(TAKEN_OVER)
        else:
            self.tell(Joined(who=seat.info), but=seat.user)

    def leave(self, seat: Seat, outbox: EventOutbox) -> bool:
        """The event socket of a seat has ended. True if the person is gone, False if a newer socket of theirs goes on."""
        if seat.events is not outbox:
            return False
        seat.events, seat.gone_since = None, time.monotonic()
        self.tell(Left(peer=seat.peer))
        return True

    def connect_poses(self, seat: Seat, outbox: PoseOutbox) -> None:
        old, seat.poses = seat.poses, outbox
        if old is not None:
            old.close(TAKEN_OVER)

    def disconnect_poses(self, seat: Seat, outbox: PoseOutbox) -> None:
        if seat.poses is outbox:
            seat.poses, seat.pose, seat.fresh = None, b"", False

    def relay(self) -> None:
        """One tick: everybody gets the others' packets of this tick; a newcomer everybody's last."""
        self._tick += 1
        fresh = {seat.peer: seat.pose for seat in self.seats.values() if seat.fresh}
        latest: dict[int, bytes] | None = None
        for seat in self.seats.values():
            if seat.poses is None:
                continue
            packets = fresh
            if seat.poses.newcomer:
                seat.poses.newcomer = False
                latest = latest or {s.peer: s.pose for s in self.seats.values() if s.pose}
                packets = latest
            others = len(packets) - (seat.peer in packets)
            if others:
                seat.poses.put(pack_pose_batch(self._tick, {p: b for p, b in packets.items() if p != seat.peer}))
        for seat in self.seats.values():
            seat.fresh = False

    def sweep(self, moment: float) -> None:
        """Forget seats whose token is over and whose person is not here."""
        for user, seat in list(self.seats.items()):
            if seat.events is None and seat.poses is None and moment > seat.until:
                del self.seats[user]


class Hub:
    """All rooms of this server, and the 20 Hz beat that relays poses."""

    def __init__(self, metrics: Metrics, max_rooms: int, max_people: int, token_s: float) -> None:
        self.rooms: dict[str, Room] = {}
        self.metrics = metrics
        self._max_rooms, self._max_people, self._token_s = max_rooms, max_people, token_s
        self._beat: asyncio.Task[None] | None = None

    def room(self, room_id: str) -> Room:
        room = self.rooms.get(room_id)
        if room is None:
            if len(self.rooms) >= self._max_rooms:
                raise Refusal(
                    409, "no_more_rooms", "지금은 방을 더 열 수 없습니다.", "No more rooms can be opened now."
                )
            room = self.rooms[room_id] = Room(room_id)
        return room

    def seat(self, room_id: str, user: UUID, name: str) -> Seat:
        return self.room(room_id).seat(user, name, time.monotonic() + self._token_s, self._max_people)

    def claim(self, room_id: str, user: UUID, name: str, peer: int) -> Seat | None:
        return self.room(room_id).claim(user, name, peer, time.monotonic() + self._token_s)

    def tell_user(self, user: UUID, message: BaseModel) -> None:
        """To every room where this person is present."""
        text = message.model_dump_json()
        for room in self.rooms.values():
            seat = room.seats.get(user)
            if seat is not None and seat.events is not None:
                seat.events.put(text)

    def start(self) -> None:
        self._beat = asyncio.create_task(self._run(), name="pose relay")

    async def close(self) -> None:
        if self._beat is not None:
            self._beat.cancel()
        for room in self.rooms.values():
            for seat in room.seats.values():
                for outbox in (seat.events, seat.poses):
                    if outbox is not None:
                        outbox.close(1012)  # service restart: the client comes back

    async def _run(self) -> None:
        period = 1 / POSE_HZ
        due = swept = time.monotonic()
        while True:
            due = max(due + period, time.monotonic() - period)
            await asyncio.sleep(due - time.monotonic())
            for room in self.rooms.values():
                room.relay()
            if due - swept > 30:
                swept = due
                self._sweep(due)

    def _sweep(self, moment: float) -> None:
        for room_id, room in list(self.rooms.items()):
            room.sweep(moment)
            if not room.seats:
                del self.rooms[room_id]
        self.metrics.rooms.set(len(self.rooms))
