"""Tells the server about visits: one session per place, opened on arrival, closed on leaving; and how far one has come with what
there is to do (the server's records hold the grades)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from backend.schemas.progress import ProgressIn
from backend.schemas.sessions import SessionIn
from vr_client.devices.device import Input
from vr_client.messages import Arrived, Put
from vr_client.world import World


@dataclass(slots=True)
class Visit:
    id: str
    body: SessionIn


def visits(world: World, input: Input, events: list[Any], dt: float) -> None:
    for event in events:
        if isinstance(event, Arrived):
            end_visit(world)
            body = SessionIn(place=event.place, device=world.device_name[:80], started_at=datetime.now(UTC))
            visit = world.memory["visits"] = Visit(str(uuid.uuid4()), body)
            _put(world, visit)
            note(world, f"place.{event.place}", "seen")


def note(
    world: World, task: str, state: Literal["seen", "started", "done"], **detail: bool | int | float | str
) -> None:
    """Progress with a task, e.g. "drill.waste_bin" "done" with score and passed. The newest note counts."""
    body = ProgressIn(state=state, at=datetime.now(UTC), detail=detail)
    world.outbox.append(Put(f"/progress/{task}", body, "progress"))


def end_visit(world: World) -> None:
    """Also called when the program ends."""
    visit: Visit | None = world.memory.pop("visits", None)
    if visit is not None:
        visit.body.ended_at = datetime.now(UTC)
        _put(world, visit)


def _put(world: World, visit: Visit) -> None:
    world.outbox.append(Put(f"/sessions/{visit.id}", visit.body.model_copy(), "session"))
