"""What somebody has finished, with its grade. Written in the transaction that finishes it, and never twice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from backend.appeals import repository as appeals
from backend.certificates import repository as certificates
from backend.db import Unit
from backend.identity.models import User
from backend.records import repository
from backend.records.models import Record
from backend.schemas.grades import GradeOut
from backend.schemas.records import RecordOut

MOST = 200


async def write(
    unit: Unit,
    user: UUID,
    kind: str,
    subject: UUID,
    titles: tuple[str, str],
    finished_at: datetime,
    grade: GradeOut,
    state_hash: str = "",
) -> None:
    """titles : Korean, English. Written again (a retry after a lost commit) it changes nothing."""
    await repository.add(
        unit,
        id=uuid5(subject, str(user)),
        user_id=user,
        kind=kind,
        subject=subject,
        title_ko=titles[0],
        title_en=titles[1],
        finished_at=finished_at,
        grade=grade.model_dump(mode="json"),
        state_hash=state_hash,
    )


def out(row: Record, language: str, appeal: str = "", certificate: str = "") -> RecordOut:
    title = row.title_en if language == "en" else row.title_ko
    return RecordOut.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "subject": row.subject,
            "title": title,
            "finished_at": row.finished_at,
            "grade": row.grade,
            "state_hash": row.state_hash,
            "corrected": row.corrected,
            "appeal": appeal,
            "certificate": certificate,
        }
    )


async def own(unit: Unit, user: User) -> list[RecordOut]:
    rows = await repository.of_user(unit, user.id, MOST)
    ids = [row.id for row in rows]
    states, numbers = await appeals.states(unit, ids), await certificates.of_records(unit, ids)
    return [out(row, user.language, states.get(row.id, ""), numbers.get(row.id, "")) for row in rows]
