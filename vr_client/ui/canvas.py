"""Pixels that Skia draws into, and its paints in our colours."""

from __future__ import annotations

from functools import cache

import numpy as np
import skia

from vr_client.ui.theme import Colour


def fill(colour: Colour, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(round(alpha * 255), *colour))


def stroke(colour: Colour, width: float, alpha: float = 1.0) -> skia.Paint:
    paint = fill(colour, alpha)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    return paint


def canvas_on(width: int, height: int) -> tuple[np.ndarray, skia.Surface]:
    """Clear pixels, uint8 [height, width, 4], and a surface that draws into them (premultiplied until `straighten`)."""
    pixels = np.zeros((height, width, 4), np.uint8)
    return pixels, skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)


def straighten(pixels: np.ndarray) -> np.ndarray:
    """Premultiplied to straight alpha, in place. Only the few half-clear pixels are touched, and NumPy lets other threads run
    meanwhile: Skia's own conversion would hold the interpreter for 12 ms."""
    alpha, whole = pixels[..., 3].ravel(), pixels.view(np.uint32).reshape(-1)
    some = np.flatnonzero((alpha > 0) & (alpha < 255))
    half = whole[some].view(np.uint8).reshape(-1, 4)
    half[:, :3] = _quotients().take(half[:, 3:] * np.uint16(256) + half[:, :3])
    whole[some] = half.view(np.uint32)[:, 0]
    return pixels


@cache
def _quotients() -> np.ndarray:
    """uint8 [alpha, code]: the code of a colour that is this one times alpha; dividing for each pixel of a name plate would take
    its frame a millisecond."""
    alpha, code = np.arange(256)[:, None], np.arange(256)
    table: np.ndarray = np.minimum(255, (code * 255 + alpha // 2) // np.maximum(alpha, 1)).astype(np.uint8)
    return table
