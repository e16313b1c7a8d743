"""Furniture makers. Each returns {material: [meshes]}, standing on y = 0, its front towards +z (a sitter looks to +z).

An optional entry "solid" lists simple boxes for collision; else the bounding box serves.
"""

from __future__ import annotations

import math

from assets.build.mesh import Mesh, box, cylinder, lathe, tube
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
    return {
        cloth: [cushion(0.50, 0.085, 0.48, 0.04).at(0, 0.42, 0), back],
        "black": [*star, *lift, spine, *pads],
        "dark steel": arms,
        "black rubber": wheels,
        "solid": solid(0.5, 0.5, 0.5) + solid(0.5, 1.0, 0.12, 0, -0.24),
    }


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
