"""Firefighters' gear: turnout coats and helmets in open lockers, hoses, breathing sets and tools on the equipment wall."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.fire_equipment import smooth
from assets.build.fire_mesh import between, box
from assets.build.kit import Piece
from assets.build.mesh import Mesh, cylinder, lathe, quad, sheet, tube
from assets.build.place import Build
from assets.build.sign_sheet import board


def loft(rows: list[tuple[float, float, float, float]], segments: int = 28, fold: float = 0.0, seed: int = 1) -> Mesh:
    """A closed sleeve of cloth through ellipses (y, half width, half depth, z shift), bottom to top, with folds that fade
    upwards; outside seen."""
    rng = np.random.default_rng(seed)
    a = np.linspace(0, 2 * math.pi, segments + 1)
    phase, out = rng.uniform(0, 6, 3), []
    for k, (y, w, d, z) in enumerate(rows):
        free = 1 - k / max(1, len(rows) - 1)
        wave = 1 + fold * free * (np.sin(5 * a + phase[0]) + 0.6 * np.sin(8 * a + phase[1]))
        out.append(np.stack([w * np.cos(a) * wave, np.full_like(a, y), z + d * np.sin(a) * wave], -1))
    return sheet(
        np.array(out), np.stack(np.meshgrid(np.array([r[0] for r in rows]), a * 0.25, indexing="ij"), -1)[..., ::-1]
    )


def coat(seed: int = 1) -> Piece:
    """A turnout coat on a hanger, shoulders at y = 1.0, hem at 0.12; bands of yellow and silver."""
    body = [(0.12, 0.27, 0.11, 0), (0.35, 0.25, 0.11, 0), (0.60, 0.235, 0.115, 0), (0.82, 0.235, 0.11, 0)]
    body += [(0.93, 0.21, 0.085, 0), (0.985, 0.13, 0.065, 0), (1.01, 0.075, 0.06, 0), (1.05, 0.07, 0.06, 0.004)]
    cloth = [loft(body, 32, 0.045, seed)]
    bands, silver = [], []
    for y, w in ((0.20, 0.272), (0.58, 0.245)):
        ring = [(y, w, 0.122, 0), (y + 0.075, w - 0.004, 0.121, 0)]
        bands.append(loft(ring, 32, 0.02, seed))
        silver.append(loft([(y + 0.025, w + 0.003, 0.1245, 0), (y + 0.05, w + 0.002, 0.124, 0)], 32, 0.02, seed))
    for s in (-1, 1):
        arm = smooth(
            [(s * 0.19, 0.93, 0), (s * 0.26, 0.84, 0.01), (s * 0.285, 0.60, 0.02), (s * 0.28, 0.34, 0.05)], 16, 3
        )
        cloth.append(tube(arm, 0.066, 14))
        bands.append(tube(arm[11:14], 0.070, 14, closed=False))
        silver.append(tube(np.add(arm[[12, 12]], [[0, 0.015, 0], [0, -0.015, 0]]), 0.072, 14, closed=False))
    zip_ = [
        box(0.05, 0.78, 0.012, (0, 0.14, 0.112), 0.004),
        box(0.14, 0.15, 0.02, (-0.13, 0.36, 0.108), 0.006),
        box(0.14, 0.15, 0.02, (0.13, 0.36, 0.108), 0.006),
    ]
    hook = tube(
        smooth([(0, 1.04, 0), (0, 1.12, 0), (0.03, 1.16, 0), (0, 1.19, 0), (-0.025, 1.165, 0)], 16, 2), 0.0035, 6
    )
    return {"coat sand": [*cloth, *zip_], "coat band": bands, "reflex": silver, "brushed": [hook]}


def helmet(colour: str = "helmet yellow") -> Piece:
    """A firefighter's helmet: shell with a rib, wide brim longer behind, clear visor, front plate."""
    dome = [(0.128, 0.0), (0.130, 0.03), (0.122, 0.08), (0.098, 0.125), (0.06, 0.152), (0.02, 0.162), (0, 0.163)]
    brim = [(0.118, -0.004), (0.172, -0.026), (0.176, -0.022), (0.130, 0.010)]
    shell_ = [lathe(dome, 36, 70).scaled(0.92, 1, 1.12), lathe(brim, 36, 60).scaled(0.90, 1, 1.10).at(0, 0, -0.012)]
    rib = tube(
        [(0, 0.02 + 0.155 * math.sin(t), -0.145 * math.cos(t)) for t in np.linspace(0.15, math.pi - 0.15, 14)], 0.012, 8
    )
    visor = [(0.126 * math.sin(t), 0.0, 0.126 * math.cos(t) * 1.12 + 0.012) for t in np.linspace(-1.2, 1.2, 15)]
    rows = np.array([[(x, y, z) for x, _, z in visor] for y in (0.004, 0.07)])
    plate_ = box(0.075, 0.075, 0.008, (0, 0.062, 0.136), 0.006)
    return {
        colour: [*shell_, rib],
        "glass dark": [sheet(rows)],
        "reflex": [plate_],
        "black": [lathe([(0.112, -0.02), (0.118, 0.0)], 30).scaled(0.92, 1, 1.1)],
    }


def hose_roll(r: float = 0.21) -> Piece:
    """A rolled-up canvas hose standing on its edge, its axis along z; couplings at the end."""
    profile, n = [(0.03, -0.032)], 9
    for k in range(n):
        a = 0.03 + (r - 0.03) * k / n
        profile += [(a + 0.002, -0.033), (a + (r - 0.03) / n * 0.5, -0.036), (a + (r - 0.03) / n - 0.001, -0.032)]
    profile += [(r, -0.028), (r, 0.028)]
    profile += [(x, -y) for x, y in reversed(profile[1:-2])]
    roll = lathe(profile, 24, 25).at(0, 0, 0, 0, 90).at(0, r, 0)
    lug = cylinder(0.034, 0.075, 20).at(0, 0, 0, 0, 0, 90).at(r * 0.82, r * 1.55, 0, 0)
    return {"hose canvas": [roll], "galvanised": [lug]}


def breathing_set() -> Piece:
    """A compressed-air cylinder on its back plate with straps, mask below."""
    r = 0.078
    dome = [(0.02 + (r - 0.02) * math.cos(a), 0.50 + 0.06 * math.sin(a)) for a in np.radians([0, 30, 60, 90])]
    tank = lathe([(0, 0), (r - 0.025, 0), (r, 0.03), *dome, (0.02, 0.60), (0, 0.60)], 32, 50)
    straps = [
        lathe([(r + 0.002, y), (r + 0.004, y + 0.002), (r + 0.004, y + 0.038), (r + 0.002, y + 0.04)], 32)
        for y in (0.12, 0.38)
    ]
    belts = [
        tube(
            smooth(
                [(s * 0.08, 0.52, -0.06), (s * 0.17, 0.40, 0.02), (s * 0.16, 0.12, 0.01), (s * 0.07, 0.05, -0.06)], 18
            ),
            0.014,
            8,
        )
        for s in (-1, 1)
    ]
    back = box(0.24, 0.58, 0.02, (0, 0.0, -0.085), 0.008)
    return {
        "helmet yellow": [tank],
        "black": [*straps, back, *belts],
        "brass": [cylinder(0.022, 0.06, 16).at(0, 0.60, 0)],
    }


def axe() -> Piece:
    """A fire axe hanging head up."""
    handle = tube(smooth([(0, 0, 0), (0.01, 0.3, 0), (-0.004, 0.75, 0)], 10, 1), 0.015, 10)
    rim = ((-0.035, 0.014), (0.035, 0.014), (0.035, -0.014), (-0.035, -0.014), (-0.035, 0.014))
    rows = [
        [(x, 0.66 + y * (1 + 8.6 * max(0.0, x)), z * (1 - max(0.0, x) / 0.15)) for x in (-0.05, 0.02, 0.09, 0.14)]
        for y, z in rim
    ]
    poll = box(0.07, 0.06, 0.03, (-0.005, 0.63, 0), 0.004)
    return {"fire red": [handle], "brushed": [sheet(np.array(rows)), poll]}


def lockers(b: Build) -> None:
    """Five open lockers on the east wall: coats on hooks, helmets on the shelf, boots below, name strips."""
    x0, x1, z, w, h = 5.46, 6.0, -5.75, 0.62, 2.02
    for k in range(6):
        b.add("grey", between((x0, 0.06, z - w * k - 0.012), (x1, h, z - w * k + 0.012), 0.002))
    z1, z0 = z + 0.012, z - 5 * w - 0.012
    b.add("grey", between((x0 - 0.008, 1.575, z0), (x0 + 0.012, 1.655, z1), 0.002))
    for y in (0.06, 1.60, h - 0.02):
        b.add("grey", between((x0, y, z0), (x1, y + 0.02, z1), 0.002))
    b.add("grey", between((x1 - 0.012, 0.06, z0), (x1, h, z1), 0.001))
    b.add("black", between((x0 + 0.05, 0, z0 + 0.03), (x1, 0.06, z1 - 0.03), 0.001))
    b.add("brushed", tube([(5.74, 1.52, z0), (5.74, 1.52, z1)], 0.012, 10))
    names = ("1 김", "2 이", "3 박", "4 최", "5 정")
    for k in range(5):
        zc = z - w * (k + 0.5)
        label = signs.two_lines(names[k], "TRAINING GEAR", 192, 64, "#f2efe6", signs.INK)
        board(b, label, (x0 + 0.001, 1.61, zc), (0.16, 0.053), -90, edge="cabinet white", thick=0.002)
        if k != 3:
            narrow = {m: [p.scaled(0.80, 1, 0.9) for p in v] for m, v in coat(k + 1).items()}
            b.put(narrow, 5.74, 0.345, zc, -90 + (8, -6, 4, 0, -10)[k], solid=False)
        b.put(
            helmet("helmet red" if k == 0 else "helmet yellow"), 5.72, 1.646, zc + 0.02, -90 + 12 * (k - 2), solid=False
        )
        boots(b, 5.66, zc, k)
    b.block((x0, 0, z0), (x1, h, z1))


def boots(b: Build, x: float, z: float, seed: int) -> None:
    for s in (-1, 1):
        foot = [(0.08, 0.055, 0.05, 0.0), (0.2, 0.056, 0.058, 0), (0.34, 0.066, 0.07, 0)]
        b.add(
            "black rubber",
            loft(foot, 18).at(x, 0, z + s * 0.085, -90 + 4 * s + seed),
            box(0.10, 0.09, 0.27, (0, 0, 0.055), 0.03).at(x, 0.08, z + s * 0.085, -90 + 4 * s + seed),
        )
        b.add(
            "coat band",
            loft([(0.33, 0.0675, 0.0715, 0), (0.35, 0.068, 0.072, 0)], 18).at(x, 0, z + s * 0.085, -90 + 4 * s + seed),
        )


def equipment_wall(b: Build) -> None:
    """A board with hooks on the east wall near the door: hose rolls, breathing sets, axe, lamp, masks; two chests below."""
    x, z0, z1 = 5.97, -2.75, -0.35
    b.add("light grey", between((x, 0.85, z0), (6.0, 2.45, z1), 0.004))
    b.add("dark steel", *(between((x - 0.008, y, z0 - 0.02), (6.0, y + 0.03, z1 + 0.02), 0.003) for y in (0.83, 2.44)))
    for k, z in enumerate((-0.66, -1.14)):
        b.put(hose_roll(), 5.90, 1.92, z, -90, solid=False)
        b.add("galvanised", tube([(5.97, 2.165, z), (5.83, 2.165, z), (5.83, 2.19, z)], 0.007, 8))
        b.put(breathing_set(), 5.86, 1.08, z - 0.02 * k, -90, solid=False)
    b.put(axe(), 5.94, 1.15, -1.62, -90, solid=False)
    lamp = [(0, 0), (0.03, 0), (0.03, 0.13), (0.045, 0.16), (0.045, 0.19), (0.04, 0.19)]
    b.add("helmet yellow", *(lathe(lamp, 20, 40).at(5.90, 1.15, z) for z in (-1.88, -2.02)))
    b.add(
        "galvanised",
        *(
            tube([(5.97, y, z), (5.90, y, z), (5.88, y + 0.02, z)], 0.005, 6)
            for y, z in ((1.78, -1.62), (1.13, -1.88), (1.13, -2.02))
        ),
    )
    for k in range(3):
        z = -1.62 - 0.36 * k
        b.add("fire red", box(0.16, 0.26, 0.28, (5.89, 2.06, z), 0.012))
        b.add("paper", box(0.002, 0.16, 0.20, (5.809, 2.10, z), 0.001))
    masks = signs.two_lines("방연 마스크", "SMOKE HOODS", 320, 110, "#b8120f")
    board(b, masks, (5.969, 2.385, -1.98), (0.40, 0.1375 - 0.03), -90, edge="cabinet white", thick=0.003)
    b.add(
        "black",
        tube(
            smooth(
                [
                    (5.93, 1.95, -2.30),
                    (5.90, 1.72, -2.22),
                    (5.90, 1.35, -2.36),
                    (5.92, 1.30, -2.55),
                    (5.90, 1.66, -2.62),
                    (5.93, 1.95, -2.45),
                ],
                40,
            ),
            0.012,
            10,
        ),
    )
    for k, z in enumerate((-0.98, -2.12)):
        b.add(
            ("fire red", "dark steel")[k],
            box(0.46, 0.40, 1.02, (5.74, 0.03, z), 0.012),
            box(0.48, 0.05, 1.04, (5.74, 0.43, z), 0.012),
        )
        b.add("brushed", *(box(0.012, 0.07, 0.05, (5.50, 0.39, z + s * 0.34), 0.004) for s in (-1, 1)))
        b.add("black rubber", *(box(0.40, 0.03, 0.06, (5.74, 0, z + s * 0.4), 0.006) for s in (-1, 1)))
    b.block((5.48, 0, -2.68), (6, 0.5, -0.42))
    b.block((5.78, 0.85, z0), (6, 2.45, z1))


def cone() -> Piece:
    body = lathe([(0.135, 0.02), (0.128, 0.03), (0.03, 0.45), (0.026, 0.455), (0.0, 0.455)], 28, 40)
    rings = [
        lathe([(a + 0.0012, y), (c + 0.0012, y + 0.085)], 28)
        for a, c, y in ((0.0958, 0.0760, 0.163), (0.0602, 0.0404, 0.312))
    ]
    return {"orange": [body, box(0.34, 0.022, 0.34, (0, 0, 0), 0.006)], "reflex": rings}


def floor_square(x0: float, z0: float, x1: float, z1: float, y: float) -> Mesh:
    return quad((x0, y, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1), 1.5)
