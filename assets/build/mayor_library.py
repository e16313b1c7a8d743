"""The library wall: a built-in walnut case over the whole west side, cupboards below, some six hundred books and small things."""

from __future__ import annotations

import itertools
import math

import numpy as np

from assets.build import books
from assets.build.mayor_shell import FAR, board
from assets.build.mesh import Mesh, arc, box, cylinder, join, lathe, quad, tube
from assets.build.place import Build

Z0, Z1 = -7.62, -1.30  # along the wall
DEEP, BASE, TOP = 0.36, 0.78, 2.90
BAYS, SHELVES = 7, 5
FRONT = -5.0 + DEEP


def library(b: Build) -> None:
    books.use(b)
    case(b)
    step, tall = (Z1 - Z0) / BAYS, (TOP - 0.07 - BASE) / SHELVES
    rng = np.random.default_rng(3)
    covers: list[Mesh] = []
    pages: list[Mesh] = []
    for bay in range(BAYS):
        for shelf in range(SHELVES):
            z, y = Z1 - bay * step, BASE + 0.028 + shelf * tall  # seen from the room x of a row runs towards -z
            width, seed = step - 0.03, 100 * bay + shelf
            thing = (bay * 3 + shelf * 5) % 11
            part = 0.60 if thing < 4 and 0 < shelf < 4 else 1.0
            c, p = books.row_of_books(width * part, tall - 0.03, DEEP - 0.05, seed, float(rng.uniform(0.93, 1.0)))
            for where, meshes in ((covers, c), (pages, p)):
                where.extend(m.at(0, 0, -0.025).at(FRONT, y, z - 0.015, 90) for m in meshes)
            if part < 1:
                for material, meshes in THINGS[thing]().items():
                    b.add(material, join(*meshes).at(0, 0, -0.17).at(FRONT, y, z - 0.015 - width * 0.81, 90))
    b.add("books", *covers, density=0.5)
    b.add("pages", *pages, density=0)


def case(b: Build) -> None:
    """Sides, shelves, back, cornice, cupboard doors with pulls, a ladder rail."""
    step, tall, mid = (Z1 - Z0) / BAYS, (TOP - 0.07 - BASE) / SHELVES, (Z0 + Z1) / 2
    long = Z1 - Z0
    b.add("walnut dark", quad((-4.985, 0, Z1), (0, 0, -long), (0, TOP, 0), FAR))
    for k in range(BAYS + 1):
        z = Z0 + k * step
        b.add("walnut", board(DEEP, TOP, 0.026, (-5 + DEEP / 2, 0, z), 200 + k))
    for k in range(BAYS):
        z = Z0 + (k + 0.5) * step
        for s in range(SHELVES):
            b.add(
                "walnut",
                board(
                    DEEP - 0.02,
                    0.026,
                    step - 0.026,
                    (-5.01 + DEEP / 2, BASE + 0.002 + s * tall, z),
                    220 + 5 * k + s,
                    "z",
                    0.0015,
                ),
            )
        for s in (-1, 1):
            w = step / 2 - 0.006
            b.add(
                "walnut",
                board(0.022, BASE - 0.115, w, (FRONT + 0.013, 0.095, z + s * (w / 2 + 0.002)), 270 + 2 * k + s, "y"),
            )
            b.add(
                "brushed brass",
                cylinder(0.011, 0.022, 16).at(0, 0, 0, 0, 0, -90).at(FRONT + 0.024, BASE - 0.11, z + s * 0.045),
            )
            b.add(
                "brushed brass",
                lathe([(0.011, 0), (0.016, 0.006), (0.012, 0.012), (0, 0.013)], 18)
                .at(0, 0, 0, 0, 0, -90)
                .at(FRONT + 0.044, BASE - 0.11, z + s * 0.045),
            )
    b.add("walnut", board(DEEP + 0.05, 0.03, long + 0.05, (-5 + DEEP / 2 + 0.02, BASE - 0.026, mid), 290, "z", 0.004))
    b.add("walnut", board(DEEP + 0.03, 0.075, long + 0.03, (-5 + DEEP / 2 + 0.01, TOP - 0.075, mid), 291, "z", 0.006))
    b.add("gap", box(DEEP - 0.05, 0.09, long, (-5 + DEEP / 2 - 0.02, 0, mid), 0, FAR))
    b.block((-5, 0, Z0), (FRONT + 0.03, TOP, Z1))
    b.add("brushed brass", tube([(FRONT + 0.05, 2.36, Z0 + 0.05), (FRONT + 0.05, 2.36, Z1 - 0.05)], 0.011, 10))
    for k in range(BAYS + 1):
        z = min(max(Z0 + k * step, Z0 + 0.1), Z1 - 0.1)
        b.add("brushed brass", box(0.05, 0.02, 0.02, (FRONT + 0.028, 2.35, z), 0.003))
    ladder(b)


def ladder(b: Build) -> None:
    """A rolling ladder leaning on the rail."""
    z, foot, head = -6.55, (FRONT + 0.62, 0.03), (FRONT + 0.075, 2.44)
    for s in (-1, 1):
        rail = box(0.028, math.dist(foot, head), 0.06, (0, 0, 0), 0.006, FAR, "y")
        lean = math.degrees(math.atan2(foot[0] - head[0], head[1] - foot[1]))
        b.add("walnut", rail.at(0, 0, 0, 0, 0, lean).at(foot[0], foot[1], z + s * 0.21))
        b.add("black rubber", cylinder(0.035, 0.022, 20).at(0, 0, 0, 0, 90).at(foot[0], 0.036, z + s * 0.21 - 0.011))
    for k in range(8):
        t = (k + 0.7) / 8.6
        x, y = foot[0] + (head[0] - foot[0]) * t, foot[1] + (head[1] - foot[1]) * t
        b.add("walnut", box(0.085, 0.022, 0.40, (x, y, z), 0.004, FAR, "z"))
    b.add(
        "brushed brass",
        *(tube([(head[0] + 0.02, 2.40, z + s * 0.21), (FRONT + 0.05, 2.372, z + s * 0.21)], 0.008, 8) for s in (-1, 1)),
    )


def rounded(profile: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A profile with its corners cut at a quarter and three quarters of each side (Chaikin 1974), its ends kept."""
    out = [profile[0]]
    for (r0, y0), (r1, y1) in itertools.pairwise(profile):
        out += [(0.75 * r0 + 0.25 * r1, 0.75 * y0 + 0.25 * y1), (0.25 * r0 + 0.75 * r1, 0.25 * y0 + 0.75 * y1)]
    return [*out, profile[-1]]


def moon_jar() -> dict[str, list[Mesh]]:
    """백자 달항아리: wide at the middle, a little uneven."""
    curve = [
        (0, 0.004),
        (0.055, 0.0),
        (0.058, 0.012),
        (0.10, 0.06),
        (0.125, 0.12),
        (0.122, 0.17),
        (0.095, 0.22),
        (0.066, 0.245),
        (0.064, 0.262),
        (0.058, 0.262),
        (0.058, 0.24),
        (0, 0.2),
    ]
    return {"porcelain": [lathe(rounded(curve), 28, 60)]}


def celadon() -> dict[str, list[Mesh]]:
    curve = [
        (0, 0),
        (0.05, 0),
        (0.045, 0.02),
        (0.052, 0.08),
        (0.082, 0.16),
        (0.095, 0.20),
        (0.085, 0.235),
        (0.04, 0.262),
        (0.03, 0.275),
        (0.038, 0.285),
        (0.03, 0.285),
        (0.024, 0.26),
        (0, 0.2),
    ]
    return {"celadon": [lathe(rounded(curve), 28, 60)]}


def trophy() -> dict[str, list[Mesh]]:
    """A crystal plaque on a dark foot and a small cup."""
    cup = lathe(
        [
            (0, 0.05),
            (0.012, 0.05),
            (0.012, 0.09),
            (0.05, 0.13),
            (0.056, 0.19),
            (0.052, 0.19),
            (0.046, 0.135),
            (0, 0.11),
        ],
        28,
    )
    return {
        "brass": [cup.at(-0.07, 0, 0)],
        "black": [box(0.08, 0.05, 0.08, (-0.07, 0, 0)), box(0.12, 0.03, 0.05, (0.08, 0, 0))],
        "dark glass": [box(0.10, 0.16, 0.02, (0.08, 0.03, 0), 0.004)],
    }


def globe() -> dict[str, list[Mesh]]:
    ball = lathe(
        [(0.085 * math.sin(a), 0.15 - 0.085 * math.cos(a)) for a in np.linspace(0.01, math.pi - 0.01, 14)], 28, 60
    )
    stand = [cylinder(0.055, 0.014), cylinder(0.006, 0.07, 10), tube(arc((0, 0.15, 0), 0.095, -90, 90, 14), 0.004, 8)]
    return {"map globe": [ball], "brass": stand}


THINGS = (moon_jar, celadon, trophy, globe)
