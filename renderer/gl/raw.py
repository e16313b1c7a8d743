"""The few OpenGL things that moderngl 5.13 has no word for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

FRAMEBUFFER_SRGB = 0x8DB9
TEXTURE_CUBE_MAP_SEAMLESS = 0x884F
SRGB8_ALPHA8 = 0x8C43
REPEAT, MIRRORED_REPEAT, CLAMP_TO_EDGE = 10497, 33648, 33071


def drain_errors(ctx: moderngl.Context) -> None:
    """Forgets errors that others left behind: some OpenXR runtimes do (SteamVR-for-Linux issue 799)."""
    for _ in range(16):
        if ctx.error == "GL_NO_ERROR":
            return


def set_wrap(texture: moderngl.Texture, wrap_s: int, wrap_t: int) -> None:
    """Wrap modes by GL enumerant; moderngl knows repeat and clamp only."""
    texture.repeat_x, texture.repeat_y = wrap_s != CLAMP_TO_EDGE, wrap_t != CLAMP_TO_EDGE
    if MIRRORED_REPEAT in (wrap_s, wrap_t):
        from OpenGL import GL  # 0.2 s to import, and few files mirror

        texture.use(0)
        GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_WRAP_S, wrap_s)
        GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_WRAP_T, wrap_t)


def unbind_framebuffer(ctx: moderngl.Context) -> None:
    """Before a bound framebuffer is released: moderngl would bind its dead name again at the next creation of one."""
    ctx.detect_framebuffer(0).use()
