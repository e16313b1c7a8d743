"""What stands in a small Korean office: steel cabinets, binders, a key cabinet, air conditioner, coffee corner, router.

As in `kit`: {material: [meshes]}, on y = 0 (or hung: origin at the wall), front towards +z.
"""

from __future__ import annotations

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece, solid
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad, tube


def merged(*pieces: Piece) -> Piece:
    out: Piece = {}
    for piece in pieces:
        for name, meshes in piece.items():
            out.setdefault(name, []).extend(meshes)
    return out


def moved(piece: Piece, x: float = 0, y: float = 0, z: float = 0, yaw: float = 0, pitch: float = 0) -> Piece:
    return {name: [join(*meshes).at(x, y, z, yaw, pitch)] for name, meshes in piece.items() if meshes}


def hung_cable(
    ends: tuple[tuple[float, float, float], tuple[float, float, float]], sag: float = 0.05, r: float = 0.003
) -> Mesh:
    """A cable between two points, hanging through by `sag` metres."""
    t = np.linspace(0, 1, 9)[:, None]
    a, b = np.asarray(ends[0], float), np.asarray(ends[1], float)
    points = a * (1 - t) + b * t
    points[:, 1] -= sag * 4 * (t * (1 - t))[:, 0]
    return tube(points, r, 6, False)


def steel_cabinet(w: float = 0.88, h: float = 1.85, d: float = 0.40, drawers: int = 0) -> Piece:
    """A lacquered file cabinet: two doors, or drawers with label frames; its lower edge scuffed dark."""
    piece: Piece = {
        "beige lacquer": [box(w, h - 0.05, d - 0.02, (0, 0.05, -0.01), 0.006)],
        "charcoal": [box(w - 0.04, 0.05, d - 0.06)],
    }
    fronts, metal, labels = piece["beige lacquer"], [], []
    if drawers:
        step = (h - 0.08) / drawers
        for k in range(drawers):
            y = 0.06 + k * step
            fronts.append(box(w - 0.02, step - 0.012, 0.02, (0, y, d / 2 - 0.008), 0.005))
            metal.append(box(0.11, 0.016, 0.022, (0, y + step * 0.55, d / 2 + 0.012), 0.005))
            labels.append(quad((-0.04, y + step * 0.68, d / 2 + 0.0035), (0.08, 0, 0), (0, 0.035, 0), 9))
            metal.append(box(0.09, 0.045, 0.003, (0, y + step * 0.68 - 0.005, d / 2 + 0.001), 0.001))
        metal.append(cylinder(0.009, 0.006, 14).at(w / 2 - 0.05, h - 0.05, d / 2 + 0.001, pitch=90))
    else:
        for s in (-1, 1):
            fronts.append(box(w / 2 - 0.012, h - 0.09, 0.02, (s * w / 4, 0.06, d / 2 - 0.008), 0.005))
            metal.append(box(0.014, 0.13, 0.024, (s * 0.035, h * 0.5, d / 2 + 0.012), 0.005))
            labels.append(quad((s * w / 4 - 0.05, h * 0.78, d / 2 + 0.0035), (0.10, 0, 0), (0, 0.04, 0), 9))
    return merged(piece, {"chrome": metal, "paper": labels, "solid": solid(w, h, d)})


BINDER_TONES = ("navy", "charcoal", "wine", "green", "grey", "cream", "book 7", "navy")


def binders(width: float, seed: int, height: float = 0.315, depth: float = 0.26) -> Piece:
    """A row of lever-arch binders from x = 0, spines to +z: label, ring hole; some thinner ones, one leaning at the end."""
    rng, x, out = np.random.default_rng(seed), 0.0, {}  # type: ignore[var-annotated]
    tone, left = BINDER_TONES[0], 0
    while True:
        if left == 0:
            tone, left = BINDER_TONES[int(rng.integers(8))], int(rng.integers(2, 6))
        thick = 0.075 if rng.random() < 0.75 else 0.045
        if x + thick + 0.02 > width:
            return out
        lean = 9.0 if x + thick + 0.16 > width and rng.random() < 0.7 else 0.0
        z = float(rng.uniform(-0.008, 0.004))
        parts = {
            tone: [box(thick - 0.003, height, depth, (thick / 2, 0, z), 0.004)],
            "paper": [
                quad(
                    (thick * 0.18, height * 0.46, depth / 2 + z + 0.0008),
                    (thick * 0.64, 0, 0),
                    (0, height * 0.42, 0),
                    9,
                )
            ],
            "chrome": [
                lathe([(0.008, 0), (0.011, 0.002), (0.013, 0)], 12).at(thick / 2, height * 0.2, depth / 2 + z, pitch=90)
            ],
            "black": [
                quad((thick / 2 - 0.006, height * 0.2 - 0.006, depth / 2 + z + 0.001), (0.012, 0, 0), (0, 0.012, 0), 9)
            ],
        }
        lines = [height * (0.50 + 0.06 * k) for k in range(4 if thick > 0.05 else 2)]
        parts["grey"] = [
            quad((thick * 0.26, y, depth / 2 + z + 0.0014), (thick * (0.32 + 0.12 * (k % 2)), 0, 0), (0, 0.006, 0), 9)
            for k, y in enumerate(lines)
        ]
        for name, meshes in parts.items():
            out.setdefault(name, []).append(join(*meshes).at(x, 0, 0, 0, 0, lean))
        x += thick + (0.06 if lean else 0)
        left -= 1


def binder_shelf(w: float = 1.2, h: float = 1.85, d: float = 0.32, rows: int = 5, seed: int = 5) -> Piece:
    """An open shelf of melamine boards with binders, boxes, rolled plans; its lowest shelf half empty."""
    t = 0.02
    piece: Piece = {"ash": [box(t, h, d, (s * (w - t) / 2, 0, 0), 0.002) for s in (-1, 1)], "solid": solid(w, h, d)}
    piece["ash"] += [
        box(w - 2 * t, t, d - 0.004, (0, 0.05 + k * (h - 0.05 - t) / rows, 0), 0.002) for k in range(rows + 1)
    ]
    piece["old white"] = [box(w - 2 * t, h - 0.06, 0.006, (0, 0.05, -d / 2 + 0.004), 0)]
    step = (h - 0.05 - t) / rows
    for k in range(rows):
        y = 0.05 + t + k * step
        if k == 0:
            piece = merged(piece, moved(archive_box(), -w / 4, y, 0.0), moved(archive_box(), w / 4 - 0.03, y, 0.01, 3))
        elif k == rows - 1:
            row = binders(w * 0.55, seed + k)
            piece = merged(piece, moved(row, -w / 2 + t + 0.005, y, 0.0), moved(paper_rolls(), w / 4, y, 0))
        else:
            piece = merged(piece, moved(binders(w - 2 * t - 0.02, seed + k), -w / 2 + t + 0.005, y, 0.0))
    return piece


def archive_box() -> Piece:
    return {
        "kraft": [box(0.36, 0.25, 0.27, bevel=0.006), box(0.375, 0.05, 0.285, (0, 0.2, 0), 0.005)],
        "paper": [quad((-0.08, 0.07, 0.1365), (0.16, 0, 0), (0, 0.09, 0), 9)],
        "black": [box(0.08, 0.018, 0.002, (0, 0.212, 0.1425), 0)],
    }


def paper_rolls() -> Piece:
    rolls = [
        tube([(x, 0.03 + y, -0.13), (x + 0.01, 0.03 + y, 0.15)], 0.028, 14)
        for x, y in ((-0.06, 0), (0.0, 0.0), (0.06, 0.0), (-0.03, 0.05), (0.03, 0.05))
    ]
    bands = [tube([(x + 0.004, 0.03, 0.03), (x + 0.0045, 0.03, 0.04)], 0.0292, 14, False) for x in (-0.06, 0.0, 0.06)]
    return {"paper": rolls, "red": bands}


def glass_table(w: float = 1.0, d: float = 0.55, h: float = 0.42) -> Piece:
    """A customers' table: green-edged glass on a dark wood frame with a lower shelf."""
    legs = [
        box(0.05, h - 0.014, 0.05, (sx * (w / 2 - 0.06), 0, sz * (d / 2 - 0.06)), 0.005)
        for sx in (-1, 1)
        for sz in (-1, 1)
    ]
    rails = [box(w - 0.17, 0.05, 0.022, (0, h - 0.064, s * (d / 2 - 0.06)), 0.003) for s in (-1, 1)] + [
        box(0.022, 0.05, d - 0.17, (s * (w / 2 - 0.06), h - 0.064, 0), 0.003) for s in (-1, 1)
    ]
    shelf = box(w - 0.13, 0.016, d - 0.13, (0, 0.13, 0), 0.003)
    return {
        "walnut": [*legs, *rails, shelf],
        "table glass": [box(w, 0.010, d, (0, h - 0.012, 0), 0.002)],
        "solid": solid(w, h, d),
    }
