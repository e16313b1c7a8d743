"""The suggestion box: received, answered by staff, the answer seen by its author."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.db import Unit, now
from backend.errors import id_taken, not_found
from backend.identity.models import User
from backend.rooms.hub import Hub
from backend.schemas.messages import SuggestionAnswered
from backend.schemas.suggestions import StaffSuggestionOut, SuggestionIn, SuggestionOut
from backend.suggestions import repository
from backend.suggestions.models import Suggestion

MOST = 200


def out(row: Suggestion) -> SuggestionOut:
    return SuggestionOut.model_validate(_fields(row))


def staff_out(row: Suggestion) -> StaffSuggestionOut:
    return StaffSuggestionOut.model_validate({**_fields(row), "author": row.author.name})


def _fields(row: Suggestion) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        "language": row.language,
        "state": "answered" if row.answered_at else "received",
        "created_at": row.created_at,
        "answer": row.answer,
        "answered_at": row.answered_at,
        "answer_seen": row.answer_seen,
    }


async def put(unit: Unit, user: User, suggestion: UUID, body: SuggestionIn) -> SuggestionOut:
    await repository.add(
        unit,
        id=suggestion,
        user_id=user.id,
        text=body.text,
        language=body.language,
        created_at=now(),
        answer="",
        answer_seen=False,
    )
    row = await repository.by_id(unit, suggestion)
    if row is None or row.user_id != user.id or (row.text, row.language) != (body.text, body.language):
        raise id_taken()
    return out(row)


async def own(unit: Unit, user: User) -> list[SuggestionOut]:
    return [out(row) for row in await repository.of_user(unit, user.id, MOST)]


async def for_staff(unit: Unit, answered: bool) -> list[StaffSuggestionOut]:
    return [staff_out(row) for row in await repository.everybodys(unit, answered, MOST)]


async def answer(unit: Unit, hub: Hub, staff: User, suggestion: UUID, text: str) -> SuggestionOut:
    """Answer, or correct an answer: its author is told, in whatever room they are, once it is kept."""
    row = await repository.by_id(unit, suggestion)
    if row is None:
        raise not_found()
    if row.answer != text:
        row.answer, row.answered_at, row.answered_by, row.answer_seen = text, now(), staff.id, False
        author = row.user_id
        unit.after_commit(lambda: hub.tell_user(author, SuggestionAnswered(id=suggestion)))
    return out(row)


async def seen(unit: Unit, user: User, suggestion: UUID) -> SuggestionOut:
    row = await repository.by_id(unit, suggestion)
    if row is None or row.user_id != user.id:
        raise not_found()
    row.answer_seen = row.answered_at is not None
    return out(row)
