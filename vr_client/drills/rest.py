"""The hall before a drill: equipment in its place, nothing burning, nothing to be taken. And after one: aired, the fire out."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from typing import Any

from safety_training.drill import Drill
from safety_training.scenario import load_scenario
from vr_client.drills.debrief import without_smoke
from vr_client.world import DrillView, World


def at_rest(world: World, scenario: str) -> None:
    for name in list(world.interactables):
        if name.partition(".")[0] != "portal":
            del world.interactables[name]
    world.things.clear()
    world.drill = DrillView("", copy.deepcopy(first_snapshot(scenario)))


def aired(drill: DrillView, result: dict[str, Any]) -> DrillView:
    """A drill that is over: people and things as they were, no flames, light and air in which results can be read."""
    last = drill.snapshot
    if not last:
        return replace(drill, result=result)
    fires = [
        {**fire, "burning": False, "heat_release_kw": 0.0, "height_m": 0.0, "energised": False}
        for fire in last["fires"]
    ]
    lit = dict.fromkeys(last.get("power") or {}, True)
    clear = {**without_smoke(last), "fires": fires, "power": lit}
    return replace(drill, snapshot=clear, previous=None, result=result)


@cache
def first_snapshot(scenario: str) -> dict[str, Any]:
    """As the drill would be seen before anybody came. Not to be changed."""
    return Drill(load_scenario(scenario)).snapshot().to_dict()
