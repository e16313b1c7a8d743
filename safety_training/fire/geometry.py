"""View factors and solid angles in a box, of what faces what."""

from __future__ import annotations

from math import sqrt

from safety_training.numeric import PI, atan, log


def view_factor(a: float, b: float, gap: float) -> float:
    """From a rectangle a x b to the equal one that faces it across the gap (Howell's catalogue, C-11)."""
    x, y = a / gap, b / gap
    x2, y2 = 1.0 + x * x, 1.0 + y * y
    f = 0.5 * log(x2 * y2 / (x2 + y * y))
    f += x * sqrt(y2) * atan(x / sqrt(y2)) + y * sqrt(x2) * atan(y / sqrt(x2)) - x * atan(x) - y * atan(y)
    return 2.0 * f / (PI * x * y)


def _corner(a: float, b: float, h: float) -> float:
    return atan(a * b / (h * sqrt(a * a + b * b + h * h)))


def solid_angle(x: float, z: float, length: float, width: float, h: float) -> float:
    """Share of all directions from a point that meet a level rectangle at distance h; x, z: the point over one corner."""
    if h < 1.0e-6:
        return 0.5
    total = _corner(x, z, h) + _corner(length - x, z, h) + _corner(x, width - z, h) + _corner(length - x, width - z, h)
    return total / (4.0 * PI)
