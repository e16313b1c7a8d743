"""Triangle soups and the few solids that rooms are made of, in glTF's frame (metres, +Y up).

A Mesh keeps three corners for every triangle (position, normal, texture coordinates in metres of surface), so that
meshes can be joined by plain concatenation; `glb` welds equal corners at the end. Boxes carry a small chamfer whose
normals run from face to face: edges catch the light like worn wood, at no more vertices than a sharp box has.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Vec = tuple[float, float, float]


@dataclass(slots=True)
class Mesh:
    """p, n : float64 [T, 3, 3], metres and unit normals. uv : float64 [T, 3, 2], metres (or 0..1 on a picture)."""

    p: np.ndarray
    n: np.ndarray
    uv: np.ndarray

    def __add__(self, other: Mesh) -> Mesh:
        return join(self, other)

    def transformed(self, m: np.ndarray) -> Mesh:
        """m : float64 [4, 4]. Mirroring turns the winding, so that fronts stay fronts."""
        linear = m[:3, :3]
        p = self.p @ linear.T + m[:3, 3]
        a, b, c = linear
        # The inverse's transpose, times the determinant.
        cofactor = np.array([_cross(b, c), _cross(c, a), _cross(a, b)])
        mirrored = float(a @ cofactor[0]) < 0
        n = self.n @ (-cofactor if mirrored else cofactor).T
        n = n / np.maximum(np.sqrt(np.einsum("...i,...i->...", n, n))[..., None], 1e-12)
        if mirrored:
            return Mesh(p[:, ::-1], n[:, ::-1], self.uv[:, ::-1])
        return Mesh(p, n, self.uv)

    def at(self, x: float = 0, y: float = 0, z: float = 0, yaw: float = 0, pitch: float = 0, roll: float = 0) -> Mesh:
        """Turned (degrees: roll about Z, then pitch about X, then yaw about Y) and moved to (x, y, z)."""
        return self.transformed(placement(x, y, z, yaw, pitch, roll))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Mesh:
        return self.transformed(np.diag([x, x if y is None else y, x if z is None else z, 1.0]))

    def bounds(self) -> np.ndarray:
        """float64 [2, 3]: lowest and highest corner."""
        flat = self.p.reshape(-1, 3)
        return np.array([flat.min(0), flat.max(0)])


def _cross(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    """Of two single vectors: np.linalg waits for its threads, thousands of times a room."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def placement(
    x: float = 0, y: float = 0, z: float = 0, yaw: float = 0, pitch: float = 0, roll: float = 0
) -> np.ndarray:
    """float64 [4, 4]; angles in degrees."""

    def turn(axis: int, degrees: float) -> np.ndarray:
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        m = np.eye(4)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        m[i, i], m[i, j], m[j, i], m[j, j] = c, -s, s, c
        return m

    m = turn(1, yaw) @ turn(0, pitch) @ turn(2, roll)
    m[:3, 3] = x, y, z
    return m


def join(*meshes: Mesh) -> Mesh:
    return Mesh(*(np.concatenate([getattr(m, k) for m in meshes]) for k in ("p", "n", "uv")))


def _fan_quads(grid: np.ndarray) -> np.ndarray:
    """[R, C, K] lattice -> [T, 3, K] triangles."""
    a, b, c, d = grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]
    tris = np.stack([np.stack([a, b, c], -2), np.stack([a, c, d], -2)], -3)
    return tris.reshape(-1, 3, grid.shape[-1])


def _facing_out(p: np.ndarray, n: np.ndarray, uv: np.ndarray) -> Mesh:
    """Winding made to agree with the normals; slivers without area are dropped."""
    cross = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    keep = np.linalg.norm(cross, axis=1) > 1e-10
    p, n, uv, cross = p[keep].copy(), n[keep].copy(), uv[keep].copy(), cross[keep]
    wrong = np.einsum("ij,ij->i", cross, n.sum(1)) < 0
    for a in (p, n, uv):
        a[wrong] = a[wrong][:, ::-1]
    return Mesh(p, n, uv)


def lattice(points: np.ndarray, normals: np.ndarray, uv: np.ndarray) -> Mesh:
    """Rows and columns of points [R, C, 3] with normals [R, C, 3] and uv [R, C, 2], wound to agree with the normals."""
    t = _fan_quads(np.concatenate([points, normals, uv], -1))
    return _facing_out(t[..., :3], t[..., 3:6], t[..., 6:])


def sheet(points: np.ndarray, uv: np.ndarray | None = None, flip: bool = False) -> Mesh:
    """A curved surface from points [R, C, 3]; normals from differences. `flip` shows the other side."""
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    n = np.cross(du, dv)
    n = n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-12) * (-1 if flip else 1)
    if uv is None:
        r, c = points.shape[:2]
        uv = np.stack(np.meshgrid(np.linspace(0, 1, r), np.linspace(1, 0, c), indexing="ij"), -1)[..., ::-1]
    return lattice(points, n, uv)


def quad(
    origin: Vec, u: Vec, v: Vec, cell: float = 10.0, picture: bool = False, uv0: tuple[float, float] = (0, 0)
) -> Mesh:
    """A parallelogram facing u x v, cut in cells for baked light. With `picture`, uv runs 0..1, its top along +v."""
    o, u_, v_ = (np.asarray(a, float) for a in (origin, u, v))
    lu, lv = float(np.linalg.norm(u_)), float(np.linalg.norm(v_))
    s, t = (
        np.linspace(0, 1, max(1, math.ceil(lu / cell - 1e-6)) + 1),
        np.linspace(0, 1, max(1, math.ceil(lv / cell - 1e-6)) + 1),
    )
    ss, tt = np.meshgrid(s, t, indexing="ij")
    n = np.cross(u_, v_)
    uv = np.stack([ss, 1 - tt], -1) if picture else np.stack([ss * lu + uv0[0], tt * lv + uv0[1]], -1)
    points = o + ss[..., None] * u_ + tt[..., None] * v_
    return lattice(points, np.broadcast_to(n / np.linalg.norm(n), points.shape), uv)


def _cuts(half: float, bevel: float, cell: float) -> np.ndarray:
    inner = half - bevel
    return np.linspace(-inner, inner, max(1, math.ceil(2 * inner / cell - 1e-6)) + 1)


def box(
    w: float, h: float, d: float, at: Vec = (0, 0, 0), bevel: float = 0.004, cell: float = 0.5, grain: str = "long"
) -> Mesh:
    """A chamfered box w x h x d (x, y, z), its base centre at `at`. `grain` says which way u runs on every face:
    "long" along the face's longer side, "x" | "y" | "z" along that axis where the face has it."""
    half = np.array([w, h, d]) / 2
    bevel = min(bevel, float(half.min()) * 0.8)
    cuts = [_cuts(float(half[i]), bevel, cell) for i in range(3)]
    spans = []  # for every axis: the two axes that u and v follow on its faces
    for axis in range(3):
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turned = (grain in "xyz" and "xyz".index(grain) == j) or (grain == "long" and half[j] > half[i])
        spans.append((j, i) if turned else (i, j))

    def uv(axis: int, points: np.ndarray) -> np.ndarray:
        i, j = spans[axis]
        return np.stack([points[..., i] + at[i] + 0.37 * axis, points[..., j] + at[j] + 0.61 * axis], -1)

    parts = []
    for axis in range(3):
        i, j = spans[axis]
        for sign in (-1, 1):
            a, b = np.meshgrid(cuts[i], cuts[j], indexing="ij")
            points, normal = np.zeros((*a.shape, 3)), np.zeros(3)
            points[..., axis], points[..., i], points[..., j] = sign * half[axis], a, b
            normal[axis] = sign
            parts.append(lattice(points, np.broadcast_to(normal, points.shape), uv(axis, points)))
    if bevel > 0:
        parts += _chamfers(half, bevel, cuts, uv)
    return join(*parts).at(at[0], at[1] + half[1], at[2])


def _chamfers(
    half: np.ndarray, bevel: float, cuts: list[np.ndarray], uv: Callable[[int, np.ndarray], np.ndarray]
) -> list[Mesh]:
    """Twelve strips and eight corners between the faces of a box; their corners are the faces' own, so that they weld."""
    parts, inner = [], half - bevel
    for along in range(3):
        i, j = (along + 1) % 3, (along + 2) % 3
        t = cuts[along]
        for si in (-1, 1):
            for sj in (-1, 1):
                points, normals = np.zeros((2, len(t), 3)), np.zeros((2, len(t), 3))
                points[:, :, along] = t
                points[0, :, i], points[0, :, j] = si * half[i], sj * inner[j]
                points[1, :, i], points[1, :, j] = si * inner[i], sj * half[j]
                normals[0, :, i], normals[1, :, j] = si, sj
                parts.append(lattice(points, normals, np.stack([uv(i, points[0]), uv(j, points[1])])))
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    corners = signs[:, None, :] * np.where(np.eye(3, dtype=bool), half, inner)
    maps = np.stack([uv(axis, corners[:, axis]) for axis in range(3)], 1)
    parts.append(_facing_out(corners, signs[:, None, :] * np.eye(3), maps))
    return parts


def between(lo: Vec, hi: Vec, bevel: float = 0.004, cell: float = 0.5, grain: str = "long") -> Mesh:
    """A chamfered box given by its lowest and highest corner."""
    w, h, d = (b - a for a, b in zip(lo, hi, strict=True))
    return box(w, h, d, ((lo[0] + hi[0]) / 2, lo[1], (lo[2] + hi[2]) / 2), bevel, cell, grain)


def lathe(profile: list[tuple[float, float]], segments: int = 24, sharp_degrees: float = 40) -> Mesh:
    """A solid of revolution about +Y from (radius, height) points, listed bottom to top along the outside."""
    prof = np.array(profile, float)
    d = np.diff(prof, axis=0)
    length = np.maximum(np.linalg.norm(d, axis=1), 1e-9)
    face_n = np.stack([d[:, 1], -d[:, 0]], -1) / length[:, None]
    turn = np.linspace(0, 2 * math.pi, segments + 1)
    along = np.concatenate([[0], np.cumsum(length)])
    limit, parts = math.cos(math.radians(sharp_degrees)), []
    for k in range(len(d)):
        ends = []
        for other in (k - 1, k + 1):
            smooth = 0 <= other < len(d) and face_n[k] @ face_n[other] > limit
            n = face_n[k] + face_n[other] if smooth else face_n[k]
            ends.append(n / np.linalg.norm(n))
        r, y, nn = prof[k : k + 2, 0], prof[k : k + 2, 1], np.array(ends)
        c, s = np.cos(turn)[None], np.sin(turn)[None]
        points = np.stack(np.broadcast_arrays(r[:, None] * c, y[:, None], r[:, None] * s), -1)
        normals = np.stack(np.broadcast_arrays(nn[:, :1] * c, nn[:, 1:], nn[:, :1] * s), -1)
        wide = turn * max(float(prof[:, 0].max()), 1e-6)
        uv = np.stack(np.broadcast_arrays(wide[None], along[k : k + 2, None]), -1)
        parts.append(lattice(points, normals, uv))
    return join(*parts)


def cylinder(radius: float, height: float, segments: int = 20, bevel: float = 0.003) -> Mesh:
    """Upright, its base centre at the origin, ends closed."""
    b = min(bevel, radius * 0.5, height * 0.4)
    return lathe(
        [(0, 0), (radius - b, 0), (radius, b), (radius, height - b), (radius - b, height), (0, height)], segments, 50
    )


def tube(path: list[Vec] | np.ndarray, radius: float, segments: int = 10, closed: bool = True) -> Mesh:
    """A round bar or hose along points [N, 3]; ends closed by flat caps."""
    pts = np.asarray(path, float)
    tangent = np.gradient(pts, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent[0], [0, 1, 0] if abs(tangent[0][1]) < 0.9 else [1, 0, 0])
    rings, normals = [], []
    turn = np.linspace(0, 2 * math.pi, segments + 1)
    for p, t in zip(pts, tangent, strict=True):
        side = side - t * (side @ t)
        side /= np.linalg.norm(side)
        n = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * np.cross(t, side)
        rings.append(p + radius * n)
        normals.append(n)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(pts, axis=0), axis=1))])
    uv = np.stack(np.broadcast_arrays(along[:, None], (turn * radius)[None]), -1)
    mesh = lattice(np.array(rings), np.array(normals), uv)
    if closed:
        for k, s in ((0, -1), (-1, 1)):
            cap = np.stack([np.broadcast_to(pts[k], rings[k].shape), rings[k]])
            mesh = mesh + lattice(cap, np.broadcast_to(s * tangent[k], cap.shape), np.zeros((*cap.shape[:2], 2)))
    return mesh


def arc(centre: Vec, radius: float, start: float, stop: float, steps: int = 12, plane: str = "xy") -> np.ndarray:
    """Points [steps, 3] on a circle in a coordinate plane; degrees."""
    a = np.radians(np.linspace(start, stop, steps))
    out = np.tile(np.asarray(centre, float), (steps, 1))
    out[:, "xyz".index(plane[0])] += radius * np.cos(a)
    out[:, "xyz".index(plane[1])] += radius * np.sin(a)
    return out


def from_polygons(
    points: np.ndarray, faces: list[list[int]], smooth_degrees: float = 50, metres_per_uv: float = 1.0
) -> Mesh:
    """Any polygon mesh; corner normals average the area-weighted faces that meet within the angle, uv by dominant axis."""
    tri = np.array([[f[0], f[k], f[k + 1]] for f in faces for k in range(1, len(f) - 1)])
    p = points[tri]
    weighted = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    unit = weighted / np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-12)
    at_vertex: list[list[int]] = [[] for _ in points]
    for t, corners in enumerate(tri):
        for c in corners:
            at_vertex[c].append(t)
    n, limit = np.empty_like(p), math.cos(math.radians(smooth_degrees))
    for t, corners in enumerate(tri):
        for k, c in enumerate(corners):
            near = [o for o in at_vertex[c] if unit[o] @ unit[t] > limit]
            total = weighted[near].sum(0)
            n[t, k] = total / max(np.linalg.norm(total), 1e-12)
    axis = np.abs(unit).argmax(1)
    other = np.array([[2, 1], [0, 2], [0, 1]])[axis]
    uv = np.take_along_axis(p, other[:, None, :].repeat(3, 1), 2) / metres_per_uv
    return _facing_out(p, n, uv)


def flat(outline: list[tuple[float, float]], y: float) -> Mesh:
    """A level shape, facing up, from (x, z) points around a centre that sees them all."""
    xz = np.array(outline, float)
    middle = np.array([xz[:, 0].mean(), xz[:, 1].mean()])
    ring = np.concatenate([xz, xz[:1]])
    p = np.stack([np.broadcast_to(middle, (len(xz), 2)), ring[:-1], ring[1:]], 1)
    p = np.insert(p, 1, y, axis=-1)
    return _facing_out(p, np.broadcast_to([0.0, 1.0, 0.0], p.shape), p[..., [0, 2]])
