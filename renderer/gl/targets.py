"""The high-range, multisampled picture that a view is drawn into before it is tone mapped."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from renderer.gl import raw


@dataclass(slots=True)
class HdrTarget:
    """`views` pictures of `size` (width, height) side by side."""

    colour: moderngl.Texture
    depth: moderngl.Texture
    framebuffer: moderngl.Framebuffer
    size: tuple[int, int]
    views: int

    def release(self) -> None:
        for thing in (self.framebuffer, self.colour, self.depth):
            thing.release()


class HdrTargets:
    """Targets by size, made once; the few least used are dropped."""

    KEEP = 2  # at a headset's size each takes some 400 MB

    def __init__(self, ctx: moderngl.Context, samples: int) -> None:
        self._ctx = ctx
        self.samples = samples if samples > 1 and ctx.max_samples >= samples else 1
        self._targets: dict[tuple[tuple[int, int], int], HdrTarget] = {}

    def get(self, size: tuple[int, int], views: int = 1) -> HdrTarget:
        key = (size, views)
        target = self._targets.pop(key, None) or self._make(size, views)
        self._targets[key] = target  # the newest stands last
        while len(self._targets) > self.KEEP:
            self._targets.pop(next(iter(self._targets))).release()
        return target

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        self._targets.clear()

    def _make(self, size: tuple[int, int], views: int) -> HdrTarget:
        samples, whole = self.samples if self.samples > 1 else 0, (size[0] * views, size[1])
        colour = self._ctx.texture(whole, 4, samples=samples, dtype="f2")
        depth = self._ctx.depth_texture(whole, samples=samples)
        raw.calls(self._ctx).make_float_depth(depth, whole, samples)
        return HdrTarget(colour, depth, self._ctx.framebuffer([colour], depth), size, views)
