"""A small office west of the hall: four desks, copier, cabinets, and a server corner behind a glass screen.

x -12 +--[rack][rack][rack]--| screen |---- copier --+ -6.2      z -10.0
      |  server corner: fire |        .   way in     [door -9.15..-8.05]
      |  cold aisle          |        .              |
 -8.0 +----- glass ----------+                  CO2  |
      |          desk desk            cabinets       |
      |          desk desk       whiteboard, plant   |
      +----------------------------------------------+           z -4.8
"""

from __future__ import annotations

import numpy as np

from assets.build import deskware, greenery, kit, shelves, signs
from assets.build.fire_equipment import (
    co2_bottle,
    desk_screen,
    detector,
    emergency_light,
    exit_light,
    keyboard,
    sign,
    smooth,
    sprinkler,
)
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import OFFICE, OFFICE_DOOR, deck, skirting, walls
from assets.build.mesh import cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import frame

RACKS = (-11.62, -11.0, -10.38)
RACK_Z, DEPTH, TALL = -9.40, 1.0, 2.0
SCREEN_X, SCREEN_Z = -9.75, -7.75


def office(b: Build) -> None:
    walls(
        b,
        OFFICE,
        {"north": "plaster", "south": "plaster blue", "west": "plaster", "east": "plaster"},
        {"east": (OFFICE_DOOR,)},
    )
    deck(b, OFFICE, "carpet tile", "ceiling tile")
    skirting(b, OFFICE, "dark steel", {"east": [(-9.2, -8.0)]}, 0.08)
    racks(b)
    screen(b)
    desks(b)
    rest(b)
    roof(b)


def racks(b: Build) -> None:
    """Three 42-unit racks on a raised tile, perforated doors, blinking columns, cables up to a tray."""
    b.add("galvanised", between((-12.0, 0, -10.0), (SCREEN_X, 0.012, SCREEN_Z), 0.002))
    for k, x in enumerate(RACKS):
        front = RACK_Z + DEPTH / 2
        b.add("black", between((x - 0.298, 0.012, RACK_Z - DEPTH / 2), (x + 0.298, TALL, front - 0.03), 0.004))
        b.add("dark steel", frame(0.596, TALL - 0.03, 0.022, 0.03).at(x, 0.02, front - 0.012))
        if k == 1:
            open_front(b, x, front - 0.03)
        else:
            b.add("rack door", quad((x - 0.276, 0.045, front - 0.006), (0.552, 0, 0), (0, TALL - 0.08, 0), 9))
            lights(b, x, front - 0.004, k)
        b.add("brushed", box(0.014, 0.14, 0.02, (x + 0.255, 1.0, front + 0.008), 0.004))
        b.add("paper", box(0.10, 0.03, 0.002, (x, TALL - 0.045, front + 0.004), 0.0005))
    b.block((RACKS[0] - 0.31, 0, RACK_Z - 0.5), (RACKS[-1] + 0.31, TALL, RACK_Z + 0.5))
    tray(b)


def open_front(b: Build, x: float, z: float) -> None:
    """The middle rack without its door: servers, switches with patch leads, a blank for the training fire."""
    rng, y = np.random.default_rng(17), 0.10
    leads: dict[str, list] = {"blue": [], "yellow": [], "grey": []}
    while y < 1.86:
        units = int(rng.choice([1, 2, 2, 4])) if y < 1.3 else 1
        h = 0.0445 * units
        body = "dark steel" if units > 1 else "grey"
        b.add(body, box(0.482, h - 0.003, 0.02, (x, y, z + 0.012), 0.002))
        if units > 1:
            count = 8 if units == 2 else 12
            b.add(
                "black",
                *(
                    box(0.046, h - 0.022, 0.006, (x - 0.19 + 0.38 * i / (count - 1) * 0.9, y + 0.010, z + 0.023), 0)
                    for i in range(count)
                ),
            )
            b.add(
                "led green",
                *(
                    box(0.006, 0.003, 0.002, (x - 0.19 + 0.38 * i / (count - 1) * 0.9, y + 0.006, z + 0.024), 0)
                    for i in range(count)
                ),
            )
        else:
            ports = [box(0.012, 0.010, 0.003, (x - 0.20 + 0.0174 * i, y + 0.016, z + 0.0225), 0) for i in range(24)]
            b.add("black", *ports)
            b.add(
                "led green",
                *(box(0.003, 0.002, 0.001, (x - 0.20 + 0.0174 * i, y + 0.030, z + 0.0228), 0) for i in range(0, 24, 2)),
            )
            for i in range(0, 24, 4):
                px, side = x - 0.20 + 0.0174 * i, 0.262
                way = [
                    (px, y + 0.02, z + 0.02),
                    (px, y + 0.01, z + 0.07),
                    (x + side * 0.8, y - 0.05, z + 0.06),
                    (x + side * 0.94, y - 0.25 - 0.01 * i, z + 0.03),
                ]
                leads[("blue", "yellow", "grey")[int(rng.integers(3))]].append(tube(smooth(way, 8, 2), 0.0028, 5))
        y += h + (0.0445 if rng.random() < 0.25 else 0.0)
    for m, t in leads.items():
        if t:
            b.add(m, *t)


def lights(b: Build, x: float, z: float, seed: int) -> None:
    """Status lights that shine through the perforated door."""
    rng = np.random.default_rng(40 + seed)
    for m, n in (("led green", 46), ("led amber", 9), ("led blue", 14)):
        spots = [(x + rng.uniform(-0.22, 0.22), 0.15 + 0.0445 * int(rng.integers(38))) for _ in range(n)]
        b.add(m, *(quad((px, py, z), (0.006, 0, 0), (0, 0.004, 0), 9) for px, py in spots), casts=False)


def tray(b: Build) -> None:
    """A mesh cable tray under the ceiling, bundles falling into the racks."""
    y, z = 2.36, -9.55
    rails = [
        tube([(-12.0, y + dy, z + dz), (-6.2, y + dy, z + dz)], 0.004, 6)
        for dy, dz in ((0, -0.15), (0, -0.05), (0, 0.05), (0, 0.15), (0.06, -0.15), (0.06, 0.15))
    ]
    rungs = [
        tube([(x, y + 0.06, z - 0.15), (x, y, z - 0.15), (x, y, z + 0.15), (x, y + 0.06, z + 0.15)], 0.003, 5)
        for x in np.arange(-11.9, -6.2, 0.2)
    ]
    hangers = [
        tube([(x, y, z + s * 0.17), (x, 2.7, z + s * 0.17)], 0.004, 6) for x in (-11.2, -9.0, -7.2) for s in (-1, 1)
    ]
    b.add("galvanised", *rails, *rungs, *hangers)
    rng = np.random.default_rng(5)
    for m, n in (("blue", 6), ("grey", 5), ("yellow", 3)):
        runs = []
        for _ in range(n):
            dz, rack = rng.uniform(-0.11, 0.11), RACKS[int(rng.integers(3))] + rng.uniform(-0.15, 0.15)
            way = [
                (rack, 1.98, z + dz),
                (rack, 2.22, z + dz),
                (rack + 0.10, y + 0.02, z + dz),
                (-9.2, y + 0.014, z + dz),
                (-6.25, y + 0.012, z + dz),
            ]
            runs.append(tube(smooth(way, 12, 2), 0.0042, 5))
        b.add(m, *runs)


def screen(b: Build) -> None:
    """The server corner's glass wall with an opening on its east side."""
    w = SCREEN_X + 12.0
    b.add("dark steel", frame(w, 2.7, 0.05, 0.06, bars_x=(0.5,)).at((SCREEN_X - 12.0) / 2, 0, SCREEN_Z, 180))
    b.add("glass", box(w - 0.08, 2.6, 0.012, ((SCREEN_X - 12.0) / 2, 0.05, SCREEN_Z), 0), casts=False)
    b.block((-12.0, 0, SCREEN_Z - 0.04), (SCREEN_X, 2.7, SCREEN_Z + 0.04))
    for z0, z1 in ((-10.0, -9.0),):
        d = z1 - z0
        b.add("dark steel", frame(d, 2.7, 0.05, 0.06).at(SCREEN_X, 0, (z0 + z1) / 2, 90))
        b.add("glass", box(0.012, 2.6, d - 0.08, (SCREEN_X, 0.05, (z0 + z1) / 2), 0), casts=False)
        b.block((SCREEN_X - 0.04, 0, z0), (SCREEN_X + 0.04, 2.7, z1))
    b.add("dark steel", box(0.06, 0.06, 1.25, (SCREEN_X, 2.64, -8.375), 0.003))
    label = signs.two_lines("전산실", "SERVER AREA · no water", 512, 160, "#20344f")
    sign(b, label, -10.87, 1.62, SCREEN_Z + 0.010, 0.48, 0.15, 0)


def desks(b: Build) -> None:
    """Two by two desks with a felt divider."""
    for k, (x, z, yaw) in enumerate(((-10.9, -5.75, 0), (-9.3, -5.75, 0), (-10.9, -6.5, 180), (-9.3, -6.5, 180))):
        s = 1 if yaw == 0 else -1
        b.put(kit.table(1.56, 0.74, 0.73, "cabinet wood", "cabinet white", 0.026), x, 0, z, yaw)
        b.put(kit.drawer_unit(0.40, 0.55, 0.60, "cabinet white", 3, "brushed"), x + s * 0.52, 0, z, yaw)
        desk_screen(b, x - s * 0.12, 0.73, z - s * 0.20, yaw)
        b.put(deskware.monitor("black"), x - s * 0.12, 0.73, z - s * 0.20, yaw, solid=False)
        b.put(keyboard(), x - s * 0.12, 0.73, z + s * 0.16, yaw, solid=False)
        b.put(deskware.mouse(), x + s * 0.20, 0.73, z + s * 0.18, yaw, solid=False)
        b.put(deskware.papers(k + 3), x + s * 0.50, 0.73, z + s * 0.10, yaw + 14 - 20 * k, solid=False)
        b.put(
            kit.office_chair("fabric grey"), x - s * 0.1, 0, z + s * (0.72 + 0.1 * (k % 2)), yaw + 180 + 16 * (k - 1.5)
        )
    b.add("fabric sand", box(3.1, 0.36, 0.03, (-10.1, 0.73, -6.125), 0.008))
    b.put(deskware.telephone(), -11.5, 0.73, -5.7, 15, solid=False)
    b.put(deskware.pen_cup(), -9.9, 0.73, -5.95, 0, solid=False)
    b.put(deskware.cup(), -8.72, 0.73, -5.9, 0, solid=False)
    b.put(deskware.cup("blue"), -11.52, 0.73, -6.62, 60, solid=False)


def copier(b: Build) -> None:
    """A floor copier: trays, control panel on its arm, document feeder, paper in the output."""
    x, z = -6.58, -7.0
    piece = {
        "cabinet white": [
            box(0.60, 0.62, 0.62, (0, 0.05, 0), 0.012),
            box(0.60, 0.16, 0.60, (0, 0.83, 0), 0.014),
            box(0.13, 0.20, 0.62, (-0.235, 0.65, 0), 0.006),
        ],
        "dark steel": [
            box(0.58, 0.006, 0.50, (0, 0.672, 0.02), 0.001),
            box(0.56, 0.07, 0.54, (0, 0.99, -0.02), 0.02),
            box(0.30, 0.02, 0.20, (0.40, 0.86, 0.2), 0.006).at(0, 0, 0),
        ],
        "grey": [box(0.56, 0.004, 0.004, (0, 0.11 + 0.14 * k, 0.311), 0.001) for k in range(4)]
        + [box(0.14, 0.02, 0.012, (0, 0.19 + 0.14 * k, 0.312), 0.004) for k in range(3)],
        "black rubber": [cylinder(0.03, 0.05, 12).at(dx, 0, dz) for dx in (-0.24, 0.24) for dz in (-0.24, 0.24)],
        "paper": [box(0.30, 0.02, 0.21, (0.04, 0.68, 0.05), 0.002)],
        "glass dark": [quad((0.27, 0.8815, 0.28), (0.24, 0, 0), (0, 0, -0.15), 9)],
    }
    b.put(piece, x, 0, z, -90)


def rest(b: Build) -> None:
    copier(b)
    for k in range(3):
        x = -8.42 + 0.81 * k
        b.add("light grey", between((x - 0.40, 0, -5.22), (x + 0.40, 1.05, -4.82), 0.005))
        b.add("cabinet white", *(box(0.386, 0.98, 0.016, (x + s * 0.197, 0.04, -5.228), 0.003) for s in (-1, 1)))
        b.add("brushed", *(box(0.010, 0.13, 0.014, (x + s * 0.03, 0.6, -5.240), 0.003) for s in (-1, 1)))
    b.block((-8.82, 0, -5.25), (-6.38, 1.05, -4.8))
    for k, x in enumerate((-8.2, -7.5)):
        b.put(shelves.books(0.55, 0.30, 0.22, 50 + k), x, 1.05, -5.02, 180, solid=False)
    b.put(greenery.plant(0.5, 5, "ceramic", 24, 0.2), -6.55, 1.05, -5.0, 0, solid=False)
    b.put(greenery.plant(1.4, 62, "grey", 42), -6.7, 0, -5.75, 0)
    b.put(co2_bottle(), -6.42, 0, -7.80, -90)
    rows = [
        ("이산화탄소소화기", "bold", 40, "#ffffff"),
        ("CO2 EXTINGUISHER", "text", 28, "#ffffff"),
        ("전기 · 전산 화재", "bold", 36, "#ffe08a"),
        ("Electrical fires", "text", 26, "#ffe08a"),
    ]
    sign(b, signs.column(rows, 384, 256, "#b8120f", 28), -6.202, 1.45, -7.80, 0.36, 0.24, -90)
    exit_light(b, -6.204, 2.38, -8.6, -90)
    emergency_light(b, -6.204, 2.25, -6.2, -90)


def roof(b: Build) -> None:
    for x in (-10.6, -8.0):
        for z in (-8.7, -6.1):
            b.add("cabinet white", box(1.25, 0.02, 0.36, (x, 2.682, z), 0.006))
            b.add("lamp panel", quad((x - 0.58, 2.680, z - 0.14), (1.16, 0, 0), (0, 0, 0.28), 9), casts=False)
        b.lamp(x, 2.4, -7.4, 5.0, size=(1.2, 2.0), range_m=6)
    for x, z in ((-10.9, -8.6), (-9.2, -6.9), (-7.4, -7.4)):
        sprinkler(b, x, 2.7, z)
    detector(b, -10.9, 2.7, -9.0)
    detector(b, -8.6, 2.7, -7.2)
    vent = [lathe([(0.05 + 0.04 * k, -0.006 - 0.004 * k), (0.075 + 0.04 * k, 0.0)], 28, 10) for k in range(4)]
    b.add("cabinet white", *(m.at(-7.0, 2.7, -8.6) for m in vent))
