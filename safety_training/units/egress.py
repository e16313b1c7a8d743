"""Getting out: low in smoke, doors shut behind, by the stairs and the short way; and not back in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.numeric import Vec3, dot, floor_distance, sub, yaw
from safety_training.people import EYE_M, Person
from safety_training.plan import Exit
from safety_training.routes import FAR_M
from safety_training.tables import values
from safety_training.units.doors import SHUT, Doors
from safety_training.units.unit import Measured, Unit, met, void
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
_OUT_S = 1.0  # outside for so long is out: coming back to a fire is re-entry
_GONE_S = 3.0  # outside for so long is gone
_AT_EXIT_M = 0.8  # a door so near to the exit's line is the exit itself
_LEAST_WAY_M = 2.0


@dataclass(slots=True)
class Egress:
    """passed : doors gone through, the last one last. since_m : walked since the last other deed, from where the way out was
    way_m long. fastest_m_s : over a second."""

    outside_s: float = 0.0
    path_m: float = 0.0
    since_m: float = 0.0
    way_m: float = 0.0
    ratio: float = 0.0
    smoke_s: float = 0.0
    low_s: float = 0.0
    passed: list[str] = field(default_factory=list)
    last_head: Vec3 | None = None
    last_room: str = ""
    deeds: int = 0
    second_m: float = 0.0
    fastest_m_s: float = 0.0


def exits(drill: Drill, barred_too: bool = False) -> list[Exit]:
    barred = drill.part(Doors).barred
    return [e for e in drill.building.exits if e.name in drill.scenario.exits and (barred_too or e.name not in barred)]


def beyond(drill: Drill, head: Vec3, barred_too: bool = False) -> bool:
    """Past the line of one of the exits."""
    lines = exits(drill, barred_too)
    return any(dot(sub(head, e.position), (e.outward[0], 0.0, e.outward[2])) > 0.0 for e in lines)


def leaves_by_the_door(drill: Drill, person: Person) -> bool:
    """Whether who takes leave stands at an exit: then that is how they went. Says so to the drill."""
    if "came_in" not in person.moments or person.head is None:
        return False
    reach = drill.scenario.limits.reach_m
    if not any(floor_distance(person.head, e.position) <= reach for e in exits(drill)):
        return False
    drill.once("went_out", person)
    out_for_good(drill, person, True)
    return True


def out_for_good(drill: Drill, person: Person, gone: bool) -> None:
    """The person is out of danger, for better or worse. gone : out of the place as well."""
    if "left_by_exit" not in person.moments:
        warned = "alarm_sounds" in drill.moments or "warned" in drill.moments or "call_began" in drill.moments
        if drill.fire.burning and not warned and not person.npc:
            drill.once("left_without_warning", person)
        drill.emit("left_by_exit", person)
    if (gone or drill.scenario.leaving_ends) and not person.npc:
        drill.finish(person, "gone")


def is_low(person: Person, floor_m: float) -> bool:
    """Stooping, in proportion to the person's height."""
    if person.head is None:
        return False
    return person.low or person.head[1] - floor_m < values("drill")["low_m"] * person.eye_m / EYE_M


def _observe(drill: Drill, person: Person) -> None:
    assert person.head is not None
    note = person.note(Egress)
    _walked(drill, person, note, person.head)
    _passed(drill, person, note)
    if not _outside(drill, person, note, person.head):
        _in_smoke(drill, person, note)


def _walked(drill: Drill, person: Person, note: Egress, head: Vec3) -> None:
    step = floor_distance(note.last_head, head) if note.last_head is not None else 0.0
    note.last_head = head
    note.path_m += step
    note.since_m += step
    note.second_m += step
    if drill.tick % 20 == 0:
        note.fastest_m_s, note.second_m = max(note.fastest_m_s, note.second_m), 0.0
    deeds = len(person.moments)
    if person.discharging or deeds != note.deeds or note.way_m == 0.0:
        note.deeds, note.since_m, note.way_m = deeds, 0.0, min(FAR_M, drill.routes.out(head).length_m)


def _passed(drill: Drill, person: Person, note: Egress) -> None:
    if note.last_room and person.room != note.last_room:
        for vent in drill.building.vents:
            joins = vent.movable and vent.kind == "door" and set(vent.rooms) == {person.room, note.last_room}
            if joins and floor_distance(vent.centre, person.head or vent.centre) < vent.width_m + 0.6:
                note.passed = [*(name for name in note.passed if name != vent.name), vent.name]
    note.last_room = person.room


def _outside(drill: Drill, person: Person, note: Egress, head: Vec3) -> bool:
    """Whether the person is beyond an exit; to stay there is to have left."""
    # who is out stays out when the way is barred behind them
    out = beyond(drill, head, person.outside) or "descended" in person.moments
    if "came_in" not in person.moments:  # one may start at the door
        if not out and all(floor_distance(head, e.position) > e.half_width_m for e in exits(drill)):
            person.moments["came_in"] = drill.tick
        return False
    if out and not person.outside:
        drill.emit("went_out", person)
        note.ratio = note.since_m / max(_LEAST_WAY_M, note.way_m) if note.way_m < FAR_M else 0.0
    elif not out and note.outside_s >= _OUT_S and drill.fire.burning:
        drill.once("reentry", person)
    person.outside = out
    note.outside_s = note.outside_s + DT if out else 0.0
    if note.outside_s >= _GONE_S and "left_by_exit" not in person.moments:
        out_for_good(drill, person, False)
    return out


def _in_smoke(drill: Drill, person: Person, note: Egress) -> None:
    """In a room whose smoke comes down to the standing head."""
    for room, built in zip(drill.fire.rooms, drill.building.rooms, strict=True):
        if room.name != person.room or room.extinction_upper_1_m <= values("drill")["smoke_enters_1_m"]:
            continue
        if room.interface_m < person.eye_m + 0.1:
            assert person.head is not None
            note.smoke_s += DT
            under = person.head[1] - built.low[1] < room.interface_m
            note.low_s += DT if under or is_low(person, built.low[1]) else 0.0


def _lift(drill: Drill, person: Person, device: str, value: float) -> None:
    drill.emit("lift_called", person, device=device)
    if "ignition" in drill.moments:
        drill.once("lift", person, device=device)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    for s in drill.building.devices:
        if s.kind == "lift":
            called = any(
                e.kind == "lift_called" and (e.data or {}).get("device") == s.name for e in drill.events[-400:]
            )
            yield DeviceView(s.name, "lift", s.model, s.position, s.facing, yaw(s.facing), {"called": called})


# measures -----------------------------------------------------------------------------------------------------------------


def _low(drill: Drill, person: Person) -> Measured:
    note = person.note(Egress)
    if note.smoke_s < 0.5:
        return void()
    return note.low_s / note.smoke_s, person.moments.get("smoke_seen")


def _left_open(drill: Drill, person: Person) -> Measured:
    """Doors gone through and still open, but for the exit itself."""
    out = person.moments.get("left_by_exit")
    if out is None:
        return None, None
    doors, count = drill.part(Doors), 0
    for name in person.note(Egress).passed:
        vent = drill.building.vent(name)
        at_exit = any(floor_distance(vent.centre, e.position) < _AT_EXIT_M for e in exits(drill))
        count += 0 if at_exit or doors.leaves[name].wanted < SHUT else 1
    return float(count), out


def _route(drill: Drill, person: Person) -> Measured:
    out = person.moments.get("went_out")
    return (None if out is None else max(1.0, person.note(Egress).ratio)), out


UNIT = Unit(
    "egress",
    operations={("lift", "call"): _lift},
    observe=_observe,
    devices=_devices,
    measures={
        "egress.low": _low,
        "egress.shut": _left_open,
        "egress.route": _route,
        "egress.out": lambda drill, person: met(person.moments.get("left_by_exit")),
    },
    dangers={"keep_low": lambda drill, person: _should_stoop(drill, person)},
)


def _should_stoop(drill: Drill, person: Person) -> bool:
    if person.outside or person.head is None:
        return False
    for room, built in zip(drill.fire.rooms, drill.building.rooms, strict=True):
        if room.name == person.room and room.extinction_upper_1_m > values("drill")["smoke_enters_1_m"]:
            return person.head[1] - built.low[1] > room.interface_m
    return False
