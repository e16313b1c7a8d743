"""One drill that runs now: what waits for the next tick, the log, and how much of it is safely kept. No clock, no database."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.db import now
from backend.errors import Refusal, conflict
from backend.schemas import DrillOut, GradeOut
from safety_training.drill import Drill
from safety_training.events import Action, Event, Join, Logged
from safety_training.grading import grade
from safety_training.replay import DrillLog

MOST_UNSAVED = 50_000  # inputs, when the database is away for long: some twenty minutes of two people
SERVER_SEQ = 0  # inputs that the server itself makes (a lost connection, say)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a drill ended, fixed at that moment so that writing it twice writes the same."""

    state: str  # finished | abandoned
    at: datetime
    grades: dict[UUID, GradeOut]
    state_hash: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A consistent cut: the inputs not yet kept, and the tick before which all of them lie."""

    first: int
    inputs: list[Logged]
    tick: int
    ending: Ending | None


class LiveDrill:
    def __init__(self, drill_id: UUID, room: str, started_by: UUID, drill: Drill, log: DrillLog) -> None:
        self.id, self.room, self.started_by = drill_id, room, started_by
        self.drill, self.log = drill, log
        self.ending: Ending | None = None
        self.idle_since: float | None = time.monotonic()  # nobody there since; None while the clock runs
        self.known_since = time.monotonic()
        self.left_by_server: set[str] = set()
        self._queue: list[tuple[str, int, Action]] = []
        self._joined = set(drill.participants)
        self._taken: dict[str, int] = {}
        self._saved, self._saved_tick = len(log.inputs), drill.tick
        self._acked: dict[str, int] = {}
        for logged in log.inputs:
            self._taken[logged.participant] = self._acked[logged.participant] = max(
                logged.seq, self._acked.get(logged.participant, 0)
            )

    # inputs ---------------------------------------------------------------------------------------------------------------

    def take(self, user: UUID, seq: int, action: Action) -> None:
        """Queue a person's action for the next tick; what was sent before is dropped. Raises Refusal."""
        participant = str(user)
        if seq <= self._taken.get(participant, 0) or self.drill.finished:
            return
        if isinstance(action, Join):
            self._joined.add(participant)
        elif participant not in self._joined:
            raise conflict("join_first", "먼저 훈련에 참가해야 합니다.", "You have to join the drill first.")
        if len(self._queue) + self.unsaved >= MOST_UNSAVED:
            raise Refusal(503, "database_away", "저장소에 닿지 않아 멈췄습니다.", "The store is away; the drill waits.")
        self._taken[participant] = seq
        self._queue.append((participant, seq, action))

    def take_own(self, participant: str, action: Action) -> None:
        """An action that the server itself makes for somebody."""
        self._queue.append((participant, SERVER_SEQ, action))

    @property
    def has_queue(self) -> bool:
        return bool(self._queue)

    def step(self) -> list[Event]:
        """One tick with all that waits, in an order that does not depend on whose packet was quicker."""
        tick = self.drill.tick
        self._queue.sort(key=lambda item: (item[0], item[1]))
        inputs = [Logged(tick, participant, seq, action) for participant, seq, action in self._queue]
        self._queue = []
        for logged in inputs:
            self.log.append(logged)
        events = self.drill.step(inputs)
        if self.drill.finished:
            self._end()
        return events

    def _end(self) -> None:
        self.log.close(self.drill)
        abandoned = self.drill.finished_reason == "abandoned"
        people = () if abandoned else tuple(self.drill.participants)
        grades = {UUID(person): GradeOut.model_validate(grade(self.drill, person).to_dict()) for person in people}
        self.ending = Ending("abandoned" if abandoned else "finished", now(), grades, self.log.state_hash)

    def abandon(self) -> None:
        self.ending = self.ending or Ending("abandoned", now(), {}, "")

    # keeping --------------------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        return len(self.log.inputs) - self._saved

    def batch(self, every_ticks: int) -> Batch | None:
        """What is to be written now, if anything: new inputs, an ending, or just a clock that has gone on for long enough."""
        if not self.unsaved and self.ending is None and self.drill.tick - self._saved_tick < every_ticks:
            return None
        return Batch(self._saved, self.log.inputs[self._saved :], self.drill.tick, self.ending)

    def kept(self, batch: Batch) -> None:
        self._saved, self._saved_tick = batch.first + len(batch.inputs), batch.tick
        for logged in batch.inputs:
            self._acked[logged.participant] = max(logged.seq, self._acked.get(logged.participant, 0))

    # telling --------------------------------------------------------------------------------------------------------------

    def out(self) -> DrillOut:
        state = self.ending.state if self.ending else "running"
        return DrillOut.model_validate(
            {
                "id": self.id,
                "room": self.room,
                "scenario": self.drill.scenario.id,
                "seed": self.drill.seed,
                "mode": self.drill.mode,
                "state": state,
                "tick": self.drill.tick,
            }
        )

    def snapshot(self) -> SnapshotText:
        return SnapshotText(self.id, json.dumps(self.drill.snapshot().to_dict(), separators=(",", ":")), self._acked)


class SnapshotText:
    """A `drill.snapshot` message, made once a tick; only `acked` differs from person to person."""

    def __init__(self, drill: UUID, snapshot: str, acked: dict[str, int]) -> None:
        self._head = f'{{"type":"drill.snapshot","drill":"{drill}","acked":'
        self._tail = f',"snapshot":{snapshot}}}'
        self._acked = acked

    def for_(self, user: UUID) -> str:
        return f"{self._head}{self._acked.get(str(user), 0)}{self._tail}"
