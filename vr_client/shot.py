"""`seoul shot`: a place as a visitor finds it, from one of its named views, or a glTF file, as a PNG; no window, no server."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass, field
from pathlib import Path

import glm
import numpy as np
from PIL import Image as PillowImage

from renderer.environment import EnvironmentFileError, load_environment
from renderer.gltf import GltfError, load_model
from renderer.scene import Scene, View
from renderer.shot import Framing, NoGraphicsError, frame_view, offscreen_renderer, shot, shot_model, shots
from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.errors import UserError
from vr_client.places import Place, load_place, split_link
from vr_client.present import Presenter
from vr_client.settings import Settings
from vr_client.systems.tools import tools
from vr_client.systems.travel import before
from vr_client.world import User, World

log = logging.getLogger(__name__)

FOV_DEG = 60.0


@dataclass(slots=True)
class Studio:
    """How a glTF file is to be shown. environment : a .hdr, or "" for soft daylight."""

    framing: Framing = field(default_factory=Framing)
    environment: str = ""
    tone_map: str = "neutral"
    exposure: float = 1.0
    transparent: bool = False
    variant: str = ""


def light_weights(text: str) -> dict[str, float]:
    """ "noon=1,lamps=0.5" -> weights by light group. Raises ValueError for other text."""
    pairs = (part.partition("=") for part in text.replace(" ", "").split(",") if part)
    return {name: max(float(value), 0.0) for name, _, value in pairs}


def take_shot(
    what: str,
    output: Path,
    view: str,
    size: tuple[int, int],
    settings: Settings,
    studio: Studio | None = None,
    light: dict[str, float] | None = None,
    bare: bool = False,
) -> None:
    """what : PLACE, PLACE/SPOT or FILE.glb. light : weights of a place's light groups. bare : without people, panels and
    things. Raises UserError E11, E20..E25."""
    is_file = what.lower().endswith((".glb", ".gltf"))
    try:
        if not is_file:
            picture = _place(what, view, size, settings, light or {}, bare)
        else:
            picture = _file(what, size, studio or Studio(), settings)
    except NoGraphicsError as error:
        raise UserError("E11", found=error) from error
    output.parent.mkdir(parents=True, exist_ok=True)
    picture.save(output)


def _file(path: str, size: tuple[int, int], studio: Studio, settings: Settings) -> PillowImage.Image:
    try:
        environment = load_environment(studio.environment) if studio.environment else None
    except EnvironmentFileError as error:
        raise UserError("E24", path=studio.environment, reason=error) from error
    try:
        model = load_model(path)
        if studio.variant and studio.variant not in model.variants:
            raise UserError("E25", path=path, variant=studio.variant, known=", ".join(model.variants) or "-")
        with offscreen_renderer(cache=settings.cache_path()) as renderer:
            return shot_model(
                model, size, studio.framing, environment, studio.tone_map, studio.exposure, studio.transparent,
                studio.variant, renderer,
            )  # fmt: skip
    except (GltfError, OSError) as error:
        raise UserError("E22", path=path, reason=error) from error


def _place(
    link: str, view: str, size: tuple[int, int], settings: Settings, light: dict[str, float], bare: bool
) -> PillowImage.Image:
    name, spot = split_link(link)
    place = load_place(name, settings)
    known = [group.name for group in place.light.groups] if place.light is not None else []
    for unknown in sorted(set(light) - set(known)):
        log.warning("%s has no light group %r; it has: %s", name, unknown, ", ".join(known) or "-")
    place.light_weights = light
    eyes = camera(place, view, spot, size[0] / size[1])
    return shot(scene_of(place, eyes.world_from_view, settings, bare), eyes, size)


def bare_pictures(
    name: str,
    cameras: list[tuple[tuple[float, ...], tuple[float, ...], float]],
    size: tuple[int, int],
    light: dict[str, float],
    settings: Settings,
) -> list[np.ndarray]:
    """The place alone, uint8 [H, W, 3] for each camera: eye, target (metres), tangent of half the vertical field of view.
    Raises UserError E11, E20..E22."""
    place = load_place(name, settings)
    place.light_weights = light
    place.environment.clouds = place.environment.haze_m = 0.0  # only drawn: a path tracer knows nothing of them
    aspect = size[0] / size[1]
    try:
        with offscreen_renderer(cache=settings.cache_path()) as renderer:
            pictures = []
            for eye, target, half_height in cameras:
                fov_deg = math.degrees(2 * math.atan(half_height))
                eyes = frame_view(glm.vec3(*eye), glm.vec3(*target), fov_deg, aspect)
                pictures.append(shots(scene_of(place, eyes.world_from_view, settings, True), [eyes], size, renderer)[0])
            return pictures
    except NoGraphicsError as error:
        raise UserError("E11", found=error) from error


def scene_of(place: Place, head: Pose, settings: Settings, bare: bool = False) -> Scene:
    """The place with its people, panels and things, as it is in the first moment of a visit; `bare`: nothing but the place."""
    # Hands where the head is are hands one does not see.
    user = User(language=settings.language, head=head, left=head, right=head, left_aim=head, right_aim=head)
    world = World(user=user, place=place, settings=settings, fade=0.0)
    if place.behaviour is not None and not bare:
        place.behaviour.enter(world)
        for system in (tools, place.behaviour.update):
            system(world, Input(), [], 0.0)
    scene = Presenter().present(world)[0]
    if bare:
        scene.crowds.clear()  # oneself in a mirror
    return scene


def camera(place: Place, view: str, spot: str, aspect: float) -> View:
    """The named view; else, at the spot, the eyes of a standing person; else the first view the place names.
    Raises UserError E23 for a name that the place does not have."""
    known = [*place.views, *place.anchors]
    if (view and view not in place.views) or (spot and spot not in place.anchors):
        raise UserError("E23", place=place.id, view=view or spot, known=", ".join(known))
    if not view and not spot and place.views:
        view = next(iter(place.views))
    if view:
        named = place.views[view]
        return frame_view(glm.vec3(*named.eye), glm.vec3(*named.target), named.fov_deg, aspect)
    anchor = before(place.anchors[spot or "spawn"])
    eye = anchor.position + glm.vec3(0, 1.6, 0)
    return frame_view(eye, eye + anchor.forward(), FOV_DEG, aspect)
