"""Places as data: place.toml and scene.glb in one folder, read into a Place. Ours lie in assets/places; others come by entry point.

A place from outside: an importable package whose folder holds place.toml, named under the entry-point group "seoul.places".
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import glm

from renderer.scene import Environment, PointLight, Sun
from renderer.spatial import Pose
from vr_client.errors import UserError

if TYPE_CHECKING:
    from renderer.gltf.model import Model
    from renderer.kept import Kept
    from renderer.light import PlaceLight
    from vr_client.leaves import Leaf
    from vr_client.physics import Physics
    from vr_client.settings import Settings

log = logging.getLogger(__name__)
GROUP = "seoul.places"


@dataclass(slots=True, frozen=True)
class Portal:
    """A way to another place: walk through the anchor, or use it from afar."""

    anchor: str
    to: str
    names: dict[str, str]


@dataclass(slots=True, frozen=True)
class PlaceView:
    """A named camera for pictures. eye, target : metres. fov_deg : vertical."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    fov_deg: float = 60.0


@dataclass(slots=True)
class Place:
    """A loaded place. Its frame: origin on the floor at the entrance door, one walks in towards -Z."""

    id: str
    names: dict[str, str]
    folder: Path
    model: Model
    physics: Physics
    anchors: dict[str, Pose]
    portals: list[Portal] = field(default_factory=list)
    views: dict[str, PlaceView] = field(default_factory=dict)
    lights: list[PointLight] = field(default_factory=list)
    environment: Environment = field(default_factory=Environment)
    sun: Sun | None = None
    light: PlaceLight | None = None  # baked; then `lights`, `sun` and the sky are not used
    light_weights: dict[str, float] = field(default_factory=dict)
    behaviour: ModuleType | None = None
    floor_m: float = 0.0  # height of its lowest collision vertex
    leaves: dict[str, Leaf] = field(default_factory=dict)  # doors by node name

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["ko"]


@cache
def find_places() -> dict[str, Path]:
    """Folder by place id: ours first, then those of installed packages, which cannot replace ours."""
    own = Path(str(resources.files("assets"))) / "places"
    found = {path.parent.name: path.parent for path in sorted(own.glob("*/place.toml"))}
    for entry in metadata.entry_points(group=GROUP):
        folder = _package_folder(entry)
        if folder is not None and entry.name not in found:
            found[entry.name] = folder
    return found


def _package_folder(entry: metadata.EntryPoint) -> Path | None:
    """Where the package lies, without importing it; None (and a line in the log) if it is broken: others still open."""
    try:
        spec = importlib.util.find_spec(entry.value)
    except (ImportError, ValueError) as error:
        log.warning("place %s from %s: %s", entry.name, entry.value, error)
        return None
    if spec is None or not spec.submodule_search_locations:
        log.warning("place %s: %s is not an importable package", entry.name, entry.value)
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def split_link(link: str) -> tuple[str, str]:
    """ "mayor_office/suggestions" -> ("mayor_office", "suggestions"); the spot may be missing."""
    place, _, spot = link.strip("/").partition("/")
    return place, spot


def folder_of(place: str) -> Path:
    """Of a place's id, or of a folder that is one (`seoul shot`, `compare`). Raises UserError E20 for a place nobody has."""
    if len(Path(place).parts) > 1 and (Path(place) / "place.toml").is_file():
        return Path(place)
    places = find_places()
    if place not in places:
        raise UserError("E20", place=place, known=", ".join(places))
    return places[place]


def load_place(
    place: str, settings: Settings, progress: Callable[[float], None] = lambda _done: None, kept: Kept | None = None
) -> Place:
    """Reads a whole place (no GL, so any thread may). Raises UserError E20 (unknown), E21 (its files are broken).

    kept : where its pictures may lie ready; those of its model are then decoded by `renderer.gl.prepare`.
    """
    folder = folder_of(place)
    try:
        table = tomllib.loads((folder / "place.toml").read_text("utf-8"))
        progress(0.1)
        return _build(folder, table, settings, progress, kept)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("E21", path=folder / "place.toml", reason=error) from error
    except KeyError as error:
        raise UserError("E21", path=folder / "place.toml", reason=f"{error.args[0]!r} is missing") from error
    except (TypeError, ValueError, AttributeError, ImportError) as error:
        raise UserError("E21", path=folder / "place.toml", reason=error) from error


def _build(
    folder: Path,
    table: dict[str, Any],
    settings: Settings,
    progress: Callable[[float], None],
    kept: Kept | None,
) -> Place:
    from renderer.gltf import GltfError, load_model
    from renderer.light_file import load_light
    from vr_client.leaves import find_leaves, without_leaves
    from vr_client.physics import Physics

    scene = folder / table.get("scene", "scene.glb")
    light = load_light(folder / "light", scene, kept) if scene.is_file() else None
    decoding = light.decoding() if light is not None else []  # beside all that follows
    try:
        model = load_model(scene, decode=kept is None)
    except (GltfError, OSError) as error:
        raise UserError("E22", path=folder / "scene.glb", reason=error) from error
    progress(0.7)
    if not model.lightmapped:
        light = None
    vertices, triangles = model.collision_triangles()
    slope = math.radians(settings.max_slope_deg)
    leaves = find_leaves(model)
    triangles = without_leaves(vertices, triangles, leaves)
    physics = Physics(vertices, triangles, settings.body_radius_m, settings.step_up_m, slope)
    for leaf in leaves.values():
        physics.hang(leaf.node, leaf.middle(0.0), leaf.size_m)
    progress(0.8)
    for future in decoding:
        future.result()
    progress(0.9)
    anchors = {name: _pose(matrix) for name, matrix in model.anchors().items()}
    anchors["spawn"] = anchors[table.get("spawn", "spawn")]
    portals = [Portal(p["anchor"], p["to"], {"ko": p["ko"], "en": p["en"]}) for p in table.get("portal", [])]
    for portal in portals:
        anchors[portal.anchor]  # a portal needs its anchor: KeyError says which
    behaviour = table.get("behaviour")
    return Place(
        id=table["id"],
        names={"ko": table["name"]["ko"], "en": table["name"]["en"]},
        folder=folder,
        model=model,
        physics=physics,
        anchors=anchors,
        portals=portals,
        views={v["name"]: _view(v) for v in table.get("view", [])},
        lights=[_light(entry) for entry in table.get("light", [])],
        environment=_environment(table.get("environment", {})),
        sun=_sun(table.get("sun")),
        light=light,
        behaviour=_behaviour(behaviour) if behaviour else None,
        floor_m=float(vertices[:, 1].min()),
        leaves=leaves,
    )


def _behaviour(name: str) -> ModuleType:
    """The module; its `prepare`, where it has one, does here (beside the frames) what `enter` would take long for."""
    module = importlib.import_module(name)
    prepare = getattr(module, "prepare", None)
    if prepare is not None:
        prepare()
    return module


def _pose(matrix: glm.mat4) -> Pose:
    """Position and facing of an anchor; its scale, if an artist left one, is dropped."""
    axes = glm.mat3(*(glm.normalize(glm.vec3(matrix[i])) for i in range(3)))
    return Pose(glm.vec3(matrix[3]), glm.normalize(glm.quat(axes)))


def _view(entry: dict[str, Any]) -> PlaceView:
    return PlaceView(_three(entry["eye"]), _three(entry["target"]), float(entry.get("fov_deg", 60)))


def _light(entry: dict[str, Any]) -> PointLight:
    return PointLight(_vec(entry["position"]), _vec(entry["colour"]), float(entry.get("range_m", 8)))


def _environment(entry: dict[str, Any]) -> Environment:
    environment = Environment()
    for name, value in entry.items():
        if name not in ("sky", "horizon", "ground", "ambient", "clouds", "haze_m", "exposure"):
            raise ValueError(f"environment: what is {name!r}?")
        setattr(environment, name, _vec(value) if isinstance(value, list) else float(value))
    return environment


def _sun(entry: dict[str, Any] | None) -> Sun | None:
    return Sun(glm.normalize(_vec(entry["direction"])), _vec(entry["colour"])) if entry else None


def _three(values: list[float]) -> tuple[float, float, float]:
    x, y, z = values
    return float(x), float(y), float(z)


def _vec(values: list[float]) -> glm.vec3:
    return glm.vec3(*_three(values))
