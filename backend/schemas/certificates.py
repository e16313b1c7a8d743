"""What anybody may learn of a certificate by its number."""

from datetime import datetime
from typing import Literal

from backend.schemas.wire import Wire


class CertificateOut(Wire):
    """GET /api/certificates/{number}, for anybody: exactly what the certificate says. mode : "" where there is none."""

    number: str
    url: str  # of the public page
    valid: bool
    name: str
    title_ko: str
    title_en: str
    mode: Literal["", "practice", "guided", "test"]
    score: float
    of: float
    finished_at: datetime
    issued_at: datetime
    withdrawn_at: datetime | None
