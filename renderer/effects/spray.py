"""A jet of extinguishing agent as soft particles. Each keeps the direction that the nozzle had when it left."""

from __future__ import annotations

from collections import deque

import numpy as np

from renderer.scene import Spray

LIFE_S = 2.2
PER_SPRAY = 320
IN_STREAM, STREAM_S = 180, 0.5  # of them in the stream, and how long they fly
COLOUR = (0.93, 0.93, 0.90)
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
        lottery = np.random.default_rng(11).random((PER_SPRAY, 6))
        stream = np.arange(PER_SPRAY) < IN_STREAM
        life = np.where(stream, STREAM_S, LIFE_S)
        born = time_s - np.mod(time_s - lottery[:, 0] * life, life)
        age = (time_s - born) / life
        then = np.stack([np.interp(born, rows[:, 0], rows[:, c]) for c in range(1, 9)], axis=1)
        origin, direction, reach, flow = then[:, :3], then[:, 3:6], then[:, 6], then[:, 7]
        # The stream flies straight and widens; what has lost its speed hangs at the end as a cloud and sinks.
        travelled = np.where(stream, age * (1.25 - 0.25 * age), 0.72 + 0.33 * (1 - np.exp(-2.5 * age)) * lottery[:, 4])
        width = reach * np.where(stream, 0.015 + 0.11 * travelled, 0.10 + 0.16 * age)
        aside = (lottery[:, 1:4] - 0.5) * 2 * width[:, None]
        rise = np.where(stream, 0.0, 0.12 * age - 0.30 * age**2)
        result = np.zeros(PER_SPRAY, PARTICLE)
        result["position"] = origin + direction * (reach * travelled)[:, None] + aside
        result["position"][:, 1] += rise
        grown = np.where(stream, 0.035 + 0.19 * travelled, 0.20 + 0.22 * age)
        result["radius"] = grown * (0.7 + 0.6 * lottery[:, 5]) * np.clip(reach / 3, 0.3, 1.2)
        result["colour"] = COLOUR
        fade = np.where(
            stream, np.minimum(age / 0.02, 1) * (1 - age) ** 0.6, np.minimum(age / 0.15, 1) * (1 - age) ** 1.5
        )
        dense = np.clip(0.07 / grown, 0.24, 0.9)  # the same powder in a larger puff hides less
        result["opacity"] = dense * fade * np.clip(flow / FULL_FLOW_KG_S, 0, 1.3) ** 0.5
        alive = flow > 0
        return result[alive]
