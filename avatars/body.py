"""A person as instances to draw: where the parts of the figure go for a head and two hands.

Stateless: the same arguments give the same instances, so whoever interpolates poses needs nothing else.
"""

from __future__ import annotations

import math

import glm

from avatars.figure import EYES, FOREARM_M, SHOULDER, UPPER_ARM_M, WAIST_M, WRIST_FROM_GRIP, figure
from avatars.look import NPC_LOOKS, Look, look_of
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

__all__ = ["avatar_instances", "look_of", "npc_instances", "own_instances"]

_BLINK_EVERY_S = 4.3
_BLINK_S = 0.14
_ARM_STRETCH = 1.12  # sleeves give a little before a hand comes off


def avatar_instances(
    head: Pose,
    left: Pose | None,
    right: Pose | None,
    look: Look,
    loudness: float = 0.0,
    time_s: float = 0.0,
    floor_m: float = 0.0,
) -> list[Instance]:
    """head : world pose midway between the eyes. left, right : grip poses, world; None hangs the arm at the side.

    loudness : 0..1, opens the mouth. time_s : drives blinking and breath. floor_m : height of the floor below."""
    stand = (head.position.y - floor_m) / EYES.y  # under 1 crouching or seated: the body below the chest is compressed
    body = _body_pose(head, left, right)
    breath = 1 + 0.012 * math.sin(time_s * 2 * math.pi / 4.2)
    moves = {
        "head": _matrix(head),
        "torso": body * glm.translate(glm.vec3(0, WAIST_M - EYES.y, -EYES.z)) * glm.scale(glm.vec3(1, 1, breath)),
        "lower": _lower(body, head, stand, floor_m),
        "ground": _ground(body, floor_m),
        "mouth": _mouth(head, loudness),
        "lids": _matrix(head) * glm.scale(glm.vec3(1, 1, 1 if _blinks(time_s) else 0.4)),
    }
    for side, hand in (("left", left), ("right", right)):
        moves |= _arm(body, side, hand, time_s)
    return [_instance(look, moves, hidden=frozenset() if _blinks(time_s) else frozenset({"lids"}))]


def own_instances(left: Pose | None, right: Pose | None, look: Look) -> list[Instance]:
    """Only our own hands: one does not want one's own face in the way."""
    moves = {f"hand.{side}": _matrix(hand) for side, hand in (("left", left), ("right", right)) if hand}
    model = figure(look)
    hidden = frozenset(
        n.name for n in model.nodes if n.mesh is not None and n.name not in moves
    )  # the root stays: it carries them
    return [_instance(look, moves, hidden)] if moves else []


def npc_instances(
    role: str, stand: Pose, looked_at: glm.vec3 | None = None, loudness: float = 0.0, time_s: float = 0.0
) -> list[Instance]:
    """The mayor, the clerk or the agent at `stand` (on the floor, facing -Z), breathing, and turning to who is near.

    looked_at : the eyes of the person to look at, world. Raises KeyError for an unknown role."""
    eyes = stand.position + stand.orientation * glm.vec3(
        0.006 * math.sin(time_s * 0.9), EYES.y + 0.003 * math.sin(time_s * 1.5), EYES.z
    )
    orientation = stand.orientation
    pitch = 0.0
    if looked_at is not None:
        to = glm.inverse(stand.orientation) * (looked_at - eyes)
        turn = max(-1.15, min(1.15, math.atan2(-to.x, -to.z)))
        pitch = max(-0.35, min(0.35, math.atan2(to.y, math.hypot(to.x, to.z))))
        orientation = stand.orientation * yaw(turn)
    nod = 0.05 * loudness * math.sin(time_s * 5.1)
    tilt = glm.angleAxis(pitch + nod, glm.vec3(1, 0, 0)) * glm.angleAxis(
        0.02 * math.sin(time_s * 0.6), glm.vec3(0, 0, 1)
    )
    return avatar_instances(
        Pose(eyes, orientation * tilt), None, None, NPC_LOOKS[role], loudness, time_s, floor_m=stand.position.y
    )


def _instance(look: Look, moves: dict[str, glm.mat4], hidden: frozenset[str]) -> Instance:
    """moves : where each node's frame shall be, world. node_from_rest is relative to the rest pose, a translation."""
    model = figure(look)
    node_from_rest = {name: glm.inverse(model.node_world(name)) * where for name, where in moves.items()}
    return Instance(model, node_from_rest=node_from_rest, hidden_nodes=hidden)


def _body_pose(head: Pose, left: Pose | None, right: Pose | None) -> glm.mat4:
    """World frame of the upright body, its origin midway between the eyes of the rest pose (z included)."""
    forward = _flat(head.forward())
    hands = [_flat(hand.position - head.position) for hand in (left, right) if hand]
    if len(hands) == 2:
        middle = hands[0] + hands[1]
        if glm.length(middle) > 0.25:
            forward = glm.normalize(forward + 0.35 * glm.normalize(middle))
    turn = yaw(math.atan2(-forward.x, -forward.z))
    # The neck stays under the head: looking down moves the eyes ahead of it.
    neck = head.position + head.orientation * glm.vec3(0, -0.09, -EYES.z)
    origin = neck - turn * glm.vec3(0, -0.09, -EYES.z)
    return glm.translate(origin) * glm.mat4_cast(turn)


def _lower(body: glm.mat4, head: Pose, stand: float, floor_m: float) -> glm.mat4:
    hip = body * glm.vec4(0, WAIST_M - EYES.y, -EYES.z, 1)
    height = max(0.15, hip.y - floor_m) / WAIST_M
    wide = 1 + 0.25 * max(0.0, 1 - stand)  # a skirt spreads when one goes down
    turn = glm.mat4_cast(glm.quat_cast(body))
    return glm.translate(glm.vec3(hip.x, floor_m, hip.z)) * turn * glm.scale(glm.vec3(wide, height, wide))


def _ground(body: glm.mat4, floor_m: float) -> glm.mat4:
    """Flat on the floor below the hips, whatever the body does."""
    hip = body * glm.vec4(0, WAIST_M - EYES.y, -EYES.z, 1)
    return glm.translate(glm.vec3(hip.x, floor_m, hip.z))


def _mouth(head: Pose, loudness: float) -> glm.mat4:
    from avatars.head_shapes import FACE

    at = glm.vec3(0, FACE.mouth_y, FACE.mouth_z) - EYES
    open_ = max(0.0, min(1.0, loudness))
    return (
        _matrix(head)
        * glm.translate(at)
        * glm.scale(glm.vec3(1 - 0.2 * open_, 0.05 + 1.15 * open_, 0.3 + 0.7 * min(1, 4 * open_)))
    )


def _arm(body: glm.mat4, side: str, hand: Pose | None, time_s: float) -> dict[str, glm.mat4]:
    sign = -1.0 if side == "left" else 1.0
    shoulder = glm.vec3(body * glm.vec4(SHOULDER.x * sign, SHOULDER.y - EYES.y, -EYES.z, 1))
    turn = glm.quat_cast(body)
    if hand is None:
        sway = 0.01 * math.sin(time_s * 1.3 + sign)
        wrist = shoulder + turn * glm.vec3(sign * 0.060, -(UPPER_ARM_M + FOREARM_M) * 0.975, -0.05 + sway)
        grip_turn = turn * glm.angleAxis(0.12 * sign, glm.vec3(0, 0, 1)) * glm.angleAxis(0.25, glm.vec3(1, 0, 0))
        hand = Pose(wrist - grip_turn * WRIST_FROM_GRIP, grip_turn)
    wrist = hand.position + hand.orientation * WRIST_FROM_GRIP
    elbow = _elbow(shoulder, wrist, turn * glm.vec3(sign * 0.55, -1.0, 0.55))
    return {
        f"upper_arm.{side}": _along(shoulder, elbow, UPPER_ARM_M),
        f"forearm.{side}": _along(elbow, wrist, FOREARM_M),
        f"hand.{side}": _matrix(hand),
    }


def _elbow(shoulder: glm.vec3, wrist: glm.vec3, hint: glm.vec3) -> glm.vec3:
    """Two-bone inverse kinematics: the elbow on the circle where both bones meet, on the hint's side."""
    to = wrist - shoulder
    distance = max(1e-3, glm.length(to))
    axis = to / distance
    reach = min(distance, (UPPER_ARM_M + FOREARM_M) * 0.999)
    along = (UPPER_ARM_M**2 - FOREARM_M**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(0.0, UPPER_ARM_M**2 - along**2))
    away = hint - axis * glm.dot(hint, axis)
    away = glm.normalize(away) if glm.length(away) > 1e-4 else glm.vec3(0, 0, 1)
    return shoulder + axis * along + away * off


def _along(start: glm.vec3, end: glm.vec3, rest_m: float) -> glm.mat4:
    """A bone modelled along -Y, laid from start to end and stretched a little where needed."""
    to = end - start
    length = max(1e-4, glm.length(to))
    down = to / length
    side = glm.cross(down, glm.vec3(0, 0, 1) if abs(down.z) < 0.9 else glm.vec3(1, 0, 0))
    side = glm.normalize(side)
    frame = glm.mat4(glm.vec4(side, 0), glm.vec4(-down, 0), glm.vec4(glm.cross(side, -down), 0), glm.vec4(start, 1))
    return frame * glm.scale(glm.vec3(1, min(_ARM_STRETCH, length / rest_m), 1))


def _blinks(time_s: float) -> bool:
    return time_s % _BLINK_EVERY_S > _BLINK_EVERY_S - _BLINK_S


def _flat(v: glm.vec3) -> glm.vec3:
    flat = glm.vec3(v.x, 0, v.z)
    return glm.normalize(flat) if glm.length(flat) > 1e-3 else glm.vec3(0, 0, 0)


def _matrix(pose: Pose) -> glm.mat4:
    return pose.matrix()
