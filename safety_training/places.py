"""Where people and things are to each other: reach, sight, earshot, directions along the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.fire.exposure import sees
from safety_training.numeric import Vec3, distance, dot, floor_distance, length, sub, unit
from safety_training.people import Person
from safety_training.plan import Building
from safety_training.tables import values

if TYPE_CHECKING:
    from safety_training.drill import Drill

LOOKS_COS = 0.6  # within about 53 degrees of where one looks
_DOORS_HEARD_THROUGH = 2


def reaches(drill: Drill, person: Person, position: Vec3, more_m: float = 0.0) -> bool:
    """Whether the head or the hand is near enough to work there."""
    reach = drill.scenario.limits.reach_m + more_m
    return any(at is not None and distance(at, position) <= reach for at in (person.head, person.hand))


def can_see(drill: Drill, person: Person, point: Vec3, lit: bool = False) -> bool:
    """Whether the point lies where the person looks, with an open way for the eye and not too much smoke between."""
    if person.head is None or dot(unit(sub(point, person.head)), person.facing) <= LOOKS_COS:
        return False
    return in_sight(drill, person.head, point) and sees(drill.fire.optical_depth(person.head, point), lit)


def in_sight(drill: Drill, a: Vec3, b: Vec3) -> bool:
    """Whether neither wall nor shut door stands between them. Windows are of glass."""
    glass = {vent.name: 1.0 for vent in drill.building.vents if vent.kind == "window"}
    return drill.fire.lines.clear(a, b, {**drill.open_shares(), **glass})


def hears(drill: Drill, listener: Person, speaker: Person) -> bool:
    """A shout carries through some rooms that lie beside each other, not farther than earshot."""
    if listener.head is None or speaker.head is None:
        return False
    if distance(listener.head, speaker.head) > values("drill")["earshot_m"]:
        return False
    return listener.room in near_rooms(drill, speaker.room, _DOORS_HEARD_THROUGH)


def near_rooms(drill: Drill, room: str, doors: int, glass: bool = True) -> list[str]:
    """The room itself and those behind at most so many doors, openings or (glass) windows."""
    found = [room]
    for _ in range(doors):
        reached = list(found)
        for vent in drill.building.vents:
            for here, there in (vent.rooms, vent.rooms[::-1]):
                passed = vent.kind != "leak" and (glass or vent.kind != "window")
                if passed and here in reached and there not in found:
                    found.append(there)
    return found


def flat(start: Vec3, end: Vec3) -> Vec3:
    """The level direction from start to end."""
    return unit((end[0] - start[0], 0.0, end[2] - start[2]))


def flat_facing(person: Person) -> Vec3:
    return unit((person.facing[0], 0.0, person.facing[2]))


def level(facing: Vec3, otherwise: Vec3) -> Vec3:
    """A facing without its tilt."""
    along = (facing[0], 0.0, facing[2])
    return unit(along) if length(along) > 1e-6 else otherwise


def nearest_fire(drill: Drill, to: Vec3) -> Vec3 | None:
    """The base of the nearest thing that burns or smoulders; after the fire, of the nearest that has burnt."""
    items = drill.items()
    alight = [i for i in items if i.burning or i.can_reflash]
    hot = alight or [i for i in items if i.charred > 0.0 or i.core_heat > 0.0]
    best, least = None, 1e9
    for item in hot:
        away = floor_distance(to, item.base)
        if away < least:
            best, least = item.base, away
    return best


def devices_of(building: Building) -> dict[str, tuple[str, Vec3 | None]]:
    """The kind of every device that can be operated, and where; vents are reached anywhere along them (None)."""
    found: dict[str, tuple[str, Vec3 | None]] = {s.name: (s.kind, s.position) for s in building.devices}
    found.update({h.spot.name: ("hydrant", h.spot.position) for h in building.hydrants})
    found.update({b.spot.name: ("breaker", b.spot.position) for b in building.breakers})
    found.update({v.name: ("vent", None) for v in building.vents})
    return found
