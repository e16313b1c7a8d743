"""Woven, tufted and tanned: cloth, carpet, leather; neutral where a material's colour tints them."""

from __future__ import annotations

import numpy as np

from assets.build.textures import SIDE, Surface, mix, noise, surface, voronoi


def _weave(threads: int, over: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """(height 0..1, whether the warp lies on top) of a weave of `threads` a tile; over 1 is plain, 2 a basket."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] * (threads / SIDE)
    warp = (x.astype(int) // over + y.astype(int) // over) % 2 == 0
    across, along = np.where(warp, x % 1, y % 1), np.where(warp, y % over, x % over) / over
    return np.sin(np.pi * across) ** 0.7 * (0.62 + 0.38 * np.sin(np.pi * along)), warp


@surface
def fabric() -> Surface:
    """Plain wool weave with yarns of uneven tone."""
    h, warp = _weave(72)
    rng = np.random.default_rng(121)
    tone = np.where(warp, rng.normal(0, 1, 72)[None, :].repeat(SIDE // 72 + 1, 1)[:, :SIDE], 0)
    base = 0.70 + 0.22 * h + 0.018 * tone + 0.02 * noise(122, 0.9) + 0.02 * noise(123, 0.3)
    return Surface(np.ones((SIDE, SIDE, 3)) * base[..., None], 0.93 - 0.05 * h, 0.0005 * h, 0.20)


@surface
def boucle() -> Surface:
    """Looped upholstery cloth."""
    first, _, number = voronoi(125, 90)
    loop = np.clip(1 - first / 0.72, 0, 1) ** 0.6
    tone = np.random.default_rng(126).normal(0, 0.03, 8100)[number]
    base = 0.62 + 0.30 * loop + tone
    return Surface(np.ones((SIDE, SIDE, 3)) * base[..., None], 0.97 - 0.03 * loop, 0.0011 * loop, 0.36)


@surface
def linen() -> Surface:
    """Curtain cloth: fine threads with slubs."""
    h, _ = _weave(128)
    slub = noise(127, 0.5, (1, 40)) + noise(128, 0.5, (40, 1))
    base = 0.84 + 0.09 * h + 0.028 * slub
    return Surface(np.ones((SIDE, SIDE, 3)) * base[..., None], np.full((SIDE, SIDE), 0.92), 0.00018 * h, 0.30)


@surface
def carpet() -> Surface:
    """Cut pile: tufts in rows, trodden here and there."""
    first, _, number = voronoi(131, 120, jitter=0.7)
    tuft = np.clip(1 - first / 0.75, 0, 1)
    slow = noise(132, 1.6)
    tone = np.random.default_rng(133).normal(0, 0.035, 14400)[number]
    base = 0.66 + 0.27 * tuft + tone + 0.03 * slow
    return Surface(np.ones((SIDE, SIDE, 3)) * base[..., None], 0.97 + 0 * tuft, 0.0014 * tuft + 0.0006 * slow, 0.7)


@surface
def leather() -> Surface:
    """Full grain: pebbles of two sizes, long creases, worn highlights."""
    a1, a2, _ = voronoi(141, 96)
    b1, b2, _ = voronoi(142, 44)
    pebble = np.clip((a2 - a1) / 0.30, 0, 1) * 0.6 + np.clip((b2 - b1) / 0.20, 0, 1) * 0.4
    crease = np.clip(1 - np.abs(noise(143, 1.9, (1, 1), 2)) / 0.055, 0, 1) * np.clip(noise(144, 1.8) + 0.2, 0, 1)
    worn = noise(145, 1.7)
    base = 0.74 + 0.16 * pebble + 0.018 * worn - 0.08 * crease
    height = 0.00022 * pebble - 0.0003 * crease + 0.0002 * noise(146, 2.0)
    return Surface(np.ones((SIDE, SIDE, 3)) * base[..., None], 0.47 - 0.09 * pebble - 0.04 * worn, height, 0.42)


@surface
def grass() -> Surface:
    n, slow = noise(151, 0.4), noise(152, 1.7)
    mown = np.sign(np.sin(np.arange(SIDE)[None, :] / SIDE * 2 * np.pi))
    base = mix((0.22, 0.36, 0.12), (0.44, 0.56, 0.22), 0.5 + 0.20 * n + 0.13 * slow + 0.04 * mown)
    return Surface(base, np.full((SIDE, SIDE), 0.95), 0.004 * n, 3.0)


@surface
def foliage() -> Surface:
    """A tree's crown from afar: clumps of leaves with dark between them."""
    first, _, number = voronoi(155, 40)
    tone = np.random.default_rng(156).normal(0, 0.10, 1600)[number]
    t = np.clip(1.15 - first * 1.35, 0, 1) + tone + 0.10 * noise(157, 0.9)
    base = mix((0.085, 0.13, 0.05), (0.43, 0.54, 0.24), t)
    return Surface(base, np.full((SIDE, SIDE), 0.9), 0.05 * t, 5.0)


@surface
def leaves() -> Surface:
    n = noise(171, 1.1, (1, 4))
    base = mix((0.16, 0.34, 0.13), (0.34, 0.52, 0.22), 0.5 + 0.25 * n)
    return Surface(base, 0.5 + 0.04 * n, 0.0002 * n, 0.4)
