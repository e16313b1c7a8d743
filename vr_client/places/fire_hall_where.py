"""Where one stands in the fire hall: at the start of one's part, before the results, or in somebody else's eyes.

`state` is fire_hall.State."""

from __future__ import annotations

import math
from typing import Any

import glm

from renderer.spatial import Pose, yaw
from safety_training.scenario import load_scenario
from vr_client.devices.device import Input
from vr_client.drills.eyes import look_through
from vr_client.drills.view import mine, snapshot_of
from vr_client.systems.locomotion import stand
from vr_client.systems.travel import before
from vr_client.ui.placing import anchor
from vr_client.world import World

RESULTS = "debrief"  # an anchor of the place
FAR_M = 4.0  # from the results: then one cannot read them


def to_start(world: World, state: Any, input: Input) -> None:
    """Once the server has given a part: to where it begins."""
    me = mine(world) if state.joined and not state.placed and state.phase == "running" else None
    if me is None or world.drill is None or world.drill.id != state.drill or not me["role"]:
        return
    state.placed = True
    role = next((r for r in load_scenario(state.scenario).roles if r.id == me["role"]), None)
    if role is not None and me["head"] is None:
        _stand_at(world, input, role.start, role.facing)


def _stand_at(world: World, input: Input, at: tuple[float, float, float], facing: tuple[float, float, float]) -> None:
    stand(world, input, Pose(glm.vec3(*at), yaw(math.atan2(-facing[0], -facing[2]))))


def to_results(world: World, state: Any, input: Input) -> None:
    """Who ended far from the boards is brought before them."""
    if not state.back:
        return
    state.back = False
    spot = before(anchor(world, RESULTS))
    away = spot.position - world.user.head.position
    if math.hypot(away.x, away.z) > FAR_M:
        stand(world, input, spot)


def watch(world: World, state: Any) -> None:
    """Through somebody's eyes, as soon as there are any; the card then offers the others'."""
    if state.joined or state.phase != "running":
        return
    people = [p for p in snapshot_of(world).get("people", ()) if p["present"] and p["head"] is not None]
    if people:
        look_through(world, min(people, key=lambda person: bool(person["npc"]))["id"])
