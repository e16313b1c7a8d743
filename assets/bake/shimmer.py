"""`seoul compare --shimmer`: how a picture flickers while the camera glides: every frame against one of 64 samples a pixel.

The camera goes sideways by a quarter of a pixel a frame. What differs from the fine picture differs from frame to frame: crawling
edges, sparkling highlights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from assets.bake.compare import flip
from assets.bake.reference import Camera, look_at
from assets.bake.tonemap import encode

FRAMES, STEP_PX = 32, 0.25
FINER = 4  # times as many pixels each way, of four samples each
DISTANCE_M = 3.0  # at which the step is a quarter pixel


@dataclass(slots=True, frozen=True)
class Shimmer:
    """One view. p95 : FLIP that 95 % of the frames stay below."""

    view: str
    p95: float


def shimmer(
    place: str, views: list[dict[str, Any]], size: tuple[int, int], weights: dict[str, float], settings: Any
) -> list[Shimmer]:
    """Of views as place.toml has them. Raises UserError E11, E20..E22."""
    return [_of_view(place, view, size, weights, settings) for view in views]


def _of_view(
    place: str, view: dict[str, Any], size: tuple[int, int], weights: dict[str, float], settings: Any
) -> Shimmer:
    from vr_client.shot import bare_pictures

    ends = [
        (tuple(c.eye), tuple(c.eye + c.forward), c.half_height)
        for c in path(look_at(view["eye"], view["target"], view.get("fov_deg", 60)), size[1])
    ]
    frames = bare_pictures(place, ends, size, weights, settings)
    fine = bare_pictures(place, ends, (size[0] * FINER, size[1] * FINER), weights, settings)
    errors = [flip(coarser(truth, FINER), frame)[1] for truth, frame in zip(fine, frames, strict=True)]
    return Shimmer(view["name"], float(np.percentile(errors, 95)))


def path(camera: Camera, height: int) -> list[Camera]:
    """FRAMES cameras, about the middle one. height : of the picture, in pixels."""
    step_m = STEP_PX * 2 * camera.half_height * DISTANCE_M / height
    return [camera.moved((number - FRAMES // 2) * step_m) for number in range(FRAMES)]


def coarser(picture: np.ndarray, factor: int) -> np.ndarray:
    """uint8 sRGB [H, W, 3] -> [H / factor, W / factor, 3]: means of linear light."""
    c = picture.astype(np.float32) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    height, width = (n // factor for n in picture.shape[:2])
    mean = linear.reshape(height, factor, width, factor, 3).mean(axis=(1, 3))
    return encode(mean)
