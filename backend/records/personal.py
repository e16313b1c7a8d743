"""What belongs to a person: all of it as JSON, and all of it forgotten.

What is forgotten at once: name, e-mail, password, key, visits, progress, groups, leases, appeals, statements not yet sent, and the
logs of drills that nobody else was in. What stays without a name: the result of a drill (its record is to be kept, see
retention.toml), what was suggested to the mayor, and a certificate's number, as withdrawn. The log of a drill with others in it
belongs to them as well, and goes when the drill's record goes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.inspection import inspect

from backend.appeals.models import Appeal
from backend.certificates import repository as certificates
from backend.certificates.models import Certificate
from backend.db import Base, Unit
from backend.drills.models import DrillInputRow, DrillRow
from backend.errors import conflict
from backend.groups.models import GroupMember
from backend.identity.models import User
from backend.launches.models import Launch
from backend.leases.models import Lease
from backend.progress.models import Progress
from backend.records.models import Record
from backend.schemas.identity import Role
from backend.sessions.models import Visit
from backend.suggestions.models import Suggestion
from backend.xapi import repository as xapi
from backend.xapi.models import XapiStatement

NOBODY = "(지워진 사람)"
_SECRET = {"secret_hash", "password_hash"}
_OWN: tuple[type[Any], ...] = (
    Visit, Progress, Suggestion, Lease, Record, Certificate, Appeal, Launch, GroupMember, XapiStatement,
)  # fmt: skip


async def export(unit: Unit, user: User) -> dict[str, Any]:
    """Every row of every table that is the person's, by table; and what the person did in drills."""
    found: dict[str, Any] = {"users": [_plain(await unit.session.get(User, user.id))]}
    for model in _OWN:
        rows = (await unit.session.scalars(select(model).where(model.user_id == user.id))).all()
        found[model.__tablename__] = [_plain(row) for row in rows]
    inputs = select(DrillInputRow).where(DrillInputRow.participant == str(user.id))
    rows = (await unit.session.scalars(inputs.order_by(DrillInputRow.drill_id, DrillInputRow.n))).all()
    found["drill_inputs"] = [_plain(row) for row in rows]
    return found


def _plain(row: Base | None) -> dict[str, Any]:
    """A row as JSON, without what only serves to prove who one is."""
    if row is None:
        return {}
    columns = inspect(type(row)).columns
    return {c.key: _json(getattr(row, c.key)) for c in columns if c.key not in _SECRET}


def _json(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


async def forget(unit: Unit, user: User) -> list[tuple[UUID, str]]:
    """The drills whose logs went, with their seals: see leftovers.

    Raises Refusal 409 `has_duties` for trainers, staff and administrators, 409 `in_drill` in the middle of a drill."""
    row = await unit.session.get(User, user.id, with_for_update=True)
    if row is None:
        return []
    if row.role not in (Role.guest, Role.citizen):
        ko, en = "담당자 계정은 관리자에게 부탁해 주세요.", "Please ask an administrator to end an account with duties."
        raise conflict("has_duties", ko, en)
    drills = await _drills(unit, row.id)
    if any(drill.state == "running" for drill in drills):
        raise conflict("in_drill", "진행 중인 훈련이 있습니다.", "You are in a drill that is still running.")
    await certificates.forget_person(unit, row.id, NOBODY)
    await xapi.forget_person(unit, row.id)
    await unit.session.execute(update(Launch).where(Launch.user_id == row.id).values(user_id=None))
    leases = delete(Record).where(Record.user_id == row.id, Record.kind == "lease", Record.id.not_in(_certified()))
    for statement in (delete(Appeal).where(Appeal.user_id == row.id), leases):
        await unit.session.execute(statement)
    for model in (Visit, Progress, Lease, GroupMember):
        await unit.session.execute(delete(model).where(model.user_id == row.id))
    gone = [(drill.id, drill.seal) for drill in drills if await _is_alone(unit, drill, row.id)]
    await _forget_logs(unit, [drill for drill, _ in gone])
    row.name, row.role, row.email, row.password_hash, row.secret_hash = NOBODY, Role.guest.value, None, None, None
    return gone


def _certified() -> Any:
    return select(Certificate.record_id)


async def _drills(unit: Unit, user: UUID) -> list[DrillRow]:
    query = select(DrillRow).where(
        DrillRow.id.in_(select(DrillInputRow.drill_id).where(DrillInputRow.participant == str(user)))
    )
    return list((await unit.session.scalars(query)).all())


async def _is_alone(unit: Unit, drill: DrillRow, user: UUID) -> bool:
    """Whether nobody else is in its log."""
    others = (
        select(DrillInputRow.n)
        .where(DrillInputRow.drill_id == drill.id, DrillInputRow.participant != str(user))
        .limit(1)
    )
    return await unit.session.scalar(others) is None


async def _forget_logs(unit: Unit, drills: list[UUID]) -> None:
    await unit.session.execute(delete(DrillInputRow).where(DrillInputRow.drill_id.in_(drills)))
    await unit.session.execute(update(DrillRow).where(DrillRow.id.in_(drills)).values(seal=""))
