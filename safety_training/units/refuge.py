"""Staying in: doors shut against the smoke, gaps sealed with a wet towel, a signal for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safety_training.events import Signal
from safety_training.people import Person
from safety_training.places import near_rooms, reaches
from safety_training.plan import OUTSIDE
from safety_training.refusals import reject
from safety_training.tables import values
from safety_training.units.doors import SHUT, Doors, at_door, vent_of
from safety_training.units.tools import Tools, drop, tool_of
from safety_training.units.unit import Measured, Unit, met, void

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
_SHELTER_S = 5.0
_DRY_SEAL, _WET_SEAL = 0.5, 0.95  # share of a gap that a towel stops up; chosen


@dataclass(slots=True)
class Shelter:
    shut_s: float = 0.0


def _wet(drill: Drill, person: Person, device: str, value: float) -> None:
    """At a tap, with the towel in hand."""
    tool = drill.part(Tools).all[device]
    taps = [s for s in drill.building.devices if s.kind == "tap"]
    if tool.holder != person.id:
        reject(drill, person, "operate", "nothing_held")
    elif taps and not any(reaches(drill, person, tap.position) for tap in taps):
        reject(drill, person, "operate", "out_of_reach")
    elif not tool.wet:
        tool.wet = True
        drill.emit("towel_wet", person, device=device)


def _mouth(drill: Drill, person: Person, device: str, value: float) -> None:
    tool = drill.part(Tools).all[device]
    if tool.holder != person.id:
        reject(drill, person, "operate", "nothing_held")
        return
    tool.in_use = "mouth" if value >= 0.5 else ""
    if tool.in_use:
        drill.once("towel_mouth", person, wet=tool.wet)


def _seal(drill: Drill, person: Person, device: str, value: float) -> None:
    """Stops up the gap of a shut door, window or leak with the towel in hand; 0 takes it away."""
    vent, tool = vent_of(drill, device), tool_of(drill, person)
    leaf = drill.part(Doors).leaves[device]
    if vent is None or not at_door(drill, person, vent):
        reject(drill, person, "operate", "out_of_reach")
    elif value < 0.5:
        leaf.sealed = 0.0
    elif tool is None or tool.kind != "towel":
        reject(drill, person, "operate", "nothing_held")
    elif vent.kind != "leak" and leaf.open >= SHUT:
        reject(drill, person, "operate", "door_is_open")
    else:
        leaf.sealed = _WET_SEAL if tool.wet else _DRY_SEAL
        drop(drill, person, (vent.centre[0], drill.building.room(vent.rooms[0]).low[1], vent.centre[2]))
        tool.in_use = device
        drill.emit("sealed", person, device=device, wet=tool.wet)


def _signal(drill: Drill, person: Person, action: Signal) -> None:
    """From where people outside can see it: an opening or a window to the outside, or a balcony."""
    seen = person.room in {r.room for r in drill.building.refuges} or any(
        person.room in v.rooms and OUTSIDE in v.rooms and v.kind != "leak" for v in drill.building.vents
    )
    drill.emit("signalled" if seen else "signal_unseen", person)


def _observe(drill: Drill, person: Person) -> None:
    """Sheltered: for some seconds in a room without smoke whose doors to smoky rooms are shut."""
    note = person.note(Shelter)
    if "ignition" not in drill.moments or person.outside:
        return
    limit = values("drill")["smoke_enters_1_m"]
    thick = {room.name: room.extinction_upper_1_m > limit for room in drill.fire.rooms}
    if any(thick.get(room, False) for room in near_rooms(drill, person.room, 1, glass=False)):
        drill.once("smoke_near", person)
    if "sheltered" in person.moments:
        return
    shut = not thick.get(person.room, False) and any(thick.values())
    for vent in drill.building.vents:
        if person.room in vent.rooms and thick.get(vent.beyond(person.room), False) and vent.kind != "leak":
            shut = shut and drill.part(Doors).leaves[vent.name].open < SHUT
    note.shut_s = note.shut_s + DT if shut else 0.0
    if note.shut_s >= _SHELTER_S:
        drill.once("sheltered", person)


def _asked(person: Person) -> bool:
    """Sealing and waving are for those who stay while smoke stands in their rooms or before their doors."""
    return "smoke_near" in person.moments and "left_by_exit" not in person.moments


def _sealed(drill: Drill, person: Person) -> Measured:
    if not _asked(person):
        return void()
    wet = next((e.tick for e in drill.events if e.kind == "sealed" and (e.data or {}).get("wet")), None)
    dry = drill.moments.get("sealed")
    return (1.0, wet) if wet is not None else ((0.5, dry) if dry is not None else (None, None))


UNIT = Unit(
    "refuge",
    actions={Signal: _signal},
    operations={("towel", "wet"): _wet, ("towel", "mouth"): _mouth, ("vent", "seal"): _seal},
    observe=_observe,
    measures={
        "refuge.shut": lambda drill, person: (
            void() if "left_by_exit" in person.moments else met(person.moments.get("sheltered"))
        ),
        "refuge.seal": _sealed,
        "refuge.signal": lambda drill, person: met(drill.moments.get("signalled")) if _asked(person) else void(),
    },
)
