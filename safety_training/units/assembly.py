"""The assembly point: go there, count who is out, report within a minute; and bring those who could not come by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from safety_training.events import Count
from safety_training.numeric import floor_distance
from safety_training.people import NEEDY, Person
from safety_training.plan import Assembly
from safety_training.refusals import reject
from safety_training.units.egress import beyond
from safety_training.units.unit import Measured, Unit, since, void
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill


def at_assembly(drill: Drill, person: Person) -> Assembly | None:
    """Where the person stands, if that is an assembly point."""
    if person.head is None or person.incapacitated:
        return None
    for place in drill.building.assemblies:
        if floor_distance(person.head, place.position) <= place.radius_m and is_safe(drill, place):
            return place
    return None


def is_safe(drill: Drill, place: Assembly) -> bool:
    """Beyond an exit: a point beside the fire is none to assemble at."""
    return beyond(drill, place.position, barred_too=True)


def assembled(drill: Drill) -> int:
    """How many people, played by somebody or nobody, stand there."""
    return len([p for p in drill.everybody() if p.present and at_assembly(drill, p) is not None])


def _observe(drill: Drill, person: Person) -> None:
    if "assembled" not in person.moments and "went_out" in person.moments and at_assembly(drill, person) is not None:
        drill.emit("assembled", person)


def _count(drill: Drill, person: Person, action: Count) -> None:
    if at_assembly(drill, person) is None:
        reject(drill, person, action, "not_at_assembly")
        return
    there = assembled(drill)
    kind = "counted" if action.people == there else "miscounted"
    drill.emit(kind, person, said=action.people, there=there)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    for place in drill.building.assemblies:
        state = {"here": assembled(drill), "counted": "counted" in drill.moments, "radius_m": place.radius_m}
        yield DeviceView(place.name, "assembly", "headcount_board", place.position, (0.0, 0.0, -1.0), 0.0, state)


def _arrived(drill: Drill, person: Person) -> Measured:
    came = person.moments.get("assembled")
    return since(came, person.moments.get("went_out")), came


def _counted(drill: Drill, person: Person) -> Measured:
    """By anybody; a wrong number before the right one does not matter, a right one too late does."""
    right = drill.moments.get("counted")
    if right is None:
        return None, drill.moments.get("miscounted")
    return since(right, drill.moments.get("assembled")), right


def _brought(drill: Drill, person: Person) -> Measured:
    """Of those who need help: the share that got out, or of whom the fire service was told."""
    needy = [npc for npc in drill.npcs.values() if npc.npc in NEEDY]
    if not needy:
        return void()
    told = drill.moments.get("trapped_told")
    safe = [npc for npc in needy if npc.outside or (npc.npc == "casualty" and told is not None)]
    last = max((npc.moments.get("went_out", told or 0) for npc in safe), default=None)
    return len(safe) / len(needy), last


UNIT = Unit(
    "assembly",
    actions={Count: _count},
    observe=_observe,
    devices=_devices,
    measures={"egress.assembly": _arrived, "egress.count": _counted, "egress.led": _brought},
)
