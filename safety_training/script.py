"""What happens by the scenario's script: the same controls as a trainer has, at a time after a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training import actions
from safety_training.events import Inject

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.scenario import Happening


@dataclass(slots=True)
class Script:
    """The numbers of the happenings that have happened."""

    done: list[int] = field(default_factory=list)


def run(drill: Drill) -> None:
    script = drill.part(Script)
    for number, happening in enumerate(drill.scenario.script):
        if number not in script.done and _due(drill, happening):
            script.done.append(number)
            _happen(drill, happening)


def _due(drill: Drill, happening: Happening) -> bool:
    began = drill.moments.get(happening.moment)
    return began is not None and (drill.tick - began) * 0.05 >= happening.after_s


def _happen(drill: Drill, happening: Happening) -> None:
    if happening.control == "message":
        drill.emit("message", None, target=happening.target, **happening.text.to_dict())
        return
    actions.inject(drill, Inject(happening.control, happening.target, happening.value, happening.what))
