"""`seoul reference`: the path-traced picture of a place's view, with the renderer's camera, surfaces, exposure and tone map."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assets.bake import tonemap
from assets.bake.backend import dr, mi
from assets.bake.denoise import denoise_picture, without_noise
from assets.bake.paths import Tracer
from assets.bake.pipeline import Stage
from assets.bake.soup import Soup

VERSION = 3  # of what a path means: counted up when pictures in the cache are no longer what we would trace
GUIDE_SAMPLES = 64
STEP = (0.7548776662466927, 0.5698402909980532)  # of the R2 sequence (Roberts 2018)


@dataclass(slots=True, frozen=True)
class Camera:
    """eye : metres. right, up, forward : unit. half_height : tangent of half the vertical field of view."""

    eye: np.ndarray
    right: np.ndarray
    up: np.ndarray
    forward: np.ndarray
    half_height: float

    def moved(self, metres: float) -> Camera:
        """Sideways, for the other eye."""
        return Camera(self.eye + self.right * metres, self.right, self.up, self.forward, self.half_height)


def look_at(eye: Any, target: Any, fov_deg: float) -> Camera:
    """As renderer.shot.frame_view."""
    eye, target = np.array(eye, np.float64), np.array(target, np.float64)
    forward = target - eye
    length = np.linalg.norm(forward)
    forward = forward / length if length > 1e-6 else np.array([0.0, 0.0, -1.0])
    world_up = np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.999 else np.array([0.0, 0.0, -1.0])
    right = np.cross(forward, world_up)
    right /= np.linalg.norm(right)
    return Camera(eye, right, np.cross(right, forward), forward, math.tan(math.radians(fov_deg) / 2))


def tracer_for(stage: Stage, weights: dict[str, float]) -> Tracer:
    """All groups in one picture, each by its weight."""
    return stage.tracer({name: (0, weight) for name, weight in weights.items()})


def render(
    tracer: Tracer,
    camera: Camera,
    size: tuple[int, int],
    samples: int,
    progress: Callable[[float], None] = lambda _share: None,
    denoise: bool = True,
) -> np.ndarray:
    """Linear radiance float32 [H, W, 3]. samples : paths a pixel."""
    width, height = size
    total = dr.zeros(mi.Color3f, width * height)
    dr.make_opaque(total)
    for number in range(samples):
        origin, direction, rng = _rays(camera, size, number)
        total += tracer.radiance(origin, direction, rng, mi.Bool(True), camera=True)[0]
        dr.eval(total)
        dr.sync_thread()
        progress((number + 1) / samples)
    noisy = _image(total, size) / samples
    return (
        denoise_picture(noisy, *_guides(tracer, camera, size, min(samples, GUIDE_SAMPLES)), clean=True)
        if denoise
        else noisy
    )


def picture(radiance: np.ndarray, exposure: float, tone_map: str) -> np.ndarray:
    """uint8 [H, W, 3] sRGB, as the renderer resolves."""
    return tonemap.encode(tonemap.curve(radiance * exposure, tone_map))


def _rays(camera: Camera, size: tuple[int, int], number: int) -> tuple[Any, Any, Any]:
    width, height = size
    index = dr.arange(mi.UInt32, width * height)
    rng = mi.PCG32(width * height, initstate=mi.UInt64(dr.opaque(mi.UInt32, number + 1)))
    # Paths of one pixel begin evenly spread over it, each pixel's in another order: chance would leave edges noisy.
    own = mi.PCG32(width * height, initstate=7)
    u, v = (own.next_float32() + dr.opaque(mi.Float, number * step % 1) for step in STEP)
    x = (mi.Float(index % width) + u - dr.floor(u)) / width * 2 - 1
    y = 1 - (mi.Float(index // width) + v - dr.floor(v)) / height * 2
    # Opaque: another view shall find this one's kernel.
    eye, right, up, forward = (mi.Vector3f(*map(float, axis)) for axis in _axes(camera, width / height))
    dr.make_opaque(eye, right, up, forward)
    return mi.Point3f(eye), dr.normalize(forward + right * x + up * y), rng


def _axes(camera: Camera, aspect: float) -> list[np.ndarray]:
    tall = camera.half_height
    return [camera.eye, camera.right * (tall * aspect), camera.up * tall, camera.forward]


def _guides(tracer: Tracer, camera: Camera, size: tuple[int, int], samples: int) -> tuple[np.ndarray, np.ndarray]:
    """Albedo and normal of what is seen first, by the rays with which the paths begin."""
    albedo, normal = dr.zeros(mi.Color3f, size[0] * size[1]), dr.zeros(mi.Vector3f, size[0] * size[1])
    for number in range(samples):
        seen = tracer.first_seen(*_rays(camera, size, number))
        albedo += seen[0]
        normal += seen[1]
        dr.eval(albedo, normal)
    return without_noise(_image(albedo, size) / samples, "albedo"), without_noise(
        _image(normal, size) / samples, "normal"
    )


def _image(values: Any, size: tuple[int, int]) -> np.ndarray:
    return np.ascontiguousarray(np.array(values).T.reshape(size[1], size[0], 3))


def cached(key: str, cache: Path | None, make: Callable[[], np.ndarray]) -> np.ndarray:
    """float32 radiance from the cache folder, or made and put there."""
    path = cache / f"{key}.npz" if cache is not None else None
    if path is not None and path.is_file():
        try:
            with np.load(path, allow_pickle=False) as archive:
                return archive["radiance"].astype(np.float32)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)  # cut off while it was written
    radiance = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new.npz")
        np.savez_compressed(fresh, radiance=np.minimum(radiance, 6e4).astype(np.float16))
        fresh.replace(path)
    return radiance


def content_key(soup: Soup, *more: object) -> str:
    """Names a picture by all that it depends on; where lightmap charts split the vertices makes no difference."""
    digest = hashlib.sha256(repr((VERSION, more, soup.materials)).encode())
    for rows in (soup.positions, soup.normals, soup.uv[:, 0], soup.colours):
        digest.update(rows[soup.faces].tobytes())
    digest.update(soup.face_material.tobytes())
    for image in soup.model.images:
        if image is not None:
            digest.update(image.tobytes())
    return digest.hexdigest()[:32]


def save(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
