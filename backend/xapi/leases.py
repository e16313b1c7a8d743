"""The statements of one attempt at a lease."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.schemas.grades import GradeOut
from backend.schemas.leases import LeaseIn
from backend.xapi.drills import graded, verdict
from backend.xapi.statements import Attempt, Learner, activity, statement
from safety_training.contract import Dossier


def of_lease(
    lease: UUID, papers: Dossier, body: LeaseIn, grade: GradeOut, learner: Learner, at: datetime, home: str
) -> tuple[Attempt, list[dict[str, Any]]]:
    """The attempt, and its statements in order."""
    thing = activity("lease", f"dossiers/{papers.id}", papers.title.ko, papers.title.en)
    attempt = Attempt(learner, lease, thing, home, at)
    return attempt, list(_tell(attempt, papers, body, grade))


def _tell(attempt: Attempt, papers: Dossier, body: LeaseIn, grade: GradeOut) -> Iterator[dict[str, Any]]:
    yield statement(attempt, "initialized", "initialized", attempt.scenario)
    yield _choice(attempt, papers, "opened", "열어 본 서류", "Papers opened", body.opened)
    yield _choice(attempt, papers, "findings", "의심스럽다고 표시한 곳", "Marked as suspicious", body.findings)
    yield _choice(attempt, papers, "reason", "이유", "Reason", [body.reason] if body.reason else [])
    yield _choice(attempt, papers, "decision", "결정", "Decision", [body.decision])
    yield _choice(attempt, papers, "actions", "할 일", "What to do next", body.actions)
    yield from graded(attempt, grade)
    yield from verdict(attempt, grade, None, {})


def _choice(attempt: Attempt, papers: Dossier, name: str, ko: str, en: str, chosen: list[str]) -> dict[str, Any]:
    """Answers as a choice of an interaction: ids with [,] between them."""
    definition = {"interactionType": "choice"}
    thing = activity("question", f"dossiers/{papers.id}/{name}", ko, en, **definition)
    return statement(attempt, f"answer {name}", "answered", thing, result={"response": "[,]".join(chosen)})
