"""A Model in video memory: its share of the vertices, indices and materials of all models, and its textures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import moderngl
import numpy as np

from renderer.animation import skeleton
from renderer.gl.deform import NO_PALETTE, Deforms
from renderer.gl.extras import EXTRA, extra_features, pack_extra
from renderer.gl.pool import Geometry
from renderer.gl.prepare import prepare
from renderer.gl.records import SLOTS, SRGB_SLOTS, pack_materials, texture_slots
from renderer.gl.table import MaterialTable
from renderer.gl.texture_sets import TextureSets, texture_sets
from renderer.gl.textures import ModelTextures, Pictures
from renderer.gltf.model import LINES, POINTS, AlphaMode, Material, Model
from renderer.mirrors import find_mirrors

if TYPE_CHECKING:
    from renderer.gl.quality import Quality

DEFAULT_MATERIAL = Material()  # as glTF says


@dataclass(slots=True)
class MaterialUse:
    """How a material is drawn: the features of its program, the texture array of each slot, which sides, and when."""

    features: frozenset[str]
    arrays: list[moderngl.TextureArray | None]
    double_sided: bool
    blend: bool
    casts_shadow: bool


class Shared:
    """What the models of one renderer share: geometry, the material table, and the numbers of texture sets."""

    def __init__(self, ctx: moderngl.Context, draw_ids: moderngl.Buffer) -> None:
        self.geometry = Geometry(ctx, draw_ids)
        self.deforms = Deforms(ctx)
        self.materials = MaterialTable(ctx)
        self.pictures, self.sets = Pictures(ctx), TextureSets()

    def release(self) -> None:
        self.geometry.release()
        self.deforms.release()
        self.materials.release()


class GpuModel:
    """Everything of a Model that GL needs. `steps()` uploads piece by piece, so that a frame may go on between pieces."""

    def __init__(self, ctx: moderngl.Context, model: Model, quality: Quality, serial: int, shared: Shared) -> None:
        self.model = model
        self.serial = serial
        self.ready = False
        self._shared, self._ctx, self._quality = shared, ctx, quality
        self._textures: ModelTextures | None = None
        self.first_vertex = self.first_index = 0
        self.mirrors: list[tuple[np.ndarray, np.ndarray]] = []
        self.templates: dict[frozenset[str], Any] = {}  # placed.Template by hidden nodes

    def steps(self) -> Iterator[None]:
        """Uploads; yields after each texture and buffer. What `prepare` has not done before is done at the beginning."""
        self._prepared = prepare(self.model)
        drawn = set(self._prepared.parts.material.tolist())  # a part of a file need not take the pictures of all
        materials = [m if i in drawn else DEFAULT_MATERIAL for i, m in enumerate(self.model.materials)]
        materials.append(DEFAULT_MATERIAL)
        slots = [[(r, i in SRGB_SLOTS) for i, r in enumerate(texture_slots(material))] for material in materials]
        used = [(reference, srgb) for one in slots for reference, srgb in one if reference is not None]
        textures = self._textures = self._shared.pictures.take(self.model.images, self._quality, used)
        yield from textures.steps(used, self._prepared.levels)
        layered = [[textures.find(reference, srgb) for reference, srgb in one] for one in slots]
        uses = [
            material_use(m, [t.array if t else None for t in one], self._quality.refraction)
            for m, one in zip(materials, layered, strict=True)
        ]
        layers = np.array([[t.layer if t else 0 for t in one] for one in layered])
        self.blend = np.array([use.blend for use in uses])
        self.single_sided = np.array([not use.double_sided for use in uses])
        self.casts_shadow = np.array([use.casts_shadow for use in uses])
        self._sets = texture_sets(uses, self._shared.sets)
        self._extras = self._upload_extras(materials, uses, layers)
        self.rows = self._shared.materials.take(pack_materials(materials, layers))
        pages, rows = np.divmod(self.rows, self._shared.materials.page_rows)
        self.material_rows = rows.astype(np.uint32)
        features = (program_number(use.features) for use in uses)
        codes = [bucket_code(*parts) for parts in zip(features, pages.tolist(), self._sets, strict=True)]
        self.sort_codes = np.array(codes, np.uint64)
        yield
        self.first_vertex = yield from self._shared.geometry.vertices.steps(self._prepared.vertices)
        self.first_index = yield from self._shared.geometry.indices.steps(self._prepared.indices)
        self._first_skin = self._shared.deforms.skins.take(self._prepared.skins)
        self._first_delta = self._shared.deforms.deltas.take(self._prepared.deltas)
        self.parts, self.reach_m = self._prepared.parts, self._prepared.reach_m
        self.templates.clear()
        self.mirrors = self._mirrors() if self._quality.mirror_px else []
        self.bends = (self.parts.skin >= 0) | (self.parts.targets > 0)
        self.part_codes, self.deform = self._part_codes(), self._deform()
        self.ready = True
        yield

    def _upload_extras(
        self, materials: list[Material], uses: list[MaterialUse], layers: np.ndarray
    ) -> moderngl.Buffer | None:
        """What extensions say of the materials that have some."""
        chosen = [i for i, use in enumerate(uses) if "EXTRA" in use.features]
        if not chosen:
            return None
        records = np.array([pack_extra(materials[i], layers[i, SLOTS:]) for i in chosen], EXTRA)
        buffer = self._ctx.buffer(records.tobytes())
        for place, i in enumerate(chosen):
            self._shared.sets.extras[self._sets[i]] = buffer, place * EXTRA.itemsize
        return buffer

    def _part_codes(self) -> np.ndarray:
        """uint64 [D]: what the mesh adds to the features that its material wants."""
        parts = self.parts
        bends, lines, points, unlit = (
            np.uint64(program_number(frozenset({name})) << 32) for name in ("DEFORM", "LINES", "POINTS", "UNLIT")
        )
        codes = np.where(self.bends, bends, np.uint64(0))
        codes |= np.where(parts.mode == LINES, lines | unlit, np.uint64(0))
        codes |= np.where(parts.mode == POINTS, points | unlit, np.uint64(0))
        for rows, _ in self.mirrors:
            codes[rows] |= np.uint64(program_number(frozenset({"MIRROR"})) << 32)
        if self._quality.lean:
            codes |= np.where(parts.lightmapped, np.uint64(program_number(frozenset({"BAKED"})) << 32), np.uint64(0))
        return codes

    def _mirrors(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each flat mirror the parts that hold it, int [P], and its corners, see Mirror."""
        found = find_mirrors(self.model)
        parts, last = self.parts, len(self.model.materials)
        where = [
            np.flatnonzero((parts.node == m.node) & (parts.material == (m.material if m.material >= 0 else last)))
            for m in found
        ]
        return [(rows, mirror.corners) for rows, mirror in zip(where, found, strict=True)]

    def _deform(self) -> np.ndarray:
        """uint32 [D, 4]: Draw.deform of shaders/draws.glsl, as if palette and weights of this instance were the first."""
        parts, first_joint = self.parts, np.array([*skeleton(self.model).first_joint, 0])
        vertex = parts.base_vertex.astype(np.int64) + self.first_vertex
        how = np.zeros((len(vertex), 4), np.int64)
        how[:, 0] = np.where(parts.skin >= 0, first_joint[parts.skin], int(NO_PALETTE))
        how[:, 1] = self._first_skin + parts.skin_row - vertex
        how[:, 2] = self._first_delta + parts.delta_row - vertex * parts.targets
        how[:, 3] = parts.weight << 8 | parts.targets
        return (how & 0xFFFFFFFF).astype(np.uint32)

    def glow(self, scales: dict[str, float]) -> None:
        """What the materials of these names emit, times a factor; what the others emit."""
        materials = self.model.materials
        if materials:
            emissive = np.array([m.emissive for m in materials], np.float32)
            factors = np.array([scales.get(m.name, 1.0) for m in materials], np.float32)
            self._shared.materials.glow(self.rows[: len(materials)], emissive * factors[:, None])

    def release(self) -> None:
        if self._textures is not None:
            self._shared.pictures.give_back(self._textures)
            self._textures = None
        if self.ready:
            self._shared.deforms.skins.give_back(self._first_skin, len(self._prepared.skins))
            self._shared.deforms.deltas.give_back(self._first_delta, len(self._prepared.deltas))
            self._shared.geometry.vertices.give_back(self.first_vertex, len(self._prepared.vertices))
            self._shared.geometry.indices.give_back(self.first_index, len(self._prepared.indices))
            self._shared.materials.give_back(self.rows)
            self._shared.sets.remove(set(self._sets))
            if self._extras is not None:
                self._extras.release()
        self.ready = False


def bucket_code(features: int, page: int, textures: int) -> int:
    """What draws of one submission have in common, as a number to sort by; bits 0 and 1 are for culling: `Bucket.cull`."""
    return features << 32 | page << 24 | textures << 2


FEATURES = (  # of the material; what must be drawn after all else that is opaque stands last
    "UNLIT", "ALPHA_MASK", "BLEND", "NORMAL_MAP", "EXTRA", "COAT", "SHEEN", "ANISOTROPY", "IRIDESCENCE", "SPECULAR_MAPS",
    "GLOSSINESS", "DIFFUSE_TRANSMISSION", "TRANSMISSION",
)  # fmt: skip
MESH_FEATURES = ("DEFORM", "LINES", "POINTS", "BAKED", "MIRROR")


def program_number(features: frozenset[str]) -> int:
    """The same set of features gives the same number, so that draws of one program stand together."""
    return sum(1 << i for i, name in enumerate((*MESH_FEATURES, *FEATURES)) if name in features)


def feature_names(number: int) -> frozenset[str]:
    """Of which `program_number` is the number."""
    return frozenset(name for i, name in enumerate((*MESH_FEATURES, *FEATURES)) if number >> i & 1)


def material_use(
    material: Material, textures: list[moderngl.TextureArray | None], refraction: bool = True
) -> MaterialUse:
    """refraction : there will be a picture of what is behind; without it, what is clear is blended."""
    names = set(extra_features(material))
    if not refraction:
        names.discard("TRANSMISSION")
    clear = material.transmission > 0 and "TRANSMISSION" not in names
    blend = material.alpha_mode is AlphaMode.BLEND or clear
    wants = {
        "UNLIT": material.unlit,
        "ALPHA_MASK": material.alpha_mode is AlphaMode.MASK,
        "BLEND": blend,
        "NORMAL_MAP": not material.unlit and textures[2] is not None,
    }
    names |= {name for name, on in wants.items() if on}
    casts_shadow = not blend and "TRANSMISSION" not in names
    return MaterialUse(frozenset(names), textures, material.double_sided, blend, casts_shadow)
