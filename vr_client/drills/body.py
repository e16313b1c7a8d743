"""What a drill does to one's own body: slower steps in smoke and when stooping, a narrowing view, coughs as captions.

Doses and the walking factor are the server's; here they are only felt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vr_client.drills import posture
from vr_client.drills.view import Entry, mine, taking_part
from vr_client.i18n import later, tr
from vr_client.messages import Captioned
from vr_client.systems.grab import hold
from vr_client.world import World

CRAWL_SHARE = 0.55  # of the walking speed: crawling about 0.7-0.8 m/s (Jin, Muhdi) against 1.3-1.6 m/s
COUGH_S = 7.0
SMOKE_M = 6.0  # visibility below which one coughs
HOT_K = 333.0
FED_DARK = 0.15  # from this share of the dose the view narrows, to dark at 1
ADOPT_S = 0.7  # a thing that the server has in my hand for so long is put into it
FEELINGS = {
    "smoke": later("[콜록콜록, 연기에 기침이 납니다]"),
    "heat": later("[공기가 뜨겁습니다]"),
    "down": later("연기에 쓰러졌습니다. 이 훈련은 여기서 끝납니다. 다른 사람의 훈련을 지켜볼 수 있습니다."),
}


@dataclass(slots=True)
class Body:
    cough_due_s: float = 0.0
    down: bool = False
    astray_s: float = 0.0


def body(world: World, events: list[Any], dt: float) -> None:
    state: Body = world.memory.setdefault("body", Body())
    me = mine(world)
    world.pace, world.dimmed = 1.0, 0.0
    if me is None or not me["present"]:
        return
    if me.get("incapacitated") and not state.down:
        events.append(Captioned("", tr(FEELINGS["down"], world.user.language), 10.0))
        world.held.clear()
    state.down = bool(me.get("incapacitated"))
    if not taking_part(world):
        posture.set_low(world, False)
        return
    stooped = posture.is_low(world) or world.user.head.position.y < world.settings.crouch_eye_height_m + 0.15
    world.pace = max(0.1, me["walking_factor"]) * (CRAWL_SHARE if stooped else 1.0)
    dose = max(me["fed"], me["heat_dose"])
    world.dimmed = min(0.9, max(0.0, (dose - FED_DARK) / (1 - FED_DARK)))
    _cough(world, state, me, events)
    _adopt(world, state, me, dt)


def _cough(world: World, state: Body, me: Entry, events: list[Any]) -> None:
    feeling = "smoke" if me["visibility_m"] < SMOKE_M else "heat" if me.get("air_k", 0.0) > HOT_K else ""
    if feeling and world.time_s >= state.cough_due_s:
        state.cough_due_s = world.time_s + COUGH_S
        events.append(Captioned("", tr(FEELINGS[feeling], world.user.language), 3.0))
        world.haptics.append(("right", 0.3, 0.15))


def _adopt(world: World, state: Body, me: Entry, dt: float) -> None:
    """What the server has in my hand, but no hand of this device holds: a hose pulled out, or after a lost connection."""
    held = {h.thing for h in world.held.values()}
    thing = world.things.get(me["held"])
    if thing is None or me["held"] in held:
        state.astray_s = 0.0
        return
    state.astray_s += dt
    if state.astray_s >= ADOPT_S:
        state.astray_s = 0.0
        hold(world, thing, "right" if "right" not in world.held else "left")
