"""A Model in video memory: one vertex and one index buffer, its textures, and a list of what can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.mipmaps import mip_levels, power_of_two, stretched
from renderer.gl.prepare import ImageKey, image_key, prepare
from renderer.gl.quality import is_software
from renderer.gl.records import MATERIAL, SLOTS, SRGB_SLOTS, VERTEX, pack_materials, texture_slots
from renderer.gltf.model import AlphaMode, Material, Model, TextureRef

if TYPE_CHECKING:
    from renderer.gl.quality import Quality

VERTEX_FORMAT = "3f 3f 4f2 2f 2f 4f2"
VERTEX_NAMES = ("in_position", "in_normal", "in_tangent", "in_uv0", "in_uv1", "in_colour")
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
    arrays: list[moderngl.VertexArray | None] = field(
        default_factory=lambda: [None, None]
    )  # by eyes - 1; set at its first draw


class GpuModel:
    """Everything of a Model that GL needs. `steps()` uploads piece by piece, so that a frame may go on between pieces."""

    def __init__(self, ctx: moderngl.Context, model: Model, quality: Quality, serial: int) -> None:
        self.model = model
        self.serial = serial
        self.ready = False
        self._ctx, self._quality = ctx, quality
        self._calls = raw.calls(ctx)
        self._stretch = is_software(ctx)  # it compiles each program anew for sizes that are no powers of two
        self._textures: dict[tuple[ImageKey, object], moderngl.Texture] = {}
        self._arrays: dict[int, moderngl.VertexArray] = {}
        self.uses: list[MaterialUse] = []

    def steps(self) -> Iterator[None]:
        """Uploads; yields after each texture and buffer. What `prepare` has not done before is done at the beginning."""
        self._prepared = prepare(self.model)
        materials = [*self.model.materials, DEFAULT_MATERIAL]
        for material in materials:
            slots = texture_slots(material)
            textures: list[moderngl.Texture | None] = []
            for slot, reference in enumerate(slots):
                if reference is None:
                    textures.append(None)
                    continue
                texture, is_new = self._texture(reference, slot in SRGB_SLOTS)
                textures.append(texture)
                if is_new:
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
        self._vertices, self._indices = (
            self._ctx.buffer(self._prepared.vertices),
            self._ctx.buffer(self._prepared.indices),
        )
        self.parts = self._prepared.parts
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

    def _texture(self, reference: TextureRef, srgb: bool) -> tuple[moderngl.Texture, bool]:
        """The texture, and whether it was uploaded only now."""
        key = (image_key(reference, srgb), reference.sampler)
        known = self._textures.get(key)
        if known is None:
            known = self._textures[key] = self._upload_texture(self._prepared.levels[key[0]], reference, srgb)
            return known, True
        return known, False

    def _upload_texture(self, levels: list[np.ndarray], reference: TextureRef, srgb: bool) -> moderngl.Texture:
        sampler, calls = reference.sampler, self._calls
        if self._stretch and len(levels) > 1 and not power_of_two(levels[0]):
            levels = mip_levels(stretched(levels[0]), srgb)
        height, width, _ = levels[0].shape
        texture = self._ctx.texture((width, height), 4)
        texture.use(0)
        calls.tex_storage(raw.SRGB8_ALPHA8 if srgb else raw.RGBA8, width, height, len(levels))
        for number, level in enumerate(levels):
            calls.tex_sub_image(number, level)
        texture.filter = (sampler.min_filter, sampler.mag_filter)
        if len(levels) > 1 and sampler.mag_filter != moderngl.NEAREST:
            texture.anisotropy = min(self._quality.anisotropy, self._ctx.max_anisotropy)
        raw.set_wrap(texture, sampler.wrap_s, sampler.wrap_t)
        return texture


FEATURES = ("UNLIT", "ALPHA_MASK", "BLEND", "NORMAL_MAP", "LIGHTMAP", "COAT")


def program_number(features: frozenset[str]) -> int:
    """The same set of features gives the same number, so that draws of one program stand together."""
    return sum(1 << i for i, name in enumerate(FEATURES) if name in features)


class Blanks:
    """White pixels where no material's maps are bound yet. Software GL compiles a program anew, in a third of a second, for each
    combination of kinds of textures that happens to be bound, read or not: so all are of one kind (mipmapped, sides powers of
    two, repeated), these too, and nothing else is left bound by chance."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._srgb, self._linear = (_white(ctx, form) for form in (raw.SRGB8_ALPHA8, raw.RGBA8))

    def use(self) -> None:
        """Binds one to each unit of a material's maps."""
        for slot in range(SLOTS):
            (self._srgb if slot in SRGB_SLOTS else self._linear).use(slot)

    def release(self) -> None:
        self._srgb.release()
        self._linear.release()


def _white(ctx: moderngl.Context, internal_format: int) -> moderngl.Texture:
    texture, calls = ctx.texture((2, 2), 4), raw.calls(ctx)
    texture.use(0)
    calls.tex_storage(internal_format, 2, 2, 2)
    for level, side in enumerate((2, 1)):
        calls.tex_sub_image(level, np.full((side, side, 4), 255, np.uint8))
    texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    return texture


def material_use(material: Material, textures: list[moderngl.Texture | None]) -> MaterialUse:
    lit, blend = not material.unlit, material.blends()
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
