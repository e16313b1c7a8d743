"""What a report needs to know beside the log: who, where, with whom, and the grades as they were kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.certificates import repository as certificates
from backend.certificates.service import standing
from backend.db import Unit
from backend.drills import repository as drills
from backend.drills.control import led
from backend.drills.keeper import log_of
from backend.drills.models import DrillRow
from backend.drills.service import visible
from backend.errors import conflict, not_found
from backend.groups import service as groups
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.records.models import Record
from backend.records.retention import row as retention
from backend.reports import repository
from backend.reports.roster import Line, roster
from backend.reports.words import Lang
from backend.schemas.identity import Role
from safety_training.drill import TICK_S
from safety_training.scenario import load_scenario

MOST = 5000
PLACES = {
    "fire_hall": ("소방안전 체험관", "Fire safety hall"),
    "entrance": ("로비", "Entrance hall"),
    "mayor_office": ("시장실", "Mayor's office"),
    "estate_office": ("부동산 중개사무소", "Estate agent's office"),
}


async def job(unit: Unit, user: User, drill_id: UUID, lang: Lang, person: UUID | None, remark: str) -> dict[str, Any]:
    """What the worker needs for a report. Who does not lead the drill gets their own sheet.

    Raises Refusal 404, 409 `still_running`."""
    row = await visible(unit, user, drill_id)
    if row.state == "running":
        raise conflict("still_running", "훈련이 아직 끝나지 않았습니다.", "The drill is still running.")
    if not await groups.leads(unit, user, row.group_id):
        person = user.id
    results = await repository.results(unit, MOST, drill=drill_id)
    if person is not None and all(record.user_id != person for record, *_ in results):
        raise not_found()
    inputs = await drills.inputs(unit, drill_id)
    meta = await _meta(unit, row, results, person, remark)
    try:
        log = await asyncio.to_thread(lambda: log_of(row, inputs).to_dict())
    except ValueError:  # somebody has changed it: the grades are all there is to print
        log = None
    return {"do": "drill_report", "log": log, "meta": meta, "language": lang}


async def _meta(
    unit: Unit, row: DrillRow, results: Sequence[repository.Result], person: UUID | None, remark: str
) -> dict[str, Any]:
    title, briefing, tasks, roles = _of_scenario(row.scenario)
    place = row.room.split(".")[0]
    kept = retention()
    return {
        "drill": str(row.id),
        "title": title,
        "briefing": briefing,
        "tasks": tasks,
        "mode": row.mode,
        "seed": row.seed,
        "rules": row.rules,
        "tick": row.tick,
        "started_at": row.started_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        "place": _pair(*PLACES.get(place, (place, place))),
        "group": next((group for *_, group in results if group), ""),
        "trainer": await _trainer(unit, row),
        "state_hash": row.state_hash,
        "seal": row.seal,
        "remark": remark,
        "only": str(person) if person else None,
        "kept": {"ko": kept["ko"], "en": kept["en"]},
        "roles": roles,
        "people": [_person(record, name, row, roles) for record, name, *_ in results],
    }


def _of_scenario(
    scenario_id: str,
) -> tuple[dict[str, str], dict[str, str], dict[str, list[str]], dict[str, dict[str, str]]]:
    """Title, briefing, tasks, roles. Of a scenario that is gone, its id and nothing else."""
    try:
        scenario = load_scenario(scenario_id)
    except (KeyError, ValueError):
        return _pair(scenario_id, scenario_id), _pair("", ""), {"ko": [], "en": []}, {}
    tasks = {"ko": [s.task.ko for s in scenario.steps], "en": [s.task.en for s in scenario.steps]}
    roles = {role.id: _pair(role.text.ko, role.text.en) for role in getattr(scenario, "roles", ())}
    return (
        _pair(scenario.name.ko, scenario.name.en),
        _pair(scenario.briefing.ko, scenario.briefing.en),
        tasks,
        roles,
    )


def _pair(ko: str, en: str) -> dict[str, str]:
    return {"ko": ko, "en": en}


def _person(record: Record, name: str, row: DrillRow, roles: dict[str, dict[str, str]]) -> dict[str, Any]:
    role = (row.roles or {}).get(str(record.user_id), "")
    return {
        "id": str(record.user_id),
        "name": name,
        "role": roles.get(role, _pair(role, role)),
        "grade": record.grade,
        "corrected": record.corrected,
    }


async def _trainer(unit: Unit, row: DrillRow) -> str:
    user = await unit.session.get(User, row.started_by)
    return user.name if user is not None and user.role in TRAINERS else ""


async def drill_roster(unit: Unit, user: User, drill_id: UUID, lang: Lang) -> bytes:
    """Raises Refusal 404, 403 for who does not lead it."""
    await led(unit, user, drill_id)
    return await _roster(unit, await repository.results(unit, MOST, drill=drill_id), lang)


async def group_roster(unit: Unit, user: User, group: UUID, since: datetime | None, lang: Lang) -> bytes:
    """Raises Refusal 404 for a group that one does not train."""
    await groups.get(unit, user, group)
    return await _roster(unit, await repository.results(unit, MOST, group=group, since=since), lang)


async def _roster(unit: Unit, results: Sequence[repository.Result], lang: Lang) -> bytes:
    numbers = await certificates.of_records(unit, [record.id for record, *_ in results])
    starters = [await unit.session.get(User, row.started_by) for _, _, row, _ in results]
    trainers = {s.id: s.name for s in starters if s is not None and s.role in (Role.trainer, Role.admin)}
    return roster([_line(result, trainers, numbers) for result in results], lang)


def _line(result: repository.Result, trainers: dict[UUID, str], numbers: dict[UUID, str]) -> Line:
    record, name, row, group = result
    score, passed = standing(record)
    return Line(
        finished_at=record.finished_at,
        name=name,
        user=str(record.user_id),
        group=group or "",
        title=(record.title_ko, record.title_en),
        mode=row.mode,
        trainer=trainers.get(row.started_by, ""),
        seconds=row.tick * TICK_S,
        score=score,
        of=float(record.grade["of"]),
        passed=passed,
        critical=record.grade["critical"],
        certificate=numbers.get(record.id, ""),
        record=str(record.id),
    )
