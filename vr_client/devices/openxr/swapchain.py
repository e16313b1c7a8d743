"""The images that the runtime lends for each eye, wrapped once as moderngl framebuffers."""

from __future__ import annotations

from ctypes import byref, c_uint32
from typing import Any

import xr
from OpenGL import GL

from vr_client.devices.openxr.call import check, raw

# Runtimes disagree on what a linear format means; sRGB ones are the safe choice (OpenXR-SDK 467, SteamVR-for-Linux 782).
COLOUR_FORMATS = (GL.GL_SRGB8_ALPHA8, GL.GL_SRGB8, GL.GL_RGBA16F, GL.GL_RGBA8)
DEPTH_FORMATS = (GL.GL_DEPTH_COMPONENT32F, GL.GL_DEPTH_COMPONENT24, GL.GL_DEPTH24_STENCIL8, GL.GL_DEPTH_COMPONENT16)
SRGB_FORMATS = (GL.GL_SRGB8_ALPHA8, GL.GL_SRGB8)
USAGE = xr.SwapchainUsageFlags


def choose_format(preferred: tuple[int, ...], offered: list[int]) -> int | None:
    """The first of our formats that the runtime has."""
    return next((int(f) for f in preferred if f in offered), None)


class Swapchain:
    """One 2D (or, with layers=2, array) swapchain. `images` are GL texture names."""

    def __init__(
        self, session: Any, gl_format: int, size: tuple[int, int], depth: bool = False, layers: int = 1
    ) -> None:
        self.format, self.size, self.layers = gl_format, size, layers
        attachment = USAGE.DEPTH_STENCIL_ATTACHMENT_BIT if depth else USAGE.COLOR_ATTACHMENT_BIT
        info = xr.SwapchainCreateInfo(
            usage_flags=USAGE.SAMPLED_BIT | attachment, format=gl_format, sample_count=1,
            width=size[0], height=size[1], face_count=1, array_size=layers, mip_count=1,
        )  # fmt: skip
        self.handle = xr.create_swapchain(session, info)
        self.images = [int(i.image) for i in xr.enumerate_swapchain_images(self.handle, xr.SwapchainImageOpenGLKHR)]
        self.index = 0
        self._index = c_uint32()
        self._acquire = xr.SwapchainImageAcquireInfo()
        self._wait = xr.SwapchainImageWaitInfo(timeout=xr.INFINITE_DURATION)
        self._release = xr.SwapchainImageReleaseInfo()

    def acquire(self) -> int:
        """Takes the next image and waits until the compositor has let go of it. Its index."""
        check(raw.xrAcquireSwapchainImage(self.handle, byref(self._acquire), byref(self._index)))
        check(raw.xrWaitSwapchainImage(self.handle, byref(self._wait)))
        self.index = self._index.value
        return self.index

    def release(self) -> None:
        check(raw.xrReleaseSwapchainImage(self.handle, byref(self._release)))

    def sub_image(self, layer: int = 0) -> Any:
        rect = xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(*self.size))
        return xr.SwapchainSubImage(swapchain=self.handle, image_rect=rect, image_array_index=layer)

    def destroy(self) -> None:
        if self.handle is not None:
            xr.destroy_swapchain(self.handle)
            self.handle = None


class EyeTargets:
    """Colour and, where offered, depth of one eye, with a framebuffer for each pair of images.

    Without a depth swapchain a renderbuffer stands in, so that a renderer may draw straight into the framebuffer.
    """

    def __init__(self, ctx: Any, session: Any, size: tuple[int, int], with_depth: bool) -> None:
        offered = [int(f) for f in xr.enumerate_swapchain_formats(session)]
        colour = choose_format(COLOUR_FORMATS, offered)
        if colour is None:
            raise xr.exception.SwapchainFormatUnsupportedError
        self.colour = Swapchain(session, colour, size)
        self.srgb = colour in SRGB_FORMATS
        depth_format = choose_format(DEPTH_FORMATS, offered) if with_depth else None
        self.depth = Swapchain(session, depth_format, size, depth=True) if depth_format else None
        self._ctx, self._size = ctx, size
        self._renderbuffer = 0 if self.depth else _depth_renderbuffer(size)
        self._framebuffers: dict[tuple[int, int], Any] = {}
        self.framebuffer: Any = None

    def acquire(self) -> Any:
        """This frame's moderngl framebuffer."""
        pair = self.colour.acquire(), self.depth.acquire() if self.depth else -1
        if pair not in self._framebuffers:
            self._framebuffers[pair] = self._make(*pair)
        self.framebuffer = self._framebuffers[pair]
        return self.framebuffer

    def release(self) -> None:
        self.colour.release()
        if self.depth:
            self.depth.release()

    @property
    def depth_texture(self) -> int:
        """GL name of this frame's depth image; 0 where there is none."""
        return self.depth.images[self.depth.index] if self.depth else 0

    def _make(self, colour_index: int, depth_index: int) -> Any:
        """moderngl cannot attach a foreign depth texture: made in GL, then adopted."""
        name = GL.glGenFramebuffers(1)
        before = GL.glGetIntegerv(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, name)
        target, image = GL.GL_TEXTURE_2D, self.colour.images[colour_index]
        GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, target, image, 0)
        if self.depth:
            stencil = self.depth.format == GL.GL_DEPTH24_STENCIL8
            where = GL.GL_DEPTH_STENCIL_ATTACHMENT if stencil else GL.GL_DEPTH_ATTACHMENT
            GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, where, target, self.depth.images[depth_index], 0)
        else:
            GL.glFramebufferRenderbuffer(
                GL.GL_FRAMEBUFFER, GL.GL_DEPTH_ATTACHMENT, GL.GL_RENDERBUFFER, self._renderbuffer
            )
        adopted = self._ctx.detect_framebuffer(name)
        adopted.viewport = (0, 0, *self._size)
        if (
            self.depth
        ):  # an adopted framebuffer does not know what hangs on it; the renderer asks before it writes depth
            texture = self.depth.images[depth_index]
            adopted._depth_attachment = self._ctx.external_texture(texture, self._size, 1, 0, "f4")
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, before)
        return adopted

    def destroy(self) -> None:
        for framebuffer in self._framebuffers.values():
            GL.glDeleteFramebuffers(1, [framebuffer.glo])
        self._framebuffers.clear()
        if self._renderbuffer:
            GL.glDeleteRenderbuffers(1, [self._renderbuffer])
        self.colour.destroy()
        if self.depth:
            self.depth.destroy()


def _depth_renderbuffer(size: tuple[int, int]) -> int:
    name = GL.glGenRenderbuffers(1)
    GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, name)
    GL.glRenderbufferStorage(GL.GL_RENDERBUFFER, GL.GL_DEPTH_COMPONENT32F, *size)
    GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, 0)
    return int(name)
