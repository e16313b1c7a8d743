"""The distribution board: power off before an electrical fire is fought. And water on what is still live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.events import Inject
from safety_training.numeric import yaw
from safety_training.people import Person
from safety_training.units.unit import Jet, Measured, Unit
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.fire.states import FireEvent

_WATER = ("water", "mist", "wet_chemical")


@dataclass(slots=True)
class Power:
    """By room; and which breakers are on."""

    rooms: dict[str, bool] = field(default_factory=dict)
    breakers: dict[str, bool] = field(default_factory=dict)


def _start(drill: Drill) -> Power:
    given = drill.variation.power
    rooms = {room.name: bool(given.get(room.name, True)) for room in drill.building.rooms}
    breakers = {b.spot.name: all(rooms[r] for r in b.rooms) for b in drill.building.breakers}
    return Power(rooms, breakers)


def _switch(drill: Drill, person: Person, device: str, value: float) -> None:
    power, on = drill.part(Power), value >= 0.5
    if power.breakers[device] == on:
        return
    power.breakers[device] = on
    for breaker in drill.building.breakers:
        if breaker.spot.name == device:
            for room in breaker.rooms:
                power.rooms[room] = on
    drill.emit("power_restored" if on else "power_cut", person, device=device)
    live = [i for i in drill.items() if i.energised and not power.rooms.get(i.room, True)]
    if live:
        drill.once("live_cut", person, item=live[0].id)


def _power(drill: Drill, action: Inject) -> bool:
    power = drill.part(Power)
    if action.target and action.target not in power.rooms:
        return False
    for room in power.rooms:
        if action.target in ("", room):
            power.rooms[room] = action.value >= 0.5
    for breaker in drill.building.breakers:
        power.breakers[breaker.spot.name] = all(power.rooms[room] for room in breaker.rooms)
    return True


def _heard(drill: Drill, event: FireEvent, jets: list[Jet]) -> None:
    """Who holds the jet that the current takes."""
    if event.kind != "electrocution_path":
        return
    number = event.data.get("delivery")
    for n, jet in enumerate(jets):
        if jet.delivery.agent in _WATER and (number is None or n == number):
            drill.once("water_on_live", jet.person, item=event.item)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    power = drill.part(Power)
    for b in drill.building.breakers:
        s = b.spot
        yield DeviceView(
            s.name, "breaker", s.model, s.position, s.facing, yaw(s.facing), {"on": power.breakers[s.name]}
        )


def _first(drill: Drill, person: Person) -> Measured:
    """Cut before the first agent, by anybody."""
    cut, fought = drill.moments.get("live_cut", drill.moments.get("power_cut")), drill.moments.get("fought")
    if cut is None or (fought is not None and fought < cut):
        return None, fought
    return 1.0, cut


UNIT = Unit(
    "breaker",
    operations={("breaker", "switch"): _switch},
    start=_start,
    heard=_heard,
    controls={"power": _power},
    devices=_devices,
    measures={"tool.power": _first},
)
