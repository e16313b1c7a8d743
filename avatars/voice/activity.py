"""Is somebody speaking? By level alone, above a slowly learnt noise floor. Pure."""

from __future__ import annotations

_ABOVE_FLOOR_DB = 9.0
_LEAST_DB = -55.0
_FLOOR_MOST_DB = -42.0  # a steady loud sound is still meant to be heard
_FLOOR_RISE_DB_PER_FRAME = 0.04  # 2 dB a second
_HANG_FRAMES = 20  # 400 ms: ends of words are quiet


class VoiceActivity:
    """One call per 20 ms frame."""

    def __init__(self) -> None:
        self._floor_db = -60.0
        self._hang = 0

    def speaks(self, level_db: float) -> bool:
        self._floor_db = min(level_db, _FLOOR_MOST_DB, self._floor_db + _FLOOR_RISE_DB_PER_FRAME)
        if level_db > max(_LEAST_DB, self._floor_db + _ABOVE_FLOOR_DB):
            self._hang = _HANG_FRAMES
        else:
            self._hang = max(0, self._hang - 1)
        return self._hang > 0


def loudness(level_db: float) -> float:
    """0..1 for a mouth and a name tag: -50 dB is closed, -12 dB wide open."""
    return max(0.0, min(1.0, (level_db + 50) / 38))
