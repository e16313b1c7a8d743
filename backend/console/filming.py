"""`python -m backend.console.filming FOLDER`: a drill computed again from its log (JSON on standard input), as a debrief shows it.

It leaves pictures in chunks of ten seconds and curves with a value a second. It writes as it goes, `done.json` last.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from backend.console.frames import compact
from safety_training.drill import TICK_HZ, Drill
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario

FORMAT = 1  # raised whenever the same log gives another film
EVERY_TICKS = 4  # five pictures a second
CHUNK_TICKS = 10 * TICK_HZ


class Film:
    def __init__(self, folder: Path, ticks: int) -> None:
        self._folder, self._ticks = folder, ticks
        self._frames: list[dict[str, Any]] = []
        self._track = Track()

    def look(self, drill: Drill) -> None:
        """To be called between ticks, from the first on."""
        if drill.tick % EVERY_TICKS and not drill.finished:
            return
        if drill.tick and drill.tick % CHUNK_TICKS == 0:
            self._keep(drill.tick // CHUNK_TICKS - 1)
        frame = compact({**drill.snapshot().to_dict(), "paused": False})
        self._frames.append(frame)
        if drill.tick % TICK_HZ == 0:
            self._track.note(drill, frame)

    def end(self, drill: Drill) -> None:
        self._keep(drill.tick // CHUNK_TICKS)
        done = {**self._track.to_dict(drill), "ticks": drill.tick, "state_hash": drill.state_hash()}
        _write(self._folder / "done.json", json.dumps(done).encode())

    def _keep(self, chunk: int) -> None:
        packed = gzip.compress(json.dumps(self._frames, separators=(",", ":")).encode(), 5, mtime=0)
        _write(self._folder / f"{chunk}.json.gz", packed)
        _write(self._folder / "progress.json", json.dumps({"chunks": chunk + 1, "ticks": self._ticks}).encode())
        self._frames = []


class Track:
    """Curves: lists of the same length, a value a second, None where somebody was not there."""

    ROOM = ("interface_m", "upper_k", "lower_k", "co_ppm", "extinction_upper_1_m")
    PERSON = ("fed", "heat_dose", "visibility_m", "air_k", "x", "y", "z", "fx", "fz", "layer_m")

    def __init__(self) -> None:
        self.ticks: list[int] = []
        self.heat_kw: list[float] = []
        self.rooms: dict[str, dict[str, list[float]]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.agent: list[list[Any]] = []

    def note(self, drill: Drill, frame: dict[str, Any]) -> None:
        self.ticks.append(drill.tick)
        heat = 0.0
        for fire in frame["fires"]:
            heat += fire["heat_release_kw"]
        self.heat_kw.append(round(heat, 1))
        layers = {}
        for room in frame["rooms"]:
            layers[room["name"]] = room["interface_m"]
            curves = self.rooms.setdefault(room["name"], {key: [] for key in self.ROOM})
            for key, values in curves.items():
                values.append(room[key])
        for person in frame["people"]:
            self._person(person, layers.get(person["room"]))
        if len(self.ticks) % 10 == 1:
            self.agent.append([drill.tick, drill.fire.agent_on_floors])

    def _person(self, p: dict[str, Any], layer_m: float | None) -> None:
        known = {"name": p["name"], "npc": p["npc"], "role": p["role"]}
        kept = self.people.setdefault(p["id"], {**known, "curves": {key: [] for key in self.PERSON}})
        head = p["head"] or (None, None, None)
        row = {**p, "layer_m": layer_m, **dict(zip(("x", "y", "z"), head, strict=True))}
        row["fx"], _, row["fz"] = p["facing"]
        for key, values in kept["curves"].items():
            values += [None] * (len(self.ticks) - 1 - len(values))
            values.append(row[key])

    def to_dict(self, drill: Drill) -> dict[str, Any]:
        self.agent.append([drill.tick, drill.fire.agent_on_floors])
        return {
            "seconds": [round(tick / TICK_HZ, 2) for tick in self.ticks],
            "heat_kw": self.heat_kw,
            "rooms": self.rooms,
            "people": self.people,
            "agent": self.agent,
            "events": [event.to_dict() for event in drill.events],
        }


def film(log: DrillLog, folder: Path) -> None:
    """Raises KeyError if the scenario is not known here, ValueError if it has changed since."""
    scenario = load_scenario(log.scenario)
    if scenario.content_hash != log.scenario_hash:
        raise ValueError("the scenario has changed since")
    drill = Drill(scenario, log.seed, log.mode)
    end = log.end_tick if log.end_tick >= 0 else (log.inputs[-1].tick + 1 if log.inputs else 0)
    made = Film(folder, end)
    by_tick = {tick: list(inputs) for tick, inputs in groupby(log.inputs, key=lambda logged: logged.tick)}
    made.look(drill)
    while drill.tick < end and not drill.finished:
        drill.step(by_tick.get(drill.tick, ()))
        made.look(drill)
    made.end(drill)


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)


def main() -> None:
    with suppress(OSError, AttributeError):
        os.nice(10)  # drills that run go first
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    film(DrillLog.from_dict(json.load(sys.stdin)), folder)


if __name__ == "__main__":
    main()
