"""Smoke and heat detectors and sprinklers, in the ceiling jet of the fires of their room (DETACT; Heskestad's lag for smoke)."""

from __future__ import annotations

from math import sqrt

from safety_training.fire.air import CP
from safety_training.fire.ceiling_jet import DEPTH, jet, layered
from safety_training.fire.combustion import fraction
from safety_training.fire.layout import (
    B_BASE,
    B_BURNT,
    B_DIAMETER,
    B_HEAT,
    B_IMAGES,
    B_RADIANT,
    B_ROOM,
    B_SOOT,
    B_X,
    B_Z,
    D_ACT,
    D_GAS,
    D_KIND,
    D_ROOM,
    D_RTI,
    D_SMOKE,
    D_SMOKES,
    D_SPEED,
    D_TEMPERATURE,
    D_TRIPPED,
    D_X,
    D_Y,
    D_Z,
    DETECTOR,
    LOWER,
    N_DETECTORS,
    N_SOURCES,
    R_HEIGHT,
    R_LENGTH,
    R_WIDTH,
    ROOM,
    SOOT,
    SOURCE,
    UPPER,
    Z_INTERFACE,
    Z_RHO_L,
    Z_RHO_U,
    Z_TL,
    Z_TU,
    ZONE,
    State,
)
from safety_training.numeric import exp, power
from safety_training.tables import values

_V = values("zones")
EXTINCTION = _V["soot_extinction"]
LAG_M = _V["smoke_detector_lag_m"]
ASPECT = _V["corridor_aspect"]
SPRAY_S = _V["spray_delay_s"]
SPRAY_EXPONENT = _V["spray_exponent"]
STILL = 0.1  # m/s: gas in a layer moves at least so fast past a detector


def watch(s: State, dt: float) -> None:
    """Every detector through dt seconds; D_TRIPPED becomes 1 and stays so."""
    for n in range(s.counts[N_DETECTORS]):
        d = n * DETECTOR
        gas, speed, smoke = around(s, d)
        s.detector[d + D_GAS] = gas
        s.detector[d + D_SPEED] = speed
        if int(s.detector[d + D_KIND]) == D_SMOKES:
            share = 1.0 - exp(-dt * speed / LAG_M)
            s.detector[d + D_SMOKE] += share * (smoke - s.detector[d + D_SMOKE])
            tripped = s.detector[d + D_SMOKE] >= s.detector[d + D_ACT]
        else:
            share = 1.0 - exp(-dt * sqrt(speed) / s.detector[d + D_RTI])
            s.detector[d + D_TEMPERATURE] += share * (gas - s.detector[d + D_TEMPERATURE])
            tripped = s.detector[d + D_TEMPERATURE] >= s.detector[d + D_ACT]
        if tripped:
            s.detector[d + D_TRIPPED] = 1.0


def around(s: State, d: int) -> tuple[float, float, float]:
    """(temperature K, speed m/s, extinction 1/m) of the gas at a detector: of the strongest jet there, or of its layer."""
    room = int(s.detector[d + D_ROOM])
    z, r = room * ZONE, room * ROOM
    high, interface = s.detector[d + D_Y], s.zone[z + Z_INTERFACE]
    above = high > interface
    gas = s.zone[z + (Z_TU if above else Z_TL)]
    density = s.zone[z + (Z_RHO_U if above else Z_RHO_L)]
    share = fraction(s, room, UPPER if above else LOWER, SOOT)
    cool = s.zone[z + Z_TL]
    hottest, speed, soot = gas - cool, STILL, 0.0
    for n in range(s.counts[N_SOURCES]):
        b = n * SOURCE
        ceiling, base = s.room[r + R_HEIGHT], s.source[b + B_BASE]
        near = ceiling - high <= DEPTH * (ceiling - base)
        if int(s.source[b + B_ROOM]) != room or s.source[b + B_BURNT] <= 0.0 or not near:
            continue
        rise, fast = _jet(s, b, d, room)
        if rise > hottest or fast > speed:
            hottest, speed = rise, fast if fast > STILL else STILL
            deep = layered(ceiling - interface, ceiling - base)
            soot = _own_soot(s, b, rise - deep * (s.zone[z + Z_TU] - cool))
            share = deep * fraction(s, room, UPPER, SOOT) + (1.0 - deep) * fraction(s, room, LOWER, SOOT)
    kelvin = cool + hottest
    return kelvin, speed, EXTINCTION * density * gas / kelvin * (share + soot)


def _jet(s: State, b: int, d: int, room: int) -> tuple[float, float]:
    """(K over the lower layer, m/s) of the ceiling jet of a source at a detector."""
    z, r = room * ZONE, room * ROOM
    x, y = s.detector[d + D_X] - s.source[b + B_X], s.detector[d + D_Z] - s.source[b + B_Z]
    length, width = s.room[r + R_LENGTH], s.room[r + R_WIDTH]
    long, narrow = (length, width) if length > width else (width, length)
    return jet(
        0.001 * s.source[b + B_BURNT] * s.source[b + B_IMAGES], s.source[b + B_RADIANT], s.source[b + B_DIAMETER],
        s.source[b + B_BASE], s.room[r + R_HEIGHT], s.zone[z + Z_INTERFACE], sqrt(x * x + y * y), long, narrow,
        s.zone[z + Z_TU], s.zone[z + Z_TL], s.zone[z + Z_RHO_L], long >= ASPECT * narrow,
    )  # fmt: skip


def _own_soot(s: State, b: int, rise: float) -> float:
    """kg/kg of a jet that is hotter by so much than what it runs through: as the fuel gives soot and heat together."""
    fuel = (1.0 - s.source[b + B_RADIANT]) * s.source[b + B_HEAT]
    return s.source[b + B_SOOT] * CP * (rise if rise > 0.0 else 0.0) / fuel


def spray_factor(seconds: float, mm_s: float) -> float:
    """Share of its heat that a fire keeps so long after water of that density began to fall (Madrzykowski and Vettori)."""
    if seconds <= 0.0 or mm_s <= 0.0:
        return 1.0
    return exp(-seconds / (SPRAY_S * power(mm_s, -SPRAY_EXPONENT)))
