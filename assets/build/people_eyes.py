"""Eyes of the people: two balls with a picture of iris and white."""

from __future__ import annotations

import numpy as np

from assets.build import people_head as heads
from assets.build.people_sdf import Piece, smooth


def eyes(rows: int, columns: int) -> Piece:
    """Both balls, as far as they can be seen, as grids."""
    a = np.linspace(0, np.pi * 0.62, rows)[:, None]
    b = np.linspace(0, 2 * np.pi, columns + 1)[None, :]
    n = np.stack([np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), -np.cos(a) + 0 * b], -1).reshape(-1, 3)
    i = np.arange(rows - 1)[:, None] * (columns + 1) + np.arange(columns)
    faces = np.stack(
        [np.stack([i, i + columns + 1, i + 1], -1), np.stack([i + 1, i + columns + 1, i + columns + 2], -1)], 2
    ).reshape(-1, 3)
    faces = (
        faces[:, ::-1]
        if np.dot(np.cross(n[faces[-1, 1]] - n[faces[-1, 0]], n[faces[-1, 2]] - n[faces[-1, 0]]), n[faces[-1, 0]]) < 0
        else faces
    )
    p = np.concatenate([n * heads.EYE_R + (s * heads.EYE_X, 1.60, -0.095) for s in (-1, 1)])
    uv = np.clip(n[:, :2] * (0.5, -0.5) + 0.5, 0.005, 0.995)
    shade = 1 - 0.45 * smooth(n[:, 1], 0.10, 0.42)[:, None] * np.ones(3)
    both = np.concatenate([faces, faces + len(n)])
    return Piece(p, np.tile(n, (2, 1)), both, np.tile(shade, (2, 1)), np.tile(uv, (2, 1)))
