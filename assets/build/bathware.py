"""Fixtures of a small bathroom. As in `kit`: {material: [meshes]}, back to the wall, front towards +z."""

from __future__ import annotations

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece, solid
from assets.build.mesh import arc, box, cylinder, lathe, quad, tube
from assets.build.organic import cushion


def toilet() -> Piece:
    """A close-coupled toilet, its back to the wall at z = 0 (front +z)."""
    bowl = lathe(
        [
            (0.12, 0),
            (0.115, 0.05),
            (0.10, 0.14),
            (0.15, 0.28),
            (0.185, 0.37),
            (0.185, 0.385),
            (0.15, 0.385),
            (0.12, 0.30),
            (0.06, 0.22),
            (0, 0.21),
        ],
        32,
        50,
    )
    bowl = bowl.scaled(1, 1, 1.28).at(0, 0, 0.42)
    foot = cushion(0.20, 0.36, 0.34, 0.06).at(0, 0, 0.24)
    tank = cushion(0.40, 0.36, 0.19, 0.05, 2).at(0, 0.38, 0.115)
    cap = cushion(0.42, 0.05, 0.21, 0.02).at(0, 0.725, 0.115)
    ring = tube(arc((0, 0, 0), 0.155, 0, 360, 33, "xz"), 0.026, 8, False).scaled(1, 0.45, 1.28).at(0, 0.398, 0.42)
    seat = (
        lathe([(0, 0.0), (0.182, 0), (0.184, 0.014), (0.17, 0.022), (0, 0.026)], 32)
        .scaled(1, 1, 1.28)
        .at(0, 0.408, 0.425)
    )
    lever = [box(0.07, 0.018, 0.014, (-0.13, 0.66, 0.215), 0.005)]
    hose = tube([(-0.16, 0.12, 0.02), (-0.17, 0.22, 0.05), (-0.15, 0.36, 0.09)], 0.008, 8)
    return {
        "porcelain": [bowl, foot, tank, cap],
        "old white": [ring, seat],
        "chrome": [*lever, hose],
        "solid": solid(0.40, 0.75, 0.7, 0, 0.35),
    }


def washbasin() -> Piece:
    """A basin with half pedestal on the wall (back at z = 0), tap, trap behind."""
    basin = (
        lathe(
            [
                (0.10, -0.16),
                (0.20, -0.10),
                (0.245, -0.01),
                (0.25, 0.0),
                (0.235, 0.002),
                (0.20, -0.05),
                (0.13, -0.105),
                (0.03, -0.118),
                (0, -0.118),
            ],
            36,
            50,
        )
        .scaled(1.0, 1, 0.82)
        .at(0, 0.80, 0.26)
    )
    back = cushion(0.46, 0.15, 0.13, 0.045, 2).at(0, 0.665, 0.068)
    leg = cushion(0.17, 0.48, 0.17, 0.06, 2).at(0, 0.22, 0.13)
    tap = [
        cylinder(0.022, 0.07, 16).at(0, 0.805, 0.085),
        tube([(0, 0.86, 0.085), (0, 0.885, 0.12), (0, 0.875, 0.20)], 0.012, 10),
        tube([(0, 0.88, 0.085), (0, 0.93, 0.075), (0, 0.945, 0.11)], 0.006, 8),
    ]
    plug = lathe([(0.022, 0.001), (0.018, 0.004), (0, 0.003)], 18).at(0, 0.683, 0.26)
    return {"porcelain": [basin, back, leg], "chrome": [*tap, plug], "solid": solid(0.5, 0.82, 0.48, 0, 0.24)}


def washing_machine() -> Piece:
    """A drum machine, 60 cm: round door, drawer, dial, panel."""
    w, h, d = 0.60, 0.85, 0.58
    ring = lathe([(0.225, 0), (0.232, 0.02), (0.215, 0.045), (0.165, 0.05), (0.16, 0.03)], 36).at(
        0, 0.44, d / 2, pitch=90
    )
    bull = lathe([(0.16, 0.03), (0.12, 0.055), (0.06, 0.068), (0, 0.071)], 28).at(0, 0.44, d / 2, pitch=90)
    dial = lathe([(0.034, 0), (0.034, 0.018), (0.028, 0.024), (0, 0.024)], 22).at(0.03, h - 0.075, d / 2, pitch=90)
    return {
        "enamel": [box(w, h, d, bevel=0.014)],
        "grey lacquer": [ring, dial, box(w - 0.02, 0.075, 0.006, (0, 0.015, d / 2 + 0.001), 0.002)],
        "hob glass": [bull, box(0.16, 0.05, 0.004, (0.19, h - 0.10, d / 2 + 0.001), 0.001)],
        "old white": [
            box(0.20, 0.09, 0.008, (-0.18, h - 0.12, d / 2 + 0.002), 0.003),
            box(w + 0.004, 0.025, d + 0.01, (0, h - 0.012, 0), 0.008),
        ],
        "solid": solid(w, h, d),
    }


def shower() -> Piece:
    """Mixer, hose, head on its rail; origin on the wall at the floor."""
    mixer = [
        cylinder(0.022, 0.26, 14).at(-0.13, 0.95, 0.05, 0, 0, -90),
        *(cylinder(0.03, 0.05, 16).at(s * 0.075, 0.95, 0, pitch=90) for s in (-1, 1)),
        tube([(0, 0.96, 0.06), (0, 1.0, 0.10)], 0.008, 8),
        tube([(0.0, 0.94, 0.06), (0.0, 0.90, 0.13)], 0.011, 10),
    ]
    rail = [
        tube([(0.0, 1.30, 0.04), (0.0, 1.90, 0.04)], 0.010, 10),
        *(tube([(0, y, 0), (0, y, 0.04)], 0.012, 8) for y in (1.31, 1.89)),
    ]
    head = [
        tube([(0.0, 1.62, 0.07), (0.0, 1.80, 0.11)], 0.012, 10),
        lathe([(0, -0.006), (0.042, 0), (0.045, 0.012), (0.02, 0.03), (0, 0.035)], 24).at(0, 1.83, 0.145, 0, 55),
        box(0.03, 0.05, 0.05, (0, 1.68, 0.055), 0.008),
    ]
    t = np.linspace(0, 1, 16)
    hose = tube(
        np.stack([0.12 * np.sin(np.pi * t), 0.92 + 0.70 * t - 0.42 * np.sin(np.pi * t), 0.06 + 0.02 * t], -1),
        0.0075,
        8,
        False,
    )
    return {"chrome": [*mixer, *rail, *head, hose]}


def floor_drain() -> Piece:
    rim = [box(0.12, 0.004, 0.012, (0, 0, s * 0.054), 0.001) for s in (-1, 1)] + [
        box(0.012, 0.004, 0.096, (s * 0.054, 0, 0), 0.001) for s in (-1, 1)
    ]
    slots = [box(0.092, 0.003, 0.007, (0, 0.0005, -0.042 + 0.014 * k), 0.001) for k in range(7)]
    return {"brushed": [*rim, *slots], "black": [quad((-0.05, 0.0008, 0.05), (0.10, 0, 0), (0, 0, -0.10), 9)]}


def slippers(tone: str = "pink") -> Piece:
    """A pair of bathroom slippers, a little apart."""
    out: Piece = {tone: []}
    for s, yaw in ((-1, 6), (1, -12)):
        sole = cushion(0.10, 0.035, 0.26, 0.014).at(0, 0, 0)
        strap = cushion(0.115, 0.05, 0.10, 0.022).at(0, 0.02, -0.055)
        out[tone] += [m.at(s * 0.075, 0, 0.02 * s, yaw) for m in (sole, strap)]
    return out
