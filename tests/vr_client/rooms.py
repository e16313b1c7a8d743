"""Places made in a test: a room of boxes as a glb with anchors, and its place.toml."""

from __future__ import annotations

from pathlib import Path

import glm
import numpy as np
import trimesh

from renderer.spatial import Pose
from vr_client.devices.device import Hand, Input
from vr_client.physics import Physics
from vr_client.places import Place
from vr_client.settings import Settings
from vr_client.world import World

SPAWN = (0.0, 0.0, -1.0)
PORTAL = (0.0, 0.0, -7.0)


def boxes(*parts: tuple[tuple[float, float, float], tuple[float, float, float]]) -> trimesh.Trimesh:
    """Boxes of (size, centre) as one mesh."""
    at = trimesh.transformations.translation_matrix
    return trimesh.util.concatenate([trimesh.creation.box(size, at(centre)) for size, centre in parts])


def room_mesh() -> trimesh.Trimesh:
    """A floor of 10 x 10 m with its door at the origin, four walls, and a step of 20 cm on the right."""
    return boxes(
        ((10, 0.1, 10), (0, -0.05, -5)),
        ((10, 3, 0.2), (0, 1.5, -10.1)),
        ((10, 3, 0.2), (0, 1.5, 0.6)),
        ((0.2, 3, 11), (-5.1, 1.5, -5)),
        ((0.2, 3, 11), (5.1, 1.5, -5)),
        ((2, 0.2, 2), (3, 0.1, -5)),
    )


def write_place(
    folder: Path, place: str, to: str = "", spots: dict[str, tuple[float, float, float]] | None = None
) -> Path:
    """A whole place folder with spawn at SPAWN and, where `to` is given, a portal at PORTAL."""
    folder.mkdir(parents=True, exist_ok=True)
    scene = trimesh.Scene()
    scene.add_geometry(room_mesh(), node_name="room", geom_name="room")
    anchors = {"spawn": SPAWN, **({f"portal.{to}": PORTAL} if to else {}), **(spots or {})}
    for name, at in anchors.items():
        scene.graph.update(
            frame_to=f"anchor:{name}", frame_from="world", matrix=trimesh.transformations.translation_matrix(at)
        )
    (folder / "scene.glb").write_bytes(scene.export(file_type="glb"))
    portal = f'[[portal]]\nanchor = "portal.{to}"\nto = "{to}"\nko = "{to}(으)로"\nen = "to {to}"\n' if to else ""
    (folder / "place.toml").write_text(
        f'id = "{place}"\nspawn = "spawn"\n[name]\nko = "방 {place}"\nen = "Room {place}"\n{portal}'
        '[[view]]\nname = "door"\neye = [0, 1.6, 0]\ntarget = [0, 1.4, -5]\nfov_deg = 60\n'
        "[environment]\nambient = 1.0\n[[light]]\nposition = [0, 2.8, -4]\ncolour = [40, 40, 38]\nrange_m = 9\n",
        "utf-8",
    )
    return folder


def room_world(**changes: object) -> World:
    """A world standing at the door of the box room, no files involved."""
    settings = Settings(**changes)  # type: ignore[arg-type]
    mesh = room_mesh()
    physics = Physics(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32), settings.body_radius_m)
    anchors = {"spawn": Pose(glm.vec3(*SPAWN)), "portal.other": Pose(glm.vec3(*PORTAL))}
    place = Place("room", {"ko": "방", "en": "Room"}, Path(), None, physics, anchors)  # type: ignore[arg-type]
    return World(place=place, settings=settings, fade=0.0)


def standing(
    stick: tuple[float, float] = (0, 0), turn: tuple[float, float] = (0, 0), head: Pose | None = None
) -> Input:
    """A person with both hands before them. stick : left, turn : right thumbstick."""
    head = head or Pose(glm.vec3(0, 1.6, 0))
    hands = []
    for x, at in ((-0.2, stick), (0.2, turn)):
        grip = Pose(head.position + head.orientation * glm.vec3(x, -0.4, -0.3), head.orientation)
        hands.append(Hand(active=True, grip=grip, aim=Pose(grip.position, grip.orientation), stick=glm.vec2(*at)))
    return Input(dt_s=1 / 60, head=head, left=hands[0], right=hands[1])
