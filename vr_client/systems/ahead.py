"""The place behind the nearest door, read while one is still on the way there: going through it then waits for its light alone."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renderer.gltf.model import Model
    from vr_client.places import Place

log = logging.getLogger(__name__)
AFTER_S = (
    3.0  # of being in a place: who has just come, and the server that starts then, need the machine for themselves
)
NEARER_M = 1.0  # another door must be by so much, or between two doors one place would drive the other out


@dataclass(slots=True)
class Ahead:
    """At most one place is read ahead. to : its id, "" for none."""

    to: str = ""
    reading: Future[Place] | None = None
    from_s: float = math.inf  # when to begin

    def arrived(self, now_s: float) -> None:
        self.to, self.reading, self.from_s = "", None, now_s + AFTER_S

    def look(self, now_s: float, gaps: dict[str, float], read: Callable[[str], Future[Place]]) -> None:
        """gaps : metres to each place's door. read : begins reading."""
        if now_s < self.from_s or not gaps:
            return
        nearest = min(gaps, key=lambda to: gaps[to])
        if nearest == self.to or gaps[nearest] > gaps.get(self.to, math.inf) - NEARER_M:
            return
        if self.reading is not None and not self.reading.done():
            return
        self.to, self.reading = nearest, read(nearest)
        log.info("reading %s ahead", nearest)

    def take(self, to: str) -> Future[Place] | None:
        """For who goes there now; None where it is not read, or in vain: what is wrong is then said anew."""
        if to != self.to or self.reading is None or (self.reading.done() and self.reading.exception() is not None):
            return None
        return self.reading

    def model(self) -> Model | None:
        """Of the place, once it is read."""
        if self.reading is None or not self.reading.done() or self.reading.exception() is not None:
            return None
        return self.reading.result().model
