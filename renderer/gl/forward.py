"""The forward pass: a scene's surfaces, sky, volumes, rays and pages, drawn into one HDR target for one eye or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.effects import flame
from renderer.effects.volumes import Volumes
from renderer.gl import raw
from renderer.gl.batch import Batch, Bucket, GrowingBuffer, Surfaces, frustum_planes
from renderer.gl.behind import Behind
from renderer.gl.frame import FRAME, gather_lights, pack_views
from renderer.gl.lean import left_out_of_sky
from renderer.gl.lines import Lines
from renderer.gl.mask import Mask
from renderer.gl.sky import Sky
from renderer.gl.surface_pass import SurfacePass
from renderer.gl.targets import HdrTarget
from renderer.gl.upload import Shared, program_number
from renderer.scene import Scene, View

if TYPE_CHECKING:
    from renderer.gl.lighting import Lighting
    from renderer.gl.panels import Panels
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality
    from renderer.gl.room import Room

EVERYTHING = np.tile(np.array([0, 0, 0, 1], np.float32), (1, 5, 1))  # planes that all points are inside of
TRANSMISSION = program_number(frozenset({"TRANSMISSION"}))


class ForwardPass:
    """`prepare` fills the buffers that both eyes share, `draw` draws what they say. submissions : draw calls given to the driver
    since the caller set it to 0. finer : what programs need where the picture will be enlarged, see enlarge.finer; of the last
    picture as long as nobody says another, so that programs are warmed as they will be wanted."""

    def __init__(
        self,
        ctx: moderngl.Context,
        programs: Programs,
        quality: Quality,
        samples: int,
        shared: Shared,
        lighting: Lighting,
        panels: Panels,
        reversed_depth: bool,
    ) -> None:
        self._ctx, self._calls, self._quality, self._reversed = ctx, raw.calls(ctx), quality, reversed_depth
        self._lighting, self._panels, self._shared = lighting, panels, shared
        self._views = ctx.buffer(reserve=pack_views([]).nbytes, dynamic=True)
        self._frame = ctx.buffer(reserve=FRAME.itemsize, dynamic=True)
        self._draws, self._commands = GrowingBuffer(ctx, 1 << 17), GrowingBuffer(ctx, 1 << 15)
        self._surfaces, self._surface_pass = Surfaces(), SurfacePass(ctx, programs, shared)
        self._sky, self._behind = Sky(ctx, programs, reversed_depth), Behind(ctx)
        self._volumes = Volumes(ctx, programs, quality.flame_steps, samples, reversed_depth)
        self._lines, self._mask = Lines(ctx, programs), Mask(ctx, programs, reversed_depth)
        self._ambient = np.zeros(3, np.float32)  # mean radiance where none was baked
        self.submissions = 0
        self.finer: frozenset[str] = frozenset()

    def prepare(
        self,
        scene: Scene,
        views: list[View],
        placed: list[Placed],
        eye: glm.vec3,
        room: Room | None,
        smallest: float = 0.0,
        mirror: bool = False,
    ) -> Batch:
        """Everything that both eyes share: lights, uniforms, commands. smallest, mirror : see Surfaces.batch."""
        surfaces = self._surfaces
        moving = [light for f in scene.flames for light in flame.lights(f, scene.time_s)]
        lights = gather_lights(scene, moving, eye)
        records = pack_views(views, self._reversed)
        self._views.write(records)
        frame = self._lighting.pack(scene, lights, room, views)
        left_out = self._lighting.left_out(frame) if self._quality.lean else frozenset()
        self._surface_pass.features = left_out | self.finer
        self._sky.features = left_out_of_sky(frame) if self._quality.lean else frozenset()
        self._frame.write(frame)
        self._ambient = frame["ambient_sh"][0, :3]
        planes = frustum_planes(records["clip_from_world"][: len(views)].swapaxes(1, 2), self._reversed)
        changed = surfaces.update(placed, lights["position_range"])
        self._draws.write_rows(surfaces.records, changed)
        from_eye, near_first = np.array(middle_eye(views), np.float32), self._quality.near_first
        batch, commands = surfaces.batch(planes, from_eye, len(views), smallest, mirror, near_first)
        self._commands.write(commands)
        return batch

    def everything(self, eye: glm.vec3, views: int) -> Batch:
        """After `prepare`: all that is placed, wherever one looks, but a triangle of each draw alone: programs are what counts."""
        batch, commands = self._surfaces.batch(EVERYTHING, np.array(eye, np.float32), views)
        commands["count"] = np.minimum(commands["count"], 3)
        self._commands.write(commands)
        return batch

    def draw(self, scene: Scene, batch: Batch, target: HdrTarget, views: Sequence[View], room: Room | None) -> None:
        """Surfaces once for both eyes, the rest one eye after the other in its half of the target."""
        target.framebuffer.use()
        self._ctx.scissor = None
        self._ctx.viewport = (0, 0, *target.whole)
        target.framebuffer.depth_mask = True
        target.framebuffer.clear(depth=0.0 if self._reversed else 1.0)
        self.begin_depth()
        for index, view in enumerate(views):
            self._look_through(target, index)
            self.submissions += self._mask.draw(view)
        self._ctx.viewport = (0, 0, *target.whole)
        self._views.bind_to_uniform_block(0)
        self._frame.bind_to_uniform_block(1)
        self._draws.buffer.bind_to_storage_buffer(2)
        self._shared.materials.forget_binding()
        self._lighting.bind(room)
        glass = next((i for i, b in enumerate(batch.opaque) if b.features & TRANSMISSION), len(batch.opaque))
        self._draw_surfaces(batch.opaque[:glass], len(views))
        for index in range(0 if scene.environment.transparent else len(views)):
            self._look_through(target, index)
            self._sky.draw(self._lighting.photograph, index)
            self.submissions += 1
        if glass < len(batch.opaque) or any(b.features & TRANSMISSION for b in batch.blended):
            self._behind.take(target)
            self._ctx.viewport = (0, 0, *target.whole)
            self._draw_surfaces(batch.opaque[glass:], len(views))
        target.framebuffer.depth_mask = False
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self._ctx.viewport = (0, 0, *target.whole)
        self._draw_surfaces(batch.blended, len(views))
        self._volumes.begin(scene, self._ambient)
        for index, view in enumerate(views):
            self._look_through(target, index)
            self.submissions += self._volumes.draw(scene, index, view, target)
        target.framebuffer.depth_mask = True  # a ray runs before the page that it points at
        for index in range(len(views) if scene.lines else 0):
            self._look_through(target, index)
            self.submissions += self._lines.draw(scene.lines, index)
        target.framebuffer.depth_mask = False
        self._ctx.viewport = (0, 0, *target.whole)
        eye = middle_eye(views)
        self.submissions += self._panels.draw(scene.panels, scene.environment, len(views), eye)
        target.framebuffer.depth_mask = True
        self.end_depth()

    def begin_depth(self) -> None:
        if self._reversed:
            self._calls.depth_from_0(True)
            self._ctx.depth_func = ">"

    def end_depth(self) -> None:
        """Others draw in this context, too."""
        self._calls.depth_from_0(False)
        self._ctx.depth_func = "<"

    def _look_through(self, target: HdrTarget, index: int) -> None:
        width, height = target.size
        self._ctx.viewport = (index * width, 0, width, height)

    def _draw_surfaces(self, buckets: list[Bucket], eyes: int) -> None:
        self._surface_pass.draw(buckets, self._commands.buffer, eyes)
        self.submissions += len(buckets)

    def see_by(self) -> None:
        """Binds the eyes of the last `prepare`, for what is drawn elsewhere."""
        self._views.bind_to_uniform_block(0)

    def forget(self) -> None:
        """What nozzles did: another scene begins."""
        self._volumes.forget()

    def release(self) -> None:
        for part in (self._volumes, self._lines, self._behind, self._mask, self._surface_pass):
            part.release()
        for buffer in (self._views, self._frame, self._draws.buffer, self._commands.buffer):
            buffer.release()


def middle_eye(views: Sequence[View]) -> glm.vec3:
    total = glm.vec3(0)
    for view in views:
        total += view.world_from_view.position
    return total / max(len(views), 1)
