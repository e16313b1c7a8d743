"""The door of the log: JSON becomes an action, or a ValueError that names the field. Nothing else comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from math import isfinite
from typing import Any, get_args

from safety_training.events import CONTROLS, Action, Inject
from safety_training.numeric import Vec3, length

FARTHEST_M = 100.0


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
    for name, field in described.items():
        if name == "kind" or (field.default is not MISSING and data.get(name) is None):
            continue
        if name not in data:
            raise ValueError(f"{name}: missing in {kind}")
        values[name] = _CHECKS[str(field.type).removesuffix(" | None")](name, data[name])
    action: Action = wanted(**values)
    if isinstance(action, Inject) and action.control not in CONTROLS:
        raise ValueError(f"control: unknown {action.control!r}")
    return action


def trainee_action(data: Any) -> Action:
    """As action_from_dict, from the socket of somebody who is no trainer: also raises ValueError for a trainer's control."""
    action = action_from_dict(data)
    if isinstance(action, Inject):
        raise ValueError("kind: only a trainer may inject")
    return action


def _text(least: int, most: int) -> Callable[[str, Any], str]:
    def check(name: str, value: Any) -> str:
        if not isinstance(value, str) or not least <= len(value) <= most or not (value.isprintable() or not value):
            raise ValueError(f"{name}: not a printable text of {least} to {most} characters")
        return value

    return check


def _between(low: float, high: float) -> Callable[[str, Any], float]:
    def check(name: str, value: Any) -> float:
        number = _number(name, value)
        if not low <= number <= high:
            raise ValueError(f"{name}: not between {low:g} and {high:g}")
        return number

    return check


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        raise ValueError(f"{name}: not a whole number from 0 to 1000")
    return value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name}: not true or false")
    return value


def _vector(name: str, value: Any) -> Vec3:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"{name}: not a list of three numbers")
    return (_number(name, value[0]), _number(name, value[1]), _number(name, value[2]))


def _point(name: str, value: Any) -> Vec3:
    vector = _vector(name, value)
    if max(abs(x) for x in vector) > FARTHEST_M:
        raise ValueError(f"{name}: farther than {FARTHEST_M:g} m away")
    return vector


def _unit(name: str, value: Any) -> Vec3:
    """Single precision and quaternions that drift are forgiven."""
    vector = _vector(name, value)
    if not abs(length(vector) - 1.0) <= 1e-2:
        raise ValueError(f"{name}: not a unit vector")
    return vector


def _number(name: str, value: Any) -> float:
    """JSON has one kind of number, so whole ones are welcome; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name}: not a number")
    if isinstance(value, int) and abs(value) > 1_000_000:
        raise ValueError(f"{name}: out of range")
    if not isfinite(value):
        raise ValueError(f"{name}: not a finite number")
    return float(value)


_TYPES: dict[str, type[Any]] = {str(f.default): t for t in get_args(Action) for f in fields(t) if f.name == "kind"}
_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "Name": _text(1, 40),
    "Label": _text(0, 40),
    "Words": _text(0, 400),
    "Share": _between(0.0, 1.0),
    "Metres": _between(0.2, 2.5),
    "Number": _between(-1000.0, 1000.0),
    "Count_": _whole,
    "Flag": _flag,
    "Point": _point,
    "Unit": _unit,
}
