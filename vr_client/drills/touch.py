"""What a hand feels at a door: for a moment a glow in the colour of the heat at the hand, and a shake as strong as it is hot."""

from __future__ import annotations

import math

import glm

from renderer.scene import Line
from vr_client.drills.view import grip
from vr_client.world import World

SHOWN_S = 2.5
HEAT = {  # felt -> linear colour, strength of the shake
    "hot": ((1.0, 0.12, 0.02), 1.0),
    "warm": ((1.0, 0.55, 0.08), 0.5),
    "cool": ((0.25, 0.6, 1.0), 0.12),
}
RING_M, AHEAD_M = 0.075, 0.03


def felt(world: World) -> None:
    """Each frame: world.memory["felt"] is (time, "hot" | "warm" | "cool") of the last touch."""
    since, how = world.memory.get("felt", (-1e9, "cool"))
    age = world.time_s - since
    if not 0 <= age < SHOWN_S or how not in HEAT:
        return
    (r, g, b), strength = HEAT[how]
    hand = "right" if world.user.right.position != world.user.head.position else "left"
    world.lines.append(Line(ring(world, hand), (r, g, b, 0.9 * (1 - age / SHOWN_S)), 0.012))
    if age < 0.3:
        world.haptics.append((hand, strength, 0.1))


def ring(world: World, hand: str) -> list[glm.vec3]:
    """Around the hand, facing the eyes."""
    at, head = grip(world, hand).position, world.user.head
    away = at - head.position
    ahead = glm.normalize(away) if glm.length(away) > 1e-3 else head.forward()
    side = glm.normalize(glm.cross(ahead, glm.vec3(0, 1, 0)) + glm.vec3(1e-6, 0, 0))
    up = glm.cross(side, ahead)
    turns = (2 * math.pi * i / 20 for i in range(21))
    return [at + ahead * AHEAD_M + (side * math.cos(t) + up * math.sin(t)) * RING_M for t in turns]
