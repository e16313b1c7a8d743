"""What one sees from the mayor's window, six floors up: a lawn plaza, the old library, streets, the city and its hills.

All of it is modelled and lit by the same sun and sky as the room. The library is our own: a stone house of the 1920s
with a columned porch, a mansard of copper and a clock under a green dome."""

from __future__ import annotations

import math

import numpy as np

from assets.build import mayor_city, outdoors
from assets.build.materials import Material, paint, srgb, tinted
from assets.build.mayor_city import GROUND
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad
from assets.build.place import OUTSIDE, Build

FAR = 999.0


def view(b: Build) -> None:
    materials(b)
    ground(b)
    library(b, 13.0, -84.0)
    streets(b)
    mayor_city.city(b)
    own_house(b)


def materials(b: Build) -> None:
    b.material("lawn", tinted("grass", "#b9ad98", detail="base", roughness=0.95))
    b.material("paving", tinted("paving", "#a9a49b", detail="base", roughness=0.8))
    b.material("asphalt", tinted("asphalt", detail="base", roughness=0.9))
    b.material("kerb", paint("#b9b6ae", 0.85))
    b.material("road paint", paint("#e8e6dc", 0.8))
    b.material("ashlar", tinted("ashlar", detail="base", roughness=0.85))
    b.material("stone trim", paint("#c2b498", 0.8))
    b.material("patina", tinted("patina", "#cbb0ab", detail="base", roughness=0.75))
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
    put(b, "paving", slab(-70, 70, -100, -66, 0.11), density=0.1)
    put(
        b,
        "roof grey",
        slab(-480, 480, -760, -112, -0.05),
        slab(-420, -86, -112, -9, -0.05),
        slab(86, 420, -112, -9, -0.05),
        density=0.03,
    )
    disc = lathe([(1.0, 0.0), (0.0, 0.0)], 64).scaled(24, 1, 14)
    disc.uv[:] = disc.p[..., [0, 2]]
    put(b, "lawn", disc.at(-6, GROUND + 0.22, -45), density=0.12)
    ring = lathe([(1.022, 0.0), (1.022, 0.20), (1.0, 0.20), (1.0, 0.0)], 64).scaled(24, 1, 14)
    put(b, "kerb", ring.at(-6, GROUND + 0.05, -45))
    plaza(b)
    for z in (-17.5, -106):
        put(b, "road paint", *(slab(-120 + 8 * k, -116.5 + 8 * k, z, z + 0.18, 0.012) for k in range(30)))
    put(b, "road paint", *(slab(-24 + 1.1 * k, -23.45 + 1.1 * k, -25, -10, 0.013) for k in range(9)))
    fountain(b, 36.0, -46.0)


def plaza(b: Build) -> None:
    """Bands of dark granite in the paving, a path of flags around the lawn, benches, beds of flowers before the library."""
    bands = [slab(-70, 70, z, z + 0.5, 0.125) for z in (-92, -83, -74, -64, -30)]
    bands += [slab(x, x + 0.5, -98, -28, 0.125) for x in range(-64, 70, 16) if not -31 < x < 19]
    put(b, "roof grey", *bands)
    for k, a in enumerate(np.linspace(0.2, 6.3, 15)[:-1]):
        seat = box(2.2, 0.42, 0.55, (0, 0, 0), 0, FAR)
        put(
            b,
            "roof grey" if k % 2 else "kerb",
            seat.at(-6 + 26.4 * math.cos(a), GROUND + 0.12, -45 + 16.2 * math.sin(a), 90 - math.degrees(a)),
        )
    for x in (-24, -9, 35, 48):
        put(b, "kerb", box(9, 0.5, 2.6, (x, GROUND + 0.1, -71), 0.03, FAR))
        put(b, "tree core", box(8.4, 0.85, 2.0, (x, GROUND + 0.1, -71), 0.3, FAR))


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
        density = 0.25 if material in ("ashlar", "patina") else 0.12  # as the plaza's: what differs is drawn apart
        put(b, material, *(m.at(x, GROUND + 0.1, z) for m in meshes), density=density)


def own_house(b: Build) -> None:
    """The edge of our own building below the window, so that one leans out over something."""
    put(
        b,
        "stone trim",
        box(30, 0.25, 0.55, (0, -0.35, -8.55), 0.02, FAR),
        box(30, 0.2, 0.35, (0, -3.4, -8.5), 0.02, FAR),
    )
