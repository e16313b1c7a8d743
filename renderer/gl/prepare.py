"""What of a Model's way to the graphics card needs no GL: vertices packed, large meshes cut up, mipmaps made. Any thread may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from renderer.gl.mipmaps import mip_levels
from renderer.gl.records import SRGB_SLOTS, VERTEX, texture_slots
from renderer.gltf.model import Model, Primitive, TextureRef

CELL_M = 3.5  # large meshes are cut to pieces of about this size, so that what is behind the viewer is not drawn
LARGE_M = 5.0
MIN_TRIANGLES = 256  # a piece: smaller ones cost more as a draw than they save
MIPMAPPED = frozenset((9984, 9985, 9986, 9987))  # min filters of glTF that look at smaller levels

ImageKey = tuple[int, bool, bool]  # index in model.images, sRGB, with mipmaps


@dataclass(slots=True)
class Parts:
    """One row a piece of a primitive of a node; columns as arrays, because they are culled and sorted together."""

    node: np.ndarray  # int32 [D], index in model.nodes
    model_from_node: np.ndarray  # float32 [D, 4, 4], rows are columns
    material: np.ndarray  # int32 [D], index in GpuModel.uses
    first_index: np.ndarray
    index_count: np.ndarray
    base_vertex: np.ndarray
    centre: np.ndarray  # float32 [D, 3], node space
    half_size: np.ndarray  # float32 [D, 3]
    lightmapped: np.ndarray  # bool [D]


@dataclass(slots=True)
class Prepared:
    """vertices : VERTEX [N]. indices : uint32 [M]. levels : mipmaps of each picture, the largest first."""

    vertices: np.ndarray
    indices: np.ndarray
    parts: Parts
    levels: dict[ImageKey, list[np.ndarray]]


@dataclass(slots=True)
class Piece:
    """Vertices of their own, so that a draw touches no others."""

    vertices: np.ndarray
    triangles: np.ndarray
    material: int
    lightmapped: bool = False


def prepare(model: Model) -> Prepared:
    """Made once a model and kept with it."""
    if model.prepared is None:
        model.prepared = _geometry(model)
        model.prepared.levels.update(_levels(model))
    prepared: Prepared = model.prepared
    return prepared


def image_key(reference: TextureRef, srgb: bool) -> ImageKey:
    return reference.image, srgb, reference.sampler.min_filter in MIPMAPPED


def _levels(model: Model) -> Iterator[tuple[ImageKey, list[np.ndarray]]]:
    used = {
        image_key(reference, slot in SRGB_SLOTS)
        for material in model.materials
        for slot, reference in enumerate(texture_slots(material))
        if reference
    }
    for key in used:
        pixels = model.images[key[0]]
        assert pixels is not None
        yield key, mip_levels(pixels, key[1]) if key[2] else [np.ascontiguousarray(pixels)]


def _geometry(model: Model) -> Prepared:
    default_material = len(model.materials)
    pieces = [[p for primitive in mesh.primitives for p in _pieces(model, primitive)] for mesh in model.meshes]
    flat = [piece for mesh in pieces for piece in mesh]
    first_index = _starts([piece.triangles.size for piece in flat])
    base_vertex = _starts([len(piece.vertices) for piece in flat])
    number = {id(piece): i for i, piece in enumerate(flat)}
    rows = [
        (n, number[id(p)]) for n in model.drawn_nodes() for p in pieces[model.nodes[n].mesh or 0] if p.triangles.size
    ]
    chosen = [flat[i] for _, i in rows]
    low = np.array([p.vertices["position"].min(axis=0) for p in chosen], np.float32).reshape(-1, 3)
    high = np.array([p.vertices["position"].max(axis=0) for p in chosen], np.float32).reshape(-1, 3)
    matrices = [np.frombuffer(model.nodes[n].model_from_node.to_bytes(), np.float32).reshape(4, 4) for n, _ in rows]
    parts = Parts(
        node=np.array([n for n, _ in rows], np.int32),
        model_from_node=np.array(matrices, np.float32).reshape(len(rows), 4, 4),
        material=np.array([p.material if p.material >= 0 else default_material for p in chosen], np.int32),
        first_index=np.array([first_index[i] for _, i in rows], np.uint32),
        index_count=np.array([p.triangles.size for p in chosen], np.uint32),
        base_vertex=np.array([base_vertex[i] for _, i in rows], np.int32),
        centre=(low + high) / 2,
        half_size=(high - low) / 2,
        lightmapped=np.array([p.lightmapped for p in chosen], bool),
    )
    vertices = np.concatenate([p.vertices for p in flat] or [np.zeros(1, VERTEX)])
    indices = np.concatenate([p.triangles.ravel() for p in flat] or [np.zeros(3, np.uint32)])
    return Prepared(vertices, indices.astype(np.uint32, copy=False), parts, {})


def _starts(sizes: list[int]) -> list[int]:
    return [0, *np.cumsum(sizes).tolist()]


def _pieces(model: Model, primitive: Primitive) -> list[Piece]:
    """Of what is see-through nothing is cut: the order of its triangles is its maker's."""
    lightmapped = model.lightmapped and primitive.uv1 is not None
    whole = Piece(pack_vertices(primitive), primitive.indices, primitive.material, lightmapped)
    clear = primitive.material >= 0 and model.materials[primitive.material].blends()
    if clear or len(primitive.indices) < 2 * MIN_TRIANGLES:
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
