"""Drills to and from the database: batches while they run, the ending with its grades at once, all of them back after a crash."""

from __future__ import annotations

import asyncio

import structlog

from backend.db import Database, Unit, now
from backend.drills import repository
from backend.drills.live import Batch, LiveDrill, Standing
from backend.drills.models import DrillRow
from backend.records import service as records
from backend.xapi import service as xapi
from safety_training.drill import RULES_VERSION
from safety_training.events import Logged
from safety_training.replay import DrillLog, replay
from safety_training.scenario import load_scenario

log = structlog.get_logger(__name__)


async def save(database: Database, live: LiveDrill, batch: Batch, home: str = "") -> None:
    """One transaction. Raises Refusal 503 if the database is away; then all of it is to be tried again.

    home : of the accounts in the statements that an ending makes."""
    async with database.unit() as unit:
        await repository.append(unit, live.id, batch.first, batch.inputs)
        await repository.add_injections(unit, live.id, batch.injections)
        if batch.ending is None:
            await repository.set_tick(unit, live.id, batch.tick)
        else:
            await _end(unit, live, batch, home)


async def _end(unit: Unit, live: LiveDrill, batch: Batch, home: str) -> None:
    ending = batch.ending
    assert ending is not None
    await repository.end(
        unit, live.id, ending.state, ending.at, tick=batch.tick, state_hash=ending.state_hash, seal=live.log.seal
    )
    name = live.drill.scenario.name
    for user, grade in ending.grades.items():
        titles = (name.ko, name.en)
        await records.write(unit, user, "drill", live.id, titles, ending.at, grade, ending.state_hash)
    await xapi.tell_drill(unit, live.id, live.drill, live.log, live.started_by, ending.at, ending.grades, home)


async def resume(database: Database) -> list[LiveDrill]:
    """Every drill that ran when the server ended, as it was at the last tick that was kept."""
    async with database.unit() as unit:
        found = [(row, await repository.inputs(unit, row.id)) for row in await repository.running(unit)]
    lives = []
    for row, inputs in found:
        live = await asyncio.to_thread(_rebuild, row, inputs)
        if live is None:
            await _give_up(database, row)
        else:
            lives.append(live)
            log.info("drill.resumed", drill=str(row.id), tick=live.drill.tick, inputs=len(inputs))
    return lives


def _rebuild(row: DrillRow, inputs: list[Logged]) -> LiveDrill | None:
    """None where the rules or the scenario have changed since: the same log would be another drill."""
    try:
        content = load_scenario(row.scenario).content_hash
    except (KeyError, ValueError):
        return None
    if (content, RULES_VERSION) != (row.scenario_hash, row.rules):
        return None
    entries = log_of(row, inputs)
    return LiveDrill(standing_of(row), replay(entries, until_tick=row.tick), entries, row.paused)


def standing_of(row: DrillRow) -> Standing:
    return Standing(row.id, row.room, row.started_by, row.group_id, row.roles, row.branch_of, row.branch_tick)


def log_of(row: DrillRow, inputs: list[Logged]) -> DrillLog:
    """The log with its chain of hashes; sealed as it was when the drill ended."""
    entries = DrillLog.from_dict(
        {
            "format": 1,
            "rules": row.rules,
            "scenario": row.scenario,
            "scenario_hash": row.scenario_hash,
            "seed": row.seed,
            "mode": row.mode,
            "entries": [],
            "end_tick": -1,
            "state_hash": "",
            "seal": "",
        }
    )
    for logged in inputs:
        entries.append(logged)
    if row.seal:
        entries.end_tick, entries.state_hash, entries.seal = row.tick, row.state_hash, row.seal
    return entries


async def _give_up(database: Database, row: DrillRow) -> None:
    log.warning("drill.cannot_resume", drill=str(row.id), scenario=row.scenario, rules=row.rules)
    async with database.unit() as unit:
        await repository.end(unit, row.id, "abandoned", now())
