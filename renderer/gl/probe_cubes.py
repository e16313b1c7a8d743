"""The reflection probes of a place in one cube map array: radiance by roughness, and how far away it is.

moderngl knows no cube map arrays. They are worth some raw GL: the hardware filters across faces and mips without seams.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_int, c_ubyte, c_uint
from typing import TYPE_CHECKING, Any

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.programs import read_shader
from renderer.light import CUBE_MIPS, CUBE_ROW, CUBE_SIDE, DEPTH_SIDE

if TYPE_CHECKING:
    from renderer.light import LightGroup

CUBE_MAP_ARRAY, RGBA16F, TEXTURE0 = 0x9009, 0x881A, 0x84C0
MIN_FILTER, MAG_FILTER, LINEAR, LINEAR_MIPMAP_LINEAR, READ_WRITE = 0x2801, 0x2800, 0x2601, 0x2703, 0x88BA
GROUP_SIDE = 8  # as probes.comp


class CubeCalls:
    """GL functions by ctypes, found as moderngl finds its own."""

    def __init__(self, ctx: moderngl.Context) -> None:
        loader = ctx.mglo._context
        find = getattr(loader, "load_opengl_function", None) or loader.load

        def function(name: str, *types: Any) -> Any:
            return ctypes.CFUNCTYPE(None, *types)(find(name))

        self.gen = function("glGenTextures", c_int, ctypes.POINTER(c_uint))
        self.delete = function("glDeleteTextures", c_int, ctypes.POINTER(c_uint))
        self.active = function("glActiveTexture", c_uint)
        self.bind = function("glBindTexture", c_uint, c_uint)
        self.storage = function("glTexStorage3D", c_uint, c_int, c_uint, c_int, c_int, c_int)
        self.parameter = function("glTexParameteri", c_uint, c_uint, c_int)
        self.bind_image = function("glBindImageTexture", c_uint, c_uint, c_int, c_ubyte, c_int, c_uint, c_uint)


class CubeArray:
    """`count` cubes of RGBA16F with CUBE_MIPS levels of `side` and less; contents undefined until written."""

    def __init__(self, ctx: moderngl.Context, count: int, side: int) -> None:
        self._calls, self.side = CubeCalls(ctx), side
        self._name = c_uint(0)
        self._calls.gen(1, ctypes.byref(self._name))
        self.use(0)
        self._calls.storage(CUBE_MAP_ARRAY, CUBE_MIPS, RGBA16F, side, side, 6 * count)
        self._calls.parameter(CUBE_MAP_ARRAY, MIN_FILTER, LINEAR_MIPMAP_LINEAR)
        self._calls.parameter(CUBE_MAP_ARRAY, MAG_FILTER, LINEAR)

    def use(self, unit: int) -> None:
        self._calls.active(TEXTURE0 + unit)
        self._calls.bind(CUBE_MAP_ARRAY, self._name.value)

    def use_image(self, level: int) -> None:
        """All faces of a level, for a compute shader to read and write at image unit 0."""
        self._calls.bind_image(0, self._name.value, level, 1, 0, READ_WRITE, RGBA16F)

    def release(self) -> None:
        self._calls.delete(1, ctypes.byref(self._name))


class ProbeCubes:
    """`cubes` : rgb radiance by roughness (level / (CUBE_MIPS - 1)), a distance in metres."""

    def __init__(
        self, ctx: moderngl.Context, program: moderngl.ComputeShader, depth: list[np.ndarray], half: bool
    ) -> None:
        """depth : float32 [P, 6, DEPTH_SIDE, DEPTH_SIDE], metres, and its halves. half : half the size, for software GL."""
        self._ctx, self._program = ctx, program
        self.count = len(depth[0])
        self.cubes = CubeArray(ctx, self.count, CUBE_SIDE // 2 if half else CUBE_SIDE)
        self._codes: dict[str, moderngl.Texture] = {}
        self._depth = ctx.texture_array((1, 1, 1), 1, dtype="f4")
        self._depth.use(0)
        raw.calls(ctx).tex_storage_layers(raw.R32F, DEPTH_SIDE, DEPTH_SIDE, 6 * self.count, len(depth))
        for level, metres in enumerate(depth):
            raw.calls(ctx).tex_sub_metres(level, metres.reshape(-1, *metres.shape[2:]))
        self._depth.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        self._depth.repeat_x = self._depth.repeat_y = False

    def has(self, group: LightGroup) -> bool:
        return group.name in self._codes

    def add(self, group: LightGroup, codes: np.ndarray) -> None:
        """codes : uint8 [P * CUBE_SIDE, CUBE_ROW, 3]."""
        texture = self._ctx.texture((CUBE_ROW, CUBE_SIDE * self.count), 3, np.ascontiguousarray(codes), alignment=1)
        texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._codes[group.name] = texture

    def mix(self, shares: list[tuple[LightGroup, float]]) -> Iterator[None]:
        """Sums the groups, each times its weight: a step for each, level by level."""
        adding: list[tuple[LightGroup | None, float]] = [*shares] or [(None, 0.0)]
        for level in range(CUBE_MIPS):
            for number, (group, weight) in enumerate(adding):
                self._dispatch(level, group, weight, begin=number == 0)
                yield
        self._ctx.memory_barrier()
        yield

    def _dispatch(self, level: int, group: LightGroup | None, weight: float, begin: bool = False) -> None:
        """begin : writes the distance, too, in place of what was there. Without a group: nothing but that."""
        self._depth.use(1)
        self.cubes.use_image(level)
        self._program["side"], self._program["level"] = self.cubes.side, level
        blocks = -(-max(self.cubes.side >> level, 1) // GROUP_SIDE)
        if group is not None:
            self._codes[group.name].use(0)
        self._program["coding"] = (
            (group.probe_range * weight, group.probe_exponent) if group is not None else (0.0, 1.0)
        )
        self._program["begin"] = begin
        self._ctx.memory_barrier()
        self._program.run(blocks, blocks, 6 * self.count)

    def release(self) -> None:
        self.cubes.release()
        self._depth.release()
        for texture in self._codes.values():
            texture.release()
        self._codes.clear()


def mixing_program(ctx: moderngl.Context) -> moderngl.ComputeShader:
    return ctx.compute_shader(read_shader("probes.comp"))
