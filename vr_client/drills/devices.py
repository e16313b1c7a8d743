"""What hangs on the walls of a drill and answers to a hand: alarm boxes, telephones, breakers, the stove, the hydrant, the lift.

Each is a spot that a finger, a ray or a squeeze may use within reach. What a press says to the server stands in `pressed`.
"""

from __future__ import annotations

from typing import Any

import glm

from safety_training.events import Call, Operate, PressAlarm
from vr_client.drills.view import Entry, act, devices, move, nearest_hand_m, taking_part
from vr_client.i18n import later, tr
from vr_client.messages import Captioned, Used
from vr_client.world import Interactable, World

REACH_M = 1.45  # the server allows 1.5
OUT_M = 0.04  # how far before the wall a device's middle is
LABELS = {
    "alarm": later("발신기"),
    "phone": later("전화기: 119에 전화"),
    "breaker": later("차단기"),
    "stove": later("가스레인지 손잡이"),
    "lift": later("엘리베이터 단추"),
}
ON = {"breaker": "on", "stove": "knob"}  # kind -> what of its state says that it is on
DEEDS = {  # what using it is called, by whether it is on
    ("alarm", True): later("발신기를 누른다"),
    ("phone", True): later("전화기로 119에 전화한다"),
    ("lift", True): later("엘리베이터를 부른다"),
    ("breaker", True): later("차단기를 내린다"),
    ("breaker", False): later("차단기를 올린다"),
    ("stove", True): later("가스 불을 끈다"),
    ("stove", False): later("가스 불을 켠다"),
}
TOO_FAR = {
    "alarm": later("발신기가 멀리 있습니다. 한 걸음 더 다가가세요."),
    "": later("손이 닿지 않습니다. 더 가까이 가세요."),
}


def show_spots(world: World) -> None:
    """A spot for each device that one presses."""
    part = taking_part(world)
    for device in devices(world).values():
        if device["kind"] in LABELS:
            _spot(world, device, part)


def spot_name(device: Entry) -> str:
    return f"{device['kind']}.{device['name']}"


def middle_of(device: Entry) -> glm.vec3:
    return glm.vec3(*device["position"]) + glm.vec3(*device["facing"]) * OUT_M


def _spot(world: World, device: Entry, part: bool) -> None:
    name = spot_name(device)
    spot = world.interactables.get(name)
    if spot is None:
        world.interactables[name] = spot = Interactable(name, middle_of(device), 0.14, "")
    spot.label, spot.enabled = label_of(device, world.user.language), part


def label_of(device: Entry, lang: str) -> str:
    label, state = tr(LABELS[device["kind"]], lang), device["state"]
    if device["kind"] == "alarm" and state.get("sounding"):
        return tr("발신기 (눌림)", lang)
    if device["kind"] in ON:
        how = tr("켜짐", lang) if is_on(device) else tr("꺼짐", lang)
        return f"{label} ({how})"
    return label


def is_on(device: Entry) -> bool:
    return bool(device["state"].get(ON.get(device["kind"], ""), True))


def use(world: World, event: Used, events: list[Any]) -> None:
    """A hand has pressed, touched or squeezed a device's spot."""
    if event.how == "release":
        return
    device = next((d for d in devices(world).values() if spot_name(d) == event.name), None)
    if device is None or device["kind"] not in LABELS:
        return
    if nearest_hand_m(world, middle_of(device), event.hand) > REACH_M:
        far = TOO_FAR.get(device["kind"], TOO_FAR[""])
        events.append(Captioned("", tr(far, world.user.language), 3.0))
        return
    move(world, event.hand)
    act(world, pressed(device))
    world.haptics.append((event.hand, 0.9, 0.08))


def pressed(device: Entry) -> Any:
    """The action of pressing a device that has one thing to press."""
    name, switched = device["name"], 0.0 if is_on(device) else 1.0
    match device["kind"]:
        case "alarm":
            return PressAlarm(name)
        case "phone":
            return Call(name)
        case "breaker":
            return Operate(name, "switch", switched)
        case "stove":
            return Operate(name, "knob", switched)
        case "lift":
            return Operate(name, "call", 1.0)
    raise ValueError(f"nothing to press on a {device['kind']}")
