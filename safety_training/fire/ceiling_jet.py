"""The hot jet that spreads under a ceiling from the plume: its temperature and speed at a distance, layer or not.

Alpert 1972 for wide ceilings, Delichatsios for corridors (both SFPE Handbook; CFAST Technical Reference); a plume that rises
through a hot layer is replaced by the one within that layer which would do the same (Evans 1984). kW, m, K.
"""

from __future__ import annotations

from math import sqrt

from safety_training.fire.air import GRAVITY
from safety_training.fire.plume import CP_KJ, centre_rise
from safety_training.numeric import exp, power
from safety_training.tables import values

_V = values("zones")
NEAR = _V["jet_near"]
FAR = _V["jet_far"]
SPEED_NEAR = _V["jet_speed_near"]
SPEED_FAR = _V["jet_speed_far"]
DEPTH = _V["jet_depth_share"]
CORRIDOR = _V["corridor_temperature"]
CORRIDOR_DECAY = _V["corridor_decay"]
CORRIDOR_SPEED = _V["corridor_speed"]
EVANS = _V["evans_temperature"]
EVANS_WIDTH = _V["evans_width"]
FLUX = _V["jet_flux"]
FLUX_POWER = _V["jet_flux_power"]
FAR_REACH = 4.0  # of the height: as far as Alpert measured


def alpert_rise(heat_kw: float, height: float, r: float) -> float:
    """Greatest temperature over the surroundings at distance r from the axis, K; height: ceiling over the fuel."""
    if heat_kw <= 0.0:
        return 0.0
    if r < 0.18 * height:
        return NEAR * power(heat_kw, 2.0 / 3.0) * power(height, -5.0 / 3.0)
    return FAR * power(heat_kw / r, 2.0 / 3.0) / height


def alpert_speed(heat_kw: float, height: float, r: float) -> float:
    """Greatest speed at distance r, m/s."""
    if heat_kw <= 0.0:
        return 0.0
    if r < 0.15 * height:
        return SPEED_NEAR * power(heat_kw / height, 1.0 / 3.0)
    return SPEED_FAR * power(heat_kw, 1.0 / 3.0) * sqrt(height) * power(r, -5.0 / 6.0)


def alpert_flux(heat_kw: float, convective_kw: float, height: float, radius: float) -> tuple[float, float]:
    """Means over a disc around the axis: flux to a ceiling as cold as the surroundings, W/m2, and heat transfer, W/(m2 K).

    Heat transfer is flux over rise of temperature at each distance; both fall off by powers of it."""
    r = radius if radius < FAR_REACH * height else FAR_REACH * height
    edge = 1000.0 * FLUX * convective_kw / (height * height) * power(r / height, -FLUX_POWER)
    local = edge / (FAR * power(heat_kw / r, 2.0 / 3.0) / height)
    share = r / radius * r / radius  # the rest of the ceiling is out of reach
    return share * 2.0 / (2.0 - FLUX_POWER) * edge, share * 2.0 / (2.0 + 2.0 / 3.0 - FLUX_POWER) * local


def ceiling_flux(
    heat_kw: float, radiant: float, base: float, ceiling: float, interface: float, radius: float,
    hot: float, cool: float, density: float,
) -> tuple[float, float]:  # fmt: skip
    """(flux of a fire's jet to a ceiling as cold as the lower layer, W/m2; its heat transfer, W/(m2 K)): means over a ceiling.

    In a deep layer the jet is hotter than the layer by what the fire that would act within it gives (Cooper 1982, Evans 1984):
    in gas n times as hot, rises are n times as great and heat transfer 1/n."""
    height = ceiling - base
    if height <= 0.05:
        return 0.0, 0.0
    share = 1.0 - radiant
    flux, h = alpert_flux(heat_kw, share * heat_kw, height, radius)
    deep = layered(ceiling - interface, height)
    if deep <= 0.0:
        return flux, h
    inside, virtual = evans(share * heat_kw, height, interface - base, hot / cool, cool, density)
    if inside <= 0.0:  # it does not reach the ceiling
        return (1.0 - deep) * flux, (1.0 - deep) * h
    within, h_within = alpert_flux(inside / share, inside, virtual, radius)
    h_within *= cool / hot
    within += h_within * (hot - cool)
    return flux + deep * (within - flux), h + deep * (h_within - h)


def corridor_rise(plume_rise: float, height: float, width: float, x: float) -> float:
    """Along a corridor, beyond the turn of the plume, K."""
    third = power(height / width, 1.0 / 3.0)
    return CORRIDOR * third * exp(-CORRIDOR_DECAY * x / height / third) * plume_rise


def corridor_speed(rise: float, height: float, width: float) -> float:
    return CORRIDOR_SPEED * sqrt(height * rise) * power(height / width, 1.0 / 6.0)


def evans(
    heat_kw: float, height: float, clear: float, ratio: float, temperature: float, density: float
) -> tuple[float, float]:
    """(heat, height) of the source that acts within the layer as this one acts from below it.

    clear: interface over the fuel; ratio: upper over lower temperature. A plume too weak to enter the layer has heat 0."""
    if clear <= 0.0 or clear >= height or ratio <= 1.001:
        return heat_kw, height
    scale = density * CP_KJ * temperature * sqrt(GRAVITY)
    one = heat_kw / (scale * clear * clear * sqrt(clear))
    base = (1.0 + EVANS * power(one, 2.0 / 3.0)) / (ratio * EVANS) - 1.0 / EVANS
    if base <= 0.0:
        return 0.0, height
    two = base * sqrt(base)
    below = power(two, 1.0 / 3.0) * ((ratio - 1.0) * (EVANS_WIDTH + 1.0) + ratio * EVANS * power(two, 2.0 / 3.0))
    distance = clear * power(ratio * one * EVANS / below, 0.4)
    return two * scale * distance * distance * sqrt(distance), height - clear + distance


def jet(
    heat_kw: float, radiant: float, diameter: float, base: float, ceiling: float, interface: float, r: float,
    length: float, width: float, hot: float, cool: float, density: float, long_and_narrow: bool,
) -> tuple[float, float]:  # fmt: skip
    """(K over the lower layer, m/s) of the jet at distance r; heights over the floor.

    A layer thinner than the jet itself is part of the jet: only a deeper one is the gas that the jet runs through."""
    height = ceiling - base
    if height <= 0.05 or heat_kw <= 0.0:
        return 0.0, 0.0
    if long_and_narrow and r > 0.5 * width:
        rise = centre_rise(height, heat_kw, (1.0 - radiant) * heat_kw, diameter, 1.0, density, cool)
        rise = corridor_rise(rise, height, width, r)
        speed = corridor_speed(rise, height, width)
        return (rise if rise > hot - cool else hot - cool), speed
    deep = layered(ceiling - interface, height)
    share = 1.0 - radiant
    convective, virtual = evans(share * heat_kw, height, interface - base, hot / cool, cool, density)
    inside = convective / share
    within = hot - cool + hot / cool * alpert_rise(inside, virtual, r)
    rise = (1.0 - deep) * alpert_rise(heat_kw, height, r) + deep * within
    return rise, (1.0 - deep) * alpert_speed(heat_kw, height, r) + deep * alpert_speed(inside, virtual, r)


def layered(depth: float, height: float) -> float:
    """0 where the layer is not there yet, 1 where it is as deep as a jet; height: ceiling over the fuel."""
    share = depth / (DEPTH * height)
    return 0.0 if share < 0.0 else 1.0 if share > 1.0 else share
