"""The hall before a drill: equipment in its place, nothing burning, nothing to be taken."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from safety_training.drill import Drill
from safety_training.scenario import load_scenario
from vr_client.world import DrillView, World


def at_rest(world: World, scenario: str) -> None:
    for name in list(world.interactables):
        if name.partition(".")[0] != "portal":
            del world.interactables[name]
    world.things.clear()
    world.drill = DrillView("", copy.deepcopy(first_snapshot(scenario)))


@cache
def first_snapshot(scenario: str) -> dict[str, Any]:
    """As the drill would be seen before anybody came. Not to be changed."""
    return Drill(load_scenario(scenario)).snapshot().to_dict()
