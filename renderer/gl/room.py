"""What the room around us does to light: its reflections, its bounced light and its corners. Made once a place, not each frame.

A room is an instance whose model has anchors (empties named "anchor:*"); other models are lit by the gradient sky alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import glm
import moderngl
import numpy as np

from renderer.gl import probe, raw
from renderer.gl.distance import REACH_M, build_distance_field
from renderer.gl.frame import distance_along, gradient_sh
from renderer.gl.place_light import PlaceLights
from renderer.gl.targets import HdrTarget, HdrTargets
from renderer.scene import Environment, Scene, View

if TYPE_CHECKING:
    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality

EYE_HEIGHT_M = 1.5
GRADIENT_SHARE = 0.2  # of the sky's own gradient that stays in a room's ambient light: what two bounces leave out
BOUNCES = 2

Capture = Callable[[Scene, View, "list[Placed]", HdrTarget, "Room | None"], None]


@dataclass(slots=True)
class Room:
    """Light of one room. `ambient` : float32 [9, 4]; the other arrays float32 [3], metres, world."""

    key: tuple[object, ...]
    ambient: np.ndarray
    centre: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reflections: moderngl.TextureArray | None = None
    distance: moderngl.Texture3D | None = None
    distance_low: np.ndarray | None = None
    distance_scale: np.ndarray | None = None

    def release(self) -> None:
        for texture in (self.reflections, self.distance):
            if texture is not None:
                texture.release()


class Rooms:
    """The light of the room that is drawn now; the previous one is forgotten when the place changes."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, quality: Quality) -> None:
        self._ctx, self._quality = ctx, quality
        self.light = PlaceLights(ctx, programs, quality)
        self._targets = HdrTargets(ctx, 1)
        self._no_probe = ctx.texture_array((1, 1, 1), 4, bytes(8), dtype="f2")
        self._no_distance = ctx.texture3d((1, 1, 1), 1, b"\xff")
        self._room: Room | None = None

    def update(self, scene: Scene, placed: list[Placed], capture: Capture) -> Room | None:
        """The room of this scene, made if it is new. Where light was baked, none is needed."""
        self.light.update(scene, placed)
        if scene.light is not None:
            return None
        main = next((p for p in placed if p.gpu.model.anchors() and len(p.part)), None) if self._wanted() else None
        if main is None:
            return None
        key = (main.key, environment_key(scene))
        if self._room is None or self._room.key != key:
            old, self._room = self._room, None
            self._room = self._make(key, scene, main, capture, old)
        return self._room

    def fill(self, frame: np.ndarray, room: Room | None) -> None:
        """Puts the room into a FRAME record."""
        if room is None:
            if self.light.ambient is not None:
                frame["ambient_sh"] = self.light.ambient
            return
        if room.reflections is not None:
            frame["ambient_sh"] = room.ambient
            frame["probe_centre"] = (*room.centre, 1)
            frame["probe_low"][:3], frame["probe_high"][:3] = room.low, room.high
        if room.distance_low is not None:
            frame["distance_low"] = (*room.distance_low, 1)
            frame["distance_scale"] = (*room.distance_scale, REACH_M)  # type: ignore[misc]

    def use(self, room: Room | None, probe_unit: int, distance_unit: int) -> None:
        """Binds the room's textures, or empty ones: a sampler without a texture is undefined on some drivers."""
        self.light.use()
        ((room.reflections if room else None) or self._no_probe).use(probe_unit)
        ((room.distance if room else self.light.surfaces) or self._no_distance).use(distance_unit)

    def release(self) -> None:
        if self._room is not None:
            self._room.release()
            self._room = None
        self.light.release()
        self._targets.release()
        self._no_probe.release()
        self._no_distance.release()

    def _wanted(self) -> bool:
        return bool(self._quality.probe_size or self._quality.distance_field)

    def _make(self, key: tuple[object, ...], scene: Scene, main: Placed, capture: Capture, old: Room | None) -> Room:
        centre = middle_of_anchors(main)
        room = Room(key, gradient_sh(scene.environment), np.array(centre, np.float32), main.low, main.high)
        same_shape = old is not None and old.key[0] == key[0]
        if same_shape and old is not None:
            room.distance, room.distance_low, room.distance_scale = old.distance, old.distance_low, old.distance_scale
            room.low, room.high, old.distance = old.low, old.high, None
        if self._quality.probe_size:
            self._capture_bounces(room, scene, main, capture)
        elif self._quality.distance_field and room.distance is None:
            self._add_distance(room, main)
        if old is not None:
            old.release()
        return room

    def _capture_bounces(self, room: Room, scene: Scene, main: Placed, capture: Capture) -> None:
        """Each capture is lit by the one before it, so light bounces once more."""
        bare = Scene(lights=scene.lights, sun=scene.sun, environment=scene.environment, time_s=scene.time_s)
        gradient = gradient_sh(scene.environment)
        for _ in range(BOUNCES):
            taken = self._take(room, bare, main, capture)
            room.ambient = probe.ambient(taken) * (1 - GRADIENT_SHARE) + gradient * GRADIENT_SHARE
            room.low, room.high = probe.room_box(taken, room.centre)
            if self._quality.distance_field and room.distance is None:
                self._add_distance(room, main)
            layers = probe.prefiltered(taken)
            if room.reflections is None:
                shape = (probe.SIDE, probe.SIDE, probe.LAYERS)
                room.reflections = self._ctx.texture_array(shape, 4, dtype="f2")
                room.reflections.filter = (moderngl.LINEAR, moderngl.LINEAR)
                room.reflections.repeat_x = room.reflections.repeat_y = False
            room.reflections.write(layers.tobytes())

    def _take(self, room: Room, scene: Scene, main: Placed, capture: Capture) -> probe.Captured:
        side = self._quality.probe_size
        target = self._targets.get((side, side))
        radiance, distance = np.zeros((6, side, side, 3), np.float32), np.zeros((6, side, side), np.float32)
        directions = probe.face_directions(side)
        for face, view in enumerate(probe.face_views(glm.vec3(*map(float, room.centre)))):
            capture(scene, view, [main], target, room)
            pixels = np.frombuffer(target.colour.read(), np.float16).reshape(side, side, 4)
            radiance[face] = np.clip(pixels[..., :3].astype(np.float32), 0, probe.MAX_RADIANCE)
            depth = np.frombuffer(target.depth.read(), np.float32).reshape(side, side)
            axis = int(np.argmax(np.abs(probe.FACES[face][0])))
            along = distance_along(depth, probe.NEAR_M, raw.has_clip_control(self._ctx))
            distance[face] = along / np.abs(directions[face][..., axis])
        return probe.Captured(radiance, distance)

    def _add_distance(self, room: Room, main: Placed) -> None:
        vertices, triangles = main.gpu.model.drawn_triangles()
        columns = np.frombuffer(cast(bytes, main.key[1]), np.float32).reshape(4, 4)
        world = vertices @ columns[:3, :3] + columns[3, :3]
        low, high = np.maximum(room.low, main.low), np.minimum(room.high, main.high)
        field = build_distance_field(world, triangles, low, np.maximum(high, low))
        depth, height, width = field.values.shape
        room.distance = self._ctx.texture3d((width, height, depth), 1, field.values.tobytes(), alignment=1)
        room.distance.filter = (moderngl.LINEAR, moderngl.LINEAR)
        room.distance.repeat_x = room.distance.repeat_y = room.distance.repeat_z = False
        room.distance_low = field.low
        room.distance_scale = (1 / (np.array([width, height, depth]) * field.voxel_m)).astype(np.float32)


def environment_key(scene: Scene) -> tuple[object, ...]:
    """What makes a room's light another one. Lamps are not in it: one that blinks must not cost a capture each frame."""
    e: Environment = scene.environment
    sun = (*scene.sun.direction, *scene.sun.colour) if scene.sun else ()
    values = (*e.sky, *e.horizon, *e.ground, e.ambient, *sun)
    return tuple(round(float(v), 3) for v in values)


def middle_of_anchors(main: Placed) -> glm.vec3:
    """World: the mean of the anchors at eye height. People stand there, so it is inside."""
    spots = [glm.vec3(m[3]) for m in main.gpu.model.anchors().values()]
    middle = glm.vec3(0)
    for spot in spots:
        middle += spot / len(spots)
    middle.y = min(s.y for s in spots) + EYE_HEIGHT_M
    world = glm.mat4.from_bytes(main.key[1])
    return glm.vec3(world * glm.vec4(middle, 1))
