"""What a visitor can see at all: backs of books and undersides of furniture shall have no texels, and what lies behind a picture no
light of its own, for it would shine out along its edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import spatial

from assets.bake.soup import Soup
from assets.bake.space import standing_points, visible
from assets.bake.tables import Tables

LOWERED_M = 0.7  # children, and who crouches
NEAREST, ANYWHERE = 20, 40  # tries: eyes that are near, and any others
OFF_M = 2e-3  # from the surface
SAMPLE_M2, SAMPLE_M, MOST_SAMPLES = 0.04, 0.15, 64  # of a face: one for so much of its area or of its longest edge
CORNERS = np.array([[1, 1, 1], [10, 1, 1], [1, 10, 1], [1, 1, 10]], np.float64)


@dataclass(slots=True)
class Sight:
    """eyes : float [N, 3], world, where somebody's eyes may be; the first `sure` of them are all tried."""

    tables: Tables
    eyes: np.ndarray
    sure: int

    def of(self, points: np.ndarray, normals: np.ndarray, both_sides: np.ndarray) -> np.ndarray:
        """bool [N]: whether points float [N, 3] of surfaces are seen by anybody, from where their normals [N, 3] look unless they
        have `both_sides`."""
        tree, rng = spatial.cKDTree(self.eyes), np.random.default_rng(1)
        seen = np.zeros(len(points), bool)
        _, nearest = tree.query(points, np.arange(1, min(NEAREST, len(self.eyes)) + 1), workers=2)
        chances = [np.full(len(points), number) for number in range(self.sure)]
        chances += [*nearest.T, *rng.integers(len(self.eyes), size=(ANYWHERE, len(points)))]
        for chosen in chances:
            waiting = np.flatnonzero(~seen)
            if not len(waiting):
                break
            eye = self.eyes[chosen[waiting]]
            side = np.einsum("ij,ij->i", eye - points[waiting], normals[waiting])
            facing = (side > 0) | both_sides[waiting]
            rows, side = waiting[facing], np.sign(side[facing])[:, None]
            seen[rows] = visible(self.tables, eye[facing], points[rows] + normals[rows] * side * OFF_M)
        return seen


def sight_of(soup: Soup, tables: Tables, eyes: np.ndarray) -> Sight:
    """From where the views look and from wherever one can stand or crouch."""
    standing = standing_points(soup, tables, eyes)
    return Sight(tables, np.concatenate([eyes, standing, standing - (0, LOWERED_M, 0)]), len(eyes))


def seen_faces(soup: Soup, sight: Sight) -> np.ndarray:
    """bool [T]: faces of which anybody sees some part, and those that are smoothly joined to one."""
    owner, points = face_samples(soup)
    corners = soup.positions[soup.faces].astype(np.float64)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    double = np.array([m.double_sided for m in soup.materials])[soup.face_material]
    of_sample = sight.of(points, normals[owner], double[owner])
    seen = np.bincount(owner[of_sample], minlength=len(soup.faces)) > 0
    touched = np.zeros(len(soup.positions), bool)
    touched[soup.faces[seen]] = True
    return np.asarray(touched[soup.faces].any(axis=1))


def face_samples(soup: Soup) -> tuple[np.ndarray, np.ndarray]:
    """(face of each point [N], points float64 [N, 3]) on all faces: at least CORNERS, on large ones more, and on long ones: of a
    bevel eight metres long one sees a hand's breadth here and there."""
    rng = np.random.default_rng(2)
    corners = soup.positions[soup.faces]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    more = np.minimum(np.maximum(soup.areas() / SAMPLE_M2, longest / SAMPLE_M), MOST_SAMPLES).astype(int)
    few = np.repeat(np.arange(len(soup.faces)), len(CORNERS))
    many = np.repeat(np.arange(len(soup.faces)), more)
    spread = np.sort(rng.random((len(many), 2)), axis=1)
    loose = np.column_stack([spread[:, 0], spread[:, 1] - spread[:, 0], 1 - spread[:, 1]])
    shares = np.concatenate([np.tile(CORNERS / CORNERS.sum(axis=1, keepdims=True), (len(soup.faces), 1)), loose])
    owner = np.concatenate([few, many])
    return owner, np.einsum("ij,ijk->ik", shares, soup.positions[soup.faces[owner]].astype(np.float64))
