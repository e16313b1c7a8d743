"""Soft things by Blender's subdivision surfaces: upholstery, pillows, seat shells."""

from __future__ import annotations

from functools import cache

import bpy  # noqa: F401  before bmesh, which lives inside it

# isort: split
import bmesh
import numpy as np

from assets.build.blender import subdivided
from assets.build.mesh import Mesh


@cache
def cushion(w: float, h: float, d: float, firm: float = 0.06, levels: int = 1) -> Mesh:
    """An upholstered block with a slight crown, its base centre at the origin. `firm` metres of rounding."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1)
    bmesh.ops.subdivide_edges(bm, edges=bm.edges[:], cuts=2, use_grid_fill=True)
    half = np.array([w, h, d]) / 2
    firm = min(firm, float(half.min()) * 0.9)
    points = []
    for v in bm.verts:
        co = np.array(v.co)
        out = np.where(np.abs(co) > 0.4, np.sign(co) * half, np.sign(co) * (half - firm))
        inner = np.abs(co) < 0.4
        if inner[0] and inner[2] and co[1] > 0:
            out[1] += min(0.02, h * 0.12)
        points.append((float(out[0]), float(out[1] + half[1]), float(out[2])))
    bm.verts.index_update()
    faces = [[v.index for v in f.verts] for f in bm.faces]
    bm.free()
    return subdivided(points, faces, levels)


@cache
def shell_seat(w: float = 0.46, d: float = 0.45, back: float = 0.42, thick: float = 0.016) -> Mesh:
    """A moulded chair shell, seat surface at y = 0 and back rising at -z (the sitter looks towards +z)."""
    profile = [
        (0.50, -0.035),
        (0.42, 0.0),
        (0.10, -0.012),
        (-0.30, -0.012),
        (-0.46, 0.05),
        (-0.53, 0.35),
        (-0.58, 0.75),
        (-0.60, 1.0),
    ]
    rows = [(z * d, y * back if z < -0.4 else y) for z, y in profile]
    across = [-0.5, -0.36, 0, 0.36, 0.5]
    points: list[tuple[float, float, float]] = []
    for layer in (0.0, thick):
        for k, (z, y) in enumerate(rows):
            lift = [0.028, 0.008, 0, 0.008, 0.028]
            narrow = 1.0 if k < 6 else 0.92 - 0.06 * (k - 6)
            for u, up in zip(across, lift, strict=True):
                tall = k >= 4
                points.append(
                    (
                        u * w * narrow,
                        y - (0 if tall else layer) + (0 if tall else up),
                        z + (up if tall else 0) - (layer if tall else 0),
                    )
                )
    n, c = len(rows), len(across)
    faces = []
    for k in range(n - 1):
        for i in range(c - 1):
            a = k * c + i
            faces.append([a, a + 1, a + c + 1, a + c])
            b = n * c + a
            faces.append([b, b + c, b + c + 1, b + 1])
    rim = [k * c for k in range(n)] + [(n - 1) * c + i for i in range(1, c)]
    rim += [k * c + c - 1 for k in range(n - 2, -1, -1)] + list(range(c - 2, 0, -1))
    for a, b in zip(rim, [*rim[1:], rim[0]], strict=True):
        faces.append([a, b, b + n * c, a + n * c])
    return subdivided(points, faces, 1)
