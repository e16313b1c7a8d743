from __future__ import annotations

from fastapi import APIRouter

from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.progress import service
from backend.schemas.progress import ProgressIn, ProgressOut
from backend.schemas.wire import TaskId
from backend.server import UnitDep

router = APIRouter(prefix="/progress", tags=["progress"])


@router.put("/{task}", responses=problems(401, 409))
async def put_progress(task: TaskId, body: ProgressIn, unit: UnitDep, user: CurrentUser) -> ProgressOut:
    """Say how far one is with a task. The newest `at` wins; the answer is what is kept."""
    return await service.put(unit, user, task, body)


@router.get("", responses=problems(401))
async def own_progress(unit: UnitDep, user: CurrentUser) -> list[ProgressOut]:
    return await service.own(unit, user)
