"""Many people's joints from heads and hands at once, as vectors [3, ..., N] and turns [4, ..., N], see turns.py. A figure's own
frame stands on the floor, faces -Z and is of the figure's size. Metres; the left side comes first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from avatars.bodies import CHEST, ENDS, HEAD, HIPS, JOINTS, LIMBS, MIDDLES, NECK, SPINE, Bodies
from avatars.limbs import HANGING, bones, feet, hanging, middles
from avatars.turns import Array, about_y, matrices, product, turned

_BLINK_EVERY_S, _BLINK_S = 4.3, 0.16
_SIZES = (0.92, 1.14)  # how far a figure shrinks or grows before its knees bend or it stretches no more
_LOWEST_HIPS_M = 0.27
_SITS_BACK_M = 0.07
_ASIDE_M, _DOWN_M, _PELVIS_RAD, _CHEST_RAD = 0.020, 0.004, 0.045, -0.030  # of hips and chest over the foot that carries
_REACH_M = 0.4  # from the outermost joint to what hangs on it: hair, shoes, fingers
_BREATH, _BREATH_S = 0.008, 4.2


@dataclass(slots=True)
class People:
    """Where N people are now, world. at : [3, 3, N], heads (midway between the eyes), left and right grips. turn : [4, 3, N].
    tracked : bool [2, N], which hands are known; others hang. floor_m : [N]. loudness : [N], 0..1, opens the mouth.
    sits : bool [N], on a chair."""

    at: Array
    turn: Array
    tracked: Array
    floor_m: Array
    loudness: Array
    sits: Array


@dataclass(slots=True)
class Posed:
    """turn : [4, J, N] and at : [3, J, N], world_from_joint without size, in the order of JOINTS. size : [N]. deep : [N], how far
    breath widens the chest. weights : [2, N], lids and mouth."""

    turn: Array
    at: Array
    size: Array
    deep: Array
    weights: Array

    def bounds(self) -> Array:
        """`Crowd.bounds`, [N, 4]."""
        low, high = self.at.min(axis=1), self.at.max(axis=1)
        x, y, z = (low + high) * 0.5
        radius = np.sqrt(np.square(high - low).sum(axis=0)) / 2 + _REACH_M * self.size
        return np.array((x, y, z, radius)).T

    def palette(self, origin: Array, unit_m: Array) -> Array:
        """`Crowd.palette`, but as [3, 4, J, N], in the order of JOINTS. origin : [3, J, N], that of the mesh as each joint sees it,
        in the mesh's own units of `unit_m` [N] metres."""
        result = np.empty((3, 4, *self.at.shape[1:]), np.float32)
        turn = matrices(self.turn, self.size * unit_m)
        turn[:, 2, CHEST] *= self.deep
        x, y, z = origin
        result[:, :3] = turn
        result[:, 3] = turn[:, 0] * x + turn[:, 1] * y + turn[:, 2] * z + self.at
        return result


def pose(who: Bodies, people: People, time_s: Array) -> Posed:
    """time_s : [N], drives breath, blinking and glances."""
    size = np.clip((people.at[1, 0] - people.floor_m) / who.eyes[1], *_SIZES)
    size = np.where(people.sits, 1, size)
    angle = _heading(people)
    sine, cosine = np.sin(angle), np.cos(angle)
    facing = about_y(angle)
    own = _unfaced(facing, people.turn)  # how head and hands are turned in the figure's frame
    face = turned(own[:, :1], who.of_head)
    head = who.joints[:, HEAD] - face[:, 0]
    head[1] = (people.at[1, 0] - people.floor_m) / size
    x, y, z = (people.at[:, 1:] - people.at[:, :1]) / size
    hands = np.array((cosine * x - sine * z, y, sine * x + cosine * z)) + head[:, None]

    turn, at = np.empty((4, len(JOINTS), len(size)), np.float32), np.empty((3, len(JOINTS), len(size)), np.float32)
    hips, lean = _hips(who, head[1] + face[1, 0], people.sits)
    rests = _carrying(who, hips, time_s)
    starts = _trunk(who, hips, lean, rests, turn, at)
    turn[:, NECK] = _neck(own[:, 0], lean)
    turn[:, HEAD], at[:, HEAD:7] = own[:, 0], face + head[:, None]
    turn[:, 5:7] = product(own[:, 0], _gaze(time_s))[:, None]
    ends = np.empty((3, 4, len(size)), np.float32)
    end_turn = turn[:, ENDS]
    ends[:, :2], end_turn[:, :2] = feet(who, hips, lean, rests, people.sits)
    _hands(who, people, hands, own[:, 1:], starts, time_s, ends, end_turn)
    at[:, LIMBS], at[:, ENDS] = starts, ends
    at[:, MIDDLES] = middles(starts, ends, who.limbs)
    turn[:, LIMBS], turn[:, MIDDLES] = bones(who, turn[:, SPINE], at, end_turn[:, 2:])
    return _placed(people, size, facing, (sine, cosine), head, turn, at, time_s)


def _placed(
    people: People,
    size: Array,
    facing: Array,
    heading: tuple[Array, Array],
    head: Array,
    turn: Array,
    at: Array,
    time_s: Array,
) -> Posed:
    """In the world. heading : sine and cosine."""
    sine, cosine = heading
    x, y, z = (at - head[:, None]) * size
    world = np.array((cosine * x + sine * z, y, cosine * z - sine * x)) + people.at[:, :1]
    deep = (1 + _BREATH * np.sin(time_s * (2 * math.pi / _BREATH_S))).astype(np.float32)
    weights = np.array((_lids(time_s), np.clip(people.loudness, 0, 1)), np.float32)
    return Posed(_faced(facing, turn), world, size, deep, weights)


# ---- parts of the body -----------------------------------------------------------------------------------------------


def _heading(people: People) -> Array:
    """[N], radians about +Y: which way the body faces: as the head, and a little towards what both hands do."""
    x, y, z, w = people.turn[:, 0]
    forward = _flat(-2 * (x * z + y * w), 2 * (x * x + y * y) - 1)
    ways = _flat(*(people.at[::2, 1:] - people.at[::2, :1])).sum(axis=1)
    both = people.tracked.all(axis=0) & (np.hypot(*ways) > 0.25)
    towards = _flat(*(forward + 0.35 * _flat(*ways)))
    x, z = np.where(both, towards, forward)
    angle: Array = np.arctan2(-x, -z)
    return angle


def _flat(x: Array, z: Array) -> Array:
    """[2, ...]: unit vectors on the floor."""
    result: Array = np.array((x, z)) / np.maximum(np.hypot(x, z), 1e-6)
    return result


def _unfaced(facing: Array, turn: Array) -> Array:
    """Turns of the world in the figure's frame, with w >= 0."""
    s, c = facing[1], facing[3]
    x, y, z, w = turn
    inside = np.array((c * x - s * z, c * y - s * w, c * z + s * x, c * w + s * y))
    result: Array = inside * np.copysign(np.float32(1), inside[3])
    return result


def _faced(facing: Array, turn: Array) -> Array:
    """Turns of the figure's frame in the world."""
    s, c = facing[1], facing[3]
    x, y, z, w = turn
    return np.array((c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y))


def _hips(who: Bodies, top: Array, sits: Array) -> tuple[Array, Array]:
    """Where the hips are when the upper end of the neck is at the height `top`, and how far the back leans forward (radians): who
    goes down leans back a little, so that the knees have room; who sits is upright."""
    hips, head_m = who.joints[:, HIPS].copy(), who.joints[1, HEAD]
    back_m = head_m - hips[1]
    back = np.where(sits, _SITS_BACK_M, np.minimum(0.36 * np.maximum(0, head_m - top), 0.24))
    y = top - np.sqrt(back_m**2 - back**2)
    # squatting as low as can be: the rest is bending over
    bent = np.sqrt(np.maximum(0, back_m**2 - np.maximum(0.05, top - _LOWEST_HIPS_M) ** 2))
    back = np.where(y < _LOWEST_HIPS_M, bent, back)
    hips[1], hips[2] = np.maximum(y, _LOWEST_HIPS_M), hips[2] + back
    return hips, np.arcsin(back / back_m)


def _carrying(who: Bodies, hips: Array, time_s: Array) -> Array:
    """[N]: which foot carries whoever stands upright: 1 the right, -1 the left; every quarter of a minute it is the other."""
    upright = np.maximum(0, 1 - np.abs(hips[1] - who.joints[1, HIPS]) / 0.10)
    rests: Array = np.tanh(4 * np.sin(0.19 * time_s)).astype(np.float32) * upright
    return rests


def _trunk(who: Bodies, hips: Array, lean: Array, rests: Array, turn: Array, at: Array) -> Array:
    """Fills in hips to neck, and returns where legs and arms begin [3, 4, N]: the hips go over the foot that carries and drop on
    the other side, the shoulders the other way round."""
    half, roll = lean * -0.5, np.outer(np.array([_PELVIS_RAD / 2, 0, _CHEST_RAD / 2], np.float32), rests)
    s, c, rs, rc = np.sin(half), np.cos(half), np.sin(roll), np.cos(roll)
    turn[:, :3] = s * rc, -s * rs, c * rs, c * rc
    at[:, HIPS : NECK + 1] = turned(turn[:, SPINE : SPINE + 1], who.of_trunk) + hips[:, None]
    at[0, HIPS] += _ASIDE_M * rests
    at[1, HIPS] -= _DOWN_M * np.abs(rests)
    below = turned(turn[:, :1], who.of_pelvis) + at[:, :1]
    above = turned(turn[:, CHEST : CHEST + 1], who.of_chest)
    above[:, :3] += at[:, NECK : NECK + 1]
    at[:, CHEST] = above[:, 2]
    at[:, SPINE] = (below[:, 2] + above[:, 3] + above[:, 2]) / 2
    return np.concatenate([below[:, :2], above[:, :2]], axis=1)


def _neck(head: Array, lean: Array) -> Array:
    """Half-way between trunk and head; both in the figure's frame."""
    half = lean * 0.5
    middle = head.copy()
    middle[0] -= np.sin(half)
    middle[3] += np.cos(half)
    result: Array = middle / np.sqrt(np.square(middle).sum(axis=0))
    return result


def _hands(
    who: Bodies, people: People, at: Array, turn: Array, starts: Array, time_s: Array, ends: Array, end_turn: Array
) -> None:
    """Fills in the wrists; shoulders in `starts` go up with the arms."""
    ends[:, 2:] = at + turned(turn, who.wrist_from_grip)
    if not people.tracked.all():
        ends[:, 2:] = np.where(people.tracked, ends[:, 2:], hanging(who, starts[:, 2:], time_s))
        turn = np.where(people.tracked, turn, HANGING)
    starts[1, 2:] += 0.05 * np.clip((ends[1, 2:] - starts[1, 2:] + 0.05) / 0.35, 0, 1)
    end_turn[:, 2:] = product(turn, who.grip_back)


def _lids(time_s: Array) -> Array:
    """How far the eyes are closed."""
    since = time_s % _BLINK_EVERY_S - (_BLINK_EVERY_S - _BLINK_S)
    closed: Array = np.where(since > 0, np.sin((math.pi / _BLINK_S) * since), 0)
    return closed


def _gaze(time_s: Array) -> Array:
    """Eyes never rest: every now and then they look a little aside."""
    step = np.floor(time_s / 1.7)
    aside, up = 0.0175 * np.sin(step * 12.9), 0.009 * np.sin(step * 7.7)
    s, c, us, uc = np.sin(aside), np.cos(aside), np.sin(up), np.cos(up)
    return np.array((c * us, s * uc, -s * us, c * uc), np.float32)
