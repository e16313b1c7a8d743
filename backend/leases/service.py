from __future__ import annotations

from uuid import UUID

from backend.db import Unit, now
from backend.errors import Refusal, id_taken, not_found
from backend.identity.models import User
from backend.leases import repository
from backend.leases.models import Lease
from backend.records import service as records
from backend.schemas.grades import GradeOut
from backend.schemas.leases import DossierOut, LeaseIn, LeaseOut
from backend.xapi import service as xapi
from safety_training.contract import Dossier, grade_lease, load_dossier


def dossier(dossier_id: str, seed: int) -> DossierOut:
    return DossierOut(dossier=_load(dossier_id, seed).to_dict())


def _load(dossier_id: str, seed: int) -> Dossier:
    try:
        return load_dossier(dossier_id, seed)
    except KeyError as error:
        raise Refusal(404, "no_dossier", "그런 계약 서류는 없습니다.", "There is no such dossier.") from error


async def put(unit: Unit, user: User, lease_id: UUID, body: LeaseIn, home: str = "") -> LeaseOut:
    """Grade an attempt and keep it with its record. Sent again, it is what it was, whatever the rules say by now.

    home : of the account in its statements."""
    known = await repository.by_id(unit, lease_id)
    if known is None:
        await _grade(unit, user, lease_id, body, home)
        known = await repository.by_id(unit, lease_id)
    if known is None or known.user_id != user.id or known.body != body.model_dump(mode="json"):
        raise id_taken()
    return out(known)


async def _grade(unit: Unit, user: User, lease_id: UUID, body: LeaseIn, home: str) -> None:
    papers = _load(body.dossier, body.seed)
    try:
        result = grade_lease(papers, body.opened, body.findings, body.reason, body.decision, body.actions)
    except ValueError as error:
        ko, en = "이 서류에 없는 것을 골랐습니다.", "Something chosen is not in this dossier."
        raise Refusal(422, "bad_lease", ko, en, detail=str(error)) from error
    grade, finished_at = GradeOut.model_validate(result.to_dict()), now()
    new = await repository.add(
        unit,
        id=lease_id,
        user_id=user.id,
        dossier=body.dossier,
        body=body.model_dump(mode="json"),
        grade=grade.model_dump(mode="json"),
        finished_at=finished_at,
    )
    if new:
        titles = (papers.title.ko, papers.title.en)
        await records.write(unit, user.id, "lease", lease_id, titles, finished_at, grade)
        await xapi.tell_lease(unit, user, lease_id, papers, body, grade, finished_at, home)


async def get(unit: Unit, user: User, lease_id: UUID) -> LeaseOut:
    found = await repository.by_id(unit, lease_id)
    if found is None or found.user_id != user.id:
        raise not_found()
    return out(found)


def out(row: Lease) -> LeaseOut:
    return LeaseOut.model_validate({**row.body, "id": row.id, "grade": row.grade, "finished_at": row.finished_at})
