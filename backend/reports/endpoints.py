from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from backend.identity.deps import TRAINERS, CurrentUser, any_of
from backend.identity.models import User
from backend.reports import service
from backend.reports.papers import CSV, PDF, answers, csv, pdf
from backend.schemas.wire import Language, Utc
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["reports"])
Trainer = Annotated[User, Depends(any_of(*TRAINERS))]
Remark = Annotated[str, Query(max_length=1000, pattern=r"^[^\x00]*$")]


@router.get("/drills/{id}/report.pdf", response_class=Response, responses=answers(PDF, 401, 404, 409))
async def drill_report(
    id: UUID,
    server: ServerDep,
    unit: UnitDep,
    user: CurrentUser,
    lang: Language = "ko",
    person: UUID | None = None,
    remark: Remark = "",
) -> Response:
    """The report of a drill that has ended. For trainers the whole record (소방훈련·교육 실시 결과 기록부) with a sheet for each
    person, or `person`'s alone; for others their own sheet. `remark` : what the trainer wants to have printed."""
    server.limits.take(("paper", user.id), server.settings.rate_paper)
    job = await service.job(unit, user, id, lang, person, remark)
    await unit.commit()  # nobody else waits for the database while it is made
    made = await server.reports.do(job)
    return pdf(made, f"drill-{id}{f'-{person}' if person else ''}.pdf")


@router.get("/drills/{id}/roster.csv", response_class=Response, responses=answers(CSV, 401, 403, 404))
async def drill_roster(id: UUID, unit: UnitDep, user: Trainer, lang: Language = "ko") -> Response:
    """Who took part with what result, for a spreadsheet or an LMS."""
    return csv(await service.drill_roster(unit, user, id, lang), f"drill-{id}.csv")


@router.get("/groups/{id}/roster.csv", response_class=Response, responses=answers(CSV, 401, 403, 404))
async def group_roster(
    id: UUID, unit: UnitDep, user: Trainer, lang: Language = "ko", since: Utc | None = None
) -> Response:
    """All results of a group's drills."""
    return csv(await service.group_roster(unit, user, id, since, lang), f"group-{id}.csv")
