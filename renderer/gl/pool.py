"""Memory on the graphics card that all models share, so that things of different models can be drawn by one call."""

from __future__ import annotations

import bisect
from collections.abc import Generator

import moderngl
import numpy as np

from renderer.gl.records import VERTEX

VERTEX_FORMAT = "3f 3f 4f2 2f 2f 4f2"
VERTEX_NAMES = ("in_position", "in_normal", "in_tangent", "in_uv0", "in_uv1", "in_colour")


STEP_BYTES = 4 << 20
NEAR_ROWS, MOST_RUNS = 16, 64  # what lies so near is written in one go; more runs than that cost as much as everything


class Pool:
    """One buffer of rows of `itemsize` bytes. Rows are taken and given back; where it is full it moves to one twice as large
    (copied by the graphics card), and `buffer` is another one then."""

    def __init__(self, ctx: moderngl.Context, itemsize: int, rows: int) -> None:
        self._ctx, self._itemsize = ctx, itemsize
        self.buffer = ctx.buffer(reserve=itemsize * rows)
        self._free = [(0, rows)]  # first row and number, by first row, never two that touch

    def take(self, data: np.ndarray) -> int:
        """Stores the rows of `data`; returns the first one's number."""
        first = self._find(data.nbytes // self._itemsize)
        if data.nbytes:
            self.buffer.write(np.ascontiguousarray(data), offset=first * self._itemsize)
        return first

    def steps(self, data: np.ndarray) -> Generator[None, None, int]:
        """As `take`, a few milliseconds a step. What is taken is lost if it is not run to its end."""
        first = self._find(data.nbytes // self._itemsize)
        yield
        content = np.ascontiguousarray(data).view(np.uint8).ravel()
        for start in range(0, len(content), STEP_BYTES):
            self.buffer.write(content[start : start + STEP_BYTES], offset=first * self._itemsize + start)
            yield
        return first

    def _find(self, count: int) -> int:
        """The first of so many free rows, which are taken then."""
        if not count:
            return 0
        place = next((i for i, (_, size) in enumerate(self._free) if size >= count), None)
        if place is None:
            self._grow(count)
            place = len(self._free) - 1
        first, size = self._free.pop(place)
        if size > count:
            self._free.insert(place, (first + count, size - count))
        return first

    def give_back(self, first: int, count: int) -> None:
        if not count:
            return
        place = bisect.bisect(self._free, (first, 0))
        if place < len(self._free) and first + count == self._free[place][0]:
            count += self._free.pop(place)[1]
        if place and sum(self._free[place - 1]) == first:
            first, before = self._free.pop(place - 1)
            count, place = count + before, place - 1
        self._free.insert(place, (first, count))

    def _grow(self, count: int) -> None:
        rows = self.buffer.size // self._itemsize
        larger = max(2 * rows, rows + count)
        old, self.buffer = self.buffer, self._ctx.buffer(reserve=larger * self._itemsize)
        self._ctx.copy_buffer(self.buffer, old)
        old.release()
        self._free.append((rows, 0))
        _, last = self._free.pop()
        self.give_back(rows, larger - rows + last)

    def release(self) -> None:
        self.buffer.release()


class GrowingBuffer:
    """A buffer that is written anew each frame and grows when it must."""

    def __init__(self, ctx: moderngl.Context, size: int) -> None:
        self._ctx = ctx
        self.buffer = ctx.buffer(reserve=size, dynamic=True)

    def write(self, data: np.ndarray) -> bool:
        """True if the buffer is another one now."""
        grown = data.nbytes > self.buffer.size
        if grown:
            self.buffer.release()
            self.buffer = self._ctx.buffer(reserve=data.nbytes * 2, dynamic=True)
        else:
            self.buffer.orphan()
        if data.nbytes:
            self.buffer.write(data)
        return grown

    def write_rows(self, data: np.ndarray, rows: np.ndarray) -> None:
        """Only these rows of the data; the buffer has the others from before. rows : int [R]."""
        if not len(rows):
            return
        rows = np.sort(rows)
        cuts = np.flatnonzero(rows[1:] - rows[:-1] > NEAR_ROWS) + 1
        if len(cuts) >= MOST_RUNS or data.nbytes > self.buffer.size:
            self.write(data)
            return
        firsts, lasts = rows[[0, *cuts]].tolist(), rows[[*(cuts - 1), -1]].tolist()
        for first, last in zip(firsts, lasts, strict=True):
            self.buffer.write(data[first : last + 1], offset=first * data.itemsize)

    def release(self) -> None:
        self.buffer.release()


class Geometry:
    """Vertices and indices of all models, and the one vertex array of each program over them."""

    def __init__(self, ctx: moderngl.Context, draw_ids: moderngl.Buffer) -> None:
        self._ctx, self._draw_ids = ctx, draw_ids
        self.vertices = Pool(ctx, VERTEX.itemsize, 1 << 15)
        self.indices = Pool(ctx, 4, 1 << 17)
        self._arrays: dict[int, moderngl.VertexArray] = {}
        self._made_of: tuple[int, int] = (0, 0)

    def array(self, program: moderngl.Program) -> tuple[moderngl.VertexArray, bool]:
        """The vertex array for a program, and whether it is new; `in_draw` counts instances up from 0."""
        made_of = self.vertices.buffer.glo, self.indices.buffer.glo
        if made_of != self._made_of:
            self._forget_arrays()
            self._made_of = made_of
        known = self._arrays.get(program.glo)
        if known is not None:
            return known, False
        used = [name if name in program else None for name in VERTEX_NAMES]
        names = [name for name in used if name]
        formats = VERTEX_FORMAT.split()
        sizes = [VERTEX[i].itemsize for i in range(len(formats))]
        layout = " ".join(f if n else f"{s}x" for f, n, s in zip(formats, used, sizes, strict=True))
        content = [(self.vertices.buffer, layout, *names), (self._draw_ids, "1u/i", "in_draw")]
        array = self._arrays[program.glo] = self._ctx.vertex_array(program, content, self.indices.buffer, 4)
        return array, True

    def _forget_arrays(self) -> None:
        for array in self._arrays.values():
            array.release()
        self._arrays.clear()

    def release(self) -> None:
        self._forget_arrays()
        self.vertices.release()
        self.indices.release()
