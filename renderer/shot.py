"""One picture without a window."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import glm
import numpy as np
from PIL import Image as PillowImage

from renderer.gl.raw import unbind_framebuffer
from renderer.gltf import Model, load_model
from renderer.scene import Environment, Instance, PointLight, Scene, Sun, View
from renderer.spatial import Fov, Pose

if TYPE_CHECKING:
    import moderngl

    from renderer.environment import EnvironmentMap
    from renderer.gl import Quality, Renderer


FINER = 2  # pixels a side, of which one of a model's picture is made
LARGE = 4096  # pixels a side from which it is fine enough, and cards have limits


class NoGraphicsError(Exception):
    """No OpenGL 4.3 context can be made here; the text is the driver's own."""


@dataclass(slots=True)
class Framing:
    """How <model-viewer> frames a model, with its defaults. Angles in degrees, lengths in metres. theta turns about +Y from +Z
    towards +X, phi comes down from straight above; radius None: 105 % of that from which the ball around the model just fits;
    target None: the middle of its box; fov : vertical."""

    theta_deg: float = 0.0
    phi_deg: float = 75.0
    radius_m: float | None = None
    target: tuple[float, float, float] | None = None
    fov_deg: float = 30.0


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
    """uint8 [H, W, 3] for each view, drawn in one frame (two views: a stereo pair); [H, W, 4] with straight alpha where the
    scene's environment is transparent."""
    if renderer is None:
        with offscreen_renderer() as own:
            return shots(scene, views, size, own)
    ctx = renderer.ctx
    textures = [ctx.texture(size, 4) for _ in views]
    framebuffers = [ctx.framebuffer([t]) for t in textures]
    try:
        renderer.render(scene, views, framebuffers, size, srgb=False)
        channels = 4 if scene.environment.transparent else 3
        data = [np.frombuffer(f.read(components=channels, alignment=1), np.uint8) for f in framebuffers]
        return [np.ascontiguousarray(d.reshape(size[1], size[0], channels)[::-1]) for d in data]
    finally:
        unbind_framebuffer(ctx)
        for framebuffer, texture in zip(framebuffers, textures, strict=True):
            framebuffer.release()
            texture.release()


@contextmanager
def offscreen_renderer(quality: Quality | None = None, cache: Path | None = None) -> Iterator[Renderer]:
    """A renderer with a context of its own, at the best quality unless told otherwise; `cache` : a folder for filtered
    environments. Raises NoGraphicsError."""
    from renderer.gl import Quality, Renderer

    ctx = open_offscreen_context()
    renderer = Renderer(ctx, quality or Quality.for_pictures(ctx), cache)
    try:
        yield renderer
    finally:
        renderer.release()
        ctx.release()


def frame_model(model: Model, framing: Framing, aspect: float = 1.0) -> View:
    """aspect : width over height."""
    points = model.drawn_points()
    low, high = (points.min(axis=0), points.max(axis=0)) if len(points) else (np.zeros(3), np.zeros(3))
    middle = (low + high) / 2
    target = glm.vec3(*(middle if framing.target is None else framing.target))
    fov = math.radians(framing.fov_deg) / 2
    side = math.atan(math.tan(fov) * aspect)
    distance = framing.radius_m
    if distance is None:
        distance = 1.05 * _reach(points, np.array(target)) / math.sin(min(fov, side))
    turn = glm.angleAxis(math.radians(framing.theta_deg), glm.vec3(0, 1, 0)) * glm.angleAxis(
        math.radians(framing.phi_deg - 90), glm.vec3(1, 0, 0)
    )
    eye = target + turn * glm.vec3(0, 0, distance)
    half = _reach(points, middle)
    nearest = glm.distance(eye, glm.vec3(*middle)) - half
    return View(Pose(eye, turn), Fov(-side, side, fov, -fov), max(nearest * 0.9, half * 1e-3))


def _reach(points: np.ndarray, centre: np.ndarray) -> float:
    """Radius in metres of the ball around `centre` that holds all points [N, 3]."""
    return max(float(np.linalg.norm(points - centre, axis=1).max(initial=0)), 1e-6)


def orbit(model: Model, theta_deg: float = 0.0, phi_deg: float = 75.0, aspect: float = 1.0) -> View:
    """A view of a whole model: theta turns about +Y from the front (+Z), phi comes down from straight above."""
    return frame_model(model, Framing(theta_deg, phi_deg), aspect)


def studio(model: Model) -> Scene:
    """A single thing in soft daylight."""
    sun = Sun(glm.normalize(glm.vec3(-0.5, -1.0, -0.45)), glm.vec3(2.2, 2.1, 1.95))
    environment = Environment(
        sky=glm.vec3(0.80, 0.86, 0.95),
        horizon=glm.vec3(0.90, 0.90, 0.90),
        ground=glm.vec3(0.42, 0.40, 0.38),
        ambient=0.8,
    )
    return Scene(instances=[Instance(model)], lights=lamps(model), sun=sun, environment=environment)


def photographed(model: Model, environment: EnvironmentMap) -> Scene:
    """A single thing in the light of a photograph, and of the lamps that its file has."""
    return Scene(instances=[Instance(model)], lights=lamps(model), environment=Environment(map=environment))


def lamps(model: Model) -> list[PointLight]:
    """The lights of a file (KHR_lights_punctual), where its nodes put them at rest."""
    made = []
    for index in model.order:
        node = model.nodes[index]
        if node.light is None:
            continue
        light = model.lights[node.light]
        along = glm.normalize(-glm.vec3(node.model_from_node[2]))
        spot = light.kind == "spot"
        made.append(
            PointLight(
                glm.vec3(node.model_from_node[3]), glm.vec3(*light.colour), light.range_m, along,
                light.inner_cone, light.outer_cone if spot else None, light.kind == "directional", 0.0,
            )
        )  # fmt: skip
    return made


def shot_file(
    path: str | Path,
    size: tuple[int, int] = (1024, 768),
    framing: Framing | None = None,
    environment: EnvironmentMap | None = None,
    tone_map: str = "neutral",
    exposure: float = 1.0,
    transparent: bool = False,
    variant: str = "",
    renderer: Renderer | None = None,
) -> PillowImage.Image:
    """`shot_model` of a file. Raises GltfError, KeyError (the file has no such variant), NoGraphicsError."""
    return shot_model(
        load_model(path), size, framing, environment, tone_map, exposure, transparent, variant, renderer
    )  # fmt: skip


def shot_model(
    model: Model,
    size: tuple[int, int] = (1024, 768),
    framing: Framing | None = None,
    environment: EnvironmentMap | None = None,
    tone_map: str = "neutral",
    exposure: float = 1.0,
    transparent: bool = False,
    variant: str = "",
    renderer: Renderer | None = None,
) -> PillowImage.Image:
    """A picture of one model, framed whole unless told otherwise, in the light of `environment` alone if there is one. Drawn twice
    as large, as the published pictures are for screens of two pixels a point: textures and highlights keep their detail.
    Raises KeyError (the file has no such variant), NoGraphicsError."""
    if variant:
        model = model.with_variant(variant)
    scene = photographed(model, environment) if environment else studio(model)
    scene.environment.exposure, scene.environment.tone_map = exposure, tone_map
    scene.environment.transparent = transparent
    view = frame_model(model, framing or Framing(), size[0] / size[1])
    finer = FINER if max(size) <= LARGE else 1
    return shot(scene, view, (size[0] * finer, size[1] * finer), renderer).reduce(finer)
