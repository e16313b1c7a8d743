"""Headless clients as processes, and what is measured on the sound they heard."""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np

from tests.system.witness import wait_for

RATE_HZ = 48_000
HEADER = 44


class Client:
    """One person: a headless client with a microphone and a speaker file."""

    def __init__(
        self, folder: Path, url: str, name: str, mic: str = "none", at: tuple[float, ...] = (0, 1.6, 0, 0)
    ) -> None:
        self.name, self.wav, self.state = name, folder / f"{name}.wav", {}
        self._log = (folder / f"{name}.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.system.headless", "--server", url, "--data", str(folder / name), "--name", name,
             "--mic", mic, "--speaker", f"file:{self.wav}", f"--at={','.join(map(str, at))}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def tell(self, **order: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    @property
    def me(self) -> int:
        return int(self.state.get("me", 0))

    def hears(self, other: Client) -> bool:
        return self.state.get("heard", {}).get(str(other.me), 0.0) > 0.1

    def sees(self, other: Client, at: tuple[float, ...]) -> bool:
        head = self.state.get("peers", {}).get(str(other.me), {}).get("head")
        return head is not None and math.dist(head, at[:3]) < 0.02

    def samples(self) -> int:
        """How many samples the speaker has played."""
        return (self.wav.stat().st_size - HEADER) // 4 if self.wav.exists() else 0

    def sound(self, begin: int, count: int) -> np.ndarray:
        """float64 [count, 2], -1..1, played from sample `begin` on; waits until it has been."""
        wait_for(lambda: self.samples() >= begin + count, f"{self.name} to play on")
        with self.wav.open("rb") as file:
            file.seek(HEADER + 4 * begin)
            return np.frombuffer(file.read(4 * count), "<i2").reshape(-1, 2) / 32768

    def next_sound(self, seconds: float) -> np.ndarray:
        return self.sound(self.samples(), int(seconds * RATE_HZ))

    def kill(self) -> None:
        """Everything of it, the voice process too, in the middle of a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):  # what was told a client that is dead
            self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(5)
        assert self.process.stdout
        self.process.stdout.close()
        self._log.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.state = json.loads(line)


def tone_db(sound: np.ndarray, frequency_hz: float) -> tuple[float, float]:
    """Level of one tone in the left and the right ear, dB of full scale (a full sine is -3). sound : [N, 2].

    What a quarter of all stretches of 40 ms exceed: where the jitter buffer left out a frame the tone's phase jumps, and over
    the jump it would seem quieter than anybody hears it.
    """
    count = RATE_HZ // 25
    blocks = sound[: len(sound) // count * count].reshape(-1, count, 2)
    window = np.hanning(count) / np.hanning(count).sum()
    wave = window * np.exp(-2j * np.pi * frequency_hz * np.arange(count) / RATE_HZ)
    amplitude = 2 * np.abs(np.einsum("n,bne->be", wave, blocks))
    left, right = 20 * np.log10(np.quantile(amplitude, 0.75, axis=0) / math.sqrt(2) + 1e-6)
    return float(left), float(right)


def loud_until(sound: np.ndarray, threshold_db: float = -50.0) -> float:
    """Seconds after which nothing in `sound` is louder than the threshold, in blocks of 5 ms."""
    block = RATE_HZ // 200
    power = (sound[: len(sound) // block * block].reshape(-1, block, 2) ** 2).mean(axis=(1, 2))
    loud = np.flatnonzero(10 * np.log10(power + 1e-12) > threshold_db)
    return float(loud[-1] + 1) / 200 if len(loud) else 0.0
