"""Which mirrors are hidden by what stands before them, known a frame or two late: the graphics card counts their pixels, and
nothing waits for it. One that was not asked about yet counts as seen."""

from __future__ import annotations

from collections.abc import Hashable
from ctypes import POINTER, byref, c_int, c_uint
from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    import numpy as np

    from renderer.gl.programs import Programs
    from renderer.gl.targets import HdrTarget

QUERY_RESULT, QUERY_RESULT_AVAILABLE, ANY_SAMPLES_PASSED = 0x8866, 0x8867, 0x8C2F


class Sightings:
    """`answers` and then `ask` once a frame."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, reversed_depth: bool) -> None:
        self._ctx, self._programs, self._reversed, self._calls = ctx, programs, reversed_depth, raw.calls(ctx)
        function = self._calls.function
        self._generate = function("glGenQueries", c_int, POINTER(c_uint))
        self._begin, self._end = function("glBeginQuery", c_uint, c_uint), function("glEndQuery", c_uint)
        self._get = function("glGetQueryObjectiv", c_uint, c_uint, POINTER(c_int))
        self._delete = function("glDeleteQueries", c_int, POINTER(c_uint))
        self._asked: dict[Hashable, int] = {}
        self._free: list[int] = []
        self._hidden: set[Hashable] = set()

    def answers(self, in_view: set[Hashable]) -> set[Hashable]:
        """Those of the mirrors in view that are known to be hidden."""
        for key, query in list(self._asked.items()):
            if self._value(query, QUERY_RESULT_AVAILABLE):
                (self._hidden.discard if self._value(query, QUERY_RESULT) else self._hidden.add)(key)
                self._free.append(self._asked.pop(key))
        self._hidden &= in_view  # who turns round and back shall not see an old answer
        return self._hidden

    def ask(self, mirrors: dict[Hashable, np.ndarray], target: HdrTarget) -> None:
        """mirrors : corners of those in view, [4, 3]. target : holds the depth of all that is solid; the views' block is bound."""
        new = {key: corners for key, corners in mirrors.items() if key not in self._asked}
        if not new:
            return
        target.framebuffer.color_mask, target.framebuffer.depth_mask = (False,) * 4, False
        target.framebuffer.use()  # as of now
        self._calls.depth_from_0(self._reversed)
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._ctx.depth_func = ">=" if self._reversed else "<="
        program = self._programs.get("sighting.vert", "mask.frag")
        for key, corners in new.items():
            self._asked[key] = query = self._free.pop() if self._free else self._new()
            program["corners"] = [tuple(corner) for corner in corners.tolist()]
            self._begin(ANY_SAMPLES_PASSED, query)
            for view in range(target.views):
                program["view_index"] = view
                self._ctx.viewport = (view * target.size[0], 0, *target.size)
                self._programs.draw(program, moderngl.TRIANGLE_FAN, 4)
            self._end(ANY_SAMPLES_PASSED)
        target.framebuffer.color_mask, target.framebuffer.depth_mask = (True,) * 4, True
        self._calls.depth_from_0(False)
        self._ctx.depth_func = "<"
        self._ctx.enable_only(moderngl.NOTHING)

    def release(self) -> None:
        for query in (*self._free, *self._asked.values()):
            self._delete(1, byref(c_uint(query)))

    def _new(self) -> int:
        name = c_uint(0)
        self._generate(1, byref(name))
        return name.value

    def _value(self, query: int, what: int) -> bool:
        value = c_int(0)
        self._get(query, what, byref(value))
        return bool(value.value)
