"""Meshes of a glTF file as triangles with normals."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np

from renderer.gltf.accessors import Accessors
from renderer.gltf.errors import GltfError
from renderer.gltf.model import Mesh, Primitive

log = logging.getLogger(__name__)
TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN = 4, 5, 6


def read_meshes(document: dict[str, Any], accessors: Accessors) -> list[Mesh]:
    materials = len(document.get("materials", []))
    meshes = []
    for entry in document.get("meshes", []):
        read = (_primitive(p, accessors, materials) for p in entry.get("primitives", []))
        meshes.append(Mesh(str(entry.get("name", "")), [p for p in read if p is not None]))
    return meshes


def _primitive(entry: dict[str, Any], accessors: Accessors, materials: int) -> Primitive | None:
    mode, attributes = entry.get("mode", TRIANGLES), entry["attributes"]
    if mode not in (TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN) or "POSITION" not in attributes:
        log.warning("glTF: points and lines are not drawn (mode %s)", mode)
        return None
    material = entry.get("material", -1)
    if not isinstance(material, int) or not -1 <= material < materials:
        raise GltfError(f"no material {material}")
    arrays = _attributes(attributes, accessors)
    count = len(arrays["positions"])
    indices = _triangles(entry, accessors, mode, count)
    if any(len(a) != count for a in arrays.values()):
        raise GltfError("attributes of different length")
    if "normals" not in arrays:
        arrays, indices = _with_flat_normals(arrays, indices)
    return Primitive(indices=indices, material=material, **arrays)


def _attributes(attributes: dict[str, int], accessors: Accessors) -> dict[str, np.ndarray]:
    arrays = {"positions": accessors.floats(attributes["POSITION"], 3)}
    optional = {
        "normals": ("NORMAL", 3),
        "tangents": ("TANGENT", 4),
        "uv0": ("TEXCOORD_0", 2),
        "uv1": ("TEXCOORD_1", 2),
    }
    for key, (name, width) in optional.items():
        if name in attributes:
            arrays[key] = accessors.floats(attributes[name], width)
    if "COLOR_0" in attributes:
        arrays["colours"] = _colours(attributes["COLOR_0"], accessors)
    if "JOINTS_0" in attributes and "WEIGHTS_0" in attributes:
        arrays["joints"] = accessors.raw(attributes["JOINTS_0"]).astype(np.uint16)
        arrays["weights"] = accessors.floats(attributes["WEIGHTS_0"], 4)
    return arrays


def _colours(index: int, accessors: Accessors) -> np.ndarray:
    width = accessors.raw(index).shape[1]
    colours = accessors.floats(index, width)
    if width == 3:
        colours = np.concatenate([colours, np.ones((len(colours), 1), np.float32)], axis=1)
    if colours.shape[1] != 4:
        raise GltfError("COLOR_0 is neither VEC3 nor VEC4")
    return colours


def _triangles(entry: dict[str, Any], accessors: Accessors, mode: int, vertices: int) -> np.ndarray:
    if "indices" in entry:
        order = accessors.raw(entry["indices"])
        if order.shape[1] != 1 or order.dtype.kind != "u":
            raise GltfError("indices are not unsigned scalars")
        order = order[:, 0].astype(np.uint32)
        if len(order) and int(order.max()) >= vertices:
            raise GltfError("an index is out of range")
    else:
        order = np.arange(vertices, dtype=np.uint32)
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == TRIANGLE_FAN:
        return np.stack([order[1:-1], order[2:], np.broadcast_to(order[0], len(order) - 2)], axis=1)
    strip = np.stack([order[:-2], order[1:-1], order[2:]], axis=1)
    strip[1::2] = strip[1::2, [1, 0, 2]]
    return strip


def _with_flat_normals(arrays: dict[str, np.ndarray], indices: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Without normals a face is flat (section 3.7.2.1): every corner gets a vertex of its own."""
    flat = {name: a[indices.ravel()] for name, a in arrays.items() if name != "tangents"}
    corners = flat["positions"].reshape(-1, 3, 3)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 0, normals / np.maximum(length, 1e-30), (0, 1, 0)).astype(np.float32)
    flat["normals"] = np.repeat(normals, 3, axis=0)
    return flat, np.arange(len(flat["positions"]), dtype=np.uint32).reshape(-1, 3)
