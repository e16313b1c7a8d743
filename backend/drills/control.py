"""What a trainer does to drills: let the clock stand, inject, go back in time, see what runs where.

A drill of a group is led by the group's trainers, any other by any trainer.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from backend.db import Unit, now
from backend.drills import repository, service
from backend.drills.keeper import log_of, standing_of
from backend.drills.live import Injection, LiveDrill, prefix
from backend.drills.models import DrillRow, InjectionRow
from backend.drills.service import busy
from backend.errors import Refusal, conflict, id_taken
from backend.groups import service as groups
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.schemas.drills import DrillOut, DrillSummary, InjectIn, InjectionOut, RewindIn
from backend.schemas.rooms import RoomOut
from safety_training.drill import RULES_VERSION, Drill
from safety_training.events import Inject
from safety_training.replay import DrillLog, replay
from safety_training.scenario import load_scenario
from safety_training.wire import action_from_dict

if TYPE_CHECKING:
    from backend.server import Server

MOST = 200


async def led(unit: Unit, user: User, drill_id: UUID) -> DrillRow:
    """The drill, for one who may lead it. Raises Refusal 403 for other trainers and for who took part, 404 for all others."""
    row = await repository.by_id(unit, drill_id)
    if row is None or user.role not in TRAINERS:
        row = await service.visible(unit, user, drill_id)
    await groups.require_trainer(unit, user, row.group_id)
    return row


async def pause(unit: Unit, server: Server, user: User, drill_id: UUID, paused: bool) -> DrillOut:
    """Once this is answered, the clock stands, and does so after a crash as well."""
    row = await led(unit, user, drill_id)
    if not await repository.set_paused(unit, drill_id, paused):
        raise over()
    unit.after_commit(lambda: server.drills.pause(drill_id, paused))
    return (await service.out(unit, server.drills, user, row)).model_copy(update={"paused": paused})


async def inject(server: Server, user: User, drill_id: UUID, injection: UUID, body: InjectIn) -> InjectionOut:
    """Opens its own units of work, and none while it waits for the next tick."""
    async with server.database.unit() as unit:
        await led(unit, user, drill_id)
        known = await repository.injection(unit, injection)
    if known is not None:
        return _same(known, drill_id, user, body)
    live = server.drills.get(drill_id)
    if live is None or live.ending is not None or live.held:
        raise over()
    wanted = Injection(injection, user.id, _action(body), now())
    done = await server.drills.saver.inject(live, wanted)
    return InjectionOut(**body.model_dump(), id=done.id, tick=done.tick, by=done.by, at=done.at)


def _action(body: InjectIn) -> Inject:
    try:
        action = action_from_dict({"kind": "inject", **body.model_dump()})
    except ValueError as error:
        ko, en = "알 수 없는 조작입니다.", "This is not one of the controls."
        raise Refusal(422, "bad_action", ko, en, detail=str(error)) from error
    assert isinstance(action, Inject)
    return action


def _same(known: InjectionRow, drill_id: UUID, user: User, body: InjectIn) -> InjectionOut:
    out = injection_out(known)
    if (known.drill_id, known.by) != (drill_id, user.id) or out.model_dump(include=set(body.model_dump())) != (
        body.model_dump()
    ):
        raise id_taken()
    return out


def injection_out(row: InjectionRow) -> InjectionOut:
    given = {key: value for key, value in row.action.items() if key != "kind"}
    return InjectionOut(**given, id=row.id, tick=row.tick, by=row.by, at=row.at)


async def injections(unit: Unit, user: User, drill_id: UUID) -> list[InjectionOut]:
    await service.visible(unit, user, drill_id)
    return [injection_out(row) for row in await repository.injections(unit, drill_id)]


async def spoken(unit: Unit, user: User, drill_id: UUID) -> list[InjectionOut]:
    """When trainers began to talk by radio, and to whom; also before the moment from which a branch goes on."""
    row: DrillRow | None = await service.visible(unit, user, drill_id)
    found, until = [], math.inf
    while row is not None:
        talks = [done for done in await repository.injections(unit, row.id) if done.action["control"] == "talk"]
        found += [injection_out(talk) for talk in talks if talk.tick < until]
        until = min(until, row.branch_tick or 0)
        row = await repository.by_id(unit, row.branch_of) if row.branch_of else None
    return found


async def rewind(server: Server, user: User, drill_id: UUID, branch: UUID, body: RewindIn) -> DrillOut:
    """Opens its own units of work, and none while the drill is computed."""
    async with server.database.unit() as unit:
        row = await led(unit, user, drill_id)
        known = await repository.by_id(unit, branch)
        if known is not None:
            if (known.branch_of, known.branch_tick, known.started_by) != (drill_id, body.tick, user.id):
                raise id_taken()
            return await service.out(unit, server.drills, user, known)
        running = await repository.running_in(unit, row.room)
        if running is not None and running.id != drill_id:
            raise busy(running.id)
        log = log_of(row, await repository.inputs(unit, drill_id)) if row.state != "running" else None
    if row.rules != RULES_VERSION:
        raise conflict("old_rules", "예전 규칙의 훈련은 이어 갈 수 없습니다.", "This drill was made under older rules.")
    live = server.drills.get(drill_id) if log is None else None
    if log is None and (live is None or live.ending is not None or live.held):
        raise over()
    if body.tick > (live.drill.tick if live else row.tick):
        raise conflict("not_yet", "아직 오지 않은 시각입니다.", "The drill has not come to that moment yet.")
    return await _branch(server, user, row, live, log, branch, body)


async def _branch(
    server: Server,
    user: User,
    row: DrillRow,
    live: LiveDrill | None,
    log: DrillLog | None,
    branch: UUID,
    body: RewindIn,
) -> DrillOut:
    if live is not None:
        await server.drills.saver.hold(live)
    try:
        drill, so_far = await asyncio.to_thread(_at, live, log, body.tick)
        async with server.database.unit() as unit:
            if live is not None:
                await _close(unit, live)
            new = await _add_branch(unit, user, row, branch, drill, len(so_far.inputs), body.paused)
            fresh = LiveDrill(standing_of(new), drill, so_far, body.paused)
            unit.after_commit(lambda: server.drills.replace(live, fresh, body.tick))
            return await service.out(unit, server.drills, user, new)
    except BaseException:
        if live is not None:
            live.held = False
        raise


def _at(live: LiveDrill | None, log: DrillLog | None, tick: int) -> tuple[Drill, DrillLog]:
    if live is not None:
        return live.at(tick)
    assert log is not None
    return replay(log, until_tick=tick, scenario=load_scenario(log.scenario)), prefix(log, tick)


async def _close(unit: Unit, live: LiveDrill) -> None:
    """The drill ends where it stands, without grades; its log is sealed like any other."""
    live.log.close(live.drill)
    seal, state_hash = live.log.seal, live.log.state_hash
    live.log.seal, live.log.state_hash, live.log.end_tick = "", "", -1  # in case this is not kept: then it goes on
    ended = await repository.end(
        unit, live.id, "rewound", now(), tick=live.drill.tick, state_hash=state_hash, seal=seal, paused=False
    )
    if not ended:
        raise over()


async def _add_branch(
    unit: Unit, user: User, row: DrillRow, branch: UUID, drill: Drill, inputs: int, paused: bool
) -> DrillRow:
    new = await repository.add(
        unit,
        id=branch,
        started_by=user.id,
        room=row.room,
        scenario=row.scenario,
        scenario_hash=row.scenario_hash,
        rules=row.rules,
        seed=row.seed,
        mode=row.mode,
        state="running",
        tick=drill.tick,
        state_hash="",
        seal="",
        started_at=now(),
        group_id=row.group_id,
        roles=row.roles,
        paused=paused,
        branch_of=row.id,
        branch_tick=drill.tick,
    )
    added = await repository.by_id(unit, branch) if new else None
    if added is None:
        raise busy(None)
    await repository.copy_inputs(unit, row.id, branch, inputs)
    return added


async def newest(unit: Unit, user: User, room: str | None, group: UUID | None) -> list[DrillSummary]:
    groups.require_role(user)
    where = {key: value for key, value in (("room", room), ("group_id", group)) if value is not None}
    mine = await groups.led_by(unit, user)
    rows = [row for row in await repository.newest(unit, MOST, **where) if row.group_id is None or row.group_id in mine]
    return [_summary(row) for row in rows]


def _summary(row: DrillRow) -> DrillSummary:
    fields = {name: getattr(row, name) for name in DrillSummary.model_fields if name != "group"}
    return DrillSummary(**fields, group=row.group_id)


def rooms(server: Server, user: User) -> list[RoomOut]:
    groups.require_role(user)
    running: Sequence[LiveDrill] = [live for live in server.drills.all if live.ending is None]
    ids = {room.id for room in server.hub.rooms.values() if any(room.present())} | {live.room for live in running}
    found = []
    for name in sorted(ids):
        room = server.hub.rooms.get(name)
        people = [seat.info for seat in room.present()] if room else []
        found.append(RoomOut(room=name, people=people, drill=server.drills.running_in(name)))
    return found


def over() -> Refusal:
    return conflict("drill_over", "진행 중인 훈련이 아닙니다.", "This drill is not running.")
