"""All drills of this server: the 20 Hz beat that steps them, and beside it the writer that keeps what they took.

A step never waits for the database. An input is acknowledged only once it is in the database; while that is away, drills go on
in memory, and what they took is tried again until it is kept. A drill's clock stands still while none of its people is there.
"""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

import structlog

from backend.db import Database
from backend.drills import keeper
from backend.drills.live import LiveDrill
from backend.errors import Refusal, conflict
from backend.metrics import Metrics
from backend.rooms.hub import Hub, Room, Seat
from backend.schemas import DrillEnded, DrillEvents, DrillInput, DrillOut
from backend.settings import Settings
from safety_training.drill import TICK_HZ
from safety_training.events import Join, Leave
from safety_training.wire import trainee_action

log = structlog.get_logger(__name__)
_PERIOD_S = 1.0 / TICK_HZ
_GIVE_UP_AFTER = 5  # tries of a batch that the database refuses, which is a fault of ours


class Stage:
    def __init__(self, settings: Settings, database: Database, hub: Hub, metrics: Metrics) -> None:
        self._settings, self._database, self._hub, self._metrics = settings, database, hub, metrics
        self._live: dict[UUID, LiveDrill] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._refused: dict[UUID, int] = {}

    # life -----------------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up the drills that ran when the server last ended, then begin to beat."""
        for live in await keeper.resume(self._database):
            self._live[live.id] = live
        self._tasks = [
            asyncio.create_task(self._beat(), name="drill beat"),
            asyncio.create_task(self._keep(), name="drill keeper"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._save_all(every_ticks=1)

    def begin(self, live: LiveDrill) -> None:
        self._live[live.id] = live
        self._show(live)

    def drop(self, drill: UUID) -> None:
        self._live.pop(drill, None)

    # who asks -------------------------------------------------------------------------------------------------------------

    def get(self, drill: UUID) -> LiveDrill | None:
        return self._live.get(drill)

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
            live.take_own(person, Join(seat.name))
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
            action = Join(seat.name)  # one goes by the name that the server knows
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
            for live in list(self._live.values()):
                try:
                    self._step(live)
                except Exception:
                    # One broken drill must not stop the others.
                    log.exception("drill.broken", drill=str(live.id), tick=live.drill.tick)
                    live.abandon()
            self._metrics.drills.set(len(self._live))

    def _step(self, live: LiveDrill) -> None:
        if live.ending is not None:
            return
        if not live.has_queue and not self._here(live):
            self._idle(live)
            return
        live.idle_since = None
        if live.drill.tick % TICK_HZ == 0:
            self._miss_people(live)
        events = live.step()
        room = self._hub.rooms.get(live.room)
        if events and room:
            room.tell(DrillEvents(drill=live.id, events=[event.to_dict() for event in events]))
        self._show(live)

    def _here(self, live: LiveDrill) -> list[str]:
        room = self._hub.rooms.get(live.room)
        return [person for person in live.drill.participants if room and room.is_present(UUID(person))]

    def _idle(self, live: LiveDrill) -> None:
        moment = time.monotonic()
        live.idle_since = live.idle_since or moment
        if moment - live.idle_since > self._settings.abandon_after_s:
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

    # keeping --------------------------------------------------------------------------------------------------------------

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._settings.flush_s)
            await self._save_all(every_ticks=TICK_HZ)
            self._metrics.unsaved.set(sum(live.unsaved for live in self._live.values()))

    async def _save_all(self, every_ticks: int) -> None:
        for live in list(self._live.values()):
            batch = live.batch(every_ticks)
            if batch is None:
                continue
            try:
                await keeper.save(self._database, live, batch)
            except Refusal:
                return  # the database is away: the next round tries again
            except Exception:
                self._refused[live.id] = self._refused.get(live.id, 0) + 1
                log.exception("drill.not_kept", drill=str(live.id), tries=self._refused[live.id])
                if self._refused[live.id] >= _GIVE_UP_AFTER:
                    self.drop(live.id)
                continue
            self._refused.pop(live.id, None)
            live.kept(batch)
            if batch.ending is not None:
                self._ended(live)

    def _ended(self, live: LiveDrill) -> None:
        """The ending is kept: say so."""
        self.drop(live.id)
        ending = live.ending
        assert ending is not None
        for user, grade in ending.grades.items():
            self._hub.tell_user(user, DrillEnded(drill=live.id, grade=grade, state_hash=ending.state_hash))
