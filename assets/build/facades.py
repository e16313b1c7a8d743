"""Fronts of city buildings as tiling surfaces: some storeys and bays each, glass smoother than wall."""

from __future__ import annotations

import numpy as np

from assets.build.textures import SIDE, Surface, noise, surface


def _front(
    seed: int,
    storeys: int,
    bays: int,
    metres: float,
    wall: tuple[float, ...],
    glass: tuple[float, ...],
    fill: tuple[float, float],
    mullions: int = 1,
) -> Surface:
    """A grid of windows; fill : share of a bay's width and a storey's height that is glass."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    u, v = (x * bays) % 1, ((1 - y) * storeys) % 1
    inside = (np.abs(u - 0.5) < fill[0] / 2) & (np.abs(v - 0.52) < fill[1] / 2)
    rail = np.abs(((u - 0.5) / fill[0] + 0.5) * mullions % 1 - 0.5) > 0.5 - 0.03 * mullions
    pane = inside & ~rail
    rng = np.random.default_rng(seed)
    number = (y * storeys).astype(int) * bays + (x * bays).astype(int)
    tone = rng.normal(0, 0.05, storeys * bays + bays)[number]
    blind = (rng.random(storeys * bays + bays) < 0.28)[number] & (v > 0.5 + fill[1] * rng.uniform(-0.3, 0.4))
    n = noise(seed, 1.2) * 0.012 + noise(seed + 1, 1.5, (1, 0.2)) * 0.012
    base = np.asarray(wall) + n[..., None]
    base = base * np.where(inside & rail, 0.45, 1.0)[..., None]
    sheen = np.asarray(glass) * (1 + 0.25 * (v - 0.5))[..., None] + tone[..., None]
    base = np.where(pane[..., None], np.where(blind[..., None], np.array([0.62, 0.60, 0.56]), sheen), base)
    sill = (np.abs(v - (0.52 - fill[1] / 2)) < 0.012) & (np.abs(u - 0.5) < fill[0] / 2 + 0.03)
    base = np.where(sill[..., None], base * 1.12, base)
    return Surface(base, np.where(pane, 0.16, 0.85), np.where(inside, 0.0, 0.08), metres)


@surface
def front_brick() -> Surface:
    return _front(301, 5, 6, 17.0, (0.50, 0.36, 0.29), (0.16, 0.20, 0.24), (0.56, 0.52), 2)


@surface
def front_concrete() -> Surface:
    return _front(302, 5, 5, 17.5, (0.66, 0.645, 0.615), (0.18, 0.22, 0.26), (0.72, 0.55), 2)


@surface
def front_curtain() -> Surface:
    """A curtain wall: glass from slab to slab."""
    return _front(303, 5, 9, 18.0, (0.30, 0.33, 0.36), (0.22, 0.30, 0.36), (0.93, 0.80), 1)


@surface
def front_ribbon() -> Surface:
    """Bands of windows between bands of pale stone."""
    return _front(304, 5, 6, 18.0, (0.76, 0.74, 0.70), (0.17, 0.21, 0.25), (1.02, 0.46), 3)


@surface
def front_flats() -> Surface:
    """Blocks of flats: balconies glazed in."""
    return _front(305, 6, 5, 17.0, (0.79, 0.785, 0.77), (0.27, 0.32, 0.36), (0.80, 0.58), 4)
