from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime


class Launch(Base):
    """One learner sent here by a learning management system, who need not say who they are. Whoever has the code claims it."""

    __tablename__ = "launches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    package: Mapped[UUID] = mapped_column(index=True)  # which package it came from
    issued_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))  # the trainer who made the package
    scenario: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
