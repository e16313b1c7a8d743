"""What a trainee is told while the drill runs: the task list, and in guided mode the next hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_training.people import Person
from safety_training.roles import asked_of
from safety_training.scenario import Step
from safety_training.units import DANGERS
from safety_training.units.flames import OF_THE_FIRE

if TYPE_CHECKING:
    from safety_training.drill import Drill


def tasks(drill: Drill, person: Person) -> list[dict[str, Any]]:
    """[{id, ko, en, done}] in the order in which they are to be done; a test gives none away."""
    if drill.mode == "test":
        return []
    return [{"id": s.id, **s.task.to_dict(), "done": done(drill, person, s)} for s in _steps(drill, person)]


def hint(drill: Drill, person: Person) -> dict[str, str] | None:
    """The danger of the moment, else the first thing not done. None outside guided mode and when there is no more to do."""
    if drill.mode != "guided" or person.finished:
        return None
    for danger in drill.scenario.warnings:
        if DANGERS[danger.when](drill, person):
            return danger.hint.to_dict()
    for step in _steps(drill, person):
        if not done(drill, person, step):
            return step.hint.to_dict()
    return None


def _steps(drill: Drill, person: Person) -> list[Step]:
    return [
        step
        for step in drill.scenario.steps
        if asked_of(drill, person, step.roles) and (done(drill, person, step) or not _void(drill, person, step))
    ]


def _void(drill: Drill, person: Person, step: Step) -> bool:
    """What the fire does concerns everybody, what others do does not."""
    return any(m in person.moments or (m in OF_THE_FIRE and m in drill.moments) for m in step.unless)


def done(drill: Drill, person: Person, step: Step) -> bool:
    return step.done_when in (drill.moments if step.shared else person.moments)
