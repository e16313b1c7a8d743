"""What is drawn of a drill: one JSON-ready picture of the state, sent 20 times a second.

Positions are metres in the place's frame; `facing` is the way a thing's or a person's front looks; `yaw` is the
turn about +Y, radians, that brings a model's +Z there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from safety_training.guide import hint, tasks
from safety_training.numeric import Vec3, yaw
from safety_training.people import Extinguisher, Participant

if TYPE_CHECKING:
    from safety_training.drill import Drill


@dataclass(frozen=True, slots=True)
class FireView:
    """position : centre of the burning surface. height_m : of the flame above it, 0 when nothing burns."""

    position: Vec3
    diameter_m: float
    height_m: float
    heat_release_kw: float
    burning: bool
    share: float
    core_heat: float
    covered: float
    fuel_left: float


@dataclass(frozen=True, slots=True)
class SmokeView:
    """layer_height_m : lower edge above the floor. low, high : the box of the room that it fills."""

    layer_height_m: float
    extinction_1_m: float
    temperature_k: float
    low: Vec3
    high: Vec3


@dataclass(frozen=True, slots=True)
class EquipmentView:
    """`holder` is a participant's id, "" when it stands. Held, `position` is at the holder's side and nozzle and direction are set.
    lever : 0..1. gauge : needle over the whole dial, 0..1; green_low..green_high is the good part of it."""

    name: str
    kind: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float
    holder: str
    pin_out: bool
    pin_jammed: bool
    gauge: float
    green_low: float
    green_high: float
    remaining_kg: float
    full_kg: float
    flow_kg_s: float
    throw_m: float
    lever: float
    nozzle: Vec3 | None
    direction: Vec3 | None


@dataclass(frozen=True, slots=True)
class AlarmView:
    name: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float
    sounding: bool


@dataclass(frozen=True, slots=True)
class ThingView:
    """Furniture of the drill that does not change."""

    name: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """tasks : [{id, ko, en, done}] in order, empty in test mode. hint : {ko, en} for this person, None but in guided mode."""

    id: str
    name: str
    present: bool
    finished: bool
    outside: bool
    head: Vec3 | None
    facing: Vec3
    held: str
    discharging: bool
    hit_share: float
    fed: float
    heat_dose: float
    tasks: list[dict[str, Any]]
    hint: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """hint : of the first participant who is not done; a client should look for its own in participants."""

    tick: int
    time_s: float
    time_left_s: float
    phase: str
    mode: str
    scenario: str
    fire: FireView
    smoke: SmokeView
    equipment: list[EquipmentView]
    alarms: list[AlarmView]
    things: list[ThingView]
    participants: list[ParticipantView]
    hint: dict[str, str] | None = field(default=None)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: objects, lists, texts, numbers, booleans, null."""
        return asdict(self)


def take(drill: Drill) -> Snapshot:
    """The picture of a drill as it is now."""
    state, scenario = drill.fire.state, drill.scenario
    fire = FireView(
        position=scenario.item.base,
        diameter_m=state.flame_diameter_m,
        height_m=state.flame_height_m,
        heat_release_kw=state.heat_release_kw,
        burning=state.burning,
        share=state.burning_share,
        core_heat=state.core_heat,
        covered=state.covered,
        fuel_left=state.fuel_left,
    )
    room = scenario.room
    smoke = SmokeView(state.layer_height_m, state.layer_extinction_1_m, state.layer_temperature_k, room.low, room.high)
    people = [_participant(drill, person) for person in drill.participants.values()]
    return Snapshot(
        tick=drill.tick,
        time_s=drill.time_s,
        time_left_s=max(0.0, scenario.limits.time_s - drill.time_s),
        phase=drill.phase,
        mode=drill.mode,
        scenario=scenario.id,
        fire=fire,
        smoke=smoke,
        equipment=[_equipment(drill, tool) for tool in drill.extinguishers.values()],
        alarms=[
            AlarmView(s.name, "alarm_box", s.position, s.facing, yaw(s.facing), drill.alarms[s.name].sounding)
            for s in scenario.alarms
        ],
        things=[ThingView(s.name, s.kind, s.position, s.facing, yaw(s.facing)) for s in scenario.things],
        participants=people,
        hint=next((p.hint for p in people if not p.finished), None),
    )


def _equipment(drill: Drill, tool: Extinguisher) -> EquipmentView:
    holder = drill.participants.get(tool.holder)
    kind = drill.scenario.kinds[tool.kind]
    low, high = drill.green
    facing = holder.facing if holder else tool.facing
    return EquipmentView(
        name=tool.name,
        kind=tool.kind,
        model="extinguisher",
        position=_at_side(holder, tool.position) if holder else tool.position,
        facing=facing,
        yaw=yaw(facing),
        holder=tool.holder,
        pin_out=tool.pin_out,
        pin_jammed=tool.pin_jammed,
        # the needle falls as the vessel empties
        gauge=tool.gauge_mpa * tool.remaining_kg / kind.mass_kg / drill.full_scale_mpa,
        green_low=low / drill.full_scale_mpa,
        green_high=high / drill.full_scale_mpa,
        remaining_kg=tool.remaining_kg,
        full_kg=kind.mass_kg,
        flow_kg_s=tool.flow_kg_s,
        throw_m=kind.throw_m,
        lever=holder.lever if holder else 0.0,
        nozzle=holder.nozzle if holder else None,
        direction=holder.direction if holder and holder.nozzle else None,
    )


def _at_side(holder: Participant, otherwise: Vec3) -> Vec3:
    """About where a carried extinguisher's foot hangs: 25 cm to the right of the head, 1.1 m below it."""
    if holder.head is None:
        return otherwise
    (x, y, z), (fx, _, fz) = holder.head, holder.facing
    return (x - 0.25 * fz, max(0.0, y - 1.1), z + 0.25 * fx)


def _participant(drill: Drill, person: Participant) -> ParticipantView:
    return ParticipantView(
        id=person.id,
        name=person.name,
        present=person.present,
        finished=person.finished,
        outside=person.outside,
        head=person.head,
        facing=person.facing,
        held=person.held,
        discharging=person.discharging,
        hit_share=person.hit_share,
        fed=person.measures.fed,
        heat_dose=person.measures.heat_dose,
        tasks=tasks(drill, person),
        hint=hint(drill, person),
    )
