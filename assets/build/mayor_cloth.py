"""Flags as falling cloth, curtains in folds, plants."""

from __future__ import annotations

import math

import numpy as np

from assets.build import blender, flags, plants
from assets.build.materials import Material
from assets.build.mayor_shell import FAR
from assets.build.mesh import Mesh, box, cylinder, join, lathe, sheet, tube
from assets.build.place import Build


def cloth(b: Build) -> None:
    flag(b, "korean flag", flags.korean_flag(), -2.25, -7.12, 24)
    flag(b, "city flag", flags.city_flag(), -2.95, -7.16, 30)
    curtains(b)
    greens(b)


def flag(b: Build, name: str, picture: bytes, x: float, z: float, yaw: float) -> None:
    """A 135 x 90 cm flag on a staff 2.45 m high: cloth held along the hoist only, fallen for two seconds, golden fringe."""
    m = b.material(name, Material(picture=picture, roughness=0.8, two_sided=True))
    w, h, columns, rows = 1.35, 0.90, 34, 22
    u, v = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1), indexing="ij")
    start = np.stack([0.022 + u * w * 0.93, 2.30 - v * h, 0.05 * np.sin(9 * u + 3 * v) * u + 0.12 * u * (yaw > 26)], -1)
    flat = sheet(start, np.stack([u, v], -1), flip=True)
    pins = np.stack([np.full(rows + 1, 0.022), 2.30 - np.linspace(0, 1, rows + 1) * h, np.zeros(rows + 1)], -1)
    staff = join(cylinder(0.014, 2.5, 10), box(1.2, 0.02, 1.2, (0, -0.02, 0), 0, FAR))
    fallen = blender.draped(flat, staff, pins, 42, 3.0, 0.2, gap=0.004, apart=0.012)
    b.add(m, fallen.at(x, 0, z, yaw))
    b.add("brushed brass", cylinder(0.0125, 2.36, 16).at(x, 0.04, z))
    finial = lathe(
        [(0, 0), (0.016, 0.0), (0.024, 0.02), (0.016, 0.032), (0.010, 0.04), (0.028, 0.075), (0.020, 0.12), (0, 0.17)],
        20,
        50,
    )
    b.add("brass", finial.at(x, 2.40, z))
    b.add(
        "brass",
        *(lathe([(0.0125, 0), (0.016, 0.004), (0.016, 0.012), (0.0125, 0.016)], 12).at(x, y, z) for y in (1.39, 2.29)),
    )
    b.add(
        "walnut",
        lathe(
            [
                (0, 0),
                (0.19, 0),
                (0.195, 0.01),
                (0.19, 0.035),
                (0.09, 0.055),
                (0.045, 0.075),
                (0.03, 0.17),
                (0.022, 0.18),
                (0, 0.18),
            ],
            40,
        ).at(x, 0, z),
    )
    b.block((x - 0.15, 0, z - 0.15), (x + 0.15, 2.2, z + 0.15))


def curtains(b: Build) -> None:
    """Linen drawn aside at both ends of the window, hung on rings from a slim rail in the soffit."""
    b.own["linen curtain"] = Material(
        colour=(0.80, 0.74, 0.63, 1), surface="linen", detail="base normal", roughness=0.95, two_sided=True
    )
    for k, (x0, x1) in enumerate(((-4.93, -4.12), (4.16, 4.93))):
        b.add("linen curtain", _curtain(x1 - x0, 2.83, 10, 20 + k).at(x0, 0.02, -7.58))
        b.block((x0, 0, -7.70), (x1, 2.8, -7.48))
    b.add("brushed brass", tube([(-4.96, 2.875, -7.58), (4.96, 2.875, -7.58)], 0.010, 8))


def _curtain(width: float, height: float, folds: int, seed: int) -> Mesh:
    """Gathered cloth from x = 0 to width: folds deep and regular at the head, wandering and spreading at the hem."""
    rng = np.random.default_rng(seed)
    u, v = np.linspace(0, 1, folds * 8 + 1), np.linspace(0, 1, 14)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    drift = sum(
        rng.uniform(0.1, 0.3) * np.sin(2 * math.pi * (uu * f + vv * 0.2) + rng.uniform(0, 6)) for f in (1.3, 2.7)
    )
    phase = 2 * math.pi * (folds * uu + drift * (1 - vv) * 0.9)
    depth = 0.042 * np.sin(phase) * (0.72 + 0.35 * (1 - vv)) + 0.012 * np.sin(2 * phase + 1)
    x = (uu + 0.010 * np.cos(phase) * (1 - 0.5 * vv)) * width
    y = vv * height + 0.006 * np.sin(phase) * (vv < 0.01)
    return sheet(np.stack([x, y, depth], -1), np.stack([uu * width * 2.1, vv * height], -1))


def greens(b: Build) -> None:
    """Trees in the corners, orchids where gifts stand, a small one on the table of the sofas."""
    for kind, x, z, h, seed in (
        ("rubber", 4.60, -2.72, 1.75, 3),
        ("palm", -4.35, -0.62, 1.9, 4),
        ("rubber", 4.62, -5.98, 1.35, 5),
        ("snake", -3.72, -7.42, 0.95, 6),
    ):
        b.put(getattr(plants, kind)(h, seed), x, 0, z, 40 * seed, density=0)
    for x, z, seed, y in ((3.35, -7.82, 7, 0.5), (-0.95, -7.86, 8, 0.5), (2.42, -0.33, 9, 0.86)):
        b.put(plants.orchid(seed), x, y, z, 50 * seed, solid=False, density=0)
