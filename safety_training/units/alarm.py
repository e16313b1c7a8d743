"""The alarm box: press it, its lamp lights and the bells ring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.events import PressAlarm
from safety_training.numeric import yaw
from safety_training.people import Person
from safety_training.places import reaches
from safety_training.refusals import reject
from safety_training.units.discover import noticed
from safety_training.units.unit import Jet, Measured, Unit, since
from safety_training.views import DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.fire.states import FireEvent


@dataclass(slots=True)
class Alarms:
    """Boxes that were pressed and detectors that have acted, in order. The bells ring for either."""

    pressed: list[str] = field(default_factory=list)
    acted: list[str] = field(default_factory=list)


def _press(drill: Drill, person: Person, action: PressAlarm) -> None:
    spot = next((s for s in drill.building.alarms if s.name == action.device), None)
    alarms = drill.part(Alarms)
    if spot is None:
        reject(drill, person, action, "no_such_device")
    elif not reaches(drill, person, spot.position):
        reject(drill, person, action, "out_of_reach")
    else:
        person.moments.setdefault("alarm_pressed", drill.tick)
        if spot.name not in alarms.pressed:
            alarms.pressed.append(spot.name)
            drill.emit("alarm_on", person, device=spot.name)
            drill.moments.setdefault("alarm_sounds", drill.tick)


def _heard(drill: Drill, event: FireEvent, _: list[Jet]) -> None:
    if event.kind in ("detector", "sprinkler"):
        drill.part(Alarms).acted.append(event.item)
        drill.moments.setdefault("alarm_sounds", drill.tick)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    alarms = drill.part(Alarms)
    for s in drill.building.alarms:
        state = {"sounding": s.name in alarms.pressed}
        yield DeviceView(s.name, "alarm", s.model, s.position, s.facing, yaw(s.facing), state)
    for d in drill.building.detectors:
        kind = "sprinkler" if d.kind == "sprinkler" else "detector"
        yield DeviceView(d.name, kind, kind, d.position, (0.0, -1.0, 0.0), 0.0, {"active": d.name in alarms.acted})


def _time(drill: Drill, person: Person) -> Measured:
    """By anybody: one box rings for all."""
    alarm = drill.moments.get("alarm_on")
    if alarm is None:
        return None, None
    known = noticed(drill, person)
    return (0.0 if known is None else since(alarm, known)), alarm


def _first(drill: Drill, person: Person) -> Measured:
    """A shout or the alarm before the first agent."""
    told = [drill.moments[m] for m in ("alarm_on", "warned") if m in drill.moments]
    fought = person.moments.get("fought")
    if not told or (fought is not None and fought < min(told)):
        return None, fought
    return 1.0, min(told)


UNIT = Unit(
    "alarm",
    actions={PressAlarm: _press},
    start=lambda drill: Alarms(),
    heard=_heard,
    devices=_devices,
    measures={"alarm.time": _time, "alarm.first": _first},
)
