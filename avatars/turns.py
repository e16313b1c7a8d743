"""Vectors (x, y, z) and turns (unit quaternions x, y, z, w), of one person as numbers or of many at once as arrays of one shape:
the same functions do both. NumPy then takes each step for all; compiled, they are numbers in registers (compiled.py).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray
Number: TypeAlias = Any  # a float, or an array of them
Vector: TypeAlias = tuple[Number, Number, Number]
Turn: TypeAlias = tuple[Number, Number, Number, Number]
Matrix: TypeAlias = tuple[Vector, Vector, Vector]  # its rows


def plus(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def minus(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def times(a: Vector, b: Number) -> Vector:
    return a[0] * b, a[1] * b, a[2] * b


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def dot(a: Vector, b: Vector) -> Number:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(vector: Vector) -> Number:
    return np.sqrt(dot(vector, vector))


def unit(vector: Vector) -> Vector:
    return times(vector, 1 / np.maximum(length(vector), 1e-6))


def chosen(share: Number, a: Number, b: Number) -> Number:
    """a where share is 1, b where it is 0."""
    return b + (a - b) * share


def turned(turn: Turn, vector: Vector) -> Vector:
    """A vector after a turn."""
    x, y, z, w = turn
    twice = times(cross((x, y, z), vector), 2)
    return plus(plus(vector, times(twice, w)), cross((x, y, z), twice))


def product(a: Turn, b: Turn) -> Turn:
    """First b, then a."""
    x, y, z, w = a
    i, j, k, r = b
    return (
        w * i + x * r + y * k - z * j,
        w * j - x * k + y * r + z * i,
        w * k + x * j - y * i + z * r,
        w * r - x * i - y * j - z * k,
    )


def back(turn: Turn) -> Turn:
    """The turn the other way."""
    return -turn[0], -turn[1], -turn[2], turn[3]


def about(axis: Vector, angle: Number) -> Turn:
    """axis : unit."""
    x, y, z = times(axis, np.sin(angle * 0.5))
    return x, y, z, np.cos(angle * 0.5)


def arc(start: Vector, end: Vector) -> Turn:
    """From one unit vector to another, the shortest way."""
    x, y, z = cross(start, end)
    w = 1 + dot(start, end)
    per = 1 / np.maximum(np.sqrt(x * x + y * y + z * z + w * w), 1e-6)
    return x * per, y * per, z * per, w * per


def matrix(turn: Turn, size: Number) -> Matrix:
    """Of a turn, `size` times as large."""
    x, y, z, w = turn
    i, j, k, r = 2 * size * x, 2 * size * y, 2 * size * z, 2 * size * w
    return (
        (size - (j * y + k * z), i * y - r * z, i * z + r * y),
        (i * y + r * z, size - (i * x + k * z), j * z - r * x),
        (i * z - r * y, j * z + r * x, size - (i * x + j * y)),
    )
