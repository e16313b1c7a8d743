"""The extinguisher: gauge, pin, aim, and the jet until it is empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.events import Aim, CheckGauge, PullPin
from safety_training.fire.world import Delivery
from safety_training.numeric import distance, floor_distance, unit
from safety_training.people import Person
from safety_training.places import nearest_fire
from safety_training.refusals import reject
from safety_training.units import spray
from safety_training.units.spray import DT, LEVER_OPENS, Spray
from safety_training.units.tools import Tool, Tools, green, is_green, kind_of, tool_of
from safety_training.units.unit import Jet, Measured, Unit, met, void

if TYPE_CHECKING:
    from safety_training.drill import Drill

PIN_JAMS_ABOVE = 0.1  # of the lever's travel
_TOO_NEAR_M = 1.2
_TOO_FAR = 0.8  # of the throw


@dataclass(slots=True)
class Handling:
    """checked : extinguishers whose gauge was read before. blocked : the lever is squeezed against the pin."""

    pin_jams: int = 0
    checked: list[str] = field(default_factory=list)
    blocked: bool = False
    fit: bool = False  # what was used first fits the fire and had pressure
    known: bool = False  # and its gauge had been read


def _check_gauge(drill: Drill, person: Person, action: CheckGauge) -> None:
    tool = tool_of(drill, person)
    kind = kind_of(tool)
    if tool is None or kind is None:
        reject(drill, person, action, "nothing_held")
    elif not kind.gauge:
        reject(drill, person, action, "no_gauge")
    else:
        handling = person.note(Handling)
        if tool.name not in handling.checked:
            handling.checked.append(tool.name)
        tool.fault_known = tool.fault_known or not is_green(tool)
        drill.emit("gauge_checked", person, device=tool.name, green=is_green(tool))


def _pull_pin(drill: Drill, person: Person, action: PullPin) -> None:
    tool = tool_of(drill, person)
    if tool is None or kind_of(tool) is None:
        reject(drill, person, action, "nothing_held")
    elif tool.pin_out:
        reject(drill, person, action, "pin_is_out")
    elif tool.fault == "jammed":
        tool.pin_jammed = tool.fault_known = True
        drill.emit("pin_stuck", person, device=tool.name)
    elif max(action.lever, person.lever if spray.aims(drill, person) else 0.0) > PIN_JAMS_ABOVE:
        tool.pin_jammed = True
        person.note(Handling).pin_jams += 1
        drill.emit("pin_jammed", person, device=tool.name)
    else:
        tool.pin_out, tool.pin_jammed = True, False
        drill.emit("pin_out", person, device=tool.name)


def _aim(drill: Drill, person: Person, action: Aim) -> None:
    tool = tool_of(drill, person)
    if tool is None or (kind_of(tool) is None and tool.kind != "nozzle"):
        reject(drill, person, action, "nothing_held")
    elif person.head is None or distance(person.head, action.nozzle) > drill.scenario.limits.nozzle_m:
        reject(drill, person, action, "out_of_reach")
    else:
        person.nozzle, person.direction = action.nozzle, unit(action.direction)
        person.lever, person.aim_tick = action.lever, drill.tick
        _blocked_lever(drill, person, tool)


def _blocked_lever(drill: Drill, person: Person, tool: Tool) -> None:
    squeezed = person.lever >= LEVER_OPENS and not tool.pin_out and tool.kind != "nozzle"
    handling = person.note(Handling)
    if squeezed and not handling.blocked:
        drill.emit("lever_blocked", person, device=tool.name)
    handling.blocked = squeezed


def _jets(drill: Drill) -> Iterable[Jet]:
    spraying = []
    for person in drill.everybody():
        jet = _jet(drill, person)
        if jet is not None:
            spraying.append(jet)
        elif person.discharging and kind_of(tool_of(drill, person)) is not None:
            spray.stopped(drill, person)
    return spraying


def _jet(drill: Drill, person: Person) -> Jet | None:
    tool = tool_of(drill, person)
    kind = kind_of(tool)
    if tool is None or kind is None or not person.active or not spray.nozzle_is_open(drill, person):
        return None
    if not tool.pin_out or tool.remaining_kg <= 0.0 or person.nozzle is None:
        return None
    # a vessel that lost pressure throws less, and less far, in proportion
    pressure = min(1.0, tool.gauge_mpa / green()[0]) if kind.gauge else 1.0
    flow = kind.flow_kg_s * pressure
    if flow <= 0.0:
        return None
    delivery = Delivery(kind.agent, person.nozzle, person.direction, flow, kind.throw_m * pressure)
    return Jet(person, tool.name, delivery, _used)


def _used(drill: Drill, jet: Jet, share: float) -> None:
    tool, person = drill.part(Tools).all[jet.device], jet.person
    if not person.note(Spray).tools:
        _first_use(drill, person, tool)
    used = min(tool.remaining_kg, jet.delivery.flow_kg_s * DT)
    tool.remaining_kg -= used
    tool.flow_kg_s = jet.delivery.flow_kg_s
    spray.sprayed(drill, person, tool, jet.delivery.agent, used, share)
    if tool.remaining_kg <= 0.0:
        drill.emit("extinguisher_empty", person, device=tool.name)


def _first_use(drill: Drill, person: Person, tool: Tool) -> None:
    handling, kind = person.note(Handling), kind_of(tool)
    handling.fit = tool.kind in drill.scenario.right_tools and is_green(tool)
    handling.known = tool.name in handling.checked or (kind is not None and not kind.gauge)


# measures -----------------------------------------------------------------------------------------------------------------


def _gauge(drill: Drill, person: Person) -> Measured:
    if spray.by_hydrant_alone(person):
        return void()
    used = spray.began(person)
    return met(used if person.note(Handling).known else None, used)


def _choice(drill: Drill, person: Person) -> Measured:
    """What fits, or nothing where nothing fits."""
    used, right = spray.began(person), drill.scenario.right_tools
    if spray.by_hydrant_alone(person):
        return met(used if "nozzle" in right else None, used)
    if used is None and "leave" in right:
        return met(person.moments.get("left_by_exit"))
    for cover in ("lid", "blanket"):
        if cover in right and f"{cover}_used" in person.moments and used is None:
            return met(person.moments[f"{cover}_used"])
    return met(used if person.note(Handling).fit else None, used)


def _pin(drill: Drill, person: Person) -> Measured:
    if spray.by_hydrant_alone(person):
        return void()
    if "pin_out" not in person.moments:
        return None, person.moments.get("pin_jammed")
    jams = float(person.note(Handling).pin_jams)
    return jams, person.moments.get("pin_jammed", person.moments["pin_out"])


def _away(drill: Drill, person: Person) -> float | None:
    if not person.discharging or person.nozzle is None:
        return None
    fire = nearest_fire(drill, person.nozzle)
    return floor_distance(person.nozzle, fire) if fire else None


def _too_far(drill: Drill, person: Person) -> bool:
    away, kind = _away(drill, person), kind_of(tool_of(drill, person))
    return away is not None and kind is not None and away > kind.throw_m * _TOO_FAR


def _too_near(drill: Drill, person: Person) -> bool:
    away = _away(drill, person)
    return away is not None and away < _TOO_NEAR_M


def _off_base(drill: Drill, person: Person) -> bool:
    return person.discharging and person.hit_share < spray.ON_BASE and drill.fire.burning


def _jammed(drill: Drill, person: Person) -> bool:
    tool = tool_of(drill, person)
    return tool is not None and tool.pin_jammed and not tool.pin_out


UNIT = Unit(
    "extinguisher",
    actions={CheckGauge: _check_gauge, PullPin: _pull_pin, Aim: _aim},
    jets=_jets,
    measures={
        "tool.gauge": _gauge,
        "tool.choice": _choice,
        "technique.pin": _pin,
        "technique.distance": spray.start_distance,
        "technique.exit_behind": spray.exit_behind,
        "technique.base": spray.base_share,
        "technique.sweep": spray.sweep,
        "technique.no_early_stop": spray.no_early_stop,
    },
    dangers={
        "pin_jammed": _jammed,
        "too_far": _too_far,
        "too_near": _too_near,
        "off_base": _off_base,
    },
)
