"""Everything said or sounding, also as text: low in the view, the speaker named, long enough to read without hurry.

A person who reads misses nothing that others hear; a person who hears loses no part of the picture, because captions keep to the
lower edge and go away. `world.notice` (what the program is doing) shares the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.messages import Captioned
from vr_client.ui.placing import gaze, hang
from vr_client.ui.widgets import Column, Node, Space, Text
from vr_client.world import Caption, World

NAME = "captions"
DISTANCE_M = 1.35
DOWN_RAD = (
    0.30  # 17 degrees, the lowest line 27: below what one looks at, inside a headset's and a 70-degree window's view
)
FOLLOW_PER_S = 5.0  # the line follows the head softly, so that it can be read while the head turns
READING_CHARS_S = 9.0  # unhurried Korean reading
SHOWN, SHOWN_EASY = 3, 2  # at once
SIZE_M = (1.24, 0.50)


@dataclass(slots=True)
class State:
    shown: tuple[Any, ...] = ()
    pose: Pose | None = None


def captions(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get(NAME)
    if state is None:
        state = world.memory[NAME] = State()
    for event in events:
        if isinstance(event, Captioned):
            say(world, event)
    dark = world.fade > 0.5  # between two places nobody reads: what was said waits
    if dark:
        for caption in world.captions:
            caption.until_s += dt
    shown_most = SHOWN_EASY if world.user.easy_mode else SHOWN
    world.captions = [c for c in world.captions if c.until_s > world.time_s][-shown_most:]
    speaking = {c.speaker for c in world.captions}
    for npc in world.npcs.values():
        npc.speaking = npc.name in speaking
    panel = world.panels.get(NAME) or hang(
        world, NAME, Pose(), SIZE_M, lambda: build(world), on_top=True, ground="", pointable=False, visible=False
    )
    shown = (tuple((c.speaker, c.text) for c in world.captions), world.notice, world.user.easy_mode, dark)
    if shown != state.shown:
        state.shown = shown
        panel.refresh()
    panel.visible = bool(world.captions and world.settings.captions and not dark) or bool(world.notice)
    target = gaze(world.user.head, DISTANCE_M, DOWN_RAD)
    if state.pose is None or not panel.visible:
        state.pose = target
    blend = min(1.0, FOLLOW_PER_S * dt)
    state.pose = Pose(
        glm.mix(state.pose.position, target.position, blend),
        glm.slerp(state.pose.orientation, target.orientation, blend),
    )
    panel.pose = state.pose


def say(world: World, event: Captioned) -> None:
    """Shows a line for at least as long as reading it takes; the same line again only lives longer."""
    slow = 1.6 if world.user.easy_mode else 1.0
    until = world.time_s + max(event.seconds, 2.0 + len(event.text) / READING_CHARS_S) * slow
    for caption in world.captions:
        if (caption.speaker, caption.text) == (event.speaker, event.text):
            caption.until_s = until
            return
    # a speaker goes on with the next line; sounds and notes (no speaker) stand beside each other
    world.captions = [c for c in world.captions if not c.speaker or c.speaker != event.speaker]
    world.captions.append(Caption(event.speaker, event.text, until))


def build(world: World) -> Node:
    blocks: list[Node] = [Space(grow=1)]
    if world.settings.captions and world.fade <= 0.5:
        blocks += [
            Column(
                [Text(c.speaker, "small", "speaker"), Text(c.text, "heading", "white")] if c.speaker else
                [Text(c.text, "heading", "white")],
                gap=2, pad=14, ground="night",
            )
            for c in world.captions
        ]  # fmt: skip
    if world.notice:
        blocks.append(Column([Text(world.notice, "heading", "white", "centre")], pad=12, ground="night"))
    return Column(blocks, gap=8)
