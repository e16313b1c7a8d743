"""What lights a frame: the sun with its shadow, the room or place, and the surroundings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.effects import smoke
from renderer.gl.frame import FRAME, MAX_SMOKE, gradient_sh
from renderer.gl.image_light import ImageLight, Surroundings, lobe_texture
from renderer.gl.lean import left_out
from renderer.gl.room import Capture, Room, Rooms
from renderer.gl.shadow import SunShadow
from renderer.scene import Scene, View

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality
    from renderer.gl.upload import Shared

LOBES_UNIT = 14
PROBE_UNIT, DISTANCE_UNIT = 8, 10
LEAN_SMOKE = 4  # volumes, where each costs every pixel


class Lighting:
    """`update` once a frame; then `shadow`, `pack` and `bind` for each picture that it draws."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, quality: Quality, cache: Path | None) -> None:
        """cache : a folder for filtered environment maps."""
        self._quality = quality
        self._shadow = SunShadow(ctx, programs, quality.shadow_size)
        self._rooms = Rooms(ctx, programs, quality)
        self._surroundings = Surroundings(ctx, programs, cache)
        self._lobes = lobe_texture(ctx)
        self._has_shadow = self.shadow_drawn = False

    @property
    def photograph(self) -> ImageLight | None:
        """Of the surroundings, where there is one."""
        return self._surroundings.light

    @property
    def uploads(self) -> int:
        """Steps that the last `update` took for baked light."""
        return self._rooms.light.uploads

    def steps(self, scene: Scene) -> Iterator[None]:
        """Brings a scene's baked light to the graphics card, see PlaceLights."""
        return self._rooms.light.steps(scene)

    def update(self, scene: Scene, placed: list[Placed], capture: Capture) -> Room | None:
        self._surroundings.update(scene.environment.map)
        return self._rooms.update(scene, placed, capture)

    def shadow(self, scene: Scene, placed: list[Placed], eye: glm.vec3, shared: Shared) -> None:
        """Draws the sun's shadow map, where it is another one now."""
        self._has_shadow = self.shadow_drawn = False
        if scene.sun is None or not self._quality.shadow_size:
            return
        placed = [p for p in placed if not p.in_mirrors]  # nobody stands in the shade of a body that one does not see
        stands = [p for p in placed if not p.moves]
        still = [p for p in stands if p.still] or stands or placed
        moving = (
            [p for p in placed if p.moves or not p.still]
            if self._quality.moving_shadows and still is not placed
            else []
        )
        room = self._rooms.light.box
        self.shadow_drawn = self._shadow.update(scene.sun, still, moving, eye, shared, room)
        self._has_shadow = True

    def pack(self, scene: Scene, lights: np.ndarray, room: Room | None, views: list[View]) -> np.ndarray:
        """FRAME, and LIGHT `lights` in it."""
        frame, environment = np.zeros((), FRAME), scene.environment
        light = self.photograph
        frame["ambient_sh"] = light.sh * environment.ambient if light else gradient_sh(environment)
        frame["sky"] = (*environment.sky, environment.ambient)
        frame["horizon"] = (*environment.horizon, scene.time_s)
        frame["ground"] = (*environment.ground, environment.exposure)
        frame["sun_colour"][3] = environment.clouds
        if scene.sun is not None:
            frame["sun_direction"] = (
                *glm.normalize(scene.sun.direction),
                (1 + self._quality.soft_shadows) * self._has_shadow,
            )
            frame["sun_colour"][:3] = scene.sun.colour
            self._shadow.fill(frame)
        self._rooms.fill(frame, room)
        gas, fires = smoke.pack(
            scene, views, frame["ambient_sh"][0, :3], LEAN_SMOKE if self._quality.lean else MAX_SMOKE
        )
        frame["counts"] = (len(lights), len(gas), len(fires), round(environment.haze_m))
        frame["smoke"][: len(gas)], frame["fires"][: len(fires)] = gas, fires
        frame["lights"][: len(lights)] = lights
        return frame

    def left_out(self, frame: np.ndarray) -> frozenset[str]:
        """See lean.py. frame : what `pack` returned."""
        return left_out(frame, self._rooms.light.counts, self.photograph is not None)

    def bind(self, room: Room | None) -> None:
        self._shadow.use()
        self._rooms.use(room, PROBE_UNIT, DISTANCE_UNIT)
        self._surroundings.use()
        self._lobes.use(LOBES_UNIT)

    def release(self) -> None:
        for part in (self._rooms, self._surroundings, self._lobes, self._shadow):
            part.release()
