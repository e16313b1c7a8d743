from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, UtcDateTime, now


class User(Base):
    """A person. A guest has a secret; an account has e-mail and password; a guest who made an account has both."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2))
    secret_hash: Mapped[str | None] = mapped_column(String(64))  # SHA-256: the secret is long and random
    email: Mapped[str | None] = mapped_column(String(256), unique=True)  # lower case
    password_hash: Mapped[str | None] = mapped_column(String(256))  # argon2
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
