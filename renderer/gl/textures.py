"""A model's pictures as layers of texture arrays: pictures of one size, kind and sampler share an array, so that their materials
can be drawn by one call."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.prepare import image_key
from renderer.gl.prepared import ImageKey, Pyramid
from renderer.gltf.model import Sampler, TextureRef

if TYPE_CHECKING:
    from renderer.gl.quality import Quality

MAX_LAYERS = 256  # what every OpenGL 4.3 has; also the most that is taken at once

TextureUse = tuple[TextureRef, bool]  # and whether it is sRGB
TextureKey = tuple[ImageKey, Sampler]
Layer = tuple[int, int]  # number of the array, layer in it


def plan_layers(shapes: dict[TextureKey, tuple[int, ...]]) -> dict[TextureKey, Layer]:
    """Which picture goes where. shapes : height, width, levels ... of each; equal ones of equal sampler and colour space meet."""
    kinds: dict[tuple[object, ...], list[int]] = {}  # array number, layers taken
    placed: dict[TextureKey, Layer] = {}
    arrays = 0
    for key, shape in shapes.items():
        (_, srgb, _), sampler = key
        kind = (shape, srgb, sampler)
        if kind not in kinds or kinds[kind][1] == MAX_LAYERS:
            kinds[kind] = [arrays, 0]
            arrays += 1
        number, layer = kinds[kind]
        kinds[kind][1] += 1
        placed[key] = number, layer
    return placed


def texture_key(reference: TextureRef, srgb: bool) -> TextureKey:
    return image_key(reference, srgb), reference.sampler


@dataclass(slots=True)
class Layered:
    """One use of a picture: its array and the layer in it."""

    array: moderngl.TextureArray
    layer: int


class Pictures:
    """The textures of all models. Those of one file (a person's levels of detail) share them."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._known: list[ModelTextures] = []

    def take(self, images: object, quality: Quality, used: list[TextureUse]) -> ModelTextures:
        """Textures that have all this, or will after `steps`. images : of the model. used : see ModelTextures.steps."""
        wanted = {texture_key(*use) for use in used}
        for known in self._known:
            if known.images is images and known.ready and wanted <= known.keys:
                known.users += 1
                return known
        self._known.append(ModelTextures(self._ctx, quality, images))
        return self._known[-1]

    def give_back(self, textures: ModelTextures) -> None:
        """Released when nobody else has them."""
        textures.users -= 1
        if not textures.users:
            self._known.remove(textures)
            textures.release()


class ModelTextures:
    """The arrays of one model, or of some with the same pictures. `steps` uploads a picture at a time."""

    def __init__(self, ctx: moderngl.Context, quality: Quality, images: object) -> None:
        self._ctx, self._quality, self._calls = ctx, quality, raw.calls(ctx)
        self.images, self.users, self.ready = images, 1, False
        self._arrays: dict[int, moderngl.TextureArray] = {}
        self._places: dict[TextureKey, Layer] = {}

    @property
    def keys(self) -> Set[TextureKey]:
        return self._places.keys()

    def steps(self, used: list[TextureUse], levels: dict[ImageKey, Pyramid]) -> Iterator[None]:
        """used : every use, and whether its picture is sRGB. levels : mipmaps by image_key."""
        if self.ready:
            return
        keys = list(dict.fromkeys(texture_key(*use) for use in used))
        pictures = {key: levels[key[0]] for key in keys}
        self._places = plan_layers({key: (*p[0].shape[:2], len(p)) for key, p in pictures.items()})
        layers: dict[int, int] = {}
        for number, _ in self._places.values():
            layers[number] = layers.get(number, 0) + 1
        for key in keys:
            number, layer = self._places[key]
            if number not in self._arrays:
                self._arrays[number] = self._array(key, pictures[key], layers[number])
            self._arrays[number].use(0)
            for level, pixels in enumerate(pictures.pop(key)):
                self._calls.tex_sub_layer(level, layer, pixels)
            yield
        self.ready = True

    def find(self, reference: TextureRef | None, srgb: bool) -> Layered | None:
        if reference is None:
            return None
        number, layer = self._places[texture_key(reference, srgb)]
        return Layered(self._arrays[number], layer)

    def release(self) -> None:
        for array in self._arrays.values():
            array.release()
        self._arrays.clear()
        self._places.clear()

    def _array(self, key: TextureKey, levels: list[np.ndarray], layers: int) -> moderngl.TextureArray:
        (_, srgb, _), sampler = key
        height, width, _ = levels[0].shape
        array = self._ctx.texture_array((1, 1, 1), 4)
        array.use(0)
        self._calls.tex_storage_layers(raw.SRGB8_ALPHA8 if srgb else raw.RGBA8, width, height, layers, len(levels))
        array.filter = (sampler.min_filter, sampler.mag_filter)
        if len(levels) > 1 and sampler.mag_filter != moderngl.NEAREST:
            array.anisotropy = min(self._quality.anisotropy, self._ctx.max_anisotropy)
        raw.set_wrap(array, sampler.wrap_s, sampler.wrap_t)
        return array
