"""Signed tokens (JWT, HS256). One audience each: a token for one purpose is worthless for another.

access: who one is, for the HTTP API, and whether a device's key or a password said so.
room:   who, in which room, under which number; opens its sockets and voice.
package: in a SCORM package, for years: lets its page ask for launches of one drill. launch: lets that page ask for the result.
owner:  printed by `python -m backend owner-link`; opens the staff page for whoever can read the server's data folder.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jwt

from backend.db import now

_KEY_FILE = "signing.key"
_MIN_KEY = 32


@dataclass(frozen=True, slots=True)
class AccessClaims:
    user: UUID
    by_device: bool  # signed in by the key that a device keeps, without a password


@dataclass(frozen=True, slots=True)
class RoomClaims:
    user: UUID
    name: str
    room: str
    peer: int


@dataclass(frozen=True, slots=True)
class PackageClaims:
    package: UUID
    issued_by: UUID
    scenario: str
    mode: str


class BadTokenError(Exception):
    """Expired, not ours, or for something else."""


class Tokens:
    def __init__(self, key: str, access_s: int = 900, room_s: int = 600) -> None:
        if len(key) < _MIN_KEY:
            raise ValueError(f"the signing key needs at least {_MIN_KEY} characters")
        self._key = key
        self._access, self._room = timedelta(seconds=access_s), timedelta(seconds=room_s)
        self._used_owner: set[str] = set()

    def access(self, user: UUID, by_device: bool) -> tuple[str, datetime]:
        return self._sign("access", self._access, sub=str(user), device=by_device)

    def read_access(self, token: str) -> AccessClaims:
        raw = self._read("access", token)
        return AccessClaims(_uuid(raw["sub"]), raw.get("device") is not False)

    def room(self, claims: RoomClaims) -> tuple[str, datetime]:
        return self._sign(
            "room", self._room, sub=str(claims.user), name=claims.name, room=claims.room, peer=claims.peer
        )

    def read_room(self, token: str) -> RoomClaims:
        raw = self._read("room", token)
        return RoomClaims(_uuid(raw["sub"]), str(raw["name"]), str(raw["room"]), int(raw["peer"]))

    def owner(self) -> str:
        return self._sign("owner", timedelta(minutes=10), sub="owner", jti=uuid4().hex)[0]

    def use_owner(self, token: str) -> None:
        """Once only."""
        jti = str(self._read("owner", token).get("jti", ""))
        if not jti or jti in self._used_owner:
            raise BadTokenError
        self._used_owner.add(jti)

    def package(self, claims: PackageClaims) -> str:
        life = timedelta(days=3660)  # a course lives long; the trainer's role is asked for again at each launch
        more = {"scenario": claims.scenario, "mode": claims.mode, "package": str(claims.package)}
        return self._sign("package", life, sub=str(claims.issued_by), **more)[0]

    def read_package(self, token: str) -> PackageClaims:
        raw = self._read("package", token)
        return PackageClaims(_uuid(raw["package"]), _uuid(raw["sub"]), str(raw["scenario"]), str(raw["mode"]))

    def launch(self, launch: UUID) -> str:
        return self._sign("launch", timedelta(days=366), sub=str(launch))[0]

    def read_launch(self, token: str) -> UUID:
        return _uuid(self._read("launch", token)["sub"])

    def derived(self, purpose: str) -> str:
        """A secret for another signer (the staff page's cookie) that does not give ours away."""
        import hashlib
        import hmac

        return hmac.new(self._key.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def _sign(self, audience: str, life: timedelta, **claims: Any) -> tuple[str, datetime]:
        issued = now()
        expires = (issued + life).replace(microsecond=0)
        payload = {"aud": audience, "iat": issued, "exp": expires, **claims}
        return jwt.encode(payload, self._key, algorithm="HS256"), expires

    def _read(self, audience: str, token: str) -> dict[str, Any]:
        try:
            required = {"require": ["exp", "aud", "sub"]}
            return jwt.decode(token, self._key, algorithms=["HS256"], audience=audience, options=required)  # type: ignore[arg-type]
        except (jwt.PyJWTError, ValueError) as error:
            raise BadTokenError from error


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise BadTokenError from error


def load_key(data_dir: Path, setting: str = "") -> str:
    """The setting, or the key in the data folder, made at the first start and readable by its owner only."""
    if setting:
        return setting
    path = data_dir / _KEY_FILE
    data_dir.mkdir(parents=True, exist_ok=True)
    fresh = data_dir / f"{_KEY_FILE}.{os.getpid()}.new"
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            # A hard link fails if the name exists: of two first starts at once, both use the key of one.
            os.link(fresh, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            if not path.exists():
                os.replace(fresh, path)
        fresh.unlink(missing_ok=True)
    return path.read_text().strip()
