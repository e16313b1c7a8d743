"""What hangs in the air in balls and discs, as numbers for shaders/cloud.frag, and marks on surfaces for shaders/mark.frag."""

from __future__ import annotations

from dataclasses import dataclass

import glm

from renderer.scene import AgentCloud, CeilingJet, Mark

THINNEST_1_M = 0.02
MAX_CLOUDS, MAX_MARKS = 16, 24


@dataclass(frozen=True, slots=True)
class Puff:
    """A ball, or a disc (depth_m > 0) whose top is at `centre`. motion : metres a second, and how much darker its lower side is.
    room : low and high corner, which it does not leave."""

    centre: glm.vec3
    radius_m: float
    depth_m: float
    extinction_per_m: float
    albedo: tuple[float, float, float]
    motion: tuple[float, float, float, float]
    room: tuple[glm.vec3, glm.vec3] | None = None

    def box(self) -> tuple[glm.vec3, glm.vec3]:
        """Low and high corner of all that can be seen of it."""
        reach = self.radius_m * (1.12 if self.depth_m else 1.35)
        low, high = self.centre - reach, self.centre + reach
        if self.depth_m:
            low.y, high.y = self.centre.y - self.depth_m * 2.4, self.centre.y
        return (low, high) if self.room is None else (glm.max(low, self.room[0]), glm.min(high, self.room[1]))


# Albedo and drift by agent. Cold CO2 and its frost sink, steam and smoke rise.
LOOKS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float, float]]] = {
    "powder": ((0.93, 0.93, 0.90), (0.0, 0.06, 0.0, 0.35)),
    "co2": ((0.97, 0.98, 1.0), (0.0, -0.18, 0.0, 0.25)),
    "mist": ((0.93, 0.95, 0.98), (0.0, -0.05, 0.0, 0.2)),
    "water": ((0.93, 0.95, 0.98), (0.0, -0.4, 0.0, 0.2)),
    "wet_chemical": ((0.93, 0.93, 0.88), (0.0, -0.1, 0.0, 0.25)),
    "steam": ((0.98, 0.98, 0.98), (0.0, 0.7, 0.0, 0.3)),
    "smoke": ((0.25, 0.24, 0.23), (0.0, 0.5, 0.0, 0.6)),
}


@dataclass(frozen=True, slots=True)
class Stain:
    """albedo : of what lies there. keeps : share of the light beneath it that is still seen where it is thickest."""

    albedo: tuple[float, float, float]
    keeps: float
    torn: float


STAINS = {
    "char": Stain((0.012, 0.011, 0.010), 0.06, 1.0),
    "wet": Stain((0.02, 0.02, 0.021), 0.52, 0.45),
    "powder": Stain((0.88, 0.88, 0.84), 0.10, 0.9),
    "foam": Stain((0.93, 0.92, 0.88), 0.08, 0.6),
}


def puffs(clouds: list[AgentCloud], jets: list[CeilingJet]) -> list[Puff]:
    """The thickest where there are too many."""
    found = [_ball(c) for c in clouds if c.radius_m > 0.02 and c.extinction_per_m > THINNEST_1_M]
    found += [_disc(j) for j in jets if j.radius_m > 0.05 and j.extinction_per_m > THINNEST_1_M and j.depth_m > 0.005]
    found.sort(key=lambda p: -p.extinction_per_m * p.radius_m)
    return found[:MAX_CLOUDS]


def _ball(cloud: AgentCloud) -> Puff:
    albedo, motion = LOOKS.get(cloud.agent, LOOKS["powder"])
    return Puff(cloud.position, cloud.radius_m, 0.0, cloud.extinction_per_m, albedo, motion)


def _disc(jet: CeilingJet) -> Puff:
    albedo, motion = LOOKS["smoke"]
    still = (0.0, 0.0, 0.0, motion[3])
    return Puff(jet.centre, jet.radius_m, jet.depth_m, jet.extinction_per_m, albedo, still, jet.room)


def marks(given: list[Mark]) -> list[Mark]:
    seen = [m for m in given if m.strength > 0.01 and m.radius_m > 0.01 and m.kind in STAINS]
    return sorted(seen, key=lambda m: -m.strength * m.radius_m)[:MAX_MARKS]
