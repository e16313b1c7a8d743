from __future__ import annotations

from uuid import UUID

from backend.db import Unit
from backend.errors import id_taken
from backend.identity.models import User
from backend.schemas.sessions import SessionIn, SessionOut
from backend.sessions import repository
from backend.sessions.models import Visit

MOST = 200


def out(visit: Visit) -> SessionOut:
    return SessionOut(
        id=visit.id,
        place=visit.place,
        device=visit.device,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
    )


async def put(unit: Unit, user: User, visit_id: UUID, body: SessionIn) -> SessionOut:
    """Begin a visit, or end it. What has ended stays ended, in whatever order the two arrive."""
    values = {"place": body.place, "device": body.device, "started_at": body.started_at, "ended_at": body.ended_at}
    await repository.add(unit, id=visit_id, user_id=user.id, **values)
    visit = await repository.by_id(unit, visit_id)
    if visit is None or visit.user_id != user.id:
        raise id_taken()
    if (visit.place, visit.device, visit.started_at) != (body.place, body.device, body.started_at):
        raise id_taken()
    visit.ended_at = visit.ended_at or body.ended_at
    return out(visit)


async def own(unit: Unit, user: User) -> list[SessionOut]:
    return [out(visit) for visit in await repository.of_user(unit, user.id, MOST)]
