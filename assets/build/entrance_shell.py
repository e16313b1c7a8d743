"""The entrance hall's shell: granite floor with basalt bands, limestone walls under oak battens, the gallery over the fire
hall's door, a ceiling of oak slats about a skylight. Finished faces lie in the planes of HALL."""

from __future__ import annotations

import itertools

import numpy as np

from assets.build import stonework
from assets.build.materials import Material, glow, paint, tinted
from assets.build.mesh import between, box, quad
from assets.build.place import Build
from assets.build.shell import YAW, Opening, Room, patch

HALL = Room(-8, 8, -14, 0, 7.2)
CLAD_TOP, SLATS_Y = 3.6, 6.62
SLENDER = 0.3  # density of slats and battens: their gaps are dark, which no light volume knows
GALLERY_Z, GALLERY_Y = -16.8, 4.32
WELL = (-2.4, 2.4, -12.0, -2.8)  # the skylight, x0 x1 z0 z1
COLUMNS = tuple((x, z) for x in (-6.7, 6.7) for z in (-4.2, -9.8))
DOORS = {
    "north": Opening(-1.3, 1.3, 0, 3.0, 0.4),
    "west": Opening(-8.25, -5.75, 0, 3.15, 0.4),
    "east": Opening(-9.2, -4.8, 0, 3.15, 0.7),
}


def materials(b: Build) -> None:
    b.material("hall light", glow("#fff1dd", 16.0))
    b.material("cove light", glow("#ffe6c2", 9.0))
    b.material("felt", paint("#2a2826", 0.95))
    b.material("oak batten", tinted("maple", "#fff4e6"))
    b.material("white lining", tinted("plaster", "#fbfaf7", detail="base", roughness=0.85))
    b.material("plenum", paint("#3b3a39", 0.92))
    b.material("anodised", Material(colour=(0.20, 0.195, 0.185, 1), metallic=0.85, roughness=0.38))
    b.material("clear glass", Material(colour=(0.86, 0.93, 0.91, 0.07), roughness=0.03, alpha="BLEND"))


def floor(b: Build) -> None:
    """Basalt bands frame three fields and lead from the doors to the desk and across to the side portals."""
    xs = [-8, -7.7, -1.5, -1.2, 1.2, 1.5, 7.7, 8]
    zs = [-14, -13.7, -10.3, -10.0, -8.3, -8.0, -6.0, -5.7, -0.3, 0]
    dark_x, dark_z = {0, 2, 4, 6}, {0, 4, 6, 8}
    for (i, (x0, x1)), (k, (z0, z1)) in itertools.product(
        enumerate(itertools.pairwise(xs)), enumerate(itertools.pairwise(zs))
    ):
        seed = 100 * i + k
        if i in dark_x or k in dark_z or (k == 2 and i == 5):
            b.add("basalt floor", stonework.band(x0, x1, z0, z1, seed), density=1.0)
        else:
            size = (0.6, 1.2) if i == 3 else (1.2, 0.6)
            b.add("granite floor", stonework.floor_of_slabs(x0, x1, z0, z1, seed, size=size))
    for o, side in ((DOORS["north"], "north"), (DOORS["west"], "west"), (DOORS["east"], "east")):
        a, c = HALL.on_wall(side, o.s0, 0, 0), HALL.on_wall(side, o.s1, 0, -o.depth)
        x0, x1, z0, z1 = min(a[0], c[0]), max(a[0], c[0]), min(a[2], c[2]), max(a[2], c[2])
        b.add("basalt floor", stonework.floor_of_slabs(x0, x1, z0, z1, 7))
    b.block((-9, -0.3, -15), (9, 0, 4))


def walls(b: Build) -> None:
    for side in ("north", "west", "east"):
        stonework.clad(b, HALL, side, 0.0, CLAD_TOP if side != "north" else 4.0, (DOORS[side],))
        plinth(b, side)
    for side in ("west", "east"):
        coping(b, side)
        battens(b, side, -13.98, -0.12, CLAD_TOP + 0.12, SLATS_Y + 0.25)
    b.block((-8.3, 3.6, -14), (-8, 7.2, 0))
    b.block((8, 3.6, -14), (8.3, 7.2, 0))


def plinth(b: Build, side: str) -> None:
    """A slate skirting, proud by 12 mm, stopped at the openings."""
    lo, hi = HALL.span(side)
    o = DOORS[side]
    for s0, s1 in ((lo, o.s0 - 0.02), (o.s1 + 0.02, hi)):
        p, q = np.array(HALL.on_wall(side, s0, 0, -0.02)), np.array(HALL.on_wall(side, s1, 0.12, 0.012))
        b.add("slate", between(tuple(np.minimum(p, q)), tuple(np.maximum(p, q)), 0.003, 9))


def coping(b: Build, side: str) -> None:
    """The stone's top edge: a ledge with an upstand, behind which light washes up over the battens."""
    for out0, out1, y0, y1, what in (
        (-0.03, 0.14, CLAD_TOP, CLAD_TOP + 0.05, "limestone"),
        (0.115, 0.14, CLAD_TOP + 0.05, CLAD_TOP + 0.09, "anodised"),
    ):
        p, q = np.array(HALL.on_wall(side, -14, y0, out0)), np.array(HALL.on_wall(side, -0.1, y1, out1))
        b.add(what, between(tuple(np.minimum(p, q)), tuple(np.maximum(p, q)), 0.004, 9))
    x = 8 - 0.055
    x = x if side == "east" else -x
    b.add("cove light", quad((x - 0.03, CLAD_TOP + 0.056, -0.15), (0.06, 0, 0), (0, 0, -13.8), 99))


def battens(
    b: Build,
    side: str,
    s0: float,
    s1: float,
    y0: float,
    y1: float,
    room: Room = HALL,
    wood: str = "oak batten",
    pitch: float = 0.115,
) -> None:
    """Upright wooden battens on black felt."""
    b.add("felt", patch(room, side, s0, s1, y0, y1, 0.0, 99), density=0.25)
    rng = np.random.default_rng(3)
    for s in np.arange(s0 + pitch / 2, s1, pitch):
        x, _, z = room.on_wall(side, s, y0, 0.02)
        bar = box(0.05, y1 - y0, 0.04, (0, 0, 0), 0.004, 99, "y")
        bar.uv = bar.uv + rng.uniform(0, 1.4, 2)
        b.add(wood, bar.at(x, y0, z, YAW[side]), density=SLENDER)


def gallery(b: Build) -> None:
    """The upper floor looks into the hall: a pale soffit edge, a glass balustrade, walnut battens behind."""
    rear = Room(-8, 8, GALLERY_Z, -14, 7.2)
    b.add("white lining", between((-8, 4.0, GALLERY_Z), (8, GALLERY_Y, -13.94), 0.006, 9))
    b.add("oak floor", quad((-8, GALLERY_Y + 0.004, -14.2), (16, 0, 0), (0, 0, GALLERY_Z + 14.2), 9))
    battens(b, "north", -8, 8, GALLERY_Y, 6.9, rear, "walnut", 0.16)
    for side in ("west", "east"):
        b.add("white lining", patch(rear, side, GALLERY_Z, -14, GALLERY_Y, 7.2, 0, 9))
    b.add("white lining", quad((-8, 6.9, GALLERY_Z), (16, 0, 0), (0, 0, 2.6), 9))
    b.add("white lining", between((-8, 6.62, -14.2), (8, 7.2, -14.0), 0.004, 9))
    b.add("hall light", quad((-7.6, 6.895, -16.45), (15.2, 0, 0), (0, 0, 0.09), 99))
    b.add("cove light", quad((-7.9, GALLERY_Y + 0.02, -16.62), (15.8, 0, 0), (0, 0, -0.08), 99))
    b.add("anodised", between((-8, GALLERY_Y, -16.61), (8, GALLERY_Y + 0.07, -16.59), 0.003, 9))
    b.add("anodised", between((-8, GALLERY_Y - 0.16, -13.95), (8, GALLERY_Y + 0.03, -13.925), 0.003, 9))
    for k in range(10):
        x0, x1 = -8 + 1.6 * k + 0.006, -8 + 1.6 * (k + 1) - 0.006
        b.add("clear glass", between((x0, GALLERY_Y + 0.03, -13.999), (x1, GALLERY_Y + 1.08, -13.984), 0.002, 9))
    b.add("anodised", between((-8, GALLERY_Y + 1.08, -14.02), (8, GALLERY_Y + 1.12, -13.96), 0.01, 9))
    b.block((-8, 4.0, -14.3), (8, 7.2, -14))


def roof(b: Build) -> None:
    """Slats north to south below a dark void; light lines and service tracks between them; the skylight's white well."""
    x0, x1, z0, z1 = WELL
    for a, c, d, e in ((-8, x0, -14, 0), (x1, 8, -14, 0), (x0, x1, -14, z0), (x0, x1, z1, 0)):
        b.add("plenum", quad((a, 7.2, d), (c - a, 0, 0), (0, 0, e - d), 99), density=0.25)
    b.block((-8.3, 7.2, -14.3), (8.3, 7.4, 0.3))
    slats(b)
    skylight(b)
    for x in (-6.3, -4.7, -3.1, 3.1, 4.7, 6.3):
        light_line(b, x, -13.6, -0.5)


def slats(b: Build) -> None:
    x0, x1, z0, z1 = WELL
    rng = np.random.default_rng(11)
    for k in range(78):
        x = -7.9 + 0.205 * k
        if any(abs(abs(x) - t) < 0.16 for t in (3.1, 4.7, 6.3)):
            continue
        spans = [(-13.99, -0.1)] if x < x0 - 0.16 or x > x1 + 0.16 else [(-13.99, z0 - 0.12), (z1 + 0.12, -0.1)]
        for a, c in spans:
            slat = between((x - 0.022, SLATS_Y, a), (x + 0.022, SLATS_Y + 0.22, c), 0.003, 99)
            slat.uv = slat.uv + rng.uniform(0, 1.4, 2)
            b.add("oak batten", slat, density=SLENDER)
    for z in (-13.2, -11.0, -8.8, -6.6, -4.4, -2.2, -0.8):
        for a, c in ((-8, x0), (x1, 8)):
            b.add("plenum", between((a, SLATS_Y + 0.22, z - 0.03), (c, SLATS_Y + 0.28, z + 0.03), 0, 99), density=0.0)


def light_line(b: Build, x: float, z0: float, z1: float) -> None:
    """A luminous line in its aluminium channel, flush with the slats' lower edges."""
    for s in (-1, 1):
        b.add(
            "anodised", between((x + s * 0.062 - 0.006, SLATS_Y - 0.004, z0), (x + s * 0.062 + 0.006, 6.78, z1), 0, 99)
        )
    b.add("hall light", quad((x - 0.056, SLATS_Y + 0.012, z0), (0.112, 0, 0), (0, 0, z1 - z0), 99))


def skylight(b: Build) -> None:
    x0, x1, z0, z1 = WELL
    top, t = 8.3, 0.06
    for lo, hi in (
        ((x0 - t, SLATS_Y - 0.06, z0 - t), (x0, top, z1 + t)),
        ((x1, SLATS_Y - 0.06, z0 - t), (x1 + t, top, z1 + t)),
        ((x0, SLATS_Y - 0.06, z0 - t), (x1, top, z0)),
        ((x0, SLATS_Y - 0.06, z1), (x1, top, z1 + t)),
    ):
        b.add("white lining", between(lo, hi, 0.005, 9))
    n = 6
    for k in range(n + 1):
        z = z0 + (z1 - z0) * k / n
        b.add("white lining", between((x0, 7.72, z - 0.04), (x1, top, z + 0.04), 0.004, 9))
    b.add("white lining", between((-0.04, 7.9, z0), (0.04, top, z1), 0.004, 9))
    b.add("clear glass", quad((x0, top + 0.02, z0), (x1 - x0, 0, 0), (0, 0, z1 - z0), 99))


def columns(b: Build) -> None:
    for k, (x, z) in enumerate(COLUMNS):
        b.put(stonework.clad_column(SLATS_Y + 0.1, seed=k), x, 0, z)


def build(b: Build) -> None:
    materials(b)
    floor(b)
    walls(b)
    gallery(b)
    roof(b)
    columns(b)
