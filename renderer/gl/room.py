"""What the room around us does to light: its reflections and its corners. Made once a place, not each frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import moderngl
import numpy as np

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality
    from renderer.scene import Scene


class Rooms:
    def __init__(self, ctx: moderngl.Context, programs: Programs, quality: Quality) -> None:
        self._ctx, self._programs, self._quality = ctx, programs, quality
        self._no_probe = ctx.texture_array((1, 1, 1), 4, bytes(8), dtype="f2")
        self._no_distance = ctx.texture3d((1, 1, 1), 1, b"\xff")

    def update(self, scene: Scene, placed: list[Placed], capture: Any) -> Any:
        return None

    def fill(self, frame: np.ndarray, room: Any) -> None:
        return

    def use(self, probe_unit: int, distance_unit: int) -> None:
        self._no_probe.use(probe_unit)
        self._no_distance.use(distance_unit)

    def release(self) -> None:
        self._no_probe.release()
        self._no_distance.release()
