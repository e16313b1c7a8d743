from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime


class XapiStatement(Base):
    """One statement that waits for a learning record store, or has gone to it.

    `id` is the statement's own, made from drill, person and event, so that none is written twice. Within a registration (an
    attempt of one person) they go out in the order of `place`.
    """

    __tablename__ = "xapi_statements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    registration: Mapped[UUID] = mapped_column()
    subject: Mapped[UUID] = mapped_column(index=True)  # the drill or lease it tells of
    user_id: Mapped[UUID | None] = mapped_column(
        index=True
    )  # whose it is; no key, since a person may have been forgotten
    place: Mapped[int] = mapped_column()
    statement: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(8))  # waiting | sent | refused
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (Index("ix_xapi_statements_queue", "state", "created_at", "registration", "place"),)
