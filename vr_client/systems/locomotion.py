"""Walking, turning, jumping by an arc, the height of the eyes: moves the play space through the place, and with it head and hands.

The body is a capsule under the head. It follows the head as far as walls allow: first by what the person really walked, then by
the left stick. The play space moves only by the stick, so a head put through a wall stays where it is and `comfort` darkens it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import glm

from renderer.scene import Line
from renderer.spatial import Pose, yaw
from vr_client.devices.device import Hand, Input
from vr_client.physics import GRAVITY_M_S2
from vr_client.world import World

ARC_STEP_S = 0.05
ARC_OK = (0.30, 0.85, 0.55, 0.9)
ARC_BAD = (0.90, 0.35, 0.30, 0.8)


@dataclass(slots=True)
class Walker:
    """What locomotion remembers: the feet, and whether stick and arc are in use."""

    feet: glm.vec3 = field(default_factory=glm.vec3)
    grounded: bool = True
    fall_m_s: float = 0.0
    turned: bool = False
    aiming: bool = False
    landing: glm.vec3 | None = None
    lift_m: float = 0.0
    eyes_m: float | None = None  # the height that the eyes were brought to
    moved_m_s: float = 0.0  # by the stick, this frame: comfort closes the vignette
    turned_rad: float = 0.0  # by the stick, this frame


def walker(world: World) -> Walker:
    state = world.memory.get("locomotion")
    if state is None:
        state = world.memory["locomotion"] = Walker()
    return state


def locomotion(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = walker(world)
    state.moved_m_s = state.turned_rad = 0.0
    if input.focused and world.place is not None and world.fade < 1:
        _turn(world, state, input)
        _teleport(world, state, input)
        if world.user.seat is None:
            _walk(world, state, input, dt)
    settle(world, input)


def arrive(world: World, input: Input, spot: Pose) -> None:
    """Puts the person on a spot, head above it, facing along its -Z whichever way they really face. Who sat stands up."""
    state = walker(world)
    world.user.seat = None
    forward = spot.forward()
    want = math.atan2(-forward.x, -forward.z)
    play = world.user.world_from_play
    play.orientation = yaw(want - heading(input.head.orientation))
    offset = play.orientation * glm.vec3(input.head.position.x, 0, input.head.position.z)
    play.position = glm.vec3(spot.position) - offset
    state.feet = glm.vec3(spot.position)
    state.grounded, state.fall_m_s, state.landing = True, 0.0, None
    state.lift_m = 0.0
    settle(world, input)


def stand(world: World, input: Input, spot: Pose) -> None:
    """`arrive`, or beside the spot where something stands on it, from where they could not walk away."""
    at = world.place.physics.clear(spot.position) if world.place is not None else spot.position
    arrive(world, input, Pose(at, spot.orientation))


def settle(world: World, input: Input) -> None:
    """Eyes at the height that belongs to them, and where head and hands are now."""
    _lift(world, walker(world), input)
    _place_body(world, input)


def heading(orientation: glm.quat) -> float:
    """The yaw of a head, radians about +Y; looking straight up or down, by the top of the head."""
    forward = orientation * glm.vec3(0, 0, -1)
    if abs(forward.y) > 0.99:
        forward = orientation * glm.vec3(0, -1 if forward.y > 0 else 1, 0)
    return math.atan2(-forward.x, -forward.z)


def _turn(world: World, state: Walker, input: Input) -> None:
    x, settings = input.right.stick.x, world.settings
    if abs(x) < settings.turn_release:
        state.turned = False
    if abs(x) < settings.turn_threshold or state.turned or state.aiming or abs(input.right.stick.y) > abs(x):
        return
    state.turned = True
    state.turned_rad = -math.copysign(settings.turn_rad, x)
    play = world.user.world_from_play
    head = play * input.head
    rotation = yaw(state.turned_rad)
    play.position = head.position + rotation * (play.position - head.position)
    play.orientation = glm.normalize(rotation * play.orientation)


def _walk(world: World, state: Walker, input: Input, dt: float) -> None:
    """Feet follow the head, then the stick moves feet and play space alike."""
    place, settings, play = world.place, world.settings, world.user.world_from_play
    assert place is not None
    head = play * input.head
    really = glm.vec3(head.position.x - state.feet.x, 0, head.position.z - state.feet.z)
    if glm.length(really) > 1e-3:
        state.feet += place.physics.walk(state.feet, really, dt).by
    stick = input.left.stick
    wanted = glm.vec3()
    amount = glm.length(stick)
    if amount > settings.stick_dead_zone and not world.typing:
        direction = yaw(heading(head.orientation)) * glm.vec3(stick.x, 0, -stick.y) / amount
        wanted = direction * (min(amount, 1.0) * settings.walk_speed_m_s * world.pace * dt)
    elif state.grounded:
        return
    # A downward wish keeps rapier from climbing steps, so gravity acts in the air only; snapping holds one to slopes.
    state.fall_m_s = 0.0 if state.grounded else state.fall_m_s + GRAVITY_M_S2 * dt
    wanted.y = -state.fall_m_s * dt
    step = place.physics.walk(state.feet, wanted, dt)
    state.feet += step.by
    play.position += step.by
    state.grounded = step.grounded
    state.moved_m_s = glm.length(glm.vec2(step.by.x, step.by.z)) / max(dt, 1e-6)
    if state.feet.y < place.floor_m - 5:  # fell through a hole somebody left in a floor: back to the door
        arrive(world, input, place.anchors["spawn"])


def _teleport(world: World, state: Walker, input: Input) -> None:
    """Stick forward throws an arc from the right hand; letting go jumps to where it lands."""
    settings, stick = world.settings, input.right.stick
    over_panel = "pointer" in world.memory and world.memory["pointer"].scrolling
    if settings.teleport and stick.y > settings.turn_threshold and not over_panel:
        state.aiming = True
    if not state.aiming:
        return
    if glm.length(stick) > settings.turn_release:
        state.landing = _throw(world, input.right)
        return
    state.aiming = False
    if state.landing is not None:
        head = (world.user.world_from_play * input.head).position
        by = state.landing - glm.vec3(head.x, state.feet.y, head.z)
        world.user.world_from_play.position += by
        state.feet = glm.vec3(state.landing)
        state.landing = None
        state.moved_m_s = glm.length(by)


def _throw(world: World, hand: Hand) -> glm.vec3 | None:
    """Follows the arc to the first surface; draws it. Returns where one may stand, or None."""
    assert world.place is not None
    aim = world.user.world_from_play * hand.aim
    at, velocity = aim.position, aim.forward() * world.settings.teleport_speed_m_s
    points, landing = [at], None
    for _ in range(40):
        step = velocity * ARC_STEP_S
        length = glm.length(step)
        hit = world.place.physics.ray(at, step / length, length)
        if hit is not None:
            points.append(hit.point)
            if hit.normal.y > math.cos(math.radians(world.settings.teleport_max_slope_deg)):
                landing = _room_to_stand(world, hit.point)
            break
        at = at + step
        points.append(at)
        velocity = velocity - glm.vec3(0, GRAVITY_M_S2 * ARC_STEP_S, 0)
    world.lines.append(Line(points, ARC_OK if landing is not None else ARC_BAD, 0.015))
    return landing


def _room_to_stand(world: World, point: glm.vec3) -> glm.vec3 | None:
    """The point, if a body fits there."""
    assert world.place is not None
    middle = point + glm.vec3(0, 0.9, 0)
    return None if world.place.physics.inside(middle, world.settings.body_radius_m) else point


def _lift(world: World, state: Walker, input: Input) -> None:
    """Brings the eyes of who plays seated to standing height, and of who sits down here to a sitter's: once, and again when they
    recentre. Who stoops is lowered."""
    user, eyes_m = world.user, _eyes_m(world)
    if input.recentre or eyes_m != state.eyes_m:
        state.eyes_m = eyes_m
        lift_m = 0.0 if eyes_m is None else eyes_m - input.head.position.y
        user.seated_lift_m = lift_m if user.seat is not None else max(lift_m, 0.0)
    lift_m = user.seated_lift_m - user.lowered_m
    user.world_from_play.position.y += lift_m - state.lift_m
    state.lift_m = lift_m


def _eyes_m(world: World) -> float | None:
    if world.user.seat is not None:
        return world.settings.sitting_eye_height_m
    return world.settings.seated_eye_height_m if world.user.seated else None


def _place_body(world: World, input: Input) -> None:
    user = world.user
    play = user.world_from_play
    user.head = play * input.head
    user.left, user.right = play * input.left.grip, play * input.right.grip
    user.left_aim, user.right_aim = play * input.left.aim, play * input.right.aim
