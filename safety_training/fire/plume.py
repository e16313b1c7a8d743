"""The plume over a fire: flame height, virtual origin, how much air it draws in, temperature on its axis (Heskestad).

Heat in kW, lengths in m, temperatures in K, flows in kg/s. cp in kJ/(kg K) within this file.
"""

from __future__ import annotations

from math import sqrt

from safety_training.fire.air import CP, GRAVITY
from safety_training.numeric import PI, power
from safety_training.tables import values

_V = values("zones")
PLUME_RATE = _V["plume_rate"]
PLUME_TERM = _V["plume_term"]
FLAME_RATE = _V["flame_rate"]
ORIGIN_RATE = _V["origin_rate"]
DIAMETER_TERM = _V["diameter_term"]
CENTRE_RATE = _V["centre_rate"]
CENTRE_LIMIT = _V["centre_limit_k"]
CROSS_WIND = _V["cross_wind"]
SPREAD = 1.2 * _V["plume_spread"]  # of a top-hat plume
CP_KJ = CP / 1000.0


def q_star(heat_kw: float, diameter: float, density: float, temperature: float) -> float:
    """The fire's Froude number to the 2/5 (Zukoski)."""
    return power(heat_kw / (density * CP_KJ * temperature * sqrt(GRAVITY * diameter) * diameter * diameter), 0.4)


def flame_height(heat_kw: float, diameter: float, images: float) -> float:
    """Mean flame height over the fuel, m (Heskestad 1983): L = 0.235 Q^0.4 - 1.02 D; 0 where the fire is too weak for its size.

    images: 1 free, 2 at a wall, 4 in a corner: as tall as that many fires in one (CFAST). Warm air changes nothing: the Froude
    number that stands behind it has density times temperature, which a pressure of one atmosphere keeps."""
    if heat_kw <= 0.0:
        return 0.0
    height = FLAME_RATE * power(images * heat_kw, 0.4) - DIAMETER_TERM * sqrt(images) * diameter
    return height if height > 0.0 else 0.0


def virtual_origin(heat_kw: float, diameter: float, density: float, temperature: float) -> float:
    """Height of the point from which the plume seems to rise, m over the fuel; mostly below it."""
    return diameter * (ORIGIN_RATE * q_star(heat_kw, diameter, density, temperature) - DIAMETER_TERM)


def far_plume(z: float, origin: float, convective_kw: float, density: float, temperature: float) -> float:
    """Air drawn in up to z by a plume from `origin`, kg/s, above the flame (Heskestad 2002)."""
    reach = z - origin if z - origin > 0.01 else 0.01
    rise = power(reach, 5.0 / 3.0)
    third = power(convective_kw, 1.0 / 3.0)
    buoyancy = power(GRAVITY * density * density / (CP_KJ * temperature), 1.0 / 3.0)
    near = power(sqrt(GRAVITY) * CP_KJ * density * temperature, 2.0 / 3.0)
    return PLUME_RATE * buoyancy * third * rise * (1.0 + PLUME_TERM * third * third / (near * rise))


def entrainment(
    z: float, heat_kw: float, convective_kw: float, diameter: float, images: float, density: float, temperature: float
) -> float:
    """Air drawn in up to z over the fuel, kg/s (Heskestad 2002). images: 1 free, 2 at a wall, 4 in a corner, one of them real."""
    if z <= 0.0 or convective_kw <= 0.0:
        return 0.0
    heat, convective, size = images * heat_kw, images * convective_kw, sqrt(images) * diameter
    flame = flame_height(heat_kw, diameter, images)
    origin = virtual_origin(heat, size, density, temperature)
    if z < flame:
        return far_plume(flame, origin, convective, density, temperature) * z / flame / images
    return far_plume(z, origin, convective, density, temperature) / images


def blown(z: float, wind: float, diameter: float, images: float, density: float) -> float:
    """What a draught of `wind` m/s across the plume adds up to z over the fuel, kg/s.

    A plume in a cross-wind draws in 2 pi b rho beta U per metre of height besides (Hoult and Weil 1972, beta = 0.6); its radius
    b grows with 6/5 alpha (Morton, Taylor and Turner 1956). That draughts through doors do this to fires in rooms was measured
    by Quintiere, Rinkinen and Jones (1981)."""
    if z <= 0.0 or wind <= 0.0:
        return 0.0
    radius = 0.5 * sqrt(images) * diameter
    return 2.0 * PI * density * CROSS_WIND * wind * (radius * z + 0.5 * SPREAD * z * z) / images


def centre_rise(
    z: float, heat_kw: float, convective_kw: float, diameter: float, images: float, density: float, temperature: float
) -> float:
    """Temperature over that of the air around, on the axis, K (Heskestad 2002)."""
    if convective_kw <= 0.0:
        return 0.0
    origin = virtual_origin(images * heat_kw, sqrt(images) * diameter, density, temperature)
    reach = z - origin
    if reach <= 0.0:
        return CENTRE_LIMIT
    scale = power(temperature / (GRAVITY * CP_KJ * CP_KJ * density * density), 1.0 / 3.0)
    rise = CENTRE_RATE * scale * power(images * convective_kw, 2.0 / 3.0) * power(reach, -5.0 / 3.0)
    return rise if rise < CENTRE_LIMIT else CENTRE_LIMIT
