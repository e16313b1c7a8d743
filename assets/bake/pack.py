"""HDR values in lossy 8-bit WebP: value = range * (texel / 255) ** exponent."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

EXPONENT = 2.4
LEAST_QUALITY = 50
BRIGHT = 3.0  # times the 99.7th percentile: only what is hopelessly white anyway is cut
UNSEEN = 1e-4  # light of a group that nowhere makes a difference of one code on a display
LOSSLESS = 100


@dataclass(slots=True, frozen=True)
class Coded:
    """A WebP file and how to read it."""

    data: bytes
    range: float
    exponent: float


def encode(values: np.ndarray, quality: int) -> Coded:
    """values : float32 [H, W, 3], not negative. quality : of WebP, 0..100; LOSSLESS keeps each code."""
    brightest = float(values.max(initial=0.0))
    usual = float(np.percentile(values[::2, ::2], 99.7)) if values.size else 0.0
    limit = min(brightest, max(usual * BRIGHT, brightest * 1e-3))
    if limit <= UNSEEN:
        return Coded(_webp(np.zeros(values.shape, np.uint8), quality), 1.0, EXPONENT)
    texels = np.rint(255 * np.clip(values / limit, 0, 1) ** (1 / EXPONENT)).astype(np.uint8)
    return Coded(_webp(texels, quality), limit, EXPONENT)


def encode_within(images: list[np.ndarray], budget: int, quality: int) -> list[Coded]:
    """All images without loss if that fits `budget` bytes together, else at the best quality, at most `quality`, that does; the
    last try as it is. Loss shows: a wall's hue wanders by a code, and FLIP with it (0.093 to 0.105 in the let flat)."""
    for tried in (LOSSLESS, *range(quality, LEAST_QUALITY, -4)):
        coded = [encode(values, tried) for values in images]
        if sum(len(c.data) for c in coded) <= budget:
            return coded
    return [encode(values, LEAST_QUALITY) for values in images]


def decode(coded: Coded) -> np.ndarray:
    """float32 [H, W, 3]."""
    with Image.open(io.BytesIO(coded.data)) as picture:
        texels = np.asarray(picture.convert("RGB"), np.float32)
    return coded.range * (texels / 255) ** coded.exponent


def _webp(texels: np.ndarray, quality: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(texels).save(stream, "WEBP", quality=quality, method=4, lossless=quality == LOSSLESS)
    return stream.getvalue()
