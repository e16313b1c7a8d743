from __future__ import annotations

from fastapi import APIRouter

from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.records import service
from backend.schemas import RecordOut
from backend.server import UnitDep

router = APIRouter(prefix="/records", tags=["records"])


@router.get("", responses=problems(401))
async def own_records(unit: UnitDep, user: CurrentUser) -> list[RecordOut]:
    """What one has finished, newest first. Only one's own: nobody can ask for another's."""
    return await service.own(unit, user)
