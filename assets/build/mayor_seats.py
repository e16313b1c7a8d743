"""The round conference table and the sofa corner with its tea things, rugs, cushions and lamp."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assets.build import blender, books, upholstery
from assets.build.materials import Material, srgb, tinted
from assets.build.mayor_desk import cup, pile, sheet_of
from assets.build.mayor_shell import FAR
from assets.build.mesh import arc, box, cylinder, join, lathe, quad, tube
from assets.build.place import Build
from assets.build.signs import font

TABLE, TABLE_H = (-2.55, -2.35), 0.735
SOFA = (3.35, -4.15)  # middle of the rug


def rug_picture(kind: str, w: int, h: int) -> bytes:
    """A woven rug: borders of stepped motifs around a field; threads, abrash (bands of uneven dye) and worn places."""
    ground, border, line, motif = {
        "blue": ("#2b3849", "#202a38", "#94825c", "#4a5b70"),
        "red": ("#6b342c", "#40292a", "#a58a63", "#93705a"),
    }[kind]
    image = Image.new("RGB", (w, h), ground)
    d = ImageDraw.Draw(image)
    e = h // 9
    d.rectangle((0, 0, w, h), fill=border)
    d.rectangle((e, e, w - e, h - e), fill=ground)
    for inset, width in ((e * 0.16, 4), (e * 0.84, 4), (e, 8), (e * 1.22, 3)):
        d.rectangle((inset, inset, w - inset, h - inset), outline=line, width=width)
    step = e * 0.7
    for along, count in ((w, int(w / step)), (h, int(h / step))):
        for k in range(count):
            c = (k + 0.5) * along / count
            for side in (e / 2, (h if along == w else w) - e / 2):
                x, y = (c, side) if along == w else (side, c)
                for r, colour in ((e * 0.27, line), (e * 0.20, border), (e * 0.11, motif)):
                    d.polygon([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], fill=colour)
    lattice = e * (0.95 if kind == "blue" else 0.85)
    inner = Image.new("L", (w, h), 0)
    ImageDraw.Draw(inner).rectangle((e * 1.3, e * 1.3, w - e * 1.3, h - e * 1.3), fill=255)
    field = image.copy()
    f = ImageDraw.Draw(field)
    for i in range(int(w / lattice) + 2):
        for j in range(int(h / lattice) + 2):
            x, y = (i + 0.5 * (j % 2)) * lattice, j * lattice
            if kind == "blue":
                for a in range(0, 360, 60):
                    r = lattice * 0.26
                    px, py = x + r * math.cos(math.radians(a)), y + r * math.sin(math.radians(a))
                    f.ellipse((px - 8, py - 8, px + 8, py + 8), outline=motif, width=2)
                f.ellipse((x - 6, y - 6, x + 6, y + 6), fill=line)
            else:
                for r, colour in (
                    (lattice * 0.42, motif),
                    (lattice * 0.36, ground),
                    (lattice * 0.22, border),
                    (lattice * 0.12, line),
                ):
                    f.polygon([(x - r, y), (x, y - r * 0.8), (x + r, y), (x, y + r * 0.8)], fill=colour)
    image.paste(field, (0, 0), inner)
    a = np.asarray(image.filter(ImageFilter.GaussianBlur(0.7)), float) / 255
    rng = np.random.default_rng(len(kind))
    dye = np.repeat(np.convolve(rng.normal(0, 0.10, h + 60), np.ones(24) / 24, "same")[:h, None], w, 1)
    thread = 0.94 + 0.06 * np.sin(np.arange(w) * math.pi)[None] + rng.normal(0, 0.045, (h, w))
    a = a * (thread * (1 + dye))[..., None]
    out = io.BytesIO()
    Image.fromarray((np.clip(a, 0, 1) * 255).astype(np.uint8)).save(out, "WEBP", quality=62, method=5)
    return out.getvalue()


def rug(b: Build, kind: str, x: float, z: float, w: float, d: float, yaw: float = 0) -> None:
    """A rug 11 mm thick, its edges bound, fringes at its ends."""
    name = b.material(f"rug {kind}", Material(picture=rug_picture(kind, 1024, int(1024 * d / w)), roughness=0.96))
    edge = b.material(f"rug {kind} edge", Material(colour=srgb("#2a2320"), roughness=0.96))
    b.add(edge, box(w, 0.010, d, (0, 0.0005, 0), 0.004, FAR).at(x, 0, z, yaw))
    b.add(
        name,
        quad((-w / 2 + 0.004, 0.0112, d / 2 - 0.004), (w - 0.008, 0, 0), (0, 0, -d + 0.008), FAR, picture=True).at(
            x, 0, z, yaw
        ),
    )
    rows = [(s, -d / 2 + 0.012 + 0.022 * k) for s in (-1, 1) for k in range(int(d / 0.022))]
    fringe = [quad((s * w / 2 - (0.05 if s < 0 else 0), 0.003, at), (0.05, 0, 0), (0, 0, -0.009), 9) for s, at in rows]
    b.add("linen", *(m.at(x, 0, z, yaw) for m in fringe), density=0)


def seats(b: Build) -> None:
    b.material("sofa hide", tinted("leather", "#6f4830", detail="base rough normal"))
    b.material("cushion a", tinted("fabric", "#b8863b", detail="base normal"))
    b.material("cushion b", tinted("fabric", "#3c5c66", detail="base normal"))
    b.material("throw", tinted("boucle", "#d9cdb8", detail="base normal"))
    b.material("magazine", Material(picture=magazine(), roughness=0.35))
    b.material("chair cloth", tinted("fabric", "#4a525c", detail="base normal"))
    rug(b, "blue", 0.60, -5.55, 3.56, 3.3)
    table(b)
    sofa(b)


def table(b: Build) -> None:
    """1.35 m of walnut on a fluted drum; six chairs; papers, glasses, a carafe, a bowl."""
    x, z = TABLE
    r, h = 0.70, TABLE_H
    top = lathe(
        [
            (0, h - 0.04),
            (r - 0.06, h - 0.04),
            (r - 0.004, h - 0.014),
            (r, h - 0.008),
            (r, h - 0.004),
            (r - 0.005, h),
            (0, h),
        ],
        64,
        30,
    )
    b.add("walnut", blender.remapped(top, "x").at(x, 0, z))
    b.add("brushed brass", lathe([(r - 0.10, h + 0.0004), (r - 0.106, h + 0.0004)], 64).at(x, 0, z))
    drum = [
        cylinder(0.022, h - 0.13, 10).at(0.21 * math.cos(a), 0.06, 0.21 * math.sin(a))
        for a in np.linspace(0, 2 * math.pi, 31)[:-1]
    ]
    b.add("walnut", *(m.at(x, 0, z) for m in drum))
    b.add(
        "walnut dark",
        lathe([(0, 0), (0.30, 0), (0.30, 0.03), (0.24, 0.06), (0, 0.06)], 40).at(x, 0, z),
        lathe([(0, h - 0.07), (0.27, h - 0.07), (0.30, h - 0.04), (0, h - 0.04)], 40).at(x, 0, z),
    )
    b.block((x - 0.5, 0, z - 0.5), (x + 0.5, h, z + 0.5))
    rng = np.random.default_rng(61)
    for k in range(6):
        a = math.radians(60 * k + 30)
        out = 0.86 + float(rng.uniform(0, 0.14)) + (0.10 if k == 4 else 0)
        yaw = math.degrees(a) + 180 + float(rng.uniform(-9, 9))
        b.put(upholstery.conference_chair("chair cloth"), x + out * math.sin(a), 0, z + out * math.cos(a), yaw)
        b.anchor(f"seat.table.{k}", x + out * math.sin(a), 0, z + out * math.cos(a), yaw)
        px, pz = x + 0.46 * math.sin(a), z + 0.46 * math.cos(a)
        if k != 4:
            pile(
                b,
                px,
                pz,
                h,
                1 + k % 3,
                70 + k,
                "page a" if k % 2 else "page b",
                math.degrees(a) + float(rng.uniform(-14, 14)),
            )
        gx, gz = x + 0.50 * math.sin(a + 0.36), z + 0.50 * math.cos(a + 0.36)
        tumbler(b, gx, h, gz, 0.5 if k % 2 else 0.7)
        if k % 2:
            pen = lathe([(0, 0), (0.004, 0.01), (0.0045, 0.135), (0, 0.14)], 10).at(0, 0, 0, 90, 90)
            b.add("black", pen.at(px + 0.05, h + 0.0096, pz, 40 * k))
    carafe = lathe(
        [
            (0, 0.004),
            (0.05, 0.004),
            (0.055, 0.02),
            (0.05, 0.12),
            (0.026, 0.19),
            (0.028, 0.23),
            (0.026, 0.23),
            (0.024, 0.19),
            (0.047, 0.12),
        ],
        32,
    )
    b.add("clear glass", carafe.at(x + 0.12, h + 0.006, z - 0.06))
    b.add("brushed brass", lathe([(0, 0), (0.15, 0), (0.16, 0.006), (0.15, 0.008), (0, 0.006)], 40).at(x, h, z))
    bowl = lathe(
        [(0, 0.01), (0.03, 0), (0.035, 0.01), (0.09, 0.045), (0.105, 0.065), (0.10, 0.065), (0.08, 0.045), (0, 0.02)],
        36,
        60,
    )
    b.add("celadon", bowl.at(x - 0.07, h + 0.007, z + 0.03))
    for k, (dx, dz) in enumerate(((0.02, 0.0), (-0.03, 0.02), (0.0, -0.035), (-0.005, 0.01))):
        fruit = lathe(
            [(0.004, 0.052), (0.02, 0.056), (0.034, 0.040), (0.034, 0.020), (0.018, 0.002), (0, 0)][::-1], 18, 80
        )
        b.add("orange", fruit.at(x - 0.07 + dx, h + 0.028 + (0.028 if k == 3 else 0), z + 0.03 + dz))


def tumbler(b: Build, x: float, y: float, z: float, fill: float) -> None:
    """A water glass on a paper coaster."""
    b.add("paper", cylinder(0.042, 0.0015, 24, 0.0003).at(x, y, z))
    glass = lathe(
        [(0, 0.008), (0.028, 0.002), (0.031, 0.004), (0.034, 0.10), (0.0325, 0.10), (0.029, 0.012), (0, 0.010)], 22
    )
    b.add("clear glass", glass.at(x, y + 0.001, z))


def magazine() -> bytes:
    image = Image.new("RGB", (300, 400), "#d7e2e6")
    d = ImageDraw.Draw(image)
    d.rectangle((0, 150, 300, 400), fill="#54736a")
    for k in range(6):
        d.polygon(
            [(50 * k - 60, 400), (50 * k + 10, 190 + 22 * (k % 3)), (50 * k + 90, 400)],
            fill=("#6c8a72", "#45625d", "#7f9a80")[k % 3],
        )
    d.text((150, 46), "SEOUL", "#b0332a", font("bold", 74), "mm")
    d.text((150, 100), "가을의 도시 · 산책 열두 길", "#23303a", font("text", 20), "mm")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def sofa(b: Build) -> None:
    """Sofa against the east wall, two armchairs facing it, a low table with tea, a side table with a lamp."""
    z = SOFA[1]
    rug(b, "red", 3.70, z, 2.4, 3.1, 0)
    b.put(upholstery.lounge("sofa hide", 2.30, 3, seed=100), 4.40, 0, z, -90)
    for k, dz in enumerate((-0.62, 0.64)):
        yaw = 90 + (6, -8)[k]
        b.put(upholstery.lounge("boucle cream", 0.86, 1, seed=130 + 30 * k), 2.18, 0, z + dz, yaw)
        b.anchor(f"seat.armchair.{k}", 2.18, 0, z + dz, yaw)
    for k in range(3):
        b.anchor(f"seat.sofa.{k}", 4.40, 0, z + (k - 1) * 0.68, -90)
    for name, dz, dx, roll, seed in (
        ("cushion a", -0.80, 0.0, 8, 1),
        ("cushion b", 0.80, 0.02, -10, 2),
        ("cushion b", -0.46, 0.05, -6, 3),
    ):
        soft = upholstery.pillow(0.45, 0.45, 0.15, seed)
        b.add(name, soft.at(0, 0, 0, 0, -24, roll).at(4.43 - dx, 0.655, z + dz, -90))
    throw(b, 4.40, z + 1.08)
    b.add("throw", upholstery.pillow(0.46, 0.32, 0.13, 7).at(0, 0, 0, 0, -22, 3).at(1.98, 0.60, z - 0.62, 96))
    low_table(b, 3.28, z)
    side_table(b, 4.55, z - 1.62)


def throw(b: Build, x: float, z: float) -> None:
    """A woollen throw that fell over the sofa's arm: cloth simulation over the arm's shape."""
    arm = join(
        box(0.88, 0.60, 0.13, (0, 0, 0), 0.03, FAR),
        box(1.0, 0.43, 0.8, (0, 0, -0.465), 0.03, FAR),
        box(2.4, 0.02, 2.4, (0, -0.02, 0), 0, FAR),
    )
    sheet_ = blender.cloth_sheet(0.50, 1.15, 16, 36).at(0.02, 0.66, -0.06, 6)
    cloth = blender.draped(sheet_, arm, frames=34, stiffness=3.0, gap=0.006)
    b.own["throw"] = Material(
        colour=srgb("#cfc0a5"), surface="boucle", detail="base normal", roughness=0.97, two_sided=True
    )
    b.add("throw", cloth.at(x, 0, z))


def low_table(b: Build, x: float, z: float) -> None:
    """A low walnut table with a tea set (다기), books, a magazine, a small vase."""
    top = blender.bevelled(box(0.62, 0.035, 1.25, (0, 0.385, 0), 0, FAR, "z"), 0.008, 3)
    b.add("walnut", blender.remapped(top, "z").at(x, 0, z))
    shelf = box(0.50, 0.018, 1.05, (x, 0.16, z), 0.004, FAR, "z")
    b.add(
        "walnut",
        shelf,
        *(
            upholstery.tapered_leg(0.385, 0.02, 0.013).at(x + sx * 0.26, 0, z + sz * 0.56)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    b.block((x - 0.31, 0, z - 0.62), (x + 0.31, 0.42, z + 0.62))
    y = 0.42
    tray = blender.bevelled(box(0.30, 0.016, 0.44, (0, 0, 0), 0, FAR, "z"), 0.005, 2)
    b.add("walnut dark", blender.remapped(tray, "z").at(x - 0.02, y, z + 0.16))
    pot = lathe(
        [
            (0, 0.004),
            (0.035, 0),
            (0.04, 0.006),
            (0.066, 0.04),
            (0.068, 0.065),
            (0.05, 0.092),
            (0.03, 0.099),
            (0.03, 0.104),
            (0.012, 0.110),
            (0.008, 0.114),
            (0.011, 0.124),
            (0, 0.129),
        ],
        32,
        60,
    )
    spout = tube([(0.055, 0.045, 0), (0.085, 0.07, 0), (0.10, 0.095, 0)], 0.010, 10, closed=False)
    ear = tube(arc((-0.062, 0.062, 0), 0.030, 80, 280, 12), 0.0055, 8)
    b.add("celadon", join(pot, spout, ear).at(x - 0.02, y + 0.016, z + 0.10, 40))
    small = lathe(
        [
            (0, 0.004),
            (0.016, 0),
            (0.018, 0.006),
            (0.030, 0.022),
            (0.034, 0.042),
            (0.032, 0.042),
            (0.027, 0.022),
            (0, 0.010),
        ],
        24,
        60,
    )
    for dx, dz in ((-0.09, 0.27), (0.02, 0.29), (0.09, 0.22), (-0.10, 0.02)):
        b.add("celadon", small.at(x - 0.02 + dx, y + 0.016, z + dz))
        b.add("tea", lathe([(0.029, 0.032), (0, 0.032)], 18).at(x - 0.02 + dx, y + 0.016, z + dz))
    c, p = books.lying([6, 20, 13], [4, -6, 12], 0.22)
    for name, mesh in (("books", c), ("pages", p)):
        b.add(name, mesh.at(x + 0.03, y, z - 0.36))
    b.add("paper", box(0.215, 0.006, 0.285, (0, 0, 0), 0.001).at(x - 0.14, y, z - 0.12, 62))
    b.add("magazine", sheet_of(0.215, 0.285).at(x - 0.14, y + 0.0066, z - 0.12, 62))
    b.add("paper", box(0.21, 0.012, 0.28, (x + 0.02, 0.178, z + 0.2), 0.002))
    vase = lathe(
        [
            (0, 0.004),
            (0.03, 0),
            (0.045, 0.03),
            (0.05, 0.06),
            (0.03, 0.12),
            (0.014, 0.15),
            (0.017, 0.17),
            (0.013, 0.17),
            (0.010, 0.15),
        ],
        28,
        60,
    )
    b.add("porcelain", vase.at(x + 0.19, y, z - 0.12))
    cup(b, x + 0.20, y, z + 0.47, 70)


def side_table(b: Build, x: float, z: float) -> None:
    """A round table of stone and brass with a lamp under a cloth shade."""
    b.add(
        "marble",
        blender.remapped(
            lathe([(0, 0.50), (0.20, 0.50), (0.21, 0.51), (0.21, 0.518), (0.205, 0.522), (0, 0.522)], 48)
        ).at(x, 0, z),
    )
    b.add(
        "brushed brass",
        lathe([(0, 0), (0.15, 0), (0.15, 0.010), (0.03, 0.018), (0.016, 0.03), (0.016, 0.48), (0.05, 0.50)], 36).at(
            x, 0, z
        ),
    )
    b.block((x - 0.2, 0, z - 0.2), (x + 0.2, 0.52, z + 0.2))
    foot = lathe(
        [(0, 0), (0.07, 0), (0.075, 0.01), (0.09, 0.07), (0.075, 0.15), (0.03, 0.20), (0.012, 0.22), (0.010, 0.30)],
        32,
        60,
    )
    b.add("porcelain", foot.at(x, 0.522, z))
    b.add("brass", cylinder(0.006, 0.16, 10).at(x, 0.80, z))
    shade = lathe([(0.17, 0.28), (0.125, 0.50)], 40)
    b.add("lamp shade", shade.at(x, 0.522, z))
    inner = lathe([(0.124, 0.50), (0.169, 0.28)], 40)
    b.add("lamp shade", inner.at(x, 0.522, z))
    b.add(
        "linen",
        lathe([(0.168, 0.276), (0.173, 0.276), (0.173, 0.286), (0.170, 0.286)], 40).at(x, 0.522, z),
        lathe([(0.123, 0.496), (0.128, 0.496), (0.128, 0.504), (0.123, 0.504)], 40).at(x, 0.522, z),
    )
