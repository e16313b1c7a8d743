"""How equipment looks in use, of which the snapshot says only that it is: a hose to its nozzle, a towel along a door, a cloth."""

from __future__ import annotations

import math

import glm

from renderer.scene import Line
from renderer.spatial import Pose, yaw
from vr_client.drills.models import thing_model
from vr_client.drills.statics import building_of
from vr_client.drills.view import Entry, devices, pose_of, snapshot_of
from vr_client.world import Thing, World

CANVAS = (0.55, 0.42, 0.26, 1.0)
FLAT_M, FULL_M = 0.035, 0.05  # of a 40 mm canvas hose, empty and under pressure
FLOOR_M = 0.03
BOX_SHUT_RAD = math.radians(128)  # from the door's rest pose, which is open
WHEEL_AT = glm.vec3(0, -0.205, 0.05)  # of the valve, from the cabinet's middle, its front +Z
PACKED, SPREAD = frozenset({"cloth"}), frozenset({"box", "tabs"})
PACK = ".pack"


def props(world: World) -> None:
    """After the things stand where the snapshot has them."""
    for cabinet in devices(world, "hydrant").values():
        _cabinet(world, cabinet)
    for tool in snapshot_of(world).get("equipment", ()):
        if tool["kind"] == "nozzle":
            _nozzle(world, tool)
            _hose(world, tool)
        elif tool["kind"] == "towel":
            _towel(world, tool)
        elif tool["kind"] == "blanket":
            _blanket(world, tool)


def _cabinet(world: World, cabinet: Entry) -> None:
    """Its door, a node of the place, and the wheel of its valve."""
    state, node = cabinet["state"], f"moving:{cabinet['name']}"
    if world.place is not None and world.place.model is not None and world.place.model.has_node(node):
        shut = 0.0 if state.get("box") else BOX_SHUT_RAD
        world.moved_nodes[node] = glm.rotate(shut, glm.vec3(0, 1, 0))
    wheel, at = thing_model("hydrant_valve"), pose_of(cabinet)
    if wheel is None:
        return
    name = cabinet["name"] + ".wheel"
    thing = world.things.setdefault(name, Thing(name, wheel))
    thing.visible, thing.pose = bool(state.get("box")), Pose(at.position + at.orientation * WHEEL_AT, at.orientation)
    thing.node_from_rest["wheel"] = glm.rotate(-3 * math.pi * float(state.get("valve", 0.0)), glm.vec3(0, 1, 0))


def _nozzle(world: World, tool: Entry) -> None:
    """In its cabinet the place's own is seen."""
    thing = world.things.get(tool["name"])
    if thing is not None:
        held = tool["holder"] or tool["name"] in {h.thing for h in world.held.values()}
        at_home = any(math.dist(tool["position"], c["position"]) < 0.05 for c in devices(world, "hydrant").values())
        thing.visible = bool(held) or not at_home


def _hose(world: World, tool: Entry) -> None:
    """From the nearest cabinet along the floor to whoever holds the nozzle."""
    thing, cabinets = world.things.get(tool["name"]), list(devices(world, "hydrant").values())
    if thing is None or not cabinets or not tool["holder"]:
        return
    end = thing.pose.position
    start = min((glm.vec3(*c["position"]) for c in cabinets), key=lambda at: float(glm.distance(at, end)))
    water = any(c["state"].get("water") for c in cabinets)
    world.lines.append(Line(laid(start, end), CANVAS, FULL_M if water else FLAT_M))


def laid(start: glm.vec3, end: glm.vec3, slack_m: float = 0.35, steps: int = 24) -> list[glm.vec3]:
    """A hose from a cabinet to a hand: down to the floor, along it in a slack curve, up again."""
    across = glm.vec3(end.z - start.z, 0, start.x - end.x)
    across = glm.normalize(across) if glm.length(across) > 1e-3 else glm.vec3(1, 0, 0)
    points = []
    for i in range(steps + 1):
        t = i / steps
        at = glm.mix(start, end, t) + across * (slack_m * math.sin(math.pi * t) * math.sin(3 * math.pi * t))
        falls = max(0.0, 1 - t / 0.12) ** 2 * start.y + max(0.0, 1 - (1 - t) / 0.18) ** 2 * end.y
        points.append(glm.vec3(at.x, max(FLOOR_M, falls), at.z))
    return points


def _towel(world: World, tool: Entry) -> None:
    """Laid along the foot of a door it is another shape."""
    building = building_of(world)
    vent = next((v for v in building.vents if v.name == tool["in_use"]), None) if building is not None else None
    thing = world.things.get(tool["name"])
    model = thing_model("towel_gap" if vent is not None else tool["model"])
    if thing is None or model is None:
        return
    thing.model = model
    if vent is not None:
        x, y, z = vent.centre
        side = glm.vec3(*vent.normal) * -0.06
        foot = glm.vec3(x, y - (vent.soffit_m - vent.sill_m) / 2, z) + side
        thing.pose = Pose(foot, yaw(math.atan2(vent.normal[0], vent.normal[2])))


def _blanket(world: World, tool: Entry) -> None:
    """Out of its box it is a cloth; the box stays on the wall."""
    thing = world.things.get(tool["name"])
    if thing is None or not (thing.model.has_node("cloth") and thing.model.has_node("box")):
        return
    used = bool(tool["holder"] or tool["in_use"]) or tool["name"] in {held.thing for held in world.held.values()}
    thing.hidden_nodes = SPREAD if used else PACKED
    building = building_of(world)
    home = next((t for t in building.tools if t.name == tool["name"]), None) if building is not None else None
    if used and home is not None:
        at = pose_of({"position": home.position, "facing": home.facing})
        world.things[tool["name"] + PACK] = Thing(tool["name"] + PACK, thing.model, at, hidden_nodes=PACKED)
    else:
        world.things.pop(tool["name"] + PACK, None)
