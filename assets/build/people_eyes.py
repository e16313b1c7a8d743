"""Eyes of the people: two balls with a picture of iris and white."""

from __future__ import annotations

import numpy as np

from assets.build import people_head as heads
from assets.build.people_sdf import Piece, smooth

CORNEA, HIGH = 0.50, 0.0007  # how far it reaches, radians, and how far it stands out, metres


def _ball(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.stack([np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), -np.cos(a) + 0 * b], -1).reshape(-1, 3)


def eyes(rows: int, columns: int) -> Piece:
    """Both balls, as far as they can be seen, as grids."""
    a = np.pi * 0.62 * np.linspace(0, 1, rows)[:, None] ** 1.25
    b = np.linspace(0, 2 * np.pi, columns + 1)[None, :]
    n = _ball(a, b)
    bulge = np.maximum(0, 1 - (a / CORNEA) ** 2)
    lean = np.arctan(2 * HIGH * np.sqrt(bulge) * a / CORNEA**2 / heads.EYE_R)  # the cornea is rounder than the ball
    r = (heads.EYE_R + HIGH * bulge**1.5 + 0 * b).reshape(-1, 1)
    i = np.arange(rows - 1)[:, None] * (columns + 1) + np.arange(columns)
    faces = np.stack(
        [np.stack([i, i + columns + 1, i + 1], -1), np.stack([i + 1, i + columns + 1, i + columns + 2], -1)], 2
    ).reshape(-1, 3)
    faces = (
        faces[:, ::-1]
        if np.dot(np.cross(n[faces[-1, 1]] - n[faces[-1, 0]], n[faces[-1, 2]] - n[faces[-1, 0]]), n[faces[-1, 0]]) < 0
        else faces
    )
    p = np.concatenate([n * r + (s * heads.EYE_X, 1.60, -0.095) for s in (-1, 1)])
    uv = np.clip(n[:, :2] * (0.5, -0.5) + 0.5, 0.005, 0.995)
    lid, corner = smooth(n[:, 1], 0.0, 0.36), smooth(np.abs(n[:, 0]), 0.45, 0.90)
    shade = ((1 - 0.60 * lid) * (1 - 0.40 * corner))[:, None] * np.ones(3)
    both = np.concatenate([faces, faces + len(n)])
    return Piece(p, np.tile(_ball(a + lean, b), (2, 1)), both, np.tile(shade, (2, 1)), np.tile(uv, (2, 1)))
