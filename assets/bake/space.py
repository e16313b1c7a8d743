"""Where in a place one can be: points in the air of its rooms, for probes and the light volume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.bake.backend import dr, mi
from assets.bake.soup import Soup
from assets.bake.tables import Tables

RAYS = 96
CLEAR_M, CEILING_M, REACH_M = 0.3, 12.0, 14.0
MOST_BACK, MOST_SKY = 0.1, 0.45


@dataclass(slots=True)
class Seen:
    """What is seen from N points along the RAYS directions. distance float32 [N, R] (inf: nothing) · back bool [N, R]: from a
    one-sided face's back · directions float32 [R, 3]."""

    distance: np.ndarray
    back: np.ndarray
    directions: np.ndarray

    def buried(self) -> np.ndarray:
        """bool [N]: inside something, or so near to it that its light would be the surface's."""
        return (self.back.mean(axis=1) > MOST_BACK) | (self.distance.min(axis=1) < 0.03)


def look_around(soup: Soup, tables: Tables, points: np.ndarray) -> Seen:
    """points : float [N, 3]. Panes, leaves and cut-outs are looked through."""
    directions = sphere(RAYS)
    if tables.opaque_scene is None:
        shape = (len(points), RAYS)
        return Seen(np.full(shape, np.inf, np.float32), np.zeros(shape, bool), directions)
    o = np.repeat(points, RAYS, axis=0).astype(np.float32)
    d = np.tile(directions, (len(points), 1)).astype(np.float32)
    ray = mi.Ray3f(mi.Point3f(o.T.copy()), mi.Vector3f(d.T.copy()))
    hit = tables.opaque_scene.ray_intersect_preliminary(ray, coherent=False, active=True)
    met = hit.is_valid()
    distance = np.array(dr.select(met, hit.t, np.inf)).reshape(len(points), RAYS)
    faces = np.flatnonzero(~tables.face_clear)[np.where(np.array(met), np.array(hit.prim_index), 0)]
    a, b, c = (soup.positions[soup.faces[faces, k]] for k in range(3))
    single = np.array([not m.double_sided for m in soup.materials])[soup.face_material[faces]]
    back = np.array(met) & single & (np.einsum("ij,ij->i", np.cross(b - a, c - a), d) > 0)
    return Seen(distance, back.reshape(len(points), RAYS), directions)


def visible(tables: Tables, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """bool [N]: whether nothing opaque stands between start and end, float [N, 3] each."""
    if tables.opaque_scene is None or not len(start):  # Dr.Jit aborts on rays of which there are none
        return np.ones(len(start), bool)
    way = end - start
    length = np.maximum(np.linalg.norm(way, axis=1), 1e-6)
    o, d = (np.ascontiguousarray(v.T, np.float32) for v in (start, way / length[:, None]))
    far = mi.Float((length * 0.999).astype(np.float32))
    return ~np.array(tables.opaque_scene.ray_test(mi.Ray3f(mi.Point3f(o), mi.Vector3f(d), far, 0, [])))


def room_bounds(soup: Soup, tables: Tables, eyes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest corner of the air that can be reached from where the views stand, float [3] each."""
    seen = look_around(soup, tables, eyes)
    hits = eyes[:, None] + np.minimum(seen.distance, REACH_M)[..., None] * seen.directions
    inside = np.concatenate(
        [soup.positions[p.first_vertex :][: p.vertices] for p in soup.parts if not p.outside] or [eyes]
    )
    low, high = np.maximum(hits.min((0, 1)), inside.min(0)), np.minimum(hits.max((0, 1)), inside.max(0))
    return np.minimum(low, eyes.min(0) - 0.5), np.maximum(high, eyes.max(0) + 0.5)


def grid(
    low: np.ndarray, high: np.ndarray, step: float, most: int
) -> tuple[np.ndarray, np.ndarray, tuple[int, int, int]]:
    """(origin, step [3], counts) of points evenly between two corners, at most `most` of them."""
    while True:
        counts = np.maximum(np.ceil((high - low) / step).astype(int) + 1, 2)
        if counts.prod() <= most:
            return low, (high - low) / (counts - 1), tuple(int(c) for c in counts)  # type: ignore[return-value]
        step *= 1.1


def grid_points(origin: np.ndarray, step: np.ndarray, counts: tuple[int, int, int]) -> np.ndarray:
    """float64 [X * Y * Z, 3], z fastest."""
    return origin + np.stack(np.meshgrid(*(np.arange(c) for c in counts), indexing="ij"), axis=-1).reshape(-1, 3) * step


def standing_points(soup: Soup, tables: Tables, eyes: np.ndarray) -> np.ndarray:
    """float64 [N, 3]: free points 1.0 to 1.6 m above some floor, in the rooms that the eyes see, at most 0.6 m apart."""
    low, high = room_bounds(soup, tables, eyes)
    points = grid_points(*grid(low + 0.3, np.maximum(high - 0.3, low + 0.6), 0.6, 20000))
    seen = look_around(soup, tables, points)
    down = seen.distance[:, seen.directions[:, 1] < -0.9].min(axis=1)
    above = seen.distance[:, seen.directions[:, 1] > 0.9].min(axis=1)
    good = (down > 0.7) & (down < 1.9) & (above < CEILING_M) & (seen.distance.min(axis=1) > CLEAR_M)
    good &= (seen.back.mean(axis=1) < MOST_BACK) & (np.isinf(seen.distance).mean(axis=1) < MOST_SKY)
    points = points[good]
    return points[_reached(tables, points, eyes)]


def _reached(tables: Tables, points: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    """bool [N]: seen from an eye, or from a point that is."""
    reached = np.zeros(len(points), bool)
    seeds = eyes
    for _ in range(3):
        waiting = np.flatnonzero(~reached)
        if not len(waiting) or not len(seeds):
            break
        for seed in seeds[:: max(1, len(seeds) // 24)]:
            near = waiting[np.linalg.norm(points[waiting] - seed, axis=1) < REACH_M]
            reached[near[visible(tables, np.broadcast_to(seed, (len(near), 3)), points[near])]] = True
        seeds = points[waiting[reached[waiting]]]
    return reached


def sphere(count: int) -> np.ndarray:
    """float64 [count, 3]: unit vectors spread evenly (spiral of golden angles)."""
    i = np.arange(count) + 0.5
    y, angle = 1 - 2 * i / count, i * np.pi * (3 - np.sqrt(5))
    r = np.sqrt(1 - y * y)
    return np.stack([np.cos(angle) * r, y, np.sin(angle) * r], axis=1)
