"""Draws a Scene. `render` reads as the recipe of a frame; each step has a file of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import glm
import moderngl
import numpy as np

from renderer.effects.adaptation import adapted
from renderer.effects.rehearsal import alight
from renderer.gl import raw
from renderer.gl.batch import Batch
from renderer.gl.bloom import Bloom
from renderer.gl.enlarge import Enlarge, finer
from renderer.gl.forward import ForwardPass, middle_eye
from renderer.gl.lighting import Lighting
from renderer.gl.mirror import MirrorPictures, before_mirror
from renderer.gl.models import Models
from renderer.gl.panels import Panels
from renderer.gl.placed import Placed
from renderer.gl.programs import Programs
from renderer.gl.quality import Quality, is_software
from renderer.gl.resolve import Resolve
from renderer.gl.room import Room
from renderer.gl.targets import HdrTarget, HdrTargets
from renderer.gl.timer import GpuTimer
from renderer.gl.upload import Shared
from renderer.gl.windows import Window
from renderer.gltf.model import Model
from renderer.scene import Image, Scene, View

MAX_DRAWS = 1 << 17
WARM_PX = 8  # a side


@dataclass(slots=True)
class Stats:
    """Of the last frame, all views together. submissions : draw calls given to the driver."""

    draws: int = 0
    submissions: int = 0
    triangles: int = 0
    uploads: int = 0
    shadow_drawn: bool = False
    whole_ms: float = 0.0  # from the call of render to its end
    cpu_ms: float = 0.0  # from the call of render to its end, less the resolve, where software GL waits for its pixels


class Renderer:
    """Draws scenes on one GL context (current on the calling thread, 4.3 core or later). Knows how long things live:
    what it has uploaded stays until `keep_only` or `release`."""

    def __init__(self, ctx: moderngl.Context, quality: Quality | None = None, cache: Path | None = None) -> None:
        """cache : a folder where filtered environments are kept; None keeps none."""
        self.ctx = ctx
        self.quality = quality or Quality.for_context(ctx)
        self.stats = Stats()
        ctx.enable_direct(raw.TEXTURE_CUBE_MAP_SEAMLESS)
        self._calls, self._software = raw.calls(ctx), is_software(ctx)
        # Of a frame some frames ago, one number a frame; None while there is none, and always on software GL.
        self.gpu_ms: float | None = None
        self._timer = None if self._software else GpuTimer(ctx)
        self.reversed_depth = raw.has_clip_control(ctx)
        if self._software:
            raw.keep_freed_memory()
        self._programs = Programs(ctx)
        self._targets = HdrTargets(ctx, self.quality.samples)
        self._resolve = Resolve(ctx, self._programs, self._targets.samples)
        self._enlarge = Enlarge(ctx, self._programs, smooth=self._targets.samples == 1)
        self._bloom = Bloom(ctx, self._programs, self._targets.samples) if self.quality.bloom else None
        self._draw_ids = ctx.buffer(np.arange(MAX_DRAWS, dtype=np.uint32).tobytes())
        self._lighting = Lighting(ctx, self._programs, self.quality, cache)
        self._panels = Panels(ctx, self._programs, self.quality.anisotropy, self.quality.light_waits)
        self._mirrors = MirrorPictures(ctx, self._programs, self.quality, self.reversed_depth)
        self._shared = Shared(ctx, self._draw_ids)
        self._models = Models(ctx, self.quality, self._shared)
        self._forward = ForwardPass(
            ctx,
            self._programs,
            self.quality,
            self._targets.samples,
            self._shared,
            self._lighting,
            self._panels,
            self.reversed_depth,
        )
        self._last: HdrTarget | None = None
        self._small = HdrTargets(ctx, self.quality.samples)
        self._seen_by: list[View] = []  # the views of the last picture
        self._frames = 0

    # What others call

    def render(
        self,
        scene: Scene,
        views: Sequence[View],
        framebuffers: Sequence[moderngl.Framebuffer],
        size: tuple[int, int],
        srgb: bool = True,
        shown: tuple[int, int] | None = None,
    ) -> None:
        """Draws one view (at most two) into each framebuffer, from its corner up to `size` (width, height in pixels).

        srgb : the framebuffers encode sRGB themselves. A framebuffer with a depth attachment gets the scene's depth
        (see `depth_near_far`). Leaves depth test and blending off and the last framebuffer bound. shown : of a single view,
        the larger size to which its picture is enlarged in the framebuffer; pages, whose letters would blur, are drawn at that
        size. None: `size`.
        """
        began = time.perf_counter()
        self._seen_by, self._frames, self._forward.finer = list(views), self._frames + 1, finer(size, shown)
        raw.drain_errors(self.ctx)
        self.stats, self._forward.submissions = Stats(), 0
        if self._timer is not None:
            self._timer.begin()
        eye = middle_eye(views)
        scene = adapted(scene, eye)
        placed = self._models.place(scene, eye, views[0].lens if views else 1.0)
        room = self._lighting.update(scene, placed, self._capture)
        self.stats.uploads = self._models.uploads + self._lighting.uploads
        self._lighting.shadow(scene, placed, eye, self._shared)
        self.stats.shadow_drawn = self._lighting.shadow_drawn
        window = self._mirror(scene, placed, list(views), size, eye, room)
        smallest = self._smallest(size, views)
        batch = self._forward.prepare(scene, list(views), placed, eye, room, smallest)
        self._mirrors.show(window)
        target = self._targets.get(size, len(views), framebuffers[0].size if framebuffers and not shown else size)
        self._forward.draw(replace(scene, panels=[]) if shown else scene, batch, target, views, room)
        self._mirrors.look(target)
        self.stats.cpu_ms = (time.perf_counter() - began) * 1e3
        if self._software:
            self._calls.finish()  # the resolve would wait for the same pixels, and hold up all other threads
        for index, framebuffer in enumerate(framebuffers):
            if shown:
                self._show_enlarged(scene, target, framebuffer, shown, eye, srgb)
            else:
                self._show(scene, target, index, framebuffer, srgb)
        self._end_timing()
        self._last = target
        self.stats.draws, self.stats.submissions = batch.draws * len(views), self._forward.submissions
        self.stats.triangles = batch.triangles
        self.stats.whole_ms = (time.perf_counter() - began) * 1e3

    def depth_near_far(self, near_m: float) -> tuple[float, float]:
        """The distances (m) at which the depth that `render` writes is 0 and 1, of a view with this near plane."""
        return (math.inf, near_m) if self.reversed_depth else (near_m, math.inf)

    def draw_image(
        self, image: Image, framebuffer: moderngl.Framebuffer, size: tuple[int, int], srgb: bool = True
    ) -> None:
        """Shows a picture flat, as large as fits, on black: the error page and other full-screen pages."""
        raw.drain_errors(self.ctx)
        self._resolve.draw_image(self._panels.texture(image), framebuffer, size, srgb)

    def draw_mirror(self, framebuffer: moderngl.Framebuffer, size: tuple[int, int], srgb: bool = True) -> None:
        """Shows the last view that was rendered in another framebuffer, cropped to its shape. Black before the first."""
        raw.drain_errors(self.ctx)
        self._resolve.draw_mirror(self._last, framebuffer, size, srgb)

    def upload(self, model: Model) -> Iterable[None]:
        """Uploads a model in steps of one texture or buffer: run through it over several frames, or at once by `list`.
        A model that is drawn without this is uploaded then."""
        return self._models.upload(model)

    def has(self, model: Model) -> bool:
        """Whether all of a model is in video memory."""
        return self._models.has(model)

    def begin(self, scene: Scene) -> Iterator[None]:
        """What the first picture of a scene would wait for, in steps: models, baked light, the sun's shadow, and the programs, as
        a driver compiles them when they first draw. Other scenes, without baked light, may be drawn between two steps.
        The views of the last picture say how many eyes there are, and where."""
        pages = self._panels.steps(scene.panels)
        yield from islice(pages, 1)  # workers begin
        yield from self._models.steps(scene)
        yield from self._lighting.steps(scene)
        yield from pages
        if self._seen_by:
            yield from self._warm(scene)
            burning = alight(scene, middle_eye(self._seen_by))
            if burning is not None:
                yield from self._warm(burning)
                self._forward.forget()

    def keep_only(self, models: Iterable[Model]) -> None:
        """Frees the video memory of every other model."""
        self._models.keep_only(models)

    def forget(self, model: Model) -> None:
        """Frees one model's video memory, and what was prepared for it; it may be drawn again, at the price of the first time."""
        self._models.forget(model)

    def release(self) -> None:
        """Frees everything. The renderer is of no use afterwards."""
        raw.unbind_framebuffer(self.ctx)
        self._models.release()
        for part in (
            self._forward,
            self._panels,
            self._mirrors,
            self._lighting,
            self._enlarge,
            self._resolve,
            self._targets,
            self._small,
        ):
            part.release()
        self._shared.release()
        self._draw_ids.release()
        if self._bloom is not None:
            self._bloom.release()
        if self._timer is not None:
            self._timer.release()
        self._programs.release()
        self._last = None

    def _warm(self, scene: Scene) -> Iterator[None]:
        """Draws a scene bucket by bucket, into a picture too small to cost anything."""
        views, eye = self._seen_by[:2], middle_eye(self._seen_by)
        target = self._small.get((WARM_PX, WARM_PX), len(views), (WARM_PX, WARM_PX))
        whole, room, frame, number = Batch(), None, -1, 0
        while number <= len(whole.opaque) + len(whole.blended):
            if frame != self._frames:  # another picture has taken the buffers
                frame = self._frames
                raw.drain_errors(self.ctx)
                placed = self._models.place(scene, eye)
                room = self._lighting.update(scene, placed, self._capture)
                self._lighting.shadow(scene, placed, eye, self._shared)
                self._forward.prepare(scene, views, placed, eye, room)
                whole = self._forward.everything(eye, len(views))
            opaque, blended = whole.opaque[:number][-1:], whole.blended[: max(number - len(whole.opaque), 0)][-1:]
            self._forward.draw(scene, Batch([] if blended else opaque, blended), target, views, room)
            self._calls.finish()
            number += 1
            yield

    # Steps of a frame

    def _end_timing(self) -> None:
        if self._timer is not None:
            self._timer.end()
            self.gpu_ms = self._timer.take()

    def _mirror(
        self,
        scene: Scene,
        placed: list[Placed],
        views: list[View],
        size: tuple[int, int],
        eye: glm.vec3,
        room: Room | None,
    ) -> Window | None:
        """Draws what the mirror in view shows, if there is one. size : of one view's picture."""
        window = self._mirrors.choose(placed, views, size)
        if window is not None:
            target, seen = self._mirrors.target(window), before_mirror(scene, window)
            self._mirrors.show(None)
            batch = self._forward.prepare(seen, window.views, placed, eye, room, mirror=True)
            self._forward.draw(seen, batch, target, window.views, room)
            self._mirrors.take(target)
        return window

    def _show(self, scene: Scene, target: HdrTarget, index: int, framebuffer: moderngl.Framebuffer, srgb: bool) -> None:
        if self._bloom is not None:
            self._bloom.take(target, index)
        self._resolve.draw(target, index, framebuffer, scene, srgb, self._bloom, self.quality.bloom)

    def _show_enlarged(
        self,
        scene: Scene,
        target: HdrTarget,
        framebuffer: moderngl.Framebuffer,
        shown: tuple[int, int],
        eye: glm.vec3,
        srgb: bool,
    ) -> None:
        self._show(scene, target, 0, self._enlarge.picture(target.size), False)
        self._enlarge.draw(framebuffer, shown)
        self._forward.see_by()
        self._forward.begin_depth()
        self._forward.submissions += self._panels.draw_over(scene, target, shown, eye, srgb, self.reversed_depth)
        self._forward.end_depth()

    def _smallest(self, size: tuple[int, int], views: Sequence[View]) -> float:
        """Radius by distance of what looks as small as Quality.smallest_px."""
        if not views or not self.quality.smallest_px:
            return 0.0
        tangents = math.tan(views[0].fov.up) - math.tan(views[0].fov.down)
        return self.quality.smallest_px * tangents / (2 * size[1])

    def _capture(self, scene: Scene, view: View, placed: list[Placed], target: HdrTarget, room: Room | None) -> None:
        """Draws one view of `placed` into `target`: how a room takes its reflections."""
        lit = room if room is not None and room.reflections is not None else None
        self._mirrors.show(None)
        eye = view.world_from_view.position
        self._lighting.shadow(scene, placed, eye, self._shared)
        batch = self._forward.prepare(scene, [view], placed, eye, lit)
        self._forward.draw(scene, batch, target, [view], lit)
