"""What a drill learns about a person each tick: what was seen, breathed, risked. The grader reads these measures and moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.numeric import Vec3, dot, floor_distance, power, sub, unit
from safety_training.people import Participant
from safety_training.tables import values

if TYPE_CHECKING:
    from safety_training.drill import Drill

_SEES_COS = 0.6  # within about 53 degrees of where one looks
_BACK_COS = -0.3
_ON_BASE = 0.2  # share of the jet from which one aims at the base
_SWEEP_RAD = 0.05  # a turn of the sweep: so far back from the last extreme (12 cm at 2.5 m)
_LEAVE_GRACE_S = 5.0
_OUT_S = 1.0  # outside for so long is out: coming back to a fire is re-entry
_GONE_S = 3.0  # outside for so long is gone
_NEAR_M = 5.0


def observe(drill: Drill, person: Participant, dt: float) -> None:
    """One tick of one person who takes part."""
    if person.head is None:
        return
    _seen(drill, person)
    if _outside(drill, person, dt):
        return
    _exposure(drill, person, person.head, dt)
    _after(drill, person, person.head, dt)


def spray_facts(drill: Drill, person: Participant, used_kg: float, share: float) -> None:
    """Called each tick in which the person's nozzle is open. share : of this tick's agent that reached the base."""
    assert person.nozzle is not None
    assert person.head is not None
    m, fire = person.measures, drill.scenario.item.base
    if not person.discharging:
        person.discharging = True
        drill.emit("discharge_began", person, distance_m=floor_distance(person.nozzle, fire))
        m.sweep_way = 0
    if m.agent_kg == 0.0:
        m.start_distance_m = floor_distance(person.head, fire)
        tool = drill.extinguishers[person.held]
        if drill.is_green(tool):
            person.moments["green_used"] = drill.tick
        if "gauge_of." + tool.name in person.moments:
            person.moments["gauge_known"] = drill.tick
    m.agent_kg += used_kg
    m.hit_kg += used_kg * share
    person.hit_share = share
    if exit_is_behind(drill, person.head):
        m.exit_behind_kg += used_kg
    if share > _ON_BASE and "discharge_on_base" not in person.moments:
        drill.emit("discharge_on_base", person)
    _sweep(person, fire)


def exit_is_behind(drill: Drill, head: Vec3) -> bool:
    """Nearer to the exit than the fire is, and the exit not in the fire's direction."""
    fire, way_out = drill.scenario.item.base, drill.scenario.exit.position
    if floor_distance(head, way_out) >= floor_distance(fire, way_out):
        return False
    return dot(_flat(head, fire), _flat(head, way_out)) < 0.5


def _sweep(person: Participant, fire: Vec3) -> None:
    """Counts how often the aim turns back while it passes before the base. Angles are small: their sine stands for them."""
    assert person.nozzle is not None
    m = person.measures
    to_fire, aim = _flat(person.nozzle, fire), unit((person.direction[0], 0.0, person.direction[2]))
    beside = to_fire[0] * aim[2] - to_fire[2] * aim[0]
    if m.sweep_way == 0:
        m.sweep_from_rad, m.sweep_way = beside, 1
    forth = (beside - m.sweep_from_rad) * m.sweep_way
    if forth > 0.0:
        m.sweep_from_rad = beside
    elif forth < -_SWEEP_RAD:
        m.sweep_from_rad, m.sweep_way = beside, -m.sweep_way
        m.sweep_turns += 1


def _seen(drill: Drill, person: Participant) -> None:
    assert person.head is not None
    if "fire_seen" in person.moments or not drill.fire.state.burning:
        return
    if dot(unit(sub(drill.scenario.item.base, person.head)), person.facing) > _SEES_COS:
        drill.emit("fire_seen", person)


def _outside(drill: Drill, person: Participant, dt: float) -> bool:
    """Whether the person is beyond the exit; to stay there is to have left."""
    assert person.head is not None
    exit_, head = drill.scenario.exit, person.head
    beyond = dot(sub(head, exit_.position), (exit_.outward[0], 0.0, exit_.outward[2])) > 0.0
    if "came_in" not in person.moments:  # one starts at the door
        if not beyond and floor_distance(head, exit_.position) > exit_.half_width_m:
            person.moments["came_in"] = drill.tick
        return False
    if beyond and not person.outside:
        drill.emit("went_out", person)
    elif not beyond and person.outside_s >= _OUT_S and drill.fire.state.burning:
        drill.emit("reentry", person)
    person.outside = beyond
    person.outside_s = person.outside_s + dt if beyond else 0.0
    if person.outside_s >= _GONE_S:
        drill.leave_by_exit(person)
    return beyond


def _exposure(drill: Drill, person: Participant, head: Vec3, dt: float) -> None:
    m, state, limits, c = person.measures, drill.fire.state, drill.scenario.limits, values("fire")
    if drill.must_leave() and drill.fire.state.burning:
        m.must_leave_s += dt
        if m.must_leave_s > _LEAVE_GRACE_S and "stayed" not in person.moments:
            drill.emit("stayed", person)
    m.low_smoke_s = m.low_smoke_s + dt if state.layer_height_m < limits.stay_layer_m else 0.0
    if m.low_smoke_s > limits.stay_s and "stay_under_smoke" not in person.moments:
        drill.emit("stay_under_smoke", person)
    if head[1] > state.layer_height_m:
        m.fed += dt / 60.0 * state.layer_co_ppm / c["fed_co"]
        if m.fed >= limits.fed and "gas_dose" not in person.moments:
            drill.emit("gas_dose", person)
    flux = drill.fire.radiation_kw_m2(head)
    if flux >= c["heat_pain_flux"]:
        m.heat_dose += dt / 60.0 * power(flux, c["heat_pain_exponent"]) / c["heat_pain_coefficient"]
        if m.heat_dose >= 1.0 and "burnt" not in person.moments:
            drill.emit("burnt", person)


def _after(drill: Drill, person: Participant, head: Vec3, dt: float) -> None:
    """Watching and backing away once the fire is out; the back is not turned while it may still come."""
    m, fire = person.measures, drill.scenario.item.base
    towards = dot(_flat(head, fire), unit((person.facing[0], 0.0, person.facing[2])))
    distance_m = floor_distance(head, fire)
    surely = drill.out_s >= drill.scenario.limits.out_s
    fought = "discharge_began" in person.moments
    if towards < _BACK_COS and fought and not surely and distance_m < _NEAR_M and "turned_back" not in person.moments:
        drill.emit("turned_back", person)
    if drill.out_s == 0.0:
        m.after_s = m.watched_s = m.backed_m = 0.0
        return
    if m.after_s == 0.0:
        m.out_distance_m = distance_m
    if not surely:
        m.after_s += dt
        m.watched_s += dt if towards > _SEES_COS else 0.0
    m.backed_m = max(m.backed_m, distance_m - m.out_distance_m)


def _flat(start: Vec3, end: Vec3) -> Vec3:
    """The level direction from start to end."""
    return unit((end[0] - start[0], 0.0, end[2] - start[2]))
