"""Things that burn, as a scenario names them and as others see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from safety_training.fire.fuels import Fuel, fuels
from safety_training.numeric import Vec3


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One thing that can burn. `position` is the middle of its foot, metres in the place's frame.

    `over` replaces figures of the fuel, also the size of the piece. `room` "" and `wall` -1: by the position (`wall`: 0 stands
    free, 1 at a wall, 2 in a corner). `stove`: oil in a pan over a burner.
    """

    name: str
    fuel: str
    position: Vec3
    over: Mapping[str, float] = field(default_factory=dict)
    room: str = ""
    wall: int = -1
    stove: bool = False


def fuel_of(spec: ItemSpec) -> Fuel:
    """The fuel with the item's own figures. Raises KeyError for an unknown fuel, ValueError for an unknown figure."""
    table = fuels()
    if spec.fuel not in table:
        raise KeyError(f"item {spec.name!r}: no fuel {spec.fuel!r}; there are {', '.join(table)}")
    known = {each.name for each in fields(Fuel) if each.type in ("float", "int")}
    unknown = [key for key in spec.over if key not in known]
    if unknown:
        raise ValueError(f"item {spec.name!r}: a fuel has no figures {unknown}")
    given: dict[str, Any] = dict(spec.over)
    return replace(table[spec.fuel], **given)


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as of now. Shares, core heat, fuel, wet and charred run from 0 to 1; tilt in radians about +X and +Z (how far
    the flame leans along each); `hit_shares` has, for each delivery of the last step, what reached the base of the fire."""

    id: str
    room: str
    base: Vec3  # the middle of what is aflame
    heat_release_kw: float
    flame_height_m: float  # free flame; under a ceiling the rest spreads by extension_m
    extension_m: float
    flame_diameter_m: float
    tilt: tuple[float, float]
    share: float
    fuel_left: float
    core_heat: float
    temperature_k: float
    covered: float  # by a lid, a blanket or a deposit of agent
    cover: str  # "" "lid" "blanket"
    wet: float
    charred: float
    energised: bool
    burning: bool
    can_reflash: bool
    hit_shares: tuple[float, ...] = ()
