"""Draws buckets of surfaces: binds what each wants, and submits it."""

from __future__ import annotations

import moderngl

from renderer.gl import raw
from renderer.gl.batch import BLEND, Bucket
from renderer.gl.extras import EXTRA, EXTRA_BINDING
from renderer.gl.programs import Programs
from renderer.gl.texture_sets import Blanks
from renderer.gl.upload import Shared, feature_names, program_number

CULLED = ("", "back", "front")  # by Bucket.cull
LINES, POINTS = (program_number(frozenset({name})) for name in ("LINES", "POINTS"))


class SurfacePass:
    """`features` : names for all programs of a frame, of what they need not do (lean.py) or do besides."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, shared: Shared) -> None:
        self._ctx, self._programs, self._shared = ctx, programs, shared
        self._calls, self._blanks = raw.calls(ctx), Blanks(ctx)
        self._known: dict[tuple[int, int, frozenset[str]], moderngl.Program] = {}
        self.features: frozenset[str] = frozenset()

    def draw(self, buckets: list[Bucket], commands: moderngl.Buffer, eyes: int) -> None:
        """Into the bound framebuffer, `eyes` views side by side."""
        if eyes > 1:
            self._ctx.enable_direct(raw.CLIP_DISTANCE0)
        self._blanks.use()
        features, textures, flags, culled = -1, -1, -1, 0
        bound: dict[int, moderngl.TextureArray] = {}
        for bucket in buckets:
            wanted = moderngl.DEPTH_TEST | (moderngl.CULL_FACE if bucket.cull else 0)
            wanted |= moderngl.BLEND if bucket.features & BLEND else 0
            if wanted != flags:
                self._ctx.enable_only(wanted)
                flags = wanted
            if bucket.cull and bucket.cull != culled:
                culled = bucket.cull
                self._ctx.cull_face = CULLED[culled]
            if bucket.features != features:
                features, mode = bucket.features, primitive_mode(bucket.features)
                array, is_new = self._shared.geometry.array(self._program(features, eyes))
            self._shared.materials.bind(bucket.page)
            if bucket.textures != textures:
                textures = bucket.textures
                self._bind(textures, bound)
            if is_new:
                self._calls.render_indirect(array, commands, mode, bucket.count, bucket.first)
                is_new = False
            else:
                array.render_indirect(commands, mode, bucket.count, first=bucket.first)
        if culled == 2:
            self._ctx.cull_face = "back"  # as others expect it
        if eyes > 1:
            self._ctx.disable_direct(raw.CLIP_DISTANCE0)

    def _bind(self, textures: int, bound: dict[int, moderngl.TextureArray]) -> None:
        """A set of texture arrays. bound : by unit, what is there already."""
        extra = self._shared.sets.extras.get(textures)
        if extra is not None:
            extra[0].bind_to_uniform_block(EXTRA_BINDING, offset=extra[1], size=EXTRA.itemsize)
        for unit, texture in self._shared.sets.bindings[textures]:
            if bound.get(unit) is not texture:
                texture.use(unit)
                bound[unit] = texture

    def release(self) -> None:
        self._blanks.release()

    def _program(self, features: int, eyes: int) -> moderngl.Program:
        key = features, eyes, self.features
        known = self._known.get(key)
        if known is None:
            names = feature_names(features) | {self._shared.materials.define} | ({"STEREO"} if eyes > 1 else set())
            names |= self.features
            known = self._known[key] = self._programs.get("surface.vert", "surface.frag", names)
        if eyes == 1:
            known["view_index"] = 0
        return known


def primitive_mode(features: int) -> int:
    if features & LINES:
        return moderngl.LINES
    return moderngl.POINTS if features & POINTS else moderngl.TRIANGLES
