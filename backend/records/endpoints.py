from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.records import leftovers, personal, service
from backend.schemas.records import RecordOut
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["records"])


@router.get("/records", responses=problems(401))
async def own_records(unit: UnitDep, user: CurrentUser) -> list[RecordOut]:
    """What one has finished, newest first. Only one's own: nobody can ask for another's."""
    return await service.own(unit, user)


@router.get("/me/data", responses=problems(401))
async def own_data(unit: UnitDep, user: CurrentUser) -> dict[str, Any]:
    """Everything that is kept of oneself, by table."""
    return await personal.export(unit, user)


@router.delete("/me", status_code=204, responses=problems(401, 409))
async def forget_me(server: ServerDep, unit: UnitDep, user: CurrentUser) -> None:
    """End one's account and be forgotten. Results of drills stay without a name for as long as they are to be kept."""
    gone = await personal.forget(unit, user)
    unit.after_commit(lambda: leftovers.forget(server.settings.data_dir, gone))
