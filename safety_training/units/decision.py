"""Go or no-go: fight only while flames are below the ceiling, smoke is above the head and the way out is behind; else leave.
And the present guidance for fires elsewhere: stay while no smoke comes in, get away once it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safety_training.people import Person
from safety_training.tables import values
from safety_training.units.discover import noticed
from safety_training.units.unit import Measured, Unit, met, since

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
_GRACE_S = 5.0  # to turn round and go
_DENSE_1_M = 0.5  # what nobody should walk into


@dataclass(slots=True)
class Decision:
    """home : the room in which the person was when it began. dense_s : walked in dense smoke, outside of it."""

    must_leave_s: float = 0.0
    low_smoke_s: float = 0.0
    home: str = ""
    dense_s: float = 0.0


def must_leave(drill: Drill, person: Person) -> bool:
    """The public rule, for somebody who is inside: flames at the ceiling of this room, or smoke too low here."""
    if person.outside or not drill.fire.burning:
        return False
    return flames_at_ceiling(drill, person.room) or smoke_is_low(drill, person, drill.scenario.limits.leave_layer_m)


def flames_at_ceiling(drill: Drill, room: str) -> bool:
    ceilings = {each.name: each.high[1] for each in drill.building.rooms}
    here = [i for i in drill.items() if i.burning and i.room == room]
    return any(i.base[1] + i.flame_height_m >= ceilings[room] for i in here)


def smoke_is_low(drill: Drill, person: Person, height_m: float) -> bool:
    for room in drill.fire.rooms:
        if room.name == person.room:
            thick = room.extinction_upper_1_m > values("drill")["smoke_enters_1_m"]
            return thick and room.interface_m < height_m
    return False


def _observe(drill: Drill, person: Person) -> None:
    note, limits = person.note(Decision), drill.scenario.limits
    if "ignition" not in drill.moments:
        note.home = person.room
        return
    if must_leave(drill, person):
        drill.once("must_leave", person)
        note.must_leave_s += DT
        if note.must_leave_s > _GRACE_S:
            drill.once("stayed", person)
    below = not person.outside and smoke_is_low(drill, person, limits.stay_layer_m)
    note.low_smoke_s = note.low_smoke_s + DT if below else 0.0
    if note.low_smoke_s > limits.stay_s:
        drill.once("stay_under_smoke", person)
    _smoke_enters(drill, person, note)


def _smoke_enters(drill: Drill, person: Person, note: Decision) -> None:
    enters = values("drill")["smoke_enters_1_m"]
    thick = {room.name: max(room.extinction_upper_1_m, room.extinction_lower_1_m) for room in drill.fire.rooms}
    if thick.get(note.home, 0.0) > enters:
        drill.once("smoke_entered", person)
    away = person.room != note.home and not person.outside
    if away and person.head is not None and drill.fire.air_at(person.head).extinction_1_m > _DENSE_1_M:
        note.dense_s += DT
        drill.once("walked_into_smoke", person)


def _go(drill: Drill, person: Person) -> Measured:
    acted = person.moments.get("discharge_on_base", person.moments.get("left_by_exit"))
    acted = acted if acted is not None else person.moments.get("lid_used", person.moments.get("blanket_used"))
    if acted is None:
        return None, person.moments.get("stayed")
    return person.note(Decision).must_leave_s, person.moments.get("stayed", acted)


def _leave(drill: Drill, person: Person) -> Measured:
    left = person.moments.get("left_by_exit")
    return since(left, noticed(drill, person) if left is not None else None), left


def _stay(drill: Drill, person: Person) -> Measured:
    """No smoke came in: stayed. Smoke came in: got out or sheltered behind shut doors, not through dense smoke."""
    left, entered = person.moments.get("went_out"), person.moments.get("smoke_entered")
    walked, sheltered = person.moments.get("walked_into_smoke"), person.moments.get("sheltered")
    if walked is not None:
        return None, walked
    if entered is None or (left is not None and left < entered):
        return (1.0, drill.moments.get("ignition")) if left is None else (None, left)
    return met(left if left is not None else sheltered, entered)


UNIT = Unit(
    "decision",
    observe=_observe,
    measures={"decision.go": _go, "decision.leave": _leave, "decision.stay": _stay},
    dangers={
        "must_leave": must_leave,
        "smoke_enters": lambda drill, person: "smoke_entered" in person.moments and not person.outside,
    },
)
