"""The sun's shadow maps. What stands still is drawn when the sun or a thing changes; what moves is added to a copy each frame."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.batch import Bucket, GrowingBuffer, split_buckets
from renderer.gl.frame import columns
from renderer.gl.programs import set_matrix
from renderer.gl.records import DRAW, ONE_SIDED
from renderer.gl.upload import feature_names, program_number
from renderer.scene import Sun

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.upload import Shared

Box = tuple[np.ndarray, np.ndarray]
MAX_HALF_M = 22.0  # of what is shown at its best; beyond, a texel would be larger than 2 cm
FAR_HALF_M = 70.0  # of what windows show
SNAP_M = 4.0
ABOVE_M = 5.0  # towards the sun, beyond all that stands still: what moves may be there
TEXTURE_2D = 0x0DE1
SHADOW_UNIT, DISTANCE_UNIT, BASE_UNIT = 9, 19, 0
MASKED, BENDING = program_number(frozenset({"ALPHA_MASK"})), program_number(frozenset({"DEFORM"}))


class SunShadow:
    """Read by shaders/shadow.glsl. `fill` and `use` give it what it needs, after `update`."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, size: int) -> None:
        self._ctx, self._programs = ctx, programs
        self._draws, self._commands = GrowingBuffer(ctx, 1 << 16), GrowingBuffer(ctx, 1 << 14)
        self._size, self._tiles = max(size, 1), 1
        self._still = _Map(ctx, self._size, 1)
        self._all: _Map | None = None  # with what moves, where something does
        self._copy = raw.calls(ctx).function("glCopyImageSubData", *[ctypes.c_uint] * 2, *[ctypes.c_int] * 4,
                                             *[ctypes.c_uint] * 2, *[ctypes.c_int] * 7)  # fmt: skip
        self._plain = ctx.sampler(filter=(moderngl.NEAREST, moderngl.NEAREST))
        self._plain.repeat_x = self._plain.repeat_y = False
        self._key: tuple[object, ...] = ()
        self._moving = False
        self._near, self._far = glm.mat4(1), glm.mat4(1)
        self._numbers = np.zeros(4, np.float32)

    def update(
        self, sun: Sun, still: list[Placed], moving: list[Placed], eye: glm.vec3, shared: Shared, room: Box | None
    ) -> bool:
        """True if something was drawn. room : world box that matters most; everything near, where there is none."""
        centre = self._centre(still, eye, room)
        box = () if room is None else (*room[0].tolist(), *room[1].tolist())
        key = (tuple(sun.direction), tuple(centre), box, *(p.key for p in still))
        changed = key != self._key
        if changed:
            self._key = key
            self._fit(sun, still, centre, room)
            self._still.clear()
            self._draw(self._still, still, shared, range(self._tiles))
        self._moving = bool(moving)
        if moving:
            self._add(moving, shared)
        return changed or self._moving

    def fill(self, frame: np.ndarray) -> None:
        """Puts matrices and sizes into a FRAME record."""
        frame["shadow_from_world"] = columns(self._near)
        frame["shadow_far_from_world"] = columns(self._far)
        frame["shadow"] = self._numbers

    def use(self) -> None:
        shown = self._all if self._moving and self._all is not None else self._still
        shown.texture.use(SHADOW_UNIT)
        shown.texture.use(DISTANCE_UNIT)
        self._plain.use(DISTANCE_UNIT)

    def release(self) -> None:
        raw.unbind_framebuffer(self._ctx)
        for thing in (self._still, self._all, self._draws.buffer, self._commands.buffer, self._plain):
            if thing is not None:
                thing.release()

    def _centre(self, still: list[Placed], eye: glm.vec3, room: Box | None) -> glm.vec3:
        low, high = room or bounds(still)
        if max(high - low) <= 2 * MAX_HALF_M:
            return glm.vec3(*map(float, (low + high) / 2))  # all of it fits, wherever the eye is
        return glm.vec3(*(round(c / SNAP_M) * SNAP_M for c in eye))

    def _fit(self, sun: Sun, still: list[Placed], centre: glm.vec3, room: Box | None) -> None:
        """Orthographic views from the sun: of the room, and of all around; what stands before them is kept by depth."""
        low, high = bounds(still)
        middle = np.array(centre, np.float32)
        near = around(*(room or (low, high)), middle, MAX_HALF_M)
        far = around(low, high, middle, FAR_HALF_M)
        direction = glm.normalize(sun.direction)
        up = glm.vec3(0, 0, 1) if abs(direction.y) > 0.9 else glm.vec3(0, 1, 0)
        light_from_world = glm.lookAt(glm.vec3(0), direction, up)
        depth = transformed_box(light_from_world, *far)
        tiles = 2 if room is not None and bool(((far[1] - far[0]) > (near[1] - near[0]) + 1).any()) else 1
        if tiles != self._tiles:
            self._make(tiles)
        (self._near, near_m), (self._far, far_m) = (
            fitted(light_from_world, transformed_box(light_from_world, *box), depth) for box in (near, far)
        )
        range_m = float(depth[1][2] - depth[0][2]) + ABOVE_M + 0.1
        self._numbers = np.array([near_m / self._size, far_m / self._size, range_m, tiles], np.float32)

    def _make(self, tiles: int) -> None:
        raw.unbind_framebuffer(self._ctx)
        self._still.release()
        if self._all is not None:
            self._all.release()
        self._still, self._all, self._tiles = _Map(self._ctx, self._size, tiles), None, tiles

    def _add(self, moving: list[Placed], shared: Shared) -> None:
        """A copy of what stands still, and in the room's tile what moves."""
        if self._all is None:
            self._all = _Map(self._ctx, self._size, self._tiles)
        source, target, (width, height) = self._still.texture.glo, self._all.texture.glo, self._still.texture.size
        self._copy(source, TEXTURE_2D, 0, 0, 0, 0, target, TEXTURE_2D, 0, 0, 0, 0, width, height, 1)
        self._draw(self._all, moving, shared, range(1))

    def _draw(self, target: _Map, placed: list[Placed], shared: Shared, tiles: range) -> None:
        casting = [(p, p.gpu.casts_shadow[p.gpu.parts.material[p.part]] & p.drawn()) for p in placed]
        records = np.concatenate([np.zeros(0, DRAW), *(p.records[c] for p, c in casting)])
        if not len(records):
            return
        thin = [p.gpu.single_sided[p.gpu.parts.material[p.part]][c] for p, c in casting]
        records["flags"] |= np.concatenate(thin) * np.uint32(ONE_SIDED)
        joined = np.concatenate([p.commands[c] for p, c in casting])
        joined["base_instance"] = np.arange(len(joined))
        codes = np.concatenate([shadow_codes(p.bucket[c]) for p, c in casting])
        order = np.argsort(codes, kind="stable")
        runs: list[Bucket] = []
        split_buckets(runs, codes[order], 0)
        self._draws.write(records)
        self._commands.write(joined[order])
        self._draws.buffer.bind_to_storage_buffer(2)
        for tile in tiles:
            target.begin(tile)
            for run in runs:
                self._draw_run(run, shared, self._far if tile else self._near)

    def _draw_run(self, run: Bucket, shared: Shared, shadow_from_world: glm.mat4) -> None:
        names = feature_names(run.features)
        if run.features & MASKED:  # only these look at their material
            names |= {shared.materials.define}
            shared.materials.forget_binding()
            shared.materials.bind(run.page)
            for unit, texture in shared.sets.bindings[run.textures]:
                if unit == BASE_UNIT:
                    texture.use(unit)
        program = self._programs.get("shadow.vert", "shadow.frag", names)
        set_matrix(program, "shadow_from_world", shadow_from_world)
        array, _ = shared.geometry.array(program)
        array.render_indirect(self._commands.buffer, moderngl.TRIANGLES, run.count, first=run.first)


def shadow_codes(codes: np.ndarray) -> np.ndarray:
    """uint64 [D] of bucket codes: what of them makes a difference to a shadow. Skins' and morph targets' buffers are bound by the
    renderer; of what is cut out, the material counts."""
    kinds = codes >> np.uint64(32)
    kept = (kinds & np.uint64(MASKED | BENDING)) << np.uint64(32)
    masked = (kinds & np.uint64(MASKED)) != 0
    result: np.ndarray = kept | np.where(masked, codes & np.uint64(0xFFFFFFFC), np.uint64(0))
    return result


class _Map:
    """Depth of `tiles` square pictures side by side."""

    def __init__(self, ctx: moderngl.Context, size: int, tiles: int) -> None:
        self._ctx, self._size = ctx, size
        self.texture = ctx.depth_texture((size * tiles, size))
        self.texture.compare_func = "<="
        self.texture.repeat_x = self.texture.repeat_y = False
        self.texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._framebuffer = ctx.framebuffer([], self.texture)

    def clear(self) -> None:
        self._framebuffer.use()
        self._framebuffer.depth_mask = True
        self._ctx.viewport, self._ctx.scissor = (0, 0, *self.texture.size), None
        self._framebuffer.clear(depth=1.0)

    def begin(self, tile: int) -> None:
        self._framebuffer.use()
        self._framebuffer.depth_mask = True
        self._ctx.scissor = None
        self._ctx.enable_only(moderngl.DEPTH_TEST)
        self._ctx.viewport = (tile * self._size, 0, self._size, self._size)

    def release(self) -> None:
        self._framebuffer.release()
        self.texture.release()


def around(low: np.ndarray, high: np.ndarray, middle: np.ndarray, reach_m: float) -> Box:
    reach = np.float32(reach_m)
    return np.clip(low, middle - reach, middle + reach), np.clip(high, middle - reach, middle + reach)


def fitted(light_from_world: glm.mat4, box: Box, depth: Box) -> tuple[glm.mat4, float]:
    """clip_from_world of a box in light space, square, with the depths of another; and the width in metres."""
    low, high = box
    half = float(max(high[:2] - low[:2])) / 2 + 0.05
    x, y = (float(c) for c in (low[:2] + high[:2]) / 2)
    near, far = -float(depth[1][2]) - ABOVE_M, -float(depth[0][2]) + 0.1
    return glm.ortho(x - half, x + half, y - half, y + half, near, far) * light_from_world, 2 * half


def bounds(placed: list[Placed]) -> Box:
    """World box around everything, float32 [3] each; zeros around nothing."""
    boxes = [p for p in placed if len(p.part)]
    if not boxes:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)
    return np.min([p.low for p in boxes], axis=0), np.max([p.high for p in boxes], axis=0)


def transformed_box(matrix: glm.mat4, low: np.ndarray, high: np.ndarray) -> Box:
    """Bounds of a box after an affine transform, float32 [3] each."""
    m = columns(matrix)
    centre, half = (low + high) / 2, (high - low) / 2
    middle, extent = centre @ m[:3, :3] + m[3, :3], half @ np.abs(m[:3, :3])
    return middle - extent, middle + extent
