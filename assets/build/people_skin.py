"""The colour of a face: flush, marks, lips, lids, brows and the scalp, painted texel by texel; and that of an eye.

Textures cover the head as a cylinder, the front wider than the back; each texel knows where it lies on the sculpted head.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, ImageDraw

from assets.build.people_head import EYE_R, EYE_X, Face, half, head, lids, opening
from assets.build.people_sdf import smooth

AXIS_F, LOW, HIGH = -0.075, -0.190, 0.125  # of the cylinder: metres ahead of the eyes; its ends
SIDE, FINE, COARSE = 1024, 512, 384  # of the colour, of the relief, and of what is marched
Wash = Callable[[np.ndarray, tuple[float, float, float], float], None]
# Height of the hairline (m above the eyes) where the scalp is `f` metres ahead of them: nape, ear, sideburn, temple, brow.
LINE = np.array([(-0.20, -0.070), (-0.145, -0.068), (-0.125, -0.050), (-0.112, -0.010), (-0.100, 0.020), (-0.082, 0.021),
                 (-0.072, -0.006), (-0.060, -0.020), (-0.050, -0.006), (-0.042, 0.030), (-0.020, 0.050),
                 (0.03, 0.060)])  # fmt: skip


def above_hairline(q: np.ndarray, face: Face) -> np.ndarray:
    """Metres above it; q in the head frame. Temples recede where the years have it so."""
    x, y, f = np.abs(q[:, 0]), q[:, 1], q[:, 2]
    temple = np.exp(-(((x - 0.044) / 0.020) ** 2)) * (f > -0.045)
    low = 0.0 if face.beard else 0.020 * np.exp(-(((f + 0.062) / 0.011) ** 2))  # women have no sideburns
    return y - low - np.interp(f, *LINE.T) - (0.003 + face.hairline) * temple - 0.4 * face.hairline * (f > -0.03)


def uv(q: np.ndarray) -> np.ndarray:
    """Texture coordinates [N, 2] of points in the head frame."""
    t = np.arctan2(q[:, 0], q[:, 2] - AXIS_F) / np.pi
    u = 0.5 + 0.5 * np.sign(t) * np.abs(t) * (1.7 - 0.7 * np.abs(t))
    return np.stack([u, np.clip((HIGH - q[:, 1]) / (HIGH - LOW), 0, 1)], 1)


def tangents(q: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Where u grows along the skin, float [N, 4]. q : in the head frame; normals : in the figure's."""
    a = np.arctan2(q[:, 0], q[:, 2] - AXIS_F)
    t = np.stack([np.cos(a), 0 * a, np.sin(a)], 1)
    t -= normals * (t * normals).sum(1, keepdims=True)
    t /= np.maximum(np.linalg.norm(t, axis=1, keepdims=True), 1e-6)
    return np.concatenate([t, np.full((len(q), 1), -1.0)], 1)


def _angle(u: np.ndarray) -> np.ndarray:
    g = 2 * u - 1
    return np.sign(g) * (1.7 - np.sqrt(1.7**2 - 2.8 * np.abs(g))) / 1.4 * np.pi


@dataclass
class Map:
    """Where texels lie: q float [SIDE * SIDE, 3] in the head frame."""

    face: Face
    q: np.ndarray

    @cached_property
    def m(self) -> np.ndarray:
        return half(self.q, self.face)

    def spot(self, x: float, y: float, rx: float, ry: float) -> np.ndarray:
        """1 in the middle of an oval on the front of both sides."""
        mx, my, mf = self.m.T
        return np.exp(-(((mx - x) / rx) ** 2 + ((my - y) / ry) ** 2)) * (mf > -0.06)

    def flat(self, values: np.ndarray) -> np.ndarray:
        return values.reshape(SIDE, SIDE)


def surface(face: Face) -> Map:
    """Marches from the cylinder to the head."""
    u, v = np.meshgrid((np.arange(COARSE) + 0.5) / COARSE, (np.arange(COARSE) + 0.5) / COARSE)
    a, y = _angle(u.ravel()), HIGH - v.ravel() * (HIGH - LOW)
    r = np.full(len(a), 0.150)
    for _ in range(12):
        q = np.stack([np.sin(a) * r, y, AXIS_F + np.cos(a) * r], 1)
        r = np.clip(r - 0.85 * head(q * (1, 1, -1) + (0, 1.60, -0.095), face), 0.005, 0.150)
    fine = [np.asarray(Image.fromarray(c.reshape(COARSE, COARSE).astype(np.float32)).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
            for c in q.T]  # fmt: skip
    return Map(face, np.stack(fine, -1).reshape(-1, 3).astype(np.float32))


def noise(rng: np.random.Generator, cells: int) -> np.ndarray:
    small = Image.fromarray(rng.normal(size=(cells, cells)).astype(np.float32))
    return np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BICUBIC)).ravel()


def streaks(rng: np.random.Generator, across: int, along: int) -> np.ndarray:
    """As `noise`, but drawn out along v."""
    small = Image.fromarray(rng.normal(size=(along, across)).astype(np.float32))
    return np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BICUBIC)).ravel()


def strokes(at: Map, lines: list[tuple[np.ndarray, float]]) -> np.ndarray:
    """Hairs drawn on the skin, 0..1: points (x, y) seen from the front, and widths in metres."""
    big = Image.new("L", (2 * SIDE, 2 * SIDE))
    draw = ImageDraw.Draw(big)
    front = at.flat(at.q[:, 2]), at.flat(at.q[:, 0]), at.flat(at.q[:, 1])
    for points, width in lines:
        rows = np.clip(((HIGH - points[:, 1]) / (HIGH - LOW) * SIDE).astype(int), 0, SIDE - 1)
        columns = [
            int(np.argmin(np.abs(front[1][r, SIDE // 5 : -SIDE // 5] - x))) + SIDE // 5
            for r, x in zip(rows, points[:, 0], strict=True)
        ]
        f = np.array([front[0][r, c] for r, c in zip(rows, columns, strict=True)])
        where = uv(np.stack([points[:, 0], points[:, 1], f], 1)) * 2 * SIDE
        draw.line([tuple(w) for w in where], fill=255, width=max(1, round(width * 2 * SIDE / (HIGH - LOW))))
    return np.asarray(big.resize((SIDE, SIDE), Image.Resampling.BOX)).ravel() / 255


def brow_hairs(face: Face, rng: np.random.Generator) -> list[tuple[np.ndarray, float]]:
    made = []
    for side in (-1, 1):
        for _ in range(int(320 * face.brow_dark)):
            t, across = rng.uniform(0, 1) ** 0.85, rng.uniform(-1, 1)
            if t < 0.13 and rng.uniform() > 0.25 + 5 * t:
                continue  # thinner where it begins
            x = 0.0120 + 0.0420 * t + rng.normal(0, 0.0006)
            middle = (
                0.0195
                + 0.0036 * np.sin(min(t / 0.72, 1.0) * np.pi / 2)
                - 0.0062 * max(0.0, t - 0.68) ** 1.3 / 0.32**1.3
            )
            wide = 0.0040 * face.brow_dark**0.5 * (0.80 + 0.3 * np.sin(np.pi * t)) * (1 - 0.75 * t**2.5)
            lean = np.radians(78 - 70 * min(1.0, t * 2.6) - 16 * across * min(1.0, t * 3) - 14 * t) + rng.normal(
                0, 0.13
            )
            long = rng.uniform(0.0040, 0.0075) * (1 - 0.35 * t) * (0.7 + min(0.3, t))
            a = np.array([x, middle + across * wide * 0.8 - 0.3 * long * np.sin(lean)])
            b = a + long * np.array([np.cos(lean), np.sin(lean)])
            mid = (a + b) / 2 + (0, 0.0004)
            made.append((np.array([a, mid, b]) * (side, 1), 0.00030))
    return made


def colour(at: Map, hairs: np.ndarray, seed: int = 3) -> np.ndarray:
    """float [SIDE, SIDE, 3], linear, to multiply a skin colour with."""
    rng, face = np.random.default_rng(seed), at.face
    x, y, f = at.m.T
    tone = np.ones((len(x), 3))

    def wash(where: np.ndarray, colour: tuple[float, float, float], most: float) -> None:
        part = (np.clip(where, 0, 1) * most)[:, None]
        tone[:] = tone * (1 - part) + tone * np.array(colour) * part

    _flush(at, wash, rng)
    _marks(at, tone, wash, rng)
    blue = smooth(y, -0.052, -0.066) * smooth(y, -0.150, -0.118) * (f > -0.075) + 0.5 * at.spot(
        0.058, -0.06, 0.02, 0.03
    )
    wash(blue * (1 + 0.45 * noise(rng, 430) + 0.2 * noise(rng, 60)), (0.78, 0.83, 0.87), 0.42 * face.beard)
    _lips(at, wash, rng)
    _lids(at, wash)
    arch = 0.0195 + 0.0036 * smooth(x, 0.012, 0.040) - 0.0062 * smooth(x, 0.040, 0.058)
    near = smooth(np.abs(y - arch), 0.0062, 0.0015) * smooth(x, 0.0100, 0.022) * smooth(x, 0.055, 0.040) * (f > -0.06)
    wash(near, (0.46, 0.42, 0.40), 0.55 * face.brow_dark)
    hair = np.array([0.060, 0.050, 0.045]) * (1 - face.grey) + np.array([0.42, 0.41, 0.40]) * face.grey
    wash(hairs, tuple(hair), 0.90)
    scalp = smooth(above_hairline(at.q, face) + 0.0030 * streaks(rng, 420, 26), -0.006, 0.010)
    wash(scalp, (0.06, 0.06, 0.065), 0.90)
    wash(at.spot(0.0068 * face.wing, -0.0508, 0.0032, 0.0024) * (f > 0.0), (0.22, 0.12, 0.11), 0.9)
    return np.clip(tone, 0, 1.06).reshape(SIDE, SIDE, 3)


def _flush(at: Map, wash: Wash, rng: np.random.Generator) -> None:
    """Blood is near at cheeks, nose, ears and chin; the neck is paler."""
    x, y = at.m.T[:2]
    mottle = 0.6 * noise(rng, 12) + 0.5 * noise(rng, 34) + 0.45 * noise(rng, 110)
    wash(0.5 + 0.5 * mottle, (1.0, 0.93, 0.91), 0.55)
    wash(0.5 - 0.5 * mottle, (0.94, 0.98, 0.97), 0.35)
    wash(at.spot(0.039, -0.034, 0.021, 0.017) * (0.85 + 0.25 * mottle), (1.0, 0.74, 0.71), 0.50)
    wash(at.spot(0.0, -0.040, 0.017, 0.012), (0.98, 0.74, 0.71), 0.50)
    wash(at.spot(0.0, -0.106, 0.018, 0.013), (1.0, 0.85, 0.83), 0.45)
    wash(at.spot(0.0, 0.045, 0.03, 0.02), (1.0, 0.95, 0.90), 0.4)
    wash(smooth(x, 0.071, 0.079) * (y > -0.06) * (y < 0.03), (1.0, 0.70, 0.66), 0.55)
    wash(smooth(y, -0.115, -0.150), (1.0, 0.97, 0.94), 0.6)
    hollow = at.spot(0.026, -0.0125, 0.012, 0.0055) + 0.7 * at.spot(0.0165, -0.004, 0.0045, 0.008)
    wash(hollow, (0.86, 0.76, 0.77), 0.22 + 0.30 * at.face.age)
    wash(at.spot(EYE_X, 0.006, 0.018, 0.008), (0.93, 0.82, 0.79), 0.55)


def _marks(at: Map, tone: np.ndarray, wash: Wash, rng: np.random.Generator) -> None:
    """Pores, a mole, and the brown spots of the years."""
    pores = noise(rng, 420) + 0.6 * noise(rng, 200)
    oily = 0.35 + at.spot(0.02, -0.035, 0.03, 0.025) + at.spot(0, 0.03, 0.05, 0.03)
    tone *= 1 - np.clip((0.055 * pores * np.clip(oily, 0, 1)), -0.08, 0.12)[:, None] * (0.7, 1.0, 1.05)
    q, ahead = at.q, at.q[:, 2] > -0.05
    for _ in range(3 + int(26 * at.face.age)):
        cx, cy = rng.uniform(-0.065, 0.065), rng.uniform(-0.09, 0.06)
        r = rng.uniform(0.0006, 0.0010 + 0.0022 * at.face.age)
        near = ((q[:, 0] - cx) / r) ** 2 + ((q[:, 1] - cy) / r / rng.uniform(0.7, 1.3)) ** 2
        wash(np.exp(-near) * ahead, (0.66, 0.52, 0.44), rng.uniform(0.15, 0.45))
    cx, cy = rng.uniform(-0.045, 0.045), rng.uniform(-0.085, -0.050)
    mole = np.exp(-(((q[:, 0] - cx) / 0.0007) ** 2 + ((q[:, 1] - cy) / 0.0007) ** 2)) * ahead
    wash(mole, (0.40, 0.27, 0.21), 0.6)


def _lips(at: Map, wash: Wash, rng: np.random.Generator) -> None:
    x, y, f = at.m.T
    face, t = at.face, np.clip(x / 0.0250, 0, 1)
    line = -0.0737 + 0.0006 * np.sin(np.clip(t * 2, 0, 1) * np.pi) - 0.0003 * t + 0.0015 * face.smile * t**2
    bow = 0.0012 * np.exp(-(((t - 0.24) / 0.14) ** 2)) - 0.0008 * np.exp(-((t / 0.10) ** 2))
    up = line + (0.0068 * (1 - t**1.5) + bow) * face.lip
    down = line - 0.0090 * face.lip * (1 - t**2.0)
    ahead = (f > -0.01).astype(float)
    inside = (
        smooth(y, up + 0.0009, up - 0.0011)
        * smooth(y, down - 0.0020, down + 0.0018)
        * smooth(x, 0.0255, 0.0235)
        * ahead
    )
    wash(inside * (1 + 0.10 * noise(rng, 200) + 0.10 * streaks(rng, 300, 60)), face.lips, 0.80)
    wash(inside * smooth(np.abs(y - line), 0.004, 0.0005), (0.80, 0.62, 0.62), 0.6)
    edge = np.exp(-(((y - up - 0.0010) / 0.0008) ** 2)) * smooth(x, 0.018, 0.010) * ahead
    wash(edge, (1.05, 1.04, 1.04), 0.4)
    inner = (0.20, 0.08, 0.08)  # dark beyond the lips' edge, since an open mouth stretches what is painted there
    wash(np.exp(-(((y - line) / 0.0009) ** 2)) * smooth(x, 0.0265, 0.0205) * ahead, inner, 0.8)


def _lids(at: Map, wash: Wash) -> None:
    x, y, f = at.m.T
    face, off = at.face, np.abs(x - EYE_X)
    low, high = lids(x, face)
    front = (f > -0.03).astype(float)
    thick = 0.0008 if face.beard else 0.00130
    lash = np.exp(-(((y - high - 0.0002) / thick) ** 2)) * smooth(off, 0.0158, 0.0135) * front
    wash(lash, (0.10, 0.08, 0.07), 0.88)
    rim = np.exp(-(((y - low - 0.0002) / 0.0007) ** 2)) * (off < 0.0138) * front
    wash(rim, (0.80, 0.52, 0.50), 0.7)
    wash(np.exp(-(((y - low + 0.0008) / 0.0006) ** 2)) * smooth(off, 0.0150, 0.011) * front, (0.48, 0.38, 0.36), 0.55)
    crease = high + 0.0014 + 0.0014 * face.fold
    wash(np.exp(-(((y - crease) / 0.0006) ** 2)) * smooth(off, 0.0150, 0.011) * front, (0.62, 0.48, 0.44), 0.45)
    wash((opening(x, y, face) < 0).astype(float) * front, (0.5, 0.35, 0.33), 0.6)
    wash(at.spot(EYE_X - 0.0138, -0.0002, 0.0014, 0.0012), (0.95, 0.55, 0.52), 0.7)  # the inner corner


def eye_texture() -> np.ndarray:
    """float [256, 256, 3], linear: an eye seen from the front, the ball's width across."""
    rng = np.random.default_rng(8)
    g = np.linspace(-1, 1, 256) * EYE_R
    x, y = np.meshgrid(g, g)
    r, a = np.hypot(x, y), np.arctan2(y, x)
    white = np.array([0.52, 0.475, 0.445]) * np.ones((256, 256, 1))
    white[..., 1:] *= (1 - 0.30 * smooth(np.abs(x), 0.0065, 0.0115))[..., None]
    for _ in range(26):  # veins
        side, row = rng.choice([-1, 1]), rng.uniform(-0.004, 0.004)
        line = row + 0.0012 * np.sin(np.abs(x) * rng.uniform(500, 1100) + rng.uniform(0, 6))
        vein = np.exp(-(((y - line) / 0.00009) ** 2)) * smooth(x * side, 0.0062, 0.0100)
        white[..., 1:] *= (1 - 0.22 * vein)[..., None]
    fibre = sum(np.sin(a * n + rng.uniform(0, 6.3) + 260 * r * rng.uniform(-1, 1)) for n in (19, 31, 47, 73)) / 4
    inner = smooth(r, 0.0046, 0.0026)
    iris = np.array([0.046, 0.024, 0.0135]) * (0.75 + 0.45 * fibre + 0.55 * inner)[..., None]
    iris *= (1 - 0.70 * smooth(r, 0.0048, 0.0062) - 0.25 * smooth(y, 0.001, -0.005))[..., None]  # darker rim and top
    part = smooth(r, 0.0069, 0.0056)[..., None]
    pupil = smooth(r, 0.0023, 0.0019)[..., None]
    return np.clip((white * (1 - part) + iris * part) * (1 - pupil) + 0.003 * pupil, 0, 1)
