"""The foyer of a small concert hall, east of the training hall: glass front to the street, ticket counter, auditorium doors.

x 6.2 +--[ 1 ]-- poster --[ 2 ]---+ 13.2    z -9.2   padded doors with panic bars, shut
      | bin (fire)    queue belts  |
      | posters                    | glass
door ->                            | front
 -4   | bench     carpet           |
      | plant      counter ======  |
      +----------------------------+        z -0.6
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from assets.build import deskware, foliage, signs
from assets.build.fire_equipment import detector, emergency_light, exit_light, sign, sprinkler
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import CELL, FOYER, FOYER_DOOR, Opening, deck, fire_door, panic_bar, skirting, solid_wall
from assets.build.kit import Piece, solid
from assets.build.mesh import cylinder, lathe, quad, tube
from assets.build.organic import cushion
from assets.build.place import Build
from assets.build.shell import frame, patch
from assets.build.sign_sheet import board, face
from assets.build.things import crumple

GLASS = Opening(-8.9, -0.9, 0.0, 2.85)
DOORS = (8.3, 11.1)
INK, GOLD = "#f2ead8", "#d9b15a"


def foyer(b: Build) -> None:
    shell(b)
    front(b)
    auditorium(b)
    counter(b)
    posters(b)
    things(b)
    roof(b)
    door = (b, "door.foyer.north", (6.185, -4.945), 0, 0.895, 2.13)
    fire_door(*door, bar=1, label=1)
    fire_door(b, "door.foyer.south", (6.185, -3.155), 0, 0.895, 2.13, bar=-1, label=-1)


def shell(b: Build) -> None:
    """Carpet, walnut boarding with slats on the west and north, plaster above, a suspended ceiling with a cove."""
    deck(b, FOYER, "carpet foyer", "plaster")
    for side, holes in (("west", (FOYER_DOOR,)), ("north", ()), ("south", ()), ("east", (GLASS,))):
        solid_wall(b, FOYER, side, holes)
    for y0, y1, m in ((0, 2.5, "walnut"), (2.5, 3.2, "plaster warm")):
        lo, hi = FOYER.span("west")
        for s0, s1 in ((lo, FOYER_DOOR.s0), (FOYER_DOOR.s1, hi)):
            b.add(m, patch(FOYER, "west", s0, s1, y0, y1, cell=CELL))
        if y1 > FOYER_DOOR.y1:
            b.add(m, patch(FOYER, "west", FOYER_DOOR.s0, FOYER_DOOR.s1, max(y0, FOYER_DOOR.y1), y1, cell=CELL))
        b.add(m, patch(FOYER, "north", 6.2, 13.2, y0, y1, cell=CELL))
    b.add("plaster warm", patch(FOYER, "south", 6.2, 13.2, 0, 3.2, cell=CELL))
    b.add(
        "plaster warm",
        patch(FOYER, "east", -9.2, GLASS.s0, 0, 3.2),
        patch(FOYER, "east", GLASS.s1, -0.6, 0, 3.2),
        patch(FOYER, "east", GLASS.s0, GLASS.s1, GLASS.y1, 3.2),
    )
    skirting(
        b,
        FOYER,
        "dark steel",
        {"west": [(-5.05, -3.05)], "east": [(-9.0, -0.8)], "north": [(d - 0.95, d + 0.95) for d in DOORS]},
        0.10,
    )
    slats = [box(0.022, 2.34, 0.035, (6.222, 0.12, z), 0.004, grain="y") for z in np.arange(-3.0, -0.7, 0.06)]
    slats += [box(0.035, 2.34, 0.022, (x, 0.12, -9.178), 0.004, grain="y") for x in np.arange(9.36, 10.06, 0.06)]
    b.add("wood slat", *slats)
    b.add(
        "brass",
        between((6.2, 2.49, -9.2), (6.214, 2.51, -0.6), 0.002),
        between((6.2, 2.49, -9.2), (13.2, 2.51, -9.186), 0.002),
    )


def front(b: Build) -> None:
    """Curtain wall: mullions, one transom, panes with a visible edge; a shut pair of street doors in the middle."""
    w, h = GLASS.s1 - GLASS.s0, GLASS.y1
    n = 6
    b.add(
        "dark steel",
        frame(w, h, 0.06, 0.14, bars_x=tuple((k + 1) / n for k in range(n - 1)), bars_y=(0.80,)).at(
            13.27, 0, (GLASS.s0 + GLASS.s1) / 2, -90
        ),
    )
    for k in range(n):
        z = GLASS.s0 + w * (k + 0.5) / n
        b.add("glass", box(0.014, h - 0.1, w / n - 0.06, (13.27, 0.05, z), 0), casts=False)
    b.block((13.2, 0, GLASS.s0), (13.35, h, GLASS.s1))
    zs = (GLASS.s0 + GLASS.s1) / 2
    for s in (-1, 1):
        b.add(
            "chrome",
            tube([(13.16, 0.85, zs + s * 0.10), (13.16, 1.55, zs + s * 0.10)], 0.016, 12),
            *(tube([(13.16, y, zs + s * 0.10), (13.23, y, zs + s * 0.10)], 0.008, 8) for y in (0.95, 1.45)),
        )
    b.add("black rubber", box(1.2, 0.012, 2.0, (12.5, 0.0, zs), 0.004))


def auditorium(b: Build) -> None:
    """Two pairs of padded doors, shut, with panic bars, brass studs, row signs above."""
    for k, x in enumerate(DOORS):
        b.add("wood slat", frame(1.86, 2.26, 0.08, 0.10, sill=False).at(x, 0, -9.17))
        for s in (-1, 1):
            cx = x + s * 0.425
            b.add("velvet", box(0.838, 2.14, 0.045, (cx, 0.01, -9.165), 0.006))
            pads = [
                box(0.25, 0.25, 0.022, (cx - 0.26 + 0.26 * i, 0.30 + 0.262 * j, -9.136), 0.010)
                for i in range(3)
                for j in range(7)
                if j not in (2, 3)
            ]
            b.add("velvet", *pads)
            b.add("brushed", box(0.80, 0.20, 0.003, (cx, 0.03, -9.1405), 0.001))
            bar = panic_bar(0.838)
            for m, parts in bar.items():
                b.add(m, *(p.at(cx - 0.419, 0, -9.160) for p in parts))
        name = signs.two_lines(f"{k + 1}번 문", f"DOOR {k + 1} · Hall", 320, 120, "#2b1a12", GOLD)
        board(b, name, (x, 2.36, -9.178), (0.42, 0.158), 0, edge="brass", thick=0.012)
        exit_light(b, x, 2.72, -9.196, 0)


def counter(b: Build) -> None:
    """매표소: a stone-topped desk before the south wall, two windows' worth of screens, a lit back panel."""
    x0, x1, z = 8.6, 12.4, -2.0
    b.add(
        "wood slat",
        *(box(0.032, 0.98, 0.022, (x, 0.08, z - 0.36), 0.003, grain="y") for x in np.arange(x0 + 0.05, x1, 0.05)),
    )
    b.add("walnut", between((x0, 0.02, z - 0.35), (x1, 1.06, z + 0.30), 0.004))
    b.add("black", between((x0 + 0.03, 0, z - 0.32), (x1 - 0.03, 0.08, z + 0.28), 0.002))
    b.add("marble", between((x0 - 0.04, 1.06, z - 0.42), (x1 + 0.04, 1.10, z + 0.34), 0.004))
    b.block((x0 - 0.04, 0, z - 0.42), (x1 + 0.04, 1.10, z + 0.34))
    b.add("lamp small", box(x1 - x0 - 0.1, 0.008, 0.012, ((x0 + x1) / 2, 1.050, z - 0.385), 0.002), casts=False)
    times = [
        ("오늘의 공연", "bold", 44, GOLD),
        ("Tonight", "text", 26, INK),
        ("---", "", 0, GOLD),
        ("19:30  한강의 밤", "bold", 36, INK),
        ("Night on the Han", "text", 24, "#b7a98c"),
    ]
    shown = signs.column(times, 512, 320, "#241812", 34)
    for x in (9.5, 11.4):
        b.put(deskware.monitor("black", 0.42), x, 1.10, z + 0.08, 178, solid=False)
        b.add("brushed", box(0.20, 0.10, 0.16, (x + 0.5, 1.10, z + 0.02), 0.008))
        b.add("glass", box(1.5, 0.55, 0.010, (x, 1.16, z - 0.28), 0), casts=False)
        b.add("brass", *(cylinder(0.012, 0.58, 12).at(x + s * 0.74, 1.10, z - 0.28) for s in (-1, 1)))
    name = signs.two_lines("매 표 소", "BOX OFFICE", 768, 192, "#241812", GOLD)
    b.add("walnut", between((x0, 0.10, -0.66), (x1, 2.6, -0.60), 0.004))
    board(b, name, (10.5, 2.28, -0.665), (1.9, 0.475), 180, lit=True, edge="brass", thick=0.02)
    for x in (9.3, 11.7):
        screen = quad((x + 0.45, 1.25, -0.672), (-0.9, 0, 0), (0, 0.5625, 0), 9, picture=True)
        face("signs lit", shown, screen)
        b.add("black", box(0.93, 0.59, 0.008, (x, 1.236, -0.666), 0.002))


def poster(seed: int, ko: str, en: str, when: str, hue: tuple[int, int, int]) -> bytes:
    """A fictive concert's poster: circles and strings in one hue."""
    rng = np.random.default_rng(seed)
    image, d = signs.canvas(420, 600, "#{:02x}{:02x}{:02x}".format(*(int(c * 0.24) for c in hue)))
    for k in range(9):
        r = 30 + 26 * k
        x, y = 210 + 60 * math.sin(seed + k * 0.7), 240 + 18 * k * math.cos(seed)
        tone = tuple(int(c * (0.35 + 0.07 * k)) for c in hue)
        d.arc(
            (x - r, y - r, x + r, y + r),
            int(rng.uniform(0, 360)),
            int(rng.uniform(360, 640)),
            fill=tone,
            width=int(rng.integers(4, 18)),
        )
    for k in range(5):
        d.line([(40 + 4 * k, 90), (120 + 44 * k, 470)], fill=INK, width=1)
    d.ellipse((250, 120, 330, 200), fill=hue)
    d.text((30, 30), "서울 시민 음악당", INK, signs.font("text", 22))
    d.text((30, 470), ko, "#ffffff", signs.fitted("bold", 54, ko, 360))
    d.text((30, 532), en, INK, signs.fitted("text", 26, en, 360))
    d.text((30, 564), when, "#cfc6b4", signs.font("text", 20))
    return signs.encode(image, "JPEG", 84)


def posters(b: Build) -> None:
    """Backlit frames on the boarding, and one between the auditorium's doors."""
    rows = (
        ("한강의 밤", "Night on the Han", "11. 28. 19:30", (226, 160, 60)),
        ("겨울 현악", "Strings in Winter", "12. 05. 19:30", (110, 168, 210)),
        ("골목의 노래", "Songs of the Alley", "12. 12. 17:00", (214, 92, 82)),
    )
    for k, (ko, en, when, hue) in enumerate(rows):
        z = -8.55 + 1.12 * k
        data = poster(k + 2, ko, en, when, hue)
        board(b, data, (6.2, 1.55, z), (0.84, 1.20), 90, lit=True, edge="black", thick=0.05)


def potted(height: float, seed: int) -> Piece:
    """A small tree in a dark pot."""
    tree = foliage.indoor_tree(height - 0.32, seed, 420)
    piece = {k: [m.at(0, 0.34, 0) for m in v] for k, v in tree.items()}
    rim = [(0, 0), (0.15, 0), (0.20, 0.36), (0.205, 0.38), (0.185, 0.38), (0.17, 0.33), (0, 0.33)]
    piece["black"] = [lathe(rim, 32, 40)]
    piece["soil"] = [lathe([(0.18, 0.342), (0, 0.345)], 20)]
    piece["solid"] = solid(0.4, 1.2, 0.4)
    return piece


def things(b: Build) -> None:
    """Queue posts with belts, the bin that may burn, a bench, plants, the evacuation plan."""
    tops = [(8.7, -3.2), (10.0, -3.2), (11.3, -3.2), (12.6, -3.2), (8.7, -4.2), (10.0, -4.2), (11.3, -4.2)]
    post = [
        lathe(
            [
                (0, 0),
                (0.16, 0),
                (0.165, 0.012),
                (0.12, 0.022),
                (0.03, 0.036),
                (0.026, 0.05),
                (0.026, 0.90),
                (0.034, 0.91),
                (0.034, 0.965),
                (0.02, 0.975),
                (0, 0.976),
            ],
            18,
            40,
        )
    ]
    for x, z in tops:
        b.add("chrome", *(m.at(x, 0, z) for m in post))
        b.block((x - 0.12, 0, z - 0.12), (x + 0.12, 0.97, z + 0.12))
    for (xa, za), (xb, zb) in (*itertools.pairwise(tops[:4]), *itertools.pairwise(tops[4:7])):
        t = np.linspace(0, 1, 9)
        y = 0.94 - 0.06 * 4 * t * (1 - t)
        for (p, ya), (q, yb) in itertools.pairwise(zip(t, y, strict=True)):
            u = (xb - xa) * (q - p)
            b.add(
                "velvet",
                quad((xa + (xb - xa) * p, ya - 0.025, za), (u, yb - ya, zb - za), (0, 0.05, 0), 9),
                quad((xa + (xb - xa) * q, yb - 0.025, za), (-u, ya - yb, 0), (0, 0.05, 0), 9),
            )
    bin_ = [(0, 0), (0.15, 0), (0.155, 0.01), (0.155, 0.62), (0.15, 0.63), (0.148, 0.62), (0.148, 0.03), (0, 0.03)]
    b.add("brushed", lathe(bin_, 36, 40).at(6.75, 0, -7.3))
    b.add(
        "black",
        lathe([(0.157, 0.55), (0.160, 0.552), (0.160, 0.64), (0.15, 0.645), (0.145, 0.64)], 36, 40).at(6.75, 0, -7.3),
    )
    b.add(
        "paper",
        *(
            crumple(0.05, k).at(6.75 + 0.08 * math.cos(2.4 * k), 0.47 + 0.03 * (k % 3), -7.3 + 0.08 * math.sin(2.4 * k))
            for k in range(9)
        ),
    )
    b.block((6.58, 0, -7.47), (6.92, 0.64, -7.13))
    seat = [cushion(0.62, 0.12, 0.56, 0.04).at(6.75, 0.34, z) for z in (-1.05, -1.70, -2.35)]
    b.add("leather brown", *seat)
    b.add(
        "dark steel",
        box(0.50, 0.04, 1.90, (6.75, 0.30, -1.70), 0.006),
        *(box(0.05, 0.30, 0.44, (6.75, 0, z), 0.004) for z in (-0.95, -2.45)),
    )
    b.block((6.45, 0, -2.7), (7.05, 0.46, -0.75))
    b.put(potted(2.1, 64), 12.70, 0, -8.65, 0)
    b.put(potted(1.8, 65), 7.6, 0, -1.0, 0)


def roof(b: Build) -> None:
    """Downlights in rows, a cove of light along the west wall, detectors and heads, signs towards the hall."""
    for x in (7.6, 9.4, 11.2, 12.6):
        for z in (-8.2, -6.2, -4.2, -1.6):
            b.add("cabinet white", lathe([(0.085, -0.004), (0.105, -0.008), (0.108, 0)], 28, 50).at(x, 3.2, z))
            b.add("lamp spot", lathe([(0.0, -0.003), (0.085, -0.003)], 24).at(x, 3.2, z), casts=False)
    for z in (-7.2, -3.4):
        b.lamp(9.8, 2.9, z, 6.0, (1.0, 0.9, 0.76), (2, 1), range_m=9)
    b.add("plaster warm", between((6.2, 2.98, -9.2), (6.5, 3.02, -0.6), 0.004))
    b.add("lamp cove", quad((6.24, 3.024, -0.7), (0.05, 0, 0), (0, 0, -8.4), 9), casts=False)
    for x, z in ((8.5, -7.2), (11.8, -7.2), (8.5, -3.0), (11.8, -3.0)):
        sprinkler(b, x, 3.2, z)
    detector(b, 10.2, 3.2, -5.2)
    detector(b, 7.4, 3.2, -6.6)
    exit_light(b, 6.204, 2.36, -4.05, 90)
    exit_light(b, 9.7, 2.62, -5.0, 90, "<", drop=0.49)
    exit_light(b, 6.217, 0.30, -5.4, 90, ">", low=True)
    emergency_light(b, 13.19, 3.0, -0.75, -90)
    plan = signs.column(
        [
            ("피난 안내도", "bold", 40, signs.EXIT_GREEN),
            ("Evacuation plan", "text", 24, "#555555"),
            ("---", "", 0, signs.EXIT_GREEN),
            ("현 위치  You are here", "bold", 26, "#b8120f"),
        ],
        420,
        300,
        "#fbfaf5",
        26,
    )
    sign(b, plan, 6.217, 1.62, -5.42, 0.42, 0.30, 90)
