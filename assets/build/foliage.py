"""Trees whose every leaf is a small folded blade: indoor trees in planters, street trees, clipped hedges, grass edges.

A leaf is four triangles or two, so a crown of several hundred costs little and casts a true dappled shadow.
"""

from __future__ import annotations

import math

import numpy as np

from assets.build.kit import Piece
from assets.build.mesh import Mesh, box, join, lathe, lattice


def blades(points: np.ndarray, ways: np.ndarray, length: np.ndarray, width: float, rng: np.random.Generator) -> Mesh:
    """Folded diamonds of two triangles at points [K, 3] growing along ways [K, 3]; length [K] metres, width a share."""
    way = ways / np.linalg.norm(ways, axis=1, keepdims=True)
    spin = rng.normal(size=way.shape)
    side = np.cross(way, spin)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, way)
    up *= np.where(up[:, 1:2] < 0, -1, 1)
    long = length[:, None]
    tip, middle = points + way * long, points + way * long * 0.45 + up * long * 0.05
    half, fold = side * long * width / 2, up * long * 0.07
    left, right = middle - half + fold, middle + half + fold
    p = np.concatenate([np.stack([points, right, tip], 1), np.stack([points, tip, left], 1)])
    n = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
    down = n[:, 1] < 0
    p[down], n[down] = p[down][:, ::-1], -n[down]
    start = rng.uniform(0, 1, (len(p), 1, 2))
    uv = start + np.array([[0, 0], [0.12, 0.05], [0.25, 0.0]])[None]
    return Mesh(p, np.repeat(n[:, None], 3, 1), uv)


def crown(
    centre: tuple[float, float, float],
    radii: tuple[float, float, float],
    count: int,
    leaf_m: float,
    seed: int,
    width: float = 0.5,
    hollow: float = 0.45,
) -> Mesh:
    """Leaves in the outer shell of a lumpy ellipsoid, growing outwards and a little down."""
    rng = np.random.default_rng(seed)
    way = rng.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    lumps = rng.normal(size=(9, 3))
    lumps /= np.linalg.norm(lumps, axis=1, keepdims=True)
    bulge = 0.78 + 0.30 * np.clip((way @ lumps.T).max(1), 0, 1) ** 3
    depth = rng.uniform(hollow, 1.0, count) ** 0.6
    points = np.array(centre) + way * np.array(radii) * (bulge * depth)[:, None]
    ways = way + rng.normal(size=way.shape) * 0.7 + np.array([0, -0.25, 0])
    return blades(points, ways, rng.uniform(0.7, 1.25, count) * leaf_m, width, rng)


def branches(height: float, fork: float, spread: float, radius: float, seed: int, count: int = 7) -> list[Mesh]:
    """A trunk that bends a little and forks into boughs."""
    rng = np.random.default_rng(seed)
    bend = rng.normal(0, 0.03 * height, (2,))
    trunk = [
        (float(bend[0] * math.sin(2.4 * t)), fork * t, float(bend[1] * math.sin(1.9 * t))) for t in np.linspace(0, 1, 6)
    ]
    out = [_tapered(trunk, radius, radius * 0.72)]
    for k in range(count):
        a = 2.4 * k + rng.uniform(-0.3, 0.3)
        reach, rise = spread * rng.uniform(0.5, 0.95), (height - fork) * rng.uniform(0.45, 0.95)
        x, y, z = trunk[-1] if k % 2 else trunk[-2]
        path = [
            (x + math.cos(a) * reach * t**1.2, y + rise * t**0.85, z + math.sin(a) * reach * t**1.2)
            for t in np.linspace(0, 1, 5)
        ]
        out.append(_tapered(path, radius * 0.5, radius * 0.12, 6))
    return out


def _tapered(path: list[tuple[float, float, float]], r0: float, r1: float, sides: int = 9) -> Mesh:
    """A bough: the ring at every point of the path has its own radius."""
    pts = np.asarray(path, float)
    along = np.gradient(pts, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along, [0.3, 0.1, 1.0])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    turn = np.linspace(0, 2 * math.pi, sides + 1)[None, :, None]
    n = np.cos(turn) * side[:, None] + np.sin(turn) * np.cross(along, side)[:, None]
    radius = np.linspace(r0, r1, len(pts))[:, None, None]
    run = np.broadcast_to(np.linspace(0, np.linalg.norm(pts[-1] - pts[0]), len(pts))[:, None], n.shape[:2])
    uv = np.stack([run, np.broadcast_to(turn[..., 0] * r0, run.shape)], -1)
    return lattice(pts[:, None] + n * radius, n, uv)


def street_tree(height: float, seed: int, leaves: int = 420, leaf_m: float = 0.42) -> Piece:
    """A zelkova-like tree: boughs under a wide crown of two greens, lighter on its upper side."""
    rng = np.random.default_rng(seed)
    r = height * float(rng.uniform(0.30, 0.36))
    low = crown((0, height * 0.60, 0), (r, height * 0.26, r), leaves // 2, leaf_m, seed)
    high = crown((0, height * 0.72, 0), (r * 0.85, height * 0.26, r * 0.85), leaves - leaves // 2, leaf_m, seed + 1)
    return {
        "bark": branches(height * 0.9, height * 0.34, r * 0.8, 0.02 * height, seed),
        "leaf dark": [low],
        "leaf bright": [high],
    }


def indoor_tree(height: float, seed: int, leaves: int = 520) -> Piece:
    """A ficus-like tree standing on y = 0 (soil level), leaves 9 to 14 cm long."""
    r = height * 0.26
    parts = [
        crown((0, height * 0.66, 0), (r, height * 0.22, r), leaves // 2, 0.12, seed, 0.42),
        crown(
            (r * 0.25, height * 0.80, -r * 0.2), (r * 0.8, height * 0.20, r * 0.8), leaves // 2, 0.11, seed + 1, 0.42
        ),
    ]
    return {
        "bark": branches(height * 0.9, height * 0.42, r * 0.85, 0.012 * height, seed, 8),
        "leaf dark": parts[:1],
        "leaf": parts[1:],
    }


def planter(w: float, h: float, d: float, shell: str = "slate", thick: float = 0.05) -> Piece:
    """A trough with a rim, its soil covered by pebbles 6 cm below the edge."""
    walls = [box(w, h, thick, (0, 0, s * (d - thick) / 2), 0.006, 9) for s in (-1, 1)]
    walls += [box(thick, h, d - 2 * thick, (s * (w - thick) / 2, 0, 0), 0.006, 9) for s in (-1, 1)]
    rng, pebbles = np.random.default_rng(5), []
    stone = lathe([(0.0, -0.012), (0.020, -0.006), (0.024, 0.003), (0.014, 0.012), (0, 0.014)], 6, 80)
    for _ in range(int(w * d * 65)):
        x, z = rng.uniform(-w / 2 + 0.07, w / 2 - 0.07), rng.uniform(-d / 2 + 0.07, d / 2 - 0.07)
        pebbles.append(
            stone.scaled(*rng.uniform(0.7, 1.5, 3)).at(float(x), h - 0.055, float(z), float(rng.uniform(0, 360)))
        )
    soil = box(w - 2 * thick, h - 0.06, d - 2 * thick, (0, 0, 0), 0, 9)
    return {shell: walls, "soil": [soil], "pebble": [join(*pebbles)], "solid": [box(w, 1.6, d, (0, 0, 0), 0, 99)]}


def hedge(w: float, h: float, d: float, seed: int, leaves: int = 500) -> Piece:
    """A clipped hedge: leaves just outside a dark core."""
    rng = np.random.default_rng(seed)
    half = np.array([w, h, d]) / 2
    face = rng.choice(3, leaves, p=[0.1, 0.4, 0.5])
    points = rng.uniform(-1, 1, (leaves, 3))
    sign = np.where(rng.random(leaves) < 0.5, -1.0, 1.0)
    sign[face == 1] = 1.0
    points[np.arange(leaves), face] = sign
    ways = np.zeros_like(points)
    ways[np.arange(leaves), face] = sign
    ways = ways + rng.normal(size=ways.shape) * 0.6 + [0, 0.3, 0]
    mesh = blades(points * half * 0.97 + [0, half[1], 0], ways, rng.uniform(0.05, 0.10, leaves), 0.55, rng)
    return {"leaf dark": [box(w * 0.95, h * 0.97, d * 0.92, (0, 0, 0), 0.03, 9)], "leaf": [mesh]}
