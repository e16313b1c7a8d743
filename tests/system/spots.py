"""Where things to press are in the world, from the panels as the client builds them."""

from __future__ import annotations

from types import ModuleType

import glm

from tests.vr_client.stage import stage
from vr_client.places import Place, fire_hall
from vr_client.ui.panel import UiPanel


def button(behaviour: ModuleType, place: Place, panel: str, id_: str, *steps: str) -> glm.vec3:
    """A button of a place's panel, after pressing `steps` on it. World metres."""
    here = stage(behaviour, place.id)
    for step in steps:
        here.press(panel, step)
    return on_panel(place, here.panel(panel), id_)


def on_panel(place: Place, shown: UiPanel, id_: str) -> glm.vec3:
    """The middle of a button on a panel that hangs at the anchor of its name."""
    box = shown.layout.box_of(id_)
    assert box is not None, f"{id_}: {shown.ids()}"
    width, height = shown.size_mm
    u, v = (box.x + box.w / 2) / width, (box.y + box.h / 2) / height
    pose = place.anchors[shown.name]
    return pose.position + pose.orientation * glm.vec3((u - 0.5) * shown.width_m, (0.5 - v) * shown.height_m, 0)


def in_front_of(place: Place, anchor: str, metres: float) -> glm.vec3:
    pose = place.anchors[anchor]
    return pose.position + pose.orientation * glm.vec3(0, 0, metres)


def finish_button(hall: Place) -> glm.vec3:
    """The fire hall's, once a drill runs."""
    from tests.vr_client.test_places_drill import Hall

    playing = Hall(stage(fire_hall, "fire_hall"))
    playing.start("practice")
    return on_panel(hall, playing.here.panel("board"), "finish")
