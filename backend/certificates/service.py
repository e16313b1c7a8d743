"""Certificates for what was passed. A number is made from the record and the server's key: nobody can guess or invent one,
and the same record always has the same number."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from backend.certificates import repository
from backend.certificates.models import Certificate
from backend.db import Unit, now
from backend.drills.models import DrillRow
from backend.errors import conflict, not_found
from backend.groups import service as groups
from backend.identity.models import User
from backend.records.models import Record
from backend.schemas.certificates import CertificateOut
from backend.server import Server

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LETTERS = 16  # 80 bits


def number_of(key: str, record: UUID) -> str:
    """As K7Q2-0M4X-9RTA-53HV. key : a secret derived for this purpose alone."""
    digest = hmac.new(key.encode(), record.bytes, hashlib.sha256).digest()
    value = int.from_bytes(digest[:10], "big")
    letters = "".join(_ALPHABET[(value >> (5 * k)) & 31] for k in range(_LETTERS))
    return "-".join(letters[k : k + 4] for k in range(0, _LETTERS, 4))


def read_number(given: str) -> str:
    """As it is kept, from however somebody typed it: small letters, without hyphens, O for 0, I or L for 1. "" if it is none."""
    letters = "".join(c for c in given.upper() if c not in "- ").translate(str.maketrans("OIL", "011"))
    if len(letters) != _LETTERS or any(c not in _ALPHABET for c in letters):
        return ""
    return "-".join(letters[k : k + 4] for k in range(0, _LETTERS, 4))


async def record_for(unit: Unit, user: User, record_id: UUID) -> Record:
    """One's own record, or that of a drill for who leads it. Raises Refusal 404."""
    record = await unit.session.get(Record, record_id)
    if record is None or not (record.user_id == user.id or await leads(unit, user, record)):
        raise not_found()
    return record


async def leads(unit: Unit, user: User, record: Record) -> bool:
    """Whether the user leads the drill of which this record tells. A lease is nobody's but its reader's."""
    drill = await unit.session.get(DrillRow, record.subject) if record.kind == "drill" else None
    return drill is not None and await groups.leads(unit, user, drill.group_id)


async def issue(unit: Unit, server: Server, user: User, record_id: UUID, base_url: str) -> CertificateOut:
    """The certificate of a record, made when it is first asked for. Raises Refusal 404, 409 `not_passed`."""
    record = await record_for(unit, user, record_id)
    score, passed = standing(record)
    if not passed:
        ko, en = "합격한 훈련만 수료증을 받을 수 있습니다.", "Only what was passed has a certificate."
        raise conflict("not_passed", ko, en)
    number = number_of(server.tokens.derived("certificates"), record.id)
    holder = await unit.session.get(User, record.user_id)
    drill = await unit.session.get(DrillRow, record.subject) if record.kind == "drill" else None
    await repository.add(
        unit,
        number=number,
        record_id=record.id,
        user_id=record.user_id,
        name=holder.name if holder else "",
        title_ko=record.title_ko,
        title_en=record.title_en,
        mode=drill.mode if drill else "",
        score=score,
        of=float(record.grade["of"]),
        finished_at=record.finished_at,
        issued_at=now(),
        withdrawn_at=None,
    )
    found = await repository.by_number(unit, number)
    if found is None:
        raise not_found()
    return out(found, base_url)


def standing(record: Record) -> tuple[float, bool]:
    """Score and verdict as they stand, after an appeal if there was one."""
    if record.corrected:
        return float(record.corrected["score"]), bool(record.corrected["passed"])
    return float(record.grade["score"]), bool(record.grade["passed"])


async def find(unit: Unit, given: str, base_url: str) -> CertificateOut:
    """For anybody who holds a number. Raises Refusal 404, the same for a number that is none and one that was never given."""
    number = read_number(given)
    found = await repository.by_number(unit, number) if number else None
    if found is None:
        raise not_found()
    return out(found, base_url)


def out(row: Certificate, base_url: str) -> CertificateOut:
    return CertificateOut.model_validate(
        {
            "number": row.number,
            "url": f"{base_url}/certificates/{row.number}",
            "valid": row.withdrawn_at is None,
            "name": row.name,
            "title_ko": row.title_ko,
            "title_en": row.title_en,
            "mode": row.mode,
            "score": row.score,
            "of": row.of,
            "finished_at": row.finished_at,
            "issued_at": row.issued_at,
            "withdrawn_at": row.withdrawn_at,
        }
    )
