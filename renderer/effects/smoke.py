"""Smoke layers as the shaders want them: boxes of extinction, integrated along the ray in shaders/smoke.glsl."""

from __future__ import annotations

import numpy as np

from renderer.gl.frame import MAX_SMOKE, SMOKE
from renderer.scene import SmokeLayer

SINGLE_SCATTERING_ALBEDO = 0.25  # soot absorbs most of what it meets: Mulholland, SFPE Handbook 5th ed., ch. 24


def pack(layers: list[SmokeLayer]) -> np.ndarray:
    """SMOKE [at most MAX_SMOKE]; the thickest stay where there are more."""
    dense = [layer for layer in layers if layer.extinction_per_m > 0 and layer.high.y > layer.low.y]
    dense.sort(key=lambda layer: -layer.extinction_per_m)
    records = np.zeros(min(len(dense), MAX_SMOKE), SMOKE)
    for record, layer in zip(records, dense, strict=False):
        record["low"] = (*layer.low, layer.extinction_per_m)
        record["high"] = (*layer.high, SINGLE_SCATTERING_ALBEDO)
    return records
