"""Poses and fields of view. Metres, radians, right-handed, +Y up, -Z forward; quaternions x, y, z, w.

Matrices are named target_from_source and are PyGLM column-major mat4; `to_float32` gives the NumPy form.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import glm
import numpy as np


@dataclass(slots=True)
class Pose:
    """Where something is and which way it faces.

    position : metres in the parent frame. orientation : unit quaternion, parent_from_self.
    """

    position: glm.vec3 = field(default_factory=glm.vec3)
    orientation: glm.quat = field(default_factory=lambda: glm.quat(1, 0, 0, 0))  # PyGLM's constructor takes w first

    def matrix(self) -> glm.mat4:
        """parent_from_self."""
        return glm.translate(self.position) * glm.mat4_cast(self.orientation)

    def forward(self) -> glm.vec3:
        """The unit vector along -Z of this pose, in the parent frame."""
        return self.orientation * glm.vec3(0, 0, -1)

    def __mul__(self, other: Pose) -> Pose:
        """parent_from_self * self_from_other."""
        return Pose(self.position + self.orientation * other.position, self.orientation * other.orientation)

    def inverse(self) -> Pose:
        q = glm.conjugate(self.orientation)
        return Pose(q * -self.position, q)


@dataclass(slots=True)
class Fov:
    """Half angles of a view, radians, signed as in OpenXR: left and down are negative."""

    left: float
    right: float
    up: float
    down: float


def yaw(angle_rad: float) -> glm.quat:
    """Rotation about +Y; a positive angle turns left."""
    return glm.angleAxis(angle_rad, glm.vec3(0, 1, 0))


def to_float32(matrix: glm.mat4) -> np.ndarray:
    """float32 [4, 4] in row-major mathematical order (so that `m @ column` works)."""
    return np.array(matrix.to_list(), dtype=np.float32).T
