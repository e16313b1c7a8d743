"""Furniture makers. Each returns {material: [meshes]}, standing on y = 0, its front towards +z (a sitter looks to +z).

An optional entry "solid" lists simple boxes for collision; else the bounding box serves.
"""

from __future__ import annotations

import math

import numpy as np

from assets.build.mesh import Mesh, arc, box, cylinder, join, lathe, quad, sheet, tube
from assets.build.organic import cushion, shell_seat

Piece = dict[str, list[Mesh]]


def solid(w: float, h: float, d: float, x: float = 0, z: float = 0) -> list[Mesh]:
    return [box(w, h, d, (x, 0, z), 0, 99)]


def table(
    w: float, d: float, h: float = 0.72, top: str = "maple", leg: str = "dark steel", thick: float = 0.03
) -> Piece:
    legs = [
        box(0.045, h - thick, 0.045, (sx * (w / 2 - 0.06), 0, sz * (d / 2 - 0.06))) for sx in (-1, 1) for sz in (-1, 1)
    ]
    rails = [box(w - 0.16, 0.05, 0.025, (0, h - thick - 0.05, s * (d / 2 - 0.06))) for s in (-1, 1)]
    return {top: [box(w, thick, d, (0, h - thick, 0), 0.005, 0.3)], leg: legs + rails, "solid": solid(w, h, d)}


def round_table(radius: float, h: float = 0.72, top: str = "walnut") -> Piece:
    disc = lathe(
        [(0, h - 0.035), (radius - 0.05, h - 0.035), (radius, h - 0.015), (radius, h - 0.004), (radius - 0.004, h)],
        48,
        30,
    )
    rings = [
        lathe([(b, h), (a, h)], 48)
        for a, b in ((0.0, radius / 3), (radius / 3, radius * 2 / 3), (radius * 2 / 3, radius - 0.004))
    ]
    stem = lathe(
        [
            (0, 0),
            (radius * 0.5, 0),
            (radius * 0.5, 0.02),
            (0.12, 0.05),
            (0.07, 0.12),
            (0.06, h - 0.06),
            (0.2, h - 0.035),
        ],
        32,
    )
    return {top: [disc, *rings], "dark steel": [stem], "solid": solid(radius * 1.6, h, radius * 1.6)}


def drawer_unit(
    w: float = 0.42, d: float = 0.55, h: float = 0.6, body: str = "white", fronts: int = 3, handle: str = "steel"
) -> Piece:
    step = (h - 0.06) / fronts
    faces = [box(w - 0.012, step - 0.008, 0.02, (0, 0.05 + k * step, d / 2 + 0.01)) for k in range(fronts)]
    pulls = [box(0.12, 0.012, 0.022, (0, 0.05 + (k + 0.72) * step, d / 2 + 0.03), 0.004) for k in range(fronts)]
    return {body: [box(w, h - 0.03, d, (0, 0.03, 0)), *faces], handle: pulls, "black": [box(w - 0.06, 0.03, d - 0.06)]}


def office_chair(cloth: str = "fabric grey") -> Piece:
    """Five-star base with castors, gas lift, upholstered seat and back, armrests; the seat at 0.46 m."""
    star, wheels = [], []
    for k in range(5):
        a = math.radians(72 * k + 18)
        star.append(box(0.30, 0.028, 0.045, (0.15, 0, 0)).at(0, 0.075, 0, math.degrees(a), 0, -4))
        wheels.append(
            cylinder(0.028, 0.045, 14)
            .at(0.29 * math.cos(a), 0.03, -0.29 * math.sin(a), math.degrees(a), 90)
            .at(0, 0, 0)
        )
    lift = [cylinder(0.026, 0.33, 14).at(0, 0.08, 0), box(0.20, 0.04, 0.20, (0, 0.38, 0))]
    spine = tube([(0, 0.40, -0.16), (0, 0.42, -0.26), (0, 0.52, -0.285), (0, 0.75, -0.27)], 0.018)
    arms = [
        tube([(s * 0.20, 0.41, 0), (s * 0.29, 0.42, 0), (s * 0.30, 0.46, 0), (s * 0.30, 0.64, 0)], 0.014, 8)
        for s in (-1, 1)
    ]
    pads = [box(0.07, 0.025, 0.24, (s * 0.30, 0.64, 0.02), 0.010) for s in (-1, 1)]
    back = cushion(0.46, 0.56, 0.075, 0.035).at(0, 0.52, -0.245, 0, -8)
    return {cloth: [cushion(0.50, 0.085, 0.48, 0.04).at(0, 0.42, 0), back], "black": [*star, *lift, spine, *pads], "dark steel": arms,
            "black rubber": wheels, "solid": solid(0.5, 0.5, 0.5) + solid(0.5, 1.0, 0.12, 0, -0.24)}  # fmt: skip


def shell_chair(colour: str = "white", leg: str = "steel") -> Piece:
    """A moulded shell on four raked steel legs; the seat at 0.45 m."""
    legs = [tube([(s * 0.14, 0.43, z * 0.13), (s * 0.22, 0.0, z * 0.21)], 0.011, 8) for s in (-1, 1) for z in (-1, 1)]
    bars = [tube([(-0.15, 0.425, z * 0.13), (0.15, 0.425, z * 0.13)], 0.011, 8) for z in (-1, 1)]
    return {
        colour: [shell_seat().at(0, 0.45, 0)],
        leg: legs + bars,
        "solid": solid(0.46, 0.46, 0.44) + solid(0.44, 0.85, 0.1, 0, -0.24),
    }


def armchair(cloth: str = "leather brown", w: float = 0.84, seats: int = 1, leg: str = "dark steel") -> Piece:
    """An armchair, or a sofa of several seats, w metres wide in all; seat 0.42 m, back 0.80 m."""
    inner, d = w - 0.32, 0.84
    seat_w = inner / seats
    soft = [
        cushion(seat_w - 0.008, 0.18, 0.62, 0.05).at((k - (seats - 1) / 2) * seat_w, 0.25, 0.08) for k in range(seats)
    ]
    soft += [
        cushion(seat_w - 0.008, 0.42, 0.18, 0.06).at((k - (seats - 1) / 2) * seat_w, 0.41, -0.22, 0, -10)
        for k in range(seats)
    ]
    soft += [cushion(0.16, 0.50, d - 0.06, 0.05).at(s * (w - 0.16) / 2, 0.10, 0) for s in (-1, 1)]
    soft += [
        cushion(w - 0.02, 0.66, 0.16, 0.05).at(0, 0.10, -d / 2 + 0.09),
        cushion(inner + 0.04, 0.16, d - 0.14, 0.03).at(0, 0.10, 0.03),
    ]
    legs = [
        cylinder(0.018, 0.11, 12).at(sx * (w / 2 - 0.09), 0, sz * (d / 2 - 0.1)) for sx in (-1, 1) for sz in (-1, 1)
    ]
    return {cloth: soft, leg: legs, "solid": solid(w, 0.44, d) + solid(w, 0.8, 0.2, 0, -d / 2 + 0.1)}


def bench(w: float = 1.8, seat: str = "maple", leg: str = "dark steel") -> Piece:
    slats = [box(w, 0.035, 0.075, (0, 0.415, -0.17 + 0.085 * k), 0.006) for k in range(5)]
    legs = [box(0.06, 0.40, 0.36, (s * (w / 2 - 0.25), 0, 0)) for s in (-1, 1)]
    return {seat: slats, leg: [*legs, box(w - 0.5, 0.05, 0.05, (0, 0.36, 0))], "solid": solid(w, 0.45, 0.44)}


def books(width: float, height: float, depth: float, seed: int, fill: float = 0.93) -> Piece:
    """A row of upright books from x = 0 to about `width`, spines towards +z: heights, thicknesses, bands and leans differ."""
    rng, x, out = np.random.default_rng(seed), 0.0, {}  # type: ignore[var-annotated]
    colours = rng.permutation(12)
    while x < width * fill:
        thick = float(rng.uniform(0.016, 0.052))
        run = int(rng.choice([1, 1, 1, 2, 4, 6]))  # sets of equal volumes now and then
        tall, deep, colour = (
            height * float(rng.uniform(0.70, 0.95)),
            depth * float(rng.uniform(0.72, 0.95)),
            int(colours[rng.integers(12)]),
        )
        for _ in range(run):
            if x + thick > width:
                break
            lean = float(rng.uniform(2, 7)) if rng.random() < 0.04 else 0.0
            book = box(thick - 0.0015, tall, deep, (thick / 2, 0, depth / 2 - deep / 2), 0.003, 9)
            book.uv[:] = 0
            out.setdefault(f"book {colour}", []).append(book.at(x, 0, 0, 0, 0, -lean))
            for at in (0.14, 0.80):
                if colour % 3 != 1:
                    band = quad(
                        (0.001, tall * at, depth / 2 + 0.0006),
                        (thick - 0.003, 0, 0),
                        (0, 0.006 + 0.01 * (run > 1), 0),
                        9,
                    )
                    out.setdefault("brass" if colour % 2 else "paper", []).append(band.at(x, 0, 0, 0, 0, -lean))
            x += thick + (tall * math.sin(math.radians(lean)) if lean else 0)
        if rng.random() < 0.07:
            x += float(rng.uniform(0.03, 0.16))
    return out


def bookshelf(
    w: float,
    h: float,
    d: float = 0.34,
    bays: int = 2,
    rows: int = 5,
    wood: str = "walnut",
    seed: int = 1,
    base: float = 0.0,
) -> Piece:
    """Open shelves with books and a few objects; `base` metres of closed cupboard below."""
    t, piece = 0.025, {wood: [], "solid": solid(w, h, d)}  # type: ignore[var-annotated]
    piece[wood] += [box(t, h, d, ((k / bays - 0.5) * (w - t), 0, 0), grain="y") for k in range(bays + 1)]
    piece[wood] += [
        box(w, t, d, (0, h - t, 0)),
        box(w - t, h - 0.02, 0.012, (0, 0.01, -d / 2 + 0.006), cell=0.6, grain="y"),
    ]
    if base:
        doors = 2 * bays
        piece[wood] += [
            box(w / doors - 0.006, base - 0.09, 0.02, ((k + 0.5) / doors * w - w / 2, 0.07, d / 2), grain="y")
            for k in range(doors)
        ]
        piece["brass"] = [
            box(
                0.012, 0.12, 0.018, ((k + (0.88 if k % 2 == 0 else 0.12)) / doors * w - w / 2, base * 0.5, d / 2 + 0.02)
            )
            for k in range(doors)
        ]
        piece[wood].append(box(w - t, base, 0.02, (0, 0, d / 2 - 0.03)))
    step, rng = (h - base - t) / rows, np.random.default_rng(seed)
    for r in range(rows):
        y = base + r * step
        piece[wood].append(box(w - t, t, d - 0.01, (0, y, 0)))
        for k in range(bays):
            x0, bay = (k / bays - 0.5) * (w - t) + t / 2, (w - t) / bays - t
            part = float(rng.choice([1.0, 1.0, 0.62]))
            row = books(bay * part, step - t - 0.03, d * 0.82, seed * 100 + r * bays + k)
            for material, meshes in row.items():
                piece.setdefault(material, []).append(join(*meshes).at(x0, y + t, 0.02))
            if part < 1:
                for material, meshes in ornament(int(rng.integers(4))).items():
                    piece.setdefault(material, []).append(join(*meshes).at(x0 + bay * 0.82, y + t, 0.02))
    return piece


def ornament(kind: int) -> Piece:
    """Something that stands on a shelf: a moon jar, a small trophy, a framed card, a globe."""
    if kind == 0:
        jar = lathe(
            [
                (0, 0),
                (0.045, 0),
                (0.05, 0.01),
                (0.085, 0.06),
                (0.095, 0.10),
                (0.08, 0.15),
                (0.045, 0.185),
                (0.045, 0.195),
                (0.038, 0.195),
                (0.03, 0.17),
                (0, 0.16),
            ],
            28,
            50,
        )
        return {"ceramic": [jar]}
    if kind == 1:
        cup = lathe([(0, 0.05), (0.012, 0.05), (0.012, 0.09), (0.05, 0.13), (0.055, 0.19), (0.05, 0.19), (0, 0.14)], 20)
        return {"brass": [cup], "black": [box(0.08, 0.05, 0.08)]}
    if kind == 2:
        return {
            "walnut": [box(0.16, 0.20, 0.012, (0, 0, 0)).at(0, 0, 0, 0, -12)],
            "paper": [quad((-0.065, 0.02, 0.0075), (0.13, 0, 0), (0, 0.16, 0)).at(0, 0, 0, 0, -12)],
        }
    ball = lathe(
        [(0.085 * math.sin(a), 0.15 - 0.085 * math.cos(a)) for a in np.linspace(0.01, math.pi - 0.01, 12)], 20, 60
    )
    return {
        "blue": [ball],
        "brass": [
            cylinder(0.05, 0.012),
            cylinder(0.006, 0.07, 8),
            tube(arc((0, 0.15, 0), 0.095, -90, 90, 12), 0.004, 6),
        ],
    }


def pot(radius: float, height: float) -> Mesh:
    return lathe(
        [
            (0, 0),
            (radius * 0.72, 0),
            (radius * 0.78, 0.02),
            (radius, height - 0.03),
            (radius, height),
            (radius * 0.9, height),
            (radius * 0.86, height - 0.06),
        ],
        32,
    )


def leaf(length: float, width: float, droop: float, segments: int = 4) -> Mesh:
    """A folded, bent blade growing along +z from the origin."""
    t = np.linspace(0, 1, segments + 1)
    half = width / 2 * np.sin(np.pi * np.clip(t * 0.92 + 0.06, 0, 1)) ** 0.8
    half[-1] = 0.001
    z, y = length * t * (1 - 0.12 * droop * t), -droop * length * t**2 * 0.75
    fold = 0.22 * half
    rows = [np.stack([s * half, y + abs(s) * fold, z], -1) for s in (-1, 0, 1)]
    return sheet(np.stack(rows, 1), flip=False)


def plant(height: float = 1.5, seed: int = 3, potted: str = "ceramic", blades: int = 46, spread: float = 0.5) -> Piece:
    """A potted tree with several stems and broad leaves."""
    rng, stems, foliage = np.random.default_rng(seed), [], []
    pot_h, pot_r = min(0.26 + 0.10 * height, 0.40 * height), min(0.15 + 0.05 * height, 0.22 * height)
    for s in range(3):
        a, lean = s * 2.1 + float(rng.uniform(0, 1)), float(rng.uniform(0.06, 0.22))
        top = height * float(rng.uniform(0.72, 1.0))
        path = [
            (math.cos(a) * lean * t * t, pot_h - 0.08 + (top - pot_h) * t, math.sin(a) * lean * t * t)
            for t in np.linspace(0, 1, 5)
        ]
        stems.append(tube(path, 0.012 + 0.004 * height, 7))
        for k in range(blades // 3):
            t = 0.30 + 0.70 * (k + float(rng.random())) / (blades / 3)
            p = [float(np.interp(t, np.linspace(0, 1, 5), [q[i] for q in path])) for i in range(3)]
            long = spread * float(rng.uniform(0.55, 1.0)) * (1.1 - 0.5 * t)
            blade = leaf(long, long * 0.36, float(rng.uniform(0.3, 1.1)))
            foliage.append(
                blade.at(*p, yaw=float(137.5 * k + 60 * s + rng.uniform(-20, 20)), pitch=-float(rng.uniform(5, 55)))
            )
    soil = lathe([(pot_r * 0.88, pot_h - 0.05), (0.0, pot_h - 0.04)], 24)
    return {
        potted: [pot(pot_r, pot_h)],
        "soil": [soil],
        "leather brown": stems,
        "leaf": foliage,
        "solid": solid(pot_r * 2, height * 0.7, pot_r * 2),
    }


def monitor(screen: str = "black", w: float = 0.56) -> Piece:
    """A flat screen on its stand, lit side to +z; `screen` is the picture's material."""
    h = w * 9 / 16
    face = quad((-w / 2 + 0.008, 0.13, 0.0255), (w - 0.016, 0, 0), (0, h - 0.016, 0), 9, picture=True)
    return {
        "black": [
            box(w, h, 0.022, (0, 0.122, 0.013), 0.005),
            box(0.05, 0.22, 0.02, (0, 0.01, -0.03)),
            box(0.22, 0.012, 0.17, (0, 0, -0.02)),
        ],
        screen: [face],
    }


def keyboard() -> Piece:
    keys = [
        box(0.0165, 0.006, 0.0165, (-0.20 + 0.0195 * c + 0.004 * (r % 2), 0.012, -0.042 + 0.0195 * r), 0.0025, 9)
        for r in range(5)
        for c in range(21)
        if not (r == 4 and 4 < c < 11)
    ]
    keys.append(box(0.11, 0.006, 0.0165, (-0.053, 0.012, 0.036), 0.0025, 9))
    return {"dark steel": [box(0.43, 0.012, 0.125)], "light grey": keys}


def mouse() -> Piece:
    return {"black": [cushion(0.062, 0.034, 0.105, 0.03, 1)]}


def telephone() -> Piece:
    body = box(0.20, 0.045, 0.19, (0.02, 0, 0), 0.012)
    keys = [
        box(0.018, 0.006, 0.014, (0.03 + 0.026 * c, 0.045, -0.01 + 0.022 * r), 0.002)
        for r in range(4)
        for c in range(3)
    ]
    handset = tube(
        [
            (-0.065, 0.055, -0.10),
            (-0.065, 0.075, -0.08),
            (-0.065, 0.08, 0),
            (-0.065, 0.075, 0.08),
            (-0.065, 0.055, 0.10),
        ],
        0.022,
        10,
    )
    return {
        "black": [body, handset],
        "light grey": keys,
        "blue": [quad((-0.02, 0.0455, -0.045), (0.10, 0, 0), (0, 0, -0.03), 9)],
    }


def papers(seed: int = 1, sheets: int = 5) -> Piece:
    """A loose stack of A4 pages."""
    rng = np.random.default_rng(seed)
    pages = [
        box(0.21, 0.0025, 0.297, (0, 0.0025 * k, 0), 0, 9).at(
            float(rng.normal(0, 0.006)), 0, float(rng.normal(0, 0.006)), float(rng.normal(0, 4))
        )
        for k in range(sheets)
    ]
    return {"paper": pages}


def pen_cup() -> Piece:
    cup = lathe([(0, 0), (0.038, 0), (0.04, 0.10), (0.036, 0.10), (0.034, 0.01)], 20)
    pens = [tube([(0.01 * s, 0.01, 0.008 * s), (0.028 * s, 0.15, 0.012 * (s - 0.5))], 0.004, 6) for s in (-1, 0.3, 1)]
    return {"walnut": [cup], "blue": pens[:1], "red": pens[1:2], "black": pens[2:]}


def desk_lamp() -> Piece:
    arm = tube([(0, 0.02, 0), (0, 0.34, -0.06), (0, 0.42, 0.02), (0, 0.43, 0.16)], 0.008, 8)
    shade = lathe([(0.07, 0.34), (0.025, 0.43), (0.0, 0.435)], 24).at(0, 0, 0.18)
    bulb = lathe([(0, 0.352), (0.062, 0.352)], 20).at(0, 0, 0.18)
    return {"brass": [cylinder(0.085, 0.02, 28), arm], "fabric green": [shade], "lamp warm": [bulb]}


def cup(colour: str = "ceramic") -> Piece:
    body = lathe([(0, 0), (0.026, 0), (0.036, 0.03), (0.04, 0.085), (0.037, 0.085), (0.032, 0.03), (0, 0.012)], 20)
    return {colour: [body, tube(arc((0.038, 0.045, 0), 0.022, -80, 80, 8), 0.0045, 6)]}


def water_dispenser() -> Piece:
    """The office kind with a bottle on top, hot and cold taps."""
    bottle = lathe(
        [(0, 0.97), (0.05, 0.97), (0.055, 1.02), (0.135, 1.08), (0.138, 1.34), (0.12, 1.38), (0, 1.39)], 28, 50
    )
    taps = [box(0.03, 0.03, 0.05, (s * 0.05, 0.78, 0.17), 0.006) for s in (-1, 1)]
    return {"white": [box(0.31, 0.97, 0.31, bevel=0.02)], "grey": [box(0.22, 0.22, 0.01, (0, 0.62, 0.151)), box(0.22, 0.02, 0.08, (0, 0.60, 0.18)), *taps],
            "red": [box(0.02, 0.008, 0.02, (-0.05, 0.812, 0.18))], "blue": [box(0.02, 0.008, 0.02, (0.05, 0.812, 0.18))],
            "water": [bottle], "solid": solid(0.33, 1.35, 0.36)}  # fmt: skip


def merged(*placed: tuple[Piece, tuple[float, float, float], float]) -> Piece:
    """Several pieces with (x, y, z) and yaw as one, so that things on a desk move with it; solids of the first only."""
    out: Piece = {}
    for k, (piece, (x, y, z), yaw) in enumerate(placed):
        for material, meshes in piece.items():
            if not meshes or (material == "solid" and k):
                continue
            out.setdefault(material, []).extend(m.at(x, y, z, yaw) for m in meshes)
    return out
