"""The training flat: its entrance (fire_entry), the living room, and the balcony with its descending life line.

z -19.0  +------- balcony: rail, 완강기 (east), jars -----+
  -17.5  |== curtain ==[ sliding glass door ]== curtain ==|
         | AC                                      plant  |
         | TV on its cabinet   rug, tea table       SOFA  |
         | multi-tap (fire)                        (fire) |
  -13.9  |                                        fridge  |
  -13.4 [arch] from entrance: shoes, mat          counter |
  -12.3  |            dining table (fire_kitchen)  STOVE  |
  -10.2  +---------[ observation window to the hall ]-----+
        0.6                                              5.4
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from assets.build import fire_entry, fire_home, greenery, signs
from assets.build.fire_equipment import coil, detector, sign, smooth, sprinkler
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import (
    ARCH,
    BALCONY,
    BALCONY_DOOR,
    FLAT,
    WATCH_WINDOW,
    deck,
    skirting,
    walls,
)
from assets.build.mesh import cylinder, join, lathe, tube
from assets.build.place import Build
from assets.build.shell import frame
from assets.build.sign_sheet import board


def flat(b: Build) -> None:
    fire_entry.entrance(b)
    room(b)
    living(b)
    window_side(b)
    balcony(b)
    life_line(b)


def room(b: Build) -> None:
    """Shell of the living and dining room: boards, silk paper, picture rail of the ceiling, flush lamps."""
    walls(
        b,
        FLAT,
        {"north": "wallpaper", "south": "wallpaper", "east": "wallpaper", "west": "wallpaper"},
        {"south": (WATCH_WINDOW,), "north": (BALCONY_DOOR,), "west": (ARCH,)},
        reveals=("south", "north"),
    )
    deck(b, FLAT, "laminate", "plaster")
    skirting(
        b, FLAT, "cabinet white", {"west": [(-13.47, -12.33)], "north": [(1.15, 4.85)], "east": [(-14.3, -10.2)]}, 0.06
    )
    for side, z0 in ((-1, FLAT.x0), (1, FLAT.x1)):
        b.add(
            "cabinet white",
            between((z0 - 0.03 if side > 0 else z0, 2.34, -17.4), (z0 if side > 0 else z0 + 0.03, 2.4, -10.2), 0.012),
        )
    for x, z, w, d in ((3.0, -15.65, 1.30, 0.62), (3.6, -12.0, 0.90, 0.30)):
        b.add("cabinet white", box(w + 0.04, 0.06, d + 0.04, (x, 2.34, z), 0.014))
        b.add("lamp panel", box(w, 0.035, d, (x, 2.306, z), 0.010), casts=False)  # sides too: they light the ceiling
        b.lamp(x, 2.1, z, 3.4, size=(w, d), range_m=6)
    detector(b, 3.0, 2.4, -14.4)
    for z in (-15.0, -16.6):
        sprinkler(b, 4.2, 2.4, z)
    pad = signs.column(
        [("현관", "bold", 40, "#ffffff"), ("Door 10:24", "text", 28, "#a9c6e8")], 256, 160, "#1c2f45", 26
    )
    board(b, pad, (0.602, 1.42, -13.72), (0.19, 0.12), 90, lit=True, edge="cabinet white", thick=0.022)
    b.add("cabinet white", *(box(0.010, 0.12, 0.075, (0.605, 1.14, z), 0.003) for z in (-13.68, -12.2)))


def living(b: Build) -> None:
    """TV wall, sofa wall, tea table on a rug, the overloaded power strip."""
    b.put(fire_home.tv_cabinet(), 0.84, 0, -15.65, 90)
    b.put(fire_home.tv(), 0.80, 0.416, -15.65, 90, solid=False)
    b.put(fire_home.sofa(), 4.90, 0, -15.65, -90)
    b.add("rug pale", box(2.3, 0.014, 2.5, (3.05, 0, -15.65), 0.005))
    b.put(fire_home.low_table(), 3.05, 0.012, -15.65, 90)
    b.put(fire_home.multi_tap(), 1.02, 0, -14.32, 60, solid=False)
    b.add("cabinet white", box(0.008, 0.075, 0.12, (0.605, 0.26, -14.30), 0.003))
    cable = smooth(
        [
            (0.62, 0.30, -14.30),
            (0.66, 0.29, -14.30),
            (0.70, 0.06, -14.27),
            (0.78, 0.006, -14.20),
            (0.95, 0.006, -14.18),
        ],
        18,
    )
    b.add("black", tube(cable, 0.0042, 6), box(0.03, 0.03, 0.03, (0.622, 0.285, -14.30), 0.006))
    b.put(fire_home.air_conditioner(), 0.90, 0, -17.05, 60)
    b.put(greenery.plant(1.45, 63, "ceramic", 46), 5.02, 0, -17.0, 0)
    magazine = box(0.21, 0.008, 0.28, (0, 0, 0), 0.002)
    b.add("paper", magazine.at(2.95, 0.372, -15.95, 12), magazine.at(2.96, 0.380, -15.95, -9))
    b.add("black", box(0.045, 0.018, 0.16, (3.18, 0.372, -15.35), 0.006))
    cup = [(0, 0), (0.026, 0), (0.036, 0.03), (0.04, 0.085), (0.037, 0.085), (0.032, 0.03), (0, 0.012)]
    b.add("ceramic", lathe(cup, 24, 50).at(3.08, 0.372, -15.55))
    b.put({"towel blue": [fire_home.draped(0.9, 0.5, 9, 0.75)]}, 5.30, 0.785, -16.1, -90, solid=False)
    art(b)


def art(b: Build) -> None:
    """A painting above the sofa and a calendar by the arch."""
    n = np.random.default_rng(71)
    image, d = signs.canvas(640, 400, "#e9e2d3")
    for k in range(7):
        y = 190 + 30 * k
        tone = (96 + 18 * k, 120 + 14 * k, 118 + 10 * k)
        ridge = [
            (x, y - 46 * math.exp(-(((x - 90 * k - n.uniform(0, 60)) / 120) ** 2)) - 10 * math.sin(x / 60 + k))
            for x in range(0, 641, 8)
        ]
        d.polygon([(0, 400), *ridge, (640, 400)], fill=tone)
    d.ellipse((460, 60, 530, 130), fill="#d9714e")
    picture = signs.encode(image, "JPEG", 84)
    board(b, picture, (5.398, 1.62, -15.65), (1.20, 0.75), -90, edge="walnut", thick=0.028)


def window_side(b: Build) -> None:
    """Three sliding leaves on a track, the middle one pushed aside; curtains left and right."""
    x0, x1, top = BALCONY_DOOR.s0, BALCONY_DOOR.s1, BALCONY_DOOR.y1
    b.add("cabinet white", frame(x1 - x0, top, 0.05, 0.16, sill=False).at((x0 + x1) / 2, 0, -17.5))
    b.add("brushed", box(x1 - x0, 0.022, 0.16, ((x0 + x1) / 2, -0.002, -17.5), 0.004))
    w = (x1 - x0 - 0.06) / 3 + 0.02
    for x, z in ((x0 + 0.03 + w / 2, -17.53), (x1 - 0.03 - w / 2, -17.53), (x1 - 0.05 - w / 2, -17.475)):
        b.add("cabinet white", frame(w, top - 0.06, 0.055, 0.04).at(x, 0.02, z))
        b.add("glass", box(w - 0.10, top - 0.17, 0.010, (x, 0.075, z), 0), casts=False)
        b.add("black", box(0.018, 0.16, 0.016, (x - w / 2 + 0.028, 0.98, z + 0.026), 0.004))
        b.block((x - w / 2, 0, z - 0.03), (x + w / 2, top, z + 0.03))
    for x, width, seed in ((0.98, 0.62, 1), (5.02, 0.62, 2)):
        b.put(fire_home.curtain(width, 2.3, 7, seed), x, 0, -17.25, 0, solid=False)
    b.add("brushed", tube([(0.7, 2.32, -17.25), (5.3, 2.32, -17.25)], 0.012, 10))


def balcony(b: Build) -> None:
    """Tiled, open above its rail: laundry, jars, an outdoor unit."""
    walls(b, BALCONY, "plaster", {"south": (BALCONY_DOOR,)}, skip=("north",))
    deck(b, BALCONY, "entry tile", "plaster", -0.03)
    for x0, x1, z0, z1 in ((0.6, 0.612, -19.0, -17.6), (5.388, 5.4, -19.0, -17.6), (0.6, 1.2, -17.612, -17.6),
                           (4.8, 5.4, -17.612, -17.6)):  # fmt: skip
        b.add("entry tile", between((x0, -0.03, z0), (x1, 0.07, z1), 0.002))
    b.add("street wall", between((0.6, -0.4, -19.12), (5.4, 0.30, -18.98), 0.006))
    b.block((0.6, 0, -19.15), (5.4, 1.25, -18.95))
    posts = np.linspace(0.66, 5.34, 6)
    b.add("dark steel", *(box(0.04, 0.90, 0.04, (x, 0.30, -19.05), 0.003) for x in posts))
    b.add("dark steel", box(4.8, 0.045, 0.07, (3.0, 1.19, -19.05), 0.010))
    for p, q in itertools.pairwise(posts):
        b.add("glass", box(q - p - 0.06, 0.78, 0.012, ((p + q) / 2, 0.36, -19.05), 0), casts=False)
    b.put(fire_home.laundry_rack(), 1.65, -0.03, -18.45, 8)
    jar = [
        (0, 0),
        (0.10, 0),
        (0.17, 0.12),
        (0.18, 0.24),
        (0.13, 0.36),
        (0.115, 0.38),
        (0.14, 0.40),
        (0.05, 0.42),
        (0, 0.43),
    ]
    b.add(
        "terracotta", lathe(jar, 32, 50).at(2.9, -0.03, -18.75), lathe(jar, 32, 50).scaled(0.8).at(3.22, -0.03, -18.72)
    )


def life_line(b: Build) -> None:
    """완강기: a hinged arm on its base plate, the governor with hook, the belt and rope's reel, case, sign and steps."""
    x, z = 5.10, -18.75
    post = [cylinder(0.030, 1.42, 20).at(x, -0.03, z), box(0.20, 0.014, 0.20, (x, -0.03, z), 0.003)]
    arm = tube(
        smooth(
            [(x, 1.36, z), (x - 0.05, 1.44, z - 0.06), (x - 0.16, 1.47, z - 0.22), (x - 0.22, 1.47, z - 0.36)], 14, 2
        ),
        0.020,
        14,
    )
    bolts = [cylinder(0.009, 0.016, 6).at(x + i * 0.075, -0.016, z + j * 0.075) for i in (-1, 1) for j in (-1, 1)]
    b.add("galvanised", *post, arm, *bolts, cylinder(0.042, 0.07, 24).at(x, 1.31, z))
    hx, hz = x - 0.215, z - 0.345
    links = [
        tube(
            [(hx + 0.016 * math.cos(a), 1.425 + 0.028 * math.sin(a), hz) for a in np.linspace(0, 2 * math.pi, 20)],
            0.005,
            8,
        )
    ]
    governor = [
        cylinder(0.055, 0.05, 28).at(hx - 0.0, 1.32, hz - 0.025, 0, 90),
        box(0.07, 0.10, 0.045, (hx, 1.29, hz), 0.012),
    ]
    rope = tube(
        smooth([(hx - 0.03, 1.29, hz), (hx - 0.03, 0.95, hz), (hx + 0.08, 0.62, hz + 0.12), (5.02, 0.40, -18.55)], 24),
        0.005,
        8,
    )
    b.add("chrome", *links)
    b.add("fire red", *governor)
    b.add("paper", rope)
    reel = [cylinder(0.135, 0.014, 32).at(5.02, 0.10 + dy, -18.45) for dy in (0.0, 0.17)]
    b.add("red", *reel)
    b.add("paper", coil(7, 0.085, 0.019, 0.0085, 22).at(5.02, 0.115, -18.45))
    b.add("fire red", box(0.34, 0.10, 0.34, (5.02, -0.03, -18.45), 0.008))
    b.add(
        "fire red",
        join(box(0.10, 0.30, 0.30, (5.345, 0.72, -17.98), 0.010), box(0.012, 0.28, 0.27, (5.29, 0.73, -17.98), 0.004)),
    )
    belt = tube(
        smooth(
            [
                (5.02, 0.30, -18.45),
                (4.90, 0.33, -18.36),
                (4.86, 0.25, -18.50),
                (4.96, 0.29, -18.60),
                (5.04, 0.29, -18.48),
            ],
            28,
        ),
        0.012,
        8,
    )
    b.add("floor yellow", belt)
    b.block((4.75, 0, -18.95), (5.3, 1.5, -18.3))
    text = signs.two_lines("완강기", "DESCENDING LIFE LINE", 512, 200, signs.EXIT_GREEN)
    sign(b, text, 5.398, 1.78, -18.45, 0.46, 0.18, -90)
    rows = [
        ("완강기 사용법", "bold", 46, signs.EXIT_GREEN),
        ("How to use it", "text", 26, "#555555"),
        ("---", "", 0, signs.EXIT_GREEN),
    ]
    for ko, en in (
        ("1 고리를 지지대에 건다", "Hook it to the arm"),
        ("2 나사를 조인다", "Screw the hook shut"),
        ("3 릴을 밖으로 던진다", "Throw the reel out"),
        ("4 벨트를 가슴에 조인다", "Belt under the arms"),
        ("5 벽을 짚으며 내려간다", "Face the wall, go down"),
    ):
        rows += [(ko, "bold", 34, signs.INK), (en, "text", 23, "#666666")]
    sign(b, signs.column(rows, 512, 640, "#fbfaf5", 34), 5.398, 1.24, -18.45, 0.38, 0.475, -90)
