"""The fire itself: lit when the variation says so, stepped with all open nozzles, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.fire.items import ItemSpec
from safety_training.units.unit import Jet, Unit

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.events import Inject
    from safety_training.fire.states import FireEvent
    from safety_training.scenario import Item, Scenario
    from safety_training.variation import Variation

DT = 0.05
_SAMPLE_TICKS = 20
OF_THE_FIRE = frozenset(("flame_gone", "fire_out", "fire_burnt_out", "fire_out_confirmed"))  # moments that are nobody's
_SPENT = 0.02  # of the fuel left: it has burnt out
# what the fire tells that is a moment of the drill under the same name
_TOLD = (
    "spread",
    "slop_over",
    "pool_spread",
    "flashover",
    "detector",
    "sprinkler",
    "window_broken",
    "burnt_out",
)


@dataclass(slots=True)
class Flames:
    """out_s : without flame or embers for so long. course : once a second: [tick, kW, then of each room its layer's edge m and
    temperature K]; for reports, nothing depends on it."""

    out_s: float = 0.0
    course: list[tuple[float, ...]] = field(default_factory=list)

    def burn(self, drill: Drill, jets: list[Jet]) -> None:
        """One step of the fire with these jets, and what each of them reached."""
        light(drill)
        before = drill.fire.burning
        events = drill.step_fire([jet.delivery for jet in jets])
        for number, jet in enumerate(jets):
            jet.used(drill, jet, reached(drill, number))
        for event in events:
            _tell(drill, event, jets)
        if drill.tick % _SAMPLE_TICKS == 0:
            self.course.append(course_of(drill))
        self._outcome(drill, before)

    def _outcome(self, drill: Drill, before: bool) -> None:
        now = drill.fire.burning
        if before and not now:
            drill.emit("flame_gone")
        elif now and not before and "flame_gone" in drill.moments:
            drill.emit("reflash")
        if drill.alight or "ignition" not in drill.moments:
            self.out_s = 0.0
            return
        if self.out_s == 0.0:
            spent = all(item.fuel_left <= _SPENT for item in drill.items() if item.charred > 0.0)
            drill.emit("fire_burnt_out" if spent else "fire_out")
        self.out_s += DT
        if self.out_s >= drill.scenario.limits.out_s and "fire_out_confirmed" not in drill.moments:
            drill.emit("fire_out_confirmed")


def course_of(drill: Drill) -> tuple[float, ...]:
    """How the fire stands: what Flames.course keeps of it."""
    heat = 0.0
    for item in drill.items():
        heat += item.heat_release_kw
    layers = [value for room in drill.fire.rooms for value in (room.interface_m, room.upper_k)]
    return (float(drill.tick), heat, *layers)


def light(drill: Drill) -> None:
    """The first flame, when its time has come."""
    if "ignition" in drill.moments or drill.time_s < drill.variation.ignition_delay_s:
        return
    for name in first_items(drill):
        drill.fire.ignite(name)
        drill.emit("ignition", item=name)


def first_items(drill: Drill) -> list[str]:
    """What is lit at the beginning."""
    if drill.variation.ignition:
        return [drill.variation.ignition]
    return [item.name for item in drill.scenario.items if item.lit]


def reached(drill: Drill, number: int) -> float:
    """0..1: the share of a delivery of the last step that reached the base of whatever burns."""
    share = 0.0
    for item in drill.items():
        if number < len(item.hit_shares):
            share += item.hit_shares[number]
    return min(1.0, share)


def item_specs(scenario: Scenario, variation: Variation) -> list[ItemSpec]:
    """What the fire is told of the things that may burn."""
    return [_spec(scenario, item, variation) for item in scenario.items]


def _spec(scenario: Scenario, item: Item, variation: Variation) -> ItemSpec:
    position = variation.place.get(item.name, item.position)
    room = scenario.building.room_at((position[0], position[1] + 0.1, position[2]))
    if room is None:
        raise ValueError(f"item {item.name}: in no room")
    return ItemSpec(item.name, item.fuel, position, item.over, room.name, stove=bool(item.stove))


def _tell(drill: Drill, event: FireEvent, jets: list[Jet]) -> None:
    from safety_training.units import UNITS

    if event.kind in _TOLD:
        drill.emit(event.kind, None, item=event.item, **dict(event.data))
    for unit in UNITS:
        if unit.heard is not None:
            unit.heard(drill, event, jets)


def _ignite(drill: Drill, action: Inject) -> bool:
    if action.target not in {item.name for item in drill.scenario.items}:
        return False
    (drill.fire.reignite if action.control == "reignite" else drill.fire.ignite)(action.target)
    drill.emit("ignition", item=action.target)
    return True


def _growth(drill: Drill, action: Inject) -> bool:
    drill.fire.growth_factor = min(10.0, max(0.1, action.value))
    return True


def _smoke(drill: Drill, action: Inject) -> bool:
    drill.fire.smoke_factor = min(10.0, max(0.1, action.value))
    return True


UNIT = Unit(
    "flames",
    start=lambda drill: Flames(),
    controls={"ignite": _ignite, "reignite": _ignite, "growth": _growth, "smoke": _smoke},
)
