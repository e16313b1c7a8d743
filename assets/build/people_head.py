"""Heads by distance: skull, brow, eyelids, nose, lips, ears and neck; and what moves in them. people_skin paints them.

Own frame, metres: x to the person's right, y up, f forward, the origin midway between the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assets.build.people_ear import ear
from assets.build.people_sdf import both, chain, cone, cut, ellipsoid, smooth, union

EYE_X, EYE_R = 0.0315, 0.0131
LID_R = EYE_R + 0.0016  # the lids lie round the ball
MOUTH = -0.0735


@dataclass(frozen=True)
class Face:
    """Who somebody is. Lengths in metres; the rest are factors, 1 a man of forty's. Breadths after the Size Korea surveys
    (face 0.143 m and jaw 0.112 m across for men).

    jaw, chin : half widths of bone. cheek : how far the cheekbones stand out. long : how far the chin lies lower.
    bridge : height of the nose's bridge. wing : its breadth below. fold : of the upper lid, 0 single, 1 double.
    full : of the cheeks. smile : of the corners of the mouth. age : 0 young, 1 of seventy."""

    jaw: float = 0.0440
    chin: float = 0.0120
    cheek: float = 1.0
    long: float = 0.0
    brow: float = 1.0
    lip: float = 1.0
    nose: float = 1.0
    bridge: float = 1.0
    wing: float = 1.0
    eye: float = 1.0
    fold: float = 0.6
    full: float = 1.0
    age: float = 0.3
    neck: float = 0.0485
    beard: float = 1.0
    brow_dark: float = 1.0
    grey: float = 0.0
    smile: float = 0.0
    hairline: float = 0.0
    lips: tuple[float, float, float] = (0.86, 0.60, 0.58)


_SHE = Face(0.0370, 0.0068, 0.95, -0.005, 0.25, 1.18, 0.76, 0.98, 0.80, 1.16, 0.9, 1.10, 0.05, 0.0405, 0.0, 0.62,
            lips=(0.88, 0.50, 0.50))  # fmt: skip


FACES: dict[str, dict[str, Face]] = {
    "man": {
        "elder": Face(0.0425, 0.0120, 1.02, 0.002, 1.0, 1.0, 1.02, 1.05, 1.0, 0.92, 0.8, 0.98, 0.75, 0.0470, beard=0.75,
                      brow_dark=1.0, grey=0.35, smile=1.6, hairline=0.008),
        "square": Face(0.0450, 0.0140, 1.0, 0.001, 1.1, 1.0, 1.0, 0.92, 1.04, 0.96, 0.25, 1.0, 0.35, 0.0485, brow_dark=1.15),
        "oval": Face(0.0400, 0.0100, 0.96, 0.003, 0.75, 1.10, 0.95, 1.10, 0.94, 1.03, 0.9, 1.04, 0.42, 0.0465, 0.6, 0.95,
                     hairline=0.003),
    },
    "woman": {
        "heart": replace(_SHE, wing=0.78, eye=1.16, smile=1.5),
        "round": replace(_SHE, jaw=0.0400, chin=0.0095, long=-0.006, cheek=1.02, full=1.25, eye=1.10, fold=0.2, nose=0.80,
                         bridge=0.85, wing=0.92, lip=1.0),
        "older": replace(_SHE, jaw=0.0400, chin=0.0095, cheek=1.0, eye=0.97, fold=0.7, age=0.75, lip=0.92, nose=0.88, wing=0.92,
                         full=0.95, brow_dark=0.6, grey=0.3, lips=(0.90, 0.54, 0.53)),
    },
}  # fmt: skip


def local(p: np.ndarray) -> np.ndarray:
    """Head frame from the figure's (y up, -z forward, eyes at 1.60 m)."""
    return np.stack([p[:, 0], p[:, 1] - 1.60, -(p[:, 2] + 0.095)], 1)


def spare(p: np.ndarray) -> np.ndarray:
    """How little it matters (0..1) what is there of the head; p in the figure's frame."""
    q = local(p)
    ear = (np.abs(q[:, 0]) > 0.066) & (np.abs(q[:, 1] + 0.01) < 0.045)
    behind = smooth(q[:, 2], -0.02, -0.07) * 0.8 + smooth(q[:, 1], 0.045, 0.09) + smooth(q[:, 1], -0.11, -0.16)
    return np.where(ear, 0.3, behind)


def half(q: np.ndarray, face: Face) -> np.ndarray:
    """Where both sides of the face are modelled, from the head frame: x is positive."""
    x = np.sqrt((q[:, 0] + 0.0012 * np.sin(q[:, 1] * 23)) ** 2 + 1e-7)  # nobody is quite symmetrical
    return np.stack([x, q[:, 1] + 0.7 * face.long * smooth(q[:, 1], -0.03, -0.11), q[:, 2]], 1)


def lids(x: np.ndarray, face: Face) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge of the opening of the right eye at x, as heights; equal outside."""
    u = np.clip((x - EYE_X) / 0.0148, -1, 1)
    tilt = 0.0011 * u - 0.0007 * smooth(u, -0.55, -1.0)  # up outwards; the inner corner dips under its fold
    up = 0.0045 * face.eye * (1 - np.abs(u - 0.02) ** 2.3 / 1.05) - 0.0007 * face.age * smooth(u, 0.1, 0.8) + tilt
    low = -0.0043 * face.eye * (1 - np.abs(u - 0.10) ** 2.0 / 1.22) + tilt * 0.8
    return np.minimum(low, up), np.maximum(up, low)


def opening(x: np.ndarray, y: np.ndarray, face: Face) -> np.ndarray:
    """Signed distance, nearly, to the opening of the right eye, in the plane."""
    low, high = lids(x, face)
    return np.maximum(np.maximum(low - y, y - high), np.abs(x - EYE_X) - 0.0146)


def head(p: np.ndarray, face: Face) -> np.ndarray:
    """Field of head and neck; p in the figure's frame."""
    m = half(local(p), face)
    d = ellipsoid(m, (0, 0.036, -0.080), (0.0765, 0.086, 0.097))
    d = union(d, ellipsoid(m, (0, -0.020, -0.046), (face.jaw + 0.0145, 0.090, 0.064)), 0.030)
    d = union(d, _jaw(m, face), 0.020)
    c = face.cheek
    arch = [(0.0390 * c, -0.0215, -0.0045), (0.0540 * c, -0.0175, -0.0300), (0.0645 * c, -0.0110, -0.0600)]
    d = union(d, chain(m, arch, [0.0100, 0.0085, 0.0065], 0.01), 0.022)  # cheekbone, on its way to the ear
    d = union(
        d, ellipsoid(m, (0.0330, -0.0330, -0.0050), (0.0170, 0.0170, 0.0140 * face.full)), 0.020
    )  # and what lies on it
    d = union(d, ellipsoid(m, (0.75 * face.jaw, -0.054, -0.0215), (0.0215, 0.032, 0.0285 * face.full)), 0.028)  # cheek
    d = union(d, ellipsoid(m, (0.0, -0.0735, -0.0035), (0.0265, 0.023, 0.0215)), 0.014)  # what the teeth carry
    d = union(d, _throat(m, face), 0.018)
    front = m[:, 2] > -0.050
    d[front] = _front(m[front], d[front], face)
    side = (m[:, 0] > 0.045) & (m[:, 2] < -0.045) & (m[:, 2] > -0.135) & (np.abs(m[:, 1] + 0.01) < 0.07)
    d[side] = ear(m[side], d[side])
    return d


def _front(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    brow = chain(m, [(0.010, 0.0165, 0.0095), (0.030, 0.0210, 0.0070), (0.050, 0.017, -0.0120)], [0.0065] * 3)
    d = union(d, brow + 0.004 * (1 - face.brow), 0.016)
    d = _eyes(m, d, face)
    d = _nose(m, d, face)
    d = _mouth(m, d, face)
    return _years(m, d, face)


def _throat(m: np.ndarray, face: Face) -> np.ndarray:
    throat = cone(m, (0, -0.065, -0.080), (0, -0.215, -0.094), face.neck, face.neck + 0.006)
    strap = cone(
        m, (0.051, -0.048, -0.100), (0.014, -0.190, -0.052), 0.010, 0.009
    )  # from behind the ear to the breastbone
    d = union(throat, strap, 0.020)
    return union(d, ellipsoid(m, (0, -0.148, -0.040), (0.009, 0.013, 0.010)), 0.016) if face.beard else d


def _jaw(m: np.ndarray, face: Face) -> np.ndarray:
    body = cone(m, (face.jaw, -0.070, -0.066), (face.chin, -0.1035, -0.0060), 0.0125, 0.0125)
    rise = cone(m, (face.jaw, -0.070, -0.066), (face.jaw + 0.010, -0.020, -0.078), 0.0125, 0.010)
    chin = ellipsoid(m, (0.0, -0.1050, 0.0003), (0.0070 + 0.62 * face.chin, 0.0115, 0.0130))
    return union(union(body, rise, 0.010), chin, 0.016)


def _eyes(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    d = cut(d, ellipsoid(m, (EYE_X + 0.001, -0.0005, 0.0238 - 0.0023 * face.brow), (0.0205, 0.0115, 0.0120)), 0.013)
    ball = np.linalg.norm(m - (EYE_X, 0, 0), axis=1)
    d = union(d, ball - LID_R, 0.0045)
    puff = ellipsoid(
        m, (EYE_X + 0.0035, 0.0105, 0.0045), (0.0170, 0.0062, 0.0080)
    )  # the upper lid is full under the brow
    d = union(d, puff + 0.0016 * face.age, 0.0070)
    bag = ellipsoid(m, (EYE_X, -0.0078, 0.0074), (0.0120, 0.0024, 0.0046))
    d = union(d, bag + 0.0006 - 0.0008 * face.age, 0.0050)
    high = lids(m[:, 0], face)[1]
    crease = np.abs(m[:, 1] - high - 0.0014 - 0.0014 * face.fold)  # of the upper lid
    near = smooth(np.abs(m[:, 0] - EYE_X), 0.0150, 0.007) * smooth(m[:, 2], -0.004, 0.006)
    d = d + (0.0004 + 0.0006 * face.fold) * np.exp(-((crease / 0.0008) ** 2)) * near
    hole = both(opening(m[:, 0], m[:, 1], face), EYE_R - 0.004 - ball, 0.0)
    return cut(d, np.maximum(hole, -m[:, 2]), 0.0007)


def _nose(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    s, b, w = face.nose, face.bridge, face.wing
    bridge = chain(
        m,
        [(0, 0.012, 0.0062 + 0.0030 * b), (0, -0.014, 0.0137 + 0.0050 * b), (0, -0.0375, 0.0180 + 0.0085 * s)],
        [0.0024 + 0.0040 * w, 0.0024 + 0.0044 * w, 0.0084 * s],
    )
    d = union(d, bridge, 0.0125)
    d = union(d, ellipsoid(m, (0, -0.0395, 0.0206 + 0.0080 * s), (0.0092 * w, 0.0078, 0.0084 * s)), 0.010)  # tip
    wing = ellipsoid(m, (0.0122 * w, -0.0435, 0.0182), (0.0060 * w, 0.0064, 0.0104))
    d = union(d, wing, 0.0062)
    d = union(d, cone(m, (0, -0.0445, 0.0265), (0, -0.0505, 0.0175), 0.0042, 0.0046), 0.005)
    round_wing = np.abs(np.linalg.norm((m - (0.0124 * w, -0.0430, 0.0150)) / (0.0078 * w, 0.0078, 0.02), axis=1) - 1)
    groove = (
        np.exp(-((round_wing / 0.10) ** 2)) * smooth(m[:, 0], 0.0125 * w, 0.0165 * w) * smooth(m[:, 2], 0.004, 0.010)
    )
    d = d + 0.0006 * groove * (np.abs(m[:, 1] + 0.043) < 0.014)
    return cut(d, ellipsoid(m, (0.0068 * w, -0.0500, 0.0235), (0.0034, 0.0036, 0.0052)), 0.0022)


def _mouth(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    d = cut(d, cone(m, (0, -0.054, 0.0256), (0, -0.0635, 0.0260), 0.0022, 0.0032), 0.006)
    f, r, s = 0.0158, 1.08 * face.lip, face.smile
    upper = chain(
        m,
        [
            (0.0, -0.0695, f + 0.0008),
            (0.0065, -0.0684, f + 0.0006),
            (0.0150, -0.0704 + 0.0003 * s, f - 0.0040),
            (0.0245, -0.0738 + 0.0016 * s, 0.0015),
        ],
        [0.0044 * r, 0.0046 * r, 0.0038 * r, 0.0018],
    )
    lower = chain(
        m, [(0.0, -0.0788, f - 0.0004), (0.009, -0.0786, f - 0.0020), (0.0160, -0.0774 + 0.0006 * s, f - 0.0056),
            (0.0240, -0.0746 + 0.0016 * s, 0.0010)],
        [0.0058 * r, 0.0054 * r, 0.0042 * r, 0.0018],
    )  # fmt: skip
    d = union(d, upper, 0.0035)
    d = union(d, lower, 0.0042)
    line = chain(
        m, [(0, -0.0739, f + 0.0066), (0.0065, -0.0734, f + 0.0054), (0.015, -0.0738 + 0.0005 * s, f + 0.0014),
            (0.0258 + 0.0004 * s, -0.0746 + 0.0026 * s, 0.0045)],
        [0.0010, 0.0010, 0.0009, 0.0009],
    )  # fmt: skip
    d = cut(d, line, 0.0020)
    return cut(d, ellipsoid(m, (0, -0.0905, 0.0248), (0.0150, 0.0040, 0.0055)), 0.009)


def _years(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    """What the years cut and hang: from the nose to the corners of the mouth, below the eyes, beside the chin."""
    a = face.age
    fold = chain(m, [(0.0185, -0.0405, 0.0175), (0.0250, -0.0540, 0.0125), (0.0300, -0.0680, 0.0040)], [0.0006] * 3)
    d = d + (0.0003 + 0.0009 * a) * np.exp(-((fold / 0.0036) ** 2))
    d = d - 0.0012 * a * _near(m, (0.0300, -0.0500, 0.0060), 0.010)
    tear = chain(m, [(0.0160, -0.0060, 0.0125), (0.0240, -0.0145, 0.0115), (0.0360, -0.0170, 0.0070)], [0.0005] * 3)
    d = d + (0.0002 + 0.0008 * a) * np.exp(-((tear / 0.0028) ** 2))
    d = d + 0.0008 * a * _near(m, (0.0250, -0.0830, 0.0000), 0.006)
    return d - 0.0018 * a * _near(m, (0.0340, -0.0900, -0.0200), 0.014)


def _near(m: np.ndarray, at: tuple[float, float, float], reach: float) -> np.ndarray:
    return np.exp(-((m - at) ** 2).sum(1) / reach**2)


# ---- what moves ------------------------------------------------------------------------------------------------------


def blink(p: np.ndarray, face: Face) -> np.ndarray:
    """Displacement of each vertex when the eyes are closed: upper lids go down round the eyeballs."""
    q, result = local(p), np.zeros(p.shape)
    side = np.sign(q[:, 0])
    m = np.stack([np.abs(q[:, 0]) - EYE_X, q[:, 1], q[:, 2]], 1)
    r = np.linalg.norm(m[:, 1:], axis=1)
    low, high = lids(np.abs(q[:, 0]), face)
    angle = np.arctan2(m[:, 1], m[:, 2])
    a_low, a_high = (
        np.arcsin(np.clip((low + 0.0002) / (LID_R - 0.0003), -1, 1)),
        np.arcsin(np.clip(high / (LID_R - 0.0003), -1, 1)),
    )
    top = np.radians(62)
    wanted = a_low + (angle - a_high) * (top - a_low) / (top - a_high)
    part = smooth(np.linalg.norm(m, axis=1), LID_R + 0.0047, LID_R + 0.0012) * (angle > a_high - 0.22) * (angle < top)
    part = part * smooth(np.abs(m[:, 0]), 0.0152, 0.0138) * (q[:, 2] > -0.004)
    wanted = np.maximum(wanted, a_low - 0.02)
    turn = angle + (wanted - angle) * part
    result[:, 1] = np.sin(turn) * r - m[:, 1]
    result[:, 2] = -(np.cos(turn) * r - m[:, 2])
    return np.where((np.abs(side) * part)[:, None] > 0, result, 0)


def mouth_open(p: np.ndarray, face: Face) -> np.ndarray:
    """Displacement of each vertex when the mouth is open: the lower lip and the chin go down, the upper lip a little up."""
    x, y, f = half(local(p), face).T
    across = smooth(x, 0.030, 0.004)
    line = MOUTH + (0.0026 * face.smile - 0.0011) * (x / 0.026) ** 2
    lower = smooth(y, line + 0.0006, line - 0.0006) * smooth(y, -0.150, -0.112)
    ahead = smooth(f, -0.075, -0.005)
    jaw = lower * ahead * (0.35 + 0.65 * across)
    upper = (1 - lower) * smooth(y, -0.054, line) * across * (y > -0.08) * ahead
    return np.stack([np.zeros(len(p)), -0.0058 * jaw + 0.0012 * upper, 0.0016 * jaw], 1)
