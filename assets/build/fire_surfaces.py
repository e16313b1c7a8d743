"""Surfaces of the fire hall: painted block with scuffs, worn floor paint, trodden epoxy, laminate, wallpaper, tiles, soot.

All by NumPy, tiling, seeded. Importing the module adds the recipes to `textures` and the materials to the catalogue.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assets.build import textures
from assets.build.materials import CATALOGUE, Material, glow, paint, srgb, tinted
from assets.build.textures import SIDE, Surface, noise

BIG = 1024


def _strokes(
    seed: int, count: int, n: int, length: tuple[float, float], width: tuple[int, int], blur: float
) -> np.ndarray:
    """Tiling scuffs: faint bent strokes in all directions, float [n, n] 0..1."""
    rng, image = np.random.default_rng(seed), Image.new("L", (3 * n, 3 * n), 0)
    d = ImageDraw.Draw(image)
    for _ in range(count):
        x, y = rng.uniform(n, 2 * n, 2)
        a, bend, reach = rng.uniform(0, 6.3), rng.normal(0, 0.5), rng.uniform(*length) * n
        t = np.linspace(0, 1, 9)
        xs, ys = x + reach * t * np.cos(a + bend * t), y + reach * t * np.sin(a + bend * t)
        value, w = int(rng.uniform(40, 255)), int(rng.integers(*width, endpoint=True))
        for dx in (-n, 0, n):
            for dy in (-n, 0, n):
                d.line([(p + dx, q + dy) for p, q in zip(xs, ys, strict=True)], fill=value, width=w)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(blur)), float) / 255
    return soft[n : 2 * n, n : 2 * n]


def block() -> Surface:
    """Painted concrete block 390 x 190 mm with struck joints, rolled paint, bumps of trolleys."""
    ids, inside = textures._cells(8, 4, 4.5, 0.5)
    tone = np.random.default_rng(301).normal(0, 0.005, 32)[ids]
    pores, slow = np.clip(noise(302, 0.25) - 1.25, 0, 2), noise(303, 1.6)
    scuff = _strokes(304, 26, SIDE, (0.02, 0.10), (1, 2), 0.7)
    base = np.ones((SIDE, SIDE, 3)) * (0.915 + tone + 0.008 * slow - 0.020 * pores)[..., None]
    base -= (0.05 * (1 - inside) + 0.16 * scuff)[..., None]
    return Surface(
        base, 0.52 + 0.04 * slow + 0.1 * scuff, 0.0028 * inside - 0.0004 * pores + 0.00008 * noise(305, 0.7), 1.6
    )


def epoxy_trodden() -> Surface:
    """Grey self-levelling epoxy, 4 m: clouds of wear, heel marks, drag lines."""
    slow, fine = noise(311, 1.7, n=BIG), noise(312, 0.25, n=BIG)
    heel = _strokes(313, 110, BIG, (0.005, 0.03), (1, 3), 0.9)
    drag = _strokes(314, 36, BIG, (0.08, 0.35), (1, 1), 0.7)
    wear = np.clip(0.5 + 0.35 * noise(315, 1.5, n=BIG), 0, 1)
    base = np.array([0.545, 0.562, 0.57]) + (0.012 * slow + 0.010 * fine)[..., None]
    base = base - (0.17 * heel + 0.07 * drag)[..., None] + 0.02 * (wear[..., None] - 0.5)
    return Surface(base, 0.26 + 0.13 * wear + 0.15 * heel + 0.08 * drag, 0.00002 * noise(316, 0.9, n=BIG), 4.0)


def paint_worn() -> Surface:
    """Floor paint that feet have thinned: white, to be tinted; scratches show what lies below as darker grey."""
    slow = noise(321, 1.5)
    gone = np.clip((noise(322, 1.05) - 1.75) * 1.6, 0, 1) + 0.6 * _strokes(323, 40, SIDE, (0.02, 0.2), (1, 2), 0.7)
    base = np.ones((SIDE, SIDE, 3)) * (0.93 + 0.015 * slow)[..., None] - 0.30 * np.clip(gone, 0, 1)[..., None]
    return Surface(base, 0.42 + 0.15 * np.clip(gone, 0, 1) + 0.03 * slow, 0.00003 * noise(324, 0.8), 1.5)


def laminate() -> Surface:
    """Pale oak floorboards of a Korean flat: 8 boards of 95 mm, staggered."""
    return textures._planks(331, (0.83, 0.71, 0.55), (0.69, 0.54, 0.38), 8, 0.76, 1.0)


def wallpaper() -> Surface:
    """Silk wallpaper: a fine crossed emboss, almost white."""
    thread = noise(341, 0.35, (1, 9)) + noise(342, 0.35, (9, 1))
    return Surface(
        np.ones((SIDE, SIDE, 3)) * (0.955 + 0.006 * thread)[..., None], 0.68 - 0.02 * thread, 0.00008 * thread, 0.5
    )


def entry_tile() -> Surface:
    """Dark porcelain, 300 mm squares."""
    ids, inside = textures._cells(3, 3, 2.0)
    tone = np.random.default_rng(351).normal(0, 0.012, 9)[ids]
    n = noise(352, 1.1)
    base = (np.array([0.47, 0.46, 0.45]) + (tone + 0.018 * n)[..., None]) * (0.75 + 0.25 * inside[..., None])
    return Surface(base, 0.36 + 0.04 * n + 0.3 * (1 - inside), 0.0008 * inside, 0.9)


def subway_tile() -> Surface:
    """Glazed 75 x 150 mm wall tiles in bond, each hung a hair differently."""
    ids, inside = textures._cells(8, 4, 3.4, 0.5)
    rng = np.random.default_rng(361)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    lean = rng.normal(0, 0.00025, (2, 32))
    tone = rng.normal(0, 0.008, 32)[ids]
    base = np.array([0.94, 0.94, 0.925]) + tone[..., None] - 0.22 * (1 - inside[..., None]) ** 2
    height = 0.0011 * np.sqrt(inside) + lean[0][ids] * (x * 4 % 1) + lean[1][ids] * (y * 8 % 1)
    return Surface(base, 0.10 + 0.6 * (1 - inside), height, 0.6)


def carpet_foyer() -> Surface:
    """Woven carpet with a lattice of old gold on wine red."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    u, v = (x + y) * 4 % 1, (x - y) * 4 % 1
    edge = np.minimum(np.minimum(u, 1 - u), np.minimum(v, 1 - v))
    knot = np.hypot(u - 0.5, v - 0.5)
    gold = np.clip((0.045 - edge) * 60, 0, 1) + np.clip((0.020 - np.abs(knot - 0.17)) * 90, 0, 1)
    pile = noise(371, 0.12)
    base = textures._mix((0.36, 0.085, 0.10), (0.72, 0.55, 0.27), np.clip(gold, 0, 1) * 0.8)
    base = base * (1 + 0.10 * pile + 0.03 * noise(372, 1.5))[..., None]
    return Surface(base, np.full((SIDE, SIDE), 0.94), 0.0006 * pile, 1.2)


def carpet_tile() -> Surface:
    """Office carpet tiles of 500 mm, quarter-turned: the pile's direction changes from tile to tile."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    turned = ((x * 2 // SIDE) + (y * 2 // SIDE)) % 2 == 1
    a, b = noise(381, 0.35, (1, 14)), noise(382, 0.35, (14, 1))
    pile = np.where(turned, a, b)
    _, inside = textures._cells(2, 2, 1.2)
    tone = (0.66 + 0.055 * pile + np.where(turned, 0.018, -0.018)) * (0.86 + 0.14 * inside)
    return Surface(np.ones((SIDE, SIDE, 3)) * tone[..., None], np.full((SIDE, SIDE), 0.95), 0.0006 * pile, 1.0)


def perforated() -> Surface:
    """Sheet steel with round holes in staggered rows: doors of server racks."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE * 20
    row = np.floor(y)
    dist = np.hypot((x + 0.5 * (row % 2)) % 1 - 0.5, y % 1 - 0.5)
    solid = np.clip((dist - 0.33) * 14, 0, 1)
    return Surface(
        np.ones((SIDE, SIDE, 3)) * (0.02 + 0.17 * solid)[..., None], 0.75 - 0.3 * solid, 0.0015 * solid, 0.20
    )


def soot_picture(seed: int, n: int = 256, tall: bool = False) -> bytes:
    """WebP with alpha: burnt smears thick in the middle (or, `tall`, rising from the bottom) that lose themselves."""
    y, x = np.mgrid[0:n, 0:n] / (n - 1) * 2 - 1
    if tall:
        spread = 0.34 + 0.26 * (1 - y)
        r = np.hypot(x / spread / 1.6, np.clip((y - 0.75) * 2.4, 0, None)) + np.clip(-y - 0.1, 0, None) * 0.75
    else:
        r = np.hypot(x, y)
    ragged = 0.16 * noise(seed, 1.35, n=n) + 0.05 * noise(seed + 1, 0.6, n=n)
    alpha = np.clip(1.0 - 1.15 * (r + ragged), 0, 1) ** 1.5
    edge = np.clip((1 - np.maximum(np.abs(x), np.abs(y))) * 8, 0, 1)
    rgba = np.concatenate(
        [np.full((n, n, 3), 0.055) + 0.02 * noise(seed + 2, 0.4, n=n)[..., None], np.zeros((n, n, 1))], -1
    )
    rgba[..., 3] = np.clip(alpha * edge * 0.86, 0, 1)
    out = io.BytesIO()
    Image.fromarray((np.clip(rgba, 0, 1) * 255 + 0.5).astype(np.uint8), "RGBA").save(out, "WEBP", quality=70, method=4)
    return out.getvalue()


def soot(seed: int, tall: bool = False) -> Material:
    return Material(picture=soot_picture(seed, tall=tall), roughness=0.95, alpha="BLEND")


textures.RECIPES.update(
    {
        f.__name__: f
        for f in (
            block,
            epoxy_trodden,
            paint_worn,
            laminate,
            wallpaper,
            entry_tile,
            subway_tile,
            carpet_foyer,
            carpet_tile,
            perforated,
        )
    }
)
CATALOGUE.update(
    {
        "block white": tinted("block", "#f3f1ea"),
        "block grey": tinted("block", "#8c979b"),
        "epoxy hall": tinted("epoxy_trodden"),
        "floor yellow": tinted("paint_worn", "#e5ab1c", "base normal", 0.48),
        "floor red": tinted("paint_worn", "#b3261c", "base normal", 0.48),
        "floor green": tinted("paint_worn", "#2c7a55", "base normal", 0.48),
        "floor white": tinted("paint_worn", "#eceae2", "base normal", 0.48),
        "laminate": tinted("laminate"),
        "wallpaper": tinted("wallpaper", "#f7f4ee", "base", 0.68),
        "entry tile": tinted("entry_tile"),
        "porch tile": tinted("entry_tile", "#fff6ea", "base normal", 0.42),
        "subway tile": tinted("subway_tile"),
        "carpet foyer": tinted("carpet_foyer", detail="base", roughness=0.94),
        "carpet tile": tinted("carpet_tile", "#6f7881", "base", 0.95),
        "rack door": Material(surface="perforated", roughness=0.55, metallic=0.6, detail="base normal"),
        "concrete soffit": tinted("concrete", "#cfcfcc", "base", 0.85),
        "stair paint": tinted("concrete", "#c3cdc6", "base", 0.55),
        "door paint": paint("#59756d", 0.38),
        "door ivory": paint("#dcd8cc", 0.40),
        "cabinet white": paint("#eeece6", 0.28),
        "cabinet wood": tinted("maple", "#cdb595", "base rough"),
        "quartz": Material(colour=srgb("#e9e7e2"), roughness=0.16),
        "brushed": paint("#b9bbbc", 0.38, 1.0),
        "chrome": paint("#dcdee0", 0.09, 1.0),
        "glass dark": Material(colour=srgb("#0b0d10"), roughness=0.06),
        "cast iron": paint("#232324", 0.62, 0.2),
        "galvanised": paint("#a2a7a9", 0.5, 0.6),
        "duct": paint("#a2a7a9", 0.5, 0.6),
        "beam": paint("#5a6064", 0.55),
        "pipe red": paint("#a3160f", 0.36),
        "coat sand": tinted("fabric", "#a58a52", "base normal", 0.92),
        "coat band": paint("#d9e246", 0.5),
        "reflex": paint("#d7dadb", 0.22, 0.4),
        "helmet yellow": paint("#e6b01a", 0.20),
        "helmet red": paint("#b3170f", 0.20),
        "hose canvas": tinted("fabric", "#d9d3c0", "base normal", 0.9),
        "fabric ivory": tinted("fabric", "#c9c1b2", "base normal", 0.92),
        "curtain": Material(colour=srgb("#e7e2d6"), roughness=0.95, surface="fabric", detail="base", two_sided=True),
        "towel white": Material(
            colour=srgb("#e3e0d8"), surface="fabric", roughness=0.95, two_sided=True, detail="base normal"
        ),
        "towel blue": Material(
            colour=srgb("#6f8ba6"), surface="fabric", roughness=0.95, two_sided=True, detail="base normal"
        ),
        "frosted lens": Material(colour=srgb("#eef0f0"), roughness=0.35),
        "fridge glass": Material(colour=srgb("#cfd0cc"), roughness=0.10),
        "lamp panel": glow("#fff6e8", 18.0),
        "lamp hall": glow("#fff8ee", 42.0),
        "lamp small": glow("#ffe8c8", 14.0),
        "lamp spot": glow("#ffdcae", 120.0),
        "lamp cove": glow("#ffd9a4", 24.0),
        "led amber": glow("#ffae2a"),
        "led blue": glow("#3f8cff"),
        "bark": paint("#5b4a3a", 0.85),
        "leaf dark": Material(colour=srgb("#8fa58a"), surface="leaves", roughness=0.6, two_sided=True, detail="base"),
        "leaf bright": Material(colour=srgb("#f2ffd8"), surface="leaves", roughness=0.6, two_sided=True, detail="base"),
        "street paving": tinted("concrete", "#c5beb2", "base", 0.85),
        "street brick": tinted("brick", "#b5735a", "base", 0.85),
        "street wall": tinted("concrete", "#d8d2c6", "base", 0.85),
        "asphalt": tinted("asphalt", detail="base", roughness=0.9),
        "velvet": tinted("fabric", "#6d1420", "base normal", 0.85),
        "wood slat": tinted("walnut", "#b98d63", "base rough"),
        "soot floor": soot(501),
        "soot wall": soot(511, tall=True),
    }
)
