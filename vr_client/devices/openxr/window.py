"""The window beside the headset: it owns the GL context, shows what the left eye sees, and hears the keyboard.

It never paces the headset: no vertical sync, and the picture is copied at most every second frame (a mirror with vertical
sync holds a 90 Hz headset at 60).
"""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np
from OpenGL import GL

from vr_client.devices.openxr.binding import EGL_KIND
from vr_client.errors import UserError

MIRROR_EVERY = 2  # frames
GL_VERSIONS = ((4, 6), (4, 5), (4, 3), (3, 3))


class MirrorWindow:
    """title : shown in its bar. size : screen units. kind : the binding whose context it must have."""

    def __init__(self, title: str, size: tuple[int, int], kind: str, visible: bool = True) -> None:
        import glfw

        self.glfw = glfw
        if not glfw.init():
            raise UserError("E10")
        self.handle = self._create(title, size, kind, visible)
        if not self.handle:
            raise UserError("E11", found="-")
        self.make_current()
        glfw.swap_interval(0)
        loader: Any = _GlfwLoader(glfw)
        self.ctx = moderngl.create_context(context=loader) if kind == EGL_KIND else moderngl.create_context()
        self.gl_version = (self.ctx.version_code // 100, self.ctx.version_code // 10 % 10)
        self._frame = 0
        self._keys: set[str] = set()
        self._text: list[str] = []
        glfw.set_key_callback(self.handle, self._on_key)
        glfw.set_char_callback(self.handle, lambda _window, code: self._text.append(chr(code)))

    def _create(self, title: str, size: tuple[int, int], kind: str, visible: bool) -> Any:
        glfw = self.glfw
        for major, minor in GL_VERSIONS:
            glfw.default_window_hints()
            api = glfw.EGL_CONTEXT_API if kind == EGL_KIND else glfw.NATIVE_CONTEXT_API
            for hint, value in (
                (glfw.CONTEXT_CREATION_API, api),
                (glfw.CONTEXT_VERSION_MAJOR, major),
                (glfw.CONTEXT_VERSION_MINOR, minor),
                (glfw.OPENGL_PROFILE, glfw.OPENGL_CORE_PROFILE),
                (glfw.VISIBLE, visible),
                (glfw.FOCUS_ON_SHOW, False),
                (glfw.DEPTH_BITS, 0),
            ):
                glfw.window_hint(hint, value)
            # An older version is tried in silence; pyGLFW would turn each refusal into a warning.
            with _quiet(glfw):
                window = glfw.create_window(*size, title, None, None)
            if window:
                return window
        return None

    def _on_key(self, _window: Any, key: int, _code: int, action: int, _modifiers: int) -> None:
        if action != self.glfw.RELEASE and (name := _key_names(self.glfw).get(key)):
            self._keys.add(name)

    def make_current(self) -> None:
        self.glfw.make_context_current(self.handle)

    def poll(self) -> tuple[frozenset[str], str, bool]:
        """(names of keys that went down, typed text, the window's close button was pressed) since the last call."""
        self.glfw.poll_events()
        keys, text = frozenset(self._keys), "".join(self._text)
        self._keys.clear()
        self._text.clear()
        return keys, text, bool(self.glfw.window_should_close(self.handle))

    def mirror(self, framebuffer: int, size: tuple[int, int], every: int = MIRROR_EVERY) -> None:
        """Copies an eye into the window, filling it and keeping its proportions. Raw GL: nothing of moderngl's is bound."""
        self._frame += 1
        if self._frame % every or self.glfw.get_window_attrib(self.handle, self.glfw.ICONIFIED):
            return
        width, height = self.glfw.get_framebuffer_size(self.handle)
        if not width or not height:
            return
        x0, y0, x1, y1 = cover(size, (width, height))
        GL.glDisable(GL.GL_FRAMEBUFFER_SRGB)  # a copy of bytes: the eye is encoded already
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, framebuffer)
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, 0)
        GL.glDisable(GL.GL_SCISSOR_TEST)
        GL.glBlitFramebuffer(x0, y0, x1, y1, 0, 0, width, height, GL.GL_COLOR_BUFFER_BIT, GL.GL_LINEAR)
        self.glfw.swap_buffers(self.handle)

    def show_page(self, image: Any) -> None:
        """Fits one page (renderer.scene.Image) into the window. Slow and simple: for errors."""
        height, width = image.pixels.shape[:2]
        texture = self.ctx.texture((width, height), 4, np.ascontiguousarray(image.pixels[::-1]))
        page = self.ctx.framebuffer([texture])
        tw, th = self.glfw.get_framebuffer_size(self.handle)
        scale = min(tw / width, th / height)
        w, h = int(width * scale), int(height * scale)
        x, y = (tw - w) // 2, (th - h) // 2
        GL.glDisable(GL.GL_FRAMEBUFFER_SRGB)
        GL.glDisable(GL.GL_SCISSOR_TEST)
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, page.glo)
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, 0)
        GL.glClearColor(0.08, 0.08, 0.09, 1)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        GL.glBlitFramebuffer(0, 0, width, height, x, y, x + w, y + h, GL.GL_COLOR_BUFFER_BIT, GL.GL_LINEAR)
        self.glfw.swap_buffers(self.handle)
        page.release()
        texture.release()

    def close(self) -> None:
        """The library stays initialised: another window may be open, or come."""
        if self.handle:
            self.ctx.release()
            self.glfw.destroy_window(self.handle)
            self.handle = None


def cover(source: tuple[int, int], target: tuple[int, int]) -> tuple[int, int, int, int]:
    """The middle part of `source` with the proportions of `target`: x0, y0, x1, y1 in source pixels."""
    (sw, sh), (tw, th) = source, target
    if sw * th > sh * tw:
        width = sh * tw // th
        return (sw - width) // 2, 0, (sw + width) // 2, sh
    height = sw * th // tw
    return 0, (sh - height) // 2, sw, (sh + height) // 2


class _GlfwLoader:
    """moderngl finds GL's functions by glX unless told otherwise; this asks whatever context glfw made."""

    def __init__(self, glfw: Any) -> None:
        self._glfw = glfw

    def load(self, name: str) -> int:
        import ctypes

        return ctypes.cast(self._glfw.get_proc_address(name), ctypes.c_void_p).value or 0

    load_opengl_function = load

    def __enter__(self) -> _GlfwLoader:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def release(self) -> None: ...


class _quiet:  # noqa: N801
    """Within: glfw's errors are neither raised nor warned about."""

    def __init__(self, glfw: Any) -> None:
        self._glfw = glfw

    def __enter__(self) -> None:
        self._before = self._glfw.ERROR_REPORTING
        self._glfw.ERROR_REPORTING = "ignore"

    def __exit__(self, *_error: object) -> None:
        self._glfw.ERROR_REPORTING = self._before


_names: dict[int, str] = {}


def _key_names(glfw: Any) -> dict[int, str]:
    if not _names:
        found = {getattr(glfw, name): name[4:] for name in dir(glfw) if name.startswith("KEY_")}
        _names.update(found)
        _names[glfw.KEY_KP_ENTER] = "ENTER"
    return _names
