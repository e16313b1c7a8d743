"""What stops a body and what a ray meets: one place's static triangles in rapier. Metres, place frame, +Y up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import glm
import numpy as np
import rapier3d as rapier

from renderer.spatial import Pose

BODY_HEIGHT_M = 1.7
SKIN_M = 0.02  # rapier keeps this much air around the body; less and it catches on seams between triangles
SNAP_DOWN_M = 0.25
ASIDE_M = np.arange(1, 11) * 0.15  # how far somebody is put aside who would stand in something
GRAVITY_M_S2 = 9.81


@dataclass(slots=True)
class Hit:
    """Where a ray met the place."""

    point: glm.vec3
    normal: glm.vec3
    distance_m: float


@dataclass(slots=True)
class Moved:
    by: glm.vec3
    grounded: bool


class Physics:
    """positions : float32 [N, 3], metres. triangles : integer [M, 3].  Raises ValueError without a triangle."""

    def __init__(
        self,
        positions: np.ndarray,
        triangles: np.ndarray,
        radius_m: float = 0.22,
        step_up_m: float = 0.30,
        max_slope_rad: float = 0.785,
    ) -> None:
        if len(triangles) == 0:
            raise ValueError("a place needs something to stand on")
        self._world = rapier.PhysicsWorld()
        vertices = np.ascontiguousarray(positions, np.float32)
        # Without this a body that slides over a floor of several triangles trips over the inner edges.
        flags = rapier.TriMeshFlags.FIX_INTERNAL_EDGES
        mesh = rapier.Collider.trimesh(vertices, np.ascontiguousarray(triangles, np.uint32), flags)
        self._world.add_collider(mesh)
        self._leaves: dict[str, Any] = {}  # handles of doors
        self._look_again()
        self._half_m = BODY_HEIGHT_M / 2
        self._shape = rapier.SharedShape.capsule_y(self._half_m - radius_m, radius_m)
        self._step_up_m = step_up_m
        self._trunk = rapier.SharedShape.capsule_y((BODY_HEIGHT_M - step_up_m) / 2 - radius_m, radius_m)
        self._controller = rapier.KinematicCharacterController(
            offset=rapier.CharacterLength.absolute(SKIN_M),
            autostep=rapier.CharacterAutostep(
                max_height=rapier.CharacterLength.absolute(step_up_m),
                min_width=rapier.CharacterLength.absolute(radius_m / 2),
                include_dynamic_bodies=False,
            ),
            snap_to_ground=rapier.CharacterLength.absolute(SNAP_DOWN_M),
            max_slope_climb_angle=max_slope_rad,
            min_slope_slide_angle=max_slope_rad,
        )

    def hang(self, name: str, middle: Pose | None, size_m: glm.vec3) -> None:
        """Puts a door leaf there, from where it was before; None takes it away, so that nobody is caught in it."""
        old = self._leaves.pop(name, None)
        if old is not None:
            self._world.remove_collider(old)
        if middle is not None:
            leaf = rapier.Collider.cuboid(size_m.x / 2, size_m.y / 2, size_m.z / 2)
            self._leaves[name] = self._world.add_collider(leaf.position(_isometry(middle)))
        self._look_again()

    def _look_again(self) -> None:
        self._world.update_query_pipeline()
        self._queries: Any = self._world.query_pipeline

    def walk(self, feet: glm.vec3, wanted: glm.vec3, dt_s: float) -> Moved:
        """How far a body whose feet are at `feet` really gets when it wants to move by `wanted` (metres)."""
        centre = rapier.Isometry3.from_translation(feet.x, feet.y + self._half_m + SKIN_M, feet.z)
        step = self._controller.move_shape(
            dt_s, None, None, self._queries, self._shape, centre, (wanted.x, wanted.y, wanted.z)
        )
        by = step.translation
        return Moved(glm.vec3(by.x, by.y, by.z), step.grounded)

    def clear(self, feet: glm.vec3) -> glm.vec3:
        """The nearest spot on the same floor, at most 1.5 m away, where a body stands in nothing, from where alone it can walk:
        mostly `feet` itself, which comes back, too, where there is none."""
        if self._fits(feet):
            return feet
        for away in ASIDE_M:
            for turn in np.linspace(0, 2 * np.pi, 12, endpoint=False):
                spot = feet + glm.vec3(np.cos(turn), 0, np.sin(turn)) * float(away)
                under = self.floor(spot + glm.vec3(0, self._step_up_m, 0), 2 * self._step_up_m)
                if under is not None and self._fits(under.point):
                    return under.point
        return feet

    def _fits(self, feet: glm.vec3) -> bool:
        """Whether what walking cannot step over leaves room for a body."""
        met: list[Any] = []

        def stop(collider: Any) -> bool:
            met.append(collider)
            return False

        middle = rapier.Isometry3.from_translation(feet.x, feet.y + (self._step_up_m + BODY_HEIGHT_M) / 2, feet.z)
        self._queries.intersect_shape(middle, self._trunk, stop)
        return not met

    def ray(self, origin: glm.vec3, direction: glm.vec3, max_m: float) -> Hit | None:
        """The first surface along a unit direction, or None."""
        ray = rapier.Ray((origin.x, origin.y, origin.z), (direction.x, direction.y, direction.z))
        found = self._queries.cast_ray_and_get_normal(ray, max_m, True)
        if found is None:
            return None
        hit = found[1]
        n = hit.normal
        return Hit(origin + direction * hit.time_of_impact, glm.vec3(n.x, n.y, n.z), hit.time_of_impact)

    def floor(self, point: glm.vec3, below_m: float = 3.0) -> Hit | None:
        """What is straight under a point."""
        return self.ray(point, glm.vec3(0, -1, 0), below_m)

    def inside(self, point: glm.vec3, radius_m: float) -> bool:
        """Whether a ball there touches anything."""
        found = self._queries.project_point((point.x, point.y, point.z), False, max_dist=radius_m)
        return found is not None


def _isometry(pose: Pose) -> Any:
    q = pose.orientation
    turn = rapier.Rotation3.from_quaternion(q.w, q.x, q.y, q.z)
    return rapier.Isometry3(rapier.Vec3(*pose.position), turn)
