"""The trainer's controls that are about no unit: messages, roles, the end. (Casualties are in `npc`.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.events import Inject
from safety_training.roles import give_part
from safety_training.units.unit import Unit

if TYPE_CHECKING:
    from safety_training.drill import Drill


def _message(drill: Drill, action: Inject) -> bool:
    if not action.what or (action.target and action.target not in drill.participants):
        return False
    drill.emit("message", None, target=action.target, ko=action.what, en=action.what)
    return True


def _role(drill: Drill, action: Inject) -> bool:
    person = drill.participants.get(action.target)
    if person is None or action.what not in {role.id for role in drill.scenario.roles if role.open}:
        return False
    give_part(drill, person, action.what)
    return person.role == action.what


def _end(drill: Drill, action: Inject) -> bool:
    drill.close("ended")
    return True


UNIT = Unit("trainer", controls={"message": _message, "role": _role, "end": _end})
