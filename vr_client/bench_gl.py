"""Tells the time inside GL calls from ours, for `seoul bench frame` and `change`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import moderngl

from renderer.gl import raw

DRAWS = {moderngl.VertexArray: ("render", "render_indirect"), raw.Calls: ("render", "render_indirect")}
OTHERS: dict[type, tuple[str, ...]] = {
    moderngl.Framebuffer: ("clear", "read"),
    moderngl.Buffer: ("write", "orphan"),
    moderngl.ComputeShader: ("run",),
    moderngl.Texture: ("write", "build_mipmaps"),
    moderngl.TextureArray: ("write", "build_mipmaps"),
    moderngl.Texture3D: ("write",),
    moderngl.Context: ("buffer", "texture", "texture_array", "texture3d", "copy_buffer", "program", "compute_shader"),
    raw.Calls: ("tex_storage", "tex_sub_image", "tex_storage_layers", "tex_sub_layer"),
}


class GlCalls:
    """From its making on, `seconds` grows by the time spent in draws, clears, waits and copies to the graphics card: a software
    GL shades vertices and pixels inside them, which a graphics card would do beside us. All other calls count as ours.
    clock : whose seconds. draws : False leaves the draws out. What a software GL leaves of the processor's caches then no longer
    slows us down."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.seconds, self.draws, self._depth = 0.0, True, 0
        for calls, may_wait in ((DRAWS, False), (OTHERS, True)):
            for owner, names in calls.items():
                for name in names:
                    setattr(owner, name, self._timed(getattr(owner, name), may_wait))
        made = raw.Calls.__init__

        def make(calls: raw.Calls, *args: Any) -> None:
            made(calls, *args)
            calls.finish = self._timed(calls.finish, True)

        raw.Calls.__init__ = make  # type: ignore[assignment,method-assign]
        for known in raw._calls.values():
            known.finish = self._timed(known.finish, True)

    def _timed(self, call: Callable[..., Any], always: bool) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            if not (always or self.draws):
                return None
            if self._depth:
                return call(*args, **kwargs)
            self._depth, began = 1, self._clock()
            try:
                return call(*args, **kwargs)
            finally:
                self.seconds += self._clock() - began
                self._depth = 0

        return run
