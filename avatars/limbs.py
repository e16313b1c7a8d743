"""Legs and arms: where feet and hanging hands are, how the bones between are bent. Of one person `i`, or of all, see turns.py."""

from __future__ import annotations

import numpy as np

from avatars.bodies import END, HIPS, Bodies
from avatars.turns import (
    Number,
    Turn,
    Vector,
    about,
    arc,
    back,
    chosen,
    dot,
    length,
    minus,
    plus,
    product,
    times,
    turned,
    unit,
)

_SHINS_M = 0.02  # of who sits: feet so far before the knees
_LOWEST_HAND_M = 0.24  # who squats bends the elbows
# Which way knees and elbows go: left and right knee, left and right elbow
HINTS = ((-0.22, 0.0, -1.0), (0.22, 0.0, -1.0), (-0.50, -1.0, 0.60), (0.50, -1.0, 0.60))
X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def _hanging_hand(side: float) -> Turn:
    turn = product(product(about(Z, 0.08 * side), about(X, 0.26)), about(Y, 0.40 * side))
    return tuple(map(float, turn))  # type: ignore[return-value]


HANGING = (_hanging_hand(-1.0), _hanging_hand(1.0))


def vector(table: np.ndarray, row: int, i: Number) -> Vector:
    """Of [3, rows, N]."""
    return table[0, row, i], table[1, row, i], table[2, row, i]


def quaternion(table: np.ndarray, row: int, i: Number) -> Turn:
    """Of [4, rows, N]."""
    return table[0, row, i], table[1, row, i], table[2, row, i], table[3, row, i]


def foot(
    i: Number, who: Bodies, k: int, hips: Vector, lean: Number, rests: Number, sits: Number
) -> tuple[Vector, Turn]:
    """Where it is and how it is turned; k : 0 left, 1 right. The one that does not carry stands a little ahead and turned out."""
    side = 2.0 * k - 1.0
    eased = np.maximum(0, -side * rests)
    x, y, z = vector(who.joints, END + k, i)
    behind = hips[2] - who.joints[2, HIPS, i]
    below = z + 0.55 * np.maximum(0, behind - 0.20) - 0.045 * eased  # what weighs
    ahead = hips[2] - who.limbs[0, k, i] - _SHINS_M
    return (x + side * (0.10 * lean + 0.022 * eased), y, chosen(sits, ahead, below)), about(
        Y, -side * (0.10 + 0.16 * eased)
    )


def hanging(i: Number, who: Bodies, k: int, shoulder: Vector, time_s: Number) -> Vector:
    """The wrist of an arm at the side, swaying a little."""
    side = 2.0 * k - 1.0
    way = unit((side * 0.105, -1.0, -0.115 - 0.02 * side + 0.006 * np.sin(time_s * 1.3 + side)))
    reach = (who.limbs[0, 2 + k, i] + who.limbs[1, 2 + k, i]) * (0.958 + 0.006 * side)  # never quite straight
    x, y, z = plus(shoulder, times(way, reach))
    return x, np.maximum(y, _LOWEST_HAND_M), z


def middle(start: Vector, end: Vector, first: Number, second: Number, hint: Vector) -> Vector:
    """Knee or elbow, on the circle where both bones meet, on the hint's side (two-bone inverse kinematics)."""
    to = minus(end, start)
    distance = np.maximum(1e-3, length(to))
    axis = times(to, 1 / distance)
    reach = np.minimum(np.maximum(distance, np.abs(first - second) + 1e-3), (first + second) * 0.999)
    along = (first * first - second * second + reach * reach) / (2 * reach)
    off = np.sqrt(np.maximum(0, first * first - along * along))
    away = unit(minus(hint, times(axis, dot(axis, hint))))
    return plus(start, plus(times(axis, along), times(away, off)))


def bone(base: Turn, rest: Vector, way: Vector) -> Turn:
    """How a bone is turned that is along `rest` where its parent is at rest, and along `way` (any length) now."""
    return product(arc(turned(base, rest), unit(way)), base)


def twisted(lower: Turn, rest: Vector, hand: Turn) -> Turn:
    """Half of what a hand is twisted is its forearm's."""
    x, y, z, w = product(back(lower), hand)
    angle = np.arctan2(w * dot((x, y, z), rest), w * w)  # half of it: the quaternion's angle
    return product(lower, about(rest, angle))
