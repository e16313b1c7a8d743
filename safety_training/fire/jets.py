"""The hot jet under the ceiling above each fire: what arrives first, before there is a layer (Alpert 1972)."""

from __future__ import annotations

from math import sqrt

from safety_training.fire.burning import Item
from safety_training.fire.states import JetState, RoomState
from safety_training.numeric import Vec3, power
from safety_training.plan import Room
from safety_training.tables import values

_C = values("spread")


class CeilingFront:
    """How far the jet of one item has come. Its radius grows with the jet's own speed at the front."""

    def __init__(self) -> None:
        self.radius_m = 0.0

    def step(self, dt: float, item: Item, room: Room) -> None:
        rise = room.high[1] - item.base[1]
        if item.heat_kw <= 0.0 or rise <= 0.1:
            self.radius_m = max(0.0, self.radius_m - dt * 0.5)
            return
        most = 0.5 * sqrt(_square(room.high[0] - room.low[0]) + _square(room.high[2] - room.low[2]))
        self.radius_m = min(most, self.radius_m + dt * velocity(item.heat_kw, rise, self.radius_m))

    def state(self, item: Item, room: Room, gas: RoomState) -> JetState | None:
        """None where there is none. Rising through a layer it starts from the layer's temperature."""
        rise = room.high[1] - item.base[1]
        if item.heat_kw <= 0.0 or rise <= 0.1 or self.radius_m <= 0.0:
            return None
        middle = 0.5 * self.radius_m
        hotter = excess_k(item.heat_kw, rise, middle)
        fuel = item.fuel
        flow = (1.0 - fuel.radiative_fraction) * item.heat_kw / max(1.0, hotter)  # kg/s of jet with cp = 1 kJ/(kg K)
        kelvin = gas.upper_k + hotter
        soot = fuel.soot_yield * item.heat_kw / fuel.heat_of_combustion_kj_kg
        thick = values("exposure")["soot_extinction"] * soot / flow * 1.2 * 293.0 / kelvin
        x, _, z = item.base
        centre: Vec3 = (x, room.high[1], z)
        depth = _C["jet_depth"] * rise
        speed = velocity(item.heat_kw, rise, self.radius_m)
        return JetState(
            room.name, item.spec.name, centre, self.radius_m, depth, kelvin, speed, thick + gas.extinction_upper_1_m
        )


def excess_k(heat_kw: float, rise_m: float, r_m: float) -> float:
    """Alpert: 16.9 Q^(2/3) H^(-5/3) near the axis, 5.38 (Q/r)^(2/3) / H beyond 0.18 H."""
    if r_m <= _C["jet_turn_k"] * rise_m:
        return _C["jet_near_k"] * power(heat_kw, 2.0 / 3.0) / power(rise_m, 5.0 / 3.0)
    return _C["jet_far_k"] * power(heat_kw / r_m, 2.0 / 3.0) / rise_m


def velocity(heat_kw: float, rise_m: float, r_m: float) -> float:
    """Alpert: 0.96 (Q/H)^(1/3) near the axis, 0.195 Q^(1/3) H^(1/2) r^(-5/6) beyond 0.15 H. m/s."""
    third = power(heat_kw, 1.0 / 3.0)
    if r_m <= _C["jet_turn_u"] * rise_m:
        return _C["jet_near_u"] * third / power(rise_m, 1.0 / 3.0)
    return _C["jet_far_u"] * third * sqrt(rise_m) / power(r_m, 5.0 / 6.0)


def _square(x: float) -> float:
    return x * x
