"""Many people's joints from heads and hands at once: arrays of N people, float32, metres. The figure's own frame stands on the
floor, faces -Z and is of the figure's size; matrices are [..., 3, 3] in mathematical order, the left side comes first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeAlias

import numpy as np

from avatars.figure import Rest
from renderer.animation import rotations

Array: TypeAlias = np.ndarray
_BLINK_EVERY_S, _BLINK_S = 4.3, 0.16
_SIZES = (0.92, 1.14)  # how far a figure shrinks or grows before its knees bend or it stretches no more
_LOWEST_HIPS_M = 0.27
_SITS_BACK_M, _SHINS_M = 0.03, 0.02  # a sitter's back; feet so far before the knees
_ASIDE_M, _DOWN_M, _PELVIS_RAD, _CHEST_RAD = 0.020, 0.004, 0.045, -0.030  # of hips and chest over the foot that carries
_LOWEST_HAND_M = 0.24  # who squats bends the elbows
_REACH_M = 0.4  # from the outermost joint to what hangs on it: hair, shoes, fingers
_SIGN = np.array([-1.0, 1.0], np.float32)
# Which way knees and elbows go: left and right knee, left and right elbow
_HINTS = np.array([[-0.22, 0, -1], [0.22, 0, -1], [-0.50, -1, 0.60], [0.50, -1, 0.60]], np.float32)
_TRUNK = ("hips", "spine", "chest", "neck")
_LIMBS = tuple(f"{side}_{limb}" for limb in ("upper_leg", "upper_arm") for side in ("left", "right"))
_MIDDLES = tuple(f"{side}_{limb}" for limb in ("lower_leg", "lower_arm") for side in ("left", "right"))
_ENDS = tuple(f"{side}_{limb}" for limb in ("foot", "hand") for side in ("left", "right"))
_FACE = ("head", "left_eye", "right_eye")
JOINTS = (*_TRUNK, *_FACE, *_LIMBS, *_MIDDLES, *_ENDS)


@dataclass(slots=True)
class Bodies:
    """What never changes of N people. joints : [N, J, 3], rest pose, in the order of JOINTS. limbs : [N, 4, 2], the lengths of
    each limb's two bones. first, second : [N, 4, 3], unit vectors along these. grip_back : [N, 2, 3, 3], grip_from_model."""

    joints: Array
    eyes: Array
    wrist_from_grip: Array
    limbs: Array
    first: Array
    second: Array
    grip_back: Array

    def of(self, who: Array) -> Bodies:
        """Some of them. who : int [n]."""
        return Bodies(*(getattr(self, f.name)[who] for f in fields(self)))


@dataclass(slots=True)
class People:
    """Where N people are now, world. at : [N, 3, 3], heads (midway between the eyes), left and right grips. turn : [N, 3, 4],
    x y z w. tracked : bool [N, 2], which hands are known; others hang. floor_m : [N]. loudness : [N], 0..1, opens the mouth.
    sits : bool [N], on a chair."""

    at: Array
    turn: Array
    tracked: Array
    floor_m: Array
    loudness: Array
    sits: Array


@dataclass(slots=True)
class Posed:
    """turn : [N, J, 3, 3] and at : [N, J, 3], model_from_joint in the order of JOINTS. ground : [N, 3], world, under the body.
    facing : [N, 3, 3], world_from_model without size : [N]. weights : [N, 2], lids and mouth."""

    turn: Array
    at: Array
    ground: Array
    facing: Array
    size: Array
    weights: Array


def bodies(rests: list[Rest]) -> Bodies:
    """Of people with these skeletons."""
    kinds = {id(rest): rest for rest in rests}
    number = {key: i for i, key in enumerate(kinds)}
    which = np.array([number[id(rest)] for rest in rests], np.int64)
    each = [_body(rest) for rest in kinds.values()]
    return Bodies(*(np.stack(column)[which] for column in zip(*each, strict=True)))


def _body(rest: Rest) -> tuple[Array, ...]:
    joints = np.array([tuple(rest.joints[name]) for name in JOINTS], np.float32)
    at = {name: joints[i] for i, name in enumerate(JOINTS)}
    bones = ((rest.upper_leg_m, rest.lower_leg_m),) * 2 + ((rest.upper_arm_m, rest.lower_arm_m),) * 2
    first = np.stack([at[b] - at[a] for a, b in zip(_LIMBS, _MIDDLES, strict=True)])
    second = np.stack([at[b] - at[a] for a, b in zip(_MIDDLES[:2], _ENDS[:2], strict=True)] + [first[2], first[3]])
    grips = [np.roll(np.array(rest.grip_turn[side].to_list(), np.float32), -1) for side in ("left", "right")]
    return (
        joints, np.array(rest.eyes, np.float32), np.array(rest.wrist_from_grip, np.float32), np.array(bones, np.float32),
        _unit(first), _unit(second), rotations(np.stack(grips)).transpose(0, 2, 1),
    )  # fmt: skip


def pose(who: Bodies, people: People, time_s: Array) -> Posed:
    """time_s : [N], drives breath, blinking and glances."""
    count, head = len(people.floor_m), 4  # the head's place in JOINTS
    size = np.clip((people.at[:, 0, 1] - people.floor_m) / who.eyes[:, 1], *_SIZES)
    size = np.where(people.sits, np.float32(1), size)
    turn = rotations(people.turn)
    angle = _heading(people, turn)
    facing = _about_y(angle)
    over_neck = who.joints[:, head] - who.eyes
    neck = people.at[:, 0] + _turned(turn[:, 0], over_neck * size[:, None])
    ground = neck - _turned(facing, who.joints[:, head] * size[:, None])
    ground[:, 1] = people.floor_m
    at = (people.at - ground[:, None]) / size[:, None, None] @ facing
    turn = facing.transpose(0, 2, 1)[:, None] @ turn
    joint_turn, joint_at = (
        np.empty((count, len(JOINTS), 3, 3), np.float32),
        np.empty((count, len(JOINTS), 3), np.float32),
    )

    top = at[:, 0] + _turned(turn[:, 0], over_neck)
    hips, lean = _hips(who, top, people.sits)
    trunk, rests = _about_x(-lean), _carrying(who, hips, time_s)
    joint_turn[:, :3] = trunk[:, None]
    joint_at[:, :4], starts = _trunk(who, hips, rests, joint_turn)
    joint_turn[:, 2, :, 2] *= (1 + 0.008 * np.sin(time_s * (2 * math.pi / 4.2)))[:, None]  # breath
    joint_turn[:, 3] = _neck(people.turn[:, 0], angle, lean)
    joint_turn[:, head] = turn[:, 0]
    joint_turn[:, 5:7] = (turn[:, 0] @ _gaze(time_s))[:, None]
    joint_at[:, 4:7] = (who.joints[:, 4:7] - who.eyes[:, None]) @ turn[:, 0].transpose(0, 2, 1) + at[:, :1]

    ends, end_turn = _ends(who, people, at[:, 1:], turn[:, 1:], starts, hips, lean, rests, time_s)
    middles = _middles(starts, ends, who.limbs)
    upper, lower = _limbs(who, trunk, starts, middles, ends, end_turn[:, 2:])
    joint_at[:, 7:11], joint_at[:, 11:15], joint_at[:, 15:] = starts, middles, ends
    joint_turn[:, 7:11], joint_turn[:, 11:15], joint_turn[:, 15:] = upper, lower, end_turn
    weights = np.stack([_lids(time_s), np.clip(people.loudness, 0, 1)], axis=1).astype(np.float32)
    return Posed(joint_turn, joint_at, ground, facing, size, weights)


def in_world(posed: Posed) -> tuple[Array, Array, Array]:
    """world_from_joint in the order of JOINTS: how it is turned and sized [N, J, 3, 3], and where it is [N, J, 3]; and
    `Crowd.bounds`."""
    world = posed.facing * posed.size[:, None, None]
    at = posed.at @ world.transpose(0, 2, 1) + posed.ground[:, None]
    low, high = at.min(axis=1), at.max(axis=1)
    radius = np.sqrt(np.square(high - low).sum(axis=1)) / 2 + _REACH_M * posed.size
    bounds = np.concatenate([(low + high) / 2, radius[:, None]], axis=1)
    return world[:, None] @ posed.turn, at, bounds


# ---- parts of the body -----------------------------------------------------------------------------------------------


def _heading(people: People, turn: Array) -> Array:
    """[N], radians about +Y: which way the body faces: as the head, and a little towards what both hands do."""
    forward = _flat(-turn[:, 0, :, 2])
    ways = _flat(people.at[:, 1:] - people.at[:, :1]).sum(axis=1)
    both = people.tracked.all(axis=1) & (_length(ways) > 0.25)
    if both.any():
        forward = np.where(both[:, None], _flat(forward + 0.35 * _flat(ways)), forward)
    angle: Array = np.arctan2(-forward[:, 0], -forward[:, 2])
    return angle


def _hips(who: Bodies, top: Array, sits: Array) -> tuple[Array, Array]:
    """Where the hips are when the upper end of the neck is at `top`, and how far the back leans forward (radians): who goes
    down leans back a little, so that the knees have room; who sits is upright."""
    hips, head_m = who.joints[:, 0].copy(), who.joints[:, 4, 1]
    back_m = head_m - hips[:, 1]
    back = np.where(sits, _SITS_BACK_M, np.minimum(0.36 * np.maximum(0, head_m - top[:, 1]), 0.24))
    y = top[:, 1] - np.sqrt(back_m**2 - back**2)
    # squatting as low as can be: the rest is bending over
    bent = np.sqrt(np.maximum(0, back_m**2 - np.maximum(0.05, top[:, 1] - _LOWEST_HIPS_M) ** 2))
    back = np.where(y < _LOWEST_HIPS_M, bent, back)
    hips[:, 1], hips[:, 2] = np.maximum(y, _LOWEST_HIPS_M), hips[:, 2] + back
    return hips, np.arcsin(back / back_m)


def _carrying(who: Bodies, hips: Array, time_s: Array) -> Array:
    """[N]: which foot carries whoever stands upright: 1 the right, -1 the left; every quarter of a minute it is the other."""
    upright = np.maximum(0, 1 - np.abs(hips[:, 1] - who.joints[:, 0, 1]) / 0.10)
    rests: Array = np.tanh(4 * np.sin(0.19 * time_s)) * upright
    return rests


def _trunk(who: Bodies, hips: Array, rests: Array, turn: Array) -> tuple[Array, Array]:
    """Joints from hips to neck [N, 4, 3], and where legs and arms begin [N, 4, 3]: the hips go over the foot that carries and drop
    on the other side, the shoulders the other way round. Rolls `turn` [N, J, 3, 3] of both."""
    rest = who.joints[:, :4]
    at: Array = (rest - rest[:, :1]) @ turn[:, 0].transpose(0, 2, 1) + hips[:, None]
    for joint, angle in ((0, _PELVIS_RAD), (2, _CHEST_RAD)):
        turn[:, joint] = turn[:, joint] @ _about_z(angle * rests)
    at[:, 0] += np.stack([_ASIDE_M * rests, -_DOWN_M * np.abs(rests), 0 * rests], axis=1)
    legs = (who.joints[:, 7:9] - rest[:, :1]) @ turn[:, 0].transpose(0, 2, 1) + at[:, :1]
    arms = (who.joints[:, 9:11] - rest[:, 3:]) @ turn[:, 2].transpose(0, 2, 1) + at[:, 3:]
    at[:, 2] = at[:, 3] + _turned(turn[:, 2], rest[:, 2] - rest[:, 3])
    below, above = (at[:, i] + _turned(turn[:, i], rest[:, 1] - rest[:, i]) for i in (0, 2))
    at[:, 1] = (below + above) / 2
    return at, np.concatenate([legs, arms], axis=1)


def _neck(head: Array, angle: Array, lean: Array) -> Array:
    """[N, 3, 3]: half-way between trunk and head. head : [N, 4], world."""
    x, y, z, w = head.T
    s, c = np.sin(angle / 2), np.cos(angle / 2)
    inside = np.stack([c * x - s * z, c * y - s * w, c * z + s * x, c * w + s * y], axis=1)
    middle = inside * np.where(inside[:, 3:] < 0, np.float32(-1), np.float32(1))
    middle[:, 0] -= np.sin(lean / 2)
    middle[:, 3] += np.cos(lean / 2)
    return rotations(_unit(middle))


def _ends(
    who: Bodies,
    people: People,
    at: Array,
    turn: Array,
    starts: Array,
    hips: Array,
    lean: Array,
    rests: Array,
    time_s: Array,
) -> tuple[Array, Array]:
    """Feet and wrists: [N, 4, 3], and how they are turned [N, 4, 3, 3]. Shoulders in `starts` go up with the arms. The foot that
    does not carry stands a little ahead and turned out."""
    eased, tracked = np.maximum(0, -_SIGN * rests[:, None]), people.tracked
    ends, turns = who.joints[:, 15:].copy(), np.empty((len(lean), 4, 3, 3), np.float32)
    ends[:, :2, 0] += _SIGN * ((0.10 * lean)[:, None] + 0.022 * eased)
    behind = hips[:, 2] - who.joints[:, 0, 2]
    ends[:, :2, 2] += 0.55 * np.maximum(0, behind - 0.20)[:, None] - 0.045 * eased  # below what weighs
    ends[:, :2, 2] = np.where(people.sits[:, None], hips[:, 2:] - who.limbs[:, :2, 0] - _SHINS_M, ends[:, :2, 2])
    turns[:, :2] = _about_y((-_SIGN * (0.10 + 0.16 * eased)).ravel()).reshape(-1, 2, 3, 3)
    ends[:, 2:] = at + _turned(turn, who.wrist_from_grip[:, None])
    turns[:, 2:] = turn
    if not tracked.all():
        ends[:, 2:] = np.where(tracked[..., None], ends[:, 2:], _hanging(who, starts[:, 2:], time_s))
        turns[:, 2:] = np.where(tracked[..., None, None], turn, _hanging_hands())
    starts[:, 2:, 1] += 0.05 * np.clip((ends[:, 2:, 1] - starts[:, 2:, 1] + 0.05) / 0.35, 0, 1)
    turns[:, 2:] = turns[:, 2:] @ who.grip_back
    return ends, turns


def _hanging(who: Bodies, shoulders: Array, time_s: Array) -> Array:
    """[N, 2, 3]: wrists of arms at the sides, swaying a little."""
    way = np.empty((len(time_s), 2, 3), np.float32)
    way[..., 0], way[..., 1] = _SIGN * 0.105, -1
    way[..., 2] = -0.115 - 0.02 * _SIGN + 0.006 * np.sin(time_s[:, None] * 1.3 + _SIGN)
    reach = who.limbs[:, 2:].sum(axis=2) * (0.958 + 0.006 * _SIGN)  # elbows are never quite straight
    wrists: Array = shoulders + _unit(way) * reach[..., None]
    wrists[..., 1] = np.maximum(wrists[..., 1], _LOWEST_HAND_M)
    return wrists


def _middles(starts: Array, ends: Array, limbs: Array) -> Array:
    """[N, 4, 3]: knees and elbows, on the circle where both bones meet, on the hint's side (two-bone inverse kinematics)."""
    to, (first, second) = ends - starts, np.moveaxis(limbs, 2, 0)
    distance = np.maximum(1e-3, _length(to))
    axis = to / distance[..., None]
    reach = np.clip(distance, np.abs(first - second) + 1e-3, (first + second) * 0.999)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    off = np.sqrt(np.maximum(0, first**2 - along**2))
    away = _unit(_HINTS - axis * (axis * _HINTS).sum(axis=-1, keepdims=True))
    result: Array = starts + axis * along[..., None] + away * off[..., None]
    return result


def _limbs(who: Bodies, trunk: Array, starts: Array, middles: Array, ends: Array, hands: Array) -> tuple[Array, Array]:
    """How the bones of legs and arms are turned, [N, 4, 3, 3] each; half of what a hand is twisted is its forearm's."""
    base = np.empty((len(trunk), 4, 3, 3), np.float32)
    base[:, :2], base[:, 2:] = np.eye(3), trunk[:, None]
    upper = _arc(_turned(base, who.first), _unit(middles - starts)) @ base
    base[:, 2:] = upper[:, 2:]
    lower = _arc(_turned(base, who.second), _unit(ends - middles)) @ base
    between = lower[:, 2:].swapaxes(2, 3) @ hands
    skew = np.stack([between[..., i, j] - between[..., j, i] for i, j in ((2, 1), (0, 2), (1, 0))], axis=-1)
    axis = who.first[:, 2:]
    trace = between[..., 0, 0] + between[..., 1, 1] + between[..., 2, 2]
    twist = np.arctan2((skew * axis).sum(axis=-1), 1 + trace)  # half of it: the quaternion's angle
    lower[:, 2:] = lower[:, 2:] @ _about(axis, twist)
    return upper, lower


def _lids(time_s: Array) -> Array:
    """How far the eyes are closed."""
    since = time_s % _BLINK_EVERY_S - (_BLINK_EVERY_S - _BLINK_S)
    closed: Array = np.where(since > 0, np.sin(math.pi / _BLINK_S * since), 0)
    return closed


def _gaze(time_s: Array) -> Array:
    """Eyes never rest: every now and then they look a little aside."""
    step = np.floor(time_s / 1.7)
    turn: Array = _about_y(0.035 * np.sin(step * 12.9)) @ _about_x(0.018 * np.sin(step * 7.7))
    return turn


@cache
def _hanging_hands() -> Array:
    """[2, 3, 3]"""
    z = np.array([[0, 0, 1]], np.float32)
    turn: Array = _about(np.repeat(z, 2, axis=0), 0.08 * _SIGN) @ _about_x(np.full(2, 0.26)) @ _about_y(0.40 * _SIGN)
    return turn


# ---- vectors and turns -----------------------------------------------------------------------------------------------


def _turned(turn: Array, vector: Array) -> Array:
    """turn : [..., 3, 3]. vector : [..., 3]."""
    result: Array = (turn @ vector[..., None])[..., 0]
    return result


def _length(vector: Array) -> Array:
    result: Array = np.sqrt(np.square(vector).sum(axis=-1))
    return result


def _unit(vector: Array) -> Array:
    result: Array = vector / np.maximum(_length(vector), 1e-6)[..., None]
    return result


def _flat(vector: Array) -> Array:
    """Unit vectors without height."""
    return _unit(vector * np.array([1, 0, 1], np.float32))


def _about_x(angle: Array) -> Array:
    result = np.zeros((len(angle), 3, 3), np.float32)
    result[:, 0, 0] = 1
    result[:, 1, 1] = result[:, 2, 2] = np.cos(angle)
    result[:, 2, 1] = np.sin(angle)
    result[:, 1, 2] = -result[:, 2, 1]
    return result


def _about_y(angle: Array) -> Array:
    result = np.zeros((len(angle), 3, 3), np.float32)
    result[:, 1, 1] = 1
    result[:, 0, 0] = result[:, 2, 2] = np.cos(angle)
    result[:, 0, 2] = np.sin(angle)
    result[:, 2, 0] = -result[:, 0, 2]
    return result


def _about_z(angle: Array) -> Array:
    result = np.zeros((len(angle), 3, 3), np.float32)
    result[:, 2, 2] = 1
    result[:, 0, 0] = result[:, 1, 1] = np.cos(angle)
    result[:, 1, 0] = np.sin(angle)
    result[:, 0, 1] = -result[:, 1, 0]
    return result


def _about(axis: Array, angle: Array) -> Array:
    """axis : [..., 3], unit."""
    half = np.empty((*axis.shape[:-1], 4), np.float32)
    half[..., :3], half[..., 3] = axis * np.sin(angle / 2)[..., None], np.cos(angle / 2)
    return rotations(half)


def _arc(start: Array, end: Array) -> Array:
    """[..., 3, 3]: turns from one unit vector to another, the shortest way."""
    half = np.empty((*start.shape[:-1], 4), np.float32)
    x, y, z = np.moveaxis(start, -1, 0)
    u, v, w = np.moveaxis(end, -1, 0)
    half[..., 0], half[..., 1], half[..., 2] = y * w - z * v, z * u - x * w, x * v - y * u
    half[..., 3] = 1 + x * u + y * v + z * w
    return rotations(_unit(half))
