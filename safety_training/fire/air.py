"""Air as an ideal gas, and what a layer of it is: temperature, density, volume, from mass and energy."""

from __future__ import annotations

from safety_training.fire.layout import (
    ENERGY,
    LOWER,
    MASS,
    N_ROOMS,
    QUANTITIES,
    R_AREA,
    R_VOLUME,
    ROOM,
    UPPER,
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
        s.zone[z + Z_PRESSURE] = pressure - PRESSURE
        s.zone[z + Z_VU] = share * volume
        s.zone[z + Z_INTERFACE] = (1.0 - share) * volume / s.room[room * ROOM + R_AREA]
        s.zone[z + Z_TU] = s.gas[upper + ENERGY] / (CV * s.gas[upper + MASS])
        s.zone[z + Z_TL] = s.gas[lower + ENERGY] / (CV * s.gas[lower + MASS])
        s.zone[z + Z_RHO_U] = s.gas[upper + MASS] / (share * volume)
        s.zone[z + Z_RHO_L] = s.gas[lower + MASS] / ((1.0 - share) * volume)


def keep_layers(s: State) -> None:
    """A layer that all but vanished, or a thin one that got colder than what lies under it, turns over and is drawn anew.

    What both hold stays; the thin one becomes a sliver of the other's temperature."""
    for room in range(s.counts[N_ROOMS]):
        for thin in range(2):
            a = (2 * room + thin) * QUANTITIES
            b = (2 * room + 1 - thin) * QUANTITIES
            share = s.gas[a + ENERGY] / (s.gas[a + ENERGY] + s.gas[b + ENERGY])
            if share > SLIVER:
                continue
            own, other = s.gas[a + ENERGY] / (s.gas[a + MASS] + TINY), s.gas[b + ENERGY] / (s.gas[b + MASS] + TINY)
            sound = own > COLDER * other if thin == UPPER else COLDER * own < other and own > COLDER * other
            if share >= THIN and s.gas[a + MASS] > 0.0 and sound:
                continue
            for q in range(QUANTITIES):
                both = s.gas[a + q] + s.gas[b + q]
                s.gas[a + q] = 2.0 * THIN * both
                s.gas[b + q] = (1.0 - 2.0 * THIN) * both
