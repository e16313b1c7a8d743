"""The pressures of all rooms at the end of a step, by Newton's method: what flows through the vents depends on them stiffly.

Unknown: p of each room over the outside, Pa. Equation (first law, ideal gas): V/(gamma - 1) dp/dt = heat + enthalpy flowing in,
backward in time, with layers as they stand. One room's leak settles in milliseconds; so nothing explicit would do.
"""

from __future__ import annotations

from safety_training.fire.air import CP, GAMMA
from safety_training.fire.layout import (
    ENERGY,
    L_FLOW,
    L_LAYER,
    L_SLOPE,
    LOWER,
    MAX_ROOMS,
    N_ROOMS,
    N_ROUNDS,
    N_VENTS,
    QUANTITIES,
    R_VOLUME,
    ROOM,
    SLAB,
    SLABS,
    UPPER,
    V_A,
    V_B,
    VENT,
    Z_PRESSURE,
    ZONE,
    State,
)
from safety_training.fire.vents import all_flows, temperature_at

# in state.work
OLD, NOW, TRIAL, RESIDUAL, STEP, MATRIX = 0, 10, 20, 30, 40, 60
ROUNDS = 25
HALVINGS = 8
CLOSE = 2.0  # W left over of the balance of a room; the flows found are what moves, so nothing is lost by it


def balance(s: State, h: float, at: int) -> float:
    """Fills the residual at the pressures work[at..], W; returns the largest."""
    all_flows(s, s.work, at)
    for room in range(s.counts[N_ROOMS]):
        stored = s.room[room * ROOM + R_VOLUME] / (GAMMA - 1.0) / h
        heat = s.rate[(2 * room + UPPER) * QUANTITIES + ENERGY] + s.rate[(2 * room + LOWER) * QUANTITIES + ENERGY]
        s.work[RESIDUAL + room] = stored * (s.work[at + room] - s.work[OLD + room]) - heat
    for n in range(s.counts[N_VENTS]):
        a, b = int(s.vent[n * VENT + V_A]), int(s.vent[n * VENT + V_B])
        for k in range(SLABS):
            slab = (n * SLABS + k) * SLAB
            flow = s.slab[slab + L_FLOW]
            if flow == 0.0:
                continue
            carried = flow * CP * temperature_at(s, a if flow > 0.0 else b, int(s.slab[slab + L_LAYER]))
            if a >= 0:
                s.work[RESIDUAL + a] += carried
            if b >= 0:
                s.work[RESIDUAL + b] -= carried
    worst = 0.0
    for room in range(s.counts[N_ROOMS]):
        size = s.work[RESIDUAL + room]
        size = size if size > 0.0 else -size
        worst = size if size > worst else worst
    return worst


def _slopes(s: State, h: float) -> None:
    """The matrix of derivatives from the slabs of the last balance."""
    rooms = s.counts[N_ROOMS]
    for i in range(rooms):
        for j in range(rooms):
            s.work[MATRIX + i * MAX_ROOMS + j] = 0.0
        s.work[MATRIX + i * MAX_ROOMS + i] = s.room[i * ROOM + R_VOLUME] / (GAMMA - 1.0) / h
    for n in range(s.counts[N_VENTS]):
        a, b = int(s.vent[n * VENT + V_A]), int(s.vent[n * VENT + V_B])
        for k in range(SLABS):
            slab = (n * SLABS + k) * SLAB
            if s.slab[slab + L_SLOPE] == 0.0:
                continue
            layer = int(s.slab[slab + L_LAYER])
            slope = s.slab[slab + L_SLOPE] * CP * temperature_at(s, a if s.slab[slab + L_FLOW] > 0.0 else b, layer)
            if a >= 0:
                s.work[MATRIX + a * MAX_ROOMS + a] += slope
            if b >= 0:
                s.work[MATRIX + b * MAX_ROOMS + b] += slope
            if a >= 0 and b >= 0:
                s.work[MATRIX + a * MAX_ROOMS + b] -= slope
                s.work[MATRIX + b * MAX_ROOMS + a] -= slope


def _solve(s: State) -> None:
    """Gauss: the matrix is dominated by its diagonal, so it needs no pivots. The step comes into work[STEP..]."""
    n = s.counts[N_ROOMS]
    for i in range(n):
        s.work[STEP + i] = -s.work[RESIDUAL + i]
    for i in range(n):
        for j in range(i + 1, n):
            factor = s.work[MATRIX + j * MAX_ROOMS + i]
            if factor == 0.0:
                continue
            factor = factor / s.work[MATRIX + i * MAX_ROOMS + i]
            for k in range(i, n):
                s.work[MATRIX + j * MAX_ROOMS + k] -= factor * s.work[MATRIX + i * MAX_ROOMS + k]
            s.work[STEP + j] -= factor * s.work[STEP + i]
    for back in range(n):
        i = n - 1 - back
        for k in range(i + 1, n):
            s.work[STEP + i] -= s.work[MATRIX + i * MAX_ROOMS + k] * s.work[STEP + k]
        s.work[STEP + i] = s.work[STEP + i] / s.work[MATRIX + i * MAX_ROOMS + i]


def solve_pressures(s: State, h: float) -> float:
    """Leaves the flows at the new pressures in state.slab; returns what is left over, W. A step that makes things worse is cut."""
    rooms = s.counts[N_ROOMS]
    for room in range(rooms):
        s.work[OLD + room] = s.zone[room * ZONE + Z_PRESSURE]
        s.work[NOW + room] = s.work[OLD + room]
    worst = balance(s, h, NOW)
    for _ in range(ROUNDS):
        if worst < CLOSE:
            break
        s.counts[N_ROUNDS] += 1
        _slopes(s, h)
        _solve(s)
        part = 1.0
        for _ in range(HALVINGS):
            for room in range(rooms):
                s.work[TRIAL + room] = s.work[NOW + room] + part * s.work[STEP + room]
            found = balance(s, h, TRIAL)
            if found < worst:
                break
            part = 0.4 * part
        for room in range(rooms):
            s.work[NOW + room] = s.work[TRIAL + room]
        worst = found
    return worst
