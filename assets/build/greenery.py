"""Potted plants. As in `kit`: {material: [meshes]}, standing on y = 0."""

from __future__ import annotations

import math

import numpy as np

from assets.build.kit import Piece, solid
from assets.build.mesh import Mesh, lathe, sheet, tube


def pot(radius: float, height: float) -> Mesh:
    return lathe(
        [
            (0, 0),
            (radius * 0.72, 0),
            (radius * 0.78, 0.02),
            (radius, height - 0.03),
            (radius, height),
            (radius * 0.9, height),
            (radius * 0.86, height - 0.06),
        ],
        32,
    )


def leaf(length: float, width: float, droop: float, segments: int = 4) -> Mesh:
    """A folded, bent blade growing along +z from the origin."""
    t = np.linspace(0, 1, segments + 1)
    half = width / 2 * np.sin(np.pi * np.clip(t * 0.92 + 0.06, 0, 1)) ** 0.8
    half[-1] = 0.001
    z, y = length * t * (1 - 0.12 * droop * t), -droop * length * t**2 * 0.75
    fold = 0.22 * half
    rows = [np.stack([s * half, y + abs(s) * fold, z], -1) for s in (-1, 0, 1)]
    return sheet(np.stack(rows, 1), flip=False)


def plant(height: float = 1.5, seed: int = 3, potted: str = "ceramic", blades: int = 46, spread: float = 0.5) -> Piece:
    """A potted tree with several stems and broad leaves."""
    rng, stems, foliage = np.random.default_rng(seed), [], []
    pot_h, pot_r = min(0.26 + 0.10 * height, 0.40 * height), min(0.15 + 0.05 * height, 0.22 * height)
    for s in range(3):
        a, lean = s * 2.1 + float(rng.uniform(0, 1)), float(rng.uniform(0.06, 0.22))
        top = height * float(rng.uniform(0.72, 1.0))
        path = [
            (math.cos(a) * lean * t * t, pot_h - 0.08 + (top - pot_h) * t, math.sin(a) * lean * t * t)
            for t in np.linspace(0, 1, 5)
        ]
        stems.append(tube(path, 0.012 + 0.004 * height, 7))
        for k in range(blades // 3):
            t = 0.30 + 0.70 * (k + float(rng.random())) / (blades / 3)
            p = [float(np.interp(t, np.linspace(0, 1, 5), [q[i] for q in path])) for i in range(3)]
            long = spread * float(rng.uniform(0.55, 1.0)) * (1.1 - 0.5 * t)
            blade = leaf(long, long * 0.36, float(rng.uniform(0.3, 1.1)))
            foliage.append(
                blade.at(*p, yaw=float(137.5 * k + 60 * s + rng.uniform(-20, 20)), pitch=-float(rng.uniform(5, 55)))
            )
    soil = lathe([(pot_r * 0.88, pot_h - 0.05), (0.0, pot_h - 0.04)], 24)
    return {
        potted: [pot(pot_r, pot_h)],
        "soil": [soil],
        "leather brown": stems,
        "leaf": foliage,
        "solid": solid(pot_r * 2, height * 0.7, pot_r * 2),
    }
