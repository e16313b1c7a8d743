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
    down = (0.52 + fill[1] / 2 - v) / fill[1]  # 0 at the head of a window, 1 at its sill
    rng, room = np.random.default_rng(seed), (y * storeys).astype(int) * bays + (x * bays).astype(int)
    base = _wall(np.asarray(wall), seed, v, down, np.abs(u - 0.5) < fill[0] / 2 + 0.03)
    base = np.where((inside & rail)[..., None], base * 0.5, base)
    base = np.where(pane[..., None], _windows(np.asarray(glass), rng, room, storeys * bays + bays, down), base)
    return Surface(base, np.where(pane, 0.14, 0.85), np.where(inside, 0.0, 0.08), metres)


def _wall(colour: np.ndarray, seed: int, v: np.ndarray, down: np.ndarray, under: np.ndarray) -> np.ndarray:
    """Rain has streaked it below the sills, a joint runs around every storey, sills are pale with a shadow beneath."""
    streak = np.clip(noise(seed + 2, 1.1, (14, 0.4)), 0, 2) * np.clip(1.6 - down, 0, 1) * (down > 1.0) * under
    n = noise(seed, 1.2) * 0.012 + noise(seed + 1, 1.5, (1, 0.2)) * 0.018 - 0.035 * streak
    base = colour + n[..., None]
    joint, sill, shade = v < 0.012, under & (np.abs(down - 1.02) < 0.025), under & (np.abs(down - 1.07) < 0.025)
    return np.asarray(base * np.where(joint, 0.80, np.where(sill, 1.12, np.where(shade, 0.72, 1.0)))[..., None])


def _windows(glass: np.ndarray, rng: np.random.Generator, room: np.ndarray, rooms: int, down: np.ndarray) -> np.ndarray:
    """Every room its own: the sky in the pane, stronger above; dark within, or a blind part of the way down, or a lamp.
    The reveal throws its shadow on the top of the pane."""
    mirrored = np.array([0.50, 0.58, 0.66]) * (1.05 - 0.45 * down)[..., None]
    share = rng.uniform(0.25, 0.75, rooms)[room][..., None]
    pane = glass * (1 - share) + mirrored * share + rng.normal(0, 0.03, rooms)[room][..., None]
    slat = np.array([0.66, 0.64, 0.60]) * (0.92 + 0.08 * rng.uniform(-1, 1, rooms)[room])[..., None]
    drawn = np.where(rng.random(rooms) < 0.38, rng.uniform(0.12, 0.95, rooms), 0.0)[room]
    lit = (rng.random(rooms) < 0.06)[room] & (down < 0.35)
    pane = np.where((down < drawn)[..., None], slat, np.where(lit[..., None], np.array([0.80, 0.72, 0.56]), pane))
    return np.asarray(pane * np.where(down < 0.09, 0.55, 1.0)[..., None])


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
