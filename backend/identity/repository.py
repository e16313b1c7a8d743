from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.db import Unit
from backend.identity.models import User


async def by_id(unit: Unit, user: UUID, *, lock: bool = False) -> User | None:
    return await unit.session.get(User, user, with_for_update=lock or None)


async def by_email(unit: Unit, email: str) -> User | None:
    found: User | None = await unit.session.scalar(select(User).where(User.email == email))
    return found


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(User, **values)
