"""The hall's glass front: posts every 1.6 m on a slate kerb, automatic doors in the middle, a sunken mat before them."""

from __future__ import annotations

import numpy as np

from assets.build import entrance_prints as prints
from assets.build import glazing
from assets.build.materials import Material
from assets.build.mesh import box, quad
from assets.build.place import Build

DOOR_W, DOOR_H = 3.2, 2.5


def build(b: Build) -> None:
    """The curtain wall on its stone kerb, posts every 1.6 m, and the automatic doors in its middle."""
    xs, ys = [-8 + 1.6 * k for k in range(11)], [0.12, 2.76, 5.0, 7.16]
    for piece, z, yaw in (
        (glazing.curtain_wall(xs, ys, 0.04, gap=(-1.6, 1.6, 2.76)), 0.0, 0),
        (glazing.sliding_doors(DOOR_W - 0.06, DOOR_H), 0.04, 180),
    ):
        rubber = {"black rubber": piece.pop("black rubber")}
        b.put(piece, 0, 0, z, yaw, solid=False)
        b.put(rubber, 0, 0, z, yaw, solid=False, density=0.0)
    for x0, x1 in ((-8, -1.6), (1.6, 8)):
        b.add("slate", box(x1 - x0, 0.12, 0.26, ((x0 + x1) / 2, 0, 0.03), 0.006, 9))
        b.block((x0, 0, 0.0), (x1, 7.2, 0.3))
    b.block((-1.6, 0, 0.02), (1.6, 7.2, 0.3))
    b.add("white lining", box(16, 0.42, 0.20, (0, 6.80, 0.0), 0.006, 9))
    b.add("granite steps", box(16.4, 0.9, 0.5, (0, 7.2, 0.20), 0.01, 9))
    dots = [
        quad((x0 + 0.08 * k, 1.42 + dy, 0.052), (0.03, 0, 0), (0, 0.03, 0), 9)
        for x0 in np.arange(-7.9, 7.9, 1.6)
        if abs(x0 + 0.8) > 1.7
        for k in range(18)
        for dy in (0.0,)
    ]
    b.add("white", *dots, casts=False, density=0.0)
    auto = b.material(
        "auto door", Material(picture=prints.label("자동문", "AUTOMATIC", "#17365d", w=256, h=110), roughness=0.45)
    )
    for x in (-0.4, 0.4):
        b.add(
            auto, quad((x + 0.10, 1.40, -0.012), (-0.20, 0, 0), (0, 0.086, 0), 9, picture=True).at(0, 0, 0), casts=False
        )
    mat(b)


def mat(b: Build) -> None:
    """A sunken mat of brush strips between aluminium bars, before the doors."""
    strips = [box(2.9, 0.008, 0.028, (0, -0.002, -0.30 - 0.036 * k), 0.002, 9) for k in range(34)]
    bars = [box(2.9, 0.009, 0.006, (0, -0.002, -0.318 - 0.036 * k), 0, 9) for k in range(33)]
    rim = [box(2.96, 0.010, 0.02, (0, -0.001, z), 0.002, 9) for z in (-0.275, -1.515)]
    rim += [box(0.02, 0.010, 1.22, (s * 1.47, -0.001, -0.895), 0.002, 9) for s in (-1, 1)]
    b.add("felt", *strips, density=0.0)
    b.add("brushed", *bars, *rim, density=0.0)
