"""A learning management system sends a learner; the learner's app claims the launch by its code; the page asks how it went.

The management system tells us nothing of its learner, and we tell it nothing but the result.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlencode
from uuid import UUID, uuid4

from backend.certificates.service import standing
from backend.db import Unit, now
from backend.drills.service import scenario_of
from backend.errors import conflict, forbidden, not_found, unauthenticated
from backend.identity import repository as users
from backend.identity.deps import TRAINERS
from backend.identity.models import User
from backend.identity.tokens import BadTokenError, PackageClaims
from backend.launches import repository
from backend.launches.models import Launch
from backend.launches.scorm import build
from backend.schemas.launches import ClaimOut, LaunchIn, LaunchOut, LaunchResult
from backend.server import Server
from safety_training.drill import TICK_S

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else


def package(server: Server, user: User, scenario_id: str, mode: str, base_url: str) -> bytes:
    """A SCORM package of one drill. Raises Refusal 404 `no_scenario`."""
    scenario = scenario_of(scenario_id)
    claims = PackageClaims(uuid4(), user.id, scenario.id, mode)
    titles = (scenario.name.ko, scenario.name.en)
    return build(claims, titles, scenario.rubric.pass_score, server.tokens.package(claims), base_url)


async def put(unit: Unit, server: Server, launch_id: UUID, body: LaunchIn, base_url: str) -> LaunchOut:
    """Raises Refusal 401 for a package that is not ours, 403 where who made it trains no longer, 409 `id_taken`."""
    try:
        claims = server.tokens.read_package(body.package)
    except BadTokenError as error:
        raise unauthenticated() from error
    maker = await users.by_id(unit, claims.issued_by)
    if maker is None or maker.role not in TRAINERS:
        raise forbidden()
    await repository.add(
        unit,
        id=launch_id,
        code=_code(server, launch_id),
        package=claims.package,
        issued_by=claims.issued_by,
        scenario=claims.scenario,
        mode=claims.mode,
        user_id=None,
        created_at=now(),
        claimed_at=None,
    )
    row = await repository.by_id(unit, launch_id)
    if row is None or row.package != claims.package:
        raise conflict("id_taken", "이미 쓰인 번호입니다.", "This id is taken.")
    query = urlencode({"server": base_url, "launch": row.code})
    return LaunchOut(
        id=row.id,
        code=row.code,
        link=f"seoul://drill/{row.scenario}?{query}",
        page=f"{base_url}/launch/{row.code}",
        token=server.tokens.launch(row.id),
    )


def _code(server: Server, launch: UUID) -> str:
    """Ten letters that cannot be guessed, short enough to be typed."""
    digest = hmac.new(server.tokens.derived("launches").encode(), launch.bytes, hashlib.sha256).digest()
    value = int.from_bytes(digest[:12], "big")
    letters = []
    for _ in range(10):
        value, rest = divmod(value, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)


async def claim(unit: Unit, user: User, code: str) -> ClaimOut:
    """Raises Refusal 404, 409 `claimed` where somebody else has it."""
    row = await repository.by_code(unit, code.upper())
    if row is None:
        raise not_found()
    if row.user_id is None:
        await repository.claim(unit, row.id, user.id, now())
        await unit.session.refresh(row)
    if row.user_id != user.id:
        raise conflict("claimed", "다른 사람이 이미 쓴 번호입니다.", "Somebody else has used this code.")
    return describe(row)


def describe(row: Launch) -> ClaimOut:
    scenario = scenario_of(row.scenario)
    return ClaimOut.model_validate(
        {
            "scenario": row.scenario,
            "place": scenario.place,
            "mode": row.mode,
            "title_ko": scenario.name.ko,
            "title_en": scenario.name.en,
        }
    )


async def by_code(unit: Unit, code: str) -> Launch:
    row = await repository.by_code(unit, code.upper())
    if row is None:
        raise not_found()
    return row


async def result(unit: Unit, server: Server, launch_id: UUID, token: str) -> LaunchResult:
    """Raises Refusal 401 for a token of another launch, 404."""
    try:
        if server.tokens.read_launch(token) != launch_id:
            raise unauthenticated()
    except BadTokenError as error:
        raise unauthenticated() from error
    row = await repository.by_id(unit, launch_id)
    if row is None:
        raise not_found()
    if row.user_id is None:
        return LaunchResult(state="waiting")
    done = await repository.finished(unit, row)
    if not done:
        return LaunchResult(state="claimed")
    record, ticks = max(done, key=lambda item: (standing(item[0])[1], standing(item[0])[0]))
    score, passed = standing(record)
    return LaunchResult(
        state="finished",
        passed=passed,
        score=score,
        of=float(record.grade["of"]),
        seconds=round(ticks * TICK_S, 2),
        finished_at=record.finished_at,
    )
