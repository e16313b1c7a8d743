"""Plays a finished drill: frames come from a process of their own (see frames.py), time runs forwards at any speed or stands.

Any moment that is computed already is shown at once. `close` ends the process.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from bisect import bisect_right
from typing import Any

log = logging.getLogger(__name__)
TICK_HZ = 20
EVERY = 4  # ticks between two frames: five a second
SPEEDS = (1.0, 2.0, 4.0, 0.5)


class Player:
    """frames : as frames.frames_of gives them, growing. error : why there are none. time_s : 0 at the first tick of the log."""

    def __init__(self, content: dict[str, Any] | None = None) -> None:
        self.frames: list[dict[str, Any]] = []
        self._ticks: list[int] = []
        self._floors: list[tuple[int, list[list[float]]]] = []
        self.error = ""
        self.ended = content is None  # all frames are there
        self.time_s, self.speed, self.playing = 0.0, 1.0, True
        self._process: subprocess.Popen[str] | None = None
        if content is not None:
            threading.Thread(target=self._compute, args=(content,), name="debrief", daemon=True).start()

    def add(self, frame: dict[str, Any]) -> None:
        if "error" in frame:
            self.error = frame["error"]
            return
        if frame["floor"] is not None:
            self._floors.append((frame["tick"], frame["floor"]))
        self.frames.append(frame)
        self._ticks.append(frame["tick"])  # last: whoever looks up a tick finds its frame

    def _compute(self, content: dict[str, Any]) -> None:
        command = [sys.executable, "-m", "vr_client.drills.frames", str(EVERY)]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            with self._process.stdin as to:
                json.dump(content, to)
            for line in self._process.stdout:
                self.add(json.loads(line))
            self._process.wait()
        except (OSError, ValueError) as error:
            log.error("the drill cannot be shown again: %s", error)
            self.error = self.error or str(error)
        self.ended = True

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    # time ------------------------------------------------------------------------------------------------------------

    @property
    def length_s(self) -> float:
        """What can be shown so far."""
        return self._ticks[-1] / TICK_HZ if self._ticks else 0.0

    def advance(self, dt: float) -> list[dict[str, Any]]:
        """Time goes on; what happened meanwhile. It stands where frames are not computed yet, and at the end."""
        if not self.playing or not self._ticks:
            return []
        before = self.time_s
        self.time_s = min(self.time_s + dt * self.speed, self.length_s)
        if self.ended and self.time_s >= self.length_s:
            self.playing = False
        return self.events(before, self.time_s)

    def seek(self, time_s: float) -> None:
        self.time_s = min(max(0.0, time_s), self.length_s)

    def faster(self) -> None:
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]

    def frame(self) -> dict[str, Any] | None:
        """The newest frame that is not after the present time."""
        index = bisect_right(self._ticks, self.time_s * TICK_HZ + 1e-6) - 1
        return self.frames[max(0, index)] if self._ticks else None

    def floor(self) -> list[list[float]]:
        """The agent that lies on the floors now: [x, z, size, kg/m2] of each patch."""
        index = bisect_right(self._floors, self.time_s * TICK_HZ + 1e-6, key=lambda at: at[0]) - 1
        return self._floors[index][1] if index >= 0 else []

    def measured(self) -> dict[str, dict[str, Any]]:
        """metrics of each person by id; empty until all is computed."""
        return self.frames[-1].get("measured", {}) if self.frames else {}

    def coming(self) -> tuple[dict[str, Any] | None, float]:
        """The snapshot after the present one, and how far (0..1) time is on its way there."""
        index = bisect_right(self._ticks, self.time_s * TICK_HZ + 1e-6)
        if not 0 < index < len(self._ticks):
            return None, 0.0
        before, after = self._ticks[index - 1], self._ticks[index]
        return self.frames[index]["snapshot"], (self.time_s * TICK_HZ - before) / (after - before)

    def events(self, after_s: float = -1.0, until_s: float = 1e9) -> list[dict[str, Any]]:
        """What happened in a span of time, in order."""
        found = [event for frame in list(self.frames) for event in frame["events"]]
        return [event for event in found if after_s * TICK_HZ < event["tick"] <= until_s * TICK_HZ]
