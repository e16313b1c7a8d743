"""The room's event socket: JSON objects, `type` says which.

The room token comes in `Authorization: Bearer`; a browser may send it as `?token=`.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.schemas.drills import DrillOut
from backend.schemas.grades import GradeOut
from backend.schemas.problems import Problem
from backend.schemas.rooms import PeerInfo
from backend.schemas.wire import Wire

EVENTS_PATH = "/rooms/{room}/events"  # WebSocket, JSON


class Welcome(Wire):
    type: Literal["welcome"] = "welcome"
    peer: int
    peers: list[PeerInfo]
    drill: DrillOut | None = None  # the one that is running here


class Joined(Wire):
    type: Literal["joined"] = "joined"
    who: PeerInfo


class Left(Wire):
    type: Literal["left"] = "left"
    peer: int


class DrillSnapshot(Wire):
    """20 times a second while a drill runs. `acked` is the highest input `seq` of this client that is safely in the log."""

    type: Literal["drill.snapshot"] = "drill.snapshot"
    drill: UUID
    acked: int
    snapshot: dict[str, Any]  # safety_training.drill.Snapshot


class DrillEvents(Wire):
    type: Literal["drill.events"] = "drill.events"
    drill: UUID
    events: list[dict[str, Any]]


class DrillEnded(Wire):
    type: Literal["drill.ended"] = "drill.ended"
    drill: UUID
    grade: GradeOut
    state_hash: str


class DrillRewound(Wire):
    """The trainer went back in time: `drill` is over without a grade, and `to` goes on from `tick` of it with the same people."""

    type: Literal["drill.rewound"] = "drill.rewound"
    drill: UUID
    to: UUID
    tick: int


class SuggestionAnswered(Wire):
    type: Literal["suggestion.answered"] = "suggestion.answered"
    id: UUID


class TrainerVoice(Wire):
    """A trainer talks by radio, or no longer: to this person `alone` or to all; and whether the trainer hears the room.

    `peer` is the line's number in the voice, schemas.voice.TRAINERS_FROM or more."""

    type: Literal["trainer.voice"] = "trainer.voice"
    peer: int
    name: str
    talking: bool
    alone: bool = False
    listening: bool = False


class Refused(Wire):
    type: Literal["refused"] = "refused"
    problem: Problem


class DrillInput(Wire):
    """Client to server. `action` as in safety_training.events. The client repeats what was not acked after a reconnect."""

    type: Literal["drill.input"] = "drill.input"
    drill: UUID
    seq: Annotated[int, Field(ge=1, lt=2**53)]
    action: dict[str, Any]


ServerMessage = Annotated[
    Welcome
    | Joined
    | Left
    | DrillSnapshot
    | DrillEvents
    | DrillEnded
    | DrillRewound
    | SuggestionAnswered
    | TrainerVoice
    | Refused,
    Field(discriminator="type"),
]
