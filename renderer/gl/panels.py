"""Pages in the world: textured quads whose pixels come out as they were written, whatever the exposure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.mipmaps import mip_levels
from renderer.gl.programs import set_matrix
from renderer.gl.quality import is_software
from renderer.scene import Environment, Image, Panel

if TYPE_CHECKING:
    from renderer.gl.programs import Programs

FORGET_AFTER_DRAWS = 2000


@lru_cache(maxsize=1)
def _products() -> np.ndarray:
    """uint8 [alpha, code]: the sRGB code of a colour that covers so much."""
    codes = np.arange(256) / 255.0
    linear = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    x = linear[None, :] * codes[:, None]
    table: np.ndarray = np.round(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(
        np.uint8
    )
    return table


def premultiplied(pixels: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 4] sRGB: straight alpha to colours multiplied by alpha in linear light. Opaque pixels are left alone."""
    pixels = np.ascontiguousarray(pixels)
    flat = pixels.reshape(-1, 4)
    partial = np.flatnonzero(flat[:, 3] < 255)
    if not len(partial):
        return pixels
    result, chosen = flat.copy(), flat[partial]
    result[partial, :3] = _products()[chosen[:, 3:], chosen[:, :3]]
    return result.reshape(pixels.shape)


@dataclass(slots=True)
class Uploaded:
    image: Image  # held, so that its id is not given to another
    version: int
    texture: moderngl.Texture
    used: int


class Panels:
    """Textures of images by identity; written again only when `Image.version` changes."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, anisotropy: float) -> None:
        self._ctx, self._programs, self._anisotropy = ctx, programs, anisotropy
        self._calls, self._software = raw.calls(ctx), is_software(ctx)
        self._uploaded: dict[int, Uploaded] = {}
        self._clock = 0
        self.uploads = 0  # since the beginning: tests and the bench look at it

    def texture(self, image: Image) -> moderngl.Texture:
        """The image as a mipmapped, premultiplied sRGB texture, first row at v = 0."""
        known = self._uploaded.get(id(image))
        height, width = image.pixels.shape[:2]
        if known is None or known.texture.size != (width, height):
            if known is not None:
                known.texture.release()
            texture = self._ctx.texture((width, height), 4, internal_format=raw.SRGB8_ALPHA8)
            if self._software:
                texture.use(0)
                self._calls.tex_storage(raw.SRGB8_ALPHA8, width, height, max(width, height).bit_length())
            texture.repeat_x = texture.repeat_y = False
            known = self._uploaded[id(image)] = Uploaded(image, image.version - 1, texture, 0)
        if known.version != image.version:
            self._write(known.texture, premultiplied(image.pixels))
            known.texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
            known.texture.anisotropy = min(self._anisotropy, self._ctx.max_anisotropy)
            known.version = image.version
            self.uploads += 1
        known.used = self._clock
        return known.texture

    def _write(self, texture: moderngl.Texture, pixels: np.ndarray) -> None:
        """Software GL compiles a program for each kind of size that it halves: NumPy is faster, and lets others run."""
        if not self._software:
            texture.write(pixels)
            texture.build_mipmaps()
            return
        texture.use(0)
        for number, level in enumerate(mip_levels(pixels, srgb=True)):
            self._calls.tex_sub_image(number, level)

    def draw(self, panels: list[Panel], environment: Environment, view_index: int, eye: glm.vec3) -> int:
        """Draws into the bound target, the farthest first, `on_top` ones last. Returns the number of draw calls."""
        self._clock += 1
        self._forget()
        shown = [p for p in panels if p.opacity > 0 and p.width_m > 0 and p.height_m > 0]
        if not shown:
            return 0
        program = self._programs.get("panel.vert", "panel.frag")
        program["view_index"], program["neutral"] = view_index, environment.tone_map == "neutral"
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        for panel in sorted(shown, key=lambda p: (p.on_top, -glm.distance(p.world_from_panel.position, eye))):
            self._ctx.enable_only(moderngl.BLEND | (moderngl.NOTHING if panel.on_top else moderngl.DEPTH_TEST))
            set_matrix(program, "world_from_panel", panel.world_from_panel.matrix())
            program["size"], program["opacity"] = (panel.width_m, panel.height_m), min(panel.opacity, 1.0)
            self.texture(panel.image).use(0)
            self._programs.draw(program, moderngl.TRIANGLE_STRIP, 4)
        return len(shown)

    def release(self) -> None:
        for known in self._uploaded.values():
            known.texture.release()
        self._uploaded.clear()

    def _forget(self) -> None:
        """Pages nobody showed for a while give their memory back."""
        if self._clock % 500:
            return
        for key in [k for k, u in self._uploaded.items() if self._clock - u.used > FORGET_AFTER_DRAWS]:
            self._uploaded.pop(key).texture.release()
