"""Legs and arms of many people: where feet and hanging hands are, and how the bones between are bent. Shapes as in turns.py."""

from __future__ import annotations

import numpy as np

from avatars.bodies import ENDS, LIMBS, MIDDLES, Bodies
from avatars.turns import Array, about, about_y, arc, back, dot, length, product, turned, unit

_SHINS_M = 0.02  # of who sits: feet so far before the knees
_LOWEST_HAND_M = 0.24  # who squats bends the elbows
SIDES = np.array([[-1.0], [1.0]], np.float32)
# Which way knees and elbows go: left and right knee, left and right elbow
_HINTS = np.array([[-0.22, 0.22, -0.50, 0.50], [0, 0, -1, -1], [-1, -1, 0.60, 0.60]], np.float32)[..., None]


def _hanging_hands() -> Array:
    x, y, z = np.eye(3, dtype=np.float32)[:, :, None, None]
    turn = product(about(z, 0.08 * SIDES), about(x, np.full_like(SIDES, 0.26)))
    return product(turn, about(y, 0.40 * SIDES))


HANGING = _hanging_hands()  # [4, 2, 1]


def feet(who: Bodies, hips: Array, lean: Array, rests: Array, sits: Array) -> tuple[Array, Array]:
    """[3, 2, N], and how they are turned [4, 2, N]. The foot that does not carry stands a little ahead and turned out."""
    eased, at = np.maximum(0, -SIDES * rests), who.joints[:, 15:17].copy()
    at[0] += SIDES * (0.10 * lean + 0.022 * eased)
    behind = hips[2] - who.joints[2, 0]
    below = at[2] + 0.55 * np.maximum(0, behind - 0.20) - 0.045 * eased  # what weighs
    at[2] = np.where(sits, hips[2] - who.limbs[0, :2] - _SHINS_M, below)
    return at, about_y(-SIDES * (0.10 + 0.16 * eased))


def hanging(who: Bodies, shoulders: Array, time_s: Array) -> Array:
    """[3, 2, N]: wrists of arms at the sides, swaying a little."""
    way = np.empty_like(shoulders)
    way[0], way[1] = SIDES * 0.105, -1
    way[2] = -0.115 - 0.02 * SIDES + 0.006 * np.sin(time_s * 1.3 + SIDES)
    reach = (who.limbs[0, 2:] + who.limbs[1, 2:]) * (0.958 + 0.006 * SIDES)  # never quite straight
    wrists: Array = shoulders + unit(way) * reach
    wrists[1] = np.maximum(wrists[1], _LOWEST_HAND_M)
    return wrists


def middles(starts: Array, ends: Array, limbs: Array) -> Array:
    """[3, 4, N]: knees and elbows, on the circle where both bones meet, on the hint's side (two-bone inverse kinematics)."""
    to, (first, second) = ends - starts, limbs
    distance = np.maximum(np.float32(1e-3), length(to))
    axis = to / distance
    reach = np.clip(distance, np.abs(first - second) + 1e-3, (first + second) * 0.999)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    off = np.sqrt(np.maximum(0, first**2 - along**2))
    away = unit(_HINTS - axis * dot(axis, _HINTS))
    result: Array = starts + axis * along + away * off
    return result


def bones(who: Bodies, trunk: Array, at: Array, hands: Array) -> tuple[Array, Array]:
    """How the bones of legs and arms are turned, [4, 4, N] each; half of what a hand is twisted is its forearm's."""
    middle = at[:, MIDDLES]
    base = np.zeros((4, 4, trunk.shape[1]), np.float32)
    base[3, :2], base[:, 2:] = 1, trunk[:, None]
    upper = product(arc(turned(base, who.first), unit(middle - at[:, LIMBS])), base)
    base[:, 2:] = upper[:, 2:]
    lower = product(arc(turned(base, who.second), unit(at[:, ENDS] - middle)), base)
    between = product(back(lower[:, 2:]), hands)
    axis, w = who.first[:, 2:], between[3]
    twist = np.arctan2(w * dot(between[:3], axis), w * w)  # half of it: the quaternion's angle
    lower[:, 2:] = product(lower[:, 2:], about(axis, twist))
    return upper, lower
