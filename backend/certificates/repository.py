from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.certificates.models import Certificate
from backend.db import Unit, now


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Certificate, **values)


async def by_number(unit: Unit, number: str) -> Certificate | None:
    return await unit.session.get(Certificate, number)


async def of_records(unit: Unit, records: list[UUID]) -> dict[UUID, str]:
    """Numbers of those that have one, by record."""
    query = select(Certificate.record_id, Certificate.number).where(Certificate.record_id.in_(records))
    return {row[0]: row[1] for row in (await unit.session.execute(query)).all()}


async def set_score(unit: Unit, record: UUID, score: float) -> None:
    await unit.session.execute(update(Certificate).where(Certificate.record_id == record).values(score=score))


async def withdraw(unit: Unit, record: UUID) -> None:
    statement = update(Certificate).where(Certificate.record_id == record, Certificate.withdrawn_at.is_(None))
    await unit.session.execute(statement.values(withdrawn_at=now()))


async def forget_person(unit: Unit, user: UUID, name: str) -> None:
    """The number goes on to be known, as withdrawn; the name does not."""
    statement = update(Certificate).where(Certificate.user_id == user)
    await unit.session.execute(statement.values(name=name, withdrawn_at=now()))
