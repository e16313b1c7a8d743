"""The models of people: one skeleton with heads, hair and outfits to choose from (assets/avatars, built by assets.build.people).

Each file is read once; a look takes what it wears of it and gives it its colours, sharing all arrays with the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import glm
import numpy as np

from avatars.look import Colour, Look
from renderer.animation import skeleton
from renderer.gltf import load_model
from renderer.gltf.model import AlphaMode, Material, Mesh, Model, Node, Primitive

FOLDER = Path(__file__).parents[1] / "assets" / "avatars"
SEXES = ("man", "woman")
WOMEN = ("bob", "bun", "perm")  # of the hair styles
FACES = 3  # of each sex, each with lids and a mouth that move, worn or not
_FACE = {"man": "oval", "woman": "heart"}  # of a look that names none
_WRIST_FROM_GRIP = glm.vec3(0, 0.085, 0.012)  # of the figure's own size
_TILT_RAD = 0.5235988  # of the arms in the rest pose
_WHITE, _LIGHT, _DARK, _REFLECT = (0.80, 0.79, 0.76), (0.62, 0.60, 0.55), (0.018, 0.016, 0.016), (0.62, 0.64, 0.66)
# Of materials that take a look's colour
KINDS = ("skin", "hand", "hair", "cloth", "lower", "accent", "white", "light", "dark", "reflect", "lash")
LEVELS = {"mid.": 1.5, "far.": 3.0, "tiny.": 6.0}  # metres from which nodes of these names are drawn, the nearest first
MOST = (2, 5, 30)  # of a sex: drawn as fine as can be, or at the next level, or the next, even in a crush
_LASH = (0.012, 0.010, 0.009)
_SHADE_M, _SHADE_DEPTH, _SHADE_ABOVE_FLOOR_M = 0.50, 0.85, 0.012  # how far, how dark, and over a rug too


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest pose: model_from_joint is a translation for every joint. Metres."""

    names: tuple[str, ...]
    joints: dict[str, glm.vec3]
    eyes: glm.vec3  # midway between them
    wrist_from_grip: glm.vec3
    grip_turn: dict[str, glm.quat]  # model_from_grip of "left" and "right"
    upper_arm_m: float
    lower_arm_m: float
    upper_leg_m: float
    lower_leg_m: float


def sex_of(look: Look) -> str:
    """Which of the two skeletons, by the hair."""
    return "woman" if look.hair in WOMEN else "man"


@cache
def _file(sex: str) -> Model:
    return load_model(FOLDER / f"{sex}.glb", decode=False)


@lru_cache(maxsize=64)
def figure(look: Look) -> Model:
    """The model of this look; the same object for the same look. Raises GltfError, or KeyError for an unknown outfit."""
    return coloured(_part(_file(sex_of(look)), worn(look)), look)


def worn(look: Look) -> set[str]:
    """The nodes of the file that are drawn of somebody who looks so."""
    face = look.face or _FACE[sex_of(look)]
    return {f"head.{face}", "eyes", "hands", "legs", f"hair.{look.hair}", f"outfit.{look.outfit}"}


@cache
def everybody(sex: str) -> tuple[Model, tuple[tuple[float, Model], ...]]:
    """One model of all that a sex wears, white where looks differ; and, as `Crowd.lods`, what of it is seen from afar."""
    model = _file(sex)
    white = replace(model, materials=[_white(m) for m in model.materials])
    names = {n.name for n in model.nodes if n.mesh is not None}
    lods = tuple((from_m, _part(white, {n for n in names if n.startswith(level)})) for level, from_m in LEVELS.items())
    return _part(white, {n for n in names if n == _bare(n)}), lods


def _bare(name: str) -> str:
    """Without the level of detail."""
    level, _, rest = name.partition(".")
    return rest if f"{level}." in LEVELS else name


def _white(material: Material) -> Material:
    return replace(material, base_colour=(1.0, 1.0, 1.0, 1.0)) if _kind(material) in KINDS else material


@lru_cache(maxsize=256)
def shown(look: Look) -> np.ndarray:
    """`Crowd.shown` of one: bool [nodes] of `everybody`. Raises KeyError for an unknown outfit."""
    model, on = _file(sex_of(look)), worn(look)
    _missing(model, on)
    return np.array([n.mesh is not None and _bare(n.name) in on for n in model.nodes])


@lru_cache(maxsize=256)
def tints(look: Look) -> np.ndarray:
    """`Crowd.tint` of one: float32 [materials, 4] of `everybody`."""
    colours = _colours(look)
    rows = [(*colours.get(_kind(m), (1.0, 1.0, 1.0)), 1.0) for m in _file(sex_of(look)).materials]
    return np.array(rows, np.float32)


@cache
def rest_of(sex: str) -> Rest:
    model = _file(sex)
    names = tuple(model.nodes[i].name for i in skeleton(model).joints)
    at = {name: glm.vec3(model.node_world(name)[3]) for name in names}
    eyes = (at["left_eye"] + at["right_eye"]) / 2
    return Rest(
        names,
        at,
        eyes,
        _WRIST_FROM_GRIP * (eyes.y / 1.60),
        {side: glm.angleAxis(sign * _TILT_RAD, glm.vec3(0, 0, 1)) for side, sign in (("left", -1), ("right", 1))},
        glm.distance(at["right_upper_arm"], at["right_lower_arm"]),
        glm.distance(at["right_lower_arm"], at["right_hand"]),
        glm.distance(at["right_upper_leg"], at["right_lower_leg"]),
        glm.distance(at["right_lower_leg"], at["right_foot"]),
    )


def rest(look: Look) -> Rest:
    """The rest pose of who looks so."""
    return rest_of(sex_of(look))


def _part(model: Model, worn: set[str]) -> Model:
    """The model with only these of its meshes. Raises KeyError for one it has not."""
    _missing(model, worn)
    nodes: list[Node] = []
    meshes: list[Mesh] = []
    gone: set[int] = set()
    for index, node in enumerate(model.nodes):
        if node.mesh is None:
            nodes.append(node)
        elif node.name in worn:
            nodes.append(replace(node, mesh=len(meshes)))
            meshes.append(model.meshes[node.mesh])
        else:
            nodes.append(replace(node, mesh=None))
            gone.add(index)
    order = [i for i in model.order if i not in gone]
    return replace(model, nodes=nodes, order=order, meshes=meshes, prepared=None, _by_name={})


def _missing(model: Model, worn: set[str]) -> None:
    missing = worn - {n.name for n in model.nodes if n.mesh is not None}
    if missing:
        raise KeyError(sorted(missing)[0])


def coloured(model: Model, look: Look) -> Model:
    """The model, its materials of known kinds in the look's colours, which nothing depends on that may be prepared of it."""
    colours = _colours(look)
    materials = [replace(m, base_colour=(*colours[_kind(m)], 1.0)) if _kind(m) in KINDS else m for m in model.materials]
    return replace(model, materials=materials, _by_name={})


def _kind(material: Material) -> str:
    """A material is called after what it is the surface of, "skin", and may go on, "skin.far"."""
    return material.name.partition(".")[0]


def _colours(look: Look) -> dict[str, Colour]:
    own = (look.skin, look.skin, look.hair_colour, look.cloth, look.lower, look.accent)
    return dict(zip(KINDS, (*own, _WHITE, _LIGHT, _DARK, _REFLECT, _LASH), strict=True))


@cache
def shade() -> Model:
    """A dark disc with soft edges, for floors whose light knows no people; at the origin, flat."""
    rings, columns = 6, 28
    angle = np.arange(columns) * (2 * np.pi / columns)
    r = np.repeat(np.linspace(0, 1, rings + 1), columns)
    a = np.tile(angle, rings + 1)
    p = np.stack([r * np.cos(a) * _SHADE_M, np.full(len(r), _SHADE_ABOVE_FLOOR_M), r * np.sin(a) * _SHADE_M], 1)
    at = np.arange(rings)[:, None] * columns + np.arange(columns)
    right = np.arange(rings)[:, None] * columns + (np.arange(columns) + 1) % columns
    triangles = np.concatenate(
        [np.stack([at, right, at + columns], -1), np.stack([right, right + columns, at + columns], -1)]
    )
    colours = np.ones((len(p), 4), np.float32)
    colours[:, 3] = _SHADE_DEPTH * (1 - r**2) ** 1.5
    up = np.tile(np.array([[0, 1, 0]], np.float32), (len(p), 1))
    part = Primitive(p.astype(np.float32), up, triangles.reshape(-1, 3).astype(np.uint32), colours=colours, material=0)
    black = Material("shade", (0.0, 0.0, 0.0, 1.0), unlit=True, alpha_mode=AlphaMode.BLEND)
    node = Node("ground", None, [], glm.mat4(1), glm.mat4(1), mesh=0)
    return Model(Path("shade"), [node], [0], [Mesh("ground", [part])], [black], [])
