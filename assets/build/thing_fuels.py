"""What burns in the drills: solvent, batteries, boxes, bags, a banner. Origin on the floor (or where it lies), front +Z."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.materials import Material, glow, paint
from assets.build.mesh import Mesh, box, cylinder, flat, lathe, placement, sheet, tube
from assets.build.place import Build
from assets.build.thing_kit import cloth, eased, plain, plate, thing


def solvent_can() -> Build:
    """An 18 l square tin of thinner lying on its side, its cap off beside it; the mouth looks to +X."""
    b = thing("solvent_can")
    tin = b.material("tin", paint("#b9bcbd", 0.35, 0.85))
    b.add(tin, box(0.35, 0.235, 0.235, (0, 0, 0), 0.010), node="body")
    rims = [box(0.006, 0.243, 0.243, (s * 0.168, -0.004, 0), 0.003) for s in (-1, 1)]
    b.add("steel", *rims, cylinder(0.021, 0.016, 20).at(0.175, 0.175, 0.07, 0, 0, -90), node="body")
    b.add("black", lathe([(0.016, 0.0), (0.0, 0.0)], 18).at(0.1915, 0.175, 0.07, 0, 0, -90), node="body")
    b.add(
        "steel",
        tube(eased([(-0.05, 0.235, 0), (-0.045, 0.262, 0), (0.045, 0.262, 0), (0.05, 0.235, 0)], 14, 2), 0.004, 8),
        node="body",
    )
    rows = [
        ("시너", "bold", 96, "#ffffff"),
        ("THINNER", "bold", 46, "#ffffff"),
        ("제4류 위험물 · 화기엄금", "bold", 26, "#ffe14a"),
    ]
    rows += [("Flammable: keep from fire", "text", 21, "#ffffff")]
    plate(b, "solvent label", signs.column(rows, 340, 260, "#b3261e", 18), (0, 0.118, 0.1181), (0.28, 0.21))
    b.matrices["cap"] = placement(0.29, 0.011, 0.11)
    b.add("red", lathe([(0.024, 0.011), (0.024, -0.009), (0.021, -0.011), (0, -0.011)], 20).at(), node="cap")
    b.add("red", lathe([(0, 0.011), (0.024, 0.011)][::-1], 20), node="cap")
    return b


def solvent_puddle() -> Build:
    """A thin puddle about 1.0 m across, its edge irregular; scale it for other sizes."""
    b = thing("solvent_puddle")
    wet = b.material("solvent", Material(colour=(0.08, 0.075, 0.06, 0.45), roughness=0.03, alpha="BLEND"))
    a = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    r = 0.46 + 0.045 * np.sin(3 * a + 0.4) + 0.03 * np.sin(5 * a + 2.1) + 0.018 * np.sin(9 * a + 1.0)
    b.add(wet, flat(list(zip((r * np.cos(a)).tolist(), (r * np.sin(a)).tolist(), strict=True)), 0.001), node="puddle")
    return b


def pan_oil() -> Build:
    """A disc of frying oil, 0.22 m."""
    b = thing("pan_oil")
    oil = b.material("frying oil", Material(colour=(0.62, 0.36, 0.05, 0.72), roughness=0.04, alpha="BLEND"))
    b.add(oil, lathe([(0.110, 0.0), (0.0, 0.0004)], 40), node="oil")
    return b


def ups_pack() -> Build:
    """A UPS battery module for a rack, 0.44 x 0.13 x 0.60 m, its front at +Z; led."""
    b = thing("ups_pack")
    b.add("dark steel", box(0.44, 0.128, 0.58, (0, 0, -0.01), 0.003), node="body")
    b.add("black", box(0.48, 0.13, 0.012, (0, 0, 0.286), 0.003), node="body")
    slots = [box(0.10, 0.004, 0.004, (-0.13, 0.030 + 0.012 * k, 0.292), 0.0) for k in range(6)]
    b.add("dark steel", *slots, node="body")
    grips = [
        tube(eased([(x, 0.035, 0.29), (x, 0.045, 0.325), (x, 0.085, 0.325), (x, 0.095, 0.29)], 14, 2), 0.005, 8)
        for x in (-0.215, 0.215)
    ]
    b.add("steel", *grips, node="body")
    text = signs.column(
        [("리튬이온 배터리", "bold", 40, "#111111"), ("LITHIUM-ION UPS 48 V 100 Ah", "bold", 25, "#111111")],
        440,
        110,
        "#f2c21a",
        10,
    )
    plate(b, "ups label", text, (0.085, 0.065, 0.2925), (0.20, 0.05))
    b.matrices["led"] = placement(-0.17, 0.105, 0.2925)
    lamp = b.material("led", glow("#ff4030", 1.0))
    b.add(lamp, cylinder(0.005, 0.004, 12).at(0, 0, 0, 0, 90), node="led")
    return b


def scooter_battery() -> Build:
    """A pack of an e-bike, 0.40 x 0.12 x 0.10 m, lying, with its charger's lead; led at its front +Z."""
    b = thing("scooter_battery")
    shell = b.material("battery shell", paint("#26292d", 0.38))
    b.add(shell, box(0.40, 0.098, 0.118, (0, 0, 0), 0.016), node="body")
    b.add(
        "grey",
        box(0.034, 0.104, 0.124, (-0.185, -0.002, 0), 0.012),
        box(0.034, 0.104, 0.124, (0.185, -0.002, 0), 0.012),
        node="body",
    )
    handle = eased([(-0.07, 0.096, 0), (-0.06, 0.125, 0), (0.06, 0.125, 0), (0.07, 0.096, 0)], 16, 2)
    b.add("black rubber", tube(handle, 0.008, 10), node="body")
    rows = [("전동킥보드 배터리", "bold", 34, "#ffffff"), ("Li-ion 36 V 12.8 Ah", "text", 26, "#d8dde2")]
    plate(b, "battery label", signs.column(rows, 360, 100, "#1f5c8a", 10), (0.01, 0.050, 0.0596), (0.22, 0.062))
    lead = eased(
        [(-0.20, 0.04, 0.02), (-0.27, 0.02, 0.05), (-0.34, 0.006, 0.0), (-0.44, 0.006, 0.06), (-0.52, 0.02, 0.04)], 28
    )
    b.add("black", tube(lead, 0.0035, 8), box(0.10, 0.045, 0.06, (-0.57, 0, 0.04), 0.008), node="body")
    b.matrices["led"] = placement(0.15, 0.075, 0.0592)
    lamp = b.material("led", glow("#ff4030", 1.0))
    b.add(lamp, cylinder(0.004, 0.003, 12).at(0, 0, 0, 0, 90), node="led")
    return b


def carton(w: float, h: float, d: float) -> tuple[list[Mesh], list[Mesh]]:
    """A taped box standing on y = 0: card, tape."""
    tape = [box(w * 1.002, 0.0012, 0.05, (0, h - 0.0004, 0), 0), box(0.0012, 0.09, 0.05, (w / 2, h - 0.09, 0), 0)]
    return [box(w, h, d, (0, 0, 0), 0.004)], [*tape, box(0.0012, 0.09, 0.05, (-w / 2, h - 0.09, 0), 0)]


def open_carton(w: float, h: float, d: float) -> list[Mesh]:
    """A box without a top, its four flaps folded out."""
    t, parts = 0.004, []
    for s in (-1, 1):
        parts += [box(w, h, t, (0, 0, s * (d - t) / 2), 0.001), box(t, h, d, (s * (w - t) / 2, 0, 0), 0.001)]
        parts.append(box(w * 0.96, t, d * 0.42, (0, 0, s * d * 0.21), 0.001).at(0, h, s * d / 2, 0, s * 38))
        parts.append(box(w * 0.42, t, d * 0.96, (s * w * 0.21, 0, 0), 0.001).at(s * w / 2, h, 0, 0, 0, -s * 48))
    return [*parts, box(w, t, d, (0, 0, 0), 0.001)]


def _scraps(radius: float, y: float, count: int, seed: int) -> list[Mesh]:
    from assets.build.things import crumple

    rng = np.random.default_rng(seed)
    balls = []
    for k in range(count):
        at, r = 2.4 * k, radius * math.sqrt((k + 0.5) / count)
        balls.append(
            crumple(0.05, seed * 50 + k).at(r * math.cos(at), y + float(rng.uniform(0, 0.04)), r * math.sin(at))
        )
    return balls


def cardboard() -> Build:
    """A pile of delivery boxes with packing paper, 0.8 x 0.6 m, 0.7 m high."""
    b = thing("cardboard")
    card, tan = b.material("card", plain("#b08a5b")), b.material("card pale", plain("#c3a273"))
    tape = b.material("tape", paint("#d9c9a4", 0.3))
    for w, h, d, x, y, z, yaw, colour in (
        (0.44, 0.34, 0.36, -0.16, 0.0, -0.05, 4, card),
        (0.34, 0.28, 0.30, 0.22, 0.0, -0.10, -8, tan),
        (0.36, 0.24, 0.28, -0.12, 0.34, -0.04, -14, tan),
    ):
        body, strips = carton(w, h, d)
        b.add(colour, *(m.at(x, y, z, yaw) for m in body), node="body")
        b.add(tape, *(m.at(x, y, z, yaw) for m in strips), node="body")
    b.add(card, *(m.at(0.24, 0.28, -0.08, 11) for m in open_carton(0.28, 0.20, 0.24)), node="body")
    b.add("paper", *(m.at(0.24, 0.37, -0.08) for m in _scraps(0.09, 0.0, 5, 3)), node="body")
    b.add("paper", *(m.at(0.12, 0.052, 0.22) for m in _scraps(0.22, 0.0, 7, 5)), node="body")
    b.add(card, box(0.50, 0.006, 0.36, (0, 0, 0), 0.001).at(-0.34, 0.05, 0.24, 20, -14), node="body")
    label = signs.column(
        [("택배", "bold", 60, signs.INK), ("DELIVERY", "bold", 28, signs.INK), ("---", "", 0, signs.INK)],
        200,
        150,
        "#fbfaf5",
        14,
    )
    plate(b, "parcel label", label, (0, 0, 0), (0.14, 0.10))
    b.parts["body"]["parcel label"] = [m.at(-0.16, 0.2, 0.1325, 4) for m in b.parts["body"]["parcel label"]]
    return b


def paper_boxes() -> Build:
    """A small open carton full of paper, 0.40 m: what a burning bin sets fire to next."""
    b = thing("paper_boxes")
    card = b.material("card", plain("#b08a5b"))
    b.add(card, *open_carton(0.40, 0.26, 0.32), node="body")
    sheets = [
        box(0.21, 0.012, 0.297, (0, 0.20 + 0.011 * k, 0), 0.001).at(-0.06, 0, 0, 5 * (k % 3) - 4) for k in range(5)
    ]
    b.add("paper", *sheets, *(m.at(0.12, 0.24, 0) for m in _scraps(0.10, 0.0, 6, 9)), node="body")
    return b


def rubbish_bag() -> Build:
    """Two filled refuse bags side by side, 0.45 m high."""
    b = thing("rubbish_bag")
    for colour, x, z, size, seed in (("#23262a", -0.17, 0.0, 1.0, 1), ("#d8d9d3", 0.19, 0.05, 0.88, 2)):
        film = b.material(f"bag {seed}", paint(colour, 0.28))
        b.add(film, _bag(size, seed).at(x, 0, z), node="body")
    return b


def _bag(size: float, seed: int) -> Mesh:
    rng = np.random.default_rng(seed)
    a, t = np.meshgrid(np.linspace(0, 2 * math.pi, 33), np.linspace(0, 1, 22), indexing="ij")
    profile = np.interp(
        t, [0, 0.04, 0.25, 0.55, 0.76, 0.84, 0.90, 1.0], [0.004, 0.15, 0.205, 0.19, 0.10, 0.026, 0.05, 0.075]
    )
    phase = rng.uniform(0, 6, 4)
    crease = (
        0.05 * np.sin(7 * a + phase[0] + 3 * t)
        + 0.035 * np.sin(11 * a + phase[1] - 5 * t)
        + 0.03 * np.sin(4 * a + phase[2])
    )
    r = size * profile * (1 + crease * np.clip(t * 6, 0, 1))
    y = size * 0.45 * t + 0.006 * np.sin(5 * a + phase[3]) * np.clip(t * 4, 0, 1)
    return sheet(np.stack([r * np.cos(a), np.maximum(y, 0.0), r * np.sin(a)], -1), flip=True)


def banner() -> Build:
    """A concert's banner of cloth, 0.8 x 2.0 m, on a light stand."""
    b = thing("banner")
    image, d = signs.canvas(320, 800, "#1d1238")
    for k in range(14):
        d.ellipse(
            (160 - 22 * k, 420 - 22 * k, 160 + 22 * k, 420 + 22 * k),
            outline=("#5b2fa0", "#c23b7a", "#e7a23c")[k % 3],
            width=3,
        )
    d.text((160, 110), "한강의 밤", "#ffffff", signs.fitted("bold", 70, "한강의 밤", 290), "mm")
    d.text((160, 172), "A NIGHT BY THE HAN", "#ffd98a", signs.fitted("bold", 28, "A NIGHT BY THE HAN", 280), "mm")
    d.text((160, 640), "시민 음악회", "#ffffff", signs.fitted("bold", 48, "시민 음악회", 280), "mm")
    d.text((160, 690), "Citizens' concert", "#ffffff", signs.font("text", 28), "mm")
    print_ = b.material("banner print", Material(picture=signs.encode(image), roughness=0.9, two_sided=False))
    s, t = np.meshgrid(np.linspace(-0.4, 0.4, 13), np.linspace(0, 1, 17), indexing="ij")
    z = 0.012 * np.sin(7 * s + 2 * t) * t
    points = np.stack([s, 2.04 - 1.96 * t, z + 0.012], -1)
    uv = np.stack([(s + 0.4) / 0.8, t], -1)
    front = sheet(points, uv)
    if front.n[..., 2].mean() < 0:
        front = sheet(points, uv, flip=True)
    b.add(print_, front, node="body")
    back = (
        sheet(points - [0, 0, 0.003], uv, flip=True)
        if sheet(points, uv).n[..., 2].mean() > 0
        else sheet(points - [0, 0, 0.003], uv)
    )
    b.add(b.material("banner back", plain("#cfc9d8")), back, node="body")
    poles = [tube([(-0.42, 2.05, 0), (0.42, 2.05, 0)], 0.010, 10), tube([(-0.42, 0.07, 0), (0.42, 0.07, 0)], 0.008, 10)]
    poles += [tube([(0, 0.02, -0.03), (0, 2.05, -0.03)], 0.010, 10)]
    b.add("dark steel", *poles, box(0.55, 0.018, 0.34, (0, 0, -0.03), 0.004), node="body")
    return b


def power_strip() -> Build:
    """A power strip with four sockets, three plugs in them and their leads, 0.30 m along X; blackened, it needs a mark."""
    b = thing("power_strip")
    ivory = b.material("strip ivory", paint("#e8e4d8", 0.45))
    xs = [-0.095 + 0.052 * k for k in range(4)]
    b.add(ivory, box(0.30, 0.036, 0.062, (0, 0, 0), 0.012), node="body")
    b.add("grey", *(lathe([(0.019, 0.0365), (0.0, 0.0365)], 18).at(x, 0, 0) for x in xs), node="body")
    dark = []
    for k, x in enumerate(xs[:3]):
        dark += [cylinder(0.019, 0.028, 18).at(x, 0.036, 0), cylinder(0.014, 0.012, 14).at(x, 0.064, 0)]
        way = [(x, 0.070, 0), (x, 0.095, 0.03), (x - 0.02, 0.05, 0.12 + 0.02 * k), (x - 0.16, 0.006, 0.16 + 0.03 * k)]
        dark.append(tube(eased([*way, (-0.45, 0.006, 0.12 + 0.05 * k)], 28), 0.0035, 6))
    lead = eased([(0.15, 0.018, 0), (0.24, 0.008, 0.01), (0.34, 0.006, 0.05), (0.46, 0.006, -0.02)], 18)
    b.add("black", *dark, tube(lead, 0.0042, 8), node="body")
    b.add("led red", box(0.02, 0.004, 0.012, (0.122, 0.0345, 0), 0.001), node="body")
    return b


def curtain_sheet() -> Build:
    """A curtain of 0.9 x 2.2 m that hangs from the origin, for windows beside a fire."""
    b = thing("curtain")
    b.add(b.material("curtain cloth", plain("#b9a98c")), cloth(0.9, 2.2, 6, 0.04, 49, 9), node="body")
    b.add("steel", tube([(-0.5, 0.01, 0), (0.5, 0.01, 0)], 0.011, 10), node="body")
    return b


MADE = {
    "solvent_can": solvent_can,
    "solvent_puddle": solvent_puddle,
    "pan_oil": pan_oil,
    "ups_pack": ups_pack,
    "scooter_battery": scooter_battery,
    "cardboard": cardboard,
    "paper_boxes": paper_boxes,
    "rubbish_bag": rubbish_bag,
    "banner": banner,
    "curtain": curtain_sheet,
    "power_strip": power_strip,
}
