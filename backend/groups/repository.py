from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select

from backend.db import Unit
from backend.drills.models import DrillRow
from backend.groups.models import Group, GroupMember
from backend.identity.models import User
from backend.records.models import Record


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Group, **values)


async def by_id(unit: Unit, group: UUID) -> Group | None:
    return await unit.session.get(Group, group)


async def every(unit: Unit) -> Sequence[Group]:
    return (await unit.session.scalars(select(Group).order_by(Group.name, Group.id))).all()


async def trained_by(unit: Unit, user: UUID) -> Sequence[Group]:
    of = GroupMember
    query = select(Group).join(of, of.group_id == Group.id).where(of.user_id == user, of.part == "trainer")
    return (await unit.session.scalars(query.order_by(Group.name, Group.id))).all()


async def is_trainer(unit: Unit, group: UUID, user: UUID) -> bool:
    of = GroupMember
    query = select(exists().where(of.group_id == group, of.user_id == user, of.part == "trainer"))
    return bool(await unit.session.scalar(query))


async def members(unit: Unit, group: UUID) -> Sequence[tuple[GroupMember, str]]:
    """With their names; trainers first."""
    query = select(GroupMember, User.name).join(User, User.id == GroupMember.user_id)
    query = query.where(GroupMember.group_id == group).order_by(GroupMember.part.desc(), User.name, User.id)
    return [(member, name) for member, name in (await unit.session.execute(query)).all()]


async def put_member(unit: Unit, **values: Any) -> None:
    if not await unit.insert_once(GroupMember, **values):
        member = await unit.session.get(GroupMember, (values["group_id"], values["user_id"]))
        if member is not None:
            member.part = values["part"]


async def remove_member(unit: Unit, group: UUID, user: UUID) -> None:
    await unit.session.execute(delete(GroupMember).where(GroupMember.group_id == group, GroupMember.user_id == user))


async def results(unit: Unit, group: UUID, most: int) -> Sequence[tuple[Record, DrillRow, str]]:
    """The newest, oldest first: record, drill, the person's name."""
    query = select(Record, DrillRow, User.name).join(DrillRow, DrillRow.id == Record.subject)
    query = query.join(User, User.id == Record.user_id).where(DrillRow.group_id == group, Record.kind == "drill")
    rows = (await unit.session.execute(query.order_by(Record.finished_at.desc(), Record.id).limit(most))).all()
    return [(record, drill, name) for record, drill, name in reversed(rows)]
