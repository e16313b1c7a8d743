"""A drill: a state, a fixed step of 1/20 s, and a log. Same scenario, seed and log: same hash, bit for bit."""

from __future__ import annotations

TICK_HZ = 20
TICK_S = 1.0 / TICK_HZ

# The interface that everybody else leans on; the body is built by the training's author.
#
#   scenario = load_scenario("waste_bin")                      # safety_training/scenarios/waste_bin.toml
#   drill = Drill(scenario, seed=7, mode="practice")           # mode: practice | guided | test
#   events = drill.step([Logged(tick=drill.tick, ...), ...])   # exactly one tick; returns list[Event]
#   drill.tick, drill.finished, drill.events
#   drill.snapshot() -> Snapshot                               # what is drawn: JSON-ready dataclass
#   drill.state_hash() -> str                                  # hex SHA-256 over the whole state
#   grade(drill) -> Grade                                      # safety_training/grading.py
#   replay(DrillLog) -> Drill                                  # safety_training/replay.py; Log.to_json / from_json, chained hash
