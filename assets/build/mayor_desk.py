"""The mayor's desk and the things of a working day on it; the chair behind, two for visitors before it."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageFilter

from assets.build import blender, deskware, signs, upholstery
from assets.build.materials import Material, paint, srgb
from assets.build.mayor_shell import FAR, board
from assets.build.mesh import Mesh, arc, box, cylinder, join, lathe, quad, sheet, tube
from assets.build.place import Build

X, Z, TOP = 0.7, -6.0, 0.76  # the desk's middle and height; its front towards the door (+z)
WIDE, DEEP = 2.5, 1.05


def page(seed: int, title: str, w: int = 320, h: int = 452) -> bytes:
    """A typed A4 page: a heading, a table, paragraphs as lines of small words."""
    image, d = signs.canvas(w, h, "#faf8f2")
    rng = np.random.default_rng(seed)
    d.text((w / 2, 40), title, "#202226", signs.fitted("bold", 24, title, w - 60), "mm")
    d.line((30, 62, w - 30, 62), fill="#303338", width=2)
    y, words = 84, ("시민", "예산", "공원", "안전", "교통", "주택", "계획", "검토", "사업", "추진", "현황", "보고")
    while y < h - 40:
        if rng.random() < 0.10 and y < h - 130:
            for r in range(4):
                d.rectangle((34, y + 17 * r, w - 34, y + 17 * r + 17), outline="#7d8288")
                d.text((42, y + 17 * r + 8), words[int(rng.integers(12))], "#3a3d42", signs.font("text", 10), "lm")
            d.line((110, y, 110, y + 68), fill="#7d8288")
            y += 82
            continue
        line = " ".join(words[int(i)] for i in rng.integers(0, 12, 9))
        d.text((34, y), line[: int(rng.uniform(24, 38))], "#44474c", signs.font("text", 11), "lm")
        y += 17
    return signs.encode(image)


def screen() -> bytes:
    """What the mayor's monitor shows: a map with figures beside it (seen only from behind the desk)."""
    image, d = signs.canvas(768, 432, "#122033")
    d.rectangle((0, 0, 768, 46), fill="#1d3a60")
    d.text((20, 23), "오늘의 서울  Seoul today", "#e8f0fa", signs.font("bold", 24), "lm")
    rng = np.random.default_rng(4)
    for k in range(25):
        x, y, r = rng.uniform(40, 440), rng.uniform(90, 390), rng.uniform(18, 44)
        d.regular_polygon((x, y, r), 6, fill=("#24476e", "#2c5a86", "#3a759c", "#56a0b4")[k % 4], outline="#0e1826")
    for k, (name, value) in enumerate(
        (("대기질", "좋음"), ("교통", "원활"), ("민원", "128"), ("기온", "17°C"), ("한강 수위", "2.1 m"))
    ):
        y = 82 + 66 * k
        d.rounded_rectangle((500, y, 740, y + 54), 8, fill="#1b3252")
        d.text((516, y + 27), name, "#9fb6d2", signs.font("text", 20), "lm")
        d.text((726, y + 27), value, "#ffffff", signs.font("bold", 24), "rm")
    return signs.encode(image)


def newspaper() -> bytes:
    image, d = signs.canvas(400, 560, "#eeebe2")
    d.text((200, 40), "시민일보", "#1d1d1f", signs.font("serif", 50), "mm")
    d.line((20, 74, 380, 74), fill="#1d1d1f", width=3)
    d.text((24, 104), "광장의 잔디, 다시 열리다", "#1d1d1f", signs.font("serif", 30), "lm")
    d.rectangle((24, 130, 240, 280), fill="#7f8a80")
    d.polygon([(24, 280), (24, 220), (110, 180), (180, 215), (240, 170), (240, 280)], fill="#55635a")
    for c, (x0, x1, y0) in enumerate(((24, 126, 296), (138, 240, 296), (252, 376, 130))):
        for y in range(y0, 540, 9):
            d.line((x0, y, x1 - (13 * (y + c)) % 37, y), fill="#77746c", width=3)
    return signs.encode(image)


def desk(b: Build) -> None:
    materials(b)
    body(b)
    screens(b)
    papers(b)
    small_things(b)
    b.put(upholstery.executive_chair("leather black"), X - 0.05, 0, Z - 1.02, 14)
    b.put(upholstery.visitor_chair(), X - 0.62, 0, Z + 1.38, 168)
    b.put(upholstery.visitor_chair(), X + 0.62, 0, Z + 1.42, 194)


def materials(b: Build) -> None:
    b.material("desk hide", Material(colour=srgb("#23342c"), surface="leather", detail="normal", roughness=0.5))
    b.material(
        "screen",
        Material(colour=(0, 0, 0, 1), picture=screen(), emissive=(1.1, 1.1, 1.1), emits_picture=True, roughness=0.25),
    )
    b.material("page a", Material(picture=page(1, "2026년도 시정 운영 계획"), roughness=0.9))
    b.material("page b", Material(picture=page(2, "광장 조성 사업 보고"), roughness=0.9))
    b.material("newspaper", Material(picture=newspaper(), roughness=0.92))
    b.material("file blue", paint("#274a78", 0.6))
    b.material("file green", paint("#2f5a47", 0.6))
    b.material("file red", paint("#8c2b2b", 0.6))
    b.material("clear glass", Material(colour=(0.80, 0.88, 0.88, 0.16), roughness=0.06, alpha="BLEND"))
    b.material("tea", Material(colour=srgb("#6b4a22"), roughness=0.08))
    b.material("photo", Material(picture=photograph(), roughness=0.2))
    b.material("green glass", Material(colour=srgb("#1c5a41"), roughness=0.12))
    plate = signs.two_lines("시장", "MAYOR", 768, 190, "#1b1410", "#e2c07f")
    b.material("name plate", Material(picture=plate, roughness=0.25))


def body(b: Build) -> None:
    """Top with a leather inlay, two pedestals, a modesty panel with brass lines, drawers behind."""
    top = blender.bevelled(box(WIDE, 0.05, DEEP, (0, TOP - 0.05, 0), 0, FAR, "x"), 0.008, 3)
    b.add("walnut", blender.remapped(top, "x").at(X, 0, Z))
    b.add("brushed brass", box(1.30, 0.0016, 0.62, (X, TOP - 0.0003, Z - 0.17), 0, FAR))
    b.add("desk hide", box(1.285, 0.0022, 0.605, (X, TOP - 0.0003, Z - 0.17), 0.001, FAR))
    for s in (-1, 1):
        x = X + s * 0.92
        b.add("walnut", board(0.52, 0.615, 0.90, (x, 0.085, Z - 0.01), 300 + s, "x", 0.004))
        b.add(
            "gap",
            box(0.48, 0.012, 0.86, (x, TOP - 0.061, Z - 0.01), 0, FAR),
            box(0.46, 0.085, 0.82, (x, 0, Z - 0.01), 0, FAR),
        )
        for k, (y, h) in enumerate(((0.545, 0.14), (0.385, 0.15), (0.10, 0.275))):
            b.add("walnut", board(0.49, h, 0.02, (x, y, Z - 0.468), 310 + 3 * s + k, "x", 0.003))
            b.add("brushed brass", box(0.16, 0.012, 0.018, (x, y + h - 0.035, Z - 0.488), 0.004, FAR))
    b.add("walnut", board(1.36, 0.56, 0.028, (X, 0.14, Z + 0.36), 320, "x", 0.003))
    b.add("brushed brass", *(box(1.33, 0.009, 0.003, (X, y, Z + 0.3755), 0, FAR) for y in (0.20, 0.64)))
    for s in (-1, 1):
        b.add("brushed brass", *(box(0.49, 0.009, 0.003, (X + s * 0.92, y, Z + 0.4405), 0, FAR) for y in (0.145, 0.64)))
        b.add("walnut", board(0.47, 0.46, 0.012, (X + s * 0.92, 0.16, Z + 0.446), 330 + s, "y", 0.006))
    b.block((X - WIDE / 2, 0, Z - DEEP / 2), (X + WIDE / 2, TOP, Z + DEEP / 2))


def screens(b: Build) -> None:
    """Two monitors whose backs the visitor sees, keyboard, mouse, a laptop dock's cable."""
    for x, z, yaw in ((0.50, 0.10, 172), (1.06, -0.02, 205)):
        for material, meshes in monitor().items():
            b.add(material, join(*meshes).at(X + x - 0.05, TOP, Z + z, yaw))
    b.put(deskware.keyboard(), X + 0.52, TOP + 0.002, Z - 0.28, 174, solid=False, density=0)
    mouse = upholstery.pad(0.062, 0.034, 0.108, 0.006, 0.016, 6, 5, 0.0)
    b.add("black", mouse.at(X + 0.20, TOP + 0.002, Z - 0.27, 10))
    b.add(
        "black rubber",
        tube(
            [
                (X + 0.50, TOP + 0.03, Z + 0.16),
                (X + 0.42, TOP + 0.006, Z + 0.26),
                (X + 0.40, TOP + 0.004, Z + 0.44),
                (X + 0.40, TOP - 0.02, Z + 0.535),
            ],
            0.004,
            7,
        ),
    )


def monitor() -> dict[str, list[Mesh]]:
    """A 24-inch screen, thin, its picture towards +z: foot, neck, back with vents and a mark."""
    w, h = 0.545, 0.318
    shell = blender.bevelled(box(w, h, 0.016, (0, 0.145, 0.012), 0, FAR), 0.004, 2)
    bulge = blender.bevelled(box(0.30, 0.18, 0.026, (0, 0.21, -0.008), 0, FAR), 0.010, 2)
    neck = blender.bevelled(box(0.055, 0.30, 0.022, (0, 0.008, -0.030), 0, FAR), 0.006, 2)
    foot = blender.bevelled(box(0.22, 0.010, 0.18, (0, 0, -0.02), 0, FAR), 0.003, 2)
    vents = [box(0.008, 0.03, 0.001, (-0.11 + 0.02 * k, 0.345, -0.0215), 0) for k in range(12)]
    face = quad((-w / 2 + 0.007, 0.155, 0.0207), (w - 0.014, 0, 0), (0, h - 0.02, 0), 9, picture=True)
    return {"dark steel": [shell, bulge], "brushed steel": [neck, foot], "black": vents, "screen": [face]}


def sheet_of(w: float = 0.21, h: float = 0.297, lift: float = 0.0) -> Mesh:
    """One page lying, its picture up, its head towards -z."""
    return quad((-w / 2, lift, h / 2), (w, 0, 0), (0, 0, -h), 9, picture=True)


def pile(b: Build, x: float, z: float, y: float, count: int, seed: int, top: str, yaw: float) -> None:
    """A stack of pages whose edges do not quite agree; the uppermost is printed."""
    rng = np.random.default_rng(seed)
    for k in range(count):
        leaf = box(0.21, 0.0014, 0.297, (0, y + 0.0014 * k, 0), 0, 9)
        b.add(
            "paper",
            leaf.at(float(rng.normal(0, 0.003)), 0, float(rng.normal(0, 0.003)), float(rng.normal(0, 1.8))).at(
                x, 0, z, yaw
            ),
        )
    b.add(top, sheet_of(lift=y + 0.0014 * count + 0.0006).at(x, 0, z, yaw))


def papers(b: Build) -> None:
    """What is being read and signed; files; a newspaper; the suggestion letters of the week."""
    pile(b, X - 0.14, Z - 0.20, TOP + 0.002, 4, 1, "page a", 176)
    pile(b, X - 0.42, Z - 0.14, TOP + 0.002, 2, 2, "page b", 196)
    for k, name in enumerate(("file blue", "file green", "file red")):
        folder = join(
            box(0.235, 0.006, 0.32, (0, 0.007 * k, 0), 0.001, 9), box(0.06, 0.005, 0.02, (0.05, 0.007 * k, 0.166), 0, 9)
        )
        b.add(name, folder.at(X - 1.02, TOP, Z - 0.18, 184 + 5 * k))
    pile(b, X - 1.02, Z - 0.18, TOP + 0.021, 5, 3, "page b", 178)
    b.add("paper", box(0.20, 0.008, 0.28, (0, 0, 0), 0.002).at(X + 1.04, TOP, Z - 0.36, 170))
    b.add("newspaper", sheet_of(0.20, 0.28, 0.0).at(X + 1.04, TOP + 0.0086, Z - 0.36, 170))
    tray = {
        "walnut": [
            box(0.26, 0.008, 0.34, (0, 0, 0), 0.002),
            *(box(0.26, 0.05, 0.008, (0, 0, s * 0.166), 0.002) for s in (-1, 1)),
            box(0.008, 0.05, 0.34, (-0.126, 0, 0), 0.002),
        ]
    }
    b.put(tray, X - 1.04, TOP, Z + 0.26, 8, solid=False)
    pile(b, X - 1.04, Z + 0.26, TOP + 0.009, 14, 5, "page a", 8)


def small_things(b: Build) -> None:
    """Name plate, lamp, telephone, pens, glasses, cup, stamp, a family picture, a paperweight, a clock."""
    block = blender.bevelled(box(0.40, 0.10, 0.05, (0, 0, 0), 0, FAR), 0.006, 3)
    b.add("walnut dark", blender.remapped(block, "x").at(X - 0.05, TOP, Z + 0.40, 0, 0))
    b.add(
        "name plate",
        quad((-0.19, 0.008, 0.0258), (0.38, 0, 0), (0, 0.084, 0), 9, picture=True).at(X - 0.05, TOP, Z + 0.40),
    )
    lamp(b, X - 0.74, Z + 0.26, 150)
    b.put(deskware.telephone(), X - 0.74, TOP, Z - 0.30, 188, solid=False, density=0)
    pens(b, X - 0.30, Z + 0.26)
    glasses(b, X - 0.40, TOP + 0.0075, Z - 0.02, 200)
    cup(b, X + 0.78, TOP, Z - 0.30)
    for material, meshes in photo(0.15, 0.20).items():
        b.add(material, join(*meshes).at(X + 0.98, TOP, Z + 0.28, 196))
    seal = join(box(0.05, 0.012, 0.05, (0, 0, 0), 0.002), box(0.026, 0.06, 0.026, (0, 0.012, 0), 0.004))
    b.add("celadon", seal.at(X - 0.52, TOP, Z - 0.36, 20))
    weight = lathe([(0, 0), (0.034, 0), (0.040, 0.014), (0.034, 0.034), (0.016, 0.046), (0, 0.048)], 28, 60)
    b.add("dark glass", weight.at(X - 0.16, TOP + 0.0085, Z - 0.05))


def lamp(b: Build, x: float, z: float, yaw: float) -> None:
    """A brass banker's lamp with a green glass shade."""
    stem = tube([(0, 0.02, 0), (0, 0.30, 0), (0, 0.345, 0.015), (0, 0.36, 0.06)], 0.0075, 12)
    foot = lathe([(0, 0), (0.085, 0), (0.085, 0.010), (0.07, 0.018), (0.02, 0.026), (0.012, 0.05), (0, 0.05)], 36)
    a = np.linspace(math.radians(-5), math.radians(185), 17)
    x_, points = np.linspace(-0.13, 0.13, 9), []
    for u in x_:
        round_ = 0.062 * (1 - 0.10 * (u / 0.13) ** 2)
        points.append(np.stack([np.full_like(a, u), 0.315 + round_ * 0.9 * np.sin(a), 0.07 + round_ * np.cos(a)], -1))
    shade = sheet(np.array(points))
    shade = blender.solidified(shade, 0.003, 0.0)
    bulb = cylinder(0.013, 0.20, 14).at(0, 0, 0, 0, 0, 90).at(0.10, 0.325, 0.07)
    for material, mesh in (("brass", join(stem, foot)), ("green glass", shade), ("lamp shade", bulb)):
        b.add(material, mesh.at(x, TOP, z, yaw))


def pens(b: Build, x: float, z: float) -> None:
    """A marble stand with two pens, and a leather cup of pencils."""
    stand = blender.bevelled(box(0.20, 0.022, 0.09, (0, 0, 0), 0, FAR), 0.005, 2)
    b.add("marble", blender.remapped(stand).at(x, TOP, z))
    for s in (-1, 1):
        pen = lathe(
            [(0, 0), (0.0018, 0.006), (0.0045, 0.02), (0.006, 0.07), (0.0055, 0.145), (0.003, 0.15), (0, 0.15)], 14
        )
        b.add("black", pen.at(0, 0, 0, 0, -28, s * 12).at(x + s * 0.05, TOP + 0.026, z), density=0)
        b.add(
            "brass",
            lathe([(0.009, 0), (0.011, 0.014), (0.008, 0.03), (0.006, 0.03)], 16)
            .at(0, 0, 0, 0, -28, s * 12)
            .at(x + s * 0.05, TOP + 0.018, z),
            density=0,
        )
    cup_x, cup_z = x - 0.17, z - 0.02
    b.add(
        "leather brown",
        lathe([(0, 0), (0.036, 0), (0.038, 0.10), (0.034, 0.10), (0.032, 0.01), (0, 0.01)], 24).at(cup_x, TOP, cup_z),
    )
    for k, name in enumerate(("file red", "yellow", "file blue", "black", "file green")):
        a, r = k * 1.3, 0.016
        pen = lathe([(0, 0), (0.0036, 0.0), (0.0036, 0.165), (0.001, 0.178), (0, 0.178)], 8)
        b.add(
            name,
            pen.at(0, 0, 0, 0, 9 * math.cos(a), 9 * math.sin(a)).at(
                cup_x + r * math.cos(a), TOP + 0.012, cup_z + r * math.sin(a)
            ),
            density=0,
        )


def glasses(b: Build, x: float, y: float, z: float, yaw: float) -> None:
    """Reading glasses laid down, temples open."""
    rims = [tube(arc((s * 0.033, 0.021, 0), 0.023, 0, 360, 20), 0.0014, 6, closed=False) for s in (-1, 1)]
    bridge = tube([(-0.010, 0.026, 0), (0, 0.031, 0.002), (0.010, 0.026, 0)], 0.0014, 6)
    sides = [
        tube(
            [(s * 0.057, 0.028, 0), (s * 0.060, 0.020, -0.06), (s * 0.058, 0.006, -0.125), (s * 0.054, 0.0015, -0.14)],
            0.0014,
            6,
        )
        for s in (-1, 1)
    ]
    b.add("black", join(*rims, bridge, *sides).at(x, y, z, yaw), density=0)
    b.add(
        "clear glass",
        *(lathe([(0.022, 0), (0, 0)], 20).at(0, 0, 0, 0, 90).at(s * 0.033, 0.021, 0).at(x, y, z, yaw) for s in (-1, 1)),
    )


def cup(b: Build, x: float, y: float, z: float, yaw: float = 30) -> None:
    """Porcelain cup with tea, on a saucer."""
    bowl = lathe(
        [
            (0, 0.006),
            (0.022, 0.006),
            (0.024, 0.010),
            (0.036, 0.030),
            (0.041, 0.066),
            (0.0395, 0.066),
            (0.034, 0.030),
            (0.02, 0.014),
            (0, 0.013),
        ],
        28,
        50,
    )
    saucer = lathe([(0, 0), (0.04, 0), (0.072, 0.012), (0.072, 0.014), (0.04, 0.005), (0, 0.005)], 32, 50)
    ear = tube(arc((0.040, 0.040, 0), 0.018, -85, 85, 9), 0.0032, 7)
    b.add("porcelain", join(bowl, saucer, ear).at(x, y, z, yaw))
    b.add("tea", lathe([(0.038, 0.052), (0, 0.052)], 24).at(x, y, z))


def photo(w: float, h: float) -> dict[str, list[Mesh]]:
    """A framed photograph leaning on its strut, facing +z."""
    rim = [box(0.014, h, 0.014, (s * (w - 0.014) / 2, 0, 0), 0.003) for s in (-1, 1)] + [
        box(w, 0.014, 0.014, (0, y, 0), 0.003) for y in (0.0, h - 0.014)
    ]
    back = box(w - 0.006, h - 0.006, 0.004, (0, 0.003, -0.004), 0)
    strut = box(0.03, h * 0.8, 0.003, (0, 0, 0), 0).at(0, 0.0, -0.075, 0, 28)
    face = quad((-w / 2 + 0.013, 0.013, 0.0005), (w - 0.026, 0, 0), (0, h - 0.026, 0), 9, picture=True)
    lean = -14
    return {
        "brass": [m.at(0, 0, 0, 0, lean) for m in rim],
        "black": [back.at(0, 0, 0, 0, lean), strut],
        "photo": [face.at(0, 0, 0, 0, lean)],
    }


def photograph() -> bytes:
    """A group on the plaza, out of focus enough to be anybody."""
    rng = np.random.default_rng(12)
    a = np.ones((256, 192, 3)) * np.array([0.62, 0.72, 0.80])
    a[120:] = (0.45, 0.55, 0.30)
    y, x = np.mgrid[0:256, 0:192]
    for k in range(7):
        cx, top = 28 + 23 * k + rng.uniform(-4, 4), 96 + 16 * (k % 2) + rng.uniform(-5, 5)
        coat = np.array([(0.15, 0.2, 0.33), (0.6, 0.2, 0.2), (0.85, 0.83, 0.78), (0.2, 0.35, 0.28)][k % 4])
        a[((x - cx) / 15) ** 2 + ((y - top - 62) / 48) ** 2 < 1] = coat
        a[((x - cx) / 8.5) ** 2 + ((y - top) / 10.5) ** 2 < 1] = (0.80, 0.62, 0.50)
        a[((x - cx) / 9) ** 2 + ((y - top + 5) / 8) ** 2 < 1] = (0.12, 0.10, 0.09)
        a[((x - cx) / 7) ** 2 + ((y - top - 2) / 8) ** 2 < 1] = (0.80, 0.62, 0.50)
    out = io.BytesIO()
    Image.fromarray((a * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.6)).save(out, "JPEG", quality=80)
    return out.getvalue()
