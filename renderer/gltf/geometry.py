"""Meshes of a glTF file: lists of points, lines or triangles with normals, and with tangents where a material wants them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from renderer.gltf.accessors import Accessors, item
from renderer.gltf.draco import decompressed
from renderer.gltf.errors import GltfError
from renderer.gltf.model import LINES, POINTS, TRIANGLES, Material, Mesh, Morph, Primitive
from renderer.gltf.tangents import with_tangents

LINE_LOOP, LINE_STRIP, TRIANGLE_STRIP, TRIANGLE_FAN = 2, 3, 5, 6
PER_VERTEX = ("positions", "normals", "tangents", "uv0", "uv1", "colours", "joints", "weights")
MAX_TARGETS = 256


def read_meshes(
    document: dict[str, Any], accessors: Accessors, materials: list[Material], variants: list[str]
) -> list[Mesh]:
    """materials : with `uv_sets`, which texture coordinate sets stand in uv0 and uv1."""
    meshes, bumpy = [], {i for i, m in enumerate(materials) if m.wants_tangents()}
    for entry in document.get("meshes", []):
        read = [_primitive(p, accessors, materials, variants, bumpy) for p in entry.get("primitives", [])]
        weights = [float(w) for w in entry.get("weights", [])]
        extras = entry.get("extras")
        names = extras.get("targetNames", []) if isinstance(extras, dict) else []
        targets = max((len(p.morphs) for p in read if p is not None), default=0)
        weights = (weights + [0.0] * targets)[:targets]
        meshes.append(
            Mesh(str(entry.get("name", "")), [p for p in read if p is not None], weights, [str(n) for n in names])
        )
    return meshes


def _primitive(
    entry: dict[str, Any], accessors: Accessors, materials: list[Material], variants: list[str], bumpy: set[int]
) -> Primitive | None:
    """bumpy : numbers of the materials that want tangents."""
    mode, attributes, material = entry.get("mode", TRIANGLES), entry["attributes"], entry.get("material", -1)
    if mode not in range(7):
        raise GltfError(f"unknown primitive mode {mode}")
    if "POSITION" not in attributes:
        return None  # section 3.7.2.1: nothing to draw
    if not isinstance(material, int) or not -1 <= material < len(materials):
        raise GltfError(f"no material {material}")
    draco = entry.get("extensions", {}).get("KHR_draco_mesh_compression")
    source: Accessors | Any = decompressed(accessors, entry, draco) if draco else accessors
    sets = materials[material].uv_sets if material >= 0 else (0, 1)
    arrays = read_attributes(attributes, source, sets)
    count = len(arrays["positions"])
    if any(len(a) != count for a in arrays.values()):
        raise GltfError("attributes of different length")
    indices = _elements(_order(entry, source, count), mode)
    kind = POINTS if mode == POINTS else LINES if mode in (LINES, LINE_LOOP, LINE_STRIP) else TRIANGLES
    morphs = _morphs(entry.get("targets", []), accessors, count)
    normals = arrays.pop("normals", None)
    given = Primitive(
        normals=normals if normals is not None else np.tile(np.array([0, 0, 1], np.float32), (count, 1)),
        indices=indices,
        material=material,
        mode=kind,
        morphs=morphs,
        variants=_variants(entry, materials, variants),
        **arrays,
    )
    if kind != TRIANGLES:
        return given
    if normals is None:
        given = with_flat_normals(given)
    if given.tangents is None and not bumpy.isdisjoint((material, *given.variants.values())):
        given = with_tangents(given)
    return given


def read_attributes(attributes: dict[str, int], source: Accessors, sets: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Arrays by the names of Primitive's fields."""
    arrays = {"positions": source.floats(attributes["POSITION"], 3)}
    names = {"normals": ("NORMAL", 3), "tangents": ("TANGENT", 4)}
    names |= {f"uv{i}": (f"TEXCOORD_{number}", 2) for i, number in enumerate(sets[:2])}
    for key, (name, width) in names.items():
        if name in attributes:
            arrays[key] = source.floats(attributes[name], width)
    if "normals" not in arrays:
        arrays.pop("tangents", None)  # section 3.7.2.1: they would belong to other normals
    if "COLOR_0" in attributes:
        arrays["colours"] = _colours(attributes["COLOR_0"], source)
    if "JOINTS_0" in attributes and "WEIGHTS_0" in attributes:
        arrays["joints"], arrays["weights"] = _influences(attributes, source)
    return arrays


def _colours(index: int, source: Accessors) -> np.ndarray:
    width = source.raw(index).shape[1]
    colours = source.floats(index, width)
    if width == 3:
        colours = np.concatenate([colours, np.ones((len(colours), 1), np.float32)], axis=1)
    if colours.shape[1] != 4:
        raise GltfError("COLOR_0 is neither VEC3 nor VEC4")
    return colours


def _influences(attributes: dict[str, int], source: Accessors) -> tuple[np.ndarray, np.ndarray]:
    """Joints uint16 [N, 4] and weights float32 [N, 4] that sum to 1; of more than four influences the strongest."""
    joints, weights, number = [], [], 0
    while f"JOINTS_{number}" in attributes and f"WEIGHTS_{number}" in attributes and number < 4:
        joints.append(source.raw(attributes[f"JOINTS_{number}"]).astype(np.uint16))
        weights.append(source.floats(attributes[f"WEIGHTS_{number}"], 4))
        number += 1
    if any(j.shape != w.shape for j, w in zip(joints, weights, strict=True)) or len({j.shape for j in joints}) > 1:
        raise GltfError("joints and weights do not fit")
    joint, weight = np.concatenate(joints, axis=1), np.maximum(np.concatenate(weights, axis=1), 0)
    if number > 1:
        strongest = np.argsort(-weight, axis=1, kind="stable")[:, :4]
        joint, weight = np.take_along_axis(joint, strongest, 1), np.take_along_axis(weight, strongest, 1)
    total = weight.sum(axis=1, keepdims=True)
    return joint, np.where(total > 0, weight / np.maximum(total, 1e-30), np.array([1, 0, 0, 0], np.float32)).astype(
        np.float32
    )


def _order(entry: dict[str, Any], source: Accessors, vertices: int) -> np.ndarray:
    """uint32 [K]: indices before they are cut into elements."""
    if "indices" not in entry:
        return np.arange(vertices, dtype=np.uint32)
    order = source.raw(entry["indices"])
    if order.shape[1] != 1 or order.dtype.kind != "u":
        raise GltfError("indices are not unsigned scalars")
    order = order[:, 0].astype(np.uint32)
    if len(order) and int(order.max()) >= vertices:
        raise GltfError("an index is out of range")
    return order


def _elements(order: np.ndarray, mode: int) -> np.ndarray:
    """uint32 [M, 1], [M, 2] or [M, 3]: strips, loops and fans unrolled with their winding (section 3.7.2.1)."""
    if mode == POINTS:
        return order.reshape(-1, 1)
    if mode == LINES:
        return order[: len(order) // 2 * 2].reshape(-1, 2)
    if mode in (LINE_STRIP, LINE_LOOP):
        if len(order) < 2:
            return np.zeros((0, 2), np.uint32)
        ends = np.roll(order, -1)
        return np.stack([order, ends], axis=1)[: len(order) - (mode == LINE_STRIP)]
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == TRIANGLE_FAN:
        return np.stack([order[1:-1], order[2:], np.broadcast_to(order[0], len(order) - 2)], axis=1)
    strip = np.stack([order[:-2], order[1:-1], order[2:]], axis=1)
    strip[1::2] = strip[1::2, [1, 0, 2]]
    return strip


def _morphs(targets: list[dict[str, int]], accessors: Accessors, vertices: int) -> list[Morph]:
    if len(targets) > MAX_TARGETS:
        raise GltfError(f"{len(targets)} morph targets, at most {MAX_TARGETS}")
    morphs = []
    for target in targets:
        names = {"positions": "POSITION", "normals": "NORMAL", "tangents": "TANGENT"}
        morph = Morph(**{key: accessors.floats(target[name], 3) for key, name in names.items() if name in target})
        if any(a is not None and len(a) != vertices for a in (morph.positions, morph.normals, morph.tangents)):
            raise GltfError("a morph target of another length than its mesh")
        morphs.append(morph)
    return morphs


def _variants(entry: dict[str, Any], materials: list[Material], names: list[str]) -> dict[str, int]:
    chosen = {}
    for mapping in entry.get("extensions", {}).get("KHR_materials_variants", {}).get("mappings", []):
        item(materials, mapping["material"], "material")
        for number in mapping.get("variants", []):
            chosen[item(names, number, "variant")] = mapping["material"]
    return chosen


def taken(primitive: Primitive, order: np.ndarray, indices: np.ndarray) -> Primitive:
    """The primitive with vertices `order` of the old ones, and other indices."""
    changed = {name: a[order] for name in PER_VERTEX if (a := getattr(primitive, name)) is not None}
    morphs = []
    for morph in primitive.morphs:
        parts = {f.name: a[order] for f in fields(Morph) if (a := getattr(morph, f.name)) is not None}
        morphs.append(Morph(**parts))
    return replace(primitive, indices=indices, morphs=morphs, **changed)


def with_flat_normals(primitive: Primitive) -> Primitive:
    """Without normals a face is flat (section 3.7.2.1): every corner gets a vertex of its own."""
    order = primitive.indices.ravel()
    flat = taken(primitive, order, np.arange(len(order), dtype=np.uint32).reshape(-1, 3))
    corners = flat.positions.reshape(-1, 3, 3)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 0, normals / np.maximum(length, 1e-30), (0, 1, 0)).astype(np.float32)
    flat.normals = np.repeat(normals, 3, axis=0)
    return flat
