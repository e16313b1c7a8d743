"""Mathematics that gives the same bits on every machine, operating system and Python.

A grade must be the same in the headset, on the server and years later on appeal. IEEE 754 fixes the result of + - * / and
sqrt to the last bit; it does not fix exp, log, pow or atan2, which the C libraries of Linux, Windows and macOS round
differently. So those are built here from the former only (frexp and ldexp merely move exponents, and are exact). CPython
evaluates one operation at a time, so no compiler can fuse a multiplication with an addition. The builtin `sum` is not used
on floats either: Python 3.12 changed its rounding.

Accuracy: exp, log and atan2 within 2 units in the last place, power within 2 + abs(y log x) of them (test_numeric.py).
"""

from __future__ import annotations

from math import floor, frexp, ldexp, sqrt
from typing import TypeAlias

Vec3: TypeAlias = tuple[float, float, float]

PI = 3.141592653589793
_LN2_HIGH = 0.6931471803691238  # the leading bits of ln 2 with 32 zeros behind, so that k * _LN2_HIGH is exact
_LN2_LOW = 1.9082149292705877e-10
_SQRT_HALF = 0.7071067811865476
_EXP_TERMS = tuple(1.0 / n for n in range(14, 0, -1))
_LOG_TERMS = tuple(2.0 / n for n in range(23, 1, -2))
_ATAN_TERMS = tuple((-1.0 if n % 4 == 3 else 1.0) / n for n in range(27, 1, -2))


def exp(x: float) -> float:
    """e to the x. Below -708 it is 0. Raises OverflowError above 709."""
    if x > 709.0:
        raise OverflowError("exp of a number above 709")
    if x < -708.0:
        return 0.0
    k = floor(x / _LN2_HIGH + 0.5)
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    value = 1.0
    for term in _EXP_TERMS:
        value = 1.0 + r * term * value
    return ldexp(value, k)


def log(x: float) -> float:
    """The natural logarithm. Raises ValueError unless x > 0."""
    if not x > 0.0:
        raise ValueError("log of a number that is not positive")
    m, k = frexp(x)
    if m < _SQRT_HALF:
        m, k = 2.0 * m, k - 1
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    tail = 0.0
    for term in _LOG_TERMS:
        tail = (tail + term) * z
    return k * _LN2_HIGH + (2.0 * s + (s * tail + k * _LN2_LOW))


def power(x: float, y: float) -> float:
    """x to the y for x >= 0 (0 to a positive power is 0). Raises ValueError for negative x."""
    if x == 0.0 and y > 0.0:
        return 0.0
    return exp(y * log(x))


def tanh(x: float) -> float:
    if abs(x) > 20.0:
        return 1.0 if x > 0.0 else -1.0
    e = exp(2.0 * x)
    return (e - 1.0) / (e + 1.0)


def atan(x: float) -> float:
    if abs(x) > 1.0:
        return (0.5 * PI if x > 0.0 else -0.5 * PI) - _atan_within(1.0 / x)
    return _atan_within(x)


def _atan_within(x: float) -> float:
    """For -1..1: two half-angle steps bring the argument below 0.2, where the series of Gregory converges in 13 terms."""
    h = x / (1.0 + sqrt(1.0 + x * x))
    h = h / (1.0 + sqrt(1.0 + h * h))
    z = h * h
    tail = 0.0
    for term in _ATAN_TERMS:
        tail = (tail + term) * z
    return 4.0 * (h + h * tail)


def atan2(y: float, x: float) -> float:
    """The angle of (x, y), -pi..pi; 0 for the zero vector."""
    if x > 0.0:
        return atan(y / x)
    if x < 0.0:
        return atan(y / x) + (PI if y >= 0.0 else -PI)
    return 0.0 if y == 0.0 else (0.5 * PI if y > 0.0 else -0.5 * PI)


def clamp(x: float, low: float, high: float) -> float:
    return low if x < low else high if x > high else x


def sub(a: Vec3, b: Vec3) -> Vec3:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec3, b: Vec3) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(a: Vec3) -> float:
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def distance(a: Vec3, b: Vec3) -> float:
    return length(sub(a, b))


def floor_distance(a: Vec3, b: Vec3) -> float:
    """Along the floor: heights do not count."""
    return length((a[0] - b[0], 0.0, a[2] - b[2]))


def unit(a: Vec3) -> Vec3:
    """The direction of a; the zero vector stays as it is."""
    n = length(a)
    return (a[0] / n, a[1] / n, a[2] / n) if n > 0.0 else a


def yaw(direction: Vec3) -> float:
    """Turn about +Y, radians, that brings +Z, the front of our models, to this direction."""
    return atan2(direction[0], direction[2])
