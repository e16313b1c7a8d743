"""What the migrations make is what the models say, on both databases, and two servers starting at once do it once."""

from __future__ import annotations

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import backend.migrations as migrations
from backend.db import Database
from backend.models import Base


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def empty(request, tmp_path):
    """The URL of a database with nothing in it."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").database()
    return f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}"


def test_migrations_make_what_the_models_say(empty):
    async def differences():
        database = Database(empty)
        await migrations.migrate(database)
        await migrations.migrate(database)  # nothing to do any more
        async with database.engine.connect() as connection:
            found = await connection.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), Base.metadata))
        await database.close()
        return found

    assert asyncio.run(differences()) == []


def test_two_servers_at_once_migrate_once(empty):
    async def both():
        one, two = Database(empty), Database(empty)
        await asyncio.gather(migrations.migrate(one), migrations.migrate(two))
        async with one.unit() as unit:
            versions = (await unit.session.execute(text("SELECT version_num FROM alembic_version"))).all()
        await one.close()
        await two.close()
        return versions

    assert asyncio.run(both()) == [(migrations.HEAD,)]


def test_head_is_the_newest_revision():
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]
