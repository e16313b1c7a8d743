"""Noise out of lightmaps and pictures: Intel Open Image Denoise (Afra 2019-2026), and texels that nobody measured."""

from __future__ import annotations

import numpy as np
import pyoidn
from scipy import ndimage


def denoise_lightmap(
    values: np.ndarray, valid: np.ndarray, smooth: np.ndarray | None = None, fast: bool = False
) -> np.ndarray:
    """float32 [H, W, 3] irradiance with every texel filled: the measured ones denoised but for those that are `smooth`
    already, the others as their nearest one."""
    if not valid.any():
        return np.zeros_like(values)
    nearest = fill_map(valid)
    quality = "fast" if fast else "high"
    clean = pyoidn.denoise(filled(values, nearest), hdr=True, quality=quality, filter_type="RTLightmap")
    if smooth is not None:
        clean = np.where(smooth[..., None], values, clean)
    return np.maximum(filled(clean, nearest), 0)


def denoise_picture(
    colour: np.ndarray, albedo: np.ndarray | None = None, normal: np.ndarray | None = None
) -> np.ndarray:
    """Linear radiance float32 [H, W, 3]; albedo 0..1 and unit normals of the first hit sharpen what is behind them."""
    return np.maximum(pyoidn.denoise(_plain(colour), _plain(albedo), _plain(normal), hdr=True), 0)


def _plain(image: np.ndarray | None) -> np.ndarray | None:
    return None if image is None else np.ascontiguousarray(image, np.float32)


def fill_map(valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns [H, W] of the nearest valid texel."""
    rows, columns = ndimage.distance_transform_edt(~valid, return_distances=False, return_indices=True)
    return rows, columns


def filled(values: np.ndarray, nearest: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """values [H, W, C] with each texel taken from where `nearest` points."""
    return np.ascontiguousarray(values[nearest[0], nearest[1]])
