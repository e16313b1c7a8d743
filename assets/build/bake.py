"""Baked light at the corners: how much of the light that the renderer would add really arrives there.

The renderer sums lamps without shadows and a hemisphere of ambient light. For every corner this computes the same sum
with and without occlusion (rays by Embree) and keeps the ratio, which glTF's COLOR_0 multiplies into the base colour:
soft shadows under tables, dark corners, ceilings that lamps do not reach, at no cost a frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

RAYS, LAMP_SAMPLES, REACH_M, FLOOR = 48, 6, 1.6, 0.06


@dataclass(frozen=True, slots=True)
class Lamp:
    """position : metres. colour : candela, linear RGB. size_m : (x, z) extent. down : shines below itself only."""

    position: tuple[float, float, float]
    colour: tuple[float, float, float]
    range_m: float = 9.0
    size_m: tuple[float, float] = (0.6, 0.6)
    down: bool = True


@dataclass(frozen=True, slots=True)
class Sky:
    """Ambient radiance by direction: sky above, horizon, ground below; linear RGB already times `ambient`."""

    sky: tuple[float, float, float]
    horizon: tuple[float, float, float]
    ground: tuple[float, float, float]


def _luma(c: tuple[float, float, float]) -> float:
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]


class Occluders:
    """Triangles [T, 3, 3] that rays can hit."""

    def __init__(self, triangles: np.ndarray) -> None:
        from embreex import rtcore_scene  # only drafts need it
        from embreex.mesh_construction import TriangleMesh

        self.scene = rtcore_scene.EmbreeScene()
        self.keep = TriangleMesh(self.scene, np.ascontiguousarray(triangles, np.float32))
        edges = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
        self.normal = edges / np.maximum(np.linalg.norm(edges, axis=1, keepdims=True), 1e-12)

    def first_hit(self, origin: np.ndarray, direction: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(distance [N], inf where nothing is hit; whether the back of a triangle was hit [N])."""
        out = self.scene.run(
            np.ascontiguousarray(origin, np.float32), np.ascontiguousarray(direction, np.float32), output=True
        )
        hit = out["primID"] >= 0
        far = np.where(hit, out["tfar"], np.inf)
        back = hit & (np.einsum("ij,ij->i", self.normal[np.maximum(out["primID"], 0)], direction) > 0)
        return far, back


def _hemisphere(count: int) -> np.ndarray:
    """Cosine-distributed directions about +Z [count, 3] (Fibonacci spiral)."""
    k = np.arange(count) + 0.5
    r, a = np.sqrt(k / count), k * math.pi * (3 - math.sqrt(5))
    return np.stack([r * np.cos(a), r * np.sin(a), np.sqrt(1 - r * r)], -1)


def _frames(n: np.ndarray) -> np.ndarray:
    """[N, 3] normals -> [N, 3, 3] whose columns are tangent, bitangent, normal."""
    helper = np.where(np.abs(n[:, :1]) > 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
    t = np.cross(helper, n)
    t /= np.linalg.norm(t, axis=1, keepdims=True)
    return np.stack([t, np.cross(n, t), n], -1)


def _openness(world: Occluders, p: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(ambient openness 0..1, share of rays that met a back face close by) for corners p with normals n."""
    rng, frames = np.random.default_rng(1), _frames(n)
    open_, inside = np.zeros(len(p)), np.zeros(len(p))
    spin = rng.uniform(0, 2 * math.pi, len(p))
    c, s = np.cos(spin), np.sin(spin)
    for d in _hemisphere(RAYS):
        local = np.stack([d[0] * c - d[1] * s, d[0] * s + d[1] * c, np.full(len(p), d[2])], -1)
        far, back = world.first_hit(p, np.einsum("nij,nj->ni", frames, local))
        open_ += np.clip(far / REACH_M, 0, 1) ** 0.7
        inside += back & (far < 0.5)
    return open_ / RAYS, inside / RAYS


def _lamp_light(world: Occluders, p: np.ndarray, n: np.ndarray, lamp: Lamp) -> tuple[np.ndarray, np.ndarray]:
    """Irradiance from one lamp as the renderer sums it, and as it arrives: lobe and soft shadow included."""
    to = np.asarray(lamp.position) - p
    d = np.linalg.norm(to, axis=1)
    power = _luma(lamp.colour) * np.clip(1 - (d / lamp.range_m) ** 4, 0, 1) ** 2 / np.maximum(d, 0.05) ** 2
    plain = power * np.clip(np.einsum("ij,ij->i", n, to) / np.maximum(d, 1e-6), 0, 1)
    lobe = np.clip(to[:, 1] / np.maximum(d, 1e-6) * 1.6 + 0.15, 0, 1) if lamp.down else np.ones(len(p))
    seen, rng = np.zeros(len(p)), np.random.default_rng(2)
    near = np.flatnonzero(plain > 1e-5)
    for _ in range(LAMP_SAMPLES):
        jitter = rng.uniform(-0.5, 0.5, (len(near), 3)) * [lamp.size_m[0], 0.02, lamp.size_m[1]]
        ray = to[near] + jitter
        far, _ = world.first_hit(p[near], ray)  # unnormalised: the lamp is at distance 1
        seen[near] += far > 0.97
    return plain, plain * lobe * seen / LAMP_SAMPLES


def corner_light(p: np.ndarray, n: np.ndarray, world: Occluders, lamps: list[Lamp], sky: Sky) -> np.ndarray:
    """p, n : float [N, 3] -> float [N], 0..1: light that arrives over light that an unshadowed sum would give."""
    start = p + n * 0.012
    openness, inside = _openness(world, start, n)
    up = n[:, 1]
    side = _luma(sky.horizon)
    ambient = math.pi * np.where(up > 0, side + up * (_luma(sky.sky) - side), side - up * (_luma(sky.ground) - side))
    plain_sum, real_sum = ambient.copy(), ambient * openness
    for lamp in lamps:
        plain, real = _lamp_light(world, start, n, lamp)
        plain_sum, real_sum = plain_sum + plain, real_sum + real
    ratio = np.clip(real_sum / np.maximum(plain_sum, 1e-6), FLOOR, 1)
    return np.where(inside > 0.35, np.nan, ratio)


def fill_hidden(light: np.ndarray, corner_of: np.ndarray) -> np.ndarray:
    """Corners buried in other solids (NaN) take the mean of their triangles' visible corners, so that no dark creeps out.

    light : [V]. corner_of : int [T, 3]."""
    light = light.copy()
    for _ in range(6):
        bad = np.isnan(light)
        if not bad.any():
            break
        total, count = np.zeros(len(light)), np.zeros(len(light))
        value = light[corner_of]
        known = ~np.isnan(value)
        mean = np.where(known, value, 0).sum(1) / np.maximum(known.sum(1), 1)
        for k in range(3):
            use = known.any(1)
            np.add.at(total, corner_of[use, k], mean[use])
            np.add.at(count, corner_of[use, k], 1)
        light = np.where(bad & (count > 0), total / np.maximum(count, 1), light)
    return np.nan_to_num(light, nan=0.5)
