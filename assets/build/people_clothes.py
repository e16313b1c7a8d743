"""Outfits as layers over the body: a suit, a cardigan with a blouse, an instructor's work wear, a shirt with a knitted vest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assets.build.people_body import (
    FORE,
    HEIGHTS,
    UPPER,
    Build,
    arm_at,
    neck,
    patch,
    ridge,
    shoes,
    sleeve,
    trousers,
    trunk,
)
from assets.build.people_sdf import Field, cut, ellipsoid, polygon, smooth, union

BODY = ((-0.46, 0.74, -0.22), (0.46, 1.53, 0.20))
FRONT = ((-0.20, 0.76, -0.22), (0.20, 1.53, 0.10))
LEGS = ((-0.21, 0.02, -0.17), (0.21, 1.05, 0.17))
FEET = ((-0.18, -0.01, -0.20), (0.18, 0.14, 0.12))
CUFF = UPPER + FORE + 0.004


@dataclass
class Part:
    """material, its field, the box it lies in, how finely it is sculpted (m), how many triangles it may keep."""

    material: str
    field: Field
    box: tuple[tuple[float, float, float], tuple[float, float, float]]
    step: float
    triangles: int


def lower(b: Build) -> Iterator[Part]:
    yield Part("lower", lambda p: trousers(p, b), LEGS, 0.0052, 3000)
    yield Part("dark", shoes, FEET, 0.0045, 1100)


def outfit(name: str, b: Build) -> Iterator[Part]:
    yield from {"suit": _suit, "cardigan": _cardigan, "workwear": _workwear, "vest": _vest}[name](b)


def _coat(b: Build, loose: float, hem: float, flare: float = 0.02, soft: float = 1.0) -> Field:
    """Body and sleeves of what is worn over the shirt."""

    def field(p: np.ndarray) -> np.ndarray:
        y = p[:, 1]
        d = trunk(p, b) - loose - flare * smooth(y, 1.02, 0.78)
        waist = np.exp(-(((y - 1.07) / 0.05) ** 2))
        d = d - 0.0022 * soft * waist * ridge(y * 62 + 16 * np.abs(p[:, 0]) + np.sin(p[:, 0] * 25))
        r = np.hypot(p[:, 0], y - 1.13)  # cloth is drawn towards the button
        pull = np.exp(-(((r - 0.055) / 0.035) ** 2)) * (p[:, 2] < 0)
        d = d - 0.0024 * soft * pull * ridge(2.5 * np.arctan2(y - 1.13, np.abs(p[:, 0])) + 0.5)
        blade = smooth(p[:, 2], 0.0, 0.06) * np.exp(-(((y - 1.25) / 0.09) ** 2))
        d = d - 0.0028 * soft * blade * ridge(26 * (np.abs(p[:, 0]) - 0.35 * (y - 1.25)) + 0.4)
        d = union(d, sleeve(p, b, loose * 0.95, CUFF, soft), 0.022)
        d = cut(d, neck(p, b) - 0.004, 0.004)
        return cut(d, y - hem, 0.004)

    return field


def _v(p: np.ndarray, d: np.ndarray, apex: float, half: float, shift: float = 0.0) -> np.ndarray:
    """An opening at the front, from `apex` up to the neck."""
    hole = polygon(
        p[:, 0] - shift, p[:, 1], [(0, apex), (half, 1.43), (half + 0.006, 1.60), (-half - 0.006, 1.60), (-half, 1.43)]
    )
    return cut(d, np.maximum(hole, p[:, 2] - 0.012), 0.002)


def _shirt_front(b: Build, material: str = "white") -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        d = trunk(p, b) - 0.001
        d = d + 0.0010 * np.sin(p[:, 1] * 70 + 60 * np.abs(p[:, 0]))
        return np.maximum(np.maximum(d, np.abs(p[:, 0]) - 0.085), np.maximum(1.10 - p[:, 1], p[:, 2] + 0.004))

    return Part(material, field, FRONT, 0.0045, 500)


def _collar(b: Build, material: str = "white", stand: float = 0.030, points: bool = True) -> Part:
    """A band round the neck, lower at the front, and two points that fold down."""

    def field(p: np.ndarray) -> np.ndarray:
        n = neck(p, b)
        top = 1.452 + 0.30 * np.clip(p[:, 2], -0.08, 0.08) + stand - 0.010
        band = np.maximum(np.abs(n - 0.0062) - 0.0024, np.maximum(p[:, 1] - top, 1.405 - p[:, 1]))
        band = np.maximum(band, 0.003 - np.abs(p[:, 0]) - 0.2 * np.maximum(0, p[:, 2] + 0.03) * 10)
        if not points:
            return band
        under = np.minimum(trunk(p, b), n - 0.002)
        flap = patch(
            p,
            union(trunk(p, b), n, 0.012),
            [(0.006, 1.452), (0.030, 1.474), (0.056, 1.480), (0.064, 1.432), (0.036, 1.392)],
            0.0050,
            0.0105,
        )
        back = np.maximum(np.abs(n - 0.0105) - 0.0020, np.maximum(p[:, 1] - top + 0.001, top - 0.036 - p[:, 1]))
        back = np.maximum(back, -p[:, 2] - 0.030 + 0 * under)
        return union(union(band, flap, 0.003), back, 0.003)

    return Part(material, field, ((-0.09, 1.36, -0.12), (0.09, 1.53, 0.10)), 0.0027, 1200)


def _cuffs(b: Build, loose: float = 0.0035) -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        s, _ = arm_at(p)
        return np.maximum(sleeve(p, b, loose, CUFF + 0.013, 0.0), UPPER + FORE - 0.045 - s)

    return Part("white", field, ((-0.50, 0.82, -0.08), (0.50, 0.98, 0.10)), 0.0024, 640)


def _buttons(under: Field, at: list[tuple[float, float]], r: float = 0.0085, lift: float = 0.002) -> Field:
    def field(p: np.ndarray) -> np.ndarray:
        d = np.full(len(p), 1.0)
        depth = np.abs(under(p) - lift) - 0.0022
        for x, y in at:
            d = np.minimum(d, np.maximum(np.hypot(p[:, 0] - x, p[:, 1] - y) - r, depth))
        return np.maximum(d, p[:, 2])

    return field


def _suit(b: Build) -> Iterator[Part]:
    plain = _coat(b, 0.0095, 0.795, 0.012)
    apex = 1.165 if not b.bust else 1.19
    wide = float(np.interp(1.36, HEIGHTS, b.wide))

    def coat(p: np.ndarray) -> np.ndarray:
        """With pads in the shoulders."""
        m = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        pad = ellipsoid(m, (wide - 0.018, 1.398, 0.006), (0.052, 0.022, 0.056))
        return cut(union(plain(p), pad, 0.030), neck(p, b) - 0.004, 0.004)

    def lapels(p: np.ndarray) -> np.ndarray:
        lapel = [(0.060, 1.468), (0.090, 1.404), (0.103, 1.372), (0.080, 1.360), (0.108, 1.350), (0.096, 1.300),
                 (0.012, apex - 0.01), (0.003, apex + 0.012), (0.050, 1.43)]  # fmt: skip
        return patch(p, coat(p), lapel, 0.0012, 0.0078)

    def jacket(p: np.ndarray) -> np.ndarray:
        d = _v(p, coat(p), apex, 0.052)
        gap = polygon(p[:, 0], p[:, 1], [(0.004, 1.02), (0.055, 0.76), (-0.040, 0.76)])
        d = cut(d, np.maximum(gap, p[:, 2]), 0.004)
        edge = np.abs(p[:, 0] - 0.006) + 10 * np.maximum(0, p[:, 1] - apex) + 10 * np.maximum(0, p[:, 2])
        d = d + 0.0016 * np.exp(-((edge / 0.0035) ** 2))
        breast = np.stack([-p[:, 0], p[:, 1], p[:, 2]], 1)
        pocket = patch(
            breast, coat(p), [(0.066, 1.270), (0.128, 1.278), (0.128, 1.257), (0.066, 1.249)], -0.007, 0.0036, False
        )
        n = neck(p, b)
        roll = np.maximum(
            np.abs(n - 0.013) - 0.0040, np.abs(p[:, 1] - 1.437 - 0.34 * np.clip(p[:, 2], -0.05, 0.09)) - 0.022
        )
        roll = np.maximum(roll, -p[:, 2] - 0.020)
        return union(union(d, pocket, 0.003), roll, 0.010)

    yield Part("cloth", jacket, BODY, 0.0042, 5400)
    yield Part("cloth", lapels, FRONT, 0.0030, 1000)
    yield _shirt_front(b)
    yield _collar(b)
    yield _cuffs(b)
    yield Part("dark", _buttons(coat, [(0.008, apex - 0.035), (0.010, apex - 0.125)]), FRONT, 0.0030, 240)
    if not b.bust:
        yield _tie(b)


def _tie(b: Build) -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        under = trunk(p, b)
        blade = patch(
            p,
            under,
            [
                (0.0085, 1.420),
                (0.0185, 1.320),
                (0.026, 1.205),
                (0.0, 1.150),
                (-0.026, 1.205),
                (-0.0185, 1.320),
                (-0.0085, 1.420),
            ],
            0.001,
            0.0075,
            False,
        )
        knot = ellipsoid(p, (0, 1.428, float(-0.066 - 0.006)), (0.0160, 0.0190, 0.0115))
        throat = union(under, neck(p, b), 0.01)
        knot = np.minimum(
            knot,
            patch(
                p, throat, [(-0.017, 1.446), (0.017, 1.446), (0.0105, 1.408), (-0.0105, 1.408)], 0.002, 0.0135, False
            ),
        )
        return union(blade, knot, 0.003)

    return Part("accent", field, ((-0.04, 1.14, -0.17), (0.04, 1.47, 0.0)), 0.0025, 700)


def _cardigan(b: Build) -> Iterator[Part]:
    coat = _coat(b, 0.0085, 0.835, 0.012, 0.8)

    def knit(p: np.ndarray) -> np.ndarray:
        y = p[:, 1]
        d = coat(p)
        band = [
            (0.050, 1.47),
            (0.078, 1.47),
            (0.074, 1.43),
            (0.017, 1.235),
            (0.014, 0.80),
            (-0.012, 0.80),
            (-0.012, 1.21),
            (0.004, 1.215),
            (0.040, 1.43),
        ]
        strip = patch(p, coat(p), band, -0.007, 0.0045)
        hem = np.maximum(coat(p) - 0.0022, y - 0.885)
        return _v(p, union(union(d, strip, 0.002), hem, 0.002), 1.215, 0.056)

    yield Part("cloth", knit, BODY, 0.0044, 6400)
    yield _shirt_front(b)
    yield _collar(b)
    yield _cuffs(b, 0.0030)
    ys = [1.19, 1.12, 1.05, 0.98, 0.91]
    yield Part("light", _buttons(coat, [(0.001, y) for y in ys], 0.0065, 0.0045), FRONT, 0.0028, 360)
    yield _scarf(b)


def _scarf(b: Build) -> Part:
    """A small neckerchief, knotted at the front."""

    def field(p: np.ndarray) -> np.ndarray:
        throat = union(trunk(p, b), neck(p, b), 0.01)
        knot = ellipsoid(p, (0, 1.418, -0.072), (0.0150, 0.0125, 0.0120))
        ends = patch(p, throat, [(0.002, 1.420), (0.016, 1.418), (0.036, 1.352), (0.016, 1.340)], 0.004, 0.0105)
        loop = patch(p, throat, [(0.004, 1.428), (0.012, 1.405), (0.044, 1.440), (0.046, 1.458)], 0.006, 0.0140)
        return union(union(knot, ends, 0.005), loop, 0.005)

    return Part("accent", field, ((-0.08, 1.32, -0.17), (0.08, 1.48, 0.0)), 0.0028, 700)


def _workwear(b: Build) -> Iterator[Part]:
    coat = _coat(b, 0.0125, 0.80, 0.016, 1.35)

    def jacket(p: np.ndarray) -> np.ndarray:
        d = coat(p)
        zip_cover = patch(p, d, [(-0.016, 1.46), (0.016, 1.46), (0.016, 0.79), (-0.016, 0.79)], -0.007, 0.0040, False)
        pocket = patch(
            p, d, [(0.050, 1.315), (0.128, 1.315), (0.128, 1.275), (0.089, 1.268), (0.050, 1.275)], -0.007, 0.0048
        )
        low = patch(p, d, [(0.055, 1.00), (0.140, 1.00), (0.140, 0.86), (0.055, 0.86)], -0.007, 0.0042)
        hem = np.maximum(d - 0.002, p[:, 1] - 0.835)
        return union(union(union(d, zip_cover, 0.001), union(pocket, low), 0.001), hem, 0.002)

    def bands(p: np.ndarray, half: float, lift: float) -> np.ndarray:
        d = coat(p)
        s, _ = arm_at(p)
        body = np.maximum(np.abs(p[:, 1] - 1.135) - half, np.abs(p[:, 0]) - 0.20)
        arm = np.maximum(np.abs(s - 0.175) - half, 0.16 - np.abs(p[:, 0]))
        fore = np.maximum(np.abs(s - 0.420) - half, 0.25 - np.abs(p[:, 0]))
        return np.maximum(np.minimum(body, np.minimum(arm, fore)), np.abs(d - lift + 0.006) - 0.006)

    def navy(p: np.ndarray) -> np.ndarray:
        d, (s, _) = coat(p), arm_at(p)
        yoke = 1.345 - p[:, 1] - 0.10 * smooth(np.abs(p[:, 0]), 0.13, 0.20)
        cuffs = np.maximum(0.455 - s, 0.30 - np.abs(p[:, 0]))
        return np.maximum(np.minimum(np.maximum(yoke, s - 0.13), cuffs), np.abs(d + 0.0040) - 0.0080)

    yield Part("cloth", jacket, BODY, 0.0046, 5200)
    yield Part("lower", navy, BODY, 0.0042, 1900)
    yield Part("accent", lambda p: bands(p, 0.033, 0.0034), BODY, 0.0042, 1500)
    yield Part("reflect", lambda p: bands(p, 0.017, 0.0056), BODY, 0.0040, 1100)
    yield _collar(b, "lower", 0.034)


def _vest(b: Build) -> Iterator[Part]:
    shirt = _coat(b, 0.0010, 0.91, 0.0, 1.3)

    def knit(p: np.ndarray) -> np.ndarray:
        m = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        body = trunk(p, b) - 0.0110
        hole = m[:, 0] - 0.142 - 0.30 * np.maximum(0, 1.30 - p[:, 1])
        arm = sleeve(p, b, 0.002, 0.5, 0.0) + 0.06 * smooth(p[:, 1], 1.28, 1.18)
        d = cut(cut(body, arm - 0.004, 0.004), -hole - 0.0, 0.004)
        d = cut(d, neck(p, b) - 0.010, 0.004)
        rib = np.maximum(trunk(p, b) - 0.0128, np.maximum(p[:, 1] - 0.925, 0.865 - p[:, 1]))
        strip = patch(
            p,
            trunk(p, b) - 0.0110,
            [(0.040, 1.45), (0.074, 1.45), (0.072, 1.43), (0.0, 1.215), (0.0, 1.250)],
            -0.007,
            0.0030,
        )
        strip = np.maximum(strip, 0.010 - neck(p, b))
        return _v(p, union(union(cut(d, p[:, 1] - 0.87, 0.004), rib, 0.002), strip, 0.002), 1.242, 0.054)

    def thin(p: np.ndarray) -> np.ndarray:
        return np.maximum(shirt(p), 0.90 - p[:, 1])

    yield Part("cloth", knit, ((-0.20, 0.80, -0.20), (0.20, 1.53, 0.20)), 0.0040, 3800)
    yield Part("white", thin, BODY, 0.0046, 2900)
    yield _collar(b)
    yield _tie(b)
