"""Two hands as mouse and keyboard move them. Knows no window: what is pressed comes as Wishes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Hand

REST_RIGHT = glm.vec3(0.22, -0.25, -0.46)  # grip in head space: low at the side, seen at the lower edge of the picture
REST_LEFT = glm.vec3(-0.22, -0.25, -0.46)
HOLD_RIGHT = glm.vec3(0.22, -0.28, -0.44)
# OpenXR's grip pose: -Z leaves the fist beside the thumb, +Y runs up the forearm. So, forearms ahead and a little upwards:
GRIP_FROM_LOOK = glm.angleAxis(math.radians(105), glm.vec3(1, 0, 0))
REACH_M = 0.62  # how far a pressing hand stretches along the look: an arm
HAND_S = 0.12  # time constant of hand movements
MEETS_M = 2.5  # where the left hand's line meets the look
PULL_S = 0.7  # how long the left hand is at the pin after a tap: there and back


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is pressed now. towards : head_from_aim. other : the left hand shall go to what the right hand holds."""

    towards: glm.quat
    trigger: bool = False
    squeeze: bool = False
    other: bool = False
    turn: float = 0.0
    walk: glm.vec2 = field(default_factory=glm.vec2)
    menu: bool = False


class DeskHands:
    """Where the hands are, on their way to where they are wished."""

    def __init__(self) -> None:
        self._right_at, self._left_at = glm.vec3(REST_RIGHT), glm.vec3(REST_LEFT)
        self._other_s = self._pull_s = 0.0
        self._latched = self._was_squeezed = self._ignore_until_up = False

    def unfocus(self, holding: frozenset[str]) -> None:
        """The keyboard is somebody else's now: an empty hand opens."""
        self._latched = self._latched and "right" in holding

    def move(self, head: Pose, wishes: Wishes, holding: frozenset[str], dt: float) -> tuple[Hand, Hand]:
        """Right and left, `dt` seconds later. holding : the hands that have something."""
        squeeze = self._squeezes(wishes.squeeze, holding)
        other = self._pulls(wishes.other, dt)
        stretched = (wishes.trigger or squeeze) and "right" not in holding
        rest = HOLD_RIGHT if squeeze else REST_RIGHT
        right_goal = wishes.towards * glm.vec3(0, 0, -REACH_M) if stretched else rest
        near = 1 - math.exp(-dt / (HAND_S / 3))
        self._right_at += (right_goal - self._right_at) * near
        left_goal = self._right_at + glm.vec3(-0.02, 0.04, 0) if other else REST_LEFT
        self._left_at += (left_goal - self._left_at) * near
        return self._right(head, wishes, squeeze), self._left(head, wishes)

    def _squeezes(self, down: bool, holding: frozenset[str]) -> bool:
        """A press takes; what was taken stays without holding the key; the next press lets go."""
        pressed = down and not self._was_squeezed
        self._was_squeezed = down
        if pressed and self._latched:
            self._latched, self._ignore_until_up = False, True
            return False
        if self._ignore_until_up:
            self._ignore_until_up = down
            return False
        self._latched = "right" in holding
        return down or self._latched

    def _pulls(self, down: bool, dt: float) -> bool:
        """Whether the left hand is wanted at the right one: as long as the key is down, and after a tap for long enough."""
        if down and self._other_s == 0:
            self._pull_s = PULL_S
        wanted = down or self._pull_s > 0
        self._pull_s = max(0.0, self._pull_s - dt)
        self._other_s = self._other_s + dt if wanted else 0.0
        return wanted

    def _right(self, head: Pose, wishes: Wishes, squeeze: bool) -> Hand:
        aim = Pose(head.position, head.orientation * wishes.towards)
        grip = Pose(head.position + head.orientation * self._right_at, aim.orientation * GRIP_FROM_LOOK)
        return Hand(True, grip, aim, float(wishes.trigger), float(squeeze), glm.vec2(wishes.turn, 0))

    def _left(self, head: Pose, wishes: Wishes) -> Hand:
        grip = Pose(head.position + head.orientation * self._left_at, head.orientation * GRIP_FROM_LOOK)
        # It points where one looks, at the distance from which one sprays: the eyes aim, not the hip.
        ahead = glm.normalize(wishes.towards * glm.vec3(0, 0, -MEETS_M) - self._left_at)
        return Hand(
            active=True,
            grip=grip,
            aim=Pose(grip.position, head.orientation * glm.quat(glm.vec3(0, 0, -1), ahead)),
            squeeze=float(self._other_s > 2 * HAND_S),  # arrive first, then squeeze
            stick=wishes.walk,
            menu=wishes.menu,
        )
