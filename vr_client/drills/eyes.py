"""Looking through somebody else's eyes: one's head is where theirs is and looks wherever one likes.

Only the place follows: turning another's head would make one sick. `stop` brings one back to where one stood.
"""

from __future__ import annotations

from dataclasses import dataclass

import glm

from renderer.spatial import Pose
from vr_client.drills.actors import head_of
from vr_client.systems.locomotion import walker
from vr_client.world import World

SMOOTH_S = 0.15
JUMP_M = 1.5  # farther than this is a cut, not a walk


@dataclass(slots=True)
class Eyes:
    """of : whose, "" one's own. back : where the play space and the feet were."""

    of: str = ""
    back: tuple[glm.vec3, glm.quat, glm.vec3] | None = None
    at: glm.vec3 | None = None


def eyes(world: World) -> Eyes:
    state: Eyes = world.memory.setdefault("eyes", Eyes())
    return state


def look_through(world: World, person: str) -> None:
    """From now on; "" ends it."""
    state = eyes(world)
    play, feet = world.user.world_from_play, walker(world).feet
    if person and state.back is None:
        state.back = (glm.vec3(play.position), glm.quat(play.orientation), glm.vec3(feet))
    if not person and state.back is not None:
        position, orientation, feet_were = state.back
        world.user.world_from_play = Pose(position, orientation)
        walker(world).feet = feet_were
        state.back = None
    state.of, state.at = person, None


def follow_eyes(world: World, dt: float) -> None:
    """Every frame: the play space goes where that head goes."""
    state = eyes(world)
    head = head_of(world, state.of) if state.of else None
    if head is None:
        return
    if state.at is None or glm.distance(state.at, head.position) > JUMP_M:
        state.at = glm.vec3(head.position)
    state.at = glm.mix(state.at, head.position, min(1.0, dt / SMOOTH_S))
    by = state.at - world.user.head.position
    user = world.user
    user.world_from_play = Pose(user.world_from_play.position + by, user.world_from_play.orientation)
    walker(world).feet = walker(world).feet + by
    for pose in (user.head, user.left, user.right, user.left_aim, user.right_aim):
        pose.position = pose.position + by
