"""Small things on the estate agent's desk: seals and their pad, calculator, cards, candies, forms. As in `kit`."""

from __future__ import annotations

import numpy as np

from assets.build import estate_papers
from assets.build.kit import Piece
from assets.build.materials import Material
from assets.build.mesh import Mesh, arc, box, cylinder, lathe, quad, sheet, tube
from assets.build.place import Build
from assets.build.shopware import hung_cable, merged, moved


def calculator() -> Piece:
    keys = [
        box(0.016, 0.006, 0.013, (-0.044 + 0.022 * c, 0.020, 0.055 - 0.020 * r), 0.0025)
        for r in range(5)
        for c in range(5)
    ]
    return {
        "charcoal": [box(0.125, 0.022, 0.18, bevel=0.006)],
        "light grey": keys[:20],
        "orange": keys[20:],
        "green": [quad((-0.052, 0.0225, -0.042), (0.104, 0, 0), (0, 0, -0.032), 9)],
        "black": [box(0.112, 0.004, 0.044, (0, 0.0195, -0.058), 0.0015)],
    }


def stamp_pad() -> Piece:
    """A round red ink pad, its lid beside it, two wooden seals in and before their case."""
    pad = lathe([(0, 0), (0.036, 0), (0.038, 0.004), (0.038, 0.014), (0.034, 0.014), (0.033, 0.011)], 26)
    lid = lathe(
        [(0.0, 0.0), (0.040, 0), (0.041, 0.003), (0.041, 0.012), (0.039, 0.012), (0.038, 0.003), (0, 0.003)], 26
    )
    seal = lathe([(0, 0), (0.0075, 0), (0.0075, 0.05), (0.0085, 0.056), (0.0075, 0.062), (0, 0.064)], 16)
    return {
        "charcoal": [pad, lid.at(0.085, 0, 0.03), box(0.10, 0.018, 0.034, (-0.02, 0, 0.085), 0.006)],
        "red": [
            lathe([(0.033, 0.0105), (0, 0.012)], 26),
            lathe([(0.0066, -0.0005), (0.0074, 0.002)], 16).at(-0.06, 0.0085, 0.03, 50, 90),
        ],
        "walnut": [seal.at(-0.06, 0.0085, 0.03, 50, 90), seal.at(0.062, 0.0, -0.03)],
        "brass": [box(0.012, 0.006, 0.004, (-0.02, 0.008, 0.103), 0.001)],
    }


def card_holder() -> Piece:
    cards = [
        box(0.09, 0.05, 0.0006, (0, 0.008 + 0.0006 * k, -0.002 + 0.0032 * k), 0).at(0, 0, 0, 0, -14) for k in range(9)
    ]
    return {
        "walnut": [
            box(0.105, 0.018, 0.055, bevel=0.004),
            box(0.105, 0.04, 0.006, (0, 0, -0.022), 0.002).at(0, 0.006, 0, 0, -14),
        ],
        "paper": cards,
        "green": [quad((-0.038, 0.045, 0.0265), (0.03, 0, 0), (0, 0.007, -0.0018), 9)],
    }


def candy_bowl(seed: int = 4) -> Piece:
    """A glass bowl of wrapped candies."""
    bowl = lathe(
        [
            (0.03, 0),
            (0.04, 0.004),
            (0.075, 0.035),
            (0.088, 0.055),
            (0.086, 0.056),
            (0.072, 0.037),
            (0.038, 0.008),
            (0, 0.006),
        ],
        28,
    )
    rng, out = np.random.default_rng(seed), {"table glass": [bowl]}  # type: ignore[var-annotated]
    for k in range(26):
        r, a = 0.055 * np.sqrt(rng.random()), rng.uniform(0, 6.28)
        y = 0.016 + 0.35 * r + 0.016 * (k % 3)
        sweet = lathe([(0.0, -0.011), (0.008, -0.007), (0.0085, 0.006), (0, 0.011)], 9)
        frills = [lathe([(0.002, s * 0.010), (0.007, s * 0.018)], 7) for s in (-1, 1)]
        tone = ("red", "yellow", "green", "wine", "orange", "pink")[int(rng.integers(6))]
        turn = (float(rng.uniform(0, 360)), float(rng.uniform(50, 120)))
        out.setdefault(tone, []).extend(m.at(r * np.cos(a), y, r * np.sin(a), *turn) for m in (sweet, *frills))
    return out


def page(
    b: Build,
    name: str,
    x: float,
    y: float,
    z: float,
    yaw: float,
    w: float = 0.21,
    h: float = 0.297,
    lift: float = 0.0006,
) -> None:
    """One printed sheet lying flat, its near corner a little lifted; `name` a material with a picture."""
    s = np.linspace(0, 1, 5)
    u, v = np.meshgrid(s, s, indexing="ij")
    rise = lift + 0.006 * np.clip(u + (1 - v) - 1.45, 0, 1) ** 2 * 4 + 0.0008 * np.sin(3 * u + 2 * v) ** 2
    points = np.stack([(u - 0.5) * w, rise, (0.5 - v) * h], -1)
    mesh = sheet(points, np.stack([u, 1 - v], -1))
    b.add(name, mesh.at(x, y, z, yaw), casts=False, density=2.0)


def forms(b: Build) -> None:
    """Materials of the papers that lie about: a lease, a printed register, a brochure."""
    b.material("lease form", Material(picture=estate_papers.contract(), roughness=0.85))
    b.material("register page", Material(picture=estate_papers.printed(), roughness=0.85))
    b.material("explanation", Material(picture=estate_papers.contract("중개대상물 확인·설명서", 9, 6), roughness=0.85))


def clear_folder() -> Piece:
    """A cardboard file with a coloured spine, some pages sticking out of it. (No clear film around paper: what lies inside a
    closed skin counts as buried when light is baked.)"""
    return {
        "cream": [box(0.225, 0.002, 0.31, bevel=0.0005), box(0.225, 0.0015, 0.31, (0.004, 0.006, 0), 0.0005)],
        "paper": [box(0.21, 0.003, 0.297, (0.012, 0.0025, 0.004), 0)],
        "blue": [box(0.012, 0.009, 0.31, (-0.112, 0, 0), 0.002)],
    }


def stapler() -> Piece:
    top = box(0.032, 0.018, 0.13, (0, 0.030, 0), 0.007)
    return {
        "wine": [top.at(0, 0, 0, 0, -4)],
        "chrome": [box(0.018, 0.012, 0.125, (0, 0.017, 0), 0.002).at(0, 0, 0, 0, -4)],
        "black": [box(0.034, 0.008, 0.135, bevel=0.003), box(0.03, 0.02, 0.02, (0, 0.006, -0.055), 0.004)],
    }


def tape_and_pens() -> Piece:
    roll = lathe([(0.018, 0), (0.034, 0), (0.034, 0.018), (0.018, 0.018)], 22)
    pens = [
        tube([(-0.07, 0.005, 0), (0.065, 0.005, 0.008)], 0.0045, 8),
        tube([(0.065, 0.005, 0.008), (0.075, 0.005, 0.0086)], 0.002, 6),
    ]
    return {"cream": [roll], "navy": pens[:1], "chrome": pens[1:]}


def spectacles() -> Piece:
    rims = [tube(arc((s * 0.033, 0.02, 0), 0.023, 0, 360, 20), 0.0016, 6, False) for s in (-1, 1)]
    bars = [
        tube([(s * 0.056, 0.028, 0), (s * 0.062, 0.024, -0.06), (s * 0.058, 0.006, -0.13)], 0.0016, 6) for s in (-1, 1)
    ]
    return {"black": [*rims, *bars, tube([(-0.011, 0.024, 0), (0, 0.028, 0.001), (0.011, 0.024, 0)], 0.0016, 6)]}


def desk_phone_cord() -> Mesh:
    t = np.linspace(0, 1, 90)
    a = t * 2 * np.pi * 15
    x, r = -0.065 + 0.02 * np.sin(3 * t), 0.006
    return tube(
        np.stack([x + r * np.cos(a), 0.012 + r * (1 + np.sin(a)) * 0.7, 0.10 + 0.09 * np.sin(np.pi * t)], -1),
        0.0017,
        5,
        False,
    )


def pc_tower() -> Piece:
    case = box(0.18, 0.40, 0.42, bevel=0.006)
    slots = [box(0.12, 0.004, 0.002, (0, 0.10 + 0.012 * k, 0.2105), 0) for k in range(10)]
    return {
        "black": [case],
        "charcoal": [*slots, box(0.15, 0.03, 0.003, (0, 0.33, 0.211), 0.001)],
        "led green": [box(0.006, 0.006, 0.002, (0.06, 0.29, 0.2105), 0)],
    }


def bin_with_bag() -> Piece:
    tub = lathe(
        [
            (0, 0.004),
            (0.10, 0),
            (0.105, 0.01),
            (0.135, 0.30),
            (0.139, 0.30),
            (0.139, 0.305),
            (0.132, 0.305),
            (0.102, 0.015),
            (0, 0.012),
        ],
        28,
    )
    paper = [
        lathe([(0, -0.03), (0.03, -0.015), (0.034, 0.01), (0, 0.03)], 6, 5).at(x, y, z, 60 * k, 40 * k)
        for k, (x, y, z) in enumerate(((0, 0.17, 0.02), (0.05, 0.19, -0.03), (-0.05, 0.18, -0.02), (0.0, 0.23, -0.01)))
    ]
    return {"charcoal": [tub], "paper": paper}


def power_strip() -> Piece:
    body = box(0.30, 0.035, 0.055, bevel=0.006)
    holes = [cylinder(0.019, 0.001, 18).at(-0.11 + 0.055 * k, 0.0348, 0) for k in range(5)]
    cord = hung_cable(((-0.15, 0.015, 0), (-0.45, 0.006, -0.25)), 0.0, 0.0035)
    plug = merged({"cable": [cylinder(0.018, 0.03, 14), hung_cable(((0, 0.03, 0), (0.05, -0.03, -0.3)), -0.03)]})
    return merged(
        {"old white": [body], "grey": holes, "cable": [cord]},
        moved(plug, -0.055, 0.035, 0),
        moved(plug, 0.055, 0.035, 0, 25),
    )
