"""The worker that empties the outbox into a learning record store, in order, and waits patiently while there is none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import structlog

from backend.db import Database, now
from backend.errors import Refusal
from backend.metrics import Metrics
from backend.settings import Settings
from backend.xapi import repository
from backend.xapi.sender import LrsAwayError, Sender

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Standing:
    """How it goes, for those who look after the server."""

    last_error: str = ""
    last_error_at: datetime | None = None
    next_try_at: datetime | None = None
    failures: int = 0  # in a row


class Outbox:
    """One a server. Two servers on one database would send everything twice at worst, and a store keeps each id once."""

    def __init__(self, settings: Settings, database: Database, metrics: Metrics) -> None:
        self._settings, self._database, self._metrics = settings, database, metrics
        self.sender = Sender(settings) if settings.xapi_url else None
        self.standing = Standing()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self.sender is not None:
            self._task = asyncio.create_task(self._run(), name="xapi outbox")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.sender is not None:
            await self.sender.close()

    def wake(self) -> None:
        """Something new is there, or somebody has repaired the store."""
        self._wake.set()

    @property
    def behind(self) -> bool:
        return self.standing.failures > 0

    @property
    def state(self) -> Literal["off", "ok", "behind"]:
        """In a word, for the health of the server."""
        return "off" if self.sender is None else "behind" if self.behind else "ok"

    async def _run(self) -> None:
        while True:
            pause = await self._round()
            if pause <= 0.0:
                continue
            self.standing.next_try_at = now() + timedelta(seconds=pause) if self.behind else None
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), pause)
            except TimeoutError:
                continue

    async def _round(self) -> float:
        """Sends one batch. Returns for how many seconds there is nothing to do."""
        try:
            sent = await self.send_once()
        except LrsAwayError as error:
            return self._failed(str(error), error.wait_s)
        except Refusal as refusal:
            return self._failed(f"database: {refusal}", None)
        except Exception as error:
            log.exception("xapi.outbox")
            return self._failed(f"{type(error).__name__}: {error}", None)
        self.standing = Standing()
        return 0.0 if sent else self._settings.xapi_poll_s

    async def send_once(self) -> int:
        """One batch out, and noted as gone. Returns how many; raises LrsAwayError, Refusal."""
        assert self.sender is not None
        async with self._database.unit() as unit:
            rows = await repository.waiting(unit, self._settings.xapi_batch)
            counted = await repository.counts(unit)
        self._metrics.statements_waiting.set(counted.get("waiting", 0))
        self._metrics.statements_refused.set(counted.get("refused", 0))
        if not rows:
            return 0
        outcome = await self.sender.send([(row.id, row.statement) for row in rows])
        async with self._database.unit() as unit:
            await repository.mark(unit, outcome.sent, "sent")
            for key, why in outcome.refused.items():
                await repository.mark(unit, [key], "refused", why)
        for key, why in outcome.refused.items():
            log.error("xapi.refused", statement=str(key), why=why)
        self._metrics.statements_sent.inc(len(outcome.sent))
        return len(rows)

    def _failed(self, why: str, wait_s: float | None) -> float:
        """Twice as long each time, up to the most; or for as long as the store asked."""
        before = self.standing
        failures = before.failures + 1
        self.standing = Standing(why, now(), None, failures)
        self._metrics.statements_failures.inc()
        if why != before.last_error:
            log.warning("xapi.away", why=why)
        first, most = self._settings.xapi_retry_s
        doubled: float = min(most, first * 2.0 ** min(failures - 1, 20))
        return max(wait_s or 0.0, doubled)
