"""Visits."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.schemas.wire import RoomId, Utc, Wire


class SessionIn(Wire):
    """PUT /api/sessions/{id}. One visit; sent again with `ended_at` when it is over."""

    place: RoomId
    device: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
    started_at: Utc
    ended_at: Utc | None = None


class SessionOut(SessionIn):
    id: UUID
