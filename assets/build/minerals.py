"""Stone, plaster, concrete, ceramics and brushed metal."""

from __future__ import annotations

import numpy as np

from assets.build.textures import SIDE, Surface, cells, mix, noise, surface, voronoi

FLAT = np.zeros((SIDE, SIDE))
WHITE = np.ones((SIDE, SIDE, 3))


@surface
def terrazzo() -> Surface:
    """Chips of two sizes in pale cement, ground and polished."""
    rng = np.random.default_rng(5)
    base = WHITE * (0.83, 0.81, 0.77) + 0.010 * noise(6, 1.0)[..., None]
    palette = np.array(
        [[0.60, 0.57, 0.53], [0.93, 0.91, 0.88], [0.40, 0.38, 0.37], [0.72, 0.60, 0.48], [0.69, 0.70, 0.69]]
    )
    gloss = np.zeros((SIDE, SIDE))
    for count, low, high in ((30, 0.30, 0.55), (64, 0.24, 0.5)):
        first, second, number = voronoi(7 + count, count)
        reach = rng.uniform(low, high, count * count)[number]
        chip = (first < reach) & (second - first > 0.05)
        colour = palette[rng.integers(len(palette), size=count * count)] + rng.normal(0, 0.025, (count * count, 1))
        base = np.where(chip[..., None], colour[number], base)
        gloss = np.where(chip, -0.05, gloss)
    return Surface(base, 0.22 + 0.03 * noise(8) + gloss, FLAT, 0.9, 1024)


@surface
def stone() -> Surface:
    """Honed granite slabs of 0.9 x 0.9 m with fine joints."""
    ids, inside = cells(2, 2, 2.4)
    tone = np.array([0.0, 0.02, -0.018, 0.01])[ids]
    speck = noise(41, 0.25) * 0.028 + noise(42, 1.5) * 0.014
    dark = np.clip(noise(44, 0.45) - 1.9, 0, 1) * 0.35
    base = (np.array([0.74, 0.725, 0.70]) + (tone + speck - dark)[..., None]) * (0.58 + 0.42 * inside[..., None])
    return Surface(base, 0.27 + 0.035 * noise(43, 1.0) + 0.3 * (1 - inside), 0.0008 * inside, 1.8, 1024)


@surface
def ashlar() -> Surface:
    """Dressed limestone blocks of an old front, weathered."""
    ids, inside = cells(6, 3, 5, 0.5)
    tone = np.random.default_rng(45).normal(0, 0.03, 18)[ids]
    n, streak = noise(46, 1.1), noise(47, 1.6, (1, 0.2))
    base = np.array([0.74, 0.685, 0.59]) + (tone + 0.03 * n - 0.035 * np.clip(streak, 0, 3))[..., None]
    base = base * (0.72 + 0.28 * inside[..., None])
    return Surface(base, np.full((SIDE, SIDE), 0.88), 0.006 * inside + 0.001 * n, 3.6)


@surface
def marble() -> Surface:
    warp = noise(51, 1.9)
    veins = np.exp(-np.abs(np.sin(3.0 * warp + 1.2 * noise(52, 1.7))) * 9)
    fine = np.exp(-np.abs(np.sin(6.0 * noise(55, 1.8))) * 22) * np.clip(noise(56), 0, 1)
    cloud = noise(53, 1.8)
    base = mix((0.90, 0.895, 0.88), (0.56, 0.56, 0.575), 0.08 * cloud + 0.08 + 0.55 * veins + 0.3 * fine)
    return Surface(base, 0.16 + 0.02 * noise(54), FLAT, 2.0, 1024)


@surface
def plaster() -> Surface:
    """Painted plaster: roller stipple on a trowelled, faintly uneven ground."""
    n, stipple = noise(61, 1.7), noise(62, 0.35, low=40)
    base = WHITE * 0.945 + (0.006 * n + 0.006 * stipple)[..., None]
    return Surface(base, 0.86 + 0.02 * n, 0.0006 * n + 0.00011 * stipple, 1.6)


@surface
def concrete() -> Surface:
    n, m = noise(71, 1.7), noise(72, 0.5)
    pores = np.clip(noise(73, 0.7, low=12) - 2.0, 0, 1)
    base = np.array([0.67, 0.66, 0.645]) + (0.024 * n + 0.012 * m - 0.25 * pores)[..., None]
    return Surface(base, 0.74 + 0.04 * n, 0.0001 * m - 0.002 * pores, 2.4, 1024)


@surface
def epoxy() -> Surface:
    n = noise(81, 1.8)
    base = np.array([0.62, 0.65, 0.66]) + (0.010 * n + 0.010 * noise(82, 0.2))[..., None]
    return Surface(base, 0.34 + 0.04 * n, 0.00003 * noise(83, 0.9), 2.0)


@surface
def brick() -> Surface:
    """Painted brick, 8 courses by 2.5 bricks a half metre."""
    ids, inside = cells(8, 2, 10, 0.5)
    tone = np.random.default_rng(9).normal(0, 0.018, 16)[ids]
    n = noise(91, 0.9)
    base = np.array([0.90, 0.885, 0.86]) + (tone + 0.008 * n)[..., None] - 0.07 * (1 - inside[..., None])
    return Surface(base, 0.62 + 0.05 * n, 0.0035 * inside + 0.00025 * n, 0.56)


@surface
def ceiling_tile() -> Surface:
    """Mineral fibre, 60 x 60 cm: worm tracks and pinholes."""
    _, inside = cells(1, 1, 9)
    pores = np.clip(noise(101, 0.35, low=30) - 1.5, 0, 1)
    holes = np.clip(noise(102, 0.0) - 2.6, 0, 1)
    base = np.array([0.945, 0.945, 0.935]) - (0.16 * pores + 0.2 * holes)[..., None] - 0.16 * (1 - inside[..., None])
    return Surface(base, np.full((SIDE, SIDE), 0.92), 0.002 * inside - 0.0006 * pores, 0.6)


@surface
def white_tile() -> Surface:
    _, inside = cells(5, 5, 4.4)
    base = np.array([0.93, 0.935, 0.93]) * (0.80 + 0.20 * inside[..., None]) + 0.004 * noise(111, 1.5)[..., None]
    return Surface(base, 0.14 + 0.5 * (1 - inside), 0.0009 * inside + 0.00006 * noise(112, 2.2), 1.0)


@surface
def asphalt() -> Surface:
    first, _, number = voronoi(162, 120)
    tone = np.random.default_rng(163).normal(0, 0.05, 14400)[number]
    base = np.array([0.30, 0.305, 0.31]) + (tone + 0.02 * noise(161, 1.2))[..., None]
    return Surface(base, np.full((SIDE, SIDE), 0.9), 0.002 * (1 - first), 1.5)


@surface
def paving() -> Surface:
    """Granite setts of a plaza, 30 x 60 cm."""
    ids, inside = cells(10, 5, 3.0, 0.5)
    tone = np.random.default_rng(165).normal(0, 0.028, 50)[ids]
    base = np.array([0.62, 0.605, 0.58]) + (tone + 0.02 * noise(166, 0.3) + 0.018 * noise(167, 1.6))[..., None]
    return Surface(base * (0.70 + 0.30 * inside[..., None]), 0.82 + 0 * inside, 0.003 * inside, 3.0)


@surface
def brushed() -> Surface:
    """Metal brushed along x; neutral."""
    streak = noise(181, 0.25, (90, 1), 20)
    smear = noise(182, 1.8)
    base = WHITE * (0.95 + 0.02 * streak)[..., None]
    return Surface(base, 0.36 + 0.05 * streak + 0.03 * smear, 0.000004 * streak, 0.4)


@surface
def patina() -> Surface:
    """Copper gone green, in sheets with standing seams."""
    _, inside = cells(1, 6, 5)
    n = noise(191, 1.3)
    run = noise(192, 1.5, (1, 0.15))
    base = mix((0.40, 0.58, 0.50), (0.55, 0.71, 0.62), 0.5 + 0.2 * n + 0.2 * run) * (0.8 + 0.2 * inside[..., None])
    return Surface(base, np.full((SIDE, SIDE), 0.8), 0.01 * (1 - inside), 3.0)
