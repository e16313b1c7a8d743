from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.db import Unit
from backend.drills.models import DrillRow
from backend.groups.models import Group
from backend.identity.models import User
from backend.records.models import Record

Result = tuple[Record, str, DrillRow, str | None]  # with the person's name, the drill, the group's name


async def results(
    unit: Unit, most: int, drill: UUID | None = None, group: UUID | None = None, since: datetime | None = None
) -> Sequence[Result]:
    """What was finished in drills, oldest first."""
    query = (
        select(Record, User.name, DrillRow, Group.name)
        .join(User, User.id == Record.user_id)
        .join(DrillRow, DrillRow.id == Record.subject)
        .outerjoin(Group, Group.id == DrillRow.group_id)
        .where(Record.kind == "drill")
    )
    if drill is not None:
        query = query.where(DrillRow.id == drill)
    if group is not None:
        query = query.where(DrillRow.group_id == group)
    if since is not None:
        query = query.where(Record.finished_at >= since)
    rows = (await unit.session.execute(query.order_by(Record.finished_at, User.name, Record.id).limit(most))).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def names(unit: Unit, users: Sequence[UUID]) -> dict[UUID, str]:
    query = select(User.id, User.name).where(User.id.in_(users))
    return {row[0]: row[1] for row in (await unit.session.execute(query)).all()}
