"""Agent after it has left the nozzle: balls of it hang in the air, grow and thin out; what falls lies on the floor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from safety_training.fire.agents import Delivery, Path, agents
from safety_training.fire.states import CloudState
from safety_training.numeric import PI, Vec3, distance, exp
from safety_training.plan import Room

_MOST = 12
_PUFF_S = 0.5
_FIRST_M = 0.35
_STEP_M = 0.5


@dataclass(slots=True)
class Puff:
    agent: str
    position: Vec3
    kg: float
    radius_m: float
    age_s: float

    def state(self) -> CloudState:
        volume = 4.0 / 3.0 * PI * self.radius_m * self.radius_m * self.radius_m
        thick = agents()[self.agent].extinction_m2_kg * self.kg / volume
        return CloudState(self.agent, self.position, self.radius_m, thick)


class Clouds:
    """All agent in the air, the oldest first."""

    def __init__(self) -> None:
        self.puffs: list[Puff] = []

    def add(self, dt: float, jet: Delivery, at: Vec3) -> None:
        """What one jet sent in one step hangs about `at`, where it went to pieces."""
        kg = dt * jet.flow_kg_s
        for puff in reversed(self.puffs):
            if puff.agent == jet.agent and puff.age_s < _PUFF_S and distance(puff.position, at) < 2.0 * _FIRST_M:
                share = kg / (puff.kg + kg)
                x, y, z = puff.position
                puff.position = (x + share * (at[0] - x), y + share * (at[1] - y), z + share * (at[2] - z))
                puff.kg += kg
                return
        self.puffs.append(Puff(jet.agent, at, kg, _FIRST_M, 0.0))
        if len(self.puffs) > _MOST:
            del self.puffs[0]

    def step(self, dt: float) -> None:
        for puff in self.puffs:
            agent = agents()[puff.agent]
            puff.age_s += dt
            puff.radius_m += dt * agent.cloud_growth_m_s
            puff.kg *= exp(-dt / agent.cloud_life_s)
        self.puffs = [puff for puff in self.puffs if puff.kg > 1e-3]

    def extinction_at(self, p: Vec3) -> float:
        """1/m of all agent in the air at a point."""
        total = 0.0
        for puff in self.puffs:
            if distance(p, puff.position) < puff.radius_m:
                total += puff.state().extinction_1_m
        return total

    def states(self) -> tuple[CloudState, ...]:
        return tuple(puff.state() for puff in self.puffs)

    def dump(self) -> list[list[Any]]:
        return [[p.agent, list(p.position), p.kg, p.radius_m, p.age_s] for p in self.puffs]

    def load(self, dump: list[list[Any]]) -> None:
        self.puffs = [Puff(agent, (at[0], at[1], at[2]), kg, radius, age) for agent, at, kg, radius, age in dump]


def breaks_up_at(path: Path, target: Vec3 | None, floor_m: float) -> Vec3:
    """Where a jet becomes a cloud: at what it hits, else where it meets the floor, else at its end."""
    if target is not None:
        return (target[0], target[1] + 0.3, target[2])
    for a, b in pairwise(path.points):
        if b[1] <= floor_m:
            share = (a[1] - floor_m) / (a[1] - b[1]) if a[1] > b[1] else 0.0
            return (a[0] + share * (b[0] - a[0]), floor_m + 0.2, a[2] + share * (b[2] - a[2]))
    return path.points[-1]


@dataclass(slots=True)
class FloorGrid:
    """kg/m2 of agent on a room's floor, cells of step_m from (x_m, z_m), row by row along x."""

    x_m: float
    z_m: float
    step_m: float
    columns: int
    rows: int
    kg_m2: list[float]

    @classmethod
    def of(cls, room: Room) -> FloorGrid:
        columns = max(1, int((room.high[0] - room.low[0]) / _STEP_M + 0.999))
        rows = max(1, int((room.high[2] - room.low[2]) / _STEP_M + 0.999))
        return cls(room.low[0], room.low[2], _STEP_M, columns, rows, [0.0] * (columns * rows))

    def add(self, at: Vec3, kg: float) -> None:
        column = min(self.columns - 1, max(0, int((at[0] - self.x_m) / self.step_m)))
        row = min(self.rows - 1, max(0, int((at[2] - self.z_m) / self.step_m)))
        self.kg_m2[row * self.columns + column] += kg / (self.step_m * self.step_m)

    def patches(self) -> list[list[float]]:
        """[x, z, size, kg/m2] of each cell that has some; x, z its lower corner."""
        found = []
        for cell, density in enumerate(self.kg_m2):
            if density > 0.0:
                row, column = divmod(cell, self.columns)
                x, z = self.x_m + column * self.step_m, self.z_m + row * self.step_m
                found.append([round(x, 2), round(z, 2), self.step_m, round(density, 4)])
        return found
