from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, false, text
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
    state: Mapped[str] = mapped_column(String(16), index=True)  # running | finished | abandoned | rewound
    tick: Mapped[int] = mapped_column()
    state_hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id"), index=True)
    roles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")  # of the scenario, by person
    paused: Mapped[bool] = mapped_column(default=False, server_default=false())
    branch_of: Mapped[UUID | None] = mapped_column(ForeignKey("drills.id"))  # this one goes on from a tick of that one
    branch_tick: Mapped[int | None] = mapped_column()

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
    participant: Mapped[str] = mapped_column(String(48))  # a person's id, or "trainer:" and the trainer's
    seq: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[dict[str, Any]] = mapped_column(JSON)


class InjectionRow(Base):
    """What a trainer did to a drill, by the id that the trainer's client made: asked again, it is not done again."""

    __tablename__ = "injections"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    drill_id: Mapped[UUID] = mapped_column(ForeignKey("drills.id"), index=True)
    by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    tick: Mapped[int] = mapped_column()
    action: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
