"""Somebody else's movement from their packets: shown a tenth of a second late, so that there is nearly always a packet ahead to
move towards; carried on for at most another tenth when there is not.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import glm

from avatars.pose_packet import HandPose, PosePacket
from renderer.spatial import Pose

DELAY_S = 0.1
EXTRAPOLATE_S = 0.1
_JUMP_M = 1.5  # farther between two packets is a teleport, not a step
_REST_S = 0.12  # a longer gap means that they kept still (see the sender's dead band), not that they moved slowly
_HISTORY = 40


@dataclass(slots=True)
class Body:
    """Head and hands at one moment, world poses."""

    head: Pose
    left: Pose | None
    right: Pose | None
    loudness: float
    muted: bool
    sits: bool = False


class PoseTrack:
    """push packets as they arrive, ask for the body at each frame. now_s : any clock, the same for both."""

    def __init__(self, delay_s: float = DELAY_S) -> None:
        self._delay_s = delay_s
        self._bodies: deque[tuple[float, Body]] = deque(maxlen=_HISTORY)  # by the sender's clock, seconds, unwrapped
        self._offsets: deque[float] = deque(maxlen=100)  # arrival minus sending: the least is the link at its best
        self._offset = 0.0
        self._sequence: int | None = None
        self._time_ms = 0
        self.late = 0

    def push(self, packet: PosePacket, now_s: float) -> None:
        """Packets that were overtaken by newer ones are dropped."""
        if self._sequence is not None:
            step = (packet.sequence - self._sequence) & 0xFFFF
            if step == 0 or step > 0x8000:
                if not self._restarted(packet, now_s):
                    self.late += 1
                    return
                self._bodies.clear()
                self._offsets.clear()
        self._sequence = packet.sequence
        self._time_ms += (packet.time_ms - self._time_ms) & 0xFFFF
        sent_s = self._time_ms / 1000
        self._offsets.append(now_s - sent_s)
        self._offset = min(self._offsets)
        body = _body(packet)
        if self._bodies and sent_s - self._bodies[-1][0] > _REST_S:
            self._bodies.append((sent_s - 0.05, self._bodies[-1][1]))
        self._bodies.append((sent_s, body))

    def at(self, now_s: float) -> Body | None:
        """The body to draw now; None before the first packet."""
        if not self._bodies:
            return None
        moment, after = now_s - self._offset - self._delay_s, None
        for item in reversed(self._bodies):  # the moment is seldom older than the last packets
            if item[0] <= moment:
                return self._onward(moment) if after is None else _towards(item, after, moment)
            after = item
        return self._bodies[0][1]

    def _onward(self, moment: float) -> Body:
        """Nothing newer: go on as they moved, for a moment."""
        last_s, last = self._bodies[-1]
        if len(self._bodies) < 2:
            return last
        before_s, before = self._bodies[-2]
        ahead = min(moment - last_s, EXTRAPOLATE_S)
        if ahead <= 0 or _jumped(before, last):
            return last
        return _between(before, last, 1 + ahead / max(0.02, last_s - before_s))

    def _restarted(self, packet: PosePacket, now_s: float) -> bool:
        """Their client began anew, counting from the start: its clock does not fit the old one's."""
        expected_s = now_s - self._offset
        off_ms = (packet.time_ms - round(expected_s * 1000)) & 0xFFFF
        return min(off_ms, 0x10000 - off_ms) > 3000


def _body(packet: PosePacket) -> Body:
    return Body(
        Pose(glm.vec3(*packet.head_position), _quat(packet.head_orientation)),
        _hand(packet.left),
        _hand(packet.right),
        packet.loudness,
        packet.muted,
        packet.seated,
    )


def _hand(hand: HandPose | None) -> Pose | None:
    return Pose(glm.vec3(*hand.position), _quat(hand.orientation)) if hand else None


def _quat(q: tuple[float, float, float, float]) -> glm.quat:
    return glm.quat(q[3], q[0], q[1], q[2])


def _towards(before: tuple[float, Body], after: tuple[float, Body], moment: float) -> Body:
    """Between two bodies and their times."""
    if _jumped(before[1], after[1]):
        return before[1]
    return _between(before[1], after[1], (moment - before[0]) / max(1e-6, after[0] - before[0]))


def _jumped(a: Body, b: Body) -> bool:
    return bool(glm.distance(a.head.position, b.head.position) > _JUMP_M)


def _between(a: Body, b: Body, t: float) -> Body:
    """t over 1 extrapolates."""
    return Body(
        _pose_between(a.head, b.head, t),
        _pose_between(a.left, b.left, t) if a.left and b.left else b.left,
        _pose_between(a.right, b.right, t) if a.right and b.right else b.right,
        a.loudness + (b.loudness - a.loudness) * min(1.0, t),
        b.muted,
        b.sits,
    )


def _pose_between(a: Pose, b: Pose, t: float) -> Pose:
    return Pose(a.position + (b.position - a.position) * t, glm.normalize(glm.slerp(a.orientation, b.orientation, t)))
