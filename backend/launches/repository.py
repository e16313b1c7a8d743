from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.db import Unit
from backend.drills.models import DrillRow
from backend.launches.models import Launch
from backend.records.models import Record


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Launch, **values)


async def by_id(unit: Unit, launch: UUID) -> Launch | None:
    return await unit.session.get(Launch, launch)


async def by_code(unit: Unit, code: str) -> Launch | None:
    found: Launch | None = await unit.session.scalar(select(Launch).where(Launch.code == code))
    return found


async def claim(unit: Unit, launch: UUID, user: UUID, at: datetime) -> None:
    """The first one has it."""
    statement = update(Launch).where(Launch.id == launch, Launch.user_id.is_(None)).values(user_id=user, claimed_at=at)
    await unit.session.execute(statement.execution_options(synchronize_session="fetch"))


async def finished(unit: Unit, launch: Launch) -> list[tuple[Record, int]]:
    """What its learner has finished of that drill since, with its ticks."""
    if launch.user_id is None or launch.claimed_at is None:
        return []
    query = (
        select(Record, DrillRow.tick)
        .join(DrillRow, DrillRow.id == Record.subject)
        .where(
            Record.user_id == launch.user_id,
            Record.finished_at >= launch.claimed_at,
            DrillRow.scenario == launch.scenario,
            DrillRow.mode == launch.mode,
        )
        .order_by(Record.finished_at)
    )
    return [(row[0], row[1]) for row in (await unit.session.execute(query)).all()]
