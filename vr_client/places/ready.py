"""Places made ready for the graphics card as far as that goes without GL. In the worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from avatars.figure import SEXES, everybody
from avatars.own_hands import hands
from renderer.gl.place_light import prepare_light
from renderer.gl.prepare import prepare
from renderer.gltf import GltfError
from renderer.kept import Kept
from vr_client.errors import UserError
from vr_client.places import Place, load_place
from vr_client.settings import Settings

if TYPE_CHECKING:
    from renderer.gltf.model import Model


def read_ready(place: str, settings: Settings, progress: Callable[[float], None], pictures: Kept) -> Place:
    """Raises UserError as `load_place`, and E22."""
    read = load_place(place, settings, progress, pictures)
    progress(1.0)
    return make_ready(read, pictures)


def make_ready(place: Place, pictures: Kept) -> Place:
    """A place that was not drawn for a while has given back what the graphics card needs of it. People may come into any, and one
    has hands. Raises UserError E22."""
    try:
        for model in (place.model, *everybodys_models(), hands()):
            prepare(model, pictures)
    except GltfError as error:
        raise UserError("E22", path=place.model.path, reason=error) from error
    if place.light is not None:
        prepare_light(place.light)
        place.light.decode(place.light_weights)
    return place


@cache
def everybodys_models() -> tuple[Model, ...]:
    """At all levels of detail."""
    return tuple(model for near, lods in map(everybody, SEXES) for model in (near, *(far for _, far in lods)))
