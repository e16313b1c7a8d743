from __future__ import annotations

import asyncio
from functools import lru_cache
from uuid import UUID

from backend.db import Unit, now
from backend.drills import repository
from backend.drills.keeper import log_of
from backend.drills.live import LiveDrill, Standing
from backend.drills.models import DrillRow
from backend.drills.stage import Stage
from backend.errors import Refusal, conflict, id_taken, not_found
from backend.groups import service as groups
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.records import repository as records
from backend.schemas.drills import DrillIn, DrillLogOut, DrillOut, ScenarioOut
from safety_training.drill import RULES_VERSION, Drill
from safety_training.events import Join, Logged
from safety_training.replay import DrillLog
from safety_training.scenario import Scenario, list_scenarios, load_scenario

MOST_OF_ONE = 3  # drills in other rooms of one who is no trainer: each takes a part of the machine


def scenarios() -> list[ScenarioOut]:
    found = [load_scenario(scenario) for scenario in list_scenarios()]
    return [ScenarioOut(id=s.id, place=s.place, people=s.people, title_ko=s.name.ko, title_en=s.name.en) for s in found]


def scenario_of(name: str) -> Scenario:
    """Raises Refusal 404 `no_scenario`."""
    try:
        return load_scenario(name)
    except KeyError as error:
        raise Refusal(404, "no_scenario", "그런 훈련은 없습니다.", "There is no such drill.") from error


async def put(unit: Unit, stage: Stage, user: User, drill_id: UUID, body: DrillIn) -> DrillOut:
    """Start a drill, or say again how it stands."""
    row = await repository.by_id(unit, drill_id)
    if row is None:
        await _start(unit, stage, user, drill_id, body)
        row = await repository.by_id(unit, drill_id)
    if row is None:
        raise busy(None)
    asked = (user.id, body.room, body.scenario, body.seed, body.mode, body.group)
    if (row.started_by, row.room, row.scenario, row.seed, row.mode, row.group_id) != asked:
        raise id_taken()
    return await out(unit, stage, user, row)


async def _start(unit: Unit, stage: Stage, user: User, drill_id: UUID, body: DrillIn) -> None:
    scenario = scenario_of(body.scenario)
    if body.group is not None or body.roles or body.paused:
        await groups.require_trainer(unit, user, body.group)
    if user.role not in TRAINERS and stage.elsewhere(user.id, body.room) >= MOST_OF_ONE:
        ko, en = "다른 방에 시작한 훈련이 너무 많습니다.", "You have started too many drills in other rooms."
        raise conflict("too_many_drills", ko, en)
    await unit.commit()  # nobody else waits for the database while the drill is made
    drill = await asyncio.to_thread(_made, scenario, body)
    await _make_room(unit, stage, user, body.room, drill_id)
    roles = {str(person): role for person, role in body.roles.items()}
    new = await repository.add(
        unit,
        id=drill_id,
        started_by=user.id,
        room=body.room,
        scenario=scenario.id,
        scenario_hash=scenario.content_hash,
        rules=RULES_VERSION,
        seed=body.seed,
        mode=body.mode,
        state="running",
        tick=0,
        state_hash="",
        seal="",
        started_at=now(),
        group_id=body.group,
        roles=roles,
        paused=body.paused,
    )
    if new:
        standing = Standing(drill_id, body.room, user.id, body.group, roles)
        live = LiveDrill(standing, drill, DrillLog.of(drill), body.paused)
        unit.after_commit(lambda: stage.begin(live))


def _made(scenario: Scenario, body: DrillIn) -> Drill:
    _warm()
    return Drill(scenario, body.seed, body.mode)


@lru_cache(maxsize=1)
def _warm() -> None:
    """The first step of all loads the compiled physics, which takes a second: not on the loop that steps the drills."""
    drill = Drill(load_scenario(list_scenarios()[0]))
    drill.step([Logged(0, "nobody", 0, Join("nobody"))])


async def _make_room(unit: Unit, stage: Stage, user: User, room: str, drill_id: UUID) -> None:
    """For this drill, which may run there already: who is answered late asks again. Raises Refusal 409 if another runs there that
    does not give way."""
    old = await repository.running_in(unit, room)
    if old is None or old.id == drill_id:
        return
    live = stage.get(old.id)
    if live is not None and (live.ending is not None or not stage.yields_to(live, user.id)):
        raise busy(old.id)
    await repository.end(unit, old.id, "abandoned", now())
    unit.after_commit(lambda: stage.drop(old.id))


def busy(drill: UUID | None) -> Refusal:
    detail = {"drill": str(drill)} if drill else None
    return conflict("room_busy", "이 방에서는 훈련이 진행 중입니다.", "A drill is running in this room.", detail)


async def get(unit: Unit, stage: Stage, user: User, drill_id: UUID) -> DrillOut:
    return await out(unit, stage, user, await visible(unit, user, drill_id))


async def drill_log(unit: Unit, user: User, drill_id: UUID) -> DrillLogOut:
    """All that is kept of it so far; sealed once it has ended."""
    row = await visible(unit, user, drill_id)
    inputs = await repository.inputs(unit, drill_id)
    return DrillLogOut(log=(await asyncio.to_thread(log_of, row, inputs)).to_dict())


async def visible(unit: Unit, user: User, drill_id: UUID) -> DrillRow:
    """For those who started it or took part, and for who leads it; for others it does not exist."""
    row = await repository.by_id(unit, drill_id)
    if row is None:
        raise not_found()
    if row.started_by == user.id or await groups.leads(unit, user, row.group_id):
        return row
    if not await repository.took_part(unit, drill_id, user.id):
        raise not_found()
    return row


async def out(unit: Unit, stage: Stage, user: User, row: DrillRow) -> DrillOut:
    live = stage.get(row.id) if row.state == "running" else None
    record = await records.of_subject(unit, row.id, user.id)
    return DrillOut.model_validate(
        {
            "id": row.id,
            "room": row.room,
            "scenario": row.scenario,
            "seed": row.seed,
            "mode": row.mode,
            "state": row.state,
            "group": row.group_id,
            "roles": row.roles,
            "paused": row.paused and row.state == "running",
            "branch_of": row.branch_of,
            "branch_tick": row.branch_tick,
            "tick": live.drill.tick if live else row.tick,
            "grade": record.grade if record else None,
            "state_hash": row.state_hash,
        }
    )
