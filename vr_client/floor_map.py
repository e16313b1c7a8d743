"""Draws what stands on the floor of a building, for those who walk there without a body: `python -m vr_client.floor_map ID`.

From the collision meshes of the place of that name, doors taken out, to safety_training/floors/ID.toml.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from renderer.gltf import load_model
from safety_training.floors import FREE, TAKEN
from vr_client.leaves import find_leaves, without_leaves
from vr_client.places import folder_of

FLOORS = Path(__file__).parents[1] / "safety_training" / "floors"
STEP_M = 0.2
BODY_M = 0.18  # half the width of who passes sideways between two chairs
LOW_M, HIGH_M = 0.3, 1.6  # lower one steps over, higher one passes below
GRAIN_M = 0.06


def drawn(place: str) -> tuple[float, float, list[str]]:
    """x and z of the first cell's corner, and rows of FREE and TAKEN."""
    model = load_model(folder_of(place) / "scene.glb")
    vertices, triangles = model.collision_triangles()
    points = _scattered(vertices[without_leaves(vertices, triangles, find_leaves(model))].astype(np.float64))
    points = points[(points[:, 1] > LOW_M) & (points[:, 1] < HIGH_M)][:, [0, 2]]
    low = np.floor(points.min(0) / STEP_M) * STEP_M
    columns, rows = (np.ceil((points.max(0) - low) / STEP_M)).astype(int)
    taken = np.zeros((rows, columns), bool)
    reach = int(np.ceil(BODY_M / STEP_M)) + 1
    cells = np.floor((points - low) / STEP_M).astype(int)
    for dz in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            at = cells + np.array([dx, dz])
            near = np.linalg.norm(low + (at + 0.5) * STEP_M - points, axis=1) < BODY_M
            inside = near & (at >= 0).all(1) & (at < (columns, rows)).all(1)
            taken[at[inside, 1], at[inside, 0]] = True
    lines = ["".join(np.where(row, TAKEN, FREE)) for row in taken]
    return round(float(low[0]), 3), round(float(low[1]), 3), lines


def _scattered(corners: np.ndarray) -> np.ndarray:
    """Points all over triangles [N, 3, 3], no farther apart than the grain."""
    found = []
    for a, b, c in corners:
        n = max(1, int(np.ceil(max(np.linalg.norm(b - a), np.linalg.norm(c - a)) / GRAIN_M)))
        u, v = np.meshgrid(np.arange(n + 1) / n, np.arange(n + 1) / n)
        inside = u + v <= 1.0 + 1e-9
        found.append(a + u[inside][:, None] * (b - a) + v[inside][:, None] * (c - a))
    return np.concatenate(found)


def written(place: str) -> str:
    x, z, lines = drawn(place)
    head = "# What stands on this floor, drawn by `python -m vr_client.floor_map`: a cell is taken where no body's middle can be.\n"
    rows = "".join(f'  "{line}",\n' for line in lines)
    return f"{head}x_m = {x}\nz_m = {z}\nstep_m = {STEP_M}\nrows = [\n{rows}]\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        (FLOORS / f"{name}.toml").write_text(written(name), "utf-8")
