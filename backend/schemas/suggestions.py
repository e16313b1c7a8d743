"""Suggestions to the mayor and their answers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend.schemas.wire import Language, Name, TextBlock, Wire


class SuggestionIn(Wire):
    """PUT /api/suggestions/{id}."""

    text: Annotated[str, Field(min_length=2, max_length=2000, pattern=TextBlock)]
    language: Language = "ko"


class SuggestionOut(SuggestionIn):
    id: UUID
    state: Literal["received", "answered"]
    created_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    answer_seen: bool = False


class StaffSuggestionOut(SuggestionOut):
    """GET /api/staff/suggestions: everybody's, oldest unanswered first."""

    author: Name


class AnswerIn(Wire):
    """PUT /api/suggestions/{id}/answer, by staff."""

    answer: Annotated[str, Field(min_length=2, max_length=4000, pattern=TextBlock)]


class SeenIn(Wire):
    """PUT /api/suggestions/{id}/seen, by the author: the answer was read. Nothing to say but that."""
