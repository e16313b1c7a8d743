"""Radiation in a room of four gray surfaces and two gray layers, with flames as points (after Forney, NISTIR 4709).

Surfaces: ceiling, upper wall, lower wall, floor. A beam from one to another crosses the upper layer, the lower, or both;
each crossing takes the layer's mean beam length (Hottel). Gases are a weighted sum of gray gases, soot is gray.
"""

from __future__ import annotations

from safety_training.fire.air import SIGMA
from safety_training.fire.flame_light import GIVEN, flame_light
from safety_training.fire.geometry import view_factor
from safety_training.fire.layout import (
    CO2,
    ENERGY,
    H2O,
    LOWER,
    MASS,
    N_ROOMS,
    QUANTITIES,
    R_HEIGHT,
    R_LENGTH,
    R_VIEW,
    R_WIDTH,
    ROOM,
    S_AREA,
    S_EMISSIVITY,
    S_FACE,
    S_RADIANT,
    SOOT,
    SURFACE,
    UPPER,
    Z_GLOW_L,
    Z_GLOW_U,
    Z_INTERFACE,
    Z_OPEN_L,
    Z_OPEN_U,
    Z_RHO_L,
    Z_RHO_U,
    Z_SHINE_L,
    Z_SHINE_U,
    Z_TL,
    Z_TU,
    ZONE,
    State,
)
from safety_training.numeric import exp
from safety_training.tables import values

_V = values("zones")
SOOT_ABSORPTION = _V["soot_absorption"] / _V["soot_density"]
GRAY = tuple(
    (_V[f"gray_k{n}"], _V[f"gray_b{n}1"], _V[f"gray_b{n}2"], _V[f"gray_b{n}3"], _V[f"gray_b{n}4"]) for n in (1, 2, 3)
)
FLAME_K = _V["flame_radiation_k"]
AIR_MOLE = 28.965
CO2_MOLE = 44.009
H2O_MOLE = 18.015
MIN_SHARE = 0.002  # of the height: for beams no layer is thinner

# in state.work: view factors [from, to], radiosity matrix, its right side, what comes to each surface
VIEW, BEAM, RIGHT = 200, 220, 240
COME = GIVEN + 4


def layer_emissivity(s: State, room: int, layer: int, thickness: float) -> tuple[float, float]:
    """Of a layer over its mean beam length 3.6 V/A: 1 - (1 - gases) exp(-soot); and what it absorbs of the light of flames.

    Flames shine as the gray gases weigh at their temperature (Modest 1991), so cool damp air lets most of it through."""
    i = (2 * room + layer) * QUANTITIES
    z, r = room * ZONE, room * ROOM
    length, width = s.room[r + R_LENGTH], s.room[r + R_WIDTH]
    path = 3.6 * thickness * length * width / (2.0 * length * width + 2.0 * (length + width) * thickness)
    mass = s.gas[i + MASS]
    temperature = s.zone[z + (Z_TU if layer == UPPER else Z_TL)]
    rho = s.zone[z + (Z_RHO_U if layer == UPPER else Z_RHO_L)]
    soot = SOOT_ABSORPTION * rho * s.gas[i + SOOT] / mass * temperature * path
    clear = exp(-soot if soot < 600.0 else -600.0)
    depth = AIR_MOLE * (s.gas[i + CO2] / CO2_MOLE + s.gas[i + H2O] / H2O_MOLE) / mass * path
    own, flame = gas_emissivity(temperature, depth), gas_emissivity(FLAME_K, depth)
    return 1.0 - (1.0 - own) * clear, 1.0 - (1.0 - flame) * clear


def gas_emissivity(temperature: float, depth: float) -> float:
    """Of carbon dioxide and steam; depth in atm m (Smith, Shen and Friedman 1982)."""
    t = 2400.0 if temperature > 2400.0 else temperature
    total = 0.0
    for k, b1, b2, b3, b4 in GRAY:
        weight = b1 + t * (b2 + t * (b3 + t * b4))
        total += weight * (1.0 - exp(-k * depth))
    return 0.0 if total < 0.0 else 0.95 if total > 0.95 else total


def _views(s: State, room: int, depth: float, clear: float) -> None:
    """View factors among the four surfaces from those between parallel planes: of a box cut at the interface."""
    r = room * ROOM
    length, width = s.room[r + R_LENGTH], s.room[r + R_WIDTH]
    plate = length * width
    wall_u, wall_l = 2.0 * (length + width) * depth, 2.0 * (length + width) * clear
    f14 = s.room[r + R_VIEW]
    f1d, f4d = view_factor(length, width, depth), view_factor(length, width, clear)
    f2d, f3d = plate * (1.0 - f1d) / wall_u, plate * (1.0 - f4d) / wall_l
    f24, f31 = plate * (f4d - f14) / wall_u, plate * (f1d - f14) / wall_l
    w = s.work
    w[VIEW], w[VIEW + 1], w[VIEW + 2], w[VIEW + 3] = 0.0, 1.0 - f1d, f1d - f14, f14
    w[VIEW + 4], w[VIEW + 5], w[VIEW + 6], w[VIEW + 7] = f2d, 1.0 - 2.0 * f2d, f2d - f24, f24
    w[VIEW + 8], w[VIEW + 9], w[VIEW + 10], w[VIEW + 11] = f31, f3d - f31, 1.0 - 2.0 * f3d, f3d
    w[VIEW + 12], w[VIEW + 13], w[VIEW + 14], w[VIEW + 15] = f14, f4d - f14, 1.0 - f4d, 0.0


def _elimination(s: State) -> None:
    """Radiosities into work[RIGHT..]: four equations, dominated by their diagonal."""
    w = s.work
    for i in range(4):
        for j in range(i + 1, 4):
            factor = w[BEAM + 4 * j + i] / w[BEAM + 4 * i + i]
            for k in range(i, 4):
                w[BEAM + 4 * j + k] -= factor * w[BEAM + 4 * i + k]
            w[RIGHT + j] -= factor * w[RIGHT + i]
    for back in range(4):
        i = 3 - back
        for k in range(i + 1, 4):
            w[RIGHT + i] -= w[BEAM + 4 * i + k] * w[RIGHT + k]
        w[RIGHT + i] = w[RIGHT + i] / w[BEAM + 4 * i + i]


def radiate(s: State) -> None:
    """Fills S_RADIANT of every surface (net, absorbed, W/m2) and adds what the layers gain to state.rate."""
    for room in range(s.counts[N_ROOMS]):
        _radiate_room(s, room)


def _radiate_room(s: State, room: int) -> None:
    z, w = room * ZONE, s.work
    height = s.room[room * ROOM + R_HEIGHT]
    clear = s.zone[z + Z_INTERFACE]
    least = MIN_SHARE * height
    clear = least if clear < least else height - least if clear > height - least else clear
    eu, au = layer_emissivity(s, room, UPPER, height - clear)
    el, al = layer_emissivity(s, room, LOWER, clear)
    _views(s, room, height - clear, clear)
    flame_light(s, room, au, al, clear)
    tu, tl = s.zone[z + Z_TU], s.zone[z + Z_TL]
    glow_u, glow_l = SIGMA * tu * tu * tu * tu, SIGMA * tl * tl * tl * tl
    black = 0.0
    for k in range(4):
        f = (4 * room + k) * SURFACE
        face, emissivity = s.surface[f + S_FACE], s.surface[f + S_EMISSIVITY]
        own = SIGMA * face * face * face * face
        area = s.surface[f + S_AREA]
        wide = s.zone[z + (Z_OPEN_U if k == 1 else Z_OPEN_L)] if k == 1 or k == 2 else 0.0
        hole = wide / area if area > wide else 1.0
        if wide > 0.0:
            black = s.zone[z + (Z_SHINE_U if k == 1 else Z_SHINE_L)] / wide
        come = w[GIVEN + k] / area if area > 0.0 else 0.0  # irradiation by what does not depend on the radiosities
        for j in range(4):
            view = w[VIEW + 4 * k + j]
            if k < 2 and j < 2:
                through, emitted = 1.0 - eu, eu * glow_u
            elif k >= 2 and j >= 2:
                through, emitted = 1.0 - el, el * glow_l
            elif k < 2:
                through, emitted = (1.0 - eu) * (1.0 - el), el * glow_l * (1.0 - eu) + eu * glow_u
            else:
                through, emitted = (1.0 - eu) * (1.0 - el), eu * glow_u * (1.0 - el) + el * glow_l
            come += view * emitted
            w[BEAM + 4 * k + j] = (1.0 if k == j else 0.0) - (1.0 - emissivity) * (1.0 - hole) * view * through
        w[RIGHT + k] = (1.0 - hole) * (emissivity * own + (1.0 - emissivity) * come) + hole * black
        w[COME + k] = come
    _elimination(s)
    _absorb(s, room, eu, el, glow_u, glow_l)


def _absorb(s: State, room: int, eu: float, el: float, glow_u: float, glow_l: float) -> None:
    """From the radiosities (work[RIGHT..]) to what surfaces and layers keep."""
    w = s.work
    kept_u = kept_l = 0.0
    for k in range(4):
        f = (4 * room + k) * SURFACE
        face, emissivity = s.surface[f + S_FACE], s.surface[f + S_EMISSIVITY]
        come = w[COME + k]
        for j in range(4):
            area = s.surface[(4 * room + j) * SURFACE + S_AREA]
            view_area = s.surface[f + S_AREA] * w[VIEW + 4 * k + j]  # = that of the other times its view of this one
            beam = w[RIGHT + j] if area > 0.0 else 0.0
            if k < 2 and j < 2:
                kept_u += view_area * eu * (beam - glow_u)
                come += w[VIEW + 4 * k + j] * (1.0 - eu) * beam
            elif k >= 2 and j >= 2:
                kept_l += view_area * el * (beam - glow_l)
                come += w[VIEW + 4 * k + j] * (1.0 - el) * beam
            elif k < 2:
                first = beam + el * (glow_l - beam)
                kept_l += view_area * (beam - first)
                kept_u += view_area * eu * (first - glow_u)
                come += w[VIEW + 4 * k + j] * (1.0 - eu) * (1.0 - el) * beam
            else:
                first = beam + eu * (glow_u - beam)
                kept_u += view_area * (beam - first)
                kept_l += view_area * el * (first - glow_l)
                come += w[VIEW + 4 * k + j] * (1.0 - eu) * (1.0 - el) * beam
        if k in (1, 2):
            s.zone[room * ZONE + (Z_GLOW_U if k == 1 else Z_GLOW_L)] = come
        s.surface[f + S_RADIANT] = emissivity * (come - SIGMA * face * face * face * face)
    s.rate[(2 * room + UPPER) * QUANTITIES + ENERGY] += kept_u
    s.rate[(2 * room + LOWER) * QUANTITIES + ENERGY] += kept_l
