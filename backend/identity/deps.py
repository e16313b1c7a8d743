"""Who asks: the user behind the bearer token, looked up each time, so that a changed role counts at once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from backend.errors import forbidden, unauthenticated
from backend.identity import repository, service
from backend.identity.models import User
from backend.identity.tokens import BadTokenError
from backend.schemas.identity import Role
from backend.server import ServerDep, UnitDep, limit_address

_bearer = HTTPBearer(auto_error=False, description="access_token of POST /api/guests, /api/accounts or /api/tokens")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def maybe_user(connection: HTTPConnection, server: ServerDep, unit: UnitDep, given: Credentials) -> User | None:
    if given is None:
        limit_address(connection, server)
        return None
    try:
        claims = server.tokens.read_access(given.credentials)
    except BadTokenError as error:
        limit_address(connection, server)
        raise unauthenticated() from error
    server.limits.take(("user", claims.user), server.settings.rate_user)
    user = await repository.by_id(unit, claims.user)
    if user is None or service.is_forgotten(user):
        raise unauthenticated()
    return service.cap(user) if claims.by_device else user


MaybeUser = Annotated[User | None, Depends(maybe_user)]


async def current_user(user: MaybeUser) -> User:
    if user is None:
        raise unauthenticated()
    return user


CurrentUser = Annotated[User, Depends(current_user)]


def any_of(*roles: Role) -> Callable[..., Coroutine[Any, Any, User]]:
    """A dependency that lets in these roles only."""

    async def allowed(user: CurrentUser) -> User:
        if user.role not in roles:
            raise forbidden()
        return user

    return allowed


STAFF = (Role.staff, Role.admin)
TRAINERS = (Role.trainer, Role.admin)
StaffUser = Annotated[User, Depends(any_of(*STAFF))]
