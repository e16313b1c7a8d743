"""One step of all rooms: rates from every process, pressures from Newton, then masses, energies, species, walls.

A step is cut where it would change a layer by too much. Mass and energy leave one layer only to enter another, or a wall,
or the outside, so both are conserved to rounding; pressure, volumes and temperatures follow from them.
"""

from __future__ import annotations

from math import sqrt

from safety_training.fire.air import GAMMA, keep_layers, layers
from safety_training.fire.ceiling_jet import ceiling_flux
from safety_training.fire.combustion import burn, burn_unburnt
from safety_training.fire.detectors import watch
from safety_training.fire.layout import (
    A_PRESSURE,
    B_BASE,
    B_BURNT,
    B_RADIANT,
    B_ROOM,
    ENERGY,
    K_WALL,
    L_FLOW,
    L_HIGH,
    L_LAYER,
    L_LOW,
    LOWER,
    MASS,
    N_ROOMS,
    N_ROUNDS,
    N_SOURCES,
    N_SUBSTEPS,
    N_VENTS,
    QUANTITIES,
    R_HEIGHT,
    R_LENGTH,
    R_VOLUME,
    R_WIDTH,
    ROOM,
    SLAB,
    SLABS,
    SOURCE,
    UPPER,
    V_A,
    V_B,
    V_KIND,
    V_OPEN,
    V_WIDTH,
    VENT,
    Z_INTERFACE,
    Z_JET_H,
    Z_JET_RISE,
    Z_RHO_L,
    Z_TL,
    Z_TU,
    Z_VU,
    Z_WIND,
    ZONE,
    State,
)
from safety_training.fire.openings import openings
from safety_training.fire.pressure import solve_pressures
from safety_training.fire.radiation import radiate
from safety_training.fire.transfer import transfer
from safety_training.fire.vents import COEFFICIENT, density_at
from safety_training.fire.walls import areas, conduct, convection
from safety_training.numeric import PI

LOSS = 0.2  # of a layer's mass at most in one substep
WARMTH = 0.08  # of a layer's energy
UNSETTLED = 200.0  # W left over of a room: too much, so the step is halved
TALLER = 0.04  # of the room's height, what the upper layer may gain
SHORTEST = 1.0 / 128.0  # of a step
CALM = 0.1  # m/s: no draught dies slower than this crosses the room
MOMENTUM = 150  # in state.work


def advance(s: State, dt: float) -> None:
    """All rooms through dt seconds. After it state.zone, source, vent and surface say how things stand."""
    s.counts[N_SUBSTEPS] = 0
    s.counts[N_ROUNDS] = 0
    left = dt
    while left > 1.0e-9 * dt:
        h = _substep(s, left, SHORTEST * dt)
        left -= h
        s.counts[N_SUBSTEPS] += 1
    layers(s)
    areas(s)
    watch(s, dt)


def _substep(s: State, longest: float, shortest: float) -> float:
    for i in range(2 * QUANTITIES * s.counts[N_ROOMS]):
        s.rate[i] = 0.0
    layers(s)
    areas(s)
    openings(s)
    burn(s)
    burn_unburnt(s)
    _ceiling_jets(s)
    radiate(s)
    convection(s)
    h = _allowed(s, longest, shortest)
    while solve_pressures(s, h) > UNSETTLED and h > shortest:
        h = 0.5 * h if 0.5 * h > shortest else shortest
    transfer(s, h)
    again = _allowed(s, h, shortest)
    _winds(s, again)
    _gain(s, again)
    conduct(s, again)
    keep_layers(s)
    return again


def _winds(s: State, h: float) -> None:
    """The draught in each lower layer, m/s: the momentum flowing in, shared by the layer's section, once it crossed the room."""
    for room in range(s.counts[N_ROOMS]):
        s.work[MOMENTUM + room] = 0.0
    for n in range(s.counts[N_VENTS]):
        v = n * VENT
        if int(s.vent[v + V_KIND]) != K_WALL:
            continue
        wide = COEFFICIENT * s.vent[v + V_WIDTH] * s.vent[v + V_OPEN]
        for k in range(SLABS):
            slab = (n * SLABS + k) * SLAB
            flow = s.slab[slab + L_FLOW]
            a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
            source, target = (a, b) if flow > 0.0 else (b, a)
            if flow == 0.0 or target < 0 or int(s.slab[slab + L_LAYER]) == UPPER:
                continue
            section = density_at(s, source, LOWER) * wide * (s.slab[slab + L_HIGH] - s.slab[slab + L_LOW])
            s.work[MOMENTUM + target] += flow * flow / section
    for room in range(s.counts[N_ROOMS]):
        z = room * ZONE
        across = sqrt(s.room[room * ROOM + R_LENGTH] * s.room[room * ROOM + R_WIDTH])
        steady = sqrt(s.work[MOMENTUM + room] / (s.zone[z + Z_RHO_L] * s.zone[z + Z_INTERFACE] * across))
        share = h * (steady if steady > CALM else CALM) / across
        s.zone[z + Z_WIND] += (share if share < 1.0 else 1.0) * (steady - s.zone[z + Z_WIND])


def _ceiling_jets(s: State) -> None:
    """What the ceiling jets do to a ceiling on average: their heat transfer, W/(m2 K), and how hot they are over the lower layer.

    Jets of several fires add their heat; the fastest one sets the heat transfer."""
    for room in range(s.counts[N_ROOMS]):
        z, r = room * ZONE, room * ROOM
        cool, hot = s.zone[z + Z_TL], s.zone[z + Z_TU]
        radius = sqrt(s.room[r + R_LENGTH] * s.room[r + R_WIDTH] / PI)
        flux = transferred = 0.0
        for n in range(s.counts[N_SOURCES]):
            b = n * SOURCE
            if int(s.source[b + B_ROOM]) != room or s.source[b + B_BURNT] <= 0.0:
                continue
            one, h = ceiling_flux(
                0.001 * s.source[b + B_BURNT], s.source[b + B_RADIANT], s.source[b + B_BASE], s.room[r + R_HEIGHT],
                s.zone[z + Z_INTERFACE], radius, hot, cool, s.zone[z + Z_RHO_L],
            )  # fmt: skip
            flux += one
            transferred = h if h > transferred else transferred
        s.zone[z + Z_JET_H] = transferred
        s.zone[z + Z_JET_RISE] = flux / transferred if transferred > 0.0 else 0.0


def _allowed(s: State, longest: float, shortest: float) -> float:
    """The longest step within the bounds on change, from the rates so far; what flows in cannot hurt, what flows out can."""
    h = longest
    for room in range(s.counts[N_ROOMS]):
        volume = s.room[room * ROOM + R_VOLUME]
        for layer in range(2):
            i = (2 * room + layer) * QUANTITIES
            leaves = -s.rate[i + MASS]
            if leaves * h > LOSS * s.gas[i + MASS]:
                h = LOSS * s.gas[i + MASS] / leaves
            change = s.rate[i + ENERGY] - s.rate[i + MASS] * s.gas[i + ENERGY] / s.gas[i + MASS] * GAMMA
            change = change if change > 0.0 else -change
            if change * h > WARMTH * s.gas[i + ENERGY] + 0.001 * s.gas[i + ENERGY]:
                h = (WARMTH + 0.001) * s.gas[i + ENERGY] / change
        grows = s.rate[(2 * room + UPPER) * QUANTITIES + ENERGY]
        grows = (grows if grows > 0.0 else -grows) * (GAMMA - 1.0) / (GAMMA * s.ambient[A_PRESSURE])
        if grows * h > TALLER * volume:
            h = TALLER * volume / grows
    return h if h > shortest else shortest if shortest < longest else longest


def _gain(s: State, h: float) -> None:
    """Applies the rates. Layers do work on each other: dE = (H + V dp) / gamma in each, which adds up to H."""
    for room in range(s.counts[N_ROOMS]):
        upper, lower = (2 * room + UPPER) * QUANTITIES, (2 * room + LOWER) * QUANTITIES
        volume = s.room[room * ROOM + R_VOLUME]
        heat_u, heat_l = h * s.rate[upper + ENERGY], h * s.rate[lower + ENERGY]
        rise = (GAMMA - 1.0) * (heat_u + heat_l) / volume
        above = s.zone[room * ZONE + Z_VU]
        for q in range(QUANTITIES):
            if q != ENERGY:
                high, low = s.gas[upper + q] + h * s.rate[upper + q], s.gas[lower + q] + h * s.rate[lower + q]
                s.gas[upper + q] = high if high > 0.0 else 0.0
                s.gas[lower + q] = low if low > 0.0 else 0.0
        s.gas[upper + ENERGY] += (heat_u + above * rise) / GAMMA
        s.gas[lower + ENERGY] += (heat_l + (volume - above) * rise) / GAMMA
