"""A tone-mapped picture of few pixels in a framebuffer of more: a window's, where a processor or a small graphics card draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.programs import Programs

Size = tuple[int, int]
FINER = 0.5  # of the levels by which textures would be finer, were all pixels drawn: the whole would shimmer


def finer(drawn: Size, shown: Size | None) -> frozenset[str]:
    """Names for the programs of surfaces whose picture is enlarged."""
    levels = FINER * math.log2(shown[1] / drawn[1]) if shown else 0.0
    return frozenset({f"FINER {levels:.1f}"} if levels > 0.05 else ())


class Enlarge:
    """What is drawn into `picture` as sRGB numbers, `draw` shows. smooth : edges have stairs, being of one sample a pixel."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, smooth: bool) -> None:
        self._ctx, self._programs, self._smooth = ctx, programs, smooth
        self._pictures: list[moderngl.Framebuffer] = []
        self._textures: list[moderngl.Texture] = []

    def picture(self, size: Size) -> moderngl.Framebuffer:
        """Of this size, to be drawn into; it encodes nothing by itself."""
        if not self._pictures or self._pictures[0].size != size:
            self.release()
            self._textures = [self._ctx.texture(size, 4) for _ in range(1 + self._smooth)]
            for texture in self._textures:
                texture.filter = moderngl.LINEAR, moderngl.LINEAR
                texture.repeat_x = texture.repeat_y = False
            self._pictures = [self._ctx.framebuffer([texture]) for texture in self._textures]
        return self._pictures[0]

    def draw(self, framebuffer: moderngl.Framebuffer, size: Size) -> None:
        """Shows the picture in the corner of a framebuffer, as large as `size`. Leaves that bound."""
        if self._smooth:
            self._pass("smooth.frag", self._textures[0], self._pictures[1], self._textures[0].size)
        self._pass("enlarge.frag", self._textures[-1], framebuffer, size)

    def release(self) -> None:
        if self._pictures:
            raw.unbind_framebuffer(self._ctx)
        for picture, texture in zip(self._pictures, self._textures, strict=True):
            picture.release()
            texture.release()
        self._pictures, self._textures = [], []

    def _pass(self, shader: str, source: moderngl.Texture, into: moderngl.Framebuffer, size: Size) -> None:
        into.use()
        self._ctx.viewport = (0, 0, *size)
        self._ctx.scissor = None
        self._ctx.enable_only(moderngl.NOTHING)
        source.use(0)
        self._programs.draw(self._programs.get("fullscreen.vert", shader), moderngl.TRIANGLES, 3)
