"""What is told of an appeal: that it was made, and how it was answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.db import Unit, now
from backend.drills.models import DrillRow
from backend.identity.models import User
from backend.records.models import Record
from backend.schemas.grades import GradeOut
from backend.xapi.drills import scenario_activity
from backend.xapi.service import put
from backend.xapi.statements import Attempt, Learner, activity, score, statement
from backend.xapi.vocabulary import ACCOUNTS

_AFTER = 1_000_000  # places after all that the drill itself has told


async def tell_appeal(unit: Unit, record: Record, user: User, text: str, home: str) -> None:
    attempt = await _attempt(unit, record, user.language, home)
    made = statement(attempt, "appeal", "appealed", _grade(attempt), result={"response": text})
    await put(unit, attempt, [made], _AFTER)


async def tell_ruling(unit: Unit, record: Record, trainer: User, grade: GradeOut, answer: str, home: str) -> None:
    """grade : as it stands now."""
    attempt = await _attempt(unit, record, "ko", home)
    result = {"score": score(grade.score, grade.of), "success": grade.passed, "response": answer}
    made = statement(attempt, "ruling", "ruled", _grade(attempt), result=result, actor=trainer.id)
    await put(unit, attempt, [made], _AFTER + 1)


def _grade(attempt: Attempt) -> dict[str, Any]:
    return activity("grade", f"sessions/{attempt.subject}/grades/{attempt.registration}", "성적", "Grade")


async def _attempt(unit: Unit, record: Record, language: str, home: str) -> Attempt:
    row = await unit.session.get(DrillRow, record.subject)
    scenario = scenario_activity(row.scenario if row else "unknown", record.title_ko, record.title_en)
    return Attempt(
        learner=Learner(UUID(str(record.user_id)), language),
        subject=record.subject,
        scenario=scenario,
        home=home or ACCOUNTS,
        ended_at=now(),
        mode=row.mode if row else "",
        seed=row.seed if row else 0,
        rules=row.rules if row else 0,
        replay_hash=row.seal if row else "",
        state_hash=record.state_hash,
    )
