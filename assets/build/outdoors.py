"""Modelled things of a city seen from afar, lit like everything else: trees, cars, houses' walls, hills, an old library."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from assets.build import blender, foliage
from assets.build.mesh import Mesh, box, cylinder, from_polygons, join, lathe, quad, sheet, tube

FAR = 999.0


@cache
def _ball() -> Mesh:
    """A ball of 80 triangles, radius 1."""
    import bpy  # noqa: F401  before bmesh

    # isort: split
    import bmesh

    bm = bmesh.new()
    bmesh.ops.create_icosphere(bm, subdivisions=2, radius=1.0)
    bm.verts.index_update()
    points = np.array([v.co for v in bm.verts])
    faces = [[v.index for v in f.verts] for f in bm.faces]
    bm.free()
    return from_polygons(points, faces, smooth_degrees=180)


@cache
def tree(height: float, kind: int = 0, leaves: int = 800) -> dict[str, Mesh]:
    """A broad-leaved street tree: a trunk that forks, dark lumps within, and leaves all around them that break the
    outline. A leaf is one triangle, shaded as the crown it belongs to."""
    rng = np.random.default_rng(60 + kind)
    core, shell = [], []
    for k in range(7):
        a, r = k * 2.4, height * (0.0 if k == 0 else float(rng.uniform(0.13, 0.24)))
        size = height * float(rng.uniform(0.14, 0.21))
        at = (r * math.cos(a), height * (0.62 + 0.10 * float(rng.uniform(-1.3, 2.2))), r * math.sin(a))
        lump = blender.displaced(_ball().scaled(size, size * 0.80, size), size * 0.30, size * 0.30, 70 + k + 10 * kind)
        core.append(lump.scaled(0.72, 0.72, 0.72).at(*at))
        reach = (size * 1.05, size * 0.88, size * 1.05)
        shell.append(_leaves(at, reach, leaves // 7, 0.055 * height, 90 + k + 10 * kind))
    inner, outer = join(*core), join(*shell)
    inner.uv[:] = np.stack([inner.p[..., 0] + 0.6 * inner.p[..., 2], inner.p[..., 1] + 0.35 * inner.p[..., 2]], -1)
    top = outer.n[..., 1].mean(1) > 0.25
    boughs = foliage.branches(height * 0.72, height * 0.34, height * 0.20, 0.016 * height, 60 + kind, 4)
    return {"bark": join(*boughs), "tree core": inner, "tree leaf": _part(outer, ~top), "tree top": _part(outer, top)}


def _leaves(at: tuple[float, ...], reach: tuple[float, ...], count: int, leaf_m: float, seed: int) -> Mesh:
    x, y, z = at
    blades = foliage.crown((x, y, z), (reach[0], reach[1], reach[2]), count, leaf_m, seed, 1.2, 0.70)
    half = _part(blades, np.arange(len(blades.p)) < len(blades.p) // 2)
    way = (half.p.mean(1) - np.array(at)) / np.array(reach)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    n = 0.8 * way[:, None] + 0.2 * half.n
    return Mesh(half.p, n / np.linalg.norm(n, axis=-1, keepdims=True), half.uv)


def _part(mesh: Mesh, keep: np.ndarray) -> Mesh:
    return Mesh(mesh.p[keep], mesh.n[keep], mesh.uv[keep])


@cache
def car(paint: str) -> dict[str, Mesh]:
    """A saloon, 4.5 m long, front to +z."""
    body = blender.bevelled(box(1.8, 0.62, 4.5, (0, 0.32, 0), 0, FAR), 0.14, 2)
    cabin = box(1.56, 0.52, 2.3, (0, 0.93, -0.15), 0, FAR)
    top = cabin.p[..., 1] > 1.2
    cabin.p[..., 2] = np.where(top, cabin.p[..., 2] * 0.72, cabin.p[..., 2])
    cabin.p[..., 0] = np.where(top, cabin.p[..., 0] * 0.84, cabin.p[..., 0])
    roof = box(1.30, 0.04, 1.62, (0, 1.44, -0.11), 0.015, FAR)
    wheel = cylinder(0.32, 0.2, 14).at(0, 0, 0, 0, 0, 90)
    wheels = join(*(wheel.at(s * 0.86 + 0.1, 0.32, f) for s in (-1, 1) for f in (-1.4, 1.4)))
    return {paint: join(body, roof), "dark glass": blender.remapped(cabin), "black rubber": wheels}


@cache
def bus(paint: str) -> dict[str, Mesh]:
    """A city bus, 11 m long, front to +z."""
    body = blender.bevelled(box(2.5, 2.9, 11.0, (0, 0.35, 0), 0, FAR), 0.12, 2)
    glass = [box(2.54, 0.95, 9.6, (0, 1.75, -0.2), 0, FAR), box(2.2, 1.3, 0.06, (0, 1.45, 5.5), 0, FAR)]
    wheel = cylinder(0.48, 0.28, 14).at(0, 0, 0, 0, 0, 90)
    wheels = join(*(wheel.at(s * 1.12 + 0.14, 0.48, f) for s in (-1, 1) for f in (-3.2, 3.4)))
    return {paint: body, "dark glass": join(*glass), "black rubber": wheels}


def walls(w: float, h: float, d: float, shift: float = 0.0) -> Mesh:
    """Four walls standing on y = 0 about the origin; uv runs on around the corners, v is height."""
    corners = [(-w / 2, d / 2), (w / 2, d / 2), (w / 2, -d / 2), (-w / 2, -d / 2)]
    out, u = [], shift
    for k, (x0, z0) in enumerate(corners):
        x1, z1 = corners[(k + 1) % 4]
        out.append(quad((x0, 0, z0), (x1 - x0, 0, z1 - z0), (0, h, 0), FAR, False, (u, 0)))
        u += math.hypot(x1 - x0, z1 - z0)
    return join(*out)


@cache
def ridge(reach: float, height: float, deep: float, seed: int) -> Mesh:
    """A chain of hills along x, 2 x reach metres long: rises towards -z."""
    rng = np.random.default_rng(seed)
    x, v = np.linspace(-reach, reach, 90), np.linspace(0, 1, 9)
    crest = sum(
        a * np.sin(x / reach * f * math.pi + rng.uniform(0, 6))
        for a, f in ((0.22, 1.4), (0.16, 3.1), (0.07, 7.3), (0.035, 17.0))
    )
    crest = height * (0.62 + np.asarray(crest))
    rough = blender._noise(
        np.stack(np.broadcast_arrays(x[:, None] / 22, v[None] * 5, 0.0), -1).reshape(-1, 3), seed
    ).reshape(90, 9)
    y = crest[:, None] * np.sin(v * math.pi / 2)[None] ** 0.8 + rough * 5 * v[None]
    points = np.stack(np.broadcast_arrays(x[:, None], y, -v[None] * deep), -1)
    mesh = sheet(points)
    return mesh if mesh.n[..., 1].mean() > 0 else sheet(points, flip=True)


def _cornice(w: float, d: float, y: float, out: float = 0.7, tall: float = 0.9) -> Mesh:
    rim = [(-w / 2, y, d / 2), (w / 2, y, d / 2), (w / 2, y, -d / 2), (-w / 2, y, -d / 2)]
    profile = [
        (-0.3, 0),
        (0.12, 0),
        (0.16, tall * 0.3),
        (out * 0.6, tall * 0.5),
        (out, tall * 0.7),
        (out, tall),
        (-0.3, tall),
    ]
    return blender.swept(rim, profile, closed=True)


def _column(h: float, r: float) -> Mesh:
    return lathe(
        [
            (r * 1.35, 0),
            (r * 1.35, 0.25),
            (r * 1.1, 0.45),
            (r, 0.6),
            (r * 0.97, h * 0.4),
            (r * 0.84, h - 0.6),
            (r * 1.1, h - 0.45),
            (r * 1.3, h - 0.25),
            (r * 1.3, h),
        ],
        16,
    )


def _window(w: float, h: float, arched: bool) -> dict[str, list[Mesh]]:
    """A tall window set in a front at z = 0: dark panes, bars, a moulded surround, sill, keystone."""
    bars = [
        box(0.07, h, 0.05, (0, 0, -0.10), 0, FAR),
        *(box(w, 0.06, 0.05, (0, h * f, -0.10), 0, FAR) for f in (0.33, 0.66)),
    ]
    trim = [box(0.28, h, 0.16, (s * (w / 2 + 0.14), 0, 0.04), 0.03, FAR) for s in (-1, 1)]
    trim += [box(w + 0.8, 0.22, 0.34, (0, -0.22, 0.10), 0.03, FAR), box(w + 0.6, 0.3, 0.22, (0, h, 0.06), 0.03, FAR)]
    glass = [box(w, h, 0.04, (0, 0, -0.14), 0, FAR)]
    if arched:
        a = np.linspace(0, math.pi, 13)
        ring = np.stack([np.cos(a) * (w / 2 + 0.02), np.sin(a) * (w / 2 + 0.02) + h + 0.28, np.full_like(a, 0.02)], -1)
        trim.append(tube(ring, 0.16, 6, closed=False))
        half = lathe([(w / 2, 0), (0, 0)], 24).at(0, 0, 0, 0, 90).at(0, h + 0.28, -0.10)
        glass.append(half)
        trim.append(box(0.36, 0.7, 0.34, (0, h + w / 2 + 0.1, 0.10), 0.04, FAR))
    return {"dark glass": glass, "stone trim": trim, "car white": bars}


def library() -> dict[str, list[Mesh]]:
    """The old library, its front at z = 10 towards +z, on y = 0."""
    w, d, h = 48.0, 20.0, 14.0
    out: dict[str, list[Mesh]] = {
        "ashlar": [walls(w, h, d), walls(15, h + 1.5, 3.4).at(0, 0, d / 2 + 1.0)],
        "patina": [],
        "dark glass": [],
        "stone trim": [],
        "car white": [],
    }
    out["stone trim"] += [
        box(w + 0.8, 1.5, d + 0.8, (0, 0, 0), 0.08, FAR),
        _cornice(w, d, h),
        _cornice(w, d, 7.2, 0.3, 0.4),
        _cornice(15, 3.4, h + 1.5).at(0, 0, d / 2 + 1.0),
    ]
    for k in range(11):
        x = -21.5 + 4.3 * k
        if abs(x) < 8:
            continue
        for y, tall, arched in ((2.3, 3.4, False), (8.2, 3.2, True)):
            for material, meshes in _window(1.7, tall, arched).items():
                out[material] += [m.at(x, y, d / 2 + 0.16) for m in meshes]
        out["stone trim"].append(box(0.7, h, 0.3, (x + 2.15, 0, d / 2 + 0.05), 0.05, FAR))
    front = d / 2 + 2.7
    for k in range(5):
        for material, meshes in _window(1.5, 6.6, True).items():
            out[material] += [m.at(-5.2 + 2.6 * k, 3.4, front + 0.15) for m in meshes]
    for k in range(6):
        out["stone trim"].append(_column(10.4, 0.55).at(-6.5 + 2.6 * k, 2.4, front + 1.7))
    out["stone trim"] += [box(16, 0.4 * (6 - k), 0.5, (0, 0, front + 2.6 + 0.5 * k), 0.02, FAR) for k in range(6)]
    out["stone trim"] += [
        box(15.6, 2.4, 2.6, (0, 0, front + 1.2), 0.04, FAR),
        box(15.6, 1.7, 3.2, (0, 12.8, front + 1.2), 0.06, FAR),
    ]
    gable = from_polygons(
        np.array([(-8.2, 0, 0), (8.2, 0, 0), (0, 3.2, 0), (-8.2, 0, -5.2), (8.2, 0, -5.2), (0, 3.2, -5.2)], float),
        [[0, 1, 2], [5, 4, 3], [1, 4, 5, 2], [0, 2, 5, 3]],
        20,
    )
    out["stone trim"].append(gable.at(0, 15.9, front + 2.6))
    out["patina"] += _roofs(w, d, h)
    out["stone trim"] += [
        walls(9, 6.4, 9).at(0, h + 1.0, 2),
        _cornice(9, 9, h + 7.4, 0.5, 0.6).at(0, 0, 2),
        lathe([(3.9, 0), (3.9, 3.6), (4.3, 3.9), (4.3, 4.3), (3.7, 4.5)], 32).at(0, h + 8.0, 2),
    ]
    dial = lathe([(1.75, 0.0), (0, 0.0)], 32).at(0, 0, 0, 0, 90)
    rim = lathe([(2.05, 0.0), (2.05, 0.25), (1.75, 0.25), (1.75, 0.0)], 32).at(0, 0, 0, 0, 90)
    for yaw in (0, 90, 180, 270):
        out["car white"].append(dial.at(0, h + 4.4, 4.56).at(0, 0, -2).at(0, 0, 2, yaw))
        out["stone trim"].append(
            rim.at(0, h + 4.4, 4.52).at(0, 0, -2).at(0, 0, 2, yaw)
            if yaw == 0
            else rim.at(0, h + 4.4, 2.52).at(0, 0, 2, yaw)
        )
    hands = [
        box(0.16, 1.35, 0.04, (0, -0.1, 0), 0, FAR).at(0, h + 4.4, 6.66, 0, 0, -18),
        box(0.2, 0.95, 0.04, (0, -0.1, 0), 0, FAR).at(0, h + 4.4, 6.68, 0, 0, 62),
    ]
    ticks = [box(0.10, 0.26, 0.04, (0, 1.38, 0), 0, FAR).at(0, h + 4.4, 6.64, 0, 0, 30 * k) for k in range(12)]
    out["dark glass"] += hands + ticks
    return out


def _roofs(w: float, d: float, h: float) -> list[Mesh]:
    """Mansard, dome with ribs, lantern and spire."""
    top = h + 0.9
    a = np.array([(-w / 2, top, d / 2), (w / 2, top, d / 2), (w / 2, top, -d / 2), (-w / 2, top, -d / 2)])
    c = np.array(
        [
            (-w / 2 + 3, top + 4, d / 2 - 3),
            (w / 2 - 3, top + 4, d / 2 - 3),
            (w / 2 - 3, top + 4, -d / 2 + 3),
            (-w / 2 + 3, top + 4, -d / 2 + 3),
        ]
    )
    mansard = from_polygons(
        np.concatenate([a, c]), [[0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7], [4, 5, 6, 7]], 20
    )
    curve = [(4.0 * math.cos(t), 4.4 * math.sin(t)) for t in np.linspace(0.02, 1.42, 9)]
    dome = lathe([*curve, (0.6, 4.4), (0.6, 5.6), (0.75, 5.7), (0.3, 6.4), (0.06, 8.6), (0, 8.6)], 32, 50).at(
        0, h + 12.4, 2
    )
    ribs = []
    for k in range(12):
        path = np.array([(r * 1.01, y, 0) for r, y in curve])
        ribs.append(tube(path, 0.11, 5, closed=False).at(0, h + 12.4, 2, 30 * k))
    dormers = [
        box(1.5, 1.9, 1.6, (x, top + 0.6, d / 2 - 1.6), 0.1, FAR) for x in (-19.4, -15.0, -10.7, 10.7, 15.0, 19.4)
    ]
    return [mansard, dome, *ribs, *dormers]
