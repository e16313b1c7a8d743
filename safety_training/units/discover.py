"""Discover and warn: the fire is seen, and others are told by shouting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.events import Warn
from safety_training.people import Person
from safety_training.places import can_see, hears
from safety_training.units.unit import Measured, Unit, since

if TYPE_CHECKING:
    from safety_training.drill import Drill

_SMOKE_SEEN_1_M = 0.1


def noticed(drill: Drill, person: Person) -> int | None:
    """When the person first knew of the fire: saw it, saw smoke, heard a shout or the alarm."""
    ticks = [person.moments[m] for m in ("fire_seen", "smoke_seen", "was_warned") if m in person.moments]
    alarm = drill.moments.get("alarm_sounds")
    return min([*ticks, *([alarm] if alarm is not None else [])], default=None)


def _warn(drill: Drill, person: Person, _: Warn) -> None:
    drill.emit("warned", person)
    for other in drill.everybody():
        if other is not person and other.active and hears(drill, other, person):
            drill.once("was_warned", other, by=person.id)


def _observe(drill: Drill, person: Person) -> None:
    if "fire_seen" not in person.moments and drill.fire.burning:
        for item in drill.items():
            x, y, z = item.base
            if item.burning and can_see(drill, person, (x, y + 0.5 * item.flame_height_m, z), lit=True):
                drill.once("fire_seen", person, item=item.id)
    if "smoke_seen" not in person.moments and person.head is not None and "ignition" in drill.moments:
        thick = max(
            (r.extinction_upper_1_m for r in drill.fire.rooms if r.name == person.room),
            default=0.0,
        )
        if thick > _SMOKE_SEEN_1_M:
            drill.once("smoke_seen", person)


def _time(drill: Drill, person: Person) -> Measured:
    told = person.moments.get("warned")
    return since(told, noticed(drill, person) if told is not None else None), told


UNIT = Unit("discover", actions={Warn: _warn}, observe=_observe, measures={"warn.time": _time})
