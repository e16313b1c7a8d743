"""How long the graphics card took, without waiting for it: timestamps at a frame's begin and end, read some frames later."""

from __future__ import annotations

from collections import deque
from ctypes import CFUNCTYPE, POINTER, byref, c_int, c_uint, c_uint64
from typing import Any

import moderngl

QUERY_RESULT, QUERY_RESULT_AVAILABLE, TIMESTAMP = 0x8866, 0x8867, 0x8E28
IN_FLIGHT = 4  # frames; a driver that is further behind is not measured until it has caught up


class GpuTimer:
    """`begin` and `end` once a frame; `take` hands out each finished frame's milliseconds once."""

    def __init__(self, ctx: moderngl.Context) -> None:
        loader: Any = ctx.mglo._context
        find = getattr(loader, "load_opengl_function", None) or loader.load

        def function(name: str, *types: Any) -> Any:
            return CFUNCTYPE(None, *types)(find(name))

        self._query_counter = function("glQueryCounter", c_uint, c_uint)
        self._result = function("glGetQueryObjectui64v", c_uint, c_uint, POINTER(c_uint64))
        self._available = function("glGetQueryObjectiv", c_uint, c_uint, POINTER(c_int))
        self._delete = function("glDeleteQueries", c_int, POINTER(c_uint))
        self._names = (c_uint * (2 * IN_FLIGHT))()
        function("glGenQueries", c_int, POINTER(c_uint))(len(self._names), self._names)
        self._free = [(self._names[2 * i], self._names[2 * i + 1]) for i in range(IN_FLIGHT)]
        self._asked: deque[tuple[int, int]] = deque()
        self._open: tuple[int, int] | None = None

    def begin(self) -> None:
        if self._free and self._open is None:
            self._open = self._free.pop()
            self._query_counter(self._open[0], TIMESTAMP)

    def end(self) -> None:
        if self._open is not None:
            self._query_counter(self._open[1], TIMESTAMP)
            self._asked.append(self._open)
            self._open = None

    def take(self) -> float | None:
        """Milliseconds of the oldest frame that has not been taken, None if it is not finished."""
        if not self._asked:
            return None
        done = c_int(0)
        self._available(self._asked[0][1], QUERY_RESULT_AVAILABLE, byref(done))
        if not done.value:
            return None
        pair = self._asked.popleft()
        self._free.append(pair)
        stamps = [c_uint64(0), c_uint64(0)]
        for name, stamp in zip(pair, stamps, strict=True):
            self._result(name, QUERY_RESULT, byref(stamp))
        return (stamps[1].value - stamps[0].value) / 1e6

    def release(self) -> None:
        self._delete(len(self._names), self._names)
