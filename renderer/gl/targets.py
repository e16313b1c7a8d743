"""The high-range, multisampled picture that a view is drawn into before it is tone mapped."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl


@dataclass(slots=True)
class HdrTarget:
    colour: moderngl.Texture
    depth: moderngl.Texture
    framebuffer: moderngl.Framebuffer

    def release(self) -> None:
        for thing in (self.framebuffer, self.colour, self.depth):
            thing.release()


class HdrTargets:
    """Targets by size, made once; the few least used are dropped."""

    KEEP = 3

    def __init__(self, ctx: moderngl.Context, samples: int) -> None:
        self._ctx = ctx
        self.samples = samples if samples > 1 and ctx.max_samples >= samples else 1
        self._targets: dict[tuple[int, int], HdrTarget] = {}

    def get(self, size: tuple[int, int]) -> HdrTarget:
        target = self._targets.pop(size, None) or self._make(size)
        self._targets[size] = target  # the newest stands last
        while len(self._targets) > self.KEEP:
            self._targets.pop(next(iter(self._targets))).release()
        return target

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        self._targets.clear()

    def _make(self, size: tuple[int, int]) -> HdrTarget:
        samples = self.samples if self.samples > 1 else 0
        colour = self._ctx.texture(size, 4, samples=samples, dtype="f2")
        depth = self._ctx.depth_texture(size, samples=samples)
        return HdrTarget(colour, depth, self._ctx.framebuffer([colour], depth))
