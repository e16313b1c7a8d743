"""Things of the training flat: kitchen appliances, living-room furniture, laundry, shoes, cables.

As in `kit`: {material: [meshes]}, standing on y = 0, front towards +z; sizes in metres after common products.
"""

from __future__ import annotations

import math

import numpy as np

from assets.build.fire_equipment import coil, smooth
from assets.build.fire_mesh import box
from assets.build.kit import Piece, solid
from assets.build.mesh import Mesh, arc, cylinder, lathe, quad, sheet, tube
from assets.build.organic import cushion

SIDES = (-1, 1)


def gas_stove() -> Piece:
    """A built-in gas hob, 0.60 x 0.51: steel tray, three burners under cast grates, knobs on the front edge."""
    iron, caps, knobs = [], [], []
    for x, z, r in ((-0.165, 0.02, 0.050), (0.165, 0.02, 0.050), (0.0, -0.14, 0.034)):
        caps.append(lathe([(r, 0.016), (r, 0.028), (r - 0.008, 0.033), (0, 0.034)], 28).at(x, 0, z))
        iron.append(lathe([(r + 0.035, 0.012), (r + 0.035, 0.019), (r + 0.016, 0.014)], 28).at(x, 0, z))
        for k in range(4):
            a = math.radians(45 + 90 * k)
            reach = [(0.028, 0.052), (r + 0.05, 0.052), (r + 0.062, 0.044), (r + 0.062, 0.012)]
            iron.append(tube([(x + q * math.cos(a), y, z + q * math.sin(a)) for q, y in reach], 0.0055, 6))
        iron.append(tube(arc((x, 0.048, z), r + 0.030, 0, 360, 25, "xz"), 0.0045, 6, closed=False))
    for x in (-0.20, 0.0, 0.20):
        knobs += [cylinder(0.021, 0.022, 20).at(x, 0.012, 0.222), box(0.006, 0.010, 0.034, (x, 0.033, 0.222), 0.002)]
    tray = [box(0.60, 0.012, 0.51, (0, 0, 0), 0.005), box(0.52, 0.004, 0.36, (0, 0.0105, -0.04), 0.002)]
    return {"brushed": tray, "cast iron": [*iron, *caps], "black": knobs}


def pan(r: float = 0.14) -> Piece:
    """A frying pan with a handle towards +z; blackened."""
    body = lathe([(0, 0), (r * 0.78, 0), (r, 0.046), (r - 0.004, 0.047), (r * 0.77, 0.005), (0, 0.004)], 36, 30)
    grip = tube(smooth([(0, 0.040, r - 0.01), (0, 0.058, r + 0.05), (0, 0.072, r + 0.19)], 8, 1), 0.010, 10)
    return {"cast iron": [body], "black": [grip]}


def pot(r: float = 0.11, h: float = 0.12) -> Piece:
    """A steel pot with lid and two loops (양수냄비)."""
    body = lathe([(0, 0), (r - 0.008, 0), (r, 0.010), (r, h), (r + 0.004, h + 0.003)], 32, 30)
    lid = lathe([(r + 0.004, h + 0.003), (r - 0.01, h + 0.012), (0.03, h + 0.030), (0, h + 0.031)], 32, 50)
    loops = [tube(arc((s * (r + 0.012), h * 0.75, 0), 0.028, 0, 360, 16, "xz"), 0.005, 6) for s in SIDES]
    return {"chrome": [body, lid], "black": [cylinder(0.016, 0.026, 16).at(0, h + 0.028, 0), *loops]}


def hood(width: float = 0.60) -> Piece:
    """A canopy hood: base at y = 0, its flue rising to 0.75; filters and two lamps below; back at z = 0."""
    d, h, w = 0.48, 0.24, width / 2
    low = np.array([[-w, 0.05, d], [w, 0.05, d], [w, 0.05, 0], [-w, 0.05, 0]])
    top = np.array([[-0.14, h, 0.26], [0.14, h, 0.26], [0.14, h, 0], [-0.14, h, 0]])
    slopes = [
        sheet(np.stack([np.linspace(low[a], low[c], 3), np.linspace(top[a], top[c], 3)], 1))
        for a, c in ((0, 1), (1, 2), (3, 0))
    ]
    flue, rim = box(0.28, 0.75 - h, 0.26, (0, h, 0.13), 0.003), box(width, 0.05, d, (0, 0, d / 2), 0.004)
    slots = [box(0.22, 0.004, 0.010, (s * 0.14, -0.004, 0.10 + 0.024 * k), 0) for s in SIDES for k in range(12)]
    lamps = [lathe([(0, -0.002), (0.026, -0.002)], 18).at(s * 0.2, 0, 0.43) for s in SIDES]
    keys = [cylinder(0.009, 0.006, 14).at(-0.06 + 0.03 * k, 0.025, d, 0, 90) for k in range(5)]
    return {"brushed": [rim, *slopes, flue], "dark steel": slots, "lamp small": lamps, "black": keys}


def microwave() -> Piece:
    """0.49 x 0.29 x 0.38, door and keys in black glass."""
    door = box(0.355, 0.255, 0.016, (-0.062, 0.022, 0.186), 0.005)
    panel = box(0.12, 0.255, 0.014, (0.178, 0.022, 0.186), 0.004)
    keys = [
        box(0.026, 0.014, 0.003, (0.145 + 0.033 * c, 0.05 + 0.022 * r, 0.194), 0) for r in range(5) for c in range(3)
    ]
    bar = [(0.102, 0.06, 0.197), (0.102, 0.06, 0.218), (0.102, 0.235, 0.218), (0.102, 0.235, 0.197)]
    feet = [cylinder(0.014, 0.014, 10).at(x, 0, z) for x in (-0.2, 0.2) for z in (-0.14, 0.14)]
    return {
        "cabinet white": [box(0.49, 0.275, 0.36, (0, 0.012, 0), 0.008)],
        "glass dark": [door, panel],
        "light grey": keys,
        "brushed": [tube(bar, 0.006, 8)],
        "black": feet,
    }


def rice_cooker() -> Piece:
    """A pressure rice cooker, 0.26 x 0.36 x 0.26 high: rounded body, domed lid with its weight, a slanted panel."""
    return {
        "cabinet white": [cushion(0.265, 0.175, 0.35, 0.06, 2).at(0, 0.012, 0)],
        "dark steel": [cushion(0.258, 0.10, 0.32, 0.05, 2).at(0, 0.165, -0.008)],
        "chrome": [box(0.20, 0.012, 0.004, (0, 0.17, 0.172), 0.001)],
        "glass dark": [cushion(0.14, 0.085, 0.02, 0.012, 1).at(0, 0.075, 0.165, 0, -12)],
        "black": [cylinder(0.020, 0.02, 20).at(0, 0.262, -0.07), box(0.045, 0.016, 0.022, (0, 0.268, 0.02), 0.006)],
    }


def fridge() -> Piece:
    """A four-door refrigerator, 0.91 x 1.79 x 0.72: glass fronts with grooves between them."""
    rows = ((0.045, 0.765), (0.822, 0.958))
    fronts = [box(0.449, h, 0.060, (s * 0.2275, y, 0.315), 0.010) for s in SIDES for y, h in rows]
    grip = [box(0.012, 0.5, 0.012, (s * 0.010, 1.0, 0.338), 0.004) for s in SIDES]
    return {
        "light grey": [box(0.908, 1.76, 0.64, (0, 0.02, -0.04), 0.006)],
        "fridge glass": fronts,
        "brushed": grip,
        "glass dark": [quad((-0.30, 1.33, 0.3462), (0.11, 0, 0), (0, 0.05, 0), 9)],
        "solid": solid(0.91, 1.79, 0.72),
    }


def tv(w: float = 1.23) -> Piece:
    """A thin television on two feet; the base on y = 0."""
    h = w * 9 / 16
    feet = [
        tube([(s * w * 0.32, 0.006, 0.13), (s * w * 0.32, 0.085, 0), (s * w * 0.32, 0.006, -0.13)], 0.007, 8)
        for s in SIDES
    ]
    panel = [box(w, h + 0.02, 0.022, (0, 0.07, 0), 0.004), box(w * 0.6, 0.3, 0.03, (0, 0.12, -0.024), 0.01)]
    face = quad((-w / 2 + 0.008, 0.086, 0.0122), (w - 0.016, 0, 0), (0, h - 0.008, 0), 9)
    return {"black": [*panel, *feet], "glass dark": [face]}


def tv_cabinet(w: float = 1.9) -> Piece:
    """A low cabinet on raked legs: two fronts, an open bay with a set-top box."""
    posts = (-w / 2 + 0.011, -w / 6, w / 6, w / 2 - 0.011)
    body = [box(w, 0.026, 0.40, (0, 0.39, 0), 0.004, grain="x"), box(w, 0.02, 0.40, (0, 0.10, 0), 0.003, grain="x")]
    body += [box(0.022, 0.27, 0.396, (x, 0.12, 0), 0.003, grain="y") for x in posts]
    body += [box(w / 3 - 0.03, 0.255, 0.018, (s * w / 3, 0.127, 0.186), 0.003, grain="x") for s in SIDES]
    body.append(box(w / 3, 0.26, 0.006, (0, 0.125, -0.19), 0.001))
    xs, zs = (-w / 2 + 0.12, w / 2 - 0.12), (-0.14, 0.14)
    legs = [tube([(x, 0.10, z), (x * 1.02, 0, z * 1.1)], 0.013, 10) for x in xs for z in zs]
    return {
        "cabinet wood": body,
        "black": [*legs, box(0.26, 0.045, 0.18, (0, 0.12, 0), 0.005)],
        "solid": solid(w, 0.42, 0.4),
    }


def low_table() -> Piece:
    """A tea table with rounded top (좌탁), 1.10 x 0.60 x 0.36."""
    top = cushion(1.10, 0.030, 0.60, 0.014, 2).at(0, 0.33, 0)
    shelf = box(0.86, 0.016, 0.38, (0, 0.12, 0), 0.004, grain="x")
    legs = [tube([(x, 0.335, z), (x * 1.06, 0, z * 1.1)], 0.017, 12) for x in (-0.43, 0.43) for z in (-0.2, 0.2)]
    return {"cabinet wood": [top, shelf, *legs], "solid": solid(1.10, 0.36, 0.60)}


def sofa(w: float = 2.15) -> Piece:
    """A three-seater: plinth, loose seat and back cushions, arms, two throw pillows."""
    d, inner = 0.92, w - 0.40
    u = inner / 3
    xs = [(k - 1) * u for k in range(3)]
    soft = [cushion(u - 0.006, 0.17, 0.66, 0.055, 2).at(x, 0.265, 0.10) for x in xs]
    soft += [cushion(u - 0.012, 0.42, 0.20, 0.075, 2).at(x, 0.40, -0.235, 0, -13) for x in xs]
    soft += [cushion(0.20, 0.50, d - 0.02, 0.07).at(s * (w - 0.20) / 2, 0.10, 0) for s in SIDES]
    soft += [cushion(w - 0.06, 0.64, 0.17, 0.06).at(0, 0.12, -d / 2 + 0.095)]
    soft.append(box(w - 0.08, 0.17, d - 0.10, (0, 0.10, 0), 0.02))
    pillows = [
        cushion(0.44, 0.44, 0.13, 0.065).at(s * (inner / 2 - 0.2), 0.43, -0.06, s * -14, -20, s * 6) for s in SIDES
    ]
    legs = [cylinder(0.020, 0.10, 14).at(a * (w / 2 - 0.12), 0, c * (d / 2 - 0.10)) for a in SIDES for c in SIDES]
    return {
        "fabric ivory": soft,
        "fabric green": pillows[:1],
        "fabric mustard": pillows[1:],
        "cabinet wood": legs,
        "solid": solid(w, 0.44, d) + solid(w, 0.8, 0.22, 0, -d / 2 + 0.11),
    }


def draped(w: float, drop: float, seed: int, back: float = 0.6) -> Mesh:
    """A cloth hung over a bar along x at y = 0: `drop` in front, back * drop behind, gently folded."""
    rng = np.random.default_rng(seed)
    s = np.concatenate([np.linspace(-drop, -0.02, 9), np.linspace(0.02, back * drop, 7)])
    ss, uu = np.meshgrid(s, np.linspace(-w / 2, w / 2, 15), indexing="ij")
    phase, waves = rng.uniform(0, 6), rng.uniform(14, 22)
    fold = 0.010 * np.sin(uu * waves + phase) * np.minimum(np.abs(ss) * 4, 1)
    z = np.where(ss < 0, 0.012, -0.012) + fold * np.where(ss < 0, 1, -1)
    y = 0.008 - np.abs(ss) + 0.004 * np.sin(uu * 9 + phase)
    return sheet(np.stack([uu + 0.01 * np.sin(ss * 7), y, z], -1), np.stack([uu, ss], -1))


def laundry_rack() -> Piece:
    """A folding drying rack with towels over its bars, 1.2 x 0.95."""
    ends = [tube([(s * 0.58, 0.95, f * -0.26), (s * 0.58, 0.0, f * 0.26)], 0.010, 8) for s in SIDES for f in SIDES]
    bars = [tube([(-0.58, 0.95, z), (0.58, 0.95, z)], 0.006, 8) for z in np.linspace(-0.26, 0.26, 6)]
    ends += [tube([(s * 0.58, 0.95, -0.26), (s * 0.58, 0.95, 0.26)], 0.008, 8) for s in SIDES]
    pale = [draped(0.42, 0.55, 1).at(-0.32, 0.955, 0.26), draped(0.36, 0.48, 2).at(0.12, 0.955, 0.156)]
    dark = [draped(0.34, 0.6, 3).at(0.36, 0.955, -0.052), draped(0.40, 0.5, 4).at(-0.26, 0.955, -0.156)]
    return {"brushed": ends + bars, "towel white": pale, "towel blue": dark, "solid": solid(1.2, 0.95, 0.55)}


def curtain(w: float, h: float, folds: int, seed: int) -> Piece:
    """A drawn-back curtain w wide hanging from y = h."""
    rng = np.random.default_rng(seed)
    vv, uu = np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, folds * 8 + 1), indexing="ij")
    z = 0.045 * (0.65 + 0.35 * vv) * np.sin(uu * folds * 2 * math.pi + rng.uniform(0, 6)) + 0.01 * np.sin(
        uu * 9 + vv * 3
    )
    x = (uu - 0.5) * w + 0.012 * np.sin(vv * 4 + uu * 20)
    points = np.stack([x, 0.02 + (h - 0.02) * (1 - vv), z], -1)
    return {"curtain": [sheet(points, np.stack([uu * w * 1.6, vv * h], -1))]}


def multi_tap(plugs: int = 3) -> Piece:
    """A power strip, overloaded: four sockets, plugs in them, cables leading away, and a coil; it lies along x."""
    xs = [-0.095 + 0.052 * k for k in range(4)]
    wells = [lathe([(0.019, 0.0375), (0.0, 0.0375)], 18).at(x, 0, 0) for x in xs]
    dark = []
    for k, x in enumerate(xs[:plugs]):
        dark += [cylinder(0.019, 0.028, 18).at(x, 0.036, 0), cylinder(0.014, 0.012, 14).at(x, 0.064, 0)]
        way = [(x, 0.070, 0), (x, 0.095, 0.03), (x - 0.02, 0.05, 0.12 + 0.02 * k), (x - 0.16, 0.006, 0.16 + 0.03 * k)]
        dark.append(tube(smooth([*way, (-0.55, 0.006, 0.12 + 0.05 * k)], 24), 0.0035, 6))
    lead = smooth([(0.15, 0.018, 0), (0.24, 0.008, 0.01), (0.34, 0.006, 0.05), (0.46, 0.006, -0.02)], 16)
    dark += [tube(lead, 0.0042, 6), coil(4, 0.055, 0.007, 0.004).at(0.52, 0, 0.04)]
    switch = box(0.02, 0.004, 0.012, (0.118, 0.035, 0), 0.001)
    return {"cabinet white": [cushion(0.30, 0.036, 0.062, 0.014, 2)], "grey": wells, "black": dark, "led red": [switch]}


def shoe(seed: int) -> Piece:
    """One shoe pointing to +z, 0.27 long, from soft blocks."""
    upper = cushion(0.086, 0.062, 0.25, 0.045, 1).at(0, 0.018, 0)
    heel = cushion(0.080, 0.075, 0.11, 0.035, 1).at(0, 0.028, -0.07)
    colour = ("black", "fabric navy", "leather brown", "cabinet white")[seed % 4]
    return {"light grey": [cushion(0.092, 0.026, 0.27, 0.012, 1)], colour: [upper, heel]}


def slipper() -> Piece:
    """An indoor slipper, its strap an arch."""
    a = np.linspace(math.pi, 0, 11)
    arch = np.stack(
        [np.stack([0.05 * np.cos(a), 0.018 + 0.05 * np.sin(a), np.full_like(a, z)], -1) for z in (0.0, 0.04, 0.075)]
    )
    return {
        "black rubber": [cushion(0.10, 0.020, 0.26, 0.010, 1)],
        "fabric navy": [sheet(arch), sheet(arch, flip=True)],
    }


def air_conditioner() -> Piece:
    """A floor-standing air conditioner, 0.36 x 1.80 x 0.34."""
    rings, wells = [], []
    for y in (1.52, 1.18):
        rings.append(lathe([(0.14, 0), (0.125, 0.008), (0.11, 0)][::-1], 36, 60).at(0, y, 0.166, 0, 90))
        wells.append(lathe([(0.11, 0.006), (0, 0.006)], 32).at(0, y, 0.166, 0, 90))
    body = cushion(0.36, 1.80, 0.34, 0.08, 2)
    return {"cabinet white": [body], "chrome": rings, "grey": wells, "solid": solid(0.36, 1.8, 0.34)}
