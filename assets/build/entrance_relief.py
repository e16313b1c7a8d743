"""The art wall: Seoul's basin carved in pale stone, its hills in relief, the Han inlaid in brass."""

from __future__ import annotations

import numpy as np

from assets.build import entrance_prints as prints
from assets.build.entrance_shell import HALL
from assets.build.mesh import Mesh, box, lattice
from assets.build.place import Build
from assets.build.shell import YAW, plate


def build(b: Build) -> None:
    """On the east wall by the doors: Seoul's basin carved in pale stone, the Han inlaid in brass, in six panels."""
    w, h, s0 = 2.7, 2.1, -3.72
    nx, ny = 112, 88
    u = np.broadcast_to(np.linspace(0, 1, nx)[:, None], (nx, ny))
    river = 0.36 + 0.10 * np.sin(5.4 * u + 0.6) + 0.035 * np.sin(12 * u + 2) - 0.06 * u
    wide = 0.028 + 0.008 * np.sin(9 * u)
    below, water, above = 32, 6, ny - 38  # rows of the lattice: the banks run along its lines
    t = np.concatenate([np.linspace(0, 1, below), np.linspace(1, 2, water + 2)[1:-1], np.linspace(2, 3, above)])
    v = np.where(
        t < 1,
        t * (river - wide),
        np.where(t > 2, river + wide + (t - 2) * (1 - river - wide), river + (2 * t - 3) * wide),
    )
    gap = np.where(t < 1, v - river + wide, np.where(t > 2, v - river - wide, 0.0))
    hills = np.zeros_like(u)
    for cx, cy, r, a in (
        (0.46, 0.66, 0.045, 0.45),
        (0.42, 0.86, 0.14, 1.0),
        (0.60, 0.93, 0.10, 0.9),
        (0.24, 0.83, 0.09, 0.55),
        (0.50, 0.50, 0.055, 0.55),
        (0.80, 0.80, 0.08, 0.5),
        (0.46, 0.06, 0.13, 0.95),
        (0.28, 0.10, 0.09, 0.6),
        (0.72, 0.10, 0.10, 0.7),
        (0.92, 0.55, 0.06, 0.4),
    ):
        d = np.hypot((u - cx) * w / h, v - cy) / r
        hills += a * np.exp(-(d**2))
    for k in range(7):
        f = 6.0 * 1.45**k
        ridge = 1 - np.abs(
            np.sin(f * (u * w / h * np.cos(2.1 * k) + v * np.sin(2.1 * k)) + 1.7 * k + 1.2 * np.sin(0.6 * f * v + k))
        )
        hills *= 1 + 0.34 / (1 + 0.35 * k) * (ridge - 0.5)
    land = 0.012 + 0.15 * np.clip(hills, 0, 1.3) + 0.0015 * np.sin(60 * hills)
    rim = np.minimum(np.minimum(u, 1 - u) * w, np.minimum(v, 1 - v) * h)
    land = land * np.clip(rim / 0.10, 0, 1) ** 0.8
    height = np.where(gap == 0, 0.004, land * np.clip(np.abs(gap) * 22, 0, 1) ** 0.7 + 0.010)
    points = np.stack([(u - 0.5) * w, v * h, height], -1)
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    n = np.cross(du, dv)
    n /= np.linalg.norm(n, axis=-1, keepdims=True)
    mesh = lattice(points, n, points[..., :2])
    middle = mesh.p[..., :2].mean(1)
    course = np.interp(middle[:, 0] / w + 0.5, u[:, 0], river[:, 0])
    wet = np.abs(middle[:, 1] / h - course) < np.interp(middle[:, 0] / w + 0.5, u[:, 0], wide[:, 0])
    x, _, z = HALL.on_wall("east", s0 + w / 2, 0, 0.012)
    for name, part in (("limestone carved", ~wet), ("river", wet)):
        b.add(name, Mesh(mesh.p[part], mesh.n[part], mesh.uv[part]).at(x, 0.85, z, YAW["east"]))
    border = [box(w + 0.12, 0.05, 0.09, (0, y, 0.03), 0.006, 9) for y in (0.80, 0.85 + h)]
    border += [box(0.05, h, 0.09, (k * (w / 2 + 0.035), 0.85, 0.03), 0.006, 9) for k in (-1, 1)]
    b.put({"walnut": border, "solid": []}, x, 0, z, YAW["east"], solid=False)
    title = prints.label(
        "서울, 산과 강", "Seoul: hills and the Han · milled limestone, brass", "#efe9df", "#3a3128", 420, 120
    )
    at = HALL.on_wall("east", s0 + 0.32, 0.62, 0)
    plate(b, "relief title", title, *at, 0.42, 0.12, YAW["east"], edge="brushed", thick=0.008)
