"""Everything that was measured of one person in a drill, by name: for reports, curves and comparison. Figures, not points.

Times are seconds from the beginning of the drill (None: it did not happen), the rest in the unit of the name.
"""

from __future__ import annotations

from typing import Any

from safety_training.drill import TICK_S, Drill
from safety_training.people import Person
from safety_training.units.after import After
from safety_training.units.decision import Decision
from safety_training.units.descender import Rigging
from safety_training.units.discover import noticed
from safety_training.units.doors import SHUT, Doors, Felt
from safety_training.units.egress import Egress
from safety_training.units.exposure import Track
from safety_training.units.extinguisher import Handling
from safety_training.units.hydrant import Water
from safety_training.units.spray import Spray

_COLUMNS = ("t_s", "x", "y", "z", "fed", "heat_dose", "extinction_1_m", "visibility_m", "over_layer_m")


def metrics(drill: Drill, participant: str) -> dict[str, Any]:
    """JSON-ready. Raises KeyError for somebody who did not take part."""
    person = drill.participants[participant]
    return {**_times(drill, person), **_spraying(person), **_going(drill, person), **_breathing(person)}


def curves(drill: Drill, participant: str) -> dict[str, list[float]]:
    """Once a second: where the head was, the doses, extinction, visibility, height of the head over the smoke's lower edge
    (-1000 outside). Lists of one length, by name. Raises KeyError."""
    began = drill.started_tick or 0
    samples = drill.participants[participant].note(Track).samples
    table = {name: [sample[i] for sample in samples] for i, name in enumerate(_COLUMNS)}
    table["t_s"] = [(tick - began) * TICK_S for tick in table["t_s"]]
    return table


def _at(drill: Drill, tick: int | None) -> float | None:
    return None if tick is None else round((tick - (drill.started_tick or 0)) * TICK_S, 2)


def _times(drill: Drill, person: Person) -> dict[str, Any]:
    own, all_ = person.moments, drill.moments
    reflashes = len([event for event in drill.events if event.kind == "reflash"])
    return {
        "t_ignition": _at(drill, all_.get("ignition")),
        "t_detect": _at(drill, noticed(drill, person)),
        "t_seen": _at(drill, own.get("fire_seen")),
        "t_warned": _at(drill, own.get("warned")),
        "t_alarm": _at(drill, all_.get("alarm_on")),
        "t_call": _at(drill, all_.get("call_answered")),
        "t_call_done": _at(drill, all_.get("call_done")),
        "t_first_agent": _at(drill, own.get("discharge_began")),
        "t_knockdown": _at(drill, all_.get("flame_gone")),
        "t_out": _at(drill, all_.get("fire_out")),
        "t_left": _at(drill, own.get("left_by_exit")),
        "t_assembled": _at(drill, own.get("assembled")),
        "t_counted": _at(drill, all_.get("counted")),
        "reflash_count": reflashes,
    }


def _spraying(person: Person) -> dict[str, Any]:
    spray, handling, after = person.note(Spray), person.note(Handling), person.note(After)
    seconds, turns = spray.seconds, spray.turns
    return {
        "agent_kg": spray.agent_kg,
        "agent_on_base_kg": spray.hit_kg,
        "agent_on_base_share": spray.hit_kg / spray.agent_kg if spray.agent_kg > 0.0 else None,
        "exit_behind_share": spray.exit_behind_kg / spray.agent_kg if spray.agent_kg > 0.0 else None,
        "agents": list(spray.agents),
        "tools": list(spray.tools),
        "discharge_s": seconds,
        "start_distance_m": spray.start_distance_m if spray.start_distance_m >= 0.0 else None,
        "least_distance_m": spray.least_distance_m if spray.least_distance_m >= 0.0 else None,
        "mean_distance_m": spray.distance_s / seconds if seconds > 0.0 else None,
        "sweep_hz": 0.5 * turns / seconds if seconds > 0.0 else None,
        "sweep_amplitude_rad": 0.5 * spray.swung_rad / turns if turns else None,
        "sweep_turns": turns,
        "pin_jams": handling.pin_jams,
        "early_stops": spray.early_stops,
        "watched_s": after.watched_s,
        "backed_m": after.backed_m,
        "hydrant_out_of_order": list(person.note(Water).wrong),
    }


def _going(drill: Drill, person: Person) -> dict[str, Any]:
    egress, doors, decision = person.note(Egress), drill.part(Doors), person.note(Decision)
    left_open = [name for name in egress.passed if doors.leaves[name].wanted >= SHUT]
    return {
        "path_m": egress.path_m,
        "path_over_shortest": egress.ratio or None,
        "fastest_m_s": egress.fastest_m_s,
        "in_smoke_s": egress.smoke_s,
        "low_in_smoke_s": egress.low_s,
        "doors_passed": list(egress.passed),
        "doors_left_open": left_open,
        "doors_unfelt": person.note(Felt).unfelt,
        "must_leave_s": decision.must_leave_s,
        "descender_skipped": person.note(Rigging).skipped,
    }


def _breathing(person: Person) -> dict[str, Any]:
    track = person.note(Track)
    return {
        "fed": person.dose.fed_gas,
        "heat_dose": person.dose.fed_heat,
        "dense_smoke_s": track.dense_s,
        "hottest_air_k": track.hottest_k or None,
        "least_visibility_m": track.least_visibility_m if track.least_visibility_m < 1e3 else None,
        "most_over_layer_m": track.most_over_layer_m if track.most_over_layer_m > -1e3 else None,
    }
