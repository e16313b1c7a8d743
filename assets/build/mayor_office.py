"""The mayor's office: 10 x 8 x 3.2 m on the sixth floor, a wide window onto the plaza.

Floor plan (x to the right; one comes in at the origin and walks to -z):

    z -8  +========== window: lawn, old library, city ==========+
          |b | flags                              city model    |
          |o |          chair                     under glass   |
    z -6  |o |       [   desk   ]                               |
          |k |   mayor                              +-- sofa    |
          |s |                          armchair    |  table    |
    z -4  |h |  rug                     armchair    |           |
          |e |                                      +--         |
    z -2  |l |  (round table,          visitor                  |
          |v |   four chairs)                    suggestions    |
    z  0  +---------------------[ door ]------------------------+
          x -5                     0                           x 5

Walnut panels and full-height bookshelves on the west, plaster and pictures on the east, oak floor with two rugs,
a coffered ceiling with a lamp in every coffer. The mayor receives people standing beside the desk.
"""

from __future__ import annotations

import math

import numpy as np

from assets.build import flags, kit, outside, signs
from assets.build.bake import Sky
from assets.build.materials import Material, glowing_picture, paint
from assets.build.mesh import between, box, cylinder, lathe, quad, tube
from assets.build.place import OUTSIDE, Build
from assets.build.shell import (
    Opening,
    Room,
    baseboard,
    ceiling,
    door,
    downlight,
    floor,
    frame,
    panel_light,
    patch,
    plate,
    wall,
)

ROOM = Room(-5, 5, -8, 0, 3.2)
WINDOW = Opening(-4.3, 4.3, 0.62, 2.75, 0.30)
GROUND = -21.0


def place() -> Build:
    b = Build("mayor_office", ("시장실", "Mayor's Office"))
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.34, 0.31, 0.28))
    shell(b)
    roof(b)
    view(b)
    desk(b)
    library(b)
    seats(b)
    corner(b)
    walls(b)
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("mayor", -1.15, 0, -4.75, 172)
    b.anchor("visitor", -0.9, 0, -3.1, 5)
    b.anchor("suggestions", 4.93, 1.55, -1.7, -90)
    b.views = [
        ("arrival", (0.2, 1.65, -0.5), (0.0, 1.35, -8), 62),
        ("desk", (-1.6, 1.6, -3.0), (0.8, 0.9, -6.6), 55),
        ("window", (0.9, 1.65, -5.0), (0.4, 0.9, -12), 62),
        ("library", (1.2, 1.6, -2.6), (-5, 1.3, -5.0), 58),
        ("sofa", (0.6, 1.6, -3.0), (4.6, 0.8, -4.6), 55),
        ("city_model", (1.9, 1.6, -5.7), (4.0, 0.95, -7.0), 50),
        ("suggestions", (2.2, 1.6, -2.1), (5, 1.4, -1.7), 55),
        ("from_the_desk", (0.6, 1.35, -6.9), (-0.3, 1.3, 0), 62),
    ]
    return b


def shell(b: Build) -> None:
    floor(b, ROOM, "oak floor", 0.33)
    hole = Opening(-0.57, 0.57, 0, 2.27, 0.25)
    wall(b, ROOM, "north", "walnut", (WINDOW,), 0, 0.62)
    wall(b, ROOM, "north", "plaster warm", (WINDOW,), 0.62)
    wall(b, ROOM, "south", "plaster warm", (hole,))
    wall(b, ROOM, "east", "plaster warm")
    wall(b, ROOM, "west", "walnut")
    baseboard(b, ROOM, "walnut", {"south": [(-0.6, 0.6)]}, 0.12, 0.018)
    b.put(door(1.0, 2.2, "walnut", "walnut"), 0, 0, 0, 180)
    for x0, x1 in ((-4.98, -0.66), (0.66, 4.98)):  # panelling on the south wall
        n = round((x1 - x0) / 0.72)
        for k in range(n):
            w = (x1 - x0) / n
            b.add("walnut", box(w - 0.03, 0.95, 0.022, (x0 + (k + 0.5) * w, 0.13, -0.011), 0.006, 0.5, "y"))
        b.add("walnut", between((x0, 1.10, -0.035), (x1, 1.14, 0), 0.006, 0.6))
    b.add("walnut", patch(ROOM, "east", -8, 0, 0, 1.12, 0.004), patch(ROOM, "south", -5, -0.64, 0, 1.12, 0.004))
    b.add("walnut", patch(ROOM, "south", 0.64, 5, 0, 1.12, 0.004))
    for k in range(10):  # and below the pictures of the east wall
        z = -7.55 + 0.76 * k
        b.add("walnut", box(0.022, 0.95, 0.73, (4.989, 0.13, z), 0.006, 0.5, "y"))
    b.add("walnut", between((4.965, 1.10, -7.98), (5.0, 1.14, -0.02), 0.006, 0.6))
    # the window: frames, sill, a radiator grille below, curtains at its ends
    b.add("dark steel", frame(8.6, 2.13, 0.07, 0.10, bars_x=(0.2, 0.4, 0.6, 0.8)).at(0, 0.62, -8.16))
    b.add("glass", quad((-4.25, 0.67, -8.16), (8.5, 0, 0), (0, 2.03, 0), 9))
    b.add("marble", between((-4.35, 0.585, -8.28), (4.35, 0.625, -7.84), 0.006, 0.5))
    for k in range(43):
        b.add("walnut", box(0.05, 0.40, 0.02, (-4.2 + 0.2 * k, 0.14, -7.985), 0.004))
    for side in (-1, 1):
        b.add("fabric sand", curtain(0.55, 2.55, 9).at(side * 4.62, 0.30, -7.88))
    b.add("brass", tube([(-4.95, 2.90, -7.88), (4.95, 2.90, -7.88)], 0.014, 10))


def curtain(width: float, height: float, folds: int):  # type: ignore[no-untyped-def]
    """Gathered cloth hanging in folds, seen from the front."""
    from assets.build.mesh import sheet

    u, v = np.linspace(-0.5, 0.5, folds * 6 + 1), np.linspace(0, 1, 5)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    depth = 0.045 * np.sin(uu * 2 * math.pi * folds) * (0.6 + 0.4 * (1 - vv))
    points = np.stack([uu * width, vv * height, depth], -1)
    return sheet(points, np.stack([uu * width * 1.8, vv * height], -1))


def roof(b: Build) -> None:
    """Five by four coffers between walnut-edged beams, a square lamp in each."""
    ceiling(b, ROOM, "plaster", 0.5)
    for k in range(6):
        x = -5 + 2.0 * k
        b.add("plaster warm", between((max(x - 0.14, -5), 2.98, -8), (min(x + 0.14, 5), 3.2, 0), 0.01, 0.5))
    for k in range(5):
        z = -8 + 2.0 * k
        b.add("plaster warm", between((-5, 2.985, max(z - 0.14, -8)), (5, 3.2, min(z + 0.14, 0)), 0.01, 0.5))
    for i in range(5):
        for j in range(4):
            x, z = -4 + 2 * i, -7 + 2 * j
            b.add("walnut", frame(1.72, 1.72, 0.05, 0.03).at(x, 3.175, z + 0.86, 0, -90))
            strong = (i + j) % 2 == 0
            panel_light(b, x, 3.2, z, 0.9, 0.9, "lamp", 4.6 if strong else 0.0, 0.5, range_m=8.0)
    for x in (-3, -1, 1, 3):  # daylight from the window, as far as lamps can say it
        b.lamp(x, 1.9, -7.6, 2.6, (0.86, 0.94, 1.06), (1.6, 0.1), down=False, range_m=7.0)


def view(b: Build) -> None:
    """A lawn plaza, the old library, streets with trees, blocks of the city and the hills beyond."""
    outside.ground(b, "paving", -130, 130, -150, -12, GROUND, 9)
    grass = b.material("outside grass", glowing_picture(outside.ground_picture("grass"), 0.85))
    turn = np.radians(np.linspace(0, 360, 49))
    oval = lathe([(1.0, 0.0), (0.0, 0.0)], 48).scaled(26, 1, 15)
    oval.uv[:] = oval.p[..., [0, 2]] / 5
    b.add(grass, oval.at(0, GROUND + 0.12, -46), node=OUTSIDE)
    road = b.material("outside asphalt", glowing_picture(outside.ground_picture("asphalt"), 0.8))
    for z in (-20, -76):
        strip = quad((-130, GROUND + 0.06, z), (260, 0, 0), (0, 0, -9), 40)
        strip.uv[:] /= 5
        b.add(road, strip, node=OUTSIDE)
        line = b.material("road line", outside.day("#e8e6dc", 0.9))
        for k in range(26):
            b.add(line, quad((-100 + 8 * k, GROUND + 0.1, z - 4.4), (3.5, 0, 0), (0, 0, -0.25)), node=OUTSIDE)
    for k, a in enumerate(turn[:-1:2]):
        outside.tree(b, 31 * math.cos(a), GROUND, -46 + 20 * math.sin(a), 5.2 + 0.7 * (k % 3), 100 + k, far=True)
    library_building(b, 46, -58)
    rng = np.random.default_rng(3)
    tones = ("#c9bda9", "#aeb9c2", "#d6cfc2", "#b9a58e", "#9fb0bb", "#cfc6bb")
    for row, (z, low, high) in enumerate(((-92, 8, 19), (-114, 12, 27), (-136, 14, 40))):
        x = -112.0 + 7 * row
        while x < 112:
            w, h = float(rng.uniform(11, 22)), float(rng.uniform(low, high))
            outside.building(b, x + w / 2, z, w, h, 14, tones[int(rng.integers(6))], GROUND, int(h / 3.6), "+z")
            x += w + float(rng.uniform(2, 13))
    for x, z, h in ((-64, -60, 15), (-60, -36, 24), (84, -34, 21)):
        outside.building(b, x, z, 18, h, 16, tones[int(abs(x)) % 6], GROUND, int(h / 3.6), "+z")
    outside.backdrop(b, "city", outside.panorama(seed=11), (0, GROUND - 22, -165), 460, 150, 0, 0.20)


def library_building(b: Build, x: float, z: float) -> None:
    """The old library: a stone front of 1926 with tall windows, a green copper roof and a low clock tower."""
    stone, shade, roof_, glass = (b.material(n, outside.day(c, s)) for n, c, s in (
        ("library stone", "#cbbfa8", 1.0), ("library shade", "#9d927f", 0.9), ("library roof", "#6f9a86", 0.9), ("library glass", "#4e5b63", 0.8)))  # fmt: skip
    y = GROUND
    b.add(shade, box(44, 13, 16, (x, y, z), 0, 99), box(9, 20, 9, (x, y, z + 3), 0, 99), node=OUTSIDE)
    b.add(
        stone,
        box(44, 13, 0.4, (x, y, z + 8), 0, 99),
        box(12, 15.5, 2.4, (x, y, z + 8), 0, 99),
        box(8.6, 6, 0.3, (x, y + 15.5, z + 7.5), 0, 99),
        node=OUTSIDE,
    )
    b.add(
        roof_,
        box(45, 1.2, 17, (x, y + 13, z), 0, 99),
        lathe([(6.4, 0), (5.6, 1.6), (3.6, 3.4), (1.2, 4.4), (0.3, 6.4), (0, 6.6)], 16).at(x, y + 20, z + 3),
        node=OUTSIDE,
    )
    for k in range(14):
        dx = -20.2 + 3.1 * k
        if abs(dx) > 6:
            for f in range(3):
                b.add(glass, box(1.5, 2.6, 0.2, (x + dx, y + 1.6 + 3.9 * f, z + 8.25), 0, 99), node=OUTSIDE)
            b.add(stone, box(0.5, 13.4, 0.5, (x + dx + 1.55, y, z + 8.3), 0, 99), node=OUTSIDE)
    for k in range(5):
        b.add(glass, box(1.2, 8.4, 0.2, (x - 4.4 + 2.2 * k, y + 4.2, z + 9.25), 0, 99), node=OUTSIDE)
    b.add(glass, lathe([(0, 0), (1.5, 0)], 24).at(x, y + 18.6, z + 7.75, 0, -90), node=OUTSIDE)


def desk(b: Build) -> None:
    """The large desk, what lies on it, its chair and the flags behind."""
    x, z = 0.7, -6.0
    top = {
        "walnut": [box(2.3, 0.045, 0.95, (0, 0.705, 0), 0.006, 0.3), box(2.1, 0.52, 0.025, (0, 0.16, 0.36), 0.004, 0.5),
                   *(box(0.5, 0.62, 0.85, (s * 0.85, 0.08, 0), 0.005, 0.5) for s in (-1, 1)),
                   *(box(0.46, 0.18, 0.02, (s * 0.85, 0.10 + 0.2 * k, -0.435), 0.004) for s in (-1, 1) for k in range(3))],
        "brass": [box(0.14, 0.012, 0.02, (s * 0.85, 0.22 + 0.2 * k, -0.455)) for s in (-1, 1) for k in range(3)],
        "black": [box(0.44, 0.08, 0.8, (s * 0.85, 0, 0)) for s in (-1, 1)],
        "leather black": [box(0.78, 0.004, 0.48, (0, 0.75, -0.16), 0.001)],
        "solid": [box(2.3, 0.75, 0.95, (0, 0, 0), 0, 99)],
    }  # fmt: skip
    b.put(top, x, 0, z)
    h = 0.75
    dashboard = signs.column([("오늘의 서울", "bold", 44, "#ffffff"), ("Seoul today", "text", 24, "#bcd4ee"), ("---", "", 0, "#6f95bd"),
                              ("맑음 · 공기 좋음", "bold", 34, "#d9f0d0"), ("Clear, good air", "text", 24, "#d9f0d0")], 640, 360, "#1c3d63", 36)  # fmt: skip
    b.material("dashboard", glowing_picture(dashboard, 0.8))
    b.put(kit.monitor("dashboard", 0.60), x + 0.62, h, z + 0.08, 200, solid=False)
    b.put(kit.keyboard(), x + 0.42, h, z - 0.22, 190, solid=False)
    b.put(kit.telephone(), x - 0.92, h, z - 0.12, 165, solid=False)
    b.put(kit.desk_lamp(), x - 0.78, h, z + 0.28, 150, solid=False)
    b.put(kit.pen_cup(), x - 0.45, h, z + 0.22, 0, solid=False)
    b.put(kit.papers(2, 8), x - 0.02, h + 0.004, z - 0.15, 4, solid=False)
    b.put(kit.papers(9, 3), x - 0.42, h, z - 0.10, -12, solid=False)
    b.put(kit.cup(), x + 0.98, h, z - 0.2, 30, solid=False)
    name = signs.two_lines("시장", "MAYOR", 512, 150, "#2a1c12", "#e9c98a")
    plate(b, "name plate", name, x, h + 0.065, z + 0.36, 0.36, 0.105, 0, edge="walnut", thick=0.02, pitch=-12)
    b.put(kit.office_chair("leather black"), x, 0, z - 0.98, 8)
    b.put(kit.shell_chair("leather brown", "dark steel"), x - 0.45, 0, z + 1.25, 190)
    b.put(kit.shell_chair("leather brown", "dark steel"), x + 0.65, 0, z + 1.25, 168)
    rug = b.material(
        "rug border", Material(colour=(0.55, 0.42, 0.24, 1), surface="carpet", detail="base normal", roughness=0.97)
    )
    b.add(rug, box(4.4, 0.012, 3.2, (0.6, 0, -5.7), 0.004, 0.4))
    b.add("carpet blue", box(4.1, 0.014, 2.9, (0.6, 0, -5.7), 0.004, 0.4))
    for k, (cloth, fx) in enumerate((("korean flag", -2.15), ("city flag", -2.85))):
        flags.standing(b, cloth, fx, -7.25, 20 + 10 * k)


def library(b: Build) -> None:
    """Bookshelves over the whole west wall, with closed cupboards below."""
    for k in range(3):
        b.put(kit.bookshelf(2.1, 2.75, 0.36, 3, 5, "walnut", 70 + k, 0.62), -4.81, 0, -6.75 + 2.12 * k, 90)
    b.add("walnut", between((-5, 2.75, -7.82), (-4.60, 2.97, -1.44), 0.008, 0.5))
    for z in (-6.75, -4.63, -2.51):
        downlight(b, -4.3, 3.0, z, 0.06)
        b.lamp(-4.0, 2.4, z, 1.0, (1.0, 0.88, 0.70), (0.8, 0.2), down=False, range_m=3.2)


def seats(b: Build) -> None:
    """The round table and the sofa corner."""
    b.put(kit.round_table(0.62), -2.75, 0, -2.15)
    for k in range(4):
        a = 45 + 90 * k
        b.put(kit.shell_chair("fabric mustard" if k % 2 else "fabric green", "walnut"),
              -2.75 + 0.95 * math.sin(math.radians(a)), 0, -2.15 + 0.95 * math.cos(math.radians(a)), a + 180)  # fmt: skip
    b.put(kit.papers(21, 4), -2.6, 0.72, -2.0, 25, solid=False)
    b.put(kit.plant(0.32, 9, "ceramic", 21, 0.15), -2.85, 0.72, -2.3, 0, solid=False)
    b.add("rug pale", lathe([(1.75, 0.0), (1.75, 0.010), (0.0, 0.011)], 48, 30).at(-2.75, 0, -2.15))
    b.put(kit.armchair("leather brown", 2.15, 3), 4.45, 0, -4.35, -90)
    b.put(kit.armchair("fabric sand", 0.80), 2.35, 0, -4.95, 90)
    b.put(kit.armchair("fabric sand", 0.80), 2.35, 0, -3.75, 90)
    b.put(kit.table(0.62, 1.15, 0.40, "walnut", "brass", 0.03), 3.40, 0, -4.35)
    b.put(kit.cup(), 3.3, 0.40, -4.1, 0, solid=False)
    b.put(kit.cup(), 3.5, 0.40, -4.7, 120, solid=False)
    b.put(
        {"book 1": [box(0.22, 0.025, 0.30)], "book 4": [box(0.20, 0.03, 0.27, (0.01, 0.025, 0))]},
        3.42,
        0.40,
        -4.4,
        15,
        solid=False,
    )
    b.add("rug", box(2.9, 0.012, 2.6, (3.35, 0, -4.35), 0.004, 0.4))
    for x, z, h, seed in (
        (4.55, -2.75, 1.7, 81),
        (4.6, -5.85, 1.5, 82),
        (-4.55, -0.75, 1.9, 83),
        (-3.6, -7.5, 1.25, 84),
    ):
        b.put(kit.plant(h, seed, "ceramic" if seed % 2 else "terracotta", 48), x, 0, z, 30 * seed)


def corner(b: Build) -> None:
    """The suggestion corner: a lectern with the box, and an empty frame for the program's panel."""
    plate(
        b,
        "suggestion title",
        signs.two_lines("시민 제안", "Your suggestions", 768, 180, signs.NAVY, band="#d2ac66"),
        4.98,
        2.42,
        -1.7,
        1.35,
        0.316,
        -90,
        lit=True,
    )
    b.add("walnut", frame(1.56, 1.16, 0.05, 0.05).at(4.975, 0.97 + 0.0, -1.7, -90))
    b.add("black", quad((4.985, 1.01, -2.43), (0, 0, 1.46), (0, 1.08, 0), 0.4))
    lectern = {
        "walnut": [
            box(0.42, 0.96, 0.30, (0, 0.02, 0), 0.006, 0.4, "y"),
            box(0.52, 0.03, 0.40).at(0, 1.01, 0.01, 0, 12),
        ],
        "brass": [box(0.26, 0.012, 0.05).at(0, 1.04, 0.0, 0, 12), box(0.30, 0.06, 0.006, (0, 0.66, 0.15))],
        "black": [box(0.20, 0.004, 0.016).at(0, 1.052, 0.0, 0, 12)],
        "solid": [box(0.5, 1.05, 0.4, (0, 0, 0), 0, 99)],
    }
    b.put(lectern, 4.3, 0, -0.75, -60)
    b.lamp(4.1, 2.5, -1.7, 1.2, (1.0, 0.92, 0.8), (0.8, 0.2), range_m=3.5)


def walls(b: Build) -> None:
    """Pictures, a clock, and the model of the city under glass."""
    for k, (z, picture) in enumerate(((-4.35, flags.river_painting()), (-6.35, flags.calligraphy()))):
        plate(
            b,
            f"painting {k}",
            picture,
            4.985,
            1.95,
            z,
            1.7 if k == 0 else 1.15,
            0.95 if k == 0 else 0.85,
            -90,
            edge="walnut",
            thick=0.035,
        )
    plate(b, "motto", flags.city_plan(), -2.75, 2.0, -0.01, 1.5, 1.0, 180, edge="walnut", thick=0.03)
    b.add("brass", lathe([(0.17, 0), (0.17, 0.03), (0.155, 0.035)], 36).at(2.2, 2.35, 0, 0, -90))
    dial = b.material("clock dial", Material(picture=flags.clock_face(), roughness=0.4))
    b.add(dial, quad((2.36, 2.19, -0.032), (-0.32, 0, 0), (0, 0.32, 0), 9, picture=True))
    x, z = 4.05, -7.0
    b.add("walnut", box(1.5, 0.85, 1.0, (x, 0, z), 0.008, 0.4))
    b.add("white", box(1.4, 0.02, 0.9, (x, 0.85, z), 0.003, 0.3))
    rng = np.random.default_rng(8)
    tones = [b.material(f"model {k}", paint(c, 0.7)) for k, c in enumerate(("#efe9dd", "#d8cfbf", "#c9d4da"))]
    for i in range(15):
        for j in range(9):
            px, pz = x - 0.63 + 0.09 * i, z - 0.38 + 0.095 * j
            river = abs((pz - z) - 0.16 + 0.05 * math.sin(4 * (px - x))) < 0.05
            park = (i - 6) ** 2 + (j - 2) ** 2 < 3
            if river or park:
                continue
            for _ in range(2):
                w, d, h = rng.uniform(0.018, 0.036, 3)
                tall = float(h) * float(rng.choice([0.8, 1.2, 2.2, 4.0], p=[0.4, 0.3, 0.2, 0.1]))
                b.add(
                    tones[int(rng.integers(3))],
                    box(
                        float(w),
                        tall,
                        float(d),
                        (px + float(rng.uniform(-0.02, 0.02)), 0.87, pz + float(rng.uniform(-0.02, 0.02))),
                        0.001,
                        9,
                    ),
                )
    t = np.linspace(-0.70, 0.70, 24)
    middle = 0.16 - 0.05 * np.sin(4 * t)
    from assets.build.mesh import sheet

    band = np.stack([np.stack([x + t, np.full_like(t, 0.8725), z + middle + s * 0.04], -1) for s in (-1, 1)], 0)
    b.add(b.material("model river", paint("#6f9fc4", 0.15)), sheet(band))
    b.add("green", cylinder(0.11, 0.004, 24).at(x - 0.09, 0.868, z - 0.19))
    for w_, d_, dx, dz in ((1.4, 0, 0, 0.45), (1.4, 0, 0, -0.45), (0, 0.9, 0.70, 0), (0, 0.9, -0.70, 0)):
        b.add("glass", box(max(w_, 0.006), 0.42, max(d_, 0.006), (x + dx, 0.86, z + dz), 0))
    b.add("glass", box(1.4, 0.006, 0.9, (x, 1.28, z), 0))
    b.add(
        "brass",
        *(
            tube([(x + sx * 0.70, 0.86, z + sz * 0.45), (x + sx * 0.70, 1.285, z + sz * 0.45)], 0.006, 6)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    plate(
        b,
        "model label",
        signs.two_lines("서울 모형", "Model of Seoul", 512, 140, "#2a1c12", "#e9c98a"),
        x - 0.76,
        0.6,
        z,
        0.5,
        0.137,
        -90,
        edge="brass",
        thick=0.006,
    )
    b.block((x - 0.75, 0, z - 0.5), (x + 0.75, 1.28, z + 0.5))
