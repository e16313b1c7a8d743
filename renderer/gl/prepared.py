"""What `prepare` makes of a Model, and the same as the bytes that `renderer.kept` keeps."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np

from renderer.gl.deform import DELTA, SKIN
from renderer.gl.records import VERTEX

VERSION = 1  # of the geometry that `prepare` makes: another one where that changes, for it is kept on disk

ImageKey = tuple[int, bool, bool]  # index in model.images, sRGB, with mipmaps


class Pyramid(list[np.ndarray]):
    """Mipmaps of a picture, uint8 [H, W, 4] each, the largest first. May be referred to weakly."""


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
    node_from_part: (
        np.ndarray
    )  # float32 [D, 4, 4], rows are columns: where EXT_mesh_gpu_instancing puts it, else the identity
    skin: np.ndarray  # int32 [D], index in model.skins, -1 for none; model_from_node is then the identity
    skin_row: np.ndarray  # int64 [D], of its first vertex in Prepared.skins
    delta_row: np.ndarray  # int64 [D], of its first vertex and target in Prepared.deltas
    targets: np.ndarray  # int64 [D], morph targets
    weight: np.ndarray  # int64 [D], place of the first one's weight among the model's
    mode: np.ndarray  # int32 [D], gltf.model.POINTS, LINES or TRIANGLES
    is_instanced: bool  # whether node_from_part is anything but the identity


@dataclass(slots=True)
class Prepared:
    """vertices : VERTEX [N]. indices : uint32 [M]. levels : of each picture. skins : SKIN [S] and
    deltas : float32 [T, 9] of those vertices that bend. reach_m : of the joints, see deform.reach."""

    vertices: np.ndarray
    indices: np.ndarray
    parts: Parts
    levels: dict[ImageKey, Pyramid]
    skins: np.ndarray
    deltas: np.ndarray
    reach_m: float


PART = np.dtype(
    [
        ("node", np.int32),
        ("model_from_node", np.float32, (4, 4)),
        ("material", np.int32),
        ("first_index", np.uint32),
        ("index_count", np.uint32),
        ("base_vertex", np.int32),
        ("centre", np.float32, 3),
        ("half_size", np.float32, 3),
        ("lightmapped", np.bool_),
        ("node_from_part", np.float32, (4, 4)),
        ("skin", np.int32),
        ("skin_row", np.int64),
        ("delta_row", np.int64),
        ("targets", np.int64),
        ("weight", np.int64),
        ("mode", np.int32),
    ]
)
KINDS = (VERTEX, np.dtype(np.uint32), PART, SKIN, DELTA)  # of rows, as they are kept one after the other
TAIL = struct.Struct("<d?I")  # reach_m, is_instanced, checksum of all rows


def to_bytes(made: Prepared) -> list[np.ndarray]:
    """uint8 [rows, bytes, 1] each: all but the pictures."""
    parts = np.zeros(len(made.parts.node), PART)
    for name in PART.names or ():
        parts[name] = getattr(made.parts, name)
    arrays = (made.vertices, made.indices, parts, made.skins, made.deltas)
    rows = [_bytes(array, kind) for array, kind in zip(arrays, KINDS, strict=True)]
    tail = TAIL.pack(made.reach_m, made.parts.is_instanced, _checksum(rows))
    return [*rows, np.frombuffer(tail, np.uint8).reshape(1, -1, 1)]


def from_bytes(arrays: list[np.ndarray]) -> Prepared | None:
    """None where the bytes are not those that were kept: a wrong index would be read beyond a buffer."""
    *rows, tail = arrays
    if len(rows) != len(KINDS) or tail.size != TAIL.size:
        return None
    reach_m, is_instanced, checksum = TAIL.unpack(tail.tobytes())
    if checksum != _checksum(rows):
        return None
    vertices, indices, parts, skins, deltas = (_of_kind(a, kind) for a, kind in zip(rows, KINDS, strict=True))
    columns = {name: np.ascontiguousarray(parts[name]) for name in PART.names or ()}
    return Prepared(vertices, indices, Parts(**columns, is_instanced=is_instanced), {}, skins, deltas, reach_m)


def _bytes(array: np.ndarray, kind: np.dtype) -> np.ndarray:
    return np.ascontiguousarray(array).view(np.uint8).reshape(len(array), kind.itemsize, 1)


def _of_kind(rows: np.ndarray, kind: np.dtype) -> np.ndarray:
    base, shape = kind.subdtype or (kind, ())
    return rows.reshape(-1).view(base).reshape(-1, *shape)


def _checksum(rows: list[np.ndarray]) -> int:
    total = 0
    for array in rows:
        total = zlib.crc32(array.data, total)
    return total
