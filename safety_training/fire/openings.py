"""What openings are to radiation: holes in walls that let out what falls on them, and let in what falls on them from beyond.

What one room lets through, the other gets: the irradiation of each side's walls, as found in the step before."""

from __future__ import annotations

from safety_training.fire.air import SIGMA
from safety_training.fire.layout import (
    A_TEMPERATURE,
    K_WALL,
    N_ROOMS,
    N_VENTS,
    R_FLOOR,
    ROOM,
    V_A,
    V_B,
    V_KIND,
    V_OPEN,
    V_SILL,
    V_SOFFIT,
    V_WIDTH,
    VENT,
    Z_GLOW_L,
    Z_GLOW_U,
    Z_INTERFACE,
    Z_OPEN_L,
    Z_OPEN_U,
    Z_SHINE_L,
    Z_SHINE_U,
    ZONE,
    State,
)


def open_heights(s: State, v: int, room: int) -> tuple[float, float]:
    """Of an opening, the metres above and below a room's interface."""
    level = s.room[room * ROOM + R_FLOOR] + s.zone[room * ZONE + Z_INTERFACE]
    low, high = s.vent[v + V_SILL], s.vent[v + V_SOFFIT]
    above = high - (level if level > low else low)
    below = (level if level < high else high) - low
    return (above if above > 0.0 else 0.0), (below if below > 0.0 else 0.0)


def beyond(s: State, v: int, room: int) -> float:
    """W/m2 that shine through an opening from the other side, be it a room or the outside (-1)."""
    if room < 0:
        outside = s.ambient[A_TEMPERATURE]
        return SIGMA * outside * outside * outside * outside
    above, below = open_heights(s, v, room)
    z = room * ZONE
    return (above * s.zone[z + Z_GLOW_U] + below * s.zone[z + Z_GLOW_L]) / (above + below)


def openings(s: State) -> None:
    """How much of the upper and lower walls is open (Z_OPEN, m2), and what shines in there (Z_SHINE, W)."""
    for room in range(s.counts[N_ROOMS]):
        z = room * ZONE
        s.zone[z + Z_OPEN_U] = 0.0
        s.zone[z + Z_OPEN_L] = 0.0
        s.zone[z + Z_SHINE_U] = 0.0
        s.zone[z + Z_SHINE_L] = 0.0
    for n in range(s.counts[N_VENTS]):
        v = n * VENT
        if int(s.vent[v + V_KIND]) != K_WALL:
            continue
        width = s.vent[v + V_WIDTH] * s.vent[v + V_OPEN]
        a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
        for side in range(2):
            room, other = (a, b) if side == 0 else (b, a)
            if room < 0:
                continue
            above, below = open_heights(s, v, room)
            shine = beyond(s, v, other)
            z = room * ZONE
            s.zone[z + Z_OPEN_U] += width * above
            s.zone[z + Z_OPEN_L] += width * below
            s.zone[z + Z_SHINE_U] += width * above * shine
            s.zone[z + Z_SHINE_L] += width * below * shine
