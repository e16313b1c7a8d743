"""A grade can be appealed: the server computes the drill again and says whether it comes out the same; a trainer answers.

What the log gives is not the whole of it: a sensor may have failed, an arm may not reach. So a trainer may correct a grade; the
first one stays beside the correction, with the reason.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

from backend.appeals import repository
from backend.appeals.models import Appeal
from backend.certificates import repository as certificates
from backend.certificates.service import leads, record_for
from backend.db import Unit, now
from backend.drills import repository as drills
from backend.drills.keeper import log_of
from backend.drills.models import DrillRow
from backend.errors import Refusal, conflict, forbidden, id_taken, not_found
from backend.groups.service import led_by
from backend.identity.models import User
from backend.records.models import Record
from backend.schemas.appeals import AppealCheck, AppealIn, AppealOut, RulingIn, TrainerAppealOut
from backend.schemas.grades import GradeOut
from backend.schemas.identity import Role
from backend.server import Server
from backend.xapi import appeals as statements

MOST = 500
_PATIENCE_S = 5.0  # for a long drill one has to look again later


async def put(server: Server, user: User, record_id: UUID, body: AppealIn) -> AppealOut:
    """Opens its own units of work, and none while the drill is computed. Raises Refusal 404, 409 `appealed`, `no_log`."""
    async with server.database.unit() as unit:
        record = await record_for(unit, user, record_id)
        if record.user_id != user.id:
            raise not_found()
        if record.kind != "drill":
            raise conflict(
                "no_log", "다시 계산할 수 있는 훈련이 아닙니다.", "This is no drill that can be computed again."
            )
        new = await repository.add(
            unit,
            id=body.id,
            record_id=record_id,
            user_id=user.id,
            text=body.text,
            created_at=now(),
            check=AppealCheck(done=False).model_dump(),
            state="open",
            answer="",
            answered_by=None,
            answered_at=None,
        )
        appeal = await _same(unit, record_id, body)
        if new:
            await statements.tell_appeal(unit, record, user, appeal.text, server.settings.xapi_home_page)
    if not appeal.check["done"]:
        computing = server.reports.background(_check(server, record, appeal))
        await asyncio.wait({computing}, timeout=_PATIENCE_S)
    async with server.database.unit() as unit:
        return out(await _same(unit, record_id, body), record, user.language)


async def _same(unit: Unit, record_id: UUID, body: AppealIn) -> Appeal:
    found = await repository.of_record(unit, record_id)
    if found is None:
        raise id_taken()
    if (found.id, found.text) != (body.id, body.text):
        ko, en = "이 기록에는 이미 이의를 제기했습니다.", "This record has been appealed already."
        raise conflict("appealed", ko, en, str(found.id))
    return found


async def _check(server: Server, record: Record, appeal: Appeal) -> None:
    """Computes the drill again and keeps what came of it."""
    async with server.database.unit() as unit:
        row = await unit.session.get(DrillRow, record.subject)
        inputs = await drills.inputs(unit, record.subject) if row is not None else []
    if row is None:
        return
    try:
        log = await asyncio.to_thread(lambda: log_of(row, inputs).to_dict())
        job = {"do": "check", "log": log, "person": str(record.user_id)}
        found: dict[str, Any] = json.loads(await server.reports.do(job))
    except Refusal:
        return  # asked again with the next visit
    except ValueError as error:
        found = {"problems": [f"the log cannot be read: {error}"], "state_hash": "", "score": None}
    if not found["problems"] and found["state_hash"] != record.state_hash:
        found["problems"] = ["the record's state hash is another"]
    async with server.database.unit() as unit:
        kept = await repository.by_id(unit, appeal.id, lock=True)
        if kept is not None:
            kept.check = AppealCheck(done=True, **found).model_dump()


async def get(unit: Unit, user: User, record_id: UUID) -> AppealOut:
    """For whose record it is, and for trainers."""
    record = await record_for(unit, user, record_id)
    found = await repository.of_record(unit, record_id)
    if found is None:
        raise not_found()
    return out(found, record, user.language)


async def every(unit: Unit, user: User) -> list[TrainerAppealOut]:
    """Of the drills that the user may lead."""
    groups = None if user.role == Role.admin else await led_by(unit, user)
    return [
        TrainerAppealOut.model_validate(
            {
                **out(appeal, record, user.language).model_dump(),
                "author": author,
                "subject": record.subject,
                "grade": record.grade,
                "corrected": record.corrected,
            }
        )
        for appeal, record, author in await repository.every(unit, MOST, groups)
    ]


async def rule(unit: Unit, user: User, appeal_id: UUID, body: RulingIn, home: str) -> AppealOut:
    """Raises Refusal 404, 403 for one's own, 409 `answered`, 422 where a correction lacks its score."""
    appeal = await repository.by_id(unit, appeal_id, lock=True)
    if appeal is None:
        raise not_found()
    if appeal.user_id == user.id:
        raise forbidden()
    record = await unit.session.get(Record, appeal.record_id, with_for_update=True)
    if record is None or not await leads(unit, user, record):
        raise not_found()
    if appeal.state != "open":
        if (appeal.state, appeal.answer, appeal.answered_by) == (body.state, body.answer, user.id):
            return out(appeal, record, user.language)
        raise conflict("answered", "이미 답한 이의입니다.", "This appeal has been answered.")
    if body.state == "corrected":
        await _correct(unit, record, body)
    appeal.state, appeal.answer, appeal.answered_by, appeal.answered_at = body.state, body.answer, user.id, now()
    await statements.tell_ruling(unit, record, user, _final(record), body.answer, home)
    return out(appeal, record, user.language)


async def _correct(unit: Unit, record: Record, body: RulingIn) -> None:
    if body.score is None or body.passed is None:
        ko, en = "고친 점수와 합격 여부를 함께 보내야 합니다.", "A correction needs its score and whether it is passed."
        raise Refusal(422, "no_score", ko, en)
    made = {"score": body.score, "passed": body.passed, "at": now().isoformat(), "why": body.answer}
    record.corrected = made
    if body.passed:
        await certificates.set_score(unit, record.id, body.score)
    else:
        await certificates.withdraw(unit, record.id)


def _final(record: Record) -> GradeOut:
    """The grade with the corrected score, if there is one."""
    grade = GradeOut.model_validate(record.grade)
    if record.corrected is None:
        return grade
    return grade.model_copy(update={"score": record.corrected["score"], "passed": record.corrected["passed"]})


def out(appeal: Appeal, record: Record, language: str) -> AppealOut:
    return AppealOut.model_validate(
        {
            "id": appeal.id,
            "text": appeal.text,
            "record": record.id,
            "title": record.title_en if language == "en" else record.title_ko,
            "created_at": appeal.created_at,
            "check": appeal.check,
            "state": appeal.state,
            "answer": appeal.answer,
            "answered_at": appeal.answered_at,
        }
    )
