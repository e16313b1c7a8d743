"""Smaller and smaller versions of a picture, made by NumPy in whatever thread: software GL takes a tenth of a second for some."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

VERSION = 1  # of what `mip_levels` and `stretched` make: another one where that changes, for it is kept on disk
_CODES = np.arange(256) / 255.0
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
_STEPS = 1 << 14  # the darkest sRGB codes lie 5 of these steps apart
_LIGHT = np.linspace(0, 1, _STEPS + 1)
_SRGB = np.round(255 * np.where(_LIGHT <= 0.0031308, 12.92 * _LIGHT, 1.055 * _LIGHT ** (1 / 2.4) - 0.055)).astype(
    np.uint8
)


@lru_cache(maxsize=2)
def _pair_means(srgb: bool) -> np.ndarray:
    """float32 [65536]: the mean of two neighbours, by their two codes read as one number."""
    value = _LINEAR if srgb else np.arange(256, dtype=np.float32)
    return ((value[:, None] + value[None, :]) * np.float32(0.5)).ravel()


def mip_levels(pixels: np.ndarray, srgb: bool) -> list[np.ndarray]:
    """The picture, uint8 [H, W, 4], and its halves down to one pixel (sizes round down, as GL has them).

    srgb : colours are averaged as light and not as codes; alpha always is linear.
    """
    levels = [np.ascontiguousarray(pixels)]
    planes = [_first_half(np.ascontiguousarray(pixels[..., c]), srgb and c < 3) for c in range(4)]
    while max(levels[-1].shape[:2]) > 1:
        if len(levels) > 1:
            planes = [_halved(_halved(plane, 0), 1) for plane in planes]
        level = np.empty((*planes[0].shape, 4), np.uint8)
        for c, plane in enumerate(planes):
            coded = srgb and c < 3
            level[..., c] = _SRGB[(plane * _STEPS + 0.5).astype(np.intp)] if coded else (plane + 0.5).astype(np.uint8)
        levels.append(level)
    return levels


def power_of_two(pixels: np.ndarray) -> bool:
    """Whether both sides are."""
    return not any(side & (side - 1) for side in pixels.shape[:2])


def stretched(pixels: np.ndarray) -> np.ndarray:
    """The picture, uint8 [H, W, 4], with each side grown to the next power of two."""
    height, width = (1 << (side - 1).bit_length() for side in pixels.shape[:2])
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))


def _first_half(plane: np.ndarray, srgb: bool) -> np.ndarray:
    """From codes, uint8 [H, W], to values at half the size: most of the work, so pairs are looked up at once."""
    if plane.shape[1] % 2:
        values = np.take(_LINEAR, plane, mode="clip") if srgb else plane.astype(np.float32)
        return _halved(_halved(values, 0), 1)
    return _halved(np.take(_pair_means(srgb), plane.view(np.uint16), mode="clip"), 0)


def _halved(plane: np.ndarray, axis: int) -> np.ndarray:
    """Means of neighbours along an axis; where their number is odd, of three, each by its share."""
    size = plane.shape[axis]
    half = size // 2
    if not half:
        return plane
    a = plane.swapaxes(0, axis)
    if size % 2 == 0:
        mean = (a[0::2] + a[1::2]) * np.float32(0.5)
    else:
        i = np.arange(half, dtype=np.float32)[:, None]
        mean = (a[0:-1:2] * (half - i) + a[1::2] * half + a[2::2] * (i + 1)) / np.float32(size)
    result: np.ndarray = mean.swapaxes(0, axis)
    return result
