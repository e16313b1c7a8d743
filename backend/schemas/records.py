"""What somebody has finished."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.schemas.grades import Correction, GradeOut
from backend.schemas.wire import Wire


class RecordOut(Wire):
    """GET /api/records: what one has done, newest first. appeal : how an appeal stands. certificate : its number, if any."""

    id: UUID
    kind: Literal["drill", "lease"]
    subject: UUID  # the drill or the lease
    title: str  # in the language of the person
    finished_at: datetime
    grade: GradeOut
    state_hash: str = ""
    corrected: Correction | None = None
    appeal: Literal["", "open", "upheld", "corrected"] = ""
    certificate: str = ""
