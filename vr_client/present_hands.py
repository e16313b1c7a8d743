"""World -> the hands that one sees of oneself: where they are, and what their fingers do."""

from __future__ import annotations

import math

import glm

from avatars.look import look_of
from avatars.own_hands import Fingers, own_instances
from renderer.scene import Instance
from renderer.spatial import Pose
from vr_client.world import World

EASE_S = 0.06  # time constant of the fingers
AT_REST = Fingers()


class OwnHands:
    """Remembers how far the fingers were in the frame before, so that they close and open and do not jump."""

    def __init__(self) -> None:
        self._fingers: dict[str, Fingers] = {}
        self._drawn_s = -math.inf

    def instances(self, world: World) -> list[Instance]:
        """Nothing of a hand that is not tracked. World time drives the fingers: the same moment gives the same ones."""
        share = 1 - math.exp(-max(0.0, world.time_s - self._drawn_s) / EASE_S)
        self._drawn_s = world.time_s
        for side in ("left", "right"):
            now, goal = self._fingers.get(side, AT_REST), fingers_of(world, side)
            self._fingers[side] = Fingers(
                now.grip + (goal.grip - now.grip) * share,
                now.point + (goal.point - now.point) * share,
                now.pull + (goal.pull - now.pull) * share,
            )
        user = world.user
        left, right = (pose if apart(pose, user.head) else None for pose in (user.left, user.right))
        return own_instances(left, right, look_of(user.id), user.head, self._fingers)


def fingers_of(world: World, side: str) -> Fingers:
    """What the hand is about: it holds or squeezes, it points at a panel or touches something, or it rests; and whether its
    index pulls the trigger."""
    squeezes, pointing = world.memory.get("grab"), world.memory.get("pointer")
    mine = pointing.hands[side] if pointing is not None else None
    pull = 1.0 if mine is not None and mine.down else 0.0
    if side in world.held or (squeezes is not None and squeezes.down[side]):
        return Fingers(grip=1.0, pull=pull)
    if mine is None or not (mine.panel or mine.pressing or mine.poking or mine.touching or mine.used):
        return Fingers(pull=pull)
    return Fingers(point=1.0)


def apart(hand: Pose, head: Pose) -> bool:
    """Hands that were never tracked lie at the origin or in the head: those are not drawn."""
    return 0.05 < float(glm.distance(hand.position, head.position)) < 1.6
