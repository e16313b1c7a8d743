"""A bot's body: where its head is, how it walks and aims. Everything it does is a list of actions a tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety_training.events import Action, Move
from safety_training.numeric import Vec3, distance, sub, unit

TICK_S = 0.05
WALK_M_S, CRAWL_M_S = 1.4, 0.75
LOW_M = 0.9  # of the eyes, when stooping

Turn = list[Action]
Turns = Iterator[Turn]


@dataclass
class Body:
    """feet : on the floor. eye_m : of who stands upright."""

    feet: Vec3
    facing: Vec3 = (0.0, 0.0, -1.0)
    eye_m: float = 1.6
    low: bool = False

    @property
    def head(self) -> Vec3:
        x, y, z = self.feet
        return (x, y + (LOW_M if self.low else self.eye_m), z)

    @property
    def nozzle(self) -> Vec3:
        """Held before the belly."""
        x, y, z = self.head
        return (x + 0.3 * self.facing[0], y - (0.2 if self.low else 0.4), z + 0.3 * self.facing[2])

    def move(self) -> Move:
        return Move(self.head, self.facing, None, self.low)

    def look(self, at: Vec3) -> None:
        way = unit(sub(at, self.head))
        if way != (0.0, 0.0, 0.0):
            self.facing = way

    def step(self, to: Vec3, look_at: Vec3 | None = None, pace: float = 1.0) -> None:
        """A tick of walking along the floor. look_at : what to face meanwhile, else the way."""
        goal = (to[0], self.feet[1], to[2])
        left = distance(self.feet, goal)
        step_m = (CRAWL_M_S if self.low else WALK_M_S) * pace * TICK_S
        share = min(1.0, step_m / left) if left > 0.0 else 1.0
        self.look(look_at or (goal[0], self.head[1], goal[2]))
        if share >= 1.0:
            self.feet = goal
            return
        x, y, z = self.feet
        self.feet = (x + share * (goal[0] - x), y, z + share * (goal[2] - z))
