"""Statements on their way to a learning record store."""

from datetime import datetime
from uuid import UUID

from backend.schemas.wire import Wire


class RefusedStatement(Wire):
    id: UUID
    why: str


class OutboxOut(Wire):
    """GET /api/xapi/outbox, for trainers. store : the address of the learning record store, "" if there is none."""

    store: str
    waiting: int
    sent: int  # of those still kept here
    refused: int
    oldest_waiting_at: datetime | None
    last_sent_at: datetime | None
    last_error: str
    last_error_at: datetime | None
    next_try_at: datetime | None
    refusals: list[RefusedStatement]
