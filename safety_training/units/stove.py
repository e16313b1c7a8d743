"""The stove: turn off the burner under burning oil. And water on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.numeric import yaw
from safety_training.people import Person
from safety_training.units.unit import Jet, Measured, Unit
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.fire.states import FireEvent

_WATER = ("water", "mist")
_ON = 0.05
_LATE_S = 60.0


@dataclass(slots=True)
class Stoves:
    """How far each knob is turned on."""

    knobs: dict[str, float] = field(default_factory=dict)


def _start(drill: Drill) -> Stoves:
    """On from the beginning under what stands on it."""
    stoves = Stoves()
    for spot in drill.building.devices:
        if spot.kind == "stove":
            heated = [item for item in drill.scenario.items if item.stove == spot.name]
            stoves.knobs[spot.name] = 1.0 if heated else 0.0
            for item in heated:
                drill.fire.burner(item.name, 1.0)
    return stoves


def _knob(drill: Drill, person: Person, device: str, value: float) -> None:
    stoves = drill.part(Stoves)
    was_on = stoves.knobs[device] > _ON
    stoves.knobs[device] = value
    for item in drill.scenario.items:
        if item.stove == device:
            drill.fire.burner(item.name, value)
    if was_on != (value > _ON):
        drill.emit("heat_off" if was_on else "heat_on", person, device=device)


def _heard(drill: Drill, event: FireEvent, jets: list[Jet]) -> None:
    """Water on burning oil: who poured it."""
    if event.kind != "slop_over":
        return
    for jet in jets:
        if jet.delivery.agent in _WATER:
            drill.once("water_on_oil", jet.person, item=event.item)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    knobs = drill.part(Stoves).knobs
    for s in drill.building.devices:
        if s.kind == "stove":
            yield DeviceView(s.name, "stove", s.model, s.position, s.facing, yaw(s.facing), {"knob": knobs[s.name]})


def _off(drill: Drill, person: Person) -> Measured:
    """Off by anybody, within a minute of the fire, and not on again."""
    off, began = drill.moments.get("heat_off"), drill.moments.get("ignition")
    if off is None or began is None or "heat_on" in drill.moments or (off - began) * 0.05 > _LATE_S:
        return None, off
    return 1.0, off


UNIT = Unit(
    "stove",
    operations={("stove", "knob"): _knob},
    start=_start,
    heard=_heard,
    devices=_devices,
    measures={"tool.heat": _off},
)
