"""Every named view of a place, drawn as `seoul shot` draws it, with one renderer for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from renderer.gl import Renderer
from renderer.mirrors import find_mirrors
from renderer.shot import offscreen_renderer, shots
from vr_client.places import find_places, load_place
from vr_client.settings import Settings
from vr_client.shot import camera, scene_of

PLACES = sorted(find_places())


@contextmanager
def studio() -> Iterator[Renderer]:
    """A renderer on a context of its own, which must be current while a View is drawn."""
    with offscreen_renderer() as renderer:
        yield renderer


def driver(renderer: Renderer) -> str:
    """What pictures depend on beside us: the renderer's name and the driver's version."""
    info = renderer.ctx.info
    return f"{info['GL_RENDERER']} | {info['GL_VERSION']}"


def draw_views(renderer: Renderer, place_id: str, size: tuple[int, int]) -> Iterator[tuple[str, np.ndarray]]:
    """(name, uint8 [H, W, 3]) of each view of the place."""
    settings = Settings()
    place = load_place(place_id, settings)
    mirrors = find_mirrors(place.model)
    for name in place.views:
        view = camera(place, name, "", size[0] / size[1])
        scene = scene_of(place, view.world_from_view, settings)
        if mirrors:  # those that were hidden in the view before may be seen in this one, which the frame after it knows
            shots(scene, [view], (size[0] // 4, size[1] // 4), renderer)
        yield name, shots(scene, [view], size, renderer)[0]
    renderer.keep_only([])
