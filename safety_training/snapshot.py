"""What is drawn of a drill: one JSON-ready picture of the state, sent 20 times a second. Its parts are in `views`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from safety_training.fire.items import ItemState
from safety_training.fire.states import RoomState
from safety_training.guide import hint, tasks
from safety_training.numeric import yaw
from safety_training.people import Person
from safety_training.units import UNITS
from safety_training.units.call import view
from safety_training.units.doors import Doors
from safety_training.views import (
    CloudView,
    DeviceView,
    EquipmentView,
    FireView,
    JetView,
    PersonView,
    RoomView,
    ThingView,
    VentView,
)

if TYPE_CHECKING:
    from safety_training.drill import Drill

_PPM_OF_CO = 1.034e6  # from a mass fraction: molar masses of air and CO


@dataclass(frozen=True, slots=True)
class Snapshot:
    """phase : waiting, calm, fire, out or finished. hint : of the first person who is not done; a client should look for its own
    in people. power : by room. paused : by the trainer (set by the server that has the clock)."""

    tick: int
    time_s: float
    time_left_s: float
    phase: str
    mode: str
    scenario: str
    seed: int
    paused: bool
    power: dict[str, bool]
    fires: list[FireView]
    rooms: list[RoomView]
    jets: list[JetView]
    clouds: list[CloudView]
    vents: list[VentView]
    equipment: list[EquipmentView]
    devices: list[DeviceView]
    things: list[ThingView]
    people: list[PersonView]
    hint: dict[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: objects, lists, texts, numbers rounded to four decimals, booleans, null."""
        plain: dict[str, Any] = _plain(self)
        return plain


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in fields(kind))
    return _NAMES[kind]


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is float:
        return round(value, 4)
    if kind in (str, int, bool, type(None)):
        return value
    if kind is dict:
        return {key: _plain(inner) for key, inner in value.items()}
    if kind in (list, tuple):
        return [_plain(inner) for inner in value]
    return {name: _plain(getattr(value, name)) for name in _names(kind)}


def take(drill: Drill) -> Snapshot:
    """The picture of a drill as it is now."""
    people = [_person(drill, person) for person in drill.everybody()]
    return Snapshot(
        tick=drill.tick,
        time_s=drill.time_s,
        time_left_s=max(0.0, drill.scenario.limits.time_s - drill.time_s),
        phase=drill.phase,
        mode=drill.mode,
        scenario=drill.scenario.id,
        seed=drill.seed,
        paused=False,
        power=dict(drill.power()),
        fires=[_fire(item) for item in drill.items()],
        rooms=[_room(room) for room in drill.fire.rooms],
        jets=[
            JetView(j.room, j.centre, j.radius_m, j.depth_m, j.temperature_k, j.extinction_1_m) for j in drill.fire.jets
        ],
        clouds=[CloudView(c.position, c.radius_m, c.extinction_1_m, c.agent) for c in drill.fire.clouds],
        vents=[VentView(name, leaf.open, leaf.blocked) for name, leaf in drill.part(Doors).leaves.items()],
        equipment=[view for unit in UNITS if unit.equipment for view in unit.equipment(drill)],
        devices=[view for unit in UNITS if unit.devices for view in unit.devices(drill)],
        things=_things(drill),
        people=people,
        hint=next((p.hint for p in people if not p.finished and not p.npc), None),
    )


def _things(drill: Drill) -> list[ThingView]:
    """Furniture, and what may burn where the variation has put it."""
    furniture = [ThingView(s.name, s.model, s.position, s.facing, yaw(s.facing)) for s in drill.scenario.things]
    place = drill.variation.place
    return furniture + [
        ThingView(f"item.{i.name}", i.model, place.get(i.name, i.position), i.facing, yaw(i.facing))
        for i in drill.scenario.items
        if i.model
    ]


def _fire(item: ItemState) -> FireView:
    return FireView(
        item=item.id,
        room=item.room,
        position=item.base,
        diameter_m=item.flame_diameter_m,
        height_m=item.flame_height_m,
        tilt=item.tilt,
        heat_release_kw=item.heat_release_kw,
        burning=item.burning,
        share=item.share,
        core_heat=item.core_heat,
        covered=item.covered,
        cover=item.cover,
        fuel_left=item.fuel_left,
        wet=item.wet,
        charred=item.charred,
        energised=item.energised,
    )


def _room(room: RoomState) -> RoomView:
    return RoomView(
        name=room.name,
        interface_m=room.interface_m,
        upper_k=room.upper_k,
        lower_k=room.lower_k,
        extinction_upper_1_m=room.extinction_upper_1_m,
        extinction_lower_1_m=room.extinction_lower_1_m,
        o2=room.upper.o2,
        co_ppm=room.upper.co * _PPM_OF_CO,
    )


def _person(drill: Drill, person: Person) -> PersonView:
    kelvin = drill.fire.air_at(person.head).temperature_k if person.head is not None else drill.fire.ambient_k
    return PersonView(
        id=person.id,
        name=person.name,
        role=person.role,
        npc=bool(person.npc),
        present=person.present,
        finished=person.finished,
        outside=person.outside,
        head=person.head,
        facing=person.facing,
        low=person.low,
        held=person.held,
        discharging=person.discharging,
        hit_share=person.hit_share,
        fed=person.dose.fed_gas,
        heat_dose=person.dose.fed_heat,
        visibility_m=person.dose.visibility_m,
        walking_factor=person.dose.walking_factor,
        air_k=kelvin,
        room=person.room,
        incapacitated=person.incapacitated,
        saying=person.saying,
        tasks=[] if person.npc else tasks(drill, person),
        hint=None if person.npc else hint(drill, person),
        call=view(drill, person),
    )
