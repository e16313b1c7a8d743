"""Switches and doors of a building on fire: distribution board, hob knob, phone, lift landing, a blocked exit, a balcony's sliding
leaf. Origin as each says, front +Z."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.materials import Material, glow, glowing_picture, paint
from assets.build.mesh import box, cylinder, lathe, placement, quad, sheet
from assets.build.place import Build
from assets.build.thing_kit import plate, thing


def breaker_panel() -> Build:
    """분전반: a steel box, 0.40 x 0.50 x 0.09, its back at z = 0. Nodes: door (hinged at its left edge, about Y), switch
    (the main one, turns about X; rest = on, up)."""
    b = thing("breaker_panel")
    steel = b.material("panel steel", paint("#b9bcb8", 0.5, 0.2))
    frame = [box(0.40, 0.02, 0.09, (0, y, 0.045), 0.003) for y in (-0.25, 0.23)]
    frame += [box(0.02, 0.46, 0.09, (x, -0.23, 0.045), 0.003) for x in (-0.19, 0.19)]
    b.add(
        steel,
        *frame,
        box(0.38, 0.48, 0.004, (0, -0.24, 0.002), 0.001),
        box(0.34, 0.44, 0.004, (0, -0.22, 0.040), 0.001),
        node="body",
    )
    modules = [box(0.024, 0.075, 0.022, (-0.105 + 0.03 * k, -0.13, 0.052), 0.002) for k in range(8)]
    b.add("white", *modules, box(0.09, 0.12, 0.030, (0, 0.03, 0.055), 0.003), node="body")
    b.add(
        "black", *(box(0.009, 0.020, 0.012, (-0.105 + 0.03 * k, -0.100, 0.066), 0.002) for k in range(8)), node="body"
    )
    text = signs.two_lines("주차단기", "MAIN SWITCH", 256, 90, "#f2c21a", "#111111")
    plate(b, "main switch", text, (0, 0.182, 0.0445), (0.13, 0.045))
    b.matrices["switch"] = placement(0, 0.09, 0.070)
    b.add("red", box(0.034, 0.016, 0.020, (0, 0.0, 0.008), 0.004).at(0, 0, 0, 0, -28), node="switch")
    b.matrices["door"] = placement(-0.198, 0, 0.094)
    b.add(steel, box(0.396, 0.496, 0.006, (0.198, -0.248, 0), 0.002), node="door")
    b.add("black", cylinder(0.014, 0.010, 18).at(0.365, 0, 0.003, 0, 90), node="door")
    plate(
        b,
        "panel sign",
        signs.two_lines("분전반", "DISTRIBUTION BOARD", 300, 110, "#f4f1ea", signs.INK),
        (0.198, 0.15, 0.0035),
        (0.20, 0.073),
        "door",
    )
    plate(
        b,
        "panel warning",
        signs.two_lines("감전 주의", "DANGER: ELECTRICITY", 300, 110, "#f2c21a", "#111111"),
        (0.198, 0.02, 0.0035),
        (0.16, 0.058),
        "door",
    )
    return b


def stove_knob() -> Build:
    """A hob's knob, 42 mm; turns about Y. Rest: on, its mark towards +X; a quarter turn back is off."""
    b = thing("stove_knob")
    b.add(
        "black",
        lathe([(0.021, 0), (0.021, 0.003), (0.018, 0.005), (0.0175, 0.022), (0.016, 0.024), (0, 0.0245)], 32, 45),
        node="knob",
    )
    b.add("black", box(0.036, 0.012, 0.008, (0, 0.022, 0), 0.003), node="knob")
    b.add("white", box(0.014, 0.0006, 0.0025, (0.010, 0.0342, 0), 0), node="knob")
    return b


def phone() -> Build:
    """A smartphone, 0.075 x 0.16 m, upright, its screen towards +Z, origin at its middle. Nodes: body, screen."""
    b = thing("phone")
    b.add("black", box(0.075, 0.160, 0.0082, (0, -0.080, -0.0042), 0.003), node="body")
    image, d = signs.canvas(240, 512, "#0f1a24")
    d.text((120, 110), "119", "#ffffff", signs.font("bold", 92), "mm")
    d.text((120, 186), "긴급 통화", "#ff8a7a", signs.font("bold", 34), "mm")
    d.text((120, 224), "Emergency call", "#c7d1da", signs.font("text", 24), "mm")
    d.ellipse((80, 380, 160, 460), fill="#d33326")
    d.rounded_rectangle((98, 412, 142, 428), 8, fill="#ffffff")
    screen = b.material("phone screen", glowing_picture(signs.encode(image), 0.8))
    b.add(screen, quad((-0.035, -0.0765, 0.0002), (0.070, 0, 0), (0, 0.153, 0), 9, picture=True), node="screen")
    lens = [cylinder(0.006, 0.0015, 16).at(-0.022, 0.060 - 0.016 * k, -0.0048, 0, -90) for k in range(2)]
    b.add("dark steel", *lens, node="body")
    return b


def lift() -> Build:
    """A lift's landing: frame, two leaves of 0.45 x 2.1 m (shut; they slide along X), and the call panel 0.75 m to the right (+X)
    at 1.05 m; its back at z = 0. Nodes: body, leaf.left, leaf.right, button."""
    b = thing("lift")
    posts = [box(0.10, 2.22, 0.06, (x, 0, 0.03), 0.004) for x in (-0.50, 0.50)]
    b.add(
        "brushed steel",
        *posts,
        box(1.10, 0.12, 0.06, (0, 2.10, 0.03), 0.004),
        box(0.90, 0.012, 0.06, (0, 0, 0.03), 0.002),
        node="body",
    )
    b.add("black", box(0.90, 2.10, 0.004, (0, 0, 0.004), 0), node="body")
    for name, s in (("leaf.left", -1), ("leaf.right", 1)):
        b.matrices[name] = placement(s * 0.225, 0.008, 0.020)
        b.add("brushed steel", box(0.447, 2.09, 0.020, (0, 0, 0), 0.003), node=name)
    warning = signs.two_lines("화재 시 사용 금지", "DO NOT USE IN A FIRE", 512, 150, "#b8120f")
    plate(b, "lift warning", warning, (0, 2.30, 0.006), (0.62, 0.18))
    b.add("white", box(0.64, 0.20, 0.004, (0, 2.20, 0.002), 0.001), node="body")
    b.add("brushed steel", box(0.11, 0.26, 0.018, (0.75, 0.92, 0.009), 0.004), node="body")
    plate(
        b,
        "lift floor",
        signs.two_lines("3", "층 FLOOR", 128, 100, "#101418", "#ffb03a"),
        (0.75, 1.135, 0.0186),
        (0.07, 0.05),
    )
    b.matrices["button"] = placement(0.75, 1.04, 0.018)
    ring = lathe([(0.019, 0), (0.024, 0.0), (0.024, 0.004), (0.019, 0.004)], 28).at(0, 0, 0, 0, 90)
    lit = b.material("lift button", glow("#ffb03a", 0.9))
    b.add("steel", ring.at(0.75, 1.04, 0.018), node="body")
    b.add(lit, lathe([(0.0185, 0), (0.0185, 0.006), (0.016, 0.008), (0, 0.0085)], 28).at(0, 0, 0, 0, 90), node="button")
    return b


def barrier() -> Build:
    """A rolled-down steel shutter, 1.2 x 2.2 m, with a sign: this way out is blocked. Back at z = 0."""
    b = thing("barrier")
    slat = b.material("shutter", paint("#8f9596", 0.45, 0.6))
    slats = []
    for k in range(22):
        a = np.linspace(-math.pi / 2, math.pi / 2, 6)
        y = 0.05 + 0.10 * k
        profile = np.stack(
            [
                np.stack([np.full_like(a, x), y + 0.046 * np.sin(a), 0.018 + 0.016 * np.cos(a)], -1)
                for x in (-0.58, 0.58)
            ]
        )
        face = sheet(profile)
        slats.append(face if face.n[..., 2].mean() > 0 else sheet(profile, flip=True))
    b.add(slat, *slats, box(1.16, 2.2, 0.012, (0, 0, 0.008), 0), node="body")
    b.add(
        "dark steel",
        *(box(0.05, 2.2, 0.06, (s * 0.60, 0, 0.03), 0.004) for s in (-1, 1)),
        box(1.25, 0.10, 0.10, (0, 2.2, 0.05), 0.008),
        node="body",
    )
    b.add("dark steel", box(1.16, 0.05, 0.045, (0, 0, 0.025), 0.006), node="body")
    b.add("white", box(0.62, 0.36, 0.006, (0, 1.22, 0.042), 0.002), node="body")
    plate(
        b,
        "blocked sign",
        signs.two_lines("출입문 고장 · 막힘", "BLOCKED: USE ANOTHER EXIT", 512, 290, "#f2c21a", "#111111"),
        (0, 1.40, 0.0456),
        (0.60, 0.34),
    )
    return b


def balcony_leaf() -> Build:
    """The sliding leaf of the balcony's door, 1.20 x 2.14 x 0.04: white frame, glass; slides along X. Origin: its base's middle."""
    b = thing("balcony_leaf")
    sides = [box(0.06, 2.14, 0.04, (s * 0.57, 0, 0), 0.004) for s in (-1, 1)]
    bars = [box(1.08, h, 0.04, (0, y, 0), 0.004) for y, h in ((0, 0.09), (2.07, 0.07))]
    b.add("white", *sides, *bars, node="leaf")
    clear = b.material("leaf glass", Material(colour=(0.80, 0.88, 0.88, 0.10), roughness=0.05, alpha="BLEND"))
    b.add(clear, box(1.08, 1.98, 0.008, (0, 0.09, 0), 0), node="leaf")
    b.add("grey", box(0.018, 0.16, 0.020, (-0.555, 0.98, 0.028), 0.004), node="leaf")
    return b


def detector() -> Build:
    """A smoke detector for a ceiling, 0.10 m across and 0.05 m deep, hanging down from the origin. Nodes: body, led."""
    b = thing("detector")
    shell = [
        (0.0, -0.048),
        (0.020, -0.047),
        (0.034, -0.040),
        (0.037, -0.026),
        (0.050, -0.018),
        (0.052, -0.004),
        (0.050, 0.0),
    ]
    b.add("white", lathe(shell, 36, 45), node="body")
    slots = [box(0.006, 0.010, 0.003, (0, -0.038, 0.0365), 0.001).at(0, 0, 0, 30 * k) for k in range(12)]
    b.add("black", *slots, node="body")
    b.matrices["led"] = placement(0.042, -0.021, 0)
    b.add(
        b.material("led", glow("#ff3020", 1.0)), lathe([(0, -0.004), (0.0035, -0.002), (0.0035, 0.001)], 12), node="led"
    )
    return b


MADE = {
    "detector": detector,
    "breaker_panel": breaker_panel,
    "stove_knob": stove_knob,
    "phone": phone,
    "lift": lift,
    "barrier": barrier,
    "balcony_leaf": balcony_leaf,
}
