"""Procedural surface textures by NumPy: every one tiles, every one is ours. Seeded, so that a rebuild gives the same bytes.

A Surface holds base colour (sRGB), roughness and height; the normal map follows from the height. `metres` is the side of
the square of surface that one texture covers. Recipes are functions marked @surface, in files of their own family
(`wood`, `cloths`, `minerals`; import yours in `materials`); `surface("walnut")` gives the finished one.
"""

from __future__ import annotations

import hashlib
import inspect
import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import overload

import numpy as np
from PIL import Image

CACHE = Path(os.environ.get("SEOUL_BUILD_CACHE", Path(tempfile.gettempdir()) / "seoul-build-cache"))
SIDE = 1024  # pixels that recipes compute; what is written may be smaller (Surface.px)


@dataclass(frozen=True, slots=True)
class Surface:
    """base : float [N, N, 3] sRGB 0..1. rough : float [N, N]. height : float [N, N] metres. metres : side of the tile.

    px : side of the written colour and normal pictures."""

    base: np.ndarray
    rough: np.ndarray
    height: np.ndarray
    metres: float
    px: int = 512

    def normal(self) -> np.ndarray:
        """float [N, N, 3], 0..1, +Y towards the top of the picture."""
        step = self.metres / self.height.shape[0]
        gx = (np.roll(self.height, -1, 1) - np.roll(self.height, 1, 1)) / (2 * step)
        gy = (np.roll(self.height, -1, 0) - np.roll(self.height, 1, 0)) / (2 * step)
        n = np.stack([-gx, gy, np.ones_like(gx)], -1)
        return n / np.linalg.norm(n, axis=-1, keepdims=True) * 0.5 + 0.5


def reduced(pixels: np.ndarray, side: int) -> np.ndarray:
    """[N, N] or [N, N, C] averaged down to `side` (a divisor of N)."""
    k = pixels.shape[0] // side
    return (
        pixels if k <= 1 else pixels.reshape(side, k, side, k, -1).mean((1, 3)).reshape(side, side, *pixels.shape[2:])
    )


def _image(pixels: np.ndarray) -> Image.Image:
    rgb = np.repeat(pixels[..., None], 3, -1) if pixels.ndim == 2 else pixels
    return Image.fromarray((np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8))


def jpeg(pixels: np.ndarray, quality: int = 86) -> bytes:
    """float [H, W] or [H, W, 3] in 0..1 -> JPEG bytes."""
    out = io.BytesIO()
    _image(pixels).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def webp(pixels: np.ndarray, quality: int = 82) -> bytes:
    """float [H, W] or [H, W, 3] in 0..1 -> lossy WebP bytes: at equal looks about half of JPEG's."""
    out = io.BytesIO()
    _image(pixels).save(out, "WEBP", quality=quality, method=5)
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


def mix(a: tuple[float, ...], b: tuple[float, ...], t: np.ndarray) -> np.ndarray:
    """Colours blended by t [H, W] -> [H, W, 3]."""
    t = np.clip(t, 0, 1)[..., None]
    return np.asarray(a) * (1 - t) + np.asarray(b) * t


def cells(rows: int, cols: int, joint_px: float, shift: float = 0.0, n: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Brick-like cells: integer id [N, N] and distance-to-joint mask [N, N] (0 in the joint, 1 inside)."""
    y, x = np.mgrid[0:n, 0:n]
    row = y * rows // n
    xs = (x + row * shift * n / cols) % n
    col = (xs * cols // n).astype(int)
    ex, ey = xs % (n / cols), y % (n / rows)
    edge = np.minimum(np.minimum(ex, n / cols - ex), np.minimum(ey, n / rows - ey))
    return row * cols + col, np.clip(edge / joint_px, 0, 1)


def voronoi(seed: int, count: int, n: int = SIDE, jitter: float = 0.9) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tileable cells from count x count jittered points: distance to the nearest and to the second nearest, in cells
    (float [N, N] each), and the nearest's number (int [N, N])."""
    rng = np.random.default_rng(seed)
    offset = 0.5 + (rng.random((count, count, 2)) - 0.5) * jitter
    v, u = np.mgrid[0:n, 0:n] * (count / n)
    iu, iv = u.astype(int), v.astype(int)
    first, second = np.full((n, n), 9.0), np.full((n, n), 9.0)
    number = np.zeros((n, n), int)
    for dv in (-1, 0, 1):
        for du in (-1, 0, 1):
            ju, jv = (iu + du) % count, (iv + dv) % count
            d = np.hypot(iu + du + offset[jv, ju, 0] - u, iv + dv + offset[jv, ju, 1] - v)
            nearer = d < first
            second = np.where(nearer, first, np.minimum(second, d))
            number = np.where(nearer, jv * count + ju, number)
            first = np.where(nearer, d, first)
    return first, second, number


RECIPES: dict[str, Callable[[], Surface]] = {}


@cache
def _made(name: str) -> Surface:
    return RECIPES[name]()


@cache
def recipe_key(name: str) -> str:
    """Names a recipe's finished pictures in the cache: it changes with the files that the recipe comes from."""
    sources = (Path(__file__), Path(__file__).with_name("materials.py"), Path(inspect.getfile(RECIPES[name])))
    total = hashlib.sha256(name.encode())
    for path in sources:
        total.update(path.read_bytes())
    return f"{name}-{total.hexdigest()[:24]}"


@overload
def surface(what: str) -> Surface: ...
@overload
def surface(what: Callable[[], Surface]) -> Callable[[], Surface]: ...
def surface(what: str | Callable[[], Surface]) -> Surface | Callable[[], Surface]:
    """As a decorator: registers a recipe under its function's name. With a name: the finished Surface."""
    if isinstance(what, str):
        return _made(what)
    RECIPES[what.__name__] = what
    return what


_mix, _cells = mix, cells  # as older recipes call them


def _planks(
    seed: int, light: tuple[float, ...], dark: tuple[float, ...], rows: int, metres: float, gap: float = 1.3
) -> Surface:
    """Boards in `rows` rows, two to a row, of two tones."""
    from assets.build.wood import figure  # wood's recipes need this module first

    ids, inside = cells(rows, 2, 2 * gap, 0.37)
    rng = np.random.default_rng(seed)
    tone, offset = rng.normal(0, 0.11, rows * 2)[ids], rng.integers(0, SIDE, rows * 2)[ids]
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    g = figure(seed)[y, (x + offset) % SIDE]
    base = mix(light, dark, 0.45 + 0.3 * g + tone) * (0.45 + 0.55 * inside[..., None])
    return Surface(base, 0.42 + 0.05 * g + 0.2 * (1 - inside), 0.0006 * inside - 0.00006 * g, metres, 1024)
