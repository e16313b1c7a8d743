"""What a report tells of a drill, computed again from its log: samples once a second, what happened when, what was measured.

It takes as long as the drill takes to compute; the result is plain JSON that can be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from backend.reports.measured import measured
from backend.xapi.vocabulary import step
from safety_training.drill import TICK_HZ, TICK_S, Drill
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario

FORMAT = 1  # raised whenever the same log gives other facts than before
CELL_M = 0.5


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
    """Curves as lists of numbers, one a second, all of the same length; None where there is nothing."""

    def __init__(self, drill: Drill) -> None:
        self.times: list[float] = []
        self.heat: list[float] = []
        self.rooms: dict[str, dict[str, list[float]]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.agent: dict[tuple[int, int], float] = {}
        self.fires: dict[str, list[float]] = {}

    def sample(self, drill: Drill) -> None:
        shot = _picture(drill)
        self.times.append(round(drill.tick * TICK_S, 2))
        heat = 0.0
        for fire in shot["fires"]:
            heat += fire["heat_release_kw"]
            if fire["burning"]:
                x, _, z = fire["position"]
                self.fires.setdefault(fire["item"], [x, z, round(drill.tick * TICK_S, 1)])
        self.heat.append(round(heat, 1))
        for room in shot["rooms"]:
            kept = self.rooms.setdefault(room["name"], {"interface_m": [], "upper_k": []})
            kept["interface_m"].append(room["interface_m"])
            kept["upper_k"].append(room["upper_k"])
        for person in shot["people"]:
            self._person(person)
        for tool in shot["equipment"]:
            self._spray(tool)

    def _person(self, shot: Mapping[str, Any]) -> None:
        kept = self.people.setdefault(shot["id"], {"name": shot["name"], "role": shot["role"], "npc": shot["npc"]})
        curves = kept.setdefault("curves", {key: [] for key in ("x", "z", "fed", "heat_dose", "visibility_m", "air_k")})
        head = shot["head"] or (None, None, None)
        row = {**shot, "x": head[0], "z": head[2]}
        for key, values in curves.items():
            values += [None] * (len(self.times) - 1 - len(values))  # came later than others
            values.append(row[key])

    def _spray(self, tool: Mapping[str, Any]) -> None:
        """Where a second's agent goes: to the floor or as far as it is thrown, along the nozzle."""
        nozzle, way = tool["nozzle"], tool["direction"]
        if tool["flow_kg_s"] <= 0.0 or nozzle is None or way is None:
            return
        far = tool["throw_m"]
        if way[1] < -0.05:
            far = min(far, nozzle[1] / -way[1])
        cell = (int((nozzle[0] + far * way[0]) // CELL_M), int((nozzle[2] + far * way[2]) // CELL_M))
        self.agent[cell] = self.agent.get(cell, 0.0) + tool["flow_kg_s"]

    def result(self, drill: Drill) -> dict[str, Any]:
        people = [
            {"id": key, **kept, "measured": measured(drill, key), "moments": _moments(drill, key)}
            for key, kept in self.people.items()
        ]
        return {
            "format": FORMAT,
            "seconds": round(drill.tick * TICK_S, 2),
            "state_hash": drill.state_hash(),
            "reason": drill.finished_reason,
            "building": _building(drill),
            "times": self.times,
            "heat_kw": self.heat,
            "rooms": self.rooms,
            "people": people,
            "fires": self.fires,
            "agent": [[*cell, round(kg, 4)] for cell, kg in sorted(self.agent.items())],
            "events": _happened(drill),
        }


def _moments(drill: Drill, participant: str) -> list[list[Any]]:
    person = drill.participants.get(participant)
    found = sorted(person.moments.items(), key=lambda item: item[1]) if person else []
    return [[round(tick * TICK_S, 1), kind] for kind, tick in found]


def _happened(drill: Drill) -> list[dict[str, Any]]:
    """What is worth a line in a report, with the words for it."""
    lines = []
    for event in drill.events:
        told = step(event.kind)
        if told is not None:
            at = round(event.tick * TICK_S, 1)
            lines.append({"at": at, "kind": event.kind, "who": event.participant, "ko": told.ko, "en": told.en})
    return lines


def _building(drill: Drill) -> str:
    building = getattr(drill.scenario, "building", None)
    return str(building.id) if building is not None else str(drill.scenario.place)


def _picture(drill: Drill) -> dict[str, Any]:
    """The snapshot; of the first engine, put into the words of the second."""
    shot = drill.snapshot().to_dict()
    if "people" in shot:
        return shot
    smoke = shot["smoke"]
    room = {"name": "hall", "interface_m": smoke["layer_height_m"], "upper_k": smoke["temperature_k"]}
    people = [{"role": "", "npc": False, "visibility_m": None, "air_k": None, **p} for p in shot["participants"]]
    return {**shot, "fires": [{"item": "bin", **shot["fire"]}], "rooms": [room], "people": people}
