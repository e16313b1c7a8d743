"""An appeal against a grade, and what came of it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool

from backend.schemas.grades import Correction, GradeOut
from backend.schemas.wire import Name, TextBlock, Wire


class AppealIn(Wire):
    """PUT /api/records/{id}/appeal, by whose record it is. One a record; the id is the client's."""

    id: UUID
    text: Annotated[str, Field(min_length=2, max_length=2000, pattern=TextBlock)]


class AppealCheck(Wire):
    """What computing the drill again gave. problems : empty when the log is whole and gives the same drill."""

    done: bool
    problems: list[str] = []
    state_hash: str = ""
    score: float | None = None


class AppealOut(AppealIn):
    record: UUID
    title: str
    created_at: datetime
    check: AppealCheck
    state: Literal["open", "upheld", "corrected"]
    answer: str
    answered_at: datetime | None


class TrainerAppealOut(AppealOut):
    """GET /api/appeals, for trainers: everybody's, open ones first, oldest first."""

    author: Name
    subject: UUID
    grade: GradeOut
    corrected: Correction | None


class RulingIn(Wire):
    """PUT /api/appeals/{id}/ruling, by a trainer. score, passed : of a corrected grade."""

    state: Literal["upheld", "corrected"]
    answer: Annotated[str, Field(min_length=2, max_length=4000, pattern=TextBlock)]
    score: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    passed: StrictBool | None = None
