"""What people do to a drill (actions) and what comes of it (events): the vocabulary of the log.

Actions arrive from hands and keyboards, are stamped with the tick at which the server applied them, and together with scenario
and seed determine everything else. Positions are metres in the place's frame, +Y up.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from math import isfinite
from typing import Any, Literal, TypeAlias, get_args

from safety_training.numeric import Vec3, length

FARTHEST_M = 100.0


@dataclass(frozen=True, slots=True)
class Join:
    name: str
    kind: Literal["join"] = "join"


@dataclass(frozen=True, slots=True)
class Leave:
    kind: Literal["leave"] = "leave"


@dataclass(frozen=True, slots=True)
class Move:
    """Where the head is; sent a few times a second. `hand` is the hand that reaches out, where the device knows one."""

    head: Vec3
    facing: Vec3
    hand: Vec3 | None = None
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
    """One action as it entered the log. seq is the client's own number, used to drop what was sent twice: only numbers above the
    highest so far of that participant count. 0 is the server's own (a lost connection, say) and always counts."""

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

    def to_dict(self) -> dict[str, Any]:
        return {"tick": self.tick, "kind": self.kind, "participant": self.participant, "data": self.data or {}}


# from and to the wire -----------------------------------------------------------------------------------------------------

_TYPES: dict[str, type[Any]] = {str(f.default): t for t in get_args(Action) for f in fields(t) if f.name == "kind"}
_UNIT_VECTORS = ("facing", "direction")
_LONGEST_NAME = 40


def action_to_dict(action: Action) -> dict[str, Any]:
    """JSON-ready; fields that are None are left out."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(action).items() if v is not None}


def action_from_dict(data: Any) -> Action:
    """The action of a JSON object. Raises ValueError, naming the field, for whatever is not exactly an action: an unknown kind,
    fields too many or too few, numbers that are not finite, positions beyond 100 m, directions that are not unit vectors."""
    if not isinstance(data, dict):
        raise ValueError("action: not an object")
    kind = data.get("kind")
    wanted = _TYPES.get(kind) if isinstance(kind, str) else None
    if wanted is None:
        raise ValueError(f"kind: unknown action {kind!r:.60}")
    described = {f.name: f for f in fields(wanted)}
    for name in data:
        if name not in described:
            raise ValueError(f"{name!s:.60}: {kind} has no such field")
    values: dict[str, Any] = {}
    for name, described_field in described.items():
        optional = "None" in str(described_field.type)
        if name == "kind" or (optional and data.get(name) is None):
            continue
        if name not in data:
            raise ValueError(f"{name}: missing in {kind}")
        values[name] = _checked(name, str(described_field.type), data[name])
    action: Action = wanted(**values)
    return action


def _checked(name: str, type_name: str, value: Any) -> str | float | Vec3:
    if type_name == "str":
        if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_NAME or not value.isprintable():
            raise ValueError(f"{name}: not a printable text of 1 to {_LONGEST_NAME} characters")
        return value
    if type_name == "float":
        number = _number(name, value)
        if not 0.0 <= number <= 1.0:
            raise ValueError(f"{name}: not between 0 and 1")
        return number
    return _vector(name, value)


def _vector(name: str, value: Any) -> Vec3:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"{name}: not a list of three numbers")
    vector = (_number(name, value[0]), _number(name, value[1]), _number(name, value[2]))
    if name in _UNIT_VECTORS:
        # single precision and quaternions that drift are forgiven
        if abs(length(vector) - 1.0) > 1e-2:
            raise ValueError(f"{name}: not a unit vector")
    elif max(abs(x) for x in vector) > FARTHEST_M:
        raise ValueError(f"{name}: farther than {FARTHEST_M:g} m away")
    return vector


def _number(name: str, value: Any) -> float:
    """JSON has one kind of number, so whole ones are welcome; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name}: not a number")
    if isinstance(value, int) and abs(value) > FARTHEST_M:
        raise ValueError(f"{name}: out of range")
    if not isfinite(value):
        raise ValueError(f"{name}: not a finite number")
    return float(value)
