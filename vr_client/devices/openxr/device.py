"""The headset as a Device. The frame is OpenXR's own order: `poll` waits for the frame and reads head and hands for the very
moment it will be seen, `begin` takes views and images, `submit` ends it.

A session that the runtime takes away is made anew in `poll`; a runtime that dies raises UserError E05 there. Thread: main.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import sys
import time
from typing import Any

import glm
import xr
from OpenGL import GL

from renderer.resolution import ResolutionControl
from renderer.scene import Panel
from renderer.spatial import Pose
from vr_client.devices.device import Input, Targets
from vr_client.devices.openxr.binding import (
    check_gl_version,
    choose_binding,
    graphics_requirements,
    make_binding,
    prepare_window_library,
)
from vr_client.devices.openxr.call import uninterrupted
from vr_client.devices.openxr.clock import FrameClock
from vr_client.devices.openxr.instance import EGL, find_headset, open_runtime
from vr_client.devices.openxr.process import on_terminate, precise_timer
from vr_client.devices.openxr.quiet import held_stderr
from vr_client.devices.openxr.rig import Rig
from vr_client.devices.openxr.spaces import level
from vr_client.devices.openxr.window import MirrorWindow
from vr_client.errors import UserError
from vr_client.settings import Settings

log = logging.getLogger(__name__)
IDLE_S = 0.01  # between looks at a session that does not run
RETRY_S = 2.0  # between attempts to make a lost session anew
EXIT_S = 3.0  # how long the runtime may take to walk us out
FRAME_MS = 1000 / 90  # until the runtime has told its display's period
PAGE_WIDTH_M, PAGE_DISTANCE_M, PAGE_SEEN_COS = 1.2, 1.5, 0.64  # 50 degrees off, the error page comes after the eyes
INSTANCE_GONE = (xr.InstanceLostError, xr.RuntimeFailureError, xr.RuntimeUnavailableError)


class OpenXrDevice:
    """settings : the window's size, whether it mirrors, the language of its title, and whether panels may be quad layers.

    Raises UserError E01..E04, E06, E07, E10, E11.
    """

    supports_quad_layers = True

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self.typing, self.holding = False, frozenset[str]()
        self._quit = False
        self._input = Input()
        self._clock = FrameClock()
        self._retry_at = 0.0
        self._resolution = ResolutionControl(FRAME_MS)
        self._farewells: list[str] = []
        self._old_handler: Any = None  # of SIGTERM
        self._runtime = open_runtime()
        self._window: Any = None
        self._rig: Rig | None = None
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        kind = choose_binding(sys.platform, os.environ, EGL in self._runtime.extensions)
        prepare_window_library(kind)
        lowest, _highest = graphics_requirements(self._runtime)
        self.name = f"{self._runtime.name} ({self._runtime.headset})"
        title = "메타버스 서울" if self._settings.language == "ko" else "Metaverse Seoul"
        size = self._settings.window_width, self._settings.window_height
        self._window = MirrorWindow(f"{title} · {self.name}", size, kind)
        self.ctx, self.binding_kind = self._window.ctx, kind
        check_gl_version(self._window.gl_version, lowest)
        self._binding = make_binding(kind, self._window.handle)
        self._rig = self._new_rig()
        self.supports_quad_layers = self._settings.quad_layers and self._rig.pages.supported
        self._old_handler = on_terminate(self._stop)
        precise_timer(True)
        log.info("headset: %s, OpenXR %s, %s, %d x %d an eye", self.name, self._runtime.api, kind, *self._rig.size)

    def _new_rig(self) -> Rig:
        try:
            with uninterrupted():
                rig = Rig(self._runtime, self._binding, self.ctx)
        except (xr.exception.XrException, OSError) as error:
            raise UserError("E07", reason=type(error).__name__) from error
        self._after_runtime()
        return rig

    def _stop(self) -> None:
        self._quit = True

    def _after_runtime(self) -> None:
        """Some runtimes leave another context current, or GL's error flag set (quirks.py)."""
        if self._runtime.quirks.remake_current:
            self._window.make_current()
        if self._runtime.quirks.drain_gl_errors:
            for _ in range(8):
                if GL.glGetError() == GL.GL_NO_ERROR:
                    break

    # Device ----------------------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The session's state, for logs, tests and the bench: "FOCUSED" ...; "NONE" between sessions."""
        return self._rig.session.life.state.name if self._rig else "NONE"

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of each eye; the last known while there is no session."""
        return self._rig.size if self._rig else (0, 0)

    def poll(self) -> Input:
        given = self._input = Input(head=self._input.head, left=self._input.left, right=self._input.right)
        given.keys, given.text, closed = self._window.poll()
        given.retry_headset = "F8" in given.keys
        given.left.active = given.right.active = False
        self._guarded(self._poll_session, given)
        if self._rig is None:  # lost within this very poll
            given.visible = given.focused = given.worn = False
        if "HOME" in given.keys and not self.typing:
            given.recentre |= self.recentre()
        given.quit = closed or self._quit
        rig = self._rig
        display_s = rig.session.frame.predicted_display_time * 1e-9 if rig and rig.waited else 0.0
        given.time_s, given.dt_s = self._clock.step(time.perf_counter(), display_s)
        return given

    def _poll_session(self, given: Input) -> None:
        given.visible = given.focused = given.worn = False
        if self._rig is None:
            self._renew()
        rig = self._rig
        if rig is None:
            time.sleep(IDLE_S)
            return
        rig.abandon_frame()  # the loop drew nothing last time, as while nobody looks: the runtime still counts frames
        rig.session.poll_events()
        life = rig.session.life
        if life.instance_lost:
            raise xr.InstanceLostError
        if life.lost:
            raise xr.SessionLostError
        if life.take_profile_changed():
            rig.actions.profile_changed()
        if life.take_recentred(rig.spaces.kind):
            rig.spaces.forget_recentring()
            given.recentre = True
        self._quit |= life.leaving
        given.visible, given.worn = life.visible, life.worn
        if not life.running:
            time.sleep(IDLE_S)
            return
        rig.wait()
        rig.read(given)

    def begin(self, play_from_stage: Pose | None = None) -> Targets | None:
        rig = self._rig
        if rig is None or not rig.session.life.running:
            return None
        views = self._guarded(rig.begin)
        if not views:
            return None
        self._after_runtime()
        if play_from_stage is not None:
            for view in views:
                view.world_from_view = play_from_stage * view.world_from_view
        size = self._resolution.size(rig.size)
        rig.layers.set_size(size)
        targets = Targets(views, [eye.framebuffer for eye in rig.eyes], size, srgb=rig.eyes[0].srgb)
        targets.depth = [eye.depth_texture for eye in rig.eyes]
        if all(targets.depth):
            targets.depth_near_far = views[0].near_m, math.inf  # the loop asks the renderer which way round
        return targets

    def submit(self, targets: Targets, crisp_panels: list[Panel]) -> None:
        rig = self._rig
        if rig is None or not rig.begun:
            return
        if self._settings.mirror:
            self._window.mirror(targets.framebuffers[0].glo, targets.size)
        rig.layers.set_depth(targets.depth_near_far)
        if targets.gpu_ms is not None:
            self._resolution.budget_ms = rig.session.frame.predicted_display_period / 1e6 or self._resolution.budget_ms
            self._resolution.update(targets.gpu_ms)
        self._guarded(rig.end, crisp_panels)
        self._after_runtime()
        self.ctx.screen.use()

    def vibrate(self, hand: str, amplitude: float, duration_s: float) -> None:
        if self._rig and self._rig.session.life.focused:
            self._guarded(self._rig.actions.vibrate, hand, amplitude, duration_s)

    def recentre(self) -> bool:
        """Makes where the person stands and faces now the origin of play space. False while the head is not tracked."""
        rig = self._rig
        return bool(rig and rig.session.life.running and rig.spaces.recentre(rig.session.frame.predicted_display_time))

    def make_current(self) -> None:
        """After another device has had its own context current on this thread."""
        self._window.make_current()

    def show_error(self, image: Any) -> None:
        """Shows the page in the headset, hanging before the eyes, and in the window, until the window is closed, Escape is
        pressed, or the runtime ends the session."""
        place: Pose | None = None
        self._window.show_page(image)
        if self._rig:
            self._survive(self._rig.abandon_frame)
        while not self._quit:
            try:
                given = self.poll()
                self._quit |= given.quit or "ESCAPE" in given.keys
                place = _page_place(given.head, place)
                self._show_page_frame(image, place)
            except UserError:  # the headset died meanwhile: the window still shows the page
                time.sleep(IDLE_S)
            self._window.show_page(image)

    def _show_page_frame(self, image: Any, place: Pose) -> None:
        rig = self._rig
        if rig is None or not rig.session.life.running or not self._guarded(rig.begin):
            return
        for eye in rig.eyes:
            eye.framebuffer.clear(0.02, 0.02, 0.03, 1.0)
        height, width = image.pixels.shape[:2]
        rig.layers.set_depth(None)
        self._guarded(rig.end, [Panel(image, place, PAGE_WIDTH_M, PAGE_WIDTH_M * height / width)])

    def close(self) -> None:
        """Leaves in the order that runtimes survive: ask to exit, walk to EXITING, session, instance, window."""
        if self._rig:
            self._survive(self._walk_out)
            with uninterrupted():
                self._rig.close()
            self._rig = None
        with uninterrupted(), held_stderr(self._farewells):
            self._runtime.close()
        for line in self._farewells:
            log.debug("runtime: %s", line)
        if self._window:
            self._window.close()
            precise_timer(False)
            if self._old_handler is not None:  # SIG_DFL is 0
                signal.signal(signal.SIGTERM, self._old_handler)

    # the session's ups and downs -------------------------------------------------------------------------------------

    def _guarded(self, call: Any, *arguments: Any) -> Any:
        """Calls into the session. A lost session is dropped (poll makes another); a lost runtime raises UserError E05."""
        try:
            with uninterrupted():
                return call(*arguments)
        except xr.SessionLostError:
            log.warning("headset session lost")
            self._drop_rig()
        except INSTANCE_GONE as error:
            log.error("headset runtime lost: %s", type(error).__name__)
            self._drop_rig()
            self._retry_at = float("inf")
            raise UserError("E05") from error
        return None

    def _drop_rig(self) -> None:
        rig, self._rig = self._rig, None
        self._retry_at = time.perf_counter() + RETRY_S
        if rig:
            with uninterrupted(), held_stderr(self._farewells):  # a dead runtime's library complains line by line
                rig.close()

    def _renew(self) -> None:
        """One attempt at a new session, now and then: the headset may be away for long."""
        if time.perf_counter() < self._retry_at:
            return
        self._retry_at = time.perf_counter() + RETRY_S
        try:
            find_headset(self._runtime)
            graphics_requirements(self._runtime)  # demanded before each session
            self._rig = self._new_rig()
            log.info("headset session made anew")
        except UserError as error:
            log.info("no headset session yet: %s", error.code)

    def _walk_out(self) -> None:
        rig = self._rig
        assert rig is not None
        rig.abandon_frame()
        rig.session.request_exit()
        end = time.perf_counter() + EXIT_S
        life = rig.session.life
        while not life.leaving and not life.lost and time.perf_counter() < end:
            rig.session.poll_events()
            if life.running:
                rig.wait()
                rig.abandon_frame()
            else:
                time.sleep(IDLE_S)

    def _survive(self, call: Any) -> None:
        try:
            with uninterrupted():
                call()
        except xr.exception.XrException as error:
            log.info("the runtime did not answer a farewell: %s", type(error).__name__)


def _page_place(head: Pose, place: Pose | None) -> Pose:
    """Where an error page hangs: before the head, at its height, staying there until one looks away from it."""
    if place is not None:
        to_page = place.position - head.position
        if glm.dot(glm.normalize(to_page), head.forward()) > PAGE_SEEN_COS:
            return place
    upright = level(head)
    away = upright.orientation * glm.vec3(0, 0, -PAGE_DISTANCE_M)
    return Pose(head.position + away, upright.orientation)
