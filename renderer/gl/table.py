"""The materials of all models, in pages that a uniform block can show.

Not a storage buffer: at the edges of triangles, texture gradients also come from pixels that only help ("helper invocations"),
and what those read from a storage buffer is undefined (GLSL 4.30, 7.1; llvmpipe gives them 0, which shows as lines along edges).
"""

from __future__ import annotations

import moderngl
import numpy as np

from renderer.gl.records import MATERIAL

MAX_BLOCK = 1 << 16


class MaterialTable:
    """Rows are taken and given back; row r is in page r // page_rows, bound as shaders/material.glsl: Materials."""

    BINDING = 4

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._page_bytes = min(int(ctx.info["GL_MAX_UNIFORM_BLOCK_SIZE"]), MAX_BLOCK)
        self.page_rows = self._page_bytes // MATERIAL.itemsize
        self._records = np.zeros((0, self.page_rows), MATERIAL)
        self._taken = np.zeros(0, bool)
        self._buffer: moderngl.Buffer | None = None
        self._bound = -1

    @property
    def define(self) -> str:
        """For the shader: how many materials a page has."""
        return f"MATERIALS {self.page_rows}"

    def take(self, records: np.ndarray) -> np.ndarray:
        """Stores MATERIAL [M]; returns their rows, int64 [M]."""
        missing = len(records) - int((~self._taken).sum())
        if missing > 0:
            pages = -(-missing // self.page_rows)
            self._records = np.concatenate([self._records, np.zeros((pages, self.page_rows), MATERIAL)])
            self._taken = np.concatenate([self._taken, np.zeros(pages * self.page_rows, bool)])
        rows = np.flatnonzero(~self._taken)[: len(records)]
        self._taken[rows] = True
        self._records.reshape(-1)[rows] = records
        self._upload()
        return rows

    def glow(self, rows: np.ndarray, emissive: np.ndarray) -> None:
        """Sets what materials emit, float32 [M, 3]."""
        records = self._records.reshape(-1)
        glowing = records["emissive"][rows]
        glowing[:, :3] = emissive
        records["emissive"][rows] = glowing
        self._upload()

    def give_back(self, rows: np.ndarray) -> None:
        self._taken[rows] = False

    def _upload(self) -> None:
        """All of it: some hundred kilobytes at most, and only when a model comes."""
        pages = len(self._records)
        padded = np.zeros((pages, self._page_bytes), np.uint8)
        used = self.page_rows * MATERIAL.itemsize
        padded[:, :used] = self._records.view(np.uint8).reshape(pages, used)
        if self._buffer is None or self._buffer.size < padded.nbytes:
            if self._buffer is not None:
                self._buffer.release()
            self._buffer = self._ctx.buffer(padded)
        else:
            self._buffer.write(padded)
        self._bound = -1

    def forget_binding(self) -> None:
        """Others may have bound something else there: the next `bind` binds in any case."""
        self._bound = -1

    def bind(self, page: int) -> None:
        if page != self._bound and self._buffer is not None:
            self._buffer.bind_to_uniform_block(self.BINDING, offset=page * self._page_bytes, size=self._page_bytes)
            self._bound = page

    def release(self) -> None:
        if self._buffer is not None:
            self._buffer.release()
            self._buffer = None
