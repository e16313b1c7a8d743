from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.db import Unit
from backend.progress.models import Progress


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Progress, **values)


async def get(unit: Unit, user: UUID, task: str) -> Progress:
    return await unit.session.get_one(Progress, (user, task), with_for_update=True)


async def count(unit: Unit, user: UUID) -> int:
    query = select(func.count()).select_from(Progress).where(Progress.user_id == user)
    return int(await unit.session.scalar(query) or 0)


async def of_user(unit: Unit, user: UUID) -> Sequence[Progress]:
    query = select(Progress).where(Progress.user_id == user).order_by(Progress.task)
    return (await unit.session.scalars(query)).all()
