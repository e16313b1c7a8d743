"""Drills that bots have played, kept as the server keeps those of people."""

from __future__ import annotations

from uuid import UUID, uuid4

from backend.db import Database, now
from backend.drills import repository
from backend.drills.models import DrillRow
from backend.identity.models import User
from backend.records import service as records
from backend.schemas.grades import GradeOut
from safety_training.bots.expert import expert
from safety_training.bots.run import Run
from safety_training.drill import Drill
from safety_training.grading import grade
from safety_training.scenario import load_scenario


def acted(scenario: str, seed: int, user: UUID, mode: str = "test", most_ticks: int = 20 * 900) -> Run:
    """One person alone, who does as an expert would."""
    drill = Drill(load_scenario(scenario), seed, mode)  # type: ignore[arg-type]
    run = Run(drill, {str(user): expert(drill, str(user))})
    run.play(most_ticks)
    return run


async def kept(database: Database, run: Run, started_by: UUID, room: str = "fire_hall") -> DrillRow:
    drill_id, drill, log = uuid4(), run.drill, run.log
    async with database.unit() as unit:
        await repository.add(
            unit,
            id=drill_id,
            started_by=started_by,
            room=room,
            scenario=log.scenario,
            scenario_hash=log.scenario_hash,
            rules=log.rules,
            seed=log.seed,
            mode=log.mode,
            state="finished",
            tick=drill.tick,
            state_hash=log.state_hash,
            seal=log.seal,
            started_at=now(),
            ended_at=now(),
            roles={},
            paused=False,
        )
        await repository.append(unit, drill_id, 0, log.inputs)
        name = drill.scenario.name
        for person in drill.participants:
            made = GradeOut.model_validate(grade(drill, person).to_dict())
            await records.write(unit, UUID(person), "drill", drill_id, (name.ko, name.en), now(), made, log.state_hash)
    async with database.unit() as unit:
        row = await repository.by_id(unit, drill_id)
    assert row is not None
    return row


async def person(database: Database, name: str, role: str = "citizen") -> UUID:
    user = uuid4()
    async with database.unit() as unit:
        unit.session.add(User(id=user, name=name, role=role, language="ko", created_at=now()))
    return user
