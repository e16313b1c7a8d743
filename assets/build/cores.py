"""What fills walls, ceilings and floors out of sight: sheets as thin as paper would let the sun in along their edges.

Only the outer face of a core is a front: what lies against the others is inside something, and is baked so.
"""

from __future__ import annotations

import numpy as np

from assets.build.mesh import Mesh, between, join
from assets.build.shell import Opening, Room, slab

WALL, SLAB = 0.085, 0.15  # thicknesses; a wall between two rooms has a core from each side
GAP = 0.01  # how far a core stays behind what one sees
EAVES = 0.09  # how far a slab goes on over the walls


def wall_core(room: Room, side: str, holes: tuple[Opening, ...], skip: tuple[str, ...] = ()) -> list[Mesh]:
    """Boxes behind a wall, around its holes. They go on behind the corners, but for those beside sides that are open (`skip`),
    and up into the slab above."""
    lo, hi = room.span(side)
    before, after = ("west", "east") if side in ("north", "south") else ("north", "south")
    lo, hi, top = lo - WALL * (before not in skip), hi + WALL * (after not in skip), room.height + SLAB / 2
    out, edge = [], lo
    for o in sorted(holes, key=lambda h: h.s0):
        out.append(slab(room, side, edge, o.s0 - GAP, -WALL, top, WALL, -GAP))
        out.append(slab(room, side, o.s0 - GAP, o.s1 + GAP, o.y1 + GAP, top, WALL, -GAP))
        if o.y0 > 0.01:
            out.append(slab(room, side, o.s0 - GAP, o.s1 + GAP, -WALL, o.y0 - GAP, WALL, -GAP))
        edge = o.s1 + GAP
    outward = np.subtract(room.on_wall(side, lo, 0, 0), room.on_wall(side, lo, 0, 1))
    return [with_front(m, outward) for m in (*out, slab(room, side, edge, hi, -WALL, top, WALL, -GAP))]


def slab_above(room: Room) -> Mesh:
    return _slab(room, room.height + GAP, 1.0)


def slab_below(room: Room) -> Mesh:
    return _slab(room, -GAP - SLAB, -1.0)


def _slab(room: Room, y: float, up: float) -> Mesh:
    lo, hi = (room.x0 - EAVES, y, room.z0 - EAVES), (room.x1 + EAVES, y + SLAB, room.z1 + EAVES)
    return with_front(between(lo, hi, bevel=0, cell=99), np.array([0.0, up, 0.0]))


def with_front(mesh: Mesh, way: np.ndarray) -> Mesh:
    """The mesh with all its faces turned inside out but those that look along `way`, a unit vector."""
    kept = mesh.n[:, 0] @ way > 0.5
    turned = Mesh(mesh.p[~kept][:, ::-1], -mesh.n[~kept][:, ::-1], mesh.uv[~kept][:, ::-1])
    return join(Mesh(mesh.p[kept], mesh.n[kept], mesh.uv[kept]), turned)
