"""Lid, blanket and towel: held like anything, put over what burns, held to the mouth, laid along a door.

A lid or blanket that is let go over a burning thing covers it, as does a trigger within reach of it; a wet towel at the face is
breathed through.
"""

from __future__ import annotations

from typing import Any

import glm

from safety_training.events import Operate
from vr_client.devices.device import Input
from vr_client.drills.view import Entry, act, grip, move, snapshot_of
from vr_client.world import World

COVERS = ("lid", "blanket")
OVER_M = 0.75  # from the hand to the middle of what burns, to lay a cover on it
FACE_M = 0.24


def in_hand(world: World, input: Input, hand: str, tool: Entry) -> None:
    """One frame of a lid, blanket or towel in a hand."""
    pressed = _edge(world, hand, (input.left if hand == "left" else input.right).trigger)
    if tool["kind"] in COVERS and pressed and burning_near(world, grip(world, hand).position) is not None:
        _cover(world, tool, hand)
    elif tool["kind"] == "towel":
        near_face = glm.distance(grip(world, hand).position, _mouth(world)) < FACE_M
        at_mouth = bool(world.memory.get("towel_at_mouth", False))
        wanted = not at_mouth if pressed else (near_face if near_face != _was_near(world, near_face) else at_mouth)
        if wanted != at_mouth:
            hold_to_mouth(world, tool, wanted)


def let_go(world: World, tool: Entry) -> bool:
    """Whether letting this go lays it over something instead of putting it down."""
    thing = world.things[tool["name"]]
    if tool["kind"] not in COVERS or burning_near(world, thing.pose.position) is None:
        return False
    _cover(world, tool, "right")
    return True


def burning_near(world: World, point: glm.vec3) -> Entry | None:
    """The nearest item that burns, or could again, within reach of a cover."""
    found = [(float(glm.distance(glm.vec3(*f["position"]), point)), f) for f in snapshot_of(world).get("fires", ())]
    near = [(d, f) for d, f in found if d < OVER_M + f["diameter_m"] / 2 and not f["cover"]]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def hold_to_mouth(world: World, tool: Entry, at_mouth: bool) -> None:
    world.memory["towel_at_mouth"] = at_mouth
    act(world, Operate(tool["name"], "mouth", 1.0 if at_mouth else 0.0))


def _cover(world: World, tool: Entry, hand: str) -> None:
    move(world, hand)
    act(world, Operate(tool["name"], "cover", 1.0))
    world.haptics.append((hand, 0.8, 0.08))
    for name, held in list(world.held.items()):
        if held.thing == tool["name"]:
            del world.held[name]


def _mouth(world: World) -> glm.vec3:
    head = world.user.head
    return head.position + head.orientation * glm.vec3(0, -0.08, -0.08)


def _was_near(world: World, near: bool) -> bool:
    was = bool(world.memory.get("towel_near_face", False))
    world.memory["towel_near_face"] = near
    return was


def _edge(world: World, hand: str, trigger: float) -> bool:
    """Whether the trigger of a holding hand went down in this frame."""
    downs: dict[str, Any] = world.memory.setdefault("cover_triggers", {})
    was = bool(downs.get(hand, False))
    downs[hand] = trigger > (world.settings.release_at if was else world.settings.press_at)
    return bool(downs[hand]) and not was
