from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.leases import service
from backend.schemas.leases import DossierOut, LeaseIn, LeaseOut
from backend.schemas.wire import Slug
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["leases"])


@router.get("/dossiers/{id}", responses=problems(404))
async def get_dossier(id: Slug, seed: Annotated[int, Query(ge=0, lt=2**31)] = 0) -> DossierOut:
    """The papers of a lease with the names and sums of this seed, without the answers."""
    return service.dossier(id, seed)


@router.put("/leases/{id}", responses=problems(401, 404, 409))
async def put_lease(id: UUID, body: LeaseIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> LeaseOut:
    """Decide about a lease and be graded."""
    return await service.put(unit, user, id, body, server.settings.xapi_home_page)


@router.get("/leases/{id}", responses=problems(401, 404))
async def get_lease(id: UUID, unit: UnitDep, user: CurrentUser) -> LeaseOut:
    return await service.get(unit, user, id)
