"""A stage for a place's behaviour without loading the place: anchors, a visitor, and a clock that is stepped by hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import glm
import numpy as np

from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.messages import Arrived
from vr_client.physics import Physics
from vr_client.places import Place
from vr_client.systems.captions import captions
from vr_client.systems.menu import menu
from vr_client.systems.tools import tools
from vr_client.ui.panel import UiPanel
from vr_client.world import User, World

USER = "7b1f3a52-7d6e-4f61-9b52-0d3c5a3b8f10"


def bare_place(id_: str, behaviour: ModuleType) -> Place:
    """No model and no walls: only a name, a floor and anchors, each at its own spot."""
    corners = np.array([[-50, 0, -50], [50, 0, -50], [50, 0, 50], [-50, 0, 50]], np.float32)
    floor = Physics(corners, np.array([[0, 2, 1], [0, 3, 2]], np.uint32))
    anchors: dict[str, Pose] = defaultdict(lambda: Pose(glm.vec3(0, 1.4, -4)))
    anchors["spawn"] = Pose(glm.vec3(0, 0, -1))
    anchors["mayor"] = anchors["clerk"] = anchors["agent"] = Pose(glm.vec3(1, 0, -3))
    return Place(id_, {"ko": id_, "en": id_}, Path(), None, floor, anchors, behaviour=behaviour)  # type: ignore[arg-type]


@dataclass
class Stage:
    """`step` runs what the frame runs for panels and places; `sent` collects what would go to the network."""

    behaviour: ModuleType
    world: World
    sent: list[Any] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def step(self, *events: Any, input: Input | None = None, seconds: float = 1 / 60) -> list[Any]:
        now = list(events)
        self.world.time_s += seconds
        self.world.lines.clear()
        self.world.haptics.clear()
        input = input or Input()
        tools(self.world, input, now, seconds)
        self.behaviour.update(self.world, input, now, seconds)
        captions(self.world, input, now, seconds)
        menu(self.world, input, now, seconds)
        sent, self.world.outbox = self.world.outbox, []
        self.sent += sent
        self.said = [caption.text for caption in self.world.captions]
        return sent

    def panel(self, name: str) -> UiPanel:
        """With its picture brought up to date."""
        panel = self.world.panels[name]
        panel.draw_now()
        return panel

    def press(self, panel: str, id_: str) -> None:
        """Presses a widget by its box, as a ray would."""
        shown = self.panel(panel)
        box = shown.layout.box_of(id_)
        assert box is not None, f"{id_} is not on {panel}: {shown.ids()}"
        width, height = shown.size_mm
        u, v = (box.x + box.w / 2) / width, (box.y + box.h / 2) / height
        x, y = u * width, v * height
        assert shown.layout.interactive_at(x, y) is box.node, f"{id_} is hidden, one would have to scroll first"
        shown.pointer_move(u, v)
        shown.pointer_down(u, v)
        shown.pointer_up(u, v)
        self.panel(panel)

    def texts(self, panel: str) -> str:
        """Everything that stands on a panel now."""
        parts: list[str] = []
        for box in self.panel(panel).layout.boxes:
            for attribute in ("text", "label", "detail", "value"):
                value = getattr(box.node, attribute, "")
                parts += [value] if isinstance(value, str) else []
        return "\n".join(parts)


def stage(behaviour: ModuleType, place: str, language: str = "ko", easy: bool = False) -> Stage:
    user = User(id=USER, name="민지", language=language, easy_mode=easy)
    user.head = Pose(glm.vec3(0, 1.6, -1.5))
    world = World(user=user, fade=0.0, online=True)
    world.place = bare_place(place, behaviour)
    behaviour.enter(world)
    made = Stage(behaviour, world)
    made.step(Arrived(place, "spawn"))
    return made
