"""What smoke, gas and heat do to a person, tick by tick; and the limits at which a training stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.people import Person
from safety_training.units.unit import Measured, Unit

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
_DOWN = 1.0  # of a dose: half of people are down
_DENSE_1_M = 0.5
_SAMPLE_TICKS = 20


@dataclass(slots=True)
class Track:
    """Where the person was and what it breathed, once a second: [tick, x, y, z, fed, heat dose, extinction 1/m, visibility m,
    head over the layer's edge m]. Seconds in dense smoke, and the least and greatest of what was met."""

    samples: list[tuple[float, ...]] = field(default_factory=list)
    dense_s: float = 0.0
    hottest_k: float = 0.0
    least_visibility_m: float = 1e3
    most_over_layer_m: float = -1e3


def _observe(drill: Drill, person: Person) -> None:
    assert person.head is not None
    air, flux, dose = drill.fire.air_at(person.head), drill.fire.radiation_kw_m2(person.head), person.dose
    dose.breathe(DT, air, flux)
    if dose.fed_gas >= drill.scenario.limits.fed:
        drill.once("gas_dose", person)
    if dose.fed_heat >= _DOWN:
        drill.once("burnt", person)
    _note(drill, person, air.temperature_k, air.extinction_1_m, air.interface_m)
    if (dose.fed_gas >= _DOWN or dose.fed_heat >= _DOWN) and not person.incapacitated:
        from safety_training.units.tools import drop

        drop(drill, person)
        person.incapacitated = True
        drill.emit("incapacitated", person)


def _note(drill: Drill, person: Person, kelvin: float, extinction: float, interface_m: float) -> None:
    assert person.head is not None
    track, dose = person.note(Track), person.dose
    floor = next((room.low[1] for room in drill.building.rooms if room.name == person.room), 0.0)
    over = person.head[1] - floor - interface_m if not person.outside else -1e3
    track.dense_s += DT if extinction > _DENSE_1_M else 0.0
    track.hottest_k = max(track.hottest_k, kelvin)
    track.least_visibility_m = min(track.least_visibility_m, dose.visibility_m)
    track.most_over_layer_m = max(track.most_over_layer_m, over)
    if drill.tick % _SAMPLE_TICKS == 0 and not person.npc:
        where = (float(drill.tick), *person.head)
        track.samples.append((*where, dose.fed_gas, dose.fed_heat, extinction, dose.visibility_m, over))


def _exposed(drill: Drill, person: Person) -> Measured:
    """Of the allowed dose of gas, or of the heat that hurts."""
    tick = person.moments.get("gas_dose", person.moments.get("burnt"))
    return max(person.dose.fed_gas / drill.scenario.limits.fed, person.dose.fed_heat), tick


UNIT = Unit("exposure", observe=_observe, measures={"exposure": _exposed})
