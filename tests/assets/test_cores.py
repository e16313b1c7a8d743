"""Cores close a wall from behind, leave its holes open, and are back to all that lies against them."""

from __future__ import annotations

import numpy as np
import pytest

from assets.build.cores import GAP, WALL, slab_above, slab_below, wall_core
from assets.build.mesh import Mesh
from assets.build.shell import Opening, Room

ROOM = Room(-2.0, 2.0, -3.0, 0.0, 2.4)
WINDOW, DOOR = Opening(-1.5, -0.5, 0.9, 2.0), Opening(0.4, 1.3, 0.0, 2.1)


def behind(meshes: list[Mesh], x: float, y: float) -> bool:
    """Whether something stands behind the north wall at x, y."""
    at = np.array([x, y, ROOM.z0 - GAP - WALL / 2])
    return any(np.all((lo < at) & (at < hi)) for lo, hi in (m.bounds() for m in meshes))


def fronts(mesh: Mesh) -> np.ndarray:
    """[F, 3]: which ways the faces of a box look that are seen from outside it."""
    normals = np.cross(mesh.p[:, 1] - mesh.p[:, 0], mesh.p[:, 2] - mesh.p[:, 0])
    out = np.einsum("ij,ij->i", normals, mesh.p.mean(1) - np.mean(mesh.bounds(), axis=0)) > 0
    return np.unique(np.round(normals[out] / np.linalg.norm(normals[out], axis=1, keepdims=True)), axis=0)


def test_a_core_fills_its_wall_to_the_corners_and_leaves_the_holes_open() -> None:
    core = wall_core(ROOM, "north", (DOOR, WINDOW))
    for x, y in ((-1.99, 0.01), (1.99, 2.39), (-0.48, 1.5), (0.0, 1.0), (-1.0, 0.88), (-1.0, 2.02), (0.8, 2.12)):
        assert behind(core, x, y), (x, y)
    for x, y in ((-1.49, 0.91), (-0.51, 1.99), (0.41, 0.01), (1.29, 2.09)):
        assert not behind(core, x, y), (x, y)


@pytest.mark.parametrize(
    ("side", "way"), [("north", (0, 0, -1)), ("south", (0, 0, 1)), ("west", (-1, 0, 0)), ("east", (1, 0, 0))]
)
def test_a_core_shows_a_front_to_the_outside_alone(side: str, way: tuple[int, int, int]) -> None:
    for mesh in wall_core(ROOM, side, ()):
        assert fronts(mesh).tolist() == [list(way)]


def test_slabs_lie_beyond_ceiling_and_floor_and_reach_over_the_cores() -> None:
    above, below = slab_above(ROOM), slab_below(ROOM)
    assert above.bounds()[0][1] > ROOM.height
    assert below.bounds()[1][1] < 0
    assert fronts(above).tolist() == [[0, 1, 0]]
    assert fronts(below).tolist() == [[0, -1, 0]]
    for slab in (above, below):
        lo, hi = slab.bounds()
        for side in ("north", "south", "west", "east"):
            core_lo, core_hi = np.array([m.bounds() for m in wall_core(ROOM, side, ())])[0]
            assert np.all((core_lo < hi) & (lo < core_hi)), "a slit between core and slab"
