"""What stands in a doorway besides a hinged leaf: a sliding leaf that is shut, and what blocks an exit."""

from __future__ import annotations

import math
from typing import Any

import glm

from renderer.spatial import Pose, yaw
from vr_client.drills.doors import doors_of
from vr_client.drills.models import thing_model
from vr_client.drills.statics import building_of
from vr_client.drills.view import Entry, snapshot_of
from vr_client.world import Thing, World

SLIDES = {
    "door.balcony": ("balcony_leaf", 1.16)
}  # vent -> model, how far the leaf slides to the right of its opening, metres
SHUT = 0.3  # a body does not get through a gap so small
THICK_M = 0.06
BARRIER = "barrier."


def barriers(world: World) -> None:
    """Drawn as things, felt as leaves."""
    building = building_of(world)
    if world.place is None or building is None:
        return
    stands = doors_of(world).barred
    vents = {vent["name"]: vent for vent in snapshot_of(world).get("vents", ())}
    for vent in building.vents:
        entry = vents.get(vent.name)
        if entry is not None and vent.kind == "door" and not vent.node:
            _slide(world, vent, entry)
        shut = entry is not None and (entry["blocked"] or (not vent.node and vent.movable and entry["open"] < SHUT))
        _stand(world, vent, shut and vent.kind == "door", stands)
        if entry is not None:
            _block(world, vent, entry["blocked"])


def _across(vent: Any) -> Pose:
    """In the middle of the opening on the floor, +Z along its normal."""
    x, _, z = vent.centre
    return Pose(glm.vec3(x, vent.centre[1] - (vent.soffit_m - vent.sill_m) / 2, z), yaw(_turn(vent.normal)))


def _turn(direction: tuple[float, float, float]) -> float:
    return math.atan2(direction[0], direction[2])


def _slide(world: World, vent: Any, entry: Entry) -> None:
    if vent.name not in SLIDES:
        return
    model_name, far_m = SLIDES[vent.name]
    model = thing_model(model_name)
    if model is None:
        return
    thing = world.things.get(vent.name) or Thing(vent.name, model)
    at = _across(vent)
    thing.pose = Pose(at.position + glm.vec3(far_m * entry["open"], 0.01, 0.08), yaw(0.0))
    world.things[vent.name] = thing


def _stand(world: World, vent: Any, shut: bool, stands: dict[str, bool]) -> None:
    if stands.get(vent.name, False) == shut:
        return
    assert world.place is not None
    stands[vent.name] = shut
    height = vent.soffit_m - vent.sill_m
    at = _across(vent)
    middle = Pose(at.position + glm.vec3(0, height / 2, 0), at.orientation)
    world.place.physics.hang(BARRIER + vent.name, middle if shut else None, glm.vec3(vent.width_m, height, THICK_M))


def _block(world: World, vent: Any, blocked: bool) -> None:
    """A shutter where an exit is blocked, its front to where one stands."""
    name = BARRIER + vent.name
    model = thing_model("barrier") if blocked else None
    if model is None:
        world.things.pop(name, None)
        return
    at = _across(vent)
    to = world.user.head.position - at.position
    side = 1.0 if glm.dot(to, glm.vec3(*vent.normal)) > 0 else -1.0
    turn = yaw(_turn(vent.normal) + (0.0 if side > 0 else math.pi))
    world.things[name] = Thing(name, model, Pose(at.position + glm.vec3(*vent.normal) * 0.05 * side, turn))
