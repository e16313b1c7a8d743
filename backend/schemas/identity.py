"""Who somebody is: guests, accounts, tokens, roles."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend.schemas.wire import Language, Name, Wire


class Role(StrEnum):
    guest = "guest"
    citizen = "citizen"
    trainer = "trainer"
    staff = "staff"
    admin = "admin"


class GuestIn(Wire):
    """POST /api/guests. `secret` is made by the client and kept on its disk: the guest's key to come back with."""

    id: UUID
    secret: Annotated[str, Field(min_length=32, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]  # hex or base64url
    name: Name
    language: Language = "ko"


class AccountIn(Wire):
    """POST /api/accounts. Turns a guest (by its token) into a citizen, or makes a new citizen."""

    email: Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$")]
    password: Annotated[str, Field(min_length=10, max_length=200, pattern=r"^[^\x00]*$")]
    name: Name
    language: Language = "ko"


class LoginIn(Wire):
    """POST /api/tokens."""

    email: Annotated[str, Field(max_length=256, pattern=r"^[^\x00]*$")]
    password: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class UserOut(Wire):
    id: UUID
    name: Name
    role: Role
    language: Language


class TokenOut(Wire):
    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_at: datetime
    user: UserOut
