"""An ear: its plate with rim, inner fold, hollow, tragus and lobe."""

from __future__ import annotations

import numpy as np

from assets.build.people_sdf import chain, cut, ellipsoid, union


def _bowed(points: list[tuple[float, float, float]], parts: int = 3) -> list[tuple[float, float, float]]:
    """More points on a curve through these (Catmull and Rom 1974)."""
    p = np.array([points[0], *points, points[-1]])
    t = np.arange(parts)[:, None] / parts
    made = [0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)]  # fmt: skip
    return [tuple(v) for v in [*np.concatenate(made), p[-1]]]


HELIX = [(0.0, -0.0105, -0.0105), (0.0, 0.0020, -0.0130), (0.001, 0.0150, -0.0125), (0.002, 0.0250, -0.0050),
         (0.003, 0.0290, 0.0050), (0.003, 0.0240, 0.0140), (0.003, 0.0110, 0.0175), (0.002, -0.0040, 0.0150),
         (0.001, -0.0170, 0.0080)]  # fmt: skip


def ear(m: np.ndarray, d: np.ndarray) -> np.ndarray:
    """The field `d` of a head with a right ear; m in the head frame."""
    t = np.radians(16)
    q = m - (0.0770, -0.012, -0.088)
    u = q[:, 0] * np.cos(t) + q[:, 2] * np.sin(t)
    back = -q[:, 2] * np.cos(t) + q[:, 0] * np.sin(t)
    v = q[:, 1] - 0.16 * back
    w = np.stack([u, v, back], 1) / 0.95
    plate = ellipsoid(w, (-0.001, 0.002, 0.002), (0.0042, 0.0270, 0.0160))
    curve = _bowed(HELIX[1:])
    rim = chain(w, curve, [0.0026] * len(curve), 0.001)
    shell = union(plate, rim, 0.0022)
    fold = chain(w, [(0.0030, 0.0200, 0.0020), (0.0034, 0.0080, 0.0088), (0.0030, -0.0060, 0.0078), (0.0025, -0.0110, 0.0015)],
                 [0.0020, 0.0024, 0.0024, 0.0022])  # fmt: skip
    shell = union(shell, fold, 0.0020)
    shell = cut(shell, ellipsoid(w, (0.0045, -0.0010, -0.0010), (0.0056, 0.0095, 0.0062)), 0.0016)  # concha
    shell = union(shell, ellipsoid(w, (0.0015, -0.0035, -0.0120), (0.0042, 0.0055, 0.0034)), 0.002)  # tragus
    shell = union(shell, ellipsoid(w, (0.0, -0.0215, -0.0010), (0.0040, 0.0085, 0.0075)), 0.004)  # lobe
    stem = ellipsoid(w, (-0.008, -0.002, -0.004), (0.009, 0.020, 0.009))
    return union(d, union(shell, stem, 0.005), 0.0035)
