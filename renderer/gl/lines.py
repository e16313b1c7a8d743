"""Rays and arcs at the hand: ribbons that face the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl.batch import GrowingBuffer
from renderer.scene import Line

if TYPE_CHECKING:
    from renderer.gl.programs import Programs

SEGMENT = np.dtype([("from", np.float32, 3), ("to", np.float32, 3), ("colour", np.float32, 4), ("width", np.float32)])


def pack(lines: list[Line]) -> np.ndarray:
    """SEGMENT [number of segments]."""
    segments = np.zeros(sum(max(len(line.points) - 1, 0) for line in lines), SEGMENT)
    row = 0
    for line in lines:
        count = max(len(line.points) - 1, 0)
        if not count:
            continue
        points = np.array([tuple(p) for p in line.points], np.float32)
        piece = segments[row : row + count]
        piece["from"], piece["to"], piece["colour"], piece["width"] = points[:-1], points[1:], line.colour, line.width_m
        row += count
    return segments


class Lines:
    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._ctx, self._programs = ctx, programs
        self._buffer = GrowingBuffer(ctx, 1 << 14)
        self._array: moderngl.VertexArray | None = None

    def draw(self, lines: list[Line], view_index: int) -> int:
        segments = pack(lines)
        if not len(segments):
            return 0
        program = self._programs.get("line.vert", "line.frag")
        if self._buffer.write(segments) or self._array is None:
            if self._array is not None:
                self._array.release()
            content = (self._buffer.buffer, "3f 3f 4f 1f/i", "in_from", "in_to", "in_colour", "in_width")
            self._array = self._ctx.vertex_array(program, [content])
        program["view_index"] = view_index
        self._ctx.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST)
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self._array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(segments))
        return 1

    def release(self) -> None:
        if self._array is not None:
            self._array.release()
        self._buffer.buffer.release()
