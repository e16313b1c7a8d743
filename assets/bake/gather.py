"""Irradiance of every texel of the page, all groups at once: one path a texel and pass.

The page itself is rasterised by rays too: each pass looks up which triangle lies under a jittered point of each texel, so a
texel's value is the mean over what of it is covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from assets.bake.atlas import Atlas
from assets.bake.backend import dr, mi
from assets.bake.paths import Tracer, add_to
from assets.bake.soup import Soup
from assets.bake.tables import scene_of

COVERAGE_PASSES = 12
LOOK_PASSES, LOST_BACK = 8, 0.4
CHECKED_PASSES = 32
FEW = 0.5  # of the first look's passes: a texel that fewer met is touched by an edge only, and its few paths are noise
NEAR_BACK_M, MOST_BACK = 0.5, 0.05  # a texel from which more of the rays see a back face so near lies inside something
PARTLY_BACK, OPEN_RAYS, LEAST_OPEN = 0.9, 6, 0.15  # or a part of it does: what of it is open may be this small a share
CHUNK = 1 << 21  # lanes of one launch


@dataclass(slots=True)
class Gathered:
    """values : float32 [G, H, W, 3] irradiance / pi. valid : bool [H, W]. covered : bool [H, W]."""

    values: np.ndarray
    valid: np.ndarray
    covered: np.ndarray


def gather(
    soup: Soup, atlas: Atlas, tracer: Tracer, samples: int, progress: Callable[[float], None] = lambda _share: None,
    hidden: np.ndarray | None = None,
) -> Gathered:  # fmt: skip
    """samples : paths a texel. progress gets 0..1. hidden : bool [H, W], texels that need no light of their own."""
    page = Page(soup, atlas)
    every = page.covered_texels()
    texels = every if hidden is None else every[~hidden.ravel()[every]]
    slots = tracer.lights.count
    values = np.zeros((slots, atlas.height * atlas.width, 3), np.float32)
    counts, backs = np.zeros((2, atlas.height * atlas.width), np.float32)
    chunks = [texels[i : i + CHUNK] for i in range(0, len(texels), CHUNK)]
    for number, chunk in enumerate(chunks):

        def show(share: float, number: int = number) -> None:
            progress((number + share) / len(chunks))

        values[:, chunk], counts[chunk], backs[chunk] = _means(page, tracer, chunk, samples, show)
        partly = chunk[(backs[chunk] > MOST_BACK) & (backs[chunk] < PARTLY_BACK)]
        if len(partly):
            known, light = _of_open_parts(page, tracer, partly, samples)
            values[:, partly[known]], backs[partly[known]] = light, 0
    shape = (atlas.height, atlas.width)
    covered = np.zeros(shape, bool)
    covered.ravel()[every] = True
    valid = (backs <= MOST_BACK) & (counts >= FEW * min(samples, LOOK_PASSES))
    return Gathered(values.reshape(slots, *shape, 3), covered & valid.reshape(shape), covered)


def _means(
    page: Page, tracer: Tracer, chunk: np.ndarray, samples: int, progress: Callable[[float], None]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(light float32 [G, N, 3], samples that met the chart [N], share of the rays that met a back face [N])."""
    first = min(samples, LOOK_PASSES)
    sums, count, back = _gather_chunk(page, tracer, chunk, range(first), lambda s: progress(s * first / samples))
    backs = back / np.maximum(count, 1)
    open_air = np.flatnonzero(backs <= LOST_BACK)  # the others lie inside something: no more paths for them
    if first < samples and len(open_air):

        def show(share: float) -> None:
            progress((first + share * (samples - first)) / samples)

        more, again, back_again = _gather_chunk(page, tracer, chunk[open_air], range(first, samples), show)
        sums[:, open_air] += more
        checked = count[open_air] + again * min(1.0, (CHECKED_PASSES - first) / (samples - first))
        backs[open_air] = (back[open_air] + back_again) / np.maximum(checked, 1)
        count[open_air] += again
    return sums / np.maximum(count, 1)[None, :, None], count, backs


def _of_open_parts(page: Page, tracer: Tracer, texels: np.ndarray, samples: int) -> tuple[np.ndarray, np.ndarray]:
    """(which of the texels have an open part, bool [N]; the light of those, float32 [G, M, 3])."""
    sums, count, _ = _gather_chunk(page, tracer, texels, range(samples), lambda _share: None, careful=True)
    known = count >= LEAST_OPEN * samples
    return known, sums[:, known] / count[known, None]


def _gather_chunk(
    page: Page, tracer: Tracer, chunk: np.ndarray, passes: range, progress: Callable[[float], None], careful: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(sums float32 [G, N, 3], samples that met the chart [N], back faces met [N]). careful : points that lie inside something
    do not count as of the chart."""
    texel, lanes = mi.UInt32(chunk), len(chunk)
    # Full arrays from the start: the second pass shall find the first one's kernel.
    sums = [dr.zeros(mi.Color3f, lanes) for _ in range(tracer.lights.count)]
    count, back = dr.zeros(mi.Float, lanes), dr.zeros(mi.Float, lanes)
    dr.make_opaque(sums, count, back)
    offsets = first_points(passes.stop)
    for number in passes:
        checks = number < CHECKED_PASSES and not careful
        found, met, seen_back = _one_pass(page, tracer, texel, number, offsets[number], checks, careful)
        sums = [a + b for a, b in zip(sums, found, strict=True)]
        count += dr.select(met, 1, 0)
        back += dr.select(seen_back, 1, 0)
        dr.eval(sums, count, back)
        dr.sync_thread()
        progress((number + 1 - passes.start) / len(passes))
    return np.stack([np.array(s).T for s in sums]), np.array(count), np.array(back)


def _one_pass(
    page: Page, tracer: Tracer, texel: Any, number: int, offset: tuple[float, float], checks: bool, careful: bool
) -> Any:
    lanes = dr.width(texel)
    rng = mi.PCG32(lanes, initstate=mi.UInt64(dr.opaque(mi.UInt32, number + 1)))
    p, n, ng, met = page.place(texel, rng.next_float32(), rng.next_float32())
    own = mi.PCG32(lanes, initstate=7)  # the same in every pass: turns the sequence differently in each texel
    shift = [dr.opaque(mi.Float, o) for o in offset]
    u, v = (turn - dr.floor(turn) for turn in (own.next_float32() + shift[0], own.next_float32() + shift[1]))
    direction = mi.Frame3f(n).to_world(mi.warp.square_to_cosine_hemisphere(mi.Point2f(u, v)))
    o = p + ng * (1e-4 * (1 + dr.max(dr.abs(p))))
    met &= ~_behind_a_wall(page, tracer, o, ng, met)
    if careful:
        for _ in range(OPEN_RAYS):
            way = mi.Frame3f(ng).to_world(
                mi.warp.square_to_cosine_hemisphere(mi.Point2f(rng.next_float32(), rng.next_float32()))
            )
            met &= ~_meets_back(page, tracer, o, way, 2 * NEAR_BACK_M, met)
    seen_back = _meets_back(page, tracer, o, direction, NEAR_BACK_M, met) if checks else mi.Bool(False)

    def lambert(to_light: Any) -> tuple[Any, Any]:
        cosine = dr.maximum(dr.dot(n, to_light), 0) & (dr.dot(ng, to_light) > 0)
        return cosine / dr.pi, cosine / dr.pi

    sums = [dr.zeros(mi.Color3f, lanes) for _ in range(tracer.lights.count)]
    sums = tracer.direct(o, rng, met, lambert, lambda s, _to, slot, value: add_to(s, slot, value), sums)
    above = met & (dr.dot(direction, ng) > 0)
    density = dr.maximum(dr.dot(n, direction), 0) / dr.pi
    bounced = tracer.radiance(o, direction, rng, above, density)
    return [a + (b & above) for a, b in zip(sums, bounced, strict=True)], met, seen_back


def _behind_a_wall(page: Page, tracer: Tracer, o: Any, ng: Any, active: Any) -> Any:
    """Whether a wall's back stands beside the point, within a texel: it is the ceiling beyond the wall, say, where the sky
    shines, and would light the edge of the room's."""
    frame, behind = mi.Frame3f(ng), mi.Bool(False)
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        way = frame.to_world(mi.Vector3f(x, y, 0))
        behind |= _meets_back(page, tracer, o, way, page.texel_m, active)
    return behind


def _meets_back(page: Page, tracer: Tracer, o: Any, way: Any, reach_m: Any, active: Any) -> Any:
    ray = mi.Ray3f(o, way, reach_m, 0, [])
    hit = tracer.tables.all_scene.ray_intersect_preliminary(ray, coherent=False, active=active)
    return page.back_face(tracer.tables, hit.prim_index, way, active & hit.is_valid())


class Page:
    """Looks up what of the soup lies under a point of the page."""

    def __init__(self, soup: Soup, atlas: Atlas) -> None:
        self.width, self.height = atlas.width, atlas.height
        self.texel_m = dr.opaque(mi.Float, 1.5 / atlas.density)
        corners, faces, total = [], [], 0
        for u in atlas.parts:
            corners.append(u.uv)
            faces.append(u.faces + np.uint32(total))
            total += len(u.uv)
        uv = np.concatenate(corners) * (atlas.width, atlas.height)
        flat = np.concatenate([uv, np.zeros((len(uv), 1))], axis=1).astype(np.float32)
        self._scene = scene_of(flat, np.concatenate(faces))
        rows = np.concatenate([np.arange(u.part.first_face, u.part.first_face + u.part.faces) for u in atlas.parts])
        self._face = mi.UInt32(soup.faces[rows].astype(np.uint32).ravel())
        self._position = mi.Float(soup.positions.ravel())
        self._normal = mi.Float(soup.normals.ravel())
        single = np.array([not m.double_sided for m in soup.materials])
        self._one_sided = mi.Bool(single[soup.face_material])

    def _look(self, texel: Any, jitter_x: Any, jitter_y: Any) -> Any:
        x, y = mi.Float(texel % self.width) + jitter_x, mi.Float(texel // self.width) + jitter_y
        ray = mi.Ray3f(mi.Point3f(x, y, 1), mi.Vector3f(0, 0, -1))
        return self._scene.ray_intersect_preliminary(ray, coherent=True, active=True)

    def covered_texels(self) -> np.ndarray:
        """uint32 [N]: texels of which any part is covered."""
        everything = dr.arange(mi.UInt32, self.width * self.height)
        covered = mi.Bool(False)
        for x, y in first_points(COVERAGE_PASSES):
            covered |= self._look(everything, dr.opaque(mi.Float, x), dr.opaque(mi.Float, y)).is_valid()
            dr.eval(covered)
        return np.flatnonzero(np.array(covered)).astype(np.uint32)

    def place(self, texel: Any, jitter_x: Any, jitter_y: Any) -> tuple[Any, Any, Any, Any]:
        """World position, shading and geometric normal under a point of each texel, and whether there is any."""
        hit = self._look(texel, jitter_x, jitter_y)
        met = hit.is_valid()
        f = dr.gather(mi.Vector3u, self._face, hit.prim_index, met)
        a, b, c = (dr.gather(mi.Vector3f, self._position, i, met) for i in (f.x, f.y, f.z))
        na, nb, nc = (dr.gather(mi.Vector3f, self._normal, i, met) for i in (f.x, f.y, f.z))
        u, v = hit.prim_uv.x, hit.prim_uv.y
        ng = dr.normalize(dr.cross(b - a, c - a))
        n = dr.normalize(na * (1 - u - v) + nb * u + nc * v)
        n = dr.select(dr.isfinite(n.x), n, ng)
        met &= dr.isfinite(ng.x)
        return mi.Point3f(a * (1 - u - v) + b * u + c * v), n, ng, met

    def face(self, texel: Any, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
        """Which of the page's faces, in the order of the atlas' parts, lies under a point of each texel; whether any."""
        hit = self._look(texel, mi.Float(x), mi.Float(y))
        return np.array(hit.prim_index), np.array(hit.is_valid())

    def back_face(self, tables: Any, face: Any, direction: Any, active: Any) -> Any:
        """Whether a ray along `direction` meets the back of a one-sided face."""
        f = dr.gather(mi.Vector4u, tables.face, face, active)
        a, b, c = (dr.gather(mi.Vector3f, self._position, i, active) for i in (f.x, f.y, f.z))
        return (
            active & dr.gather(mi.Bool, self._one_sided, face, active) & (dr.dot(dr.cross(b - a, c - a), direction) > 0)
        )


def r2_sequence() -> Iterator[tuple[float, float]]:
    """Points that fill the unit square evenly (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018)."""
    x = y = 0.5
    while True:
        yield x, y
        x, y = (x + 0.7548776662466927) % 1, (y + 0.5698402909980532) % 1


def first_points(count: int) -> list[tuple[float, float]]:
    """The first of them."""
    return list(islice(r2_sequence(), count))
