"""Keys, water, coffee and the air conditioner of a small office. As in `kit`."""

from __future__ import annotations

import itertools
import math

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece, solid
from assets.build.mesh import arc, box, cylinder, lathe, quad, sheet, tube
from assets.build.shopware import hung_cable, merged, moved


def key_cabinet(rows: int = 4, cols: int = 8) -> Piece:
    """A grey wall box, its door swung open: hooks, keys on rings with coloured tags. Origin at its back's centre."""
    w, h, d = 0.44, 0.50, 0.07
    case = [
        box(w, h, 0.004, (0, -h / 2, 0.002), 0.001),
        *(box(0.004, h, d, (s * (w / 2 - 0.002), -h / 2, d / 2), 0.001) for s in (-1, 1)),
    ]
    case += [box(w - 0.01, 0.004, d, (0, y, d / 2), 0.001) for y in (-h / 2, h / 2 - 0.004)]
    leaf = box(w, h, 0.006, (w / 2, -h / 2, 0), 0.002).at(-w / 2, 0, d, -112)
    piece: Piece = {"grey lacquer": [*case, leaf], "chrome": [], "paper": [], "brass": []}
    rng = np.random.default_rng(77)
    tags = ("red", "blue", "yellow", "green", "cream", "orange")
    for r in range(rows):
        y = h / 2 - 0.06 - r * 0.115
        piece["chrome"].append(box(w - 0.04, 0.014, 0.006, (0, y, 0.012), 0.002))
        piece["paper"].append(quad((-w / 2 + 0.025, y + 0.0145, 0.0125), (w - 0.05, 0, 0), (0, 0.010, 0), 9))
        for c in range(cols):
            x = -w / 2 + 0.045 + c * (w - 0.09) / (cols - 1)
            piece["chrome"].append(tube([(x, y + 0.006, 0.014), (x, y + 0.002, 0.03), (x, y + 0.01, 0.034)], 0.0018, 5))
            if rng.random() < 0.8:
                sway = float(rng.normal(0, 7))
                hang = moved(tagged_key(tags[int(rng.integers(6))]), 0, 0, 0, float(rng.uniform(-30, 30)))
                piece = merged(piece, {k: [m.at(x, y + 0.002, 0.03, 0, 0, sway) for m in v] for k, v in hang.items()})
    return piece


def tagged_key(tag: str) -> Piece:
    """Hangs from the origin: ring, key, oval tag with a white inlay."""
    ring = tube(arc((0, -0.011, 0), 0.011, 0, 360, 12), 0.0012, 5, False)
    key = [
        lathe([(0.004, 0), (0.009, 0.001), (0.009, 0.002), (0.004, 0.003)], 14).at(0.004, -0.03, 0, pitch=90),
        box(0.005, 0.028, 0.002, (0.004, -0.064, 0.0015), 0.0006),
        box(0.004, 0.006, 0.0018, (0.008, -0.060, 0.0015), 0.0004),
    ]
    plate = box(0.017, 0.040, 0.004, (-0.006, -0.066, 0.006), 0.0018)
    return {
        "chrome": [ring],
        "brass": key,
        tag: [plate],
        "paper": [quad((-0.012, -0.060, 0.0083), (0.012, 0, 0), (0, 0.026, 0), 9)],
    }


def wall_aircon() -> Piece:
    """A split unit, 0.85 m wide, flap ajar; origin at its back's centre. Pipe bundle to the right, taped white."""
    w = 0.84
    section = [(0.0, -0.14), (0.17, -0.14), (0.205, -0.10), (0.215, 0.06), (0.20, 0.13), (0.17, 0.145), (0.0, 0.145)]
    shell = [
        quad((-w / 2, a[1], a[0]), (w, 0, 0), (0, c[1] - a[1], c[0] - a[0]), 9)
        for a, c in itertools.pairwise(section[1:])
    ]
    ends = [box(0.012, 0.28, 0.20, (s * (w / 2), -0.137, 0.103), 0.005) for s in (-1, 1)]
    slots = [box(w - 0.1, 0.004, 0.006, (0, 0.1465, 0.03 + 0.02 * k), 0) for k in range(7)]
    flap = box(w - 0.08, 0.005, 0.062, (0, 0, 0.031), 0.002).at(0, -0.139, 0.10, 0, 28)
    pipe = tube(
        [
            (w / 2 - 0.02, -0.09, 0.05),
            (w / 2 + 0.06, -0.10, 0.05),
            (w / 2 + 0.12, -0.16, 0.045),
            (w / 2 + 0.13, -0.5, 0.04),
        ],
        0.028,
        12,
    )
    mouth = box(w - 0.1, 0.03, 0.05, (0, -0.142, 0.12), 0.002)
    lamp = quad((w / 2 - 0.14, -0.07, 0.2135), (0.05, 0, 0), (0, 0.012, 0.001), 9)
    return {
        "pvc": [*shell, *ends, flap],
        "cream": [pipe],
        "charcoal": [mouth, *slots, lamp],
        "led green": [box(0.004, 0.004, 0.002, (w / 2 - 0.05, -0.06, 0.2125), 0)],
    }


def router() -> Piece:
    body = box(0.20, 0.028, 0.13, bevel=0.008)
    rods = [tube([(x, 0.015, -0.065), (x * 1.03, 0.19, -0.085)], 0.0055, 8) for x in (-0.085, 0.0, 0.085)]
    lamps = [box(0.004, 0.002, 0.002, (-0.05 + 0.018 * k, 0.012, 0.0648), 0) for k in range(5)]
    wires = [hung_cable(((0.03 * k - 0.05, 0.01, -0.065), (0.10 + 0.05 * k, 0.004, -0.16)), -0.02) for k in range(4)]
    return {"black": [body, *rods], "led green": lamps, "cable": wires[:2], "yellow": wires[2:3], "blue": wires[3:]}


def umbrella_stand() -> Piece:
    """A wire stand with a folded black and a clear vinyl umbrella."""
    hoops = [tube(arc((0, y, 0), 0.12, 0, 360, 24, "xz"), 0.004, 6, False) for y in (0.02, 0.28, 0.50)]
    bars = [
        tube([(0.12 * math.cos(a), 0.02, 0.12 * math.sin(a)), (0.12 * math.cos(a), 0.50, 0.12 * math.sin(a))], 0.003, 5)
        for a in np.linspace(0, 2 * math.pi, 12, endpoint=False)
    ]
    tray = lathe([(0, 0), (0.125, 0), (0.13, 0.02), (0.122, 0.02), (0.118, 0.006), (0, 0.006)], 24)
    out: Piece = {"charcoal": [*hoops, *bars, tray], "solid": solid(0.28, 0.5, 0.28)}
    for x, z, lean, roll, cloth, grip in (
        (0.03, 0.02, 9, -10, "navy", "black"),
        (-0.04, -0.03, -8, 12, "grey", "walnut"),
    ):
        furled = lathe([(0.004, 0.02), (0.012, 0.08), (0.033, 0.30), (0.026, 0.52), (0.008, 0.58)], 9, 10)
        crook = tube(
            [(0, 0.58, 0), (0, 0.80, 0), (0.01, 0.83, 0), (0.04, 0.845, 0), (0.065, 0.825, 0), (0.068, 0.79, 0)],
            0.009,
            8,
        )
        for name, m in ((cloth, furled), (grip, crook)):
            out.setdefault(name, []).append(m.at(x, 0.01, z, 40 * lean, lean, roll))
    return out


def paper_cups(count: int = 12) -> Piece:
    """A stack of small paper cups standing upside down."""
    cups = [
        lathe([(0.034, 0), (0.0365, 0.002), (0.034, 0.004), (0.025, 0.07), (0.0, 0.07)], 18).at(0, 0.007 * k, 0)
        for k in range(count)
    ]
    return {"paper": cups}


def kettle() -> Piece:
    body = lathe([(0, 0.025), (0.075, 0.025), (0.08, 0.03), (0.066, 0.19), (0.055, 0.205), (0, 0.212)], 26)
    grip = tube([(0.06, 0.20, 0), (0.11, 0.205, 0), (0.118, 0.17, 0), (0.108, 0.08, 0), (0.075, 0.06, 0)], 0.010, 8)
    spout = tube([(-0.055, 0.165, 0), (-0.085, 0.195, 0)], 0.014, 10)
    return {
        "chrome": [body, spout],
        "black": [cylinder(0.085, 0.024, 26), grip, cylinder(0.012, 0.02, 12).at(0, 0.21, 0)],
    }


def coffee_corner() -> Piece:
    """A tray with kettle, mixes in their box, cups, tissue; to stand on a low cabinet."""
    tray = [
        box(0.46, 0.008, 0.30, bevel=0.003),
        *(box(0.46, 0.022, 0.008, (0, 0, s * 0.146), 0.003) for s in (-1, 1)),
        *(box(0.008, 0.022, 0.284, (s * 0.226, 0, 0), 0.003) for s in (-1, 1)),
    ]
    carton = [box(0.17, 0.11, 0.09, (0.10, 0.008, -0.07), 0.003)]
    sticks = [
        box(0.019, 0.15, 0.006, (0.04 + 0.021 * k, 0.02, -0.06 + 0.004 * (k % 2)), 0.002).at(
            0, 0, 0, 0, 0, 1.5 * (k - 3)
        )
        for k in range(6)
    ]
    return merged(
        {"walnut": tray, "orange": carton, "yellow": sticks},
        moved(kettle(), -0.12, 0.008, -0.02, -35),
        moved(paper_cups(10), 0.06, 0.008, 0.07),
        moved(paper_cups(6), 0.15, 0.008, 0.06),
    )


def tissue_box() -> Piece:
    t = np.linspace(0, 1, 5)
    u, v = np.meshgrid(t, t, indexing="ij")
    points = np.stack(
        [
            (u - 0.5) * 0.08,
            0.065 + 0.06 * v * (1 - 0.3 * np.abs(u - 0.5)),
            0.018 * np.sin(7 * u) * (0.3 + v) - 0.02 * v,
        ],
        -1,
    )
    return {"book 7": [box(0.23, 0.065, 0.115, bevel=0.004)], "loose paper": [sheet(points)]}


def water_dispenser() -> Piece:
    """A floor dispenser with its blue bottle: recessed bay with two taps, drip tray, cup tube at the side, label, plug lamp."""
    rings = [
        (0.0, 0.985),
        (0.045, 0.985),
        (0.05, 1.03),
        (0.10, 1.06),
        (0.134, 1.10),
        (0.134, 1.16),
        (0.128, 1.17),
        (0.134, 1.18),
        (0.134, 1.26),
        (0.128, 1.27),
        (0.134, 1.28),
        (0.134, 1.35),
        (0.115, 1.385),
        (0, 1.39),
    ]
    w, d, z = 0.31, 0.32, 0.16
    body = [
        box(w, 0.60, d, bevel=0.012),
        box(w, 0.16, d, (0, 0.82, 0), 0.014),
        box(w, 0.225, 0.14, (0, 0.597, -0.09), 0.003),
    ]
    body += [box(0.035, 0.225, d - 0.004, (s * (w - 0.035) / 2, 0.597, 0), 0.004) for s in (-1, 1)]
    bay = [box(w - 0.07, 0.215, 0.006, (0, 0.60, -0.016), 0.001), box(w - 0.075, 0.018, 0.16, (0, 0.602, 0.07), 0.004)]
    grid = [box(0.006, 0.004, 0.14, (-0.09 + 0.02 * k, 0.620, 0.07), 0.001) for k in range(10)]
    taps = [
        m
        for s in (-1, 1)
        for m in (
            box(0.034, 0.03, 0.05, (s * 0.06, 0.775, 0.02), 0.006),
            box(0.012, 0.035, 0.012, (s * 0.06, 0.745, 0.035), 0.003),
        )
    ]
    knobs = {
        "red": [box(0.026, 0.012, 0.03, (-0.06, 0.806, 0.035), 0.004)],
        "blue": [box(0.026, 0.012, 0.03, (0.06, 0.806, 0.035), 0.004)],
    }
    tube_ = [
        lathe([(0.042, 0.52), (0.042, 0.95), (0.038, 0.95), (0.038, 0.52)], 20).at(0.20, 0, 0.02),
        box(0.02, 0.03, 0.05, (0.16, 0.60, 0.02), 0.002),
        box(0.02, 0.03, 0.05, (0.16, 0.86, 0.02), 0.002),
    ]
    cups = moved(paper_cups(14), 0.20, 0.53, 0.02)
    lamps = {
        "led red": [box(0.005, 0.005, 0.002, (-0.03, 0.93, z + 0.0005), 0)],
        "led green": [box(0.005, 0.005, 0.002, (-0.01, 0.93, z + 0.0005), 0)],
    }
    seal = [lathe([(0.1345, 1.19), (0.1345, 1.25)], 28)]
    vents = [box(w - 0.09, 0.006, 0.004, (0, 0.08 + 0.02 * k, z), 0.001) for k in range(6)]
    out: Piece = {
        "old white": body,
        "grey lacquer": [*bay, *taps],
        "charcoal": [*grid, *vents],
        "water": [lathe(rings, 28, 50)],
        "frosted": tube_[:1],
        "pvc": tube_[1:],
        "book 7": seal,
        "solid": solid(0.36, 1.35, 0.36),
    }
    return merged(out, knobs, cups, lamps)
