"""A place as it will be when it burns: drawn once before anybody sees it, so that no program is built in the midst of a drill."""

from __future__ import annotations

from dataclasses import replace

import glm

from renderer.scene import AgentCloud, Flame, Mark, Scene, SmokeVolume, Spray


def alight(scene: Scene, eye: glm.vec3) -> Scene | None:
    """The scene with one of everything around an eye; None where no fire was baked for it."""
    if scene.light is None or not any(group.kind == "fire" for group in scene.light.groups):
        return None
    return replace(
        scene,
        smoke=[SmokeVolume(eye - 1, eye + 1, 0.1)],
        flames=[Flame(glm.vec3(eye), 0.5, 1.0, 1.0, baked=True)],
        clouds=[AgentCloud(glm.vec3(eye), 1.0, 0.1)],
        sprays=[Spray(glm.vec3(eye), glm.vec3(0, 0, -1), 1.0, 0.1)],
        marks=[Mark(glm.vec3(eye), 1.0, 0.1)],
    )
