"""Which models are in video memory, and where the instances of a scene stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import glm
import moderngl
import numpy as np

from renderer.gl.crowds import Gathering, gather
from renderer.gl.placed import Placed, instance_key, place
from renderer.gl.upload import GpuModel, Shared
from renderer.gltf.model import Model
from renderer.scene import Crowd, Instance, Scene

if TYPE_CHECKING:
    from renderer.gl.quality import Quality


class Models:
    """What was uploaded stays until `keep_only`, `forget` or `release`."""

    def __init__(self, ctx: moderngl.Context, quality: Quality, shared: Shared) -> None:
        self._ctx, self._quality, self._shared = ctx, quality, shared
        self._models: dict[int, GpuModel] = {}
        self._placed: dict[tuple[object, ...], Placed] = {}
        self._gatherings: dict[int, Gathering] = {}
        self._serial = 0
        self.uploads = 0  # steps that `place` could not do without

    def upload(self, model: Model) -> Iterable[None]:
        """Uploads a model in steps of one texture or buffer: run through it over several frames, or at once by `list`.
        A model that is drawn without this is uploaded then."""
        gpu = self._gpu(model)
        if not gpu.ready:
            yield from gpu.steps()

    def has(self, model: Model) -> bool:
        return id(model) in self._models and self._models[id(model)].ready

    def steps(self, scene: Scene) -> Iterator[None]:
        """Uploads whatever a scene shows."""
        crowd = [model for people in scene.crowds for model in levels(people)]
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

    def place(self, scene: Scene, eye: glm.vec3, lens: float = 1.0) -> list[Placed]:
        """Draw records of all instances; those that stand as in the last frame are taken from it. lens : see `View.lens`."""
        self.uploads = 0
        before, self._placed = self._placed, {}
        for instance in scene.instances:
            gpu = self._ready(instance.model if not instance.lods else lod(instance, eye, lens))
            key = instance_key(instance, gpu.serial)
            posed = instance.joints is not None or instance.weights is not None
            while posed and key in self._placed:
                key = (*key, "another")  # two that differ in their pose alone
            one = before.get(key)
            if one is not None:
                one.follow(instance)
            self._placed[key] = one or place(instance, gpu, key)
        self._gatherings = {id(crowd): self._gathering(crowd) for crowd in scene.crowds if len(crowd.bounds)}
        for gathering in self._gatherings.values():
            gathering.follow(np.array(eye, np.float32), lens, scene.time_s)
        placed = list(self._placed.values())
        self._bend(placed, list(self._gatherings.values()))
        placed += [level for gathering in self._gatherings.values() for level in gathering.levels]
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

    def _gathering(self, crowd: Crowd) -> Gathering:
        """Made anew where others stand there, or in other clothes."""
        known = self._gatherings.get(id(crowd))
        gpus = [self._ready(model) for model in levels(crowd)]
        same = known is not None and known.crowd is crowd and known.version == crowd.version
        if known is not None and same and [level.gpu for level in known.levels] == gpus:
            return known
        self._serial += 1
        return gather(crowd, gpus, self._serial)

    def _bend(self, placed: list[Placed], gatherings: list[Gathering]) -> None:
        """Palettes and morph weights of all that bends, one after the other into their buffers."""
        bent = [([one], one.palette, one.weights) for one in placed]
        bent += [(g.levels, g.crowd.palette.reshape(-1, 3, 4), g.morphs) for g in gatherings]
        palettes, weights, first_joint, first_weight = [], [], 0, 0
        for owners, palette, morphs in bent:
            if palette is None and morphs is None:
                continue
            for one in owners:
                one.move_rows(first_joint, first_weight)
            if palette is not None:
                palettes.append(palette)
                first_joint += len(palette)
            if morphs is not None:
                weights.append(morphs)
                first_weight += len(morphs)
        self._shared.deforms.write(palettes, weights)


def levels(crowd: Crowd) -> list[Model]:
    return [crowd.model, *(model for _, model in crowd.lods)]


def lod(instance: Instance, eye: glm.vec3, lens: float) -> Model:
    """The model to draw at its distance."""
    distance = glm.distance(glm.vec3(instance.world_from_model[3]), eye) * lens
    model = instance.model
    for from_m, coarser in instance.lods:
        if distance >= from_m:
            model = coarser
    return model
