"""The training flat's kitchen: one long counter on the east wall, seen from the hall through the observation window.

From the window (z -10.2) northwards: low cupboards with microwave and rice cooker, sink, drainer, gas hob with a pan under
its hood (a fire may start there, and has: the tiles above are smoked), a strip of counter, refrigerator. Wall cupboards
run above; dining table for four in the middle.
"""

from __future__ import annotations

import math

from assets.build import fire_home, kit
from assets.build.fire_equipment import detector, sprinkler
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import FLAT
from assets.build.mesh import arc, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import patch

FRONT, BACK, TOP = 4.80, 5.40, 0.86
START, END, STOVE_Z, SINK_Z = -10.26, -13.30, -12.35, -11.35


def kitchen(b: Build) -> None:
    counter(b)
    upper(b)
    sink(b)
    stove(b)
    on_the_counter(b)
    table(b)
    b.put(fire_home.fridge(), 5.02, 0, -13.80, -90)
    for z in (-11.2, -13.0):
        sprinkler(b, 3.0, 2.4, z)
    detector(b, 2.2, 2.4, -12.4)


def counter(b: Build) -> None:
    """Plinth, carcass, fronts with a grip groove, quartz top, tiled back."""
    b.add("black", between((FRONT + 0.06, 0, END), (BACK, 0.10, START)))
    b.add("cabinet white", between((FRONT + 0.02, 0.10, END), (BACK, 0.82, START), 0.002))
    b.add("dark steel", between((FRONT + 0.022, 0.79, END), (BACK, 0.825, START), 0.001))
    step = (START - END) / 5
    for k in range(5):
        z = END + step * (k + 0.5)
        drawers = ((0.105, 0.33), (0.44, 0.345)) if k in (0, 3) else ((0.105, 0.68),)
        for y, h in drawers:
            b.add("cabinet wood", box(0.020, h, step - 0.004, (FRONT + 0.010, y, z), 0.002, grain="y"))
    for lo, hi in ((END, SINK_Z - 0.38), (SINK_Z + 0.38, START)):
        b.add("quartz", between((FRONT - 0.02, 0.825, lo), (BACK, TOP, hi), 0.003))
    b.add("quartz", between((FRONT - 0.02, 0.825, SINK_Z - 0.38), (FRONT + 0.08, TOP, SINK_Z + 0.38), 0.003))
    b.add("quartz", between((BACK - 0.10, 0.825, SINK_Z - 0.38), (BACK, TOP, SINK_Z + 0.38), 0.003))
    b.add("subway tile", patch(FLAT, "east", END - 0.02, START + 0.06, TOP, 1.46, 0.008))
    b.add("brushed", between((BACK - 0.010, 1.455, END), (BACK, 1.462, START), 0.001))
    b.block((FRONT - 0.02, 0, END), (BACK, TOP, START))


def upper(b: Build) -> None:
    """Wall cupboards up to a closed soffit, open around the hood."""
    step = (START - END) / 5
    for k in range(5):
        z = END + step * (k + 0.5)
        if abs(z - STOVE_Z) < 0.45:
            continue
        b.add("cabinet white", box(0.33, 0.74, step - 0.002, (BACK - 0.165, 1.46, z), 0.002))
        b.add(
            "cabinet white",
            *(box(0.018, 0.736, step / 2 - 0.004, (BACK - 0.340, 1.462, z + s * step / 4), 0.003) for s in (-1, 1)),
        )
        b.add("lamp small", box(0.012, 0.006, step - 0.12, (BACK - 0.30, 1.4535, z), 0.001), casts=False)
    b.add("wallpaper", between((BACK - 0.36, 2.20, END - 1.0), (BACK, 2.40, START + 0.06), 0.002))
    b.block((BACK - 0.35, 1.46, END), (BACK, 2.40, START))


def sink(b: Build) -> None:
    """A pressed steel bowl let into the top, swan-neck tap, drainer with plates."""
    x, z = 5.08, SINK_Z
    lo, hi = (FRONT + 0.08, SINK_Z - 0.38), (BACK - 0.10, SINK_Z + 0.38)
    for rim in (
        between((lo[0], 0.852, lo[1]), (hi[0], 0.864, lo[1] + 0.035), 0.004),
        between((lo[0], 0.852, hi[1] - 0.035), (hi[0], 0.864, hi[1]), 0.004),
        between((lo[0], 0.852, lo[1]), (lo[0] + 0.03, 0.864, hi[1]), 0.004),
        between((hi[0] - 0.03, 0.852, lo[1]), (hi[0], 0.864, hi[1]), 0.004),
    ):
        b.add("brushed", rim)
    base, depth = 0.67, 0.19
    inner = ((lo[0] + 0.028, lo[1] + 0.033), (hi[0] - 0.028, hi[1] - 0.033))
    (x0, z0), (x1, z1) = inner
    b.add(
        "brushed",
        quad((x0, base, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1)),
        quad((x0, base, z0), (x1 - x0, 0, 0), (0, depth, 0)),
        quad((x1, base, z1), (x0 - x1, 0, 0), (0, depth, 0)),
        quad((x0, base, z1), (0, 0, z0 - z1), (0, depth, 0)),
        quad((x1, base, z0), (0, 0, z1 - z0), (0, depth, 0)),
    )
    b.add("dark steel", lathe([(0.045, 0.002), (0.035, 0.004), (0, 0.003)], 20).at(x, base, z))
    neck = [(BACK - 0.05, TOP, z), (BACK - 0.05, 1.10, z)]
    neck += [tuple(p) for p in arc((BACK - 0.14, 1.10, z), 0.09, 0, 180, 12, "xy")]
    b.add("chrome", tube([*neck, (BACK - 0.23, 1.02, z)], 0.012, 12), cylinder(0.026, 0.02, 20).at(BACK - 0.05, TOP, z))
    b.add(
        "chrome",
        tube([(BACK - 0.05, 0.95, z), (BACK - 0.05, 0.965, z + 0.04), (BACK - 0.05, 1.01, z + 0.09)], 0.007, 8),
    )
    zr = z + 0.56
    wires = [
        tube([(FRONT + 0.12, TOP + 0.03, zr + dz), (BACK - 0.14, TOP + 0.03, zr + dz)], 0.003, 6)
        for dz in (-0.14, -0.07, 0, 0.07, 0.14)
    ]
    wires += [
        tube([(x + s * 0.17, TOP + y, zr - 0.16), (x + s * 0.17, TOP + y, zr + 0.16)], 0.004, 6)
        for s in (-1, 1)
        for y in (0.03, 0.10)
    ]
    b.add("chrome", *wires)
    dish = lathe([(0, 0), (0.055, 0.002), (0.105, 0.022), (0.107, 0.025), (0.054, 0.008), (0, 0.006)], 28, 40)
    for k in range(5):
        b.add("ceramic", dish.at(x - 0.10 + 0.045 * k, TOP + 0.135, zr - 0.03, 90, 78))


def stove(b: Build) -> None:
    """The hob with the pan that will burn, the hood above, soot on the tiles."""
    x = 5.08
    b.put(fire_home.gas_stove(), x, TOP, STOVE_Z, -90, solid=False)
    b.put(fire_home.pan(), x - 0.02, TOP + 0.058, STOVE_Z - 0.165, -115, solid=False)
    b.put(fire_home.pot(), x - 0.02, TOP + 0.058, STOVE_Z + 0.165, -70, solid=False)
    b.put(fire_home.hood(), BACK, 1.62, STOVE_Z, -90, solid=False)
    b.add(
        "soot wall",
        patch(FLAT, "east", STOVE_Z - 0.66, STOVE_Z + 0.36, TOP + 0.02, 1.64, 0.0105, 9, picture=True),
        casts=False,
    )


def on_the_counter(b: Build) -> None:
    b.put(fire_home.microwave(), 5.16, TOP, -10.58, -90, solid=False)
    b.put(fire_home.rice_cooker(), 5.10, TOP, -12.93, -80, solid=False)
    bottle = lathe(
        [
            (0, 0),
            (0.034, 0),
            (0.036, 0.006),
            (0.036, 0.16),
            (0.014, 0.20),
            (0.013, 0.235),
            (0.016, 0.236),
            (0.016, 0.25),
            (0, 0.251),
        ],
        24,
        40,
    )
    for k, (m, s) in enumerate((("terracotta", 1.0), ("glass dark", 1.1), ("floor yellow", 0.9))):
        b.add(m, bottle.scaled(0.9, s, 0.9).at(5.29, TOP, STOVE_Z + 0.40 + 0.085 * k))
    b.add("walnut", box(0.02, 0.30, 0.22, (5.355, TOP, -11.98), 0.006, grain="y").at(0, 0, 0))
    jar = [(0, 0), (0.05, 0), (0.058, 0.01), (0.058, 0.11), (0.05, 0.12), (0.05, 0.125), (0, 0.13)]
    b.add("ceramic", *(lathe(jar, 24, 40).at(5.28, TOP, -10.95 - 0.14 * k) for k in range(2)))


def table(b: Build) -> None:
    """Dining table with four chairs, a lamp above, a bowl of fruit."""
    x, z = 2.45, -12.3
    b.put(kit.table(1.20, 0.78, 0.73, "cabinet wood", "black", 0.032), x, 0, z, 90)
    for dx, dz, yaw in ((-0.58, -0.28, 90), (-0.66, 0.30, 78), (0.60, -0.3, -90), (0.86, 0.33, -112)):
        b.put(kit.shell_chair("cabinet white", "walnut"), x + dx, 0, z + dz, yaw)
    bowl = [(0, 0.002), (0.05, 0), (0.10, 0.03), (0.15, 0.085), (0.154, 0.086), (0.10, 0.036), (0, 0.012)]
    b.add("ceramic", lathe(bowl, 32, 60).at(x, 0.73, z - 0.1))
    fruit = lathe(
        [(0.042 * math.cos(a), 0.040 * math.sin(a)) for a in [i * math.pi / 8 - math.pi / 2 for i in range(9)]], 18, 80
    )
    for k, (m, dx, dz) in enumerate(
        (("orange", 0.04, 0.02), ("orange", -0.05, 0.03), ("red", 0.0, -0.05), ("orange", 0.0, 0.01))
    ):
        b.add(m, fruit.at(x + dx, 0.785 + 0.05 * (k == 3), z - 0.1 + dz))
    shade = lathe([(0.19, 0), (0.185, 0.05), (0.12, 0.13), (0.03, 0.17), (0.012, 0.18)], 36, 50)
    b.add(
        "black",
        shade.at(x, 1.58, z),
        tube([(x, 1.75, z), (x, 2.4, z)], 0.003, 6),
        cylinder(0.05, 0.02, 20).at(x, 2.38, z),
    )
    b.add("lamp warm", lathe([(0, 0.03), (0.17, 0.03)], 28).at(x, 1.58, z))
    b.lamp(x, 1.45, z, 2.2, (1.0, 0.86, 0.66), (0.3, 0.3), range_m=4.5)
