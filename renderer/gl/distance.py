"""How far the nearest surface of a room is, on a grid: the source of its ambient occlusion. NumPy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

REACH_M = 0.6  # farther surfaces darken nothing
MAX_VOXELS = 1_300_000
MIN_VOXEL_M = 0.06


@dataclass(slots=True)
class DistanceField:
    """values : uint8 [Z, Y, X], 0 at a surface, 255 at REACH_M or more. low : the grid's corner, metres."""

    values: np.ndarray
    low: np.ndarray
    voxel_m: float


def build_distance_field(
    vertices: np.ndarray, triangles: np.ndarray, low: np.ndarray, high: np.ndarray, margin_m: float = REACH_M,
    most: int = MAX_VOXELS, least_m: float = MIN_VOXEL_M,
) -> DistanceField:  # fmt: skip
    """vertices [N, 3], triangles [M, 3], box `low` to `high`, and `margin_m` around it; all in metres, world. At most `most`
    voxels, of `least_m` at least."""
    low, high = np.asarray(low, np.float64) - margin_m, np.asarray(high, np.float64) + margin_m
    voxel = max(least_m, float(np.prod(high - low) / most) ** (1 / 3))
    shape = np.maximum(np.ceil((high - low) / voxel).astype(int), 1)
    points = surface_points(vertices[triangles], low, high, voxel)
    filled = np.zeros(shape[::-1], bool)
    cell = np.floor((points - low) / voxel).astype(int)
    cell = cell[((cell >= 0) & (cell < shape)).all(axis=1)]
    filled[cell[:, 2], cell[:, 1], cell[:, 0]] = True
    distance = np.sqrt(squared_distance(filled, int(np.ceil(REACH_M / voxel)))) * voxel
    return DistanceField(np.clip(distance / REACH_M * 255, 0, 255).astype(np.uint8), low.astype(np.float32), voxel)


def surface_points(corners: np.ndarray, low: np.ndarray, high: np.ndarray, spacing: float) -> np.ndarray:
    """Points on triangles [M, 3, 3] that touch the box, about `spacing` apart, float64 [P, 3]."""
    touching = (corners.max(axis=1) >= low).all(axis=1) & (corners.min(axis=1) <= high).all(axis=1)
    corners = corners[touching].astype(np.float64)
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.linalg.norm(np.cross(ab, ac), axis=1) / 2
    count = np.clip(np.ceil(3.0 * area / spacing**2), 1, 200_000).astype(int)
    which = np.repeat(np.arange(len(corners)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    # The R2 sequence (Roberts 2018) fills a square evenly; folded over its diagonal, a triangle.
    u, v = np.mod(0.5 + number * 0.7548776662466927, 1), np.mod(0.5 + number * 0.5698402909980532, 1)
    folded = u + v > 1
    u, v = np.where(folded, 1 - u, u), np.where(folded, 1 - v, v)
    points: np.ndarray = a[which] + ab[which] * u[:, None] + ac[which] * v[:, None]
    return points


def squared_distance(filled: np.ndarray, radius: int) -> np.ndarray:
    """float32: squared distance in voxels to the nearest filled one, exact up to `radius` (one axis after the other, after
    Felzenszwalb and Huttenlocher 2012, but with a bounded search, which NumPy does faster)."""
    far = np.float32(radius * radius)
    best = np.where(filled, np.float32(0), far)
    for axis in range(3):
        source, best = best, best.copy()
        for step in range(1, radius + 1):
            cost = np.float32(step * step)
            ahead, behind = [slice(None)] * 3, [slice(None)] * 3
            ahead[axis], behind[axis] = slice(step, None), slice(None, -step)
            a, b = tuple(ahead), tuple(behind)
            np.minimum(best[b], source[a] + cost, out=best[b])
            np.minimum(best[a], source[b] + cost, out=best[a])
    return best
