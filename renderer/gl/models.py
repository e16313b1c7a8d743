"""Which models are in video memory, and where the instances of a scene stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl.crowds import crowd_groups, group_of, is_plain, place_group
from renderer.gl.placed import Placed, instance_key, place
from renderer.gl.upload import GpuModel, Shared
from renderer.gltf.model import Model
from renderer.scene import Instance, Scene

if TYPE_CHECKING:
    from renderer.gl.quality import Quality


class Models:
    """What was uploaded stays until `keep_only`, `forget` or `release`."""

    def __init__(self, ctx: moderngl.Context, quality: Quality, shared: Shared) -> None:
        self._ctx, self._quality, self._shared = ctx, quality, shared
        self._models: dict[int, GpuModel] = {}
        self._placed: dict[tuple[object, ...], Placed] = {}
        self._serial = self._frame_number = 0
        self.uploads = 0  # steps that `place` could not do without

    def upload(self, model: Model) -> Iterable[None]:
        """Uploads a model in steps of one texture or buffer: run through it over several frames, or at once by `list`.
        A model that is drawn without this is uploaded then."""
        gpu = self._gpu(model)
        if not gpu.ready:
            yield from gpu.steps()

    def steps(self, scene: Scene) -> Iterator[None]:
        """Uploads whatever a scene shows."""
        crowd = [model for people in scene.crowds for model, _ in crowd_groups(people, np.zeros(3, np.float32))]
        for model in [*(i.model for i in scene.instances), *(m for i in scene.instances for _, m in i.lods), *crowd]:
            yield from self.upload(model)

    def keep_only(self, models: Iterable[Model]) -> None:
        """Frees the video memory of every other model."""
        kept = {id(m) for m in models}
        for key in [k for k in self._models if k not in kept]:
            self._models.pop(key).release()
        self._placed = {k: p for k, p in self._placed.items() if p.gpu.ready}

    def forget(self, model: Model) -> None:
        """Frees one model's video memory, and what was prepared for it; it may be drawn again, at the price of the first time."""
        gpu = self._models.pop(id(model), None)
        if gpu is not None:
            gpu.release()
            self._placed = {k: p for k, p in self._placed.items() if p.gpu.ready}
        model.prepared = None

    def release(self) -> None:
        for gpu in self._models.values():
            gpu.release()
        self._models.clear()
        self._placed.clear()

    def place(self, scene: Scene, eye: glm.vec3) -> list[Placed]:
        """Draw records of all instances; those that stand as in the last frame are taken from it. Posed ones of a model are
        placed together."""
        self.uploads = 0
        before, self._placed = self._placed, {}
        crowds: dict[int, tuple[GpuModel, list[Instance]]] = {}
        for instance in scene.instances:
            gpu = self._ready(instance.model if not instance.lods else lod(instance, eye))
            if is_plain(instance):
                crowds.setdefault(gpu.serial, (gpu, []))[1].append(instance)
                continue
            key = instance_key(instance, gpu.serial)
            one = before.get(key)
            if one is not None:
                one.still = True
            self._placed[key] = one or place(instance, gpu, key)
        self._frame_number += 1
        groups = [(gpu, group_of(crowd)) for gpu, crowd in crowds.values()]
        for people in scene.crowds:
            groups += [(self._ready(model), group) for model, group in crowd_groups(people, np.array(eye, np.float32))]
        for number, (gpu, group) in enumerate(groups):
            key = ("group", self._frame_number, number)  # moving things: each frame another
            self._placed[key] = place_group(group, gpu, key)
        placed = list(self._placed.values())
        self._bend(placed)
        self._shared.deforms.bind()  # the shadow map needs them, too
        return placed

    def _gpu(self, model: Model) -> GpuModel:
        if id(model) not in self._models:
            self._serial += 1
            self._models[id(model)] = GpuModel(self._ctx, model, self._quality, self._serial, self._shared)
        return self._models[id(model)]

    def _ready(self, model: Model) -> GpuModel:
        gpu = self._gpu(model)
        if not gpu.ready:
            self.uploads += sum(1 for _ in gpu.steps())
        return gpu

    def _bend(self, placed: list[Placed]) -> None:
        """Palettes and morph weights of all that bends, one after the other into their buffers."""
        palettes, weights, first_joint, first_weight = [], [], 0, 0
        for one in placed:
            if one.palette is None and one.weights is None:
                continue
            one.move_rows(first_joint, first_weight)
            if one.palette is not None:
                palettes.append(one.palette)
                first_joint += len(one.palette)
            if one.weights is not None:
                weights.append(one.weights)
                first_weight += len(one.weights)
        self._shared.deforms.write(palettes, weights)


def lod(instance: Instance, eye: glm.vec3) -> Model:
    """The model to draw at its distance."""
    distance = glm.distance(glm.vec3(instance.world_from_model[3]), eye)
    model = instance.model
    for from_m, coarser in instance.lods:
        if distance >= from_m:
            model = coarser
    return model
