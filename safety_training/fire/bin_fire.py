"""One burning thing in one room: t-squared growth, fuel that ends, powder that knocks down, embers that light it again."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

from safety_training.fire.model import Delivery, FireState
from safety_training.fire.powder import hit_share
from safety_training.fire.smoke import SmokeLayer
from safety_training.numeric import PI, Vec3, clamp, distance, power
from safety_training.scenario import FireItem, Room
from safety_training.tables import values


class ItemFire:
    """A FireModel. growth_kw_s2 is the t-squared coefficient of this variation."""

    def __init__(self, item: FireItem, room: Room, growth_kw_s2: float) -> None:
        self.item, self.growth_kw_s2 = item, growth_kw_s2
        self.c = values("fire")
        self.smoke = SmokeLayer(room, self.c)
        self.state = FireState(layer_height_m=room.height_m, layer_temperature_k=self.c["ambient_k"])
        self.grown_s = 0.0  # time of growth that counts: it stands still without flame
        self.fuel_kg = item.fuel_kg
        self.cover_kg_m2 = 0.0
        self.above_critical_s = 0.0
        self.smoulder_s = 0.0

    def ignite(self) -> None:
        self.state.burning_share = 1.0
        self.grown_s = max(self.grown_s, self.item.noticed_s)

    def step(self, dt: float, deliveries: Sequence[Delivery]) -> FireState:
        state, item = self.state, self.item
        state.hit_shares = tuple(hit_share(d, item.base, item.diameter_m, self.c) for d in deliveries)
        hitting = 0.0
        for share, jet in zip(state.hit_shares, deliveries, strict=True):
            hitting += share * jet.flow_kg_s
        self._powder(dt, hitting / item.fuel_surface_m2)
        self._burn(dt)
        self._embers(dt)
        self._flame_and_smoke(dt)
        return state

    def _powder(self, dt: float, flux: float) -> None:
        """flux : kg/(m2 s) on the fuel. Above the critical flux the flame gives way after a moment, the faster the more."""
        c, state = self.c, self.state
        self.cover_kg_m2 += dt * flux * c["powder_deposit"]
        state.covered = min(1.0, self.cover_kg_m2 / self.item.cover_kg_m2)
        excess = flux / c["powder_critical_flux"] - 1.0
        self.above_critical_s = self.above_critical_s + dt if excess > 0.0 else 0.0
        if not state.burning:
            return
        if self.above_critical_s >= c["powder_knock_s"]:
            state.burning_share -= dt * c["powder_knock_rate"] * excess
        else:
            # over bare fuel the flame spreads back, on covered fuel it dies away
            state.burning_share += dt * c["respread_rate"] * (1.0 - self.cover_kg_m2 / self.item.cover_kg_m2)
        state.burning_share = min(1.0, state.burning_share)
        if state.burning_share < c["flame_gone"]:
            state.burning_share = 0.0

    def _burn(self, dt: float) -> None:
        state, item = self.state, self.item
        if not state.burning:
            state.heat_release_kw = 0.0
            return
        self.grown_s += dt * state.burning_share
        grown = min(item.peak_kw, self.growth_kw_s2 * self.grown_s * self.grown_s)
        left = self.fuel_kg / item.fuel_kg
        state.heat_release_kw = state.burning_share * grown * min(1.0, left / self.c["decay_below_fuel"])
        self.fuel_kg = max(0.0, self.fuel_kg - dt * state.heat_release_kw / item.heat_of_combustion_kj_kg)
        state.fuel_left = self.fuel_kg / item.fuel_kg
        if state.heat_release_kw < 0.5 and state.fuel_left < 0.02:
            state.burning_share = state.heat_release_kw = 0.0

    def _embers(self, dt: float) -> None:
        state, item = self.state, self.item
        strength = state.heat_release_kw / item.peak_kw
        slow = item.core_heat_s if strength > state.core_heat else item.core_cool_s / (1.0 + state.covered)
        state.core_heat += dt * (strength - state.core_heat) / slow
        if not self.can_reflash():
            self.smoulder_s = 0.0
            return
        self.smoulder_s += dt * (1.0 - state.covered)
        if self.smoulder_s >= self.c["reflash_delay_s"]:
            self.smoulder_s = 0.0
            state.burning_share = 0.05

    def _flame_and_smoke(self, dt: float) -> None:
        state, item, c = self.state, self.item, self.c
        share, heat = state.burning_share, state.heat_release_kw
        state.flame_diameter_m = item.diameter_m * sqrt(share)
        tall = c["flame_height_rate"] * power(heat, 0.4) - c["flame_height_diameter"] * state.flame_diameter_m
        state.flame_height_m = max(0.05, tall) if share > 0.0 else 0.0
        burnt = heat / item.heat_of_combustion_kj_kg
        diameter = max(0.05, state.flame_diameter_m)
        self.smoke.step(dt, heat, diameter, item.base_height_m, burnt * item.soot_yield, burnt * item.co_yield)
        state.layer_height_m = self.smoke.height_m
        state.layer_temperature_k = self.smoke.temperature_k
        state.layer_extinction_1_m = self.smoke.extinction_1_m
        state.layer_co_ppm = self.smoke.co_ppm

    def can_reflash(self) -> bool:
        state = self.state
        hot = state.core_heat > self.item.core_hot and state.fuel_left > 0.02
        return not state.burning and hot and state.covered < 1.0

    def radiation_kw_m2(self, at: Vec3) -> float:
        """A point source at half the flame's height (Modak 1977; SFPE Handbook), never nearer than the flame's edge."""
        x, y, z = self.item.base
        r = max(0.3, distance(at, (x, y + 0.5 * self.state.flame_height_m, z)))
        return clamp(self.c["radiative_fraction"] * self.state.heat_release_kw / (4.0 * PI * r * r), 0.0, 100.0)

    def dump(self) -> dict[str, Any]:
        state = self.state
        return {
            "heat": state.heat_release_kw,
            "share": state.burning_share,
            "fuel": self.fuel_kg,
            "core": state.core_heat,
            "cover": self.cover_kg_m2,
            "grown": self.grown_s,
            "critical": self.above_critical_s,
            "smoulder": self.smoulder_s,
            "smoke": self.smoke.dump(),
        }
