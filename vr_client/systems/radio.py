"""A trainer by radio: who talks, or listens to the room, also in words, for as long as it lasts. The voice itself is `audio`'s."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backend.schemas.messages import TrainerVoice, Welcome
from vr_client.devices.device import Input
from vr_client.i18n import later, tr
from vr_client.messages import Arrived, Captioned, Entered, FromRoom
from vr_client.world import World

TO_ALL = later("교관이 말하고 있습니다.")
TO_ME = later("교관이 나에게만 말하고 있습니다.")
LISTENS = later("교관이 이 방의 소리를 듣고 있습니다.")
SECONDS = 0.5  # a line lives on by being said again in each frame


@dataclass(slots=True)
class Lines:
    """Kept in world.memory["radio"]. open : what was told last of each trainer's line, by its number."""

    room: str = ""
    open: dict[int, TrainerVoice] = field(default_factory=dict)


def radio(world: World, input: Input, events: list[Any], dt: float) -> None:
    """Appends Captioned while a trainer talks, and once when one begins to listen."""
    lines: Lines = world.memory.setdefault("radio", Lines())
    for event in list(events):
        match event:
            case Entered():
                lines.room = event.room
            case Arrived() if event.place != lines.room:
                lines.open.clear()
            case FromRoom(message=Welcome()):
                lines.open.clear()  # who talks here is told after it
            case FromRoom(message=TrainerVoice() as voice):
                _told(world, lines, voice, events)
    for line in lines.open.values():
        if line.talking:
            events.append(Captioned("", tr(TO_ME if line.alone else TO_ALL, world.user.language), SECONDS))


def _told(world: World, lines: Lines, voice: TrainerVoice, events: list[Any]) -> None:
    before = lines.open.get(voice.peer)
    lines.open[voice.peer] = voice
    if voice.listening and not (before and before.listening):
        events.append(Captioned("", tr(LISTENS, world.user.language)))
    if before and before.talking:  # no longer, or to another: nobody is to read on what has ended
        over = tr(TO_ME if before.alone else TO_ALL, world.user.language)
        world.captions = [caption for caption in world.captions if caption.speaker or caption.text != over]
