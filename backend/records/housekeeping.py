"""Once a day: what need not be kept any longer goes."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import delete, select, update

from backend.appeals.models import Appeal
from backend.certificates.models import Certificate
from backend.db import Database, Unit, now
from backend.drills.models import DrillInputRow, DrillRow, InjectionRow
from backend.errors import Refusal
from backend.records import leftovers
from backend.records.models import Record
from backend.records.retention import kept_from
from backend.settings import Settings
from backend.xapi import repository as xapi
from backend.xapi.models import XapiStatement

log = structlog.get_logger(__name__)
_DAY_S = 24 * 3600.0
_AT_ONCE = 100


class Housekeeper:
    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="housekeeping")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await asyncio.sleep(60.0)  # the start is busy enough
        while True:
            try:
                await self.tidy(now())
            except Refusal:
                log.warning("housekeeping.database_away")
            except Exception:
                log.exception("housekeeping")
            await asyncio.sleep(_DAY_S)

    async def tidy(self, moment: datetime) -> int:
        """Returns how many drills went."""
        async with self._database.unit() as unit:
            await xapi.forget_sent(unit, moment - timedelta(days=self._settings.xapi_keep_days))
        await asyncio.to_thread(leftovers.forget_old, self._settings.data_dir, moment)
        gone = 0
        while self._settings.records_days:
            before = min(moment - timedelta(days=self._settings.records_days), kept_from(moment))
            async with self._database.unit() as unit:
                old = await _old(unit, before)
                await forget_drills(unit, [drill for drill, _ in old])
            await asyncio.to_thread(leftovers.forget, self._settings.data_dir, old)
            gone += len(old)
            if not old:
                break
        return gone


async def _old(unit: Unit, before: datetime) -> list[tuple[UUID, str]]:
    """With the seals of their logs."""
    query = select(DrillRow.id, DrillRow.seal).where(DrillRow.state != "running", DrillRow.ended_at < before)
    return [(row[0], row[1]) for row in (await unit.session.execute(query.limit(_AT_ONCE))).all()]


async def forget_drills(unit: Unit, drills: list[UUID]) -> None:
    """Drills with all that hangs on them: logs, records, appeals, certificates, statements."""
    if not drills:
        return
    records = select(Record.id).where(Record.subject.in_(drills))
    for statement in (
        delete(Appeal).where(Appeal.record_id.in_(records)),
        delete(Certificate).where(Certificate.record_id.in_(records)),
        delete(Record).where(Record.subject.in_(drills)),
        delete(XapiStatement).where(XapiStatement.subject.in_(drills), XapiStatement.state != "waiting"),
        delete(InjectionRow).where(InjectionRow.drill_id.in_(drills)),
        delete(DrillInputRow).where(DrillInputRow.drill_id.in_(drills)),
        update(DrillRow).where(DrillRow.branch_of.in_(drills)).values(branch_of=None),
        delete(DrillRow).where(DrillRow.id.in_(drills)),
    ):
        await unit.session.execute(statement.execution_options(synchronize_session=False))
