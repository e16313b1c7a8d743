"""What was measured of one person in a drill, by name: for reports and statements."""

from __future__ import annotations

from typing import Any

from safety_training.drill import Drill
from safety_training.metrics import metrics


def measured(drill: Drill, participant: str) -> dict[str, Any]:
    """Kilograms, metres, seconds and shares, JSON-ready. Empty for somebody who did not take part."""
    return metrics(drill, participant) if participant in drill.participants else {}
