"""Doors and windows: felt with the back of the hand before they are opened, shut behind one, blocked by the trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.events import Door, Inject, TouchDoor
from safety_training.numeric import Vec3, clamp, floor_distance
from safety_training.people import Person
from safety_training.plan import Vent
from safety_training.refusals import reject
from safety_training.tables import values
from safety_training.units.unit import Measured, Unit, void

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
SHUT = 0.05  # open by less is shut
_TURNS = ("door", "window", "hatch")


@dataclass(slots=True)
class Leaf:
    open: float
    wanted: float
    locked: bool = False
    blocked: bool = False
    sealed: float = 0.0  # share of its gap that is stopped up


@dataclass(slots=True)
class Doors:
    """barred : vents and exits that nobody passes."""

    leaves: dict[str, Leaf] = field(default_factory=dict)
    barred: list[str] = field(default_factory=list)

    def share(self, vent: str) -> float:
        leaf = self.leaves[vent]
        return leaf.open * (1.0 - leaf.sealed)


@dataclass(slots=True)
class Felt:
    """touched : doors felt with the back of the hand, with whether they were hot. unfelt : opened without that during a fire."""

    touched: dict[str, bool] = field(default_factory=dict)
    unfelt: int = 0
    opened_hot: int = 0


def _start(drill: Drill) -> Doors:
    doors = Doors(barred=list(drill.variation.blocked))
    for vent in drill.building.vents:
        share = clamp(float(drill.variation.vents.get(vent.name, vent.open)), 0.0, 1.0)
        locked = vent.lockable and share < SHUT
        doors.leaves[vent.name] = Leaf(share, share, locked, vent.name in drill.variation.blocked)
    return doors


def _tick(drill: Drill) -> None:
    """Leaves swing at their rate."""
    step = values("drill")["door_rate_1_s"] * DT
    for leaf in drill.part(Doors).leaves.values():
        if leaf.open != leaf.wanted:
            leaf.open += clamp(leaf.wanted - leaf.open, -step, step)


def vent_of(drill: Drill, name: str) -> Vent | None:
    return next((v for v in drill.building.vents if v.name == name), None)


def at_door(drill: Drill, person: Person, vent: Vent) -> bool:
    """Within reach of some point of the leaf."""
    points = [p for p in (person.head, person.hand) if p is not None]
    return any(floor_distance(p, _nearest(vent, p)) <= drill.scenario.limits.reach_m for p in points)


def _nearest(vent: Vent, p: Vec3) -> Vec3:
    """The point of the opening's middle line that is nearest along the floor."""
    along = (vent.normal[2], 0.0, -vent.normal[0])
    off = (p[0] - vent.centre[0]) * along[0] + (p[2] - vent.centre[2]) * along[2]
    off = clamp(off, -0.5 * vent.width_m, 0.5 * vent.width_m)
    return (vent.centre[0] + off * along[0], vent.centre[1], vent.centre[2] + off * along[2])


def _door(drill: Drill, person: Person, action: Door) -> None:
    vent = vent_of(drill, action.device)
    if vent is None or not vent.movable or vent.kind not in _TURNS:
        reject(drill, person, action, "no_such_device")
        return
    leaf = drill.part(Doors).leaves[vent.name]
    if not at_door(drill, person, vent):
        reject(drill, person, action, "out_of_reach")
    elif leaf.blocked or (leaf.locked and action.open > SHUT):
        reject(drill, person, action, "blocked" if leaf.blocked else "locked")
        drill.once(f"door_{'blocked' if leaf.blocked else 'locked'}", person, device=vent.name)
    else:
        move(drill, person, vent, action.open)


def move(drill: Drill, person: Person, vent: Vent, wanted: float) -> None:
    """The person sets the leaf in motion."""
    leaf, felt = drill.part(Doors).leaves[vent.name], person.note(Felt)
    was_shut, leaf.wanted = leaf.wanted < SHUT, wanted
    leaf.sealed = 0.0 if wanted > SHUT else leaf.sealed
    if was_shut and wanted >= SHUT:
        hot = plate_k(drill, vent) >= values("drill")["hot_door_k"]
        if "ignition" in drill.moments and vent.kind != "window" and vent.name not in felt.touched:
            felt.unfelt += 1
            drill.emit("door_unfelt", person, device=vent.name)
        if hot:
            felt.opened_hot += 1
            drill.emit("hot_door_opened", person, device=vent.name)
        drill.emit("door_opened", person, device=vent.name, open=wanted)
    elif not was_shut and wanted < SHUT:
        drill.emit("door_shut", person, device=vent.name)


def plate_k(drill: Drill, vent: Vent) -> float:
    """Temperature of the leaf's cool side."""
    return next((v.plate_k for v in drill.fire.vents if v.name == vent.name), 293.15)


def _touch(drill: Drill, person: Person, action: TouchDoor) -> None:
    vent = vent_of(drill, action.device)
    if vent is None or vent.kind not in _TURNS:
        reject(drill, person, action, "no_such_device")
    elif not at_door(drill, person, vent):
        reject(drill, person, action, "out_of_reach")
    else:
        _feel(drill, person, vent, action.back)


def _feel(drill: Drill, person: Person, vent: Vent, back: bool) -> None:
    warm, hot = values("drill")["warm_door_k"], values("drill")["hot_door_k"]
    kelvin = plate_k(drill, vent)
    felt = "hot" if kelvin >= hot else ("warm" if kelvin >= warm else "cool")
    if back:
        person.note(Felt).touched[vent.name] = felt == "hot"
    elif felt == "hot":
        drill.once("hand_burnt", person, device=vent.name)
    drill.emit("door_touched", person, device=vent.name, felt=felt, back=back)


def _vent(drill: Drill, action: Inject) -> bool:
    leaf = drill.part(Doors).leaves.get(action.target)
    if leaf is None:
        return False
    leaf.wanted, leaf.locked = clamp(action.value, 0.0, 1.0), False
    return True


def _block(drill: Drill, action: Inject) -> bool:
    leaf = drill.part(Doors).leaves.get(action.target)
    if leaf is None and action.target not in drill.scenario.exits:
        return False
    if leaf is not None:
        leaf.blocked = action.value > 0.5
    drill.block(action.target, action.value > 0.5)
    return True


def _unfelt(drill: Drill, person: Person) -> Measured:
    felt = person.note(Felt)
    if "door_opened" not in person.moments and not felt.touched:
        return void()
    tick = person.moments.get("door_unfelt", person.moments.get("door_opened"))
    return float(felt.unfelt + felt.opened_hot), tick


UNIT = Unit(
    "doors",
    actions={Door: _door, TouchDoor: _touch},
    start=_start,
    tick=_tick,
    controls={"vent": _vent, "block": _block},
    measures={"egress.touch": _unfelt},
)
