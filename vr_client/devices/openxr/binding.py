"""Tying an OpenXR session to the GL context of a glfw window: GLX (X11), EGL (XR_MNDX_egl_enable) or WGL (Windows).

Chosen explicitly: on Wayland GLX's context is null and the Wayland binding cannot be implemented (OpenXR-SDK 553), so
there a runtime must offer EGL, or the window must be an X11 one (Xwayland).
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from ctypes import byref, c_int, c_void_p, cast
from typing import Any

import xr

from vr_client.devices.openxr.call import extension_function
from vr_client.devices.openxr.instance import EGL, Runtime
from vr_client.errors import UserError

GLX, WGL = "glx", "wgl"
EGL_KIND = "egl"
EGL_CONFIG_ID = 0x3028  # EGL 1.5, table 3.1


def choose_binding(platform: str, environment: Mapping[str, str], runtime_has_egl: bool) -> str:
    """ "wgl", "glx" or "egl". SEOUL_XR_BINDING forces one. Raises UserError E06 where none can work.

    X11 gets GLX, the way every Linux runtime is tested most; a pure Wayland session gets EGL where the runtime offers it.
    """
    if forced := environment.get("SEOUL_XR_BINDING", ""):
        if forced == EGL_KIND and not runtime_has_egl:
            raise UserError("E06", reason=f"{EGL} is not offered")
        return forced
    if platform == "win32":
        return WGL
    wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or not environment.get("DISPLAY")
    if wayland and runtime_has_egl:
        return EGL_KIND
    if environment.get("DISPLAY"):
        return GLX
    raise UserError("E06", reason="no X11 display for GLX, and the runtime has no EGL binding")


def prepare_window_library(kind: str) -> None:
    """glfw's wheel holds one library for X11 and one for Wayland and picks while it is imported: GLX needs the X11 one."""
    if kind == GLX and "glfw" not in sys.modules:
        os.environ.setdefault("PYGLFW_LIBRARY_VARIANT", "x11")


def graphics_requirements(runtime: Runtime) -> tuple[tuple[int, int], tuple[int, int]]:
    """(lowest, highest) OpenGL version of the runtime. The specification demands this call before a session is made."""
    function = extension_function(
        runtime.instance, "xrGetOpenGLGraphicsRequirementsKHR", xr.PFN_xrGetOpenGLGraphicsRequirementsKHR
    )
    found = xr.GraphicsRequirementsOpenGLKHR()
    function(runtime.instance, runtime.system, byref(found))
    low, high = (xr.Version(int(v)) for v in (found.min_api_version_supported, found.max_api_version_supported))
    return (low.major, low.minor), (high.major, high.minor)


def check_gl_version(have: tuple[int, int], lowest: tuple[int, int]) -> None:
    """Raises UserError E04 where our context is older than the runtime takes. Too new a one is no trouble in practice."""
    if have < lowest:
        raise UserError("E04", found="{}.{}".format(*have), needed="{}.{}".format(*lowest))


def make_binding(kind: str, window: Any) -> Any:
    """The graphics binding structure for `window`, a glfw window whose context is current.

    Raises UserError E06 where the window is not of that kind.
    """
    made = {GLX: _glx, EGL_KIND: _egl, WGL: _wgl}[kind](window)
    if made is None:
        raise UserError("E06", reason=f"the window has no {kind.upper()} context")
    return made


def _glfw() -> Any:
    import glfw  # late: prepare_window_library has a word in how it loads

    return glfw


def _glx(window: Any) -> Any:
    glfw = _glfw()
    from OpenGL import GLX as gl  # noqa: N811

    context, drawable = glfw.get_glx_context(window), gl.glXGetCurrentDrawable()
    if not context or not drawable:
        return None
    binding = xr.GraphicsBindingOpenGLXlibKHR()
    binding.x_display = cast(glfw.get_x11_display(), type(binding.x_display))
    binding.glx_drawable = drawable
    binding.glx_context = cast(context, type(binding.glx_context))
    return binding


def _egl(window: Any) -> Any:
    """GLFW tells neither the EGLConfig (glfw issue 2045) nor eglGetProcAddress: both come from libEGL itself."""
    glfw = _glfw()
    display, context = glfw.get_egl_display(), glfw.get_egl_context(window)
    if not display or not context:
        return None
    library = ctypes.CDLL("libEGL.so.1")
    binding = xr.GraphicsBindingEGLMNDX()
    binding.get_proc_address = cast(library.eglGetProcAddress, type(binding.get_proc_address))
    binding.display = cast(display, type(binding.display))
    binding.context = cast(context, type(binding.context))
    binding.config = cast(_egl_config(library, c_void_p(display), c_void_p(context)), type(binding.config))
    return binding


def _egl_config(library: Any, display: c_void_p, context: c_void_p) -> c_void_p:
    """The config that the context was made with, found by its number. None (no-config contexts) is allowed."""
    number, count, config = c_int(), c_int(), c_void_p()
    library.eglQueryContext.argtypes = [c_void_p, c_void_p, c_int, c_void_p]
    library.eglChooseConfig.argtypes = [c_void_p, c_void_p, c_void_p, c_int, c_void_p]
    if library.eglQueryContext(display, context, EGL_CONFIG_ID, byref(number)) and number.value:
        wanted = (c_int * 3)(EGL_CONFIG_ID, number.value, 0x3038)  # EGL_NONE
        library.eglChooseConfig(display, wanted, byref(config), 1, byref(count))
    return config


def _wgl(window: Any) -> Any:
    """Windows. Written from the specification and tested with fakes only."""
    glfw = _glfw()
    from OpenGL import WGL as gl  # noqa: N811

    context, device = glfw.get_wgl_context(window), gl.wglGetCurrentDC()
    if not context or not device:
        return None
    binding = xr.GraphicsBindingOpenGLWin32KHR()
    binding.h_dc = device
    binding.h_glrc = context
    return binding
