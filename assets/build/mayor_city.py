"""The city behind the plaza: streets of houses and towers, hills with a mast. Nobody walks there, so houses are walls, a roof and
what stands on it; those near by have ledges or fins, which the sun draws."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from assets.build import blender, outdoors
from assets.build.materials import Material, paint, srgb, tinted
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad
from assets.build.place import OUTSIDE, Build

GROUND, FAR = -21.0, 999.0
STOREYS = {  # metres, as painted in facades.py
    "front_brick": 17.0 / 5,
    "front_concrete": 17.5 / 5,
    "front_curtain": 18.0 / 5,
    "front_ribbon": 18.0 / 5,
    "front_flats": 17.0 / 6,
}
FRONTS = tuple(STOREYS)
TINTS = ("#f6ede2", "#c2bfbd")  # a material each: a place has 120
TINTED = ("front_brick", "front_concrete", "front_curtain")
# Degrees: streets of an old city are not square, and so two sides take the light.
TURNS = (-52, -36, -22, -8, 0, 9, 24, 38, 50)


@dataclass(frozen=True, slots=True)
class House:
    """Metres; x, z : its middle; turn : degrees."""

    x: float
    z: float
    w: float
    h: float
    d: float
    front: str
    turn: float = 0.0
    near: bool = False


def city(b: Build) -> None:
    materials(b)
    rng = np.random.default_rng(41)
    for row, (z, low, high, gap) in enumerate(
        ((-126, 12, 24, 4), (-165, 16, 40, 8), (-225, 22, 64, 13), (-310, 30, 88, 20))
    ):
        x = -150.0 - 60 * row
        while x < 150 + 60 * row:
            house = _drawn(rng, row, x, z, low, high)
            build(b, house, rng)
            x = 2 * house.x - x + float(rng.uniform(1, 7)) + gap
    for x, z, w, h, front, turn in (
        (-104, -60, 26, 38, "front_ribbon", 8),
        (-100, -92, 22, 52, "front_curtain", -12),
        (-108, -30, 24, 27, "front_brick", 0),
        (104, -58, 26, 44, "front_curtain", -6),
        (103, -90, 22, 33, "front_concrete", 10),
        (108, -28, 26, 24, "front_ribbon", 0),
    ):
        build(b, House(x, z, w, h, 22, front, turn, near=True), rng)
    hills(b)


def materials(b: Build) -> None:
    for name in FRONTS:
        for k, code in enumerate(TINTS if name in TINTED else TINTS[:1]):
            b.material(f"{name} {k}", Material(colour=srgb(code), surface=name, roughness=1.0, detail="base rough"))
    b.material("roof grey", paint("#7f7d79", 0.9))
    b.material("roof pale", paint("#a8a49b", 0.9))
    b.material("roof green", paint("#5d7562", 0.9))  # the waterproof paint of Seoul's flat roofs, weathered
    b.material("plant grey", paint("#9a9c9b", 0.6))
    b.material("hill", tinted("foliage", "#a9b39c", detail="base", roughness=0.95))


def _drawn(rng: np.random.Generator, row: int, x: float, z: float, low: float, high: float) -> House:
    """A house whose left edge is at x. Those behind the library stay below its dome."""
    w, d = float(rng.uniform(15, 30) * (1 + 0.15 * row)), float(rng.uniform(14, 22))
    turn = float(rng.choice(TURNS)) if row else float(rng.choice((-4, 0, 3)))
    half = (w * abs(math.cos(math.radians(turn))) + d * abs(math.sin(math.radians(turn)))) / 2
    h = float(rng.uniform(low, high)) * (0.6 if abs(x + half - 8) < 52 and row < 3 else 1.0)
    front = FRONTS[int(rng.integers(5))]
    return House(x + half, z - float(rng.uniform(0, 12)), w, h, d, front, turn, row < 2)


def build(b: Build, house: House, rng: np.random.Generator) -> None:
    storey = STOREYS[house.front] * float(rng.uniform(0.88, 1.15))
    floors, tint = max(3, round(house.h / storey)), int(rng.integers(len(TINTS)))
    front = f"{house.front} {tint if house.front in TINTED else 0}"
    parts = block(house, floors * storey, storey, front, rng)
    if floors > 9 and rng.random() < 0.45:  # a narrower top
        top = House(0, 0, house.w * 0.62, 0, house.d * 0.66, house.front)
        for material, mesh in block(top, 3 * storey, storey, front, rng).items():
            parts[material] = join(*(m for m in (parts.get(material), mesh.at(0, floors * storey - 0.4)) if m))
    for material, mesh in parts.items():
        density = 0.03 if material == "roof grey" else 0.06  # as the ground: what differs is drawn apart
        b.add(material, mesh.at(house.x, GROUND, house.z, house.turn), node=OUTSIDE, density=density)


def block(house: House, h: float, storey: float, front: str, rng: np.random.Generator) -> dict[str, Mesh]:
    """Walls, roof, parapet and roof things of a box on y = 0 about the origin."""
    w, d = house.w, house.d
    sides = outdoors.walls(w, h, d, float(rng.uniform(0, 17)))
    scale = storey / STOREYS[house.front]
    sides.uv[:] = sides.uv / scale + np.array([0, STOREYS[house.front] * int(rng.integers(5))])
    roof = ("roof grey", "roof grey", "roof pale", "roof green")[int(rng.integers(4))]
    out = {front: [sides], roof: [quad((-w / 2, h - 0.5, d / 2), (w, 0, 0), (0, 0, -d), FAR)]}
    trim = [ring(w, d, [(0.0, h - 0.5), (0.18, h - 0.5), (0.18, h), (-0.25, h), (-0.25, h - 0.5)])]
    if house.near and house.front in ("front_ribbon", "front_flats"):
        out_by = 0.30 if house.front == "front_ribbon" else 0.9
        trim += [
            ring(w, d, [(0, y - 0.1), (out_by, y - 0.1), (out_by, y + 0.08), (0, y + 0.08)])
            for y in np.arange(storey, h - 1, storey)
        ]
    elif house.near:
        trim += fins(w, h, d, 4.2 if house.front == "front_brick" else 2.8)
    out["roof pale"] = out.get("roof pale", []) + trim
    out["plant grey"] = machinery(w, h, d, rng)
    if house.near:
        out["dark glass"] = [box(w - 1.5, 2.6, 0.1, (0, 0.3, d / 2 + 0.02), 0, FAR)]
    return {material: join(*meshes) for material, meshes in out.items()}


def ring(w: float, d: float, profile: list[tuple[float, float]]) -> Mesh:
    """A profile [(metres out of the wall, height)] around a house."""
    rim = [(-w / 2, 0, d / 2), (w / 2, 0, d / 2), (w / 2, 0, -d / 2), (-w / 2, 0, -d / 2)]
    return blender.swept(rim, profile, closed=True)


def fins(w: float, h: float, d: float, step: float) -> list[Mesh]:
    """Upright ribs on the two long fronts and the sides."""
    across = np.linspace(-w / 2, w / 2, max(3, round(w / step)))
    along = np.linspace(-d / 2, d / 2, max(3, round(d / step)))[1:-1]
    ribs = [box(0.35, h, 0.5, (x, 0, s * d / 2), 0, FAR) for x in across for s in (-1, 1)]
    return ribs + [box(0.5, h, 0.35, (s * w / 2, 0, z), 0, FAR) for z in along for s in (-1, 1)]


def machinery(w: float, h: float, d: float, rng: np.random.Generator) -> list[Mesh]:
    """A stair house, rows of cooling units, a water tank, an aerial."""
    house = (float(rng.uniform(-0.3, 0.3)) * w, h - 0.5, float(rng.uniform(-0.25, 0.25)) * d)
    things = [box(float(rng.uniform(3, 6)), float(rng.uniform(2.6, 4.2)), float(rng.uniform(3, 5)), house, 0, FAR)]
    x0, z0 = float(rng.uniform(-0.38, 0.1)) * w, float(rng.uniform(-0.35, 0.2)) * d
    things += [box(1.2, 1.5, 1.0, (x0 + 1.9 * k, h - 0.3, z0), 0, FAR) for k in range(int(rng.integers(2, 6)))]
    if rng.random() < 0.4:
        things.append(cylinder(1.3, 2.2, 10).at(0.32 * w, h, -0.2 * d))
    if rng.random() < 0.3:
        things.append(cylinder(0.10, float(rng.uniform(5, 9)), 5).at(house[0], h + 2.0, house[2]))
    return things


def hills(b: Build) -> None:
    """Three wooded ridges, and on the middle one a mast."""
    for k, (z, height, reach, seed) in enumerate(((-390, 58, 340, 51), (-520, 105, 450, 52), (-680, 160, 600, 53))):
        chain = outdoors.ridge(reach, height, 110, seed).at(0, GROUND - 4, z)
        chain.uv[:] = chain.p[..., [0, 1]] / 7
        b.add("hill", chain, node=OUTSIDE, density=0.03)
        if k == 1:
            crest = chain.p[np.abs(chain.p[..., 0] + 62) < 9]
            foot = crest[crest[:, 1].argmax()]
    mast = join(
        cylinder(1.6, 46, 12), lathe([(1.5, 40), (6.0, 44), (6.0, 49), (4.0, 52), (1.2, 53), (0.5, 74), (0, 74)], 16)
    )
    b.add("plant grey", mast.at(float(foot[0]), float(foot[1]) - 3, float(foot[2])), node=OUTSIDE, density=0.03)
