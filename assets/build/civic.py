"""What stands about in public halls: tactile paving, seats, kiosks, stands, bins, fittings of the ceiling. As in `kit`:
{material: [meshes]}, on y = 0, front towards +z. Fittings of the ceiling hang below y = 0."""

from __future__ import annotations

import math

import numpy as np

from assets.build.kit import Piece, solid
from assets.build.mesh import Mesh, arc, between, box, cylinder, join, lathe, quad, tube
from assets.build.organic import cushion

TACTILE_M = 0.30  # a block's side (Korean standard KS F 4561)


def guiding_block() -> Mesh:
    """Four bars along z: go on."""
    bars = [box(0.035, 0.005, 0.27, (x, 0.004, 0), 0.0045, 9) for x in (-0.1125, -0.0375, 0.0375, 0.1125)]
    return join(box(0.298, 0.005, 0.298, (0, -0.001, 0), 0.0015, 9), *bars)


def warning_block() -> Mesh:
    """Thirty-six domes: stop, or choose."""
    dome = lathe([(0.0175, 0.0), (0.013, 0.0042), (0.0, 0.0055)], 9, 70)
    step = TACTILE_M / 6
    domes = [dome.at((i - 2.5) * step, 0.0038, (k - 2.5) * step) for i in range(6) for k in range(6)]
    return join(box(0.298, 0.005, 0.298, (0, -0.001, 0), 0.0015, 9), *domes)


def stone_bench(w: float = 2.0, seat: str = "oak batten", block: str = "limestone") -> Piece:
    """Two stone blocks under a seat of wooden bars with rounded edges, a steel rail between."""
    bars = [box(w, 0.045, 0.062, (0, 0.405, -0.186 + 0.074 * k), 0.01, 9, "x") for k in range(6)]
    feet = [box(0.34, 0.385, 0.40, (s * (w / 2 - 0.32), 0, 0), 0.01, 9) for s in (-1, 1)]
    rail = [box(w - 0.06, 0.02, 0.05, (0, 0.385, z), 0.003, 9) for z in (-0.13, 0.13)]
    return {seat: bars, block: feet, "anodised": rail, "solid": solid(w, 0.45, 0.44)}


def lounge_bench(w: float = 1.8, cloth: str = "leather brown") -> Piece:
    """An upholstered bench on a steel sledge frame."""
    n = 3
    pads = [cushion(w / n - 0.006, 0.13, 0.56, 0.035, 1).at((k - (n - 1) / 2) * w / n, 0.30, 0) for k in range(n)]
    frame = [box(w - 0.02, 0.03, 0.04, (0, 0.272, z), 0.004, 9) for z in (-0.22, 0.22)]
    for x in (-w / 2 + 0.12, w / 2 - 0.12):
        frame += [box(0.04, 0.272, 0.012, (x, 0, z), 0.003, 9) for z in (-0.22, 0.22)]
        frame.append(box(0.04, 0.012, 0.46, (x, 0, 0), 0.003, 9))
    return {cloth: pads, "brushed": frame, "solid": solid(w, 0.45, 0.58)}


def ticket_kiosk(screen: str) -> Piece:
    """A slim kiosk with a raked touch screen, a ticket slot with a ticket in it, a card reader."""
    body = [box(0.46, 0.05, 0.42, (0, 0, 0), 0.008, 9), box(0.40, 1.02, 0.16, (0, 0.05, -0.06), 0.02, 9)]
    head = box(0.44, 0.60, 0.07, (0, 0, 0), 0.02, 9).at(0, 0.96, 0.03, 0, -20)
    face = quad((-0.195, 0.05, 0.0365), (0.39, 0, 0), (0, 0.50, 0), 9, picture=True).at(0, 0.96, 0.03, 0, -20)
    slot = [box(0.14, 0.02, 0.02, (0, 0.86, 0.022), 0.004, 9), box(0.10, 0.05, 0.03, (0.11, 0.70, 0.02), 0.006, 9)]
    ticket = box(0.08, 0.05, 0.001, (0, 0, 0), 0, 9).at(0, 0.835, 0.034, 0, -14)
    return {"white": [*body, head], screen: [face], "black": slot, "paper": [ticket], "solid": solid(0.46, 1.45, 0.42)}


def leaflet_rack(pictures: list[str]) -> Piece:
    """Three acrylic shelves on a steel stand, two stacks of leaflets on each."""
    metal = [box(0.50, 0.012, 0.34, (0, 0, 0), 0.004, 9)]
    metal += [cylinder(0.014, 1.35, 14).at(s * 0.21, 0.01, -0.10) for s in (-1, 1)]
    trays, parts = [], {}
    for row in range(3):
        y, z = 0.42 + 0.32 * row, 0.05 - 0.055 * row
        trays += [box(0.46, 0.008, 0.07, (0, y, z), 0.002, 9), box(0.46, 0.06, 0.006, (0, y, z + 0.035), 0.002, 9)]
        trays.append(box(0.46, 0.24, 0.006, (0, 0, 0), 0.002, 9).at(0, y, z - 0.03, 0, -12))
        for col in range(2):
            name = pictures[(2 * row + col) % len(pictures)]
            stack = box(0.105, 0.215, 0.018, (0, 0, 0), 0.001, 9).at(-0.11 + 0.22 * col, y + 0.01, z + 0.004, 0, -12)
            cover = quad((-0.0515, 0.001, 0.0095), (0.103, 0, 0), (0, 0.213, 0), 9, picture=True)
            parts.setdefault("paper", []).append(stack)
            parts.setdefault(name, []).append(cover.at(-0.11 + 0.22 * col, y + 0.01, z + 0.004, 0, -12))
    return {"anodised": metal + trays, **parts, "solid": solid(0.5, 1.35, 0.34)}


def bins(labels: tuple[str, str, str]) -> Piece:
    """Three bins in one steel housing: general, paper, cans; round openings with dark throats."""
    body = [box(1.20, 0.90, 0.40, (0, 0.05, 0), 0.012, 9)]
    top = [box(1.22, 0.03, 0.42, (0, 0.95, 0), 0.010, 9)]
    throat, rim, parts = [], [], {}
    for k, name in enumerate(labels):
        x = (k - 1) * 0.40
        rim.append(lathe([(0.115, 0), (0.118, 0.008), (0.098, 0.010), (0.095, 0.002)], 28).at(x, 0.98, 0.0))
        throat.append(lathe([(0.095, 0.003), (0, 0.003)], 28).at(x, 0.98, 0))
        body.append(box(0.385, 0.80, 0.012, (x, 0.11, 0.204), 0.006, 9))
        parts[name] = [quad((x - 0.09, 0.68, 0.2115), (0.18, 0, 0), (0, 0.09, 0), 9, picture=True)]
    return {
        "anodised": body,
        "slate": top,
        "brushed": rim,
        "black": [*throat, box(1.14, 0.05, 0.34)],
        **parts,
        "solid": solid(1.22, 0.98, 0.42),
    }


def sanitiser(name: str) -> Piece:
    """A post with a pump dispenser, a drip tray and a label."""
    post = [cylinder(0.14, 0.015, 28, 0.006), cylinder(0.018, 0.98, 16).at(0, 0.012, 0)]
    body = [box(0.12, 0.26, 0.10, (0, 1.0, 0.0), 0.02, 9), box(0.05, 0.02, 0.06, (0, 0.985, 0.05), 0.006, 9)]
    tray = [box(0.13, 0.012, 0.11, (0, 0.82, 0.06), 0.004, 9)]
    face = [quad((-0.045, 1.10, 0.0512), (0.09, 0, 0), (0, 0.10, 0), 9, picture=True)]
    return {"brushed": post + tray, "white": body, name: face, "solid": solid(0.26, 1.26, 0.26)}


def umbrella_stand(name: str) -> Piece:
    """A steel rack with nine rings, three wet umbrellas in it, and the box of plastic sleeves beside."""
    bars = [box(0.62, 0.02, 0.32, (0, y, 0), 0.004, 9) for y in (0.0,)]
    bars += [
        tube([(sx * 0.30, 0.01, sz * 0.15), (sx * 0.30, 0.56, sz * 0.15)], 0.009, 10)
        for sx in (-1, 1)
        for sz in (-1, 1)
    ]
    for y in (0.56,):
        bars += [tube([(-0.30, y, z), (0.30, y, z)], 0.008, 8) for z in (-0.15, -0.05, 0.05, 0.15)]
        bars += [tube([(x, y, -0.15), (x, y, 0.15)], 0.008, 8) for x in (-0.30, -0.1, 0.1, 0.30)]
    cloth: dict[str, list[Mesh]] = {}
    for k, (x, z, tint) in enumerate(
        ((-0.2, -0.1, "umbrella blue"), (0.0, 0.1, "umbrella black"), (0.2, 0.0, "umbrella yellow"))
    ):
        folds = lathe([(0.006, 0.02), (0.03, 0.20), (0.042, 0.52), (0.02, 0.66), (0.01, 0.68)], 10, 20)
        cloth.setdefault(tint, []).append(folds.at(x, 0, z, 20 * k, 3 - 3 * k))
        cloth.setdefault("black", []).append(cylinder(0.005, 0.14, 8).at(x, 0.68, z, 0, 3 - 3 * k))
        hook = tube(arc((x - 0.035, 0.82, z), 0.035, 0, 190, 9), 0.009, 8)
        cloth["black"].append(hook)
    sleeve = [box(0.30, 0.95, 0.26, (0.56, 0.0, 0), 0.02, 9)]
    face = [quad((0.44, 0.62, 0.1315), (0.24, 0, 0), (0, 0.18, 0), 9, picture=True)]
    return {
        "brushed": bars,
        "white": sleeve,
        name: face,
        **cloth,
        "solid": solid(0.64, 0.7, 0.34) + solid(0.3, 0.95, 0.26, 0.56),
    }


def totem(name: str, w: float = 0.74, h: float = 2.05) -> Piece:
    """A freestanding directory: a dark slab with a printed face on a steel foot."""
    face = [quad((-w / 2 + 0.01, 0.12, 0.0412), (w - 0.02, 0, 0), (0, h - 0.13, 0), 9, picture=True)]
    return {
        "anodised": [box(w, h, 0.08, (0, 0, 0), 0.006, 9), box(w + 0.16, 0.012, 0.40, (0, 0, 0), 0.004, 9)],
        name: face,
        "solid": solid(w, h, 0.4),
    }


def dome_camera() -> Piece:
    ring = lathe([(0.0, 0.0), (0.072, 0.0), (0.076, -0.012), (0.070, -0.035), (0.052, -0.042)][::-1], 24)
    ball = lathe([(0.001, -0.088), (0.03, -0.082), (0.045, -0.066), (0.05, -0.042)], 20, 80)
    return {"white": [ring], "black": [ball]}


def sprinkler() -> Piece:
    """A pendent head: escutcheon, frame arms, deflector."""
    plate = lathe([(0.014, -0.010), (0.034, -0.004), (0.036, 0.0)], 20)
    arms = [tube([(s * 0.011, -0.008, 0), (s * 0.013, -0.03, 0), (0.0, -0.044, 0)], 0.003, 6) for s in (-1, 1)]
    bulb = cylinder(0.003, 0.024, 8, 0.001).at(0, -0.036, 0)
    disc = lathe([(0.0, -0.048), (0.016, -0.047), (0.016, -0.0455), (0.0, -0.045)], 16)
    return {"brushed": [plate, *arms, disc], "red": [bulb]}


def ceiling_speaker(r: float = 0.085) -> Piece:
    rings = [lathe([(a - 0.004, -0.004), (a, -0.006), (a + 0.001, 0.0)], 24) for a in np.linspace(0.02, r, 6)]
    return {
        "white": [*rings, lathe([(r, -0.006), (r + 0.014, -0.008), (r + 0.016, 0)], 28)],
        "black": [lathe([(0, -0.001), (r, -0.001)], 24)],
    }


def spotlight(light: str) -> Piece:
    """A cylinder spot under a track, its lens set back."""
    body = lathe([(0.040, -0.15), (0.044, -0.148), (0.044, -0.02), (0.03, -0.008), (0.03, 0.0)], 22)
    lens = quad((-0.026, -0.142, -0.026), (0.052, 0, 0), (0, 0, 0.052), 9)
    inner = lathe([(0.0, -0.1425), (0.037, -0.142), (0.040, -0.15)], 22)
    return {"anodised": [body], "black": [inner], light: [lens.at(0, -0.002, 0)]}


def slot_diffuser(length: float = 1.2) -> Piece:
    """Two black slots in a flat aluminium frame, along z."""
    frame = [
        between((x - 0.006, -0.012, -length / 2), (x + 0.006, 0.0, length / 2), 0.002, 9) for x in (-0.045, 0.0, 0.045)
    ]
    throat = quad((-0.045, -0.003, -length / 2), (0.09, 0, 0), (0, 0, length), 9)
    return {"anodised": frame, "black": [throat]}


def flower_vase(seed: int = 3) -> Piece:
    """A glazed moon jar with branches of white and pink blossom."""
    jar = lathe(
        [
            (0.0, 0.0),
            (0.055, 0.0),
            (0.095, 0.05),
            (0.118, 0.115),
            (0.105, 0.175),
            (0.062, 0.215),
            (0.066, 0.232),
            (0.058, 0.232),
            (0.052, 0.21),
        ],
        36,
        60,
    )
    rng, stems, petals, pink = np.random.default_rng(seed), [], [], []
    flower = lathe([(0.019, 0.008), (0.008, 0.0), (0.0, 0.004)], 6, 80)
    for k in range(9):
        a, lean, high = 0.7 * k, float(rng.uniform(0.08, 0.24)), float(rng.uniform(0.30, 0.52))
        path = [
            (math.cos(a) * lean * t**1.4, 0.18 + high * t, math.sin(a) * lean * t**1.4) for t in np.linspace(0, 1, 6)
        ]
        stems.append(tube(path, 0.0028, 6))
        for _ in range(11):
            t = float(rng.uniform(0.35, 1))
            x, y, z = (float(np.interp(t, np.linspace(0, 1, 6), [q[i] for q in path])) for i in range(3))
            dx, dz = (float(v) for v in rng.normal(0, 0.012, 2))
            head = flower.at(x + dx, y, z + dz, float(rng.uniform(0, 360)), float(rng.uniform(-70, 70)))
            (pink if rng.random() < 0.35 else petals).append(head)
    return {"celadon": [jar], "bark": stems, "white": petals, "blossom": pink}


def bell() -> Piece:
    dome = lathe([(0.044, 0.012), (0.043, 0.022), (0.036, 0.038), (0.02, 0.047), (0.004, 0.049)], 28, 80)
    return {
        "polished brass": [dome, cylinder(0.0045, 0.012, 10, 0.002).at(0, 0.048, 0)],
        "black": [lathe([(0, 0), (0.047, 0), (0.047, 0.008), (0.043, 0.012), (0, 0.012)], 28)],
    }
