"""The east and south walls: city model under glass, suggestion corner, pictures and calligraphy, clock, sideboard."""

from __future__ import annotations

import math

import numpy as np

from assets.build import blender, flags, mayor_desk, mayor_library, signs, upholstery
from assets.build.materials import Material, paint
from assets.build.mayor_shell import FAR, board
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad, sheet, tube
from assets.build.place import Build
from assets.build.shell import clock, frame

MODEL = (3.85, -6.85)


def corner(b: Build) -> None:
    model(b)
    suggestions(b)
    pictures(b)
    sideboard(b)


def picture(
    b: Build, name: str, data: bytes, x: float, y: float, z: float, w: float, h: float, yaw: float, mount: float = 0.07
) -> None:
    """A framed picture behind a mount; (x, y, z) is its middle on the wall."""
    b.material(name, Material(picture=data, roughness=0.55))
    rim = [
        (-w / 2 - mount, -h / 2 - mount, 0),
        (w / 2 + mount, -h / 2 - mount, 0),
        (w / 2 + mount, h / 2 + mount, 0),
        (-w / 2 - mount, h / 2 + mount, 0),
    ]
    profile = [(0.0, 0.0), (0.030, 0.0), (0.030, 0.022), (0.022, 0.032), (0.010, 0.028), (0.0, 0.016)]
    moulding = blender.swept(rim, [(u, v) for u, v in profile], closed=True, up=(0, 0, 1))
    b.add("walnut dark", moulding.at(x, y, z, yaw))
    b.add(
        "paper",
        quad((-w / 2 - mount, -h / 2 - mount, 0.010), (w + 2 * mount, 0, 0), (0, h + 2 * mount, 0), FAR).at(
            x, y, z, yaw
        ),
    )
    b.add("brass", frame(w + 0.012, h + 0.012, 0.006, 0.004).at(0, -h / 2 - 0.006, 0.012).at(x, y, z, yaw))
    b.add(name, quad((-w / 2, -h / 2, 0.0125), (w, 0, 0), (0, h, 0), FAR, picture=True).at(x, y, z, yaw))


def pictures(b: Build) -> None:
    """A landscape over the sofa, calligraphy beside the model, the city's plan by the table, small ones by the door."""
    picture(b, "landscape", flags.river_painting(), 4.999, 1.83, -4.15, 1.72, 0.96, -90)
    picture(b, "calligraphy", flags.calligraphy(), 4.999, 1.85, -6.75, 0.98, 0.72, -90)
    picture(b, "plan", flags.city_plan(), -2.75, 1.62, -0.030, 1.32, 0.88, 180)
    for k, x in enumerate((-1.42, -1.42)):
        picture(b, f"small {k}", mayor_desk.photograph(), x, 1.83 - 0.46 * k, -0.030, 0.19, 0.25, 180, 0.03)
    clock(b, flags.clock_face(), 1.15, 2.33, -0.030, 0.15, 180)
    for z in (-4.15, -6.75):  # a brass picture light over each
        b.add(
            "brushed brass",
            cylinder(0.016, 0.5, 14).at(0, 0, 0, 0, 0, 90).at(0.25, 0, 0).at(4.86, 2.52, z, -90),
            tube([(4.99, 2.46, z), (4.93, 2.50, z), (4.86, 2.52, z)], 0.007, 8),
        )


def sideboard(b: Build) -> None:
    """A low cabinet right of the door: doors in walnut, awards, a jar, a tray with water."""
    x, z, w, h, d = 2.75, -0.27, 1.9, 0.86, 0.44
    body = blender.bevelled(box(w, h - 0.12, d, (0, 0.12, 0), 0, FAR, "x"), 0.004, 2)
    b.add("walnut", blender.remapped(body, "x").at(x, 0, z))
    for k in range(4):
        b.add(
            "walnut",
            board(
                w / 4 - 0.008,
                h - 0.18,
                0.016,
                (x - w / 2 + (k + 0.5) * w / 4, 0.145, z - d / 2 - 0.006),
                400 + k,
                "y",
                0.003,
            ),
        )
        b.add(
            "brushed brass",
            box(
                0.010,
                0.16,
                0.014,
                (x - w / 2 + (k + (0.92 if k % 2 == 0 else 0.08)) * w / 4, 0.46, z - d / 2 - 0.022),
                0.004,
                FAR,
            ),
        )
    b.add(
        "brushed brass",
        *(
            box(0.025, 0.12, 0.025, (x + sx * (w / 2 - 0.08), 0, z + sz * (d / 2 - 0.06)), 0.002, FAR)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    b.block((x - w / 2, 0, z - d / 2), (x + w / 2, h, 0))
    for dx, make, yaw in (
        (-0.62, mayor_library.trophy, 180),
        (0.02, mayor_library.moon_jar, 0),
        (0.50, mayor_library.trophy, 200),
    ):
        for material, meshes in make().items():
            b.add(material, join(*meshes).at(x + dx, h, z + 0.02, yaw))
    for material, meshes in mayor_desk.photo(0.18, 0.24).items():
        b.add(material, join(*meshes).at(x + 0.78, h, z - 0.02, 190))


def model(b: Build) -> None:
    """The city in limewood and brass under a glass hood: hills, the river with its bridges, districts, one tower."""
    x, z = MODEL
    w, d, base = 1.70, 1.15, 0.82
    b.material("model wood", paint("#d9c3a0", 0.7))
    b.material("model pale", paint("#ece5d8", 0.7))
    b.material("model dark", paint("#b08f66", 0.7))
    b.material("model water", Material(colour=(0.10, 0.17, 0.21, 1), roughness=0.08))
    b.material("model hill", paint("#8f9a72", 0.9))
    plinth = blender.bevelled(box(w + 0.06, base - 0.14, d + 0.06, (0, 0.10, 0), 0, FAR, "x"), 0.005, 2)
    b.add("walnut", blender.remapped(plinth, "x").at(x, 0, z))
    b.add("gap", box(w - 0.04, 0.10, d - 0.04, (x, 0, z), 0, FAR))
    top = blender.bevelled(box(w + 0.10, 0.04, d + 0.10, (0, base - 0.04, 0), 0, FAR, "x"), 0.006, 2)
    b.add("walnut", blender.remapped(top, "x").at(x, 0, z))
    terrain(b, x, z, base + 0.004)
    for dx, dz, sx, sz in ((0, d / 2, w, 0.006), (0, -d / 2, w, 0.006), (w / 2, 0, 0.006, d), (-w / 2, 0, 0.006, d)):
        b.add("clear glass", box(sx, 0.42, sz, (x + dx, base, z + dz), 0, FAR))
    b.add("clear glass", box(w + 0.006, 0.006, d + 0.006, (x, base + 0.42, z), 0, FAR))
    posts = [
        box(0.012, 0.426, 0.012, (x + sx * w / 2, base, z + sz * d / 2), 0.002) for sx in (-1, 1) for sz in (-1, 1)
    ]
    rails = [box(w, 0.008, 0.012, (x, base + 0.421, z + s * d / 2), 0.002, FAR) for s in (-1, 1)] + [
        box(0.012, 0.008, d, (x + s * w / 2, base + 0.421, z), 0.002, FAR) for s in (-1, 1)
    ]
    b.add("brushed brass", *posts, *rails)
    b.material(
        "model label",
        Material(
            picture=signs.two_lines("서울 모형 1:10 000", "Model of Seoul", 768, 190, "#1b1410", "#e2c07f"),
            roughness=0.3,
        ),
    )
    b.add("brushed brass", box(0.36, 0.10, 0.004, (0, 0, 0), 0.001).at(x - w / 2 - 0.034, 0.60, z, -90))
    b.add(
        "model label",
        quad((-0.17, 0.008, 0.0026), (0.34, 0, 0), (0, 0.084, 0), 9, picture=True).at(x - w / 2 - 0.034, 0.60, z, -90),
    )
    b.block((x - w / 2 - 0.03, 0, z - d / 2 - 0.03), (x + w / 2 + 0.03, base + 0.42, z + d / 2 + 0.03))


def _river(t: np.ndarray) -> np.ndarray:
    return 0.16 + 0.075 * np.sin(4.1 * t + 0.4) + 0.02 * np.sin(9 * t)


def _rise(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Height of the model's ground: hills far off (v < 0) and one in the middle."""
    far = 0.10 * np.clip(-v - 0.30, 0, 1) / 0.27 * (0.7 + 0.3 * np.sin(9 * u + 2)) * (1 + 0.25 * np.sin(23 * u))
    one = 0.075 * np.exp(-(((u + 0.12) / 0.10) ** 2) - ((v + 0.03) / 0.08) ** 2)
    south = 0.05 * np.clip(v - 0.40, 0, 1) / 0.17 * (0.6 + 0.4 * np.sin(7 * u))
    return far + one + south


def terrain(b: Build, x: float, z: float, y: float) -> None:
    """Ground as a relief; the river as a sheet; blocks where the ground is level; slabs of towers in rows."""
    u, v = np.meshgrid(np.linspace(-0.84, 0.84, 70), np.linspace(-0.565, 0.565, 46), indexing="ij")
    water = np.abs(v - _river(u)) < 0.055
    ground = np.stack([u, np.where(water, -0.003, _rise(u, v)), v], -1)
    relief = sheet(ground)
    b.add("model wood", (relief if relief.n[..., 1].mean() > 0 else sheet(ground, flip=True)).at(x, y, z))
    t = np.linspace(-0.84, 0.84, 40)
    band = np.stack([np.stack([t, np.full_like(t, 0.0015), _river(t) + s * 0.062], -1) for s in (-1, 1)], 0)
    surface = sheet(band)
    b.add("model water", (surface if surface.n[..., 1].mean() > 0 else sheet(band, flip=True)).at(x, y, z))
    rng = np.random.default_rng(8)
    blocks: dict[str, list[Mesh]] = {"model pale": [], "model wood": [], "model dark": []}
    for i in range(36):
        for j in range(24):
            a, c = -0.80 + 0.0457 * i + rng.uniform(-0.004, 0.004), -0.53 + 0.0461 * j + rng.uniform(-0.004, 0.004)
            if (
                abs(c - float(_river(np.array(a)))) < 0.082
                or float(_rise(np.array(a), np.array(c))) > 0.022
                or rng.random() < 0.10
            ):
                continue
            centre = math.exp(-(((a + 0.30) / 0.22) ** 2) - ((c + 0.12) / 0.14) ** 2) + math.exp(
                -(((a - 0.42) / 0.25) ** 2) - ((c - 0.36) / 0.12) ** 2
            )
            lift = float(_rise(np.array(a), np.array(c)))
            for _ in range(2 if rng.random() < 0.7 else 1):
                w, d = float(rng.uniform(0.012, 0.024)), float(rng.uniform(0.012, 0.024))
                h = float(rng.uniform(0.008, 0.022)) * (1 + 3.2 * centre * float(rng.random()) ** 1.5)
                solid = box(
                    w, h, d, (a + float(rng.uniform(-0.009, 0.009)), lift, c + float(rng.uniform(-0.009, 0.009))), 0, 9
                )
                name = ("model pale", "model pale", "model wood", "model dark")[int(rng.integers(4))]
                blocks[name].append(Mesh(*(q[solid.n[:, 0, 1] > -0.5] for q in (solid.p, solid.n, solid.uv))))
    for name, meshes in blocks.items():
        b.add(name, *(m.at(x, y, z) for m in meshes))
    for a in (-0.55, -0.28, 0.02, 0.30, 0.58):
        c = float(_river(np.array(a)))
        b.add(
            "brushed brass",
            box(0.008, 0.003, 0.16, (x + a, y + 0.010, z + c), 0),
            *(box(0.004, 0.010, 0.006, (x + a, y, z + c + s), 0) for s in (-0.05, 0, 0.05)),
        )
    b.add(
        "brass",
        lathe(
            [(0.004, 0), (0.003, 0.05), (0.008, 0.055), (0.008, 0.064), (0.002, 0.07), (0.0008, 0.12), (0, 0.12)], 12
        ).at(x - 0.12, y + 0.072, z - 0.03),
    )
    spots = rng.uniform((-0.8, -0.55), (0.8, 0.55), (340, 2))
    lift = _rise(spots[:, 0], spots[:, 1])
    green = np.stack([spots[:, 0], lift - 0.002, spots[:, 1]], -1)[lift > 0.02]
    b.add(
        "model hill",
        blender.scattered(lathe([(0.011, 0.0), (0.008, 0.010), (0, 0.017)], 6), green, 5, 180, 0, (0.7, 1.4)).at(
            x, y, z
        ),
        density=0,
    )


def suggestions(b: Build) -> None:
    """Frame for the program's panel, a counter with forms and pens, the box with its slot, a poster, a stool."""
    z, rim = -1.7, 0.045
    title = signs.two_lines("시민 제안", "Your suggestions", 768, 180, "#1b1410", "#e2c07f")
    b.material("suggestion title", Material(picture=title, roughness=0.4))
    b.add("brushed brass", box(0.80, 0.20, 0.008, (0, 0, 0.004), 0.002).at(5, 2.28, z, -90))
    b.add(
        "suggestion title",
        quad((-0.385, 0.012, 0.0086), (0.77, 0, 0), (0, 0.176, 0), FAR, picture=True).at(5, 2.28, z, -90),
    )
    b.add(
        "walnut",
        frame(1.44 + 2 * rim + 0.06, 1.04 + 2 * rim + 0.06, rim, 0.05).at(4.977, 1.55 - 0.52 - rim - 0.03, z, -90),
    )
    b.add("black", quad((4.985, 1.0, z - 0.76), (0, 0, 1.52), (0, 1.10, 0), FAR))
    counter = blender.bevelled(box(0.40, 0.035, 1.30, (0, 0.86, 0), 0, FAR, "z"), 0.006, 2)
    b.add("walnut", blender.remapped(counter, "z").at(4.79, 0, z))
    b.add("brushed brass", *(tube([(4.95, 0.66, z + s * 0.5), (4.66, 0.855, z + s * 0.5)], 0.009, 8) for s in (-1, 1)))
    b.block((4.6, 0.6, z - 0.65), (5.0, 0.9, z + 0.65))
    for dz, yaw in ((0.30, -86), (0.34, -97)):
        mayor_desk.pile(b, 4.78, z + dz, 0.895 + (0.012 if dz > 0.31 else 0), 6, int(dz * 100), "page b", yaw)
    cup_x, cup_z = 4.88, z + 0.05
    b.add(
        "brushed steel",
        lathe([(0, 0), (0.034, 0), (0.036, 0.095), (0.033, 0.095), (0.031, 0.006), (0, 0.006)], 24).at(
            cup_x, 0.895, cup_z
        ),
    )
    pen = lathe([(0, 0), (0.0042, 0.004), (0.0042, 0.13), (0.0025, 0.142), (0, 0.143)], 8)
    for k, name in enumerate(("file blue", "black", "file red", "file blue", "file green")):
        b.add(
            name,
            pen.at(0, 0, 0, 0, 9 * math.cos(1.3 * k), 9 * math.sin(1.3 * k)).at(
                cup_x + 0.015 * math.cos(1.3 * k), 0.903, cup_z + 0.015 * math.sin(1.3 * k)
            ),
            density=0,
        )
    ballot(b, 4.79, 0.895, z - 0.36)
    poster(b)


def ballot(b: Build, x: float, y: float, z: float) -> None:
    """The wooden box: dovetails, a slot in brass, a small lock, one letter still sticking out."""
    hollow = blender.boolean(box(0.28, 0.26, 0.36, (0, 0, 0), 0, FAR), box(0.014, 0.05, 0.22, (0, 0.24, 0), 0, FAR))
    body = blender.remapped(blender.bevelled(hollow, 0.005, 2), "z")
    b.add("cherry", body.at(x, y, z))
    b.add(
        "brushed brass",
        *(box(0.010, 0.003, 0.25, (x + s * 0.013, y + 0.259, z), 0.001) for s in (-1, 1)),
        *(box(0.036, 0.003, 0.012, (x, y + 0.259, z + s * 0.119), 0.001) for s in (-1, 1)),
    )
    b.add(
        "brushed brass",
        box(0.003, 0.05, 0.04, (x - 0.1405, y + 0.17, z), 0.001),
        cylinder(0.010, 0.012, 16).at(0, 0, 0, 0, 0, 90).at(x - 0.142, y + 0.19, z),
    )
    b.add("gap", box(0.29, 0.002, 0.361, (x, y + 0.205, z), 0, FAR))
    b.add("paper", box(0.002, 0.09, 0.15, (0, 0, 0), 0).at(0, 0, 0, 0, 0, 4).at(x, y + 0.21, z + 0.02))
    label = b.material(
        "box label",
        Material(picture=signs.two_lines("의견함", "SUGGESTIONS", 384, 150, "#f4f1ea", "#22262b"), roughness=0.6),
    )
    b.add(label, quad((-0.10, 0.05, 0.1415), (0.20, 0, 0), (0, 0.078, 0), FAR, picture=True).at(x, y, z, -90))


def poster(b: Build) -> None:
    """What happens to a suggestion, in four steps."""
    lines = [
        ("제안은 이렇게 처리됩니다", "bold", 44, "#17365d"),
        ("What happens to your suggestion", "text", 24, "#5a646f"),
        ("---", "", 0, "#b79a63"),
        ("1  접수 · received", "bold", 34, "#22262b"),
        ("2  담당 부서 검토 · reviewed", "bold", 34, "#22262b"),
        ("3  시장 보고 · the mayor reads it", "bold", 34, "#22262b"),
        ("4  답변 · you get an answer", "bold", 34, "#1f7a45"),
        ("---", "", 0, "#b79a63"),
        ("평균 답변 기간 7일", "text", 28, "#5a646f"),
    ]
    picture(b, "poster", signs.column(lines, 620, 520, "#f6f3ea", 40), 4.999, 1.62, -0.56, 0.50, 0.42, -90, 0.02)
    b.put(upholstery.conference_chair("chair cloth"), 3.95, 0, -0.62, 215)
    b.anchor("seat.suggestions", 3.95, 0, -0.62, 215)
