"""One attempt at a dossier."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.schemas.grades import GradeOut
from backend.schemas.wire import Mark, Slug, Wire


class LeaseIn(Wire):
    """PUT /api/leases/{id}. One attempt at a dossier: what was opened, what was found, what was decided, and why."""

    dossier: Slug
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    opened: Annotated[list[Mark], Field(max_length=50)]
    findings: Annotated[list[Mark], Field(max_length=50)]  # ids "document.field" marked as suspicious
    reason: Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9_.:-]*$")]  # id of the reason chosen
    decision: Literal["sign", "fix", "stop"]
    actions: Annotated[list[Mark], Field(max_length=20)] = []


class DossierOut(Wire):
    """GET /api/dossiers/{id}?seed=: safety_training.contract.Dossier.to_dict(), which holds no answers."""

    dossier: dict[str, Any]


class LeaseOut(LeaseIn):
    id: UUID
    grade: GradeOut
    finished_at: datetime
