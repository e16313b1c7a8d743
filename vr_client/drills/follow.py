"""`world.things` as the newest snapshot has them: equipment, devices and furniture, except what my own hand carries."""

from __future__ import annotations

import math
from typing import Any

import glm

from vr_client.drills.models import thing_model
from vr_client.drills.view import Entry, equipment, pose_of, snapshot_of, taking_part
from vr_client.world import Thing, World

NEEDLE_RAD = math.radians(270)  # the gauge's needle over its whole dial
LEVER_RAD = math.radians(11)
OF_THE_PLACE = ("detector", "sprinkler")  # its own model has them
SWITCHES = {  # device kind -> state -> node, axis, radians at 1
    "breaker": ("on", "switch", glm.vec3(1, 0, 0), math.radians(-60)),
    "stove": ("knob", "knob", glm.vec3(0, 1, 0), math.radians(-90)),
    "hydrant": ("valve", "valve", glm.vec3(0, 0, 1), math.radians(-540)),
}


def follow_snapshot(world: World, pulled: set[str]) -> None:
    """pulled : extinguishers whose pin my own hand has drawn and the server not yet confirmed."""
    snapshot, part = snapshot_of(world), taking_part(world)
    carried = {held.thing for held in world.held.values()}
    fixed = [d for d in snapshot.get("devices", ()) if d["kind"] not in OF_THE_PLACE]
    for entry in (*snapshot.get("things", ()), *fixed, *snapshot.get("equipment", ())):
        thing = _thing(world, entry)
        if thing is not None and entry["name"] not in carried:
            thing.pose = pose_of(entry)
    for tool in snapshot.get("equipment", ()):
        if tool["name"] in world.things:
            _tool(world, tool, part, tool["name"] in pulled)
    for device in snapshot.get("devices", ()):
        if device["name"] in world.things:
            _device(world, device)


def _thing(world: World, entry: Entry) -> Thing | None:
    thing = world.things.get(entry["name"])
    if thing is None and entry.get("model"):
        model = thing_model(entry["model"])
        if model is not None:
            thing = world.things[entry["name"]] = Thing(entry["name"], model)
    return thing


def _tool(world: World, tool: Entry, part: bool, pulled: bool) -> None:
    thing = world.things[tool["name"]]
    thing.grabbable = part and not tool["holder"]
    thing.hidden_nodes = frozenset({"pin"}) if tool["pin_out"] or pulled else frozenset()
    if thing.model.has_node("gauge_needle"):
        turn = glm.rotate((0.5 - tool["gauge"]) * NEEDLE_RAD, glm.vec3(0, 0, 1))
        thing.node_from_rest["gauge_needle"] = turn
    if tool["holder"] != world.user.id:
        thing.node_from_rest.pop("nozzle", None)
        squeeze_lever(thing, tool["lever"])
    held = next((h for h, item in world.held.items() if item.thing == tool["name"]), None)
    if held and tool["holder"] not in ("", world.user.id):
        del world.held[held]  # somebody else was faster


def squeeze_lever(thing: Thing, lever: float) -> None:
    if thing.model.has_node("lever"):
        thing.node_from_rest["lever"] = glm.rotate(LEVER_RAD * lever, glm.vec3(1, 0, 0))


def _device(world: World, device: Entry) -> None:
    thing, state = world.things[device["name"]], device["state"]
    if device["kind"] == "alarm":
        sounding = bool(state.get("sounding"))
        thing.emissive_scale = (1.0 if world.time_s % 1.0 < 0.6 else 0.15) if sounding else 0.0
        thing.node_from_rest["button"] = glm.translate(glm.vec3(0, 0, -0.006 if sounding else 0.0))
    elif device["kind"] == "assembly":  # it would stand before the results
        thing.visible = bool(world.drill and world.drill.id and world.drill.result is None)
    elif device["kind"] in SWITCHES:
        key, node, axis, radians = SWITCHES[device["kind"]]
        if thing.model.has_node(node):
            thing.node_from_rest[node] = glm.rotate(radians * _share(state.get(key)), axis)


def _share(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def held_by(world: World, tool: str) -> str:
    """The hand that holds this tool, "" if none of mine does."""
    return next((hand for hand, item in world.held.items() if item.thing == tool), "")


def carried_tool(world: World) -> Entry | None:
    """The piece of equipment in one of my hands."""
    all_ = equipment(world)
    return next((all_[held.thing] for held in world.held.values() if held.thing in all_), None)
