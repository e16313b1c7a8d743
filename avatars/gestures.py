"""What the hands of hosts do: folded before the body as who waits on others stands, the right one raised while they speak."""

from __future__ import annotations

import math

import glm

from avatars.figure import rest
from avatars.look import Look
from renderer.spatial import Pose, yaw

_EYES_M = 1.60  # of the figure whose hands these are


def _turn(fingers: glm.vec3, palm: glm.vec3) -> glm.quat:
    """Of the right grip whose fingers point, and whose palm looks, about these ways. A grip's fingers are -Y, its palm -X."""
    y = -glm.normalize(fingers)
    x = -glm.normalize(palm - y * glm.dot(palm, y))
    return glm.quat_cast(glm.mat3(x, y, glm.cross(x, y)))


def _mirrored(turn: glm.quat) -> glm.quat:
    return glm.quat(turn.w, turn.x, -turn.y, -turn.z)


# Right hand, in a frame on the floor below the body that faces -Z
_FOLDED = Pose(glm.vec3(0.020, 0.955, -0.190), _turn(glm.vec3(-0.86, -0.50, 0.06), glm.vec3(0.0, -0.10, 1.0)))
_BELOW = glm.vec3(0.012, -0.012, 0.026)  # how the other one lies, seen from its own side
_RAISED = Pose(glm.vec3(0.215, 1.085, -0.315), _turn(glm.vec3(-0.35, 0.22, -0.90), glm.vec3(-0.72, 0.62, 0.10)))


def host_hands(look: Look, head: Pose, eager: float, time_s: float) -> tuple[Pose, Pose]:
    """Left and right grip, world, of whose eyes are at `head`, standing upright. eager : 0..1, how far the right one is raised."""
    own = rest(look).eyes
    forward = head.forward()
    facing = yaw(math.atan2(-forward.x, -forward.z))
    floor = head.position - facing * glm.vec3(0, own.y, own.z)
    size = own.y / _EYES_M
    breath = 0.003 * math.sin(time_s * 1.5)
    beat = glm.vec3(0.020 * math.sin(time_s * 1.7), 0.030 * math.sin(time_s * 2.9) + 0.012 * math.sin(time_s * 5.3), 0)
    up = eager * eager * (3 - 2 * eager)
    at = glm.mix(_FOLDED.position, _RAISED.position + beat, up) + glm.vec3(0, breath, 0)
    right = glm.slerp(_FOLDED.orientation, _RAISED.orientation, up)
    left = (_FOLDED.position + _BELOW + glm.vec3(0, breath, 0)) * glm.vec3(-1, 1, 1)
    return (
        Pose(floor + facing * (left * size), facing * _mirrored(_FOLDED.orientation)),
        Pose(floor + facing * (at * size), facing * right),
    )
