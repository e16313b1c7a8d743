"""The sky behind everything: a gradient, or a photograph of the surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl.image_light import SKY_UNIT

if TYPE_CHECKING:
    from renderer.gl.image_light import ImageLight
    from renderer.gl.programs import Programs


class Sky:
    def __init__(self, ctx: moderngl.Context, programs: Programs, reversed_depth: bool) -> None:
        self._ctx, self._programs, self._reversed = ctx, programs, reversed_depth

    def draw(self, photograph: ImageLight | None, view_index: int) -> None:
        """Behind all that is drawn; the depth function is the frame's again afterwards."""
        names = {"PHOTOGRAPH"} if photograph else set()
        program = self._programs.get(
            "sky.vert", "sky.frag", frozenset(names | ({"REVERSED"} if self._reversed else set()))
        )
        if photograph:
            photograph.sky.use(SKY_UNIT)
        self._programs.set(program, view_index=view_index)
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._ctx.depth_func = ">=" if self._reversed else "<="
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self._ctx.depth_func = ">" if self._reversed else "<"
