"""Launches from a learning management system."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend.schemas.wire import RoomId, Slug, Wire


class LaunchIn(Wire):
    """PUT /api/launches/{id}, by the page of a SCORM package, which made the id."""

    package: Annotated[str, Field(max_length=2000, pattern=r"^[A-Za-z0-9_.-]+$")]


class LaunchOut(Wire):
    """link : for the app. page : for a browser. token : for GET /api/launches/{id}/result."""

    id: UUID
    code: str
    link: str
    page: str
    token: str


class LaunchResult(Wire):
    """The best of what was finished since the launch was claimed."""

    state: Literal["waiting", "claimed", "finished"]
    passed: bool | None = None
    score: float | None = None
    of: float = 100
    seconds: float | None = None
    finished_at: datetime | None = None


class ClaimOut(Wire):
    """PUT /api/launches/{code}/claim, by whoever is to do the drill."""

    scenario: Slug
    place: RoomId
    mode: Literal["practice", "guided", "test"]
    title_ko: str
    title_en: str
