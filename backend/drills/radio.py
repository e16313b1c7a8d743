"""The trainer's voice: as by radio into the room of a drill, to one or to all, and the room's voices back to the trainer.

A *line* is one open connection of a trainer. The server, not the page, decides what goes over it: nobody hears a line that does not
talk, only the one who was named hears what is meant for them, and whoever listens is announced to all who are heard.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import structlog

from backend.db import now
from backend.drills import repository
from backend.drills.control import led, over
from backend.drills.live import LiveDrill
from backend.errors import conflict, not_found
from backend.identity.models import User
from backend.rooms.access import bad_offer, voice_of
from backend.rooms.hub import Hub, Room, Seat
from backend.rooms.voice_loudest import Air
from backend.schemas.messages import TrainerVoice
from backend.schemas.voice import TRAINERS_FROM, TalkIn

if TYPE_CHECKING:
    from backend.server import Server

log = structlog.get_logger(__name__)
SILENT = TalkIn(talking=False)


@dataclass(slots=True)
class Line:
    """peer : its number in the voice of the room, beyond those of people. to : whom it talks to, None for all."""

    id: UUID
    by: UUID
    name: str
    drill: UUID
    room: str
    peer: int
    talking: bool = False
    to: UUID | None = None
    listening: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # what is asked is done in that order

    def heard_by(self, user: UUID) -> bool:
        return self.talking and self.to in (None, user)

    def told(self, user: UUID) -> TrainerVoice:
        """What this person is told of it."""
        talking = self.heard_by(user)
        alone = talking and self.to is not None
        return TrainerVoice(peer=self.peer, name=self.name, talking=talking, alone=alone, listening=self.listening)


class Radio:
    """All lines of this server. On the event loop."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lines: dict[UUID, Line] = {}
        self._next_peer = TRAINERS_FROM

    async def connect(self, server: Server, user: User, drill_id: UUID, line_id: UUID, offer: str) -> str:
        """The answer to an SDP offer of somebody who leads this drill while it runs; the same line again replaces its connection.

        Raises Refusal 403, 404, 409, 422, 429."""
        server.limits.take(("voice", user.id), server.settings.rate_voice)
        async with server.database.unit() as unit:
            await led(unit, user, drill_id)
        live = server.drills.get(drill_id)
        if live is None:
            raise over()
        line = self._lines.get(line_id) or Line(line_id, user.id, user.name, drill_id, live.room, self._number())
        if (line.by, line.drill) != (user.id, drill_id):
            raise not_found()
        node = await voice_of(server)
        if self._ended not in node.on_ended:
            node.on_ended.append(self._ended)
        self._lines[line_id] = line
        self._set(server, line, SILENT)  # as a new connection begins
        try:
            return await node.join(line.room, line.peer, offer)
        except BaseException as error:
            self.close(server, line_id)
            if isinstance(error, ValueError):
                raise bad_offer() from error
            raise

    async def talk(self, server: Server, user: User, drill_id: UUID, line_id: UUID, body: TalkIn) -> None:
        """Who hears this trainer from now on, and whether the trainer hears the room. Raises Refusal 403, 404, 409."""
        line = self._own(user, drill_id, line_id)
        async with line.turn:
            if body.talking or body.listening:  # to fall silent is never refused
                await self._allow(server, user, line, body)
            if self._lines.get(line_id) is not line:  # it broke meanwhile
                raise not_found()
            self._set(server, line, body)

    async def _allow(self, server: Server, user: User, line: Line, body: TalkIn) -> None:
        """Raises Refusal; writes down that somebody begins to talk."""
        room = self._hub.rooms.get(line.room)
        if body.talking and body.to is not None and not (room and room.is_present(body.to)):
            raise conflict("not_here", "그 사람은 지금 이 방에 없습니다.", "That person is not in this room now.")
        live, drill_id = server.drills.get(line.drill), line.drill
        async with server.database.unit() as unit:
            await led(unit, user, drill_id)
            if body.talking and live is not None and (not line.talking or line.to != body.to):
                to = str(body.to or "")
                await repository.add_talk(unit, uuid4(), drill_id, by=user.id, tick=live.drill.tick, to=to, at=now())

    def silence(self, server: Server, line_id: UUID) -> None:
        """Whoever's it is: their page is out of sight."""
        if line := self._lines.get(line_id):
            self._set(server, line, SILENT)

    def close(self, server: Server, line_id: UUID) -> None:
        if line := self._lines.get(line_id):
            if server.voice is not None:
                server.voice.hang_up(line.room, line.peer)
            self._ended(line.room, line.peer)

    def leave(self, server: Server, user: User, line_id: UUID) -> None:
        """Nothing if it is closed already, or is another's."""
        line = self._lines.get(line_id)
        if line is None or line.by != user.id:
            return
        self.close(server, line_id)

    def begun(self, server: Server, live: LiveDrill) -> None:
        """Lines go along into a branch of their drill; when another drill begins in the room, they end."""
        for line in [line for line in self._lines.values() if line.room == live.room]:
            if line.drill == live.standing.branch_of:
                line.drill = live.id
            elif line.drill != live.id:
                self.close(server, line.id)

    def greet(self, room: Room, seat: Seat) -> None:
        """Somebody has come who does not know yet who talks or listens."""
        for line in self._lines.values():
            if line.room == room.id and seat.events is not None and (line.heard_by(seat.user) or line.listening):
                seat.events.put(line.told(seat.user).model_dump_json())

    def _own(self, user: User, drill_id: UUID, line_id: UUID) -> Line:
        line = self._lines.get(line_id)
        if line is None or (line.by, line.drill) != (user.id, drill_id):
            raise not_found()
        return line

    def _number(self) -> int:
        self._next_peer += 1
        return self._next_peer

    def _peers_of(self, line: Line) -> frozenset[int] | None:
        if line.to is None:
            return None
        room = self._hub.rooms.get(line.room)
        seat = room.seats.get(line.to) if room else None
        return frozenset({seat.peer} if seat else ())

    def _set(self, server: Server, line: Line, air: TalkIn) -> None:
        self._tell(line, air)
        if server.voice is not None:
            server.voice.set_air(line.room, line.peer, Air(line.talking, self._peers_of(line), line.listening))

    def _tell(self, line: Line, air: TalkIn) -> None:
        """Each person in the room is told what changes for them."""
        room = self._hub.rooms.get(line.room)
        seats = list(room.present()) if room else []
        before = [line.told(seat.user) for seat in seats]
        if air.talking != line.talking:
            log.info(
                "radio.talk" if air.talking else "radio.silent",
                room=line.room,
                by=str(line.by),
                to=str(air.to or "all"),
            )
        line.talking, line.to, line.listening = air.talking, air.to, air.listening
        for seat, old in zip(seats, before, strict=True):
            if (new := line.told(seat.user)) != old and seat.events is not None:
                seat.events.put(new.model_dump_json())

    def _ended(self, room: str, peer: int) -> None:
        for line in [line for line in self._lines.values() if (line.room, line.peer) == (room, peer)]:
            self._tell(line, SILENT)
            del self._lines[line.id]
