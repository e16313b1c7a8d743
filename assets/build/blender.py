"""Modelling by Blender (bpy 5.0): a Mesh goes in, a Mesh comes out. Bevels, booleans, cloth, sweeps, text, decimation.

Everything stays in glTF's frame (metres, +Y up): Blender is told that gravity pulls towards -Y, and nothing is turned.
Results are kept by the hash of their arguments in a folder for temporary files (SEOUL_BUILD_CACHE names another), so that
a second build of a room takes seconds. Texture coordinates travel along; modifiers interpolate them.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bpy  # before mathutils, which lives inside it

# isort: split
import numpy as np

from assets.build.mesh import Mesh, from_polygons, join

CACHE = Path(os.environ.get("SEOUL_BUILD_CACHE", Path(tempfile.gettempdir()) / "seoul-build-cache"))
VERSION = 1  # raised when a function here makes other shapes of the same arguments
Point = Sequence[float]


def _bytes(value: Any) -> bytes:
    if isinstance(value, Mesh):
        return b"M" + b"".join(np.ascontiguousarray(np.round(a, 6)).tobytes() for a in (value.p, value.n, value.uv))
    if isinstance(value, np.ndarray):
        return b"A" + str(value.shape).encode() + np.ascontiguousarray(value).tobytes()
    if isinstance(value, (list, tuple)):
        return b"L" + b"|".join(_bytes(v) for v in value)
    if isinstance(value, dict):
        return b"D" + b"|".join(_bytes(v) for pair in sorted(value.items()) for v in pair)
    return repr(value).encode()


def cached(make: Callable[..., Mesh]) -> Callable[..., Mesh]:
    """Remembers a Mesh on disk under the hash of the function's name and arguments."""

    @functools.wraps(make)
    def wrapper(*args: Any, **kwargs: Any) -> Mesh:
        key = hashlib.sha256(_bytes([VERSION, make.__qualname__, args, kwargs])).hexdigest()[:32]
        path = CACHE / f"{key}.pickle"
        if path.exists():
            return Mesh(*pickle.loads(path.read_bytes()))
        mesh = make(*args, **kwargs)
        CACHE.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps((mesh.p, mesh.n, mesh.uv)))
        draft.replace(path)
        return mesh

    return wrapper


# to and from Blender -------------------------------------------------------------------------------------------------


def to_object(mesh: Mesh, weld: float = 1e-5) -> bpy.types.Object:
    """A new object of the scene; corners within `weld` metres become one vertex. The caller removes it (`remove`)."""
    corners = mesh.p.reshape(-1, 3)
    _, first, index = np.unique(np.round(corners / weld), axis=0, return_index=True, return_inverse=True)
    tri = index.reshape(-1, 3)
    keep = (tri[:, 0] != tri[:, 1]) & (tri[:, 1] != tri[:, 2]) & (tri[:, 0] != tri[:, 2])
    data = bpy.data.meshes.new("part")
    data.from_pydata(corners[first].tolist(), [], tri[keep].tolist())
    layer = data.uv_layers.new(name="UVMap")
    layer.uv.foreach_set("vector", mesh.uv[keep].reshape(-1).astype(np.float32))
    data.update()
    return _linked(data)


def _linked(data: bpy.types.ID) -> bpy.types.Object:
    obj = bpy.data.objects.new("part", data)
    bpy.context.scene.collection.objects.link(obj)
    return obj


def polygons(points: np.ndarray, faces: list[list[int]]) -> bpy.types.Object:
    """An object of polygons [V, 3] with any number of corners, uv by the dominant axis in metres."""
    data = bpy.data.meshes.new("part")
    data.from_pydata(np.asarray(points, float).tolist(), [], faces)
    data.update()
    return _linked(data)


def from_object(obj: bpy.types.Object) -> Mesh:
    """The object with its modifiers, triangulated, with Blender's own corner normals; without uv, by dominant axis."""
    evaluated = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = evaluated.to_mesh()
    data.calc_loop_triangles()
    count = len(data.loop_triangles)
    loops, verts = np.empty(count * 3, np.int32), np.empty(count * 3, np.int32)
    data.loop_triangles.foreach_get("loops", loops)
    data.loop_triangles.foreach_get("vertices", verts)
    co, normal = np.empty(len(data.vertices) * 3, np.float32), np.empty(len(data.loops) * 3, np.float32)
    data.vertices.foreach_get("co", co)
    data.corner_normals.foreach_get("vector", normal)
    p = co.reshape(-1, 3)[verts].reshape(-1, 3, 3).astype(float)
    n = normal.reshape(-1, 3)[loops].reshape(-1, 3, 3).astype(float)
    if data.uv_layers:
        flat = np.empty(len(data.loops) * 2, np.float32)
        data.uv_layers[0].uv.foreach_get("vector", flat)
        uv = flat.reshape(-1, 2)[loops].reshape(-1, 3, 2).astype(float)
    else:
        uv = by_axis(p)
    matrix = np.array(obj.matrix_world, float)
    evaluated.to_mesh_clear()
    area = np.linalg.norm(np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]), axis=1) > 1e-12
    return Mesh(p[area], n[area], uv[area]).transformed(matrix)


def by_axis(p: np.ndarray) -> np.ndarray:
    """uv in metres along the two axes that a triangle faces least; float [T, 3, 3] -> [T, 3, 2]."""
    face = np.abs(np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]))
    other = np.array([[2, 1], [0, 2], [0, 1]])[face.argmax(1)]
    return np.take_along_axis(p, other[:, None, :].repeat(3, 1), 2)


def remapped(mesh: Mesh, grain: str = "") -> Mesh:
    """uv anew by dominant axis; `grain` "x" | "y" | "z" makes u run along that axis wherever a face has it."""
    uv = by_axis(mesh.p)
    if grain:
        axis = "xyz".index(grain)
        face = np.abs(np.cross(mesh.p[:, 1] - mesh.p[:, 0], mesh.p[:, 2] - mesh.p[:, 0])).argmax(1)
        second = np.array([[2, 1], [0, 2], [0, 1]])[face][:, 1] == axis
        uv[second] = uv[second][..., ::-1]
    return Mesh(mesh.p, mesh.n, uv)


def remove(*objects: bpy.types.Object) -> None:
    for obj in objects:
        data = obj.data
        bpy.data.objects.remove(obj)
        if isinstance(data, bpy.types.Mesh):
            bpy.data.meshes.remove(data)


def modified(obj: bpy.types.Object, *modifiers: tuple[str, dict[str, Any]], smooth: bool = True) -> Mesh:
    """Applies modifiers given as (TYPE, settings), gives the result back and removes the object."""
    if smooth and isinstance(obj.data, bpy.types.Mesh):
        obj.data.shade_smooth()
    for kind, settings in modifiers:
        modifier = obj.modifiers.new(kind.lower(), kind)
        for key, value in settings.items():
            setattr(modifier, key, value)
    mesh = from_object(obj)
    remove(obj)
    return mesh


# solids --------------------------------------------------------------------------------------------------------------


def _angle(degrees: float) -> float:
    return float(np.radians(degrees))


@cached
def bevelled(mesh: Mesh, width: float = 0.004, segments: int = 2, angle: float = 30) -> Mesh:
    """Edges sharper than `angle` degrees rounded by `width` metres; face-weighted normals keep the flats flat."""
    obj = to_object(mesh)
    dissolve = ("DECIMATE", {"decimate_type": "DISSOLVE", "angle_limit": _angle(0.5), "delimit": {"UV"}})
    bevel = {
        "width": width,
        "segments": segments,
        "limit_method": "ANGLE",
        "angle_limit": _angle(angle),
        "use_clamp_overlap": True,
        "loop_slide": True,
        "miter_outer": "MITER_ARC",
    }
    return modified(obj, dissolve, ("BEVEL", bevel), ("WEIGHTED_NORMAL", {"weight": 80, "keep_sharp": False}))


@cached
def boolean(a: Mesh, b: Mesh, op: str = "DIFFERENCE") -> Mesh:
    """a minus b ("DIFFERENCE"), "UNION" or "INTERSECT"; both closed. Flat corner normals: bevel afterwards."""
    first, second = to_object(a), to_object(b)
    mesh = modified(first, ("BOOLEAN", {"object": second, "operation": op.upper(), "solver": "EXACT"}), smooth=False)
    remove(second)
    return mesh


@cached
def solidified(mesh: Mesh, thickness: float = 0.01, offset: float = -1.0) -> Mesh:
    """A shell given thickness (against its normals with offset -1), its rim closed."""
    return modified(
        to_object(mesh),
        ("SOLIDIFY", {"thickness": thickness, "offset": offset, "use_even_offset": True}),
        ("WEIGHTED_NORMAL", {"weight": 60}),
    )


@cached
def soft(mesh: Mesh, levels: int = 1, crease_degrees: float = 0) -> Mesh:
    """Catmull-Clark subdivision of a Mesh; edges sharper than `crease_degrees` stay (0: none). See also organic."""
    obj = to_object(mesh)
    steps: list[tuple[str, dict[str, Any]]] = [("SUBSURF", {"levels": levels})]
    if crease_degrees:
        bevel = {"width": 0.002, "segments": 2, "limit_method": "ANGLE", "angle_limit": _angle(crease_degrees)}
        steps.insert(0, ("BEVEL", bevel))
    return modified(obj, *steps)


def subdivided(
    points: list[tuple[float, float, float]], faces: list[list[int]], levels: int = 2, crease: float = 0.0
) -> Mesh:
    """A Catmull-Clark surface of a cage of polygons; `crease` 0..1 keeps its edges."""
    obj = polygons(np.array(points, float), faces)
    data = obj.data
    if crease:
        data.attributes.new("crease_edge", "FLOAT", "EDGE").data.foreach_set("value", [crease] * len(data.edges))
    obj.modifiers.new("soft", "SUBSURF").levels = levels
    evaluated = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    result = evaluated.to_mesh()
    co = np.empty(len(result.vertices) * 3)
    result.vertices.foreach_get("co", co)
    sides = [list(p.vertices) for p in result.polygons]
    evaluated.to_mesh_clear()
    remove(obj)
    return from_polygons(co.reshape(-1, 3), sides, smooth_degrees=80)


@cached
def displaced(mesh: Mesh, strength: float = 0.004, size: float = 0.1, seed: int = 1, weld: float = 1e-5) -> Mesh:
    """Pushed along its normals by smooth noise of `size` metres, at most about `strength` metres."""
    obj = to_object(mesh, weld)
    co = np.array([v.co for v in obj.data.vertices])
    normal = np.array([v.normal for v in obj.data.vertices])
    field = _noise(co / size, seed)
    for v, q in zip(obj.data.vertices, co + normal * (strength * field)[:, None], strict=True):
        v.co = q
    return modified(obj)


def _noise(points: np.ndarray, seed: int) -> np.ndarray:
    """Smooth noise -1..1 at points [N, 3] (in noise cells): a few waves of random direction and phase."""
    rng, total = np.random.default_rng(seed), np.zeros(len(points))
    for _ in range(24):
        way = rng.normal(size=3)
        total += np.sin(points @ way * rng.uniform(0.6, 1.8) + rng.uniform(0, 6.28))
    return total / np.sqrt(12) / 2.2


@cached
def decimated(mesh: Mesh, ratio: float = 0.5) -> Mesh:
    """About `ratio` of the triangles (edge collapse)."""
    return modified(to_object(mesh), ("DECIMATE", {"ratio": ratio}))


@cached
def swept(path: Any, profile: Any, closed: bool = False, closed_profile: bool = True, up: Point = (0, 1, 0)) -> Mesh:
    """A profile [(right, up)] in metres carried along points [N, 3]: mouldings, rails, welts. Mitred at corners.

    "right" is path direction x up. Ends of an open path are capped if the profile is closed."""
    pts, prof, up_ = np.asarray(path, float), np.asarray(profile, float), np.asarray(up, float)
    ahead = np.roll(pts, -1, 0) - pts
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-12)
    before = np.roll(ahead, 1, 0)
    if not closed:
        ahead[-1], before[0] = ahead[-2], ahead[0]
    mean = ahead + before
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    right = np.cross(mean, up_)
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    top = np.cross(right, mean)
    widen = 1 / np.maximum(np.einsum("ij,ij->i", mean, ahead), 0.2)
    rings = pts[:, None] + prof[None, :, :1] * (right * widen[:, None])[:, None] + prof[None, :, 1:] * top[:, None]
    count, sides = len(pts), len(prof)
    faces = [
        [
            i * sides + j,
            i * sides + (j + 1) % sides,
            (i + 1) % count * sides + (j + 1) % sides,
            (i + 1) % count * sides + j,
        ]
        for i in range(count if closed else count - 1)
        for j in range(sides if closed_profile else sides - 1)
    ]
    if closed_profile and not closed:
        faces += [list(range(sides))[::-1], [(count - 1) * sides + j for j in range(sides)]]
    return outward(from_polygons(rings.reshape(-1, 3), faces, smooth_degrees=35))


def outward(mesh: Mesh) -> Mesh:
    """Turned inside out if its volume is negative (closed shapes)."""
    volume = np.einsum("ij,ij->i", mesh.p[:, 0], np.cross(mesh.p[:, 1], mesh.p[:, 2])).sum()
    return mesh if volume >= 0 else Mesh(mesh.p[:, ::-1], -mesh.n[:, ::-1], mesh.uv[:, ::-1])


@cached
def lettering(text: str, size: float = 0.1, depth: float = 0.004, bevel: float = 0.0, font: str = "") -> Mesh:
    """Solid letters, `size` metres high, centred at the origin, their face towards +z. font : a TrueType file."""
    curve = bpy.data.curves.new("text", "FONT")
    curve.body, curve.size, curve.extrude, curve.resolution_u = text, size, depth / 2, 3
    curve.bevel_depth, curve.align_x, curve.align_y = bevel, "CENTER", "CENTER"
    if font:
        curve.font = bpy.data.fonts.load(font, check_existing=True)
    obj = _linked(curve)
    mesh = from_object(obj)
    bpy.data.objects.remove(obj)
    return Mesh(mesh.p, mesh.n, by_axis(mesh.p))


# cloth ---------------------------------------------------------------------------------------------------------------


@cached
def draped(
    cloth: Mesh,
    collider: Mesh | None = None,
    pinned: Any = (),
    frames: int = 30,
    stiffness: float = 5.0,
    mass: float = 0.3,
    weld: float = 1e-4,
    levels: int = 0,
    shrink: float = 0.0,
    gap: float = 0.003,
    apart: float = 0.0,
) -> Mesh:
    """A sheet after `frames` steps of Blender's cloth simulation over a collision mesh (1/24 s each).

    pinned : points [K, 3]; cloth vertices within 1 cm of one stay where they are (a curtain's hooks, a flag's hoist).
    stiffness : bending; 0.5 silk, 5 cotton, 25 leather. levels : subdivision afterwards. gap : metres to the collider;
    apart : between the folds of the sheet itself, which else pass through each other."""
    scene = bpy.context.scene
    scene.gravity, scene.frame_start, scene.frame_end = (0, -9.81, 0), 1, frames
    obj, others = to_object(cloth, weld), []
    if collider is not None:
        body = to_object(collider)
        body.modifiers.new("solid", "COLLISION")
        body.collision.thickness_outer, body.collision.cloth_friction = gap, 12
        others.append(body)
    modifier = obj.modifiers.new("cloth", "CLOTH")
    s = modifier.settings
    s.quality, s.mass, s.bending_stiffness, s.air_damping = 8, mass, stiffness, 2.0
    s.tension_stiffness = s.compression_stiffness = 25
    s.shear_stiffness, s.shrink_min = 10, shrink
    if len(pinned):
        co, held = np.array([v.co for v in obj.data.vertices]), np.asarray(pinned, float)
        near = np.linalg.norm(co[:, None] - held[None], axis=2).min(1) < 0.01
        group = obj.vertex_groups.new(name="pin")
        group.add(np.flatnonzero(near).tolist(), 1.0, "REPLACE")
        s.vertex_group_mass = "pin"
    modifier.collision_settings.distance_min = gap
    modifier.collision_settings.use_self_collision = apart > 0
    modifier.collision_settings.self_distance_min = max(apart, 0.001)
    modifier.point_cache.frame_end = frames
    for frame in range(1, frames + 1):
        scene.frame_set(frame)
    if levels:
        obj.modifiers.new("soft", "SUBSURF").levels = levels
    obj.data.shade_smooth()
    mesh = from_object(obj)
    remove(obj, *others)
    scene.frame_set(1)
    return mesh


def cloth_sheet(w: float, d: float, columns: int, rows: int) -> Mesh:
    """A level sheet about the origin, w along x and d along z, facing up; uv in metres. For `draped`."""
    x, z = np.linspace(-w / 2, w / 2, columns + 1), np.linspace(-d / 2, d / 2, rows + 1)
    xx, zz = np.meshgrid(x, z, indexing="ij")
    points = np.stack([xx, np.zeros_like(xx), zz], -1)
    a, b, c, e = points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]
    p = np.stack([np.stack([a, b, c], -2), np.stack([a, c, e], -2)], -3).reshape(-1, 3, 3)
    return Mesh(p, np.broadcast_to([0.0, 1.0, 0.0], p.shape).copy(), p[..., [0, 2]].copy())


# many ----------------------------------------------------------------------------------------------------------------


def arrayed(mesh: Mesh, offsets: Any) -> Mesh:
    """One copy at every offset [K, 3]."""
    return join(*(mesh.at(*map(float, o)) for o in np.asarray(offsets, float)))


def scattered(
    mesh: Mesh, points: Any, seed: int = 1, turn: float = 180, tilt: float = 0, sizes: tuple[float, float] = (1, 1)
) -> Mesh:
    """A copy at every point [K, 3], turned by up to `turn` degrees, tilted by `tilt`, scaled between `sizes`."""
    rng, out = np.random.default_rng(seed), []
    for x, y, z in np.asarray(points, float):
        yaw, pitch, size = rng.uniform(-turn, turn), rng.uniform(-tilt, tilt), rng.uniform(*sizes)
        out.append(mesh.scaled(float(size)).at(float(x), float(y), float(z), float(yaw), float(pitch)))
    return join(*out)
