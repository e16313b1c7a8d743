"""Doors as the snapshot has them: drawn, felt by whoever walks into them, each with a spot at its handle.

What hands do to them stands in `door_hands`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import glm

from renderer.spatial import Pose
from vr_client.drills.statics import building_of, said
from vr_client.drills.view import Entry, snapshot_of, taking_part
from vr_client.i18n import tr
from vr_client.leaves import Leaf
from vr_client.systems.locomotion import walker
from vr_client.world import Interactable, World

DOOR = "door."
HANDLE_M, HANDLE_UP_M = 0.09, 1.0  # from the free edge, above the floor
SWING_S = 0.25
CAUGHT_M = 0.30  # a body so near a leaf is not shut in by it


@dataclass(slots=True)
class Pull:
    """A handle in a hand. began, said : shares of wide open, when it was taken and as last told."""

    vent: str
    began: float
    said: float


@dataclass(slots=True)
class Doors:
    """place : whose these are. angle : by node, as drawn. stands : by node, the angle at which its collision stands, None while
    somebody is in its way. feels : by hand, the door under it. pulls : by hand, the handle in it.

    barred : vents across which something stands (see barriers)."""

    place: str = ""
    angle: dict[str, float] = field(default_factory=dict)
    stands: dict[str, float | None] = field(default_factory=dict)
    feels: dict[str, str] = field(default_factory=dict)
    pulls: dict[str, Pull] = field(default_factory=dict)
    barred: dict[str, bool] = field(default_factory=dict)


def doors(world: World, dt: float) -> None:
    """Where doors stand now, drawn and felt, and their handles."""
    if world.place is None:
        return
    state, part, vents = doors_of(world), taking_part(world), vents_here(world)
    _swing(world, state, {v.node: (v, entry) for v, entry in vents.values() if v.node}, dt)
    for vent, entry in vents.values():
        if vent.movable or vent.node:
            _spot(world, vent, entry, part)


def vents_here(world: World) -> dict[str, tuple[Any, Entry]]:
    """By name: the building's vent and how it is now."""
    shares = {vent["name"]: vent for vent in snapshot_of(world).get("vents", ())}
    building = building_of(world) if shares else None
    return {v.name: (v, shares[v.name]) for v in building.vents if v.name in shares} if building is not None else {}


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
