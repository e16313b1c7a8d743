"""Doors as hands know them: drawn and felt as the snapshot has them, opened, set ajar, shut, and felt with the back of the hand.

A trigger or a finger at the handle opens or shuts; a squeeze sets ajar. A hand laid on the leaf feels it: with the back of the
hand, as one should before opening, or with the palm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import glm

from renderer.spatial import Pose
from safety_training.events import Door, TouchDoor
from vr_client.drills.statics import building_of, said
from vr_client.drills.view import Entry, act, grip, move, nearest_hand_m, snapshot_of, taking_part
from vr_client.i18n import tr
from vr_client.leaves import Leaf
from vr_client.messages import Captioned, Used
from vr_client.systems.locomotion import walker
from vr_client.world import Interactable, World

DOOR = "door."
AJAR = 0.15  # of wide open: a crack to look through
REACH_M = 1.5
HANDLE_M, HANDLE_UP_M = 0.09, 1.0  # from the free edge, above the floor
SWING_S = 0.25
FELT_M, LEFT_M = 0.07, 0.14  # a hand so near the leaf touches it; beyond the other it has left
CAUGHT_M = 0.30  # a body so near a leaf is not shut in by it


@dataclass(slots=True)
class Doors:
    """angle : by node, as drawn. stands : by node, the angle at which its collision stands, None while somebody is in its way.
    feels : by hand, the door under it. barred : vents across which something stands (see barriers)."""

    place: str = ""
    angle: dict[str, float] = field(default_factory=dict)
    stands: dict[str, float | None] = field(default_factory=dict)
    feels: dict[str, str] = field(default_factory=dict)
    barred: dict[str, bool] = field(default_factory=dict)


def doors(world: World, events: list[Any], dt: float) -> None:
    """Before the hands are asked what they did: where doors stand now. And what hands did to them."""
    if world.place is None:
        return
    state = doors_of(world)
    shares = {vent["name"]: vent for vent in snapshot_of(world).get("vents", ())}
    building = building_of(world) if shares else None
    vents = {vent.name: vent for vent in building.vents} if building is not None else {}
    _swing(world, state, {v.node: (v, shares[n]) for n, v in vents.items() if v.node and n in shares}, dt)
    part = taking_part(world)
    for name, vent in vents.items():
        if name in shares and (vent.movable or vent.node):
            _spot(world, vent, shares[name], part)
    if part:
        for event in list(events):
            if isinstance(event, Used) and event.name.startswith(DOOR) and event.name in world.interactables:
                _used(world, shares, event, events)
        for hand in ("left", "right"):
            _feel(world, state, vents, hand)


def doors_of(world: World) -> Doors:
    """Anew in each place that one enters."""
    assert world.place is not None
    state: Doors = world.memory.setdefault("doors", Doors())
    if state.place != world.place.id:
        state = world.memory["doors"] = Doors(world.place.id)
        world.moved_nodes = {}
    return state


def leaf_of(world: World, vent: Any) -> Leaf | None:
    return world.place.leaves.get(vent.node) if world.place is not None and vent.node else None


# as they stand -------------------------------------------------------------------------------------------------------


def _swing(world: World, state: Doors, driven: dict[str, tuple[Any, Entry]], dt: float) -> None:
    """Each leaf goes to where its vent has it, or back to rest without a drill; drawn soon, felt when nobody is in its way."""
    assert world.place is not None
    for node, leaf in world.place.leaves.items():
        goal = 0.0
        if node in driven:
            vent, entry = driven[node]
            goal = leaf.closing(glm.vec3(*vent.centre)) * (1.0 - entry["open"])
        now = state.angle.get(node, 0.0)
        now = goal if abs(goal - now) < 0.002 else now + (goal - now) * (1 - math.exp(-dt / SWING_S * 3))
        state.angle[node] = now
        world.moved_nodes[node] = glm.rotate(now, glm.vec3(0, 1, 0))
        _stand(world, state, leaf, goal)


def _stand(world: World, state: Doors, leaf: Leaf, angle: float) -> None:
    assert world.place is not None
    want: float | None = angle
    if _caught(world, leaf.middle(angle), leaf.width_m):
        want = None
    if state.stands.get(leaf.node, 0.0) != want:
        state.stands[leaf.node] = want
        world.place.physics.hang(leaf.node, None if want is None else leaf.middle(want), leaf.size_m)


def _caught(world: World, middle: Pose, width_m: float) -> bool:
    """Whether the body stands where the leaf would be."""
    local = middle.inverse() * Pose(walker(world).feet)
    return bool(abs(local.position.x) < width_m / 2 + CAUGHT_M and abs(local.position.z) < CAUGHT_M)


def _spot(world: World, vent: Any, entry: Entry, part: bool) -> None:
    name = DOOR + vent.name
    centre = handle_of(world, vent)
    spot = world.interactables.get(name)
    if spot is None:
        world.interactables[name] = spot = Interactable(name, centre, 0.16, "")
    spot.centre, spot.enabled = centre, part
    spot.label = _label(world, vent, entry)


def handle_of(world: World, vent: Any) -> glm.vec3:
    """Where a hand opens it: at the free edge of the leaf as it stands now, or in the middle of the opening."""
    leaf = leaf_of(world, vent)
    if leaf is None:
        return glm.vec3(vent.centre[0], vent.centre[1], vent.centre[2])
    state = doors_of(world)
    hinge = leaf.turned(state.angle.get(leaf.node, 0.0))
    return hinge.position + hinge.orientation * glm.vec3(leaf.width_m - HANDLE_M, HANDLE_UP_M, 0)


def _label(world: World, vent: Any, entry: Entry) -> str:
    lang = world.user.language
    what = said(vent.text, lang) or tr("문", lang)
    if entry.get("blocked"):
        return tr("{what} (막힘)", lang, what=what)
    if entry["open"] > 0.5:
        return tr("{what} 닫기", lang, what=what)
    return tr("{what} 열기", lang, what=what)


# what hands do -------------------------------------------------------------------------------------------------------


def _used(world: World, shares: dict[str, Entry], event: Used, events: list[Any]) -> None:
    if event.how == "release":
        return
    spot, name = world.interactables[event.name], event.name.removeprefix(DOOR)
    if nearest_hand_m(world, spot.centre, event.hand) > REACH_M:
        events.append(Captioned("", tr("문이 멀리 있습니다. 더 다가가세요.", world.user.language), 3.0))
        return
    if event.how == "touch" and back_leads(world, event.hand):
        return  # the back of the hand feels, it does not turn handles
    now = shares[name]["open"]
    ajar = event.how == "grab" and not 0.01 < now < 0.5
    set_door(world, name, AJAR if ajar else (0.0 if now > 0.5 else 1.0), event.hand)


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
