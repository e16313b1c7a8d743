"""What goes into a step of the zone model and what is read off it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Source:
    """One burning item during one step. hrr_kw is what the fuel offers; yields are kg/kg of fuel burnt.

    carbon, hydrogen: mass fractions of the fuel (wood unless told). wall: 0 free, 1 at a wall, 2 in a corner."""

    room: int
    base_m: float  # above the room's floor
    x: float  # in the place's frame
    z: float
    hrr_kw: float
    diameter_m: float
    radiative_fraction: float = 0.35
    heat_of_combustion_kj_kg: float = 18000.0
    soot_yield: float = 0.0
    co_yield: float = 0.0
    hcn_yield: float = 0.0
    wall: int = 0
    steam_kg_s: float = 0.0
    inert_kg_s: float = 0.0
    carbon: float = 0.48
    hydrogen: float = 0.06


@dataclass(frozen=True, slots=True)
class Burned:
    """What became of a source: kW released, of it in the upper layer; air drawn in, kg/s; flame height over the fuel, m."""

    hrr_kw: float
    upper_kw: float
    entrained_kg_s: float
    flame_m: float


@dataclass(frozen=True, slots=True)
class Gas:
    """Mass fractions of a layer."""

    o2: float
    co2: float
    co: float
    hcn: float
    soot: float
    h2o: float
    fuel: float


@dataclass(frozen=True, slots=True)
class RoomGas:
    """One room now. Heights over its floor; pressure over the still outside air; extinction in 1/m."""

    name: str
    interface_m: float
    upper_k: float
    lower_k: float
    pressure_pa: float
    upper: Gas
    lower: Gas
    extinction_upper_1_m: float
    extinction_lower_1_m: float
    upper_density: float
    lower_density: float


@dataclass(frozen=True, slots=True)
class VentFlow:
    """out: from rooms[0] to rooms[1]; neutral_m above the floor of rooms[0], or None."""

    name: str
    open: float
    flow_in_kg_s: float
    flow_out_kg_s: float
    neutral_m: float | None


@dataclass(frozen=True, slots=True)
class DetectorNow:
    """gas_k, speed_m_s: of what flows past; own_k: its element (heat, sprinkler); smoke_1_m: extinction in its chamber (smoke)."""

    name: str
    kind: str
    gas_k: float
    speed_m_s: float
    own_k: float
    smoke_1_m: float
    tripped: bool
