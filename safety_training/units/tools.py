"""What hands carry: extinguishers, lids, blankets, towels, a hydrant's nozzle. Taking and putting down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.chance import SplitMix64
from safety_training.events import FAULTS, Inject, PutDown, Take
from safety_training.extinguishers import Kind, kinds
from safety_training.numeric import Vec3, distance, yaw
from safety_training.people import Person
from safety_training.places import level, reaches
from safety_training.plan import Spot
from safety_training.refusals import reject
from safety_training.tables import values
from safety_training.units.unit import Unit
from safety_training.views import EquipmentView

if TYPE_CHECKING:
    from safety_training.drill import Drill

_HANDLE_M = 0.4  # where one grasps an extinguisher that stands on the floor
_NOZZLE = "nozzle"
_GAUGES = 0x9E3779B9  # makes the gauges' chance another stream than the variation's


@dataclass(slots=True)
class Tool:
    """in_use : what it lies on (an item, a gap), "mouth", or "". fault : "low", "empty", "jammed" or ""."""

    name: str
    kind: str
    model: str
    position: Vec3
    facing: Vec3
    holder: str = ""
    in_use: str = ""
    gauge_mpa: float = 0.0
    remaining_kg: float = 0.0
    flow_kg_s: float = 0.0  # now
    pin_out: bool = False
    pin_jammed: bool = False
    fault: str = ""
    fault_known: bool = False
    wet: bool = False


@dataclass(slots=True)
class Tools:
    all: dict[str, Tool] = field(default_factory=dict)


def tool_of(drill: Drill, person: Person) -> Tool | None:
    """What the person holds."""
    return drill.part(Tools).all.get(person.held)


def kind_of(tool: Tool | None) -> Kind | None:
    """Its figures, if it is an extinguisher."""
    return kinds().get(tool.kind) if tool is not None else None


def green() -> tuple[float, float]:
    """The good band of a gauge, MPa."""
    fire = values("drill")
    return fire["gauge_green_low_mpa"], fire["gauge_green_high_mpa"]


def is_green(tool: Tool) -> bool:
    kind = kind_of(tool)
    return (
        kind is not None and (not kind.gauge or green()[0] <= tool.gauge_mpa <= green()[1]) and tool.remaining_kg > 0.0
    )


def drop(drill: Drill, person: Person, position: Vec3 | None = None) -> None:
    """Puts down what is held: at `position`, else at the feet."""
    tool = tool_of(drill, person)
    if tool is None:
        return
    if person.discharging:
        from safety_training.units.spray import stopped

        stopped(drill, person)
    if position is None:
        x, _, z = person.head or tool.position
        position = (x, floor_of(drill, person), z)
    tool.holder, tool.position, tool.flow_kg_s, tool.facing = "", position, 0.0, level(person.facing, tool.facing)
    tool.in_use = "" if tool.in_use == "mouth" else tool.in_use
    person.held, person.nozzle, person.lever = "", None, 0.0
    drill.emit(f"{sort_of(tool)}_put_down", person, device=tool.name)


def give(drill: Drill, person: Person, tool: Tool) -> None:
    """Into the person's hands."""
    tool.holder, person.held, person.lever = person.id, tool.name, 0.0
    drill.emit(f"{sort_of(tool)}_taken", person, device=tool.name)


def sort_of(tool: Tool) -> str:
    """extinguisher, lid, blanket, towel or nozzle."""
    return "extinguisher" if tool.kind in kinds() else tool.kind


def floor_of(drill: Drill, person: Person) -> float:
    for room in drill.building.rooms:
        if room.name == person.room:
            return room.low[1]
    return 0.0


def _start(drill: Drill) -> Tools:
    scenario, building = drill.scenario, drill.building
    spots = [s for s in (*building.extinguishers, *building.tools) if s.name in scenario.tools]
    chance, tools = SplitMix64(drill.seed ^ _GAUGES), Tools()
    for spot in (*spots, *scenario.extra):
        tools.all[spot.name] = _tool(drill, spot, chance)
    for hydrant in building.hydrants:
        s = hydrant.spot
        tools.all[f"{s.name}.{_NOZZLE}"] = Tool(f"{s.name}.{_NOZZLE}", _NOZZLE, "hydrant_nozzle", s.position, s.facing)
    return tools


def _tool(drill: Drill, spot: Spot, chance: SplitMix64) -> Tool:
    kind = kinds().get(spot.kind)
    model = spot.model if spot.model != spot.kind or kind is None else kind.model
    tool = Tool(spot.name, spot.kind, model, spot.position, spot.facing)
    sound, low = chance.uniform(*drill.variation.gauge_mpa), chance.uniform(*drill.variation.low_gauge_mpa)
    if kind is not None:
        tool.remaining_kg, tool.gauge_mpa, tool.pin_out = kind.mass_kg, sound, not kind.pin
        break_(tool, drill.variation.faults.get(spot.name, ""), sound, low)
    return tool


def break_(tool: Tool, fault: str, sound_mpa: float, low_mpa: float) -> None:
    """Gives an extinguisher a fault, or mends it ("")."""
    tool.fault = fault
    tool.gauge_mpa = {"low": low_mpa, "empty": 0.0}.get(fault, sound_mpa)
    if fault == "empty":
        tool.remaining_kg = 0.0


def _take(drill: Drill, person: Person, action: Take) -> None:
    tool = drill.part(Tools).all.get(action.device)
    if tool is None or tool.kind == _NOZZLE:
        reject(drill, person, action, "no_such_device")
    elif tool.holder:
        reject(drill, person, action, "already_taken")
    elif person.held:
        reject(drill, person, action, "hands_full")
    elif not reaches(drill, person, _grip(tool)):
        reject(drill, person, action, "out_of_reach")
    else:
        from safety_training.units.covers import uncover

        uncover(drill, person, tool)
        give(drill, person, tool)


def _grip(tool: Tool) -> Vec3:
    up = _HANDLE_M if tool.kind in kinds() else 0.0
    return (tool.position[0], tool.position[1] + up, tool.position[2])


def _put_down(drill: Drill, person: Person, action: PutDown) -> None:
    if not person.held:
        reject(drill, person, action, "nothing_held")
    elif person.head is None or distance(person.head, action.position) > 2.0 * drill.scenario.limits.hand_m:
        reject(drill, person, action, "out_of_reach")
    else:
        drop(drill, person, action.position)


def _fault(drill: Drill, action: Inject) -> bool:
    tool = drill.part(Tools).all.get(action.target)
    if kind_of(tool) is None or action.what not in ("", *FAULTS):
        return False
    assert tool is not None
    low, sound = drill.variation.low_gauge_mpa, drill.variation.gauge_mpa
    break_(tool, action.what, 0.5 * (sound[0] + sound[1]), 0.5 * (low[0] + low[1]))
    return True


def _equipment(drill: Drill) -> Iterable[EquipmentView]:
    for tool in drill.part(Tools).all.values():
        yield _view(drill, tool)


def _view(drill: Drill, tool: Tool) -> EquipmentView:
    holder = next((p for p in drill.everybody() if p.id == tool.holder), None)
    kind, (low, high), full = kind_of(tool), green(), values("drill")["gauge_full_scale_mpa"]
    facing = holder.facing if holder else tool.facing
    # the needle falls as the vessel empties
    left = tool.remaining_kg / kind.mass_kg if kind else 0.0
    return EquipmentView(
        name=tool.name,
        kind=tool.kind,
        model=tool.model,
        position=_at_side(holder, tool.position) if holder else tool.position,
        facing=facing,
        yaw=yaw(facing),
        holder=tool.holder,
        pin_out=tool.pin_out,
        pin_jammed=tool.pin_jammed,
        gauge=tool.gauge_mpa * left / full if kind and kind.gauge else 0.0,
        green_low=low / full,
        green_high=high / full,
        remaining_kg=tool.remaining_kg,
        full_kg=kind.mass_kg if kind else 0.0,
        flow_kg_s=tool.flow_kg_s,
        throw_m=kind.throw_m if kind else (values("drill")["hydrant_throw_m"] if tool.kind == _NOZZLE else 0.0),
        lever=holder.lever if holder else 0.0,
        nozzle=holder.nozzle if holder else None,
        direction=holder.direction if holder and holder.nozzle else None,
        agent=kind.agent if kind else ("water" if tool.kind == _NOZZLE else ""),
        fault_known=tool.fault_known,
        wet=tool.wet,
        in_use=tool.in_use,
    )


def _at_side(holder: Person, otherwise: Vec3) -> Vec3:
    """About where a carried extinguisher's foot hangs: 25 cm to the right of the head, 1.1 m below it."""
    if holder.head is None:
        return otherwise
    (x, y, z), (fx, _, fz) = holder.head, holder.facing
    return (x - 0.25 * fz, max(0.0, y - 1.1), z + 0.25 * fx)


UNIT = Unit(
    "tools",
    actions={Take: _take, PutDown: _put_down},
    start=_start,
    controls={"fault": _fault},
    equipment=_equipment,
)
