"""One drill that runs now: what waits for the next tick, the log, and how much of it is safely kept. No clock, no database."""

from __future__ import annotations

import json
import time
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.db import now
from backend.errors import Refusal, conflict
from backend.schemas.drills import DrillOut
from backend.schemas.grades import GradeOut
from safety_training.drill import Drill
from safety_training.events import TRAINER, Action, Aim, Event, Inject, Join, Leave, Logged, Move
from safety_training.grading import grade
from safety_training.keyframes import Keyframes
from safety_training.replay import DrillLog, replay

MOST_UNSAVED = 50_000  # inputs, when the database is away for long: some twenty minutes of two people
KEYFRAME_TICKS = 200  # a rewind computes ten seconds at most
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
    injections: list[Injection]


@dataclass(slots=True)
class Injection:
    """What a trainer does. `tick` is known once it was applied."""

    id: UUID
    by: UUID
    action: Inject
    at: datetime
    tick: int = -1


@dataclass(frozen=True, slots=True)
class Standing:
    """What is fixed when a drill starts, beside its content."""

    id: UUID
    room: str
    started_by: UUID
    group: UUID | None = None
    roles: Mapping[str, str] = field(default_factory=dict)  # of the scenario, by person
    branch_of: UUID | None = None
    branch_tick: int | None = None


class LiveDrill:
    def __init__(self, standing: Standing, drill: Drill, log: DrillLog, paused: bool = False) -> None:
        self.standing = standing
        self.id, self.room, self.started_by = standing.id, standing.room, standing.started_by
        self.drill, self.log = drill, log
        self.paused = paused
        self.held = False  # for the moment in which it is written down to go on as another
        self.keyframes = Keyframes(KEYFRAME_TICKS)
        self.keyframes.note(drill)
        self.ending: Ending | None = None
        self.idle_since: float | None = time.monotonic()  # nobody there since; None while the clock runs
        self.known_since = time.monotonic()
        self.left_by_server: set[str] = set()
        self._queue: list[tuple[str, int, Action]] = []
        self._injecting: list[Injection] = []  # waiting for the next tick
        self._injected: list[Injection] = []  # applied, not yet kept
        self._joins = {i.participant: i.action for i in log.inputs if isinstance(i.action, Join)}  # the last of each
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
            action = self._joins[participant] = replace(action, role=self.standing.roles.get(participant, action.role))
        elif participant not in self._joins:
            raise conflict("join_first", "먼저 훈련에 참가해야 합니다.", "You have to join the drill first.")
        if len(self._queue) + self.unsaved >= MOST_UNSAVED:
            raise Refusal(503, "database_away", "저장소에 닿지 않아 멈췄습니다.", "The store is away; the drill waits.")
        self._taken[participant] = seq
        if self.paused and not self._stands(participant, action):
            raise conflict("drill_paused", "훈련이 멈춰 있습니다.", "The drill is paused.")
        self._queue.append((participant, seq, action))

    def _stands(self, participant: str, action: Action) -> bool:
        """While the clock stands one may come, go and look around; of the last, only the newest is kept. Hands do nothing."""
        if isinstance(action, Move | Aim):
            kind = type(action)
            self._queue = [q for q in self._queue if q[0] != participant or not isinstance(q[2], kind)]
        return isinstance(action, Join | Leave | Move | Aim)

    def joined_as(self, participant: str) -> Join:
        """How somebody came last. Raises KeyError for one who never did."""
        return self._joins[participant]

    def inject(self, injection: Injection) -> None:
        """A trainer's action, for the next tick. Asked again while it waits to be kept, it stays one."""
        if all(known.id != injection.id for known in (*self._injecting, *self._injected)):
            self._injecting.append(injection)
            self.take_own(f"{TRAINER}{injection.by}", injection.action)

    @property
    def wants_tick(self) -> bool:
        """Whether even a standing clock has to move by one: else an injection, or who came and went, is neither kept nor seen."""
        return bool(self._injecting) or any(isinstance(action, Join | Leave) for _, _, action in self._queue)

    def take_own(self, participant: str, action: Action) -> None:
        """An action that the server itself makes for somebody."""
        if isinstance(action, Join):
            self._joins[participant] = action
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
        for injection in self._injecting:
            injection.tick = tick
        self._injected += self._injecting
        self._injecting = []
        for logged in inputs:
            self.log.append(logged)
        events = self.drill.step(inputs)
        self.keyframes.note(self.drill)
        if self.drill.finished:
            self._end()
        return events

    def _end(self) -> None:
        self.log.close(self.drill)
        abandoned = self.drill.finished_reason == "abandoned"
        people = () if abandoned else tuple(self.drill.participants)
        grades = {UUID(person): GradeOut.model_validate(grade(self.drill, person).to_dict()) for person in people}
        self.ending = Ending("abandoned" if abandoned else "finished", now(), grades, self.log.state_hash)

    def at(self, tick: int) -> tuple[Drill, DrillLog]:
        """This drill as it was when `tick` had not begun, and the log so far: where another can go on."""
        log = prefix(self.log, tick)
        return replay(log, tick, self.drill.scenario, self.keyframes), log

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
        new = self.log.inputs[self._saved :]
        return Batch(self._saved, new, self.drill.tick, self.ending, list(self._injected))

    def kept(self, batch: Batch) -> None:
        self._saved, self._saved_tick = batch.first + len(batch.inputs), batch.tick
        self._injected = [injection for injection in self._injected if injection not in batch.injections]
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
                "group": self.standing.group,
                "roles": self.standing.roles,
                "paused": self.paused,
                "branch_of": self.standing.branch_of,
                "branch_tick": self.standing.branch_tick,
            }
        )

    def picture(self) -> dict[str, Any]:
        """What is to be seen of it, with what only the server knows: whether its clock stands."""
        return {**self.drill.snapshot().to_dict(), "paused": self.paused}

    def snapshot(self) -> SnapshotText:
        return SnapshotText(self.id, json.dumps(self.picture(), separators=(",", ":")), self._acked)


class SnapshotText:
    """A `drill.snapshot` message, made once a tick; only `acked` differs from person to person."""

    def __init__(self, drill: UUID, snapshot: str, acked: dict[str, int]) -> None:
        self._head = f'{{"type":"drill.snapshot","drill":"{drill}","acked":'
        self._tail = f',"snapshot":{snapshot}}}'
        self._acked = acked

    def for_(self, user: UUID) -> str:
        return f"{self._head}{self._acked.get(str(user), 0)}{self._tail}"


def prefix(log: DrillLog, tick: int) -> DrillLog:
    """What a log held before `tick`: an open log of the same drill."""
    count = bisect_left(log.inputs, tick, key=lambda logged: logged.tick)
    fields = (log.scenario, log.scenario_hash, log.seed, log.mode, log.rules)
    return DrillLog(*fields, inputs=log.inputs[:count], chains=log.chains[:count])
