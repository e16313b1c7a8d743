"""Radiation of hot layers, and what heat does to the leaves of doors."""

from __future__ import annotations

from safety_training.fire.air import SIGMA
from safety_training.fire.states import RoomState
from safety_training.numeric import PI, Vec3, exp
from safety_training.plan import Room, Vent
from safety_training.tables import values

_C = values("spread")


def emissive_kw_m2(room: Room, state: RoomState, ambient_k: float) -> float:
    """What the lower face of a hot layer radiates over what it did when it was cold: soot and gas, mean beam 3.6 V/A."""
    deep = room.height_m - state.interface_m
    if deep <= 0.02 or state.upper_k <= ambient_k + 5.0:
        return 0.0
    wide, long = room.high[0] - room.low[0], room.high[2] - room.low[2]
    beam = 3.6 * wide * long * deep / (2.0 * (wide * long + deep * (wide + long)))
    absorption = _C["gas_absorption_1_m"] + _C["soot_infrared"] * state.upper_k * state.extinction_upper_1_m
    thick = absorption * beam
    emissivity = 1.0 - exp(-thick) if thick < 30.0 else 1.0
    hot, cold = state.upper_k * state.upper_k, ambient_k * ambient_k
    return emissivity * 0.001 * SIGMA * (hot * hot - cold * cold)


def layer_kw_m2(room: Room, state: RoomState, emissive: float, at: Vec3) -> float:
    """On something that looks up at the layer: as a disc of the room's area above it, R^2 / (R^2 + h^2)."""
    if emissive <= 0.0:
        return 0.0
    below = room.low[1] + state.interface_m - at[1]
    if below <= 0.0:
        return emissive
    disc = room.floor_m2 / PI
    return emissive * disc / (disc + below * below)


class Leaf:
    """The two steel sheets of a door, with a core between. K; side 0 looks into the door's first room."""

    def __init__(self, vent: Vent, ambient_k: float) -> None:
        self.vent = vent
        self.sides = [ambient_k, ambient_k]

    def step(self, dt: float, gas_k: tuple[float, float]) -> None:
        """gas_k: on each side. A sheet gains from its gas and, through the core, from the other sheet."""
        hot = 0 if gas_k[0] >= gas_k[1] else 1
        one, other = self.sides
        core = _C["plate_core_kw_m2_k"] * (one - other)
        for side in (0, 1):
            film = _C["plate_hot_kw_m2_k"] if side == hot else _C["plate_cool_kw_m2_k"]
            through = -core if side == 0 else core
            gain = film * (gas_k[side] - self.sides[side]) + through
            self.sides[side] += dt * gain / _C["plate_kj_m2_k"]

    @property
    def cool_k(self) -> float:
        return min(self.sides)


def gas_at_leaf(vent: Vent, room: RoomState) -> float:
    """Mean of the gas along the leaf's height. K."""
    high = vent.soffit_m - vent.sill_m
    above = min(high, max(0.0, vent.soffit_m - room.interface_m)) / high
    return above * room.upper_k + (1.0 - above) * room.lower_k
