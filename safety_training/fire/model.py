"""What a drill asks of a fire. The first physics behind it is fire/bin_fire.py; a two-zone model of many rooms fits here too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from safety_training.numeric import Vec3


@dataclass(frozen=True, slots=True)
class Delivery:
    """One jet of agent during one step: where the nozzle is, where it points, how much leaves it and how far it can reach."""

    agent: str
    nozzle: Vec3
    direction: Vec3
    flow_kg_s: float
    throw_m: float


@dataclass(slots=True)
class FireState:
    """The fire as of now. Kilowatts, metres, kelvin; extinction in 1/m at the upper layer; CO in ppm by volume."""

    heat_release_kw: float = 0.0
    flame_height_m: float = 0.0  # above the fuel
    flame_diameter_m: float = 0.0
    burning_share: float = 0.0  # of the fuel's surface, 0..1
    fuel_left: float = 1.0  # 0..1
    core_heat: float = 0.0  # of the embers, 0..1
    covered: float = 0.0  # powder on the fuel over what keeps it out, 0..1
    layer_height_m: float = 0.0  # lower edge of the smoke above the floor
    layer_temperature_k: float = 0.0
    layer_extinction_1_m: float = 0.0
    layer_co_ppm: float = 0.0
    hit_shares: tuple[float, ...] = field(
        default=()
    )  # of each delivery of the last step, what reached the base of the fire

    @property
    def burning(self) -> bool:
        return self.burning_share > 0.0


class FireModel(Protocol):
    """Deterministic: the same calls give the same bits."""

    @property
    def state(self) -> FireState: ...

    def ignite(self) -> None: ...

    def step(self, dt: float, deliveries: Sequence[Delivery]) -> FireState:
        """Advances by dt seconds."""
        ...

    def dump(self) -> dict[str, Any]:
        """Every number that the future depends on, JSON-ready: part of the drill's state hash."""
        ...

    def radiation_kw_m2(self, at: Vec3) -> float:
        """Radiant flux that a person feels there."""
        ...

    def can_reflash(self) -> bool:
        """No flame now, but hot bare fuel that will catch fire again."""
        ...
