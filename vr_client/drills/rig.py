"""The 완강기 as it is rigged: hook, reel and belt lie at the rail, then hang where each step has brought them.

Places of the fire hall's balcony, by device; metres, the place's frame."""

from __future__ import annotations

import math
from collections.abc import Iterator

import glm

from renderer.scene import Line
from renderer.spatial import Pose, yaw
from vr_client.devices.device import Input
from vr_client.drills.models import thing_model
from vr_client.drills.statics import building_of
from vr_client.drills.view import Entry, devices
from vr_client.systems.locomotion import arrive, heading, stand
from vr_client.world import Thing, World

SPOTS = {  # part -> before and after its step
    "descender.balcony": {
        "hook": (glm.vec3(5.30, 0.87, -17.98), glm.vec3(4.885, 1.40, -19.095)),
        "reel": (glm.vec3(5.02, 0.10, -18.45), glm.vec3(4.885, -6.5, -19.25)),
        "belt": (glm.vec3(5.02, 0.30, -18.45), None),
    }
}
ROPE, ROPE_M = (0.75, 0.55, 0.08, 1.0), 0.012
DOWN_M = 5.5  # as far as one is seen to go: then one is at the bottom
OUT_M = 0.35  # of the rail
CHEST = glm.vec3(0, -0.42, -0.10)  # the middle of a worn belt, from the eyes
BELT_TOP = glm.vec3(0, -0.08, -0.15)  # where the rope begins
LYING = yaw(math.pi)


def rigs(world: World) -> None:
    for name, device in devices(world, "descender").items():
        for part, (before, after) in SPOTS.get(name, {}).items():
            done = part in device["state"].get("done", ())
            _show(world, name, part, _pose(world, device, after) if done else Pose(before, LYING))
        if name in SPOTS:
            world.lines += _ropes(world, name, device["state"])


def descend(world: World, input: Input) -> None:
    """Down along the wall while the rope runs, then to where those who are out gather."""
    rig = next((d for d in devices(world, "descender").values() if d["state"].get("holder") == world.user.id), None)
    hanging, was = rig is not None and rig["state"].get("left_s", 0.0) > 0, bool(world.memory.get("descending", 0.0))
    if hanging and rig is not None:
        left = float(rig["state"]["left_s"])
        whole = world.memory["descending"] = max(float(world.memory.get("descending", 0.0)), left)
        if not was:
            arrive(world, input, Pose(_over_the_rail(rig), yaw(math.pi)))
        world.user.lowered_m = DOWN_M * (1 - left / whole)
    elif was:
        world.memory["descending"] = world.user.lowered_m = 0.0
        building = building_of(world)
        if building is not None and building.assemblies:
            stand(world, input, Pose(glm.vec3(*building.assemblies[0].position), yaw(0.0)))


def _over_the_rail(rig: Entry) -> glm.vec3:
    """Where one hangs: before the wall below the hook, facing it."""
    hook = SPOTS.get(rig["name"], {}).get("hook", (None, None))[1]
    at = hook if hook is not None else glm.vec3(*rig["position"])
    return glm.vec3(at.x, 0.0, at.z - OUT_M)


def _ropes(world: World, device: str, state: Entry) -> Iterator[Line]:
    """One end hangs down to the reel, the other runs to the belt of whoever looks, if they wear it."""
    hook, reel = SPOTS[device]["hook"][1], SPOTS[device]["reel"][1]
    assert hook is not None
    assert reel is not None
    done = state.get("done", ())
    if "reel" in done:
        yield Line([hook, glm.vec3(reel.x, hook.y - 0.1, reel.z), reel], ROPE, ROPE_M)
    if "belt" in done and "hook" in done and state.get("holder") == world.user.id:
        yield Line([hook, _worn(world, BELT_TOP).position], ROPE, ROPE_M)


def _pose(world: World, device: Entry, after: glm.vec3 | None) -> Pose | None:
    """A part whose step is done; the belt at the chest of whoever wears it."""
    if after is not None:
        return Pose(after, LYING)
    if device["state"].get("holder") != world.user.id:
        return None
    return _worn(world, CHEST)


def _worn(world: World, from_eyes: glm.vec3) -> Pose:
    """Upright before the body, which faces where the head looks; the front of our models is +Z."""
    head = world.user.head
    turned = yaw(heading(head.orientation))
    return Pose(head.position + turned * from_eyes, turned * LYING)


def _show(world: World, device: str, part: str, pose: Pose | None) -> None:
    model, name = thing_model(f"descender_{part}"), f"{device}.{part}"
    if model is None or pose is None:
        world.things.pop(name, None)
        return
    world.things[name] = Thing(name, model, pose)
