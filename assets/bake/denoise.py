"""Noise out of lightmaps and pictures: Intel Open Image Denoise (Afra 2019-2026), and texels that nobody measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyoidn
from scipy import ndimage

if TYPE_CHECKING:
    from assets.bake.smooth import Lending

MARGIN = 8  # texels around a chart that the denoiser sees
DILATED = 4  # texels around a chart that filtering may read
HOLE_REACH = 12  # texels beside holes where noise outlives the denoiser
HOLE_BLUR = 1.5


def denoise_lightmap(
    values: np.ndarray, valid: np.ndarray, smooth: np.ndarray | None = None, covered: np.ndarray | None = None,
    lending: Lending | None = None,
) -> np.ndarray:  # fmt: skip
    """float32 [H, W, 3] irradiance with every texel filled: the measured ones denoised but for those that are `smooth`
    already, others of the charts as `lending` says, those beside them as their nearest one, the rest smoothly: nearest ones would
    draw the noise of an edge out into streaks, which the denoiser keeps as detail and WebP pays for. covered : bool [H, W], the
    charts; else `valid` tells them."""
    if not valid.any():
        return np.zeros_like(values)
    clean, known = _denoised_charts(values, valid, smooth, valid if covered is None else covered), valid
    if lending is not None:
        lending.fill(clean)
        known = valid.copy()
        known.ravel()[lending.texels] = True
    distance, nearest = ndimage.distance_transform_edt(~known, return_indices=True)
    near = filled(clean, (nearest[0], nearest[1]))
    return np.maximum(np.where((distance <= DILATED)[..., None], near, smoothly_filled(clean, known)), 0)


def _denoised_charts(
    values: np.ndarray, valid: np.ndarray, smooth: np.ndarray | None, covered: np.ndarray
) -> np.ndarray:
    """Each chart by itself, its own light going on around it: beside those of strangers its edges would keep their noise."""
    charts, _ = ndimage.label(covered, np.ones((3, 3)))
    rough = valid if smooth is None else valid & ~smooth
    clean = values.copy()
    for number, found in enumerate(ndimage.find_objects(charts), 1):
        around = tuple(slice(max(s.start - MARGIN, 0), s.stop + MARGIN) for s in found)
        own = charts[around] == number
        wanted = own & rough[around]
        if wanted.any():
            chart = smoothly_filled(values[around], own & valid[around])
            done = pyoidn.denoise(np.ascontiguousarray(chart), hdr=True, quality="high", filter_type="RTLightmap")
            calm = beside_holes(done, own & valid[around], own & ~valid[around])
            clean[around][wanted] = calm[wanted]
    return clean


def beside_holes(values: np.ndarray, valid: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """values [H, W, 3] with their `valid` (bool [H, W]) texels near a `hole` averaged: letters on a wall leave hundreds of holes,
    and between them a denoiser takes noise for detail."""
    if not hole.any() or not valid.any():
        return values
    near = valid & (ndimage.distance_transform_edt(~hole) <= HOLE_REACH)
    weight = ndimage.gaussian_filter(valid.astype(np.float32), HOLE_BLUR)
    total = ndimage.gaussian_filter(values * valid[..., None], (HOLE_BLUR, HOLE_BLUR, 0))
    return np.where(near[..., None], total / np.maximum(weight, 1e-6)[..., None], values)


def smoothly_filled(values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """values float32 [H, W, C] with the texels that are not `valid` (bool [H, W]) from ever coarser means of those that are: pull
    and push (Gortler et al., "The Lumigraph", 1996)."""
    height, width = valid.shape
    if valid.all() or min(height, width) < 2 or not valid.any():
        return values
    even = ((0, height % 2), (0, width % 2))
    weight = np.pad(valid.astype(np.float32), even)
    total = np.pad(values * valid[..., None], (*even, (0, 0)))
    weight4, total4 = _sum_of_four(weight[..., None]), _sum_of_four(total)
    coarse = smoothly_filled(total4 / np.maximum(weight4, 1), weight4[..., 0] > 0)
    fine = ndimage.zoom(coarse, (2, 2, 1), order=1, mode="nearest", grid_mode=True)[:height, :width]
    return np.where(valid[..., None], values, fine)


def _sum_of_four(image: np.ndarray) -> np.ndarray:
    height, width, channels = image.shape
    summed: np.ndarray = image.reshape(height // 2, 2, width // 2, 2, channels).sum(axis=(1, 3), dtype=np.float32)
    return summed


def denoise_picture(
    colour: np.ndarray, albedo: np.ndarray | None = None, normal: np.ndarray | None = None, *, clean: bool = False
) -> np.ndarray:
    """Linear radiance float32 [H, W, 3]; albedo 0..1 and unit normals of the first hit sharpen what is behind them. clean : those
    have no noise (see `without_noise`), and their detail is kept."""
    return np.maximum(pyoidn.denoise(_plain(colour), _plain(albedo), _plain(normal), hdr=True, clean_aux=clean), 0)


def without_noise(guide: np.ndarray, kind: str) -> np.ndarray:
    """An albedo or a normal picture, float32 [H, W, 3], denoised by itself. kind : "albedo" or "normal"."""
    noisy = np.ascontiguousarray(guide, np.float32)
    result = np.empty_like(noisy)
    with pyoidn.Device() as device:
        device.commit()
        with pyoidn.Filter(device, pyoidn.OIDN_FILTER_TYPE_RT) as alone:
            for name, image in ((kind, noisy), (pyoidn.OIDN_IMAGE_OUTPUT, result)):
                alone.set_image(name, image, pyoidn.OIDN_FORMAT_FLOAT3)
            alone.commit()
            alone.execute()
    return result


def _plain(image: np.ndarray | None) -> np.ndarray | None:
    return None if image is None else np.ascontiguousarray(image, np.float32)


def filled(values: np.ndarray, nearest: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """values [H, W, C] with each texel taken from where `nearest` points."""
    return np.ascontiguousarray(values[nearest[0], nearest[1]])
