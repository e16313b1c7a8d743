"""Who is to be drawn, and where the heads of those are whom a place provides."""

from __future__ import annotations

import math
from dataclasses import dataclass

import glm
import numpy as np

from avatars.figure import rest
from avatars.look import NPC_LOOKS, Look
from avatars.posing import People
from renderer.spatial import Pose, yaw

_X, _Z = glm.vec3(1, 0, 0), glm.vec3(0, 0, 1)


@dataclass(slots=True)
class Person:
    """Somebody to be drawn. head : world pose midway between the eyes. left, right : grip poses, world; None hangs the arm at the
    side. loudness : 0..1, opens the mouth. floor_m : height of the floor below. sits : on a chair."""

    look: Look
    head: Pose
    left: Pose | None = None
    right: Pose | None = None
    loudness: float = 0.0
    floor_m: float = 0.0
    sits: bool = False


def gathered(people: list[Person], time_s: np.ndarray) -> People:
    """As arrays. time_s : float64 [N], each one's own."""
    poses = [pose for p in people for pose in (p.head, p.left or p.head, p.right or p.head)]
    at = np.asarray(glm.array([pose.position for pose in poses])).reshape(-1, 3, 3).T
    turn = np.asarray(glm.array([pose.orientation for pose in poses])).reshape(-1, 3, 4).T  # w x y z in PyGLM's memory
    tracked = np.array([[p.left is not None for p in people], [p.right is not None for p in people]])
    floor_m = np.array([p.floor_m for p in people], np.float32)
    loudness = np.array([p.loudness for p in people], np.float32)
    sits = np.array([p.sits for p in people], bool)
    return People(np.ascontiguousarray(at), turn.take((1, 2, 3, 0), axis=0), tracked, floor_m, loudness, sits, time_s)


def npc_head(
    role: str, stand: Pose, looked_at: glm.vec3 | None = None, loudness: float = 0.0, time_s: float = 0.0
) -> Pose:
    """Of the mayor, the clerk or the agent at `stand` (on the floor, facing -Z), breathing, and turning to who is near.

    looked_at : the eyes of the person to look at, world. Raises KeyError for an unknown role."""
    own = rest(NPC_LOOKS[role]).eyes
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
    return Pose(eyes, orientation * tilt)
