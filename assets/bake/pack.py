"""HDR values in 8-bit pictures: value = range * (texel / 255) ** exponent.

Of a lightmap the strongest channel is kept as a grey picture, with what loss its size asks for, and the hue as one of half its
side: narrow charts, of which a ceiling of beams is made, took their neighbours' hue where it was a quarter (FLIP of the mayor's
office 0.158 instead of 0.146, measured 2026-11). Grey with loss is AVIF: at equal size a lightmap loses two thirds of what it
does as WebP. The hue is AVIF, too, its three channels grey below each other: as colours they came back greener by half a code to
a whole one (Pillow 12, libavif 1.4; measured 2026-11), a quarter more green in the dark. WebP without loss where there is room
for that.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from renderer.light_file import HUE_SIDE, coloured, stacked, unstacked

EXPONENT = 2.4
LEAST_QUALITY = 50
BRIGHT = 3.0  # times the 99.7th percentile: only what is hopelessly white anyway is cut
UNSEEN = 1e-4  # light of a group that nowhere makes a difference of one code on a display
LOSSLESS = 100
STEP = 5
HUE_QUALITY = 60
SPEED = 7  # of the encoder, 0..10
HUE_SMOOTH = (0.5, 4.0)  # squares of texels, in the light and in the dark
HUE_SURE = 32.0  # from this code on it is light


@dataclass(slots=True, frozen=True)
class Coded:
    """A picture's file and how to read it. hue : a second file, b"" for none (see renderer.light_file.coloured)."""

    data: bytes
    range: float
    exponent: float
    hue: bytes = b""

    @property
    def size(self) -> int:
        return len(self.data) + len(self.hue)


@dataclass(slots=True, frozen=True)
class Codes:
    """What a picture of a chosen quality is made of. texels : uint8, grey or in colours. hue : its file, of one quality."""

    texels: np.ndarray
    range: float
    hue: bytes = b""

    def at(self, quality: int) -> Coded:
        return Coded(_picture(self.texels, quality), self.range, EXPONENT, self.hue)


def codes_of(values: np.ndarray, apart: bool = False) -> Codes:
    """values : float32 [H, W, 3], not negative. apart : brightness and hue in pictures of their own."""
    brightest = float(values.max(initial=0.0))
    usual = float(np.percentile(values[::2, ::2], 99.7)) if values.size else 0.0
    limit = min(brightest, max(usual * BRIGHT, brightest * 1e-3))
    if limit <= UNSEEN:
        return Codes(np.zeros(values.shape, np.uint8), 1.0)
    codes = 255 * np.clip(values / limit, 0, 1) ** (1 / EXPONENT)
    if not apart:
        return Codes(np.rint(codes).astype(np.uint8), limit)
    return Codes(np.rint(codes.max(axis=2)).astype(np.uint8), limit, _picture(stacked(hue_of(codes)), HUE_QUALITY))


def encode(values: np.ndarray, quality: int, apart: bool = False) -> Coded:
    """values, apart : see codes_of. quality : 0..100; LOSSLESS keeps each code."""
    return codes_of(values, apart).at(quality)


def hue_of(codes: np.ndarray) -> np.ndarray:
    """uint8 [H / HUE_SIDE, W / HUE_SIDE, 3]: each channel of codes [H, W, 3] against the strongest, over squares of texels, and
    smoothed: in the dark, where few paths tell it, the hue is that of brighter neighbours from afar."""
    high, wide = (-(-n // HUE_SIDE) for n in codes.shape[:2])
    room = ((0, high * HUE_SIDE - codes.shape[0]), (0, wide * HUE_SIDE - codes.shape[1]), (0, 0))
    squares = np.pad(codes, room, "edge").reshape(high, HUE_SIDE, wide, HUE_SIDE, 3)
    strongest = np.maximum(squares.max(axis=4, keepdims=True).mean(axis=(1, 3)), 0.05)
    shares, weight = squares.mean(axis=(1, 3)) * strongest, strongest * strongest
    fine, far = (
        ndimage.gaussian_filter(shares, (reach, reach, 0)) / ndimage.gaussian_filter(weight, (reach, reach, 0))
        for reach in HUE_SMOOTH
    )
    hue = far + np.clip(strongest / HUE_SURE, 0, 1) * (fine - far)
    return np.rint(255 * np.clip(hue, 0, 1)).astype(np.uint8)


def encode_within(images: list[np.ndarray], budget: int, quality: int, apart: bool = False) -> list[Coded]:
    """All images without loss if that fits `budget` bytes together, else at the best quality, in steps from `quality` down to
    LEAST_QUALITY, that does; at the least if none does."""

    pictures = [codes_of(values, apart) for values in images]

    def fits(tried: int) -> list[Coded] | None:
        coded = [picture.at(tried) for picture in pictures]
        return coded if sum(c.size for c in coded) <= budget else None

    best = fits(LOSSLESS)
    if best is not None:
        return best
    levels = sorted({LEAST_QUALITY, *range(quality, LEAST_QUALITY, -STEP)})
    while levels:  # files grow with their quality
        middle = len(levels) // 2
        found = fits(levels[middle])
        best, levels = (found, levels[middle + 1 :]) if found is not None else (best, levels[:middle])
    return best or [picture.at(LEAST_QUALITY) for picture in pictures]


def suffix(data: bytes) -> str:
    """Of a file's name, by what it is."""
    return ".webp" if data[:4] == b"RIFF" else ".avif"


def decode(coded: Coded) -> np.ndarray:
    """float32 [H, W, 3]."""
    texels = _texels(coded.data)
    if coded.hue:
        texels = coloured(texels[..., 0], unstacked(_texels(coded.hue)[..., 0]))
    return coded.range * (texels.astype(np.float32) / 255) ** coded.exponent


def _texels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def _picture(texels: np.ndarray, quality: int) -> bytes:
    stream, picture = io.BytesIO(), Image.fromarray(texels)
    if quality == LOSSLESS:
        picture.convert("RGB").save(stream, "WEBP", quality=quality, method=4, lossless=True)
    elif texels.ndim == 3:
        picture.save(stream, "WEBP", quality=quality, method=4)
    else:
        picture.save(stream, "AVIF", quality=quality, speed=SPEED, subsampling="4:0:0")
    return stream.getvalue()
