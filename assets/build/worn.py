"""Surfaces of small shops and rented flats, made by NumPy as in `textures`: used, patched, printed, not new.

Importing this module adds its materials to materials.CATALOGUE. Sizes follow what is
sold in Korea: deco tiles of 45 cm, gypsum boards of 30 x 60 cm, bricks of 190 x 57 mm with joints of 10 mm.
"""

from __future__ import annotations

import numpy as np

from assets.build.materials import CATALOGUE, Material, paint, tinted
from assets.build.textures import Surface, noise, surface

BIG = 1024


def mix(a: tuple[float, ...], b: tuple[float, ...], t: np.ndarray) -> np.ndarray:
    """Colours a, b [3] by weight t [H, W] -> [H, W, 3]."""
    t = np.clip(t, 0, 1)[..., None]
    return np.asarray(a) * (1 - t) + np.asarray(b) * t


def cells(rows: int, cols: int, joint: float, shift: float = 0.0, n: int = BIG) -> tuple[np.ndarray, np.ndarray]:
    """Ids [n, n] and a mask 0 in the joint (joint pixels wide), 1 inside, of a bond shifted by `shift` a course."""
    y, x = np.mgrid[0:n, 0:n] + 0.5
    row = (y * rows / n).astype(int)
    xs = (x + row * shift * n / cols) % n
    col = (xs * cols / n).astype(int)
    ex, ey = xs % (n / cols), y % (n / rows)
    edge = np.minimum(np.minimum(ex, n / cols - ex), np.minimum(ey, n / rows - ey))
    return row * cols + col, np.clip((edge - joint * 0.35) / (joint * 0.3), 0, 1)


def scratches(seed: int, count: int, n: int = BIG, long: float = 120) -> np.ndarray:
    """Thin tileable lines [n, n], 0..1: what chair legs and boxes leave."""
    rng, out = np.random.default_rng(seed), np.zeros((n, n))
    for _ in range(count):
        a, length, bend = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 1) * long, rng.normal(0, 0.002)
        t = np.arange(0, length, 0.5)
        y, x = rng.uniform(0, n, 2)
        turn = a + bend * t
        iy, ix = ((y + t * np.sin(turn)) % n).astype(int), ((x + t * np.cos(turn)) % n).astype(int)
        out[iy, ix] = np.maximum(out[iy, ix], rng.uniform(0.2, 1) * np.sin(np.pi * t / length))
    return out


@surface
def deco_tile() -> Surface:
    """Vinyl tiles, stone print, 45 cm: six by six in 2.7 m, walked dull in cloudy patches."""
    ids, inside = cells(6, 6, 2.0)
    rng = np.random.default_rng(3)
    tone = rng.normal(0, 0.016, 36)[ids]
    roll = np.stack(np.divmod(rng.integers(0, BIG * BIG, 36), BIG), -1)[ids]
    y, x = np.mgrid[0:BIG, 0:BIG]
    vein = noise(301, 1.25, (1, 2.2), 2, BIG)[(y + roll[..., 0]) % BIG, (x + roll[..., 1]) % BIG]
    speck, dirt = noise(302, 0.45, n=BIG), noise(303, 1.7, n=BIG)
    base = mix((0.70, 0.665, 0.61), (0.52, 0.485, 0.435), 0.42 + 0.14 * vein + 0.07 * speck)
    base = base + tone[..., None] - 0.016 * np.clip(dirt, 0, 3)[..., None]
    marks = scratches(304, 160, long=90)
    base = base * (0.72 + 0.28 * inside[..., None]) * (1 - 0.10 * marks[..., None])
    rough = 0.34 + 0.055 * dirt + 0.03 * speck + 0.25 * (1 - inside) + 0.12 * marks
    return Surface(base, np.clip(rough, 0.2, 0.9), 0.0005 * inside + 0.00002 * speck, 2.7, 1024)


@surface
def jangpan() -> Surface:
    """Printed vinyl sheet of a rented flat: narrow oak planks with too regular knots, semi-gloss, dented."""
    ids, inside = cells(12, 2, 1.6, 0.41)
    rng = np.random.default_rng(8)
    tone = rng.normal(0, 0.11, 24)[ids]
    offset = rng.integers(0, BIG, 24)[ids]
    y, x = np.mgrid[0:BIG, 0:BIG]
    grain = 0.5 * np.sin(7 * noise(311, 1.25, (5, 0.45), 2, BIG)) + 0.4 * noise(312, 0.75, (22, 1), n=BIG)
    grain = grain[y, (x + offset) % BIG]
    base = mix((0.79, 0.705, 0.59), (0.60, 0.50, 0.385), 0.42 + 0.17 * grain + tone)
    dull, marks = noise(313, 1.6, n=BIG), scratches(314, 110)
    base = base * (0.66 + 0.34 * inside[..., None]) * (1 - 0.14 * marks[..., None])
    rough = 0.33 + 0.04 * dull + 0.03 * grain + 0.15 * marks
    return Surface(base, np.clip(rough, 0.18, 0.8), 0.00025 * inside + 0.00003 * grain + 0.00025 * dull, 1.8, 1024)


@surface
def silk_paper() -> Surface:
    """Embossed off-white wallpaper: a crossed linen relief, seams nearly invisible, slightly yellow."""
    n = BIG
    y, x = np.mgrid[0:n, 0:n] * (2 * np.pi / n)
    weave = 0.5 * np.sin(96 * x + 1.5 * noise(321, 1.2)) + 0.5 * np.sin(88 * y + 1.5 * noise(322, 1.2))
    cloud = noise(323, 1.6)
    tone = 0.012 * noise(324, 0.5) + 0.008 * cloud + 0.012 * weave
    base = np.array([0.90, 0.888, 0.865]) + tone[..., None]
    return Surface(base, 0.74 + 0.05 * weave, 0.00010 * weave + 0.00006 * noise(325, 0.8), 0.6)


@surface
def point_paper() -> Surface:
    """The patterned wallpaper of one wall: pale grey-green leaves in a loose grid."""
    n, base_tone = BIG, noise(331, 0.6)
    y, x = np.mgrid[0:n, 0:n] / n * 6
    rows = np.floor(y).astype(int)
    u, v = (x + 0.5 * (rows % 2)) % 1 - 0.5, y % 1 - 0.5
    lean = np.where(rows % 2 == 0, 0.5, -0.5)
    a, b = u * np.cos(lean) - v * np.sin(lean), u * np.sin(lean) + v * np.cos(lean)
    leaf = np.clip((0.13 * np.sqrt(np.clip(1 - (b / 0.36) ** 2, 0, 1)) - np.abs(a)) * 40, 0, 1)
    rib = np.clip(1 - np.abs(a) * 60, 0, 1) * leaf
    base = mix((0.80, 0.805, 0.775), (0.655, 0.69, 0.645), 0.75 * leaf) + (0.012 * base_tone + 0.07 * rib)[..., None]
    return Surface(base, 0.78 - 0.06 * leaf, 0.00016 * leaf - 0.0001 * rib + 0.00004 * base_tone, 0.53)


@surface
def red_brick() -> Surface:
    """Facing brick of a villa, 6 bricks by 18 courses in 1.2 m; tones from orange to burnt, pale bloom here and there."""
    ids, inside = cells(18, 6, 8.5, 0.5)
    rng = np.random.default_rng(12)
    kind, tone = rng.random(108)[ids], rng.normal(0, 0.035, 108)[ids]
    grit, slow = noise(341, 0.5, n=BIG), noise(342, 1.7, n=BIG)
    clay = mix((0.555, 0.325, 0.245), (0.40, 0.235, 0.19), kind) + tone[..., None]
    clay = clay + 0.03 * grit[..., None] + 0.10 * np.clip(slow - 1.4, 0, 1)[..., None]
    mortar = np.array([0.53, 0.51, 0.475]) + 0.03 * grit[..., None]
    base = mortar * (1 - inside[..., None]) + clay * inside[..., None]
    return Surface(base, 0.86 + 0.04 * grit, 0.005 * inside + 0.00015 * grit, 1.2, 1024)


@surface
def pale_brick() -> Surface:
    s = red_brick()
    grey = s.base.mean(-1, keepdims=True)
    return Surface(
        np.clip(0.42 + 0.85 * (0.75 * grey + 0.25 * s.base), 0, 1) * (0.97, 0.93, 0.85), s.rough, s.height, 1.2
    )


@surface
def paver() -> Surface:
    """Pavement blocks of 20 x 10 cm, grey with every seventh red, worn and gum-spotted."""
    ids, inside = cells(16, 8, 4.5, 0.5)
    rng = np.random.default_rng(14)
    pick, tone = rng.random(128)[ids], rng.normal(0, 0.03, 128)[ids]
    grit = noise(351, 0.4, n=BIG)
    block = np.where((pick < 0.12)[..., None], (0.50, 0.34, 0.29), (0.55, 0.54, 0.52)) + tone[..., None]
    base = (block + 0.035 * grit[..., None]) * (0.55 + 0.45 * inside[..., None])
    spots = np.clip(noise(352, 1.0, low=14, n=BIG) - 2.3, 0, 1)
    base = base * (1 - 0.5 * spots[..., None]) - 0.02 * np.clip(noise(353, 1.7, n=BIG), 0, 3)[..., None]
    return Surface(base, 0.84 + 0.04 * grit, 0.004 * inside + 0.0005 * grit, 1.6, 1024)


@surface
def lane() -> Surface:
    """Old asphalt: coarse grain, a mended patch, hair cracks, oil."""
    grain, slow = noise(361, 0.2, n=BIG), noise(362, 1.7, n=BIG)
    crack = np.clip(1 - np.abs(noise(363, 1.55, low=2, n=BIG)) * 40, 0, 1) * (noise(364, 1.7, n=BIG) > 0.2)
    y, x = np.mgrid[0:BIG, 0:BIG] / BIG
    patch = ((np.abs(x - 0.3) < 0.16) & (np.abs(y - 0.55) < 0.23)).astype(float)
    base = np.array([0.315, 0.315, 0.32]) + (0.04 * grain + 0.02 * slow - 0.035 * patch)[..., None]
    base = base * (1 - 0.45 * crack[..., None]) - 0.05 * np.clip(noise(365, 1.8, n=BIG) - 1.3, 0, 1)[..., None]
    return Surface(base, 0.86 + 0.04 * grain, 0.0012 * grain - 0.003 * crack, 4.0, 1024)


@surface
def gypsum_board() -> Surface:
    """Acoustic boards of 30 x 60 cm with worm holes, as in nearly every small office; one stands a shade darker."""
    n = BIG
    ids, inside = cells(4, 2, 3.2, 0.0, n)
    tone = np.random.default_rng(15).normal(0, 0.006, 8)[ids]
    worm = np.clip(noise(371, 0.55, (1, 2.4), 10) - 1.35, 0, 0.6) / 0.6
    base = np.array([0.905, 0.90, 0.885]) + (tone + 0.006 * noise(372, 1.2))[..., None]
    base = base * (1 - 0.33 * worm[..., None]) * (0.80 + 0.20 * inside[..., None])
    return Surface(base, np.full((n, n), 0.93), 0.0014 * inside - 0.0016 * worm, 1.2)


@surface
def wall_tile() -> Surface:
    """Glazed bathroom tiles of 20 x 25 cm, faint marble print, grey grout."""
    ids, inside = cells(4, 5, 3.4)
    tone = np.random.default_rng(16).normal(0, 0.008, 20)[ids]
    vein = np.exp(-np.abs(np.sin(2.2 * noise(381, 1.8, n=BIG))) * 9)
    tile = np.array([0.885, 0.885, 0.865]) - 0.055 * vein[..., None] + tone[..., None]
    grout = np.array([0.63, 0.61, 0.575]) + 0.05 * noise(382, 1.3, n=BIG)[..., None]
    base = grout * (1 - inside[..., None]) + tile * inside[..., None]
    wave = noise(383, 1.9, n=BIG)
    return Surface(base, 0.13 + 0.6 * (1 - inside) + 0.015 * wave, 0.0010 * inside + 0.00012 * wave, 1.0)


@surface
def floor_tile() -> Surface:
    """Matt bathroom floor tiles of 10 cm, grey, with darkened grout."""
    ids, inside = cells(8, 8, 7.5)
    tone = np.random.default_rng(17).normal(0, 0.022, 64)[ids]
    grit, dirt = noise(391, 0.6, n=BIG), noise(392, 1.7, n=BIG)
    tile = np.array([0.50, 0.505, 0.50]) + (tone + 0.02 * grit)[..., None]
    grout = np.array([0.36, 0.34, 0.31]) - 0.04 * np.clip(dirt, -1, 2)[..., None]
    base = grout * (1 - inside[..., None]) + tile * inside[..., None]
    return Surface(base, 0.50 + 0.05 * grit + 0.2 * (1 - inside), 0.0012 * inside + 0.0002 * grit, 0.8)


@surface
def hall_tile() -> Surface:
    """Polished porcelain of the entrance, 30 cm, beige with speckles."""
    ids, inside = cells(3, 3, 6.0)
    speck, tone = noise(401, 0.2), np.random.default_rng(18).normal(0, 0.012, 9)[ids]
    base = np.array([0.66, 0.62, 0.555]) + (0.035 * speck + tone)[..., None]
    return Surface(base * (0.62 + 0.38 * inside[..., None]), 0.24 + 0.4 * (1 - inside), 0.0008 * inside, 0.9)


@surface
def streaked() -> Surface:
    """Rendered wall of the alley: grey, with the streaks that rain leaves below sills and copings."""
    run, grit = noise(411, 1.1, (0.16, 1.0), 2), noise(412, 0.6)
    base = np.array([0.60, 0.585, 0.55]) + (0.02 * grit - 0.035 * np.clip(run, 0, 3))[..., None]
    return Surface(base, 0.88 + 0.03 * grit, 0.0008 * grit, 3.0)


@surface
def ash_laminate() -> Surface:
    """Desk laminate: pale ash print under a satin film."""
    grain = 0.5 * np.sin(6 * noise(421, 1.25, (6, 0.5), 2, BIG)) + 0.35 * noise(422, 0.7, (24, 1), n=BIG)
    marks = scratches(423, 60, long=60)
    base = mix((0.76, 0.66, 0.53), (0.60, 0.49, 0.365), 0.45 + 0.2 * grain) * (1 - 0.06 * marks[..., None])
    return Surface(base, 0.42 + 0.04 * grain + 0.1 * marks, 0.00004 * grain, 1.4)


CATALOGUE.update(
    {
        "deco tile": tinted("deco_tile"),
        "jangpan": tinted("jangpan"),
        "silk paper": tinted("silk_paper", detail="base normal", roughness=0.76),
        "point paper": tinted("point_paper", detail="base normal", roughness=0.78),
        "red brick": tinted("red_brick", detail="base normal", roughness=0.88),
        "pale brick": tinted("pale_brick", detail="base normal", roughness=0.88),
        "paver": tinted("paver", detail="base normal", roughness=0.86),
        "lane": tinted("lane", detail="base", roughness=0.87),
        "gypsum board": tinted("gypsum_board", detail="base normal", roughness=0.93),
        "wall tile": tinted("wall_tile"),
        "floor tile": tinted("floor_tile", detail="base normal", roughness=0.5),
        "hall tile": tinted("hall_tile", detail="base rough"),
        "streaked": tinted("streaked", detail="base", roughness=0.88),
        "ash": tinted("ash_laminate", detail="base rough"),
        "pvc": paint("#eceae4", 0.38),
        "old white": paint("#e4dfd2", 0.45),
        "enamel": paint("#e9e6df", 0.30),
        "chrome": paint("#d6d8da", 0.12, 1.0),
        "galvanised": paint("#a6abad", 0.45, 0.85),
        "grey lacquer": paint("#9a9fa0", 0.42),
        "beige lacquer": paint("#d5cfc0", 0.45),
        "charcoal": paint("#33363a", 0.5),
        "kraft": paint("#b48a5c", 0.85),
        "cream": paint("#ece6d6", 0.6),
        "navy": paint("#24395c", 0.5),
        "wine": paint("#7a2530", 0.5),
        "pink": paint("#d98a94", 0.5),
        "cable": paint("#232427", 0.55),
        "pole concrete": paint("#a19d94", 0.85),
        "loose paper": Material(colour=(0.85, 0.83, 0.78, 1), roughness=0.85, two_sided=True),
        "curtain cloth": Material((0.78, 0.74, 0.66, 1), 0.95, surface="fabric", detail="base normal", two_sided=True),
        "clear": Material(colour=(0.86, 0.94, 0.92, 0.10), roughness=0.05, alpha="BLEND"),
        "table glass": Material(colour=(0.55, 0.72, 0.67, 0.28), roughness=0.04, alpha="BLEND"),
    }
)  # fmt: skip
