"""What a report tells of a drill: how the fire went second by second, what happened when, what was measured.

A drill that has just ended knows it all; of others it is computed again from the log, which takes as long as the drill takes to
compute. The result is plain JSON that can be kept.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backend.reports.measured import measured
from backend.xapi.vocabulary import step
from safety_training.drill import RULES_VERSION, TICK_S, Drill
from safety_training.grading import grade
from safety_training.metrics import curves
from safety_training.replay import DrillLog, replay
from safety_training.scenario import load_scenario
from safety_training.units.flames import Flames, course_of

FORMAT = 4  # raised whenever the same log gives other facts than before
_CURVES = ("t_s", "x", "z", "fed", "heat_dose", "visibility_m", "over_layer_m")


def gather(log: DrillLog) -> dict[str, Any]:
    """Computes it again. Raises KeyError if the scenario is not known here, ValueError if it or the rules have changed since."""
    scenario = load_scenario(log.scenario)
    if scenario.content_hash != log.scenario_hash:
        raise ValueError("the scenario has changed since")
    return facts_of(replay(log, scenario=scenario), again=True)


def facts_of(drill: Drill, again: bool) -> dict[str, Any]:
    """again : computed from the log, not as it ran. Curves are lists of numbers, one a second, all of the same length. Times are
    seconds since the first person came."""
    course = [*drill.part(Flames).course, course_of(drill)]
    rooms = {}
    for number, room in enumerate(drill.fire.rooms):
        edge, kelvin = 2 + 2 * number, 3 + 2 * number
        curve = {
            "interface_m": [round(row[edge], 3) for row in course],
            "upper_k": [round(row[kelvin], 1) for row in course],
        }
        rooms[room.name] = curve
    return {
        "format": FORMAT,
        "again": again,
        "seconds": _since(drill, drill.tick),
        "began_tick": drill.started_tick or 0,
        "state_hash": drill.state_hash(),
        "reason": drill.finished_reason,
        "building": drill.building.id,
        "times": [_since(drill, int(row[0])) for row in course],
        "heat_kw": [round(row[1], 1) for row in course],
        "rooms": rooms,
        "people": [_person(drill, key) for key in drill.participants],
        "fires": _fires(drill),
        "agent": drill.fire.agent_on_floors,
        "events": _happened(drill),
    }


def place_of(cache: Path, log: DrillLog) -> Path:
    """Where the facts of a sealed log are kept."""
    return cache / f"{log.seal}.{RULES_VERSION}.{FORMAT}.json"


def keep(facts: dict[str, Any], place: Path) -> None:
    """Whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(".again" if facts["again"] else ".ran")
    fresh.write_text(json.dumps(facts), encoding="utf-8")
    fresh.replace(place)


def _fires(drill: Drill) -> dict[str, list[float]]:
    """What caught fire: [x, z, when]."""
    places = {item.id: item.base for item in drill.items()}
    found: dict[str, list[float]] = {}
    for event in drill.events:
        item = (event.data or {}).get("item")
        if event.kind in ("ignition", "spread") and item in places:
            found.setdefault(item, [places[item][0], places[item][2], _since(drill, event.tick)])
    return found


def _since(drill: Drill, tick: int) -> float:
    return round((tick - (drill.started_tick or 0)) * TICK_S, 2)


def _person(drill: Drill, key: str) -> dict[str, Any]:
    person = drill.participants[key]
    kept = {name: [round(v, 4) for v in curve] for name, curve in curves(drill, key).items() if name in _CURVES}
    score = grade(drill, key).score
    known = {"id": key, "name": person.name, "role": person.role, "score": score}
    return {**known, "measured": measured(drill, key), "curves": kept}


def _happened(drill: Drill) -> list[dict[str, Any]]:
    """What is worth a line in a report, with the words for it."""
    lines = []
    for event in drill.events:
        told = step(event.kind)
        if told is not None:
            at = _since(drill, event.tick)
            lines.append({"at": at, "kind": event.kind, "who": event.participant, "ko": told.ko, "en": told.en})
    return lines
