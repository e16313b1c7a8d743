"""What draws: the card, how much of it, the window."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from vr_client.doctor.finding import ABSENT, OK, Finding, Visit
from vr_client.errors import UserError
from vr_client.i18n import later

GL_NEEDED = (4, 3)  # what the renderer's shaders are written for
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swrast", "microsoft basic render", "gdi generic")


def check_graphics(visit: Visit) -> Finding:
    """The renderer, through a window where there is a display, else without one."""
    name = later("그래픽")
    try:
        with _context() as ctx:
            renderer = ctx.info["GL_RENDERER"]
            visit.gl_version = (ctx.version_code // 100, ctx.version_code // 10 % 10)
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))
    except Exception as error:  # drivers and glcontext raise anything
        return visit.trouble(name, "E11", found=str(error) or type(error).__name__)
    detail = "OpenGL {}.{} · {}".format(*visit.gl_version, renderer)
    if visit.gl_version < GL_NEEDED:
        return visit.trouble(name, "E11", found=detail)
    if any(word in renderer.lower() for word in SOFTWARE_RENDERERS):
        remedy = visit.tr("그래픽 카드의 드라이버를 설치하세요. 지금은 CPU로 그려서 느립니다.")
        return Finding(ABSENT, visit.tr(name), detail, remedy)
    return Finding(OK, visit.tr(name), detail)


def check_quality(visit: Visit) -> Finding:
    """The level that is set, or that this card was measured to hold; measures where nobody has yet."""
    from vr_client.quality import quality_level

    name = later("화질")
    if visit.gl_version < GL_NEEDED:
        return Finding(ABSENT, visit.tr(name), "-")
    try:
        with _context() as ctx:
            return Finding(OK, visit.tr(name), quality_level(ctx, visit.settings))
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))


@contextlib.contextmanager
def _context() -> Iterator[Any]:
    from vr_client.devices.offscreen import open_context

    ctx = open_context()
    try:
        yield ctx
    finally:
        ctx.release()


def check_window(visit: Visit) -> Finding:
    import glfw

    before, glfw.ERROR_REPORTING = glfw.ERROR_REPORTING, "ignore"
    try:
        if not glfw.init():
            return visit.trouble(later("창"), "E10")
        monitor = glfw.get_primary_monitor()
        mode = glfw.get_video_mode(monitor) if monitor else None
    finally:
        glfw.ERROR_REPORTING = before
    size = f"{mode.size.width} x {mode.size.height}, {mode.refresh_rate} Hz" if mode else visit.tr("모니터 없음")
    return Finding(OK, visit.tr("창"), size)
