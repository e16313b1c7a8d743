"""The light of a flame, and its shape as numbers for shaders/flame.frag."""

from __future__ import annotations

import math

import glm
import numpy as np

from renderer.scene import Flame, PointLight

# One candela-like unit of our scenes is about 160 real candela (an office lit by 500 lux counts as 3). A pool fire of wood or
# plastics gives about 12 lumen a kilowatt, 1 candela a kilowatt (a candle: 80 W, 12 lm, 1 cd).
INTENSITY_PER_KW = 0.085
COLOUR = glm.vec3(1.0, 0.50, 0.17)  # about 1900 K, linear sRGB
# Tint and opacity of a flame by what burns. Alcohol makes no soot: a pale blue that daylight hides.
LOOKS = {
    "solid": (1.0, 1.0, 1.0, 1.0),
    "oil": (1.0, 0.92, 0.8, 1.25),
    "alcohol": (0.10, 0.22, 1.6, 0.35),
    "gas": (0.25, 0.35, 1.3, 0.4),
    "lithium": (1.0, 1.1, 2.6, 1.0),
}
BOX_WIDTH, BOX_HEIGHT = 1.7, 1.6  # of diameter and of mean flame height: room for tongues


def puffing_hz(diameter_m: float) -> float:
    """How often a fire throws a puff: f = 1.5 / sqrt(D) (Cetegen and Ahmed 1993)."""
    return 1.5 / math.sqrt(max(diameter_m, 0.05))


def phase(flame: Flame, time_s: float) -> float:
    """Of its puffs, radians; fires side by side do not beat together."""
    x, _, z = (float(c) for c in flame.position)
    return 2 * math.pi * puffing_hz(flame.diameter_m) * time_s + x * 7 + z * 3


def flicker(flame: Flame, time_s: float) -> float:
    """How bright it is at a moment, about 1 in the mean."""
    at = phase(flame, time_s)
    return 1 + 0.10 * math.sin(at) + 0.06 * math.sin(at * 2.7 + 1) + 0.04 * math.sin(at * 6.1 + 2)


def glowing_point(flame: Flame) -> np.ndarray:
    """float32 [3]: from where its light comes, on the whole; below the ceiling."""
    height = flame.height_m if flame.ceiling_m is None else min(flame.height_m, flame.ceiling_m - flame.position.y)
    return np.array(flame.position + glm.vec3(0, height * 0.45 + 0.1, 0) + flame.tilt * 0.3, np.float32)


def intensity(flame: Flame, time_s: float) -> glm.vec3:
    """Candela-like. No lamp grows for ever: beyond 1 MW a room is smoke and flame, and exposure is not ours to ruin."""
    return COLOUR * (INTENSITY_PER_KW * min(flame.heat_release_kw, 1000.0) * flicker(flame, time_s))


def lights(flame: Flame, time_s: float) -> list[PointLight]:
    """One light where the flame glows, flickering with its puffs; none where its light is baked."""
    if flame.heat_release_kw <= 0 or flame.height_m <= 0 or flame.baked:
        return []
    at = phase(flame, time_s)
    sway = glm.vec3(math.sin(at * 0.7), 0, math.cos(at * 0.9)) * (0.08 * flame.diameter_m)
    colour = intensity(flame, time_s)
    position = glm.vec3(*map(float, glowing_point(flame))) + sway
    return [PointLight(position, colour, 4.0 + 1.2 * math.sqrt(colour.x), room=flame.room)]


def brightness(exposure: float) -> float:
    """By how much its soot shines more than shaders/flame.frag has it, which is for pictures of a lit room. Real flames are some
    hundred times as bright as what they light, so that whatever eyes are used to, a flame looks like one."""
    return float(min(max(exposure, 0.05) ** -0.85, 8.0))


def rise_m_s(flame: Flame) -> float:
    """Speed of the gas where the flame ends: 1.9 Q^(1/5) (McCaffrey 1979)."""
    return 1.9 * float(max(flame.heat_release_kw, 1.0) ** 0.2)


def under_ceiling_m(flame: Flame) -> float:
    """How far a flame that is too tall for the room runs out along the ceiling from its axis: as far as it would have gone up
    (You and Faeth 1979: about the height that is cut off), and its own half width."""
    if flame.ceiling_m is None:
        return 0.0
    cut_off = flame.height_m - max(flame.ceiling_m - flame.position.y, 0.05)
    return cut_off * 0.95 + flame.diameter_m / 2 if cut_off > 0 else 0.0


def column(flame: Flame) -> tuple[glm.vec3, glm.vec3]:
    """World corners of the box that holds what rises, up to a ceiling. `tilt` : how far the top leans, metres."""
    half, top = flame.diameter_m * BOX_WIDTH / 2, flame.height_m * BOX_HEIGHT
    lean = glm.vec3(flame.tilt.x, 0, flame.tilt.z) * BOX_HEIGHT
    if flame.ceiling_m is not None:
        top = min(top, max(flame.ceiling_m - flame.position.y, 0.05))
    low = flame.position - glm.vec3(half, 0.02, half) + glm.min(lean, glm.vec3(0))
    high = flame.position + glm.vec3(half, top, half) + glm.max(lean, glm.vec3(0))
    return low, high


def box(flame: Flame) -> tuple[glm.vec3, glm.vec3]:
    """World corners of the box that holds all of the flame, what runs out along the ceiling too."""
    low, high = column(flame)
    reach = under_ceiling_m(flame) * 1.3
    around = glm.vec3(reach, 0, reach)
    foot = glm.vec3(flame.position.x, low.y, flame.position.z)
    head = glm.vec3(flame.position.x, high.y, flame.position.z)
    return glm.min(low, foot - around), glm.max(high, head + around)


def tiling_noise(side: int = 32, seed: int = 5) -> np.ndarray:
    """uint8 [side, side, side, 2]: two kinds of smooth noise that repeat at the borders, mean 0.5."""
    rng = np.random.default_rng(seed)
    result = np.zeros((side, side, side, 2))
    for channel in range(2):
        for octave, weight in ((4, 0.55), (8, 0.3), (16, 0.15)):
            coarse = rng.random((octave, octave, octave))
            result[..., channel] += weight * _stretched(coarse, side)
    low, high = float(np.min(result)), float(np.max(result))
    return np.ascontiguousarray(np.round((result - low) / (high - low) * 255).astype(np.uint8))


def _stretched(coarse: np.ndarray, side: int) -> np.ndarray:
    """Periodic interpolation of a cube to `side` points a direction, with smooth weights."""
    count = len(coarse)
    at = np.arange(side) * count / side
    low = at.astype(int)
    t = at - low
    t = t * t * (3 - 2 * t)
    for axis in range(3):
        shape = [1, 1, 1]
        shape[axis] = side
        weight = t.reshape(shape)
        coarse = np.take(coarse, low, axis) * (1 - weight) + np.take(coarse, (low + 1) % count, axis) * weight
    return coarse
