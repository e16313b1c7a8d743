"""A hundred people for `seoul bench frame`: skinned figures of 24 joints, made here, walking on the spot. Not how avatars look,
but what they cost: one skin, three levels of detail, a pose of its own for each in every frame."""

from __future__ import annotations

from pathlib import Path

import glm
import numpy as np

from renderer import animation
from renderer.gltf.model import Animation, AnimationSampler, Channel, Material, Mesh, Model, Node, Primitive, Skin
from renderer.scene import Crowd

# name, parent, place in the parent (m), thickness (m); each bone is a tube from its parent's place to its own
BONES = (
    ("hips", None, (0, 0.95, 0), 0.15), ("spine", 0, (0, 0.14, 0), 0.14), ("chest", 1, (0, 0.16, 0), 0.16),
    ("neck", 2, (0, 0.22, 0), 0.06), ("head", 3, (0, 0.16, 0), 0.10), ("crown", 4, (0, 0.12, 0), 0.09),
    *(
        bone
        for side, sign, first in (("left", -1, 6), ("right", 1, 15))
        for bone in (
            (f"{side} shoulder", 2, (0.10 * sign, 0.16, 0), 0.07), (f"{side} arm", first, (0.09 * sign, 0, 0), 0.055),
            (f"{side} forearm", first + 1, (0, -0.29, 0), 0.05), (f"{side} hand", first + 2, (0, -0.26, 0), 0.04),
            (f"{side} fingers", first + 3, (0, -0.10, 0.02), 0.03), (f"{side} leg", 0, (0.10 * sign, -0.06, 0), 0.09),
            (f"{side} shin", first + 5, (0, -0.43, 0), 0.07), (f"{side} foot", first + 6, (0, -0.40, 0), 0.05),
            (f"{side} toes", first + 7, (0, -0.03, 0.16), 0.04),
        )
    ),
)  # fmt: skip
LEVELS = ((0.0, 16, 16), (2.5, 10, 8), (6.0, 6, 3))  # from metres, corners a ring, rings a bone
HALF_RATE_M = 6.0
MIDDLE_M, REACH_M = 0.95, 1.1  # the ball that holds a walking figure
WALK = {"leg": 0.55, "shin": 0.5, "arm": -0.5, "forearm": -0.35}  # swing in radians


def figure(corners: int, rings: int) -> Model:
    """24 tubes on 24 joints; triangles: 23 bones x corners x rings x 2."""
    nodes, places = _nodes()
    positions: list[np.ndarray] = []
    joints, weights, triangles = [], [], []
    for number, (_, parent, _, thick) in enumerate(BONES):
        if parent is None:
            continue
        start, end = places[parent], places[number]
        ring, along = np.meshgrid(np.arange(corners), np.linspace(0, 1, rings + 1))
        angle, axis = ring * 2 * np.pi / corners, (end - start) / np.linalg.norm(end - start)
        side = np.cross(axis, (0.3, 0.1, 1.0))
        side /= np.linalg.norm(side)
        bulge = thick * np.sqrt(np.maximum(1 - (2 * along - 1) ** 4, 0.03))
        around = np.cos(angle)[..., None] * side + np.sin(angle)[..., None] * np.cross(axis, side)
        first = len(positions) * ring.size
        positions.append((start + along[..., None] * (end - start) + around * bulge[..., None]).reshape(-1, 3))
        joints.append(np.tile([parent, number, 0, 0], (ring.size, 1)))
        share = np.clip(along.ravel() * 2 - 1.5, 0, 0.5)
        weights.append(np.stack([1 - share, share, 0 * share, 0 * share], axis=1))
        a = (np.arange(rings)[:, None] * corners + np.arange(corners)).ravel()
        b = (np.arange(rings)[:, None] * corners + (np.arange(corners) + 1) % corners).ravel()
        quads = np.stack([a, b, b + corners, a, b + corners, a + corners], axis=1).reshape(-1, 3)
        triangles.append(quads + first)
    at = np.concatenate(positions).astype(np.float32)
    skin = np.stack([np.eye(4, dtype=np.float32)] * len(BONES))
    skin[:, :3, 3] = -places
    primitive = Primitive(
        at,
        _normals(at, np.concatenate(triangles)),
        np.concatenate(triangles).astype(np.uint32),
        joints=np.concatenate(joints).astype(np.uint16),
        weights=np.concatenate(weights).astype(np.float32),
        material=0,
    )
    nodes.append(Node("body", None, [], glm.mat4(1), glm.mat4(1), mesh=0, skin=0))
    cloth = Material(name="cloth", base_colour=(0.35, 0.4, 0.5, 1), metallic=0, roughness=0.8)
    return Model(
        Path("figure"),
        nodes,
        list(range(len(nodes))),
        [Mesh("body", [primitive])],
        [cloth],
        [],
        skins=[Skin("body", list(range(len(BONES))), skin)],
        animations=[_walk()],
    )


def _nodes() -> tuple[list[Node], np.ndarray]:
    nodes: list[Node] = []
    for name, parent, place, _ in BONES:
        local = glm.translate(glm.vec3(*place))
        world = nodes[parent].model_from_node * local if parent is not None else local
        nodes.append(Node(name, parent, [], local, world))
        if parent is not None:
            nodes[parent].children.append(len(nodes) - 1)
    return nodes, np.array([tuple(glm.vec3(n.model_from_node[3])) for n in nodes])


def _normals(at: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    faces = np.cross(at[triangles[:, 1]] - at[triangles[:, 0]], at[triangles[:, 2]] - at[triangles[:, 0]])
    normals = np.zeros_like(at)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], faces)
    unit: np.ndarray = (normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit


def _walk() -> Animation:
    times = np.linspace(0, 1, 9, dtype=np.float32)
    channels, samplers = [], []
    for number, (name, *_) in enumerate(BONES):
        swing = next((v for k, v in WALK.items() if name.endswith(" " + k)), 0.03)
        phase = 0.0 if name.startswith("left") else np.pi
        half = swing * np.sin(2 * np.pi * times + phase) / 2
        zero = np.zeros_like(half)
        samplers.append(
            AnimationSampler(times, np.stack([np.sin(half), zero, zero, np.cos(half)], axis=1).astype(np.float32))
        )
        channels.append(Channel(number, "rotation", len(samplers) - 1))
    return Animation("walk", channels, samplers)


class People:
    """`count` people on a grid over a floor of `size` metres around `centre`, walking on the spot."""

    def __init__(self, count: int, centre: glm.vec3, size: tuple[float, float]) -> None:
        models = [figure(corners, rings) for _, corners, rings in LEVELS]
        lods = tuple((level[0], model) for level, model in zip(LEVELS[1:], models[1:], strict=True))
        columns, number = int(np.ceil(np.sqrt(count * size[0] / size[1]))), np.arange(count)
        rows, angle = -(-count // columns), number * 2.4
        worlds = np.zeros((count, 4, 4), np.float32)
        worlds[:, 0, 0] = worlds[:, 2, 2] = np.cos(angle)
        worlds[:, 0, 2], worlds[:, 2, 0] = np.sin(angle), -np.sin(angle)
        worlds[:, 1, 1] = worlds[:, 3, 3] = 1
        worlds[:, 0, 3] = centre.x + ((number % columns + 0.5) / columns - 0.5) * size[0]
        worlds[:, 1, 3] = centre.y
        worlds[:, 2, 3] = centre.z + ((number // columns + 0.5) / rows - 0.5) * size[1]
        tint = 0.6 + 0.4 * (number[:, None] % (3, 5, 7, 1)) / (2, 4, 6, 1)
        tint[:, 3] = 1
        self._phases, self._frame = number * 0.137, 0
        self._worlds, self._phases, self._frame = worlds, number * 0.137, 0
        bounds = np.concatenate([worlds[:, :3, 3] + np.array([0, MIDDLE_M, 0]), np.full((count, 1), REACH_M)], axis=1)
        palette = np.zeros((count, len(BONES), 3, 4), np.float32)
        self.crowd = Crowd(models[0], tint[:, None].astype(np.float32), palette, bounds.astype(np.float32), lods=lods)

    def pose(self, time_s: float, eye: glm.vec3) -> Crowd:
        """Those farther than HALF_RATE_M from the eye in every other frame."""
        self._frame += 1
        offsets = self._worlds[:, :3, 3] - np.array(eye, np.float32)
        near = np.einsum("ij,ij->i", offsets, offsets) < HALF_RATE_M**2
        chosen = np.flatnonzero(near | ((np.arange(len(near)) + self._frame) % 2 == 0) | (self._frame == 1))
        model = self.crowd.model
        poses, _ = animation.joint_poses(model, "walk", time_s + self._phases[chosen])
        self.crowd.palette[chosen] = animation.palettes(model, poses, self._worlds[chosen])
        return self.crowd
