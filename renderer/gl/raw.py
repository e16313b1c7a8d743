"""The few OpenGL things that moderngl 5.13 has no word for."""

from __future__ import annotations

import ctypes
import sys
from ctypes import c_int, c_ubyte, c_uint, c_void_p
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    import moderngl

FRAMEBUFFER_SRGB = 0x8DB9
TEXTURE_CUBE_MAP_SEAMLESS = 0x884F
SRGB8_ALPHA8, RGBA8, R32F, RED = 0x8C43, 0x8058, 0x822E, 0x1903
COMMAND_BYTES = 20
M_TRIM_THRESHOLD = -1  # of malloc.h
CLIP_DISTANCE0 = 0x3000
TEXTURE_2D, TEXTURE_2D_ARRAY, RGBA, UNSIGNED_BYTE, UNSIGNED_INT = 0x0DE1, 0x8C1A, 0x1908, 0x1401, 0x1405
TEXTURE_2D_MULTISAMPLE, DEPTH_COMPONENT32F, DEPTH_COMPONENT, FLOAT = 0x9100, 0x8CAC, 0x1902, 0x1406
LOWER_LEFT, NEGATIVE_ONE_TO_ONE, ZERO_TO_ONE = 0x8CA1, 0x935E, 0x935F
REPEAT, MIRRORED_REPEAT, CLAMP_TO_EDGE = 10497, 33648, 33071


def drain_errors(ctx: moderngl.Context) -> None:
    """Forgets errors that others left behind: some OpenXR runtimes do (SteamVR-for-Linux issue 799)."""
    for _ in range(16):
        if ctx.error == "GL_NO_ERROR":
            return


def set_wrap(texture: moderngl.TextureArray, wrap_s: int, wrap_t: int) -> None:
    """Wrap modes by GL enumerant; moderngl knows repeat and clamp only."""
    texture.repeat_x, texture.repeat_y = wrap_s != CLAMP_TO_EDGE, wrap_t != CLAMP_TO_EDGE
    if MIRRORED_REPEAT in (wrap_s, wrap_t):
        from OpenGL import GL  # 0.2 s to import, and few files mirror

        texture.use(0)
        GL.glTexParameteri(GL.GL_TEXTURE_2D_ARRAY, GL.GL_TEXTURE_WRAP_S, wrap_s)
        GL.glTexParameteri(GL.GL_TEXTURE_2D_ARRAY, GL.GL_TEXTURE_WRAP_T, wrap_t)


def unbind_framebuffer(ctx: moderngl.Context) -> None:
    """Before a bound framebuffer is released: moderngl would bind its dead name again at the next creation of one."""
    ctx.detect_framebuffer(0).use()


@cache
def keep_freed_memory() -> None:
    """Software GL takes and frees some megabytes a frame. Where they happen to lie at the heap's end, glibc would hand them back to
    the system each time, and the page faults would cost more than the drawing (measured 2026-11: 35 ms a frame for 19)."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and no need of it
        if mallopt is not None:
            mallopt(M_TRIM_THRESHOLD, 128 << 20)


def has_clip_control(ctx: moderngl.Context) -> bool:
    """Whether depth may go from 0 to 1 in clip space, which is what gives reversed depth its precision."""
    return ctx.version_code >= 450 or "GL_ARB_clip_control" in ctx.extensions


class Calls:
    """GL by ctypes. While such a call runs, Python's other threads go on; moderngl's calls hold them up, and those of software GL
    may take seconds when they compile a shader: long enough for a server to think that we are gone."""

    def __init__(self, ctx: moderngl.Context) -> None:
        loader = ctx.mglo._context  # how moderngl itself finds its functions
        # A window is found by moderngl's own loader, a context without one by glcontext's.
        find = getattr(loader, "load_opengl_function", None) or loader.load

        def function(name: str, *types: Any) -> Any:
            return ctypes.CFUNCTYPE(None, *types)(find(name))

        self.function = function
        self.finish = function("glFinish")
        self._tex_storage = function("glTexStorage2D", c_uint, c_int, c_uint, c_int, c_int)
        self._tex_sub_image = function(
            "glTexSubImage2D", c_uint, c_int, c_int, c_int, c_int, c_int, c_uint, c_uint, c_void_p
        )
        self._tex_storage_3d = function("glTexStorage3D", c_uint, c_int, c_uint, c_int, c_int, c_int)
        self._tex_sub_image_3d = function(
            "glTexSubImage3D", c_uint, c_int, c_int, c_int, c_int, c_int, c_int, c_int, c_uint, c_uint, c_void_p
        )
        self._clip_control = function("glClipControl", c_uint, c_uint) if has_clip_control(ctx) else None
        self._tex_image = function("glTexImage2D", c_uint, c_int, c_int, c_int, c_int, c_int, c_uint, c_uint, c_void_p)
        self._tex_image_samples = function("glTexImage2DMultisample", c_uint, c_int, c_uint, c_int, c_int, c_ubyte)
        self._draw_arrays = function("glDrawArraysInstanced", c_uint, c_int, c_int, c_int)
        self._draw_indirect = function("glMultiDrawElementsIndirect", c_uint, c_uint, c_void_p, c_int, c_int)

    def depth_from_0(self, on: bool) -> None:
        """Depth in clip space from 0 to 1, or (off) from -1 to 1 as GL has it by default; only where `has_clip_control`."""
        if self._clip_control is not None:
            self._clip_control(LOWER_LEFT, ZERO_TO_ONE if on else NEGATIVE_ONE_TO_ONE)

    def make_float_depth(self, texture: moderngl.Texture, size: tuple[int, int], samples: int) -> None:
        """Gives a depth texture 32 bits of floating point; moderngl makes 24 of fixed point."""
        texture.use(0)
        if samples > 1:
            self._tex_image_samples(TEXTURE_2D_MULTISAMPLE, samples, DEPTH_COMPONENT32F, *size, 1)
        else:
            self._tex_image(TEXTURE_2D, 0, DEPTH_COMPONENT32F, *size, 0, DEPTH_COMPONENT, FLOAT, None)

    def render(self, array: moderngl.VertexArray, mode: int, vertices: int, first: int = 0, instances: int = 1) -> None:
        """array.render(mode, vertices, first=first, instances=instances)."""
        array.render(mode, vertices=0)  # draws nothing, but binds everything
        self._draw_arrays(mode, first, vertices, instances)

    def render_indirect(
        self, array: moderngl.VertexArray, commands: moderngl.Buffer, mode: int, count: int, first: int
    ) -> None:
        """array.render_indirect(commands, mode, count, first=first), for arrays with four-byte indices."""
        array.render_indirect(commands, mode, 0, first=first)
        self._draw_indirect(mode, UNSIGNED_INT, first * COMMAND_BYTES, count, COMMAND_BYTES)

    def tex_storage(self, internal_format: int, width: int, height: int, levels: int) -> None:
        """Memory for all levels of the texture bound at the active unit."""
        self._tex_storage(TEXTURE_2D, levels, internal_format, width, height)

    def tex_sub_image(self, level: int, pixels: np.ndarray) -> None:
        """pixels : uint8 [H, W, 4], contiguous, all of the level."""
        height, width, _ = pixels.shape
        address = pixels.ctypes.data
        self._tex_sub_image(TEXTURE_2D, level, 0, 0, width, height, RGBA, UNSIGNED_BYTE, address)

    def tex_storage_layers(self, internal_format: int, width: int, height: int, layers: int, levels: int) -> None:
        """Memory for all layers and levels of the texture array bound at the active unit."""
        self._tex_storage_3d(TEXTURE_2D_ARRAY, levels, internal_format, width, height, layers)

    def tex_sub_layer(self, level: int, layer: int, pixels: np.ndarray) -> None:
        """pixels : uint8 [H, W, 4], contiguous, all of the level of one layer."""
        height, width, _ = pixels.shape
        address = pixels.ctypes.data
        self._tex_sub_image_3d(TEXTURE_2D_ARRAY, level, 0, 0, layer, width, height, 1, RGBA, UNSIGNED_BYTE, address)

    def tex_sub_metres(self, level: int, values: np.ndarray) -> None:
        """values : float32 [layers, H, W], contiguous, all of the level, of a texture array of one channel."""
        layers, height, width = values.shape
        address = values.ctypes.data
        self._tex_sub_image_3d(TEXTURE_2D_ARRAY, level, 0, 0, 0, width, height, layers, RED, FLOAT, address)


_calls: WeakKeyDictionary[Any, Calls] = WeakKeyDictionary()


def calls(ctx: moderngl.Context) -> Calls:
    """The functions of a context, looked up once."""
    if ctx not in _calls:
        _calls[ctx] = Calls(ctx)
    return _calls[ctx]
