"""All drills of this server: the 20 Hz beat that steps them, and beside it the writer that keeps what they took.

A step never waits for the database. An input is acknowledged only once it is in the database; while that is away, drills go on
in memory, and what they took is tried again until it is kept. A drill's clock stands still while none of its people is there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import structlog

from backend.db import Database
from backend.drills import keeper
from backend.drills.live import LiveDrill
from backend.drills.saver import Saver
from backend.errors import Refusal, conflict
from backend.metrics import Metrics
from backend.rooms.hub import Hub, Room, Seat
from backend.schemas.drills import DrillOut
from backend.schemas.messages import DrillEnded, DrillEvents, DrillInput, DrillRewound
from backend.settings import Settings
from safety_training.drill import TICK_HZ
from safety_training.events import Join, Leave
from safety_training.wire import trainee_action

log = structlog.get_logger(__name__)
_PERIOD_S = 1.0 / TICK_HZ
_SHOW_PAUSED_EVERY = 5  # beats: a standing clock is a picture that hardly changes


class Stage:
    def __init__(self, settings: Settings, database: Database, hub: Hub, metrics: Metrics) -> None:
        self._settings, self._database, self._hub, self._metrics = settings, database, hub, metrics
        self._live: dict[UUID, LiveDrill] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._beats = 0
        self.on_begun: list[Callable[[LiveDrill], None]] = []  # told of each drill that begins or goes on as another
        self.on_ended: list[Callable[[LiveDrill], None]] = []  # told of each drill whose ending is kept
        self.saver = Saver(settings, database, metrics, self._live)

    # life -----------------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up the drills that ran when the server last ended, then begin to beat."""
        for live in await keeper.resume(self._database):
            self._live[live.id] = live
        self._tasks = [
            asyncio.create_task(self._beat(), name="drill beat"),
            asyncio.create_task(self.saver.run(self._ended), name="drill keeper"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.saver.save_all(1, self._ended)

    def begin(self, live: LiveDrill) -> None:
        self._live[live.id] = live
        for tell in self.on_begun:
            tell(live)
        self._show(live)

    def drop(self, drill: UUID) -> None:
        self._live.pop(drill, None)

    # the trainer ----------------------------------------------------------------------------------------------------------

    @property
    def all(self) -> list[LiveDrill]:
        return list(self._live.values())

    def pause(self, drill: UUID, paused: bool) -> None:
        live = self._live.get(drill)
        if live is not None and live.paused != paused:
            live.paused = paused
            live.idle_since = None
            self.saver.hurry()
            self._show(live)

    def replace(self, old: LiveDrill | None, new: LiveDrill, tick: int) -> None:
        """The new drill goes on where the old one has ended; who is there comes along."""
        room = self._hub.rooms.get(new.room)
        if old is not None:
            self.drop(old.id)
            if room is not None:
                room.tell(DrillRewound(drill=old.id, to=new.id, tick=tick))
            self._take_along(old, new)
        self.begin(new)

    def _take_along(self, old: LiveDrill, new: LiveDrill) -> None:
        for person in self._here(old):
            there = new.drill.participants.get(person)
            if there is None or not there.present:
                new.take_own(person, old.joined_as(person))

    # who asks -------------------------------------------------------------------------------------------------------------

    def get(self, drill: UUID) -> LiveDrill | None:
        return self._live.get(drill)

    def elsewhere(self, user: UUID, room: str) -> int:
        """How many drills that this user has started go on in other rooms."""
        return sum(live.started_by == user and live.room != room for live in self._live.values())

    def in_room(self, room: str) -> LiveDrill | None:
        return next((live for live in self._live.values() if live.room == room and live.ending is None), None)

    def running_in(self, room: str) -> DrillOut | None:
        live = self.in_room(room)
        return live.out() if live else None

    def yields_to(self, live: LiveDrill, user: UUID) -> bool:
        """Whether this user may put another drill in its place: its people are long gone, or it was only the user's own."""
        others = [person for person in self._here(live) if person != str(user)]
        if others:
            return False
        if live.paused and live.started_by != user:
            return False  # a trainer means to come back to it
        long_gone = live.idle_since is not None and time.monotonic() - live.idle_since > self._settings.yield_after_s
        return long_gone or live.started_by == user

    def greet(self, room: Room, seat: Seat) -> None:
        """Somebody has come, for the first time or again."""
        live = self.in_room(room.id)
        if live is None:
            return
        person = str(seat.user)
        if person in live.left_by_server:
            live.left_by_server.discard(person)
            live.take_own(person, live.joined_as(person))
        if seat.events is not None:
            seat.events.put_latest(live.snapshot().for_(seat.user))

    def take(self, room: Room, seat: Seat, heard: DrillInput) -> None:
        """An input from a socket. Raises Refusal."""
        live = self._live.get(heard.drill)
        if live is None or live.room != room.id:
            raise conflict(
                "drill_over", "진행 중인 훈련이 아닙니다.", "This drill is not running here.", str(heard.drill)
            )
        try:
            action = trainee_action(heard.action)
        except ValueError as error:
            ko, en = "알 수 없는 행동입니다.", "This is not an action."
            raise Refusal(422, "bad_action", ko, en, detail={"seq": heard.seq, "what": str(error)}) from error
        if isinstance(action, Join):
            action = replace(action, name=seat.name)  # one goes by the name that the server knows
        live.take(seat.user, heard.seq, action)
        self._metrics.inputs.inc()

    # the beat -------------------------------------------------------------------------------------------------------------

    async def _beat(self) -> None:
        due = time.monotonic()
        while True:
            # After a hiccup up to five ticks are made up for; beyond that, time is lost rather than hurried.
            due = max(due + _PERIOD_S, time.monotonic() - 5 * _PERIOD_S)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self._metrics.late.observe(max(0.0, time.monotonic() - due))
            self._beats += 1
            for live in list(self._live.values()):
                try:
                    self._step(live)
                except Exception:
                    # One broken drill must not stop the others.
                    log.exception("drill.broken", drill=str(live.id), tick=live.drill.tick)
                    live.abandon()
            self._metrics.drills.set(len(self._live))

    def _step(self, live: LiveDrill) -> None:
        if live.ending is not None or live.held:
            return
        if live.paused and not live.wants_tick:
            if self._beats % _SHOW_PAUSED_EVERY == 0:
                self._stand(live)
            return
        if not live.has_queue and not self._here(live):
            self._idle(live, self._settings.abandon_after_s)
            return
        live.idle_since = None
        if live.drill.tick % TICK_HZ == 0 and not live.paused:
            self._miss_people(live)
        if live.wants_tick:
            self.saver.hurry()
        events = live.step()
        room = self._hub.rooms.get(live.room)
        if events and room:
            room.tell(DrillEvents(drill=live.id, events=[event.to_dict() for event in events]))
        self._show(live)

    def _here(self, live: LiveDrill) -> list[str]:
        room = self._hub.rooms.get(live.room)
        return [person for person in live.drill.participants if room and room.is_present(UUID(person))]

    def _stand(self, live: LiveDrill) -> None:
        self._show(live)
        if self._here(live):
            live.idle_since = None
        else:
            self._idle(live, self._settings.abandon_paused_after_s)

    def _idle(self, live: LiveDrill, most_s: float) -> None:
        moment = time.monotonic()
        live.idle_since = live.idle_since or moment
        if moment - live.idle_since > most_s:
            log.info("drill.abandoned", drill=str(live.id))
            live.abandon()

    def _miss_people(self, live: LiveDrill) -> None:
        """Who is gone for long while others go on has left; they come back by coming back."""
        room = self._hub.rooms.get(live.room)
        long_ago = time.monotonic() - self._settings.leave_after_s
        for person, state in live.drill.participants.items():
            seat = room.seats.get(UUID(person)) if room else None
            gone_since = seat.gone_since if seat else live.known_since
            away = seat is None or seat.events is None
            if state.present and not state.finished and away and gone_since < long_ago:
                live.left_by_server.add(person)
                live.take_own(person, Leave())

    def _show(self, live: LiveDrill) -> None:
        room = self._hub.rooms.get(live.room)
        if room is None or not room.seats:
            return
        text = live.snapshot()
        for seat in room.present():
            if seat.events is not None:
                seat.events.put_latest(text.for_(seat.user))

    def _ended(self, live: LiveDrill) -> None:
        """The ending is kept: say so."""
        if self._live.pop(live.id, None) is None:
            return
        ending = live.ending
        assert ending is not None
        for tell in self.on_ended:
            tell(live)
        for user, grade in ending.grades.items():
            self._hub.tell_user(user, DrillEnded(drill=live.id, grade=grade, state_hash=ending.state_hash))
