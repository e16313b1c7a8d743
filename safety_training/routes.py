"""The ways through a building: from any point to the way out, door by door. Lengths along the floor, metres."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safety_training.numeric import Vec3, floor_distance
from safety_training.plan import Building, Exit, Vent

_WALKABLE = ("door", "opening")
_STEP_M = 0.4  # higher sills are not walked over
FAR_M = 1e6


@dataclass(frozen=True, slots=True)
class Way:
    """length_m : FAR_M where there is none. points : where one passes, the exit last."""

    length_m: float
    points: tuple[Vec3, ...]


NO_WAY = Way(FAR_M, ())


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways from every door to the nearest exit. doors : (vent, way from its middle on)."""

    building: Building
    exits: tuple[Exit, ...]
    doors: tuple[tuple[Vent, Way], ...]

    def out(self, p: Vec3) -> Way:
        """The way out from a point, straight from door to door (furniture is not seen)."""
        room = self.building.room_at(p)
        if room is None:
            return Way(0.0, ())
        best = NO_WAY
        for exit_ in self.exits:
            if room.name == exit_room(self.building, exit_):
                best = _shorter(best, Way(floor_distance(p, exit_.position), (exit_.position,)))
        for vent, way in self.doors:
            if room.name in vent.rooms:
                best = _shorter(best, _via(p, vent, way))
        return best


def routes(building: Building, exits: Iterable[Exit], shut: Iterable[str] = ()) -> Routes:
    """The ways to these exits. shut : vents and exits that nobody passes."""
    barred = set(shut)
    ends = tuple(e for e in exits if e.name not in barred)
    vents = [v for v in building.vents if v.kind in _WALKABLE and v.sill_m <= _STEP_M and v.name not in barred]
    ways = [_first(building, ends, vent) for vent in vents]
    for _ in vents:  # as many rounds as the longest way has doors
        for i, vent in enumerate(vents):
            for j, other in enumerate(vents):
                if i != j and set(vent.rooms) & set(other.rooms) - {"outside"}:
                    ways[i] = _shorter(ways[i], _via(vent.centre, other, ways[j]))
    return Routes(building, ends, tuple(zip(vents, ways, strict=True)))


def exit_room(building: Building, exit_: Exit) -> str:
    """The room from which one leaves by it."""
    x, y, z = exit_.position
    inside = (x - 0.5 * exit_.outward[0], y + 1.0, z - 0.5 * exit_.outward[2])
    room = building.room_at(inside)
    return room.name if room else ""


def _first(building: Building, exits: tuple[Exit, ...], vent: Vent) -> Way:
    best = NO_WAY
    for exit_ in exits:
        if exit_room(building, exit_) in vent.rooms:
            best = _shorter(best, Way(floor_distance(vent.centre, exit_.position), (exit_.position,)))
    return best


def _via(p: Vec3, vent: Vent, way: Way) -> Way:
    return Way(floor_distance(p, vent.centre) + way.length_m, (vent.centre, *way.points))


def _shorter(one: Way, other: Way) -> Way:
    return other if other.length_m < one.length_m else one
