from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from backend.certificates import service
from backend.certificates.page import page
from backend.errors import Refusal, problems
from backend.identity.deps import CurrentUser
from backend.reports.document import when
from backend.reports.papers import PDF, answers, certificate_data, pdf
from backend.schemas.certificates import CertificateOut
from backend.schemas.wire import Language
from backend.server import LimitAddress, ServerDep, UnitDep, public_url

router = APIRouter(tags=["certificates"])
public = APIRouter(tags=["certificates"])
Number = Annotated[str, Path(min_length=1, max_length=40, pattern=r"^[^\x00/]*$")]


@router.put("/records/{id}/certificate", responses=problems(401, 404, 409))
async def make_certificate(
    id: UUID, request: Request, server: ServerDep, unit: UnitDep, user: CurrentUser
) -> CertificateOut:
    """The certificate of something that was passed, made when it is first asked for: for its holder, and for trainers."""
    return await service.issue(unit, server, user, id, public_url(request, server))


@router.get("/records/{id}/certificate.pdf", response_class=Response, responses=answers(PDF, 401, 404, 409))
async def certificate_pdf(
    id: UUID, request: Request, server: ServerDep, unit: UnitDep, user: CurrentUser, lang: Language = "ko"
) -> Response:
    """The same as a paper. Made if it was not made yet."""
    server.limits.take(("paper", user.id), server.settings.rate_paper)
    found = await service.issue(unit, server, user, id, public_url(request, server))
    await unit.commit()  # nobody else waits for the database while it is set
    data = certificate_data(found, lang, server.settings.organisation)
    made = await server.reports.do({"do": "certificate", "data": data})
    return pdf(made, f"certificate-{found.number}-{when(found.finished_at.isoformat())[:10]}.pdf")


@router.get("/certificates/{number}", dependencies=[LimitAddress], responses=problems(404))
async def check_certificate(number: Number, request: Request, server: ServerDep, unit: UnitDep) -> CertificateOut:
    """What the certificate of this number says, for anybody."""
    return await service.find(unit, number, public_url(request, server))


@public.get("/certificates/{number}", dependencies=[LimitAddress], include_in_schema=False)
async def certificate_page(
    number: Number,
    request: Request,
    server: ServerDep,
    unit: UnitDep,
    lang: Annotated[Language | None, Query()] = None,
    accept_language: Annotated[str, Header()] = "",
) -> HTMLResponse:
    """The same as a page."""
    spoken: Language = lang or ("en" if accept_language.lower().startswith("en") else "ko")
    try:
        found = await service.find(unit, number, public_url(request, server))
    except Refusal as refusal:
        if refusal.status != 404:
            raise
        return HTMLResponse(page(None, number, spoken), 404)
    return HTMLResponse(page(found, number, spoken))
