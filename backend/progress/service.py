from __future__ import annotations

from backend.db import Unit
from backend.errors import conflict
from backend.identity.models import User
from backend.progress import repository
from backend.progress.models import Progress
from backend.schemas.progress import ProgressIn, ProgressOut

MOST = 500  # tasks a person: there are dozens, so that more is a fault or malice


def out(row: Progress) -> ProgressOut:
    return ProgressOut.model_validate({"task": row.task, "state": row.state, "at": row.at, "detail": row.detail})


async def put(unit: Unit, user: User, task: str, body: ProgressIn) -> ProgressOut:
    """Keep what was said last by the client's own clock, whatever arrives last here."""
    values = {"state": body.state, "at": body.at, "detail": body.detail}
    new = await repository.add(unit, user_id=user.id, task=task, **values)
    if new and await repository.count(unit, user.id) > MOST:
        raise conflict("too_many_tasks", "기록할 수 있는 일이 너무 많습니다.", "There are too many tasks.")
    row = await repository.get(unit, user.id, task)
    if body.at > row.at:
        row.state, row.at, row.detail = body.state, body.at, body.detail
    return out(row)


async def own(unit: Unit, user: User) -> list[ProgressOut]:
    return [out(row) for row in await repository.of_user(unit, user.id)]
