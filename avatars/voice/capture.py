"""Where sound comes from and where it goes: the machine's devices, or a tone and files for tests and for machines without any.

microphone : "device", "none", "tone:440", "file:speech.wav" (looped)      speaker : "device", "none", "file:heard.wav"
A missing device is not an error: it is logged, `ok` is False, and the rest goes on.
"""

from __future__ import annotations

import logging
import math
import struct
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from avatars.voice.opus import FRAME, RATE_HZ

log = logging.getLogger(__name__)
BLOCK = 480  # 10 ms of output at a time

OnFrame = Callable[[np.ndarray], None]  # int16 [960]
Render = Callable[[int], np.ndarray]  # n -> float32 [n, 2]


class Stream:
    """Something that runs until stopped. ok : sound really flows."""

    ok = True

    def stop(self) -> None: ...


class Clocked(Stream):
    """Calls `step` every `period_s`, on a thread; catches up small delays, forgives large ones."""

    def __init__(self, period_s: float, step: Callable[[], None], name: str, ok: bool = True) -> None:
        self.ok = ok
        self._period_s, self._step = period_s, step
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._thread.join(1)

    def _run(self) -> None:
        due = time.monotonic()
        while not self._end.is_set():
            due += self._period_s
            behind = time.monotonic() - due
            if behind > 0.25:
                due += behind
            elif behind < 0:
                self._end.wait(-behind)
            self._step()


def open_microphone(what: str, on_frame: OnFrame) -> Stream:
    """Raises ValueError for a text that names no microphone, and OSError or wave.Error for a bad file."""
    kind, _, value = what.partition(":")
    if kind == "none":
        return Stream()
    if kind == "tone":
        return _from_samples(_tone(float(value or 440)), on_frame)
    if kind == "file":
        return _from_samples(read_wav(Path(value)), on_frame)
    if kind == "device":
        try:
            return _DeviceMicrophone(on_frame)
        except Exception as error:  # PortAudio's own errors, and OSError where the library is missing
            log.warning("no microphone: %s", error)
            return _silent()
    raise ValueError(f"unknown microphone {what!r}")


def open_speaker(what: str, render: Render) -> Stream:
    """Raises ValueError for a text that names no speaker, OSError for a file that cannot be written."""
    kind, _, value = what.partition(":")
    if kind == "file":
        return _WavSpeaker(Path(value), render)
    if kind == "none":
        return Clocked(BLOCK / RATE_HZ, lambda: _discard(render(BLOCK)), "speaker")
    if kind == "device":
        try:
            return _DeviceSpeaker(render)
        except Exception as error:
            log.warning("no speaker: %s", error)
            return Clocked(BLOCK / RATE_HZ, lambda: _discard(render(BLOCK)), "speaker", ok=False)
    raise ValueError(f"unknown speaker {what!r}")


def read_wav(file: Path) -> np.ndarray:
    """int16 [N] at 48 kHz, mixed to one channel and stretched linearly from whatever rate the file has. 16-bit PCM only."""
    with wave.open(str(file), "rb") as source:
        if source.getsampwidth() != 2:
            raise wave.Error("16-bit PCM expected")
        rate, channels = source.getframerate(), source.getnchannels()
        sound = np.frombuffer(source.readframes(source.getnframes()), "<i2").reshape(-1, channels).mean(axis=1)
    if rate != RATE_HZ and len(sound):
        count = int(len(sound) * RATE_HZ / rate)
        sound = np.interp(np.arange(count) * rate / RATE_HZ, np.arange(len(sound)), sound)
    return np.asarray(sound, np.int16)


def _tone(frequency_hz: float, level: float = 0.25) -> np.ndarray:
    """Whole periods, about a second of them, so that it loops without a click."""
    periods = max(1, round(frequency_hz))
    count = round(periods * RATE_HZ / frequency_hz)
    wave_form = np.sin(2 * np.pi * periods * np.arange(count) / count)
    return np.asarray(np.round(32767 * level * wave_form), np.int16)


def _from_samples(samples: np.ndarray, on_frame: OnFrame) -> Stream:
    if not len(samples):
        raise ValueError("the microphone's file is empty")
    looped = np.concatenate([samples, np.resize(samples, FRAME)])
    at = 0

    def step() -> None:
        nonlocal at
        on_frame(looped[at : at + FRAME].copy())
        at = (at + FRAME) % len(samples)

    return Clocked(FRAME / RATE_HZ, step, "microphone")


def _silent() -> Stream:
    stream = Stream()
    stream.ok = False
    return stream


def _discard(_: Any) -> None:
    return None


class _WavSpeaker(Stream):
    """Plays into a WAV file at the pace of a real device. The header is kept right, so that the file can be read any time."""

    def __init__(self, file: Path, render: Render) -> None:
        self._out = file.open("wb", buffering=0)
        self._render, self._bytes, self._blocks = render, 0, 0
        self._head()
        self._clock = Clocked(BLOCK / RATE_HZ, self._step, "speaker")

    def stop(self) -> None:
        self._clock.stop()
        self._head()
        self._out.close()

    def _step(self) -> None:
        sound = np.round(np.clip(self._render(BLOCK), -1, 1) * 32767).astype("<i2").tobytes()
        self._out.write(sound)
        self._bytes += len(sound)
        self._blocks += 1
        if self._blocks % 10 == 0:
            self._head()

    def _head(self) -> None:
        head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + self._bytes, b"WAVE", b"fmt ", 16, 1, 2, RATE_HZ,
                           RATE_HZ * 4, 4, 16, b"data", self._bytes)  # fmt: skip
        self._out.seek(0)
        self._out.write(head)
        self._out.seek(0, 2)


class _DeviceMicrophone(Stream):
    def __init__(self, on_frame: OnFrame) -> None:
        import sounddevice

        def came(data: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
            on_frame(data[:, 0].copy())

        self._stream = sounddevice.InputStream(RATE_HZ, FRAME, channels=1, dtype="int16", latency="low", callback=came)
        self._stream.start()

    def stop(self) -> None:
        self._stream.close()


class _DeviceSpeaker(Stream):
    def __init__(self, render: Render) -> None:
        import sounddevice

        def wanted(out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
            out[:] = render(frames)

        self._stream = sounddevice.OutputStream(
            RATE_HZ, BLOCK, channels=2, dtype="float32", latency="low", callback=wanted
        )
        self._stream.start()

    def stop(self) -> None:
        self._stream.close()


def level_db(sound: np.ndarray) -> float:
    """RMS of int16 samples in dB below full scale (0 loudest, -127 silence)."""
    power = float(np.mean(np.square(sound.astype(np.float32) / 32768)))
    return max(-127.0, 10 * math.log10(power)) if power > 0 else -127.0
