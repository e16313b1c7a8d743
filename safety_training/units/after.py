"""After the fire: watch that it does not flare up again, back away facing it, report when it is surely out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safety_training.numeric import dot, floor_distance
from safety_training.people import Person
from safety_training.places import LOOKS_COS, flat, flat_facing, nearest_fire
from safety_training.units.flames import Flames
from safety_training.units.unit import Measured, Unit

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
_BACK_COS = -0.3
_NEAR_M = 5.0


@dataclass(slots=True)
class After:
    """Since the fire is out, while inside; where one stood then, how far one backed away."""

    after_s: float = 0.0
    watched_s: float = 0.0
    out_distance_m: float = 0.0
    backed_m: float = 0.0


def _observe(drill: Drill, person: Person) -> None:
    assert person.head is not None
    fire, out_s = nearest_fire(drill, person.head), drill.part(Flames).out_s
    if fire is None or person.outside:
        return
    note, away = person.note(After), floor_distance(person.head, fire)
    towards = dot(flat(person.head, fire), flat_facing(person))
    surely = out_s >= drill.scenario.limits.out_s
    turned = towards < _BACK_COS and away < _NEAR_M and not surely
    if turned and "fought" in person.moments and not drill.must_leave(person):
        drill.once("turned_back", person)
    if out_s == 0.0:
        note.after_s = note.watched_s = note.backed_m = 0.0
        return
    if note.after_s == 0.0:
        note.out_distance_m = away
    if not surely:
        note.after_s += DT
        note.watched_s += DT if towards > LOOKS_COS else 0.0
    note.backed_m = max(note.backed_m, away - note.out_distance_m)


def _watch(drill: Drill, person: Person) -> Measured:
    note, out = person.note(After), drill.moments.get("fire_out")
    return (note.watched_s / drill.scenario.limits.out_s if note.after_s > 0.0 and out is not None else None), out


def _back_away(drill: Drill, person: Person) -> Measured:
    turned, out = person.moments.get("turned_back"), drill.moments.get("fire_out")
    if turned is not None or out is None or "fought" not in person.moments:
        return None, turned
    return person.note(After).backed_m, out


def _report(drill: Drill, person: Person) -> Measured:
    told = person.moments.get("reported", person.moments.get("gone"))
    sure = drill.moments.get("fire_out_confirmed")
    if told is None or sure is None or told < sure or drill.part(Flames).out_s < drill.scenario.limits.out_s:
        return None, told
    return 1.0, told


UNIT = Unit(
    "after",
    observe=_observe,
    measures={"after.watch": _watch, "after.back_away": _back_away, "after.report": _report},
)
