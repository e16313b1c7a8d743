"""Hanging panels: at an anchor of the place, before a person's eyes, following the gaze. And the theme a person asked for."""

from __future__ import annotations

from collections.abc import Callable

import glm

from renderer.spatial import Pose, yaw
from vr_client.ui.panel import UiPanel
from vr_client.ui.theme import theme_for
from vr_client.ui.widgets import Node
from vr_client.world import World

PIXELS_PER_M = 1000.0


def hang(
    world: World,
    name: str,
    pose: Pose,
    size_m: tuple[float, float],
    build: Callable[[], Node],
    *,
    crisp: bool = True,
    on_top: bool = False,
    ground: str = "paper",
    pointable: bool = True,
    visible: bool = True,
    pixels_per_m: float = PIXELS_PER_M,
    zoom: float = 1.0,
) -> UiPanel:
    """A panel in `world.panels`, in the theme the person asked for. size_m : width and height."""
    panel = UiPanel(
        name,
        pose,
        *size_m,
        pixels_per_m,
        build,
        theme=theme_for(world.user.easy_mode),
        crisp=crisp,
        on_top=on_top,
        visible=visible,
        ground=ground,
        pointable=pointable,
        zoom=zoom,
    )
    world.panels[name] = panel
    return panel


def anchor(world: World, name: str) -> Pose:
    """The anchor `name` of the present place; its spawn point if the place lacks it."""
    assert world.place is not None
    return world.place.anchors.get(name) or world.place.anchors["spawn"]


def in_front(head: Pose, distance_m: float, down_m: float = 0.0, right_m: float = 0.0) -> Pose:
    """Upright before the eyes, facing them; the head's tilt is left out."""
    forward = head.forward()
    level = glm.vec3(forward.x, 0, forward.z)
    level = glm.normalize(level) if glm.length(level) > 1e-3 else glm.vec3(0, 0, -1)
    right = glm.cross(level, glm.vec3(0, 1, 0))
    at = head.position + level * distance_m + right * right_m - glm.vec3(0, down_m, 0)
    return Pose(at, facing(at, head.position))


def facing(at: glm.vec3, eye: glm.vec3) -> glm.quat:
    """The upright orientation whose +Z looks from `at` to `eye`."""
    to = eye - at
    return yaw(float(glm.atan(to.x, to.z))) if glm.length(glm.vec2(to.x, to.z)) > 1e-4 else yaw(0.0)


def gaze(head: Pose, distance_m: float, down_rad: float, right_rad: float = 0.0) -> Pose:
    """Fixed to the head, `down_rad` below and `right_rad` beside the middle of the view, facing the eyes."""
    turn = glm.angleAxis(-right_rad, glm.vec3(0, 1, 0)) * glm.angleAxis(-down_rad, glm.vec3(1, 0, 0))
    orientation = head.orientation * turn
    return Pose(head.position + orientation * glm.vec3(0, 0, -distance_m), orientation)


def refresh_all(world: World) -> None:
    """Language or text size has changed."""
    for panel in world.panels.values():
        panel.set_theme(theme_for(world.user.easy_mode))
