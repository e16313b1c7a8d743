"""One room filling with smoke: an upper layer fed by the plume, leaking by the door. The forerunner of the two-zone model.

Pressure is constant, the lower layer stays clean air at ambient temperature, walls take heat by one lumped coefficient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any

from safety_training.numeric import power
from safety_training.scenario import Room


class SmokeLayer:
    """Mass, temperature, soot and CO of the layer under the ceiling. SI with kW and kJ."""

    def __init__(self, room: Room, constants: Mapping[str, float]) -> None:
        self.room, self.c = room, constants
        self.mass_kg = 0.0
        self.temperature_k = constants["ambient_k"]
        self.soot_kg = 0.0
        self.co_kg = 0.0

    @property
    def volume_m3(self) -> float:
        return self.mass_kg * self.temperature_k / (self.c["air_density"] * self.c["ambient_k"])

    @property
    def height_m(self) -> float:
        """Of the lower edge above the floor."""
        return max(0.0, self.room.height_m - self.volume_m3 / self.room.floor_m2)

    @property
    def extinction_1_m(self) -> float:
        volume = self.volume_m3
        return self.c["soot_extinction"] * self.soot_kg / volume if volume > 1e-6 else 0.0

    @property
    def co_ppm(self) -> float:
        return self.c["co_ppm_per_mass_fraction"] * self.co_kg / self.mass_kg if self.mass_kg > 1e-6 else 0.0

    def dump(self) -> dict[str, Any]:
        return {"mass": self.mass_kg, "temperature": self.temperature_k, "soot": self.soot_kg, "co": self.co_kg}

    def step(
        self, dt: float, heat_kw: float, diameter_m: float, base_m: float, soot_kg_s: float, co_kg_s: float
    ) -> None:
        """Advances by dt. The fire releases heat_kw at base_m above the floor."""
        c, ambient = self.c, self.c["ambient_k"]
        height = self.height_m
        convective = heat_kw * (1.0 - c["radiative_fraction"])
        rising = plume_kg_s(heat_kw, diameter_m, height - base_m, c) if height > 0.0 else 0.0
        leaving = sum_of(self._outflow(vent.width_m, vent.top_m, height) for vent in self.room.vents)
        wetted = self.room.floor_m2 + self._perimeter() * (self.room.height_m - height)
        warmth = self.temperature_k - ambient
        lost = c["wall_loss"] * wetted * warmth
        # energy above ambient; what flows out takes its share along
        energy = self.mass_kg * c["air_cp"] * warmth + dt * (convective - lost - leaving * c["air_cp"] * warmth)
        kept = max(0.0, 1.0 - dt * leaving / self.mass_kg) if self.mass_kg > 1e-9 else 1.0
        self.mass_kg = self.mass_kg * kept + dt * rising
        self.soot_kg = self.soot_kg * kept + dt * soot_kg_s
        self.co_kg = self.co_kg * kept + dt * co_kg_s
        most = self.room.height_m * self.room.floor_m2 * c["air_density"]
        if self.mass_kg > 1e-9:
            self.temperature_k = ambient + min(900.0, max(0.0, energy) / (self.mass_kg * c["air_cp"]))
        # a layer cannot reach below the floor
        if self.volume_m3 > self.room.height_m * self.room.floor_m2:
            share = most * ambient / self.temperature_k / self.mass_kg
            self.mass_kg, self.soot_kg, self.co_kg = self.mass_kg * share, self.soot_kg * share, self.co_kg * share

    def _perimeter(self) -> float:
        low, high = self.room.low, self.room.high
        return 2.0 * ((high[0] - low[0]) + (high[2] - low[2]))

    def _outflow(self, width_m: float, top_m: float, height_m: float) -> float:
        """kg/s of smoke under the lintel. Two thirds of the hot part lie above the neutral plane
        (Karlsson and Quintiere 2000, 5.4)."""
        deep = top_m - height_m
        if deep <= 0.0:
            return 0.0
        c, ratio = self.c, self.c["ambient_k"] / self.temperature_k
        driving = 2.0 * c["gravity"] * ratio * (1.0 - ratio)
        above = deep * 2.0 / 3.0
        return 2.0 / 3.0 * c["vent_coefficient"] * width_m * c["air_density"] * sqrt(driving * above) * above


def plume_kg_s(heat_kw: float, diameter_m: float, rise_m: float, c: Mapping[str, float]) -> float:
    """Mass flow of a fire plume rise_m above the fuel (Heskestad 1984 with the temperature term, as in the CFAST Technical
    Reference): above the flame by its law, below the flame's tip linear from 0."""
    if heat_kw <= 0.0 or rise_m <= 0.0:
        return 0.0
    q4 = power(heat_kw, 0.4)
    flame = max(0.0, c["flame_height_rate"] * q4 - c["flame_height_diameter"] * diameter_m)
    origin = c["virtual_origin_rate"] * q4 - c["flame_height_diameter"] * diameter_m
    if rise_m < flame:
        return _far_plume(heat_kw, flame - origin, c) * rise_m / flame
    return _far_plume(heat_kw, rise_m - origin, c)


def _far_plume(heat_kw: float, z: float, c: Mapping[str, float]) -> float:
    g, rho, cp, t = c["gravity"], c["air_density"], c["air_cp"], c["ambient_k"]
    qc3 = power(heat_kw * (1.0 - c["radiative_fraction"]), 1.0 / 3.0)
    z53 = power(z, 5.0 / 3.0)
    buoyant = power(g * rho * rho / (cp * t), 1.0 / 3.0)
    warm = c["plume_temperature_term"] * qc3 * qc3 / (power(sqrt(g) * cp * rho * t, 2.0 / 3.0) * z53)
    return c["plume_coefficient"] * buoyant * qc3 * z53 * (1.0 + warm)


def sum_of(numbers: Iterable[float]) -> float:
    """A plain running sum: the builtin's rounding changed with Python 3.12."""
    total = 0.0
    for number in numbers:
        total += number
    return total
