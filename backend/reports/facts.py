"""What a report tells of a drill, computed again from its log: samples once a second, what happened when, what was measured.

It takes as long as the drill takes to compute; the result is plain JSON that can be kept.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from backend.reports.measured import measured
from backend.xapi.vocabulary import step
from safety_training.drill import TICK_HZ, TICK_S, Drill
from safety_training.grading import grade
from safety_training.metrics import curves
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario

FORMAT = 3  # raised whenever the same log gives other facts than before
_CURVES = ("t_s", "x", "z", "fed", "heat_dose", "visibility_m", "over_layer_m")


def gather(log: DrillLog) -> dict[str, Any]:
    """Raises KeyError if the scenario is not known here, ValueError if it or the rules have changed since."""
    scenario = load_scenario(log.scenario)
    if scenario.content_hash != log.scenario_hash:
        raise ValueError("the scenario has changed since")
    drill = Drill(scenario, log.seed, log.mode)
    facts = Facts(drill)
    end = log.end_tick if log.end_tick >= 0 else (log.inputs[-1].tick + 1 if log.inputs else 0)
    by_tick = {tick: list(inputs) for tick, inputs in groupby(log.inputs, key=lambda logged: logged.tick)}
    while drill.tick < end and not drill.finished:
        drill.step(by_tick.get(drill.tick, ()))
        if drill.tick % TICK_HZ == 0:
            facts.sample(drill)
    facts.sample(drill)
    return facts.result(drill)


class Facts:
    """Curves as lists of numbers, one a second, all of the same length. Times are seconds since the first person came."""

    def __init__(self, drill: Drill) -> None:
        self.times: list[float] = []
        self.heat: list[float] = []
        self.rooms: dict[str, dict[str, list[float]]] = {
            room.name: {"interface_m": [], "upper_k": []} for room in drill.fire.rooms
        }
        self.fires: dict[str, list[float]] = {}

    def sample(self, drill: Drill) -> None:
        self.times.append(_since(drill, drill.tick))
        heat = 0.0
        for item in drill.fire.items:
            heat += item.heat_release_kw
            if item.burning:
                self.fires.setdefault(item.id, [item.base[0], item.base[2], self.times[-1]])
        self.heat.append(round(heat, 1))
        for room in drill.fire.rooms:
            kept = self.rooms[room.name]
            kept["interface_m"].append(round(room.interface_m, 3))
            kept["upper_k"].append(round(room.upper_k, 1))

    def result(self, drill: Drill) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "seconds": _since(drill, drill.tick),
            "began_tick": drill.started_tick or 0,
            "state_hash": drill.state_hash(),
            "reason": drill.finished_reason,
            "building": drill.building.id,
            "times": self.times,
            "heat_kw": self.heat,
            "rooms": self.rooms,
            "people": [_person(drill, key) for key in drill.participants],
            "fires": self.fires,
            "agent": _patches(drill),
            "events": _happened(drill),
        }


def _since(drill: Drill, tick: int) -> float:
    return round((tick - (drill.started_tick or 0)) * TICK_S, 2)


def _person(drill: Drill, key: str) -> dict[str, Any]:
    person = drill.participants[key]
    kept = {name: [round(v, 4) for v in curve] for name, curve in curves(drill, key).items() if name in _CURVES}
    score = grade(drill, key).score
    known = {"id": key, "name": person.name, "role": person.role, "score": score}
    return {**known, "measured": measured(drill, key), "curves": kept}


def _patches(drill: Drill) -> list[list[float]]:
    """Agent on the floor: [x, z, size, kg/m2] of each patch that has some."""
    found = []
    for grid in drill.fire.deposits.values():
        for cell, density in enumerate(grid.kg_m2):
            if density > 0.0:
                row, column = divmod(cell, grid.columns)
                x, z = grid.x_m + column * grid.step_m, grid.z_m + row * grid.step_m
                found.append([round(x, 2), round(z, 2), grid.step_m, round(density, 4)])
    return found


def _happened(drill: Drill) -> list[dict[str, Any]]:
    """What is worth a line in a report, with the words for it."""
    lines = []
    for event in drill.events:
        told = step(event.kind)
        if told is not None:
            at = _since(drill, event.tick)
            lines.append({"at": at, "kind": event.kind, "who": event.participant, "ko": told.ko, "en": told.en})
    return lines
