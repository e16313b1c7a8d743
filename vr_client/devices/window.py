"""The desktop window of glfw: opening one, what its keys are called, how often its display is drawn."""

from __future__ import annotations

from typing import Any

import glfw

from vr_client.errors import UserError
from vr_client.settings import Settings

KEY_NAMES = {
    glfw.KEY_ESCAPE: "ESCAPE",
    glfw.KEY_BACKSPACE: "BACKSPACE",
    glfw.KEY_ENTER: "ENTER",
    glfw.KEY_KP_ENTER: "ENTER",
    glfw.KEY_TAB: "TAB",
    glfw.KEY_SPACE: "SPACE",
    glfw.KEY_DELETE: "DELETE",
    glfw.KEY_LEFT: "LEFT",
    glfw.KEY_RIGHT: "RIGHT",
    glfw.KEY_UP: "UP",
    glfw.KEY_DOWN: "DOWN",
    glfw.KEY_HOME: "HOME",
    glfw.KEY_END: "END",
    glfw.KEY_RIGHT_ALT: "HANGUL",  # where Korean keyboards have their 한/영 key
    glfw.KEY_PAGE_UP: "PAGE_UP",
    glfw.KEY_PAGE_DOWN: "PAGE_DOWN",
    **{getattr(glfw, f"KEY_{c}"): c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"},
    **{getattr(glfw, f"KEY_F{n}"): f"F{n}" for n in range(1, 13)},
}


def open_window(settings: Settings, title: str) -> Any:
    """A window whose context is current: OpenGL 4.5, 4.3 where there is no better. Raises UserError E10, E11."""
    glfw.ERROR_REPORTING = "ignore"  # failures are reported below, with what to do about them
    if not glfw.init():
        raise UserError("E10")
    for major, minor in ((4, 5), (4, 3)):
        glfw.default_window_hints()
        glfw.window_hint(glfw.CONTEXT_VERSION_MAJOR, major)
        glfw.window_hint(glfw.CONTEXT_VERSION_MINOR, minor)
        glfw.window_hint(glfw.OPENGL_PROFILE, glfw.OPENGL_CORE_PROFILE)
        glfw.window_hint(glfw.OPENGL_FORWARD_COMPAT, True)
        glfw.window_hint(glfw.SCALE_TO_MONITOR, True)
        window = glfw.create_window(settings.window_width, settings.window_height, title, None, None)
        if window:
            glfw.make_context_current(window)
            return window
    raise UserError("E11", found="?")


def refresh_hz() -> float:
    """Of the display; 60 where it does not say."""
    monitor = glfw.get_primary_monitor()
    mode = glfw.get_video_mode(monitor) if monitor else None
    return float(mode.refresh_rate) if mode and mode.refresh_rate else 60.0
