"""Fixtures of a rented Korean flat: kitchen unit, bathroom things, doors, sliding windows, boiler control, breaker box.

As in `kit`: {material: [meshes]}, on y = 0 (or hung: origin at the wall), front towards +z.
"""

from __future__ import annotations

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece, solid
from assets.build.materials import CATALOGUE, Material, paint, srgb
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad, tube
from assets.build.organic import cushion, subdivided

CATALOGUE.update(
    {
        "porcelain": paint("#eeece6", 0.10),
        "brushed": Material(colour=srgb("#b9bcbd"), roughness=0.30, metallic=1.0),
        "mirror": Material(colour=srgb("#e8ecec"), roughness=0.02, metallic=1.0),
        "hob glass": paint("#0e0f10", 0.07),
        "kitchen film": paint("#d9d3c4", 0.28),
        "marble top": Material(colour=srgb("#d8d0c0"), surface="marble", detail="base", roughness=0.22),
        "screen cloth": Material(colour=(0.10, 0.11, 0.11, 0.35), roughness=0.9, alpha="BLEND"),
        "frost": Material(colour=(0.85, 0.90, 0.90, 0.55), roughness=0.5, alpha="BLEND"),
        "door film": paint("#c9bda6", 0.45),
        "steel door": paint("#575553", 0.42),
    }
)


def sliding_window(w: float, h: float, glass: str = "clear", screen: bool = True) -> Piece:
    """Two PVC sashes on two rails, seen from inside; front of the frame at z = 0, base centre at the origin."""
    t, d = 0.055, 0.13
    outer = [box(w, t, d, (0, y, -d / 2), 0.004) for y in (0, h - t)] + [
        box(t, h - 2 * t, d, (s * (w - t) / 2, t, -d / 2), 0.004) for s in (-1, 1)
    ]
    outer += [box(w - 2 * t, 0.012, 0.006, (0, t, z), 0.001) for z in (-0.02, -0.058, -0.098)]
    sw, sh, b = (w - 2 * t) / 2 + 0.025, h - 2 * t - 0.01, 0.052
    panes, catch = [], []
    for s, z in ((-1, -0.04), (1, -0.08)):
        x = s * ((w - 2 * t) / 2 - sw / 2)
        outer += [box(b, sh, 0.032, (x + q * (sw - b) / 2, t + 0.005, z), 0.004) for q in (-1, 1)]
        outer += [box(sw - 2 * b, b, 0.032, (x, y, z), 0.004) for y in (t + 0.005, t + 0.005 + sh - b)]
        panes.append(quad((x - sw / 2 + b, t + b, z), (sw - 2 * b, 0, 0), (0, sh - 2 * b + 0.01, 0), 99))
        catch.append(
            box(
                0.022,
                0.12,
                0.014,
                (x - s * (sw / 2 - b / 2) * -1 if s > 0 else x - (sw - b) / 2, t + sh * 0.48, z + 0.02),
                0.004,
            )
        )
    piece: Piece = {
        "pvc": outer,
        glass: panes,
        "grey": [*catch, box(0.05, 0.03, 0.02, (0, t + sh * 0.52, -0.055), 0.005)],
    }
    if screen:
        piece["screen cloth"] = [quad((0.0, t, -0.115), (w / 2 - t, 0, 0), (0, h - 2 * t, 0), 99)]
        piece["pvc"] += [box(0.025, h - 2 * t, 0.015, (0.012, t, -0.115), 0.002)]
    return piece


def door_frame(w: float, h: float, depth: float = 0.14) -> list[Mesh]:
    """Casing around an opening w x h, centred on the wall's middle plane (z = 0)."""
    t = 0.045
    out = [box(t, h + t, depth, (s * (w + t) / 2, 0, 0), 0.005) for s in (-1, 1)] + [box(w, t, depth, (0, h, 0), 0.005)]
    return out + [box(0.016, h, 0.03, (s * (w / 2 - 0.008), 0, -0.02), 0.003) for s in (-1, 1)]


def door_leaf(w: float, h: float, film: str = "door film") -> Piece:
    """A hollow door with two pressed panels and lever handles on both sides; hinge edge at x = 0, leaf towards +x."""
    parts = [box(w, h - 0.012, 0.036, (w / 2, 0.008, 0), 0.003, 99, "y")]
    for s in (-1, 1):
        for y, hh in ((0.14, h * 0.36), (h * 0.36 + 0.26, h * 0.46)):
            for k, r in enumerate((0.0, 0.022)):
                ww, h2 = w - 0.24 - 2 * r, hh - 2 * r
                parts.append(box(ww, h2, 0.004, (w / 2, y + r, s * (0.0195 + 0.003 * k)), 0.0018))
    metal = []
    for s in (-1, 1):
        x = w - 0.06
        metal += [
            cylinder(0.026, 0.01, 18).at(x, 0.97, s * 0.018, pitch=90 * s),
            tube(
                [(x, 0.97, s * 0.02), (x, 0.97, s * 0.055), (x - 0.012, 0.97, s * 0.062), (x - 0.115, 0.968, s * 0.06)],
                0.009,
                10,
            ),
        ]
    hinges = [cylinder(0.007, 0.09, 10).at(0, y, 0.022) for y in (0.2, h - 0.3)]
    return {film: parts, "brushed": [*metal, *hinges]}


def entrance_door(w: float = 0.92, h: float = 2.05) -> Piece:
    """The flat's steel door from inside: pressed ribs, digital lock, peephole, closer, chain, milk hole; front at z = 0."""
    frame = [box(0.06, h + 0.06, 0.16, (s * (w + 0.06) / 2, 0, -0.03), 0.004) for s in (-1, 1)] + [
        box(w, 0.06, 0.16, (0, h, -0.03), 0.004),
        box(w, 0.03, 0.16, (0, -0.005, -0.03), 0.003),
    ]
    leaf = [box(w - 0.01, h - 0.035, 0.045, (0, 0.028, -0.045), 0.004)] + [
        box(w - 0.2, 0.012, 0.006, (0, y, -0.021), 0.003) for y in (0.32, 0.62, 1.28, 1.62)
    ]
    lock = [
        box(0.075, 0.19, 0.035, (-w / 2 + 0.085, 1.02, -0.006), 0.01),
        cylinder(0.016, 0.012, 16).at(-w / 2 + 0.085, 1.06, 0.010, pitch=90),
    ]
    lever = [
        tube(
            [
                (-w / 2 + 0.085, 0.93, -0.02),
                (-w / 2 + 0.085, 0.93, 0.035),
                (-w / 2 + 0.10, 0.93, 0.042),
                (-w / 2 + 0.21, 0.93, 0.042),
            ],
            0.010,
            10,
        ),
        cylinder(0.028, 0.012, 18).at(-w / 2 + 0.085, 0.93, -0.02, pitch=90),
    ]
    closer = [
        box(0.24, 0.055, 0.05, (0.22, h - 0.14, 0.004), 0.008),
        box(0.30, 0.018, 0.010, (0.05, h - 0.085, 0.03), 0.003).at(0, 0, 0, 0, 0, 0),
    ]
    eye = lathe([(0.006, 0.003), (0.014, 0.004), (0.015, 0), (0.015, -0.002)][::-1], 16).at(0, 1.45, -0.022, pitch=90)
    flap = [box(0.26, 0.12, 0.008, (0.0, 0.14, -0.018), 0.003), box(0.06, 0.012, 0.012, (0, 0.20, -0.012), 0.003)]
    return {
        "steel door": [*leaf, *frame],
        "black": lock[:1],
        "brushed": [*lock[1:], *lever, eye, *flap],
        "grey lacquer": closer,
    }


def mirror_cabinet(w: float = 0.55, h: float = 0.70) -> Piece:
    return {
        "old white": [box(w, h, 0.13, (0, -h / 2, 0.065), 0.004)],
        "mirror": [quad((-w / 2 + 0.004, -h / 2 + 0.004, 0.1315), (w - 0.008, 0, 0), (0, h - 0.008, 0), 9)],
        "brushed": [box(w, 0.012, 0.008, (0, -h / 2 - 0.004, 0.13), 0.002)],
    }


def boiler_control() -> Piece:
    """The thermostat of the floor heating: a white box with a small lit display and buttons; origin at its back's centre."""
    return {
        "old white": [box(0.13, 0.12, 0.022, (0, -0.06, 0.011), 0.006)],
        "green": [quad((-0.04, 0.0, 0.0225), (0.08, 0, 0), (0, 0.035, 0), 9)],
        "grey": [box(0.018, 0.012, 0.004, (-0.036 + 0.024 * k, -0.042, 0.023), 0.002) for k in range(4)],
        "led red": [box(0.003, 0.003, 0.001, (0.05, 0.045, 0.0222), 0)],
    }


def video_phone() -> Piece:
    return {
        "old white": [
            box(0.20, 0.19, 0.03, (0.03, -0.095, 0.015), 0.006),
            cushion(0.05, 0.21, 0.035, 0.014).at(-0.09, -0.105, 0.04),
        ],
        "hob glass": [quad((-0.04, -0.03, 0.0305), (0.15, 0, 0), (0, 0.10, 0), 9)],
        "grey": [box(0.018, 0.018, 0.004, (0.0 + 0.035 * k, -0.07, 0.031), 0.003) for k in range(3)],
    }


def breaker_box() -> Piece:
    """Distribution board, its cover screwed on: a row of breakers, one down."""
    frame = box(0.30, 0.24, 0.03, (0, -0.12, 0.015), 0.006)
    switches = [box(0.024, 0.07, 0.012, (-0.09 + 0.03 * k, -0.04, 0.034), 0.002) for k in range(7)]
    levers = [box(0.008, 0.016, 0.012, (-0.09 + 0.03 * k, (0.002, -0.02)[k == 5], 0.043), 0.002) for k in range(7)]
    return {
        "old white": [frame],
        "grey": switches,
        "black": levers,
        "red": levers[:1],
        "paper": [quad((-0.10, 0.055, 0.0305), (0.20, 0, 0), (0, 0.035, 0), 9)],
    }


def plate(gangs: int = 1, socket: bool = False) -> Piece:
    """A light switch (rockers) or a socket; origin at its back's centre."""
    base = [box(0.072, 0.118, 0.008, (0, -0.059, 0.004), 0.003)]
    if socket:
        cups = [
            lathe([(0.0, 0.0), (0.018, 0), (0.02, 0.005), (0.022, 0.005)], 18).at(0, y, 0.006, pitch=90)
            for y in (-0.027, 0.027)
        ]
        pins = [cylinder(0.0025, 0.001, 8).at(x, y, 0.0072, pitch=90) for y in (-0.027, 0.027) for x in (-0.009, 0.009)]
        return {"old white": [*base, *cups], "black": pins}
    step = 0.09 / gangs
    return {
        "pvc": [
            *base,
            *(box(0.05, step - 0.006, 0.006, (0, -0.045 + step * k + 0.003, 0.007), 0.002) for k in range(gangs)),
        ]
    }


def ceiling_lamp(w: float, d: float, material: str) -> Piece:
    """A flat ceiling light (방등): frosted tray in a thin frame; origin on the ceiling, hangs down 7 cm."""
    tray = subdivided(
        [
            (x, y, z)
            for y in (-0.065, -0.008)
            for x, z in ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))
        ],
        [[0, 1, 2, 3], [7, 6, 5, 4], [0, 4, 5, 1], [1, 5, 6, 2], [2, 6, 7, 3], [3, 7, 4, 0]],
        3,
        0.75,
    )
    return {material: [tray], "old white": [box(w + 0.03, 0.02, d + 0.03, (0, -0.02, 0), 0.004)]}


def hanger() -> Piece:
    """A wire hanger; its hook's top at the origin."""
    return {
        "galvanised": [
            tube(
                [
                    (0, 0, 0),
                    (0.02, -0.01, 0),
                    (0.018, -0.03, 0),
                    (0, -0.045, 0),
                    (0, -0.07, 0),
                    (0.20, -0.16, 0),
                    (0.205, -0.175, 0),
                    (-0.205, -0.175, 0),
                    (-0.20, -0.16, 0),
                    (0, -0.07, 0),
                ],
                0.0016,
                5,
                False,
            )
        ]
    }


def shoe_cupboard(w: float = 1.0, h: float = 1.05, d: float = 0.33) -> Piece:
    doors = [box(w / 2 - 0.004, h - 0.14, 0.018, (s * w / 4, 0.11, d / 2 - 0.004), 0.003, 99, "y") for s in (-1, 1)]
    return {
        "old white": [box(w, h - 0.125, d - 0.02, (0, 0.10, -0.01), 0.002), *doors],
        "ash": [box(w + 0.01, 0.025, d + 0.01, (0, h - 0.025, 0), 0.004, 99, "x")],
        "charcoal": [
            box(w - 0.04, 0.10, d - 0.07),
            *(box(0.012, 0.10, 0.016, (s * 0.03, h * 0.6, d / 2 + 0.010), 0.003) for s in (-1, 1)),
        ],
        "solid": solid(w, h, d),
    }


def broom() -> Piece:
    stick = tube([(0, 0.16, 0), (0.03, 1.25, 0)], 0.011, 8)
    head = cushion(0.28, 0.06, 0.05, 0.02).at(0, 0.12, 0)
    hair = [join(box(0.26, 0.125, 0.03, (0, 0, 0), 0.004))]
    return {"blue": [stick], "charcoal": [head], "kraft": hair}
