"""The sun's shadow map: drawn again only when something that casts has moved, or the sun, or the viewer went far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl.batch import GrowingBuffer
from renderer.gl.frame import columns
from renderer.gl.programs import set_matrix
from renderer.gl.records import DRAW
from renderer.scene import Sun

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.pool import Geometry
    from renderer.gl.programs import Programs

MAX_HALF_M = 22.0  # beyond, a texel would be larger than 2 cm
SNAP_M = 4.0


class SunShadow:
    """`texture` is sampled by shaders/shadow.glsl; `shadow_from_world` and `texel_m` go into the frame's uniforms."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, size: int) -> None:
        self._ctx = ctx
        self._program = programs.get("shadow.vert", "shadow.frag")
        self._draws, self._commands = GrowingBuffer(ctx, 1 << 16), GrowingBuffer(ctx, 1 << 14)
        self._size = max(size, 1)
        self.texture = ctx.depth_texture((self._size, self._size))
        self.texture.compare_func = "<="
        self.texture.repeat_x = self.texture.repeat_y = False
        self.texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._framebuffer = ctx.framebuffer([], self.texture)
        self._key: tuple[object, ...] = ()
        self.shadow_from_world = glm.mat4(1)
        self.texel_m = 0.0

    def update(self, sun: Sun, placed: list[Placed], eye: glm.vec3, geometry: Geometry) -> bool:
        """True if the map was drawn again."""
        low, high = bounds(placed)
        if max(high - low) <= 2 * MAX_HALF_M:
            centre = glm.vec3(*map(float, (low + high) / 2))  # all of it fits, wherever the eye is
        else:
            centre = glm.vec3(*(round(c / SNAP_M) * SNAP_M for c in eye))
        key = (tuple(sun.direction), tuple(centre), *(p.key for p in placed))
        if key == self._key:
            return False
        self._key = key
        self._fit(sun, placed, centre)
        self._draw(placed, geometry)
        return True

    def _fit(self, sun: Sun, placed: list[Placed], centre: glm.vec3) -> None:
        """An orthographic view from the sun around everything near; what stands between sun and room is kept by depth."""
        reach = np.float32(MAX_HALF_M)
        middle = np.array(centre, np.float32)
        low, high = bounds(placed)
        near_low, near_high = (
            np.clip(low, middle - reach, middle + reach),
            np.clip(high, middle - reach, middle + reach),
        )
        direction = glm.normalize(sun.direction)
        up = glm.vec3(0, 0, 1) if abs(direction.y) > 0.9 else glm.vec3(0, 1, 0)
        light_from_world = glm.lookAt(glm.vec3(0), direction, up)
        box = transformed_box(light_from_world, near_low, near_high)
        depth = transformed_box(light_from_world, low, high)
        (x0, y0, z0), (x1, y1, z1) = box[0] - 0.05, box[1] + 0.05
        near, far = -max(z1, min(float(depth[1][2]), z1 + 60)) - 0.1, -z0 + 0.1
        self.shadow_from_world = glm.ortho(x0, x1, y0, y1, near, far) * light_from_world
        self.texel_m = max(x1 - x0, y1 - y0) / self._size

    def _draw(self, placed: list[Placed], geometry: Geometry) -> None:
        casting = [(p, p.gpu.casts_shadow[p.gpu.parts.material[p.part]]) for p in placed]
        records = np.concatenate([np.zeros(0, DRAW), *(p.records[c] for p, c in casting)])
        commands = [p.commands[c] for p, c in casting]
        self._framebuffer.use()
        self._framebuffer.depth_mask = True
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._framebuffer.clear(depth=1.0)
        if not len(records):
            return
        joined = np.concatenate(commands)
        joined["base_instance"] = np.arange(len(joined))
        self._draws.write(records)
        self._commands.write(joined)
        self._draws.buffer.bind_to_storage_buffer(2)
        set_matrix(self._program, "shadow_from_world", self.shadow_from_world)
        self._ctx.polygon_offset = 1.5, 2.0
        array, _ = geometry.array(self._program)
        array.render_indirect(self._commands.buffer, moderngl.TRIANGLES, len(joined))
        self._ctx.polygon_offset = 0.0, 0.0

    def release(self) -> None:
        self._framebuffer.release()
        self.texture.release()
        self._draws.buffer.release()
        self._commands.buffer.release()


def bounds(placed: list[Placed]) -> tuple[np.ndarray, np.ndarray]:
    """World box around everything, float32 [3] each; zeros around nothing."""
    boxes = [p for p in placed if len(p.part)]
    if not boxes:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)
    return np.min([p.low for p in boxes], axis=0), np.max([p.high for p in boxes], axis=0)


def transformed_box(matrix: glm.mat4, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of a box after an affine transform, float32 [3] each."""
    m = columns(matrix)
    centre, half = (low + high) / 2, (high - low) / 2
    middle, extent = centre @ m[:3, :3] + m[3, :3], half @ np.abs(m[:3, :3])
    return middle - extent, middle + extent
