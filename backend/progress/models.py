from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime


class Progress(Base):
    """How far a person is with one task; the newest word by the client's clock."""

    __tablename__ = "progress"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    task: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
