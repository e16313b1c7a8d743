"""Hosts' hands: one on the other before the body, whichever way one looks, and one goes up to speak."""

from __future__ import annotations

import math

import glm
import pytest

from avatars.body import npc_head
from avatars.figure import rest
from avatars.gestures import host_hands
from avatars.look import NPC_LOOKS
from renderer.spatial import Pose, yaw

ROLES = sorted(NPC_LOOKS)


def hands_of(role: str, eager: float = 0.0, stand: Pose | None = None, looked_at: glm.vec3 | None = None):
    """Left and right grip in a frame below the eyes that faces as they do, in sizes of the figure."""
    head = npc_head(role, stand or Pose(), looked_at)
    bones, forward = rest(NPC_LOOKS[role]), head.forward()
    facing = yaw(math.atan2(-forward.x, -forward.z))
    floor = head.position - facing * glm.vec3(0, bones.eyes.y, bones.eyes.z)
    size = bones.eyes.y / 1.60
    return [
        Pose(glm.inverse(facing) * (grip.position - floor) / size, glm.inverse(facing) * grip.orientation)
        for grip in host_hands(NPC_LOOKS[role], head, eager, 0.0)
    ]


@pytest.mark.parametrize("role", ROLES)
def test_hands_at_rest_lie_on_each_other_before_the_body(role: str) -> None:
    left, right = hands_of(role)
    assert glm.distance(left.position, right.position) < 0.08
    for grip, side in ((left, -1), (right, 1)):
        assert -0.26 < grip.position.z < -0.14
        assert 0.88 < grip.position.y < 1.02
        fingers, palm = grip.orientation * glm.vec3(0, -1, 0), grip.orientation * glm.vec3(-side, 0, 0)
        assert fingers.x * side < -0.7
        assert palm.z > 0.8


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("eager", [0.0, 0.5, 1.0])
def test_both_hands_are_within_reach(role: str, eager: float) -> None:
    bones = rest(NPC_LOOKS[role])
    size = bones.eyes.y / 1.60
    reach = bones.upper_arm_m + bones.lower_arm_m
    for side, grip in zip(("left", "right"), hands_of(role, eager), strict=True):
        wrist = grip.position * size + grip.orientation * bones.wrist_from_grip
        assert glm.distance(wrist, bones.joints[f"{side}_upper_arm"]) < 0.97 * reach


def test_a_hand_goes_up_to_speak_and_the_other_stays() -> None:
    (low_left, low), (half_left, half), (up_left, up) = (hands_of("mayor", eager) for eager in (0.0, 0.5, 1.0))
    assert low.position.y + 0.08 < up.position.y
    assert low.position.y < half.position.y < up.position.y
    assert up.position.x > 0.15
    assert up.position.z < low.position.z - 0.08
    assert low_left.position == half_left.position == up_left.position


def test_hands_go_with_the_body_that_turns_to_somebody() -> None:
    stand = Pose(glm.vec3(4, 0.2, -7), yaw(2.0))
    for straight, turned in zip(hands_of("clerk"), hands_of("clerk", 0.0, stand, glm.vec3(6, 1.6, -7)), strict=True):
        assert glm.distance(straight.position, turned.position) < 0.03  # but for how one sways
        assert abs(glm.dot(straight.orientation, turned.orientation)) > 0.999
