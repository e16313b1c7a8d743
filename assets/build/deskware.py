"""What lies and stands on desks. As in `kit`: {material: [meshes]}, on y = 0, front towards +z."""

from __future__ import annotations

import numpy as np

from assets.build.kit import Piece, solid
from assets.build.mesh import arc, box, cylinder, lathe, quad, tube
from assets.build.organic import cushion


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
    return {
        "white": [box(0.31, 0.97, 0.31, bevel=0.02)],
        "grey": [box(0.22, 0.22, 0.01, (0, 0.62, 0.151)), box(0.22, 0.02, 0.08, (0, 0.60, 0.18)), *taps],
        "red": [box(0.02, 0.008, 0.02, (-0.05, 0.812, 0.18))],
        "blue": [box(0.02, 0.008, 0.02, (0.05, 0.812, 0.18))],
        "water": [bottle],
        "solid": solid(0.33, 1.35, 0.36),
    }
