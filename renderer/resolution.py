"""How many pixels a frame may have: fewer when the graphics card falls behind, more when it has time. Pure: milliseconds in, scale
out. After Vlachos, "Advanced VR Rendering" (GDC 2015): quality falls two levels above 90 % of the frame, rises one below 70 %."""

from __future__ import annotations

from dataclasses import dataclass

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.70, 0.65)  # of width and height; each about an eighth of the pixels less
TOO_MUCH, PLENTY = 0.90, 0.70
WAIT_AFTER_FALL, WAIT_AFTER_RISE = (
    2,
    8,
)  # frames until a change can be seen in the measurements, and until one dares another


@dataclass(slots=True)
class ResolutionControl:
    """budget_ms : what a frame may take (1000 / display rate)."""

    budget_ms: float
    level: int = 0  # in SCALES; 0 is full size
    _wait: int = 0

    @property
    def scale(self) -> float:
        """Of the width and height of the target."""
        return SCALES[self.level]

    def update(self, gpu_ms: float) -> float:
        """Takes the time that the graphics card needed for one frame; returns the scale of the next one."""
        if self._wait:
            self._wait -= 1
            return self.scale
        share = gpu_ms / self.budget_ms
        if share > TOO_MUCH and self.level < len(SCALES) - 1:
            self.level, self._wait = min(self.level + 2, len(SCALES) - 1), WAIT_AFTER_FALL
        elif share < PLENTY and self.level:
            self.level, self._wait = self.level - 1, WAIT_AFTER_RISE
        return self.scale

    def size(self, full: tuple[int, int]) -> tuple[int, int]:
        """Pixels of the part of a target of `full` size that is drawn; even numbers."""
        if not self.level:
            return full
        width, height = (max(2, round(side * self.scale / 2) * 2) for side in full)
        return width, height
