"""One picture without a window."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import glm
import numpy as np
from PIL import Image as PillowImage

from renderer.gl.raw import unbind_framebuffer
from renderer.gltf import Model, load_model
from renderer.scene import Environment, Instance, Scene, Sun, View
from renderer.spatial import Fov, Pose

if TYPE_CHECKING:
    import moderngl

    from renderer.gl import Quality, Renderer


class NoGraphicsError(Exception):
    """No OpenGL 4.3 context can be made here; the text is the driver's own."""


def open_offscreen_context() -> moderngl.Context:
    """A GL 4.3 core context without a window, current on this thread. Raises NoGraphicsError."""
    import moderngl

    try:
        if sys.platform == "win32":
            return moderngl.create_context(standalone=True, require=430)  # its own hidden window
        return moderngl.create_context(standalone=True, require=430, backend="egl")  # type: ignore[arg-type]
    except Exception as error:  # glcontext raises bare Exception
        raise NoGraphicsError(str(error)) from error


def frame_view(eye: glm.vec3, target: glm.vec3, fov_deg: float = 60.0, aspect: float = 16 / 9) -> View:
    """A symmetric view from `eye` to `target` (metres, world). fov_deg : vertical. aspect : width over height."""
    forward = target - eye
    forward = glm.normalize(forward) if glm.length(forward) > 1e-6 else glm.vec3(0, 0, -1)
    up = glm.vec3(0, 1, 0) if abs(forward.y) < 0.999 else glm.vec3(0, 0, -1)
    half = math.radians(fov_deg) / 2
    side = math.atan(math.tan(half) * aspect)
    return View(Pose(glm.vec3(eye), glm.quatLookAt(forward, up)), Fov(-side, side, half, -half))


def shot(
    scene: Scene, view: View, size: tuple[int, int] = (1280, 720), renderer: Renderer | None = None
) -> PillowImage.Image:
    """The scene as an 8-bit sRGB picture of `size` (width, height). Makes a context of its own unless given a renderer.
    Raises NoGraphicsError."""
    return PillowImage.fromarray(shots(scene, [view], size, renderer)[0])


def shots(scene: Scene, views: list[View], size: tuple[int, int], renderer: Renderer | None = None) -> list[np.ndarray]:
    """uint8 [H, W, 3] for each view, drawn in one frame (two views: a stereo pair)."""
    if renderer is None:
        with offscreen_renderer() as own:
            return shots(scene, views, size, own)
    ctx = renderer.ctx
    textures = [ctx.texture(size, 4) for _ in views]
    framebuffers = [ctx.framebuffer([t]) for t in textures]
    try:
        renderer.render(scene, views, framebuffers, size, srgb=False)
        data = [np.frombuffer(f.read(components=3, alignment=1), np.uint8) for f in framebuffers]
        return [np.ascontiguousarray(d.reshape(size[1], size[0], 3)[::-1]) for d in data]
    finally:
        unbind_framebuffer(ctx)
        for framebuffer, texture in zip(framebuffers, textures, strict=True):
            framebuffer.release()
            texture.release()


@contextmanager
def offscreen_renderer(quality: Quality | None = None) -> Iterator[Renderer]:
    """A renderer with a context of its own, at the best quality unless told otherwise. Raises NoGraphicsError."""
    from renderer.gl import Quality, Renderer

    ctx = open_offscreen_context()
    renderer = Renderer(ctx, quality or Quality.for_pictures(ctx))
    try:
        yield renderer
    finally:
        renderer.release()
        ctx.release()


def orbit(
    model: Model, theta_deg: float = 30.0, phi_deg: float = 70.0, fov_deg: float = 40.0, aspect: float = 1.0
) -> View:
    """A view of a whole model: theta turns about +Y from the front (+Z), phi comes down from straight above."""
    low, high = model.bounds()
    centre, radius = glm.vec3(*((low + high) / 2)), max(float(np.linalg.norm(high - low)) / 2, 1e-3)
    narrow = math.radians(fov_deg) / 2 if aspect >= 1 else math.atan(math.tan(math.radians(fov_deg) / 2) * aspect)
    distance = radius / math.sin(narrow)
    theta, phi = math.radians(theta_deg), math.radians(phi_deg)
    way = glm.vec3(math.sin(theta) * math.sin(phi), math.cos(phi), math.cos(theta) * math.sin(phi))
    view = frame_view(centre + way * distance, centre, fov_deg, aspect)
    view.near_m = max(distance - radius * 1.5, radius * 0.01)
    return view


def studio(model: Model) -> Scene:
    """A single thing in soft daylight."""
    sun = Sun(glm.normalize(glm.vec3(-0.5, -1.0, -0.45)), glm.vec3(2.2, 2.1, 1.95))
    environment = Environment(
        sky=glm.vec3(0.80, 0.86, 0.95),
        horizon=glm.vec3(0.90, 0.90, 0.90),
        ground=glm.vec3(0.42, 0.40, 0.38),
        ambient=0.8,
    )
    return Scene(instances=[Instance(model)], sun=sun, environment=environment)


def shot_file(
    path: str | Path,
    size: tuple[int, int] = (1024, 768),
    theta_deg: float = 30.0,
    phi_deg: float = 70.0,
    fov_deg: float = 40.0,
    exposure: float = 1.0,
    renderer: Renderer | None = None,
) -> PillowImage.Image:
    """A picture of one glTF file, framed whole. Raises GltfError, NoGraphicsError."""
    model = load_model(path)
    scene = studio(model)
    scene.environment.exposure = exposure
    return shot(scene, orbit(model, theta_deg, phi_deg, fov_deg, size[0] / size[1]), size, renderer)
