"""Drills: starting one, a trainer's hand in it, and what is kept of it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictBool

from backend.schemas.grades import GradeOut
from backend.schemas.wire import RoomId, Slug, Wire


class DrillIn(Wire):
    """PUT /api/drills/{id}. Starts a drill in a room; whoever is in that room may join it.

    group, roles and paused are a trainer's: for whom it is, who has which of the scenario's roles, and that it waits to be resumed.
    """

    room: RoomId
    scenario: Slug
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    mode: Literal["practice", "guided", "test"] = "practice"
    group: UUID | None = None
    roles: Annotated[dict[UUID, Slug], Field(max_length=16, json_schema_extra={"additionalProperties": False})] = {}
    paused: bool = False


class DrillOut(DrillIn):
    id: UUID
    state: Literal["running", "finished", "abandoned", "rewound"]
    tick: int
    grade: GradeOut | None = None  # of the person who asks
    state_hash: str = ""
    branch_of: UUID | None = None  # the drill from whose tick `branch_tick` this one goes on
    branch_tick: int | None = None


class PauseIn(Wire):
    """PUT /api/drills/{id}/paused, by a trainer: the clock stands, or goes on."""

    paused: StrictBool


Control = Literal[
    "ignite", "growth", "vent", "smoke", "reignite", "fault", "power", "casualty", "block", "message", "role", "end"
]  # fmt: skip


class _Done(Wire):
    target: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""
    value: Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)] = 0.0
    what: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""


class InjectIn(_Done):
    """PUT /api/drills/{id}/injections/{injection}, by a trainer: safety_training.events.Inject. Answered once it is kept."""

    control: Control


class InjectionOut(_Done):
    """`talk` is no control: the trainer began to talk by radio, to the `target` or to all. What was said is not kept."""

    control: Control | Literal["talk"]
    id: UUID
    tick: int  # at which it was applied
    by: UUID
    at: datetime


class RewindIn(Wire):
    """PUT /api/drills/{id}/branches/{branch}, by a trainer: a new drill that goes on from `tick` of this one, people and all.

    The old one, if it still runs, ends there as "rewound". The new one stands still until it is resumed, unless told otherwise."""

    tick: Annotated[int, Field(ge=0, lt=2**31)]
    paused: StrictBool = True


class DrillSummary(Wire):
    """GET /api/drills: for trainers, newest first."""

    id: UUID
    room: RoomId
    scenario: Slug
    seed: int
    mode: str
    state: str
    tick: int
    group: UUID | None
    started_at: datetime
    ended_at: datetime | None
    branch_of: UUID | None


class ScenarioOut(Wire):
    """GET /api/scenarios."""

    id: Slug
    place: RoomId
    people: int  # most that may take part
    title_ko: str
    title_en: str


class DrillLogOut(Wire):
    """GET /api/drills/{id}/log: all one needs to compute the drill again (see safety_training.replay)."""

    log: dict[str, Any]
