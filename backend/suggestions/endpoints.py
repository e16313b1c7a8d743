from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from backend.errors import problems
from backend.identity.deps import CurrentUser, StaffUser
from backend.schemas.suggestions import AnswerIn, SeenIn, StaffSuggestionOut, SuggestionIn, SuggestionOut
from backend.server import ServerDep, UnitDep
from backend.suggestions import service

router = APIRouter(tags=["suggestions"])


@router.put("/suggestions/{id}", responses=problems(401, 409))
async def put_suggestion(id: UUID, body: SuggestionIn, unit: UnitDep, user: CurrentUser) -> SuggestionOut:
    return await service.put(unit, user, id, body)


@router.get("/suggestions", responses=problems(401))
async def own_suggestions(unit: UnitDep, user: CurrentUser) -> list[SuggestionOut]:
    """One's own, newest first, with the answers."""
    return await service.own(unit, user)


@router.put("/suggestions/{id}/seen", responses=problems(401, 404))
async def put_seen(id: UUID, unit: UnitDep, user: CurrentUser, body: SeenIn | None = None) -> SuggestionOut:
    """The author has read the answer."""
    return await service.seen(unit, user, id)


@router.put("/suggestions/{id}/answer", responses=problems(401, 403, 404))
async def put_answer(id: UUID, body: AnswerIn, server: ServerDep, unit: UnitDep, staff: StaffUser) -> SuggestionOut:
    """Staff only."""
    return await service.answer(unit, server.hub, staff, id, body.answer)


@router.get("/staff/suggestions", responses=problems(401, 403))
async def all_suggestions(
    unit: UnitDep, staff: StaffUser, state: Literal["received", "answered"] = "received"
) -> list[StaffSuggestionOut]:
    """Staff only: everybody's. Unanswered: who waits longest first; answered: newest answer first."""
    return await service.for_staff(unit, state == "answered")
