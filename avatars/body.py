"""A person as instances to draw: how the joints of the figure stand for a head and two hands.

Stateless: the same arguments give the same instances, so whoever interpolates poses needs nothing else.
"""

from __future__ import annotations

import math

import glm
import numpy as np

from avatars.figure import Rest, figure, rest, shade
from avatars.look import NPC_LOOKS, Look, look_of
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

__all__ = ["avatar_instances", "is_shade", "look_of", "npc_instances"]

_BLINK_EVERY_S = 4.3
_BLINK_S = 0.16
_SIZES = (0.92, 1.14)  # how far a figure shrinks or grows before its knees bend or it stretches no more
_LOWEST_HIPS_M = 0.27
_SIDES = (("left", -1.0), ("right", 1.0))
_X, _Z = glm.vec3(1, 0, 0), glm.vec3(0, 0, 1)


def avatar_instances(
    head: Pose,
    left: Pose | None,
    right: Pose | None,
    look: Look,
    loudness: float = 0.0,
    time_s: float = 0.0,
    floor_m: float = 0.0,
) -> list[Instance]:
    """The person, and the shade on the floor below. head : world pose midway between the eyes. left, right : grip poses, world;
    None hangs the arm at the side.

    loudness : 0..1, opens the mouth. time_s : drives blinking and breath. floor_m : height of the floor below."""
    bones = rest(look)
    size = max(_SIZES[0], min(_SIZES[1], (head.position.y - floor_m) / bones.eyes.y))
    turn = _heading(head, left, right)
    # The neck stays under the head: looking down moves the eyes ahead of it.
    neck = head.position + head.orientation * ((bones.joints["head"] - bones.eyes) * size)
    at = neck - turn * (bones.joints["head"] * size)
    ground = Pose(glm.vec3(at.x, floor_m, at.z), turn)
    first, second = (None if pose is None else _inside(ground, size, pose) for pose in (left, right))
    moves = _posed(bones, _inside(ground, size, head), first, second, time_s)
    weights = np.array([_lids(time_s), max(0.0, min(1.0, loudness))], np.float32)
    world = ground.matrix() * glm.scale(glm.vec3(size))
    hips = moves["hips"] * glm.vec4(bones.joints["hips"], 1)
    under = ground * Pose(glm.vec3(hips.x, 0, hips.z) * size)
    return [
        Instance(figure(look), world, joints=_joints(bones, moves), weights=weights),
        Instance(shade(), under.matrix()),
    ]


def is_shade(instance: Instance) -> bool:
    """Whether this is the shade of somebody, which places with baked light do without."""
    return instance.model is shade()


def npc_instances(
    role: str, stand: Pose, looked_at: glm.vec3 | None = None, loudness: float = 0.0, time_s: float = 0.0
) -> list[Instance]:
    """The mayor, the clerk or the agent at `stand` (on the floor, facing -Z), breathing, and turning to who is near.

    looked_at : the eyes of the person to look at, world. Raises KeyError for an unknown role."""
    look = NPC_LOOKS[role]
    own = rest(look).eyes
    eyes = stand.position + stand.orientation * glm.vec3(
        0.006 * math.sin(time_s * 0.9), own.y + 0.002 * math.sin(time_s * 1.5), own.z
    )
    orientation = stand.orientation
    pitch = 0.0
    if looked_at is not None:
        to = glm.inverse(stand.orientation) * (looked_at - eyes)
        turn = max(-1.15, min(1.15, math.atan2(-to.x, -to.z)))
        pitch = max(-0.35, min(0.35, math.atan2(to.y, math.hypot(to.x, to.z))))
        orientation = stand.orientation * yaw(turn)
    nod = 0.05 * loudness * math.sin(time_s * 5.1)
    tilt = glm.angleAxis(pitch + nod, _X) * glm.angleAxis(0.02 * math.sin(time_s * 0.6), _Z)
    head = Pose(eyes, orientation * tilt)
    return avatar_instances(head, None, None, look, loudness, time_s, floor_m=stand.position.y)


# ---- the skeleton ----------------------------------------------------------------------------------------------------


def _posed(bones: Rest, head: Pose, left: Pose | None, right: Pose | None, time_s: float) -> dict[str, glm.mat4]:
    """Where each joint carries what hangs on it, posed_from_rest, in the figure's own frame."""
    head_from_rest = head.matrix() * glm.translate(-bones.eyes)
    hips, lean = _hips(bones, glm.vec3(head_from_rest * glm.vec4(bones.joints["head"], 1)))
    body = _about(bones.joints["hips"], hips, glm.angleAxis(-lean, _X))
    breath = 1 + 0.008 * math.sin(time_s * 2 * math.pi / 4.2)
    chest = bones.joints["chest"]
    neck = glm.slerp(glm.angleAxis(-lean, _X), head.orientation, 0.5)
    base = glm.vec3(body * glm.vec4(bones.joints["neck"], 1))
    moves = {
        "hips": body,
        "spine": body,
        "chest": body * glm.translate(chest) * glm.scale(glm.vec3(1, 1, breath)) * glm.translate(-chest),
        "neck": _about(bones.joints["neck"], base, neck),
        "head": head_from_rest,
    }
    gaze = _gaze(time_s)
    for (side, sign), hand in zip(_SIDES, (left, right), strict=True):
        eye = bones.joints[f"{side}_eye"]
        moves[f"{side}_eye"] = head_from_rest * _about(eye, eye, gaze)
        moves |= _leg(bones, body, side, sign, lean)
        moves |= _arm(bones, body, lean, side, sign, hand, time_s)
    return moves


def _hips(bones: Rest, top: glm.vec3) -> tuple[glm.vec3, float]:
    """Where the hips are when the upper end of the neck is at `top`, and how far the back leans forward (radians): who goes
    down sits back a little, so that the knees have room."""
    back_m = bones.joints["head"].y - bones.joints["hips"].y
    low = max(0.0, bones.joints["head"].y - top.y)
    back = min(0.36 * low, 0.24)
    y = top.y - math.sqrt(back_m**2 - back**2)
    if y < _LOWEST_HIPS_M:  # squatting as low as can be: the rest is bending over
        y = _LOWEST_HIPS_M
        back = math.sqrt(max(0.0, back_m**2 - max(0.05, top.y - y) ** 2))
    return glm.vec3(bones.joints["hips"].x, y, bones.joints["hips"].z + back), math.asin(back / back_m)


def _leg(bones: Rest, body: glm.mat4, side: str, sign: float, lean: float) -> dict[str, glm.mat4]:
    hip, knee, foot = (bones.joints[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
    start = glm.vec3(body * glm.vec4(hip, 1))
    behind = glm.vec3(body * glm.vec4(bones.joints["hips"], 1)).z - bones.joints["hips"].z
    end = foot + glm.vec3(sign * 0.10 * lean, 0, 0.55 * max(0.0, behind - 0.20))  # below what weighs
    middle = _joint(start, end, bones.upper_leg_m, bones.lower_leg_m, glm.vec3(sign * 0.22, 0.0, -1.0))
    upper = glm.quat(glm.normalize(knee - hip), glm.normalize(middle - start))
    lower = glm.quat(glm.normalize(foot - knee), glm.normalize(end - middle))
    return {
        f"{side}_upper_leg": _about(hip, start, upper),
        f"{side}_lower_leg": _about(knee, middle, lower),
        f"{side}_foot": _about(foot, end, yaw(-0.10 * sign)),
    }


def _arm(
    bones: Rest, body: glm.mat4, lean: float, side: str, sign: float, hand: Pose | None, time_s: float
) -> dict[str, glm.mat4]:
    shoulder, elbow, wrist = (bones.joints[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
    start = glm.vec3(body * glm.vec4(shoulder, 1))
    if hand is None:
        hand = _hanging(bones, start, sign, time_s)
    end = hand.position + hand.orientation * bones.wrist_from_grip
    start.y += 0.05 * max(0.0, min(1.0, (end.y - start.y + 0.05) / 0.35))  # the shoulder goes up with the arm
    middle = _joint(start, end, bones.upper_arm_m, bones.lower_arm_m, glm.vec3(sign * 0.50, -1.0, 0.60))
    along = glm.normalize(elbow - shoulder)
    trunk = glm.angleAxis(-lean, _X)
    upper = glm.quat(glm.normalize(trunk * along), glm.normalize(middle - start)) * trunk
    lower = glm.quat(glm.normalize(upper * along), glm.normalize(end - middle)) * upper
    turned = hand.orientation * glm.inverse(bones.grip_turn[side])
    return {
        f"{side}_upper_arm": _about(shoulder, start, upper),
        f"{side}_lower_arm": _about(elbow, middle, lower * glm.angleAxis(0.5 * _twist(lower, turned, along), along)),
        f"{side}_hand": _about(wrist, end, turned),
    }


def _hanging(bones: Rest, shoulder: glm.vec3, sign: float, time_s: float) -> Pose:
    sway = 0.006 * math.sin(time_s * 1.3 + sign)
    reach = (bones.upper_arm_m + bones.lower_arm_m) * 0.985
    wrist = shoulder + glm.normalize(glm.vec3(sign * 0.115, -1.0, -0.06 + sway)) * reach
    wrist.y = max(wrist.y, 0.24)  # above the floor: who squats bends the elbows
    turn = glm.angleAxis(0.10 * sign, _Z) * glm.angleAxis(0.16, _X) * yaw(0.35 * sign)
    return Pose(wrist - turn * bones.wrist_from_grip, turn)


def _twist(bone: glm.quat, hand: glm.quat, axis: glm.vec3) -> float:
    """How far the hand is turned against the bone about the bone's axis, -pi..pi."""
    relative = glm.inverse(bone) * hand
    angle = 2 * math.atan2(relative.x * axis.x + relative.y * axis.y + relative.z * axis.z, relative.w)
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _joint(start: glm.vec3, end: glm.vec3, first_m: float, second_m: float, hint: glm.vec3) -> glm.vec3:
    """Two-bone inverse kinematics: the elbow or knee on the circle where both bones meet, on the hint's side."""
    to = end - start
    distance = max(1e-3, glm.length(to))
    axis = to / distance
    reach = max(abs(first_m - second_m) + 1e-3, min(distance, (first_m + second_m) * 0.999))
    along = (first_m**2 - second_m**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(0.0, first_m**2 - along**2))
    away = hint - axis * glm.dot(hint, axis)
    away = glm.normalize(away) if glm.length(away) > 1e-4 else glm.vec3(0, 0, 1)
    return start + axis * along + away * off


def _about(joint: glm.vec3, where: glm.vec3, turn: glm.quat) -> glm.mat4:
    """Turns about the joint and carries that to `where`."""
    return glm.translate(where) * glm.mat4_cast(turn) * glm.translate(-joint)


def _joints(bones: Rest, moves: dict[str, glm.mat4]) -> np.ndarray:
    """`Instance.joints`: model_from_joint of every joint."""
    rows = [moves[name] * glm.translate(bones.joints[name]) for name in bones.names]
    packed = np.frombuffer(b"".join([m.to_bytes() for m in rows]), np.float32)
    return packed.reshape(-1, 4, 4).transpose(0, 2, 1).copy()


# ---- poses -----------------------------------------------------------------------------------------------------------


def _heading(head: Pose, left: Pose | None, right: Pose | None) -> glm.quat:
    """Which way the body faces: as the head, and a little towards what both hands do."""
    forward = _flat(head.forward())
    ways = [_flat(hand.position - head.position) for hand in (left, right) if hand]
    if len(ways) == 2:
        middle = ways[0] + ways[1]
        if glm.length(middle) > 0.25:
            forward = glm.normalize(forward + 0.35 * glm.normalize(middle))
    return yaw(math.atan2(-forward.x, -forward.z))


def _inside(ground: Pose, size: float, pose: Pose) -> Pose:
    """A world pose in the frame of a figure of that size."""
    inner = ground.inverse() * pose
    return Pose(inner.position / size, inner.orientation)


def _lids(time_s: float) -> float:
    """How far the eyes are closed."""
    since = time_s % _BLINK_EVERY_S - (_BLINK_EVERY_S - _BLINK_S)
    return math.sin(math.pi * since / _BLINK_S) if since > 0 else 0.0


def _gaze(time_s: float) -> glm.quat:
    """Eyes never rest: every now and then they look a little aside."""
    step = int(time_s / 1.7)
    return glm.angleAxis(0.035 * math.sin(step * 12.9), glm.vec3(0, 1, 0)) * glm.angleAxis(
        0.018 * math.sin(step * 7.7), _X
    )


def _flat(v: glm.vec3) -> glm.vec3:
    flat = glm.vec3(v.x, 0, v.z)
    return glm.normalize(flat) if glm.length(flat) > 1e-3 else glm.vec3(0, 0, 0)
