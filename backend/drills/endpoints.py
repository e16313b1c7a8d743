from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from backend.drills import service
from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.schemas import DrillIn, DrillLogOut, DrillOut, ScenarioOut
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["drills"])


@router.get("/scenarios", responses=problems())
async def scenarios() -> list[ScenarioOut]:
    """What drills there are."""
    return service.scenarios()


@router.put("/drills/{id}", responses=problems(401, 404, 409))
async def put_drill(id: UUID, body: DrillIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> DrillOut:
    """Start a drill in a room. Where one runs already: 409 `room_busy` with its id, to be joined.

    It gives way to a new one if its people have been gone for a minute, or if it is the asker's own and nobody else is in it.
    """
    return await service.put(unit, server.drills, user, id, body)


@router.get("/drills/{id}", responses=problems(401, 404))
async def get_drill(id: UUID, server: ServerDep, unit: UnitDep, user: CurrentUser) -> DrillOut:
    """How it stands, with one's own grade once it is over. For those who take part, and for trainers."""
    return await service.get(unit, server.drills, user, id)


@router.get("/drills/{id}/log", responses=problems(401, 404))
async def get_drill_log(id: UUID, unit: UnitDep, user: CurrentUser) -> DrillLogOut:
    """All one needs to compute the drill again. For those who took part, and for trainers."""
    return await service.drill_log(unit, user, id)
