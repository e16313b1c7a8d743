"""Bookshelves filled with differing books and a few objects. As in `kit`: on y = 0, front towards +z."""

from __future__ import annotations

import math

import numpy as np

from assets.build.kit import Piece, solid
from assets.build.mesh import arc, box, cylinder, join, lathe, quad, tube


def books(width: float, height: float, depth: float, seed: int, fill: float = 0.93) -> Piece:
    """A row of upright books from x = 0 to about `width`, spines towards +z: heights, thicknesses, bands and leans differ."""
    rng, x, out = np.random.default_rng(seed), 0.0, {}  # type: ignore[var-annotated]
    colours = rng.permutation(12)
    while x < width * fill:
        thick = float(rng.uniform(0.016, 0.052))
        run = int(rng.choice([1, 1, 1, 2, 4, 6]))  # sets of equal volumes now and then
        tall, deep, colour = (
            height * float(rng.uniform(0.70, 0.95)),
            depth * float(rng.uniform(0.72, 0.95)),
            int(colours[rng.integers(12)]),
        )
        for _ in range(run):
            if x + thick > width:
                break
            lean = float(rng.uniform(2, 7)) if rng.random() < 0.04 else 0.0
            book = box(thick - 0.0015, tall, deep, (thick / 2, 0, depth / 2 - deep / 2), 0.003, 9)
            book.uv[:] = 0
            out.setdefault(f"book {colour}", []).append(book.at(x, 0, 0, 0, 0, -lean))
            for at in (0.14, 0.80):
                if colour % 3 != 1:
                    band = quad(
                        (0.001, tall * at, depth / 2 + 0.0006),
                        (thick - 0.003, 0, 0),
                        (0, 0.006 + 0.01 * (run > 1), 0),
                        9,
                    )
                    out.setdefault("brass" if colour % 2 else "paper", []).append(band.at(x, 0, 0, 0, 0, -lean))
            x += thick + (tall * math.sin(math.radians(lean)) if lean else 0)
        if rng.random() < 0.07:
            x += float(rng.uniform(0.03, 0.16))
    return out


def bookshelf(
    w: float,
    h: float,
    d: float = 0.34,
    bays: int = 2,
    rows: int = 5,
    wood: str = "walnut",
    seed: int = 1,
    base: float = 0.0,
) -> Piece:
    """Open shelves with books and a few objects; `base` metres of closed cupboard below."""
    t, piece = 0.025, {wood: [], "solid": solid(w, h, d)}  # type: ignore[var-annotated]
    piece[wood] += [box(t, h, d, ((k / bays - 0.5) * (w - t), 0, 0), grain="y") for k in range(bays + 1)]
    piece[wood] += [
        box(w, t, d, (0, h - t, 0)),
        box(w - t, h - 0.02, 0.012, (0, 0.01, -d / 2 + 0.006), cell=0.6, grain="y"),
    ]
    if base:
        doors = 2 * bays
        piece[wood] += [
            box(w / doors - 0.006, base - 0.09, 0.02, ((k + 0.5) / doors * w - w / 2, 0.07, d / 2), grain="y")
            for k in range(doors)
        ]
        piece["brass"] = [
            box(
                0.012, 0.12, 0.018, ((k + (0.88 if k % 2 == 0 else 0.12)) / doors * w - w / 2, base * 0.5, d / 2 + 0.02)
            )
            for k in range(doors)
        ]
        piece[wood].append(box(w - t, base, 0.02, (0, 0, d / 2 - 0.03)))
    step, rng = (h - base - t) / rows, np.random.default_rng(seed)
    for r in range(rows):
        y = base + r * step
        piece[wood].append(box(w - t, t, d - 0.01, (0, y, 0)))
        for k in range(bays):
            x0, bay = (k / bays - 0.5) * (w - t) + t / 2, (w - t) / bays - t
            part = float(rng.choice([1.0, 1.0, 0.62]))
            row = books(bay * part, step - t - 0.03, d * 0.82, seed * 100 + r * bays + k)
            for material, meshes in row.items():
                piece.setdefault(material, []).append(join(*meshes).at(x0, y + t, 0.02))
            if part < 1:
                for material, meshes in ornament(int(rng.integers(4))).items():
                    piece.setdefault(material, []).append(join(*meshes).at(x0 + bay * 0.82, y + t, 0.02))
    return piece


def ornament(kind: int) -> Piece:
    """Something that stands on a shelf: a moon jar, a small trophy, a framed card, a globe."""
    if kind == 0:
        jar = lathe(
            [
                (0, 0),
                (0.045, 0),
                (0.05, 0.01),
                (0.085, 0.06),
                (0.095, 0.10),
                (0.08, 0.15),
                (0.045, 0.185),
                (0.045, 0.195),
                (0.038, 0.195),
                (0.03, 0.17),
                (0, 0.16),
            ],
            28,
            50,
        )
        return {"ceramic": [jar]}
    if kind == 1:
        cup = lathe([(0, 0.05), (0.012, 0.05), (0.012, 0.09), (0.05, 0.13), (0.055, 0.19), (0.05, 0.19), (0, 0.14)], 20)
        return {"brass": [cup], "black": [box(0.08, 0.05, 0.08)]}
    if kind == 2:
        return {
            "walnut": [box(0.16, 0.20, 0.012, (0, 0, 0)).at(0, 0, 0, 0, -12)],
            "paper": [quad((-0.065, 0.02, 0.0075), (0.13, 0, 0), (0, 0.16, 0)).at(0, 0, 0, 0, -12)],
        }
    ball = lathe(
        [(0.085 * math.sin(a), 0.15 - 0.085 * math.cos(a)) for a in np.linspace(0.01, math.pi - 0.01, 12)], 20, 60
    )
    return {
        "blue": [ball],
        "brass": [
            cylinder(0.05, 0.012),
            cylinder(0.006, 0.07, 8),
            tube(arc((0, 0.15, 0), 0.095, -90, 90, 12), 0.004, 6),
        ],
    }
