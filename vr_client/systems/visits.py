"""Tells the server about visits: one session per place, opened on arrival, closed on leaving."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from backend.schemas import SessionIn
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


def end_visit(world: World) -> None:
    """Also called when the program ends."""
    visit: Visit | None = world.memory.pop("visits", None)
    if visit is not None:
        visit.body.ended_at = datetime.now(UTC)
        _put(world, visit)


def _put(world: World, visit: Visit) -> None:
    world.outbox.append(Put(f"/sessions/{visit.id}", visit.body.model_copy(), "session"))
