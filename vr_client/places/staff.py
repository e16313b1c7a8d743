"""People whom a place provides: where they stand, and that they turn to whoever comes near."""

from __future__ import annotations

import glm

from renderer.spatial import Pose
from vr_client.ui.placing import anchor, facing
from vr_client.world import Npc, World

NOTICE_M = 4.5  # somebody this near is looked at
TURN_M = 2.5  # and turned to with the whole body from here on
TURN_PER_S = 2.5
RAISE_S = 0.7  # until the hand is up that goes with words, or down again
CLOTHES = {
    "mayor": (0.02, 0.03, 0.06),
    "clerk": (0.02, 0.11, 0.08),
    "agent": (0.13, 0.07, 0.04),
    "trainer": (0.28, 0.06, 0.02),
}


def stand(world: World, id_: str, name: str, at: str) -> Npc:
    """Puts a member of staff on an anchor, facing the way the anchor does."""
    pose = anchor(world, at)
    npc = Npc(name, Pose(glm.vec3(pose.position), glm.quat(pose.orientation)), colour=CLOTHES[id_])
    world.npcs[id_] = npc
    return npc


def attend(world: World, id_: str, name: str, dt: float) -> None:
    """Every frame: the head follows the visitor, the body turns towards a near one. name : in the present language."""
    npc = world.npcs.get(id_)
    if npc is None:
        return
    npc.name = name
    head = world.user.head.position
    step = dt / RAISE_S
    npc.eager = min(1.0, npc.eager + step) if npc.speaking else max(0.0, npc.eager - step)
    distance = glm.distance(glm.vec2(head.x, head.z), glm.vec2(npc.pose.position.x, npc.pose.position.z))
    npc.look_at = glm.vec3(head) if distance < NOTICE_M else None
    if distance < TURN_M or npc.speaking:
        # facing() turns +Z to a point, a person looks along -Z
        goal = facing(npc.pose.position, npc.pose.position * 2 - head)
        npc.pose.orientation = glm.slerp(npc.pose.orientation, goal, min(1.0, TURN_PER_S * dt))
