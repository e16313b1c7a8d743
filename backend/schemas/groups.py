"""Who trains whom."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.schemas.wire import Name, Slug, Wire


class GroupIn(Wire):
    """PUT /api/groups/{id}, by a trainer, who then trains it."""

    name: Name


class MemberIn(Wire):
    """PUT /api/groups/{id}/members/{user}."""

    part: Literal["trainer", "trainee"] = "trainee"


class MemberOut(MemberIn):
    user: UUID
    name: Name


class GroupOut(GroupIn):
    """`members` : trainers first, each part by name."""

    id: UUID
    created_at: datetime
    members: list[MemberOut]


class ResultOut(Wire):
    """GET /api/groups/{id}/results: what its people have finished in the group's drills, oldest first."""

    user: UUID
    name: Name
    drill: UUID
    scenario: Slug
    mode: str
    finished_at: datetime
    score: float
    of: float
    passed: bool
    critical: list[str]
