"""Procedural surface textures by NumPy: every one tiles, every one is ours. Seeded, so that a rebuild gives the same bytes.

A Surface holds base colour (sRGB), roughness and height; the normal map follows from the height. `metres` is the side of
the square of surface that one texture covers.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

SIDE = 512


@dataclass(frozen=True, slots=True)
class Surface:
    """base : float [N, N, 3] sRGB 0..1. rough : float [N, N]. height : float [N, N] metres. metres : side of the tile."""

    base: np.ndarray
    rough: np.ndarray
    height: np.ndarray
    metres: float

    def normal(self) -> np.ndarray:
        """float [N, N, 3], 0..1, +Y towards the top of the picture."""
        step = self.metres / self.height.shape[0]
        gx = (np.roll(self.height, -1, 1) - np.roll(self.height, 1, 1)) / (2 * step)
        gy = (np.roll(self.height, -1, 0) - np.roll(self.height, 1, 0)) / (2 * step)
        n = np.stack([-gx, gy, np.ones_like(gx)], -1)
        return n / np.linalg.norm(n, axis=-1, keepdims=True) * 0.5 + 0.5


def jpeg(pixels: np.ndarray, quality: int = 86) -> bytes:
    """float [H, W] or [H, W, 3] in 0..1 -> JPEG bytes."""
    rgb = np.repeat(pixels[..., None], 3, -1) if pixels.ndim == 2 else pixels
    out = io.BytesIO()
    Image.fromarray((np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def noise(
    seed: int, slope: float = 1.6, stretch: tuple[float, float] = (1, 1), low: float = 1, n: int = SIDE
) -> np.ndarray:
    """Tileable noise, mean 0, deviation 1: spectrum 1/f^slope, f stretched in x and y, nothing slower than `low` periods."""
    rng = np.random.default_rng(seed)
    fx, fy = np.meshgrid(np.fft.fftfreq(n, 1 / n) * stretch[0], np.fft.fftfreq(n, 1 / n) * stretch[1])
    f = np.hypot(fx, fy)
    spectrum = np.fft.fft2(rng.standard_normal((n, n))) * np.where(f >= low, np.maximum(f, 1e-9) ** -slope, 0)
    field = np.fft.ifft2(spectrum).real
    return (field - field.mean()) / field.std()


def _mix(a: tuple[float, ...], b: tuple[float, ...], t: np.ndarray) -> np.ndarray:
    t = np.clip(t, 0, 1)[..., None]
    return np.asarray(a) * (1 - t) + np.asarray(b) * t


def _cells(rows: int, cols: int, joint_px: float, shift: float = 0.0, n: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Brick-like cells: integer id [N, N] and distance-to-joint mask [N, N] (0 in the joint, 1 inside)."""
    y, x = np.mgrid[0:n, 0:n]
    row = y * rows // n
    xs = (x + row * shift * n / cols) % n
    col = (xs * cols // n).astype(int)
    ex, ey = xs % (n / cols), y % (n / rows)
    edge = np.minimum(np.minimum(ex, n / cols - ex), np.minimum(ey, n / rows - ey))
    return row * cols + col, np.clip(edge / joint_px, 0, 1)


def _grain(seed: int) -> np.ndarray:
    """Wood figure along x: slow bands bent by noise, plus pores."""
    bands = noise(seed, 1.2, (6, 0.5), 2)
    return 0.55 * np.sin(6 * bands) + 0.35 * noise(seed + 1, 0.7, (24, 1)) + 0.2 * noise(seed + 2, 1.4)


def _planks(
    seed: int, light: tuple[float, ...], dark: tuple[float, ...], rows: int, metres: float, gap: float = 1.3
) -> Surface:
    ids, inside = _cells(rows, 2, gap, 0.37)
    rng = np.random.default_rng(seed)
    tone, offset = rng.normal(0, 0.09, rows * 2)[ids], rng.integers(0, SIDE, rows * 2)[ids]
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    g = _grain(seed)[y, (x + offset) % SIDE]
    base = _mix(light, dark, 0.45 + 0.2 * g + tone) * (0.45 + 0.55 * inside[..., None])
    return Surface(base, 0.42 + 0.05 * g + 0.2 * (1 - inside), 0.0006 * inside + 0.00006 * g, metres)


def oak() -> Surface:
    return _planks(11, (0.80, 0.64, 0.45), (0.60, 0.43, 0.27), 6, 1.2)


def walnut() -> Surface:
    g = _grain(21)
    return Surface(_mix((0.49, 0.345, 0.235), (0.31, 0.205, 0.135), 0.5 + 0.27 * g), 0.38 + 0.05 * g, 0.00008 * g, 1.4)


def maple() -> Surface:
    g = _grain(31)
    return Surface(_mix((0.86, 0.74, 0.57), (0.74, 0.59, 0.42), 0.5 + 0.24 * g), 0.42 + 0.04 * g, 0.00006 * g, 1.4)


def terrazzo() -> Surface:
    rng = np.random.default_rng(5)
    base = np.ones((SIDE, SIDE, 3)) * (0.83, 0.81, 0.77) + 0.012 * noise(6, 1.0)[..., None]
    palette = np.array(
        [[0.62, 0.59, 0.55], [0.93, 0.91, 0.88], [0.45, 0.43, 0.42], [0.74, 0.62, 0.50], [0.70, 0.71, 0.70]]
    )
    y, x = np.mgrid[-12:13, -12:13]
    for _ in range(1500):
        a, r, e = rng.uniform(0, np.pi), rng.uniform(1.5, 7.5) ** 1.0, rng.uniform(0.5, 1)
        u, v = x * np.cos(a) + y * np.sin(a), -x * np.sin(a) + y * np.cos(a)
        chip = np.abs(u / r) ** 1.4 + np.abs(v / (r * e)) ** 1.4 < 1
        cy, cx = rng.integers(0, SIDE, 2)
        iy, ix = (y[chip] + cy) % SIDE, (x[chip] + cx) % SIDE
        base[iy, ix] = palette[rng.integers(len(palette))] + rng.normal(0, 0.02)
    return Surface(base, 0.22 + 0.03 * noise(7), np.zeros((SIDE, SIDE)), 0.9)


def stone() -> Surface:
    """Honed granite slabs of 0.9 x 0.9 m with fine joints."""
    ids, inside = _cells(2, 2, 1.6)
    tone = np.array([0.0, 0.02, -0.018, 0.01])[ids]
    speck = noise(41, 0.35) * 0.025 + noise(42, 1.5) * 0.015
    base = (np.array([0.74, 0.725, 0.70]) + (tone + speck)[..., None]) * (0.62 + 0.38 * inside[..., None])
    return Surface(base, 0.27 + 0.03 * noise(43, 1.0) + 0.3 * (1 - inside), 0.0008 * inside, 1.8)


def marble() -> Surface:
    warp = noise(51, 1.9)
    veins = np.exp(-np.abs(np.sin(3.0 * warp + 1.2 * noise(52, 1.7))) * 7)
    cloud = noise(53, 1.8)
    base = _mix((0.90, 0.895, 0.88), (0.62, 0.62, 0.63), 0.10 * cloud + 0.10 + 0.6 * veins)
    return Surface(base, 0.16 + 0.02 * noise(54), np.zeros((SIDE, SIDE)), 2.0)


def plaster() -> Surface:
    n = noise(61, 0.8)
    return Surface(np.ones((SIDE, SIDE, 3)) * 0.955 + 0.006 * n[..., None], 0.86 + 0.02 * n, 0.00012 * n, 1.0)


def concrete() -> Surface:
    n, m = noise(71, 1.7), noise(72, 0.5)
    base = np.array([0.67, 0.66, 0.645]) + (0.022 * n + 0.012 * m)[..., None]
    return Surface(base, 0.74 + 0.04 * n, 0.0001 * m, 2.4)


def epoxy() -> Surface:
    n = noise(81, 1.8)
    base = np.array([0.62, 0.65, 0.66]) + (0.010 * n + 0.010 * noise(82, 0.2))[..., None]
    return Surface(base, 0.34 + 0.04 * n, 0.00003 * noise(83, 0.9), 2.0)


def brick() -> Surface:
    """Painted brick, 8 courses by 2.5 bricks a half metre."""
    ids, inside = _cells(8, 2, 5, 0.5)
    tone = np.random.default_rng(9).normal(0, 0.018, 16)[ids]
    n = noise(91, 0.9)
    base = np.array([0.90, 0.885, 0.86]) + (tone + 0.008 * n)[..., None] - 0.07 * (1 - inside[..., None])
    return Surface(base, 0.62 + 0.05 * n, 0.0035 * inside + 0.00025 * n, 0.56)


def ceiling_tile() -> Surface:
    _, inside = _cells(1, 1, 5)
    pores = np.clip(noise(101, 0.1) - 1.5, 0, 1)
    base = np.array([0.95, 0.95, 0.94]) - 0.10 * pores[..., None] - 0.16 * (1 - inside[..., None])
    return Surface(base, np.full((SIDE, SIDE), 0.9), 0.002 * inside - 0.0003 * pores, 0.6)


def white_tile() -> Surface:
    _, inside = _cells(5, 5, 2.2)
    base = np.array([0.93, 0.935, 0.93]) * (0.80 + 0.20 * inside[..., None]) + 0.004 * noise(111, 1.5)[..., None]
    return Surface(base, 0.14 + 0.5 * (1 - inside), 0.0009 * inside, 1.0)


def fabric() -> Surface:
    """Plain weave, neutral: tinted by the material's colour."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] * (2 * np.pi * 64 / SIDE)
    weave = np.where(np.sin(x / 2) * np.sin(y / 2) > 0, np.abs(np.sin(x)), np.abs(np.sin(y)))
    n = noise(121, 0.9)
    return Surface(
        np.ones((SIDE, SIDE, 3)) * (0.80 + 0.16 * weave + 0.03 * n)[..., None],
        0.92 - 0.04 * weave,
        0.0004 * weave,
        0.25,
    )


def carpet() -> Surface:
    n = noise(131, 0.15)
    slow = noise(132, 1.6)
    return Surface(
        np.ones((SIDE, SIDE, 3)) * (0.84 + 0.07 * n + 0.02 * slow)[..., None], 0.95 + 0.0 * n, 0.0008 * n, 0.8
    )


def leather() -> Surface:
    cells = np.abs(noise(141, 1.1, low=24)) ** 0.5
    return Surface(
        np.ones((SIDE, SIDE, 3)) * (0.80 + 0.10 * cells)[..., None], 0.50 - 0.06 * cells, 0.0003 * cells, 0.4
    )


def grass() -> Surface:
    n, slow = noise(151, 0.4), noise(152, 1.7)
    return Surface(
        _mix((0.30, 0.46, 0.17), (0.47, 0.60, 0.27), 0.5 + 0.22 * n + 0.15 * slow),
        np.full((SIDE, SIDE), 0.95),
        0.004 * n,
        3.0,
    )


def asphalt() -> Surface:
    n = noise(161, 0.25)
    return Surface(np.array([0.33, 0.335, 0.34]) + (0.035 * n)[..., None], 0.88 + 0.03 * n, 0.0006 * n, 1.5)


def leaves() -> Surface:
    n = noise(171, 1.1, (1, 4))
    return Surface(_mix((0.16, 0.34, 0.13), (0.34, 0.52, 0.22), 0.5 + 0.25 * n), 0.5 + 0.04 * n, 0.0002 * n, 0.4)


RECIPES: dict[str, Callable[[], Surface]] = {
    f.__name__: f
    for f in (
        oak,
        walnut,
        maple,
        terrazzo,
        stone,
        marble,
        plaster,
        concrete,
        epoxy,
        brick,
        ceiling_tile,
        white_tile,
        fabric,
        carpet,
        leather,
        grass,
        asphalt,
        leaves,
    )
}


@cache
def surface(name: str) -> Surface:
    return RECIPES[name]()
