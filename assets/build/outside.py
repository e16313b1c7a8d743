"""The world behind the windows: a painted panorama of sky, hills and city, and simple models nearer by.

Everything here shines by itself (daylight is bright next to a room), so it needs no sun and casts no shadow inside.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assets.build import signs, textures
from assets.build.materials import Material, glowing_picture, srgb
from assets.build.mesh import box, lathe, quad, sheet
from assets.build.place import OUTSIDE, Build

ZENITH, HAZE = np.array([0.38, 0.60, 0.90]), np.array([0.84, 0.90, 0.95])


def sky(w: int, h: int, horizon: float, seed: int = 1) -> Image.Image:
    """Blue above, haze below, thin clouds; `horizon` is the fraction of the height where the land begins."""
    y = np.clip(np.linspace(0, 1, h) / horizon, 0, 1)[:, None]
    base = ZENITH * (1 - y[..., None] ** 0.8) + HAZE * y[..., None] ** 0.8
    clouds = textures.noise(seed, 1.75, (1, 3.2), 2)
    clouds = np.asarray(Image.fromarray(clouds.astype(np.float32)).resize((w, h), Image.Resampling.BICUBIC))
    cover = np.clip((clouds - 0.5) * 0.7, 0, 0.85)[..., None] * np.clip(1.15 - y[..., None], 0, 1)
    picture = base * (1 - cover) + np.array([0.97, 0.98, 1.0]) * cover
    return Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))


def facade(
    d: ImageDraw.ImageDraw,
    x: int,
    y: int,
    w: int,
    h: int,
    colour: tuple[int, int, int],
    rng: np.random.Generator,
    cell: int,
) -> None:
    """One block of the far city with rows of windows."""
    shade = tuple(int(c * 0.80) for c in colour)
    d.rectangle((x, y, x + w, y + h), fill=colour)
    d.rectangle((x + int(w * 0.72), y, x + w, y + h), fill=shade)
    glass = tuple(int(c * 0.62 + 28) for c in colour)
    style = rng.integers(3)
    for yy in range(y + cell, y + h - cell // 2, cell):
        if style == 0:
            d.rectangle((x + 3, yy, x + w - 3, yy + cell // 2), fill=glass)
        else:
            for xx in range(x + 3, x + w - 4, cell if style == 1 else cell // 2 + 2):
                d.rectangle((xx, yy, xx + cell // 2 - (style == 2), yy + cell // 2), fill=glass)
    if rng.random() < 0.4:
        d.rectangle((x + w // 3, y - 6, x + w // 2, y), fill=shade)


def panorama(w: int = 1600, h: int = 600, horizon: float = 0.62, seed: int = 7) -> bytes:
    """Hills, a tower on one of them, and three layers of city under a day's sky, as JPEG."""
    image, rng = sky(w, h, horizon, seed), np.random.default_rng(seed)
    ridge = np.zeros(w)
    for k, a in enumerate((0.055, 0.035, 0.02, 0.012)):
        ridge += a * np.sin(np.linspace(0, 2 * math.pi * (1.3 + 1.9 * k), w) + rng.uniform(0, 6))
    for depth, (lift, colour) in enumerate(((0.10, (160, 181, 199)), (0.03, (126, 152, 158)))):
        d = ImageDraw.Draw(image)
        top = h * (horizon - lift - np.roll(ridge, depth * w // 3) * 0.9)
        d.polygon([(0, h), *((x, float(top[x])) for x in range(0, w, 4)), (w, h)], fill=colour)
        if depth == 1:
            x = int(w * 0.70)
            y = float(top[x])
            d.polygon([(x - 4, y), (x - 2, y - 62), (x + 2, y - 62), (x + 4, y)], fill=(226, 226, 226))
            d.rounded_rectangle((x - 10, y - 74, x + 10, y - 56), 5, fill=(214, 216, 218))
            d.line((x, y - 74, x, y - 112), fill=(196, 110, 100), width=3)
    for haze, (base, tall, wide, cell) in zip(
        (0.62, 0.36, 0.10), ((0.0, 0.15, 46, 9), (0.06, 0.24, 74, 13), (0.15, 0.30, 118, 18)), strict=True
    ):
        d, x = ImageDraw.Draw(image), -20
        while x < w:
            bw = int(rng.uniform(0.55, 1.3) * wide)
            bh = int(h * tall * rng.uniform(0.25, 1.0))
            tone = np.array(
                [(205, 199, 190), (176, 187, 196), (214, 208, 198), (150, 164, 176), (190, 172, 154)][rng.integers(5)]
            )
            mixed = tone * (1 - haze) + np.array([205, 216, 226]) * haze
            colour = (int(mixed[0]), int(mixed[1]), int(mixed[2]))
            facade(d, x, int(h * (horizon + base)) - bh, bw, h, colour, rng, cell)
            x += bw + int(rng.uniform(-4, wide * 0.25))
    return signs.encode(image.filter(ImageFilter.GaussianBlur(0.6)), "JPEG", 80)


def backdrop(
    b: Build,
    name: str,
    picture: bytes,
    centre: tuple[float, float, float],
    width: float,
    height: float,
    facing: float,
    bend: float = 0.25,
) -> None:
    """A gently curved screen; `facing` is the yaw towards which its picture shows (0: +z)."""
    u, v = np.linspace(-0.5, 0.5, 17), np.linspace(0, 1, 2)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    points = np.stack([uu * width, vv * height, bend * width * (uu * 2) ** 2 * 0.5], -1)
    uv = np.stack([uu + 0.5, 1 - vv], -1)
    mesh = sheet(points, uv)
    material = b.material(name, glowing_picture(picture, 0.92))
    b.add(material, mesh.at(*centre, yaw=facing), node=OUTSIDE)


def day(code: str, strength: float = 1.0) -> Material:
    """A surface in the day's light: it glows its own colour."""
    r, g, b, _ = srgb(code)
    return Material(
        colour=(r * 0.15, g * 0.15, b * 0.15, 1), emissive=(r * strength, g * strength, b * strength), roughness=0.95
    )


def ground_picture(kind: str) -> bytes:
    """A bright ground: grass or pavement, 1024 px."""
    s = textures.surface({"grass": "grass", "paving": "stone", "asphalt": "asphalt"}[kind])
    return textures.jpeg(s.base * (1.12 if kind != "asphalt" else 1.0), 76)


def ground(b: Build, kind: str, x0: float, x1: float, z0: float, z1: float, y: float, metres: float = 4.0) -> None:
    m = b.material(f"outside {kind}", glowing_picture(ground_picture(kind), 0.85))
    mesh = quad((x0, y, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1), 12)
    mesh.uv[:] = mesh.uv / metres
    b.add(m, mesh, node=OUTSIDE)


def tree(b: Build, x: float, y: float, z: float, h: float, seed: int, far: bool = False) -> None:
    """A street tree: a trunk and lumps of leaves, lighter on top; coarser when seen from `far`."""
    rng = np.random.default_rng(seed)
    trunk, low, high = (
        b.material(n, day(c)) for n, c in (("tree trunk", "#5d4a3a"), ("tree low", "#4d6b38"), ("tree high", "#7d9c52"))
    )
    b.add(trunk, lathe([(0.14, 0), (0.09, h * 0.45), (0.0, h * 0.6)], 8).at(x, y, z), node=OUTSIDE)
    for k in (0, 2, 4, 6) if far else range(7):
        a, r = 0.9 * k, h * float(rng.uniform(0.14, 0.22)) * (1.25 if far else 1.0)
        at = (x + h * 0.16 * math.cos(a) * (k > 0), y + h * (0.52 + 0.055 * k), z + h * 0.16 * math.sin(a) * (k > 0))
        blob = lathe(
            [(r * math.sin(t), -r * math.cos(t) * 0.85) for t in np.linspace(0.05, math.pi - 0.05, 5 if far else 7)],
            7 if far else 9,
            80 if far else 10,
        )
        b.add(
            high if k > 3 else low,
            blob.at(*at, yaw=float(rng.uniform(0, 90)), pitch=float(rng.uniform(-20, 20))),
            node=OUTSIDE,
        )


def block_picture(seed: int, floors: int = 10, bays: int = 8) -> bytes:
    """A facade of windows, 256 px: base tone white, so that a material's colour can tint it."""
    rng = np.random.default_rng(seed)
    image, d = signs.canvas(256, 256, "#ffffff")
    style, fh, bw = seed % 3, 256 / floors, 256 / bays
    for f in range(floors):
        for k in range(bays):
            dark = int(rng.uniform(86, 150))
            tone = (int(dark * 0.82), int(dark * 0.95), int(dark * 1.05))
            x, y = k * bw, f * fh
            box_ = (
                (x + bw * 0.2, y + fh * 0.25, x + bw * 0.8, y + fh * 0.78),
                (x, y + fh * 0.3, x + bw + 1, y + fh * 0.75),
                (x + bw * 0.1, y + fh * 0.08, x + bw * 0.9, y + fh * 0.92),
            )[style]
            d.rectangle(box_, fill=tone)
        d.line((0, f * fh, 256, f * fh), fill="#dcdcdc", width=2)
    return signs.encode(image)


def building(
    b: Build,
    x: float,
    z: float,
    w: float,
    h: float,
    d: float,
    wall: str,
    y: float = 0.0,
    floors: int = 4,
    front: str = "+z",
) -> None:
    """A block with a bright front (towards +z or -z) of painted windows, dimmer sides, a plant room on the roof."""
    style = (int(abs(x) * 7) + floors) % 3
    tint = srgb(wall)
    for name, strength in (("lit", 0.95), ("dim", 0.60)):
        m = glowing_picture(block_picture(style), strength)
        m = replace(m, emissive=tuple(strength * c for c in tint[:3]))
        b.material(f"block {wall} {style} {name}", m)
    top = b.material(f"block {wall} top", day(wall, 0.75))
    sign = 1 if front == "+z" else -1
    reps = (max(1.0, round(w / 14)), max(0.3, h / 36))

    def side(origin: tuple[float, float, float], along: tuple[float, float, float], name: str) -> None:
        mesh = quad(origin, along, (0, h, 0), 999, picture=True)
        mesh.uv[:] *= reps
        b.add(f"block {wall} {style} {name}", mesh, node=OUTSIDE)

    x0, x1, zf, zb = x - w / 2, x + w / 2, z + sign * d / 2, z - sign * d / 2
    side((x0, y, zf), (w, 0, 0), "lit") if sign > 0 else side((x1, y, zf), (-w, 0, 0), "lit")
    side((x0, y, min(zf, zb)), (0, 0, d), "dim")
    side((x1, y, max(zf, zb)), (0, 0, -d), "dim")
    b.add(
        top,
        quad((x0, y + h, max(zf, zb)), (w, 0, 0), (0, 0, -d), 999),
        box(w * 0.3, 2.2, d * 0.4, (x + w * 0.15, y + h, z), 0, 99),
        node=OUTSIDE,
    )
