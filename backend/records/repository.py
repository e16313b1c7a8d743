from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.db import Unit
from backend.records.models import Record


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Record, **values)


async def of_user(unit: Unit, user: UUID, most: int) -> Sequence[Record]:
    query = select(Record).where(Record.user_id == user).order_by(Record.finished_at.desc(), Record.id).limit(most)
    return (await unit.session.scalars(query)).all()


async def of_subject(unit: Unit, subject: UUID, user: UUID) -> Record | None:
    found: Record | None = await unit.session.scalar(
        select(Record).where(Record.subject == subject, Record.user_id == user)
    )
    return found
