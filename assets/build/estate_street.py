"""The street before the estate agent's shop: pavement, a lane, low brick houses with shop fronts."""

from __future__ import annotations

import numpy as np

from assets.build import outside, signs
from assets.build.materials import glowing_picture
from assets.build.mesh import box, lathe, quad, tube
from assets.build.place import OUTSIDE, Build


def street(b: Build) -> None:
    """Pavement, a lane, low brick houses with shop fronts, a pole with wires, trees."""
    outside.ground(b, "paving", -16, 16, 0.22, 3.0, -0.02, 3)
    outside.ground(b, "asphalt", -30, 30, 3.0, 8.6, -0.10, 4)
    far = b.material("far pavement", outside.day("#b9b4a8", 0.9))
    b.add(far, box(60, 0.14, 1.6, (0, -0.12, 9.4), 0, 99), node=OUTSIDE)
    line = b.material("road line", outside.day("#e8e6dc", 0.9))
    b.add(line, *(quad((-14 + 4 * k, -0.09, 5.9), (2, 0, 0), (0, 0, -0.12), 9) for k in range(8)), node=OUTSIDE)
    x = -17.0
    shops = (
        ("#8f4f3c", "서울 분식", "#e2762b"),
        ("#c9b79c", "한빛 서점", "#1f5c4a"),
        ("#a3634b", "동네 빵집", "#7a4a2e"),
        ("#b8b2a6", "무지개 세탁", "#1d5fa8"),
        ("#94523f", "푸른 약국", "#1f8a4c"),
        ("#c2ae93", "골목 카페", "#3a3a3e"),
    )
    for k, (wall_, name, colour) in enumerate(shops):
        house(b, x + 2.8, wall_, name, colour, 6.6 + 1.1 * (k % 3), k)
        x += 5.8
    outside.backdrop(b, "city", outside.panorama(1024, 512, 0.58, 21), (0, -6, 46), 120, 40, 180, 0.15)
    for k, tx in enumerate((-6.5, 3.6, 9.5)):
        outside.tree(b, tx, -0.05, 2.5, 4.2 + 0.3 * k, 300 + k)
    pole = b.material("pole", outside.day("#8b8a86", 0.8))
    b.add(pole, lathe([(0.13, 0), (0.10, 7.5), (0, 7.5)], 10).at(-2.6, -0.1, 8.9), node=OUTSIDE)
    wires = b.material("wires", outside.day("#2a2a2c", 0.8))
    for y in (6.6, 7.0):
        t = np.linspace(-1, 1, 9)
        b.add(
            wires,
            tube(np.stack([-2.6 + 14 * t, y - 0.5 * (1 - t * t), np.full_like(t, 8.9)], -1), 0.015, 4, False),
            node=OUTSIDE,
        )


def house(b: Build, x: float, wall_: str, name: str, colour: str, h: float, seed: int) -> None:
    """A two- or three-storey brick house with a shop below its sign."""
    lit, glass, dark = (
        b.material(n, m)
        for n, m in (
            (f"house {wall_}", outside.day(wall_, 0.95)),
            ("house glass", outside.day("#56707f", 0.85)),
            ("house frame", outside.day("#e3ded3", 0.9)),
        )
    )
    b.add(lit, box(5.6, h, 6, (x, -0.1, 13.2), 0, 99), node=OUTSIDE)
    board = b.material(f"shop {seed}", glowing_picture(signs.two_lines(name, "", 512, 96, colour), 0.95))
    b.add(board, quad((x + 2.4, 2.75, 10.12), (-4.8, 0, 0), (0, 0.75, 0), 9, picture=True), node=OUTSIDE)
    b.add(glass, box(4.6, 2.2, 0.1, (x, 0.25, 10.18), 0, 99), node=OUTSIDE)
    b.add(dark, *(box(0.08, 2.3, 0.14, (x + dx, 0.2, 10.16), 0, 99) for dx in (-2.3, -0.8, 0.8, 2.3)), node=OUTSIDE)
    for f in range(int((h - 3.6) / 2.6) + 1):
        for k in range(3):
            wx, wy = x - 1.75 + 1.75 * k, 4.0 + 2.5 * f
            if wy + 1.2 < h:
                b.add(dark, box(1.15, 1.35, 0.1, (wx, wy - 0.08, 10.18), 0, 99), node=OUTSIDE)
                b.add(glass, box(0.98, 1.15, 0.12, (wx, wy + 0.02, 10.16), 0, 99), node=OUTSIDE)
