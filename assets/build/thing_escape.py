"""To get out, and who is to be got out: the parts of a 완강기, the sign of the assembly point, somebody lying there. Origin as each
says, front +Z."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.mesh import arc, box, cylinder, lathe, placement, tube
from assets.build.place import Build
from assets.build.thing_kit import eased, plain, plate, thing


def descender_hook() -> Build:
    """완강기: the speed governor with its snap hook above. Origin at the hook's bow, where it hangs. Nodes: body, sleeve
    (the screw that locks the hook; turns about Y)."""
    b = thing("descender_hook")
    bow = arc((0, -0.045, 0), 0.030, -60, 240, 26, "xy")
    bow[:, 1] = -0.045 + (bow[:, 1] + 0.045) * 1.45
    b.add("steel", tube(bow, 0.0055, 10), node="body")
    gate = [
        tube([(0.0155, -0.083, 0), (0.031, -0.045, 0)], 0.005, 10),
        tube([(-0.0155, -0.083, 0), (0.0155, -0.083, 0)], 0.006, 10),
    ]
    b.add("steel", *gate, cylinder(0.009, 0.03, 14).at(0, -0.115, 0), node="body")
    b.matrices["sleeve"] = placement(0.0285, -0.060, 0, 0, 0, -14)
    b.add("brass", lathe([(0.0065, 0), (0.0095, 0.001), (0.0095, 0.026), (0.0065, 0.027)], 18), node="sleeve")
    b.add(
        "fire red",
        cylinder(0.055, 0.05, 32).at(0, -0.165, -0.025, 0, 90),
        box(0.07, 0.10, 0.045, (0, -0.215, 0), 0.012),
        node="body",
    )
    plate(
        b,
        "governor",
        signs.two_lines("완강기", "DESCENDER 1인용", 200, 120, "#b8120f"),
        (0, -0.165, 0.0258),
        (0.062, 0.037),
    )
    rope = eased([(-0.02, -0.21, 0), (-0.022, -0.40, 0.01), (-0.015, -0.62, 0)], 18)
    b.add("paper", tube(rope, 0.005, 8), tube(rope * [-1, 0.8, 1], 0.005, 8), node="body")
    return b


def descender_reel() -> Build:
    """A red reel, 0.27 m across, full of rope; it lies flat."""
    b = thing("descender_reel")
    discs = [cylinder(0.135, 0.012, 36).at(0, y, 0) for y in (0.0, 0.128)]
    b.add("red", *discs, node="body")
    t = np.linspace(0, 2 * math.pi * 11, 330)
    row = np.stack([0.10 * np.cos(t), 0.018 + 0.104 * t / t[-1], 0.10 * np.sin(t)], -1)
    b.add("paper", tube(row, 0.0065, 7), cylinder(0.092, 0.118, 28).at(0, 0.011, 0), node="body")
    b.add("black", cylinder(0.02, 0.146, 18).at(0, -0.002, 0), node="body")
    return b


def descender_belt() -> Build:
    """A loop of yellow webbing for the chest, 0.40 m wide as worn, level; the slide that tightens it at its front +Z."""
    b = thing("descender_belt")
    yellow = b.material("belt yellow", plain("#e8b61c", 0.85))
    a = np.linspace(0, 2 * math.pi, 45)
    loop = np.stack([0.20 * np.cos(a), np.zeros_like(a), 0.15 * np.sin(a)], -1)
    straps = [tube(loop + np.array([0, y, 0]), 0.006, 6, closed=False) for y in (-0.016, -0.008, 0.0, 0.008, 0.016)]
    b.add(yellow, *straps, node="loop")
    rise = [tube(eased([(x, 0, 0.15), (x * 0.7, 0.16, 0.13), (0, 0.34, 0.05)], 14), 0.007, 6) for x in (-0.03, 0.03)]
    b.add(yellow, *rise, node="loop")
    b.matrices["slide"] = placement(0, 0.10, 0.142)
    b.add("black", box(0.085, 0.030, 0.016, (0, -0.015, 0), 0.004), node="slide")
    b.add("steel", box(0.05, 0.006, 0.020, (0, -0.003, 0), 0.002), node="slide")
    return b


def headcount_board() -> Build:
    """The assembly point's sign on a stand, 1.6 m, with a slate for the count. Nodes: body, slate."""
    b = thing("headcount_board")
    image, d = signs.canvas(400, 480, signs.EXIT_GREEN)
    for x, y in ((200, 175), (130, 200), (270, 200)):
        d.ellipse((x - 26, y - 70, x + 26, y - 18), fill="#ffffff")
        d.rounded_rectangle((x - 34, y - 12, x + 34, y + 90), 22, fill="#ffffff")
    for x0, y0, dx, dy in ((40, 40, 1, 1), (360, 40, -1, 1), (40, 320, 1, -1), (360, 320, -1, -1)):
        d.line((x0, y0, x0 + 46 * dx, y0 + 46 * dy), fill="#ffffff", width=14)
        d.polygon(
            [(x0 + 66 * dx, y0 + 66 * dy), (x0 + 30 * dx, y0 + 60 * dy), (x0 + 60 * dx, y0 + 30 * dy)], fill="#ffffff"
        )
    d.text((200, 375), "집결지", "#ffffff", signs.font("bold", 76), "mm")
    d.text((200, 442), "ASSEMBLY POINT", "#ffffff", signs.fitted("bold", 40, "ASSEMBLY POINT", 370), "mm")
    b.add(
        "dark steel",
        box(0.46, 0.02, 0.34, (0, 0, -0.02), 0.005),
        tube([(0, 0.02, -0.02), (0, 1.58, -0.02)], 0.016, 12),
        node="body",
    )
    b.add("white", box(0.52, 0.62, 0.010, (0, 0.98, 0), 0.003), node="body")
    plate(b, "assembly sign", signs.encode(image), (0, 1.29, 0.0056), (0.50, 0.60))
    rows = [
        ("인원 확인", "bold", 40, signs.INK),
        ("Head-count", "text", 26, "#666666"),
        ("---", "", 0, signs.INK),
        ("      명 / people", "bold", 36, "#b8b8b8"),
    ]
    b.matrices["slate"] = placement(0, 0.80, 0.012, 0, -18)
    b.add("maple", box(0.30, 0.22, 0.010, (0, -0.11, -0.006), 0.002), node="slate")
    plate(b, "slate page", signs.column(rows, 360, 260, "#fbfaf6", 22), (0, 0, 0.0002), (0.27, 0.195), "slate")
    return b


def casualty() -> Build:
    """A rescue dummy in ordinary clothes, lying on its right side, 1.65 m long along X, head towards -X, face towards +Z."""
    b = thing("casualty")
    skin, hair = b.material("dummy skin", plain("#c99d7c", 0.6)), b.material("dummy hair", plain("#231c18", 0.85))
    shirt, jeans = b.material("shirt", plain("#55708c")), b.material("jeans", plain("#2d3442"))
    turn = placement(0, 0.186, 0, 0, 0, 90)
    head = lathe(
        [(0.001, -0.12), (0.055, -0.105), (0.080, -0.05), (0.086, 0.01), (0.080, 0.06), (0.05, 0.105), (0.001, 0.118)],
        24,
        70,
    )
    b.add(
        skin,
        head.scaled(0.86, 1, 1.05).at(-0.72, 0.115, 0.05, 0, 0, 82),
        tube([(-0.62, 0.14, 0.03), (-0.54, 0.15, 0.01)], 0.052, 16),
        node="body",
    )
    cap = lathe([(0.088, 0.0), (0.092, 0.04), (0.078, 0.085), (0.045, 0.118), (0.001, 0.126)], 24, 70)
    b.add(hair, cap.scaled(0.9, 1, 1.08).at(-0.735, 0.118, 0.035, 0, -18, 82), node="body")
    trunk = [
        (0.10, 0.0),
        (0.165, 0.02),
        (0.170, 0.12),
        (0.150, 0.28),
        (0.165, 0.42),
        (0.195, 0.54),
        (0.18, 0.60),
        (0.07, 0.645),
    ]
    b.add(
        shirt,
        lathe([(0.001, 0.0), *trunk, (0.001, 0.65)], 28, 60)
        .scaled(0.95, 1, 0.66)
        .transformed(turn @ placement(0, -0.06, 0)),
        node="body",
    )
    arms = [
        eased([(-0.46, 0.10, 0.04), (-0.40, 0.06, 0.22), (-0.55, 0.05, 0.40)], 16),
        eased([(-0.47, 0.30, 0.03), (-0.26, 0.27, 0.16), (-0.16, 0.10, 0.34)], 16),
    ]
    b.add(shirt, *(tube(a[:12], 0.047, 14) for a in arms), node="body")
    b.add(skin, *(tube(a[10:], 0.036, 14) for a in arms), node="body")
    b.add(
        skin,
        *(
            box(0.09, 0.035, 0.085, (float(a[-1][0]), float(a[-1][1]) - 0.017, float(a[-1][2]) + 0.02), 0.014)
            for a in arms
        ),
        node="body",
    )
    legs = [
        eased([(0.02, 0.10, 0), (0.30, 0.085, 0.16), (0.66, 0.075, 0.02)], 18),
        eased([(0.02, 0.22, 0), (0.36, 0.22, 0.30), (0.58, 0.10, 0.0)], 18),
    ]
    b.add(
        jeans,
        *(tube(k, 0.072, 16) for k in legs),
        lathe([(0.001, -0.02), (0.15, 0.0), (0.165, 0.08), (0.14, 0.15), (0.001, 0.16)], 24, 60)
        .scaled(0.95, 1, 0.68)
        .transformed(turn @ placement(0, -0.16, 0)),
        node="body",
    )
    b.add(
        "light grey",
        *(
            box(
                0.10,
                0.09,
                0.25,
                (float(k[-1][0]) + 0.05, max(float(k[-1][1]) - 0.05, 0.002), float(k[-1][2]) + 0.05),
                0.03,
            )
            for k in legs
        ),
        node="body",
    )
    return b


MADE = {
    "descender_hook": descender_hook,
    "descender_reel": descender_reel,
    "descender_belt": descender_belt,
    "headcount_board": headcount_board,
    "casualty": casualty,
}
