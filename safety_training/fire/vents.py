"""Flow through doors, windows, cracks, holes in ceilings and fans, from the pressures on both sides.

An opening is cut at its sill, its soffit, the interfaces on both sides and every neutral plane; in each slab the pressure
difference is linear, and Bernoulli's equation integrates to the formula of Emmons (SFPE Handbook; CFAST Technical Reference).
"""

from __future__ import annotations

from math import sqrt

from safety_training.fire.air import GRAVITY
from safety_training.fire.layout import (
    A_DENSITY,
    K_FAN,
    K_HOLE,
    L_FLOW,
    L_HIGH,
    L_LAYER,
    L_LOW,
    L_SLOPE,
    LOWER,
    N_VENTS,
    R_FLOOR,
    R_HEIGHT,
    ROOM,
    SLAB,
    SLABS,
    UPPER,
    V_A,
    V_B,
    V_FLOW,
    V_FULL,
    V_KIND,
    V_NEUTRAL,
    V_OPEN,
    V_SILL,
    V_SOFFIT,
    V_STALL,
    V_WIDTH,
    VENT,
    Z_INTERFACE,
    Z_RHO_L,
    Z_RHO_U,
    Z_TL,
    Z_TU,
    ZONE,
    Floats,
    State,
)
from safety_training.numeric import exp
from safety_training.tables import values

_V = values("zones")
COEFFICIENT = _V["vent_coefficient"]
HOLE = _V["hole_coefficient"]
EXCHANGE = _V["exchange_coefficient"]
SHAPE = _V["hole_shape"]
SOFT = 1.0e-3  # Pa: below it the flow goes in proportion to the pressure, so that still air has a slope
NOWHERE = -1.0e9
PI = 3.141592653589793


def excess(s: State, pressure: Floats, at: int, room: int, y: float) -> float:
    """Pressure in a room at height y over that of the still air outside, Pa; pressure[at + room] is that at its floor."""
    if room < 0:
        return 0.0
    z = room * ZONE
    h = y - s.room[room * ROOM + R_FLOOR]
    interface = s.zone[z + Z_INTERFACE]
    low = h if h < interface else interface
    high = h - interface if h > interface else 0.0
    outside = s.ambient[A_DENSITY]
    return pressure[at + room] + GRAVITY * (
        (outside - s.zone[z + Z_RHO_L]) * low + (outside - s.zone[z + Z_RHO_U]) * high
    )


def density_at(s: State, room: int, layer: int) -> float:
    if room < 0:
        return s.ambient[A_DENSITY]
    return s.zone[room * ZONE + (Z_RHO_U if layer == UPPER else Z_RHO_L)]


def temperature_at(s: State, room: int, layer: int) -> float:
    if room < 0:
        return s.ambient[0]
    return s.zone[room * ZONE + (Z_TU if layer == UPPER else Z_TL)]


def layer_at(s: State, room: int, y: float) -> int:
    if room < 0:
        return LOWER
    return UPPER if y > s.room[room * ROOM + R_FLOOR] + s.zone[room * ZONE + Z_INTERFACE] else LOWER


def _soft(pressure: float) -> float:
    """The root of a pressure difference, bent to a straight line near 0."""
    p = pressure if pressure > 0.0 else -pressure
    return p / sqrt(p + SOFT)


def _soft_slope(pressure: float) -> float:
    """The derivative of _soft."""
    p = pressure if pressure > 0.0 else -pressure
    return (0.5 * p + SOFT) / ((p + SOFT) * sqrt(p + SOFT))


def slab_flow(s: State, v: int, slab: int, low: float, high: float, p_low: float, p_high: float) -> None:
    """One slab without a neutral plane inside; p: of A over B at its bottom and top, 0 for the end at a neutral plane.

    The slope is exact, also for the neutral plane moving with the pressure: Newton's method then needs few rounds."""
    a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
    forth = p_low + p_high > 0.0
    room = a if forth else b
    layer = layer_at(s, room, 0.5 * (low + high))
    rho = density_at(s, room, layer)
    one, two = _soft(p_low), _soft(p_high)
    total = one + two
    strength = 2.0 / 3.0 * COEFFICIENT * sqrt(2.0 * rho) * s.vent[v + V_WIDTH] * s.vent[v + V_OPEN] * (high - low)
    flow, slope = 0.0, strength * 1.5 / sqrt(SOFT)
    if total > 0.0:
        flow = strength * (one * one + one * two + two * two) / total
        if p_low == 0.0 or p_high == 0.0:
            edge = p_low + p_high
            slope = strength * (total / (edge if edge > 0.0 else -edge) + _soft_slope(edge))
        else:
            cross = 2.0 * one * two
            slope = strength * ((one * one + cross) * _soft_slope(p_low) + (two * two + cross) * _soft_slope(p_high))
            slope = slope / (total * total)
    s.slab[slab + L_FLOW] = flow if forth else -flow
    s.slab[slab + L_SLOPE] = slope
    s.slab[slab + L_LOW] = low
    s.slab[slab + L_HIGH] = high
    s.slab[slab + L_LAYER] = float(layer)


def _between(cut: float, low: float, high: float) -> float:
    return cut if low < cut < high else high


def wall_flow(s: State, pressure: Floats, at: int, n: int) -> None:
    """The slabs of an upright opening; unused ones flow nothing."""
    v, first = n * VENT, n * SLABS * SLAB
    a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
    sill, soffit = s.vent[v + V_SILL], s.vent[v + V_SOFFIT]
    cut_a = _between(s.room[a * ROOM + R_FLOOR] + s.zone[a * ZONE + Z_INTERFACE], sill, soffit)
    cut_b = soffit
    if b >= 0:
        cut_b = _between(s.room[b * ROOM + R_FLOOR] + s.zone[b * ZONE + Z_INTERFACE], sill, soffit)
    if cut_b < cut_a:
        cut_a, cut_b = cut_b, cut_a
    used = 0
    s.vent[v + V_NEUTRAL] = NOWHERE
    low = sill
    p_low = excess(s, pressure, at, a, low) - excess(s, pressure, at, b, low)
    for part in range(3):
        high = cut_a if part == 0 else cut_b if part == 1 else soffit
        if high <= low:
            continue
        p_high = excess(s, pressure, at, a, high) - excess(s, pressure, at, b, high)
        if p_low * p_high < 0.0:
            middle = low + (high - low) * p_low / (p_low - p_high)
            s.vent[v + V_NEUTRAL] = middle
            slab_flow(s, v, first + used * SLAB, low, middle, p_low, 0.0)
            slab_flow(s, v, first + (used + 1) * SLAB, middle, high, 0.0, p_high)
            used += 2
        else:
            slab_flow(s, v, first + used * SLAB, low, high, p_low, p_high)
            used += 1
        low = high
        p_low = p_high
    _clear(s, first, used)


def _clear(s: State, first: int, used: int) -> None:
    for slab in range(used, SLABS):
        s.slab[first + slab * SLAB + L_FLOW] = 0.0
        s.slab[first + slab * SLAB + L_SLOPE] = 0.0


def _put(s: State, slab: int, flow: float, slope: float, layer: int) -> None:
    s.slab[slab + L_FLOW] = flow
    s.slab[slab + L_SLOPE] = slope
    s.slab[slab + L_LAYER] = float(layer)
    s.slab[slab + L_LOW] = 0.0
    s.slab[slab + L_HIGH] = 0.0


def from_layer(s: State, room: int, volume_flow: float) -> float:
    """Share of what a hole in the ceiling draws that comes from the upper layer: a thin one is sucked through (Cooper, CFAST)."""
    z = room * ZONE
    depth = s.room[room * ROOM + R_HEIGHT] - s.zone[z + Z_INTERFACE]
    warm = (s.zone[z + Z_TU] - s.zone[z + Z_TL]) / s.zone[z + Z_TL]
    if warm <= 0.0 or depth <= 0.0:
        return 0.0
    return exp(-0.25 * volume_flow * volume_flow / (GRAVITY * depth * depth * depth * depth * depth * warm))


def hole_flow(s: State, pressure: Floats, at: int, n: int) -> None:
    """A hole in the ceiling of A and the floor of B: flow by pressure and, while that is small, exchange by weight (Cooper)."""
    v, first = n * VENT, n * SLABS * SLAB
    a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
    y = s.vent[v + V_SILL]
    area = s.vent[v + V_WIDTH] * s.vent[v + V_OPEN]
    difference = excess(s, pressure, at, a, y) - excess(s, pressure, at, b, y)
    rho_a, rho_b = density_at(s, a, UPPER), density_at(s, b, LOWER)
    mean = 0.5 * (rho_a + rho_b)
    exchange = 0.0
    if rho_b > rho_a and area > 0.0:
        diameter = 2.0 * sqrt(area / PI)
        flood = 0.5 * SHAPE * SHAPE * GRAVITY * (rho_b - rho_a) * diameter * diameter * diameter * diameter * diameter
        flood = flood / (area * area)
        size = difference if difference > 0.0 else -difference
        if size < flood:
            exchange = (
                EXCHANGE * sqrt(GRAVITY * (rho_b - rho_a) * area * area * sqrt(area) / mean) * (1.0 - size / flood)
            )
    source = rho_a if difference > 0.0 else rho_b
    flow = HOLE * area * sqrt(2.0 * source) * _soft(difference)
    slope = HOLE * area * sqrt(2.0 * source) * _soft_slope(difference)
    up = (flow if difference > 0.0 else 0.0) / rho_a + exchange
    down = (flow if difference <= 0.0 else 0.0) / rho_b + exchange
    share = from_layer(s, a, up)
    _put(s, first, up * share * rho_a, slope if difference > 0.0 else 0.0, UPPER)
    _put(s, first + SLAB, up * (1.0 - share) * density_at(s, a, LOWER), 0.0, LOWER)
    _put(s, first + 2 * SLAB, -down * rho_b, slope if difference <= 0.0 else 0.0, LOWER)
    _clear(s, first, 3)


def fan_flow(s: State, pressure: Floats, at: int, n: int) -> None:
    """A fan moves a volume out of the layers that its grille reaches; against a pressure near its stall less, beyond it nothing."""
    v, first = n * VENT, n * SLABS * SLAB
    a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
    sill, soffit = s.vent[v + V_SILL], s.vent[v + V_SOFFIT]
    middle = 0.5 * (sill + soffit)
    against = excess(s, pressure, at, b, middle) - excess(s, pressure, at, a, middle)
    weakens = s.vent[v + V_STALL] - s.vent[v + V_FULL]
    strength = (s.vent[v + V_STALL] - against) / weakens
    strength = 0.0 if strength < 0.0 else 1.0 if strength > 1.0 else strength
    most = s.vent[v + V_FLOW] * s.vent[v + V_OPEN]
    volume = most * strength
    slope = most / weakens if 0.0 < strength < 1.0 else 0.0
    share = 0.0
    if a >= 0:
        interface = s.room[a * ROOM + R_FLOOR] + s.zone[a * ZONE + Z_INTERFACE]
        share = (soffit - interface) / (soffit - sill)
        share = 0.0 if share < 0.0 else 1.0 if share > 1.0 else share
    hot, cool = share * density_at(s, a, UPPER), (1.0 - share) * density_at(s, a, LOWER)
    _put(s, first, volume * hot, slope * hot, UPPER)
    _put(s, first + SLAB, volume * cool, slope * cool, LOWER)
    _clear(s, first, 2)


def all_flows(s: State, pressure: Floats, at: int) -> None:
    for n in range(s.counts[N_VENTS]):
        kind = int(s.vent[n * VENT + V_KIND])
        if kind == K_HOLE:
            hole_flow(s, pressure, at, n)
        elif kind == K_FAN:
            fan_flow(s, pressure, at, n)
        else:
            wall_flow(s, pressure, at, n)
