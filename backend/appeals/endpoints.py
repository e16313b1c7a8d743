from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from backend.appeals import service
from backend.errors import problems
from backend.identity.deps import TRAINERS, CurrentUser, any_of
from backend.identity.models import User
from backend.schemas.appeals import AppealIn, AppealOut, RulingIn, TrainerAppealOut
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["appeals"])
Trainer = Annotated[User, Depends(any_of(*TRAINERS))]


@router.put("/records/{id}/appeal", responses=problems(401, 404, 409))
async def put_appeal(id: UUID, body: AppealIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> AppealOut:
    """Appeal the grade of one's own drill. The drill is computed again at once; a trainer answers later."""
    server.limits.take(("paper", user.id), server.settings.rate_paper)
    await unit.commit()  # what follows opens units of its own
    return await service.put(server, user, id, body)


@router.get("/records/{id}/appeal", responses=problems(401, 404))
async def get_appeal(id: UUID, unit: UnitDep, user: CurrentUser) -> AppealOut:
    """How the appeal stands."""
    return await service.get(unit, user, id)


@router.get("/appeals", responses=problems(401, 403))
async def appeals(unit: UnitDep, user: Trainer) -> list[TrainerAppealOut]:
    """Everybody's, open ones first."""
    return await service.every(unit, user)


@router.put("/appeals/{id}/ruling", responses=problems(401, 403, 404, 409))
async def rule(id: UUID, body: RulingIn, server: ServerDep, unit: UnitDep, user: Trainer) -> AppealOut:
    """Answer an appeal: the grade stands, or it is corrected."""
    return await service.rule(unit, user, id, body, server.settings.xapi_home_page)
