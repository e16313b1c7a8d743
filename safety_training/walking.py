"""How those who are played by nobody walk: from point to point, slower in smoke and low under it, opening doors on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.numeric import Vec3, floor_distance
from safety_training.people import EYE_M, Person
from safety_training.places import flat
from safety_training.plan import OUTSIDE, Vent
from safety_training.tables import values
from safety_training.units.assembly import is_safe
from safety_training.units.doors import SHUT, Doors, move

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.scenario import Npc

DT = 0.05
_THERE_M = 0.15
_DOOR_M = 1.0
_LOW_M = 0.9
_APART_M = 0.6  # people stand beside each other at the assembly point


def walked_way(drill: Drill, person: Person, npc: Npc | None) -> list[Vec3]:
    """The way that the scenario says, all of it; else the shortest way out and on to the assembly point."""
    if npc and npc.route:
        return _round_things(drill, person, list(npc.route))
    points: list[Vec3] = []
    if person.head is not None:
        points = list(drill.routes.out(person.head).points)
        for exit_ in drill.building.exits:
            if points and exit_.position == points[-1]:  # a step beyond the line
                x, y, z = exit_.position
                points.append((x + 0.8 * exit_.outward[0], y, z + 0.8 * exit_.outward[2]))
    safe = [place for place in drill.building.assemblies if is_safe(drill, place)]
    if safe:
        x, y, z = safe[0].position
        place = list(drill.npcs).index(person.id)
        points.append((x + _APART_M * (place % 3 - 1), y, z + _APART_M * (place // 3 % 3 - 1)))
    return _round_things(drill, person, points)


def _round_things(drill: Drill, person: Person, points: list[Vec3]) -> list[Vec3]:
    """The same way round what stands there."""
    floor, at = drill.building.floor, person.head
    if floor is None or at is None:
        return points
    found: list[Vec3] = []
    for point in points:
        found += floor.round(at, point)
        at = point
    return found


def walk_to(drill: Drill, person: Person, way: list[Vec3]) -> None:
    """One tick along the way; points that are reached leave the list."""
    if not way or person.head is None:
        return
    if _waits_at_door(drill, person, way[0]):
        return
    c, head, to = values("drill"), person.head, way[0]
    low = _under_smoke(drill, person)
    speed = min(c["walk_m_s"], c["crawl_m_s"] if low else 1e3) * person.dose.walking_factor
    away, step = floor_distance(head, to), speed * DT
    eye = _LOW_M if low else EYE_M
    if away <= max(step, _THERE_M):
        way.pop(0)
    if away > 1e-6:
        along, step = flat(head, to), min(step, away)
        person.facing = along
        head = (head[0] + step * along[0], head[1], head[2] + step * along[2])
    person.head, person.low = (head[0], eye, head[2]), low
    room = drill.building.room_at(person.head)
    person.room = room.name if room else OUTSIDE


def _waits_at_door(drill: Drill, person: Person, to: Vec3) -> bool:
    """Opens the next door on the line; True while it is not open enough."""
    assert person.head is not None
    for vent in drill.building.vents:
        if vent.kind == "door" and vent.movable and _in_the_way(person.head, to, vent):
            leaf = drill.part(Doors).leaves[vent.name]
            if leaf.blocked or leaf.locked:
                return True
            if leaf.wanted < SHUT:
                move(drill, person, vent, 1.0)
            if leaf.open < 0.4:
                return True
    return False


def _in_the_way(head: Vec3, to: Vec3, vent: Vent) -> bool:
    """Close before the door's plane, with the goal on or beyond it."""
    n, c = vent.normal, vent.centre
    here = (head[0] - c[0]) * n[0] + (head[2] - c[2]) * n[2]
    there = (to[0] - c[0]) * n[0] + (to[2] - c[2]) * n[2]
    return floor_distance(head, c) < _DOOR_M and (here > 0.05) != (there > 0.05)


def _under_smoke(drill: Drill, person: Person) -> bool:
    for room in drill.fire.rooms:
        if room.name == person.room:
            thick = room.extinction_upper_1_m > values("drill")["smoke_enters_1_m"]
            return thick and room.interface_m < EYE_M + 0.1
    return False
