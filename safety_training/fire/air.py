"""Air as an ideal gas, and what a layer of it is: temperature, density, volume, from mass and energy."""

from __future__ import annotations

from math import sqrt

from safety_training.fire.layout import (
    A_PRESSURE,
    A_TEMPERATURE,
    ENERGY,
    FLOOR,
    LOWER,
    MASS,
    N_ROOMS,
    QUANTITIES,
    R_AREA,
    R_SECTIONS,
    R_VOLUME,
    ROOM,
    S_FACE,
    SECTION,
    SURFACE,
    UPPER,
    X_AREA,
    X_BELOW,
    X_HEIGHT,
    Z_INTERFACE,
    Z_PRESSURE,
    Z_RHO_L,
    Z_RHO_U,
    Z_TL,
    Z_TU,
    Z_VU,
    ZONE,
    State,
)
from safety_training.tables import values

_V = values("zones")
GAS_CONSTANT = _V["gas_constant"]
GAMMA = _V["gamma"]
CP = GAS_CONSTANT * GAMMA / (GAMMA - 1.0)  # J/(kg K)
CV = CP / GAMMA
PRESSURE = _V["pressure"]
GRAVITY = _V["gravity"]
SIGMA = _V["stefan_boltzmann"]
THIN = 1.0e-4  # of a room's volume: no layer is thinner
SLIVER = 0.01  # a layer thinner than this may turn over
COLDER = 0.95  # of the other's temperature
TINY = 1.0e-30


def layers(s: State) -> None:
    """Fills state.zone from the masses and energies of the layers: p V = (gamma - 1) E."""
    for room in range(s.counts[N_ROOMS]):
        upper = (2 * room + UPPER) * QUANTITIES
        lower = (2 * room + LOWER) * QUANTITIES
        volume = s.room[room * ROOM + R_VOLUME]
        pressure = (GAMMA - 1.0) * (s.gas[upper + ENERGY] + s.gas[lower + ENERGY]) / volume
        share = s.gas[upper + ENERGY] / (s.gas[upper + ENERGY] + s.gas[lower + ENERGY])
        z = room * ZONE
        s.zone[z + Z_PRESSURE] = pressure - s.ambient[A_PRESSURE]
        s.zone[z + Z_VU] = share * volume
        s.zone[z + Z_INTERFACE] = _height_over(s, room, (1.0 - share) * volume)
        s.zone[z + Z_TU] = s.gas[upper + ENERGY] / (CV * s.gas[upper + MASS])
        s.zone[z + Z_TL] = s.gas[lower + ENERGY] / (CV * s.gas[lower + MASS])
        s.zone[z + Z_RHO_U] = s.gas[upper + MASS] / (share * volume)
        s.zone[z + Z_RHO_L] = s.gas[lower + MASS] / ((1.0 - share) * volume)


def _height_over(s: State, room: int, below: float) -> float:
    """The height under which so many m3 lie; between two sections the area changes in a straight line."""
    r = room * ROOM
    sections = int(s.room[r + R_SECTIONS])
    if sections == 0:
        return below / s.room[r + R_AREA]
    x = r + R_SECTIONS + 1
    for _ in range(sections - 2):
        if below > s.room[x + SECTION + X_BELOW]:
            x += SECTION
    rest, area = below - s.room[x + X_BELOW], s.room[x + X_AREA]
    slope = (s.room[x + SECTION + X_AREA] - area) / (s.room[x + SECTION + X_HEIGHT] - s.room[x + X_HEIGHT])
    square = area * area + 2.0 * slope * rest
    return s.room[x + X_HEIGHT] + 2.0 * rest / (area + sqrt(square if square > 0.0 else 0.0))


def keep_layers(s: State) -> None:
    """A layer that all but vanished turns over and is drawn anew; so does a thin one that got colder than what lies under it,
    hotter than what lies over it, or colder than whatever could have cooled it.

    What both hold stays; the thin one becomes a sliver of the other's temperature. A thin layer of fresh air on the floor
    of a room full of smoke stays: so the room clears from below."""
    for room in range(s.counts[N_ROOMS]):
        face = s.surface[(4 * room + FLOOR) * SURFACE + S_FACE]
        coldest = CV * (face if face < s.ambient[A_TEMPERATURE] else s.ambient[A_TEMPERATURE])
        for thin in range(2):
            a = (2 * room + thin) * QUANTITIES
            b = (2 * room + 1 - thin) * QUANTITIES
            share = s.gas[a + ENERGY] / (s.gas[a + ENERGY] + s.gas[b + ENERGY])
            if share > SLIVER:
                continue
            own, other = s.gas[a + ENERGY] / (s.gas[a + MASS] + TINY), s.gas[b + ENERGY] / (s.gas[b + MASS] + TINY)
            sound = own > COLDER * other if thin == UPPER else COLDER * own < other and own > COLDER * coldest
            if share >= THIN and s.gas[a + MASS] > 0.0 and sound:
                continue
            for q in range(QUANTITIES):
                both = s.gas[a + q] + s.gas[b + q]
                s.gas[a + q] = 2.0 * THIN * both
                s.gas[b + q] = (1.0 - 2.0 * THIN) * both
