"""Hands on doors. A trigger at the handle opens or shuts. A squeeze takes the handle: the leaf goes with the hand, and a squeeze
without a pull sets it ajar. A hand laid on the leaf feels it: with the back of the hand, as one should before opening, or not.
"""

from __future__ import annotations

import math
from typing import Any

import glm

from safety_training.events import Door, TouchDoor
from vr_client.devices.device import Input
from vr_client.drills.doors import DOOR, HANDLE_M, HANDLE_UP_M, Doors, Pull, doors_of, handle_of, leaf_of, vents_here
from vr_client.drills.view import Entry, act, grip, move, nearest_hand_m, taking_part
from vr_client.i18n import tr
from vr_client.messages import Captioned, Used
from vr_client.world import World

AJAR = 0.15  # of wide open: a crack to look through
REACH_M = 1.5
FELT_M, LEFT_M = 0.07, 0.14  # a hand so near the leaf touches it; beyond the other it has left
PULL_STEP, PULL_M = 0.08, 0.45  # told of when it has changed by so much; a hand farther from the handle pulls nothing


def door_hands(world: World, input: Input, events: list[Any]) -> None:
    """After `doors` has put the leaves where they stand."""
    if world.place is None or not taking_part(world):
        return
    state, pairs = doors_of(world), vents_here(world)
    vents, shares = {n: v for n, (v, _) in pairs.items()}, {n: entry for n, (_, entry) in pairs.items()}
    for event in list(events):
        if isinstance(event, Used) and event.name.startswith(DOOR) and event.name in world.interactables:
            _used(world, state, shares, event, events)
    _pull(world, state, input, vents, shares)
    for hand in ("left", "right"):
        _feel(world, state, vents, hand)


def _used(world: World, state: Doors, shares: dict[str, Entry], event: Used, events: list[Any]) -> None:
    if event.how in ("release", "touch"):  # who brushes past a handle does not turn it
        return
    spot, name = world.interactables[event.name], event.name.removeprefix(DOOR)
    if nearest_hand_m(world, spot.centre, event.hand) > REACH_M:
        events.append(Captioned("", tr("문이 멀리 있습니다. 더 다가가세요.", world.user.language), 3.0))
        return
    now = shares[name]["open"]
    if event.how == "grab":
        state.pulls[event.hand] = Pull(name, now, now)
        world.haptics.append((event.hand, 0.5, 0.03))
    else:
        set_door(world, name, 0.0 if now > 0.5 else 1.0, event.hand)


def _pull(world: World, state: Doors, input: Input, vents: dict[str, Any], shares: dict[str, Entry]) -> None:
    """The leaf goes where the hand brings its handle; a squeeze that went nowhere sets ajar, or opens what is ajar."""
    for hand, pull in list(state.pulls.items()):
        at = _share_at(world, vents[pull.vent], grip(world, hand).position)
        squeezes = (input.left if hand == "left" else input.right).squeeze > world.settings.release_at
        if at is not None and squeezes and abs(at - pull.said) > PULL_STEP and _is_near(world, vents[pull.vent], hand):
            pull.said = at
            set_door(world, pull.vent, at, hand)
        if squeezes:
            continue
        del state.pulls[hand]
        if pull.said == pull.began:
            ajar = 0.01 < shares[pull.vent]["open"] < 0.5
            set_door(world, pull.vent, 1.0 if ajar else AJAR, hand)


def _is_near(world: World, vent: Any, hand: str) -> bool:
    """Whether the hand is at the handle rather than pointing at it from afar."""
    return bool(glm.distance(grip(world, hand).position, handle_of(world, vent)) < PULL_M)


def _share_at(world: World, vent: Any, at: glm.vec3) -> float | None:
    """How far open a leaf is whose handle is in a hand there."""
    leaf = leaf_of(world, vent)
    if leaf is None:
        return None
    local = leaf.rest.inverse().orientation * (at - leaf.rest.position)
    share = 1.0 - math.atan2(-local.z, local.x) / leaf.closing(glm.vec3(*vent.centre))
    return min(1.0, max(0.0, share))


def set_door(world: World, name: str, open_: float, hand: str = "right") -> None:
    move(world, hand)
    act(world, Door(name, open_))
    world.haptics.append((hand, 0.6, 0.05))


def touch_door(world: World, name: str, back: bool, hand: str = "right") -> None:
    move(world, hand)
    act(world, TouchDoor(name, back))
    world.haptics.append((hand, 0.4, 0.04))


def back_of(world: World, hand: str) -> glm.vec3:
    """The way the back of a hand looks: OpenXR's grip has +X out of the left palm and into the right one."""
    return grip(world, hand).orientation * glm.vec3(1.0 if hand == "right" else -1.0, 0, 0)


def back_leads(world: World, hand: str) -> bool:
    """Whether the back of the hand is turned away from the eyes, to what lies beyond it."""
    away = grip(world, hand).position - world.user.head.position
    return bool(glm.length(away) > 1e-3 and glm.dot(glm.normalize(away), back_of(world, hand)) > 0.6)


def _feel(world: World, state: Doors, vents: dict[str, Any], hand: str) -> None:
    """A hand that comes to lie on a leaf feels it, once until it leaves."""
    at = grip(world, hand).position
    under = state.feels.get(hand, "")
    reach = LEFT_M if under else FELT_M
    touched = next((n for n, v in vents.items() if _lies_on(world, state, v, at, LEFT_M if n == under else reach)), "")
    if touched == under:
        return
    state.feels[hand] = touched
    if touched and hand not in world.held:
        leaf = leaf_of(world, vents[touched])
        assert leaf is not None
        normal = leaf.turned(state.angle.get(leaf.node, 0.0)).orientation * glm.vec3(0, 0, 1)
        back = abs(float(glm.dot(back_of(world, hand), normal))) > 0.6 and back_leads(world, hand)
        touch_door(world, touched, back, hand)


def _lies_on(world: World, state: Doors, vent: Any, at: glm.vec3, reach_m: float) -> bool:
    leaf = leaf_of(world, vent)
    if leaf is None:
        return False
    hinge = leaf.turned(state.angle.get(leaf.node, 0.0)).inverse()
    p = hinge.orientation * at + hinge.position
    near_handle = math.hypot(p.x - (leaf.width_m - HANDLE_M), p.y - HANDLE_UP_M) < 0.18
    return 0.02 < p.x < leaf.width_m and 0.2 < p.y < leaf.height_m and abs(p.z) < reach_m and not near_handle
