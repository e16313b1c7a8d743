"""The database: one engine, and units of work that commit at the edge.

The same models run on SQLite (WAL, one connection: one writer, no lock errors) and on PostgreSQL (asyncpg). A database that is
out of reach is `errors.database_away` (503), whatever it died of.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from sqlalchemy import DateTime, Dialect, MetaData, event, exc, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from backend.errors import Refusal, database_away

if TYPE_CHECKING:
    import aiosqlite
    from sqlalchemy.dialects import postgresql, sqlite

WAL_TRIES, WAL_AGAIN_S = 60, 0.05

log = structlog.get_logger(__name__)
M = TypeVar("M", bound="Base")


class Base(DeclarativeBase):
    """Base of all tables. Constraints have names, without which SQLite could not alter them later."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite forgets zones, so that they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Unit:
    """One unit of work. `session` for repositories; `after_commit` for what others may hear only once it is true."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self._after: list[Callable[[], None]] = []

    def after_commit(self, tell: Callable[[], None]) -> None:
        self._after.append(tell)

    async def insert_once(self, model: type[M], **values: Any) -> bool:
        """Insert a row unless its key is there already; True if it was new. Safe against a twin that runs at this moment."""
        result = await self.session.execute(self._insert(model).values(**values).on_conflict_do_nothing())
        return bool(getattr(result, "rowcount", 0))

    async def insert_many_once(self, model: type[M], rows: list[dict[str, Any]]) -> None:
        """The same for many rows."""
        await self.session.execute(self._insert(model).on_conflict_do_nothing(), rows)

    def _insert(self, model: type[M]) -> sqlite.Insert | postgresql.Insert:
        # Both insert alike; importing the other database's dialect would only slow the start.
        if self.session.get_bind().dialect.name == "sqlite":
            from sqlalchemy.dialects import sqlite

            return sqlite.insert(model)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(model)

    async def commit(self) -> None:
        await self.session.commit()
        after, self._after = self._after, []
        for tell in after:
            tell()


class Database:
    """Engine and sessions. Nothing connects before the first use."""

    def __init__(self, url: str, timeout_s: float = 3.0) -> None:
        self.is_file = url.startswith("sqlite")
        self.engine = _engine(url, timeout_s)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """Commits when the block ends well, else rolls back. Raises Refusal 503 if the database is away."""
        try:
            async with self._sessions() as session:
                unit = Unit(session)
                yield unit
                await unit.commit()
        except Exception as error:
            if is_away(error):
                log.warning("database.away", error=type(error).__name__)
                raise database_away() from error
            raise

    async def alive(self) -> bool:
        try:
            async with self.unit() as unit:
                await unit.session.execute(text("SELECT 1"))
        except Refusal:
            return False
        return True

    async def close(self) -> None:
        await self.engine.dispose()


def _engine(url: str, timeout_s: float) -> AsyncEngine:
    if url.startswith("sqlite"):
        engine = create_async_engine(
            url, pool_size=1, max_overflow=0, pool_timeout=timeout_s, connect_args={"timeout": timeout_s}
        )
        event.listen(engine.sync_engine, "connect", _sqlite_connected)
        event.listen(engine.sync_engine, "begin", _sqlite_begin)
        return engine
    return create_async_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_timeout=timeout_s,
        pool_pre_ping=True,
        connect_args={"timeout": timeout_s, "command_timeout": timeout_s},
    )


def _sqlite_connected(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
    cursor = connection.cursor()
    for pragma in ("busy_timeout=3000", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.run_async(_write_ahead)


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    """A new file is told so once. While another process does that, SQLite refuses at once, whatever the timeout."""
    for patience in range(WAL_TRIES, 0, -1):
        try:
            async with connection.execute("PRAGMA journal_mode=WAL"):
                return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or patience == 1:
                raise
            await asyncio.sleep(WAL_AGAIN_S)


def _sqlite_begin(connection: Any) -> None:
    # IMMEDIATE: another process (create-user) waits its turn instead of failing half-way through a transaction.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_away(error: BaseException) -> bool:
    """Whether this error means that the database cannot be reached now, not that the statement was wrong."""
    if isinstance(error, exc.DBAPIError):
        state = str(getattr(error.orig, "sqlstate", None) or "")
        away = isinstance(error, (exc.OperationalError, exc.InterfaceError)) or error.connection_invalidated
        return away or state.startswith(("08", "57P", "53"))
    if isinstance(error, (exc.TimeoutError, TimeoutError, ConnectionError, OSError)):
        return True
    # While a server starts or stops, asyncpg's own errors come through without a wrapper.
    state = str(getattr(error, "sqlstate", None) or "")
    return state.startswith(("08", "57P", "53")) or type(error).__module__.startswith("asyncpg.exceptions._base")
