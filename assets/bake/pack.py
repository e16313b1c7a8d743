"""HDR values in 8-bit WebP: value = range * (texel / 255) ** exponent.

WebP with loss keeps colour at half the size and in eight bits of its own: a dim wall gets blotches of green and pink. Of a lightmap
the strongest channel is kept as a grey picture, with what loss its size asks for, and the hue as a small picture without any.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from renderer.light import HUE_SIDE, coloured

EXPONENT = 2.4
LEAST_QUALITY = 50
BRIGHT = 3.0  # times the 99.7th percentile: only what is hopelessly white anyway is cut
UNSEEN = 1e-4  # light of a group that nowhere makes a difference of one code on a display
LOSSLESS = 100
HUE_SMOOTH = 1.5  # squares of texels


@dataclass(slots=True, frozen=True)
class Coded:
    """A WebP file and how to read it. hue : a second file, b"" for none (see renderer.light.coloured)."""

    data: bytes
    range: float
    exponent: float
    hue: bytes = b""

    @property
    def size(self) -> int:
        return len(self.data) + len(self.hue)


def encode(values: np.ndarray, quality: int, apart: bool = False) -> Coded:
    """values : float32 [H, W, 3], not negative. quality : of WebP, 0..100; LOSSLESS keeps each code. apart : brightness and hue in
    pictures of their own."""
    brightest = float(values.max(initial=0.0))
    usual = float(np.percentile(values[::2, ::2], 99.7)) if values.size else 0.0
    limit = min(brightest, max(usual * BRIGHT, brightest * 1e-3))
    if limit <= UNSEEN:
        return Coded(_webp(np.zeros(values.shape, np.uint8), LOSSLESS), 1.0, EXPONENT)
    codes = 255 * np.clip(values / limit, 0, 1) ** (1 / EXPONENT)
    if not apart:
        return Coded(_webp(np.rint(codes).astype(np.uint8), quality), limit, EXPONENT)
    value = np.rint(codes.max(axis=2)).astype(np.uint8)
    return Coded(_webp(value, quality), limit, EXPONENT, _webp(hue_of(codes), LOSSLESS))


def hue_of(codes: np.ndarray) -> np.ndarray:
    """uint8 [H / HUE_SIDE, W / HUE_SIDE, 3]: each channel of codes [H, W, 3] against the strongest, over squares of texels, and
    smoothed: in the dark, where few paths tell it, the hue is that of brighter neighbours."""
    high, wide = (-(-n // HUE_SIDE) for n in codes.shape[:2])
    room = ((0, high * HUE_SIDE - codes.shape[0]), (0, wide * HUE_SIDE - codes.shape[1]), (0, 0))
    squares = np.pad(codes, room, "edge").reshape(high, HUE_SIDE, wide, HUE_SIDE, 3)
    strongest = np.maximum(squares.max(axis=4, keepdims=True).mean(axis=(1, 3)), 0.05)
    weight, reach = strongest * strongest, (HUE_SMOOTH, HUE_SMOOTH, 0)
    hue = ndimage.gaussian_filter(squares.mean(axis=(1, 3)) * strongest, reach) / ndimage.gaussian_filter(weight, reach)
    return np.rint(255 * np.clip(hue, 0, 1)).astype(np.uint8)


def encode_within(images: list[np.ndarray], budget: int, quality: int, apart: bool = False) -> list[Coded]:
    """All images without loss if that fits `budget` bytes together, else at the best quality, at most `quality`, that does; the
    last try as it is."""
    for tried in (LOSSLESS, *range(quality, LEAST_QUALITY, -4)):
        coded = [encode(values, tried, apart) for values in images]
        if sum(c.size for c in coded) <= budget:
            return coded
    return [encode(values, LEAST_QUALITY, apart) for values in images]


def decode(coded: Coded) -> np.ndarray:
    """float32 [H, W, 3]."""
    texels = _texels(coded.data)
    if coded.hue:
        texels = coloured(texels[..., 0], _texels(coded.hue))
    return coded.range * (texels.astype(np.float32) / 255) ** coded.exponent


def _texels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def _webp(texels: np.ndarray, quality: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(texels).convert("RGB").save(stream, "WEBP", quality=quality, method=4, lossless=quality == LOSSLESS)
    return stream.getvalue()
