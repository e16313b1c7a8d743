"""The doors of a place: nodes "moving:*" as tall as a person, which turn about their hinge and stop whoever walks into them.

A leaf hangs in its node's own frame: the hinge is the node's Y axis, the leaf reaches along +X. A place may hold the same leaf as
still collision, where it stands at rest; that is taken out here, because a door that moves cannot stay there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import glm
import numpy as np

from renderer.spatial import Pose, yaw

if TYPE_CHECKING:
    from renderer.gltf.model import Model

PREFIX = "moving:"
LEAST_HEIGHT_M = 1.6  # lower ones are lids and cabinets
HALF_THICK_M = 0.022
STILL_M = 0.045  # how far the still collision of a leaf may stand out from it


@dataclass(slots=True, frozen=True)
class Leaf:
    """width_m, height_m : of the leaf. rest : world pose of its hinge on the floor, the leaf reaching along its +X."""

    node: str
    rest: Pose
    width_m: float
    height_m: float

    @property
    def size_m(self) -> glm.vec3:
        return glm.vec3(self.width_m, self.height_m, 2 * HALF_THICK_M)

    def turned(self, by_rad: float) -> Pose:
        return Pose(self.rest.position, self.rest.orientation * yaw(by_rad))

    def middle(self, by_rad: float) -> Pose:
        """The centre of the leaf, its +Z the way that one face looks."""
        hinge = self.turned(by_rad)
        return hinge * Pose(glm.vec3(self.width_m / 2, self.height_m / 2, 0))

    def closing(self, opening: glm.vec3) -> float:
        """The turn from rest, in radians, that brings the leaf before an opening whose middle is there: +-90 degrees."""
        return min((math.pi / 2, -math.pi / 2), key=lambda turn: glm.distance(self.middle(turn).position, opening))


def find_leaves(model: Model) -> dict[str, Leaf]:
    """By node name. `model` : as loaded, in its rest pose."""
    found = (_leaf(model, index) for index in model.order if model.nodes[index].name.startswith(PREFIX))
    return {leaf.node: leaf for leaf in found if leaf is not None}


def _leaf(model: Model, index: int) -> Leaf | None:
    node = model.nodes[index]
    if node.mesh is None:
        return None
    points = np.concatenate([p.positions for p in model.meshes[node.mesh].primitives])
    low, high = points.min(axis=0), points.max(axis=0)
    if high[1] - low[1] < LEAST_HEIGHT_M:
        return None
    world = model.node_world(node.name)
    rest = Pose(glm.vec3(world[3]), glm.normalize(glm.quat(glm.mat3(world))))
    return Leaf(node.name, rest, float(high[0]), float(high[1]))


def without_leaves(vertices: np.ndarray, triangles: np.ndarray, leaves: dict[str, Leaf]) -> np.ndarray:
    """The triangles (integer [M, 3]) that do not belong to a leaf at rest. vertices : float32 [N, 3], metres, world."""
    keep = np.ones(len(triangles), bool)
    for leaf in leaves.values():
        world_from_leaf = np.array(leaf.rest.matrix().to_list(), np.float32)  # columns
        local = (vertices - world_from_leaf[3, :3]) @ world_from_leaf[:3, :3].T
        low = np.array([-0.1, -0.1, -STILL_M], np.float32)
        high = np.array([leaf.width_m + 0.1, leaf.height_m + 0.1, STILL_M], np.float32)
        inside = np.all((local > low) & (local < high), axis=1)
        keep &= ~np.all(inside[triangles], axis=1)
    return triangles[keep]
