"""Who is signed in on the web pages: kept in memory by the id in the browser's signed cookie; a restart signs everybody out."""

from __future__ import annotations

import time
from uuid import UUID


class WebSessions:
    def __init__(self, life_s: float) -> None:
        self._life_s = life_s
        self._open: dict[str, tuple[UUID, float]] = {}

    def enter(self, browser: str, user: UUID) -> None:
        moment = time.monotonic()
        self._open = {b: (u, end) for b, (u, end) in self._open.items() if end > moment}
        self._open[browser] = (user, moment + self._life_s)

    def who(self, browser: str) -> UUID | None:
        user, end = self._open.get(browser, (None, 0.0))
        return user if end > time.monotonic() else None

    def leave(self, browser: str) -> None:
        self._open.pop(browser, None)
