"""mesh.box and mesh.between without inner cuts: baked light lies in a lightmap, so a face needs no corners in its middle."""

from __future__ import annotations

from assets.build import mesh
from assets.build.mesh import Mesh, Vec

WHOLE = 99.0


def box(
    w: float, h: float, d: float, at: Vec = (0, 0, 0), bevel: float = 0.004, cell: float = WHOLE, grain: str = "long"
) -> Mesh:
    """mesh.box, 44 triangles with a bevel and 12 without."""
    return mesh.box(w, h, d, at, bevel, cell, grain)


def between(lo: Vec, hi: Vec, bevel: float = 0.004, cell: float = WHOLE, grain: str = "long") -> Mesh:
    return mesh.between(lo, hi, bevel, cell, grain)
