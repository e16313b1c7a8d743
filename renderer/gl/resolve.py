"""From high-range samples to the pixels of a framebuffer; flat pictures go the same last step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl

from renderer.gl import raw

if TYPE_CHECKING:
    from renderer.gl.bloom import Bloom
    from renderer.gl.programs import Programs
    from renderer.gl.targets import HdrTarget
    from renderer.scene import Scene


CURVES = {"none": 0, "neutral": 1, "agx": 2, "aces": 3}  # as shaders/tonemap.glsl


class Resolve:
    def __init__(self, ctx: moderngl.Context, programs: Programs, samples: int) -> None:
        self._ctx, self._programs, self._samples = ctx, programs, samples
        self._settings = {"exposure": 1.0, "vignette": 0.0, "fade": 0.0}
        # What a picture needs not of all that is in the shader is left out: software GL takes all ways at every pixel.
        self._features = {f"CURVE {CURVES['neutral']}"}

    def draw(
        self,
        target: HdrTarget,
        view: int,
        framebuffer: moderngl.Framebuffer,
        scene: Scene,
        srgb: bool,
        bloom: Bloom | None = None,
        strength: float = 0.0,
    ) -> None:
        """Tone maps one view of `target` into the corner of `framebuffer`. bloom : has taken this view; `strength` : its share."""
        vignette, fade = comfort(scene)
        self._settings = {"exposure": scene.environment.exposure, "vignette": vignette, "fade": fade}
        transparent = {"TRANSPARENT"} if scene.environment.transparent else set()
        self._features = {f"CURVE {CURVES[scene.environment.tone_map]}"} | transparent
        source = (1 / target.views, 1.0, view / target.views, 0.0)
        glow = (bloom, strength) if bloom is not None and strength else None
        self._run(target, framebuffer, target.size, source, srgb, framebuffer.depth_attachment is not None, glow)

    def draw_mirror(
        self, target: HdrTarget | None, framebuffer: moderngl.Framebuffer, size: tuple[int, int], srgb: bool
    ) -> None:
        if target is None:
            self._begin(framebuffer, size, srgb)
            framebuffer.clear()
            self._end(srgb)
            return
        shape, wanted = target.size[0] / target.size[1], size[0] / max(size[1], 1)
        width, height = min(1.0, wanted / shape), min(1.0, shape / wanted)
        last = target.views - 1
        source = (width / target.views, height, (last + (1 - width) / 2) / target.views, (1 - height) / 2)
        self._run(target, framebuffer, size, source, srgb, False)

    def draw_image(
        self, texture: moderngl.Texture, framebuffer: moderngl.Framebuffer, size: tuple[int, int], srgb: bool
    ) -> None:
        program = self._programs.get("fullscreen.vert", "picture.frag")
        shape, wanted = texture.size[0] / texture.size[1], size[0] / max(size[1], 1)
        self._programs.set(program, scale=(max(1.0, wanted / shape), max(1.0, shape / wanted)), encode=not srgb)
        texture.use(0)
        self._begin(framebuffer, size, srgb)
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self._end(srgb)

    def release(self) -> None:
        """Nothing of its own to free: programs belong to Programs."""

    def _run(
        self,
        target: HdrTarget,
        framebuffer: moderngl.Framebuffer,
        size: tuple[int, int],
        source: tuple[float, float, float, float],
        srgb: bool,
        write_depth: bool,
        glow: tuple[Bloom, float] | None = None,
    ) -> None:
        wanted = {"WRITE_DEPTH": write_depth, "BLOOM": glow is not None, "ENCODE": not srgb}
        features = self._features | {f"SAMPLES {self._samples}"} | {name for name, on in wanted.items() if on}
        program = self._programs.get("fullscreen.vert", "resolve.frag", frozenset(features))
        self._programs.set(program, **self._settings, hdr=0, source=source, drawn=target.whole)
        if glow:
            self._programs.set(program, bloom=2, bloom_share=(*glow[0].share, glow[1]))
            glow[0].texture.use(2)
        target.colour.use(0)
        if write_depth:
            self._programs.set(program, hdr_depth=1)
            target.depth.use(1)
        self._begin(framebuffer, size, srgb, write_depth)
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self._end(srgb)

    def _begin(
        self, framebuffer: moderngl.Framebuffer, size: tuple[int, int], srgb: bool, write_depth: bool = False
    ) -> None:
        framebuffer.use()
        self._ctx.viewport = (0, 0, *size)
        self._ctx.scissor = None
        self._ctx.enable_only(moderngl.DEPTH_TEST if write_depth else moderngl.NOTHING)
        if write_depth:
            framebuffer.depth_mask = True
            self._ctx.depth_func = "1"
        if srgb:
            self._ctx.enable_direct(raw.FRAMEBUFFER_SRGB)

    def _end(self, srgb: bool) -> None:
        if srgb:
            self._ctx.disable_direct(raw.FRAMEBUFFER_SRGB)
        self._ctx.depth_func = "<"
        self._ctx.enable_only(moderngl.NOTHING)


def comfort(scene: Scene) -> tuple[float, float]:
    """Vignette and fade as shaders/comfort.glsl has them."""
    return min(max(scene.vignette, 0.0), 1.0), min(max(scene.fade, 0.0), 1.0)
