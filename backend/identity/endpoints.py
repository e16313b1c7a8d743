from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from backend.errors import problems
from backend.identity import service
from backend.identity.deps import CurrentUser, MaybeUser
from backend.schemas.identity import AccountIn, GuestIn, LoginIn, TokenOut, UserOut
from backend.server import LimitAddress, ServerDep, UnitDep, address_of

router = APIRouter(tags=["identity"])


@router.post("/guests", dependencies=[LimitAddress], responses=problems(403))
async def come_as_guest(body: GuestIn, server: ServerDep, unit: UnitDep) -> TokenOut:
    """Come as a guest, the first time or again: the same id with the same secret is the same guest."""
    return service.token_for(server.tokens, await service.guest(unit, body), by_device=True)


# {}: signing in first is for guests who want to keep what they did
@router.post("/accounts", responses=problems(401, 409), openapi_extra={"security": [{}]})
async def make_account(
    body: AccountIn, request: Request, server: ServerDep, unit: UnitDep, user: MaybeUser
) -> TokenOut:
    """Become a citizen: with a guest's token the guest keeps everything it did, without one a new citizen is made."""
    server.limits.take(("login", address_of(request), body.email.lower()), server.settings.rate_login)
    return service.token_for(server.tokens, await service.account(unit, body, user))


@router.post("/tokens", dependencies=[LimitAddress], responses=problems(401))
async def sign_in(body: LoginIn, request: Request, server: ServerDep, unit: UnitDep) -> TokenOut:
    server.limits.take(("login", address_of(request), body.email.lower()), server.settings.rate_login)
    return service.token_for(server.tokens, await service.login(unit, body.email, body.password))


@router.get("/me", responses=problems(401))
async def who_am_i(user: CurrentUser) -> UserOut:
    return service.out(user)
