"""The memory that the main process and the voice process share: poses and sounds one way, levels the other.

A file mapped by both. Each part has one writer; a counter that is odd while writing tells a reader to look again (a seqlock), so
neither ever waits for the other.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from avatars.voice.sounds import SOUND_SLOTS, Sound
from avatars.voice.synth import KINDS

MOUTHS = 128
SLOTS = 8
JOINING, CONNECTED = 1, 2

_POSES = np.dtype(
    [
        ("turn", "<u4"), ("count", "<u4"), ("ears", "<f4", 7),  # position, then quaternion x y z w
        ("mouths", [("peer", "<u4"), ("position", "<f4", 3), ("gain", "<f4")], MOUTHS),
    ]
)  # fmt: skip
_LEVELS = np.dtype(
    [
        ("turn", "<u4"), ("state", "<u4"), ("own", "<f4"), ("beat", "<u4"), ("microphone", "<u4"), ("speaker", "<u4"),
        ("heard", [("peer", "<u4"), ("level", "<f4")], SLOTS),
    ]
)  # fmt: skip
_SOUNDS = np.dtype(
    [
        ("turn", "<u4"), ("count", "<u4"),
        ("sounds", [("id", "<u4"), ("kind", "<u4"), ("position", "<f4", 3), ("gain", "<f4"), ("muffle", "<f4")], SOUND_SLOTS),
    ]
)  # fmt: skip
SIZE = _POSES.itemsize + _LEVELS.itemsize + _SOUNDS.itemsize


@dataclass(slots=True)
class Poses:
    """ears : world position and quaternion. mouths : by peer, world position and gain (0 for somebody muted by this person)."""

    ears: np.ndarray
    mouths: dict[int, tuple[np.ndarray, float]] = field(default_factory=dict)


@dataclass(slots=True)
class Levels:
    """state : 0 not in a call, JOINING, CONNECTED. own and heard (by peer) : 0..1. beat grows while the process lives."""

    state: int
    own: float
    beat: int
    microphone: bool
    speaker: bool
    heard: dict[int, float]


class SharedBlock:
    """create=True in the main process, which also deletes the file."""

    def __init__(self, file: Path, create: bool = False) -> None:
        self._file, self._owner = file, create
        if create:
            file.write_bytes(bytes(SIZE))
        with open(file, "r+b") as handle:
            self._map = mmap.mmap(handle.fileno(), SIZE)
        self._poses = np.ndarray((), _POSES, self._map)
        self._levels = np.ndarray((), _LEVELS, self._map, _POSES.itemsize)
        self._sounds = np.ndarray((), _SOUNDS, self._map, _POSES.itemsize + _LEVELS.itemsize)

    def write_poses(self, poses: Poses) -> None:
        with _Writing(self._poses):
            self._poses["ears"] = poses.ears
            nearest = sorted(
                poses.mouths.items(), key=lambda item: float(np.sum((item[1][0] - poses.ears[:3]) ** 2))
            )[:MOUTHS]  # fmt: skip
            self._poses["count"] = len(nearest)
            for i, (peer, (position, gain)) in enumerate(nearest):
                self._poses["mouths"][i] = (peer, tuple(position), gain)

    def read_poses(self) -> Poses:
        block = _read(self._poses)
        mouths = block["mouths"][: min(MOUTHS, int(block["count"]))]
        return Poses(block["ears"].copy(), {int(m["peer"]): (m["position"].copy(), float(m["gain"])) for m in mouths})

    def write_levels(self, levels: Levels) -> None:
        with _Writing(self._levels):
            for name in ("state", "own", "beat", "microphone", "speaker"):
                self._levels[name] = getattr(levels, name)
            self._levels["heard"] = 0
            for i, (peer, level) in enumerate(list(levels.heard.items())[:SLOTS]):
                self._levels["heard"][i] = (peer, level)

    def read_levels(self) -> Levels:
        block = _read(self._levels)
        heard = {int(h["peer"]): float(h["level"]) for h in block["heard"] if h["peer"]}
        return Levels(
            int(block["state"]),
            float(block["own"]),
            int(block["beat"]),
            bool(block["microphone"]),
            bool(block["speaker"]),
            heard,
        )

    def write_sounds(self, sounds: list[Sound]) -> None:
        """The most important first; those beyond SOUND_SLOTS are left out."""
        with _Writing(self._sounds):
            self._sounds["count"] = min(len(sounds), SOUND_SLOTS)
            for i, one in enumerate(sounds[:SOUND_SLOTS]):
                self._sounds["sounds"][i] = (one.id, KINDS.index(one.kind), one.position, one.gain, one.muffle)

    def read_sounds(self) -> list[Sound]:
        block = _read(self._sounds)
        rows = block["sounds"][: min(SOUND_SLOTS, int(block["count"]))]
        return [_sound(row) for row in rows if row["kind"] < len(KINDS)]

    def close(self) -> None:
        del self._poses, self._levels, self._sounds
        self._map.close()
        if self._owner:
            self._file.unlink(missing_ok=True)


def _sound(row: np.void) -> Sound:
    x, y, z = (float(c) for c in row["position"])
    return Sound(int(row["id"]), KINDS[int(row["kind"])], (x, y, z), float(row["gain"]), float(row["muffle"]))


class _Writing:
    def __init__(self, block: np.ndarray) -> None:
        self._block = block

    def __enter__(self) -> None:
        self._block["turn"] = (int(self._block["turn"]) | 1) & 0xFFFFFFFF

    def __exit__(self, *_: object) -> None:
        self._block["turn"] = (int(self._block["turn"]) + 1) & 0xFFFFFFFF


def _read(block: np.ndarray) -> np.ndarray:
    """A copy in which nothing is half written; after some tries whatever is there (the writer died)."""
    copy = block.copy()
    for _ in range(50):
        before = int(block["turn"])
        copy = block.copy()
        if before % 2 == 0 and before == int(block["turn"]):
            break
    return copy
