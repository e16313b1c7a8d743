"""The short kitchen unit of a rented flat: sink, gas range, hood. As in `kit`."""

from __future__ import annotations

import math

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece, solid
from assets.build.mesh import arc, box, cylinder, lathe, quad, tube
from assets.build.shopware import merged, moved


def kitchen(w: float = 2.0) -> Piece:
    """A short kitchen unit: base cupboards, counter with a steel sink left, gas range right, hood, wall cupboards."""
    d, h = 0.56, 0.84
    fronts, pulls, n = [], [], 4
    for k in range(n):
        x, ww = -w / 2 + w * (k + 0.5) / n, w / n - 0.006
        fronts += [
            box(ww, h - 0.16, 0.018, (x, 0.10, d / 2 - 0.005), 0.003),
            box(ww, 0.66, 0.018, (x, 1.45, -d / 2 + 0.335), 0.003),
        ]
        pulls += [
            box(0.10, 0.010, 0.016, (x, h - 0.10, d / 2 + 0.010), 0.003),
            box(0.10, 0.010, 0.016, (x, 1.47, -d / 2 + 0.35), 0.003),
        ]
    bodies = [
        box(w - 0.004, h - 0.15, d - 0.03, (0, 0.09, -0.015), 0.002),
        box(w - 0.004, 0.66, 0.32, (0, 1.45, -d / 2 + 0.165), 0.002),
    ]
    sx, sw, sd, z0, z1 = -w / 2 + 0.46, 0.60, 0.40, -d / 2 + 0.08, -d / 2 + 0.48
    top_y, back, front = h - 0.03, -d / 2, d / 2 + 0.015
    top = [
        box(sx - sw / 2 + w / 2, 0.03, front - back, ((sx - sw / 2 - w / 2) / 2, top_y, (back + front) / 2), 0.003),
        box(w / 2 - sx - sw / 2, 0.03, front - back, ((sx + sw / 2 + w / 2) / 2, top_y, (back + front) / 2), 0.003),
    ]
    top += [
        box(sw, 0.03, z0 - back, (sx, top_y, (back + z0) / 2), 0.003),
        box(sw, 0.03, front - z1, (sx, top_y, (z1 + front) / 2), 0.003),
    ]
    kick = [box(w - 0.02, 0.09, d - 0.08, (0, 0, -0.03), 0)]
    piece: Piece = {
        "kitchen film": [*fronts, *bodies],
        "charcoal": kick,
        "brushed": pulls,
        "marble top": top,
        "solid": [*solid(w, h, d), box(w, 0.7, 0.33, (0, 1.45, -d / 2 + 0.165), 0, 99)],
    }
    return merged(
        piece,
        moved(sink_bowl(sw, sd), sx, h, (z0 + z1) / 2),
        moved(gas_range(), w / 2 - 0.36, h, -0.02),
        moved(hood(), w / 2 - 0.36, 1.36, -d / 2),
    )


def sink_bowl(w: float, d: float, deep: float = 0.17) -> Piece:
    """A pressed steel bowl let in at y = 0, with a strainer and a swan-neck tap behind it."""
    rim = [box(w + 0.03, 0.004, 0.03, (0, 0, s * d / 2), 0.0015) for s in (-1, 1)] + [
        box(0.03, 0.004, d, (s * w / 2, 0, 0), 0.0015) for s in (-1, 1)
    ]
    walls = [
        quad((-w / 2, -deep, -d / 2), (w, 0, 0), (0, deep, 0), 99),
        quad((w / 2, -deep, d / 2), (-w, 0, 0), (0, deep, 0), 99),
    ]
    walls += [
        quad((-w / 2, -deep, d / 2), (0, 0, -d), (0, deep, 0), 99),
        quad((w / 2, -deep, -d / 2), (0, 0, d), (0, deep, 0), 99),
        quad((-w / 2, -deep, d / 2), (w, 0, 0), (0, 0, -d), 99),
    ]
    strainer = lathe([(0.055, 0.001), (0.05, 0.004), (0.02, -0.004 + 0.008), (0, 0.006)], 24).at(0, -deep, 0)
    neck = tube(
        [
            (0.06, 0, -d / 2 - 0.035),
            (0.06, 0.22, -d / 2 - 0.035),
            (0.06, 0.28, -d / 2 + 0.0),
            (0.06, 0.28, -d / 2 + 0.10),
            (0.06, 0.235, -d / 2 + 0.13),
        ],
        0.012,
        12,
    )
    tap = [
        neck,
        cylinder(0.026, 0.05, 18).at(0.06, 0, -d / 2 - 0.035),
        tube([(0.06, 0.045, -d / 2 - 0.03), (0.12, 0.075, -d / 2 - 0.01)], 0.007, 8),
    ]
    return {"brushed": [*rim, *walls, strainer], "chrome": tap}


def gas_range() -> Piece:
    """Two burners on a steel body with knobs in front; brown rings of old boil-overs are the hob's own roughness."""
    body = box(0.58, 0.085, 0.42, bevel=0.008)
    hob = box(0.56, 0.012, 0.33, (0, 0.083, -0.035), 0.003)
    knobs = [
        lathe([(0, 0.022), (0.017, 0.022), (0.022, 0)][::-1], 18).at(s * 0.17, 0.045, 0.21, pitch=90) for s in (-1, 1)
    ]
    rings, crowns = [], []
    for s in (-1, 1):
        x = s * 0.14
        crowns += [lathe([(0, 0.0), (0.052, 0), (0.052, 0.014), (0.03, 0.022), (0, 0.022)], 24).at(x, 0.095, -0.03)]
        rings += [tube(arc((x, 0.122, -0.03), 0.10, 0, 360, 24, "xz"), 0.005, 6, False)]
        rings += [
            tube(
                [
                    (x + 0.03 * math.cos(a), 0.124, -0.03 + 0.03 * math.sin(a)),
                    (x + 0.11 * math.cos(a), 0.124, -0.03 + 0.11 * math.sin(a)),
                    (x + 0.115 * math.cos(a), 0.096, -0.03 + 0.115 * math.sin(a)),
                ],
                0.005,
                6,
            )
            for a in np.linspace(0.4, 0.4 + 2 * math.pi, 6, endpoint=False)
        ]
    hose = tube([(0.25, 0.05, -0.20), (0.31, 0.06, -0.24), (0.33, 0.20, -0.252), (0.33, 0.33, -0.252)], 0.010, 8)
    valve = [box(0.035, 0.06, 0.035, (0.33, 0.33, -0.252), 0.006), box(0.016, 0.014, 0.07, (0.33, 0.36, -0.225), 0.004)]
    return {
        "brushed": [body],
        "hob glass": [hob],
        "black": [*knobs, *rings, *crowns],
        "orange": [hose],
        "yellow": valve,
    }


def hood() -> Piece:
    shell = [box(0.60, 0.09, 0.46, (0, 0, 0.23), 0.012), box(0.60, 0.02, 0.03, (0, 0.02, 0.465), 0.006)]
    mesh = [box(0.25, 0.004, 0.30, (s * 0.14, -0.003, 0.22), 0.001) for s in (-1, 1)]
    return {"brushed": shell, "grey": mesh, "black": [box(0.10, 0.025, 0.003, (0.16, 0.03, 0.4815), 0.001)]}
