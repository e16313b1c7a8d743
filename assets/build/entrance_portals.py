"""The three ways on, each a door of its own kind: walnut and brass to the mayor, red steel to the fire hall, a shop front
to the estate agent. Pieces face +z, centred on x, y = 0; their z = 0 is the wall's face and they reach back into it."""

from __future__ import annotations

import numpy as np

from assets.build import entrance_prints as prints
from assets.build import entrance_signs as pictures
from assets.build import signs
from assets.build.blender import lettering
from assets.build.entrance_shell import DOORS, HALL
from assets.build.glazing import gasket, pane
from assets.build.kit import Piece
from assets.build.materials import Material, glow, glowing_picture, paint, tinted
from assets.build.mesh import Mesh, Vec, box, cylinder, quad, tube
from assets.build.place import Build
from assets.build.shell import YAW

PORTALS = {
    "fire_hall": ("north", 0.0, "소방안전 체험관", "Fire Safety Hall"),
    "mayor_office": ("west", -7.0, "시장실", "Mayor's Office"),
    "estate_office": ("east", -7.0, "부동산 중개사무소", "Estate Agent's Office"),
}


def letters(text: str, size: float, depth: float = 0.012, face: str = "bold") -> Mesh:
    """Solid letters in a font of `signs`, their back at z = 0."""
    return lettering(text, size, depth, 0.0, str(signs.font(face, 20).path)).at(0, 0, depth / 2)


def materials(b: Build) -> None:
    b.material("walnut door", tinted("walnut", "#c2b5aa"))
    b.material("red lacquer", paint("#a3120e", 0.24))
    b.material("door steel", Material(colour=(0.12, 0.125, 0.13, 1), metallic=0.6, roughness=0.42))
    b.material("brushed", Material(colour=(0.63, 0.63, 0.64, 1), metallic=1.0, roughness=0.30))
    b.material("polished brass", Material(colour=(0.86, 0.64, 0.31, 1), metallic=1.0, roughness=0.2))
    b.material("shop green", paint("#123c30", 0.32))
    b.material("shop light", glow("#ffe2b4", 14.0))
    b.material("portal light", glow("#ffe3b8", 10.0))
    b.material("shop back", tinted("plaster", "#9c8a70", detail="base", roughness=0.8))


def lining(o_w: float, h: float, deep: float, thick: float = 0.05, proud: float = 0.04) -> list[Mesh]:
    """Jambs and head of an opening o_w x h, standing `proud` of the wall and reaching `deep` into it."""
    d, z = deep + proud, (proud - deep) / 2
    jambs = [box(thick, h, d, (s * (o_w - thick) / 2, 0, z), 0.006, 9, "y") for s in (-1, 1)]
    return [*jambs, box(o_w - 2 * thick, thick, d, (0, h - thick, z), 0.006, 9, "x")]


def mayor() -> Piece:
    """A walnut portal 2.5 x 3.15 m; two leaves with brass lines and long pulls; light along the head."""
    deep, w, h = 0.40, 1.9, 2.55
    wood = lining(2.5, 3.15, deep, 0.06, 0.05)
    wood += [box(0.24, h + 0.02, 0.10, (s * (w / 2 + 0.12), 0, -0.28), 0.006, 9, "y") for s in (-1, 1)]
    wood.append(box(2.38, 3.09 - h, 0.10, (0, h, -0.28), 0.006, 9, "x"))
    brass: list[Mesh] = []
    for k in (-1, 1):
        cx, lw = k * w / 4, w / 2 - 0.004
        wood.append(box(lw, h - 0.01, 0.05, (cx, 0.005, -0.31), 0.004, 9, "y"))
        for x0, x1, y0, y1 in ((-0.36, 0.36, 0.22, 0.92), (-0.36, 0.36, 1.02, 2.40)):
            wood.append(box(x1 - x0, y1 - y0, 0.016, (cx, y0, -0.279), 0.009, 9, "y"))
            brass += [
                box(0.006, y1 - y0 + 0.03, 0.006, (cx + x, y0 - 0.015, -0.284), 0.001, 9)
                for x in (x0 - 0.02, x1 + 0.02)
            ]
            brass += [box(x1 - x0 + 0.05, 0.006, 0.006, (cx, y, -0.284), 0.001, 9) for y in (y0 - 0.02, y1 + 0.014)]
        hx = k * 0.085
        brass.append(cylinder(0.016, 1.25, 16).at(hx, 0.55, -0.20))
        brass += [cylinder(0.011, 0.075, 12).at(hx, y, -0.278, pitch=90) for y in (0.68, 1.67)]
        brass.append(box(lw - 0.02, 0.16, 0.004, (cx, 0.02, -0.283), 0.001, 9))
    brass += [
        letters("시장실", 0.25).at(0, 2.87, -0.228),
        letters("MAYOR'S OFFICE", 0.085, 0.008, "text").at(0, 2.685, -0.228),
    ]
    light = quad((-1.1, 3.088, -0.10), (2.2, 0, 0), (0, 0, 0.05), 99)
    return {"walnut door": wood, "polished brass": brass, "portal light": [light], "solid": _blocks(2.5, 3.15, -0.36)}


def _blocks(w: float, h: float, z: float) -> list[Mesh]:
    """A closed door's collision, its face at z."""
    return [box(w, h, 0.3, (0, 0, z - 0.10), 0, 99)]


def fire() -> Piece:
    """A red-framed steel double door 2.6 x 3.0 m with tall wired windows, push bars, closers and kick plates."""
    deep, w, h = 0.40, 2.0, 2.35
    red = lining(2.6, 3.0, deep, 0.09, 0.06)
    red.append(box(2.42, 0.09, 0.12, (0, h, -0.26), 0.006, 9))
    red += [box(0.21, h, 0.12, (s * (w / 2 + 0.105), 0, -0.26), 0.006, 9) for s in (-1, 1)]
    steel, brushed, glass, dark = [], [], [], [quad((-1.2, 0, -0.45), (2.4, 0, 0), (0, 2.6, 0), 99)]
    for k in (-1, 1):
        cx, lw = k * w / 4, w / 2 - 0.004
        gx, gw, y0, y1 = cx - k * 0.14, 0.26, 0.62, 2.06
        for x0, x1, a, c in (
            (cx - lw / 2, gx - gw / 2, 0.006, h - 0.004),
            (gx + gw / 2, cx + lw / 2, 0.006, h - 0.004),
            (gx - gw / 2, gx + gw / 2, 0.006, y0),
            (gx - gw / 2, gx + gw / 2, y1, h - 0.004),
        ):
            steel.append(box(x1 - x0, c - a, 0.05, ((x0 + x1) / 2, a, -0.30), 0.002, 9))
        red += [
            box(0.03, y1 - y0 + 0.06, 0.012, (gx + s * (gw / 2 + 0.012), y0 - 0.03, -0.27), 0.003, 9) for s in (-1, 1)
        ]
        red += [box(gw + 0.054, 0.03, 0.012, (gx, y, -0.27), 0.003, 9) for y in (y0 - 0.03, y1)]
        glass.append(pane(gx - gw / 2, gx + gw / 2, y0, y1, -0.30))
        brushed.append(box(lw - 0.03, 0.25, 0.004, (cx, 0.02, -0.273), 0.001, 9))
        brushed.append(cylinder(0.017, lw - 0.16, 16).at(cx + (lw - 0.16) / 2, 0.98, -0.21, roll=90))
        brushed += [box(0.05, 0.09, 0.075, (cx + s * (lw / 2 - 0.10), 0.935, -0.24), 0.008, 9) for s in (-1, 1)]
        brushed.append(box(0.24, 0.055, 0.05, (cx + k * 0.24, h - 0.09, -0.25), 0.01, 9))
        brushed.append(
            tube(
                [(cx + k * 0.18, h - 0.03, -0.24), (cx - k * 0.02, h - 0.005, -0.20), (cx - k * 0.20, h + 0.02, -0.22)],
                0.009,
                8,
            )
        )
    return {
        "red lacquer": red,
        "door steel": steel,
        "brushed": brushed,
        "clear glass": glass,
        "black": dark,
        "solid": _blocks(2.6, 3.0, -0.34),
    }


def _listings(b: Build) -> None:
    """Framed sheets of homes to let, hung in two columns behind each shop window; one picture holds all twelve."""
    b.material("listings", Material(picture=prints.listings(12, 4), roughness=0.45))
    sheets, rims = [], []
    for k in range(12):
        px, py = (-1.385, 1.385)[k // 6] + (k % 2 - 0.5) * 0.56, 1.78 - (k % 6 // 2) * 0.42
        sheet = quad((px - 0.23, py, -0.245), (0.46, 0, 0), (0, 0.34, 0), 9, picture=True)
        sheet.uv = (sheet.uv + np.array([k % 4, k // 4])) / np.array([4, 3])
        sheets.append(sheet)
        rims.append(box(0.48, 0.36, 0.006, (px, py - 0.01, -0.2505), 0.002, 9))
    _on(b, "estate_office", {"listings": sheets, "white": rims})


def shop() -> Piece:
    """A dark green shop front 4.4 x 3.15 m: glazed door between two windows on panelled bases, a lit fascia above."""
    deep, w, top = 0.70, 4.4, 2.42
    green = lining(w, 3.15, deep, 0.07, 0.06)
    green.append(box(w + 0.10, 0.05, 0.22, (0, 3.15, 0.02), 0.012, 9))
    green += [box(0.08, top, 0.12, (x, 0, -0.10), 0.006, 9, "y") for x in (-0.60, 0.60)]
    green.append(box(w - 0.14, 0.10, 0.14, (0, top, -0.10), 0.006, 9))
    glass, rubber = [], []
    for s in (-1, 1):
        cx, ww = s * 1.385, 1.49
        green.append(box(ww, 0.46, 0.10, (cx, 0, -0.11), 0.006, 9))
        green += [box(0.62, 0.30, 0.02, (cx + k * 0.36, 0.08, -0.055), 0.012, 9) for k in (-1, 1)]
        green.append(box(ww, 0.05, 0.20, (cx, 0.46, -0.09), 0.012, 9))
        glass.append(pane(cx - ww / 2, cx + ww / 2, 0.51, top, -0.10))
        rubber.append(gasket(cx - ww / 2, cx + ww / 2, 0.51, top, -0.10))
    door = [box(0.09, top - 0.02, 0.05, (s * 0.505, 0.01, -0.10), 0.006, 9, "y") for s in (-1, 1)]
    door += [box(0.92, hh, 0.05, (0, y, -0.10), 0.006, 9) for y, hh in ((0.01, 0.26), (top - 0.12, 0.11))]
    glass.append(pane(-0.46, 0.46, 0.27, top - 0.12, -0.10))
    brass = [cylinder(0.014, 0.9, 16).at(0.40, 0.72, -0.02), box(0.9, 0.2, 0.003, (0, 0.04, -0.074), 0.001, 9)]
    brass += [cylinder(0.009, 0.07, 12).at(0.40, y, -0.085, pitch=90) for y in (0.82, 1.52)]
    back = [
        quad((-w / 2, 0, -deep), (w, 0, 0), (0, 3.1, 0), 9),
        quad((-w / 2, top + 0.1, -deep), (w, 0, 0), (0, 0, deep - 0.17), 9),
    ]
    floor = [box(1.49, 0.04, deep - 0.2, (s * 1.385, 0.46, -(deep + 0.2) / 2), 0.004, 9) for s in (-1, 1)]
    light = quad((-w / 2 + 0.2, top + 0.09, -0.26), (w - 0.4, 0, 0), (0, 0, 0.06), 99)
    wires = [
        cylinder(0.002, 1.9, 6).at(s * 1.385 + dx, 0.5, -0.253) for s in (-1, 1) for dx in (-0.46, -0.10, 0.10, 0.46)
    ]
    return {
        "shop green": green + door,
        "clear glass": glass,
        "black rubber": rubber,
        "polished brass": brass,
        "shop back": back,
        "oak floor": floor,
        "shop light": [light],
        "brushed": wires,
        "solid": _blocks(w, 3.15, -0.10),
    }


def shop_window() -> Piece:
    """Behind the shop's glass: a panelled wall with framed licences, model houses on the sills, a globe lamp."""
    wall = [box(0.50, 1.5, 0.02, (-1.94 + 0.555 * k, 0.75, -0.68), 0.008, 9, "y") for k in range(8)]
    frames = [box(0.34, 0.26, 0.02, (x, 1.62, -0.665), 0.004, 9) for x in (-0.32, 0.08)]
    papers = [box(0.28, 0.20, 0.004, (x, 1.65, -0.652), 0.001, 9) for x in (-0.32, 0.08)]
    houses, roofs = [], []
    for k, (x, w, h) in enumerate(
        (
            (-1.95, 0.20, 0.16),
            (-1.62, 0.15, 0.26),
            (-0.86, 0.22, 0.13),
            (0.92, 0.16, 0.30),
            (1.30, 0.20, 0.15),
            (1.86, 0.17, 0.22),
        )
    ):
        z = -0.42 - 0.05 * (k % 2)
        houses.append(box(w, h, 0.16, (x, 0.50, z), 0.003, 9))
        if h < 0.2:
            roof = np.array([[-w / 2 - 0.015, 0], [0, 0.09], [w / 2 + 0.015, 0]])
            for a, c in ((roof[0], roof[1]), (roof[1], roof[2])):
                d = c - a
                roofs.append(quad((x + a[0], 0.50 + h + a[1], z + 0.09), (d[0], d[1], 0), (0, 0, -0.18), 9))
                roofs.append(quad((x + a[0], 0.49 + h + a[1], z - 0.09), (d[0], d[1], 0), (0, 0, 0.18), 9))
        else:
            houses += [box(w * 0.8, 0.012, 0.165, (x, 0.54 + 0.05 * n, z), 0.001, 9) for n in range(int(h / 0.05))]
    return {"walnut": wall, "polished brass": frames, "paper": papers, "white": houses, "terracotta": roofs}


def fascia(b: Build) -> None:
    """The shop's sign: cream letters on green, lit from within, and the opening hours on the door."""
    board = quad((-1.95, 2.56, -0.028), (3.9, 0, 0), (0, 0.46, 0), 9, picture=True)
    b.material("shop sign", glowing_picture(prints.shop_sign(), 0.9))
    hours = b.material("shop hours", Material(picture=prints.shop_hours(), roughness=0.5))
    paper = quad((-0.30, 1.42, -0.088), (0.24, 0, 0), (0, 0.30, 0), 9, picture=True)
    _on(
        b,
        "estate_office",
        {"shop sign": [board], "shop green": [box(4.2, 0.56, 0.12, (0, 2.51, -0.095), 0.008, 9)], hours: [paper]},
    )


def fire_sign(b: Build) -> None:
    board = quad((-1.10, 2.47, -0.207), (2.2, 0, 0), (0, 0.42, 0), 9, picture=True)
    b.material("fire sign", glowing_picture(pictures.fire_sign(), 0.95))
    notice = b.material("fire notice", Material(picture=pictures.fire_notice(), roughness=0.5))
    sheet = quad((-0.92, 1.50, -0.2715), (0.18, 0, 0), (0, 0.18, 0), 9, picture=True)
    _on(
        b,
        "fire_hall",
        {"fire sign": [board], "door steel": [box(2.30, 0.50, 0.10, (0, 2.44, -0.26), 0.01, 9)], notice: [sheet]},
    )


def _on(b: Build, to: str, piece: Piece) -> None:
    side, s, *_ = PORTALS[to]
    x, _, z = HALL.on_wall(side, s, 0, 0)
    b.put(piece, x, 0, z, YAW[side], solid="solid" in piece)


def name_plate(b: Build, to: str, at: Vec, w: float = 0.42) -> None:
    """A small plate beside the door at hand height: name, pictogram, braille dots."""
    _, _, ko, en = PORTALS[to]
    h = w * 0.5
    name = b.material(f"plate {to}", Material(picture=pictures.door_plate(to, ko, en), roughness=0.4))
    face = quad((at[0] - w / 2, at[1] - h / 2, 0.0135), (w, 0, 0), (0, h, 0), 9, picture=True)
    dots = [
        cylinder(0.0035, 0.003, 8, 0.001).at(
            at[0] - 0.12 + 0.009 * (k // 3) + 0.012 * (k // 6), at[1] - h / 2 + 0.030 - 0.009 * (k % 3), 0.013, pitch=90
        )
        for k in range(24)
        if (k * 7) % 5 != 1
    ]
    _on(
        b,
        to,
        {
            "brushed": [box(w + 0.012, h + 0.012, 0.012, (at[0], at[1] - h / 2 - 0.006, 0.006), 0.002, 9), *dots],
            name: [face],
        },
    )


def build(b: Build) -> None:
    materials(b)
    for to, piece in (("mayor_office", mayor()), ("fire_hall", fire()), ("estate_office", shop())):
        side, s, ko, en = PORTALS[to]
        _on(b, to, piece)
        x, _, z = HALL.on_wall(side, s, 0, 0.15)
        b.anchor(f"portal.{to}", x, 0, z, YAW[side])
        b.portal(to, ko, en)
    fire_sign(b)
    fascia(b)
    _on(b, "estate_office", shop_window())
    _listings(b)
    for to, x in (("mayor_office", 1.46), ("fire_hall", 1.62), ("estate_office", 2.46)):
        name_plate(b, to, (x, 1.45, 0))
    assert {DOORS["north"].s1, DOORS["west"].s1} == {1.3, -5.75}  # the pieces above are drawn to these openings
