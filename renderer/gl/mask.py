"""The parts of each eye's picture that nobody can see through the lenses (XR_KHR_visibility_mask), kept free of work: a seventh
of the pixels (Vlachos 2015 measured 15 to 17 %)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import moderngl
import numpy as np

if TYPE_CHECKING:
    from renderer.gl.programs import Programs
    from renderer.scene import View


class Mask:
    """Vertex buffers of the masks, by the array they came in: a runtime gives a new one only when the lenses move."""

    KEEP = 4

    def __init__(self, ctx: moderngl.Context, programs: Programs, reverse: bool) -> None:
        self._ctx, self._programs = ctx, programs
        self._after = ">" if reverse else "<"
        self._names = frozenset({"REVERSED"} if reverse else ())
        self._known: dict[int, tuple[np.ndarray, moderngl.Buffer, moderngl.VertexArray]] = {}

    def draw(self, view: View) -> int:
        """Into the depth of the bound target, in the viewport that is set. Returns the number of draw calls."""
        mesh = view.hidden_mesh
        if mesh is None or not len(mesh):
            return 0
        program = self._programs.get("mask.vert", "mask.frag", self._names)
        known = self._known.get(id(mesh))
        if known is None:
            while len(self._known) >= self.KEEP:
                self._release(next(iter(self._known)))
            buffer = self._ctx.buffer(np.ascontiguousarray(mesh, np.float32))
            array = self._ctx.vertex_array(program, [(buffer, "2f", "in_tangent")])
            known = self._known[id(mesh)] = mesh, buffer, array
        fov = view.fov
        program["frustum"] = tuple(math.tan(a) for a in (fov.left, fov.right, fov.down, fov.up))
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._ctx.depth_func = "1"
        known[2].render(moderngl.TRIANGLES, vertices=len(mesh))
        self._ctx.depth_func = self._after
        return 1

    def release(self) -> None:
        for key in list(self._known):
            self._release(key)

    def _release(self, key: int) -> None:
        _, buffer, array = self._known.pop(key)
        array.release()
        buffer.release()
