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

from assets.build import deskware, flags, greenery, kit, mayor_shell, mayor_view, mayor_walls, shelves, signs
from assets.build.bake import Sky
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import between, box, lathe, quad
from assets.build.place import Build
from assets.build.shell import (
    downlight,
    frame,
    plate,
)


def place() -> Build:
    b = Build("mayor_office", ("시장실", "Mayor's Office"), exposure=1.12)
    b.sun = ((-0.55, -0.62, 0.58), (4.4, 4.1, 3.7))
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.34, 0.31, 0.28))
    mayor_shell.shell(b)
    mayor_shell.roof(b)
    mayor_view.view(b)
    desk(b)
    library(b)
    seats(b)
    corner(b)
    mayor_walls.walls(b)
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


def desk(b: Build) -> None:
    """The large desk, what lies on it, its chair and the flags behind."""
    x, z = 0.7, -6.0
    top = {
        "walnut": [
            box(2.3, 0.045, 0.95, (0, 0.705, 0), 0.006, 0.3),
            box(2.1, 0.52, 0.025, (0, 0.16, 0.36), 0.004, 0.5),
            *(box(0.5, 0.62, 0.85, (s * 0.85, 0.08, 0), 0.005, 0.5) for s in (-1, 1)),
            *(box(0.46, 0.18, 0.02, (s * 0.85, 0.10 + 0.2 * k, -0.435), 0.004) for s in (-1, 1) for k in range(3)),
        ],
        "brass": [box(0.14, 0.012, 0.02, (s * 0.85, 0.22 + 0.2 * k, -0.455)) for s in (-1, 1) for k in range(3)],
        "black": [box(0.44, 0.08, 0.8, (s * 0.85, 0, 0)) for s in (-1, 1)],
        "leather black": [box(0.78, 0.004, 0.48, (0, 0.75, -0.16), 0.001)],
        "solid": [box(2.3, 0.75, 0.95, (0, 0, 0), 0, 99)],
    }
    b.put(top, x, 0, z)
    h = 0.75
    dashboard = signs.column(
        [
            ("오늘의 서울", "bold", 44, "#ffffff"),
            ("Seoul today", "text", 24, "#bcd4ee"),
            ("---", "", 0, "#6f95bd"),
            ("맑음 · 공기 좋음", "bold", 34, "#d9f0d0"),
            ("Clear, good air", "text", 24, "#d9f0d0"),
        ],
        640,
        360,
        "#1c3d63",
        36,
    )
    b.material("dashboard", glowing_picture(dashboard, 0.8))
    b.put(deskware.monitor("dashboard", 0.60), x + 0.62, h, z + 0.08, 200, solid=False)
    b.put(deskware.keyboard(), x + 0.42, h, z - 0.22, 190, solid=False)
    b.put(deskware.telephone(), x - 0.92, h, z - 0.12, 165, solid=False)
    b.put(deskware.desk_lamp(), x - 0.78, h, z + 0.28, 150, solid=False)
    b.put(deskware.pen_cup(), x - 0.45, h, z + 0.22, 0, solid=False)
    b.put(deskware.papers(2, 8), x - 0.02, h + 0.004, z - 0.15, 4, solid=False)
    b.put(deskware.papers(9, 3), x - 0.42, h, z - 0.10, -12, solid=False)
    b.put(deskware.cup(), x + 0.98, h, z - 0.2, 30, solid=False)
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
        b.put(shelves.bookshelf(2.1, 2.75, 0.36, 3, 5, "walnut", 70 + k, 0.62), -4.81, 0, -6.75 + 2.12 * k, 90)
    b.add("walnut", between((-5, 2.75, -7.82), (-4.60, 2.97, -1.44), 0.008, 0.5))
    for z in (-6.75, -4.63, -2.51):
        downlight(b, -4.3, 3.0, z, 0.06)
        b.lamp(-4.0, 2.4, z, 1.0, (1.0, 0.88, 0.70), (0.8, 0.2), down=False, range_m=3.2)


def seats(b: Build) -> None:
    """The round table and the sofa corner."""
    b.put(kit.round_table(0.62), -2.75, 0, -2.15)
    for k in range(4):
        a = 45 + 90 * k
        b.put(
            kit.shell_chair("fabric mustard" if k % 2 else "fabric green", "walnut"),
            -2.75 + 0.95 * math.sin(math.radians(a)),
            0,
            -2.15 + 0.95 * math.cos(math.radians(a)),
            a + 180,
        )
    b.put(deskware.papers(21, 4), -2.6, 0.72, -2.0, 25, solid=False)
    b.put(greenery.plant(0.32, 9, "ceramic", 21, 0.15), -2.85, 0.72, -2.3, 0, solid=False)
    b.add("rug pale", lathe([(1.75, 0.0), (1.75, 0.010), (0.0, 0.011)], 48, 30).at(-2.75, 0, -2.15))
    b.put(kit.armchair("leather brown", 2.15, 3), 4.45, 0, -4.35, -90)
    b.put(kit.armchair("fabric sand", 0.80), 2.35, 0, -4.95, 90)
    b.put(kit.armchair("fabric sand", 0.80), 2.35, 0, -3.75, 90)
    b.put(kit.table(0.62, 1.15, 0.40, "walnut", "brass", 0.03), 3.40, 0, -4.35)
    b.put(deskware.cup(), 3.3, 0.40, -4.1, 0, solid=False)
    b.put(deskware.cup(), 3.5, 0.40, -4.7, 120, solid=False)
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
        b.put(greenery.plant(h, seed, "ceramic" if seed % 2 else "terracotta", 48), x, 0, z, 30 * seed)


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
