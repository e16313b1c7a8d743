"""What was measured of one person in a drill, by name: for reports and statements."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from safety_training.drill import Drill

_INNER = ("sweep_from_rad", "sweep_way")  # where the counting stands, no result


def measured(drill: Drill, participant: str) -> dict[str, Any]:
    """Kilograms, metres, seconds and shares, JSON-ready. Empty for somebody who did not take part."""
    person = drill.participants.get(participant)
    if person is None:
        return {}
    return {name: value for name, value in asdict(person.measures).items() if name not in _INNER}
