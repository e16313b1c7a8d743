from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from backend.db import Unit, now
from backend.xapi.models import XapiStatement


async def add(unit: Unit, rows: list[dict[str, Any]]) -> None:
    """Those that are there already stay as they are."""
    if rows:
        await unit.insert_many_once(XapiStatement, rows)


async def waiting(unit: Unit, most: int) -> Sequence[XapiStatement]:
    """The next to go out, in order."""
    key = (XapiStatement.created_at, XapiStatement.registration, XapiStatement.place)
    query = select(XapiStatement).where(XapiStatement.state == "waiting").order_by(*key).limit(most)
    return (await unit.session.scalars(query)).all()


async def mark(unit: Unit, ids: Sequence[UUID], state: str, error: str = "") -> None:
    sent_at = now() if state == "sent" else None
    statement = update(XapiStatement).where(XapiStatement.id.in_(ids))
    await unit.session.execute(statement.values(state=state, sent_at=sent_at, error=error))


async def counts(unit: Unit) -> dict[str, int]:
    query = select(XapiStatement.state, func.count()).group_by(XapiStatement.state)
    rows = (await unit.session.execute(query)).all()
    return {str(row[0]): int(row[1]) for row in rows}


async def oldest_waiting(unit: Unit) -> datetime | None:
    query = select(func.min(XapiStatement.created_at)).where(XapiStatement.state == "waiting")
    found: datetime | None = await unit.session.scalar(query)
    return found


async def last_sent(unit: Unit) -> datetime | None:
    found: datetime | None = await unit.session.scalar(select(func.max(XapiStatement.sent_at)))
    return found


async def refused(unit: Unit, most: int) -> Sequence[XapiStatement]:
    query = select(XapiStatement).where(XapiStatement.state == "refused").order_by(XapiStatement.created_at).limit(most)
    return (await unit.session.scalars(query)).all()


async def retry_refused(unit: Unit) -> int:
    statement = update(XapiStatement).where(XapiStatement.state == "refused").values(state="waiting")
    result = await unit.session.execute(statement)
    return int(getattr(result, "rowcount", 0))


async def of_subject(unit: Unit, subject: UUID, user: UUID | None = None) -> Sequence[XapiStatement]:
    """user : only this person's."""
    query = select(XapiStatement).where(XapiStatement.subject == subject)
    if user is not None:
        query = query.where(XapiStatement.user_id == user)
    return (await unit.session.scalars(query.order_by(XapiStatement.registration, XapiStatement.place))).all()


async def forget_sent(unit: Unit, before: datetime) -> int:
    """Drops what an LRS has had since before that moment."""
    statement = delete(XapiStatement).where(XapiStatement.state == "sent", XapiStatement.sent_at < before)
    return int(getattr(await unit.session.execute(statement), "rowcount", 0))


async def forget_person(unit: Unit, user: UUID) -> None:
    await unit.session.execute(delete(XapiStatement).where(XapiStatement.user_id == user))
