"""Locks of hair over the hair's volume: tapered ribbons that run along it the way it is combed.

A lock grows from a spot of the volume in steps along its surface, lies a little over it, and ends in a point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assets.build.people_head import Face, head, local
from assets.build.people_sdf import Field, Piece, gradient, smooth
from assets.build.people_skin import above_hairline

ROWS = 5
STRAY = 0.05  # share that stands off
DOWN = np.array([0.0, -1.0, -0.08])


@dataclass(frozen=True)
class Style:
    """comb : which way hair lies, [N, 3] of head-frame points. long : of a lock (m) there. count, width (m) : of locks.
    lift : how far they lie over the volume (m). curl : how far they turn to and fro
    (radians). grey : share of grey locks there; the hair's colour is then the grey's. loose : share that hangs at the temples."""

    comb: Callable[[np.ndarray], np.ndarray]
    long: Callable[[np.ndarray], np.ndarray]
    count: int = 520
    width: float = 0.0060
    lift: float = 0.0028
    curl: float = 0.0
    grey: Callable[[np.ndarray], np.ndarray] | None = None
    loose: float = 0.0


def _vector(x: np.ndarray | float, y: np.ndarray | float, f: np.ndarray | float, like: np.ndarray) -> np.ndarray:
    return np.stack([v + 0 * like for v in (x, y, f)], 1)


def _mixed(a: np.ndarray, b: np.ndarray, share: np.ndarray) -> np.ndarray:
    return a * (1 - share[:, None]) + b * share[:, None]


def _rise(f: np.ndarray) -> np.ndarray:
    """At the forehead hair goes up before it goes anywhere."""
    return smooth(f, -0.030, 0.004)


def _fringe(q: np.ndarray) -> np.ndarray:
    """From the crown forwards, over the forehead to one side; down at the sides and behind."""
    x, y, f = q.T
    ahead = _vector(0.35 + 4 * x, -0.5, 1.0, x)
    down = _vector(0.0, -1.0, -0.12 + 0.5 * smooth(f, -0.09, -0.05), x)
    crown = smooth(f, -0.115, -0.090) * smooth(y, 0.045, 0.075)
    return _mixed(down, ahead, crown)


def _parted(q: np.ndarray) -> np.ndarray:
    """Away from a parting over the left eye, up and back at the forehead."""
    x, y, f = q.T
    across = _vector(np.sign(x + 0.032), 1.6 * _rise(f) - 0.2, -0.60 + 0.8 * smooth(f, -0.03, -0.10), x)
    down = _vector(0.0, -1.0, -0.30, x)
    return _mixed(down, across, np.maximum(smooth(y, 0.055, 0.085), smooth(f, -0.035, -0.015)))


def _swept(q: np.ndarray) -> np.ndarray:
    """Combed back, a little to one side."""
    x, y, f = q.T
    back = _vector(0.35, 2.2 * _rise(f), -1.0, x)
    side = _vector(0.0, -0.85, -0.60, x)
    nape = _vector(0.0, -1.0, 0.0, x)
    top = np.maximum(smooth(y, 0.055, 0.085), smooth(f, -0.035, -0.015))
    return _mixed(_mixed(side, back, top), nape, smooth(f, -0.125, -0.150))


def _bun(q: np.ndarray) -> np.ndarray:
    to = np.array([0.0, 0.030, -0.185]) - q
    to[:, 1] += 0.42 * _rise(q[:, 2]) + 0.06 * smooth(q[:, 2], -0.08, -0.03) * smooth(q[:, 1], 0.0, 0.04)
    round_ = np.stack([-to[:, 1], to[:, 0], 0 * to[:, 0]], 1)
    return _mixed(to, round_, smooth(q[:, 2], -0.168, -0.176))


def _bob(q: np.ndarray) -> np.ndarray:
    x, y, f = q.T
    side = _vector(np.sign(x + 0.030) * 1.0, -0.35, 0.35 * smooth(f, -0.06, -0.02), x)
    back = _vector(0.25 * np.sign(x), -0.4, -1.0, x)
    top = _mixed(back, side, smooth(f, -0.13, -0.09))
    return _mixed(_vector(0.0, -1.0, 0.10 * smooth(y, -0.03, -0.09), x), top, smooth(y, 0.045, 0.085))


def _temples(q: np.ndarray) -> np.ndarray:
    low = smooth(q[:, 1], 0.060, 0.015)
    return 0.08 + 0.72 * low * smooth(q[:, 2], -0.160, -0.090) + 0.20 * low


def _tight(top: float, side: float, nape: float) -> Callable[[np.ndarray], np.ndarray]:
    def long(q: np.ndarray) -> np.ndarray:
        up = smooth(q[:, 1], 0.030, 0.085)
        low = np.where(q[:, 2] < -0.12, nape, side)
        return low + (top - low) * up

    return long


def _bob_long(q: np.ndarray) -> np.ndarray:
    fringe = smooth(q[:, 2], -0.055, -0.035) * smooth(q[:, 1], 0.085, 0.065)
    return (0.060 + 0.045 * smooth(q[:, 1], 0.02, 0.08)) * (1 - fringe) + 0.020 * fringe


STYLES = {
    "short": Style(_fringe, _tight(0.041, 0.020, 0.016), 960, 0.0046, 0.0028),
    "parted": Style(_parted, _tight(0.058, 0.022, 0.016), 940, 0.0048, 0.0030),
    "swept": Style(_swept, _tight(0.058, 0.028, 0.018), 940, 0.0046, 0.0018, grey=_temples),
    "bun": Style(_bun, _tight(0.075, 0.060, 0.045), 920, 0.0056, 0.0022, loose=0.5),
    "bob": Style(_bob, _bob_long, 940, 0.0060, 0.0024),
    "perm": Style(_fringe, lambda q: 0.034 + 0 * q[:, 0], 860, 0.0068, 0.0050, curl=1.4, grey=lambda q: 0.65 + 0 * q[:, 0]),
}  # fmt: skip


def locks(style: Style, volume: Field, under: Piece, face: Face, seed: int = 11) -> Piece:
    """under : the volume's mesh, from which they grow. uv : u across the lock, v along."""
    rng = np.random.default_rng(seed)
    p = _roots(under, face, style.count, rng)
    n = len(p)

    def around(at: np.ndarray) -> np.ndarray:
        return np.minimum(volume(at), head(at, face) - 0.0008)

    long = style.long(local(p)) * rng.uniform(0.75, 1.2, n)
    high = style.lift * rng.uniform(0.25, 1.0, n)
    q = local(p)
    side = (np.abs(q[:, 0]) > 0.045) & (np.abs(q[:, 2] + 0.050) < 0.013) & (q[:, 1] > -0.01)
    temple = side & (np.abs(above_hairline(q, face)) < 0.010)
    loose = temple & (rng.uniform(0, 1, n) < style.loose)
    stray = loose | (rng.uniform(0, 1, n) < STRAY) & (q[:, 1] > -0.04)
    high = np.where(stray, 0.0016 + 1.6 * high, high) + 0.004 * loose
    long = np.where(loose, rng.uniform(0.035, 0.075, n), long)
    aside, phase = rng.normal(0, np.where(stray, 0.30, 0.11)), rng.uniform(0, 2 * np.pi, n)
    rows, sides, outs = [], [], []
    for k in range(ROWS):
        t = k / (ROWS - 1)
        out = gradient(around, p, 0.0015)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        lift = -0.0006 + high * np.sin(np.pi * min(1.0, 0.15 + 0.62 * t))
        p = p - (around(p) - lift)[:, None] * out
        way = np.where(loose[:, None], DOWN, style.comb(local(p)) * (1, 1, -1))
        way -= out * (way * out).sum(1, keepdims=True)
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
        side = np.cross(out, way)
        turn = aside + (style.curl * np.sin(phase + 5.5 * t) if style.curl else 0.12 * np.sin(phase + 4 * t))
        way = way * np.cos(turn)[:, None] + side * np.sin(turn)[:, None]
        rows.append(p)
        sides.append(np.cross(out, way))
        outs.append(out)
        p = p + way * (long / (ROWS - 1))[:, None]
    slim = np.where(stray, 0.22, 1.0)
    return _ribbons(np.array(rows), np.array(sides), np.array(outs), style, slim, rng)


def _roots(under: Piece, face: Face, count: int, rng: np.random.Generator) -> np.ndarray:
    corner = under.positions[under.faces]
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)
    middle = local(corner.mean(1))
    shown = smooth(above_hairline(middle, face), -0.012, -0.004) + (middle[:, 1] < -0.02) * (middle[:, 2] < -0.03)
    edge = 1 + 2.4 * np.exp(-((above_hairline(middle, face) / 0.010) ** 2))  # thicker where it begins
    outside = head(corner.mean(1), face) > -0.0015
    from_ear = (middle - (0, -0.010, -0.092)) / (1, 0.034, 0.026)
    outside &= (np.hypot(from_ear[:, 1], from_ear[:, 2]) > 1) | (np.abs(middle[:, 0]) < 0.066)
    chance = area * np.clip(shown, 0, 1) * edge * outside
    picked = rng.choice(len(area), count, p=chance / chance.sum())
    a, b = rng.uniform(0, 1, (2, count))
    a, b = np.where(a + b > 1, 1 - a, a), np.where(a + b > 1, 1 - b, b)
    c = corner[picked]
    return c[:, 0] + a[:, None] * (c[:, 1] - c[:, 0]) + b[:, None] * (c[:, 2] - c[:, 0])


def _ribbons(
    rows: np.ndarray, sides: np.ndarray, outs: np.ndarray, style: Style, slim: np.ndarray, rng: np.random.Generator
) -> Piece:
    """rows, sides, outs : [ROWS, N, 3]. slim : [N], share of the style's width."""
    n, t = rows.shape[1], np.linspace(0, 1, ROWS)[:, None]
    wide = (
        style.width
        * rng.choice([0.35, 0.55, 0.85, 1.25], n, p=[0.25, 0.30, 0.30, 0.15])
        * slim
        * (0.65 + 0.35 * np.sin(np.pi * np.minimum(1, t + 0.2)))
        * (1 - 0.92 * t**2.2)
    )
    sides = sides / np.maximum(np.linalg.norm(sides, axis=2, keepdims=True), 1e-9)
    edges = [rows + s * sides * wide[..., None] / 2 - outs * 0.10 * wide[..., None] for s in (-1, 1)]
    normals = [outs + s * 0.55 * sides for s in (-1, 1)]
    p = np.stack(edges, 2).reshape(-1, 3)  # row, lock, edge
    nrm = np.stack(normals, 2).reshape(-1, 3)
    q = local(rows[0])
    tone = rng.uniform(0.62, 1.0, n)
    if style.grey is not None:
        strand = np.clip(1.6 - wide[1] / (0.75 * style.width), 0.40, 1)  # a broad lock is never all grey
        tone = np.where(rng.uniform(0, 1, n) < style.grey(q), strand * tone, 0.16 * tone)
    shade = (tone * (0.55 + 0.45 * np.minimum(1, t / 0.35)))[..., None].repeat(2, 2).reshape(-1, 1)
    u0 = rng.uniform(0, 1, n)
    u = np.stack([u0 + 0 * t, u0 + 0.11 + 0 * t], 2).reshape(-1)
    v = ((0.55 * t + rng.uniform(0, 1, n))[..., None].repeat(2, 2)).reshape(-1)
    i = (np.arange(ROWS - 1)[:, None] * n + np.arange(n)).ravel() * 2
    faces = np.concatenate([np.stack([i, i + 1, i + 2 * n], 1), np.stack([i + 1, i + 1 + 2 * n, i + 2 * n], 1)])
    sample = p[faces[: 6 * n]]
    facing = (np.cross(sample[:, 1] - sample[:, 0], sample[:, 2] - sample[:, 0]) * nrm[faces[: 6 * n, 0]]).sum(1)
    faces = faces if np.median(facing) > 0 else faces[:, ::-1]
    return Piece(p, nrm / np.linalg.norm(nrm, axis=1, keepdims=True), faces, shade.repeat(3, 1), np.stack([u, v], 1))
