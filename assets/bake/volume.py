"""Light in the air of the rooms: spherical harmonics of irradiance on a grid, for people and whatever moves.

Real harmonics to band 2 in the order 1, y, z, x, xy, yz, 3zz-1, xz, xx-yy, convolved with the cosine (Ramamoorthi and Hanrahan
2001), divided by pi. Direct sunlight is left out: the renderer has it with its shadow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import ndimage

from assets.bake.backend import dr, mi
from assets.bake.paths import Tracer
from assets.bake.soup import Soup
from assets.bake.space import grid, grid_points, look_around, room_bounds

STEP_M, MOST_POINTS = 0.8, 6000
SAMPLES = 512
LOBES = np.array([1.0, *[2 / 3] * 3, *[1 / 4] * 5])  # of the cosine, over pi
CONSTANTS = (0.282095, 0.488603, 1.092548, 0.315392, 0.546274)


def bake_volume(
    soup: Soup,
    tracer: Tracer,
    eyes: np.ndarray,
    samples: int = SAMPLES,
    progress: Callable[[float], None] = lambda _s: None,
) -> dict[str, np.ndarray]:
    """origin, step float32 [3] · sh float16 [G, X, Y, Z, 9, 3]."""
    low, high = room_bounds(soup, tracer.tables, eyes)
    origin, step, counts = grid(low + 0.1, np.maximum(high - 0.1, low + 0.2), STEP_M, MOST_POINTS)
    points = grid_points(origin, step, counts)
    sh = harmonics(tracer, points, samples, progress)
    buried = look_around(soup, tracer.tables, points).buried().reshape(counts)
    sh = sh.reshape(len(sh), *counts, 9, 3)
    if buried.any() and not buried.all():
        nearest = ndimage.distance_transform_edt(buried, sampling=step, return_distances=False, return_indices=True)
        sh = sh[:, nearest[0], nearest[1], nearest[2]]
    return {"origin": origin.astype(np.float32), "step": step.astype(np.float32), "sh": sh.astype(np.float16)}


def harmonics(
    tracer: Tracer, points: np.ndarray, samples: int, progress: Callable[[float], None] = lambda _share: None
) -> np.ndarray:
    """float32 [G, N, 9, 3] at points float [N, 3]; `samples` paths each, in rounds."""
    rounds, each = max(1, samples // 64), min(samples, 64)
    lanes = len(points) * each
    place = mi.Float(np.ascontiguousarray(points, np.float32).ravel())
    index = dr.arange(mi.UInt32, lanes)
    p = mi.Point3f(dr.gather(mi.Vector3f, place, index // each))
    total = np.zeros((tracer.lights.count, 9, 3, len(points)))
    for number in range(rounds):
        rng = mi.PCG32(lanes, initstate=mi.UInt64(dr.opaque(mi.UInt32, number + 1)))
        sums = _one_round(tracer, p, rng)
        dr.eval(
            sums
        )  # together: block_sum evaluates what it is given, which would trace the paths anew for each number
        blocks = [[[dr.block_sum(c, each) for c in colour] for colour in nine] for nine in sums]
        dr.eval(blocks)
        total += np.array([[[np.array(c) for c in colour] for colour in nine] for nine in blocks])
        progress((number + 1) / rounds)
    total *= LOBES[None, :, None, None] / (rounds * each)
    return np.ascontiguousarray(total.transpose(0, 3, 1, 2), np.float32)


def _one_round(tracer: Tracer, p: Any, rng: Any) -> list[list[Any]]:
    """By slot and harmonic: Color3f whose mean is the radiance's coefficient."""
    density = 1 / (4 * dr.pi)
    direction = mi.warp.square_to_uniform_sphere(mi.Point2f(rng.next_float32(), rng.next_float32()))
    light = tracer.radiance(p, direction, rng, mi.Bool(True), mi.Float(density))
    basis = harmonic_basis(direction)
    sums = [[colour * (b / density) for b in basis] for colour in light]
    return tracer.direct(p, rng, mi.Bool(True), lambda _to: (mi.Float(1), mi.Float(density)), _add, sums)


def _add(sums: list[list[Any]], direction: Any, slot: Any, value: Any) -> None:
    for k, b in enumerate(harmonic_basis(direction)):
        for number in range(len(sums)):
            sums[number][k] += dr.select(slot == number, value * b, 0)


def harmonic_basis(d: Any) -> list[Any]:
    """The nine functions of a direction, as renderer/shaders/place_light.glsl: volume_light."""
    c0, c1, c2, c3, c4 = CONSTANTS
    return [
        mi.Float(c0), c1 * d.y, c1 * d.z, c1 * d.x, c2 * d.x * d.y, c2 * d.y * d.z,
        c3 * (3 * d.z * d.z - 1), c2 * d.x * d.z, c4 * (d.x * d.x - d.y * d.y),
    ]  # fmt: skip
