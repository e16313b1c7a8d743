"""Flat mirrors of a model: plain data, found when it is read. What they show is drawn by renderer.gl.mirror."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from renderer.gltf.model import TRIANGLES, AlphaMode, Material, Model, Primitive

EXTRA = "seoul_mirror"  # of a node: true makes its flat pieces mirrors whatever they are made of, false none of them
SHARPEST = 0.06  # roughness at most: beyond it a mirror image is blurred enough for a probe
METALLIC = 0.9
LEAST_M2 = 0.03  # smaller ones show too little to be drawn for
FLAT_M, EVEN = 0.002, 0.9995  # how far corners may lie off a plane, and the cosine between normals
MOST = 4  # of one primitive


@dataclass(frozen=True, slots=True, eq=False)
class Mirror:
    """A flat piece of a node's mesh. corners : float32 [4, 3], in the node's frame, of the rectangle around it that is upright in
    the model's: lower left, lower right, upper right, upper left as one sees it from its front, if nothing mirrors the node."""

    node: int
    material: int
    corners: np.ndarray


def find_mirrors(model: Model) -> list[Mirror]:
    """All flat mirrors of a model, whichever tool wrote it: smooth bare metal, or nodes whose extra `seoul_mirror` says so."""
    return [mirror for node in model.drawn_nodes() for mirror in _of_node(model, node)]


def _of_node(model: Model, number: int) -> Iterator[Mirror]:
    node = model.nodes[number]
    asked = node.extras.get(EXTRA)
    if asked is False or node.mesh is None or node.skin is not None or node.instances is not None:
        return
    for primitive in model.meshes[node.mesh].primitives:
        if primitive.mode != TRIANGLES or primitive.morphs:
            continue
        if asked or (primitive.material >= 0 and mirrors(model.materials[primitive.material])):
            for corners in flat_pieces(primitive, np.array(node.model_from_node, np.float64)):
                yield Mirror(number, primitive.material, corners)


def mirrors(material: Material) -> bool:
    """Whether this is bare metal without a grain of its own, as smooth as a mirror."""
    plain = material.metallic_roughness_texture is None and material.normal_texture is None and not material.unlit
    return (
        plain
        and material.alpha_mode is AlphaMode.OPAQUE
        and material.metallic >= METALLIC
        and material.roughness <= SHARPEST
    )


def flat_pieces(primitive: Primitive, model_from_node: np.ndarray) -> Iterator[np.ndarray]:
    """The rectangles (see Mirror.corners) around what of a primitive lies in one plane, the largest first. model_from_node :
    float64 [4, 4]; a node may be scaled, so metres are the model's."""
    turn, at = model_from_node[:3, :3], model_from_node[:3, 3]
    corners = primitive.positions[primitive.indices] @ turn.T + at
    mirrored = np.linalg.det(turn) < 0
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) * (-1 if mirrored else 1)
    areas = np.linalg.norm(normals, axis=1) / 2
    normals /= np.maximum(2 * areas, 1e-12)[:, None]
    left = areas > 1e-9
    for _ in range(MOST):
        if not left.any():
            return
        first = int(np.argmax(np.where(left, areas, 0)))
        off = np.abs((corners - corners[first, 0]) @ normals[first]).max(axis=1)
        piece = left & (normals @ normals[first] > EVEN) & (off < FLAT_M)
        if areas[piece].sum() < LEAST_M2:
            return
        left &= ~piece
        around = _rectangle(corners[piece].reshape(-1, 3), normals[first])
        in_node = (around[[1, 0, 3, 2]] if mirrored else around) - at
        yield (in_node @ np.linalg.inv(turn).T).astype(np.float32)


def _rectangle(points: np.ndarray, normal: np.ndarray) -> np.ndarray:
    up = np.array([0.0, 1, 0]) if abs(normal[1]) < 0.9 else np.array([0.0, 0, -1])
    right = np.cross(up, normal)
    right /= np.linalg.norm(right)
    up = np.cross(normal, right)
    x, y = points @ right, points @ up
    off = float(np.mean(points @ normal)) * normal
    ends = ((x.min(), y.min()), (x.max(), y.min()), (x.max(), y.max()), (x.min(), y.max()))
    return np.array([off + a * right + b * up for a, b in ends])
