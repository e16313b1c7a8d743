"""A tone-mapped picture of few pixels in a framebuffer of more: a window's, where a processor or a small graphics card draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.programs import Programs

Size = tuple[int, int]


class Enlarge:
    """What is drawn into `picture` as sRGB numbers, `draw` shows."""

    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._ctx, self._programs = ctx, programs
        self._picture: moderngl.Framebuffer | None = None
        self._texture: moderngl.Texture | None = None

    def picture(self, size: Size) -> moderngl.Framebuffer:
        """Of this size, to be drawn into; it encodes nothing by itself."""
        if self._picture is None or self._picture.size != size:
            self.release()
            self._texture = self._ctx.texture(size, 4)
            self._texture.filter = moderngl.LINEAR, moderngl.LINEAR
            self._texture.repeat_x = self._texture.repeat_y = False
            self._picture = self._ctx.framebuffer([self._texture])
        return self._picture

    def draw(self, framebuffer: moderngl.Framebuffer, size: Size) -> None:
        """Shows the picture in the corner of a framebuffer, as large as `size`. Leaves that bound."""
        assert self._texture is not None, "a picture was drawn"
        framebuffer.use()
        self._ctx.viewport = (0, 0, *size)
        self._ctx.scissor = None
        self._ctx.enable_only(moderngl.NOTHING)
        self._texture.use(0)
        self._programs.draw(self._programs.get("fullscreen.vert", "enlarge.frag"), moderngl.TRIANGLES, 3)

    def release(self) -> None:
        if self._picture is not None and self._texture is not None:
            raw.unbind_framebuffer(self._ctx)
            self._picture.release()
            self._texture.release()
        self._picture = self._texture = None
