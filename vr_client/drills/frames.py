"""A finished drill computed again from its log, as pictures of its state: what a debrief shows.

Run as a program of its own (`python -m vr_client.drills.frames EVERY < log.json`), so that computing takes nothing from the
frames of whoever watches: a line of JSON for each picture, as soon as it is known.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from safety_training.drill import RULES_VERSION, Drill
from safety_training.metrics import metrics
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario


def frames_of(log: DrillLog, every: int = 4) -> Iterator[dict[str, Any]]:
    """{tick, snapshot, events, floor} of every `every` ticks and of the last one, which has `measured` of each person, too.
    floor : FloorGrid.patches of the agent that lies there, None while it is as before. Raises ValueError for a log of other
    rules or of another version of its scenario, KeyError for an unknown scenario."""
    scenario = load_scenario(log.scenario)
    if log.rules != RULES_VERSION or log.scenario_hash != scenario.content_hash:
        raise ValueError(f"made under rules {log.rules} of {log.scenario}, which are not those of today")
    drill = Drill(scenario, log.seed, log.mode)
    inputs = {tick: list(entries) for tick, entries in groupby(log.inputs, key=lambda entry: entry.tick)}
    last = log.end_tick if log.end_tick >= 0 else max(inputs, default=0) + 1
    told, floor = 0, drill.fire.agent_on_floors
    yield _frame(drill, told) | {"floor": floor}
    while drill.tick < last and not drill.finished:
        drill.step(inputs.get(drill.tick, []))
        if drill.tick % every == 0 or drill.tick == last or drill.finished:
            before, floor = floor, drill.fire.agent_on_floors
            frame = _frame(drill, told) | {"floor": floor if floor != before else None}
            told = len(drill.events)
            if drill.tick == last or drill.finished:
                frame["measured"] = {person: metrics(drill, person) for person in drill.participants}
            yield frame


def _frame(drill: Drill, told: int) -> dict[str, Any]:
    events = [event.to_dict() for event in drill.events[told:]]
    return {"tick": drill.tick, "snapshot": drill.snapshot().to_dict(), "events": events}


def main() -> int:
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    try:
        log = DrillLog.from_dict(json.load(sys.stdin))
        for frame in frames_of(log, every):
            print(json.dumps(frame, ensure_ascii=True), flush=True)
    except BrokenPipeError:
        return 0  # whoever watched has gone
    except (ValueError, KeyError, TypeError) as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
