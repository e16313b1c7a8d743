"""What people do to a drill (actions) and what comes of it (events): the vocabulary of the log.

Actions arrive from hands and keyboards, are stamped with the tick at which the server applied them, and together with scenario
and seed determine everything else. Positions are metres in the place's frame, +Y up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Vec3: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Join:
    name: str
    kind: Literal["join"] = "join"


@dataclass(frozen=True, slots=True)
class Leave:
    kind: Literal["leave"] = "leave"


@dataclass(frozen=True, slots=True)
class Move:
    """Where the head is; sent a few times a second."""

    head: Vec3
    facing: Vec3
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class PressAlarm:
    device: str  # name of the alarm box in the scenario
    kind: Literal["press_alarm"] = "press_alarm"


@dataclass(frozen=True, slots=True)
class TakeExtinguisher:
    device: str
    kind: Literal["take_extinguisher"] = "take_extinguisher"


@dataclass(frozen=True, slots=True)
class PutDownExtinguisher:
    position: Vec3
    kind: Literal["put_down_extinguisher"] = "put_down_extinguisher"


@dataclass(frozen=True, slots=True)
class CheckGauge:
    kind: Literal["check_gauge"] = "check_gauge"


@dataclass(frozen=True, slots=True)
class PullPin:
    """lever : 0..1 at the moment of pulling; a squeezed lever jams the pin."""

    lever: float
    kind: Literal["pull_pin"] = "pull_pin"


@dataclass(frozen=True, slots=True)
class Aim:
    """The nozzle and the lever, at up to 20 Hz while the extinguisher is held. direction is a unit vector."""

    nozzle: Vec3
    direction: Vec3
    lever: float
    kind: Literal["aim"] = "aim"


@dataclass(frozen=True, slots=True)
class Finish:
    """The person says that they are done (or walks out through the exit)."""

    kind: Literal["finish"] = "finish"


Action: TypeAlias = (
    Join | Leave | Move | PressAlarm | TakeExtinguisher | PutDownExtinguisher | CheckGauge | PullPin | Aim | Finish
)


@dataclass(frozen=True, slots=True)
class Logged:
    """One action as it entered the log. seq is the client's own number, used to drop what was sent twice."""

    tick: int
    participant: str
    seq: int
    action: Action


@dataclass(frozen=True, slots=True)
class Event:
    """Something the drill found out: alarm sounding, pin out, flame out, reflash, discharge began ... `data` is JSON-ready."""

    tick: int
    kind: str
    participant: str = ""
    data: dict[str, Any] | None = None
