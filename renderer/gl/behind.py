"""The picture of all that is opaque, blurred by halves: what is seen through glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.targets import HdrTarget

BEHIND_UNIT = 15


class Behind:
    """One texture for each of the few sizes in use: its mipmaps may not reach beyond what is drawn."""

    KEEP = 1

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._copies: dict[tuple[int, int], tuple[moderngl.Texture, moderngl.Framebuffer]] = {}

    def take(self, target: HdrTarget) -> None:
        """Copies what is drawn so far, all views, and binds the copy; the target is drawn on."""
        size = target.whole
        known = self._copies.pop(size) if size in self._copies else None
        texture, framebuffer = known or self._make(size)
        self._copies[size] = texture, framebuffer
        while len(self._copies) > self.KEEP:
            self._release(self._copies.pop(next(iter(self._copies))))
        self._ctx.copy_framebuffer(framebuffer, target.framebuffer)
        texture.build_mipmaps()
        texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        target.framebuffer.use()
        texture.use(BEHIND_UNIT)

    def release(self) -> None:
        for copy in self._copies.values():
            self._release(copy)
        self._copies.clear()

    def _make(self, size: tuple[int, int]) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
        texture = self._ctx.texture(size, 4, dtype="f2")
        texture.repeat_x = texture.repeat_y = False
        return texture, self._ctx.framebuffer([texture])

    def _release(self, copy: tuple[moderngl.Texture, moderngl.Framebuffer]) -> None:
        raw.unbind_framebuffer(self._ctx)
        copy[1].release()
        copy[0].release()
