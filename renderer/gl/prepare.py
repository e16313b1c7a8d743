"""What of a Model's way to the graphics card needs no GL: vertices packed, large meshes cut up, mipmaps made. Any thread may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from renderer.animation import weight_slots
from renderer.gl.deform import SKIN, pack_deltas, pack_skin, reach
from renderer.gl.mipmaps import VERSION, mip_levels, power_of_two, stretched
from renderer.gl.prepared import VERSION as GEOMETRY_VERSION
from renderer.gl.prepared import ImageKey, Parts, Prepared, Pyramid, from_bytes, to_bytes
from renderer.gl.records import SRGB_SLOTS, VERTEX, texture_slots
from renderer.gltf.images import Undecoded
from renderer.gltf.model import TRIANGLES, Model, Primitive, TextureRef
from renderer.kept import Kept, name_of
from renderer.workers import workers

CELL_M = 3.5  # large meshes are cut to pieces of about this size, so that what is behind the viewer is not drawn
LARGE_M = 5.0
MIN_TRIANGLES = 256  # a piece: smaller ones cost more as a draw than they save
MIPMAPPED = frozenset((9984, 9985, 9986, 9987))  # min filters of glTF that look at smaller levels


@dataclass(slots=True)
class Piece:
    """Vertices of their own, so that a draw touches no others."""

    vertices: np.ndarray
    triangles: np.ndarray
    material: int
    lightmapped: bool = False
    mode: int = TRIANGLES
    skin: np.ndarray = field(default_factory=lambda: np.zeros(0, SKIN))
    deltas: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 9), np.float32))


def prepare(model: Model, kept: Kept | None = None) -> Prepared:
    """Made once a model and kept with it. kept : where what was made of the same file may lie. Raises GltfError for a damaged
    picture that the model has not decoded."""
    if model.prepared is None:
        made = _kept_geometry(model, kept) if kept is not None else _geometry(model)
        made.levels.update(_levels(model, set(made.parts.material.tolist()), kept))
        model.prepared = made
    prepared: Prepared = model.prepared
    return prepared


def image_key(reference: TextureRef, srgb: bool) -> ImageKey:
    return reference.image, srgb, reference.sampler.min_filter in MIPMAPPED


def _levels(model: Model, drawn: set[int], kept: Kept | None) -> Iterator[tuple[ImageKey, Pyramid]]:
    """Models that wear the same pictures share them."""
    used = {
        image_key(reference, slot in SRGB_SLOTS)
        for material in (model.materials[i] for i in drawn if i < len(model.materials))
        for slot, reference in enumerate(texture_slots(material))
        if reference
    }
    shared = model.images.made if isinstance(model.images, Undecoded) else {}
    known = {key: made for key in used if (made := shared.get(key)) is not None}
    making = {key: workers().submit(_ready, model.images, key, kept) for key in used - known.keys()}
    for key in used:
        pyramid = known[key] if key in known else Pyramid(making[key].result())
        shared[key] = pyramid
        yield key, pyramid


def _ready(images: Sequence[np.ndarray | None], key: ImageKey, kept: Kept | None) -> list[np.ndarray]:
    file = images.files[key[0]] if isinstance(images, Undecoded) else None
    if kept is None or file is None:
        return _pyramid(images, key)
    return kept.get(name_of([file.data], "mipmaps", VERSION, *key[1:]), lambda: _pyramid(images, key))


def _pyramid(images: Sequence[np.ndarray | None], key: ImageKey) -> list[np.ndarray]:
    """Sides grow to powers of two: all levels are then halves, and software GL, which compiles its programs for each kind of
    size, has but one."""
    index, srgb, mipmapped = key
    pixels = images[index]
    assert pixels is not None
    if not mipmapped:
        return [np.ascontiguousarray(pixels)]
    return mip_levels(pixels if power_of_two(pixels) else stretched(pixels), srgb)


def _kept_geometry(model: Model, kept: Kept) -> Prepared:
    """Of a file as it is, or of some of its nodes; a model that stands in no file has nothing to be known by."""
    if not isinstance(model.images, Undecoded):
        return _geometry(model)
    drawn = [(n, [p.material for p in model.meshes[model.nodes[n].mesh or 0].primitives]) for n in model.drawn_nodes()]
    name = name_of([], "geometry", GEOMETRY_VERSION, model.images.digest, drawn)
    known = from_bytes(kept.get(name, lambda: to_bytes(_geometry(model))))
    if known is None:
        known = _geometry(model)
        kept.put(name, to_bytes(known))
    return known


def _geometry(model: Model) -> Prepared:
    pieces = [[p for primitive in mesh.primitives for p in _pieces(model, primitive)] for mesh in model.meshes]
    flat = [piece for mesh in pieces for piece in mesh]
    number = {id(piece): i for i, piece in enumerate(flat)}
    rows = [
        (n, number[id(p)], place)
        for n in model.drawn_nodes()
        for p in pieces[model.nodes[n].mesh or 0]
        if p.triangles.size
        for place in _places(model, n)
    ]
    vertices = np.concatenate([p.vertices for p in flat] or [np.zeros(1, VERTEX)])
    indices = np.concatenate([p.triangles.ravel() for p in flat] or [np.zeros(3, np.uint32)])
    skins = np.concatenate([p.skin for p in flat] or [np.zeros(0, SKIN)])
    deltas = np.concatenate([p.deltas.reshape(-1, 9) for p in flat] or [np.zeros((0, 9), np.float32)])
    parts, reach_m = _parts(model, flat, rows), _reach(model)
    return Prepared(vertices, indices.astype(np.uint32, copy=False), parts, {}, skins, deltas, reach_m)


def _places(model: Model, node: int) -> list[np.ndarray]:
    """node_from_part of each time that the node's mesh is drawn."""
    instances = model.nodes[node].instances
    return [np.eye(4, dtype=np.float32)] if instances is None else list(instances)


def _parts(model: Model, flat: list[Piece], rows: list[tuple[int, int, np.ndarray]]) -> Parts:
    """rows : node, piece, node_from_part."""
    nodes, chosen, count = [model.nodes[n] for n, _, _ in rows], [flat[i] for _, i, _ in rows], len(rows)
    node_from_part = np.array([place for _, _, place in rows], np.float32).reshape(count, 4, 4)
    matrices = np.array([np.frombuffer(n.model_from_node.to_bytes(), np.float32) for n in nodes], np.float32)
    skin = np.array([_skin(n.skin, p) for n, p in zip(nodes, chosen, strict=True)], np.int32)
    model_from_node = node_from_part @ matrices.reshape(count, 4, 4)
    model_from_node[skin >= 0] = np.eye(4)
    boxes = [_box(p) for p in chosen]
    low, high = (np.array([box[side] for box in boxes], np.float32).reshape(-1, 3) for side in (0, 1))
    slots, default_material = weight_slots(model), len(model.materials)

    def column(values: list[int], kind: type, starts: list[int] | None = None) -> np.ndarray:
        return np.array([starts[i] for _, i, _ in rows] if starts else values, kind)

    return Parts(
        node=column([n for n, _, _ in rows], np.int32),
        model_from_node=model_from_node,
        material=column([p.material if p.material >= 0 else default_material for p in chosen], np.int32),
        first_index=column([], np.uint32, _starts([piece.triangles.size for piece in flat])),
        index_count=column([p.triangles.size for p in chosen], np.uint32),
        base_vertex=column([], np.int32, _starts([len(piece.vertices) for piece in flat])),
        centre=(low + high) / 2,
        half_size=(high - low) / 2,
        lightmapped=column([p.lightmapped for p in chosen], bool),
        node_from_part=node_from_part,
        skin=skin,
        skin_row=column([], np.int64, _starts([len(piece.skin) for piece in flat])),
        delta_row=column([], np.int64, _starts([piece.deltas.shape[0] * piece.deltas.shape[1] for piece in flat])),
        targets=column([p.deltas.shape[1] for p in chosen], np.int64),
        weight=column([slots[n].start if n in slots else 0 for n, _, _ in rows], np.int64),
        mode=column([p.mode for p in chosen], np.int32),
        is_instanced=any(n.instances is not None for n in nodes),
    )


def _skin(skin: int | None, piece: Piece) -> int:
    return skin if skin is not None and len(piece.skin) else -1


def _box(piece: Piece) -> tuple[np.ndarray, np.ndarray]:
    """Around the vertices wherever weights from 0 to 1 may move them."""
    points = piece.vertices["position"]
    margin = np.abs(piece.deltas[..., :3]).max(axis=0, initial=0).sum(axis=0) if piece.deltas.size else np.float32(0)
    return points.min(axis=0) - margin, points.max(axis=0) + margin


def _reach(model: Model) -> float:
    worn = {(n.mesh, n.skin) for n in model.nodes if n.mesh is not None and n.skin is not None}
    reaches = [
        reach(p, np.asarray(model.skins[skin].joint_from_mesh))
        for mesh, skin in worn
        for p in model.meshes[mesh].primitives
    ]
    return max(reaches, default=0.0)


def _starts(sizes: list[int]) -> list[int]:
    return [0, *np.cumsum(sizes).tolist()]


def _pieces(model: Model, primitive: Primitive) -> list[Piece]:
    """Of what is see-through nothing is cut: the order of its triangles is its maker's. Nor of what bends, or is no triangles."""
    lightmapped = model.lightmapped and primitive.uv1 is not None
    whole = Piece(pack_vertices(primitive), primitive.indices, primitive.material, lightmapped, primitive.mode)
    whole.skin, whole.deltas = pack_skin(primitive), pack_deltas(primitive)
    clear = primitive.material >= 0 and model.materials[primitive.material].blends()
    bends = bool(len(whole.skin) or whole.deltas.size or primitive.mode != TRIANGLES)
    if clear or bends or len(primitive.indices) < 2 * MIN_TRIANGLES:
        return [whole]
    cell = _cells(primitive)
    if cell is None:
        return [whole]
    order = np.argsort(cell, kind="stable")
    cuts = np.flatnonzero(np.diff(cell[order])) + 1
    return [_cut(whole, part) for part in np.split(order, cuts)]


def _cells(primitive: Primitive) -> np.ndarray | None:
    """int [triangles]: in which cell of a grid over the floor each lies; None where cutting is not worth it."""
    corners = primitive.positions[primitive.indices]
    middles = corners.mean(axis=1)[:, [0, 2]]
    low = middles.min(axis=0)
    extent = middles.max(axis=0) - low
    if extent.max() < LARGE_M:
        return None
    for size in (CELL_M, 2 * CELL_M):
        steps = np.maximum(np.round(extent / size), 1)
        place = np.minimum((middles - low) / np.maximum(extent / steps, 1e-6), steps - 1).astype(np.int64)
        cell: np.ndarray = place[:, 0] * 4096 + place[:, 1]
        if len(cell) >= MIN_TRIANGLES * len(np.unique(cell)):
            return cell
    return None


def _cut(whole: Piece, chosen: np.ndarray) -> Piece:
    used, triangles = np.unique(whole.triangles[chosen], return_inverse=True)
    return Piece(whole.vertices[used], triangles.reshape(-1, 3).astype(np.uint32), whole.material, whole.lightmapped)


def pack_vertices(primitive: Primitive) -> np.ndarray:
    """VERTEX [N]."""
    vertices = np.zeros(len(primitive.positions), VERTEX)
    vertices["position"], vertices["normal"] = primitive.positions, primitive.normals
    vertices["colour"] = 1
    for name, values in (("uv0", primitive.uv0), ("uv1", primitive.uv1), ("tangent", primitive.tangents)):
        if values is not None:
            vertices[name] = values
    if primitive.colours is not None:
        vertices["colour"] = np.clip(primitive.colours, 0, 65504)
    return vertices
