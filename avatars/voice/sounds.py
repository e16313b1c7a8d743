"""What is heard besides voices: a few sounds at once, each from its place, quieter and duller behind doors. Pure; the voice process
feeds it with what the main process wants to be heard, and places its blocks around the ears as it does voices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from avatars.voice.synth import LOOPS, sound

SOUND_SLOTS = 10
FADE = 1440  # samples, 30 ms: a sound comes and goes without a click
DULLEST = 0.985  # of a one-pole low-pass: behind a shut door some 100 Hz pass


@dataclass(frozen=True, slots=True)
class Sound:
    """id : the same as long as it is the same sound. position : metres, world. gain : 0 to 1, at one metre. muffle : 0 clear, 1 as
    behind a shut door. Those that are no loop play once for each id."""

    id: int
    kind: str
    position: tuple[float, float, float]
    gain: float = 1.0
    muffle: float = 0.0


@dataclass(slots=True)
class Playing:
    """One sound on its way. at : sample that comes next. gain : it had last. low : state of its low-pass."""

    slot: int
    kind: str
    at: int = 0
    gain: float = 0.0
    low: float = 0.0


class Player:
    """`blocks` for each block of the speaker. Keeps where each sound is; a sound that is wanted no more fades out."""

    def __init__(self) -> None:
        self._playing: dict[int, Playing] = {}
        self._done: set[int] = set()  # played once, and still in the list

    def blocks(self, wanted: list[Sound], n: int) -> dict[int, tuple[np.ndarray, tuple[float, float, float] | None]]:
        """By slot: float32 [n] and the world position; None: where it was. wanted : the most important first."""
        named = {one.id: one for one in wanted[:SOUND_SLOTS]}
        self._done &= set(named)
        for id_, one in named.items():
            self._begin(id_, one.kind)
        result: dict[int, tuple[np.ndarray, tuple[float, float, float] | None]] = {}
        for id_, playing in list(self._playing.items()):
            now = named.get(id_)
            block = self._block(playing, now.gain if now else 0.0, now.muffle if now else 0.0, n)
            over = playing.kind not in LOOPS and playing.at >= len(sound(playing.kind))
            if over or (now is None and playing.gain == 0.0):
                del self._playing[id_]
                if now is not None:
                    self._done.add(id_)
            result[playing.slot] = (block, now.position if now else None)
        return result

    def _begin(self, id_: int, kind: str) -> None:
        if id_ in self._playing or id_ in self._done:
            return
        taken = {p.slot for p in self._playing.values()}
        free = next((slot for slot in range(SOUND_SLOTS) if slot not in taken), None)
        if free is not None:
            start = (id_ * 7919) % len(sound(kind)) if kind in LOOPS else 0  # two alike are not in step
            self._playing[id_] = Playing(free, kind, start)

    def _block(self, playing: Playing, gain: float, muffle: float, n: int) -> np.ndarray:
        samples = sound(playing.kind)
        index = np.arange(playing.at, playing.at + n)
        if playing.kind in LOOPS:
            raw = samples[index % len(samples)]
            playing.at = (playing.at + n) % len(samples)
        else:
            raw = np.where(index < len(samples), samples[np.minimum(index, len(samples) - 1)], np.float32(0))
            playing.at += n
        ramp = np.clip(np.arange(1, n + 1) / min(FADE, n), 0, 1)
        block = raw * (playing.gain + (gain - playing.gain) * ramp)
        playing.gain = gain
        dulled, playing.low = low_passed(block, playing.low, DULLEST * min(max(muffle, 0.0), 1.0) ** 0.35)
        result: np.ndarray = dulled.astype(np.float32)
        return result


def low_passed(x: np.ndarray, state: float, keep: float) -> tuple[np.ndarray, float]:
    """One pole: y = keep * y before + (1 - keep) * x, with its state after the block. keep : 0 lets everything through."""
    if keep <= 1e-3:
        return x, float(x[-1]) if len(x) else state
    # The recursion written as a sum over the past, in pieces short enough that powers of `keep` stay numbers.
    out = np.empty(len(x))
    for start in range(0, len(x), 128):
        piece = x[start : start + 128].astype(np.float64)
        powers = keep ** np.arange(1, len(piece) + 1)
        kernel = (1 - keep) * keep ** np.arange(len(piece))
        out[start : start + len(piece)] = np.convolve(piece, kernel)[: len(piece)] + powers * state
        state = float(out[start + len(piece) - 1])
    return out, state
