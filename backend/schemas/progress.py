"""How far somebody has come with a task."""

from typing import Literal

from backend.schemas.wire import Detail, Utc, Wire


class ProgressIn(Wire):
    """PUT /api/progress/{task}. Latest `at` wins, so that late repeats of old news change nothing."""

    state: Literal["seen", "started", "done"]
    at: Utc
    detail: Detail = {}


class ProgressOut(ProgressIn):
    task: str
