"""The volumes of hair over the skull, thin at the hairline, on which people_strands lays locks; and hands with relaxed fingers."""

from __future__ import annotations

import numpy as np

from assets.build.people_head import Face, local
from assets.build.people_sdf import chain, cone, cut, ellipsoid, smooth, union
from assets.build.people_skin import above_hairline

STYLES = {"short": "man", "parted": "man", "swept": "man", "bob": "woman", "bun": "woman", "perm": "woman"}
THICK = {"short": 0.0100, "parted": 0.0110, "swept": 0.0078, "bob": 0.0120, "bun": 0.0070, "perm": 0.0190}
SKULL = (0, 0.036, -0.080), (0.0765, 0.086, 0.097)


def hair(p: np.ndarray, style: str, face: Face) -> np.ndarray:
    """Field of the hair; p in the figure's frame."""
    q = local(p)
    x, y, f = q.T
    above = above_hairline(q, face)
    if style == "short":  # a fringe, combed to one side
        fringe = 0.004 + 0.10 * (x + 0.02)
        above = above + np.clip(fringe, 0.0, 0.012) * smooth(f, -0.045, -0.015)
    full = smooth(above, -0.002, 0.045 if style != "perm" else 0.022)
    d = ellipsoid(q, *SKULL) - 0.0008 - (THICK[style] - 0.0008) * full
    if style in ("short", "parted", "swept"):
        side, ahead = {"short": (0.0, 0.070), "parted": (0.012, 0.069), "swept": (0.006, 0.064)}[style]
        high = 0.045 if style == "swept" else 0.049
        top = ellipsoid(q, (side, 0.078, -0.058), (0.059, high, ahead))
        d = union(d, top + 0.020 * (1 - full), 0.02)
    if style == "parted":
        line = np.exp(-(((x + 0.032 - 0.05 * (f + 0.05) ** 2) / 0.0035) ** 2))
        d = d + 0.0042 * line * smooth(y, 0.06, 0.09) * smooth(f, -0.13, -0.09)
    if style == "perm":
        d = d + 0.0042 * full * np.sin(x * 125) * np.sin(y * 118 + 1) * np.sin(f * 122)
    d = d + _locks(q, style) * full
    d = cut(d, above * 0.7, 0.005)
    if style == "bun":
        knot = ellipsoid(q, (0, 0.030, -0.190), (0.037, 0.034, 0.028))
        turn = np.arctan2(y - 0.030, x) * 3 + 90 * np.hypot(x, y - 0.030)
        d = union(d, knot + 0.0014 * np.sin(turn * 2), 0.006)
    return _bob(q, d) if style == "bob" else d


def _locks(q: np.ndarray, style: str) -> np.ndarray:
    x, y, f = q.T
    across = np.arctan2(x, y + 0.01) if style != "bob" else np.arctan2(np.abs(x), f + 0.08)
    along = f if style != "bob" else y
    wild = {"short": 0.0011, "parted": 0.0013, "swept": 0.0010, "bob": 0.0012, "bun": 0.0007, "perm": 0.0010}[style]
    wave = np.sin(across * 27 + 3.0 * np.sin(along * 30 + 2 * across)) + 0.6 * np.sin(
        across * 49 - 5 * np.sin(along * 22)
    )
    tips = np.sin(along * 120 + 4 * np.sin(across * 9)) * (0.7 if style == "short" else 0.1)
    return wild * (wave + tips)


def _bob(q: np.ndarray, d: np.ndarray) -> np.ndarray:
    x, y, f = q.T
    low = smooth(y, 0.05, -0.09)
    rx, rz = (
        0.0865 + 0.004 * low - 0.010 * smooth(y, -0.075, -0.11),
        0.106 - 0.006 * low - 0.012 * smooth(y, -0.08, -0.12),
    )
    fall = (np.hypot(x / rx, (f + 0.084) / rz) - 1) * 0.085 + _locks(q, "bob") + 0.016 * smooth(y, 0.020, 0.056) ** 2
    hem = -0.098 + 0.012 * smooth(f, -0.05, -0.16) + 0.0025 * np.sin(x * 160) - y
    fall = cut(np.maximum(fall, y - 0.055), -hem, 0.010)
    front = f + 0.034 + 0.010 * smooth(y, 0.0, -0.09) - 0.030 * smooth(y, 0.02, 0.055)
    fall = cut(fall, -front, 0.008)
    hollow = ellipsoid(q, (0, -0.080, -0.062), (0.064, 0.105, 0.085))
    d = union(d, cut(fall, hollow, 0.006), 0.016)
    slope = 0.040 + 0.45 * np.maximum(-0.030 - x, 0) + 0.22 * np.maximum(x + 0.030, 0)
    fringe = np.maximum(
        ellipsoid(q, (0, 0.036, -0.078), (0.0815, 0.092, 0.1035)) + 0.7 * _locks(q * (1, 1, 1), "bob"),
        slope * 0 + (0.046 - 0.55 * np.abs(x + 0.03) - y) * 0.7,
    )
    fringe = np.maximum(fringe, -f - 0.052)
    return union(d, fringe, 0.006)


def hair_uv(p: np.ndarray, style: str) -> np.ndarray:
    """u runs across the strands, v along them."""
    x, y, f = local(p).T
    if style == "bob":
        return np.stack([np.arctan2(np.abs(x), f + 0.08) * 1.1, y * 4], 1)
    return np.stack([np.arctan2(x, y + 0.01) * 1.1, f * 4], 1)


def strands(side: int = 256, seed: int = 5) -> np.ndarray:
    """float [side, side, 3], linear: fine streaks that repeat, to multiply the hair's colour with."""
    rng = np.random.default_rng(seed)
    total = np.zeros((side, side))
    u = np.arange(side) / side * 2 * np.pi
    for _ in range(110):
        n = int(rng.integers(4, 110))
        bend = rng.uniform(0, 2 * np.pi) + 0.6 * np.sin(u + rng.uniform(0, 6.3))
        total += np.sin(n * u[None, :] + bend[:, None] * (1 + n / 40)) / n**0.25
    tone = 1.0 + 0.34 * total / total.std()
    return np.clip(tone, 0.25, 2.0)[..., None] * 0.78 * np.ones(3)


# ---- hands -----------------------------------------------------------------------------------------------------------

# knuckle (y, z), lengths of the three bones, how far each is bent (degrees, added up), radius
FINGERS = (
    ((-0.004, -0.0285), (0.042, 0.025, 0.019), (17, 37, 50), 0.0090),
    ((-0.008, -0.0090), (0.046, 0.028, 0.020), (22, 47, 62), 0.0092),
    ((-0.004, 0.0110), (0.043, 0.027, 0.020), (27, 55, 72), 0.0087),
    ((0.006, 0.0295), (0.033, 0.020, 0.017), (31, 60, 78), 0.0077),
)
THUMB = ((0.002, 0.064, -0.016), (-0.009, 0.034, -0.038), (-0.0165, 0.006, -0.049), (-0.021, -0.017, -0.052))


def finger(k: int) -> list[tuple[float, float, float]]:
    """Knuckle, joints and tip in the frame of the right hand's grip: palm to -X, fingers along -Y, thumb to -Z."""
    (y, z), lengths, bends, _ = FINGERS[k]
    at = np.array([0.007, y, z])
    points = [tuple(at)]
    for length, bend in zip(lengths, bends, strict=True):
        a = np.radians(bend)
        at = at + length * np.array([-np.sin(a), -np.cos(a), 0.05 * (k - 1.2)])
        points.append(tuple(at))
    return points


def hand(q: np.ndarray) -> np.ndarray:
    """Field of a right hand, in the grip's frame."""
    d = np.full(len(q), 1.0)
    for k, ((y, z), _, _, r) in enumerate(FINGERS):
        palm = cone(q, (0.003, 0.076, 0.012 + (z - 0.002) * 0.45), (0.005, y, z), 0.0115, r + 0.0015)
        d = palm if k == 0 else union(d, palm, 0.011)
    d = union(d, ellipsoid(q, (-0.004, 0.052, -0.014), (0.014, 0.028, 0.017)), 0.012)
    d = union(d, ellipsoid(q, (-0.003, 0.046, 0.028), (0.012, 0.034, 0.012)), 0.010)
    fingers = np.full(len(q), 1.0)
    for k, (_, _, _, r) in enumerate(FINGERS):
        f = chain(q, finger(k), [r * 1.03, r, r * 0.92, r * 0.78], 0.002)
        fingers = np.minimum(fingers, f)
    d = union(d, fingers, 0.005)
    d = union(d, chain(q, THUMB, [0.0155, 0.0125, 0.0108, 0.0082], 0.004), 0.008)
    for (y, z), _, _, _ in FINGERS:  # knuckles
        d = union(d, ellipsoid(q, (0.0115, y + 0.002, z), (0.0055, 0.008, 0.0065)), 0.006)
    wrist = np.stack([q[:, 0] * 1.25, q[:, 1], q[:, 2]], 1)
    return union(d, cone(wrist, (0.002, 0.072, 0.012), (0.0, 0.150, 0.012), 0.0245, 0.0265), 0.014)


def hand_tone(q: np.ndarray) -> np.ndarray:
    """float [N, 3], to multiply the skin with: warm knuckles and tips, pale nails."""
    tone = np.ones((len(q), 3))
    for k in range(4):
        points = np.array(finger(k))
        for at, r in ((points[0], 0.012), (points[1], 0.009), (points[3], 0.011)):
            near = np.exp(-(((q - at) ** 2).sum(1)) / r**2)[:, None]
            tone *= 1 - near * np.array([0.02, 0.20, 0.20])
        a = np.radians(FINGERS[k][2][2])
        nail = points[2] + 0.82 * (points[3] - points[2]) + 0.0065 * np.array([np.cos(a), -np.sin(a), 0])
        tone *= 1 + smooth(np.linalg.norm(q - nail, axis=1), 0.0062, 0.0040)[:, None] * np.array([0.08, 0.14, 0.14])
    return tone
