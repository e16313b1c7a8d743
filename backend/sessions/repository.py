from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.db import Unit
from backend.sessions.models import Visit


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Visit, **values)


async def by_id(unit: Unit, visit: UUID) -> Visit | None:
    return await unit.session.get(Visit, visit, with_for_update=True)


async def of_user(unit: Unit, user: UUID, most: int) -> Sequence[Visit]:
    query = select(Visit).where(Visit.user_id == user).order_by(Visit.started_at.desc(), Visit.id).limit(most)
    return (await unit.session.scalars(query)).all()
