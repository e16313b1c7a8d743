"""The skeleton all people share, and the fields of what they wear: trunk, sleeves, trousers, shoes, with folds.

The figure stands 1.72 m tall at the origin, facing -Z, its eyes at 1.60 m; the arms hang 30 degrees off the body.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.build.people_sdf import both, chain, cone, cut, ellipsoid, polygon, smooth, union

TILT = np.radians(30)
ALONG = np.array([np.sin(TILT), -np.cos(TILT), 0.0])  # of the right arm
SHOULDER = np.array([0.166, 1.372, 0.006])
UPPER, FORE = 0.285, 0.250
ELBOW, WRIST = SHOULDER + ALONG * UPPER, SHOULDER + ALONG * (UPPER + FORE)
WRIST_FROM_GRIP = np.array([0.0, 0.085, 0.012])
TURN = np.array([[np.cos(TILT), -np.sin(TILT), 0], [np.sin(TILT), np.cos(TILT), 0], [0, 0, 1.0]])
GRIP = WRIST - TURN @ WRIST_FROM_GRIP
HIP, KNEE, ANKLE = np.array([0.088, 0.905, 0.006]), np.array([0.092, 0.490, 0.002]), np.array([0.095, 0.085, 0.018])

JOINTS: dict[str, tuple[str | None, np.ndarray]] = {
    "hips": (None, np.array([0, 0.95, 0.005])),
    "spine": ("hips", np.array([0, 1.06, 0.005])),
    "chest": ("spine", np.array([0, 1.22, 0.005])),
    "neck": ("chest", np.array([0, 1.435, 0.002])),
    "head": ("neck", np.array([0, 1.520, -0.012])),
    "left_eye": ("head", np.array([-0.0315, 1.60, -0.095])),
    "right_eye": ("head", np.array([0.0315, 1.60, -0.095])),
}
for _side, _sign in (("left", -1), ("right", 1)):
    _m = np.array([_sign, 1, 1])
    JOINTS |= {
        f"{_side}_upper_arm": ("chest", SHOULDER * _m),
        f"{_side}_lower_arm": (f"{_side}_upper_arm", ELBOW * _m),
        f"{_side}_hand": (f"{_side}_lower_arm", WRIST * _m),
        f"{_side}_upper_leg": ("hips", HIP * _m),
        f"{_side}_lower_leg": (f"{_side}_upper_leg", KNEE * _m),
        f"{_side}_foot": (f"{_side}_lower_leg", ANKLE * _m),
    }

HEIGHTS = np.array([0.76, 0.82, 0.88, 0.95, 1.02, 1.10, 1.20, 1.30, 1.36, 1.405, 1.44, 1.47])
FINE = np.linspace(0.70, 1.50, 401)


@dataclass(frozen=True)
class Build:
    """Half widths and depths of the trunk (m) at HEIGHTS, and what differs between men and women."""

    wide: tuple[float, ...]
    deep: tuple[float, ...]
    forward: tuple[float, ...]
    neck: float
    arm: float
    leg: float
    bust: float = 0.0


MAN = Build(
    (0.158, 0.165, 0.168, 0.163, 0.155, 0.152, 0.164, 0.174, 0.166, 0.122, 0.070, 0.050),
    (0.106, 0.114, 0.116, 0.110, 0.105, 0.104, 0.112, 0.114, 0.104, 0.082, 0.062, 0.050),
    (-0.014, -0.014, -0.012, -0.006, 0.000, 0.002, 0.001, -0.003, -0.008, -0.010, -0.008, -0.004), 0.0510, 1.0, 1.0,
)  # fmt: skip
WOMAN = Build(
    (0.166, 0.172, 0.174, 0.164, 0.146, 0.134, 0.140, 0.150, 0.146, 0.108, 0.060, 0.042),
    (0.106, 0.114, 0.116, 0.108, 0.097, 0.091, 0.095, 0.099, 0.092, 0.074, 0.055, 0.042),
    (-0.014, -0.016, -0.014, -0.006, 0.001, 0.003, 0.001, -0.002, -0.006, -0.009, -0.008, -0.004), 0.0435, 0.88, 0.97, 1.0,
)  # fmt: skip


def _profile(values: tuple[float, ...], y: np.ndarray) -> np.ndarray:
    table = np.interp(FINE, HEIGHTS, values)
    kernel = np.exp(-(np.linspace(-2.5, 2.5, 31) ** 2))
    table = np.convolve(np.pad(table, 15, mode="edge"), kernel / kernel.sum(), "valid")
    return np.interp(y, FINE, table)


def trunk(p: np.ndarray, b: Build) -> np.ndarray:
    """Of the body with a thin shirt, from the hips to the base of the neck."""
    x, y = np.abs(p[:, 0]), p[:, 1]
    rx, rz = _profile(b.wide, y), _profile(b.deep, y)
    z = p[:, 2] + _profile(b.forward, y)
    n = 2.35
    d = (((x / rx) ** n + np.abs(z / rz) ** n) ** (1 / n) - 1) * np.minimum(rx, rz) * 0.92
    d = np.maximum(d, y - 1.47)
    if b.bust:
        m = np.stack([x, y, p[:, 2]], 1)
        d = union(d, ellipsoid(m, (0.058, 1.262, -0.070), (0.056, 0.056, 0.050)), 0.05)
    m = np.stack([x, y, p[:, 2]], 1)
    yoke = chain(
        m,
        [(0.02, 1.428, 0.010), (0.095, 1.418, 0.010), tuple(SHOULDER - (0.012, 0.006, 0))],
        [0.042, 0.038 * b.arm + 0.004, 0.047 * b.arm],
    )
    return union(d, yoke, 0.035)


def neck(p: np.ndarray, b: Build) -> np.ndarray:
    return cone(p, (0, 1.535, -0.015), (0, 1.385, -0.001), b.neck, b.neck + 0.006)


def arm_at(p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far along the arm from the shoulder (m), and the angle round it."""
    m = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1) - SHOULDER
    s = m @ ALONG
    across = m @ np.array([np.cos(TILT), np.sin(TILT), 0])
    return s, np.arctan2(m[:, 2], across)


def ridge(x: np.ndarray) -> np.ndarray:
    """A fold for each pi of x: narrow above, wide below, as cloth buckles; 0..1."""
    return (1 - np.abs(np.sin(x))) ** 1.5


def sleeve(p: np.ndarray, b: Build, loose: float, end: float = UPPER + FORE + 0.004, soft: float = 1.0) -> np.ndarray:
    """loose : metres over a shirt's. end : metres from the shoulder."""
    m = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
    radii = [0.0505 * b.arm + loose, 0.0475 * b.arm + loose, 0.0405 * b.arm + loose, 0.0335 * b.arm + loose * 0.9]
    middle = SHOULDER + ALONG * 0.12
    d = chain(m, [tuple(SHOULDER), tuple(middle), tuple(ELBOW), tuple(WRIST + ALONG * 0.04)], radii, 0.01)
    s, a = arm_at(p)
    side = 1 + 0.15 * np.sign(p[:, 0])
    inner = 0.45 - 0.55 * np.sin(a)  # of the elbow, where cloth is pressed together
    elbow = np.exp(-(((s - UPPER) / 0.060) ** 2)) * (0.35 + 0.65 * inner)
    wrist = np.exp(-(((s - UPPER - FORE + 0.03) / 0.055) ** 2))
    armpit = np.exp(-(((s - 0.09) / 0.055) ** 2)) * (0.5 - 0.5 * np.cos(a))
    d = d - soft * 0.0050 * elbow * ridge(s * 92 * side + 1.2 * np.cos(a) + 0.6 * np.sin(3 * a))
    d = d - soft * 0.0030 * wrist * ridge(s * 78 * side + 1.7 * np.sin(a + 0.6) + 0.9)
    d = d - soft * 0.0034 * armpit * ridge(s * 55 - 1.6 * a * side)
    d = d + soft * 0.0012 * np.sin(s * 41 * side + 2.0 * np.sin(a + 0.8))
    return cut(d, end - s, 0.003)


def trousers(p: np.ndarray, b: Build, loose: float = 0.0, crease: float = 1.0) -> np.ndarray:
    x = np.abs(p[:, 0])
    m = np.stack([x, p[:, 1], p[:, 2]], 1)
    y = p[:, 1]
    radii = [0.084 * b.leg + loose, 0.0665 * b.leg + loose, 0.058 + loose]
    d = chain(m, [tuple(HIP - (0.004, 0.02, 0)), tuple(KNEE), tuple(ANKLE - (0, 0.06, 0))], radii, 0.02)
    cx = np.interp(y, [0.0, 0.49, 0.9], [0.096, 0.092, 0.086])
    d = d - 0.0055 * crease * np.exp(-(((x - cx) / 0.0055) ** 2)) * (p[:, 2] < 0) * smooth(y, 0.95, 0.75)
    a = np.arctan2(x - cx, p[:, 2])
    side = np.where(p[:, 0] > 0, 1.0, 1.13)
    low = np.exp(-(((y - 0.105) / 0.060) ** 2)) * (0.75 - 0.25 * np.cos(a))  # the break over the shoe
    knee = np.exp(-(((y - 0.49) / 0.075) ** 2)) * (0.5 + 0.5 * np.cos(a))
    groin = np.exp(-(((y - 0.835) / 0.045) ** 2)) * smooth(p[:, 2], 0.02, -0.05)
    d = d - 0.0055 * low * ridge(y * 62 * side + 1.1 * np.sin(a + side) + 0.4)
    d = d - 0.0042 * knee * ridge(y * 58 * side + 1.0 * np.sin(a) + 1.0)
    d = d - 0.0036 * groin * ridge((y - 0.75 * x) * 70)
    d = d + 0.0013 * np.sin(y * 33 * side - 2.0 * np.cos(a))
    seat = np.maximum(trunk(p, b) - 0.003 - loose, np.maximum(y - 1.03, 0.80 - y))
    d = union(d, seat, 0.03)
    return cut(d, y - 0.034 - 0.10 * np.maximum(0, p[:, 2]) * 0.4, 0.003)


SOLE = [(-0.033, 0.065), (-0.024, 0.088), (0.024, 0.088), (0.033, 0.065), (0.040, -0.07), (0.028, -0.165),
        (0.0, -0.178), (-0.026, -0.165), (-0.044, -0.07)]  # fmt: skip


def shoes(p: np.ndarray) -> np.ndarray:
    m = np.stack([np.abs(p[:, 0]) - 0.006 * smooth(-p[:, 2], 0.0, 0.14) - 0.097, p[:, 1], p[:, 2]], 1)
    m[:, 0] *= 1.0
    d = chain(
        m,
        [(0, 0.046, 0.058), (0, 0.040, 0.0), (0, 0.034, -0.075), (0, 0.026, -0.148)],
        [0.034, 0.037, 0.042, 0.026],
        0.02,
    )
    d = union(d, cone(m, (0, 0.05, 0.035), (0, 0.11, 0.030), 0.036, 0.036), 0.02)
    sole = np.maximum(polygon(m[:, 0], m[:, 2], SOLE), np.abs(p[:, 1] - 0.008) - 0.007)
    return union(np.maximum(d, 0.010 - p[:, 1]), sole - 0.001, 0.002)


def patch(
    p: np.ndarray,
    under: np.ndarray,
    corners: list[tuple[float, float]],
    low: float,
    high: float,
    mirror: bool = True,
    back: bool = False,
) -> np.ndarray:
    """What lies between `low` and `high` metres over the surface `under`, within an outline seen from the front (or the back)."""
    x = np.abs(p[:, 0]) if mirror else p[:, 0]
    flat = polygon(x, p[:, 1], corners)
    d = both(flat, np.abs(under - (low + high) / 2) - (high - low) / 2, 0.0015)
    return np.maximum(d, -p[:, 2] if back else p[:, 2])
