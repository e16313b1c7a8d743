"""What others see of a FireWorld: rooms, jets, vents, clouds, the air at a point, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safety_training.fire.zones import Gas
from safety_training.fire.zones import RoomGas as RoomState
from safety_training.numeric import Vec3

__all__ = ["EVENT_KINDS", "Air", "CloudState", "FireEvent", "Gas", "JetState", "RoomState", "VentState"]

EVENT_KINDS = (
    "ignition", "spread", "flame_gone", "reflash", "burnt_out", "slop_over", "pool_spread", "electrocution_path", "flashover",
    "detector", "sprinkler", "window_broken",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FireEvent:
    """kind: one of EVENT_KINDS; item: the item, device, vent or room that it befell."""

    kind: str
    item: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JetState:
    """Hot gas spreading under the ceiling above a burning item; radius_m is its front."""

    room: str
    item: str
    centre: Vec3
    radius_m: float
    depth_m: float
    temperature_k: float
    velocity_m_s: float
    extinction_1_m: float


@dataclass(frozen=True, slots=True)
class VentState:
    """Flows through it (out: from its first room into its second), height of the neutral plane above the first room's floor
    (None without one), and the temperature of a door leaf's cool side: what the back of a hand feels."""

    name: str
    open: float
    flow_in_kg_s: float
    flow_out_kg_s: float
    neutral_m: float | None
    plate_k: float


@dataclass(frozen=True, slots=True)
class CloudState:
    """Agent hanging in the air as a ball."""

    agent: str
    position: Vec3
    radius_m: float
    extinction_1_m: float


@dataclass(frozen=True, slots=True)
class Air:
    """What one breathes and sees through at a point. o2, co2: mole fractions; room "" and layer "lower" outside."""

    room: str
    layer: str  # "upper" "lower"
    temperature_k: float
    extinction_1_m: float
    o2: float
    co2: float
    co_ppm: float
    hcn_ppm: float
    interface_m: float
