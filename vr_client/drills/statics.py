"""What does not change during a drill and so is not sent: the scenario's words, and the building with its rooms and doors."""

from __future__ import annotations

from safety_training.building import Building
from safety_training.scenario import Scenario, load_scenario
from safety_training.texts import Text
from vr_client.drills.view import snapshot_of
from vr_client.world import World


def scenario_of(world: World) -> Scenario | None:
    """Of the drill that is shown."""
    id_ = snapshot_of(world).get("scenario", "")
    return load_scenario(id_) if id_ else None


def building_of(world: World) -> Building | None:
    """Where the drill that is shown takes place."""
    scenario = scenario_of(world)
    return scenario.building if scenario is not None else None


def said(text: Text, lang: str) -> str:
    return text.ko if lang == "ko" else text.en
