"""The training flat's entrance (현관): tiles, shoe cabinet, sensor lamp, intercom."""

from __future__ import annotations

import math

import numpy as np

from assets.build import fire_home, signs
from assets.build.fire_equipment import smooth
from assets.build.fire_mesh import box
from assets.build.fire_rooms import (
    ARCH,
    ENTRY,
    FLAT_DOOR,
    THICK,
    deck,
    fire_door,
    jamb,
    leaf_parts,
    sill,
    skirting,
    walls,
)
from assets.build.kit import Piece, solid
from assets.build.mesh import arc, cylinder, lathe, tube
from assets.build.place import Build
from assets.build.shell import frame
from assets.build.sign_sheet import board

SIDES = (-1, 1)


def entrance(b: Build) -> None:
    """현관: tiles, a step up to the boards, shoe cabinet with its lit niche, mat, intercom; a bedroom's door that stays shut."""
    walls(b, ENTRY, "wallpaper", {"west": (FLAT_DOOR,), "east": (ARCH,)})
    deck(b, ENTRY, "porch tile", "plaster")
    b.add("laminate", box(1.90, 0.035, 1.58, (-0.56, 0.0, -12.9), 0.004, grain="x"))
    b.add("walnut", box(0.03, 0.045, 1.6, (-1.52, 0, -12.9), 0.004))
    skirting(b, ENTRY, "cabinet white", {"west": [(-13.5, -12.4)], "east": [(-13.47, -12.33)]}, 0.06)
    jamb(b, ENTRY, "west", FLAT_DOOR)
    fire_door(b, "door.flat", (-2.985, -13.395), 180, 0.90, 2.05, "door ivory", vision=False, label=1)
    b.add("cabinet white", frame(1.12, 2.17, 0.06, THICK + 0.03, sill=False).at(0.5, 0, -12.9, 90))
    sill(b, ENTRY, "east", ARCH, "laminate")
    b.put(shoe_cabinet(1.20, 2.3), -2.0, 0, -12.29, 180)
    b.put(umbrellas(), -2.62, 0, -13.56, 20, solid=False)
    for k, (x, z, yaw) in enumerate(
        ((-2.25, -12.42, 170), (-2.12, -12.43, 186), (-1.90, -12.62, 96), (-1.78, -12.75, 84), (-2.30, -12.72, 40))
    ):
        b.put(fire_home.shoe(k // 2), x, 0.0, z, yaw, solid=False)
    for x in (-1.25, -1.12):
        b.put(fire_home.slipper(), x, 0.036, -13.2, 4, solid=False)
    b.add("rug", box(0.75, 0.012, 0.48, (-1.0, 0.035, -12.85), 0.004))
    panel = leaf_parts(0.84, 2.06, "door ivory", False)
    b.put(panel, -1.0, 0.035, -13.675, 0, solid=False)
    b.add("cabinet white", frame(0.96, 2.15, 0.06, 0.05, sill=False).at(-0.58, 0.03, -13.69))
    entrance_lamps(b)
    entrance_walls(b)


def entrance_lamps(b: Build) -> None:
    """센서등 above the tiles, as every flat has one, and two downlights above the boards."""
    x, z = -2.1, -13.0
    b.add("cabinet white", box(0.36, 0.03, 0.36, (x, 2.37, z), 0.010))
    b.add("lamp hall", box(0.31, 0.03, 0.31, (x, 2.342, z), 0.012), casts=False)
    b.add("cabinet white", lathe([(0, -0.012), (0.014, -0.010), (0.02, 0)], 18).at(x, 2.345, z))
    for at in (-1.15, -0.25):
        b.add("lamp hall", lathe([(0, -0.004), (0.085, -0.004)], 28).at(at, 2.4, -12.9), casts=False)
        b.add("cabinet white", lathe([(0.085, -0.006), (0.098, -0.006), (0.102, 0)], 28).at(at, 2.4, -12.9))
    b.lamp(-1.4, 2.2, -12.9, 2.6, (1.0, 0.96, 0.90), (0.6, 0.3), range_m=4)


def entrance_walls(b: Build) -> None:
    """The intercom beside the bedroom's door, the switch that turns everything off, a print on the other wall."""
    phone = signs.column(
        [("인터폰", "bold", 44, "#ffffff"), ("Intercom", "text", 28, "#a9c6e8")], 256, 160, "#1c2f45", 30
    )
    board(b, phone, (-1.36, 1.45, -13.698), (0.19, 0.12), 0, lit=True, edge="cabinet white", thick=0.024)
    switch = signs.column(
        [("일괄소등", "bold", 52, signs.INK), ("All off", "text", 34, "#666666")], 256, 256, "#f2f0ea", 60
    )
    board(b, switch, (-1.36, 1.20, -13.698), (0.08, 0.08), 0, edge="cabinet white", thick=0.010)
    image, d = signs.canvas(400, 520, "#f3efe6")
    d.rectangle((0, 360, 400, 520), fill="#b9c7b4")
    d.ellipse((110, 120, 290, 300), fill="#e2a56c")
    for x0, x1, top in ((40, 210, 300), (170, 390, 260)):
        d.polygon([(x0, 520), ((x0 + x1) / 2, top), (x1, 520)], fill="#7f9a86" if x0 < 100 else "#5f7f74")
    board(b, signs.encode(image, "JPEG", 84), (-0.65, 1.5, -12.102), (0.42, 0.55), 180, edge="walnut", thick=0.022)


def shoe_cabinet(w: float = 1.2, h: float = 2.3) -> Piece:
    """A tall shoe cabinet (신발장) on a gap for shoes: four doors, a niche between them for keys; lit below and in the niche."""
    y0, d, low, high = 0.20, 0.36, 0.94, 1.26
    body = [box(w, low - y0, d, (0, y0, 0), 0.003), box(w, h - high, d, (0, high, 0), 0.003)]
    body += [box(0.018, high - low, d, (s * (w / 2 - 0.009), low, 0), 0.002) for s in SIDES]
    for y, hh in ((y0 + 0.004, low - y0 - 0.02), (high + 0.012, h - high - 0.016)):
        body += [box(w / 2 - 0.006, hh, 0.018, (s * w / 4, y, d / 2 + 0.009), 0.003) for s in SIDES]
    niche = [box(w - 0.036, high - low, 0.012, (0, low, 0.006 - d / 2), 0.001)]
    niche.append(box(w - 0.036, 0.008, d - 0.012, (0, low, 0.006), 0.002, grain="x"))
    strips = [box(w - 0.08, 0.008, 0.016, (0, y - 0.009, d / 2 - 0.05), 0.001) for y in (y0, high)]
    bowl = lathe([(0, 0.008), (0.05, 0.010), (0.085, 0.04), (0.080, 0.041), (0.048, 0.016), (0, 0.015)], 32, 50)
    vase = lathe([(0, 0.008), (0.035, 0.008), (0.045, 0.07), (0.022, 0.15), (0.026, 0.17), (0, 0.12)], 28, 50)
    return {
        "cabinet white": body,
        "cabinet wood": niche,
        "lamp cove": strips,
        "ceramic": [bowl.at(-0.25, low, 0.03), vase.at(0.36, low, -0.04)],
        "brass": [tube(arc((-0.25, low + 0.026, 0.03), 0.016, 0, 360, 16, "xz"), 0.002, 6)],
        "solid": solid(w, h, d),
    }


def umbrellas() -> Piece:
    """A steel stand with two closed umbrellas, 0.22 wide."""
    stand = [tube(arc((0, y, 0), 0.11, 0, 360, 29, "xz"), 0.006, 8) for y in (0.02, 0.26, 0.50)]
    stand += [
        tube([(0.11 * math.cos(a), 0, 0.11 * math.sin(a)), (0.11 * math.cos(a), 0.5, 0.11 * math.sin(a))], 0.005, 6)
        for a in np.linspace(0, 2 * math.pi, 6, endpoint=False)
    ]
    folded = [(0, 0.04), (0.012, 0.06), (0.038, 0.45), (0.030, 0.60), (0.010, 0.68)]
    hook = [(0.0, 0.68, 0.0), (0.0, 0.80, 0.0), (0.02, 0.84, 0.0), (0.055, 0.84, 0.0), (0.07, 0.80, 0.0)]
    return {
        "brushed": [*stand, cylinder(0.11, 0.01, 28)],
        "towel blue": [lathe(folded, 18, 60).at(0.03, 0, -0.03)],
        "black": [
            lathe(folded, 18, 60).at(-0.035, 0, 0.03),
            tube(smooth(hook, 14), 0.008, 8).at(0.03, 0, -0.03),
            tube(smooth(hook, 14), 0.008, 8).at(-0.035, 0, 0.03, 70),
        ],
    }
