"""All that one person hears: voices from where their mouths are, a drill's sounds, and trainers as by radio, in both ears alike."""

from __future__ import annotations

import logging
import math
import time

import numpy as np

from avatars.voice.activity import loudness
from avatars.voice.capture import level_db
from avatars.voice.jitter import JitterBuffer
from avatars.voice.opus import RATE_HZ
from avatars.voice.rtp import Heard
from avatars.voice.shared import Poses, SharedBlock
from avatars.voice.sounds import SOUND_SLOTS, Player
from avatars.voice.spatial import Source, make_spatialiser
from backend.schemas.voice import TRAINERS_FROM, VOICE_SLOTS

log = logging.getLogger(__name__)
_UNPLACED = (0.0, 0.0, -2.0)  # a voice whose body has not been seen yet: ahead, at talking distance
_SPEAKS = 0.05  # a loudness above this is speech
_BESIDE_RADIO = 0.35  # 9 dB: what is left of all else while a trainer speaks
_DOWN_S, _UP_S = 0.08, 0.5  # within a syllable; over the pause between two sentences


class Ears:
    """`heard` from the network's thread, `render` from the speaker's."""

    def __init__(self, shared: SharedBlock) -> None:
        self._shared = shared
        self._jitter = [JitterBuffer() for _ in range(VOICE_SLOTS)]
        self._talkers = [0] * VOICE_SLOTS
        self._levels = [0.0] * VOICE_SLOTS
        self._spatial = make_spatialiser(VOICE_SLOTS + SOUND_SLOTS)
        self._player, self._places = Player(), [_UNPLACED] * SOUND_SLOTS
        self._beside = 1.0
        log.info("voices are placed by %s", self._spatial.name)

    @property
    def levels(self) -> dict[int, float]:
        """Who is heard, 0..1, by peer."""
        return {t: v for t, v in zip(self._talkers, self._levels, strict=True) if t and v > 0.01}

    def heard(self, slot: int, packet: Heard) -> None:
        if packet.talker != self._talkers[slot]:
            self._jitter[slot].reset()
            self._talkers[slot] = packet.talker
        self._jitter[slot].push(packet.timestamp, packet.payload, time.monotonic() * 1000)

    def render(self, n: int) -> np.ndarray:
        """float32 [n, 2], the next `n` samples of both ears."""
        now_ms = time.monotonic() * 1000
        poses = self._shared.read_poses()
        sources: dict[int, Source] = {}
        radio = np.zeros(n, np.float32)
        speaks = False
        for slot, talker in enumerate(self._talkers):
            voice = self._jitter[slot].read(n, now_ms)
            self._follow(slot, voice)
            if voice is not None and talker >= TRAINERS_FROM:
                radio += voice.astype(np.float32) / 32768
                speaks = speaks or self._levels[slot] > _SPEAKS
            elif voice is not None:
                position, gain = _seen_from(poses, talker)
                sources[slot] = (voice.astype(np.float32) * np.float32(gain / 32768), position)
        self._add_sounds(sources, poses, n)
        out: np.ndarray = self._spatial.render(sources, n) * self._give_way(speaks, n) + radio[:, None]
        return np.tanh(out) if np.abs(out).max(initial=0.0) > 0.8 else out  # many at once do not crackle

    def _follow(self, slot: int, voice: np.ndarray | None) -> None:
        level = 0.0 if voice is None else loudness(level_db(voice))
        self._levels[slot] += (level - self._levels[slot]) * (0.5 if level > self._levels[slot] else 0.12)

    def _give_way(self, speaks: bool, n: int) -> np.ndarray:
        """float32 [n, 1]: how loud all else is beside a trainer who speaks, or no longer does."""
        before, target = self._beside, _BESIDE_RADIO if speaks else 1.0
        self._beside += (target - before) * (1 - math.exp(-n / RATE_HZ / (_DOWN_S if speaks else _UP_S)))
        return np.linspace(before, self._beside, n, dtype=np.float32)[:, None]

    def _add_sounds(self, sources: dict[int, Source], poses: Poses, n: int) -> None:
        for slot, (block, position) in self._player.blocks(self._shared.read_sounds(), n).items():
            if position is not None:
                self._places[slot] = turned(poses.ears, np.array(position))
            sources[VOICE_SLOTS + slot] = (block, self._places[slot])


def _seen_from(poses: Poses, talker: int) -> tuple[tuple[float, float, float], float]:
    """Where this talker's mouth is in the frame of our ears, and how loud we want them."""
    mouth = poses.mouths.get(talker)
    if mouth is None:
        return _UNPLACED, 1.0
    return turned(poses.ears, mouth[0]), mouth[1]


def turned(ears: np.ndarray, point: np.ndarray) -> tuple[float, float, float]:
    """A world point in the frame of these ears (float [7]: position, quaternion x y z w)."""
    x, y, z, w = (float(c) for c in ears[3:])
    to = point.astype(np.float64) - ears[:3]
    axis = np.array([-x, -y, -z])  # the inverse turn
    result = to + 2 * np.cross(axis, np.cross(axis, to) + w * to)
    return (float(result[0]), float(result[1]), float(result[2]))
