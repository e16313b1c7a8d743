"""Where voices come from: mono sources around two ears. OpenAL Soft with measured ears (HRTF) where it is installed, else a plain
model of a head in NumPy. Both have the same face:

    spatialiser.render({slot: (float32 [n], position)}, n) -> float32 [n, 2]

position : metres in the ears' frame (+X right, +Y up, -Z ahead). Loudness falls with 1/distance beyond one metre.
"""

from __future__ import annotations

import logging
import math
from typing import Protocol

import numpy as np

from avatars.voice.opus import RATE_HZ

log = logging.getLogger(__name__)
REFERENCE_M = 1.0
HEAD_RADIUS_M = 0.0875
SPEED_OF_SOUND_M_S = 343.0

Source = tuple[np.ndarray, tuple[float, float, float]]


class Spatialiser(Protocol):
    name: str

    def render(self, sources: dict[int, Source], n: int) -> np.ndarray: ...

    def close(self) -> None: ...


def make_spatialiser(slots: int) -> Spatialiser:
    """OpenAL Soft's HRTF if it can be had, the head model otherwise."""
    try:
        from avatars.voice.spatial_openal import OpenAlSpatialiser

        return OpenAlSpatialiser(slots)
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        log.info("no OpenAL Soft (%s): voices are placed by the head model", error)
        return HeadModel()


def distance_gain(distance_m: float) -> float:
    return REFERENCE_M / max(REFERENCE_M, distance_m)


class HeadModel:
    """Time difference after Woodworth (1938), head shadow as a dulled and quieter far ear (after Brown and Duda 1998, with a
    short smoothing filter in the place of their one pole), everything gliding over a block so that nothing clicks."""

    name = "head model"
    _KEPT = 128  # samples of a source's past: the longest delay is 43
    _DULL = np.hanning(34)[1:-1] / np.hanning(34)[1:-1].sum()  # low-pass near 2 kHz

    def __init__(self) -> None:
        self._past: dict[int, np.ndarray] = {}
        self._ears: dict[int, np.ndarray] = {}  # per slot [2 ears, (delay, bright gain, dull gain)]

    def render(self, sources: dict[int, Source], n: int) -> np.ndarray:
        out = np.zeros((n, 2), np.float32)
        for slot in [slot for slot in self._past if slot not in sources]:
            del self._past[slot], self._ears[slot]
        for slot, (sound, position) in sources.items():
            past = self._past.get(slot)
            if past is None:
                past = np.zeros(self._KEPT, np.float32)
            line = np.concatenate([past, np.asarray(sound, np.float32)])
            dull = np.convolve(line, self._DULL, "full")[
                : len(line)
            ]  # delayed by half its length: less than a millisecond
            target = _ears(position)
            start = self._ears.get(slot, target)
            ramp = np.linspace(0, 1, n, dtype=np.float32)
            at = np.arange(self._KEPT, self._KEPT + n)
            for ear in (0, 1):
                delay, bright, soft = (start[ear, i] + (target[ear, i] - start[ear, i]) * ramp for i in range(3))
                index = at - delay
                low = np.floor(index).astype(int)
                part = (index - low).astype(np.float32)
                direct = line[low] * (1 - part) + line[np.minimum(low + 1, len(line) - 1)] * part
                blunt = dull[low] * (1 - part) + dull[np.minimum(low + 1, len(line) - 1)] * part
                out[:, ear] += direct * bright + blunt * soft
            self._past[slot], self._ears[slot] = line[-self._KEPT :], target
        return out

    def close(self) -> None:
        self._past.clear()


def _ears(position: tuple[float, float, float]) -> np.ndarray:
    """[2, 3]: delay in samples, gain of the sound as it is, gain of its dulled copy; left ear first."""
    x, y, z = position
    distance = math.sqrt(x * x + y * y + z * z)
    side = 0.0 if distance < 1e-3 else x / distance  # sine of the lateral angle, right positive
    gain = distance_gain(distance)
    ears = np.zeros((2, 3))
    for ear, sign in ((0, -1.0), (1, 1.0)):
        angle = math.asin(max(-1.0, min(1.0, side * sign)))  # towards this ear: +90 degrees
        # Path round a sphere; a constant of one radius keeps delays positive.
        path = HEAD_RADIUS_M * (1 - math.sin(angle) if angle > 0 else 1 - angle)
        shadow = 0.5 - 0.5 * math.sin(angle)  # 0 facing the source, 1 turned away
        behind = 0.25 * max(0.0, z / distance) if distance > 1e-3 else 0.0  # the outer ear dulls what comes from behind
        dull = min(0.95, 0.9 * shadow + behind)
        loud = gain * (1.0 - 0.55 * shadow) / math.sqrt(1 + (1 - 0.55) ** 2) * 1.1
        ears[ear] = path / SPEED_OF_SOUND_M_S * RATE_HZ, loud * (1 - dull), loud * dull
    return ears
