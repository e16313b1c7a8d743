"""Smooth shapes out of rings: all that a figure is made of. Metres, +Y up, -Z forward, counter-clockwise triangles outward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from renderer.gltf.model import Primitive


@dataclass(slots=True)
class Shape:
    """positions : float32 [N, 3]; indices : uint32 [M, 3]."""

    positions: np.ndarray
    indices: np.ndarray

    def moved(self, by: Sequence[float] = (0, 0, 0), turn: np.ndarray | None = None) -> Shape:
        """turn : [3, 3], applied first."""
        positions = self.positions if turn is None else self.positions @ np.asarray(turn, np.float32).T
        return Shape((positions + np.asarray(by, np.float32)).astype(np.float32), self.indices)

    def mirrored(self) -> Shape:
        """The same on the other side of x = 0."""
        return Shape(self.positions * np.array([-1, 1, 1], np.float32), self.indices[:, ::-1].copy())

    def bent(self, how: Callable[[np.ndarray], np.ndarray]) -> Shape:
        """how : positions [N, 3] to positions [N, 3]."""
        return Shape(np.asarray(how(self.positions.copy()), np.float32), self.indices)


def together(shapes: Sequence[Shape]) -> Shape:
    offsets = np.cumsum([0] + [len(s.positions) for s in shapes])
    indices = [s.indices + np.uint32(o) for s, o in zip(shapes, offsets, strict=False)]
    return Shape(np.concatenate([s.positions for s in shapes]), np.concatenate(indices))


@dataclass(slots=True)
class Ring:
    """One cross-section of a loft: a superellipse |x/rx|^n + |z/rz|^n = 1 around (x, y, z); n = 2 is an ellipse."""

    y: float
    rx: float
    rz: float
    x: float = 0.0
    z: float = 0.0
    power: float = 2.0


def loft(rings: Sequence[Ring], around: int = 28, smooth: int = 4) -> Shape:
    """A closed skin over the rings (bottom to top), `smooth` steps of a Catmull-Rom curve between each two, both ends capped."""
    keys = np.array([[r.x, r.y, r.z, r.rx, r.rz, r.power] for r in rings], np.float64)
    rows = _catmull_rom(keys, smooth)
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    cos, sin = np.cos(angle), np.sin(angle)
    shape = 2 / rows[:, 5:6]
    x = rows[:, 0:1] + np.maximum(rows[:, 3:4], 1e-4) * np.sign(cos) * np.abs(cos) ** shape
    z = rows[:, 2:3] + np.maximum(rows[:, 4:5], 1e-4) * np.sign(sin) * np.abs(sin) ** shape
    grid = np.stack([x, np.broadcast_to(rows[:, 1:2], x.shape), z], -1)
    return closed(grid, rows[0, :3], rows[-1, :3])


def disc(radius_m: float, y: float, rings: int = 6, around: int = 24) -> Shape:
    """A flat round, facing up."""
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    out = radius_m * np.arange(1, rings + 1)[:, None] / rings
    grid = np.stack([out * np.cos(angle), np.full((rings, around), y), out * np.sin(angle)], -1).reshape(-1, 3)
    positions = np.vstack([[0, y, 0], grid]).astype(np.float32)
    k, after = np.arange(around), (np.arange(around) + 1) % around
    faces = [np.stack([np.zeros_like(k), after + 1, k + 1], -1)]
    for r in range(1, rings):
        a, b = 1 + (r - 1) * around, 1 + r * around
        faces += [np.stack([a + k, a + after, b + k], -1), np.stack([a + after, b + after, b + k], -1)]
    return Shape(positions, np.concatenate(faces).astype(np.uint32))


def tube(path: Sequence[Sequence[float]], radii: Sequence[float], around: int = 16, smooth: int = 4) -> Shape:
    """A round tube with round ends along points [N, 3]."""
    keys = np.column_stack([np.asarray(path, np.float64), np.asarray(radii, np.float64)])
    rows = _catmull_rom(keys, smooth)
    first, last = rows[0].copy(), rows[-1].copy()
    begin = _unit(rows[1, :3] - rows[0, :3])
    end = _unit(rows[-1, :3] - rows[-2, :3])
    caps_a: list[list[float]] = []
    caps_b: list[list[float]] = []
    for t in (0.35, 0.7, 0.92):  # three rings of a half sphere at each end
        caps_a.insert(0, [*(first[:3] - begin * first[3] * t), first[3] * np.sqrt(1 - t * t)])
        caps_b.append([*(last[:3] + end * last[3] * t), last[3] * np.sqrt(1 - t * t)])
    rows = np.vstack([caps_a, rows, caps_b])
    tangent = np.gradient(rows[:, :3], axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    side = np.cross(tangent, _least_axis(tangent[len(tangent) // 2]))
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-12
    up = np.cross(side, tangent)
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    circle = side[:, None] * np.cos(angle)[:, None] + up[:, None] * np.sin(angle)[:, None]
    grid = rows[:, None, :3] + circle * rows[:, None, 3:4]
    return closed(grid, first[:3] - begin * first[3], last[:3] + end * last[3])


def ball(centre: Sequence[float], radii: Sequence[float], around: int = 24, rows: int = 14) -> Shape:
    """An ellipsoid."""
    latitude = np.linspace(-np.pi / 2, np.pi / 2, rows + 2)[1:-1, None]
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)[None]
    unit = np.stack(
        [np.cos(latitude) * np.cos(angle), np.sin(latitude) * np.ones_like(angle), np.cos(latitude) * np.sin(angle)], -1
    )
    r, c = np.asarray(radii, np.float64), np.asarray(centre, np.float64)
    return closed(unit * r + c, c - np.array([0, r[1], 0]), c + np.array([0, r[1], 0]))


def primitive(shape: Shape, material: int, colours: np.ndarray | None = None) -> Primitive:
    """With smooth normals. colours : float32 [N, 4], linear, multiplied with the material's."""
    return Primitive(
        np.ascontiguousarray(shape.positions, np.float32),
        normals(shape),
        np.ascontiguousarray(shape.indices, np.uint32),
        colours=None if colours is None else np.ascontiguousarray(colours, np.float32),
        material=material,
    )


def normals(shape: Shape) -> np.ndarray:
    """float32 [N, 3]: mean of the touching faces, weighted by area."""
    corners = shape.positions[shape.indices].astype(np.float64)
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros((len(shape.positions), 3))
    for corner in range(3):
        np.add.at(total, shape.indices[:, corner], face)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    total = np.where(length > 1e-14, total / np.maximum(length, 1e-14), [0.0, 1.0, 0.0])
    return np.asarray(total, np.float32)


def closed(grid: np.ndarray, low: Sequence[float] | np.ndarray, high: Sequence[float] | np.ndarray) -> Shape:
    """grid : [rows, around, 3], rows upward, angle from +X to +Z. Closed with one point at each end."""
    rows, around, _ = grid.shape
    index = np.arange(rows * around).reshape(rows, around)
    a, b = index[:-1], np.roll(index[:-1], -1, axis=1)
    c, d = index[1:], np.roll(index[1:], -1, axis=1)
    faces = [np.stack([a, c, b], -1).reshape(-1, 3), np.stack([b, c, d], -1).reshape(-1, 3)]
    bottom, top = rows * around, rows * around + 1
    first, last = index[0], index[-1]
    faces.append(np.stack([np.full(around, bottom), first, np.roll(first, -1)], -1))
    faces.append(np.stack([np.full(around, top), np.roll(last, -1), last], -1))
    positions = np.vstack([grid.reshape(-1, 3), np.asarray(low)[None, :3], np.asarray(high)[None, :3]])
    return Shape(positions.astype(np.float32), np.concatenate(faces).astype(np.uint32))


def _catmull_rom(keys: np.ndarray, steps: int) -> np.ndarray:
    padded = np.vstack([2 * keys[0] - keys[1], keys, 2 * keys[-1] - keys[-2]])
    rows = []
    for i in range(1, len(padded) - 2):
        p0, p1, p2, p3 = padded[i - 1 : i + 3]
        for t in np.arange(steps) / steps:
            rows.append(
                0.5
                * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
            )
    return np.array([*rows, keys[-1]])


def _unit(v: np.ndarray) -> np.ndarray:
    return np.asarray(v / (np.linalg.norm(v) + 1e-12))


def _least_axis(v: np.ndarray) -> np.ndarray:
    return np.asarray(np.eye(3)[np.argmin(np.abs(v))])
