"""Heat into and through ceilings, walls and floors: convection at the face, conduction in one dimension behind it.

Cells grow from the room outwards, so that a short fire is caught by thin ones. Implicit in time, whatever the step:
the flux at the face is linearised about the face's temperature, and what it changes goes back to the gas beside it.
"""

from __future__ import annotations

from safety_training.fire.air import SIGMA
from safety_training.fire.layout import (
    A_TEMPERATURE,
    C_CAPACITY,
    C_CONDUCTANCE,
    CEILING,
    CELLS,
    ENERGY,
    FLOOR,
    LOWER,
    LOWER_WALL,
    N_ROOMS,
    QUANTITIES,
    R_AREA,
    R_HEIGHT,
    R_LENGTH,
    R_WIDTH,
    ROOM,
    S_AREA,
    S_EMISSIVITY,
    S_FACE,
    S_FIRST,
    S_FLUX,
    S_RADIANT,
    S_SLOPE,
    SURFACE,
    UPPER,
    UPPER_WALL,
    Z_INTERFACE,
    Z_JET_H,
    Z_JET_RISE,
    Z_OPEN_L,
    Z_OPEN_U,
    Z_TL,
    Z_TU,
    ZONE,
    State,
)
from safety_training.numeric import power
from safety_training.tables import values

_V = values("zones")
WALL = _V["wall_convection"]
PLATE = _V["plate_convection"]
THIN_LAYER = 0.05  # of the room's height: a layer thinner than this shares its plate with the other one
ALPHA = 100  # in state.work, where the elimination keeps its row
COLUMNS = 3 * CELLS


def cell_at(room: int, surface: int) -> int:
    return (4 * room + surface) * COLUMNS


def areas(s: State) -> None:
    """Walls above and below the interface; what changes hands takes its temperatures along, so that no heat is lost."""
    for room in range(s.counts[N_ROOMS]):
        r, z = room * ROOM, room * ZONE
        perimeter = 2.0 * (s.room[r + R_LENGTH] + s.room[r + R_WIDTH])
        height, interface = s.room[r + R_HEIGHT], s.zone[z + Z_INTERFACE]
        upper, lower = (4 * room + UPPER_WALL) * SURFACE, (4 * room + LOWER_WALL) * SURFACE
        now = perimeter * (height - interface)
        gained = now - s.surface[upper + S_AREA]
        if gained > 0.0:
            _blend(s, cell_at(room, UPPER_WALL), cell_at(room, LOWER_WALL), gained / now)
            s.surface[upper + S_FACE] += gained / now * (s.surface[lower + S_FACE] - s.surface[upper + S_FACE])
        elif gained < 0.0:
            share = -gained / (perimeter * interface)
            _blend(s, cell_at(room, LOWER_WALL), cell_at(room, UPPER_WALL), share)
            s.surface[lower + S_FACE] += share * (s.surface[upper + S_FACE] - s.surface[lower + S_FACE])
        s.surface[upper + S_AREA] = now
        s.surface[lower + S_AREA] = perimeter * interface
        s.surface[(4 * room + CEILING) * SURFACE + S_AREA] = s.room[r + R_AREA]
        s.surface[(4 * room + FLOOR) * SURFACE + S_AREA] = s.room[r + R_AREA]


def _blend(s: State, into: int, other: int, share: float) -> None:
    for k in range(CELLS):
        s.cell[into + k] += share * (s.cell[other + k] - s.cell[into + k])


def own_share(s: State, room: int, k: int) -> float:
    """Of what a surface exchanges, the share of the layer beside it; a layer all but gone leaves its plate to the other one."""
    if k in (UPPER_WALL, LOWER_WALL):
        return 1.0
    height, interface = s.room[room * ROOM + R_HEIGHT], s.zone[room * ZONE + Z_INTERFACE]
    share = (height - interface if k == CEILING else interface) / (THIN_LAYER * height)
    return share if share < 1.0 else 1.0


def bare_area(s: State, room: int, k: int) -> float:
    """Of a surface without its openings, m2."""
    area = s.surface[(4 * room + k) * SURFACE + S_AREA]
    if k in (UPPER_WALL, LOWER_WALL):
        area -= s.zone[room * ZONE + (Z_OPEN_U if k == UPPER_WALL else Z_OPEN_L)]
    return area if area > 0.0 else 0.0


def convection(s: State) -> None:
    """Sets flux and slope of every face and takes the heat from the gas; call after radiation, which left S_RADIANT."""
    for room in range(s.counts[N_ROOMS]):
        z = room * ZONE
        for k in range(4):
            f = (4 * room + k) * SURFACE
            own = UPPER if k < 2 else LOWER
            share = own_share(s, room, k)
            near = s.zone[z + (Z_TU if own == UPPER else Z_TL)]
            far = s.zone[z + (Z_TL if own == UPPER else Z_TU)]
            face = s.surface[f + S_FACE]
            gas = share * near + (1.0 - share) * far
            size = gas - face if gas > face else face - gas
            h = (PLATE if k in (CEILING, FLOOR) else WALL) * power(size + 1.0e-6, 1.0 / 3.0)
            area = bare_area(s, room, k)
            taken = share * h * (near - face)
            rest = (1.0 - share) * h * (far - face)
            if k == CEILING:
                more = s.zone[z + Z_JET_H] * (s.zone[z + Z_TL] + s.zone[z + Z_JET_RISE] - face) - taken - rest
                if more > 0.0:
                    h = s.zone[z + Z_JET_H]
                    taken += share * more
                    rest += (1.0 - share) * more
            s.surface[f + S_FLUX] = taken + rest + s.surface[f + S_RADIANT]
            s.surface[f + S_SLOPE] = 4.0 / 3.0 * h + 4.0 * s.surface[f + S_EMISSIVITY] * SIGMA * face * face * face
            s.rate[(2 * room + own) * QUANTITIES + ENERGY] -= taken * area
            s.rate[(2 * room + 1 - own) * QUANTITIES + ENERGY] -= rest * area


def conduct(s: State, h: float) -> None:
    """All surfaces through h seconds."""
    for room in range(s.counts[N_ROOMS]):
        for k in range(4):
            f = (4 * room + k) * SURFACE
            taken = _conduct_one(s, f, cell_at(room, k), h, PLATE if k in (CEILING, FLOOR) else WALL)
            back = (s.surface[f + S_FLUX] - taken) * bare_area(s, room, k) * h
            own, share = UPPER if k < 2 else LOWER, own_share(s, room, k)
            s.gas[(2 * room + own) * QUANTITIES + ENERGY] += share * back
            s.gas[(2 * room + 1 - own) * QUANTITIES + ENERGY] += (1.0 - share) * back
            s.surface[f + S_FLUX] = taken


def _conduct_one(s: State, f: int, c: int, h: float, kind: float) -> float:
    """One surface, by elimination forth and back (Thomas). Returns the flux that it took, W/m2."""
    face, slope = s.surface[f + S_FACE], s.surface[f + S_SLOPE]
    first = 0.5 / s.surface[f + S_FIRST]  # (m2 K)/W from the face to the middle of the first cell
    damped = 1.0 + slope * first
    constant = (s.surface[f + S_FLUX] + slope * face) / damped
    give = slope / damped
    back = s.ambient[A_TEMPERATURE]
    last = c + CELLS - 1
    behind = s.cell[last] - back
    size = behind if behind > 0.0 else -behind
    mean = 0.5 * (s.cell[last] + back)
    outer = kind * power(size + 1.0e-6, 1.0 / 3.0) + 4.0 * s.surface[f + S_EMISSIVITY] * SIGMA * mean * mean * mean
    half = s.cell[c + C_CONDUCTANCE * CELLS + CELLS - 1]
    outer = outer * half / (outer + half)
    left = 0.0
    for k in range(CELLS):
        i = c + k
        store = s.cell[c + C_CAPACITY * CELLS + k] / h
        right = s.cell[c + C_CONDUCTANCE * CELLS + k] if k < CELLS - 1 else outer
        diagonal = store + left + right + (give if k == 0 else 0.0)
        value = store * s.cell[i] + (constant if k == 0 else 0.0) + (outer * back if k == CELLS - 1 else 0.0)
        if k > 0:
            diagonal -= left * s.work[ALPHA + k - 1]
            value += left * s.cell[i - 1]
        s.work[ALPHA + k] = right / diagonal
        s.cell[i] = value / diagonal
        left = right
    for back_k in range(CELLS - 1):
        k = CELLS - 2 - back_k
        s.cell[c + k] += s.work[ALPHA + k] * s.cell[c + k + 1]
    taken = constant - give * s.cell[c]
    s.surface[f + S_FACE] = s.cell[c] + taken * first
    return taken
