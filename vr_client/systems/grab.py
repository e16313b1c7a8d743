"""Taking and letting go: a squeeze takes the nearest thing at hand, or what the hand points at within reach.

A thing is held by one hand. The other may squeeze at it too (to pull a pin, to hold a hose): it takes nothing else then, and
`tools` decides what its squeeze means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.messages import Used
from vr_client.systems.pointer import find_target
from vr_client.world import Held, Thing, World

if TYPE_CHECKING:
    from renderer.gltf.model import Model

THING = "thing."  # Used events about a Thing carry its name with this before it
AIM_RADIUS_M = 0.22  # a thing is pointed at when the ray passes this near its middle


@dataclass(slots=True)
class Squeezes:
    """Which hands squeeze, with hysteresis; `helps` those that squeezed at what the other hand holds."""

    down: dict[str, bool] = field(default_factory=lambda: {"left": False, "right": False})
    helps: dict[str, bool] = field(default_factory=lambda: {"left": False, "right": False})


def grab(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get("grab")
    if state is None:
        state = world.memory["grab"] = Squeezes()
    for name, hand in (("left", input.left), ("right", input.right)):
        was = state.down[name]
        limit = world.settings.release_at if was else world.settings.press_at
        state.down[name] = hand.active and input.focused and hand.squeeze > limit
        if state.down[name] and not was:
            _squeeze(world, state, name, events)
        elif was and not state.down[name]:
            _release(world, state, name, events)
    _carry(world)


def grip_of(world: World, hand: str) -> Pose:
    return world.user.left if hand == "left" else world.user.right


def aim_of(world: World, hand: str) -> Pose:
    return world.user.left_aim if hand == "left" else world.user.right_aim


def _squeeze(world: World, state: Squeezes, name: str, events: list[Any]) -> None:
    other = "left" if name == "right" else "right"
    grip = grip_of(world, name)
    if other in world.held and _gap(world.things[world.held[other].thing], grip.position) < world.settings.reach_m:
        state.helps[name] = True
        world.haptics.append((name, 0.5, 0.02))
        return
    thing = _within_reach(world, name)
    if thing is not None:
        hold(world, thing, name)
        events.append(Used(THING + thing.name, name, "grab"))
        return
    target = find_target(world, aim_of(world, name))
    near = target.spot if target is not None else None
    if near is not None and glm.distance(near.centre, grip.position) < world.settings.far_reach_m:
        events.append(Used(near.name, name, "grab"))


def _release(world: World, state: Squeezes, name: str, events: list[Any]) -> None:
    state.helps[name] = False
    held = world.held.pop(name, None)
    if held is None:
        return
    _put_down(world, world.things.get(held.thing))
    events.append(Used(THING + held.thing, name, "release"))


def hold(world: World, thing: Thing, hand: str) -> None:
    """From now on the thing goes with the hand, as it stood to it, or brought near if it was out of the hand's reach."""
    grip = grip_of(world, hand)
    if _gap(thing, grip.position) > world.settings.reach_m:
        centre, half = _middle(thing)
        thing.pose = Pose(thing.pose.position + grip.position - centre - glm.vec3(0, half, 0), thing.pose.orientation)
    offset = grip.inverse() * thing.pose
    world.held[hand] = Held(thing.name, hand, offset)
    world.haptics.append((hand, 0.7, 0.04))


def _within_reach(world: World, hand: str) -> Thing | None:
    """The nearest thing one may take: by the hand first, by pointing second."""
    taken = {held.thing for held in world.held.values()}
    free = [t for t in world.things.values() if t.grabbable and t.visible and t.name not in taken]
    grip, aim = grip_of(world, hand), aim_of(world, hand)
    near = min(free, key=lambda t: _gap(t, grip.position), default=None)
    if near is not None and _gap(near, grip.position) < world.settings.reach_m:
        return near
    pointed = [(along, t) for t in free if (along := _along(t, aim, grip, world.settings.far_reach_m)) is not None]
    return min(pointed, key=lambda pair: pair[0])[1] if pointed else None


@cache
def _bounds(model: Model) -> tuple[glm.vec3, float]:
    low, high = model.bounds()
    return glm.vec3(*((low + high) / 2).tolist()), float(high[1] - low[1]) / 2


def _middle(thing: Thing) -> tuple[glm.vec3, float]:
    """Centre (world) and half the height of a thing, from its model's bounds."""
    centre, half = _bounds(thing.model)
    return thing.pose.position + thing.pose.orientation * centre, half


def _gap(thing: Thing, point: glm.vec3) -> float:
    """Metres from a point to the upright middle line of a thing: an extinguisher is taken anywhere along it."""
    centre, half = _middle(thing)
    up = thing.pose.orientation * glm.vec3(0, 1, 0)
    along = max(-half, min(half, glm.dot(point - centre, up)))
    return float(glm.distance(point, centre + up * along))


def _along(thing: Thing, aim: Pose, grip: Pose, most_m: float) -> float | None:
    """How far along the ray the thing is, if the ray passes near it and the hand could almost get there."""
    centre, half = _middle(thing)
    to, direction = centre - aim.position, aim.forward()
    along = glm.dot(to, direction)
    if (
        along <= 0
        or glm.length(to - direction * along) > max(half, AIM_RADIUS_M)
        or _gap(thing, grip.position) > most_m
    ):
        return None
    return float(along)


def _carry(world: World) -> None:
    for name, held in list(world.held.items()):
        thing = world.things.get(held.thing)
        if thing is None:
            del world.held[name]
            continue
        thing.pose = grip_of(world, name) * held.hand_from_thing


def _put_down(world: World, thing: Thing | None) -> None:
    """On what is under it, upright, keeping the way it faced."""
    if thing is None or world.place is None:
        return
    forward = thing.pose.forward()
    upright = glm.quatLookAt(
        glm.normalize(glm.vec3(forward.x, 0, forward.z) + glm.vec3(0, 0, -1e-6)), glm.vec3(0, 1, 0)
    )
    hit = world.place.physics.floor(thing.pose.position + glm.vec3(0, 0.3, 0))
    thing.pose = Pose(hit.point if hit is not None else thing.pose.position, upright)
