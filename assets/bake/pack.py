"""HDR values in lossy 8-bit WebP: value = range * (texel / 255) ** exponent."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

EXPONENT = 2.4
LEAST_QUALITY = 50
BRIGHT = 3.0  # times the 99.7th percentile: only what is hopelessly white anyway is cut


@dataclass(slots=True, frozen=True)
class Coded:
    """A WebP file and how to read it."""

    data: bytes
    range: float
    exponent: float


def encode(values: np.ndarray, quality: int) -> Coded:
    """values : float32 [H, W, 3], not negative. quality : of WebP, 0..100."""
    brightest = float(values.max(initial=0.0))
    if brightest <= 0:
        return Coded(_webp(np.zeros(values.shape, np.uint8), quality), 1.0, EXPONENT)
    usual = float(np.percentile(values[::2, ::2], 99.7))
    limit = min(brightest, max(usual * BRIGHT, brightest * 1e-3))
    texels = np.rint(255 * np.clip(values / limit, 0, 1) ** (1 / EXPONENT)).astype(np.uint8)
    return Coded(_webp(texels, quality), limit, EXPONENT)


def encode_within(images: list[np.ndarray], budget: int, quality: int) -> list[Coded]:
    """All images at the best quality, at most `quality`, with which they fit `budget` bytes together; the last try as it is."""
    while True:
        coded = [encode(values, quality) for values in images]
        if sum(len(c.data) for c in coded) <= budget or quality <= LEAST_QUALITY:
            return coded
        quality = max(LEAST_QUALITY, quality - 8)


def decode(coded: Coded) -> np.ndarray:
    """float32 [H, W, 3]."""
    with Image.open(io.BytesIO(coded.data)) as picture:
        texels = np.asarray(picture.convert("RGB"), np.float32)
    return coded.range * (texels / 255) ** coded.exponent


def _webp(texels: np.ndarray, quality: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(texels).save(stream, "WEBP", quality=quality, method=4)
    return stream.getvalue()
