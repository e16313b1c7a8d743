"""Beyond the glass: a landing with a canopy, steps and a ramp, a granite plaza with an oval lawn, trees, the old library
and the city before its hills. Nothing here glows: sun and sky light it, whatever the hour."""

from __future__ import annotations

import math

import numpy as np

from assets.build import foliage, glazing, stonework
from assets.build.materials import Material, glow, paint, tinted
from assets.build.mesh import Mesh, between, box, flat, join, lathe, lattice, quad, tube
from assets.build.place import Build

NEAR, FAR = "outside near", "outside far"
PLAZA_Y = -0.45
LAWN = (0.0, 31.0, 19.0, 10.5)  # centre x, z, half axes


def materials(b: Build) -> None:
    b.material("leaf dark", tinted("leaves", "#8fa58a", detail="base", roughness=0.6))
    b.material("leaf bright", tinted("leaves", "#f2ffd8", detail="base", roughness=0.6))
    for name in ("leaf dark", "leaf bright"):
        m = b.own[name]
        b.material(
            name, Material(colour=m.colour, surface=m.surface, roughness=m.roughness, detail=m.detail, two_sided=True)
        )
    b.material("bark", paint("#5b4a3a", 0.85))
    b.material("pebble", paint("#8d877d", 0.7))
    b.material("lawn", tinted("grass", "#d3e0c0", detail="base", roughness=0.95))
    b.material("street lamp", glow("#ffe2b0", 6.0))


def landing(b: Build) -> None:
    """Level with the hall's floor: 18 x 3.4 m, three steps down over most of its width, a ramp at the right."""
    b.add("granite paving", stonework.floor_of_slabs(-9, 9, 0.22, 3.4, 40, -0.012), node=NEAR, density=0.3)
    for k in range(3):
        y, z = -0.012 - 0.15 * k, 3.4 + 0.34 * k
        b.add(
            "granite steps",
            between((-9, PLAZA_Y - 0.05, z - 0.30), (3.9, y - 0.001, z + 0.34), 0.006, 9),
            node=NEAR,
            density=0.3,
        )
    for x, z0, z1 in ((-9.15, 0.0, 4.4), (9.0, 0.0, 3.4), (3.9, 3.4, 9.2), (5.9, 3.4, 9.2)):
        top = 0.12 if abs(x) > 8 else 0.06
        b.add("granite steps", between((x, PLAZA_Y - 0.1, z0), (x + 0.15, top, z1), 0.006, 9), node=NEAR, density=0.3)
    b.add("granite steps", between((5.9, PLAZA_Y - 0.1, 3.25), (9.0, -0.02, 3.4), 0.006, 9), node=NEAR, density=0.3)
    ramp = quad((4.05, PLAZA_Y + 0.004, 9.2), (1.85, 0, 0), (0, -PLAZA_Y - 0.016, -5.8), 9)
    b.add("granite paving", ramp, node=NEAR, density=0.3)
    for x in (4.12, 5.83):
        rail = [(x, -0.01, 3.2), (x, -0.01, 3.7), (x, PLAZA_Y, 9.0), (x, PLAZA_Y, 9.4)]
        posts = [(x, -0.01, 3.3), (x, -0.16, 5.4), (x, -0.32, 7.4), (x, PLAZA_Y, 9.1)]
        for name, parts in glazing.handrail(rail, posts).items():
            if parts:
                b.add(name, *parts, node=NEAR, density=0.0)
    drain = [box(0.012, 0.006, 0.12, (x, -0.013, 0.30), 0, 9) for x in np.arange(-8.9, 8.9, 0.05)]
    b.add("anodised", *drain, node=NEAR, density=0.0)


def canopy(b: Build) -> None:
    """A thin roof over the doors, its soffit of oak, four downlights in it."""
    b.add("white", between((-3.2, 3.22, 0.08), (3.2, 3.36, 3.0), 0.01, 9), node=NEAR, density=0.3)
    b.add(
        "oak batten",
        *(between((-3.1, 3.195, 0.15 + 0.14 * k), (3.1, 3.215, 0.26 + 0.14 * k), 0.003, 9) for k in range(20)),
        node=NEAR,
        density=0.3,
    )
    for x in (-2.0, 2.0):
        b.add("anodised", tube([(x, 3.36, 2.6), (x, 5.6, 0.05)], 0.016, 10), node=NEAR, density=0.3)


def ground(b: Build) -> None:
    b.add("granite paving", *_ring(), node=FAR, density=0.25)
    kerb, lawn = _oval(1.0), _oval(0.985)
    b.add("granite steps", _kerb(kerb), node=NEAR, density=0.3)
    b.add("lawn", flat(lawn, PLAZA_Y + 0.05), node=NEAR, density=0.3)
    rng = np.random.default_rng(8)
    count = 900
    a, r = rng.uniform(0, 2 * math.pi, count), np.sqrt(rng.uniform(0.0, 0.96, count))
    points = np.stack(
        [LAWN[0] + LAWN[2] * r * np.cos(a), np.full(count, PLAZA_Y + 0.05), LAWN[1] + LAWN[3] * r * np.sin(a)], -1
    )
    ways = np.stack([rng.normal(0, 0.5, count), np.ones(count), rng.normal(0, 0.5, count)], -1)
    b.add("leaf", foliage.blades(points, ways, rng.uniform(0.06, 0.13, count), 0.5, rng), node=NEAR, density=0.0)


def _oval(scale: float, steps: int = 56) -> list[tuple[float, float]]:
    x, z, rx, rz = LAWN
    return [
        (x + rx * scale * math.cos(a), z + rz * scale * math.sin(a))
        for a in np.linspace(0, 2 * math.pi, steps, endpoint=False)
    ]


def _kerb(line: list[tuple[float, float]]) -> Mesh:
    pts = np.array([*line, line[0]])
    inner = (pts - [LAWN[0], LAWN[1]]) * 0.983 + [LAWN[0], LAWN[1]]
    high = PLAZA_Y + 0.12
    rows = [
        np.insert(p, 1, y, axis=1) for p, y in ((pts, PLAZA_Y), (pts, high), (inner, high), (inner, PLAZA_Y + 0.04))
    ]
    out = pts - [LAWN[0], LAWN[1]]
    out = np.insert(out / np.linalg.norm(out, axis=1, keepdims=True), 1, 0.0, axis=1)
    up = np.tile([0.0, 1.0, 0.0], (len(pts), 1))
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(pts, axis=0), axis=1))])
    parts = []
    for k, n in enumerate((out, up, -out)):
        uv = np.stack([np.stack([along, np.full_like(along, v)], -1) for v in (0.0, 0.15)])
        parts.append(lattice(np.array(rows[k : k + 2]), np.stack([n, n]), uv))
    return join(*parts)


def _ring() -> list[Mesh]:
    """The plaza's ground, 150 x 75 m, in large quads; uv in metres."""
    return [quad((-75, PLAZA_Y, 77), (150, 0, 0), (0, 0, -73.6), 25)]


def street_furniture(b: Build) -> None:
    """Benches by the lawn, hedges in troughs along the front, lamp posts, bollards."""
    for k, x in enumerate((-11.5, -7.4, 7.6, 11.6)):
        for name, parts in foliage.hedge(3.4, 0.75, 0.8, k, 420).items():
            b.add(name, *(p.at(x, PLAZA_Y + 0.4, 12.2) for p in parts), node=NEAR, density=0.0)
        b.add("granite steps", box(3.7, 0.45, 1.1, (x, PLAZA_Y, 12.2), 0.012, 9), node=NEAR, density=0.3)
    for x in (-15.0, -5.0, 5.0, 15.0):
        z = 16.5
        b.add(
            "anodised",
            lathe([(0.07, 0), (0.06, 0.4), (0.04, 0.45), (0.035, 4.4)], 14).at(x, PLAZA_Y, z),
            node=NEAR,
            density=0.3,
        )
        b.add("anodised", box(0.9, 0.06, 0.18, (x + 0.3, PLAZA_Y + 4.38, z), 0.02, 9), node=NEAR, density=0.3)
        b.add(
            "street lamp",
            quad((x + 0.05, PLAZA_Y + 4.378, z - 0.06), (0.6, 0, 0), (0, 0, 0.12), 9),
            node=NEAR,
            density=0.3,
        )
    for x in np.arange(-9, 10, 1.5):
        b.add(
            "anodised",
            lathe([(0.06, 0), (0.06, 0.72), (0.05, 0.76), (0.0, 0.77)], 16).at(float(x), PLAZA_Y, 18.2),
            node=NEAR,
            density=0.3,
        )
    for x in (-6.5, 0.0, 6.5):
        seat = [
            box(2.2, 0.08, 0.5, (x, PLAZA_Y + 0.38, 19.4), 0.01, 9),
            *(box(0.3, 0.38, 0.44, (x + s * 0.8, PLAZA_Y, 19.4), 0.01, 9) for s in (-1, 1)),
        ]
        b.add("granite steps", *seat, node=NEAR, density=0.3)


def trees(b: Build) -> None:
    spots = [
        (-14.5, 9.0, 7.2),
        (-10.2, 14.2, 8.2),
        (13.6, 9.6, 7.6),
        (10.4, 14.6, 8.4),
        (-22, 22, 9),
        (23, 21, 9.4),
        (-27, 34, 10),
        (27, 36, 10),
        (-15, 46, 9.5),
        (-4, 48, 9),
        (15, 47, 10),
    ]
    for k, (x, z, h) in enumerate(spots):
        near = z < 18
        tree = foliage.street_tree(h, 60 + k, 420 if near else 180, 0.36 if near else 0.66)
        for name, parts in tree.items():
            b.add(
                name,
                *(p.at(x, PLAZA_Y, z, 40 * k) for p in parts),
                node=NEAR if near else FAR,
                density=0.0,
            )


def build(b: Build) -> None:
    materials(b)
    landing(b)
    canopy(b)
    ground(b)
    street_furniture(b)
    trees(b)
