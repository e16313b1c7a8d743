"""When and what to tell others about our own body."""

from __future__ import annotations

import glm

from avatars.pose_packet import HandPose, PosePacket, encode
from backend.schemas.poses import POSE_HZ
from renderer.spatial import Pose
from vr_client.world import World

_MOVED_M = 0.001
_TURNED_RAD = 0.0087  # half a degree
_REMINDER_S = 1.0  # somebody resting is still there
_SETTLE = 2  # packets after the last movement, so that a receiver sees the speed end and does not extrapolate it


class OwnPose:
    """Rate, dead band and numbering of pose packets. World time drives it, so that a test can."""

    def __init__(self) -> None:
        self._sequence = 0
        self._sent_s = -1e9
        self._sent: tuple[Pose, ...] = ()
        self._sent_level = 0.0
        self._settling = 0

    def next_packet(self, world: World) -> bytes | None:
        """Bytes to send now, or None: too soon, or nothing moved."""
        elapsed = world.time_s - self._sent_s
        if elapsed < 0.95 / POSE_HZ:
            return None
        user = world.user
        poses = (user.head, user.left, user.right)
        level = float(world.memory.get("voice.level", 0.0))
        self._settling = _SETTLE if self._changed(poses, level) else self._settling - 1
        if self._settling < 0 and elapsed < _REMINDER_S:
            return None
        self._sent, self._sent_s, self._sent_level = tuple(_copy(p) for p in poses), world.time_s, level
        self._sequence += 1
        return encode(
            PosePacket(
                self._sequence & 0xFFFF,
                round(world.time_s * 1000) & 0xFFFF,
                _position(user.head),
                _orientation(user.head),
                _hand(world, "left"),
                _hand(world, "right"),
                loudness=level,
                muted=user.muted,
                seated=user.seat is not None,
            )
        )

    def _changed(self, poses: tuple[Pose, ...], level: float) -> bool:
        if not self._sent or abs(level - self._sent_level) > 0.05:
            return True
        return any(_differs(a, b) for a, b in zip(poses, self._sent, strict=True))


def _differs(a: Pose, b: Pose) -> bool:
    if glm.distance(a.position, b.position) > _MOVED_M:
        return True
    turn = glm.conjugate(a.orientation) * b.orientation
    return bool(2 * glm.length(glm.vec3(turn.x, turn.y, turn.z)) > _TURNED_RAD)


def _copy(pose: Pose) -> Pose:
    return Pose(glm.vec3(pose.position), glm.quat(pose.orientation))


def _hand(world: World, name: str) -> HandPose:
    pose: Pose = getattr(world.user, name)
    return HandPose(_position(pose), _orientation(pose), squeeze=1.0 if name in world.held else 0.0)


def _position(pose: Pose) -> tuple[float, float, float]:
    return pose.position.x, pose.position.y, pose.position.z


def _orientation(pose: Pose) -> tuple[float, float, float, float]:
    q = pose.orientation
    return q.x, q.y, q.z, q.w
