"""The indoor hydrant, for two: box, hose out, valve, "water!", nozzle. The nozzle is braced against its recoil.

Flow Q = 0.653 d^2 sqrt(10 P) L/min and recoil R = 1.57 P d^2 N, d in mm, P in MPa (data/drill.toml).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from safety_training.fire.world import Delivery
from safety_training.numeric import floor_distance, yaw
from safety_training.people import Person
from safety_training.plan import Hydrant
from safety_training.refusals import reject
from safety_training.tables import values
from safety_training.units import spray
from safety_training.units.spray import DT, Spray
from safety_training.units.tools import Tools, drop, give, tool_of
from safety_training.units.unit import Jet, Measured, Unit, void
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill

_HOSE_OUT_M = 3.0  # so far from the box, the hose lies straight
_OPEN = 0.5


@dataclass(slots=True)
class Cabinet:
    """called : somebody has cried "water!"."""

    box: bool = False
    hose_out: bool = False
    valve: float = 0.0
    called: bool = False


@dataclass(slots=True)
class Hydrants:
    all: dict[str, Cabinet] = field(default_factory=dict)


@dataclass(slots=True)
class Water:
    """wrong : steps out of order, of which each counts once."""

    wrong: list[str] = field(default_factory=list)
    braced: bool = False
    braced_s: float = 0.0


def flow_kg_s(hydrant: Hydrant) -> float:
    """With nozzle and valve open. A litre of water is a kilogram."""
    c = values("drill")
    d, p = hydrant.nozzle_mm or c["hydrant_nozzle_mm"], hydrant.pressure_mpa or c["hydrant_pressure_mpa"]
    return c["hydrant_flow_factor"] * d * d * sqrt(10.0 * p) / 60.0


def recoil_n(hydrant: Hydrant) -> float:
    c = values("drill")
    d, p = hydrant.nozzle_mm or c["hydrant_nozzle_mm"], hydrant.pressure_mpa or c["hydrant_pressure_mpa"]
    return c["recoil_factor"] * p * d * d


def _start(drill: Drill) -> Hydrants:
    return Hydrants({h.spot.name: Cabinet() for h in drill.building.hydrants})


def _box(drill: Drill, person: Person, device: str, value: float) -> None:
    cabinet = drill.part(Hydrants).all[device]
    if cabinet.box != (value >= 0.5):
        cabinet.box = value >= 0.5
        drill.emit("hydrant_box" if cabinet.box else "hydrant_box_shut", person, device=device)


def _hose(drill: Drill, person: Person, device: str, value: float) -> None:
    """Takes the nozzle (and walks off with it)."""
    tool = drill.part(Tools).all[f"{device}.nozzle"]
    if not drill.part(Hydrants).all[device].box:
        reject(drill, person, "operate", "box_is_shut")
    elif tool.holder:
        reject(drill, person, "operate", "already_taken")
    elif person.held:
        reject(drill, person, "operate", "hands_full")
    else:
        give(drill, person, tool)


def _valve(drill: Drill, person: Person, device: str, value: float) -> None:
    cabinet = drill.part(Hydrants).all[device]
    if not cabinet.box:
        reject(drill, person, "operate", "box_is_shut")
        return
    opens = cabinet.valve < _OPEN <= value
    shuts = value < _OPEN <= cabinet.valve
    cabinet.valve = value
    if opens:
        if not cabinet.hose_out:
            _wrong(drill, person, "valve_before_hose")
        drill.emit("hydrant_water", person, device=device)
    if shuts:
        drill.emit("hydrant_shut", person, device=device)


def _cry(drill: Drill, person: Person, device: str, value: float) -> None:
    cabinet = drill.part(Hydrants).all[device]
    if not cabinet.called:
        cabinet.called = True
        drill.emit("hydrant_called", person, device=device)


def _brace(drill: Drill, person: Person, device: str, value: float) -> None:
    note = person.note(Water)
    note.braced = value >= 0.5
    if note.braced:
        drill.once("braced", person)


def _wrong(drill: Drill, person: Person, what: str) -> None:
    """Out of order: charged to whoever did it, and to whoever holds the nozzle."""
    for each in drill.everybody():
        if each is person or each.held.endswith(".nozzle"):
            note = each.note(Water)
            if what not in note.wrong:
                note.wrong.append(what)
                drill.emit("hydrant_out_of_order", each, what=what)


def _jets(drill: Drill) -> Iterable[Jet]:
    found = []
    for hydrant in drill.building.hydrants:
        for person in drill.everybody():
            if person.held == f"{hydrant.spot.name}.nozzle":
                jet = _jet(drill, person, hydrant)
                if jet is not None:
                    found.append(jet)
                elif person.discharging:
                    spray.stopped(drill, person)
    return found


def _jet(drill: Drill, person: Person, hydrant: Hydrant) -> Jet | None:
    cabinet, c = drill.part(Hydrants).all[hydrant.spot.name], values("drill")
    if not person.active or person.head is None:
        return None
    away = floor_distance(person.head, hydrant.spot.position)
    if away > hydrant.hose_m + 1.0:
        drop(drill, person)
        return None
    if away >= _HOSE_OUT_M and not cabinet.hose_out:
        cabinet.hose_out = True
        drill.emit("hydrant_hose", person, device=hydrant.spot.name)
    if not spray.nozzle_is_open(drill, person) or person.nozzle is None:
        return None
    if not cabinet.called or not cabinet.hose_out:
        _wrong(drill, person, "nozzle_before_water")
    if cabinet.valve < _OPEN or not cabinet.hose_out:
        return None
    braced = person.note(Water).braced or recoil_n(hydrant) < c["recoil_hard_n"]
    flow, stray = flow_kg_s(hydrant) * cabinet.valve, 0.0 if braced else c["recoil_spread_rad"]
    delivery = Delivery("water", person.nozzle, person.direction, flow, c["hydrant_throw_m"], stray)
    return Jet(person, person.held, delivery, _used)


def _used(drill: Drill, jet: Jet, share: float) -> None:
    tool, water = drill.part(Tools).all[jet.device], jet.person.note(Water)
    tool.flow_kg_s = jet.delivery.flow_kg_s
    water.braced_s += DT if water.braced else 0.0
    drill.once("water_began", jet.person)
    spray.sprayed(drill, jet.person, tool, "water", jet.delivery.flow_kg_s * DT, share)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    for h in drill.building.hydrants:
        s, cabinet = h.spot, drill.part(Hydrants).all[h.spot.name]
        nozzle = drill.part(Tools).all[f"{s.name}.nozzle"]
        state = {
            "box": cabinet.box,
            "valve": cabinet.valve,
            "hose": cabinet.hose_out,
            "called": cabinet.called,
            "holder": nozzle.holder,
            "water": nozzle.flow_kg_s > 0.0,
        }
        yield DeviceView(s.name, "hydrant", s.model, s.position, s.facing, yaw(s.facing), state)


def _otherwise(person: Person) -> bool:
    """Fought the fire with something else, or left it."""
    return "fought" in person.moments or "left_by_exit" in person.moments


def _order(drill: Drill, person: Person) -> Measured:
    used = person.moments.get("nozzle_taken", person.moments.get("hydrant_water"))
    if used is None and _otherwise(person):
        return void()
    return (None if used is None else float(len(person.note(Water).wrong))), person.moments.get(
        "hydrant_out_of_order", used
    )


def _braced(drill: Drill, person: Person) -> Measured:
    began, seconds = person.moments.get("water_began"), person.note(Spray).seconds
    if began is None and _otherwise(person):
        return void()
    if began is None or seconds <= 0.0:
        return None, began
    return min(1.0, person.note(Water).braced_s / seconds), began


def _base(drill: Drill, person: Person) -> Measured:
    return spray.base_share(drill, person) if "water_began" in person.moments else (None, None)


def _unbraced(drill: Drill, person: Person) -> bool:
    tool = tool_of(drill, person)
    return tool is not None and tool.kind == "nozzle" and person.discharging and not person.note(Water).braced


UNIT = Unit(
    "hydrant",
    operations={
        ("hydrant", "box"): _box,
        ("hydrant", "hose"): _hose,
        ("hydrant", "valve"): _valve,
        ("hydrant", "water"): _cry,
        ("nozzle", "brace"): _brace,
        ("hydrant", "brace"): _brace,
    },
    start=_start,
    jets=_jets,
    devices=_devices,
    measures={"hydrant.order": _order, "hydrant.brace": _braced, "hydrant.base": _base},
    dangers={"unbraced": _unbraced},
)
