"""Reflection probes: where they stand, the boxes they hold for, and the cubes that are path-traced there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from assets.bake import cubes
from assets.bake.backend import dr, mi
from assets.bake.denoise import denoise_picture
from assets.bake.paths import Tracer
from assets.bake.soup import Soup
from assets.bake.space import standing_points

MOST = 16  # as renderer/shaders/place_light.glsl: MAX_PROBES
AREA_M2 = 9.0  # of floor for one probe
STAND_M = 0.6  # distance of neighbouring points of space.standing_points
FAR_M = 1000.0
WALL_M = 0.15  # thickness of what counts as one wall
GUIDES = 3


@dataclass(slots=True)
class Probe:
    """position, low, high : metres, world."""

    name: str
    position: np.ndarray
    low: np.ndarray
    high: np.ndarray


def place_probes(soup: Soup, tracer: Tracer, table: dict[str, Any], eyes: np.ndarray) -> list[Probe]:
    """Those of place.toml ([[probe]] with name, position, and low and high if they shall not be measured), else by
    clustering the points where one can stand."""
    named = table.get("probe", [])
    if named:
        positions = np.array([p["position"] for p in named], np.float64)
        names = [str(p.get("name", f"probe{i}")) for i, p in enumerate(named)]
    else:
        points = standing_points(soup, tracer.tables, eyes)
        if not len(points):
            points = eyes
        floor = len(np.unique(np.round(points[:, [0, 2]] / STAND_M), axis=0)) * STAND_M**2
        positions = spread(points, int(np.clip(round(floor / AREA_M2), min(4, len(points)), MOST)))
        names = [f"probe{i}" for i in range(len(positions))]
    boxes = room_boxes(soup, tracer, positions)
    for entry, box in zip(named, boxes, strict=False):
        box[0] = entry.get("low", box[0])
        box[1] = entry.get("high", box[1])
    return [Probe(n, p, *b) for n, p, b in zip(names, positions, boxes, strict=True)][:MOST]


def spread(points: np.ndarray, count: int) -> np.ndarray:
    """float64 [count, 3] of `points` that stand for clusters of equal concern: farthest points first, then Lloyd's means."""
    chosen = [int(np.argmin(np.linalg.norm(points - points.mean(axis=0), axis=1)))]
    distance = np.linalg.norm(points - points[chosen[0]], axis=1)
    while len(chosen) < min(count, len(points)):
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, np.linalg.norm(points - points[chosen[-1]], axis=1))
    centres = points[chosen]
    for _ in range(12):
        owner = np.linalg.norm(points[:, None] - centres[None], axis=2).argmin(axis=1)
        centres = np.stack([_medoid(points[owner == k], c) for k, c in enumerate(centres)])
    return centres


def _medoid(points: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    if not len(points):
        return otherwise
    return points[np.argmin(np.linalg.norm(points - points.mean(axis=0), axis=1))]


def room_boxes(soup: Soup, tracer: Tracer, positions: np.ndarray) -> np.ndarray:
    """float64 [P, 2, 3]: the walls around each position; windows are walls."""
    inside = [soup.positions[p.first_vertex :][: p.vertices] for p in soup.parts if not p.outside] or [soup.positions]
    corners = np.concatenate(inside).astype(np.float64)
    distance = _distances(tracer, positions)
    return np.array(
        [walls(p, d, corners.min(axis=0), corners.max(axis=0)) for p, d in zip(positions, distance, strict=True)]
    )


def walls(position: np.ndarray, distance: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """float64 [2, 3], the lowest and highest corner of the room. distance : [6, S, S], metres to what is seen; nothing beyond
    the box `low` to `high` counts.

    A wall is where, along an axis, most of the area lies that faces along it: furniture has less, and of what is seen through a
    door there is only what fits through."""
    d = cubes.directions(distance.shape[-1])
    safe = np.where(np.abs(d) < 1e-9, 1e-9, d)
    end = np.maximum((low - position) / safe, (high - position) / safe).min(axis=-1)
    points = d * np.minimum(distance, np.maximum(end, 0.0))[..., None]
    area = np.cross(np.gradient(points, axis=2), np.gradient(points, axis=1))  # m2 of each texel, with its normal
    size = np.linalg.norm(area, axis=-1)
    # Between things at different depths there are none.
    whole = size * distance.shape[-1] ** 2 < 40 * np.einsum("fijk,fijk->fij", points, points)
    box = np.zeros((2, 3))
    for axis in range(3):
        for side, sign in enumerate((-1, 1)):
            along = points[..., axis] * sign
            facing = whole & (along > 0) & (np.abs(area[..., axis]) > 0.9 * size)
            cell, weight = (along[facing] / WALL_M).astype(int), size[facing]
            if not len(cell):
                box[side, axis] = (low, high)[side][axis]
                continue
            most = np.argmax(np.convolve(np.bincount(cell, weight), np.ones(2)))  # of two neighbouring cells
            chosen = (cell == most) | (cell == most - 1)
            box[side, axis] = position[axis] + sign * np.average(along[facing][chosen], weights=weight[chosen])
    return box


def render_cubes(
    tracer: Tracer, probes: list[Probe], samples: int, progress: Callable[[float], None] = lambda _share: None
) -> tuple[np.ndarray, np.ndarray]:
    """(radiance float32 [G, P, 6, SIDE, SIDE, 3] denoised, distance float32 [P, 6, DEPTH_SIDE, DEPTH_SIDE] metres)."""
    texels = 6 * cubes.SIDE**2
    lanes, slots = len(probes) * texels, tracer.lights.count
    index = dr.arange(mi.UInt32, lanes)
    centres = mi.Float(np.array([p.position for p in probes], np.float32).ravel())
    origin = mi.Point3f(dr.gather(mi.Vector3f, centres, index // texels))
    sums = [dr.zeros(mi.Color3f, lanes) for _ in range(slots)]
    dr.make_opaque(sums)
    for number in range(samples):
        rng = mi.PCG32(lanes, initstate=mi.UInt64(dr.opaque(mi.UInt32, number + 1)))
        direction = face_direction(index % texels, cubes.SIDE, rng)
        found = tracer.radiance(origin, direction, rng, mi.Bool(True))
        sums = [a + b for a, b in zip(sums, found, strict=True)]
        dr.eval(sums)
        dr.sync_thread()
        progress((number + 1) / samples)
    guides = _guides(tracer, origin, index % texels)
    shape = (len(probes), 6, cubes.SIDE, cubes.SIDE, 3)
    noisy = np.stack([np.array(s).T.reshape(shape) for s in sums]) / samples
    albedo, normal = (np.array(g).T.reshape(shape) / GUIDES for g in guides)
    clean = [[_clean(*images) for images in zip(slot, albedo, normal, strict=True)] for slot in noisy]
    return np.array(clean, np.float32), _distances(tracer, np.array([p.position for p in probes]))


def _clean(*images: np.ndarray) -> np.ndarray:
    """A denoised cube [6, SIDE, SIDE, 3]; its faces one below another in one picture, for few large calls."""
    return denoise_picture(*(i.reshape(-1, cubes.SIDE, 3) for i in images)).reshape(images[0].shape)


def face_direction(texel: Any, side: int, rng: Any) -> Any:
    """A direction through each texel of a flattened [6, side, side] cube; cubes.directions with jitter."""
    face, row, column = texel // (side * side), (texel // side) % side, texel % side
    s = (mi.Float(column) + rng.next_float32()) / side * 2 - 1
    t = (mi.Float(row) + rng.next_float32()) / side * 2 - 1
    d = mi.Vector3f(1, -t, -s)
    others = ((-1, -t, s), (s, 1, t), (s, -1, -t), (s, -t, 1), (-s, -t, -1))
    for number, other in enumerate(others, 1):
        d = dr.select(face == number, mi.Vector3f(*other), d)
    return dr.normalize(d)


def _guides(tracer: Tracer, origin: Any, texel: Any) -> tuple[Any, Any]:
    albedo, normal = mi.Color3f(0), mi.Vector3f(0)
    for number in range(GUIDES):
        rng = mi.PCG32(dr.width(texel), initstate=mi.UInt64(dr.opaque(mi.UInt32, 5000 + number)))
        direction = face_direction(texel, cubes.SIDE, rng)
        seen = tracer.first_seen(origin, direction, rng)
        albedo += seen[0]
        normal += seen[1]
        dr.eval(albedo, normal)
    return albedo, normal


def _distances(tracer: Tracer, positions: np.ndarray) -> np.ndarray:
    """float32 [P, 6, DEPTH_SIDE, DEPTH_SIDE]: metres through the middle of each texel to what is opaque."""
    d = cubes.directions(cubes.DEPTH_SIDE).reshape(-1, 3)
    shape = (len(positions), 6, cubes.DEPTH_SIDE, cubes.DEPTH_SIDE)
    if tracer.tables.opaque_scene is None:
        return np.full(shape, FAR_M, np.float32)
    o = np.repeat(np.asarray(positions), len(d), axis=0).astype(np.float32)
    ray = mi.Ray3f(mi.Point3f(o.T.copy()), mi.Vector3f(np.tile(d, (len(positions), 1)).T.astype(np.float32).copy()))
    hit = tracer.tables.opaque_scene.ray_intersect_preliminary(ray, coherent=False, active=True)
    return np.array(dr.select(hit.is_valid(), dr.minimum(hit.t, FAR_M), FAR_M)).reshape(shape).astype(np.float32)
