"""Vectors [3, ...] and turns [4, ...] of many people at once. Components come first, people last: each step is then one pass over
numbers that lie side by side, which NumPy does some fifty times faster than small matrices one by one. float32.

Turns are unit quaternions, x y z w.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray
_YZX, _ZXY = np.array([1, 2, 0]), np.array([2, 0, 1])


def cross(a: Array, b: Array) -> Array:
    result: Array = a.take(_YZX, 0) * b.take(_ZXY, 0) - a.take(_ZXY, 0) * b.take(_YZX, 0)
    return result


def dot(a: Array, b: Array) -> Array:
    products = a * b
    result: Array = products[0] + products[1] + products[2]
    return result


def length(vector: Array) -> Array:
    result: Array = np.sqrt(dot(vector, vector))
    return result


def unit(vector: Array) -> Array:
    result: Array = vector / np.maximum(length(vector), 1e-6)
    return result


def turned(turn: Array, vector: Array) -> Array:
    """A vector after a turn; both of one number of axes."""
    twice = cross(turn[:3], vector) * 2
    result: Array = vector + turn[3] * twice + cross(turn[:3], twice)
    return result


def product(a: Array, b: Array) -> Array:
    """First b, then a."""
    x, y, z, w = a
    i, j, k, r = b
    return np.array(
        (
            w * i + x * r + y * k - z * j,
            w * j - x * k + y * r + z * i,
            w * k + x * j - y * i + z * r,
            w * r - x * i - y * j - z * k,
        )
    )


def back(turn: Array) -> Array:
    """The turn the other way."""
    return np.array((-turn[0], -turn[1], -turn[2], turn[3]))


def about(axis: Array, angle: Array) -> Array:
    """axis : unit."""
    half = angle * 0.5
    x, y, z = axis * np.sin(half)
    return np.array((x, y, z, np.cos(half)))


def about_y(angle: Array) -> Array:
    half, none = angle * 0.5, np.zeros_like(angle)
    return np.array((none, np.sin(half), none, np.cos(half)))


def arc(start: Array, end: Array) -> Array:
    """From one unit vector to another, the shortest way."""
    x, y, z = cross(start, end)
    half = np.array((x, y, z, 1 + dot(start, end)))
    squares = half * half
    result: Array = half / np.maximum(np.sqrt(squares[0] + squares[1] + squares[2] + squares[3]), 1e-6)
    return result


def matrices(turn: Array, size: Array) -> Array:
    """[3, 3, ...] of turns [4, ...], `size` times as large."""
    x, y, z, w = turn * np.sqrt(2 * size)
    xx, yy, zz = x * x, y * y, z * z
    xy, xz, yz = x * y, x * z, y * z
    xw, yw, zw = x * w, y * w, z * w
    return np.array(
        (
            (size - (yy + zz), xy - zw, xz + yw),
            (xy + zw, size - (xx + zz), yz - xw),
            (xz - yw, yz + xw, size - (xx + yy)),
        )
    )
