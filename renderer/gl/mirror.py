"""The picture of the flat mirror in view, drawn before all else by `Renderer.render`; shaders/mirror.glsl shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.frame import MAT, MAX_VIEWS, VEC, clip_from_world, columns
from renderer.gl.sightings import Sightings
from renderer.gl.targets import HdrTarget, HdrTargets
from renderer.gl.windows import InView, Window, mirrors_in_view, window_of
from renderer.scene import Scene, View

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality

PICTURE_UNIT, BLOCK_BINDING = 11, 5
BLOCK = np.dtype([("window_from_world", MAT[0], (MAX_VIEWS, 4, 4)), ("plane", *VEC), ("share", *VEC)])


class MirrorPictures:
    """`choose` once a frame; where it finds a mirror, `target` and `take`; `show` before anything is drawn, `look` afterwards."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, quality: Quality, reversed_depth: bool) -> None:
        self._ctx, self._side, self._reversed = ctx, quality.mirror_px, reversed_depth
        self._sightings = Sightings(ctx, programs, reversed_depth)
        self._in_view: list[InView] = []
        self._targets = HdrTargets(ctx, quality.samples)
        self._block = ctx.buffer(np.zeros((), BLOCK).tobytes(), dynamic=True)
        self._nothing = ctx.texture((1, 1), 4, bytes(8), dtype="f2")
        self._taken: tuple[moderngl.Texture, moderngl.Framebuffer] | None = None
        self._shows = True
        self.show(None)

    def choose(self, placed: list[Placed], views: list[View], size: tuple[int, int]) -> Window | None:
        """The mirror that looks largest, if any is in view and not hidden. size : of one view's picture, pixels."""
        mirrors = [one for one in placed if one.gpu.mirrors] if self._side and views else []
        self._in_view = mirrors_in_view(mirrors, views, self._reversed) if mirrors else []
        if not self._in_view:
            return None
        hidden = self._sightings.answers({one.key for one in self._in_view})
        best = next((one for one in self._in_view if one.key not in hidden), None)
        return window_of(best, views, size, self._side) if best else None

    def look(self, target: HdrTarget) -> None:
        """Asks which of the mirrors in view are hidden. target : has all that is solid."""
        if self._in_view:
            self._sightings.ask({one.key: one.corners for one in self._in_view}, target)

    def target(self, window: Window) -> HdrTarget:
        return self._targets.get(window.size, len(window.views), (self._side, self._side))

    def take(self, target: HdrTarget) -> None:
        """Keeps what was drawn for `show`."""
        whole = (target.room[0] * target.views, target.room[1])
        if self._taken is None or self._taken[0].size != whole:
            self._forget()
            texture = self._ctx.texture(whole, 4, dtype="f2")
            texture.repeat_x = texture.repeat_y = False
            self._taken = texture, self._ctx.framebuffer([texture])
        self._ctx.copy_framebuffer(self._taken[1], target.framebuffer)

    def show(self, window: Window | None) -> None:
        """Binds the mirror's picture, or says that there is none."""
        if window is None and not self._shows:
            return
        self._shows = window is not None
        block = np.zeros((), BLOCK)
        texture = self._taken[0] if self._taken else self._nothing
        if window is not None:
            for matrix, view in zip(block["window_from_world"], window.views, strict=False):
                matrix[:] = columns(clip_from_world(view, self._reversed))
            block["plane"] = window.plane
            texel = 1 / np.array(texture.size)
            block["share"] = (*(window.size * texel), *(0.5 * texel))
        self._block.write(block)
        self._block.bind_to_uniform_block(BLOCK_BINDING)
        texture.use(PICTURE_UNIT)

    def release(self) -> None:
        self._forget()
        for thing in (self._targets, self._block, self._nothing, self._sightings):
            thing.release()

    def _forget(self) -> None:
        if self._taken is not None:
            raw.unbind_framebuffer(self._ctx)
            for thing in reversed(self._taken):
                thing.release()
            self._taken = None


def before_mirror(scene: Scene, window: Window) -> Scene:
    """What of a scene a mirror shows. Smoke is drawn between the eyes and the mirror alone, by the picture that it hangs in."""
    plane = window.plane.astype(np.float64)

    def there(at: glm.vec3) -> bool:
        return float(plane[:3] @ np.array(at) + plane[3]) > 0

    return replace(
        scene,
        panels=[p for p in scene.panels if not p.on_top and there(p.world_from_panel.position)],
        lines=[],
        smoke=[],
        ceiling_jets=[],
        flames=[f for f in scene.flames if there(f.position)],
        clouds=[c for c in scene.clouds if there(c.position)],
        sprays=[s for s in scene.sprays if there(s.origin)],
    )
