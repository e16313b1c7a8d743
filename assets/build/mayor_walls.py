"""Pictures, the clock, and the model of the city under glass."""

from __future__ import annotations

import math

import numpy as np

from assets.build import flags, signs
from assets.build.materials import paint
from assets.build.mesh import box, cylinder, sheet, tube
from assets.build.place import Build
from assets.build.shell import clock, plate


def walls(b: Build) -> None:
    """Pictures, a clock, and the model of the city under glass."""
    for k, (z, picture) in enumerate(((-4.35, flags.river_painting()), (-6.35, flags.calligraphy()))):
        plate(
            b,
            f"painting {k}",
            picture,
            4.985,
            1.95,
            z,
            1.7 if k == 0 else 1.15,
            0.95 if k == 0 else 0.85,
            -90,
            edge="walnut",
            thick=0.035,
        )
    plate(b, "motto", flags.city_plan(), -2.75, 2.0, -0.01, 1.5, 1.0, 180, edge="walnut", thick=0.03)
    clock(b, flags.clock_face(), 2.2, 2.35, -0.002, 0.16, 180)
    x, z = 4.05, -7.0
    b.add("walnut", box(1.5, 0.85, 1.0, (x, 0, z), 0.008, 0.4))
    b.add("white", box(1.4, 0.02, 0.9, (x, 0.85, z), 0.003, 0.3))
    rng = np.random.default_rng(8)
    tones = [b.material(f"model {k}", paint(c, 0.7)) for k, c in enumerate(("#efe9dd", "#d8cfbf", "#c9d4da"))]
    for i in range(15):
        for j in range(9):
            px, pz = x - 0.63 + 0.09 * i, z - 0.38 + 0.095 * j
            river = abs((pz - z) - 0.16 + 0.05 * math.sin(4 * (px - x))) < 0.05
            park = (i - 6) ** 2 + (j - 2) ** 2 < 3
            if river or park:
                continue
            for _ in range(2):
                w, d, h = rng.uniform(0.018, 0.036, 3)
                tall = float(h) * float(rng.choice([0.8, 1.2, 2.2, 4.0], p=[0.4, 0.3, 0.2, 0.1]))
                b.add(
                    tones[int(rng.integers(3))],
                    box(
                        float(w),
                        tall,
                        float(d),
                        (px + float(rng.uniform(-0.02, 0.02)), 0.87, pz + float(rng.uniform(-0.02, 0.02))),
                        0.001,
                        9,
                    ),
                )
    t = np.linspace(-0.70, 0.70, 24)
    middle = 0.16 - 0.05 * np.sin(4 * t)
    band = np.stack([np.stack([x + t, np.full_like(t, 0.8725), z + middle + s * 0.04], -1) for s in (-1, 1)], 0)
    b.add(b.material("model river", paint("#6f9fc4", 0.15)), sheet(band))
    b.add("green", cylinder(0.11, 0.004, 24).at(x - 0.09, 0.868, z - 0.19))
    for w_, d_, dx, dz in ((1.4, 0, 0, 0.45), (1.4, 0, 0, -0.45), (0, 0.9, 0.70, 0), (0, 0.9, -0.70, 0)):
        b.add("glass", box(max(w_, 0.006), 0.42, max(d_, 0.006), (x + dx, 0.86, z + dz), 0))
    b.add("glass", box(1.4, 0.006, 0.9, (x, 1.28, z), 0))
    b.add(
        "brass",
        *(
            tube([(x + sx * 0.70, 0.86, z + sz * 0.45), (x + sx * 0.70, 1.285, z + sz * 0.45)], 0.006, 6)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    plate(
        b,
        "model label",
        signs.two_lines("서울 모형", "Model of Seoul", 512, 140, "#2a1c12", "#e9c98a"),
        x - 0.76,
        0.6,
        z,
        0.5,
        0.137,
        -90,
        edge="brass",
        thick=0.006,
    )
    b.block((x - 0.75, 0, z - 0.5), (x + 0.75, 1.28, z + 0.5))
