from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, literal, select, update

from backend.db import Unit
from backend.drills.live import Injection
from backend.drills.models import DrillInputRow, DrillRow, InjectionRow
from safety_training.events import Logged, action_to_dict
from safety_training.wire import action_from_dict


async def add(unit: Unit, **values: Any) -> bool:
    """False if the id is there already or the room has a running drill."""
    return await unit.insert_once(DrillRow, **values)


async def by_id(unit: Unit, drill: UUID) -> DrillRow | None:
    return await unit.session.get(DrillRow, drill)


async def running(unit: Unit) -> Sequence[DrillRow]:
    query = select(DrillRow).where(DrillRow.state == "running").order_by(DrillRow.started_at)
    return (await unit.session.scalars(query)).all()


async def running_in(unit: Unit, room: str) -> DrillRow | None:
    found: DrillRow | None = await unit.session.scalar(
        select(DrillRow).where(DrillRow.state == "running", DrillRow.room == room)
    )
    return found


async def inputs(unit: Unit, drill: UUID) -> list[Logged]:
    query = select(DrillInputRow).where(DrillInputRow.drill_id == drill).order_by(DrillInputRow.n)
    rows = (await unit.session.scalars(query)).all()
    return [Logged(row.tick, row.participant, row.seq, action_from_dict(row.action)) for row in rows]


async def took_part(unit: Unit, drill: UUID, user: UUID) -> bool:
    query = select(exists().where(DrillInputRow.drill_id == drill, DrillInputRow.participant == str(user)))
    return bool(await unit.session.scalar(query))


async def append(unit: Unit, drill: UUID, first: int, logged: Sequence[Logged]) -> None:
    """Inputs number `first` and on. A row that a lost commit did write after all stays as it is."""
    rows = [
        {
            "drill_id": drill,
            "n": first + k,
            "tick": entry.tick,
            "participant": entry.participant,
            "seq": entry.seq,
            "action": action_to_dict(entry.action),
        }
        for k, entry in enumerate(logged)
    ]
    if rows:
        await unit.insert_many_once(DrillInputRow, rows)


async def copy_inputs(unit: Unit, source: UUID, target: UUID, count: int) -> None:
    """The first `count` inputs of one drill become those of another."""
    of = DrillInputRow
    first = select(literal(target, of.drill_id.type), of.n, of.tick, of.participant, of.seq, of.action).where(
        of.drill_id == source, of.n < count
    )
    names = ["drill_id", "n", "tick", "participant", "seq", "action"]
    await unit.session.execute(insert(of).from_select(names, first))


async def add_injections(unit: Unit, drill: UUID, injections: Sequence[Injection]) -> None:
    rows = [
        {"id": i.id, "drill_id": drill, "by": i.by, "tick": i.tick, "action": action_to_dict(i.action), "at": i.at}
        for i in injections
    ]
    if rows:
        await unit.insert_many_once(InjectionRow, rows)


async def add_talk(unit: Unit, id: UUID, drill: UUID, *, by: UUID, tick: int, to: str, at: datetime) -> None:
    """That a trainer began to talk; beside what they did, but no input of the drill."""
    action = {"kind": "talk", "control": "talk", "target": to, "value": 0.0, "what": ""}
    await unit.insert_many_once(
        InjectionRow, [{"id": id, "drill_id": drill, "by": by, "tick": tick, "action": action, "at": at}]
    )


async def injection(unit: Unit, injection: UUID) -> InjectionRow | None:
    return await unit.session.get(InjectionRow, injection)


async def injections(unit: Unit, drill: UUID) -> Sequence[InjectionRow]:
    query = select(InjectionRow).where(InjectionRow.drill_id == drill).order_by(InjectionRow.tick, InjectionRow.at)
    return (await unit.session.scalars(query)).all()


async def newest(unit: Unit, most: int, **where: Any) -> Sequence[DrillRow]:
    query = select(DrillRow).filter_by(**where).order_by(DrillRow.started_at.desc()).limit(most)
    return (await unit.session.scalars(query)).all()


async def set_paused(unit: Unit, drill: UUID, paused: bool) -> bool:
    return await _set(unit, drill, paused=paused)


async def set_tick(unit: Unit, drill: UUID, tick: int) -> bool:
    return await _set(unit, drill, tick=tick)


async def end(unit: Unit, drill: UUID, state: str, ended_at: datetime, **values: Any) -> bool:
    """False if it had ended before."""
    return await _set(unit, drill, state=state, ended_at=ended_at, **values)


async def _set(unit: Unit, drill: UUID, **values: Any) -> bool:
    statement = update(DrillRow).where(DrillRow.id == drill, DrillRow.state == "running").values(**values)
    result = await unit.session.execute(statement.execution_options(synchronize_session="fetch"))
    return bool(getattr(result, "rowcount", 0))
