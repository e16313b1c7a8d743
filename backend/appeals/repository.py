from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_, select

from backend.appeals.models import Appeal
from backend.db import Unit
from backend.drills.models import DrillRow
from backend.identity.models import User
from backend.records.models import Record


async def add(unit: Unit, **values: Any) -> bool:
    """False if the record has one already, or the id is taken."""
    return await unit.insert_once(Appeal, **values)


async def by_id(unit: Unit, appeal: UUID, *, lock: bool = False) -> Appeal | None:
    return await unit.session.get(Appeal, appeal, with_for_update=lock or None)


async def of_record(unit: Unit, record: UUID) -> Appeal | None:
    found: Appeal | None = await unit.session.scalar(select(Appeal).where(Appeal.record_id == record))
    return found


async def states(unit: Unit, records: Sequence[UUID]) -> dict[UUID, str]:
    query = select(Appeal.record_id, Appeal.state).where(Appeal.record_id.in_(records))
    return {row[0]: row[1] for row in (await unit.session.execute(query)).all()}


async def every(unit: Unit, most: int, groups: Collection[UUID] | None) -> Sequence[tuple[Appeal, Record, str]]:
    """With the record and the author's name. groups : only those of their drills, and of drills without a group; None: all."""
    order = case((Appeal.state == "open", 0), else_=1)
    query = (
        select(Appeal, Record, User.name)
        .join(Record, Record.id == Appeal.record_id)
        .join(User, User.id == Appeal.user_id)
    )
    if groups is not None:
        query = query.join(DrillRow, DrillRow.id == Record.subject)
        query = query.where(or_(DrillRow.group_id.is_(None), DrillRow.group_id.in_(groups)))
    query = query.order_by(order, Appeal.created_at, Appeal.id).limit(most)
    return [(row[0], row[1], row[2]) for row in (await unit.session.execute(query)).all()]
