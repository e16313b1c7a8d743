"""Draws what has no surface: marks on surfaces, flames and clouds as ray-marched boxes, sprays as soft particles. All of it looks
up how far the picture is already, and ends softly where it meets something."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.effects import clouds
from renderer.effects import flame as flames
from renderer.effects.clouds import Puff
from renderer.effects.spray import PARTICLE, Jet
from renderer.effects.surroundings import radiance
from renderer.gl.batch import GrowingBuffer
from renderer.scene import Flame, Mark, Scene, View

if TYPE_CHECKING:
    from renderer.gl.programs import Programs
    from renderer.gl.targets import HdrTarget

Colour = tuple[float, float, float]

FAR_UP_M = 1e3
SPRAY_FIRE_SHARE = 0.4  # of the light of flames, at the middle of a jet or of what lies there
FROM_ABOVE = 0.7  # white clouds are brightest where lamps shine on them
NOISE_UNIT, DEPTH_UNIT = 0, 1
ATTRIBUTES = ("in_position", "in_radius", "in_colour", "in_opacity", "in_streak")


class Volumes:
    def __init__(
        self, ctx: moderngl.Context, programs: Programs, steps: int, samples: int, reversed_depth: bool
    ) -> None:
        """steps : samples along a ray. samples : of a pixel."""
        self._ctx, self._programs, self._reversed = ctx, programs, reversed_depth
        self._defines = frozenset({f"STEPS {steps}", f"SAMPLES {samples}"})
        self._noise: moderngl.Texture3D | None = None
        self._jets: list[Jet] = []
        self._particles = GrowingBuffer(ctx, 1 << 15)
        self._array: moderngl.VertexArray | None = None
        self._ambient = np.zeros(3, np.float32)
        # Of this frame: both eyes see the same.
        self._lit: dict[tuple[float, ...], Colour] = {}
        self._drops = np.zeros(0, PARTICLE)

    def begin(self, scene: Scene, ambient: np.ndarray) -> None:
        """Once a frame, before its views are drawn. ambient : float32 [3], mean radiance where none was baked."""
        self._ambient, self._drops = ambient, np.zeros(0, PARTICLE)
        self._lit.clear()
        while len(self._jets) < len(scene.sprays):
            self._jets.append(Jet())
        for jet, spray in zip(self._jets, scene.sprays, strict=False):
            jet.remember(spray, scene.time_s)
            light = radiance(
                scene, spray.origin + spray.direction * (0.6 * spray.reach_m), ambient, FROM_ABOVE, SPRAY_FIRE_SHARE
            )
            self._drops = np.concatenate([self._drops, jet.particles(spray, scene.time_s, light)])

    def draw(self, scene: Scene, view_index: int, view: View, target: HdrTarget) -> int:
        """Draws into the part of `target` that the viewport shows, the farthest first. Returns the number of draw
        calls; without any, nothing was touched."""
        eye = view.world_from_view.position
        burning = [f for f in scene.flames if f.height_m > 0.01 and f.diameter_m > 0.01]
        puffs, marks = clouds.puffs(scene.clouds, scene.ceiling_jets), clouds.marks(scene.marks)
        if not (burning or puffs or marks or scene.sprays):
            return 0
        viewport = self._ctx.viewport
        self._over(target, viewport)
        for mark in marks:
            self._draw_mark(mark, scene, view_index)
        shapes: list[Flame | Puff] = [*burning, *puffs]
        shapes.sort(key=lambda s: -_distance(s, eye))
        for shape in shapes:
            if isinstance(shape, Flame):
                self._draw_flame(shape, view_index, scene.environment.exposure)
            else:
                self._draw_puff(shape, scene, view_index)
        self._ctx.cull_face = "back"
        calls = len(marks) + len(shapes) + self._draw_sprays(view_index, eye)
        target.framebuffer.use()
        target.framebuffer.depth_mask = False
        self._ctx.viewport = viewport
        return calls

    def _over(self, target: HdrTarget, viewport: tuple[int, int, int, int]) -> None:
        """Draws over the colours from here on, and reads the depth."""
        target.over_depth.use()
        self._ctx.viewport = viewport
        target.depth.use(DEPTH_UNIT)
        self._noise_texture().use(NOISE_UNIT)
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        self._ctx.enable_only(moderngl.BLEND | moderngl.CULL_FACE)
        self._ctx.cull_face = "front"  # the far sides: they are there from inside, too

    def _light(self, scene: Scene, at: glm.vec3, albedo: Colour, above: float, fires: float) -> Colour:
        """What something of this colour sends back there, see `radiance`."""
        key = (*at, *albedo, above, fires)
        if key not in self._lit:
            r, g, b = (float(c) for c in radiance(scene, at, self._ambient, above, fires) * albedo)
            self._lit[key] = (r, g, b)
        return self._lit[key]

    def _program(self, fragment: str, view_index: int, vertex: str = "box.vert") -> moderngl.Program:
        program = self._programs.get(vertex, fragment, self._defines)
        program["view_index"], program["reversed_depth"] = view_index, self._reversed
        return program

    def _box(self, program: moderngl.Program, low: glm.vec3, high: glm.vec3) -> None:
        program["low"], program["high"] = tuple(low), tuple(high)
        self._programs.draw(program, moderngl.TRIANGLES, 36)

    def _draw_mark(self, mark: Mark, scene: Scene, view_index: int) -> None:
        program, stain = self._program("mark.frag", view_index), clouds.STAINS[mark.kind]
        above = mark.position + glm.vec3(0, 0.3, 0)
        light = self._light(scene, above, stain.albedo, 0.8, SPRAY_FIRE_SHARE)
        program["centre"], program["radius"] = tuple(mark.position), mark.radius_m
        program["strength"], program["torn"] = min(mark.strength, 1.0), stain.torn
        program["look"] = (*light, stain.keeps)
        self._box(program, mark.position - mark.radius_m * 1.3, mark.position + mark.radius_m * 1.3)

    def _draw_flame(self, flame: Flame, view_index: int, exposure: float) -> None:
        program = self._program("flame.frag", view_index)
        program["base"], program["size"] = tuple(flame.position), (flame.diameter_m, flame.height_m)
        program["tilt"] = (flame.tilt.x, flame.tilt.z)
        program["motion"] = flames.puffing_hz(flame.diameter_m), flames.rise_m_s(flame)
        program["room_m"] = FAR_UP_M if flame.ceiling_m is None else max(flame.ceiling_m - flame.position.y, 0.05)
        r, g, b, opacity = flames.LOOKS.get(flame.fuel, flames.LOOKS["solid"])
        gain = flames.brightness(exposure)
        program["look"] = (r * gain, g * gain, b * gain, opacity)
        low, high = flames.column(flame)
        program["column_low"], program["column_high"] = tuple(low), tuple(high)
        self._box(program, *flames.box(flame))

    def _draw_puff(self, puff: Puff, scene: Scene, view_index: int) -> None:
        program = self._program("cloud.frag", view_index)
        middle = puff.centre - glm.vec3(0, puff.depth_m, 0)
        program["centre"], program["extent"] = tuple(puff.centre), (puff.radius_m, puff.depth_m)
        program["extinction"], program["motion"] = puff.extinction_per_m, puff.motion
        from_above = FROM_ABOVE if puff.albedo[0] > 0.5 else 0.0
        within = math.exp(-0.8 * puff.extinction_per_m * (puff.depth_m or puff.radius_m))  # flames shine on its outside
        program["light"] = self._light(scene, middle, puff.albedo, from_above, within)
        self._box(program, *puff.box())

    def _noise_texture(self) -> moderngl.Texture3D:
        if self._noise is None:
            noise = flames.tiling_noise()
            self._noise = self._ctx.texture3d(noise.shape[:3], 2, noise.tobytes())
            self._noise.filter = (moderngl.LINEAR, moderngl.LINEAR)
            self._noise.repeat_x = self._noise.repeat_y = self._noise.repeat_z = True
        return self._noise

    def _draw_sprays(self, view_index: int, eye: glm.vec3) -> int:
        if not len(self._drops):
            return 0
        offsets = self._drops["position"] - np.array(eye, np.float32)
        particles = self._drops[np.argsort(-np.einsum("pi,pi->p", offsets, offsets))]
        program = self._program("spray.frag", view_index, "spray.vert")
        if self._particles.write(particles) or self._array is None:
            if self._array is not None:
                self._array.release()
            self._array = self._ctx.vertex_array(program, [(self._particles.buffer, "3f 1f 3f 1f 3f/i", *ATTRIBUTES)])
        self._ctx.enable_only(moderngl.BLEND)
        self._array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(particles))
        return 1

    def forget(self) -> None:
        """What nozzles did: another scene begins."""
        self._jets.clear()

    def release(self) -> None:
        for thing in (self._noise, self._array, self._particles.buffer):
            if thing is not None:
                thing.release()


def _distance(shape: Flame | Puff, eye: glm.vec3) -> float:
    middle = shape.position if isinstance(shape, Flame) else shape.centre
    return float(glm.distance(middle, eye))
