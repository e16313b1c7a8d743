"""What one sees from the mayor's window, six floors up: a lawn plaza, the old library, streets, the city and its hills."""

from __future__ import annotations

import math

import numpy as np

from assets.build import outside
from assets.build.materials import glowing_picture
from assets.build.mesh import box, lathe, quad
from assets.build.place import OUTSIDE, Build

GROUND = -21.0


def view(b: Build) -> None:
    """A lawn plaza, the old library, streets with trees, blocks of the city and the hills beyond."""
    outside.ground(b, "paving", -130, 130, -150, -12, GROUND, 9)
    grass = b.material("outside grass", glowing_picture(outside.ground_picture("grass"), 0.85))
    turn = np.radians(np.linspace(0, 360, 49))
    oval = lathe([(1.0, 0.0), (0.0, 0.0)], 48).scaled(26, 1, 15)
    oval.uv[:] = oval.p[..., [0, 2]] / 5
    b.add(grass, oval.at(0, GROUND + 0.12, -46), node=OUTSIDE)
    road = b.material("outside asphalt", glowing_picture(outside.ground_picture("asphalt"), 0.8))
    for z in (-20, -76):
        strip = quad((-130, GROUND + 0.06, z), (260, 0, 0), (0, 0, -9), 40)
        strip.uv[:] /= 5
        b.add(road, strip, node=OUTSIDE)
        line = b.material("road line", outside.day("#e8e6dc", 0.9))
        for k in range(26):
            b.add(line, quad((-100 + 8 * k, GROUND + 0.1, z - 4.4), (3.5, 0, 0), (0, 0, -0.25)), node=OUTSIDE)
    for k, a in enumerate(turn[:-1:2]):
        outside.tree(b, 31 * math.cos(a), GROUND, -46 + 20 * math.sin(a), 5.2 + 0.7 * (k % 3), 100 + k, far=True)
    library_building(b, 46, -58)
    rng = np.random.default_rng(3)
    tones = ("#c9bda9", "#aeb9c2", "#d6cfc2", "#b9a58e", "#9fb0bb", "#cfc6bb")
    for row, (z, low, high) in enumerate(((-92, 8, 19), (-114, 12, 27), (-136, 14, 40))):
        x = -112.0 + 7 * row
        while x < 112:
            w, h = float(rng.uniform(11, 22)), float(rng.uniform(low, high))
            outside.building(b, x + w / 2, z, w, h, 14, tones[int(rng.integers(6))], GROUND, int(h / 3.6), "+z")
            x += w + float(rng.uniform(2, 13))
    for x, z, h in ((-64, -60, 15), (-60, -36, 24), (84, -34, 21)):
        outside.building(b, x, z, 18, h, 16, tones[int(abs(x)) % 6], GROUND, int(h / 3.6), "+z")
    outside.backdrop(b, "city", outside.panorama(seed=11), (0, GROUND - 22, -165), 460, 150, 0, 0.20)


def library_building(b: Build, x: float, z: float) -> None:
    """The old library: a stone front of 1926 with tall windows, a green copper roof and a low clock tower."""
    stone, shade, roof_, glass = (
        b.material(n, outside.day(c, s))
        for n, c, s in (
            ("library stone", "#cbbfa8", 1.0),
            ("library shade", "#9d927f", 0.9),
            ("library roof", "#6f9a86", 0.9),
            ("library glass", "#4e5b63", 0.8),
        )
    )
    y = GROUND
    b.add(shade, box(44, 13, 16, (x, y, z), 0, 99), box(9, 20, 9, (x, y, z + 3), 0, 99), node=OUTSIDE)
    b.add(
        stone,
        box(44, 13, 0.4, (x, y, z + 8), 0, 99),
        box(12, 15.5, 2.4, (x, y, z + 8), 0, 99),
        box(8.6, 6, 0.3, (x, y + 15.5, z + 7.5), 0, 99),
        node=OUTSIDE,
    )
    b.add(
        roof_,
        box(45, 1.2, 17, (x, y + 13, z), 0, 99),
        lathe([(6.4, 0), (5.6, 1.6), (3.6, 3.4), (1.2, 4.4), (0.3, 6.4), (0, 6.6)], 16).at(x, y + 20, z + 3),
        node=OUTSIDE,
    )
    for k in range(14):
        dx = -20.2 + 3.1 * k
        if abs(dx) > 6:
            for f in range(3):
                b.add(glass, box(1.5, 2.6, 0.2, (x + dx, y + 1.6 + 3.9 * f, z + 8.25), 0, 99), node=OUTSIDE)
            b.add(stone, box(0.5, 13.4, 0.5, (x + dx + 1.55, y, z + 8.3), 0, 99), node=OUTSIDE)
    for k in range(5):
        b.add(glass, box(1.2, 8.4, 0.2, (x - 4.4 + 2.2 * k, y + 4.2, z + 9.25), 0, 99), node=OUTSIDE)
    b.add(glass, lathe([(0, 0), (1.5, 0)], 24).at(x, y + 18.6, z + 7.75, 0, -90), node=OUTSIDE)
