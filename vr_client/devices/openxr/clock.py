"""A frame's time."""

from __future__ import annotations

from dataclasses import dataclass

MAX_DT_S = 0.25  # after a pause the world goes on, it does not leap


@dataclass(slots=True)
class FrameClock:
    """Goes by the display's own steps while it runs, so that motion is even; else by the computer's clock."""

    time_s: float = 0.0
    _display_s: float = 0.0
    _clock_s: float = 0.0

    def step(self, clock_s: float, display_s: float) -> tuple[float, float]:
        """(time_s, dt_s), from the clock's time and when the display is predicted to show the frame (0: it does not run)."""
        before, display_before = self._clock_s, self._display_s
        self._clock_s, self._display_s = clock_s, display_s
        if not before:
            return self.time_s, 0.0
        dt = display_s - display_before if display_s and display_before else clock_s - before
        dt = min(max(dt, 0.0), MAX_DT_S)
        self.time_s += dt
        return self.time_s, dt
