"""Integrals of reflection lobes over the hemisphere, for light from everywhere. NumPy only."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

SIDE = 48


@lru_cache(maxsize=1)
def lobe_integrals() -> np.ndarray:
    """float16 [SIDE, SIDE, 4]: rows are perceptual roughness, columns the square root of the cosine to the eye, texel centres
    at (i + 0.5) / SIDE. r: share of f0, g: share of f90 (Karis 2013); b: directional albedo of sheen (Estevez, Kulla 2017)."""
    step = (np.arange(SIDE) + 0.5) / SIDE
    table = np.zeros((SIDE, SIDE, 4), np.float32)
    for row, roughness in enumerate(step):
        table[row, :, 0], table[row, :, 1] = ggx_integrals(roughness, step**2)
        table[row, :, 2] = sheen_albedo(max(roughness, 0.07), step**2)
    table[..., 3] = 1
    return table.astype(np.float16)


def ggx_integrals(roughness: float, cosines: np.ndarray, samples: int = 256) -> tuple[np.ndarray, np.ndarray]:
    """[N] each: of a lobe with height-correlated Smith shadowing (Heitz 2014), facets drawn from GGX."""
    alpha = max(roughness * roughness, 1e-4)
    a2 = alpha * alpha
    i = np.arange(samples) + 0.5
    u, angle = i / samples, i * (math.pi * (3 - math.sqrt(5)))
    cos_h = np.sqrt((1 - u) / (1 + (a2 - 1) * u))
    sin_h = np.sqrt(1 - cos_h * cos_h)
    n_v = cosines[:, None]
    v_h = np.sqrt(1 - n_v * n_v) * sin_h * np.cos(angle) + n_v * cos_h
    n_l = 2 * v_h * cos_h - n_v
    lit = (n_l > 0) & (v_h > 0)
    n_l, v_h = np.where(lit, n_l, 1), np.where(lit, v_h, 1)
    smith = 0.5 / (n_l * np.sqrt(n_v * n_v * (1 - a2) + a2) + n_v * np.sqrt(n_l * n_l * (1 - a2) + a2))
    weight = np.where(lit, 4 * smith * n_l * v_h / cos_h, 0)
    fresnel = (1 - v_h) ** 5
    return (weight * (1 - fresnel)).mean(axis=1), (weight * fresnel).mean(axis=1)


def sheen_albedo(roughness: float, cosines: np.ndarray, rings: int = 16, around: int = 16) -> np.ndarray:
    """[N]: light that a white sheen sends to the eye from a white world, summed over directions even in solid angle."""
    z, angle = np.meshgrid((np.arange(rings) + 0.5) / rings, (np.arange(around) + 0.5) / around * math.pi)
    n_l, n_v = z.ravel()[None], cosines[:, None]
    sin_l, sin_v = np.sqrt(1 - n_l * n_l), np.sqrt(1 - n_v * n_v)
    cos_between = n_l * n_v + sin_l * sin_v * np.cos(angle.ravel())
    n_h = np.minimum((n_l + n_v) / np.sqrt(np.maximum(2 + 2 * cos_between, 1e-9)), 1)
    inverse = 1 / (roughness * roughness)
    distribution = (2 + inverse) * np.maximum(1 - n_h * n_h, 1 / 128) ** (inverse / 2) / (2 * math.pi)
    visibility = 1 / (4 * np.maximum(n_l + n_v - n_l * n_v, 1e-3))
    albedo: np.ndarray = np.minimum((distribution * visibility * n_l).mean(axis=1) * 2 * math.pi, 1)
    return albedo
