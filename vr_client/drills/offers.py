"""What a person can do where they stand, as a list: every deed of a drill without reaching, stooping, shouting or a second hand.

Hands do most of these by themselves (a door by its handle, a lid by laying it down); the list is for the keyboard, for one hand,
for who sits, and for deeds that no controller can do (tightening a belt). It offers wrong deeds beside right ones: choosing is
what is trained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import glm

from safety_training.events import Call, Count, Finish, Operate, Signal
from vr_client.drills import covers, devices, posture, shout
from vr_client.drills.debrief import controls, debrief_of
from vr_client.drills.door_hands import AJAR, set_door, touch_door
from vr_client.drills.doors import handle_of
from vr_client.drills.eyes import eyes, look_through
from vr_client.drills.follow import carried_tool
from vr_client.drills.statics import building_of, called, said
from vr_client.drills.view import Entry, act, mine, move, snapshot_of
from vr_client.drills.view import devices as devices_of
from vr_client.i18n import later, tr
from vr_client.world import World

NEAR_M = 1.5
GUARDED_M = 2.2  # a person at the railing reaches what belongs to it
DESCENDER = {  # part -> what one does; shown in the order of their letters, which is not the order of the deed
    "shake": later("지지대를 흔들어 본다"),
    "hook": later("고리를 지지대에 건다"),
    "screw": later("고리의 나사를 잠근다"),
    "swing": later("지지대를 바깥으로 돌린다"),
    "look": later("아래를 살핀다"),
    "reel": later("줄 뭉치를 아래로 던진다"),
    "belt": later("벨트를 머리부터 겨드랑이 밑으로 맨다"),
    "tighten": later("벨트를 가슴에 조인다"),
    "feet": later("다리부터 난간 밖으로 내민다"),
    "hands": later("두 손으로 벽을 짚는다"),
}
HYDRANT = {
    "box": later("소화전 함을 연다"),
    "hose": later("노즐을 잡고 호스를 끝까지 편다"),
    "water": later("“물!” 하고 외친다"),
    "valve": later("밸브를 연다"),
    "brace": later("자세를 낮추고 몸으로 버틴다"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """id : unique in the list. do : what choosing it does."""

    id: str
    text: str
    do: Callable[[], None]


def offers_of(world: World, count: int = 1, sure: bool = False) -> list[Offer]:
    """Nearest first. count : what would be reported at the assembly point. sure : the end was asked for once already."""
    me = mine(world)
    if me is None:
        return []
    found = [
        *_carried(world), *_doors(world), *_devices(world), *_descender(world), *_hydrant(world), *_assembly(world, count),
        *_window(world), *_always(world, me, sure),
    ]  # fmt: skip
    return found


def _deed(world: World, action: Any) -> Callable[[], None]:
    def do() -> None:
        move(world)
        act(world, action)

    return do


def _near(world: World, point: glm.vec3, reach_m: float = NEAR_M) -> bool:
    head = world.user.head.position
    return bool(glm.length(glm.vec2(point.x - head.x, point.z - head.z)) < reach_m and abs(point.y - head.y) < 2.2)


def _at(entry: Entry) -> glm.vec3:
    return glm.vec3(*entry["position"])


# what is in the hand -------------------------------------------------------------------------------------------------


def _carried(world: World) -> Iterator[Offer]:
    tool, lang = carried_tool(world), world.user.language
    if tool is None:
        return
    name = tool["name"]
    if tool["kind"] in covers.COVERS and covers.burning_near(world, world.user.head.position - glm.vec3(0, 0.6, 0)):
        yield Offer(f"cover:{name}", tr("불 위에 덮는다", lang), _deed(world, Operate(name, "cover", 1.0)))
    if tool["kind"] == "towel":
        building = building_of(world)
        taps = [spot for spot in building.devices if spot.kind == "tap"] if building is not None else []
        if not taps or any(_near(world, glm.vec3(*tap.position)) for tap in taps):
            yield Offer(f"wet:{name}", tr("수건을 물에 적신다", lang), _deed(world, Operate(name, "wet", 1.0)))
        yield _towel(world, tool)


def _towel(world: World, tool: Entry) -> Offer:
    lang, on = world.user.language, tool.get("in_use") == "mouth"
    text = tr("수건을 입에서 뗀다", lang) if on else tr("수건으로 입과 코를 막는다", lang)
    return Offer(f"mouth:{tool['name']}", text, lambda: covers.hold_to_mouth(world, tool, not on))


# doors and devices ---------------------------------------------------------------------------------------------------


def _doors(world: World) -> Iterator[Offer]:
    building, lang = building_of(world), world.user.language
    shares = {vent["name"]: vent for vent in snapshot_of(world).get("vents", ())}
    towel = (carried_tool(world) or {}).get("kind") == "towel"
    for vent in building.vents if building is not None else ():
        if vent.name not in shares or not vent.movable or not _near(world, _doorway(world, vent)):
            continue
        what, name = said(vent.text, lang) or tr("문", lang), vent.name
        if towel:
            text = tr("{what}: 틈을 막는다", lang, what=what)
            yield Offer(f"seal:{name}", text, _deed(world, Operate(name, "seal", 1.0)))
        if vent.kind != "leak":
            yield from _door(world, name, what, shares[name]["open"])


def _doorway(world: World, vent: Any) -> glm.vec3:
    """The nearer of the handle and the middle of the opening: a door stands open beside its doorway."""
    places = (handle_of(world, vent), glm.vec3(*vent.centre))
    return min(places, key=lambda p: float(glm.distance(p, world.user.head.position)))


def _door(world: World, name: str, what: str, open_: float) -> Iterator[Offer]:
    lang = world.user.language
    if open_ > 0.01:
        yield Offer(f"shut:{name}", tr("{what} 닫기", lang, what=what), lambda: set_door(world, name, 0.0))
    if open_ < 0.99:
        yield Offer(f"open:{name}", tr("{what} 열기", lang, what=what), lambda: set_door(world, name, 1.0))
    if open_ < 0.01:
        yield Offer(f"ajar:{name}", tr("{what} 조금만 열기", lang, what=what), lambda: set_door(world, name, AJAR))
        back, palm = tr("{what}: 손등을 대 본다", lang, what=what), tr("{what}: 손바닥을 대 본다", lang, what=what)
        yield Offer(f"back:{name}", back, lambda: touch_door(world, name, True))
        yield Offer(f"palm:{name}", palm, lambda: touch_door(world, name, False))


def _devices(world: World) -> Iterator[Offer]:
    lang = world.user.language
    for device in devices_of(world).values():
        rings = device["kind"] == "alarm" and device["state"].get("sounding")
        if device["kind"] in devices.LABELS and not rings and _near(world, _at(device)):
            text = tr(devices.DEEDS[device["kind"], devices.is_on(device)], lang)
            yield Offer(devices.spot_name(device), text, _deed(world, devices.pressed(device)))


def _hydrant(world: World) -> Iterator[Offer]:
    lang = world.user.language
    for name, device in devices_of(world, "hydrant").items():
        near, holds = _near(world, _at(device)), device["state"].get("holder") == world.user.id
        for part, text in HYDRANT.items():
            if near or (part == "brace" and holds):
                braced = part == "brace" and holds  # far from the cabinet one braces what one holds
                what = f"{name}.nozzle" if braced else name
                yield Offer(f"{part}:{name}", tr(text, lang), _deed(world, Operate(what, part, 1.0)))


def _descender(world: World) -> Iterator[Offer]:
    lang = world.user.language
    for name, device in devices_of(world, "descender").items():
        if not _near(world, _at(device), GUARDED_M):
            continue
        for part in sorted(DESCENDER, key=lambda part: tr(DESCENDER[part], lang)):
            yield Offer(f"{part}:{name}", tr(DESCENDER[part], lang), _deed(world, Operate(name, part, 1.0)))
        calm, high = tr("팔을 내린 채 내려간다", lang), tr("팔을 머리 위로 들고 내려간다", lang)
        yield Offer(f"descend:{name}", calm, _deed(world, Operate(name, "descend", _arms(world))))
        yield Offer(f"descend_high:{name}", high, _deed(world, Operate(name, "descend", 1.0)))


def _arms(world: World) -> float:
    """1 where a hand is above the head: the belt then slips off over raised arms."""
    user = world.user
    return 1.0 if max(user.left.position.y, user.right.position.y) > user.head.position.y + 0.12 else 0.0


# people --------------------------------------------------------------------------------------------------------------


def _assembly(world: World, count: int) -> Iterator[Offer]:
    building, lang, head = building_of(world), world.user.language, world.user.head.position
    for point in building.assemblies if building is not None else ():
        away = glm.length(glm.vec2(point.position[0] - head.x, point.position[2] - head.z))
        if away < point.radius_m + 1.0:
            state = world.memory["card"]
            report = _deed(world, Count(count))
            yield Offer("count:less", tr("인원 한 명 줄이기", lang), partial(state.add, -1))
            yield Offer("count:more", tr("인원 한 명 늘리기", lang), partial(state.add, 1))
            yield Offer("count:report", tr("{count}명이라고 보고한다", lang, count=count), report)


def _window(world: World) -> Iterator[Offer]:
    building = building_of(world)
    for vent in building.vents if building is not None else ():
        if "outside" in vent.rooms and vent.kind in ("window", "opening") and _near(world, glm.vec3(*vent.centre), 2.4):
            text = tr("손을 흔들어 구조를 요청한다", world.user.language)
            yield Offer("signal", text, _deed(world, Signal()))
            return


def _always(world: World, me: Entry, sure: bool) -> Iterator[Offer]:
    lang = world.user.language
    yield Offer("warn", tr("“불이야!” 하고 외친다", lang), lambda: shout.warn(world))
    if not me.get("call"):
        yield Offer("call", tr("119에 전화한다", lang), _deed(world, Call("")))
    low = posture.is_low(world)
    stand = tr("몸을 일으킨다", lang) if low else tr("몸을 낮춘다", lang)
    yield Offer("low", stand, lambda: posture.set_low(world, not low))
    if sure:
        yield Offer("finish", tr("정말 훈련을 마친다", lang), _deed(world, Finish()))
    else:
        yield Offer("end", tr("훈련을 마친다", lang), lambda: world.memory["card"].ask_to_end(world.time_s))


def watching(world: World) -> list[Offer]:
    """For who takes no part: the controls of a debrief, or whose eyes to look through in the drill that runs here."""
    playing = debrief_of(world)
    if playing is not None:
        return [Offer(id_, text, do) for id_, text, do in controls(world, playing)]
    snapshot, lang, now = snapshot_of(world), world.user.language, eyes(world).of
    if world.drill is None or not world.drill.id or world.drill.result is not None:
        return []
    others = [
        p for p in snapshot.get("people", ()) if p["head"] is not None and p["present"] and p["id"] != world.user.id
    ]
    found = [
        Offer(
            f"eyes:{p['id']}",
            tr("{name}의 눈으로 보기", lang, name=called(world, p)),
            partial(look_through, world, p["id"]),
        )
        for p in others
        if p["id"] != now
    ]
    own = [Offer("eyes:", tr("내 자리로 돌아가기", lang), partial(look_through, world, ""))] if now else []
    return [*found, *own]
