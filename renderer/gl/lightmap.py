"""The lightmap of a place: its groups' pictures, summed by weight into one texture that surfaces read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.programs import Programs
    from renderer.light import LightGroup

RGBA16F = 0x881A
SMALLEST_MIP = 2  # charts are dilated by four texels: smaller levels would mix neighbours


class Lightmap:
    """`texture` : irradiance over pi. A group's codes are uploaded when it first shines, 8 bits a channel."""

    def __init__(
        self, ctx: moderngl.Context, programs: Programs, size: tuple[int, int], half: bool, anisotropy: float
    ) -> None:
        """half : keep half the size and no smaller ones, for software GL, which takes a tenth of a second to make the first."""
        self._ctx, self._programs, self._half = ctx, programs, half
        self._codes: dict[str, moderngl.Texture] = {}
        self.size = (max(size[0] // 2, 1), max(size[1] // 2, 1)) if half else size
        self.texture = ctx.texture(self.size, 4, dtype="f2")
        # All levels at once: made by build_mipmaps, llvmpipe would move the texture from under the framebuffer.
        self.texture.use(0)
        levels = 1 if half else min(SMALLEST_MIP + 1, min(self.size).bit_length())
        raw.calls(ctx).tex_storage(RGBA16F, *self.size, levels)
        self.texture.repeat_x = self.texture.repeat_y = False
        self._anisotropy = anisotropy
        raw.unbind_framebuffer(ctx)
        self._framebuffer = ctx.framebuffer([self.texture])
        self._framebuffer.clear()

    def has(self, group: LightGroup) -> bool:
        return group.name in self._codes

    def fitting(self, codes: np.ndarray) -> np.ndarray:
        """A group's picture, uint8 [H, W, 3], in the size that is uploaded. Some milliseconds; any thread may."""
        if self._half:
            codes = codes[::2, ::2]
        return np.ascontiguousarray(codes[: self.size[1], : self.size[0]])

    def add(self, group: LightGroup, codes: np.ndarray) -> None:
        """codes : as `fitting` made them."""
        texture = self._ctx.texture(self.size, 3, codes, alignment=1)
        texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._codes[group.name] = texture

    def mix(self, shares: list[tuple[LightGroup, float]]) -> Iterator[None]:
        """Sums the groups, each times its weight: a step each."""
        self._framebuffer.clear()
        for group, weight in shares:
            self._add(group, weight)
            yield
        if not self._half:
            self.texture.build_mipmaps(0, SMALLEST_MIP)
        self.texture.anisotropy = min(self._anisotropy, self._ctx.max_anisotropy)

    def _add(self, group: LightGroup, weight: float) -> None:
        program = self._programs.get("fullscreen.vert", "lightmap.frag")
        self._framebuffer.use()
        self._ctx.viewport, self._ctx.scissor = (0, 0, *self.size), None
        self._ctx.enable_only(moderngl.BLEND)
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE
        self._codes[group.name].use(0)
        program["coding"] = (group.range * weight, group.exponent)
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self._ctx.enable_only(moderngl.NOTHING)

    def release(self) -> None:
        raw.unbind_framebuffer(self._ctx)
        self._framebuffer.release()
        for texture in (self.texture, *self._codes.values()):
            texture.release()
        self._codes.clear()
