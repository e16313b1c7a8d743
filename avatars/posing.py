"""A person's joints from head and hands, as numbers of one or arrays of many, see turns.py: `i` is a person's number, or ALL for
everybody; `joints` are the numbers of all joints, or ALL once. A figure's own frame stands on the floor, faces -Z and is of the
figure's size. Metres; the left side comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from avatars.bodies import CHEST, END, EYE, HEAD, HIPS, JOINTS, LIMB, MIDDLE, NECK, SPINE, Bodies
from avatars.limbs import HANGING, HINTS, bone, foot, hanging, middle, quaternion, twisted, vector
from avatars.turns import Array, Number, Turn, Vector, chosen, minus, plus, product, times, turned

ALL = slice(None)
COUNT = len(JOINTS)
_BLINK_EVERY_S, _BLINK_S = 4.3, 0.16
_SMALLEST, _LARGEST = 0.92, 1.14  # how far a figure shrinks or grows before its knees bend or it stretches no more
_LOWEST_HIPS_M = 0.27
_SITS_BACK_M = 0.07
_ASIDE_M, _DOWN_M, _PELVIS_RAD, _CHEST_RAD = 0.020, 0.004, 0.045, -0.030  # of hips and chest over the foot that carries
_BREATH, _BREATH_S = 0.008, 4.2


class People(NamedTuple):
    """Where N people are now, world. at : [3, 3, N], heads (midway between the eyes), left and right grips. turn : [4, 3, N].
    tracked : bool [2, N], which hands are known; others hang. floor_m : [N]. loudness : [N], 0..1, opens the mouth.
    sits : bool [N], on a chair. time_s : float64 [N], drives breath, blinking and glances."""

    at: Array
    turn: Array
    tracked: Array
    floor_m: Array
    loudness: Array
    sits: Array
    time_s: Array


class Posed(NamedTuple):
    """float32. turn : [4, J, N] and at : [3, J, N], world_from_joint without size, in the order of JOINTS. size : [N].
    deep : [J, N], how far breath widens each. weights : [2, N], lids and mouth."""

    turn: Array
    at: Array
    size: Array
    deep: Array
    weights: Array


class Stance(NamedTuple):
    """A figure's own frame. eyes : where they are in it. facing, around : sine and cosine of half its heading, and of all of it.
    size : of the figure."""

    eyes: Vector
    facing: tuple[Number, Number]
    around: tuple[Number, Number]
    size: Number


def room_for(count: int) -> Posed:
    """Of so many people, to be filled in."""
    return Posed(*(np.ones((*shape, count), np.float32) for shape in ((4, COUNT), (3, COUNT), (), (COUNT,), (2,))))


def pose(i: Number, joints: Iterable[Any], who: Bodies, people: People, posed: Posed) -> None:
    """Fills in `posed`."""
    size, sits, time_s = _size(i, who, people), people.sits[i], people.time_s[i]
    angle = _heading(i, people)
    facing = np.sin(angle * 0.5), np.cos(angle * 0.5)
    around = np.sin(angle), np.cos(angle)
    look = _unfaced(facing, quaternion(people.turn, 0, i))
    skull = turned(look, vector(who.of_face, 0, i))  # from between the eyes
    rest = vector(who.joints, HEAD, i)
    eyes = rest[0] - skull[0], (people.at[1, 0, i] - people.floor_m[i]) / size, rest[2] - skull[2]
    stance = Stance(eyes, facing, around, size)
    hips, lean = _hips(i, who, eyes[1] + skull[1], sits)
    rests = _carrying(i, who, hips, time_s)
    _head(i, who, eyes, look, lean, time_s, posed)
    _trunk(i, who, hips, lean, rests, posed)
    for k in range(2):
        at, turn = foot(i, who, k, hips, lean, rests, sits)
        _write(posed, END + k, i, at, turn)
        _hand(i, who, people, k, stance, posed)
    for k in range(4):
        _limb(i, who, k, posed)
    for joint in joints:
        _place(i, joint, people, stance, posed)
    posed.size[i] = size
    posed.deep[CHEST, i] = 1 + _BREATH * np.sin(time_s * (2 * math.pi / _BREATH_S))
    posed.weights[0, i] = _lids(time_s)
    posed.weights[1, i] = np.minimum(np.maximum(people.loudness[i], 0), 1)


# ---- parts of the body -----------------------------------------------------------------------------------------------


def _write(posed: Posed, joint: int, i: Number, at: Vector, turn: Turn) -> None:
    posed.at[0, joint, i], posed.at[1, joint, i], posed.at[2, joint, i] = at
    posed.turn[0, joint, i], posed.turn[1, joint, i], posed.turn[2, joint, i], posed.turn[3, joint, i] = turn


def _size(i: Number, who: Bodies, people: People) -> Number:
    tall = (people.at[1, 0, i] - people.floor_m[i]) / who.eyes[1, i]
    return chosen(people.sits[i], 1.0, np.minimum(np.maximum(tall, _SMALLEST), _LARGEST))


def _heading(i: Number, people: People) -> Number:
    """Radians about +Y: which way the body faces: as the head, and a little towards what both hands do."""
    x, y, z, w = quaternion(people.turn, 0, i)
    ahead = _flat(-2 * (x * z + y * w), 2 * (x * x + y * y) - 1)
    here, left, right = (vector(people.at, 0, i), vector(people.at, 1, i), vector(people.at, 2, i))
    to_left, to_right = _flat(left[0] - here[0], left[2] - here[2]), _flat(right[0] - here[0], right[2] - here[2])
    x, z = to_left[0] + to_right[0], to_left[1] + to_right[1]
    share = 0.35 * (people.tracked[0, i] & people.tracked[1, i] & (np.hypot(x, z) > 0.25))
    x, z = _flat(x, z)
    return np.arctan2(-(ahead[0] + share * x), -(ahead[1] + share * z))


def _flat(x: Number, z: Number) -> tuple[Number, Number]:
    """Unit vectors on the floor."""
    per = 1 / np.maximum(np.hypot(x, z), 1e-6)
    return x * per, z * per


def _unfaced(facing: tuple[Number, Number], turn: Turn) -> Turn:
    """A turn of the world in the figure's frame, with w >= 0. facing : sine and cosine of half the heading."""
    s, c = facing
    x, y, z, w = turn
    x, y, z, w = c * x - s * z, c * y - s * w, c * z + s * x, c * w + s * y
    sign = np.copysign(1, w)
    return x * sign, y * sign, z * sign, w * sign


def _hips(i: Number, who: Bodies, top: Number, sits: Number) -> tuple[Vector, Number]:
    """Where the hips are when the upper end of the neck is at the height `top`, and how far the back leans forward (radians): who
    goes down leans back a little, so that the knees have room; who sits is upright."""
    (x, y, z), head_m = vector(who.joints, HIPS, i), who.joints[1, HEAD, i]
    long = head_m - y
    behind = chosen(sits, _SITS_BACK_M, np.minimum(0.36 * np.maximum(0, head_m - top), 0.24))
    y = top - np.sqrt(long * long - behind * behind)
    # squatting as low as can be: the rest is bending over
    up = np.maximum(0.05, top - _LOWEST_HIPS_M)
    behind = chosen(y < _LOWEST_HIPS_M, np.sqrt(np.maximum(0, long * long - up * up)), behind)
    return (x, np.maximum(y, _LOWEST_HIPS_M), z + behind), np.arcsin(behind / long)


def _carrying(i: Number, who: Bodies, hips: Vector, time_s: Number) -> Number:
    """Which foot carries whoever stands upright: 1 the right, -1 the left; every quarter of a minute it is the other."""
    upright = np.maximum(0, 1 - np.abs(hips[1] - who.joints[1, HIPS, i]) / 0.10)
    return np.tanh(4 * np.sin(0.19 * time_s)) * upright


def _head(i: Number, who: Bodies, eyes: Vector, look: Turn, lean: Number, time_s: Number, posed: Posed) -> None:
    """Fills in head and eyes, and how the neck is turned: half-way between trunk and head."""
    x, y, z, w = look
    x, w = x - np.sin(lean * 0.5), w + np.cos(lean * 0.5)
    per = 1 / np.sqrt(x * x + y * y + z * z + w * w)
    _write(posed, NECK, i, eyes, (x * per, y * per, z * per, w * per))
    _write(posed, HEAD, i, plus(eyes, turned(look, vector(who.of_face, 0, i))), look)
    gaze = product(look, _gaze(time_s))
    for k in range(2):
        _write(posed, EYE + k, i, plus(eyes, turned(look, vector(who.of_face, 1 + k, i))), gaze)


def _trunk(i: Number, who: Bodies, hips: Vector, lean: Number, rests: Number, posed: Posed) -> None:
    """Fills in hips to neck and where legs and arms begin: the hips go over the foot that carries and drop on the other side, the
    shoulders the other way round."""
    below, between, above = (
        _leaning(lean, _PELVIS_RAD * rests),
        _leaning(lean, 0 * rests),
        _leaning(lean, _CHEST_RAD * rests),
    )
    neck = plus(hips, turned(between, (who.neck[0, i], who.neck[1, i], who.neck[2, i])))
    hips = hips[0] + _ASIDE_M * rests, hips[1] - _DOWN_M * np.abs(rests), hips[2]
    chest = plus(neck, turned(above, vector(who.of_chest, 2, i)))
    upper, lower = turned(above, vector(who.of_chest, 3, i)), turned(below, vector(who.of_pelvis, 2, i))
    spine = times(plus(plus(hips, lower), plus(chest, upper)), 0.5)
    _write(posed, HIPS, i, hips, below)
    _write(posed, SPINE, i, spine, between)
    _write(posed, CHEST, i, chest, above)
    posed.at[0, NECK, i], posed.at[1, NECK, i], posed.at[2, NECK, i] = neck
    for k in range(2):
        _write(posed, LIMB + k, i, plus(hips, turned(below, vector(who.of_pelvis, k, i))), between)
        _write(posed, LIMB + 2 + k, i, plus(neck, turned(above, vector(who.of_chest, k, i))), between)


def _leaning(lean: Number, roll: Number) -> Turn:
    s, c, rs, rc = np.sin(lean * -0.5), np.cos(lean * 0.5), np.sin(roll * 0.5), np.cos(roll * 0.5)
    return s * rc, -s * rs, c * rs, c * rc


def _hand(i: Number, who: Bodies, people: People, k: int, stance: Stance, posed: Posed) -> None:
    """Fills in the wrist; the shoulder goes up with the arm."""
    tracked, (sine, cosine) = people.tracked[k, i], stance.around
    x, y, z = times(minus(vector(people.at, 1 + k, i), vector(people.at, 0, i)), 1 / stance.size)
    turn = _unfaced(stance.facing, quaternion(people.turn, 1 + k, i))
    grip = plus(stance.eyes, (cosine * x - sine * z, y, sine * x + cosine * z))
    held = plus(grip, turned(turn, (who.wrist[0, i], who.wrist[1, i], who.wrist[2, i])))
    shoulder = vector(posed.at, LIMB + 2 + k, i)
    hangs, rest = hanging(i, who, k, shoulder, people.time_s[i]), HANGING[k]
    wrist = chosen(tracked, held[0], hangs[0]), chosen(tracked, held[1], hangs[1]), chosen(tracked, held[2], hangs[2])
    x, y, z, w = turn
    turn = (
        chosen(tracked, x, rest[0]),
        chosen(tracked, y, rest[1]),
        chosen(tracked, z, rest[2]),
        chosen(tracked, w, rest[3]),
    )
    raised = np.minimum(np.maximum((wrist[1] - shoulder[1] + 0.05) / 0.35, 0), 1)
    posed.at[1, LIMB + 2 + k, i] = shoulder[1] + 0.05 * raised
    _write(posed, END + 2 + k, i, wrist, product(turn, quaternion(who.from_grip, k, i)))


def _limb(i: Number, who: Bodies, k: int, posed: Posed) -> None:
    """Fills in the two bones of a leg or an arm, between joints that are there."""
    start, end = vector(posed.at, LIMB + k, i), vector(posed.at, END + k, i)
    bend = middle(start, end, who.limbs[0, k, i], who.limbs[1, k, i], HINTS[k])
    first, second = vector(who.first, k, i), vector(who.second, k, i)
    if k < 2:
        base = 0 * start[0], 0 * start[0], 0 * start[0], 1 + 0 * start[0]
        upper = bone(base, first, minus(bend, start))
        lower = bone(base, second, minus(end, bend))
    else:
        upper = bone(quaternion(posed.turn, LIMB + k, i), first, minus(bend, start))
        lower = twisted(bone(upper, second, minus(end, bend)), first, quaternion(posed.turn, END + k, i))
    _write(posed, LIMB + k, i, start, upper)
    _write(posed, MIDDLE + k, i, bend, lower)


def _place(i: Number, joint: int, people: People, stance: Stance, posed: Posed) -> None:
    """From the figure's frame to the world."""
    (sine, cosine), (s, c) = stance.around, stance.facing
    x, y, z = times(minus(vector(posed.at, joint, i), stance.eyes), stance.size)
    at = plus(vector(people.at, 0, i), (cosine * x + sine * z, y, cosine * z - sine * x))
    x, y, z, w = quaternion(posed.turn, joint, i)
    _write(posed, joint, i, at, (c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y))


def _lids(time_s: Number) -> Number:
    """How far the eyes are closed."""
    since = np.maximum(0, time_s % _BLINK_EVERY_S - (_BLINK_EVERY_S - _BLINK_S))
    return np.sin((math.pi / _BLINK_S) * since)


def _gaze(time_s: Number) -> Turn:
    """Eyes never rest: every now and then they look a little aside."""
    step = np.floor(time_s / 1.7)
    aside, up = 0.0175 * np.sin(step * 12.9), 0.009 * np.sin(step * 7.7)
    s, c, us, uc = np.sin(aside), np.cos(aside), np.sin(up), np.cos(up)
    return c * us, s * uc, -s * us, c * uc
