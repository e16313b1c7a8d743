"""Sitting on what a place has to sit on. Point at a chair and press to sit down; walk, jump or rise to stand up.

A seat is an anchor called `seat.*`, on the floor below it; one faces along its +Z.
"""

from __future__ import annotations

import math
from typing import Any

import glm

from renderer.spatial import Pose, yaw
from vr_client.devices.device import Input
from vr_client.i18n import tr
from vr_client.messages import Arrived, Captioned, Used
from vr_client.physics import Physics
from vr_client.systems.locomotion import arrive, settle, walker
from vr_client.world import Interactable, World

SEAT = "seat."
STOOD = "seats.stood"
NEAR_M = 2.5  # chairs farther off do not answer: a room full of them would be all labels
TAKEN_M = 0.40  # somebody's head so near above it
HIGH_M, RADIUS_M = 0.62, 0.36  # where one points: backs and arms of chairs shall not hide them
AHEAD_M = 0.07  # of the seat's middle: the head of who sits straight
RISEN_M = 0.35  # a head so much higher than when one sat down has stood up
STEPS_M = (0.60, 0.80, 1.00)  # from the seat to where one stands afterwards
KNEE_M, WAIST_M, STEP_M = 0.35, 0.95, 0.15


def seats(world: World, input: Input, events: list[Any], dt: float) -> None:
    for event in list(events):
        match event:
            case Arrived():
                _show(world)
            case Used(name=name, how="point") if name.startswith(SEAT) and world.user.seat is None and world.place:
                _sit_down(world, input, world.place.anchors[name])
                events.append(Captioned("", tr("앉았습니다. 걸으면 일어섭니다.", world.user.language)))
    if (seat := world.user.seat) is not None:
        head = world.user.head.position
        walker(world).feet = glm.vec3(head.x, seat.position.y, head.z)  # who leans over a desk leaves no body behind
        if _rises(world, input):
            _stand_up(world, input, seat)
    _answer(world)


def _show(world: World) -> None:
    """Chairs of the place that one came to."""
    assert world.place is not None
    world.memory["seats"] = [
        Interactable(name, anchor.position + glm.vec3(0, HIGH_M, 0), RADIUS_M, "", by_touch=False, enabled=False)
        for name, anchor in world.place.anchors.items()
        if name.startswith(SEAT)
    ]
    world.interactables.update((spot.name, spot) for spot in world.memory["seats"])


def _answer(world: World) -> None:
    """Chairs near and free can be pointed at."""
    eyes, label = world.user.head.position, tr("앉기", world.user.language)
    heads = [peer.head.position for peer in world.peers.values() if peer.sits]
    for spot in world.memory.get("seats", ()):
        spot.label = label
        near = world.user.seat is None and glm.distance(eyes, spot.centre) < NEAR_M
        spot.enabled = near and not any(_apart_m(head, spot.centre) < TAKEN_M for head in heads)


def _apart_m(a: glm.vec3, b: glm.vec3) -> float:
    return math.hypot(a.x - b.x, a.z - b.z)


def _sit_down(world: World, input: Input, seat: Pose) -> None:
    moved_m = _apart_m(world.user.head.position, seat.position)
    world.memory[STOOD] = glm.vec3(walker(world).feet)
    at = seat.position + seat.orientation * glm.vec3(0, 0, AHEAD_M)
    arrive(world, input, Pose(at, seat.orientation * yaw(math.pi)))
    world.user.seat = seat
    settle(world, input)
    walker(world).moved_m_s = moved_m


def _rises(world: World, input: Input) -> bool:
    state, settings = walker(world), world.settings
    risen = world.user.head.position.y - world.user.floor_m > settings.sitting_eye_height_m + RISEN_M
    walks = glm.length(input.left.stick) > settings.turn_threshold and not world.typing
    return input.focused and (risen or walks or state.aiming)


def _stand_up(world: World, input: Input, seat: Pose) -> None:
    """Beside the seat where there is room, before it rather than behind, or else where one sat down from: the middle of a sofa
    behind its table has no such room. The eyes look where they looked."""
    assert world.place is not None
    head = world.user.head.position
    spot = _room_beside(world.place.physics, seat, world.settings.body_radius_m) or world.memory[STOOD]
    world.user.seat = None
    state, play = walker(world), world.user.world_from_play
    play.position += glm.vec3(spot.x - head.x, 0, spot.z - head.z)
    state.feet = glm.vec3(spot)
    settle(world, input)


def _room_beside(physics: Physics, seat: Pose, radius_m: float) -> glm.vec3 | None:
    for step_m in STEPS_M:
        for degrees in (0, 40, -40, 80, -80, 120, -120, 180):
            way = seat.orientation * yaw(math.radians(degrees)) * glm.vec3(0, 0, step_m)
            spot = seat.position + way
            ground = physics.floor(spot + glm.vec3(0, WAIST_M, 0), WAIST_M + STEP_M)
            if ground is None or abs(ground.point.y - seat.position.y) > STEP_M:
                continue
            if not any(physics.inside(ground.point + glm.vec3(0, up_m, 0), radius_m) for up_m in (KNEE_M, WAIST_M)):
                return ground.point
    return None
