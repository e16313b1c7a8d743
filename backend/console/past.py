"""What a debrief is made of, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from backend.db import Unit
from backend.drills import repository as drills
from backend.drills.control import led
from backend.drills.models import DrillRow
from backend.identity.models import User
from backend.records.models import Record
from backend.schemas.grades import GradeOut
from safety_training.events import Logged

_MOST = 300  # results among which the best is looked for


@dataclass(frozen=True, slots=True)
class Graded:
    record: UUID
    user: UUID
    name: str
    grade: GradeOut


@dataclass(frozen=True, slots=True)
class Best:
    """The best run of the same scenario by somebody else, or at another time."""

    row: DrillRow
    inputs: list[Logged]
    user: UUID
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Past:
    row: DrillRow
    inputs: list[Logged]
    graded: list[Graded]
    best: Best | None


async def read(unit: Unit, user: User, drill: UUID) -> Past:
    """Raises Refusal 404, 403."""
    row = await led(unit, user, drill)
    query = select(Record, User.name).join(User, User.id == Record.user_id).where(Record.subject == drill)
    found = (await unit.session.execute(query.order_by(User.name, User.id))).all()
    graded = [Graded(record.id, record.user_id, name, GradeOut.model_validate(record.grade)) for record, name in found]
    return Past(row, await drills.inputs(unit, drill), graded, await _best(unit, row))


async def _best(unit: Unit, row: DrillRow) -> Best | None:
    query = select(Record, DrillRow, User.name).join(DrillRow, DrillRow.id == Record.subject)
    query = query.join(User, User.id == Record.user_id).where(
        DrillRow.scenario == row.scenario,
        DrillRow.scenario_hash == row.scenario_hash,
        DrillRow.rules == row.rules,
        DrillRow.id != row.id,
        or_(DrillRow.group_id.is_(None), DrillRow.group_id == row.group_id),  # no person of another group is shown
    )
    rows = (await unit.session.execute(query.order_by(Record.finished_at.desc(), Record.id).limit(_MOST))).all()
    passed = [(record.grade["score"], record, drill, name) for record, drill, name in rows if record.grade["passed"]]
    if not passed:
        return None
    score, record, drill, name = max(passed, key=lambda item: item[0])
    return Best(drill, await drills.inputs(unit, drill.id), record.user_id, name, score)
