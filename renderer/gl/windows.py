"""Flat mirrors as windows: the eyes' mirror images look through the mirror's frame. Arithmetic alone, no GL."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import glm
import numpy as np

from renderer.gl.batch import frustum_planes
from renderer.gl.frame import clip_from_world
from renderer.gl.records import MIRRORED
from renderer.scene import View
from renderer.spatial import Fov, Pose

if TYPE_CHECKING:
    from renderer.gl.placed import Placed

CLOSEST_M = 0.01  # eyes nearer to a mirror's plane see nothing in it
BEFORE_M = 0.001  # the near plane stands so far before the mirror, so that it is not drawn itself
LEAST_SHARE = 2e-4  # of a view: mirrors that look smaller keep what a probe shows
SMALLEST_PX = 16


@dataclass(slots=True)
class Window:
    """The mirror that is drawn. views : of the eyes' mirror images. plane : float32 [4], its front positive. size : pixels."""

    views: list[View]
    plane: np.ndarray
    size: tuple[int, int]


@dataclass(slots=True)
class Frame:
    """A mirror in the world: its lower left corner, and unit vectors along it and out of it."""

    origin: np.ndarray
    right: np.ndarray
    up: np.ndarray
    normal: np.ndarray

    def height(self, point: np.ndarray) -> float:
        """Metres before the mirror."""
        return float(self.normal @ (point - self.origin))


@dataclass(slots=True)
class InView:
    """A mirror that some view may show. corners : as Mirror has them, world. points : corners of what is within a view, of all
    views; share : of the view that it fills most."""

    key: Hashable
    corners: np.ndarray
    points: list[np.ndarray]
    share: float


def mirrors_in_view(placed: list[Placed], views: list[View], reverse: bool) -> list[InView]:
    """Those large enough for a picture of their own, the largest first."""
    planes = frustum_planes(np.array([np.array(clip_from_world(view, reverse)) for view in views]), reverse)
    found = []
    for key, corners in world_corners(placed):
        seen = [clipped(corners, p) if before(corners, v) else [] for v, p in zip(views, planes, strict=True)]
        share = max(share_of(view, points) for view, points in zip(views, seen, strict=True))
        if share > LEAST_SHARE:
            found.append(InView(key, corners, [p for points in seen for p in points], share))
    return sorted(found, key=lambda one: -one.share)


def world_corners(placed: list[Placed]) -> Iterator[tuple[Hashable, np.ndarray]]:
    """Of each mirror what tells it from others, and its corners in the world, float64 [4, 3], as Mirror.corners."""
    for one in placed:
        for number, (parts, corners) in enumerate(one.gpu.mirrors):
            row = np.flatnonzero(np.isin(one.part, parts))
            if len(row):
                record = one.records[row[0]]
                world = corners @ record["world_from_node"][:3, :3] + record["world_from_node"][3, :3]
                turned = world[[1, 0, 3, 2]] if record["flags"] & MIRRORED else world
                yield (one.key, number), turned.astype(np.float64)


def frame_of(corners: np.ndarray) -> Frame:
    right, up = corners[1] - corners[0], corners[3] - corners[0]
    right, up = right / np.linalg.norm(right), up / np.linalg.norm(up)
    return Frame(corners[0], right, up, np.cross(right, up))


def before(corners: np.ndarray, view: View) -> bool:
    """Whether the eye is on the side that mirrors."""
    return frame_of(corners).height(np.array(view.world_from_view.position)) > CLOSEST_M


def clipped(corners: np.ndarray, planes: np.ndarray) -> list[np.ndarray]:
    """What of a convex polygon is inside all planes, its corners in order (Sutherland and Hodgman 1974). planes : [P, 4]."""
    points = list(corners)
    for plane in planes.astype(np.float64):
        heights = [float(plane[:3] @ p + plane[3]) for p in points]
        kept: list[np.ndarray] = []
        for i, (p, h) in enumerate(zip(points, heights, strict=True)):
            q, k = points[i - 1], heights[i - 1]
            if (h >= 0) != (k >= 0):
                kept.append(q + (p - q) * (k / (k - h)))
            if h >= 0:
                kept.append(p)
        points = kept
    return points


def share_of(view: View, points: list[np.ndarray]) -> float:
    """Of the view's picture that a polygon covers."""
    if len(points) < 3:
        return 0.0
    seen = [view.world_from_view.inverse().matrix() * glm.vec4(*p, 1) for p in points]
    flat = np.array([(p.x, p.y) for p in seen]) / np.array([[max(-p.z, 1e-4)] for p in seen])
    following = np.roll(flat, -1, axis=0)
    area = abs(float((flat[:, 0] * following[:, 1] - flat[:, 1] * following[:, 0]).sum())) / 2
    fov = view.fov
    return area / ((math.tan(fov.right) - math.tan(fov.left)) * (math.tan(fov.up) - math.tan(fov.down)))


def window_of(mirror: InView, views: list[View], size: tuple[int, int], most_px: int) -> Window:
    """size : of one view's picture, pixels; most_px : of a side of the mirror's."""
    frame, seen = frame_of(mirror.corners), mirror.points
    along = (np.array(seen) - frame.origin) @ np.stack([frame.right, frame.up], axis=1)
    low, high = along.min(axis=0), along.max(axis=0)
    eyes = [np.array(view.world_from_view.position) for view in views]
    nearest_m = max(min(float(np.linalg.norm(p - eye)) for p in seen for eye in eyes), 0.05)
    per_m = size[1] / (math.tan(views[0].fov.up) - math.tan(views[0].fov.down)) / nearest_m
    wide, tall = np.maximum((high - low) * per_m, SMALLEST_PX)
    less = min(1.0, most_px / wide, most_px / tall)
    pixels = (max(int(wide * less), 1), max(int(tall * less), 1))
    plane = np.array((*frame.normal, -frame.normal @ frame.origin), np.float32)
    return Window([mirror_image(eye, frame, low, high) for eye in eyes], plane, pixels)


def mirror_image(eye: np.ndarray, frame: Frame, low: np.ndarray, high: np.ndarray) -> View:
    """What the eye's mirror image sees between two corners (metres along the frame's right and up): the near plane is the mirror,
    so that nothing behind it is drawn."""
    away = max(frame.height(eye), CLOSEST_M)
    behind = eye - 2 * away * frame.normal
    at = np.array([frame.right @ (eye - frame.origin), frame.up @ (eye - frame.origin)])
    (left, down), (right, up) = np.arctan2(low - at, away), np.arctan2(high - at, away)
    left, right = -right, -left  # seen from behind
    turn = glm.quatLookAt(glm.vec3(*frame.normal), glm.vec3(*frame.up))
    return View(Pose(glm.vec3(*behind), turn), Fov(float(left), float(right), float(up), float(down)), away + BEFORE_M)
