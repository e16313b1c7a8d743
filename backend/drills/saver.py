"""The writer beside the beat: it keeps what running drills took, round by round, and tells who waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import structlog

from backend.db import Database
from backend.drills import keeper
from backend.drills.live import Batch, Injection, LiveDrill
from backend.errors import Refusal, database_away
from backend.metrics import Metrics
from backend.settings import Settings
from safety_training.drill import TICK_HZ

log = structlog.get_logger(__name__)
_GIVE_UP_AFTER = 5  # tries of a batch that the database refuses, which is a fault of ours


class Saver:
    """lives : those of the stage. `ended`, below, is called with a drill whose ending is kept."""

    def __init__(self, settings: Settings, database: Database, metrics: Metrics, lives: dict[UUID, LiveDrill]) -> None:
        self._settings, self._database, self._metrics, self._lives = settings, database, metrics, lives
        self._refused: dict[UUID, int] = {}
        self._wanted: dict[UUID, asyncio.Future[Injection]] = {}
        self._hurry = asyncio.Event()
        self._one = asyncio.Lock()  # a batch is written once, or it would be acknowledged before it is

    def hurry(self) -> None:
        """Somebody waits: do not sleep until the next round."""
        self._hurry.set()

    async def run(self, ended: Callable[[LiveDrill], None]) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), self._settings.flush_s)
            self._hurry.clear()
            await self.save_all(TICK_HZ, ended)
            self._metrics.unsaved.set(sum(live.unsaved for live in self._lives.values()))

    async def save_all(self, every_ticks: int, ended: Callable[[LiveDrill], None]) -> None:
        for live in list(self._lives.values()):
            async with self._one:
                batch = live.batch(1 if live.paused else every_ticks)
                if batch is None or live.held:
                    continue
                try:
                    await self._save(live, batch)
                except Refusal:
                    return  # the database is away: the next round tries again
                except Exception:
                    self._refused[live.id] = self._refused.get(live.id, 0) + 1
                    log.exception("drill.not_kept", drill=str(live.id), tries=self._refused[live.id])
                    if self._refused[live.id] >= _GIVE_UP_AFTER:
                        self._lives.pop(live.id, None)
                    continue
            if batch.ending is not None:
                ended(live)

    async def hold(self, live: LiveDrill) -> None:
        """Stop its clock without a word, and keep all it has taken. Raises Refusal 503, and lets it go on, if that fails."""
        live.held = True
        async with self._one:
            batch = live.batch(every_ticks=1)
            try:
                if batch is not None:
                    await self._save(live, batch)
            except BaseException:
                live.held = False
                raise

    async def inject(self, live: LiveDrill, injection: Injection) -> Injection:
        """Applied at the next tick, answered once it is kept. Raises Refusal 503 where that takes too long; then ask again."""
        future = self._wanted.get(injection.id)
        if future is None:
            future = self._wanted[injection.id] = asyncio.get_running_loop().create_future()
        live.inject(injection)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._settings.database_timeout_s)
        except TimeoutError:
            raise database_away() from None

    async def _save(self, live: LiveDrill, batch: Batch) -> None:
        await keeper.save(self._database, live, batch, self._settings.xapi_home_page)
        self._refused.pop(live.id, None)
        live.kept(batch)
        for injection in batch.injections:
            future = self._wanted.pop(injection.id, None)
            if future is not None and not future.done():
                future.set_result(injection)
