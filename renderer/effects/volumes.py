"""Draws what has no surface: flames as ray-marched boxes, sprays as soft particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.effects import flame as flames
from renderer.effects.spray import Jet
from renderer.gl.batch import GrowingBuffer
from renderer.scene import Flame, Scene, View

if TYPE_CHECKING:
    from renderer.gl.programs import Programs


class Volumes:
    def __init__(self, ctx: moderngl.Context, programs: Programs, flame_steps: int) -> None:
        self._ctx, self._programs, self._steps = ctx, programs, flame_steps
        self._noise: moderngl.Texture3D | None = None
        self._jets: list[Jet] = []
        self._particles = GrowingBuffer(ctx, 1 << 15)
        self._array: moderngl.VertexArray | None = None

    def draw(self, scene: Scene, view_index: int, view: View) -> int:
        """Draws into the bound target, the farthest first. Returns the number of draw calls."""
        eye = view.world_from_view.position
        burning = [f for f in scene.flames if f.height_m > 0.01 and f.diameter_m > 0.01]
        calls = 0
        for one in sorted(burning, key=lambda f: -glm.distance(f.position, eye)):
            self._draw_flame(one, view_index, eye)
            calls += 1
        return calls + self._draw_sprays(scene, view_index, eye)

    def _draw_flame(self, flame: Flame, view_index: int, eye: glm.vec3) -> None:
        program = self._programs.get("flame.vert", "flame.frag", frozenset({f"STEPS {self._steps}"}))
        low, high = flames.box(flame)
        inside = all(low[i] - 0.1 < eye[i] < high[i] + 0.1 for i in range(3))
        # From outside the front faces are drawn and hidden by what stands before them; from inside, the back faces.
        self._ctx.enable_only(
            moderngl.BLEND | moderngl.CULL_FACE | (moderngl.NOTHING if inside else moderngl.DEPTH_TEST)
        )
        self._ctx.cull_face = "front" if inside else "back"
        self._ctx.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        program["view_index"] = view_index
        program["low"], program["high"], program["base"] = tuple(low), tuple(high), tuple(flame.position)
        program["size"], program["tilt"] = (flame.diameter_m, flame.height_m), (flame.tilt.x, flame.tilt.z)
        program["puffing_hz"] = flames.puffing_hz(flame.diameter_m)
        self._noise_texture().use(0)
        self._programs.draw(program, moderngl.TRIANGLES, 36)
        self._ctx.cull_face = "back"

    def _noise_texture(self) -> moderngl.Texture3D:
        if self._noise is None:
            noise = flames.tiling_noise()
            self._noise = self._ctx.texture3d(noise.shape[:3], 2, noise.tobytes())
            self._noise.filter = (moderngl.LINEAR, moderngl.LINEAR)
            self._noise.repeat_x = self._noise.repeat_y = self._noise.repeat_z = True
        return self._noise

    def _draw_sprays(self, scene: Scene, view_index: int, eye: glm.vec3) -> int:
        if not scene.sprays:
            return 0
        while len(self._jets) < len(scene.sprays):
            self._jets.append(Jet())
        clouds = []
        for jet, spray in zip(self._jets, scene.sprays, strict=False):
            jet.remember(spray, scene.time_s)
            clouds.append(jet.particles(spray, scene.time_s))
        particles = np.concatenate(clouds)
        if not len(particles):
            return 0
        offsets = particles["position"] - np.array(eye, np.float32)
        particles = particles[np.argsort(-np.einsum("pi,pi->p", offsets, offsets))]
        program = self._programs.get("spray.vert", "spray.frag")
        if self._particles.write(particles) or self._array is None:
            if self._array is not None:
                self._array.release()
            names = ("in_position", "in_radius", "in_colour", "in_opacity")
            self._array = self._ctx.vertex_array(program, [(self._particles.buffer, "3f 1f 3f 1f/i", *names)])
        program["view_index"] = view_index
        self._ctx.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST)
        self._array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(particles))
        return 1

    def release(self) -> None:
        for thing in (self._noise, self._array, self._particles.buffer):
            if thing is not None:
                thing.release()
