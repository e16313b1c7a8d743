"""Sculpting by distance: smooth unions of round shapes (Quilez 2008-2013) and their surface as a mesh (Gibson 1998).

A field is a function of points float [N, 3] (metres) that gives distances [N], negative inside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Field = Callable[[np.ndarray], np.ndarray]
BLOCK = 6


@dataclass
class Piece:
    """positions, normals float [N, 3]; faces int [T, 3]; colours float [N, 3] linear; uv float [N, 2]."""

    positions: np.ndarray
    normals: np.ndarray
    faces: np.ndarray
    colours: np.ndarray
    uv: np.ndarray


def ellipsoid(p: np.ndarray, centre: Sequence[float], radii: Sequence[float]) -> np.ndarray:
    q, r = p - np.asarray(centre), np.asarray(radii)
    k0, k1 = np.linalg.norm(q / r, axis=1), np.linalg.norm(q / r**2, axis=1)
    return k0 * (k0 - 1) / np.maximum(k1, 1e-9)


def cone(p: np.ndarray, a: Sequence[float], b: Sequence[float], ra: float, rb: float) -> np.ndarray:
    """A rod with round ends whose radius goes from ra to rb."""
    pa, ba = p - np.asarray(a), np.asarray(b) - np.asarray(a)
    t = np.clip(pa @ ba / (ba @ ba), 0, 1)
    return np.linalg.norm(pa - t[:, None] * ba, axis=1) - (ra + (rb - ra) * t)


def chain(p: np.ndarray, points: Sequence[Sequence[float]], radii: Sequence[float], k: float = 0.0) -> np.ndarray:
    result = cone(p, points[0], points[1], radii[0], radii[1])
    for i in range(1, len(points) - 1):
        result = union(result, cone(p, points[i], points[i + 1], radii[i], radii[i + 1]), k)
    return result


def union(a: np.ndarray, b: np.ndarray, k: float = 0.0) -> np.ndarray:
    if k <= 0:
        return np.minimum(a, b)
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


def cut(a: np.ndarray, b: np.ndarray, k: float = 0.0) -> np.ndarray:
    """a without b."""
    return -union(-a, b, k)


def both(a: np.ndarray, b: np.ndarray, k: float = 0.0) -> np.ndarray:
    return -union(-a, -b, k)


def polygon(x: np.ndarray, y: np.ndarray, corners: Sequence[Sequence[float]]) -> np.ndarray:
    """Signed distance in the plane."""
    result, inside = np.full(x.shape, np.inf), np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        t = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2), 0, 1)
        result = np.minimum(result, np.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)))
        if ay != by:
            inside ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return np.where(inside, -result, result)


def smooth(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """0 below low, 1 above high (or the other way round)."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def gradient(field: Field, p: np.ndarray, eps: float) -> np.ndarray:
    steps = np.eye(3) * eps
    return np.stack([field(p + s) - field(p - s) for s in steps], 1) / (2 * eps)


def _values(field: Field, axes: list[np.ndarray], step: float) -> np.ndarray:
    """Near the surface exactly, elsewhere one value a block."""
    shape = [len(a) for a in axes]
    grid = np.stack(np.meshgrid(*[a[BLOCK // 2 :: BLOCK] for a in axes], indexing="ij"), -1)
    coarse = field(grid.reshape(-1, 3)).reshape(grid.shape[:3])
    for axis in range(3):
        coarse = np.repeat(coarse, BLOCK, axis)
    values = coarse[: shape[0], : shape[1], : shape[2]].copy()
    near = np.argwhere(np.abs(values) < BLOCK * step * 1.6)
    for at in np.array_split(near, max(1, len(near) // 200_000)):
        values[tuple(at.T)] = field(np.stack([axes[i][at[:, i]] for i in range(3)], 1))
    return values


def _nets(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vertices in cells and quads [Q, 4]."""
    inside = values < 0
    n = np.array(values.shape) - 1
    corner = [np.array([i >> 2 & 1, i >> 1 & 1, i & 1]) for i in range(8)]

    def at(a: np.ndarray, c: np.ndarray) -> np.ndarray:
        return a[c[0] : c[0] + n[0], c[1] : c[1] + n[1], c[2] : c[2] + n[2]]

    count = sum(at(inside, c).astype(np.int8) for c in corner)
    cells = np.argwhere((count > 0) & (count < 8))
    total, hits = np.zeros((len(cells), 3)), np.zeros(len(cells))
    for i in range(8):
        for j in range(i + 1, 8):
            if bin(i ^ j).count("1") == 1:
                a, b = values[tuple((cells + corner[i]).T)], values[tuple((cells + corner[j]).T)]
                crossed = (a < 0) != (b < 0)
                t = np.where(crossed, a / np.where(crossed, a - b, 1), 0)
                total += np.where(crossed[:, None], corner[i] + t[:, None] * (corner[j] - corner[i]), 0)
                hits += crossed
    number = np.full(n, -1)
    number[tuple(cells.T)] = np.arange(len(cells))
    quads = []
    for axis in range(3):
        u, v = np.eye(3, dtype=int)[(axis + 1) % 3], np.eye(3, dtype=int)[(axis + 2) % 3]
        along = np.eye(3, dtype=int)[axis]
        edges = np.argwhere(at(inside, np.zeros(3, int)) != at(inside, along))
        edges = edges[(edges[:, (axis + 1) % 3] > 0) & (edges[:, (axis + 2) % 3] > 0)]
        quad = np.stack([number[tuple((edges - s).T)] for s in (u * 0, u, u + v, v)], 1)
        flip = ~inside[tuple(edges.T)]
        quad[flip] = quad[flip][:, ::-1]
        quads.append(quad)
    return cells + total / hits[:, None], np.concatenate(quads)


def sculpt(field: Field, low: Sequence[float], high: Sequence[float], step: float, triangles: int,
           detail: Callable[[np.ndarray], np.ndarray] | None = None) -> Piece:  # fmt: skip
    """The surface of the field within a box, made coarser to `triangles`; `detail` [N] of 0..1 says what may go first (1)."""
    axes = [np.arange(a, b + step, step) for a, b in zip(low, high, strict=True)]
    cells, quads = _nets(_values(field, axes, step))
    p = np.array(low) + cells * step
    p = _settled(field, p, step)
    p, faces = decimated(p, quads, triangles, detail)
    p = _settled(field, p, step)
    n = gradient(field, p, step * 0.9)
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
    return Piece(p, n, faces, np.ones((len(p), 3)), np.zeros((len(p), 2)))


def _settled(field: Field, p: np.ndarray, step: float) -> np.ndarray:
    d, g = field(p), gradient(field, p, step * 0.4)
    move = d[:, None] * g / np.maximum((g * g).sum(1, keepdims=True), 0.2)
    return p - np.clip(move, -0.6 * step, 0.6 * step)


def decimated(
    p: np.ndarray, quads: np.ndarray, triangles: int, detail: Callable[[np.ndarray], np.ndarray] | None
) -> tuple[np.ndarray, np.ndarray]:
    """A mesh of quads or triangles with about so many triangles."""
    import bpy  # only this needs Blender

    mesh = bpy.data.meshes.new("piece")
    mesh.from_pydata(p.tolist(), [], quads.tolist())
    thing = bpy.data.objects.new("piece", mesh)
    bpy.context.scene.collection.objects.link(thing)
    whole = len(quads) * (quads.shape[1] - 2)
    if triangles < whole:
        modifier = thing.modifiers.new("coarser", "DECIMATE")
        modifier.ratio = triangles / whole
        if detail is not None:
            group = thing.vertex_groups.new(name="coarse")
            share = np.round(np.clip(detail(p), 0.2, 1) * 10).astype(int)
            for k in range(1, 11):
                group.add(np.nonzero(share == k)[0].tolist(), k / 10, "REPLACE")
            modifier.vertex_group = group.name
            modifier.vertex_group_factor = 0.6
    found = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
    found.calc_loop_triangles()
    points = np.empty(len(found.vertices) * 3)
    found.vertices.foreach_get("co", points)
    faces = np.empty(len(found.loop_triangles) * 3, np.int32)
    found.loop_triangles.foreach_get("vertices", faces)
    bpy.data.objects.remove(thing)
    bpy.data.meshes.remove(mesh)
    return points.reshape(-1, 3), faces.reshape(-1, 3)


def cut_behind(piece: Piece) -> Piece:
    """The cylinder of the texture is cut behind: what crosses there has a vertex on either side."""
    u = piece.uv[piece.faces, 0]
    over = (np.ptp(u, axis=1)[:, None] > 0.5) & (u > 0.5)
    old, number = np.unique(piece.faces[over], return_inverse=True)
    faces = piece.faces.copy()
    faces[over] = len(piece.positions) + number
    uv = np.concatenate([piece.uv, piece.uv[old] - (1, 0)])
    parts = (np.concatenate([a, a[old]]) for a in (piece.positions, piece.normals))
    return Piece(*parts, faces, np.concatenate([piece.colours, piece.colours[old]]), uv)


def shaded(piece: Piece, around: Field, reach: float = 0.05) -> Piece:
    """Colours darkened where other surfaces are near (five taps along the normal; Evans 2006)."""
    light = np.ones(len(piece.positions))
    for i in range(1, 6):
        h = reach * i / 5
        light -= np.clip(h - around(piece.positions + piece.normals * h), 0, h) / reach * (0.75 / i)
    piece.colours = piece.colours * np.clip(light, 0.25, 1)[:, None]
    return piece
