from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from backend.errors import problems
from backend.groups import service
from backend.identity.deps import CurrentUser
from backend.schemas.groups import GroupIn, GroupOut, MemberIn, ResultOut
from backend.server import UnitDep

router = APIRouter(prefix="/groups", tags=["groups"])


@router.get("", responses=problems(401, 403))
async def own_groups(unit: UnitDep, user: CurrentUser) -> list[GroupOut]:
    """Trainers only: the groups one trains; for an administrator all."""
    return await service.own(unit, user)


@router.put("/{id}", responses=problems(401, 403, 409))
async def put_group(id: UUID, body: GroupIn, unit: UnitDep, user: CurrentUser) -> GroupOut:
    """Trainers only: make a group, whose trainer one then is, or name it anew."""
    return await service.put(unit, user, id, body)


@router.get("/{id}", responses=problems(401, 403, 404))
async def get_group(id: UUID, unit: UnitDep, user: CurrentUser) -> GroupOut:
    return await service.get(unit, user, id)


@router.put("/{id}/members/{member}", responses=problems(401, 403, 404))
async def put_member(id: UUID, member: UUID, body: MemberIn, unit: UnitDep, user: CurrentUser) -> GroupOut:
    return await service.put_member(unit, user, id, member, body)


@router.delete("/{id}/members/{member}", responses=problems(401, 403, 404))
async def remove_member(id: UUID, member: UUID, unit: UnitDep, user: CurrentUser) -> GroupOut:
    return await service.remove_member(unit, user, id, member)


@router.get("/{id}/results", responses=problems(401, 403, 404))
async def results(id: UUID, unit: UnitDep, user: CurrentUser) -> list[ResultOut]:
    """What its people have finished in the group's drills, oldest first."""
    return await service.results(unit, user, id)
