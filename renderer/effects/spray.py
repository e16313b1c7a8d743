"""A jet of extinguishing agent as soft particles. Each keeps the direction that the nozzle had when it left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from renderer.scene import Spray

PER_SPRAY = 320
IN_STREAM = 200  # of them in the stream; the others hang where it ends
FORGOTTEN_S = 3.0
GRAVITY = 9.81
PARTICLE = np.dtype(
    [
        ("position", np.float32, 3),
        ("radius", np.float32),
        ("colour", np.float32, 3),
        ("opacity", np.float32),
        ("streak", np.float32, 3),
    ]
)


@dataclass(frozen=True, slots=True)
class Agent:
    """How an agent looks in the air. albedo : of what is thick. full_kg_s : the flow that is drawn as it is. speed_m_s : in the
    mean, from nozzle to reach. falls : share of gravity that its drops feel. spread : width by way. grain_m : radius at the nozzle,
    and what it gains a metre. hangs_s, cloud_m : how long what has lost its speed stays, and radius then. streak_s : for how long
    a drop is seen at once. beyond : how far drops fly on, by reach."""

    albedo: tuple[float, float, float]
    full_kg_s: float
    speed_m_s: float
    falls: float
    spread: float
    grain_m: tuple[float, float]
    opacity: float
    hangs_s: float
    cloud_m: float
    cloud_opacity: float
    streak_s: float = 0.0
    beyond: float = 1.0


AGENTS = {
    "powder": Agent((0.93, 0.93, 0.90), 0.25, 7.0, 0.05, 0.11, (0.035, 0.060), 0.30, 2.2, 0.24, 0.30),
    "co2": Agent((0.97, 0.98, 1.0), 0.2, 6.0, 0.10, 0.15, (0.05, 0.10), 0.24, 1.1, 0.26, 0.16),
    "water": Agent((0.80, 0.84, 0.88), 2.2, 15.0, 0.75, 0.02, (0.016, 0.010), 0.30, 0.7, 0.13, 0.10, 0.035, 1.5),
    "mist": Agent((0.92, 0.95, 0.98), 0.1, 5.0, 0.25, 0.22, (0.03, 0.075), 0.14, 1.2, 0.20, 0.08),
    "wet_chemical": Agent((0.92, 0.90, 0.80), 0.1, 6.0, 0.45, 0.14, (0.012, 0.022), 0.30, 0.6, 0.10, 0.08, 0.02),
}


class Jet:
    """The last seconds of one nozzle: rows of time, origin, direction, reach and flow."""

    def __init__(self) -> None:
        self._rows: deque[tuple[float, ...]] = deque(maxlen=512)

    def remember(self, spray: Spray, time_s: float) -> None:
        if self._rows and time_s < self._rows[-1][0]:
            self._rows.clear()  # the clock went back: another run
        while self._rows and self._rows[0][0] < time_s - FORGOTTEN_S:
            self._rows.popleft()
        if not self._rows or time_s > self._rows[-1][0]:
            self._rows.append((time_s, *spray.origin, *spray.direction, spray.reach_m, spray.flow_kg_s))

    def particles(self, spray: Spray, time_s: float, light: np.ndarray) -> np.ndarray:
        """PARTICLE [at most PER_SPRAY], those still in the air at `time_s`, in this light (float [3], mean radiance). A nozzle seen
        for the first time counts as having sprayed as it does now, so that a single picture shows the whole jet."""
        agent = AGENTS.get(spray.agent, AGENTS["powder"])
        lottery = np.random.default_rng(11).random((PER_SPRAY, 6))
        stream = np.arange(PER_SPRAY) < IN_STREAM
        flight_s = max(spray.reach_m, 0.3) / agent.speed_m_s * 1.15 * agent.beyond
        life = np.where(stream, flight_s, agent.hangs_s)
        born = time_s - np.mod(time_s - lottery[:, 0] * life, life)
        then = self._at(born)
        age, flow = (time_s - born) / life, then[:, 7]
        result = np.zeros(PER_SPRAY, PARTICLE)
        _place(result, agent, then, age, lottery, stream, flight_s)
        fade = np.where(
            stream, np.minimum(age / 0.02, 1) * (1 - age) ** 0.4, np.minimum(age / 0.15, 1) * (1 - age) ** 1.5
        )
        opacity = np.where(stream, agent.opacity, agent.cloud_opacity)
        result["colour"] = np.array(agent.albedo) * light
        result["opacity"] = opacity * fade * np.clip(flow / agent.full_kg_s, 0, 1.5) ** 0.5
        alive: np.ndarray = result[flow > 0]
        return alive

    def _at(self, moments: np.ndarray) -> np.ndarray:
        """float64 [N, 8]: origin, direction, reach and flow that the nozzle had."""
        rows = np.array(self._rows, np.float64)
        return np.stack([np.interp(moments, rows[:, 0], rows[:, c]) for c in range(1, 9)], axis=1)


def _place(
    result: np.ndarray,
    agent: Agent,
    then: np.ndarray,
    age: np.ndarray,
    lottery: np.ndarray,
    stream: np.ndarray,
    flight_s: float,
) -> None:
    """Where each particle is, how large, and along what it is drawn out."""
    origin, direction, reach = then[:, :3], then[:, 3:6], then[:, 6] * np.where(stream, agent.beyond, 1.0)
    # The stream loses speed and widens; what has lost it hangs at the end as a cloud, drifts on and sinks.
    gone = np.where(stream, age * (1.35 - 0.35 * age), 0.80 + 0.28 * (1 - np.exp(-2.5 * age)) * lottery[:, 4])
    flown_s = flight_s * np.where(stream, age, 0.9 / agent.beyond)
    way = reach * gone
    aside = (lottery[:, 1:4] - 0.5) * 2
    inner = np.sqrt(lottery[:, 5:6])  # more in the middle than at the rim
    width = np.where(stream, 0.01 + agent.spread * way, agent.spread * reach * (0.8 + 0.8 * age) + agent.cloud_m * age)
    drop = 0.5 * GRAVITY * agent.falls * flown_s**2 + np.where(stream, 0.0, 0.25 * age**2 * agent.hangs_s)
    result["position"] = origin + direction * way[:, None] + aside * (inner * width[:, None])
    result["position"][:, 1] -= drop
    grown = np.where(stream, agent.grain_m[0] + agent.grain_m[1] * way, agent.cloud_m * (0.8 + 0.9 * age))
    result["radius"] = grown * (0.7 + 0.6 * lottery[:, 5])
    if agent.streak_s:
        speed = direction * (reach / flight_s * (1.35 - 0.7 * age))[:, None]
        speed[:, 1] -= GRAVITY * agent.falls * flown_s
        result["streak"] = np.where(stream[:, None], speed * agent.streak_s * (0.6 + 0.8 * lottery[:, 5:6]), 0.0)
