from __future__ import annotations

from uuid import UUID

from backend.db import Unit, now
from backend.errors import forbidden, id_taken, not_found
from backend.groups import repository
from backend.groups.models import Group
from backend.identity import repository as users
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.schemas.groups import GroupIn, GroupOut, MemberIn, MemberOut, ResultOut
from backend.schemas.identity import Role

MOST_RESULTS = 1000


def require_role(user: User) -> None:
    """Raises Refusal 403 for who is no trainer at all."""
    if user.role not in TRAINERS:
        raise forbidden()


async def leads(unit: Unit, user: User, group: UUID | None) -> bool:
    """Whether the user trains this group; without a group any trainer does. An administrator leads all."""
    if user.role == Role.admin:
        return True
    return user.role in TRAINERS and (group is None or await repository.is_trainer(unit, group, user.id))


async def require_trainer(unit: Unit, user: User, group: UUID | None) -> None:
    """Raises Refusal 403 unless the user leads this group."""
    if not await leads(unit, user, group):
        raise forbidden()


async def led_by(unit: Unit, user: User) -> set[UUID]:
    return {group.id for group in await _own(unit, user)}


async def _own(unit: Unit, user: User) -> list[Group]:
    require_role(user)
    found = await (repository.every(unit) if user.role == Role.admin else repository.trained_by(unit, user.id))
    return list(found)


async def own(unit: Unit, user: User) -> list[GroupOut]:
    """Those that the user trains; for an administrator all."""
    return [await out(unit, group) for group in await _own(unit, user)]


async def put(unit: Unit, user: User, group_id: UUID, body: GroupIn) -> GroupOut:
    """Make a group, whose trainer one then is, or give it another name."""
    require_role(user)
    if await repository.add(unit, id=group_id, name=body.name, created_by=user.id, created_at=now()):
        await repository.put_member(unit, group_id=group_id, user_id=user.id, part="trainer", added_at=now())
    group = await _get(unit, user, group_id, taken=True)
    group.name = body.name
    return await out(unit, group)


async def get(unit: Unit, user: User, group_id: UUID) -> GroupOut:
    return await out(unit, await _get(unit, user, group_id))


async def _get(unit: Unit, user: User, group_id: UUID, taken: bool = False) -> Group:
    require_role(user)
    group = await repository.by_id(unit, group_id)
    if group is None:
        raise not_found()
    if user.role != Role.admin and not await repository.is_trainer(unit, group_id, user.id):
        raise id_taken() if taken else not_found()
    return group


async def put_member(unit: Unit, user: User, group_id: UUID, member: UUID, body: MemberIn) -> GroupOut:
    group = await _get(unit, user, group_id)
    person = await users.by_id(unit, member)
    if person is None:
        raise not_found()
    if body.part == "trainer" and person.role not in TRAINERS:
        raise forbidden()
    await repository.put_member(unit, group_id=group_id, user_id=member, part=body.part, added_at=now())
    return await out(unit, group)


async def remove_member(unit: Unit, user: User, group_id: UUID, member: UUID) -> GroupOut:
    group = await _get(unit, user, group_id)
    await repository.remove_member(unit, group_id, member)
    return await out(unit, group)


async def results(unit: Unit, user: User, group_id: UUID) -> list[ResultOut]:
    await _get(unit, user, group_id)
    return [
        ResultOut(
            user=record.user_id,
            name=name,
            drill=drill.id,
            scenario=drill.scenario,
            mode=drill.mode,
            finished_at=record.finished_at,
            score=record.grade["score"],
            of=record.grade["of"],
            passed=record.grade["passed"],
            critical=record.grade["critical"],
        )
        for record, drill, name in await repository.results(unit, group_id, MOST_RESULTS)
    ]


async def out(unit: Unit, group: Group) -> GroupOut:
    rows = await repository.members(unit, group.id)
    members = [MemberOut.model_validate({"user": m.user_id, "name": name, "part": m.part}) for m, name in rows]
    return GroupOut(id=group.id, name=group.name, created_at=group.created_at, members=members)
