"""A drill as a snapshot that a test writes itself: the fire hall's building, one person, nothing burning."""

from __future__ import annotations

from typing import Any

import glm

from renderer.spatial import Pose
from safety_training.building import load_building
from tests.vr_client.stage import USER
from vr_client.devices.device import Hand, Input
from vr_client.drills.bottle import towards
from vr_client.places import Place
from vr_client.settings import Settings
from vr_client.systems.tools import tools
from vr_client.world import DrillView, User, World

PERSON: dict[str, Any] = {
    "id": USER, "name": "민지", "role": "", "npc": False, "present": True, "finished": False, "outside": False,
    "head": (0.0, 1.6, -3.0), "facing": (0.0, 0.0, -1.0), "low": False, "held": "", "discharging": False, "hit_share": 0.0,
    "fed": 0.0, "heat_dose": 0.0, "visibility_m": 30.0, "walking_factor": 1.0, "air_k": 293.0, "room": "hall",
    "incapacitated": False, "saying": "", "tasks": [], "hint": None, "call": None,
}  # fmt: skip
TOOL: dict[str, Any] = {
    "model": "extinguisher", "facing": (1.0, 0.0, 0.0), "yaw": 0.0, "holder": "", "pin_out": False, "pin_jammed": False,
    "gauge": 0.6, "green_low": 0.5, "green_high": 0.7, "remaining_kg": 0.0, "full_kg": 0.0, "flow_kg_s": 0.0, "throw_m": 0.0,
    "lever": 0.0, "nozzle": None, "direction": None, "agent": "", "fault_known": False, "wet": False, "in_use": "",
}  # fmt: skip


def person(**changes: Any) -> dict[str, Any]:
    return PERSON | changes


def tool(name: str, kind: str, position: tuple[float, float, float], **changes: Any) -> dict[str, Any]:
    return TOOL | {"name": name, "kind": kind, "position": position} | changes


def device(name: str, kind: str, position: tuple[float, float, float], **state: Any) -> dict[str, Any]:
    place = {"position": position, "facing": (1.0, 0.0, 0.0), "yaw": 0.0}
    return {"name": name, "kind": kind, "model": "", "state": state} | place


def fire(position: tuple[float, float, float], **changes: Any) -> dict[str, Any]:
    burning = {
        "item": "item", "room": "hall", "position": position, "diameter_m": 0.3, "height_m": 0.8, "tilt": (0.0, 0.0),
        "heat_release_kw": 50.0, "burning": True, "share": 1.0, "core_heat": 0.0, "covered": 0.0, "cover": "",
        "fuel_left": 1.0, "wet": 0.0, "charred": 0.0, "energised": False,
    }  # fmt: skip
    return burning | changes


def snapshot(**changes: Any) -> dict[str, Any]:
    vents = [{"name": v.name, "open": v.open, "blocked": False} for v in load_building("fire_hall").vents]
    calm = {
        "tick": 100, "time_s": 5.0, "time_left_s": 295.0, "phase": "fire", "mode": "practice", "scenario": "waste_bin",
        "seed": 1, "paused": False, "power": {}, "fires": [], "rooms": [], "jets": [], "clouds": [], "vents": vents,
        "equipment": [], "devices": [], "things": [], "people": [person()], "hint": None,
    }  # fmt: skip
    return calm | changes


def open_vent(state: dict[str, Any], name: str, share: float, blocked: bool = False) -> None:
    for vent in state["vents"]:
        if vent["name"] == name:
            vent["open"], vent["blocked"] = share, blocked


def world_in(
    place: Place, state: dict[str, Any], at: tuple[float, float, float], look: tuple[float, float, float]
) -> World:
    """Somebody in that drill, standing there, both hands low before them."""
    user = User(id=USER, name="민지")
    world = World(user=user, place=place, settings=Settings(), fade=0.0, online=True)
    world.drill = DrillView("6f1c0000-0000-4000-8000-000000000001", state)
    stand(world, at, look)
    return world


def stand(world: World, at: tuple[float, float, float], look: tuple[float, float, float]) -> None:
    user, head = world.user, glm.vec3(*at)
    user.head = Pose(head, towards(glm.vec3(*look) - head))
    ahead = user.head.forward()
    for name, side in (("left", -0.2), ("right", 0.2)):
        grip = Pose(head + ahead * 0.3 + glm.vec3(side, -0.5, 0), user.head.orientation)
        setattr(user, name, grip)
        setattr(user, name + "_aim", grip)


def step(world: World, *events: Any, input: Input | None = None, times: int = 1, dt: float = 1 / 60) -> list[Any]:
    """Frames of the tools; what they sent: the actions alone."""
    sent: list[Any] = []
    for number in range(times):
        world.time_s += dt
        heard = list(events) if number == 0 else []
        tools(world, input or Input(left=Hand(active=True), right=Hand(active=True)), heard, dt)
        sent += [message.action for message in world.outbox]
        world.outbox = []
    return sent
