"""Alembic's entry: it is always handed an open connection (see backend.migrations)."""

from __future__ import annotations

from alembic import context

from backend.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a table; Alembic copies it
)
with context.begin_transaction():
    context.run_migrations()
