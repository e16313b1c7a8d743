"""What a seed decides. A scenario's [variation] names axes: lists (one of them) and ranges { low, high } (any number between).

The lists together are counted like the digits of a number, so that consecutive seeds run through every combination of them;
ranges are drawn from the seeded chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safety_training.chance import SplitMix64
from safety_training.events import FAULTS
from safety_training.numeric import Vec3
from safety_training.texts import vec_of


@dataclass(frozen=True, slots=True)
class Axis:
    """options : of a list. low, high : of a range, which has one option."""

    name: str
    options: tuple[Any, ...]
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Variation:
    """What the seed decided. Each field is an axis of that name, with what it is where a scenario does not vary it.

    ignition : the item that is lit ("": the one marked so). growth, smoke : factors. vents : share open, by vent. faults : by
    extinguisher, one of FAULTS. power : by room. blocked : exits and vents that nobody passes. casualties : spots where somebody
    lies. absent : roles that no NPC plays. place : positions of items. gauge_mpa, low_gauge_mpa : of sound and of low
    extinguishers, drawn one by one."""

    combination: int
    ignition: str = ""
    ignition_delay_s: float = 5.0
    growth: float = 1.0
    smoke: float = 1.0
    vents: Mapping[str, float] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    power: Mapping[str, bool] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()
    casualties: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    place: Mapping[str, Vec3] = field(default_factory=dict)
    gauge_mpa: tuple[float, float] = (0.78, 0.90)
    low_gauge_mpa: tuple[float, float] = (0.30, 0.50)


_LISTS_OF_NAMES = ("blocked", "casualties", "absent")
_TABLES = ("vents", "faults", "power", "place")
_BANDS = ("gauge_mpa", "low_gauge_mpa")
_KNOWN = ("ignition", "ignition_delay_s", "growth", "smoke", *_TABLES, *_LISTS_OF_NAMES, *_BANDS)


def axes_of(raw: Mapping[str, Any]) -> tuple[Axis, ...]:
    """The axes of a [variation], in the order of its lines. Raises ValueError for an unknown one."""
    axes = []
    for name, given in raw.items():
        if name not in _KNOWN:
            raise ValueError(f"variation: no axis {name!r}")
        if isinstance(given, Mapping):
            axes.append(Axis(name, (None,), float(given["low"]), float(given["high"])))
        else:
            axes.append(Axis(name, tuple(_option(name, option) for option in given)))
    return tuple(axes)


def vary(axes: tuple[Axis, ...], seed: int) -> Variation:
    """The variation of a seed; every number is drawn in the order of the axes."""
    chance, digits, combination, base = SplitMix64(seed), seed, 0, 1
    drawn: dict[str, Any] = {}
    for axis in axes:
        if axis.name in _BANDS:
            drawn[axis.name] = (axis.low, axis.high)
        elif axis.options == (None,):
            drawn[axis.name] = chance.uniform(axis.low, axis.high)
        else:
            digits, digit = divmod(digits, len(axis.options))
            combination, base = combination + digit * base, base * len(axis.options)
            drawn[axis.name] = axis.options[digit]
    return Variation(combination, **drawn)


def _option(name: str, option: Any) -> Any:
    if name in _LISTS_OF_NAMES:
        return tuple(option)
    if name == "place":
        return {item: vec_of(at) for item, at in option.items()}
    if name == "faults" and not set(option.values()) <= set(FAULTS):
        raise ValueError(f"variation: faults are {', '.join(FAULTS)}")
    if name in ("growth", "smoke", "ignition_delay_s"):
        return float(option)
    return dict(option) if name in _TABLES else str(option)
