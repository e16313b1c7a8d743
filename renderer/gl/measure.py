"""Which quality a graphics card can hold, by a measurement of a fraction of a second."""

from __future__ import annotations

import time

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.programs import Programs
from renderer.gl.quality import LEVELS, is_software

SIDE = 1024
AT_MOST_S = 0.5
OVERDRAW = 1.6  # surfaces drawn over one another, sky and pages; samples of one pixel share their work
SHARE = 0.7  # of a frame that all pixels may take: the rest is for shadows, the resolve and the compositor


def choose_level(ctx: moderngl.Context) -> str:
    """One of quality.LEVELS: the one with the most pixels that this card would draw in time. Takes at most a second and a half,
    most of it to compile a shader; on software GL none."""
    if is_software(ctx):
        return "low"
    return level_for(milliseconds_per_megapixel(ctx))


def level_for(ms_per_megapixel: float) -> str:
    best = "low"
    for name, level in LEVELS.items():
        if level.megapixels * OVERDRAW * ms_per_megapixel <= SHARE * level.frame_ms:
            best = name
    return best


def milliseconds_per_megapixel(ctx: moderngl.Context) -> float:
    """The time that a million pixels as costly as lit surfaces take. Leaves the screen bound."""
    programs = Programs(ctx)
    program = programs.get("fullscreen.vert", "measure.frag")
    noise = ctx.texture((256, 256), 4, np.random.default_rng(1).integers(0, 256, 1 << 18, np.uint8).tobytes())
    colour = ctx.texture((SIDE, SIDE), 4, dtype="f2")
    target = ctx.framebuffer([colour])
    target.use()
    ctx.enable_only(moderngl.NOTHING)
    noise.use(0)
    programs.draw(program, moderngl.TRIANGLES, 3)  # compiles
    ctx.finish()
    times: list[float] = []
    until = time.perf_counter() + AT_MOST_S
    while len(times) < 12 and (time.perf_counter() < until or not times):
        began = time.perf_counter()
        for _ in range(4 if times else 1):
            programs.draw(program, moderngl.TRIANGLES, 3)
        ctx.finish()
        times.append((time.perf_counter() - began) * 1e3 / (4 if times else 1))
    raw.unbind_framebuffer(ctx)
    for thing in (target, colour, noise):
        thing.release()
    programs.release()
    return min(times) / (SIDE * SIDE / 1e6)
