"""Panels as quad layers: the compositor samples the page itself, at the display's resolution, so that small print reads.

A page keeps its swapchain while it is shown; pixels travel only when the image's version rises.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import xr
from OpenGL import GL

from renderer.scene import Panel
from vr_client.devices.openxr.call import set_xr_pose
from vr_client.devices.openxr.layers import PAGE_FLAGS
from vr_client.devices.openxr.swapchain import Swapchain

MAX_PAGES = 8  # each holds three images; beyond this the renderer draws the panel itself
KEEP_FRAMES = 300  # a hidden page's swapchain waits this long before it goes


class Page:
    """One panel's swapchain and its quad."""

    def __init__(self, session: Any, size: tuple[int, int]) -> None:
        self.size = size
        self.swapchain = Swapchain(session, int(GL.GL_SRGB8_ALPHA8), size)
        self.quad = xr.CompositionLayerQuad(layer_flags=PAGE_FLAGS, sub_image=self.swapchain.sub_image())
        self.shown = (-1, 1.0)  # version, opacity
        self.last_frame = 0
        self.image: Any = None  # the owner, so that its id is not reused while we hold it

    def upload(self, pixels: np.ndarray, opacity: float) -> None:
        """pixels : uint8 [H, W, 4], first row at the top; a GL image's first row is the bottom one."""
        flipped = np.ascontiguousarray(pixels[::-1])
        if opacity < 1:
            flipped[..., 3] = (flipped[..., 3] * opacity).astype(np.uint8)
        index = self.swapchain.acquire()
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.swapchain.images[index])
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
        GL.glPixelStorei(GL.GL_UNPACK_ROW_LENGTH, 0)
        height, width = pixels.shape[:2]
        GL.glTexSubImage2D(GL.GL_TEXTURE_2D, 0, 0, 0, width, height, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, flipped)
        GL.glBindTexture(GL.GL_TEXTURE_2D, 0)
        self.swapchain.release()


class Pages:
    """All pages of a session, by image."""

    def __init__(self, session: Any) -> None:
        self._session = session
        # Pixels are sRGB bytes: in any other format the compositor would take them for linear light.
        self.supported = GL.GL_SRGB8_ALPHA8 in [int(f) for f in xr.enumerate_swapchain_formats(session)]
        self._pages: dict[int, Page] = {}
        self._frame = 0

    def quads(self, panels: list[Panel], space: Any) -> list[Any]:
        """Filled quad layers for this frame, at most MAX_PAGES of them. Poses are in `space`."""
        self._frame += 1
        filled = [self._fill(panel, space) for panel in panels[:MAX_PAGES]]
        self._forget_old()
        return filled

    def _fill(self, panel: Panel, space: Any) -> Any:
        page = self._page(panel)
        state = (panel.image.version, panel.opacity)
        if page.shown != state:
            page.upload(panel.image.pixels, panel.opacity)
            page.shown = state
        page.last_frame = self._frame
        page.quad.space = space
        set_xr_pose(page.quad.pose, panel.world_from_panel)
        page.quad.size.width, page.quad.size.height = panel.width_m, panel.height_m
        return page.quad

    def _page(self, panel: Panel) -> Page:
        height, width = panel.image.pixels.shape[:2]
        key = id(panel.image)
        page = self._pages.get(key)
        if page is None or page.size != (width, height):
            if page is not None:
                page.swapchain.destroy()
            page = self._pages[key] = Page(self._session, (width, height))
            page.image = panel.image
        return page

    def _forget_old(self) -> None:
        old = [key for key, page in self._pages.items() if self._frame - page.last_frame > KEEP_FRAMES]
        for key in old:
            self._pages.pop(key).swapchain.destroy()

    def destroy(self) -> None:
        for page in self._pages.values():
            page.swapchain.destroy()
        self._pages.clear()
