"""The sky behind everything: a gradient, or a photograph of the surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl.image_light import SKY_UNIT

if TYPE_CHECKING:
    from renderer.gl.image_light import ImageLight
    from renderer.gl.programs import Programs


class Sky:
    """`features` : names for its program, of what a frame has not (lean.py)."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, reversed_depth: bool) -> None:
        self._ctx, self._programs = ctx, programs
        self._kind: frozenset[str] = frozenset({"REVERSED"} if reversed_depth else ())
        self._behind = ">=" if reversed_depth else "<="
        self._before = ">" if reversed_depth else "<"
        self.features: frozenset[str] = frozenset()

    def draw(self, photograph: ImageLight | None, view_index: int) -> None:
        """Behind all that is drawn; the depth function is the frame's again afterwards."""
        names = self._kind | self.features | ({"PHOTOGRAPH"} if photograph else set())
        program = self._programs.get("sky.vert", "sky.frag", names)
        if photograph:
            photograph.sky.use(SKY_UNIT)
        self._programs.set(program, view_index=view_index)
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._ctx.depth_func = self._behind
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self._ctx.depth_func = self._before
