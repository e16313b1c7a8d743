from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.schemas.sessions import SessionIn, SessionOut
from backend.server import UnitDep
from backend.sessions import service

router = APIRouter(prefix="/sessions", tags=["sessions"])


@router.put("/{id}", responses=problems(401, 409))
async def put_session(id: UUID, body: SessionIn, unit: UnitDep, user: CurrentUser) -> SessionOut:
    """Say that a visit began; the same again with `ended_at` when it is over."""
    return await service.put(unit, user, id, body)


@router.get("", responses=problems(401))
async def own_sessions(unit: UnitDep, user: CurrentUser) -> list[SessionOut]:
    """One's own visits, newest first."""
    return await service.own(unit, user)
