"""What never changes of people: where their joints are at rest, how long their bones. Metres; the left side comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from avatars.figure import Rest
from avatars.turns import Array, back, length, unit

_TRUNK = ("hips", "spine", "chest", "neck")
_LIMBS = tuple(f"{side}_{limb}" for limb in ("upper_leg", "upper_arm") for side in ("left", "right"))
_MIDDLES = tuple(f"{side}_{limb}" for limb in ("lower_leg", "lower_arm") for side in ("left", "right"))
_ENDS = tuple(f"{side}_{limb}" for limb in ("foot", "hand") for side in ("left", "right"))
_FACE = ("head", "left_eye", "right_eye")
JOINTS = (*_TRUNK, *_FACE, *_LIMBS, *_MIDDLES, *_ENDS)
HIPS, SPINE, CHEST, NECK, HEAD = range(5)
EYES, LIMBS, MIDDLES, ENDS = slice(5, 7), slice(7, 11), slice(11, 15), slice(15, 19)


@dataclass(slots=True)
class Bodies:
    """Of N people: vectors [3, ..., N] and turns [4, ..., N], float32, see turns.py. joints : [3, J, N], in the order of JOINTS.
    eyes : [3, N], midway between them. of_head : [3, 3, N], head and eyes from there. of_trunk : [3, 4, N], from the hips.
    of_pelvis : [3, 3, N], legs and spine from the hips. of_chest : [3, 4, N], arms and chest from the neck, and the spine from
    the chest. limbs : [2, 4, N], the lengths of each limb's two bones; first, second : [3, 4, N], unit vectors along these.
    wrist_from_grip : [3, 1, N]. grip_back : [4, 2, N], grip_from_model."""

    joints: Array
    eyes: Array
    of_head: Array
    of_trunk: Array
    of_pelvis: Array
    of_chest: Array
    limbs: Array
    first: Array
    second: Array
    wrist_from_grip: Array
    grip_back: Array


def bodies(rests: list[Rest]) -> Bodies:
    """Of people with these skeletons."""
    kinds = {id(rest): rest for rest in rests}
    number = {key: i for i, key in enumerate(kinds)}
    which = np.array([number[id(rest)] for rest in rests], np.int64)
    return _bodies(
        *(np.stack(column, axis=-1)[..., which] for column in zip(*map(_numbers, kinds.values()), strict=True))
    )


def _numbers(rest: Rest) -> tuple[Array, ...]:
    joints = np.array([tuple(rest.joints[name]) for name in JOINTS], np.float32).T
    grips = [(q.x, q.y, q.z, q.w) for q in (rest.grip_turn["left"], rest.grip_turn["right"])]
    wrist = np.array(rest.wrist_from_grip, np.float32)[:, None]
    return joints, np.array(rest.eyes, np.float32), wrist, np.array(grips, np.float32).T


def _bodies(joints: Array, eyes: Array, wrist_from_grip: Array, grips: Array) -> Bodies:
    hips, chest, neck = (joints[:, i : i + 1] for i in (HIPS, CHEST, NECK))
    first = joints[:, MIDDLES] - joints[:, LIMBS]
    second = joints[:, ENDS] - joints[:, MIDDLES]
    limbs = np.stack([length(first), length(second)])
    second[:, 2:] = first[:, 2:]  # arms are straight at rest
    of_chest = [joints[:, 9:11] - neck, chest - neck, joints[:, SPINE : SPINE + 1] - chest]
    return Bodies(
        joints, eyes, joints[:, HEAD:7] - eyes[:, None], joints[:, :4] - hips,
        np.concatenate([joints[:, 7:9], joints[:, SPINE : SPINE + 1]], axis=1) - hips, np.concatenate(of_chest, axis=1),
        limbs, unit(first), unit(second), wrist_from_grip, back(grips),
    )  # fmt: skip
