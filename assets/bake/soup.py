"""A glTF Model as one soup of world-space triangles: what the path tracer, the atlas and the volume work on.

Plain NumPy, no Mitsuba. Everything drawn is in it in its rest pose, GPU instances included; anchors and collision are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renderer.gltf import GltfError, Model, load_model
from renderer.gltf.model import AlphaMode, Material, Primitive, TextureRef
from vr_client.errors import UserError

TRIANGLES = 4
MOVING_PREFIX, OUTSIDE_PREFIX = "moving:", "outside"
OUTSIDE_SCALE = 0.2  # of the texel density, where the node's extras say nothing
DEFAULT_MATERIAL = Material(
    metallic=0.0, roughness=0.8, base_colour=(0.8, 0.8, 0.8, 1)
)  # as the renderer's upload has it


@dataclass(slots=True)
class Part:
    """One primitive at one place. Rows first_vertex.. and first_face.. of the soup are its own."""

    name: str
    node: int
    mesh: int
    primitive: int
    material: int
    first_vertex: int
    vertices: int
    first_face: int
    faces: int
    lightmapped: bool
    outside: bool
    scale: float  # of the texel density; 0: no lightmap (small things, foliage: the light volume lights them)


@dataclass(slots=True)
class Soup:
    """positions, normals float32 [V, 3] world · tangents float32 [V, 4] · uv float32 [V, 2, 2] (two sets) · colours
    float32 [V, 4] · faces uint32 [T, 3] · face_material int32 [T]; where a node mirrors, the winding is already
    turned back."""

    model: Model
    materials: list[Material]
    parts: list[Part]
    positions: np.ndarray
    normals: np.ndarray
    tangents: np.ndarray
    uv: np.ndarray
    colours: np.ndarray
    faces: np.ndarray
    face_material: np.ndarray

    def areas(self) -> np.ndarray:
        """float64 [T]: square metres."""
        a, b, c = (self.positions[self.faces[:, i]].astype(np.float64) for i in range(3))
        return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2


def read_soup(path: Path) -> Soup:
    """Raises UserError E22 where the file is not usable glTF, or draws no triangle."""
    try:
        model = load_model(path)
    except (GltfError, OSError) as error:
        raise UserError("E22", path=path, reason=error) from error
    return make_soup(model)


def make_soup(model: Model) -> Soup:
    """Raises UserError E22 for a model without triangles."""
    materials = [*model.materials, DEFAULT_MATERIAL]
    parts: list[Part] = []
    columns: list[tuple[np.ndarray, ...]] = []
    vertices = faces = 0
    for node, place, matrix, free in _placed(model):
        mesh = model.meshes[model.nodes[node].mesh]  # type: ignore[index]
        for number, primitive in enumerate(mesh.primitives):
            if primitive.mode != TRIANGLES or not len(primitive.indices):
                continue
            rows = _rows(primitive, matrix)
            material = primitive.material if primitive.material >= 0 else len(materials) - 1
            name = model.nodes[node].name or mesh.name
            part = Part(
                f"{name}/{materials[material].name or number}{place}", node, model.nodes[node].mesh or 0, number, material,
                vertices, len(rows[0]), faces, len(primitive.indices),
                free and _scale(model, node) > 0 and _takes_lightmap(materials[material], primitive),
                name.startswith(OUTSIDE_PREFIX), _scale(model, node),
            )  # fmt: skip
            _check(part, rows)
            columns.append(
                (*rows, _faces(primitive, matrix) + np.uint32(vertices), np.full(part.faces, material, np.int32))
            )
            parts.append(part)
            vertices, faces = vertices + part.vertices, faces + part.faces
    if not parts:
        raise UserError("E22", path=model.path, reason="there is no triangle in it")
    return Soup(model, materials, parts, *(np.concatenate(c) for c in zip(*columns, strict=True)))


def _placed(model: Model) -> list[tuple[int, str, np.ndarray, bool]]:
    """(node, which instance, world_from_mesh float64 [4, 4], whether it may carry a lightmap) of all that is drawn."""
    animated = {c.node for a in model.animations for c in a.channels}
    placed = []
    for index in model.drawn_nodes():
        node = model.nodes[index]
        world = np.array(node.model_from_node, np.float64)
        free = not _moves(model, index, animated) and node.skin is None and node.instances is None
        if node.instances is None:
            placed.append((index, "", world, free))
        else:
            placed += [(index, f"#{i}", world @ m.T.astype(np.float64), False) for i, m in enumerate(node.instances)]
    return placed


def _moves(model: Model, index: int | None, animated: set[int]) -> bool:
    """Whether the node or one above it is named "moving:..." or driven by an animation."""
    while index is not None:
        if model.nodes[index].name.startswith(MOVING_PREFIX) or index in animated:
            return True
        index = model.nodes[index].parent
    return False


def _takes_lightmap(material: Material, primitive: Primitive) -> bool:
    if material.alpha_mode is AlphaMode.BLEND or material.transmission > 0 or material.unlit:
        return False
    return (
        not primitive.morphs
        and primitive.joints is None
        and not any(ref.texcoord == 1 for ref in texture_refs(material))
    )


def texture_refs(material: Material) -> list[TextureRef]:
    """All pictures a material uses, whatever for."""
    values = (getattr(material, name) for name in material.__dataclass_fields__)
    return [v for v in values if isinstance(v, TextureRef)]


def _scale(model: Model, index: int) -> float:
    node = model.nodes[index]
    default = OUTSIDE_SCALE if node.name.startswith(OUTSIDE_PREFIX) else 1.0
    try:
        scale = float(node.extras.get("seoul_lightmap_scale", default))
        return max(scale, 1e-3) if scale > 0 else 0.0
    except (TypeError, ValueError):
        return default


def _rows(primitive: Primitive, matrix: np.ndarray) -> tuple[np.ndarray, ...]:
    """World positions, normals, tangents; both uv sets and colours, with what glTF says where a file has none."""
    count, linear = len(primitive.positions), matrix[:3, :3]
    positions = (primitive.positions @ linear.T + matrix[:3, 3]).astype(np.float32)
    cofactor = np.linalg.det(linear) * np.linalg.inv(linear).T if abs(np.linalg.det(linear)) > 1e-18 else linear
    normals = primitive.normals @ (cofactor * np.sign(np.linalg.det(linear) or 1)).T
    normals = (normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)).astype(np.float32)
    tangents = np.zeros((count, 4), np.float32)
    if primitive.tangents is not None:
        along = primitive.tangents[:, :3] @ linear.T
        tangents[:, :3] = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
        tangents[:, 3] = primitive.tangents[:, 3]
    uv = np.zeros((count, 2, 2), np.float32)
    for number, values in enumerate((primitive.uv0, primitive.uv1)):
        if values is not None:
            uv[:, number] = values
    colours = np.ones((count, 4), np.float32) if primitive.colours is None else primitive.colours.astype(np.float32)
    return positions, normals, tangents, uv, colours


def _faces(primitive: Primitive, matrix: np.ndarray) -> np.ndarray:
    """uint32 [M, 3], counter-clockwise from the front also where the node mirrors."""
    mirrored = np.linalg.det(matrix[:3, :3]) < 0
    return primitive.indices[:, [0, 2, 1]] if mirrored else primitive.indices


def _check(part: Part, rows: tuple[np.ndarray, ...]) -> None:
    """A mesh that a path tracer cannot use is named, so that its maker finds it."""
    if not all(np.isfinite(r).all() for r in rows):
        raise UserError("E85", mesh=part.name, reason="coordinates that are not finite numbers")
    if np.abs(rows[0]).max() > 1e5:
        raise UserError("E85", mesh=part.name, reason=f"a vertex {np.abs(rows[0]).max():.3g} m away from the origin")
