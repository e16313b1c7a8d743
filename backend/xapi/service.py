"""Statements into the outbox, in the transaction that makes them true."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select

from backend.db import Unit, now
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.schemas.grades import GradeOut
from backend.schemas.leases import LeaseIn
from backend.sessions.models import Visit
from backend.xapi import repository
from backend.xapi.drills import Ended, of_drill
from backend.xapi.leases import of_lease
from backend.xapi.statements import Attempt, Learner
from backend.xapi.vocabulary import ACCOUNTS
from safety_training.contract import Dossier
from safety_training.drill import Drill
from safety_training.events import TRAINER
from safety_training.replay import DrillLog

log = structlog.get_logger(__name__)


async def tell_drill(
    unit: Unit,
    drill_id: UUID,
    drill: Drill,
    entries: DrillLog,
    started_by: UUID,
    at: datetime,
    grades: Mapping[UUID, GradeOut],
    home: str = "",
) -> None:
    """Everything that a drill that has ended has to tell. A fault in the telling never keeps a grade from being kept."""
    try:
        ended = Ended(
            id=drill_id,
            drill=drill,
            inputs=entries.inputs,
            at=at,
            grades=grades,
            learners={person: await _learner(unit, person) for person in _people(drill)},
            home=home or ACCOUNTS,
            state_hash=entries.state_hash,
            replay_hash=entries.seal,
            instructor=await _instructor(unit, started_by, entries),
        )
        rows = await asyncio.to_thread(of_drill, ended)
    except Exception:  # the log is kept: it can be told again
        log.exception("xapi.not_told", drill=str(drill_id))
        return
    for attempt in {row[0].registration: row[0] for row in rows}.values():
        await put(unit, attempt, [made for whose, _, made in rows if whose.registration == attempt.registration])


async def tell_lease(
    unit: Unit, user: User, lease: UUID, papers: Dossier, body: LeaseIn, grade: GradeOut, at: datetime, home: str = ""
) -> None:
    learner = Learner(user.id, user.language, await _device(unit, user.id))
    attempt, statements = of_lease(lease, papers, body, grade, learner, at, home or ACCOUNTS)
    await put(unit, attempt, statements)


async def put(unit: Unit, attempt: Attempt, statements: Sequence[dict[str, Any]], place: int = 0) -> None:
    """place : of the first of them within the attempt."""
    moment = now()
    await repository.add(
        unit,
        [
            {
                "id": UUID(made["id"]),
                "registration": attempt.registration,
                "subject": attempt.subject,
                "user_id": attempt.learner.id,
                "place": place + n,
                "statement": made,
                "state": "waiting",
                "created_at": moment,
                "sent_at": None,
                "error": "",
            }
            for n, made in enumerate(statements)
        ],
    )


def _people(drill: Drill) -> list[UUID]:
    """Those of them who are people: others (played by the drill) are nobody's account."""
    found = []
    for person in drill.participants:
        try:
            found.append(UUID(person))
        except ValueError:
            continue
    return found


async def _learner(unit: Unit, person: UUID) -> Learner:
    user = await unit.session.get(User, person)
    return Learner(person, user.language if user else "ko", await _device(unit, person))


async def _device(unit: Unit, person: UUID) -> str:
    query = select(Visit.device).where(Visit.user_id == person).order_by(Visit.started_at.desc()).limit(1)
    return str(await unit.session.scalar(query) or "")


async def _instructor(unit: Unit, started_by: UUID, entries: DrillLog) -> UUID | None:
    """The trainer who started it, else the first who changed it."""
    user = await unit.session.get(User, started_by)
    if user is not None and user.role in TRAINERS:
        return started_by
    injected = (i.participant for i in entries.inputs if i.participant.startswith(TRAINER))
    first = next(injected, None)
    return UUID(first.removeprefix(TRAINER)) if first else None
