"""Who makes papers for the server: a worker for what somebody waits for, one for what has time, and what is kept of drills."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import structlog

from backend.errors import Refusal
from backend.reports.facts import facts_of, keep, place_of
from backend.reports.process import Worker
from safety_training.drill import TICK_HZ, Drill
from safety_training.replay import DrillLog

log = structlog.get_logger(__name__)
_LONG_TICKS = 60 * TICK_HZ  # shorter ones are computed quickly enough when somebody asks
_HAS_TIME = ("facts", "check")


class ReportDesk:
    """cache : where facts of drills are kept. idle_s : after which a worker that nobody asked is ended."""

    def __init__(self, cache: Path, idle_s: float = 120.0) -> None:
        self.cache = cache
        self.front, self.behind = Worker(idle_s), Worker(idle_s)
        self._tasks: set[asyncio.Task[None]] = set()
        self._keeping: set[asyncio.Task[None]] = set()

    def background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Something to be done beside; a fault in it is logged, and what is not done when the server ends is left."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def prepare(self, log: DrillLog, drill: Drill) -> None:
        """Keeps what a long drill that has just ended knows of itself, so that its report is there at once, however long it was;
        then has it computed again, and reports say so."""
        if log.end_tick >= _LONG_TICKS:
            keeping = self.background(self._keep(log, drill))
            self._keeping.add(keeping)
            keeping.add_done_callback(self._keeping.discard)
            self.background(self._again(log, keeping))

    async def _keep(self, log: DrillLog, drill: Drill) -> None:
        await asyncio.to_thread(lambda: keep(facts_of(drill, again=False), place_of(self.cache, log)))

    async def _again(self, log: DrillLog, keeping: asyncio.Task[None]) -> None:
        await keeping
        await self.do({"do": "facts", "log": await asyncio.to_thread(log.to_dict)})

    async def do(self, job: dict[str, Any]) -> bytes:
        """What comes of a job (see worker). Raises Refusal 500 `no_report` where nothing does."""
        await asyncio.gather(*self._keeping)
        worker = self.behind if job["do"] in _HAS_TIME else self.front
        return await worker.do({**job, "cache": str(self.cache)})

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        self.front.close()
        self.behind.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Refusal as refusal:
        log.warning("report.background", refused=str(refusal))
    except Exception:
        log.exception("report.background")
