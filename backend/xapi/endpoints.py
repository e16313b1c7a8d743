from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from backend.drills.service import visible
from backend.errors import problems
from backend.groups.service import leads
from backend.identity.deps import TRAINERS, CurrentUser, any_of
from backend.identity.models import User
from backend.schemas.xapi import OutboxOut, RefusedStatement
from backend.server import ServerDep, UnitDep
from backend.xapi import repository

router = APIRouter(tags=["xapi"])
Trainer = Annotated[User, Depends(any_of(*TRAINERS))]
_SHOWN = 20


@router.get("/xapi/outbox", responses=problems(401, 403))
async def outbox_state(server: ServerDep, unit: UnitDep, user: Trainer) -> OutboxOut:
    """How many statements wait, have gone, were refused; and what the learning record store said last."""
    counts = await repository.counts(unit)
    standing, sender = server.outbox.standing, server.outbox.sender
    return OutboxOut(
        store=sender.host if sender else "",
        waiting=counts.get("waiting", 0),
        sent=counts.get("sent", 0),
        refused=counts.get("refused", 0),
        oldest_waiting_at=await repository.oldest_waiting(unit),
        last_sent_at=await repository.last_sent(unit),
        last_error=standing.last_error,
        last_error_at=standing.last_error_at,
        next_try_at=standing.next_try_at,
        refusals=[RefusedStatement(id=row.id, why=row.error) for row in await repository.refused(unit, _SHOWN)],
    )


@router.post("/xapi/outbox/retry", responses=problems(401, 403))
async def retry(server: ServerDep, unit: UnitDep, user: Trainer) -> OutboxOut:
    """Try again at once, what was refused as well."""
    await repository.retry_refused(unit)
    unit.after_commit(server.outbox.wake)
    return await outbox_state(server, unit, user)


@router.get("/drills/{id}/statements", responses=problems(401, 404))
async def drill_statements(id: UUID, unit: UnitDep, user: CurrentUser) -> list[dict[str, Any]]:
    """The xAPI statements of a drill: who leads it sees everybody's, others their own."""
    row = await visible(unit, user, id)
    whose = None if await leads(unit, user, row.group_id) else user.id
    return [row.statement for row in await repository.of_subject(unit, id, whose)]
