"""A jet of extinguishing agent as soft particles. Each keeps the direction that the nozzle had when it left."""

from __future__ import annotations

from collections import deque

import numpy as np

from renderer.scene import Spray

LIFE_S = 2.2
PER_SPRAY = 260
FULL_FLOW_KG_S = 0.25  # a 3.3 kg powder extinguisher empties in about 13 s
PARTICLE = np.dtype(
    [("position", np.float32, 3), ("radius", np.float32), ("colour", np.float32, 3), ("opacity", np.float32)]
)


class Jet:
    """The last seconds of one nozzle: rows of time, origin, direction, reach and flow."""

    def __init__(self) -> None:
        self._rows: deque[tuple[float, ...]] = deque(maxlen=512)

    def remember(self, spray: Spray, time_s: float) -> None:
        if self._rows and time_s < self._rows[-1][0]:
            self._rows.clear()  # the clock went back: another run
        while self._rows and self._rows[0][0] < time_s - LIFE_S - 0.2:
            self._rows.popleft()
        if not self._rows or time_s > self._rows[-1][0]:
            self._rows.append((time_s, *spray.origin, *spray.direction, spray.reach_m, spray.flow_kg_s))

    def particles(self, spray: Spray, time_s: float) -> np.ndarray:
        """PARTICLE [at most PER_SPRAY], those still in the air at `time_s`. A nozzle seen for the first time counts as having
        sprayed as it does now, so that a single picture shows the whole jet."""
        rows = np.array(self._rows, np.float64)
        rng = np.random.default_rng(11)
        lottery = rng.random((PER_SPRAY, 6))
        births = lottery[:, 0] * LIFE_S
        born = time_s - np.mod(time_s - births, LIFE_S)
        age = (time_s - born) / LIFE_S
        then = np.stack([np.interp(born, rows[:, 0], rows[:, c]) for c in range(1, 9)], axis=1)
        origin, direction, reach, flow = then[:, :3], then[:, 3:6], then[:, 6:7], then[:, 7]
        alive = flow > 0
        travelled = 1 - np.exp(-6.0 * age[:, None])
        spread = (lottery[:, 1:4] - 0.5) * 2 * (0.04 + 0.42 * travelled) * reach * 0.5
        rise = np.array([0, 1, 0]) * (0.10 * age[:, None] ** 2 - 0.05 * age[:, None])
        position = origin + direction * reach * travelled * (0.75 + 0.3 * lottery[:, 4:5]) + spread * travelled + rise
        result = np.zeros(PER_SPRAY, PARTICLE)
        result["position"] = position
        result["radius"] = (0.02 + 0.22 * travelled[:, 0] + 0.22 * age) * (0.7 + 0.6 * lottery[:, 5])
        result["colour"] = spray.colour
        fade = np.minimum(age / 0.03, 1) * (1 - age) ** 1.5
        result["opacity"] = 0.34 * fade * np.clip(flow / FULL_FLOW_KG_S, 0, 1.3) ** 0.5
        return result[alive]
