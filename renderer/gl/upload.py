"""A Model in video memory: one vertex and one index buffer, its textures, and a list of what can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.records import MATERIAL, pack_materials, texture_slots
from renderer.gltf.model import AlphaMode, Material, Model, Primitive, TextureRef

if TYPE_CHECKING:
    from renderer.gl.quality import Quality

VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("tangent", np.float16, 4),
        ("uv0", np.float32, 2),
        ("uv1", np.float32, 2),
        ("colour", np.float16, 4),
    ]
)
VERTEX_FORMAT = "3f 3f 4f2 2f 2f 4f2"
VERTEX_NAMES = ("in_position", "in_normal", "in_tangent", "in_uv0", "in_uv1", "in_colour")
SRGB_SLOTS = (0, 4)
DEFAULT_MATERIAL = Material(metallic=0.0, roughness=0.8, base_colour=(0.8, 0.8, 0.8, 1))


@dataclass(slots=True)
class MaterialUse:
    """How a material is drawn: the features of its program, its textures, which sides, and when."""

    features: frozenset[str]
    bindings: list[tuple[int, moderngl.Texture]]  # unit and texture
    double_sided: bool
    blend: bool
    casts_shadow: bool
    block: int = 0  # where its record begins in GpuModel.materials, bytes
    array: moderngl.VertexArray | None = None  # set at its first draw


@dataclass(slots=True)
class Parts:
    """One row a primitive of a node; columns as arrays, because they are culled and sorted together."""

    node: np.ndarray  # int32 [D], index in model.nodes
    model_from_node: np.ndarray  # float32 [D, 4, 4], rows are columns
    material: np.ndarray  # int32 [D], index in GpuModel.uses
    first_index: np.ndarray
    index_count: np.ndarray
    base_vertex: np.ndarray
    centre: np.ndarray  # float32 [D, 3], node space
    half_size: np.ndarray  # float32 [D, 3]


class GpuModel:
    """Everything of a Model that GL needs. `steps()` uploads piece by piece, so that a frame may go on between pieces."""

    def __init__(self, ctx: moderngl.Context, model: Model, quality: Quality, serial: int) -> None:
        self.model = model
        self.serial = serial
        self.ready = False
        self._ctx, self._quality = ctx, quality
        self._textures: dict[tuple[int, bool, object], moderngl.Texture] = {}
        self._arrays: dict[int, moderngl.VertexArray] = {}
        self.uses: list[MaterialUse] = []

    def steps(self) -> Iterator[None]:
        """Uploads; yields after each texture and buffer."""
        materials = [*self.model.materials, DEFAULT_MATERIAL]
        for material in materials:
            slots = texture_slots(material)
            textures: list[moderngl.Texture | None] = []
            for slot, reference in enumerate(slots):
                textures.append(self._texture(reference, slot in SRGB_SLOTS) if reference else None)
                if reference:
                    yield
            use = material_use(material, textures)
            use.block = len(self.uses) * MATERIAL.itemsize
            self.uses.append(use)
        self.materials = self._ctx.buffer(pack_materials(materials).tobytes())
        self.blend = np.array([use.blend for use in self.uses])
        self.single_sided = np.array([not use.double_sided for use in self.uses])
        self.casts_shadow = np.array([use.casts_shadow for use in self.uses])
        numbers = [program_number(use.features) << 40 | self.serial << 20 | i << 1 for i, use in enumerate(self.uses)]
        self.sort_codes = np.array(numbers, np.uint64)
        self._upload_geometry(len(materials) - 1)
        self.ready = True
        yield

    def vertex_array(self, program: moderngl.Program, draw_ids: moderngl.Buffer) -> moderngl.VertexArray:
        """The vertex array of this model for a program; `draw_ids` counts instances up from 0."""
        if program.glo not in self._arrays:
            used = [name if name in program else None for name in VERTEX_NAMES]
            names = [name for name in used if name]
            formats = VERTEX_FORMAT.split()
            sizes = [VERTEX[i].itemsize for i in range(len(formats))]
            layout = " ".join(f if n else f"{s}x" for f, n, s in zip(formats, used, sizes, strict=True))
            content = [(self._vertices, layout, *names), (draw_ids, "1u/i", "in_draw")]
            self._arrays[program.glo] = self._ctx.vertex_array(program, content, self._indices, 4)
        return self._arrays[program.glo]

    def release(self) -> None:
        for array in self._arrays.values():
            array.release()
        for texture in self._textures.values():
            texture.release()
        if self.ready:
            for buffer in (self._vertices, self._indices, self.materials):
                buffer.release()
        self._arrays.clear()
        self._textures.clear()
        self.ready = False

    def _upload_geometry(self, default_material: int) -> None:
        vertices, indices, rows, vertex_count, index_count = [], [], [], 0, 0
        placed: dict[int, list[tuple[int, int, int, Primitive]]] = {}
        for number, mesh in enumerate(self.model.meshes):
            for primitive in mesh.primitives:
                placed.setdefault(number, []).append((index_count, primitive.indices.size, vertex_count, primitive))
                vertices.append(pack_vertices(primitive))
                indices.append(primitive.indices.ravel())
                vertex_count, index_count = (
                    vertex_count + len(primitive.positions),
                    index_count + primitive.indices.size,
                )
        for node in self.model.drawn_nodes():
            mesh_number = self.model.nodes[node].mesh
            assert mesh_number is not None
            rows += [(node, *p) for p in placed.get(mesh_number, []) if p[1]]
        self._vertices = self._ctx.buffer(np.concatenate(vertices or [np.zeros(1, VERTEX)]).tobytes())
        self._indices = self._ctx.buffer(
            np.concatenate(indices or [np.zeros(3, np.uint32)]).astype(np.uint32).tobytes()
        )
        self.parts = make_parts(self.model, rows, default_material)

    def _texture(self, reference: TextureRef, srgb: bool) -> moderngl.Texture:
        key = (reference.image, srgb, reference.sampler)
        if key not in self._textures:
            pixels = self.model.images[reference.image]
            assert pixels is not None
            self._textures[key] = self._upload_texture(pixels, reference, srgb)
        return self._textures[key]

    def _upload_texture(self, pixels: np.ndarray, reference: TextureRef, srgb: bool) -> moderngl.Texture:
        height, width, _ = pixels.shape
        texture = self._ctx.texture(
            (width, height), 4, pixels.tobytes(), internal_format=raw.SRGB8_ALPHA8 if srgb else None
        )
        sampler = reference.sampler
        mipmapped = sampler.min_filter not in (moderngl.NEAREST, moderngl.LINEAR)
        if mipmapped:
            texture.build_mipmaps()
        texture.filter = (sampler.min_filter, sampler.mag_filter)
        if mipmapped and sampler.mag_filter != moderngl.NEAREST:
            texture.anisotropy = min(self._quality.anisotropy, self._ctx.max_anisotropy)
        raw.set_wrap(texture, sampler.wrap_s, sampler.wrap_t)
        return texture


FEATURES = ("UNLIT", "ALPHA_MASK", "BLEND", "NORMAL_MAP", "LIGHTMAP", "COAT")


def program_number(features: frozenset[str]) -> int:
    """The same set of features gives the same number, so that draws of one program stand together."""
    return sum(1 << i for i, name in enumerate(FEATURES) if name in features)


def material_use(material: Material, textures: list[moderngl.Texture | None]) -> MaterialUse:
    lit, blend = not material.unlit, material.alpha_mode is AlphaMode.BLEND or material.transmission > 0
    wants = (
        material.unlit,
        material.alpha_mode is AlphaMode.MASK,
        blend,
        lit and textures[2] is not None,
        lit and textures[5] is not None,
        lit and material.clearcoat > 0,
    )
    wanted = frozenset(name for name, on in zip(FEATURES, wants, strict=True) if on)
    bindings = [(unit, texture) for unit, texture in enumerate(textures) if texture is not None]
    return MaterialUse(wanted, bindings, material.double_sided, blend, casts_shadow=not blend)


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


def make_parts(model: Model, rows: list[tuple[int, int, int, int, Primitive]], default_material: int) -> Parts:
    """`rows` : (node, first index, index count, base vertex, primitive)."""
    count = len(rows)
    matrices = [np.frombuffer(model.nodes[r[0]].model_from_node.to_bytes(), np.float32).reshape(4, 4) for r in rows]
    low = [r[4].positions.min(axis=0) for r in rows]
    high = [r[4].positions.max(axis=0) for r in rows]
    low_array, high_array = np.array(low, np.float32).reshape(-1, 3), np.array(high, np.float32).reshape(-1, 3)
    material = [r[4].material if r[4].material >= 0 else default_material for r in rows]
    return Parts(
        node=np.array([r[0] for r in rows], np.int32),
        model_from_node=np.array(matrices, np.float32).reshape(count, 4, 4),
        material=np.array(material, np.int32),
        first_index=np.array([r[1] for r in rows], np.uint32),
        index_count=np.array([r[2] for r in rows], np.uint32),
        base_vertex=np.array([r[3] for r in rows], np.int32),
        centre=(low_array + high_array) / 2,
        half_size=(high_array - low_array) / 2,
    )
