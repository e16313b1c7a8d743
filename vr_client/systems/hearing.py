"""What is to be heard of a drill, for the voice process and, in words, for who does not hear it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vr_client.devices.device import Input
from vr_client.i18n import later, tr
from vr_client.messages import Captioned
from vr_client.sounds import Listening, loudness_at
from vr_client.world import World

NAME = "heard"
WORDS = {
    "bell": later("[경보 벨이 울립니다]"),
    "beep": later("[화재 감지기가 울립니다]"),
    "fire": later("[불이 타닥타닥 타는 소리]"),
    "roar": later("[불길이 거세게 이는 소리]"),
    "whoosh": later("[불이 확 번지는 소리]"),
    "glass": later("[유리가 깨지는 소리]"),
    "water": later("[물이 쏟아지는 소리]"),
}
AGAIN_S = 20.0  # of silence, before the same sound is told again
FAINT = 0.02
SECONDS = 3.0


@dataclass(slots=True)
class Hearing:
    """last_s : by kind, when it was heard last."""

    listening: Listening = field(default_factory=Listening)
    last_s: dict[str, float] = field(default_factory=dict)


def hearing(world: World, input: Input, events: list[Any], dt: float) -> None:
    """Leaves world.memory["heard"] for `audio`; appends Captioned for what begins to be heard."""
    state: Hearing = world.memory.setdefault("hearing", Hearing())
    heard = world.memory[NAME] = state.listening.sounds(world)
    head = world.user.head.position
    ear = (float(head.x), float(head.y), float(head.z))
    for kind in dict.fromkeys(one.kind for one in heard if loudness_at(one, ear) > FAINT):
        before = state.last_s.get(kind)
        state.last_s[kind] = world.time_s
        if kind in WORDS and (before is None or not 0 <= world.time_s - before < AGAIN_S):
            events.append(Captioned("", tr(WORDS[kind], world.user.language), SECONDS))
