"""Eyes get used to the light of a fire and to the dark of its smoke. One number a frame, of its Scene and the eye's place alone."""

from __future__ import annotations

from dataclasses import replace

import glm

from renderer.effects.surroundings import LUMINANCE, baked_light, smoke_left, unbaked_fires
from renderer.scene import Scene

SHARE = 0.75  # of a change in light (its exponent) that eyes make up for within seconds
LEAST, MOST = 0.12, 3.0
WALLS = 2.0  # of the light of a flame, with what the walls send back, which no lamp does
DARK = 0.02  # radiance beyond which eyes gain nothing in minutes


def adapted(scene: Scene, eye: glm.vec3) -> Scene:
    """The scene with the exposure that eyes at this place have: as it is where nothing burns or smokes."""
    if scene.light is None or scene.light.volume is None or not (scene.flames or scene.smoke):
        return scene
    usual, now = baked_light(scene.light, {}, eye), baked_light(scene.light, scene.light_weights, eye)
    before = float((usual.other + usual.fires) @ LUMINANCE) + DARK
    fires = now.fires + WALLS * unbaked_fires(scene, eye)
    after = float((now.other * smoke_left(scene.smoke, eye) + fires) @ LUMINANCE) + DARK
    factor = min(max((before / after) ** SHARE, LEAST), MOST)
    return replace(scene, environment=replace(scene.environment, exposure=scene.environment.exposure * factor))
