"""Pages in the world: textured quads whose pixels come out as they were written, whatever the exposure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.mipmaps import mip_levels
from renderer.gl.pool import GrowingBuffer
from renderer.gl.quality import is_software
from renderer.gl.resolve import comfort
from renderer.scene import Environment, Image, Panel, Scene
from renderer.workers import workers

if TYPE_CHECKING:
    from concurrent.futures import Future

    from renderer.gl.programs import Programs
    from renderer.gl.targets import HdrTarget

FORGET_AFTER_DRAWS = 1000
WAIT_S = 0.002  # a step
EMPTY = -1  # a version that no image has
CORNERS = np.array([[-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5], [0.5, 0.5]], np.float32)  # of a triangle strip
STEREO = frozenset({"STEREO"})


@lru_cache(maxsize=1)
def _products() -> np.ndarray:
    """uint8 [alpha, code]: the sRGB code of a colour that covers so much."""
    codes = np.arange(256) / 255.0
    linear = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    x = linear[None, :] * codes[:, None]
    table: np.ndarray = np.round(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(
        np.uint8
    )
    return table


def premultiplied(pixels: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 4] sRGB: straight alpha to colours multiplied by alpha in linear light. Opaque pixels are left alone."""
    pixels = np.ascontiguousarray(pixels)
    flat = pixels.reshape(-1, 4)
    partial = np.flatnonzero(flat[:, 3] < 255)
    if not len(partial):
        return pixels
    result, chosen = flat.copy(), flat[partial]
    result[partial, :3] = _products()[chosen[:, 3:], chosen[:, :3]]
    return result.reshape(pixels.shape)


@dataclass(slots=True)
class Uploaded:
    image: Image  # held, so that its id is not given to another
    version: int
    texture: moderngl.Texture
    used: int
    coming: Future[list[np.ndarray]] | None = None  # of `wanted`
    wanted: int = 0


class Panels:
    """Textures of images by identity; written again only when `Image.version` changes."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, anisotropy: float, waits: bool) -> None:
        """waits : for a changed picture to be made ready, as pictures want it; else the old one is seen some frames longer."""
        self._ctx, self._programs, self._anisotropy, self._waits = ctx, programs, anisotropy, waits
        self._calls, self._software = raw.calls(ctx), is_software(ctx)
        self._uploaded: dict[int, Uploaded] = {}
        self._corners = GrowingBuffer(ctx, 1 << 12)
        self._arrays: dict[int, moderngl.VertexArray] = {}  # by program
        self._clock = 0
        self.uploads = 0  # since the beginning: tests and the bench look at it

    def steps(self, panels: list[Panel]) -> Iterator[None]:
        """Brings the pictures of panels to the graphics card, one a step, made ready by workers, who all begin in the first."""
        coming = []
        for image in {id(panel.image): panel.image for panel in panels}.values():
            known = self._known(image)
            if known.version != image.version:
                known.wanted, known.coming = image.version, workers().submit(self._levels, image.pixels)
                coming.append((image, known.coming))
        yield
        for image, levels in coming:
            while not levels.done():
                time.sleep(WAIT_S)
                yield
            self.texture(image)
            yield

    def texture(self, image: Image) -> moderngl.Texture:
        """The image as a mipmapped, premultiplied sRGB texture, first row at v = 0."""
        known = self._known(image)
        if known.version != image.version:
            levels = self._arrived(known)
            if levels:
                self._write(known.texture, levels)
                known.texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
                known.texture.anisotropy = min(self._anisotropy, self._ctx.max_anisotropy)
                known.version = known.wanted
                self.uploads += 1
        known.used = self._clock
        return known.texture

    def _known(self, image: Image) -> Uploaded:
        known = self._uploaded.get(id(image))
        height, width = image.pixels.shape[:2]
        if known is None or known.texture.size != (width, height):
            if known is not None:
                known.texture.release()
            texture = self._ctx.texture((width, height), 4, internal_format=raw.SRGB8_ALPHA8)
            if self._software:
                texture.use(0)
                self._calls.tex_storage(raw.SRGB8_ALPHA8, width, height, max(width, height).bit_length())
            texture.repeat_x = texture.repeat_y = False
            known = self._uploaded[id(image)] = Uploaded(image, EMPTY, texture, 0)
        return known

    def _arrived(self, known: Uploaded) -> list[np.ndarray]:
        """Of the image's newest pixels, or of newer ones than are seen; empty while a worker makes them."""
        image = known.image
        now = self._waits or known.version == EMPTY
        if known.coming is None or (now and known.wanted != image.version):
            known.wanted, known.coming = image.version, workers().submit(self._levels, image.pixels)
        if not (now or known.coming.done()):
            return []
        levels, known.coming = known.coming.result(), None
        return levels

    def _levels(self, pixels: np.ndarray) -> list[np.ndarray]:
        """Software GL compiles a program for each kind of size that it halves: NumPy is faster, and lets others run."""
        whole = premultiplied(pixels)
        return mip_levels(whole, srgb=True) if self._software else [whole]

    def _write(self, texture: moderngl.Texture, levels: list[np.ndarray]) -> None:
        if not self._software:
            texture.write(levels[0])
            texture.build_mipmaps()
            return
        texture.use(0)
        for number, level in enumerate(levels):
            self._calls.tex_sub_image(number, level)

    def draw(self, panels: list[Panel], environment: Environment, eyes: int, eye: glm.vec3) -> int:
        """Draws into the bound target, `eyes` views side by side, the farthest from `eye` first, `on_top` ones last. Returns the
        number of draw calls."""
        program = self._programs.get("panel.vert", "panel.frag", STEREO if eyes > 1 else frozenset())
        self._programs.set(program, neutral=environment.tone_map == "neutral")
        return self._draw(program, panels, eyes, eye)

    def draw_over(
        self, scene: Scene, target: HdrTarget, size: tuple[int, int], eye: glm.vec3, srgb: bool, reversed_depth: bool
    ) -> int:
        """As `draw`, of one view, into the bound framebuffer of `size` pixels to which the picture of `target`, which has fewer,
        was enlarged. What that drew hides what lies behind it. srgb : the framebuffer encodes; else it mixes sRGB numbers."""
        program = self._programs.get("panel.vert", "page.frag", frozenset({f"SAMPLES {max(target.depth.samples, 1)}"}))
        vignette, fade = comfort(scene)
        self._programs.set(program, shown=size, drawn=target.size, vignette=vignette, fade=fade, encode=not srgb)
        target.depth.use(1)
        if srgb:
            self._ctx.enable_direct(raw.FRAMEBUFFER_SRGB)
        count = self._draw(program, scene.panels, 1, eye, 1.0 if reversed_depth else -1.0)
        if srgb:
            self._ctx.disable_direct(raw.FRAMEBUFFER_SRGB)
        self._ctx.enable_only(moderngl.NOTHING)
        return count

    def _draw(
        self, program: moderngl.Program, panels: list[Panel], eyes: int, eye: glm.vec3, nearer: float = 0.0
    ) -> int:
        """nearer : see shaders/page.frag, whose program it is then; 0: the bound target has depth."""
        self._clock += 1
        self._forget()
        shown = [p for p in panels if p.opacity > 0 and p.width_m > 0 and p.height_m > 0]
        if not shown:
            return 0
        shown.sort(key=lambda p: (p.on_top, -glm.distance(p.world_from_panel.position, eye)))
        array, is_new = self._array(program, corners(shown), eyes)
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        if eyes > 1:
            self._ctx.enable_direct(raw.CLIP_DISTANCE0)
        on_top = None
        for number, panel in enumerate(shown):
            if panel.on_top is not on_top:
                on_top = panel.on_top
                tested = moderngl.NOTHING if on_top or nearer else moderngl.DEPTH_TEST
                self._ctx.enable_only(moderngl.BLEND | tested)
                if nearer:
                    self._programs.set(program, nearer=0.0 if on_top else nearer)
            self.texture(panel.image).use(0)
            if is_new:
                self._calls.render(array, moderngl.TRIANGLE_STRIP, 4, 4 * number, eyes)
            else:
                array.render(moderngl.TRIANGLE_STRIP, 4, first=4 * number, instances=eyes)
        if eyes > 1:
            self._ctx.disable_direct(raw.CLIP_DISTANCE0)
        return len(shown)

    def _array(self, program: moderngl.Program, vertices: np.ndarray, eyes: int) -> tuple[moderngl.VertexArray, bool]:
        """Over these vertices, and whether it is new: other threads run on while a program's first draw compiles."""
        if eyes == 1:
            self._programs.set(program, view_index=0)
        if self._corners.write(vertices):
            self._forget_arrays()
        known = self._arrays.get(program.glo)
        if known is not None:
            return known, False
        array = self._arrays[program.glo] = self._ctx.vertex_array(program, [(self._corners.buffer, "4f", "corner")])
        return array, True

    def _forget_arrays(self) -> None:
        for array in self._arrays.values():
            array.release()
        self._arrays.clear()

    def release(self) -> None:
        for known in self._uploaded.values():
            known.texture.release()
        self._uploaded.clear()
        self._forget_arrays()
        self._corners.release()

    def _forget(self) -> None:
        """Pages nobody showed for a while give their memory back."""
        if self._clock % 500:
            return
        for key in [k for k, u in self._uploaded.items() if self._clock - u.used > FORGET_AFTER_DRAWS]:
            self._uploaded.pop(key).texture.release()


def corners(panels: list[Panel]) -> np.ndarray:
    """float32 [P, 4, 4]: world positions of a strip's corners, and the panel's opacity."""
    at = np.asarray(glm.array([p.world_from_panel.position for p in panels]))
    turns = np.asarray(glm.array([glm.mat3_cast(p.world_from_panel.orientation) for p in panels]))
    sizes = np.array([(p.width_m, p.height_m, min(p.opacity, 1.0)) for p in panels], np.float32)
    axes = turns.swapaxes(1, 2)[:, :2] * sizes[:, :2, None]  # across and upright
    result = np.empty((len(panels), 4, 4), np.float32)
    result[..., :3] = CORNERS @ axes + at[:, None]
    result[..., 3] = sizes[:, 2:]
    return result
