"""What does not change during a drill and so is not sent: the scenario's words, and the building with its rooms and doors."""

from __future__ import annotations

from safety_training.building import Building
from safety_training.scenario import Scenario, load_scenario
from safety_training.texts import Text
from vr_client.drills.view import Entry, snapshot_of
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


def called(world: World, person: Entry) -> str:
    """Somebody's name; who is played by nobody is called by the part, in the language of whoever reads it."""
    scenario, lang, role = scenario_of(world), world.user.language, str(person["role"])
    if not person["npc"] or scenario is None:
        return str(person["name"])
    spot = scenario.spots.get(role.partition(".")[2])
    text = next((r.text for r in scenario.roles if r.id == role), spot.text if spot is not None else None)
    return said(text, lang) if text is not None else str(person["name"])
