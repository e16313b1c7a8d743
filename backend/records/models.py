from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime


class Record(Base):
    """One finished task of one person with its grade. `subject` is the drill or the lease it came from."""

    __tablename__ = "records"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made from subject and person, so that it cannot come twice
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[UUID] = mapped_column(index=True)
    title_ko: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grade: Mapped[dict[str, Any]] = mapped_column(JSON)
    state_hash: Mapped[str] = mapped_column(String(64), default="")
    corrected: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # after an appeal: {"score", "passed", "at", "why"}
