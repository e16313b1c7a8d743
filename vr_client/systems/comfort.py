"""Comfort: the picture closes at its edge while the stick moves one, and darkens when the head is inside a wall.

Figures and their sources are in settings.py. The app switches the vignette off for a window: a monitor's edge is still enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from vr_client.devices.device import Input
from vr_client.systems.locomotion import walker
from vr_client.world import World

STILL_M_S = 0.2
HEAD_FROM_FEET_M = 0.35  # a head this far from where its body could follow is beyond a wall
WALL_FADE_S = 0.15


@dataclass(slots=True)
class Comfort:
    held_s: float = 0.0
    wall: float = 0.0


def comfort(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get("comfort")
    if state is None:
        state = world.memory["comfort"] = Comfort()
    _vignette(world, state, dt)
    _wall(world, state, dt)


def _vignette(world: World, state: Comfort, dt: float) -> None:
    settings, walk = world.settings, walker(world)
    moving = walk.moved_m_s > STILL_M_S or walk.turned_rad != 0
    state.held_s = settings.vignette_hold_s if moving else max(state.held_s - dt, 0.0)
    want = settings.vignette_strength if settings.vignette and state.held_s > 0 else 0.0
    time_s = settings.vignette_close_s if want > world.vignette else settings.vignette_open_s
    world.vignette += (want - world.vignette) * (1 - math.exp(-dt / max(time_s, 1e-3) * 3))
    if world.vignette < 0.01 and want == 0:
        world.vignette = 0.0


def _wall(world: World, state: Comfort, dt: float) -> None:
    """Adds to `fade` what travel has not: black while one's head is where no head can be."""
    inside = False
    if world.place is not None:
        head, feet = world.user.head.position, walker(world).feet
        apart = math.hypot(head.x - feet.x, head.z - feet.z) > HEAD_FROM_FEET_M
        inside = apart or world.place.physics.inside(head, world.settings.head_in_wall_m)
    step = dt / WALL_FADE_S
    state.wall = min(state.wall + step, 1.0) if inside else max(state.wall - step, 0.0)
