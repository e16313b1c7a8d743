"""What window and offscreen devices share: an sRGB picture to draw into, and a copy of a picture onto the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import moderngl
import numpy as np

GL_SRGB8_ALPHA8 = 0x8C43
GL_FRAMEBUFFER_SRGB = 0x8DB9

_VERTEX = """#version 430 core
out vec2 uv;
uniform vec2 scale;  // how much of the screen the page covers, to keep its shape
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    uv = corner;
    gl_Position = vec4((corner * 2.0 - 1.0) * scale, 0.0, 1.0);
}"""
_FRAGMENT = """#version 430 core
in vec2 uv;
out vec4 colour;
uniform sampler2D page;
void main() { colour = texture(page, vec2(uv.x, 1.0 - uv.y)); }"""


def is_software(ctx: moderngl.Context) -> bool:
    """Whether the processor plays the graphics card."""
    name = str(ctx.info.get("GL_RENDERER", "")).lower()
    return any(word in name for word in ("llvmpipe", "softpipe", "swiftshader", "gdi generic", "basic render"))


class SceneTarget:
    """A colour picture (sRGB, 8 bit); the renderer keeps depth to itself. size : pixels."""

    def __init__(self, ctx: moderngl.Context, size: tuple[int, int]) -> None:
        self.size = size
        self.texture = ctx.texture(size, 4, internal_format=GL_SRGB8_ALPHA8)
        self.framebuffer = ctx.framebuffer([self.texture])

    def read(self) -> np.ndarray:
        """uint8 [H, W, 4], sRGB, first row at the top."""
        pixels = np.frombuffer(self.framebuffer.read(components=4, alignment=1), np.uint8)
        return pixels.reshape(self.size[1], self.size[0], 4)[::-1]

    def release(self) -> None:
        self.framebuffer.release()
        self.texture.release()


class Blitter:
    """Copies pictures to the window, whose framebuffer takes sRGB values as they are."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._program: moderngl.Program | None = None

    def to_screen(self, texture: moderngl.Texture, size: tuple[int, int]) -> None:
        """Same-size copy, byte for byte: GL_FRAMEBUFFER_SRGB is off, so nothing is encoded twice."""
        from OpenGL import GL

        GL.glDisable(GL_FRAMEBUFFER_SRGB)
        source = self._ctx.framebuffer([texture])
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, source.glo)
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, 0)
        box = (0, 0, texture.width, texture.height, 0, 0, size[0], size[1])
        GL.glBlitFramebuffer(*box, GL.GL_COLOR_BUFFER_BIT, GL.GL_LINEAR)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)
        source.release()

    def dot(self, size: tuple[int, int]) -> None:
        """A small spot in the middle of the screen: what a captured cursor points at."""
        screen, unit = self._ctx.detect_framebuffer(0), max(size[1] // 400, 1)
        for half, shade in ((2 * unit, 0.1), (unit, 1.0)):
            box = (size[0] // 2 - half, size[1] // 2 - half, 2 * half, 2 * half)
            screen.clear(shade, shade, shade, 1.0, viewport=box)

    def draw_page(self, image: Any, framebuffer: moderngl.Framebuffer, size: tuple[int, int]) -> None:
        """One renderer.scene.Image in the middle of the framebuffer, as large as it fits."""
        ctx = self._ctx
        if self._program is None:
            self._program = ctx.program(vertex_shader=_VERTEX, fragment_shader=_FRAGMENT)
        height, width = image.pixels.shape[:2]
        texture = ctx.texture((width, height), 4, np.ascontiguousarray(image.pixels).tobytes())
        framebuffer.use()
        ctx.viewport = (0, 0, *size)
        ctx.disable(moderngl.DEPTH_TEST | moderngl.CULL_FACE | moderngl.BLEND)
        framebuffer.clear(0.05, 0.06, 0.08, 1.0)
        fit = min(size[0] / width, size[1] / height)
        self._program["scale"] = (width * fit / size[0], height * fit / size[1])
        texture.use(0)
        self._program["page"] = 0
        array = ctx.vertex_array(self._program, [])
        array.render(moderngl.TRIANGLE_STRIP, vertices=4)
        array.release()
        texture.release()

    def show_until(
        self,
        image: Any,
        size: Callable[[], tuple[int, int]],
        present: Callable[[], None],
        done: Callable[[], bool],
    ) -> None:
        """Draws the page to the screen until `done`."""
        from OpenGL import GL

        GL.glDisable(GL_FRAMEBUFFER_SRGB)
        while not done():
            self.draw_page(image, self._ctx.detect_framebuffer(0), size())
            present()
