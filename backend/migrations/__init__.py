"""The database's versions (Alembic). A server brings its database up to date when it starts, one server at a time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from backend.db import Database

HEAD = "0003"  # newest revision in versions/; a test compares it with what Alembic finds
_LOCK = 0x5E0C1  # PostgreSQL advisory lock: any number that nobody else uses


async def migrate(database: Database) -> None:
    """Upgrade to HEAD. Quick when there is nothing to do: Alembic itself is imported only if there is."""
    async with database.engine.begin() as connection:
        # On SQLite the transaction itself, begun IMMEDIATE, is the lock.
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    known = inspect(connection).has_table("alembic_version")
    if known and connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
