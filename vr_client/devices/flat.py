"""The desktop window: the same world, with mouse and keyboard moving the head and two hands. Runs on the main thread.

Keys: WASD or arrows walk and turn, mouse looks, left button = right trigger, right button or E = right squeeze (stays squeezed
once it holds something; again lets go), Q = the left hand goes to what the right hand holds and squeezes, C crouches, Z looks
closer, Esc frees the cursor to point at panels with it. Everything else reaches the systems as key names.
"""

from __future__ import annotations

import math
import time
from typing import Any

import glfw
import glm
import moderngl

from renderer.scene import Panel, View
from renderer.spatial import Fov, Pose, yaw
from vr_client.devices.blit import Blitter, SceneTarget, is_software
from vr_client.devices.desk_hands import DeskHands, Wishes
from vr_client.devices.device import Input, Targets
from vr_client.devices.window import KEY_NAMES, open_window, refresh_hz
from vr_client.settings import Settings

PITCH_LIMIT = math.radians(85)
CLOSER = 0.45  # Z: as from less than half the distance, to read small print
SLOWEST_S = 0.2  # a longer frame counts as this: no jumps through walls, and five pictures a second still walk


class FlatDevice:
    """A glfw window with OpenGL 4.5 (4.3 where there is no better). Raises UserError E10 without a display, E11 without GL 4.3."""

    supports_quad_layers = False

    def __init__(self, settings: Settings, title: str) -> None:
        self.name = "window"
        self.typing = False
        self.holding: frozenset[str] = frozenset()
        self._settings = settings
        self._window = open_window(settings, title)
        self.ctx = moderngl.create_context(require=430)
        glfw.swap_interval(1 if settings.vsync else 0)
        self._scale = settings.render_scale or (0.5 if is_software(self.ctx) else 1.0)
        self._target: SceneTarget | None = None
        self._blitter = Blitter(self.ctx)
        self._time_s = time.perf_counter()
        self._frame_s = 1.0 / refresh_hz()
        self._look_yaw = self._look_pitch = 0.0
        self._eye_m = settings.eye_height_m
        self._crouched = self._closer = False
        self._narrow = 1.0  # of the view, as tangents: less looks closer
        self._captured = False
        self._cursor: tuple[float, float] | None = None
        self._keys: set[str] = set()
        self._tapped: set[tuple[str, int]] = set()  # went down since the last frame, if only for a moment
        self._text: list[str] = []
        self._scroll = 0.0
        self._hands = DeskHands()
        self._recentred = False
        self._listen()
        self._capture(True)

    # what a person does ---------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        def on_key(_window: Any, key: int, _code: int, action: int, _mods: int) -> None:
            if action == glfw.PRESS:
                self._tapped.add(("key", key))
            name = KEY_NAMES.get(key)
            if name and (action == glfw.PRESS or (action == glfw.REPEAT and self.typing)):
                self._keys.add(name)

        def on_button(_window: Any, button: int, action: int, _mods: int) -> None:
            if action == glfw.PRESS:
                self._tapped.add(("button", button))

        def on_focus(_window: Any, focused: int) -> None:
            self._cursor = None
            if not focused:
                self._hands.unfocus(self.holding)

        glfw.set_key_callback(self._window, on_key)
        glfw.set_mouse_button_callback(self._window, on_button)
        glfw.set_char_callback(self._window, lambda _w, code: self._text.append(chr(code)))
        glfw.set_scroll_callback(self._window, self._on_scroll)
        glfw.set_window_focus_callback(self._window, on_focus)

    def _on_scroll(self, _window: Any, _dx: float, dy: float) -> None:
        self._scroll += dy

    def _capture(self, captured: bool) -> None:
        self._captured, self._cursor = captured, None
        glfw.set_input_mode(self._window, glfw.CURSOR, glfw.CURSOR_DISABLED if captured else glfw.CURSOR_NORMAL)
        if glfw.raw_mouse_motion_supported():
            glfw.set_input_mode(self._window, glfw.RAW_MOUSE_MOTION, captured)

    def poll(self) -> Input:
        self._keys.clear()
        self._text.clear()
        self._tapped.clear()
        self._scroll = 0.0
        glfw.poll_events()
        now = time.perf_counter()
        dt = min(now - self._time_s, SLOWEST_S)
        self._time_s = now
        if self._settings.fixed_dt_s:
            dt = self._settings.fixed_dt_s
        keys = frozenset(self._keys)
        recentred, self._recentred = self._recentred, False
        if "ESCAPE" in keys and not self.typing:
            self._capture(not self._captured)
        if "C" in keys and not self.typing:
            self._crouched = not self._crouched
        if "Z" in keys and not self.typing:
            self._closer = not self._closer
        self._look()
        self._stand(dt)
        head = self._head()
        right, left = self._hands.move(head, self._wishes(keys), self.holding, dt)
        return Input(
            time_s=now,
            dt_s=dt,
            head=head,
            left=left,
            right=right,
            text="".join(self._text),
            keys=keys,
            scroll=self._scroll,
            recentre=recentred or ("HOME" in keys and not self.typing),
            visible=bool(not glfw.get_window_attrib(self._window, glfw.ICONIFIED)),
            focused=True,
            quit=bool(glfw.window_should_close(self._window)),
            retry_headset="F8" in keys,
        )

    def _down(self, *keys: int) -> bool:
        """Down now, or was since the last frame: where pictures are slow, a tap is over before anybody looks."""
        held = (("key", key) in self._tapped or glfw.get_key(self._window, key) == glfw.PRESS for key in keys)
        return not self.typing and any(held)

    def _button(self, button: int) -> bool:
        return ("button", button) in self._tapped or bool(glfw.get_mouse_button(self._window, button) == glfw.PRESS)

    def _look(self) -> None:
        at = glfw.get_cursor_pos(self._window)
        dragging = glfw.get_mouse_button(self._window, glfw.MOUSE_BUTTON_RIGHT) == glfw.PRESS
        if self._cursor is not None and (self._captured or dragging):
            scale = self._settings.mouse_rad_per_px * self._narrow  # what one points at moves alike under the mouse
            self._look_yaw -= (at[0] - self._cursor[0]) * scale
            pitch = self._look_pitch - (at[1] - self._cursor[1]) * scale
            self._look_pitch = max(-PITCH_LIMIT, min(PITCH_LIMIT, pitch))
        self._cursor = at

    def _stand(self, dt: float) -> None:
        want = self._settings.crouch_eye_height_m if self._crouched else self._settings.eye_height_m
        near = 1 - math.exp(-dt / 0.1)
        self._eye_m += (want - self._eye_m) * near
        self._narrow += ((CLOSER if self._closer else 1.0) - self._narrow) * near

    def _half_height(self) -> float:
        """Tangent of half the vertical view."""
        return math.tan(math.radians(self._settings.fov_deg) / 2) * self._narrow

    def _head(self) -> Pose:
        turn = yaw(self._look_yaw) * glm.angleAxis(self._look_pitch, glm.vec3(1, 0, 0))
        return Pose(glm.vec3(0, self._eye_m, 0), turn)

    def _stick(self) -> glm.vec2:
        x = self._down(glfw.KEY_D) - self._down(glfw.KEY_A)
        y = self._down(glfw.KEY_W, glfw.KEY_UP) - self._down(glfw.KEY_S, glfw.KEY_DOWN)
        stick = glm.vec2(x, y)
        return glm.normalize(stick) if x and y else stick

    def _wishes(self, keys: frozenset[str]) -> Wishes:
        return Wishes(
            towards=self._towards_cursor(),
            trigger=self._button(glfw.MOUSE_BUTTON_LEFT),
            squeeze=self._down(glfw.KEY_E) or (self._captured and self._button(glfw.MOUSE_BUTTON_RIGHT)),
            other=self._down(glfw.KEY_Q),
            turn=float(self._down(glfw.KEY_RIGHT) - self._down(glfw.KEY_LEFT)),
            walk=self._stick(),
            menu="TAB" in keys,
        )

    def _towards_cursor(self) -> glm.quat:
        """head_from_aim: straight ahead while the cursor is captured, else through the cursor."""
        if self._captured:
            return glm.quat(1, 0, 0, 0)
        width, height = glfw.get_window_size(self._window)
        x, y = glfw.get_cursor_pos(self._window)
        up = self._half_height()
        nx = (2 * x / max(width, 1) - 1) * up * width / max(height, 1)
        ny = (1 - 2 * y / max(height, 1)) * up
        return glm.quat(glm.vec3(0, 0, -1), glm.normalize(glm.vec3(nx, ny, -1)))

    # what they see --------------------------------------------------------------------------------------------------

    def begin(self, play_from_stage: Pose | None = None) -> Targets | None:
        size = glfw.get_framebuffer_size(self._window)
        if size[0] < 8 or size[1] < 8:
            time.sleep(self._frame_s)
            return None
        up, side = math.atan(self._half_height()), math.atan(self._half_height() * size[0] / size[1])
        view = View(self._head(), Fov(-side, side, up, -up))
        drawn = (max(round(size[0] * self._scale), 8), max(round(size[1] * self._scale), 8))
        if self._scale < 1:
            return Targets([view], [self.ctx.detect_framebuffer(0)], drawn, srgb=False, shown=size)
        if self._target is None or self._target.size != drawn:
            if self._target:
                self._target.release()
            self._target = SceneTarget(self.ctx, drawn)
        return Targets([view], [self._target.framebuffer], drawn)

    def submit(self, targets: Targets, crisp_panels: list[Panel]) -> None:
        size = glfw.get_framebuffer_size(self._window)
        if self._target is not None:
            self._blitter.to_screen(self._target.texture, size)
        if self._captured:
            self._blitter.dot(size)
        glfw.swap_buffers(self._window)
        # Without a display's vsync (Xvfb, some drivers) the swap returns at once: keep to the refresh rate ourselves.
        spare = self._frame_s - (time.perf_counter() - self._time_s) - 0.001
        if self._settings.vsync and spare > 0.002 and not self._settings.fixed_dt_s:
            time.sleep(spare)

    def vibrate(self, hand: str, amplitude: float, duration_s: float) -> None:
        """A mouse has nothing that shakes."""

    def show_error(self, image: Any) -> None:
        """Shows the page until the window is closed or Esc or Enter is pressed."""
        self._capture(False)
        self._blitter.show_until(
            image,
            size=lambda: glfw.get_framebuffer_size(self._window),
            present=lambda: glfw.swap_buffers(self._window),
            done=self._done,
        )

    def _done(self) -> bool:
        self._keys.clear()
        glfw.wait_events_timeout(0.05)
        return bool(glfw.window_should_close(self._window)) or bool(self._keys & {"ESCAPE", "ENTER"})

    def recentre(self) -> bool:
        """Nothing drifts here; but the next poll says so, and a seated person's eyes are measured again."""
        self._recentred = True
        return True

    def make_current(self) -> None:
        """After another device has had its own context current on this thread."""
        glfw.make_context_current(self._window)

    def close(self) -> None:
        self.ctx.release()
        glfw.destroy_window(self._window)
