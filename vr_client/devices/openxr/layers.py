"""What a frame hands to the compositor: the two eyes, their depth, and pages as quad layers. Built once, refilled."""

from __future__ import annotations

from ctypes import POINTER, byref, cast, pointer
from typing import Any

import xr

from vr_client.devices.openxr.call import chain, check, raw

Header = POINTER(xr.CompositionLayerBaseHeader)
Flags = xr.CompositionLayerFlags
PAGE_FLAGS = Flags.BLEND_TEXTURE_SOURCE_ALPHA_BIT | Flags.UNPREMULTIPLIED_ALPHA_BIT
MAX_LAYERS = 16  # every runtime must take 16 (OpenXR 1.1, XR_MIN_COMPOSITION_LAYERS_SUPPORTED)


class FrameLayers:
    """The end of a frame. eyes : the two EyeTargets."""

    def __init__(self, session: Any, eyes: list[Any], submit_depth: bool) -> None:
        self._session = session
        self.views = (xr.CompositionLayerProjectionView * len(eyes))()
        self._depths = (xr.CompositionLayerDepthInfoKHR * len(eyes))()
        for index, eye in enumerate(eyes):
            self.views[index] = xr.CompositionLayerProjectionView(sub_image=eye.colour.sub_image())
            if eye.depth:
                self._depths[index] = xr.CompositionLayerDepthInfoKHR(
                    sub_image=eye.depth.sub_image(), min_depth=0.0, max_depth=1.0
                )
        self._has_depth = submit_depth and all(eye.depth for eye in eyes)
        self._projection = xr.CompositionLayerProjection(views=self.views)
        self._pointers = (Header * MAX_LAYERS)()
        self._projection_pointer = cast(pointer(self._projection), Header)
        self._end = xr.FrameEndInfo(environment_blend_mode=xr.EnvironmentBlendMode.OPAQUE)
        self._end._layers = cast(self._pointers, POINTER(Header))
        self._depth_chained = False
        self._size = (0, 0)

    def set_size(self, size: tuple[int, int]) -> None:
        """size : pixels, from its corner, of each image that are drawn and to be shown."""
        if size != self._size:
            self._size = size
            for part in (*self.views, *self._depths):
                part.sub_image.image_rect.extent.width, part.sub_image.image_rect.extent.height = size

    def set_depth(self, near_far: tuple[float, float] | None) -> None:
        """near_far : distances (metres, the far one may be infinite) at which the depth images hold 0 and 1; None: they
        hold nothing of use this frame and the compositor must not warp by them."""
        wanted = self._has_depth and near_far is not None
        if wanted and near_far is not None:
            for depth in self._depths:
                depth.near_z, depth.far_z = near_far
        if wanted != self._depth_chained:
            for index, view in enumerate(self.views):
                view.next = chain(self._depths[index]) if wanted else None
            self._depth_chained = wanted

    def end(self, display_time: int, space: Any, quads: list[Any], with_eyes: bool = True) -> None:
        """Ends the frame. quads : filled XrCompositionLayerQuad structures, drawn over the eyes in this order."""
        count = 0
        if with_eyes:
            self._projection.space = space
            self._pointers[0] = self._projection_pointer
            count = 1
        for quad in quads[: MAX_LAYERS - 1]:
            self._pointers[count] = cast(pointer(quad), Header)
            count += 1
        self._end.layer_count = count
        self._end.display_time = display_time
        check(raw.xrEndFrame(self._session, byref(self._end)))
