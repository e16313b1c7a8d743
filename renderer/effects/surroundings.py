"""The light at a point in the air: what clouds, sprays and eyes are in. From the baked light volume, on the CPU; a few a frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import glm
import numpy as np

from renderer.effects import flame as flames
from renderer.light import PlaceLight
from renderer.scene import Scene, SmokeVolume

BAND_0 = 0.282095  # of real spherical harmonics: from a coefficient to mean radiance
BAND_1 = 0.488603
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
CORNERS = np.array(list(np.ndindex(2, 2, 2)))
NEAREST_M2 = 0.15  # to a flame, squared
BESIDE = 0.2  # of a room's light comes in below its smoke: shaders/smoke.glsl


@dataclass(slots=True)
class AirLight:
    """float64 [3] each: what comes from flames whose light is baked, and from all else. Mean radiance from all around and, where
    asked for, what a white thing of some size shows that is lit from above most."""

    fires: np.ndarray
    other: np.ndarray


def baked_light(light: PlaceLight, weights: dict[str, float], at: glm.vec3, from_above: float = 0.0) -> AirLight:
    """Trilinear between the points of the light volume. from_above : 0 mean radiance, 1 irradiance of a level surface over pi."""
    assert light.volume is not None
    volume = light.volume
    last = np.array(volume.sh.shape[1:4]) - 1
    place = np.clip((np.array(at) - volume.origin) / volume.step, 0, last)
    first = np.minimum(place.astype(int), np.maximum(last - 1, 0))
    share = place - first
    x, y, z = np.minimum(first + CORNERS, last).T
    parts = np.where(CORNERS == 1, share, 1 - share).prod(axis=1)
    around = volume.sh[:, x, y, z, :2].astype(np.float32)  # groups, corners, harmonics, colours
    total = np.einsum("c,gcho->gho", parts, around)
    groups = np.maximum(BAND_0 * total[:, 0] + from_above * BAND_1 * total[:, 1], 0.0)
    weight, by_fire = light.weights(weights), np.array([g.kind == "fire" for g in light.groups])
    return AirLight((weight * by_fire) @ groups, (weight * ~by_fire) @ groups)


def radiance(
    scene: Scene, at: glm.vec3, ambient: np.ndarray, from_above: float = 0.0, fire_share: float = 1.0
) -> np.ndarray:
    """float64 [3]: light at a point (see `baked_light`), through the smoke over it, with that of flames whose light is not baked.
    ambient : float32 [3], where nothing was baked. fire_share : of the light of flames that gets there."""
    fires, other = unbaked_fires(scene, at), ambient.astype(np.float64)
    if scene.light is not None and scene.light.volume is not None:
        air = baked_light(scene.light, scene.light_weights, at, from_above)
        fires, other = fires + air.fires, air.other
    result: np.ndarray = other * smoke_left(scene.smoke, at) + fires * fire_share
    return result


def unbaked_fires(scene: Scene, at: glm.vec3) -> np.ndarray:
    """float64 [3]: mean radiance from flames that shine as lamps."""
    total = np.zeros(3)
    for flame in scene.flames:
        if not flame.baked and flame.heat_release_kw > 0:
            offset = np.array(at) - flames.glowing_point(flame)
            squared = max(float(offset @ offset), NEAREST_M2)
            total += np.array(flames.intensity(flame, scene.time_s)) / (4 * math.pi * squared)
    return total


def smoke_left(smoke: list[SmokeVolume], at: glm.vec3) -> float:
    """Share of a room's light that the smoke over and under a point lets through. Lamps hang above it; windows and doors are
    beside, as in shaders/smoke.glsl."""
    left = 1.0
    for gas in smoke:
        if all(gas.low[i] <= at[i] <= gas.high[i] for i in range(3)):
            above, below = (math.exp(-depth) for depth in _depths(gas, at))
            left *= (1 - BESIDE) * above + BESIDE * below
    return left


def _depths(gas: SmokeVolume, at: glm.vec3) -> tuple[float, float]:
    """Optical depth from a point up to the ceiling, and down to the floor."""
    interface = gas.low.y if gas.interface_m is None else gas.interface_m
    thick, under = gas.high.y - max(interface, at.y), max(at.y - interface, 0.0)
    thin, low = max(gas.high.y - at.y - thick, 0.0), max(at.y - gas.low.y - under, 0.0)
    up = gas.extinction_per_m * thick + gas.below_per_m * thin
    return up, gas.extinction_per_m * under + gas.below_per_m * low
