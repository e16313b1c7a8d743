"""A grade: of 100, line by line, each with the rule that it comes from. Drills and leases are graded into the same shape."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GradeLine:
    """got of `of` points for a rule (a deduction: less than 0, of 0); `tick` decided it: the last one for what was never
    done (None: nothing was lost, or it may still come). The texts: what was asked, and what was measured."""

    rule: str
    got: float
    of: float
    tick: int | None
    text_ko: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Of 100. `critical` holds the ids of mistakes after which nobody passes."""

    score: float
    passed: bool
    of: float = 100.0
    critical: list[str] = field(default_factory=list)
    lines: list[GradeLine] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As backend.schemas.grades.GradeOut."""
        return asdict(self)
