"""renderer/shaders/tonemap.glsl in NumPy: the same curves, for pictures that are not drawn by GL."""

from __future__ import annotations

import numpy as np

START, DESATURATION = 0.8 - 0.04, 0.15


def curve(colour: np.ndarray, name: str = "neutral") -> np.ndarray:
    """Linear [..., 3] to linear 0..1. name : "neutral" (Khronos PBR Neutral, 2024), or "none" for plain clipping."""
    return np.clip(neutral(colour) if name == "neutral" else colour, 0, 1)


def neutral(colour: np.ndarray) -> np.ndarray:
    least = colour.min(axis=-1, keepdims=True)
    colour = colour - np.where(least < 0.08, least - 6.25 * least * least, 0.04)
    peak = colour.max(axis=-1, keepdims=True)
    d = 1 - START
    high = np.maximum(peak, START)
    new_peak = 1 - d * d / (high + d - START)
    scaled = colour * (new_peak / high)
    share = 1 - 1 / (DESATURATION * (high - new_peak) + 1)
    return np.where(peak < START, colour, scaled + (new_peak - scaled) * share)


def encode(linear: np.ndarray) -> np.ndarray:
    """uint8 sRGB of linear 0..1."""
    c = np.clip(linear, 0, 1)
    return np.rint(255 * np.where(c <= 0.0031308, 12.92 * c, 1.055 * c ** (1 / 2.4) - 0.055)).astype(np.uint8)
