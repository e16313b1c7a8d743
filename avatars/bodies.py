"""What never changes of people: where their joints are at rest, how long their bones. Metres; the left side comes first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from avatars.figure import Rest
from avatars.turns import Array, length, unit

_TRUNK = ("hips", "spine", "chest", "neck")
_LIMBS = tuple(f"{side}_{limb}" for limb in ("upper_leg", "upper_arm") for side in ("left", "right"))
_MIDDLES = tuple(f"{side}_{limb}" for limb in ("lower_leg", "lower_arm") for side in ("left", "right"))
_ENDS = tuple(f"{side}_{limb}" for limb in ("foot", "hand") for side in ("left", "right"))
_FACE = ("head", "left_eye", "right_eye")
JOINTS = (*_TRUNK, *_FACE, *_LIMBS, *_MIDDLES, *_ENDS)
HIPS, SPINE, CHEST, NECK, HEAD, EYE = range(6)  # the first of both eyes
LIMB, MIDDLE, END = 7, 11, 15  # the first of both legs and both arms


class Bodies(NamedTuple):
    """Of N people, float32: vectors [3, ..., N] and turns [4, ..., N], see turns.py. joints : [3, J, N], in the order of JOINTS.
    eyes : [3, N], midway between them. of_face : [3, 3, N], head and eyes from there. neck : [3, N], from the hips.
    of_pelvis : [3, 3, N], legs and spine from the hips. of_chest : [3, 4, N], arms and chest from the neck, and the spine from
    the chest. limbs : [2, 4, N], the lengths of each limb's two bones; first, second : [3, 4, N], unit vectors along these.
    wrist : [3, N], from the grip. from_grip : [4, 2, N], turns of the hands."""

    joints: Array
    eyes: Array
    of_face: Array
    neck: Array
    of_pelvis: Array
    of_chest: Array
    limbs: Array
    first: Array
    second: Array
    wrist: Array
    from_grip: Array


def bodies(rests: list[Rest]) -> Bodies:
    """Of people with these skeletons."""
    kinds = {id(rest): rest for rest in rests}
    number = {key: i for i, key in enumerate(kinds)}
    which = np.array([number[id(rest)] for rest in rests], np.int64)
    columns = zip(*map(_numbers, kinds.values()), strict=True)
    return _bodies(*(np.stack(column, axis=-1)[..., which] for column in columns))


def _numbers(rest: Rest) -> tuple[Array, ...]:
    joints = np.array([tuple(rest.joints[name]) for name in JOINTS], np.float32).T
    grips = [(q.x, q.y, q.z, q.w) for q in (rest.grip_turn["left"], rest.grip_turn["right"])]
    return (
        joints,
        np.array(rest.eyes, np.float32),
        np.array(rest.wrist_from_grip, np.float32),
        np.array(grips, np.float32).T,
    )


def _bodies(joints: Array, eyes: Array, wrist: Array, grips: Array) -> Bodies:
    hips, chest, neck = (joints[:, i : i + 1] for i in (HIPS, CHEST, NECK))
    legs, arms, spine = joints[:, LIMB : LIMB + 2], joints[:, LIMB + 2 : MIDDLE], joints[:, SPINE : SPINE + 1]
    first = joints[:, MIDDLE:END] - joints[:, LIMB:MIDDLE]
    second = joints[:, END:] - joints[:, MIDDLE:END]
    limbs = np.array([length(first), length(second)])
    second[:, 2:] = first[:, 2:]  # arms are straight at rest
    parts = (
        joints, eyes, joints[:, HEAD:LIMB] - eyes[:, None], joints[:, NECK] - joints[:, HIPS],
        np.concatenate([legs, spine], axis=1) - hips,
        np.concatenate([arms - neck, chest - neck, spine - chest], axis=1),
        limbs, unit(first), unit(second), wrist, (-grips[0], -grips[1], -grips[2], grips[3]),
    )  # fmt: skip
    return Bodies(*(np.ascontiguousarray(part, np.float32) for part in parts))
