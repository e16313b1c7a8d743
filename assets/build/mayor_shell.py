"""The mayor's office as a room: panels, the wide window with its curtains, the coffered ceiling with its lamps."""

from __future__ import annotations

import math

import numpy as np

from assets.build.mesh import Mesh, between, box, quad, sheet, tube
from assets.build.place import Build
from assets.build.shell import Opening, Room, baseboard, ceiling, door, floor, frame, panel_light, patch, wall

ROOM = Room(-5, 5, -8, 0, 3.2)


WINDOW = Opening(-4.3, 4.3, 0.62, 2.75, 0.30)


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


def curtain(width: float, height: float, folds: int) -> Mesh:
    """Gathered cloth hanging in folds, seen from the front."""
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
