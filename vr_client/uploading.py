"""What is on its way to the graphics card: the place one comes to, behind the black between places, as fast as frames allow; and
ahead of time, a piece a frame, whoever may come in and the place behind the nearest door. Main thread."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from vr_client.places.ready import everybodys_models
from vr_client.systems.travel import next_model, wait_for_place

if TYPE_CHECKING:
    from renderer.gl import Renderer
    from renderer.gltf.model import Model
    from renderer.scene import Scene
    from vr_client.world import World

PAINTING_S = 0.002  # a step, while pages are painted by their worker
PLACES_KEPT = (
    2  # on the graphics card: this one, and the one that one may go back to; one that was read ahead comes on top
)
UPLOAD_S = 0.008  # a frame, of the 11 ms that a headset has
# Where a picture takes longer than that, so many times as long: little time is to go into pictures of the dark
SHARE, UPLOAD_MOST_S = 8.0, 0.1


class Uploads:
    """`step` once a frame. scene : what is drawn once the place is ready."""

    def __init__(self, renderer: Renderer, scene: Callable[[], Scene]) -> None:
        self._renderer, self._scene = renderer, scene
        self._place: Iterator[None] | None = None  # the rest of the way of the place one comes to
        self._ahead: Iterator[None] | None = None  # and of one model that may be wanted
        self._next: Model | None = None  # of the place that was brought ahead
        self._visited: list[Model] = []

    def step(self, world: World) -> None:
        picture_s = self._renderer.stats.whole_ms / 1000
        share_s = UPLOAD_S if picture_s < UPLOAD_S else min(picture_s * SHARE, UPLOAD_MOST_S)
        if world.between and share_s > UPLOAD_S:
            wait_for_place(world, share_s)
        until = time.perf_counter() + share_s
        while world.preparing and time.perf_counter() < until:
            if self._place is None:
                gc.unfreeze()
                self._make_room(world.preparing[0])
                self._place = self._steps(world.preparing[0], world)
            if next(self._place, self) is self:  # no step left
                self._place = None
                world.preparing.pop(0)
                gc.freeze()  # to look for garbage among all that a place brings would hold a frame up for 40 ms
        if world.place is not None and not world.preparing and not world.between:
            self._step_ahead(next_model(world))

    def has_next(self, world: World) -> bool:
        """Whether the place behind the nearest door is on the graphics card."""
        model = next_model(world)
        return model is not None and self._renderer.has(model)

    def at_rest(self) -> bool:
        """Whether all is there that this place and whoever may come into it need, and what was read ahead."""
        return self._place is None and self._ahead is None and next(self._missing(), None) is None

    def _step_ahead(self, model: Model | None) -> None:
        """model : of the place behind the nearest door, once it is read."""
        if self._ahead is None:
            if model is not None and model is not self._next:
                if self._next is not None and self._next not in self._visited:
                    self._renderer.forget(self._next)
                self._next = model
            self._ahead = next((iter(self._renderer.upload(one)) for one in self._missing()), None)
        elif next(self._ahead, self) is self:
            self._ahead = None

    def _missing(self) -> Iterator[Model]:
        return (one for one in (*everybodys_models(), self._next) if one and not self._renderer.has(one))

    def _steps(self, model: Model, world: World) -> Iterator[None]:
        panels = [panel for panel in world.panels.values() if panel.visible]
        if self._ahead is not None:  # begun twice it would be there twice
            yield from self._ahead
            self._ahead = None
        yield from self._renderer.upload(model)
        while [panel for panel in panels if not panel.ready()]:
            time.sleep(PAINTING_S)
            yield
        if world.place is not None and world.place.model is model:
            yield from self._renderer.begin(self._scene())

    def _make_room(self, place: Model) -> None:
        """Only the last places stay on the graphics card, however many one walks through."""
        self._visited = [*(model for model in self._visited if model is not place), place]
        while len(self._visited) > PLACES_KEPT:
            self._renderer.forget(self._visited.pop(0))
