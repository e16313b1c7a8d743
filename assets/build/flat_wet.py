"""Kitchen and bathroom of the flat to let."""

from __future__ import annotations

import numpy as np

from assets.build import bathware, household, kitchenware
from assets.build.flat_shell import FLOOR, X0, X1
from assets.build.materials import Material
from assets.build.mesh import box, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shopware import merged, moved


def kitchen(b: Build) -> None:
    b.put(kitchenware.kitchen(2.03), 1.875, FLOOR, -0.285, 180)
    x = X1 - 0.45
    b.put({"galvanised": [tube([(x, 2.15, -0.30), (x, 2.26, -0.30), (x + 0.44, 2.28, -0.30)], 0.05, 14)]}, solid=False)
    b.put({"pink": [box(0.16, 0.012, 0.10, bevel=0.005)]}, 2.25, 0.902, -0.18, 20, solid=False)
    b.put(
        {"yellow": [box(0.09, 0.03, 0.06, bevel=0.008)], "green": [box(0.09, 0.008, 0.06, (0, 0.03, 0), 0.003)]},
        2.02,
        0.902,
        -0.12,
        12,
        solid=False,
    )
    sauce = lathe([(0, 0), (0.035, 0), (0.036, 0.12), (0.016, 0.17), (0.016, 0.20), (0, 0.20)], 18)
    b.put(
        {"kraft": [sauce], "red": [lathe([(0.017, 0.19), (0.017, 0.215), (0, 0.217)], 14)]},
        1.05,
        0.902,
        -0.12,
        0,
        solid=False,
    )
    # where the refrigerator stood: a pale rectangle on the wall, its socket, dust on the floor
    pale = b.material(
        "unfaded paper", Material(colour=(0.93, 0.93, 0.92, 1), surface="silk_paper", detail="base", roughness=0.76)
    )
    b.add(pale, quad((0.0, 0, 0.0012), (0.62, 0, 0), (0, 1.62, 0), 99).at(X1, FLOOR + 0.07, -2.95, -90), casts=False)
    b.put(household.plate(socket=True), X1, 0.45, -2.62, -90, solid=False)


def bathroom(b: Build) -> None:
    b.put(bathware.toilet(), -1.42, 0, 0.0, 180)
    b.put(bathware.washing_machine(), X0 + 0.31, 0, -0.32, 90)
    b.put(bathware.washbasin(), X0, 0, -1.30, 90)
    b.put(
        {
            "mirror": [quad((-0.26, -0.35, 0.008), (0.52, 0, 0), (0, 0.56, 0), 9)],
            "brushed": [
                box(0.54, 0.58, 0.006, (0, -0.36, 0.003), 0.002),
                box(0.50, 0.012, 0.11, (0, -0.44, 0.055), 0.003),
            ],
        },
        X0,
        1.28,
        -1.30,
        90,
        solid=False,
    )
    b.put(bathware.shower(), -0.75, 0, -0.80, -90, solid=False)
    b.put(bathware.floor_drain(), -1.55, 0.0008, -1.15, 0, solid=False)
    b.put(bathware.slippers("pink"), -1.35, 0.0, -1.62, 20, solid=False)
    hose = [
        tube([(X0 + 0.04, 0.95, -0.1), (X0 + 0.10, 0.98, -0.2), (X0 + 0.05, 0.9, -0.3)], 0.010, 8),
        tube(
            [(X0 + 0.25, 0.12, -0.64), (X0 + 0.45, 0.05, -0.8), (-1.65, 0.012, -1.05), (-1.56, 0.008, -1.12)], 0.016, 8
        ),
    ]
    b.add("grey", *hose)
    holder = merged(
        {
            "chrome": [
                box(0.13, 0.05, 0.008, (0, 0.02, 0.004), 0.003),
                tube([(-0.06, 0.02, 0.01), (-0.06, 0.0, 0.05), (0.06, 0.0, 0.05)], 0.004, 6),
            ]
        },
        moved(
            {"paper": [lathe([(0.018, -0.05), (0.05, -0.05), (0.05, 0.05), (0.018, 0.05)], 22).at(0, 0, 0, 0, 0, 90)]},
            0,
            -0.02,
            0.055,
        ),
    )
    b.put(holder, -0.75, 0.72, -0.28, -90, solid=False)
    b.put(
        {"chrome": [tube([(-0.25, 0, 0), (-0.25, 0, 0.06), (0.25, 0, 0.06), (0.25, 0, 0)], 0.008, 8)]},
        -1.9,
        1.35,
        0.0,
        180,
        solid=False,
    )
    b.put(
        {
            "wine": [lathe([(0.075, 0), (0.065, 0.05), (0.02, 0.075), (0, 0.08)], 20)],
            "walnut": [cylinder(0.011, 0.42, 12).at(0, 0.075, 0)],
        },
        -0.86,
        0,
        -0.10,
        0,
        solid=False,
    )
    cracked(b)


def cracked(b: Build) -> None:
    """Two wall tiles beside the basin with a crack across, a corner gone; dark silicone along the floor."""
    rng, x, y = np.random.default_rng(5), X0, 0.50
    points = np.cumsum(rng.normal((0.013, 0.016), 0.010, (24, 2)), 0)
    line = np.stack([0.02 + points[:, 0], y + points[:, 1], np.full(24, 0.0006)], -1)
    parts = [
        tube(line, 0.0012, 5, False),
        tube(line[10:18] * (1, 1, 1) + np.linspace((0, 0, 0), (0.06, -0.04, 0), 8), 0.0009, 5, False),
    ]
    b.add("charcoal", *(p.at(x, 0, -1.72, 90) for p in parts), casts=False)
    chip = quad((0.2, 0.5, 0.0012), (0.05, 0.004, 0), (0.006, 0.045, 0), 9)
    b.add("streaked", chip.at(x, 0, -1.72, 90), casts=False)
    for a, c in (
        ((X0, 0, -1.95), (X0 + 0.008, 0.012, 0)),
        ((X0, 0, -0.008), (-0.75, 0.012, 0)),
        ((-0.758, 0, -1.95), (-0.75, 0.012, 0)),
    ):
        b.add(
            "charcoal",
            box(c[0] - a[0], c[1], c[2] - a[2], ((a[0] + c[0]) / 2, 0, (a[2] + c[2]) / 2), 0.003),
            casts=False,
        )
