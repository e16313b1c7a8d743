"""Fire, smoke, agents and doors of a drill -> renderer.Scene, from the newest snapshot alone."""

from __future__ import annotations

from typing import Any

import glm

from renderer.effects.flame import flicker
from renderer.scene import AgentCloud, CeilingJet, Flame, Mark, Scene, SmokeVolume, Spray
from vr_client.drills.statics import building_of, scenario_of
from vr_client.drills.view import Entry, snapshot_of
from vr_client.world import World

SMOKE_SEEN_1_M = 0.005  # thinner layers are not worth their pixels
MAX_FIRE_KW = 1000.0  # beyond, a room is smoke and flame, and exposure is not ours to ruin
SEEN_MARK = 0.02
FLAME_OF = {  # fuels of safety_training/data/fuels.toml whose flames look another way
    "alcohol": "alcohol",
    "cooking_oil": "oil",
    "heptane": "oil",
    "thinner": "oil",
    "lithium_pack": "lithium",
    "lithium_small": "lithium",
}


def draw_drill(scene: Scene, world: World) -> None:
    """`tools` keeps equipment in world.things; here is what burns, hangs in the air and flows."""
    snapshot = snapshot_of(world)
    for fire in snapshot["fires"]:
        _fire(scene, world, fire)
    for room in snapshot["rooms"]:
        _smoke(scene, world, room)
    for jet in snapshot["jets"]:
        if jet["extinction_1_m"] > SMOKE_SEEN_1_M and jet["depth_m"] > 0:
            centre, room = glm.vec3(*jet["centre"]), _box(world, {"name": jet["room"]})
            scene.ceiling_jets.append(CeilingJet(centre, jet["radius_m"], jet["depth_m"], jet["extinction_1_m"], room))
    for cloud in snapshot["clouds"]:
        at = glm.vec3(*cloud["position"])
        scene.clouds.append(AgentCloud(at, cloud["radius_m"], cloud["extinction_1_m"], cloud["agent"]))
    for tool in snapshot["equipment"]:
        if tool["nozzle"] is not None and tool["holder"] != world.user.id and tool["flow_kg_s"] > 0:
            scene.sprays.append(_spray(tool))
    _power(scene, world, snapshot.get("power") or {})


def _fire(scene: Scene, world: World, fire: Entry) -> None:
    position = glm.vec3(*fire["position"])
    if fire["burning"]:
        tilt = fire.get("tilt") or (0.0, 0.0)
        lean = glm.vec3(tilt[0], 0, tilt[1]) * fire["height_m"]
        flame = Flame(position, fire["diameter_m"], fire["height_m"], fire["heat_release_kw"], lean)
        flame.room, flame.fuel = _box(world, {"name": fire["room"]}), FLAME_OF.get(_fuel(world, fire["item"]), "solid")
        flame.ceiling_m = flame.room[1].y if flame.room is not None else None
        light_by(scene, flame)
        scene.flames.append(flame)
    agent = "foam" if _fuel(world, fire["item"]) == "cooking_oil" else "powder"
    for kind, key in (("char", "charred"), ("wet", "wet"), (agent, "covered")):
        strength = float(fire.get(key) or 0.0)
        if key == "covered" and fire["cover"]:  # by a lid or a blanket, which lies there to be seen
            continue
        if strength > SEEN_MARK:
            scene.marks.append(Mark(position, max(fire["diameter_m"], 0.3) * 0.8, min(strength, 1.0), kind))


def _fuel(world: World, item: str) -> str:
    """Of an item of the scenario; "" for what a trainer lit elsewhere."""
    scenario = scenario_of(world)
    return next((i.fuel for i in scenario.items if i.name == item), "") if scenario is not None else ""


def _smoke(scene: Scene, world: World, room: Entry) -> None:
    """One room's gas; interface_m is above its floor."""
    above, below = room["extinction_upper_1_m"], room["extinction_lower_1_m"]
    if max(above, below) <= SMOKE_SEEN_1_M:
        return
    box = _box(world, room)
    if box is not None:
        low, high = box
        scene.smoke.append(SmokeVolume(low, high, above, below, low.y + room["interface_m"]))


def _box(world: World, room: Entry) -> tuple[glm.vec3, glm.vec3] | None:
    if "low" in room:
        return glm.vec3(*room["low"]), glm.vec3(*room["high"])
    building = building_of(world)
    found = next((r for r in building.rooms if r.name == room["name"]), None) if building is not None else None
    return (glm.vec3(*found.low), glm.vec3(*found.high)) if found is not None else None


def _power(scene: Scene, world: World, power: dict[str, bool]) -> None:
    """The lamps are one group: they are as bright as the share of rooms with power, none where one stands in the dark."""
    if scene.light is None or not power or all(power.values()):
        return
    building = building_of(world)
    here = building.room_at(tuple(world.user.head.position)) if building is not None else None
    dark = here is not None and not power.get(here.name, True)
    for group in scene.light.groups:
        if group.kind == "lamps":
            share = 0.0 if dark else sum(power.values()) / len(power)
            scene.light_weights[group.name] = scene.light_weights.get(group.name, group.default) * share


def light_by(scene: Scene, flame: Flame) -> None:
    """Where the place knows what a fire at this spot lights, it does."""
    group = scene.light.fire_near(flame.position) if scene.light is not None else None
    if group is not None:
        kilowatts = min(flame.heat_release_kw, MAX_FIRE_KW)
        weight = kilowatts * group.gain * flicker(flame, scene.time_s)
        scene.light_weights[group.name] = scene.light_weights.get(group.name, 0.0) + weight
        flame.baked = True


def _spray(tool: dict[str, Any]) -> Spray:
    nozzle, direction = glm.vec3(*tool["nozzle"]), glm.vec3(*tool["direction"])
    return Spray(nozzle, direction, tool["throw_m"], tool["flow_kg_s"], tool.get("agent") or "powder")
