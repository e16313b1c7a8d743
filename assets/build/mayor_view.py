"""What one sees from the mayor's window, six floors up: a lawn plaza, the old library, streets, the city and its hills.

All of it is modelled and lit by the same sun and sky as the room. The library is our own: a stone house of the 1920s
with a columned porch, a mansard of copper and a clock under a green dome."""

from __future__ import annotations

import math

import numpy as np

from assets.build import blender, outdoors
from assets.build.materials import Material, paint, srgb, tinted
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad
from assets.build.place import OUTSIDE, Build

GROUND = -21.0
FAR = 999.0
FRONTS = ("front_brick", "front_concrete", "front_curtain", "front_ribbon", "front_flats")


def view(b: Build) -> None:
    materials(b)
    ground(b)
    library(b, 13.0, -84.0)
    streets(b)
    city(b)
    hills(b)
    own_house(b)


def materials(b: Build) -> None:
    for name in FRONTS:
        b.material(name, tinted(name, detail="base rough"))
    b.material("front_far", tinted("front_concrete", "#c3d0dc", detail="base", roughness=0.85))
    b.material("roof grey", paint("#8b8a86", 0.9))
    b.material("roof green", paint("#5f8a63", 0.85))  # the waterproof paint of Seoul's flat roofs
    b.material("lawn", tinted("grass", "#b9ad98", detail="base", roughness=0.95))
    b.material("paving", tinted("paving", "#a9a49b", detail="base", roughness=0.8))
    b.material("asphalt", tinted("asphalt", detail="base", roughness=0.9))
    b.material("kerb", paint("#b9b6ae", 0.85))
    b.material("road paint", paint("#e8e6dc", 0.8))
    b.material("ashlar", tinted("ashlar", detail="base", roughness=0.85))
    b.material("stone trim", paint("#c2b498", 0.8))
    b.material("patina", tinted("patina", "#a9b8a8", detail="base", roughness=0.75))
    b.material("dark glass", Material(colour=srgb("#2a3138"), roughness=0.12))
    b.material("tree core", tinted("foliage", "#8f9a78", detail="base", roughness=0.9))
    for name, code in (
        ("tree leaf", "#7f9a74"),
        ("tree top", "#bccb95"),
        ("tree leaf 2", "#b3a468"),
        ("tree top 2", "#dcc987"),
    ):
        b.material(name, Material(colour=srgb(code), surface="leaves", roughness=0.7, two_sided=True, detail="base"))
    b.material("bark", paint("#4e4134", 0.9))
    for k, code in enumerate(("#46563f", "#5b6d70", "#8493a0")):
        b.material(f"hill {k}", paint(code, 0.95))
    for name, code in (
        ("car white", "#e6e6e4"),
        ("car black", "#1d1f22"),
        ("car silver", "#a7abaf"),
        ("bus blue", "#2558a8"),
    ):
        b.material(name, paint(code, 0.3))


def put(b: Build, material: str, *meshes: Mesh, density: float = 0.12) -> None:
    b.add(material, *meshes, node=OUTSIDE, density=density)


def slab(x0: float, x1: float, z0: float, z1: float, y: float) -> Mesh:
    return quad((x0, GROUND + y, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1), FAR)


def ground(b: Build) -> None:
    """Plaza paving, the oval lawn with its kerb, two roads with lines, pavements."""
    put(b, "paving", slab(-70, 70, -66, -27, 0.12), density=0.1)
    put(b, "asphalt", slab(-160, 160, -26, -9, 0), slab(-160, 160, -112, -100, 0), density=0.08)
    put(b, "asphalt", slab(-86, -71, -100, -26, 0), slab(71, 86, -100, -26, 0), density=0.08)
    put(b, "paving", slab(-70, 70, -100, -66, 0.11), density=0.08)
    put(
        b,
        "roof grey",
        slab(-420, 420, -620, -112, -0.05),
        slab(-420, -86, -112, -9, -0.05),
        slab(86, 420, -112, -9, -0.05),
        density=0.03,
    )
    disc = lathe([(1.0, 0.0), (0.0, 0.0)], 64).scaled(24, 1, 14)
    disc.uv[:] = disc.p[..., [0, 2]]
    put(b, "lawn", disc.at(-6, GROUND + 0.22, -45), density=0.12)
    ring = lathe([(1.022, 0.0), (1.022, 0.20), (1.0, 0.20), (1.0, 0.0)], 64).scaled(24, 1, 14)
    put(b, "kerb", ring.at(-6, GROUND + 0.05, -45))
    for z in (-17.5, -106):
        put(b, "road paint", *(slab(-120 + 8 * k, -116.5 + 8 * k, z, z + 0.18, 0.012) for k in range(30)))
    put(b, "road paint", *(slab(-24 + 1.1 * k, -23.45 + 1.1 * k, -25, -10, 0.013) for k in range(9)))
    fountain(b, 36.0, -46.0)


def fountain(b: Build, x: float, z: float) -> None:
    put(b, "kerb", lathe([(5.2, 0), (5.2, 0.5), (4.8, 0.5), (4.8, 0.2)], 40).at(x, GROUND + 0.1, z))
    water = b.material("fountain water", Material(colour=srgb("#6f8c92"), roughness=0.08))
    put(b, water, lathe([(4.8, 0.34), (0, 0.34)], 40).at(x, GROUND + 0.1, z))
    put(
        b,
        "stone trim",
        lathe([(1.0, 0.3), (0.5, 0.6), (0.35, 1.4), (1.6, 1.9), (1.6, 2.0), (0, 1.9)], 24).at(x, GROUND + 0.1, z),
    )


def streets(b: Build) -> None:
    """Trees around the lawn and along the roads, cars, lamps."""
    rng = np.random.default_rng(31)
    spots = [(-6 + 29 * math.cos(a), -45 + 18.5 * math.sin(a)) for a in np.linspace(0.12, 6.4, 19)[:-1]]
    spots += [(x, -27.6) for x in range(-66, 70, 12)] + [(x, -98.5) for x in range(-64, 68, 14) if abs(x - 13) > 30]
    for k, (x, z) in enumerate(spots):
        h, turn = float(rng.uniform(5.2, 8.2)), float(rng.uniform(0, 360))
        for material, mesh in outdoors.tree(h, k % 4, 800 if z > -66 else 260).items():
            autumn = k % 5 == 2 and material in ("tree leaf", "tree top")
            put(b, f"{material} 2" if autumn else material, mesh.at(x, GROUND + 0.1, z, turn), density=0.0)
    paints = ("car white", "car black", "car silver", "car white")
    for k in range(11):
        x, lane = -60.0 + 12.4 * k + float(rng.uniform(-3, 3)), k % 2
        for material, mesh in outdoors.car(paints[k % 4]).items():
            put(b, material, mesh.at(x, GROUND + 0.01, -14.0 - 6.8 * lane, 90 + 180 * lane))
    for material, mesh in outdoors.bus("bus blue").items():
        put(b, material, mesh.at(18, GROUND + 0.01, -21.4, 270))
    post = join(cylinder(0.09, 7.0, 8), box(0.12, 0.08, 1.6, (0, 6.95, 0.6)))
    put(b, "bronze", *(post.at(x, GROUND + 0.1, -27.0) for x in range(-60, 70, 20)))


def library(b: Build, x: float, z: float) -> None:
    """Front towards us: 46 m wide, two storeys on a plinth, porch of six columns, mansard, drum, dome and clock."""
    for material, meshes in outdoors.library().items():
        put(b, material, *(m.at(x, GROUND + 0.1, z) for m in meshes), density=0.25)


def city(b: Build) -> None:
    """Rows of houses behind the library and at the sides, nearest first; the farther, the paler."""
    rng = np.random.default_rng(41)
    rows = ((-126, 12, 25, 9), (-158, 14, 36, 12), (-215, 20, 58, 16), (-290, 26, 78, 22))
    for row, (z, low, high, step) in enumerate(rows):
        x = -150.0 - 60 * row
        while x < 150 + 60 * row:
            w, d = float(rng.uniform(15, 30) * (1 + 0.25 * row)), float(rng.uniform(14, 22))
            h = float(rng.uniform(low, high)) * (0.60 if abs(x - 5) < 55 and row < 3 else 1.0)
            front = "front_far" if row > 2 else FRONTS[int(rng.integers(5))]
            house(b, x + w / 2, z - float(rng.uniform(0, 10)), w, h, d, front, rng, plain=row > 1)
            x += w + float(rng.uniform(1, 7)) + step
    for x, z, w, h, front in (
        (-104, -60, 26, 38, "front_ribbon"),
        (-100, -92, 22, 52, "front_curtain"),
        (-108, -30, 24, 27, "front_brick"),
        (104, -58, 26, 44, "front_curtain"),
        (103, -90, 22, 33, "front_concrete"),
        (108, -28, 26, 24, "front_ribbon"),
    ):
        house(b, x, z, w, h, 22, front, rng)


def house(
    b: Build,
    x: float,
    z: float,
    w: float,
    h: float,
    d: float,
    front: str,
    rng: np.random.Generator,
    plain: bool = False,
) -> None:
    """Walls in one front, a parapet, roof machinery; some have a stepped-back top or a shop floor."""
    sides = outdoors.walls(w, h, d, float(rng.uniform(0, 17)))
    put(b, front, sides.at(x, GROUND, z), density=0.06)
    roof = "roof green" if rng.random() < 0.3 else "roof grey"
    put(b, roof, quad((x - w / 2, GROUND + h - 0.4, z + d / 2), (w, 0, 0), (0, 0, -d), FAR), density=0.06)
    if plain and rng.random() < 0.5:
        return
    boxes = [
        box(
            float(rng.uniform(2, 5)),
            float(rng.uniform(1.6, 3.4)),
            float(rng.uniform(2, 4)),
            (x + float(rng.uniform(-0.35, 0.35)) * w, GROUND + h - 0.4, z + float(rng.uniform(-0.3, 0.3)) * d),
            0,
            FAR,
        )
        for _ in range(2)
    ]
    put(b, "roof grey", *boxes, density=0.06)
    if not plain:
        rim = [(-w / 2, h, d / 2), (w / 2, h, d / 2), (w / 2, h, -d / 2), (-w / 2, h, -d / 2)]
        put(
            b,
            "stone trim",
            blender.swept(rim, [(-0.2, -0.5), (0.25, -0.5), (0.25, 0.25), (-0.2, 0.25)], closed=True).at(x, GROUND, z),
            density=0.06,
        )
        put(b, "dark glass", box(w - 1.5, 2.6, 0.1, (x, GROUND + 0.3, z + d / 2 + 0.02), 0, FAR))
        if rng.random() < 0.4:
            tank = cylinder(1.3, 2.2, 14).at(x + 0.2 * w, GROUND + h + 1.0, z)
            put(b, "car silver", tank)


def hills(b: Build) -> None:
    """Three ridges, and on the middle one a mast."""
    for k, (z, height, reach, seed) in enumerate(((-360, 62, 330, 51), (-470, 105, 430, 52), (-600, 150, 560, 53))):
        chain = outdoors.ridge(reach, height, 90, seed).at(0, GROUND - 4, z)
        put(b, f"hill {k}", chain, density=0.03)
        if k == 1:
            crest = chain.p[np.abs(chain.p[..., 0] + 62) < 9]
            foot = crest[crest[:, 1].argmax()]
    mast = join(
        cylinder(1.6, 46, 12), lathe([(1.5, 40), (6.0, 44), (6.0, 49), (4.0, 52), (1.2, 53), (0.5, 74), (0, 74)], 16)
    )
    put(b, "hill 2", mast.at(float(foot[0]), float(foot[1]) - 3, float(foot[2])))


def own_house(b: Build) -> None:
    """The edge of our own building below the window, so that one leans out over something."""
    put(
        b,
        "stone trim",
        box(30, 0.25, 0.55, (0, -0.35, -8.55), 0.02, FAR),
        box(30, 0.2, 0.35, (0, -3.4, -8.5), 0.02, FAR),
    )
