"""What is seen and felt of a flame: its height, what reaches out under a ceiling, how it leans, what it radiates."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from safety_training.fire.air import GAS_CONSTANT, GRAVITY, PRESSURE
from safety_training.fire.plume import flame_height
from safety_training.numeric import PI, Vec3, atan, clamp, distance, power
from safety_training.tables import values

_C = values("spread")
_AMBIENT_K = 293.15
AIR_DENSITY = PRESSURE / (GAS_CONSTANT * _AMBIENT_K)
_IMAGES = (1.0, 2.0, 4.0)  # free, at a wall, in a corner
_LICK_M = 0.05  # the least flame that is drawn


@dataclass(frozen=True, slots=True)
class Flame:
    """A flame as of now: metres, radians about +X and +Z, kW."""

    base: Vec3
    heat_kw: float
    radiant_kw: float
    diameter_m: float
    height_m: float
    extension_m: float
    tilt: tuple[float, float]
    ceiling_m: float = 1e3  # over the base

    @property
    def middle(self) -> Vec3:
        """Of what radiates: at half its height below the ceiling, leaning."""
        x, y, z = self.base
        up = 0.5 * min(self.height_m, self.ceiling_m)
        return (x + up * self.tilt[0], y + up, z + up * self.tilt[1])


def height_m(heat_kw: float, diameter_m: float, wall: int = 0) -> float:
    """Heskestad's (`plume.flame_height`), never less than a lick. wall: 0 free, 1 at a wall, 2 in a corner."""
    return max(_LICK_M, flame_height(heat_kw, diameter_m, _IMAGES[wall])) if heat_kw > 0.0 else 0.0


def extension_m(height: float, room_left_m: float, diameter_m: float) -> float:
    """How far flames reach out under a ceiling room_left_m above their base (You and Faeth 1979)."""
    over = height - room_left_m
    if over <= 0.0 or diameter_m <= 0.0:
        return 0.0
    return _C["under_ceiling"] * diameter_m * power(over / diameter_m, _C["under_ceiling_exponent"])


def tilt(draught: Vec3, heat_kw: float, heat_of_combustion_kj_kg: float, diameter_m: float) -> tuple[float, float]:
    """American Gas Association: cos(theta) = 1 / sqrt(u*), u* = u / (g m" D / rho)^(1/3), upright below 1."""
    speed = sqrt(draught[0] * draught[0] + draught[2] * draught[2])
    if speed <= 1e-6 or heat_kw <= 0.0 or diameter_m <= 0.0:
        return (0.0, 0.0)
    burning = heat_kw / heat_of_combustion_kj_kg / (0.25 * PI * diameter_m * diameter_m)
    own = power(GRAVITY * burning * diameter_m / AIR_DENSITY, 1.0 / 3.0)
    against = speed / own
    if against <= 1.0:
        return (0.0, 0.0)
    theta = min(_C["tilt_most_rad"], atan(sqrt(against - 1.0)))  # cos = 1/sqrt(u*), so tan = sqrt(u* - 1)
    return (theta * draught[0] / speed, theta * draught[2] / speed)


def flux_kw_m2(flame: Flame, at: Vec3) -> float:
    """A point source at the middle of the flame (Modak 1977), never nearer than the flame's edge."""
    r = max(0.5 * flame.diameter_m, 0.15, distance(at, flame.middle))
    return clamp(flame.radiant_kw / (4.0 * PI * r * r), 0.0, _C["flux_most"])


def touches(flame: Flame, foot_m: float, base: Vec3, diameter_m: float) -> bool:
    """Whether the flame licks a thing of this width, from the height foot_m up to its burning surface."""
    dx, dz = base[0] - flame.base[0], base[2] - flame.base[2]
    aside = sqrt(dx * dx + dz * dz)
    low, high = flame.base[1] - 0.3, flame.base[1] + flame.height_m
    return aside <= 0.5 * (flame.diameter_m + diameter_m) and base[1] >= low and foot_m <= high
