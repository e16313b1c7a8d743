"""The glow around bright things, as lenses and eyes make it: the picture, blurred over five sizes, takes a small share of itself.

One eye after the other goes through the same textures, so that nothing of one ever reaches the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.programs import Programs
    from renderer.gl.targets import HdrTarget

LEVELS = 5
SPREAD = 0.6  # share of the next smaller level in each

Size = tuple[int, int]


class Bloom:
    """`take` for each eye, then its `texture`, filled up to `share` of width and height, is mixed in by shaders/resolve.frag."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, samples: int) -> None:
        self._ctx, self._programs, self._samples = ctx, programs, samples
        self._levels: list[tuple[moderngl.Texture, moderngl.Framebuffer]] = []
        self._size: Size = (0, 0)
        self.share = (1.0, 1.0)

    @property
    def texture(self) -> moderngl.Texture:
        return self._levels[0][0]

    def take(self, target: HdrTarget, view: int) -> None:
        """Blurs one view of `target`. Leaves another framebuffer bound, and blending off."""
        self._make_room(target.room)
        drawn = halves(target.size)
        self.share = share_of(self.texture, drawn[0])
        self._ctx.scissor = None
        self._ctx.enable_only(moderngl.NOTHING)
        self._halve(target, view, drawn[0])
        for level in range(1, LEVELS):
            self._pass("bloom_down.frag", level - 1, level, drawn)
        self._ctx.enable_only(moderngl.BLEND)
        self._ctx.blend_func = moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA
        for level in range(LEVELS - 1, 0, -1):
            self._pass("bloom_up.frag", level, level - 1, drawn)
        self._ctx.enable_only(moderngl.NOTHING)

    def release(self) -> None:
        raw.unbind_framebuffer(self._ctx)
        for texture, framebuffer in self._levels:
            framebuffer.release()
            texture.release()
        self._levels.clear()
        self._size = (0, 0)

    def _halve(self, target: HdrTarget, view: int, size: Size) -> None:
        program = self._programs.get("fullscreen.vert", "bloom_half.frag", frozenset({f"SAMPLES {self._samples}"}))
        width, height = target.size
        program["hdr"], program["part"] = 0, (view * width, 0, (view + 1) * width - 1, height - 1)
        target.colour.use(0)
        self._draw(program, 0, size)

    def _pass(self, shader: str, source: int, into: int, drawn: list[Size]) -> None:
        program, texture = self._programs.get("fullscreen.vert", shader), self._levels[source][0]
        width, height = texture.size
        program["source"], program["texel"] = 0, (1 / width, 1 / height)
        program["last"] = ((drawn[source][0] - 0.5) / width, (drawn[source][1] - 0.5) / height)
        if "share" in program:
            program["share"] = SPREAD
        texture.use(0)
        self._draw(program, into, drawn[into])

    def _draw(self, program: moderngl.Program, level: int, size: Size) -> None:
        self._levels[level][1].use()
        self._ctx.viewport = (0, 0, *size)
        self._programs.draw(program, moderngl.TRIANGLES, 3)

    def _make_room(self, size: Size) -> None:
        """size : of an eye, at most."""
        if size == self._size:
            return
        self.release()
        for side in halves(size):
            texture = self._ctx.texture(side, 4, dtype="f2")
            texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
            texture.repeat_x = texture.repeat_y = False
            self._levels.append((texture, self._ctx.framebuffer([texture])))
        self._size = size


def halves(size: Size) -> list[Size]:
    """Of the levels, the largest first, for an eye of `size`."""
    sizes = []
    for _ in range(LEVELS):
        size = (max(-(-size[0] // 2), 1), max(-(-size[1] // 2), 1))
        sizes.append(size)
    return sizes


def share_of(texture: moderngl.Texture, drawn: Size) -> tuple[float, float]:
    return drawn[0] / texture.width, drawn[1] / texture.height
