"""`seoul shot`: a place from one of its named views, or a glTF file, as a PNG; no window, no server."""

from __future__ import annotations

from pathlib import Path

import glm
from PIL import Image as PillowImage

from renderer.gltf import GltfError
from renderer.scene import Instance, Scene, View
from renderer.shot import NoGraphicsError, frame_view, shot, shot_file
from vr_client.errors import UserError
from vr_client.places import Place, load_place, split_link
from vr_client.settings import Settings

FOV_DEG = 60.0


def take_shot(what: str, output: Path, view: str, size: tuple[int, int], settings: Settings) -> None:
    """what : PLACE, PLACE/SPOT or FILE.glb. Raises UserError E11, E20..E23."""
    try:
        picture = _file(what, size) if what.lower().endswith((".glb", ".gltf")) else _place(what, view, size, settings)
    except NoGraphicsError as error:
        raise UserError("E11", found=error) from error
    output.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(output)


def _file(path: str, size: tuple[int, int]) -> PillowImage.Image:
    try:
        return shot_file(path, size)
    except (GltfError, OSError) as error:
        raise UserError("E22", path=path, reason=error) from error


def _place(link: str, view: str, size: tuple[int, int], settings: Settings) -> PillowImage.Image:
    name, spot = split_link(link)
    place = load_place(name, settings)
    scene = Scene(instances=[Instance(place.model)], lights=place.lights, environment=place.environment, sun=place.sun)
    return shot(scene, camera(place, view, spot, size[0] / size[1]), size)


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
    anchor = place.anchors[spot or "spawn"]
    eye = anchor.position + glm.vec3(0, 1.6, 0)
    return frame_view(eye, eye + anchor.forward(), FOV_DEG, aspect)
