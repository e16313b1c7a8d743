"""What a room's flames shine on: points in the middle of what stands below the interface and above it."""

from __future__ import annotations

from safety_training.fire.geometry import solid_angle
from safety_training.fire.layout import (
    B_BASE,
    B_BURNT,
    B_FLAME,
    B_RADIANT,
    B_ROOM,
    B_X,
    B_Z,
    ENERGY,
    LOWER,
    N_SOURCES,
    QUANTITIES,
    R_HEIGHT,
    R_LENGTH,
    R_WIDTH,
    ROOM,
    SOURCE,
    UPPER,
    State,
)

GIVEN = 250  # in state.work: what flames give to each surface, W


def flame_light(s: State, room: int, au: float, al: float, clear: float) -> None:
    """Radiation of the room's flames: what each surface gets (work[GIVEN..]) and what the layers keep (rate).

    A flame shines evenly along its height: a point in the middle of what stands in the lower layer, one of the rest."""
    height = s.room[room * ROOM + R_HEIGHT]
    for k in range(4):
        s.work[GIVEN + k] = 0.0
    for n in range(s.counts[N_SOURCES]):
        b = n * SOURCE
        if int(s.source[b + B_ROOM]) != room or s.source[b + B_BURNT] <= 0.0:
            continue
        heat = s.source[b + B_RADIANT] * s.source[b + B_BURNT]
        low = s.source[b + B_BASE]
        low = 0.02 * height if low < 0.02 * height else 0.96 * height if low > 0.96 * height else low
        top = low + s.source[b + B_FLAME]
        top = low + 0.02 * height if top < low + 0.02 * height else 0.98 * height if top > 0.98 * height else top
        under = (clear - low) / (top - low)
        under = 0.0 if under < 0.0 else 1.0 if under > 1.0 else under
        cut = low + under * (top - low)
        if under > 0.0:
            _shine(s, room, b, under * heat, 0.5 * (low + cut), au, al, clear)
        if under < 1.0:
            _shine(s, room, b, (1.0 - under) * heat, 0.5 * (cut + top), au, al, clear)


def _shine(s: State, room: int, b: int, heat: float, y: float, au: float, al: float, clear: float) -> None:
    """A point at height y; au, al: what the layers absorb of it on their whole way."""
    r = room * ROOM
    height, length, width = s.room[r + R_HEIGHT], s.room[r + R_LENGTH], s.room[r + R_WIDTH]
    upper, lower = (2 * room + UPPER) * QUANTITIES + ENERGY, (2 * room + LOWER) * QUANTITIES + ENERGY
    x, z = s.source[b + B_X], s.source[b + B_Z]
    x = 0.01 * length if x < 0.01 * length else 0.99 * length if x > 0.99 * length else x
    z = 0.01 * width if z < 0.01 * width else 0.99 * width if z > 0.99 * width else z
    top, bottom = solid_angle(x, z, length, width, height - y), solid_angle(x, z, length, width, y)
    under = y < clear
    gap = clear - y if under else y - clear
    plane = solid_angle(x, z, length, width, gap if gap > 0.001 else 0.001)
    upward = plane if under else 1.0 - plane  # share of all beams that end on the ceiling or the upper wall
    for k in range(4):
        share = top if k == 0 else upward - top if k == 1 else 1.0 - upward - bottom if k == 2 else bottom
        beam = heat * (share if share > 0.0 else 0.0)
        above = k < 2
        first = al if under else au
        s.rate[lower if under else upper] += first * beam
        beam -= first * beam
        if under and above:
            s.rate[upper] += au * beam
            beam -= au * beam
        elif not under and not above:
            s.rate[lower] += al * beam
            beam -= al * beam
        s.work[GIVEN + k] += beam
