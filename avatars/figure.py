"""The figure itself: builds the model of one Look. 1.70 m tall, eyes at 1.60 m, standing at the origin, facing -Z.

Nodes (all children of the root, rest pose a pure translation to their joint): torso, lower, ground (the shade below), head, mouth,
lids (of head), upper_arm.left/right, forearm.left/right, hand.left/right. Arms hang along -Y of their own node; a hand's node is
an OpenXR grip pose (fingers along -Y, thumb towards -Z).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import glm
import numpy as np

from avatars.head_shapes import FACE, eyes, glasses, hair, head, lids, mouth, smile
from avatars.look import Colour, Look
from avatars.mesh import Ring, Shape, ball, disc, loft, primitive, together, tube
from renderer.gltf.model import AlphaMode, Material, Mesh, Model, Node, Primitive

EYES = glm.vec3(0, 1.60, -0.095)  # midway between the eyes: the origin of an OpenXR head pose
NECK = glm.vec3(0, 1.475, 0.0)
WAIST_M = 0.98
SHOULDER = glm.vec3(0.158, 1.358, 0.0)  # right; the left is mirrored
UPPER_ARM_M = 0.27
FOREARM_M = 0.25
_SHADE_M, _SHADE_DEPTH = 0.54, 0.9  # how far and how dark the floor is under somebody
_SHADE_ABOVE_FLOOR_M = 0.012  # over a rug too
WRIST_FROM_GRIP = glm.vec3(0, 0.085, 0.012)  # where the forearm ends, in the grip frame

_MATERIALS = ("skin", "hair", "cloth", "accent", "white", "dark", "eye", "mouth", "gloss", "shade")


@lru_cache(maxsize=64)
def figure(look: Look) -> Model:
    """The model of this look; the same object for the same look."""
    parts: dict[str, tuple[glm.vec3, dict[str, list[Shape]]]] = {
        "torso": (glm.vec3(0, WAIST_M, 0), _suit_torso() if look.outfit == "suit" else _coat_torso()),
        "lower": (glm.vec3(0, 0, 0), _trousers() if look.outfit == "suit" else _skirt()),
        "ground": (glm.vec3(0, 0, 0), {"shade": [disc(_SHADE_M, _SHADE_ABOVE_FLOOR_M)]}),
        "head": (EYES, _head(look)),
        "mouth": (glm.vec3(0, FACE.mouth_y, FACE.mouth_z), {"mouth": [mouth()]}),
        "lids": (EYES, {"skin": [lids()]}),
    }
    if look.badge:
        parts["torso"][1].setdefault("gloss", []).append(ball((0.085, 1.29, -0.118), (0.016, 0.016, 0.006), 16, 8))
    for side, x in (("left", -1), ("right", 1)):
        parts[f"upper_arm.{side}"] = (glm.vec3(SHOULDER.x * x, SHOULDER.y, 0), {"cloth": [_upper_arm()]})
        parts[f"forearm.{side}"] = (glm.vec3(SHOULDER.x * x, SHOULDER.y - UPPER_ARM_M, 0), _forearm())
        shape = _hand() if side == "right" else _hand().mirrored()
        parts[f"hand.{side}"] = (
            glm.vec3(SHOULDER.x * x, SHOULDER.y - UPPER_ARM_M - FOREARM_M - 0.085, 0),
            {"skin": [shape]},
        )
    return _assemble(look, parts)


def _assemble(look: Look, parts: dict[str, tuple[glm.vec3, dict[str, list[Shape]]]]) -> Model:
    nodes = [Node("figure", None, [], glm.mat4(1), glm.mat4(1))]
    meshes: list[Mesh] = []
    for name, (joint, shapes) in parts.items():
        # Shapes are modelled where they stand, but for arms and hands, which are modelled in their own frame.
        own_frame = "arm" in name or name.startswith(("hand", "mouth"))
        shift = (0, 0, 0) if own_frame else (-joint.x, -joint.y, -joint.z)
        primitives = [
            _primitive(material, together(group).moved(shift), joint) for material, group in shapes.items() if group
        ]
        rest = glm.translate(joint)
        nodes[0].children.append(len(nodes))
        nodes.append(Node(name, 0, [], rest, rest, mesh=len(meshes)))
        meshes.append(Mesh(name, primitives))
    return Model(Path("figure"), nodes, list(range(len(nodes))), meshes, _materials(look), [])


def _primitive(material: str, shape: Shape, joint: glm.vec3) -> Primitive:
    colours = None
    if material == "skin":  # warm cheeks
        where = shape.positions + np.array([joint.x, joint.y, joint.z], np.float32)
        glow = sum(np.exp(-np.sum(((where - c) / 0.026) ** 2, axis=1)) for c in FACE.cheeks)
        colours = np.ones((len(where), 4), np.float32)
        colours[:, 1:3] -= 0.38 * np.asarray(glow, np.float32)[:, None]
    if material == "shade":  # darkest between the feet, nothing at the rim
        out = np.hypot(shape.positions[:, 0], shape.positions[:, 2]) / _SHADE_M
        colours = np.ones((len(out), 4), np.float32)
        colours[:, 3] = _SHADE_DEPTH * (1 - np.clip(out, 0, 1) ** 2) ** 1.5
    return primitive(shape, _MATERIALS.index(material), colours)


def _materials(look: Look) -> list[Material]:
    def made(name: str, colour: Colour, roughness: float) -> Material:
        return Material(name, (*colour, 1.0), metallic=0.0, roughness=roughness)

    return [
        made("skin", look.skin, 0.6),
        made("hair", look.hair_colour, 0.5),
        made("cloth", look.cloth, 0.85),
        made("accent", look.accent, 0.7),
        made("white", (0.83, 0.82, 0.78), 0.8),
        made("dark", (0.02, 0.02, 0.024), 0.6),
        made("eye", (0.018, 0.012, 0.009), 0.12),
        made("mouth", (0.28, 0.045, 0.04), 0.6),
        Material("gloss", (0.85, 0.25, 0.05, 1.0), metallic=0.2, roughness=0.3),
        Material("shade", (0.0, 0.0, 0.0, 1.0), unlit=True, alpha_mode=AlphaMode.BLEND),
    ]


def _head(look: Look) -> dict[str, list[Shape]]:
    neck = loft([Ring(1.40, 0.052, 0.052, z=0.012), Ring(1.47, 0.046, 0.048, z=0.01), Ring(1.53, 0.05, 0.055)], 20)
    dark, shine = eyes()
    shapes = {
        "skin": [head(), neck],
        "eye": [dark],
        "white": [shine],
        "hair": [hair(look.hair)],
        "mouth": [smile()],
    }
    if look.glasses:
        shapes["dark"] = [glasses()]
    return shapes


_CHEST = [
    Ring(WAIST_M - 0.06, 0.128, 0.094),
    Ring(WAIST_M, 0.142, 0.106),
    Ring(1.08, 0.145, 0.107, power=2.2),
    Ring(1.20, 0.160, 0.113, power=2.3),
    Ring(1.30, 0.172, 0.114, power=2.4),
    Ring(1.365, 0.170, 0.100, power=2.2),
    Ring(1.405, 0.138, 0.084, z=0.006),
    Ring(1.430, 0.092, 0.068, z=0.010),
    Ring(1.448, 0.058, 0.056, z=0.012),
]
_JACKET = [Ring(0.795, 0.148, 0.114), Ring(0.81, 0.160, 0.126), Ring(0.89, 0.156, 0.120), *_CHEST[1:]]


def _on_chest(points: Sequence[tuple[float, float]], lift: float = 0.003) -> list[tuple[float, float, float]]:
    """(x, y) points laid on the front of the chest."""
    y = np.array([r.y for r in _CHEST])
    out = []
    for px, py in points:
        rx, rz, z, n = (np.interp(py, y, [getattr(r, a) for r in _CHEST]) for a in ("rx", "rz", "z", "power"))
        depth = rz * max(0.0, 1 - abs(px / rx) ** n) ** (1 / n)
        out.append((px, py, float(z - depth - lift)))
    return out


def _coat_torso() -> dict[str, list[Shape]]:
    """Crossed collar with its white edge, and the ribbon that ties it."""
    over = [(0.062, 1.428), (0.04, 1.36), (0.0, 1.285), (-0.05, 1.215), (-0.085, 1.165)]
    under = [(-0.062, 1.428), (-0.04, 1.37), (-0.012, 1.315)]
    white_over = [(x - 0.017, y + 0.003) for x, y in over[:4]]
    white_under = [(x + 0.016, y + 0.003) for x, y in under]
    knot = (-0.088, 1.165)
    ribbons = [[knot, (-0.10, 1.08), (-0.098, 0.985)], [knot, (-0.062, 1.09), (-0.066, 1.03)]]
    back = [
        (0.062, 1.424, -0.030),
        (0.064, 1.441, 0.022),
        (0.0, 1.452, 0.066),
        (-0.064, 1.441, 0.022),
        (-0.062, 1.424, -0.030),
    ]
    return {
        "cloth": [loft(_CHEST)],
        "accent": [
            tube(_on_chest(over), [0.017] * len(over), 10),
            tube(_on_chest(under), [0.016] * len(under), 10),
            tube(back, [0.016] * len(back), 10),
            *(tube(_on_chest(r, 0.001), [0.008, 0.013, 0.014], 8) for r in ribbons),
            ball(_on_chest([knot])[0], (0.018, 0.014, 0.012), 12, 8),
        ],
        "white": [
            tube(_on_chest(white_over, 0.006), [0.008] * len(white_over), 8),
            tube(_on_chest(white_under, 0.004), [0.008] * len(white_under), 8),
        ],
    }


def _skirt() -> dict[str, list[Shape]]:
    rings = [
        Ring(0.055, 0.262, 0.225),
        Ring(0.075, 0.275, 0.238),
        Ring(0.25, 0.250, 0.214),
        Ring(0.55, 0.210, 0.170),
        Ring(0.82, 0.172, 0.130),
        Ring(WAIST_M, 0.151, 0.115),
        Ring(WAIST_M + 0.05, 0.143, 0.106, power=2.1),
        Ring(WAIST_M + 0.06, 0.10, 0.07),
    ]

    def folds(p: np.ndarray) -> np.ndarray:
        """Eight soft folds that deepen towards the hem."""
        depth = 0.03 * np.clip((0.9 - p[:, 1]) / 0.85, 0, 1)
        p[:, [0, 2]] *= (1 + depth * np.cos(9 * np.arctan2(p[:, 2], p[:, 0])))[:, None]
        return p

    hem = [Ring(0.05, 0.262, 0.225), Ring(0.066, 0.277, 0.240), Ring(0.09, 0.275, 0.238), Ring(0.10, 0.262, 0.225)]
    return {"cloth": [loft(rings, 72).bent(folds)], "accent": [loft(hem, 72).bent(folds)], "dark": _shoes()}


def _suit_torso() -> dict[str, list[Shape]]:
    shirt = [(0.0, 1.425), (0.0, 1.36), (0.0, 1.27), (0.0, 1.19)]
    tie = [(0.0, 1.415), (0.0, 1.385), (0.0, 1.30), (0.0, 1.20)]
    lapels = [[(s * 0.058, 1.428), (s * 0.062, 1.35), (s * 0.036, 1.25), (s * 0.006, 1.165)] for s in (-1, 1)]
    collar = [[(s * 0.012, 1.418), (s * 0.040, 1.440)] for s in (-1, 1)]
    around = [
        (0.046, 1.436, -0.034),
        (0.057, 1.449, 0.016),
        (0.0, 1.460, 0.062),
        (-0.057, 1.449, 0.016),
        (-0.046, 1.436, -0.034),
    ]
    return {
        "cloth": [loft(_JACKET), *(tube(_on_chest(p, -0.002), [0.020, 0.026, 0.020, 0.010], 12) for p in lapels)],
        "white": [
            tube(_on_chest(shirt, -0.022), [0.034, 0.046, 0.040, 0.026], 14),
            *(tube(_on_chest(p, 0.010), [0.013, 0.014], 8) for p in collar),
            tube(around, [0.010] * 5, 8),
        ],
        "accent": [tube(_on_chest(tie, 0.021), [0.014, 0.011, 0.015, 0.018], 10)],
        "dark": [ball(_on_chest([(0.006, y)], 0.004)[0], (0.008, 0.008, 0.004), 10, 6) for y in (1.135, 1.06)],
    }


def _trousers() -> dict[str, list[Shape]]:
    legs = []
    for s in (-1, 1):
        rings = [
            Ring(0.045, 0.058, 0.066, x=s * 0.088, z=0.008),
            Ring(0.06, 0.062, 0.070, x=s * 0.088, z=0.008),
            Ring(0.45, 0.068, 0.074, x=s * 0.086),
            Ring(0.72, 0.080, 0.090, x=s * 0.080),
            Ring(0.90, 0.080, 0.100, x=s * 0.070),
        ]
        legs.append(loft(rings, 24))
    hips = loft([Ring(0.80, 0.12, 0.09), Ring(0.86, 0.138, 0.106), Ring(0.94, 0.132, 0.10)], 24)
    return {"cloth": [hips, *legs], "dark": _shoes()}


def _shoes() -> list[Shape]:
    def sole_flat(p: np.ndarray) -> np.ndarray:
        p[:, 1] = np.maximum(p[:, 1], 0.004)
        return p

    return [ball((s * 0.092, 0.038, -0.045), (0.050, 0.044, 0.125), 20, 12).bent(sole_flat) for s in (-1, 1)]


def _upper_arm() -> Shape:
    return tube([(0, 0.0, 0), (0, -UPPER_ARM_M / 2, 0), (0, -UPPER_ARM_M, 0)], [0.053, 0.051, 0.046], 18)


def _forearm() -> dict[str, list[Shape]]:
    end = -FOREARM_M
    cuff = loft(
        [Ring(end - 0.012, 0.037, 0.037), Ring(end - 0.006, 0.041, 0.041), Ring(end + 0.02, 0.043, 0.043)], 18, 2
    )
    sleeve = tube([(0, 0, 0), (0, end / 2, 0), (0, end + 0.01, 0)], [0.047, 0.045, 0.040], 18)
    wrist = tube([(0, end + 0.02, 0), (0, end - 0.02, 0)], [0.028, 0.027], 12)
    return {"cloth": [sleeve], "white": [cuff], "skin": [wrist]}


def _hand() -> Shape:
    """A right hand half closed round the grip's Z axis: palm facing -X, fingers along -Y, thumb at -Z."""
    palm = loft(
        [Ring(-0.022, 0.016, 0.036, x=0.004, power=2.6), Ring(0.02, 0.017, 0.037, x=0.008), Ring(0.055, 0.018, 0.030, x=0.006),
         Ring(0.085, 0.021, 0.025, x=0.0, z=0.006)], 20)  # fmt: skip
    shapes = [palm]
    for z, length in ((-0.028, 0.95), (-0.009, 1.05), (0.010, 1.0), (0.028, 0.82)):
        path = [(0.006, -0.016, z), (0.003, -0.016 - 0.026 * length, z * 0.96), (-0.014, -0.016 - 0.046 * length, z * 0.92),
                (-0.034, -0.016 - 0.048 * length, z * 0.88)]  # fmt: skip
        shapes.append(tube(path, [0.0105, 0.0100, 0.0092, 0.0082], 12, 3))
    thumb = [(0.002, 0.045, -0.026), (-0.010, 0.022, -0.046), (-0.022, -0.004, -0.050), (-0.030, -0.022, -0.044)]
    shapes.append(tube(thumb, [0.015, 0.0125, 0.011, 0.0095], 12, 3))
    return together(shapes)
