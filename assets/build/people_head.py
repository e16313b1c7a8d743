"""Heads by distance: skull, brow, eyelids, nose, lips, ears and neck; and the skin's texture, painted from the front.

Own frame, metres: x to the person's right, y up, f forward, the origin midway between the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.build.people_sdf import both, chain, cone, cut, ellipsoid, smooth, union

EYE_X, EYE_R = 0.0315, 0.0120
LOW, HIGH = np.array([-0.105, -0.150]), np.array([0.105, 0.130])  # what the texture covers, x and y
SIDE = 512


@dataclass(frozen=True)
class Face:
    """jaw : half width at its corner. chin : half width. brow : how far it stands out. lip : fullness, 1 a man's."""

    jaw: float = 0.0520
    chin: float = 0.0140
    brow: float = 1.0
    lip: float = 1.0
    nose: float = 1.0
    eye: float = 1.0
    neck: float = 0.0530
    beard: float = 1.0
    brow_dark: float = 1.0


MAN = Face()
WOMAN = Face(0.0455, 0.0095, 0.35, 1.18, 0.86, 1.10, 0.0445, 0.0, 0.75)


def local(p: np.ndarray) -> np.ndarray:
    """Head frame from the figure's (y up, -z forward, eyes at 1.60 m)."""
    return np.stack([p[:, 0], p[:, 1] - 1.60, -(p[:, 2] + 0.095)], 1)


def lids(x: np.ndarray, face: Face) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge of the opening of the right eye at x, as heights; equal outside."""
    u = np.clip((x - EYE_X) / 0.0148, -1, 1)
    tilt = 0.0012 * u
    up = 0.0043 * face.eye * (1 - np.abs(u - 0.06) ** 1.9 / 1.1) + tilt
    low = -0.0035 * face.eye * (1 - np.abs(u + 0.05) ** 1.8 / 1.1) + tilt * 0.8
    return np.minimum(low, up), np.maximum(up, low)


def opening(x: np.ndarray, y: np.ndarray, face: Face) -> np.ndarray:
    """Signed distance, nearly, to the opening of the right eye, in the plane."""
    low, high = lids(x, face)
    return np.maximum(np.maximum(low - y, y - high), np.abs(x - EYE_X) - 0.0146)


def head(p: np.ndarray, face: Face) -> np.ndarray:
    """Field of head and neck; p in the figure's frame."""
    q = local(p)
    q[:, 0] += 0.0012 * np.sin(q[:, 1] * 23)  # nobody is quite symmetrical
    x = np.sqrt(q[:, 0] ** 2 + 1e-7)
    m = np.stack([x, q[:, 1], q[:, 2]], 1)
    d = ellipsoid(m, (0, 0.034, -0.080), (0.0765, 0.083, 0.097))
    d = union(d, ellipsoid(m, (0, -0.022, -0.046), (0.0615, 0.088, 0.065)), 0.030)
    jaw = cone(m, (face.jaw, -0.066, -0.070), (face.chin, -0.099, -0.003), 0.015, 0.0125)
    d = union(d, jaw, 0.028)
    d = union(d, ellipsoid(m, (0.043, -0.026, -0.013), (0.019, 0.017, 0.022)), 0.026)
    d = union(d, ellipsoid(m, (0.033, -0.058, -0.026), (0.025, 0.032, 0.032)), 0.024)  # cheek
    d = union(d, ellipsoid(m, (0.0, -0.0745, -0.006), (0.026, 0.022, 0.0225)), 0.014)  # what the teeth carry
    d = union(d, ellipsoid(m, (0.0, -0.103, 0.000), (0.015, 0.011, 0.0135)), 0.014)
    brow = chain(m, [(0.010, 0.0165, 0.0105), (0.030, 0.0215, 0.0095), (0.050, 0.017, -0.012)], [0.0065] * 3)
    d = union(d, brow + 0.004 * (1 - face.brow), 0.014)
    d = _eyes(m, d, face)
    d = _nose(m, d, face)
    d = _mouth(m, d, face)
    d = _ear(m, d)
    throat = cone(m, (0, -0.065, -0.080), (0, -0.215, -0.094), face.neck, face.neck + 0.006)
    d = union(d, throat, 0.018)
    if face.beard:
        d = union(d, ellipsoid(m, (0, -0.148, -0.040), (0.010, 0.014, 0.011)), 0.016)
    return d


def _eyes(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    d = cut(d, ellipsoid(m, (EYE_X + 0.001, 0.0005, 0.0215), (0.0205, 0.0125, 0.0135)), 0.013)
    ball = np.linalg.norm(m - (EYE_X, 0, 0), axis=1)
    d = union(d, ball - 0.0140, 0.0045)
    crease = np.abs(m[:, 1] - lids(m[:, 0], face)[1] - 0.0030)  # of the upper lid
    near = smooth(np.abs(m[:, 0] - EYE_X), 0.0135, 0.008) * (ball < 0.020)
    d = d + 0.0007 * np.exp(-((crease / 0.0009) ** 2)) * near
    hole = both(opening(m[:, 0], m[:, 1], face), EYE_R - 0.004 - ball, 0.0)
    return cut(d, np.maximum(hole, -m[:, 2]), 0.0008)


def _nose(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    s = face.nose
    bridge = chain(
        m,
        [(0, 0.010, 0.0085), (0, -0.016, 0.0165 + 0.004 * s), (0, -0.0395, 0.0205 + 0.008 * s)],
        [0.0070, 0.0072, 0.0090 * s],
    )
    d = union(d, bridge, 0.013)
    d = union(d, ellipsoid(m, (0.0118 * s, -0.0440, 0.0185), (0.0066, 0.0062, 0.0092)), 0.0055)
    d = union(d, cone(m, (0, -0.0455, 0.024), (0, -0.0505, 0.0165), 0.0045, 0.0050), 0.005)
    return cut(d, ellipsoid(m, (0.0062 * s, -0.0512, 0.0215), (0.0030, 0.0042, 0.0046)), 0.0022)


def _mouth(m: np.ndarray, d: np.ndarray, face: Face) -> np.ndarray:
    d = cut(d, cone(m, (0, -0.054, 0.0245), (0, -0.0635, 0.0245), 0.0022, 0.0030), 0.006)
    f = 0.0145
    upper = chain(
        m,
        [(0.0, -0.0690, f), (0.0075, -0.0680, f), (0.0245, -0.0722, 0.0015)],
        [0.0046 * face.lip, 0.0048 * face.lip, 0.0020],
    )
    lower = chain(
        m,
        [(0.0, -0.0792, f - 0.0008), (0.010, -0.0785, f - 0.0025), (0.0235, -0.0726, 0.0015)],
        [0.0060 * face.lip, 0.0055 * face.lip, 0.0020],
    )
    d = union(d, upper, 0.0045)
    d = union(d, lower, 0.0050)
    line = chain(
        m, [(0, -0.0737, f + 0.0065), (0.012, -0.0731, f + 0.003), (0.0262, -0.0716, 0.004)], [0.0011, 0.0010, 0.0008]
    )
    d = cut(d, line, 0.0022)
    d = cut(d, ellipsoid(m, (0, -0.0885, 0.0215), (0.014, 0.0035, 0.0050)), 0.008)
    return d


def _ear(m: np.ndarray, d: np.ndarray) -> np.ndarray:
    t = np.radians(24)
    q = m - (0.0775, -0.010, -0.086)
    u = q[:, 0] * np.cos(t) + q[:, 2] * np.sin(t)
    back = -q[:, 0] * np.sin(t) * 0 - q[:, 2] * np.cos(t) + q[:, 0] * np.sin(t)
    v = q[:, 1] - 0.12 * back
    w = np.stack([u, v, back], 1)
    shell = ellipsoid(w, (0, 0.001, 0.0), (0.0068, 0.0290, 0.0170))
    shell = cut(shell, ellipsoid(w, (0.0070, 0.003, 0.0000), (0.0066, 0.0225, 0.0120)), 0.0020)
    inner = chain(
        w, [(0.0005, 0.018, 0.005), (0.0012, 0.002, 0.0085), (0.001, -0.012, 0.001)], [0.0028, 0.0034, 0.0028], 0.002
    )
    shell = union(shell, inner, 0.003)
    shell = union(shell, ellipsoid(w, (0.0015, -0.004, -0.0125), (0.004, 0.006, 0.004)), 0.003)
    shell = union(shell, ellipsoid(w, (0.0, -0.0200, -0.004), (0.0045, 0.0080, 0.0075)), 0.004)
    return union(d, shell, 0.005)


# ---- what moves ------------------------------------------------------------------------------------------------------


def blink(p: np.ndarray, face: Face) -> np.ndarray:
    """Displacement of each vertex when the eyes are closed: upper lids go down round the eyeballs."""
    q, result = local(p), np.zeros(p.shape)
    side = np.sign(q[:, 0])
    m = np.stack([np.abs(q[:, 0]) - EYE_X, q[:, 1], q[:, 2]], 1)
    r = np.linalg.norm(m[:, 1:], axis=1)
    low, high = lids(np.abs(q[:, 0]), face)
    angle = np.arctan2(m[:, 1], m[:, 2])
    a_low, a_high = np.arcsin(np.clip((low + 0.0002) / 0.0135, -1, 1)), np.arcsin(np.clip(high / 0.0135, -1, 1))
    top = np.radians(62)
    wanted = a_low + (angle - a_high) * (top - a_low) / (top - a_high)
    part = smooth(np.linalg.norm(m, axis=1), 0.0185, 0.0150) * (angle > a_high - 0.22) * (angle < top)
    part = part * smooth(np.abs(m[:, 0]), 0.0152, 0.0138) * (q[:, 2] > -0.004)
    wanted = np.maximum(wanted, a_low - 0.02)
    turn = angle + (wanted - angle) * part
    result[:, 1] = np.sin(turn) * r - m[:, 1]
    result[:, 2] = -(np.cos(turn) * r - m[:, 2])
    return np.where((np.abs(side) * part)[:, None] > 0, result, 0)


def mouth_open(p: np.ndarray) -> np.ndarray:
    """Displacement of each vertex when the mouth is open: the lower lip and the chin go down, the upper lip a little up."""
    q = local(p)
    x = np.abs(q[:, 0])
    across = smooth(x, 0.030, 0.004)
    line = -0.0738
    lower = smooth(q[:, 1], line + 0.0007, line - 0.0006) * smooth(q[:, 1], -0.150, -0.112)
    ahead = smooth(q[:, 2], -0.075, -0.005)
    jaw = lower * ahead * (0.35 + 0.65 * across)
    upper = (1 - lower) * smooth(q[:, 1], -0.054, line) * across * (q[:, 1] > -0.08) * ahead
    return np.stack([np.zeros(len(p)), -0.0058 * jaw + 0.0012 * upper, 0.0016 * jaw], 1)


# ---- skin ------------------------------------------------------------------------------------------------------------


def uv(p: np.ndarray) -> np.ndarray:
    q = local(p)
    u = (q[:, 0] - LOW[0]) / (HIGH[0] - LOW[0])
    up = q[:, 1] + (0.125 - q[:, 1]) * smooth(
        q[:, 2], -0.045, -0.080
    )  # behind the ears nothing is painted: the plain top
    v = 1 - (up - LOW[1]) / (HIGH[1] - LOW[1])
    return np.clip(np.stack([u, v], 1), 0, 1)


def _noise(rng: np.random.Generator, cells: int) -> np.ndarray:
    from PIL import Image

    small = Image.fromarray(rng.normal(size=(cells, cells)).astype(np.float32))
    return np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def skin_texture(face: Face, seed: int = 3) -> np.ndarray:
    """float [SIDE, SIDE, 3], linear, to multiply a skin colour with."""
    rng = np.random.default_rng(seed)
    xs = np.linspace(LOW[0], HIGH[0], SIDE)
    ys = np.linspace(HIGH[1], LOW[1], SIDE)
    x0, y = np.meshgrid(xs, ys)
    x = np.abs(x0 + 0.0012 * np.sin(y * 23))
    tone = np.ones((SIDE, SIDE, 3))

    def wash(where: np.ndarray, colour: tuple[float, float, float], most: float) -> None:
        part = (np.clip(where, 0, 1) * most)[..., None]
        tone[:] = tone * (1 - part) + tone * np.array(colour) * part

    def spot(cx: float, cy: float, rx: float, ry: float) -> np.ndarray:
        return np.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2))

    mottle = 0.5 * _noise(rng, 14) + 0.35 * _noise(rng, 40) + 0.3 * _noise(rng, 170)
    tone *= 1 + mottle[..., None] * np.array([0.012, 0.022, 0.024])
    wash(spot(0.040, -0.034, 0.022, 0.020), (1.0, 0.76, 0.74), 0.55)
    wash(spot(0.0, -0.040, 0.015, 0.012), (1.0, 0.80, 0.78), 0.5)
    wash(spot(0.0, -0.108, 0.018, 0.014), (1.0, 0.88, 0.86), 0.5)
    wash(spot(0.080, -0.01, 0.012, 0.03), (1.0, 0.75, 0.72), 0.6)
    wash(spot(0.030, -0.0125, 0.015, 0.0055), (0.84, 0.74, 0.76), 0.45)
    wash(spot(EYE_X, 0.005, 0.019, 0.010), (0.90, 0.80, 0.78), 0.55)
    beard = smooth(y, -0.052, -0.066) * smooth(y, -0.135, -0.105) + 0.6 * spot(0.06, -0.07, 0.02, 0.03)
    wash(beard * (1 + 0.25 * _noise(rng, 200)), (0.84, 0.86, 0.90), 0.42 * face.beard)
    _lips(x, y, wash, face)
    _brows(x, y, wash, face, rng)
    edge = opening(x, y, face)
    low, high = lids(x, face)
    lash = np.exp(-(((y - high) / 0.00115) ** 2)) * smooth(np.abs(x - EYE_X), 0.0160, 0.0135)
    wash(lash, (0.10, 0.08, 0.07), 0.92)
    wash(np.exp(-(((y - low) / 0.0008) ** 2)) * (np.abs(x - EYE_X) < 0.0138), (0.45, 0.32, 0.30), 0.6)
    wash(
        np.exp(-(((y - high - 0.0031) / 0.0007) ** 2)) * smooth(np.abs(x - EYE_X), 0.014, 0.010),
        (0.62, 0.48, 0.44),
        0.6,
    )
    wash((edge < 0).astype(float), (0.5, 0.35, 0.33), 0.6)
    wash(spot(0.0062 * face.nose, -0.0512, 0.0030, 0.0022), (0.25, 0.15, 0.13), 0.85)
    return np.clip(tone, 0, 1.05)


def _lips(x: np.ndarray, y: np.ndarray, wash, face: Face) -> None:  # type: ignore[no-untyped-def]
    t = np.clip(x / 0.0255, 0, 1)
    line = -0.0737 + 0.0008 * np.sin(t * 3.0) + 0.0020 * t**2 - 0.0004 * t
    up = line + 0.0074 * face.lip * (1 - t**1.6) * (1 - 0.14 * np.exp(-((x / 0.0045) ** 2)))
    down = line - 0.0092 * face.lip * (1 - t**2.2)
    inside = smooth(y, up + 0.0008, up - 0.0008) * smooth(y, down - 0.0010, down + 0.0014) * (x < 0.0255)
    colour = (0.90, 0.57, 0.56) if face.beard else (0.92, 0.42, 0.43)
    wash(inside, colour, 0.85)
    inner = (0.20, 0.08, 0.08)  # dark beyond the lips' edge, since an open mouth stretches what is painted there
    wash(np.exp(-(((y - line + 0.0003) / 0.0012) ** 2)) * smooth(x, 0.0275, 0.0235), inner, 0.9)


def _brows(x: np.ndarray, y: np.ndarray, wash, face: Face, rng: np.random.Generator) -> None:  # type: ignore[no-untyped-def]
    t = np.clip((x - 0.0125) / 0.041, 0, 1)
    middle = 0.0195 + 0.0052 * np.sin(np.clip(t * 1.25, 0, 1.6) * 1.7) - 0.0028 * t**3
    half = (0.0044 * face.brow_dark) * (0.75 + 0.5 * np.sin(np.pi * np.clip(t + 0.12, 0, 1))) * (1 - 0.75 * t**2)
    inside = (
        smooth(np.abs(y - middle), half + 0.0012, half - 0.0014) * smooth(x, 0.0105, 0.0165) * smooth(x, 0.0545, 0.047)
    )
    hairs = 0.72 + 0.28 * np.sin((x * 0.75 - y * 0.9) * 5200 + 2.5 * _noise(rng, 60))
    wash(inside * hairs, (0.09, 0.07, 0.06), 0.92 * (0.6 + 0.4 * face.brow_dark))


def eye_texture() -> np.ndarray:
    """float [128, 128, 3], linear: an eye seen from the front, the ball's width across."""
    g = np.linspace(-1, 1, 128) * EYE_R
    x, y = np.meshgrid(g, g)
    r, a = np.hypot(x, y), np.arctan2(y, x)
    white = np.array([0.50, 0.465, 0.445]) * np.ones((128, 128, 1))
    white[..., 1:] *= (1 - 0.25 * smooth(np.abs(x), 0.006, 0.012))[..., None]
    rays = 0.75 + 0.25 * np.sin(a * 23 + np.sin(a * 7) * 2)
    iris = np.array([0.060, 0.028, 0.014]) * (rays * smooth(r, 0.0020, 0.0046) + 0.35)[..., None]
    iris = iris * (1 - 0.7 * smooth(r, 0.0053, 0.0061))[..., None]
    part = smooth(r, 0.0064, 0.0059)[..., None]
    pupil = smooth(r, 0.0023, 0.0019)[..., None]
    return (white * (1 - part) + iris * part) * (1 - pupil) + 0.004 * pupil
