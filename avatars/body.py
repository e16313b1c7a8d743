"""A person, or many, as things to draw: how the figure stands for a head and two hands (see posing.py).

Stateless: the same arguments give the same picture, so whoever interpolates poses needs nothing else.
"""

from __future__ import annotations

import math
from functools import lru_cache

import glm
import numpy as np

from avatars.figure import figure, rest, shade
from avatars.look import NPC_LOOKS, Look, look_of
from avatars.posing import JOINTS, Bodies, People, bodies, pose
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

__all__ = ["avatar_instances", "gathered", "is_shade", "look_of", "npc_instances"]

_X, _Z = glm.vec3(1, 0, 0), glm.vec3(0, 0, 1)


def gathered(
    heads: list[Pose], hands: list[tuple[Pose | None, Pose | None]], floor_m: float, loudness: list[float]
) -> People:
    """Poses as arrays. hands : left and right grips; None hangs the arm at the side."""
    poses = [p or head for head, pair in zip(heads, hands, strict=True) for p in (head, *pair)]
    at = np.frombuffer(b"".join([p.position.to_bytes() for p in poses]), np.float32)
    turn = np.frombuffer(b"".join([p.orientation.to_bytes() for p in poses]), np.float32)  # w x y z in PyGLM's memory
    return People(
        at.reshape(-1, 3, 3), np.roll(turn.reshape(-1, 3, 4), -1, axis=2), np.array([[p is not None for p in pair] for pair in hands], bool),
        np.full(len(heads), floor_m, np.float32), np.array(loudness, np.float32),
    )  # fmt: skip


def avatar_instances(
    head: Pose,
    left: Pose | None,
    right: Pose | None,
    look: Look,
    loudness: float = 0.0,
    time_s: float = 0.0,
    floor_m: float = 0.0,
) -> list[Instance]:
    """One person, and the shade on the floor below. head : world pose midway between the eyes. left, right : grip poses, world;
    None hangs the arm at the side.

    loudness : 0..1, opens the mouth. time_s : drives blinking and breath. floor_m : height of the floor below."""
    bones = rest(look)
    posed = pose(_one(look), gathered([head], [(left, right)], floor_m, [loudness]), np.array([time_s]))
    joints = np.zeros((len(JOINTS), 4, 4), np.float32)
    joints[:, :3, :3], joints[:, :3, 3], joints[:, 3, 3] = posed.turn[0], posed.at[0], 1
    size = float(posed.size[0])
    world = np.eye(4, dtype=np.float32)
    world[:3, :3], world[:3, 3] = posed.facing[0] * size, posed.ground[0]
    hips = posed.facing[0] @ posed.at[0, 0] * size + posed.ground[0]
    order = [JOINTS.index(name) for name in bones.names]
    return [
        Instance(figure(look), glm.mat4(*world.T.ravel().tolist()), joints=joints[order], weights=posed.weights[0]),
        Instance(shade(), glm.translate(glm.vec3(hips[0], floor_m, hips[2]))),
    ]


@lru_cache(maxsize=64)
def _one(look: Look) -> Bodies:
    return bodies([rest(look)])


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
