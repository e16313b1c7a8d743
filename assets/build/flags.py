"""Flags, paintings and papers for the mayor's office, all drawn here.

The Korean flag follows the published proportions (3 : 2, circle of half the height, trigrams of a quarter of the circle's
diameter wide each bar group, on the diagonals); the city's flag is our own design: a sun, the hills and the river.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assets.build import signs
from assets.build.materials import Material
from assets.build.mesh import box, cylinder, lathe, sheet
from assets.build.place import Build

RED, BLUE, BLACK = "#cd2e3a", "#0047a0", "#000000"
OVER = 4  # drawn larger, then reduced: smooth edges


def korean_flag(w: int = 480) -> bytes:
    """Taegeukgi. Flag 3 x 2; circle diameter 1; bars 1/2 long, trigram 1/3 deep, their centres on the diagonals."""
    s = w * OVER / 3.0
    image, d = signs.canvas(int(3 * s), int(2 * s), "#ffffff")
    cx, cy, r = 1.5 * s, s, 0.5 * s
    tilt = math.atan2(2, 3)
    d.ellipse((cx - r, cy - r, cx + r, cy + r), fill=BLUE)
    a = math.degrees(tilt)
    d.pieslice((cx - r, cy - r, cx + r, cy + r), 180 + a, 360 + a, fill=RED)
    for side, colour in ((-1, RED), (1, BLUE)):
        x, y = cx + side * r / 2 * math.cos(tilt), cy + side * r / 2 * math.sin(tilt)
        d.ellipse((x - r / 2, y - r / 2, x + r / 2, y + r / 2), fill=colour)
    # upper left: heaven, all whole; lower right: earth, all broken; upper right: water; lower left: fire
    for sx, sy, broken in ((-1, -1, (0, 0, 0)), (1, 1, (1, 1, 1)), (1, -1, (1, 0, 1)), (-1, 1, (0, 1, 0))):
        way = math.atan2(sy * 2, sx * 3)
        for k, gap in enumerate(broken):
            out = (0.5 + 0.25 + 1 / 24 + k * (1 / 12 + 1 / 24)) * s
            mx, my = cx + out * math.cos(way), cy + out * math.sin(way)
            for lo, hi in ((-0.25, -1 / 48), (1 / 48, 0.25)) if gap else ((-0.25, 0.25),):
                corners = []
                for along, deep in ((lo, -1 / 24), (hi, -1 / 24), (hi, 1 / 24), (lo, 1 / 24)):
                    u, v = along * s, deep * s
                    corners.append(
                        (mx - u * math.sin(way) + v * math.cos(way), my + u * math.cos(way) + v * math.sin(way))
                    )
                d.polygon(corners, fill=BLACK)
    return signs.encode(image.resize((w, w * 2 // 3), Image.Resampling.LANCZOS))


def city_flag(w: int = 480) -> bytes:
    """Our own: on white a red sun, green hills, a blue river, and the city's name."""
    big = w * OVER
    image, d = signs.canvas(big, big * 2 // 3, "#fbfbf8")
    x, y = big / 2, big * 0.24
    d.ellipse((x - big * 0.075, y - big * 0.075, x + big * 0.075, y + big * 0.075), fill="#e0522f")
    t = np.linspace(-1, 1, 120)
    for lift, colour, wave in ((0.0, "#2f8f5b", 1.0), (0.075, "#1f6fb2", -0.8)):
        upper = [
            (
                x + u * big * 0.27,
                big * (0.36 + lift)
                - big * 0.07 * math.cos(2.2 * u * wave) * (1 - u * u)
                + 0.02 * big * math.sin(5 * u),
            )
            for u in t
        ]
        lower = [(px, py + big * 0.045 * (1 - ((px - x) / (big * 0.27)) ** 2) + 2) for px, py in upper]
        d.polygon(upper + lower[::-1], fill=colour)
    d.text((x, big * 0.555), "서울특별시", "#22262b", signs.font("bold", int(big * 0.062)), "mm")
    return signs.encode(image.resize((w, w * 2 // 3), Image.Resampling.LANCZOS))


def standing(b: Build, cloth: str, x: float, z: float, yaw: float) -> None:
    """A flag hanging in folds from an indoor staff, 2.4 m high."""
    picture = korean_flag() if cloth == "korean flag" else city_flag()
    m = b.material(cloth, Material(picture=picture, roughness=0.85, two_sided=True))
    u, v = np.meshgrid(np.linspace(0, 1, 40), np.linspace(0, 1, 16), indexing="ij")
    reach = 0.30 + 0.28 * (1 - v) * 0.4 + 0.14 * u
    px = u * (0.62 - 0.10 * v) * (0.9 + 0.1 * reach)
    py = 2.22 - v * 0.96 - 0.34 * u * (1 - 0.25 * v)
    pz = 0.10 * np.sin(u * 12.5 + 1.5 * v) * (0.30 + 0.7 * u) * (0.6 + 0.4 * v)
    mesh = sheet(np.stack([px, py, pz], -1), np.stack([u, v], -1), flip=True)
    b.add(m, mesh.at(x, 0, z, yaw))
    b.add(
        "brass",
        cylinder(0.012, 2.30, 12).at(x, 0.03, z),
        lathe([(0, 0), (0.024, 0.02), (0.03, 0.05), (0.012, 0.10), (0, 0.14)], 16).at(x, 2.32, z),
    )
    b.add(
        "walnut",
        lathe([(0.17, 0), (0.17, 0.03), (0.06, 0.06), (0.03, 0.16), (0, 0.16)], 28).at(x, 0, z),
        box(0.001, 0.001, 0.001, (x, 0.01, z), 0),
    )
    b.block((x - 0.15, 0, z - 0.15), (x + 0.15, 2.2, z + 0.15))


def river_painting() -> bytes:
    """Ink-like hills in rows of mist over a river, a sun: a landscape on paper."""
    w, h = 768, 428
    image, rng = Image.new("RGB", (w, h), "#efe6d3"), np.random.default_rng(17)
    d = ImageDraw.Draw(image)
    d.ellipse((560, 52, 640, 132), fill="#d9694a")
    for k in range(5):
        t = np.linspace(0, 1, 80)
        ridge = sum(
            a * np.sin(2 * math.pi * f * t + rng.uniform(0, 6))
            for a, f in ((34 - 3 * k, 1.1 + k * 0.4), (16, 2.6), (7, 6.1))
        )
        y = 165 + 46 * k + np.asarray(ridge) * (1.2 - 0.15 * k)
        tone = (168 - 26 * k, 184 - 24 * k, 186 - 22 * k)
        layer = Image.new("RGBA", (w, h), (0, 0, 0, 0))
        ImageDraw.Draw(layer).polygon(
            [(0, h), *((u * w, float(v)) for u, v in zip(t, y, strict=True)), (w, h)], fill=(*tone, 205)
        )
        image.paste(layer.filter(ImageFilter.GaussianBlur(0.8)), (0, 0), layer)
        mist = Image.new("RGBA", (w, h), (239, 230, 211, 0))
        ImageDraw.Draw(mist).rectangle((0, 235 + 46 * k, w, 262 + 46 * k), fill=(239, 230, 211, 120))
        mist = mist.filter(ImageFilter.GaussianBlur(14))
        image.paste(mist, (0, 0), mist)
    return signs.encode(image, "JPEG")


def calligraphy() -> bytes:
    """Four syllables on paper: 시민과 함께, 'with the citizens', with a red seal."""
    image, d = signs.canvas(640, 472, "#f3ecdc")
    d.rectangle((22, 22, 617, 449), outline="#b08d57", width=3)
    d.text((320, 200), "시민과 함께", "#1c1a18", signs.font("serif", 112), "mm")
    d.text((320, 330), "With the citizens", "#5a5148", signs.font("serif", 40), "mm")
    d.rounded_rectangle((520, 372, 572, 424), 6, fill="#b3261e")
    d.text((546, 398), "서울", "#f3ecdc", signs.font("serif", 22), "mm")
    return signs.encode(image)


def city_plan() -> bytes:
    """A plan of the city: the river, roads, green, districts without names."""
    w, h = 768, 512
    image, rng = Image.new("RGB", (w, h), "#ece5d6"), np.random.default_rng(23)
    d = ImageDraw.Draw(image)
    for _ in range(16):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(20, 70)
        d.ellipse((x - r, y - r * 0.7, x + r, y + r * 0.7), fill="#c3d3a8")
    for k in range(24):
        x = 32 * k + rng.uniform(-8, 8)
        d.line((x, 0, x + rng.uniform(-60, 60), h), fill="#d8ccb4", width=3)
        y = 22 * k + rng.uniform(-6, 6)
        d.line((0, y, w, y + rng.uniform(-40, 40)), fill="#d8ccb4", width=3)
    river = [(x, 330 + 46 * math.sin(x / 120) - 0.03 * x) for x in range(0, w + 8, 8)]
    d.line(river, fill="#8fb6d4", width=46, joint="curve")
    for x in (150, 260, 390, 480, 610):
        y = 330 + 46 * math.sin(x / 120) - 0.03 * x
        d.line((x - 6, y - 40, x + 6, y + 40), fill="#c9a15a", width=6)
    d.line([(x, 180 + 26 * math.cos(x / 90)) for x in range(0, w, 8)], fill="#c9a15a", width=8, joint="curve")
    d.rectangle((0, 0, w - 1, 62), fill="#17365d")
    d.text((24, 31), "서울 도시 계획", "#ffffff", signs.font("bold", 36), "lm")
    d.text((w - 24, 33), "City plan of Seoul", "#c9d6e6", signs.font("text", 26), "rm")
    return signs.encode(image)


def clock_face() -> bytes:
    image, d = signs.canvas(512, 512, "#f7f3e8")
    for k in range(60):
        a, inner = math.radians(6 * k), 205 if k % 5 == 0 else 225
        d.line(
            (256 + inner * math.sin(a), 256 - inner * math.cos(a), 256 + 240 * math.sin(a), 256 - 240 * math.cos(a)),
            fill="#22262b",
            width=10 if k % 5 == 0 else 3,
        )
    for minutes, length, width in ((10 * 30 + 5, 130, 16), (10 * 6, 195, 10)):  # ten past ten
        a = math.radians(minutes)
        d.line((256, 256, 256 + length * math.sin(a), 256 - length * math.cos(a)), fill="#22262b", width=width)
    d.ellipse((240, 240, 272, 272), fill="#22262b")
    return signs.encode(image.resize((256, 256), Image.Resampling.LANCZOS))
