"""Things that burn, as a scenario names them and as others see them."""

from __future__ import annotations

from dataclasses import dataclass

from safety_training.fire.fuels import Fuel, fuels
from safety_training.numeric import PI, Vec3


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One thing that can burn. `position` is the middle of its foot. A size of 0 (and a `height_m` or `noticed_s` below 0)
    means the usual one of its fuel. Metres, the place's frame; kW, kg, s.

    `wall`: 0 stands free, 1 at a wall, 2 in a corner. `burner_kw`: heat that reaches an oil's pan while its stove is on.
    """

    name: str
    fuel: str
    room: str
    position: Vec3
    diameter_m: float = 0.0
    height_m: float = -1.0
    fuel_kg: float = 0.0
    peak_kw: float = 0.0
    growth_kw_s2: float = 0.0
    noticed_s: float = -1.0
    wall: int = 0
    burner_kw: float = 0.0


@dataclass(frozen=True, slots=True)
class Size:
    """An item's own figures, with the fuel's where it has none."""

    diameter_m: float
    height_m: float
    fuel_kg: float
    peak_kw: float
    growth_kw_s2: float
    noticed_s: float

    @property
    def area_m2(self) -> float:
        return 0.25 * PI * self.diameter_m * self.diameter_m


def fuel_of(spec: ItemSpec) -> Fuel:
    """Raises KeyError, saying which fuels there are."""
    table = fuels()
    if spec.fuel not in table:
        raise KeyError(f"item {spec.name!r}: no fuel {spec.fuel!r}; there are {', '.join(table)}")
    return table[spec.fuel]


def size_of(spec: ItemSpec) -> Size:
    fuel = fuel_of(spec)
    return Size(
        spec.diameter_m or fuel.diameter_m,
        spec.height_m if spec.height_m >= 0.0 else fuel.height_m,
        spec.fuel_kg or fuel.fuel_kg,
        spec.peak_kw or fuel.peak_kw,
        spec.growth_kw_s2 or fuel.growth_kw_s2,
        spec.noticed_s if spec.noticed_s >= 0.0 else fuel.noticed_s,
    )


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as of now. Shares, core heat, fuel, wet and charred run from 0 to 1; tilt in radians about +X and +Z (how far
    the flame leans along each); `hit_shares` has, for each delivery of the last step, what reached the base of the fire."""

    id: str
    room: str
    base: Vec3  # the middle of the burning surface
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
