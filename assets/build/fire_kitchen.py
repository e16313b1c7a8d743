"""The kitchen corner of the fire hall: counters along the north and east walls, clear of the drill's floor."""

from __future__ import annotations

from assets.build import deskware, greenery
from assets.build.mesh import between, box, lathe, tube
from assets.build.place import Build
from assets.build.shell import Room, patch

ROOM = Room(-6, 6, -10, 0, 3.2)


def kitchen(b: Build) -> None:
    """Counters along the north and east walls: sink, stove with a pan, hood, wall cupboards, refrigerator."""
    body, top, face = "light grey", "marble", "white"
    # north run x 1.2..6, east run z -9.4..-7.0
    b.add(body, between((1.2, 0.1, -9.98), (6, 0.86, -9.42)), between((5.44, 0.1, -9.44), (6, 0.86, -7.0)))
    b.add("black", between((1.22, 0, -9.98), (6, 0.1, -9.48), 0), between((5.5, 0, -9.5), (6, 0.1, -7.02), 0))
    b.add(
        top,
        between((1.18, 0.86, -9.99), (6, 0.90, -9.38), 0.006, 0.35),
        between((5.40, 0.86, -9.38), (6, 0.90, -6.98), 0.006, 0.35),
    )
    for k in range(7):
        b.add(face, box(0.585, 0.72, 0.02, (1.5 + 0.6 * k, 0.12, -9.41), 0.004))
        b.add("steel", box(0.22, 0.012, 0.02, (1.5 + 0.6 * k, 0.76, -9.39), 0.004))
    for k in range(4):
        b.add(face, box(0.02, 0.72, 0.585, (5.43, 0.12, -9.0 + 0.6 * k), 0.004))
        b.add("steel", box(0.02, 0.012, 0.22, (5.41, 0.76, -9.0 + 0.6 * k), 0.004))
    b.add("white tile", patch(ROOM, "north", 1.2, 6, 0.9, 1.5, 0.006), patch(ROOM, "east", -10, -6.98, 0.9, 1.5, 0.006))
    for k in range(4):
        if k != 2:
            b.add(face, box(0.6, 0.75, 0.34, (1.5 + 0.75 * k if k < 2 else 5.1, 1.5, -9.82), 0.005))
    stove_x = 3.75
    b.add(
        "steel",
        box(0.62, 0.10, 0.46, (stove_x, 1.56, -9.76), 0.01),
        box(0.30, 0.72, 0.28, (stove_x, 1.66, -9.84), 0.006),
    )
    b.add("black", box(0.58, 0.012, 0.50, (stove_x, 0.90, -9.69), 0.004))
    for dx, dz in ((-0.15, 0.11), (0.15, 0.11), (-0.15, -0.12), (0.15, -0.12)):
        b.add("grey", lathe([(0.085, 0.913), (0.075, 0.9135), (0.0, 0.9135)], 24).at(stove_x + dx, 0, -9.69 + dz))
    pan = lathe([(0, 0), (0.11, 0), (0.14, 0.045), (0.136, 0.045), (0.108, 0.006), (0, 0.006)], 32).at(
        stove_x - 0.15, 0.914, -9.58
    )
    b.add("dark steel", pan, tube([(stove_x - 0.15, 0.955, -9.44), (stove_x - 0.15, 0.975, -9.24)], 0.011, 8))
    # sink and tap
    b.add(
        "steel",
        box(0.62, 0.008, 0.44, (2.4, 0.898, -9.68), 0.002),
        tube([(2.4, 0.90, -9.90), (2.4, 1.20, -9.90), (2.4, 1.24, -9.85), (2.4, 1.22, -9.72)], 0.012, 10),
    )
    b.add("dark steel", box(0.52, 0.004, 0.34, (2.4, 0.906, -9.67), 0.001))
    # refrigerator at the end of the east run
    b.add(
        "white",
        box(0.70, 1.78, 0.70, (5.64, 0.02, -6.58), 0.012),
        box(0.03, 1.10, 0.68, (5.275, 0.66, -6.58), 0.01),
        box(0.03, 0.60, 0.68, (5.275, 0.04, -6.58), 0.01),
    )
    b.add("steel", box(0.025, 0.5, 0.025, (5.245, 0.85, -6.30)), box(0.025, 0.28, 0.025, (5.245, 0.30, -6.30)))
    for piece, x, z, yaw in (
        (deskware.cup(), 4.6, -9.6, 40),
        (deskware.cup("blue"), 4.75, -9.68, 160),
        (greenery.plant(0.34, 5, "ceramic", 21, 0.16), 5.7, -7.3, 0),
    ):
        b.put(piece, x, 0.90, z, yaw, solid=False)
    b.add(
        "terracotta",
        lathe([(0, 0), (0.07, 0), (0.09, 0.09), (0.07, 0.15), (0.075, 0.16), (0.06, 0.16), (0, 0.02)], 24).at(
            5.72, 0.90, -8.4
        ),
    )
    b.add("walnut", box(0.28, 0.02, 0.20, (5.66, 0.90, -8.9), 0.006, grain="x"))
    b.block((1.2, 0, -10), (6, 0.9, -9.38))
    b.block((5.4, 0, -9.4), (6, 0.9, -6.98))
    b.block((5.26, 0, -6.95), (6, 1.8, -6.22))
