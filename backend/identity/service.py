"""Guests come with an id and a secret that their own client made; accounts with e-mail and password.

Who makes an account keeps the secret as the key of that device: a headset goes on without asking for a password. Because whoever
takes the device has its key, it opens a citizen's rights at most, whatever role the account has: staff and trainers act as such
only after their password.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from functools import lru_cache
from uuid import UUID, uuid4

from pwdlib import PasswordHash
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from backend.db import Unit, now
from backend.errors import Refusal, conflict, unauthenticated
from backend.identity import repository
from backend.identity.models import User
from backend.identity.tokens import Tokens
from backend.schemas.identity import AccountIn, GuestIn, Role, TokenOut, UserOut

OWNER = UUID("00000000-0000-4000-8000-000000000001")


def out(user: User) -> UserOut:
    return UserOut.model_validate({"id": user.id, "name": user.name, "role": user.role, "language": user.language})


def token_for(tokens: Tokens, user: User, by_device: bool = False) -> TokenOut:
    token, expires = tokens.access(user.id, by_device)
    return TokenOut(access_token=token, expires_at=expires, user=out(user))


def cap(user: User) -> User:
    """The same person with no more rights than a citizen, for as long as this unit of work; the row keeps its role."""
    if user.role not in (Role.guest, Role.citizen):
        set_committed_value(user, "role", Role.citizen.value)
    return user


def is_forgotten(user: User) -> bool:
    """What is left of somebody who wanted to be forgotten: a row without a key. Tokens of theirs may not have expired yet."""
    return user.secret_hash is None and user.password_hash is None and user.id != OWNER


async def guest(unit: Unit, body: GuestIn) -> User:
    """Make the guest, or know it again by its secret; its name and language follow what it says last. Capped, see above."""
    digest = hashlib.sha256(body.secret.encode()).hexdigest()
    values = {"name": body.name, "language": body.language, "secret_hash": digest}
    await repository.add(unit, id=body.id, role=Role.guest.value, created_at=now(), **values)
    user = await repository.by_id(unit, body.id)
    if user is None or not hmac.compare_digest(user.secret_hash or "", digest):
        raise Refusal(403, "wrong_secret", "이 손님의 열쇠가 아닙니다.", "This is not that guest's key.")
    user.name, user.language = body.name, body.language
    return cap(user)


async def account(unit: Unit, body: AccountIn, guest_user: User | None) -> User:
    """Turn the guest into a citizen, or make one. Sent again with the same password it answers the same."""
    email = body.email.lower()
    known = await repository.by_email(unit, email)
    if known is not None:
        if guest_user in (None, known) and await _matches(body.password, known.password_hash):
            return known
        raise _email_taken()
    if guest_user is not None and guest_user.email is not None:
        raise conflict("has_account", "이미 계정이 있습니다.", "You have an account already.")
    hashed = await asyncio.to_thread(_passwords().hash, body.password)
    user = guest_user or User(id=uuid4(), created_at=now())
    user.role, user.email, user.password_hash = Role.citizen.value, email, hashed
    user.name, user.language = body.name, body.language
    unit.session.add(user)
    try:
        await unit.session.flush()
    except IntegrityError as error:  # somebody took the address at this very moment
        raise _email_taken() from error
    return user


async def login(unit: Unit, email: str, password: str) -> User:
    user = await repository.by_email(unit, email.lower())
    # An unknown address costs as much time as a wrong password, so that time does not tell who has an account.
    if not await _matches(password, user.password_hash if user else None) or user is None:
        raise Refusal(
            401,
            "wrong_login",
            "이메일이나 비밀번호가 맞지 않습니다.",
            "E-mail or password is wrong.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return user


async def make_user(unit: Unit, email: str, password: str, name: str, role: Role) -> User:
    """For the command line: create the account, or give an existing one this role and password."""
    hashed = await asyncio.to_thread(_passwords().hash, password)
    user = await repository.by_email(unit, email.lower()) or User(
        id=uuid4(), email=email.lower(), language="ko", created_at=now()
    )
    user.name, user.role, user.password_hash = name, role.value, hashed
    unit.session.add(user)
    return user


async def owner(unit: Unit) -> User:
    """Whoever can read the data folder: an administrator without a password."""
    await repository.add(unit, id=OWNER, name="관리자", role=Role.admin.value, language="ko", created_at=now())
    user = await repository.by_id(unit, OWNER)
    if user is None:
        raise unauthenticated()
    return user


def _email_taken() -> Refusal:
    return conflict("email_taken", "이미 쓰이는 이메일입니다.", "This e-mail is in use already.")


@lru_cache
def _passwords() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache
def _nobody() -> str:
    return _passwords().hash("nobody has this password")


async def _matches(password: str, hashed: str | None) -> bool:
    def verify() -> bool:
        good = _passwords().verify(password, hashed or _nobody())
        return good and hashed is not None

    return await asyncio.to_thread(verify)  # argon2 takes some 50 ms: never on the loop that steps the drills
