"""Behind the flat, seen from its second floor: an alley 3 m wide, the neighbours' brick backs, pipes, cables, condensers."""

from __future__ import annotations

import numpy as np

from assets.build import lane, villa
from assets.build.materials import tinted
from assets.build.mesh import box, quad, tube
from assets.build.place import OUTSIDE, Build

GROUND = -3.0


def alley(b: Build) -> None:
    b.add("lane", quad((-16, GROUND, -6.0), (36, 0, 0), (0, 0, -3.6), 99), node=OUTSIDE)
    b.add("streaked", quad((-40, GROUND - 0.05, 20), (90, 0, 0), (0, 0, -70), 99), node=OUTSIDE)
    b.material("red brick far", tinted("red_brick", detail="base", roughness=0.9))
    b.material("pale brick far", tinted("pale_brick", detail="base", roughness=0.9))
    x = -11.0
    for k, (w, floors) in enumerate(((6.5, 3), (7.4, 4), (6.0, 3), (6.8, 4))):
        house = villa.villa(w, floors, ("pale brick", "red brick", "pale brick far", "red brick far")[k], 51 + k)
        villa.put_outside(b, house, x + w / 2, GROUND, -9.4 - 0.25 * (k % 2), 0, 0.5 if k in (1, 2) else None)
        x += w + 0.8
    near_wall(b)
    own_wall(b)
    villa.put_outside(b, lane.pole(8.5), -3.4, GROUND, -8.6, 100)
    lines = [((-3.4, 4.9 - 0.25 * k, -8.5), (18, 4.4 - 0.3 * k, -7.0 - 0.3 * k), 0.7 + 0.1 * k) for k in range(4)]
    lines += [
        ((-3.4, 4.7, -8.5), (-18, 4.2, -8.0), 0.6),
        ((-3.4, 2.4, -8.4), (0.4, 2.6, -6.2), 0.25),
        ((-3.4, 2.6, -8.4), (3.0, 3.1, -9.3), 0.3),
    ]
    b.add("cable", *lane.cables(lines), node=OUTSIDE)
    villa.put_outside(b, lane.tree(4.6, 71, 1300), 5.6, GROUND, -8.7)
    villa.put_outside(b, lane.scooter(), 0.6, GROUND, -8.6, 176, 0.5)
    for k in range(3):
        b.add(
            ("kraft", "charcoal", "kraft")[k],
            box(0.45, 0.35 + 0.1 * k, 0.4, (2.3 + 0.5 * k, GROUND, -9.0), 0.02),
            node=OUTSIDE,
        )


def near_wall(b: Build) -> None:
    """The neighbour 1.2 m east of the kitchen window: brick, a rain pipe, a small window, a tangle of cables."""
    wall = villa.wall_with_holes(14, 8.2, [(9.4, 4.0, 0.9, 0.7)])
    b.add("red brick", *(m.at(4.15, GROUND, -9.0, -90) for m in wall), node=OUTSIDE, density=0.6)
    villa.put_outside(b, villa.window(0.9, 0.7), 4.15, GROUND + 4.0, 0.85, -90)
    pipe = [
        tube([(4.10, GROUND, -1.95), (4.10, 5, -1.95)], 0.045, 10, False),
        tube([(4.12, 0.9, -3.0), (4.12, 0.95, 1.0)], 0.012, 6, False),
        tube([(4.12, GROUND, -0.55), (4.12, 1.9, -0.55), (4.12, 1.95, 0.8)], 0.016, 8, False),
    ]
    b.add("grey", pipe[0], *(box(0.06, 0.02, 0.12, (4.12, y, -1.95), 0.003) for y in (-1.4, 0.2, 1.8)), node=OUTSIDE)
    b.add("cable", pipe[1], node=OUTSIDE)
    b.add("yellow", pipe[2], node=OUTSIDE)
    villa.put_outside(b, villa.condenser(), 4.15, 0.35, -2.9, -90)


def own_wall(b: Build) -> None:
    """Our own outer wall beside the windows (one sees it when leaning out), with the boiler's flue; keeps the sky out."""
    roof = [box(6.1, 0.25, 6.6, (0.15, 2.62, -3.0), 0.02)]
    b.add("streaked", *roof, node=OUTSIDE)
    flue = tube([(-2.3, 2.2, -6.2), (-2.3, 2.2, -6.55), (-2.3, 2.12, -6.6)], 0.04, 12)
    b.add("brushed", flue, node=OUTSIDE)
    rng = np.random.default_rng(3)
    rack = [
        tube([(-2.3 + 0.14 * k, 0.50, -6.30), (-2.3 + 0.14 * k, 0.50 + 0.02 * float(rng.random()), -6.75)], 0.006, 6)
        for k in range(9)
    ]
    b.add("galvanised", *rack, tube([(-2.35, 0.51, -6.75), (-1.1, 0.51, -6.75)], 0.009, 6), node=OUTSIDE)
