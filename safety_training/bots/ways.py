"""Ways through a building: from room to room by its doors, along the floor."""

from __future__ import annotations

from collections.abc import Collection

from safety_training.numeric import Vec3, floor_distance
from safety_training.plan import OUTSIDE, Building, Vent

_WALKED = ("door", "opening")
_NARROWEST_M = 0.6
_STEP_OVER_M = 0.3  # a sill that one steps over
_STAND_OFF_M = 0.45  # before a door, and behind it


def doors(building: Building, shun: Collection[str] = ()) -> list[Vent]:
    """What one can walk through. shun : vents that are blocked."""
    return [
        v
        for v in building.vents
        if v.kind in _WALKED and v.width_m >= _NARROWEST_M and v.sill_m < _STEP_OVER_M and v.name not in shun
    ]


def room_of(building: Building, p: Vec3) -> str:
    room = building.room_at(p)
    return room.name if room else OUTSIDE


def through(vent: Vent, room: str, beyond_m: float = _STAND_OFF_M) -> tuple[Vec3, Vec3]:
    """Two spots on the floor: before a door on the side of `room`, and so far behind it."""
    way = 1.0 if vent.rooms[0] == room else -1.0
    (x, _, z), (nx, _, nz) = vent.centre, vent.normal
    near, far = way * _STAND_OFF_M, way * beyond_m
    return (x - near * nx, 0.0, z - near * nz), (x + far * nx, 0.0, z + far * nz)


def path(building: Building, start: Vec3, goal: Vec3, shun: Collection[str] = ()) -> list[Vent]:
    """The doors on the shortest way between two points, in order; empty within one room. Raises ValueError where there is none.
    Dijkstra over doors: few enough to look at all of them in each round."""
    here, there = room_of(building, start), room_of(building, goal)
    if here == there:
        return []
    best: dict[str, tuple[float, Vec3, list[Vent]]] = {here: (0.0, start, [])}
    done: list[str] = []
    while True:
        open_ = [(far, room) for room, (far, _, _) in best.items() if room not in done]
        if not open_:
            raise ValueError(f"no way from {here} to {there}")
        _, room = min(open_)
        if room == there:
            return best[room][2]
        done.append(room)
        _spread(building, room, best, shun)


def _spread(
    building: Building, room: str, best: dict[str, tuple[float, Vec3, list[Vent]]], shun: Collection[str]
) -> None:
    far, at, came = best[room]
    for vent in doors(building, shun):
        if room in vent.rooms:
            beyond, length = vent.beyond(room), far + floor_distance(at, vent.centre)
            if beyond not in best or length < best[beyond][0]:
                best[beyond] = (length, vent.centre, [*came, vent])
