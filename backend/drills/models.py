from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime


class DrillRow(Base):
    """A drill. While it runs, `tick` and the inputs before it are enough to compute its state again.

    scenario_hash and rules say with which content and code; seal closes the log's chain of hashes once it has ended.
    """

    __tablename__ = "drills"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    started_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    room: Mapped[str] = mapped_column(String(80))
    scenario: Mapped[str] = mapped_column(String(40))
    scenario_hash: Mapped[str] = mapped_column(String(64))
    rules: Mapped[int] = mapped_column()
    seed: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)  # running | finished | abandoned
    tick: Mapped[int] = mapped_column()
    state_hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        # One running drill a room, whoever asks at the same moment.
        Index(
            "ix_drills_running_room",
            "room",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )


class DrillInputRow(Base):
    """One input as the drill took it; `n` is its place in the log. Written again after a lost commit, it is the same row."""

    __tablename__ = "drill_inputs"

    drill_id: Mapped[UUID] = mapped_column(ForeignKey("drills.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    tick: Mapped[int] = mapped_column()
    participant: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[dict[str, Any]] = mapped_column(JSON)
