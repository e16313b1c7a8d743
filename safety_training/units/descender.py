"""The 완강기: shake the bracket, hook on, screw shut, swing out, look below, throw the reel, belt on, tighten, feet first, hands on
the wall, and down without raising the arms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from safety_training.numeric import yaw
from safety_training.people import Person
from safety_training.refusals import reject
from safety_training.tables import values
from safety_training.units.unit import Measured, Unit, met, void
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill

STEPS = ("shake", "hook", "screw", "swing", "look", "reel", "belt", "tighten", "feet", "hands", "descend")
_HOLDS = ("hook", "screw", "belt", "tighten")  # without these one falls
_ARMS_RAISED = 0.5


@dataclass(slots=True)
class Rig:
    """done : steps, in the order in which they were done. left_s : of a descent under way."""

    holder: str = ""
    done: list[str] = field(default_factory=list)
    left_s: float = 0.0


@dataclass(slots=True)
class Rigs:
    all: dict[str, Rig] = field(default_factory=dict)


@dataclass(slots=True)
class Rigging:
    skipped: int = 0
    raised: bool = False


def _start(drill: Drill) -> Rigs:
    return Rigs({s.name: Rig() for s in drill.building.devices if s.kind == "descender"})


def _step(step: str, drill: Drill, person: Person, device: str, value: float) -> None:
    rig = drill.part(Rigs).all[device]
    if rig.left_s > 0.0 or rig.holder not in ("", person.id):
        if step == "descend" and rig.holder == person.id:
            _arms(drill, person, value)
            return
        reject(drill, person, "operate", "busy")
        return
    rig.holder = person.id
    if step in rig.done:
        return
    missed = [s for s in STEPS[: STEPS.index(step)] if s not in rig.done]
    if missed and step != "descend":
        _skips(drill, person, step, missed)
    rig.done.append(step)
    drill.emit(f"descender_{step}", person, device=device)
    if step == "descend":
        _descend(drill, person, rig, missed, value)


def _skips(drill: Drill, person: Person, step: str, missed: list[str]) -> None:
    """A step before its turn. What is made up for afterwards is still out of order, once."""
    person.note(Rigging).skipped += 1
    drill.emit("descender_out_of_order", person, step=step, missed=missed)


def _descend(drill: Drill, person: Person, rig: Rig, missed: list[str], value: float) -> None:
    if missed:
        person.note(Rigging).skipped += len(missed)
    if any(step in missed for step in _HOLDS):
        drill.once("fall_hazard", person, missed=missed)
    _arms(drill, person, value)
    c = values("drill")
    rig.left_s = c["descent_m"] / c["descent_m_s"]


def _arms(drill: Drill, person: Person, value: float) -> None:
    """Raised arms slip out of the belt."""
    if value >= _ARMS_RAISED and not person.note(Rigging).raised:
        person.note(Rigging).raised = True
        drill.once("fall_hazard", person, arms=True)


def _tick(drill: Drill) -> None:
    for rig in drill.part(Rigs).all.values():
        if rig.left_s <= 0.0:
            continue
        rig.left_s = max(0.0, rig.left_s - 0.05)
        if rig.left_s == 0.0:
            person = next((p for p in drill.everybody() if p.id == rig.holder), None)
            rig.holder = ""
            # the bracket stays; who comes next hooks in the other end of the rope
            rig.done = [s for s in rig.done if s in ("shake", "hook", "screw", "swing", "look", "reel")]
            if person is not None:
                drill.once("descended", person)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    for s in drill.building.devices:
        if s.kind == "descender":
            rig = drill.part(Rigs).all[s.name]
            following = next((step for step in STEPS if step not in rig.done), "")
            state = {"done": list(rig.done), "next": following, "holder": rig.holder, "left_s": rig.left_s}
            yield DeviceView(s.name, "descender", s.model, s.position, s.facing, yaw(s.facing), state)


def _needless(drill: Drill, person: Person) -> bool:
    """There was a way out through a door, or the person never had to leave."""
    return "left_by_exit" in person.moments or bool(drill.routes.exits)


def _order(drill: Drill, person: Person) -> Measured:
    used = person.moments.get("descender_descend")
    if used is None and _needless(drill, person):
        return void()
    skipped = float(person.note(Rigging).skipped)
    return (None if used is None else skipped), person.moments.get("descender_out_of_order", used)


def _kept_down(drill: Drill, person: Person) -> Measured:
    used = person.moments.get("descender_descend")
    if used is None and _needless(drill, person):
        return void()
    return (None, person.moments.get("fall_hazard")) if person.note(Rigging).raised else met(used)


UNIT = Unit(
    "descender",
    operations={("descender", step): partial(_step, step) for step in STEPS},
    start=_start,
    tick=_tick,
    devices=_devices,
    measures={"descender.order": _order, "descender.arms": _kept_down},
)
