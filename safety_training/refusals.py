"""What cannot be done becomes an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_training.people import Person

if TYPE_CHECKING:
    from safety_training.drill import Drill

_EVERY_TICKS = 20


def reject(drill: Drill, person: Person, action: Any, reason: str) -> None:
    """At most one a second and person, so that a stuck client does not flood the log."""
    if drill.tick - person.rejected_tick >= _EVERY_TICKS:
        person.rejected_tick = drill.tick
        drill.emit("rejected", person, action=action if isinstance(action, str) else action.kind, reason=reason)
