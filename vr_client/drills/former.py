"""Snapshots of the first rules in the shape of the second, until the engine itself speaks it. To be deleted then."""

from __future__ import annotations

from typing import Any


def modern(old: dict[str, Any]) -> dict[str, Any]:
    if not old or "people" in old:
        return old
    fire, smoke = old["fire"], old["smoke"]
    flame = {"item": "item", "room": "hall", "tilt": (0.0, 0.0), "cover": "", "wet": 0.0, "charred": 0.0, **fire}
    room = {
        "name": "hall", "interface_m": smoke["layer_height_m"], "upper_k": smoke["temperature_k"], "lower_k": 293.15,
        "extinction_upper_1_m": smoke["extinction_1_m"], "extinction_lower_1_m": 0.0, "o2": 0.23, "co_ppm": 0.0,
        "low": smoke["low"], "high": smoke["high"],
    }  # fmt: skip
    alarms = [
        {k: v for k, v in alarm.items() if k != "sounding"}
        | {"kind": "alarm", "state": {"sounding": alarm["sounding"]}}
        for alarm in old["alarms"]
    ]
    people = [
        p | {"role": "", "npc": False, "low": False, "walking_factor": 1.0, "visibility_m": 30.0, "call": None,
             "incapacitated": False, "room": "hall"}
        for p in old["participants"]
    ]  # fmt: skip
    tools = [tool | {"agent": "powder"} for tool in old["equipment"]]
    return old | {"fires": [flame], "rooms": [room], "jets": [], "clouds": [], "vents": [], "devices": alarms,
                  "people": people, "equipment": tools, "power": {}, "paused": False}  # fmt: skip
