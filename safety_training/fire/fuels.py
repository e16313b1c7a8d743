"""What can burn: data/fuels.toml, one row a fuel. Figures and their sources live there; here is only their shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from safety_training.numeric import PI
from safety_training.tables import read_toml

KINDS = ("solid", "pool", "oil", "electric", "lithium")
_NOT_FIGURES = ("id", "kind", "fire_class", "name", "source", "as_of", "verified")


@dataclass(frozen=True, slots=True)
class Fuel:
    """One kind of burning thing. kW, kJ, kg, m, s, K. Which figures count depends on `kind`; sizes are those of a usual
    piece, and an item of a scenario may have its own."""

    id: str
    kind: str  # one of KINDS
    fire_class: str  # A B C K, or "Li" for cells
    # size of a usual piece
    diameter_m: float
    height_m: float  # of the burning surface above the foot
    fuel_kg: float
    peak_kw: float
    # burning
    growth_kw_s2: float
    noticed_s: float  # of growth behind it when its flames show
    heat_of_combustion_kj_kg: float  # effective
    gasification_kj_kg: float
    radiative_fraction: float
    soot_yield: float
    co_yield: float
    hcn_yield: float = 0.0
    carbon: float = 0.48  # mass fractions: wood
    hydrogen: float = 0.06
    surface_ratio: float = 1.0  # burning surface over footprint
    respread_m_s: float = 0.02  # of flame over its surface
    # embers and what keeps them dark
    core_heat_s: float = 1.0
    core_cool_s: float = 1.0
    core_hot: float = 2.0  # core heat runs from 0 to 1: 2 is never
    cover_kg_m2: float = 0.0  # deposit of agent that keeps flames off; 0: none does
    # catching fire from others
    critical_flux_kw_m2: float = 20.0
    ignition_k: float = 600.0
    inertia: float = 0.2  # k rho c, (kW/(m2 K))2 s; of thin things rho c thickness, kJ/(m2 K)
    thin: bool = False
    # liquids
    mass_flux_kg_m2_s: float = 0.0
    mass_flux_k_1_m: float = 1e3
    # oil in a pan
    hrr_low_kw_m2: float = 0.0
    hrr_high_kw_m2: float = 0.0
    autoignition_k: float = 1e9
    reflash_k: float = 1e9
    flash_k: float = 0.0  # cooler than this its flames go out
    specific_heat_kj_kg_k: float = 2.0
    stove_kw: float = 0.0  # heat that reaches the pan while the stove is on
    # cells
    cells: int = 0
    cell_kj: float = 0.0
    cell_s: float = 1.0
    cell_gap_s: float = 1.0  # from the first cell's runaway to the next
    cell_gap_least_s: float = 1.0

    @property
    def area_m2(self) -> float:
        """Footprint of a piece."""
        return 0.25 * PI * self.diameter_m * self.diameter_m

    @property
    def ignition_product(self) -> float:
        """Of what a surface must gather before it lights: (kW/m2)2 s for thick things, t q2 = (pi/4) k rho c (Tig - T0)2;
        kJ/m2 for thin ones, t q = rho c d (Tig - T0) (Quintiere 2006, Fundamentals of Fire Phenomena, 7.3-7.4)."""
        rise = self.ignition_k - 293.0
        return self.inertia * rise if self.thin else 0.25 * PI * self.inertia * rise * rise


@cache
def fuels() -> Mapping[str, Fuel]:
    """All fuels by id. Raises ValueError where a row has an unknown kind or field, no source, or its id twice."""
    table: dict[str, Fuel] = {}
    for raw in read_toml("data", "fuels")["fuel"]:
        fuel = _fuel(raw)
        if fuel.id in table:
            raise ValueError(f"data/fuels.toml: fuel {fuel.id!r} stands there twice")
        table[fuel.id] = fuel
    return table


def _fuel(raw: Mapping[str, Any]) -> Fuel:
    where = f"data/fuels.toml: fuel {raw.get('id')!r}"
    known = {field.name: field for field in fields(Fuel)}
    unknown = [key for key in raw if key not in known and key not in _NOT_FIGURES]
    if unknown or raw.get("kind") not in KINDS or not raw.get("source"):
        raise ValueError(f"{where}: unknown fields {unknown}, or no kind, or no source")
    given: dict[str, Any] = {}
    for key, value in raw.items():
        if key in known:
            given[key] = float(value) if known[key].type == "float" else value
    try:
        return Fuel(**given)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error
