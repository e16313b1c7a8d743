from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import HTMLResponse

from backend.errors import problems, unauthenticated
from backend.identity.deps import TRAINERS, Credentials, CurrentUser, any_of
from backend.identity.models import User
from backend.launches import service
from backend.launches.page import page
from backend.reports.papers import ZIP, answers
from backend.schemas.launches import ClaimOut, LaunchIn, LaunchOut, LaunchResult
from backend.schemas.wire import Slug
from backend.server import LimitAddress, ServerDep, UnitDep, public_url

router = APIRouter(tags=["launches"])
public = APIRouter(tags=["launches"])
Trainer = Annotated[User, Depends(any_of(*TRAINERS))]
Code = Annotated[str, Path(pattern=r"^[0-9A-Za-z]{1,16}$")]


@router.get("/scenarios/{scenario}/scorm.zip", response_class=Response, responses=answers(ZIP, 401, 403, 404))
async def scorm_package(
    scenario: Slug,
    request: Request,
    server: ServerDep,
    user: Trainer,
    mode: Literal["practice", "guided", "test"] = "test",
) -> Response:
    """A SCORM 2004 (4th edition) package that launches this drill and reports its result. It speaks for the trainer who made it."""
    made = service.package(server, user, scenario, mode, public_url(request, server))
    named = {"Content-Disposition": f'attachment; filename="seoul-{scenario}-{mode}.zip"'}
    return Response(made, headers=named, media_type=ZIP)


@router.put("/launches/{id}", dependencies=[LimitAddress], responses=problems(401, 403, 404, 409))
async def put_launch(id: UUID, body: LaunchIn, request: Request, server: ServerDep, unit: UnitDep) -> LaunchOut:
    """A learner has opened the package: a code and a link for the app. From any origin."""
    return await service.put(unit, server, id, body, public_url(request, server))


@router.get("/launches/{id}/result", responses=problems(401, 404), openapi_extra={"security": [{"HTTPBearer": []}]})
async def launch_result(id: UUID, server: ServerDep, unit: UnitDep, given: Credentials) -> LaunchResult:
    """How it went, for the page that holds the launch's token. From any origin."""
    if given is None:
        raise unauthenticated()
    return await service.result(unit, server, id, given.credentials)


@router.put("/launches/{code}/claim", responses=problems(401, 404, 409))
async def claim_launch(code: Code, unit: UnitDep, user: CurrentUser) -> ClaimOut:
    """The learner's app has opened it; from here on this person's drills count."""
    return await service.claim(unit, user, code)


@public.get("/launch/{code}", dependencies=[LimitAddress], include_in_schema=False)
async def launch_page(code: Code, request: Request, server: ServerDep, unit: UnitDep) -> HTMLResponse:
    """How to open the drill, for a browser."""
    row = await service.by_code(unit, code)
    query = urlencode({"server": public_url(request, server), "launch": row.code})
    return HTMLResponse(page(service.describe(row), f"seoul://drill/{row.scenario}?{query}"))
