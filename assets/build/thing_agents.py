"""What fires are put out with: CO2 and class K extinguishers, the hydrant's nozzle and valve, lid, blanket, towel, and the bowl of
water that one should leave alone. Origin where it touches the floor (or where a hand holds it), front +Z; see `things`."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.materials import Material, paint
from assets.build.mesh import box, cylinder, lathe, placement, quad, sheet, tube
from assets.build.place import Build
from assets.build.thing_kit import bottle, cloth, eased, instructions, plain, plate, thing, valve_head, wheel, wrap


def extinguisher_co2() -> Build:
    """3 kg, 0.55 m, with a horn on a short hose; no gauge: CO2 is weighed. Nozzle: a horn, the jet leaves along its -Z."""
    b = thing("extinguisher_co2")
    r = 0.058
    red = b.material("bottle red", paint("#b5100e", 0.22))
    b.add(red, bottle(r, 0.41, 0.475), node="body")
    b.add(
        "black rubber", lathe([(r - 0.004, 0), (r + 0.002, 0), (r + 0.002, 0.02), (r - 0.001, 0.022)], 36), node="body"
    )
    text = instructions("이산화탄소 소화기", "CO2 EXTINGUISHER 3 kg", "#20262b", "BC")
    b.add(
        b.material("label", Material(picture=text, roughness=0.4)), wrap(r + 0.0006, 0.16, 0.33, 20, 160), node="body"
    )
    b.add(
        "brass",
        cylinder(0.020, 0.04, 20).at(0, 0.472, 0),
        cylinder(0.012, 0.03, 14).at(0, 0.49, 0.012, 0, 90),
        node="body",
    )
    valve_head(b, 0.50)
    hose = eased(
        [(0, 0.49, 0.03), (-0.02, 0.495, 0.065), (-0.07, 0.47, 0.08), (-0.09, 0.40, 0.05), (-0.086, 0.33, 0.02)]
    )
    b.add("black rubber", tube(hose, 0.0105, 12), node="hose")
    b.matrices["nozzle"] = placement(-0.086, 0.33, 0.02, 0, -90)
    horn = [
        (0, 0),
        (0.014, 0),
        (0.0145, 0.05),
        (0.018, 0.055),
        (0.019, 0.13),
        (0.024, 0.15),
        (0.052, 0.30),
        (0.049, 0.30),
    ]
    b.add("black", lathe([*horn, (0.019, 0.15), (0, 0.15)], 28, 35).at(0, 0, 0, 0, -90), node="nozzle")
    grip = b.material("horn grip", plain("#3a3d40", 0.8))
    b.add(
        grip,
        lathe([(0.019, 0.062), (0.0225, 0.066), (0.0225, 0.124), (0.019, 0.128)], 24).at(0, 0, 0, 0, -90),
        node="nozzle",
    )
    return b


def extinguisher_k() -> Build:
    """Class K, wet chemical, 3 l: a steel bottle with a yellow band and a wand whose nozzle makes a soft spray."""
    b = thing("extinguisher_k")
    r = 0.068
    b.add("brushed steel", bottle(r, 0.30, 0.37), node="body")
    band = b.material("band yellow", paint("#f2b705", 0.35))
    b.add(
        band,
        lathe([(r + 0.0004, 0.262), (r + 0.0008, 0.266), (r + 0.0008, 0.292), (r + 0.0004, 0.296)], 36),
        node="body",
    )
    b.add(
        "black rubber", lathe([(r - 0.004, 0), (r + 0.002, 0), (r + 0.002, 0.02), (r - 0.001, 0.022)], 36), node="body"
    )
    text = instructions("K급 주방용 소화기", "CLASS K WET CHEMICAL 3 L", "#8a6400", "KA")
    b.add(
        b.material("label", Material(picture=text, roughness=0.4)), wrap(r + 0.0006, 0.06, 0.25, 18, 162), node="body"
    )
    b.add(
        "brass",
        cylinder(0.022, 0.045, 20).at(0, 0.365, 0),
        cylinder(0.012, 0.03, 14).at(0, 0.385, 0.012, 0, 90),
        node="body",
    )
    valve_head(b, 0.40)
    _gauge(b, 0.024, 0.389)
    hose = eased(
        [(0, 0.385, 0.03), (-0.02, 0.387, 0.066), (-0.06, 0.36, 0.078), (-0.088, 0.29, 0.05), (-0.088, 0.24, 0.02)]
    )
    b.add("black rubber", tube(hose, 0.0085, 12), node="hose")
    b.matrices["nozzle"] = placement(-0.088, 0.24, 0.02, 0, -90)
    wand = [
        (0, 0),
        (0.0105, 0),
        (0.0105, 0.05),
        (0.0065, 0.056),
        (0.0065, 0.17),
        (0.013, 0.178),
        (0.015, 0.20),
        (0.009, 0.201),
    ]
    b.add("black", lathe([*wand, (0, 0.19)], 20).at(0, 0, 0, 0, -90), node="nozzle")
    return b


def _gauge(b: Build, x: float, y: float) -> None:
    from assets.build.things import gauge_face

    b.add("steel", cylinder(0.017, 0.014, 24).at(x - 0.006, y, 0, 90, 90), node="body")
    face = b.material("gauge", Material(picture=gauge_face(), roughness=0.3))
    dial = quad((-0.0145, -0.0145, 0), (0.029, 0, 0), (0, 0.029, 0), 9, picture=True)
    b.add(face, dial.at(x + 0.009, y, 0, 90), node="body")
    b.matrices["gauge_needle"] = placement(x + 0.0098, y, 0, 90)
    b.add("black", box(0.0022, 0.012, 0.001, (0, -0.002, 0), 0.0003), node="gauge_needle")


def hydrant_nozzle() -> Build:
    """A straight 13 mm branch with the end of a 40 mm canvas hose. Nodes: nozzle (origin in the hand, jet along -Z), hose."""
    b = thing("hydrant_nozzle")
    branch = [(0, -0.10), (0.030, -0.10), (0.033, -0.094), (0.033, -0.04), (0.024, -0.03), (0.026, 0.03), (0.012, 0.26)]
    branch += [(0.015, 0.265), (0.015, 0.292), (0.0085, 0.294), (0.0066, 0.25), (0, 0.25)]
    b.add("brass", lathe(branch, 28, 35).at(0, 0, 0, 0, -90), node="nozzle")
    red = b.material("grip red", paint("#a3120f", 0.6))
    b.add(
        red,
        lathe([(0.0265, -0.025), (0.030, -0.02), (0.028, 0.07), (0.022, 0.075)], 24).at(0, 0, 0, 0, -90),
        node="nozzle",
    )
    canvas = b.material("hose canvas", plain("#d8d2c2", 0.92))
    way = eased([(0, 0, 0.10), (0, -0.02, 0.30), (0.02, -0.16, 0.55), (0.05, -0.42, 0.72), (0.10, -0.80, 0.80)], 26)
    b.add(canvas, tube(way, 0.021, 14), node="hose")
    return b


def hose_on_floor() -> Build:
    """Six metres of filled 40 mm hose lying in two bends, from the origin along +X."""
    b = thing("hose_on_floor")
    canvas = b.material("hose canvas", plain("#d8d2c2", 0.92))
    t = np.linspace(0, 1, 60)
    z = 0.55 * np.sin(2 * math.pi * t) * np.sin(math.pi * t)
    b.add(canvas, tube(np.stack([5.2 * t, np.full_like(t, 0.021), z], -1), 0.021, 12), node="body")
    b.add("brass", cylinder(0.028, 0.07, 20).at(5.18, 0.021, 0, 90, 90), node="body")
    return b


def hydrant_valve() -> Build:
    """The angle valve's red wheel, 0.11 m; turns about Y."""
    b = thing("hydrant_valve")
    b.add("fire red", *wheel(0.055), node="wheel")
    return b


def pot_lid() -> Build:
    """A frying pan's lid, 0.30 m; origin at the middle of its rim."""
    b = thing("pot_lid")
    dome = [
        (0.142, 0.0),
        (0.150, 0.0),
        (0.151, 0.004),
        (0.146, 0.010),
        (0.12, 0.024),
        (0.08, 0.036),
        (0.03, 0.042),
        (0, 0.043),
    ]
    under = [(0, 0.040), (0.03, 0.039), (0.08, 0.033), (0.12, 0.021), (0.142, 0.008), (0.142, 0.0)]
    b.add("chrome", lathe(dome, 40, 50), lathe(under[::1], 40, 50), node="body")
    b.add(
        "black",
        lathe([(0, 0.04), (0.012, 0.04), (0.011, 0.055), (0.021, 0.066), (0.020, 0.076), (0, 0.078)], 24, 50),
        node="body",
    )
    return b


def fire_blanket() -> Build:
    """A red box for the wall, 0.30 x 0.36 x 0.06, its back at z = 0; tabs hang out. cloth: 1.2 x 1.2 m, its origin at the middle of
    the upper edge that two hands hold, 1.2 m apart; hide it while it is in the box."""
    b = thing("fire_blanket")
    b.add("fire red", box(0.30, 0.36, 0.06, (0, -0.18, 0.03), 0.010), node="box")
    text = signs.column(
        [
            ("방화 담요", "bold", 50, "#b8120f"),
            ("FIRE BLANKET", "bold", 28, "#333333"),
            ("---", "", 0, "#b8120f"),
            ("아래로 당긴다", "bold", 32, signs.INK),
            ("Pull the tabs down", "text", 22, "#555555"),
            ("불을 덮고 열을 끈다", "bold", 32, signs.INK),
            ("Cover, then heat off", "text", 22, "#555555"),
        ],
        300, 340, "#fbfaf5", 22,
    )  # fmt: skip
    plate(b, "blanket label", text, (0, 0.012, 0.0606), (0.24, 0.272), "box")
    b.add("black", box(0.27, 0.006, 0.05, (0, -0.1835, 0.03), 0.001), node="box")
    tabs = b.material("tabs white", plain("#efece4", 0.85))
    b.add(tabs, *(box(0.045, 0.10, 0.003, (x, -0.275, 0.03), 0.001) for x in (-0.07, 0.07)), node="tabs")
    b.matrices["cloth"] = placement(0, 0, 0.25)
    weave = b.material("blanket cloth", plain("#e4e0d4", 0.95))
    b.add(weave, cloth(1.2, 1.2, 2.5, 0.045), node="cloth")
    return b


def fire_blanket_laid() -> Build:
    """The blanket lying over a pan or a small thing, 0.36 m across and 0.10 m high in the middle; origin under its middle."""
    b = thing("fire_blanket_laid")
    weave = b.material("blanket cloth", plain("#e4e0d4", 0.95))
    s, t = np.meshgrid(np.linspace(-0.6, 0.6, 41), np.linspace(-0.6, 0.6, 41), indexing="ij")
    r = np.hypot(s, t)
    slope = np.clip((0.34 - r) / 0.16, 0, 1)
    y = 0.012 + 0.10 * slope * slope * (3 - 2 * slope)
    folds = np.sin(7 * np.arctan2(t, s)) * 0.016 * np.clip((r - 0.15) / 0.2, 0, 1) + 0.004 * np.sin(23 * s + 17 * t)
    points = np.stack([s, y + np.abs(folds), t], -1)
    b.add(weave, sheet(points, np.stack([s, t], -1), flip=True), node="body")
    return b


def towel() -> Build:
    """A folded hand towel, 0.30 x 0.20 m. It darkens when wet: tint it."""
    b = thing("towel")
    pile = b.material("towel", plain("#dfe6ea", 0.97))
    stripe = b.material("towel stripe", plain("#5f8fb0", 0.97))
    b.add(
        pile,
        *(box(0.30 - 0.006 * k, 0.014, 0.20 - 0.004 * k, (0.002 * k, 0.0135 * k, 0), 0.006) for k in range(3)),
        node="body",
    )
    b.add(
        stripe,
        box(0.289, 0.001, 0.012, (0.004, 0.0405, 0.06), 0),
        box(0.289, 0.001, 0.006, (0.004, 0.0405, 0.042), 0),
        node="body",
    )
    return b


def towel_gap() -> Build:
    """The towel rolled and laid along a door's foot, 0.9 m along X."""
    b = thing("towel_gap")
    pile = b.material("towel", plain("#dfe6ea", 0.97))
    x = np.linspace(-0.45, 0.45, 19)
    line = np.stack([x, 0.028 + 0.004 * np.sin(9 * x), 0.006 * np.sin(7 * x + 1)], -1)
    b.add(pile, tube(line, 0.030, 16), node="body")
    turns = [(0.004 * k * math.cos(k), 0.004 * k * math.sin(k)) for k in np.linspace(1, 7, 40)]
    ends = [tube([(s * 0.4505, 0.028 + v, u) for u, v in turns], 0.0012, 5) for s in (-1, 1)]
    b.add(b.material("towel dark", plain("#b9c3c9", 0.97)), *ends, node="body")
    return b


def water_bowl() -> Build:
    """A plastic washing-up bowl, 0.34 m, full of water. Nodes: body, water."""
    b = thing("water_bowl")
    blue = b.material("bowl blue", paint("#5d9fc4", 0.35))
    inside = [(0.162, 0.135), (0.160, 0.12), (0.122, 0.008), (0, 0.006)]
    b.add(
        blue,
        lathe([(0, 0), (0.122, 0), (0.128, 0.005), (0.166, 0.12), (0.178, 0.13), (0.178, 0.135), *inside], 40, 40),
        node="body",
    )
    water = b.material("bowl water", Material(colour=(0.45, 0.62, 0.70, 0.55), roughness=0.05, alpha="BLEND"))
    b.matrices["water"] = placement(0, 0.118, 0)
    b.add(water, lathe([(0.159, 0), (0, 0.0005)], 40), node="water")
    return b


MADE = {
    "extinguisher_co2": extinguisher_co2,
    "extinguisher_k": extinguisher_k,
    "hydrant_nozzle": hydrant_nozzle,
    "hose_on_floor": hose_on_floor,
    "hydrant_valve": hydrant_valve,
    "pot_lid": pot_lid,
    "fire_blanket": fire_blanket,
    "fire_blanket_laid": fire_blanket_laid,
    "towel": towel,
    "towel_gap": towel_gap,
    "water_bowl": water_bowl,
}
