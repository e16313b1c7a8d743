"""Drills that run now."""

from __future__ import annotations

from backend.errors import not_found
from backend.rooms.hub import Room, Seat
from backend.schemas import DrillInput, DrillOut


class LiveDrills:
    def running_in(self, room: str) -> DrillOut | None:
        return None

    def greet(self, room: Room, seat: Seat) -> None:
        pass

    def take(self, room: Room, seat: Seat, heard: DrillInput) -> None:
        raise not_found()
