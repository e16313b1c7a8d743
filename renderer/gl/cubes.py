"""Cube maps with levels of our own making: moderngl 5.13 writes only their first."""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_uint, c_void_p
from typing import Any

import moderngl
import numpy as np

TEXTURE_CUBE_MAP, CUBE_MAP_POSITIVE_X = 0x8513, 0x8515
RGB16F, RGB, HALF_FLOAT = 0x881B, 0x1907, 0x140B


def upload_cube(ctx: moderngl.Context, levels: list[np.ndarray], mipmaps: bool = False) -> moderngl.TextureCube:
    """levels : float16 [6, S, S, 3] each, S halved from one to the next; `mipmaps` : the driver makes the lower levels."""
    side = levels[0].shape[1]
    cube = ctx.texture_cube((side, side), 3, dtype="f2")
    cube.use(0)
    count = side.bit_length() if mipmaps else len(levels)
    _function(ctx, "glTexStorage2D", c_uint, c_int, c_uint, c_int, c_int)(TEXTURE_CUBE_MAP, count, RGB16F, side, side)
    sub_image = _function(ctx, "glTexSubImage2D", c_uint, c_int, c_int, c_int, c_int, c_int, c_uint, c_uint, c_void_p)
    _function(ctx, "glPixelStorei", c_uint, c_int)(0x0CF5, 1)  # GL_UNPACK_ALIGNMENT
    for number, level in enumerate(levels):
        for face in range(6):
            pixels = np.ascontiguousarray(level[face], np.float16)
            size = pixels.shape[0]
            place = CUBE_MAP_POSITIVE_X + face, number, 0, 0, size, size
            sub_image(*place, RGB, HALF_FLOAT, pixels.ctypes.data)
    if mipmaps:
        _function(ctx, "glGenerateMipmap", c_uint)(TEXTURE_CUBE_MAP)
    cube.filter = (moderngl.LINEAR_MIPMAP_LINEAR if count > 1 else moderngl.LINEAR, moderngl.LINEAR)
    return cube


def _function(ctx: moderngl.Context, name: str, *types: Any) -> Any:
    loader = ctx.mglo._context  # as renderer.gl.raw
    find = getattr(loader, "load_opengl_function", None) or loader.load
    return ctypes.CFUNCTYPE(None, *types)(find(name))
