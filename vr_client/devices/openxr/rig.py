"""Everything that lives exactly as long as one session: spaces, actions, hands, images, layers. Made together, gone together."""

from __future__ import annotations

import contextlib
import logging
from ctypes import byref, c_uint32
from typing import Any

import xr
from OpenGL import GL

from renderer.scene import Panel, View
from vr_client.devices.device import Input
from vr_client.devices.openxr.actions import Actions
from vr_client.devices.openxr.bindings import HANDS
from vr_client.devices.openxr.call import check, fov_from_xr, pose_from_xr, raw
from vr_client.devices.openxr.hands import HandTrackers
from vr_client.devices.openxr.instance import Runtime
from vr_client.devices.openxr.layers import FrameLayers
from vr_client.devices.openxr.mask import hidden_meshes
from vr_client.devices.openxr.pages import Pages
from vr_client.devices.openxr.refresh import ask_for_refresh_rate
from vr_client.devices.openxr.session import STEREO, Session
from vr_client.devices.openxr.spaces import Spaces
from vr_client.devices.openxr.swapchain import EyeTargets

log = logging.getLogger(__name__)
LOCATED = xr.ViewStateFlags.POSITION_VALID_BIT | xr.ViewStateFlags.ORIENTATION_VALID_BIT


class Rig:
    """One session of `runtime` on the GL context that `binding` describes and `ctx` (moderngl) wraps."""

    def __init__(self, runtime: Runtime, binding: Any, ctx: Any) -> None:
        self._parts = contextlib.ExitStack()
        try:
            self._build(runtime, binding, ctx)
        except BaseException:
            self._parts.close()
            raise

    def _build(self, runtime: Runtime, binding: Any, ctx: Any) -> None:
        self.session = Session(runtime, binding)
        self._parts.callback(self.session.destroy)
        handle = self.session.handle
        self.spaces = Spaces(handle, runtime.api >= (1, 1) or "XR_EXT_local_floor" in runtime.extensions)
        self._parts.callback(self.spaces.destroy)
        self.actions = Actions(runtime.instance, handle, runtime.extensions)
        self._parts.callback(self.actions.destroy)
        self.hands = HandTrackers(runtime, handle)
        self._parts.callback(self.hands.destroy)
        view = xr.enumerate_view_configuration_views(runtime.instance, runtime.system, STEREO)[0]
        self.size = view.recommended_image_rect_width, view.recommended_image_rect_height
        depth = runtime.quirks.depth_layer and "XR_KHR_composition_layer_depth" in runtime.extensions
        self.eyes = []
        for _ in HANDS:
            self.eyes.append(EyeTargets(ctx, handle, self.size, depth))
            self._parts.callback(self.eyes[-1].destroy)
        self.layers = FrameLayers(handle, self.eyes, depth)
        self.pages = Pages(handle)
        self._parts.callback(self.pages.destroy)
        self.hidden_meshes = hidden_meshes(runtime, handle, len(self.eyes))
        self.refresh_hz = ask_for_refresh_rate(runtime, handle)
        self.waited = self.begun = self.acquired = False
        self._views = (xr.View * 2)(xr.View(), xr.View())
        self._view_state, self._view_count = xr.ViewState(), c_uint32()
        self._locate = xr.ViewLocateInfo(STEREO, 0, self.spaces.play)

    # a frame ---------------------------------------------------------------------------------------------------------

    def wait(self) -> Any:
        """Blocks until the next frame is due; a second call before `begin` returns the same frame."""
        if not self.waited:
            self.session.wait_frame()
            self.waited = True
        return self.session.frame

    def read(self, given: Input) -> None:
        """Fills `given` with head and hands at the frame's display time."""
        moment = self.session.frame.predicted_display_time
        head = self.spaces.locate(self.spaces.view, moment)
        if head is not None:
            given.head = head
        given.focused = self.session.life.focused and self.actions.sync()
        for side in HANDS if given.focused else ():
            hand = given.left if side == "left" else given.right
            self.actions.read(side, self.spaces, moment, hand)
            if not hand.active:
                self.hands.read(side, self.spaces.play, moment, hand)

    def begin(self) -> list[View]:
        """Starts the frame and takes images. The views in play space; [] where nothing would be seen, and then the frame
        has been ended already."""
        frame = self.wait()
        self.session.begin_frame()
        self.waited, self.begun = False, True
        views = self._locate_views(frame.predicted_display_time) if frame.should_render else []
        if not views:
            self.end([], with_eyes=False)
            return []
        for eye in self.eyes:
            eye.acquire()
        self.acquired = True
        return views

    def _locate_views(self, moment: int) -> list[View]:
        self._locate.display_time, self._locate.space = moment, self.spaces.play
        check(raw.xrLocateViews(
            self.session.handle, byref(self._locate), byref(self._view_state), 2, byref(self._view_count), self._views
        ))  # fmt: skip
        if self._view_state._view_state_flags & LOCATED != LOCATED:
            return []
        for target, view in zip(self.layers.views, self._views, strict=True):
            target.pose, target.fov = view.pose, view.fov
        return [
            View(pose_from_xr(view.pose), fov_from_xr(view.fov), hidden_mesh=hidden)
            for view, hidden in zip(self._views, self.hidden_meshes, strict=True)
        ]

    def release_images(self) -> None:
        if self.acquired:
            self.acquired = False
            for eye in self.eyes:
                eye.release()

    def end(self, panels: list[Panel], with_eyes: bool = True) -> None:
        """Ends the begun frame with the eyes (unless not drawn) and `panels`, poses in play space, as quad layers."""
        self.release_images()
        quads = self.pages.quads(panels, self.spaces.play) if panels else []
        self.begun = False
        self.layers.end(self.session.frame.predicted_display_time, self.spaces.play, quads, with_eyes)

    def abandon_frame(self) -> None:
        """Brings a half-made frame to an end, as the runtime counts waits, begins and ends."""
        if self.waited:
            self.session.begin_frame()
            self.waited, self.begun = False, True
        if self.begun:
            self.end([], with_eyes=False)

    def close(self) -> None:
        """Children before their parents; errors of a dead runtime are of no more interest."""
        while True:
            try:
                self._parts.close()
                break
            except xr.exception.XrException as error:
                log.debug("while closing the headset: %s", type(error).__name__)
        GL.glFinish()
