"""An EnvironmentMap on the graphics card: a cube filtered for each roughness, its irradiance, and the picture for the sky."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.environment import EnvironmentMap, cache_file, irradiance, read_cache, write_cache
from renderer.gl import raw
from renderer.gl.cubes import upload_cube
from renderer.gl.tables import lobe_integrals

if TYPE_CHECKING:
    from renderer.gl.programs import Programs

SIDE = 512
# Perceptual roughness and number of samples of each level, half as large as the one before; as shaders/environment.glsl.
LEVELS = ((0.0, 0), (0.1, 48), (0.2, 160), (0.35, 512), (0.55, 1024), (0.8, 1536), (1.0, 1536))
IRRADIANCE_SIDE = 16
MOST = 65504.0  # of a half float
ENVIRONMENT_UNIT, IRRADIANCE_UNIT, SKY_UNIT = 12, 13, 15


class Surroundings:
    """The ImageLight of the scene drawn now; one texel of nothing where it has none. `cache` : a folder for filtered maps."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, cache: Path | None) -> None:
        self._ctx, self._programs, self._cache = ctx, programs, cache
        self._nothing = upload_cube(ctx, [np.zeros((6, 1, 1, 3), np.float16)])
        self.light: ImageLight | None = None

    def update(self, environment: EnvironmentMap | None) -> None:
        if (self.light.digest if self.light else None) == (environment.digest if environment else None):
            return
        if self.light is not None:
            self.light.release()
            self.light = None
        if environment is not None:
            self.light = ImageLight(self._ctx, self._programs, environment, self._cache)

    def use(self) -> None:
        light = self.light
        (light.cube if light else self._nothing).use(ENVIRONMENT_UNIT)
        (light.irradiance if light else self._nothing).use(IRRADIANCE_UNIT)

    def release(self) -> None:
        self.update(None)
        self._nothing.release()


class ImageLight:
    """Textures of one environment. `sh` : float32 [9, 4] for the frame block."""

    def __init__(
        self, ctx: moderngl.Context, programs: Programs, environment: EnvironmentMap, cache: Path | None
    ) -> None:
        self.digest = environment.digest
        path = cache_file(cache, environment.digest, SIDE) if cache else None
        arrays = read_cache(path) if path else None
        if arrays is None or "irradiance" not in arrays:
            arrays = filtered(ctx, programs, environment.radiance)
            if path:
                write_cache(path, arrays)
        self.cube = upload_cube(ctx, [arrays[f"level{i}"] for i in range(len(LEVELS))])
        self.irradiance = upload_cube(ctx, [arrays["irradiance"]])
        self.sky = equirect_texture(ctx, environment.radiance)
        self.sh = np.zeros((9, 4), np.float32)
        self.sh[:, :3] = arrays["sh"]

    def release(self) -> None:
        for texture in (self.cube, self.irradiance, self.sky):
            texture.release()


def filtered(ctx: moderngl.Context, programs: Programs, radiance: np.ndarray) -> dict[str, np.ndarray]:
    """level0, level1 ... and irradiance: float16 [6, S, S, 3]; sh: float32 [9, 3]."""
    picture = equirect_texture(ctx, shrunk(radiance, 4 * SIDE))
    program = programs.get("fullscreen.vert", "equirect.frag")
    picture.use(0)
    level = draw_faces(ctx, programs, program, SIDE)
    picture.release()
    arrays = {"level0": level, "irradiance": irradiance_faces(radiance), "sh": irradiance(radiance)}
    source = upload_cube(ctx, [level], mipmaps=True)
    program = programs.get("fullscreen.vert", "prefilter.frag")
    for number, (roughness, count) in enumerate(LEVELS[1:], 1):
        samples = lobe_samples(roughness, count)
        buffer = ctx.buffer(samples.tobytes())
        buffer.bind_to_storage_buffer(5)
        program["count"] = len(samples)
        source.use(0)
        arrays[f"level{number}"] = draw_faces(ctx, programs, program, SIDE >> number)
        buffer.release()
    source.release()
    return arrays


def lobe_samples(roughness: float, count: int) -> np.ndarray:
    """float32 [about count, 4]: directions about +Z reflected by facets that are drawn from GGX, and the source's level with
    texels of a sample's share (Colbert and Krivanek, GPU Gems 3, 2007, chapter 20)."""
    alpha = roughness * roughness
    i = np.arange(count) + 0.5
    u, angle = i / count, i * (math.pi * (3 - math.sqrt(5)))
    cos_h = np.sqrt((1 - u) / (1 + (alpha * alpha - 1) * u))
    sin_h = np.sqrt(1 - cos_h * cos_h)
    z = 2 * cos_h * cos_h - 1
    density = alpha * alpha / (math.pi * (cos_h * cos_h * (alpha * alpha - 1) + 1) ** 2) / 4
    texel = 4 * math.pi / (6 * SIDE * SIDE)
    level = np.maximum(0.5 * np.log2(1 / (count * density) / texel) + 1, 0)
    samples = np.stack([np.cos(angle) * 2 * cos_h * sin_h, np.sin(angle) * 2 * cos_h * sin_h, z, level], axis=1)
    kept: np.ndarray = samples[z > 0].astype(np.float32)
    return kept


def irradiance_faces(radiance: np.ndarray) -> np.ndarray:
    """float16 [6, S, S, 3]: irradiance / pi, summed exactly over a picture of 256 columns."""
    small = shrunk(radiance, 256).astype(np.float64)
    height, width, _ = small.shape
    polar = (np.arange(height) + 0.5) / height * math.pi
    azimuth = ((np.arange(width) + 0.5) / width - 0.5) * 2 * math.pi
    edges = np.cos(np.arange(height + 1) / height * math.pi)
    area = (edges[:-1] - edges[1:]) * 2 * math.pi / width
    directions = np.empty((height, width, 3))
    directions[..., 0] = np.sin(polar)[:, None] * np.cos(azimuth)
    directions[..., 1] = np.cos(polar)[:, None]
    directions[..., 2] = np.sin(polar)[:, None] * np.sin(azimuth)
    light = (small * area[:, None, None]).reshape(-1, 3).astype(np.float32)
    normals = face_directions(IRRADIANCE_SIDE).reshape(-1, 3)
    cosine = np.maximum(normals @ directions.reshape(-1, 3).T.astype(np.float32), 0)
    total = cosine @ np.broadcast_to(area[:, None], (height, width)).reshape(-1).astype(np.float32)
    faces = (cosine @ light) / total[:, None]  # a white world gives exactly 1
    half: np.ndarray = np.minimum(faces, MOST).reshape(6, IRRADIANCE_SIDE, IRRADIANCE_SIDE, 3).astype(np.float16)
    return half


def face_directions(side: int) -> np.ndarray:
    """float32 [6, side, side, 3], unit: as shaders/cube_face.glsl."""
    p = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(p, p)
    one = np.ones_like(x)
    faces = [(one, -y, -x), (-one, -y, x), (x, one, y), (x, -one, -y), (x, -y, one), (-x, -y, -one)]
    d = np.stack([np.stack(f, axis=-1) for f in faces])
    unit: np.ndarray = (d / np.linalg.norm(d, axis=-1, keepdims=True)).astype(np.float32)
    return unit


def shrunk(radiance: np.ndarray, most: int) -> np.ndarray:
    """Averaged to at most `most` columns where it divides evenly."""
    step = max(1, radiance.shape[1] // most)
    while step > 1 and (radiance.shape[0] % step or radiance.shape[1] % step):
        step -= 1
    h, w, _ = radiance.shape
    mean: np.ndarray = radiance.reshape(h // step, step, w // step, step, 3).mean(axis=(1, 3), dtype=np.float32)
    return mean


def lobe_texture(ctx: moderngl.Context) -> moderngl.Texture:
    """renderer.gl.tables.lobe_integrals for shaders/brdf.glsl."""
    table = lobe_integrals()
    texture = ctx.texture(table.shape[1::-1], 4, table.tobytes(), dtype="f2")
    texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
    texture.repeat_x = texture.repeat_y = False
    return texture


def equirect_texture(ctx: moderngl.Context, radiance: np.ndarray) -> moderngl.Texture:
    height, width, _ = radiance.shape
    pixels = np.ones((height, width, 4), np.float16)
    pixels[..., :3] = np.minimum(radiance, MOST)
    texture = ctx.texture((width, height), 4, pixels.tobytes(), dtype="f2")
    texture.build_mipmaps()
    texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    texture.repeat_x, texture.repeat_y = True, False
    return texture


def draw_faces(ctx: moderngl.Context, programs: Programs, program: moderngl.Program, side: int) -> np.ndarray:
    """float16 [6, side, side, 3]."""
    texture = ctx.texture((6 * side, side), 4, dtype="f2")
    framebuffer = ctx.framebuffer([texture])
    framebuffer.use()
    ctx.scissor = None
    ctx.viewport = (0, 0, 6 * side, side)
    ctx.enable_only(moderngl.NOTHING)
    program["side"] = float(side)
    programs.draw(program, moderngl.TRIANGLES, 3)
    pixels = np.frombuffer(texture.read(), np.float16).reshape(side, 6, side, 4)
    raw.unbind_framebuffer(ctx)
    framebuffer.release()
    texture.release()
    return np.ascontiguousarray(pixels[..., :3].transpose(1, 0, 2, 3))
