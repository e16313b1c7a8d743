"""What comes out of a nozzle and where it goes: start, aim, sweep, stop. For extinguishers and for water alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training.numeric import Vec3, distance, dot, floor_distance, unit
from safety_training.people import Person
from safety_training.places import flat, nearest_fire
from safety_training.routes import FAR_M
from safety_training.units.tools import Tool, kind_of, tool_of
from safety_training.units.unit import Measured, void

if TYPE_CHECKING:
    from safety_training.drill import Drill

DT = 0.05
LEVER_OPENS = 0.5  # of its travel
AIM_HOLDS_TICKS = 20  # a lever of which nothing was heard for so long is released
ON_BASE = 0.2  # share of the jet from which one aims at the base
_SWEEP_S = 1.5
_SWEEP_RAD = 0.05  # a turn of the sweep: so far back from the last extreme (12 cm at 2.5 m)


@dataclass(slots=True)
class Spray:
    """Kilograms, metres, seconds and turns, gathered while the nozzle is open. swung : the size of each swing, rad."""

    agent_kg: float = 0.0
    hit_kg: float = 0.0  # reached the base of the fire
    exit_behind_kg: float = 0.0
    seconds: float = 0.0
    start_distance_m: float = -1.0
    least_distance_m: float = -1.0
    distance_s: float = 0.0  # integral of the distance
    early_stops: int = 0
    turns: int = 0
    sweep_from_rad: float = 0.0  # the last extreme of the aim, beside the base
    sweep_begin_rad: float = 0.0
    sweep_way: int = 0
    swung_rad: float = 0.0
    agents: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)  # in the order of first use


def nozzle_is_open(drill: Drill, person: Person) -> bool:
    """Whether the lever is squeezed, as far as was heard lately."""
    return aims(drill, person) and person.lever >= LEVER_OPENS


def aims(drill: Drill, person: Person) -> bool:
    return person.nozzle is not None and drill.tick - person.aim_tick <= AIM_HOLDS_TICKS


def sprayed(drill: Drill, person: Person, tool: Tool, agent: str, used_kg: float, share: float) -> None:
    """One tick of an open nozzle. share : of this tick's agent that reached the base."""
    assert person.nozzle is not None
    assert person.head is not None
    spray, fire = person.note(Spray), nearest_fire(drill, person.head)
    if not person.discharging:
        person.discharging, spray.sweep_way = True, 0
        away = floor_distance(person.nozzle, fire) if fire else None
        drill.emit("discharge_began", person, device=tool.name, agent=agent, distance_m=away)
        drill.mark("fought", person)
    for known, name in ((spray.tools, tool.name), (spray.agents, agent)):
        if name not in known:
            known.append(name)
    spray.agent_kg += used_kg
    spray.hit_kg += used_kg * share
    spray.seconds += DT
    person.hit_share = share
    if fire is not None:
        _towards(drill, person, spray, fire, used_kg)
    if share > ON_BASE:
        drill.once("discharge_on_base", person)


def stopped(drill: Drill, person: Person) -> None:
    """The jet ended: by letting go of the lever, by putting the thing down, or because it is empty."""
    person.discharging, person.hit_share = False, 0.0
    tool = tool_of(drill, person)
    left = tool is not None and (kind_of(tool) is None or tool.remaining_kg > 0.0)
    if tool is not None:
        tool.flow_kg_s = 0.0
    drill.emit("discharge_ended", person)
    if drill.alight and left and not drill.must_leave(person):
        person.note(Spray).early_stops += 1
        drill.emit("stopped_early", person)


def exit_is_behind(drill: Drill, head: Vec3, fire: Vec3) -> bool:
    """Nearer to the way out than the fire is, and the way out not in the fire's direction."""
    mine, its = drill.routes.out(head), drill.routes.out(fire)
    if mine.length_m >= FAR_M or mine.length_m >= its.length_m:
        return False
    if not mine.points:
        return True
    return dot(flat(head, fire), flat(head, mine.points[0])) < 0.5


def _towards(drill: Drill, person: Person, spray: Spray, fire: Vec3, used_kg: float) -> None:
    assert person.head is not None
    away = floor_distance(person.head, fire)
    if spray.start_distance_m < 0.0:
        spray.start_distance_m = spray.least_distance_m = away
    spray.least_distance_m = min(spray.least_distance_m, away)
    spray.distance_s += away * DT
    if exit_is_behind(drill, person.head, fire):
        spray.exit_behind_kg += used_kg
    if distance(person.head, fire) > 0.3:
        _sweep(person, spray, fire)


def _sweep(person: Person, spray: Spray, fire: Vec3) -> None:
    """Counts how often the aim turns back while it passes before the base. Angles are small: their sine stands for them."""
    assert person.nozzle is not None
    to_fire, aim = flat(person.nozzle, fire), unit((person.direction[0], 0.0, person.direction[2]))
    beside = to_fire[0] * aim[2] - to_fire[2] * aim[0]
    if spray.sweep_way == 0:
        spray.sweep_from_rad = spray.sweep_begin_rad = beside
        spray.sweep_way = 1
    forth = (beside - spray.sweep_from_rad) * spray.sweep_way
    if forth > 0.0:
        spray.sweep_from_rad = beside
    elif forth < -_SWEEP_RAD:
        spray.swung_rad += abs(spray.sweep_from_rad - spray.sweep_begin_rad)
        spray.sweep_begin_rad = spray.sweep_from_rad
        spray.sweep_from_rad, spray.sweep_way = beside, -spray.sweep_way
        spray.turns += 1


# measures -----------------------------------------------------------------------------------------------------------------


def by_hydrant_alone(person: Person) -> bool:
    """Whether the person used water from the building and no extinguisher: the rules of extinguishers have no occasion."""
    tools = person.note(Spray).tools
    return bool(tools) and all(name.endswith(".nozzle") for name in tools)


def began(person: Person) -> int | None:
    return person.moments.get("discharge_began")


def base_share(drill: Drill, person: Person) -> Measured:
    spray = person.note(Spray)
    return (spray.hit_kg / spray.agent_kg if spray.agent_kg > 0.0 else None), began(person)


def exit_behind(drill: Drill, person: Person) -> Measured:
    spray = person.note(Spray)
    return (spray.exit_behind_kg / spray.agent_kg if spray.agent_kg > 0.0 else None), began(person)


def start_distance(drill: Drill, person: Person) -> Measured:
    if by_hydrant_alone(person):
        return void()
    start, limits = person.note(Spray).start_distance_m, drill.scenario.limits
    if began(person) is None or start < 0.0:
        return None, began(person)
    return max(0.0, limits.start_low_m - start, start - limits.start_high_m), began(person)


def sweep(drill: Drill, person: Person) -> Measured:
    """Who put it out in the time of half a sweep had no occasion."""
    spray = person.note(Spray)
    quick = 0.0 < spray.seconds < _SWEEP_S and spray.turns == 0 and not drill.alight
    if quick or by_hydrant_alone(person):
        return void()
    return (None if began(person) is None else float(person.note(Spray).turns)), began(person)


def no_early_stop(drill: Drill, person: Person) -> Measured:
    if "discharge_on_base" not in person.moments:
        return None, began(person)
    stops = float(person.note(Spray).early_stops)
    return stops, person.moments.get("stopped_early", drill.moments.get("fire_out"))
