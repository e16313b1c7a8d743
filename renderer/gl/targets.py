"""The high-range, multisampled picture that a view is drawn into before it is tone mapped."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from renderer.gl import raw


@dataclass(slots=True)
class HdrTarget:
    """`views` pictures of `size` (width, height) side by side from the corner on; there is room for such of size `room`."""

    colour: moderngl.Texture
    depth: moderngl.Texture
    framebuffer: moderngl.Framebuffer
    over_depth: moderngl.Framebuffer  # the same colours alone, for what reads the depth
    size: tuple[int, int]
    views: int
    room: tuple[int, int]

    @property
    def whole(self) -> tuple[int, int]:
        """Of all views together."""
        return self.size[0] * self.views, self.size[1]

    def release(self) -> None:
        for thing in (self.framebuffer, self.over_depth, self.colour, self.depth):
            thing.release()


class HdrTargets:
    """Targets by size, made once; the few least used are dropped. A picture that changes its size within a framebuffer stays in
    one target, and only the viewport changes."""

    KEEP = 2  # at a headset's size each takes some 400 MB

    def __init__(self, ctx: moderngl.Context, samples: int) -> None:
        self._ctx = ctx
        self.samples = samples if samples > 1 and ctx.max_samples >= samples else 1
        self._targets: dict[tuple[tuple[int, int], int], HdrTarget] = {}

    def get(self, size: tuple[int, int], views: int = 1, room: tuple[int, int] | None = None) -> HdrTarget:
        """room : the largest size that is to be expected."""
        width, height = room or size
        key = ((max(width, size[0]), max(height, size[1])), views)
        target = self._targets.pop(key, None) or self._make(*key)
        target.size = size
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
        whole_target, colours = self._ctx.framebuffer([colour], depth), self._ctx.framebuffer([colour])
        return HdrTarget(colour, depth, whole_target, colours, size, views, size)
