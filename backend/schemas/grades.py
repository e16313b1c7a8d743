"""What a drill or a lease was worth, rule by rule."""

from datetime import datetime

from backend.schemas.wire import Wire


class GradeLine(Wire):
    """One rule of a rubric: what was given of what was to be had, and the moment that decided it."""

    rule: str
    got: float
    of: float
    tick: int | None = None
    text_ko: str
    text_en: str


class GradeOut(Wire):
    score: float
    of: float = 100
    passed: bool
    critical: list[str] = []
    lines: list[GradeLine]


class Correction(Wire):
    """What came of an appeal that was right. The first grade stays beside it."""

    score: float
    passed: bool
    at: datetime
    why: str
