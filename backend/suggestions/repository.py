from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from backend.db import Unit
from backend.suggestions.models import Suggestion


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Suggestion, **values)


async def by_id(unit: Unit, suggestion: UUID) -> Suggestion | None:
    return await unit.session.get(Suggestion, suggestion, with_for_update=True)


async def of_user(unit: Unit, user: UUID, most: int) -> Sequence[Suggestion]:
    query = select(Suggestion).where(Suggestion.user_id == user)
    return (await unit.session.scalars(query.order_by(Suggestion.created_at.desc(), Suggestion.id).limit(most))).all()


async def everybodys(unit: Unit, answered: bool, most: int) -> Sequence[Suggestion]:
    """Unanswered: who waits longest first. Answered: the newest answers first."""
    query = select(Suggestion).options(joinedload(Suggestion.author))
    if answered:
        query = query.where(Suggestion.answered_at.is_not(None)).order_by(Suggestion.answered_at.desc(), Suggestion.id)
    else:
        query = query.where(Suggestion.answered_at.is_(None)).order_by(Suggestion.created_at, Suggestion.id)
    return (await unit.session.scalars(query.limit(most))).all()
