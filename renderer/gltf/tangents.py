"""Tangents where a file has none: the method of MikkTSpace (Mikkelsen 2008), which normal maps are baked for, in NumPy."""

from __future__ import annotations

import numpy as np

from renderer.gltf.model import Primitive


def with_tangents(primitive: Primitive) -> Primitive:
    """The primitive with tangents after its uv0; vertices where mirrored halves of a texture meet become two. Returned as it is
    where it has no texture coordinates."""
    from renderer.gltf.geometry import taken

    if primitive.uv0 is None or not len(primitive.indices):
        return primitive
    corner = primitive.indices.ravel()
    directions, sides = corner_tangents(primitive)
    # Corners share a tangent where position, normal, coordinates and handedness are the same, whatever their index.
    alike = np.concatenate([primitive.positions, primitive.normals, primitive.uv0], axis=1, dtype=np.float32)
    group_of_vertex = np.unique(alike + 0.0, axis=0, return_inverse=True)[1].ravel()  # + 0.0: no negative zeros
    group = group_of_vertex[corner] * 2 + (sides > 0)
    sums = np.stack([np.bincount(group, directions[:, axis]) for axis in range(3)], axis=1)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    shared = np.where(length > 1e-12, sums / np.maximum(length, 1e-30), 0)[group]
    vertex, indices = np.unique(corner.astype(np.int64) * 2 + (sides > 0), return_inverse=True)
    made = taken(primitive, vertex // 2, indices.reshape(-1, 3).astype(np.uint32))
    tangents = np.zeros((len(vertex), 4), np.float32)
    tangents[indices.ravel(), :3] = shared
    missing = np.einsum("ij,ij->i", tangents[:, :3], tangents[:, :3]) < 0.5
    tangents[missing, :3] = any_perpendicular(made.normals[missing])
    tangents[:, 3] = np.where(vertex % 2, 1, -1)
    made.tangents = tangents
    return made


def corner_tangents(primitive: Primitive) -> tuple[np.ndarray, np.ndarray]:
    """For each corner: the direction in which u grows, in the plane of the vertex normal, as long as the corner's angle,
    float64 [3 M, 3]; and the handedness, 1 or -1, int [3 M]."""
    assert primitive.uv0 is not None
    p = primitive.positions[primitive.indices].astype(np.float64)
    uv = primitive.uv0[primitive.indices].astype(np.float64)
    n = primitive.normals[primitive.indices].astype(np.float64)
    d1, d2 = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
    t1, t2 = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    area = t1[:, 0] * t2[:, 1] - t1[:, 1] * t2[:, 0]
    along = (d1 * t2[:, 1:] - d2 * t1[:, 1:]) * np.where(area < 0, -1.0, 1.0)[:, None]
    # glTF's v runs downwards, MikkTSpace's up: the bitangent of glTF is cross(normal, tangent) * w with v flipped.
    sides = np.where(area < 0, 1, -1)
    direction = projected(np.repeat(along[:, None], 3, axis=1), n)
    before, after = projected(np.roll(p, 1, axis=1) - p, n), projected(np.roll(p, -1, axis=1) - p, n)
    angle = np.arccos(np.clip(np.einsum("mij,mij->mi", before, after), -1, 1))
    angle[area == 0] = 0  # a triangle without area in the texture says nothing
    return (direction * angle[..., None]).reshape(-1, 3), np.repeat(sides, 3)


def projected(vectors: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Made perpendicular to `normals` and of length 1 (or 0)."""
    flat = vectors - normals * np.einsum("...i,...i->...", vectors, normals)[..., None]
    length = np.linalg.norm(flat, axis=-1, keepdims=True)
    unit: np.ndarray = np.where(length > 1e-20, flat / np.maximum(length, 1e-30), 0)
    return unit


def any_perpendicular(normals: np.ndarray) -> np.ndarray:
    axis = np.where(np.abs(normals[:, :1]) < 0.9, np.array([[1, 0, 0]], np.float32), np.array([[0, 1, 0]], np.float32))
    return projected(axis, normals).astype(np.float32)
