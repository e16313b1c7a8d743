"""What closes the view from the hall: the old library beyond the lawn, towers, two ranges of hills."""

from __future__ import annotations

import itertools

import numpy as np

from assets.build import outside
from assets.build.materials import Material, paint, srgb, tinted
from assets.build.mesh import Mesh, box, cylinder, lattice, quad
from assets.build.place import Build

FAR, PLAZA_Y = "outside far", -0.45


def materials(b: Build) -> None:
    b.material("hill near", paint("#5f7a63", 0.95))
    b.material("hill far", paint("#8fa3b0", 0.98))
    b.material("library stone", tinted("limestone", "#d9cfbd", detail="base", roughness=0.75))
    b.material("library glass", paint("#2f3b42", 0.2))
    for k, (tint, seed) in enumerate((("#cfd8de", 3), ("#d9d0c2", 4), ("#b7c3cc", 5), ("#c9bdb0", 7))):
        tower = Material(colour=srgb(tint), picture=outside.block_picture(seed, 12, 10), roughness=0.45)
        b.material(f"tower {k}", tower)


def library(b: Build) -> None:
    """The old city hall across the lawn: a stone block of four storeys with a stepped middle, a clock and a green roof."""
    x, z, y = 9.0, 66.0, PLAZA_Y
    b.add(
        "library stone",
        box(46, 15, 12, (x, y, z), 0.05, 99),
        box(11, 19.5, 14, (x, y, z), 0.05, 99),
        box(47, 0.7, 12.8, (x, y + 14.6, z), 0.1, 99),
        box(12, 0.7, 15, (x, y + 19.2, z), 0.1, 99),
        node=FAR,
        density=0.1,
    )
    b.add("hill near", box(7, 3.2, 7, (x, y + 19.9, z), 0.3, 99), node=FAR, density=0.25)
    panes, frames = [], []
    for k, floor_ in itertools.product(range(18), range(4)):
        wx = x - 21.5 + 2.53 * k
        front_z = z - (7.02 if abs(wx - x) < 5.6 else 6.02)
        panes.append(quad((wx + 0.65, y + 1.2 + 3.4 * floor_, front_z), (-1.3, 0, 0), (0, 2.2, 0), 99))
        frames.append(box(1.7, 0.22, 0.3, (wx, y + 3.42 + 3.4 * floor_, front_z), 0.02, 99))
        frames.append(box(0.35, 3.3, 0.4, (wx + 1.26, y + 0.4 + 3.4 * floor_, front_z), 0.02, 99))
    b.add("library glass", *panes, node=FAR, density=0.0)
    b.add("library stone", *frames, node=FAR, density=0.0)
    b.add("white", cylinder(1.5, 0.2, 32).at(x, y + 16.6, z - 7.05, 0, 90), node=FAR, density=0.0)
    hands = [box(0.16, 1.0, 0.06, (0, 0, 0), 0, 9).at(x, y + 16.6, z - 7.3, 0, 0, a) for a in (60, -50)]
    b.add("black", *hands, node=FAR, density=0.0)


def towers(b: Build) -> None:
    """Towers about the plaza, hills behind them."""
    rng = np.random.default_rng(21)
    spots = [
        (-48, 52, 20, 52, 18),
        (-27, 78, 18, 40, 16),
        (-62, 84, 24, 74, 20),
        (-8, 96, 20, 58, 18),
        (44, 54, 18, 36, 16),
        (40, 92, 24, 66, 20),
        (66, 76, 22, 82, 22),
        (18, 108, 22, 44, 18),
        (-44, 26, 16, 26, 18),
        (52, 24, 18, 30, 20),
    ]
    for k, (x, z, w, h, d) in enumerate(spots):
        _tower(b, x, z, w, h, d, f"tower {k % 4}")
        b.add(
            "grey", box(w * 0.4, 3, d * 0.5, (x + rng.uniform(-2, 2), h + PLAZA_Y, z), 0.1, 99), node=FAR, density=0.0
        )
    for name, z, high, seed in (("hill near", 190, 42, 3), ("hill far", 300, 82, 5)):
        b.add(name, _ridge(z, high, seed), node=FAR, density=0.25)


def _tower(b: Build, x: float, z: float, w: float, h: float, d: float, name: str) -> None:
    y = PLAZA_Y
    for origin, along in (
        ((x + w / 2, y, z - d / 2), (-w, 0, 0)),
        ((x - w / 2, y, z - d / 2), (0, 0, d)),
        ((x + w / 2, y, z + d / 2), (0, 0, -d)),
    ):
        mesh = quad(origin, along, (0, h, 0), 999, picture=True)
        mesh.uv[:] *= (max(1, round(max(abs(along[0]), abs(along[2])) / 14)), max(1, round(h / 40)))
        if (np.array([x, 0, z]) - mesh.p[0, 0])[[0, 2]] @ mesh.n[0, 0, [0, 2]] > 0:
            mesh = Mesh(mesh.p[:, ::-1], -mesh.n[:, ::-1], mesh.uv[:, ::-1])
        b.add(name, mesh, node=FAR, density=0.25)
    b.add("grey", quad((x - w / 2, y + h, z + d / 2), (w, 0, 0), (0, 0, -d), 99), node=FAR, density=0.0)


def _ridge(z: float, high: float, seed: int) -> Mesh:
    """A range of hills, wide as the view, three rows deep."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-260, 260, 66)
    top = sum(
        a * np.sin(x / 260 * f + rng.uniform(0, 6)) for a, f in ((0.30, 3.0), (0.22, 7.3), (0.10, 17), (0.05, 41))
    )
    top = high * np.clip(0.55 + top, 0.12, 1.2)
    rows = [
        np.stack([x, np.full_like(x, PLAZA_Y - 1), np.full_like(x, z)], -1),
        np.stack([x, top * 0.62, np.full_like(x, z + 18)], -1),
        np.stack([x, top, np.full_like(x, z + 46)], -1),
    ]
    points = np.array(rows)
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    n = np.cross(dv, du)
    n /= np.linalg.norm(n, axis=-1, keepdims=True)
    n *= np.where(n[..., 1:2] < 0, -1, 1)
    return lattice(points, n, points[..., :2])


def build(b: Build) -> None:
    materials(b)
    library(b)
    towers(b)
