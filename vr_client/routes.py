"""How sound comes from room to room: through doors that are open, less through those that are shut, hardly through walls."""

from __future__ import annotations

import math
from dataclasses import dataclass

from safety_training.plan import OUTSIDE, Building

Point = tuple[float, float, float]

SHUT, WALL = (
    0.10,
    0.04,
)  # of the pressure that comes through a shut door (20 dB), and to rooms that nothing joins (28 dB)
MOST_DOORS = 4
MUFFLED_M = 0.3  # a door ajar by less dulls what comes through


@dataclass(frozen=True, slots=True)
class Route:
    """last : the opening by which it arrives, None in the same room. gain : what is left. muffle : 0 clear to 1 dull.
    metres : of the way, from the sound to the last opening."""

    last: Point | None
    gain: float
    muffle: float
    metres: float


def room_of(building: Building, at: Point) -> str:
    return next((room.name for room in building.rooms if room.holds(at, 0.1)), OUTSIDE)


def route(building: Building, opened: dict[str, float], source: Point, listener: Point) -> Route:
    """The loudest way from a sound to an ear. opened : share that each vent is open, its own where it is missing."""
    start, goal = room_of(building, source), room_of(building, listener)
    best: dict[str, Route] = {start: Route(None, 1.0, 0.0, 0.0)}
    if start == goal:
        return best[start]
    for _ in range(MOST_DOORS):
        for vent in building.vents:
            share = min(max(opened.get(vent.name, vent.open), 0.0), 1.0)
            for room in vent.rooms:
                if room in best:
                    _improve(best, best[room], vent.beyond(room), share, vent.centre, source)
    return best.get(goal, Route(None, WALL, 1.0, 0.0))


def _improve(best: dict[str, Route], by: Route, room: str, share: float, through: Point, source: Point) -> None:
    gain = by.gain * (SHUT + (1 - SHUT) * math.sqrt(share))
    muffle = max(by.muffle, 1 - min(share / MUFFLED_M, 1.0))
    way = by.metres + math.dist(by.last or source, through)
    old = best.get(room)
    if old is None or gain / (1 + way) > 1.0001 * old.gain / (1 + old.metres):
        best[room] = Route(through, gain, muffle, way)


def heard_from(way: Route, source: Point, listener: Point) -> Point:
    """Where a sound seems to be: at the opening by which it comes, as far away as its way is long."""
    if way.last is None:
        return source
    near = max(math.dist(way.last, listener), 0.2)
    stretch = (near + way.metres) / near
    x, y, z = (listener[i] + (way.last[i] - listener[i]) * stretch for i in range(3))
    return (x, y, z)
