"""What a trainee is told while the drill runs: the task list, and in guided mode the next hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_training.numeric import floor_distance
from safety_training.people import Participant

if TYPE_CHECKING:
    from safety_training.drill import Drill

# what one person's doing does for all
_SHARED = ("alarm_on", "fire_out_confirmed")
_TOO_NEAR_M = 1.2


def tasks(drill: Drill, person: Participant) -> list[dict[str, Any]]:
    """[{id, ko, en, done}] in the order in which they are to be done; a test gives none away."""
    if drill.mode == "test":
        return []
    return [{"id": s.id, **s.task.to_dict(), "done": _done(drill, person, s.done_when)} for s in drill.scenario.steps]


def hint(drill: Drill, person: Participant) -> dict[str, str] | None:
    """The danger of the moment, else the first thing not done. None outside guided mode and when there is no more to do."""
    if drill.mode != "guided" or person.finished:
        return None
    for danger in drill.scenario.warnings:
        if _holds(drill, person, danger.when):
            return danger.hint.to_dict()
    for step in drill.scenario.steps:
        if not _done(drill, person, step.done_when):
            return step.hint.to_dict()
    return None


def _done(drill: Drill, person: Participant, fact: str) -> bool:
    return fact in (drill.moments if fact in _SHARED else person.moments)


def _holds(drill: Drill, person: Participant, danger: str) -> bool:
    tool = drill.extinguishers.get(person.held)
    if danger == "must_leave":
        return drill.fire.state.burning and drill.must_leave()
    if danger == "pin_jammed":
        return tool is not None and tool.pin_jammed
    if not person.discharging or tool is None or person.nozzle is None:
        return False
    away = floor_distance(person.nozzle, drill.scenario.item.base)
    if danger == "too_far":
        return away > drill.scenario.kinds[tool.kind].throw_m * 0.8
    if danger == "too_near":
        return away < _TOO_NEAR_M
    return danger == "off_base" and person.hit_share < 0.2
