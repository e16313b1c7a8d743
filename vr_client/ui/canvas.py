"""Pixels that Skia draws into, and its paints in our colours."""

from __future__ import annotations

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
    alpha = pixels[..., 3]
    some = np.nonzero((alpha > 0) & (alpha < 255))
    half = pixels[some].astype(np.uint16)
    half[:, :3] = np.minimum(255, (half[:, :3] * 255 + half[:, 3:] // 2) // half[:, 3:])
    pixels[some] = half.astype(np.uint8)
    return pixels
