"""Lid and fire blanket: laid over what burns, and left there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safety_training.numeric import distance
from safety_training.people import Person
from safety_training.refusals import reject
from safety_training.units.extinguisher import Handling
from safety_training.units.tools import Tool, Tools, drop
from safety_training.units.unit import Measured, Unit, void

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.fire.items import ItemState

_KINDS = ("lid", "blanket")


@dataclass(slots=True)
class Covering:
    """too_early : uncovered what would burn again."""

    laid: int = 0
    too_early: int = 0


def _cover(drill: Drill, person: Person, device: str, value: float) -> None:
    tool = drill.part(Tools).all[device]
    if value < 0.5:
        uncover(drill, person, tool)
    elif tool.holder != person.id:
        reject(drill, person, "operate", "nothing_held")
    else:
        item = _nearest(drill, person)
        if item is None:
            reject(drill, person, "operate", "out_of_reach")
        else:
            _lay(drill, person, tool, item)


def _nearest(drill: Drill, person: Person) -> ItemState | None:
    """What burns (or could) within reach of a stretched arm."""
    best, least = None, drill.scenario.limits.reach_m
    for item in drill.items():
        for at in (person.head, person.hand):
            if at is not None and distance(at, item.base) < least:
                best, least = item, distance(at, item.base)
    return best


def _lay(drill: Drill, person: Person, tool: Tool, item: ItemState) -> None:
    came = drill.fire.cover(item.id, tool.kind)
    drill.emit(f"{tool.kind}_used", person, device=tool.name, item=item.id, came=came)
    drill.mark("fought", person)
    drop(drill, person, item.base)
    if came == "covered":
        tool.in_use = item.id
        person.note(Covering).laid += 1
        drill.emit("covered", person, device=tool.name, item=item.id)


def uncover(drill: Drill, person: Person, tool: Tool) -> None:
    """Takes a cover off what it lies on, if it lies on something."""
    if tool.kind not in _KINDS or not tool.in_use:
        return
    item, tool.in_use = tool.in_use, ""
    drill.fire.uncover(item)
    drill.emit("uncovered", person, device=tool.name, item=item)
    if drill.alight:
        person.note(Covering).too_early += 1
        drill.emit("uncovered_early", person, device=tool.name, item=item)


def _covered(drill: Drill, person: Person) -> Measured:
    """Who used an extinguisher that fits had no need."""
    note = person.note(Covering)
    tick = person.moments.get("covered")
    if note.laid == 0 and person.note(Handling).fit:
        return void()
    if note.laid == 0 or note.too_early:
        return None, person.moments.get("uncovered_early", person.moments.get("fought"))
    return 1.0, tick


UNIT = Unit(
    "covers",
    operations={(kind, "cover"): _cover for kind in _KINDS},
    measures={"technique.cover": _covered},
)
