"""The newest snapshot of the drill, asked by name: my own entry, the equipment, the devices. And the way to act."""

from __future__ import annotations

import math
from typing import Any

import glm

from renderer.spatial import Pose, yaw
from safety_training.events import Move
from vr_client.messages import DrillAction
from vr_client.world import World

Entry = dict[str, Any]


def snapshot_of(world: World) -> Entry:
    """The newest snapshot; {} without a drill."""
    return world.drill.snapshot if world.drill is not None and world.drill.snapshot else {}


def mine(world: World) -> Entry | None:
    """This person in the newest snapshot."""
    return next((p for p in snapshot_of(world).get("people", ()) if p["id"] == world.user.id), None)


def taking_part(world: World) -> bool:
    """The drill runs and this person is in it, able to act."""
    if world.drill is None or world.drill.result is not None:
        return False
    me = mine(world)
    if me is None or not me["present"] or me["finished"] or me.get("incapacitated"):
        return False
    return bool(world.drill.snapshot["phase"] != "finished")


def equipment(world: World) -> dict[str, Entry]:
    return {tool["name"]: tool for tool in snapshot_of(world).get("equipment", ())}


def devices(world: World, kind: str = "") -> dict[str, Entry]:
    """All devices, or those of one kind, by name."""
    found = snapshot_of(world).get("devices", ())
    return {device["name"]: device for device in found if kind in ("", device["kind"])}


def act(world: World, action: Any) -> None:
    assert world.drill is not None
    world.outbox.append(DrillAction(world.drill.id, action))


def move(world: World, hand: str = "right") -> None:
    """Where I am now. The server measures every reach from where it last heard of us, so it is said before each deed."""
    head = world.user.head
    low = world.user.lowered_m > 0
    act(world, Move(vec(head.position), vec(head.forward()), vec(grip(world, hand).position), low))


def pose_of(entry: Entry) -> Pose:
    """The front of our models is +Z, and `facing` is where the front looks."""
    x, _, z = entry["facing"]
    return Pose(glm.vec3(*entry["position"]), yaw(math.atan2(x, z)))


def grip(world: World, hand: str) -> Pose:
    return world.user.left if hand == "left" else world.user.right


def aim(world: World, hand: str) -> Pose:
    return world.user.left_aim if hand == "left" else world.user.right_aim


def vec(v: glm.vec3) -> tuple[float, float, float]:
    return (float(v.x), float(v.y), float(v.z))


def nearest_hand_m(world: World, point: glm.vec3, hand: str) -> float:
    """From a point to the nearer of the head and that hand: what one is close to."""
    return float(min(glm.distance(point, p.position) for p in (world.user.head, grip(world, hand))))
