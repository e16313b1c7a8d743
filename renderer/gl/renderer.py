"""Draws a Scene. `render` reads as the recipe of a frame; each step has a file of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import glm
import moderngl
import numpy as np

from renderer.effects import flame, smoke
from renderer.effects.volumes import Volumes
from renderer.gl import raw
from renderer.gl.batch import BLEND, Batch, Bucket, GrowingBuffer, Surfaces, frustum_planes
from renderer.gl.behind import Behind
from renderer.gl.bloom import Bloom
from renderer.gl.extras import EXTRA, EXTRA_BINDING
from renderer.gl.frame import FRAME, gather_lights, gradient_sh, pack_views
from renderer.gl.image_light import SKY_UNIT, Surroundings, lobe_texture
from renderer.gl.lean import left_out
from renderer.gl.lines import Lines
from renderer.gl.mask import Mask
from renderer.gl.panels import Panels
from renderer.gl.placed import Placed, crowd_groups, group_of, instance_key, is_plain, place, place_group
from renderer.gl.programs import Programs
from renderer.gl.quality import Quality, is_software
from renderer.gl.resolve import Resolve
from renderer.gl.room import Room, Rooms
from renderer.gl.shadow import SunShadow
from renderer.gl.targets import HdrTarget, HdrTargets
from renderer.gl.timer import GpuTimer
from renderer.gl.upload import Blanks, GpuModel, Shared, feature_names, program_number
from renderer.gltf.model import Model
from renderer.scene import Image, Instance, Scene, View

MAX_DRAWS = 1 << 17
LINES, POINTS, TRANSMISSION = (program_number(frozenset({name})) for name in ("LINES", "POINTS", "TRANSMISSION"))
LOBES_UNIT = 14
PROBE_UNIT, DISTANCE_UNIT = 8, 10


@dataclass(slots=True)
class Stats:
    """Of the last frame, all views together. submissions : draw calls given to the driver."""

    draws: int = 0
    submissions: int = 0
    triangles: int = 0
    uploads: int = 0
    shadow_drawn: bool = False
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
        self._bloom = Bloom(ctx, self._programs, self._targets.samples) if self.quality.bloom else None
        self._views = ctx.buffer(reserve=pack_views([]).nbytes, dynamic=True)
        self._frame = ctx.buffer(reserve=FRAME.itemsize, dynamic=True)
        self._draws, self._commands = GrowingBuffer(ctx, 1 << 17), GrowingBuffer(ctx, 1 << 15)
        self._draw_ids = ctx.buffer(np.arange(MAX_DRAWS, dtype=np.uint32).tobytes())
        self._shadow = SunShadow(ctx, self._programs, self.quality.shadow_size)
        self._rooms = Rooms(ctx, self._programs, self.quality)
        self._surroundings = Surroundings(ctx, self._programs, cache)
        self._lobes, self._behind = lobe_texture(ctx), Behind(ctx)
        self._panels = Panels(ctx, self._programs, self.quality.anisotropy)
        self._lines = Lines(ctx, self._programs)
        self._volumes = Volumes(ctx, self._programs, self.quality.flame_steps)
        self._mask = Mask(ctx, self._programs, self.reversed_depth)
        self._blanks, self._shared = Blanks(ctx), Shared(ctx, self._draw_ids)
        self._surfaces = Surfaces()
        self._surface_programs: dict[tuple[int, int, frozenset[str]], moderngl.Program] = {}
        self._left_out: frozenset[str] = frozenset()
        self._models: dict[int, GpuModel] = {}
        self._placed: dict[tuple[object, ...], Placed] = {}
        self._serial = self._frame_number = 0
        self._last: HdrTarget | None = None

    # What others call

    def render(
        self,
        scene: Scene,
        views: Sequence[View],
        framebuffers: Sequence[moderngl.Framebuffer],
        size: tuple[int, int],
        srgb: bool = True,
    ) -> None:
        """Draws one view (at most two) into each framebuffer, from its corner up to `size` (width, height in pixels).

        srgb : the framebuffers encode sRGB themselves. A framebuffer with a depth attachment gets the scene's depth
        (see `depth_near_far`). Leaves depth test and blending off and the last framebuffer bound.
        """
        began = time.perf_counter()
        raw.drain_errors(self.ctx)
        self.stats = Stats()
        if self._timer is not None:
            self._timer.begin()
        eye = middle_eye(views)
        placed = self._place(scene, eye)
        self._surroundings.update(scene.environment.map)
        room = self._rooms.update(scene, placed, self._capture)
        batch = self._prepare(scene, list(views), placed, eye, room)
        target = self._targets.get(size, len(views), framebuffers[0].size if framebuffers else size)
        self._draw_views(scene, batch, target, views, room)
        self.stats.cpu_ms = (time.perf_counter() - began) * 1e3
        if self._software:
            self._calls.finish()  # the resolve would wait for the same pixels, and hold up all other threads
        for index, framebuffer in enumerate(framebuffers):
            if self._bloom is not None:
                self._bloom.take(target, index)
            self._resolve.draw(target, index, framebuffer, scene, srgb, self._bloom, self.quality.bloom)
        self._end_timing()
        self._last = target
        self.stats.draws = batch.draws * len(views)
        self.stats.triangles = batch.triangles

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
        gpu = self._gpu(model)
        if not gpu.ready:
            yield from gpu.steps()

    def keep_only(self, models: Iterable[Model]) -> None:
        """Frees the video memory of every other model."""
        kept = {id(m) for m in models}
        for key in [k for k in self._models if k not in kept]:
            self._models.pop(key).release()
        self._placed = {k: p for k, p in self._placed.items() if p.gpu.ready}

    def forget(self, model: Model) -> None:
        """Frees one model's video memory, and what was prepared for it; it may be drawn again, at the price of the first time."""
        gpu = self._models.pop(id(model), None)
        if gpu is not None:
            gpu.release()
            self._placed = {k: p for k, p in self._placed.items() if p.gpu.ready}
        model.prepared = None

    def release(self) -> None:
        """Frees everything. The renderer is of no use afterwards."""
        raw.unbind_framebuffer(self.ctx)
        for gpu in self._models.values():
            gpu.release()
        for buffer in (self._views, self._frame, self._draws.buffer, self._commands.buffer, self._draw_ids):
            buffer.release()
        for part in (
            self._volumes,
            self._lines,
            self._panels,
            self._rooms,
            self._surroundings,
            self._lobes,
            self._behind,
            self._shadow,
            self._resolve,
            self._targets,
        ):
            part.release()
        self._shared.release()
        self._mask.release()
        if self._bloom is not None:
            self._bloom.release()
        if self._timer is not None:
            self._timer.release()
        self._programs.release()
        self._blanks.release()
        self._models.clear()
        self._placed.clear()
        self._last = None

    # Steps of a frame

    def _end_timing(self) -> None:
        if self._timer is not None:
            self._timer.end()
            self.gpu_ms = self._timer.take()

    def _gpu(self, model: Model) -> GpuModel:
        if id(model) not in self._models:
            self._serial += 1
            self._models[id(model)] = GpuModel(self.ctx, model, self.quality, self._serial, self._shared)
        return self._models[id(model)]

    def _place(self, scene: Scene, eye: glm.vec3) -> list[Placed]:
        """Draw records of all instances; those that stand as in the last frame are taken from it. Posed ones of a model are
        placed together."""
        before, self._placed = self._placed, {}
        crowds: dict[int, tuple[GpuModel, list[Instance]]] = {}
        for instance in scene.instances:
            gpu = self._ready(instance.model if not instance.lods else lod(instance, eye))
            if is_plain(instance):
                crowds.setdefault(gpu.serial, (gpu, []))[1].append(instance)
                continue
            key = instance_key(instance, gpu.serial)
            one = before.get(key)
            if one is not None:
                one.still = True
            self._placed[key] = one or place(instance, gpu, key)
        self._frame_number += 1
        groups = [(gpu, group_of(crowd)) for gpu, crowd in crowds.values()]
        for people in scene.crowds:
            groups += [(self._ready(model), group) for model, group in crowd_groups(people, np.array(eye, np.float32))]
        for number, (gpu, group) in enumerate(groups):
            key = ("group", self._frame_number, number)  # moving things: each frame another
            self._placed[key] = place_group(group, gpu, key)
        placed = list(self._placed.values())
        self._bend(placed)
        self._shared.deforms.bind()  # the shadow map needs them, too
        return placed

    def _ready(self, model: Model) -> GpuModel:
        gpu = self._gpu(model)
        if not gpu.ready:
            self.stats.uploads += sum(1 for _ in gpu.steps())
        return gpu

    def _bend(self, placed: list[Placed]) -> None:
        """Palettes and morph weights of all that bends, one after the other into their buffers."""
        palettes, weights, first_joint, first_weight = [], [], 0, 0
        for one in placed:
            if one.palette is None and one.weights is None:
                continue
            one.move_rows(first_joint, first_weight)
            if one.palette is not None:
                palettes.append(one.palette)
                first_joint += len(one.palette)
            if one.weights is not None:
                weights.append(one.weights)
                first_weight += len(one.weights)
        self._shared.deforms.write(palettes, weights)

    def _prepare(
        self, scene: Scene, views: list[View], placed: list[Placed], eye: glm.vec3, room: Room | None
    ) -> Batch:
        """Everything that both eyes share: lights, shadow, uniforms, commands."""
        surfaces = self._surfaces
        moving = [light for f in scene.flames for light in flame.lights(f, scene.time_s)]
        lights = gather_lights(scene, moving, eye)
        has_shadow = self._draw_shadow(scene, placed, eye)
        records = pack_views(views, self.reversed_depth)
        self._views.write(records)
        self._frame.write(self._pack_frame(scene, lights, has_shadow, room))
        clips = records["clip_from_world"][: len(views)]
        planes = [frustum_planes(clip.T, self.reversed_depth) for clip in clips]
        if surfaces.update(placed, lights["position_range"]):
            self._draws.write(surfaces.records)
        batch, commands = surfaces.batch(planes, np.array(eye, np.float32), len(views))
        self._commands.write(commands)
        return batch

    def _draw_shadow(self, scene: Scene, placed: list[Placed], eye: glm.vec3) -> bool:
        if scene.sun is None or not self.quality.shadow_size:
            return False
        still = [p for p in placed if p.still] or placed
        moving = [p for p in placed if not p.still] if self.quality.moving_shadows and still is not placed else []
        room = self._rooms.light.box
        self.stats.shadow_drawn = self._shadow.update(scene.sun, still, moving, eye, self._shared, room)
        return True

    def _pack_frame(self, scene: Scene, lights: np.ndarray, has_shadow: bool, room: Room | None) -> np.ndarray:
        frame, environment = np.zeros((), FRAME), scene.environment
        light = self._surroundings.light
        frame["ambient_sh"] = light.sh * environment.ambient if light else gradient_sh(environment)
        frame["sky"] = (*environment.sky, environment.ambient)
        frame["horizon"] = (*environment.horizon, scene.time_s)
        frame["ground"] = (*environment.ground, environment.exposure)
        if scene.sun is not None:
            frame["sun_direction"] = (*glm.normalize(scene.sun.direction), (1 + self.quality.soft_shadows) * has_shadow)
            frame["sun_colour"][:3] = scene.sun.colour
            self._shadow.fill(frame)
        self._rooms.fill(frame, room)
        layers = smoke.pack(scene.smoke)
        frame["counts"] = (len(lights), len(layers), 0, 0)
        frame["smoke"][: len(layers)] = layers
        frame["lights"][: len(lights)] = lights
        if self.quality.lean:
            self._left_out = left_out(frame, self._rooms.light.counts, light is not None)
        return frame

    def _bind(self, room: Room | None) -> None:
        self._views.bind_to_uniform_block(0)
        self._frame.bind_to_uniform_block(1)
        self._draws.buffer.bind_to_storage_buffer(2)
        self._shared.materials.forget_binding()
        self._shadow.use()
        self._rooms.use(room, PROBE_UNIT, DISTANCE_UNIT)
        self._surroundings.use()
        self._lobes.use(LOBES_UNIT)

    def _draw_views(
        self, scene: Scene, batch: Batch, target: HdrTarget, views: Sequence[View], room: Room | None
    ) -> None:
        """Surfaces once for both eyes, the rest one eye after the other in its half of the target."""
        target.framebuffer.use()
        self.ctx.scissor = None
        self.ctx.viewport = (0, 0, *target.whole)
        target.framebuffer.depth_mask = True
        target.framebuffer.clear(depth=0.0 if self.reversed_depth else 1.0)
        self._begin_depth()
        for index, view in enumerate(views):
            self._look_through(target, index)
            self.stats.submissions += self._mask.draw(view)
        self.ctx.viewport = (0, 0, *target.whole)
        self._bind(room)
        glass = next((i for i, b in enumerate(batch.opaque) if b.features & TRANSMISSION), len(batch.opaque))
        self._draw_buckets(batch.opaque[:glass], len(views))
        for index in range(0 if scene.environment.transparent else len(views)):
            self._look_through(target, index)
            self._draw_sky(index)
        if glass < len(batch.opaque) or any(b.features & TRANSMISSION for b in batch.blended):
            self._behind.take(target)
            self.ctx.viewport = (0, 0, *target.whole)
            self._draw_buckets(batch.opaque[glass:], len(views))
        target.framebuffer.depth_mask = False
        self.ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self.ctx.viewport = (0, 0, *target.whole)
        self._draw_buckets(batch.blended, len(views))
        for index, view in enumerate(views):
            self._look_through(target, index)
            self.stats.submissions += self._volumes.draw(scene, index, view)
            self.stats.submissions += self._lines.draw(scene.lines, index)
            eye = view.world_from_view.position
            self.stats.submissions += self._panels.draw(scene.panels, scene.environment, index, eye)
        target.framebuffer.depth_mask = True
        self._calls.depth_from_0(False)  # others draw in this context, too
        self.ctx.depth_func = "<"

    def _begin_depth(self) -> None:
        if self.reversed_depth:
            self._calls.depth_from_0(True)
            self.ctx.depth_func = ">"

    def _look_through(self, target: HdrTarget, index: int) -> None:
        width, height = target.size
        self.ctx.viewport = (index * width, 0, width, height)

    def _draw_buckets(self, buckets: list[Bucket], eyes: int) -> None:
        if eyes > 1:
            self.ctx.enable_direct(raw.CLIP_DISTANCE0)
        self._blanks.use()
        program: moderngl.Program | None = None
        flags = -1
        bound: dict[int, moderngl.TextureArray] = {}
        for bucket in buckets:
            wanted = moderngl.DEPTH_TEST | (moderngl.CULL_FACE if bucket.cull else 0)
            wanted |= moderngl.BLEND if bucket.features & BLEND else 0
            if wanted != flags:
                self.ctx.enable_only(wanted)
                flags = wanted
            used = self._surface_program(bucket.features, eyes)
            array, is_new = self._shared.geometry.array(used)
            if used is not program:
                program = used
                if eyes == 1:
                    program["view_index"] = 0
            self._shared.materials.bind(bucket.page)
            extra = self._shared.sets.extras.get(bucket.textures)
            if extra is not None:
                extra[0].bind_to_uniform_block(EXTRA_BINDING, offset=extra[1], size=EXTRA.itemsize)
            for unit, texture in self._shared.sets.bindings[bucket.textures]:
                if bound.get(unit) is not texture:
                    texture.use(unit)
                    bound[unit] = texture
            mode = primitive_mode(bucket.features)
            if is_new:
                self._calls.render_indirect(array, self._commands.buffer, mode, bucket.count, bucket.first)
            else:
                array.render_indirect(self._commands.buffer, mode, bucket.count, first=bucket.first)
        if eyes > 1:
            self.ctx.disable_direct(raw.CLIP_DISTANCE0)
        self.stats.submissions += len(buckets)

    def _surface_program(self, features: int, eyes: int) -> moderngl.Program:
        key = features, eyes, self._left_out
        known = self._surface_programs.get(key)
        if known is None:
            names = feature_names(features) | {self._shared.materials.define} | ({"STEREO"} if eyes > 1 else set())
            names |= self._left_out
            known = self._surface_programs[key] = self._programs.get("surface.vert", "surface.frag", names)
        return known

    def _draw_sky(self, view_index: int) -> None:
        photograph = self._surroundings.light
        names = {"PHOTOGRAPH"} if photograph else set()
        program = self._programs.get(
            "sky.vert", "sky.frag", frozenset(names | ({"REVERSED"} if self.reversed_depth else set()))
        )
        if photograph:
            photograph.sky.use(SKY_UNIT)
        program["view_index"] = view_index
        self.ctx.enable_only(moderngl.DEPTH_TEST)
        self.ctx.depth_func = ">=" if self.reversed_depth else "<="
        self._programs.draw(program, moderngl.TRIANGLES, 3)
        self.ctx.depth_func = ">" if self.reversed_depth else "<"
        self.stats.submissions += 1

    def _capture(self, scene: Scene, view: View, placed: list[Placed], target: HdrTarget, room: Room | None) -> None:
        """Draws one view of `placed` into `target`: how a room takes its reflections."""
        lit = room if room is not None and room.reflections is not None else None
        batch = self._prepare(scene, [view], placed, view.world_from_view.position, lit)
        self._draw_views(scene, batch, target, [view], lit)


def middle_eye(views: Sequence[View]) -> glm.vec3:
    total = glm.vec3(0)
    for view in views:
        total += view.world_from_view.position
    return total / max(len(views), 1)


def lod(instance: Instance, eye: glm.vec3) -> Model:
    """The model to draw at its distance."""
    distance = glm.distance(glm.vec3(instance.world_from_model[3]), eye)
    model = instance.model
    for from_m, coarser in instance.lods:
        if distance >= from_m:
            model = coarser
    return model


def primitive_mode(features: int) -> int:
    if features & LINES:
        return moderngl.LINES
    return moderngl.POINTS if features & POINTS else moderngl.TRIANGLES
