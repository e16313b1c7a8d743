from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db import Base, UtcDateTime
from backend.identity.models import User


class Suggestion(Base):
    """What a person wrote for the box in the mayor's office, and what staff answered."""

    __tablename__ = "suggestions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answer_seen: Mapped[bool] = mapped_column(default=False)

    author: Mapped[User] = relationship(foreign_keys=[user_id], lazy="raise")
