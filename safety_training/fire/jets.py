"""The hot jet under the ceiling above each fire: what arrives first, before there is a layer (see ceiling_jet)."""

from __future__ import annotations

from math import sqrt

from safety_training.fire.burning import Item
from safety_training.fire.ceiling_jet import jet
from safety_training.fire.states import JetState, RoomState
from safety_training.numeric import Vec3
from safety_training.plan import Room
from safety_training.tables import values

_C = values("zones")
_WITHDRAWS_M_S = 0.5


class CeilingFront:
    """How far the jet of one item has come. Its radius grows with the jet's own speed at the front."""

    def __init__(self) -> None:
        self.radius_m = 0.0

    def step(self, dt: float, item: Item, room: Room, gas: RoomState) -> None:
        if item.heat_kw <= 0.0:
            self.radius_m = max(0.0, self.radius_m - dt * _WITHDRAWS_M_S)
            return
        wide, long = room.high[0] - room.low[0], room.high[2] - room.low[2]
        most = 0.5 * sqrt(wide * wide + long * long)
        self.radius_m = min(most, self.radius_m + dt * _at(item, room, gas, self.radius_m)[1])

    def state(self, item: Item, room: Room, gas: RoomState) -> JetState | None:
        """None where there is none. Halfway to the front: its temperature and smoke; the speed is that of the front."""
        if item.heat_kw <= 0.0 or self.radius_m <= 0.0:
            return None
        rise = max(1.0, _at(item, room, gas, 0.5 * self.radius_m)[0])
        speed = _at(item, room, gas, self.radius_m)[1]
        kelvin = gas.upper_k + rise
        fuel = item.fuel
        soot = (
            fuel.soot_yield * rise / ((1.0 - fuel.radiative_fraction) * fuel.heat_of_combustion_kj_kg)
        )  # kg/kg, cp = 1
        thick = _C["soot_extinction"] * gas.lower_density * gas.lower_k / kelvin * soot
        x, _, z = item.base
        centre: Vec3 = (x, room.high[1], z)
        depth = _C["jet_depth_share"] * (room.high[1] - item.base[1])
        return JetState(
            room.name, item.spec.name, centre, self.radius_m, depth, kelvin, speed, thick + gas.extinction_upper_1_m
        )


def _at(item: Item, room: Room, gas: RoomState, r: float) -> tuple[float, float]:
    """(K over the gas around, m/s) at a distance from the axis."""
    wide, long = room.high[0] - room.low[0], room.high[2] - room.low[2]
    length, width = max(wide, long), min(wide, long)
    corridor = length >= _C["corridor_aspect"] * width
    base = item.base[1] - room.low[1]
    return jet(
        item.heat_kw, item.fuel.radiative_fraction, max(0.05, item.diameter_m), base, room.height_m, gas.interface_m, r,
        length, width, gas.upper_k, gas.lower_k, gas.lower_density, corridor,
    )  # fmt: skip
