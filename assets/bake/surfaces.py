"""How far the nearest surface is, everywhere in a place: what mirrored rays are traced in. Plain NumPy."""

from __future__ import annotations

import numpy as np

from assets.bake.probes import Probe
from assets.bake.soup import Soup
from assets.bake.tables import clear_faces
from renderer.gl.distance import REACH_M, build_distance_field

MOST_VOXELS, LEAST_M, MARGIN_M = 8_000_000, 0.04, 0.3
CODE_STEP = 8  # finer distances would only make the file larger: a voxel has some twenty codes


def bake_surfaces(soup: Soup, probes: list[Probe]) -> dict[str, np.ndarray]:
    """Of what stands still and cannot be looked through, in the boxes of the probes. Arrays as renderer.light.SurfaceField has
    them; metres : float32 [2], a voxel's side and the farthest distance."""
    still = np.zeros(len(soup.faces), bool)
    for part in soup.parts:
        still[part.first_face :][: part.faces] = part.lightmapped or part.scale == 0
    low, high = np.min([p.low for p in probes], axis=0), np.max([p.high for p in probes], axis=0)
    faces = soup.faces[still & ~clear_faces(soup)]
    found = build_distance_field(soup.positions, faces, low, high, MARGIN_M, MOST_VOXELS, LEAST_M)
    values = found.values // CODE_STEP * CODE_STEP
    return {"values": values, "low": found.low, "metres": np.array([found.voxel_m, REACH_M], np.float32)}
