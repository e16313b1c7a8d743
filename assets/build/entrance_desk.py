"""The information desk, the clerk's place behind it, the lettering on the stone wall, and the board of today's drills."""

from __future__ import annotations

import numpy as np

from assets.build import civic, deskware, kit
from assets.build import entrance_prints as prints
from assets.build.entrance_portals import letters
from assets.build.entrance_shell import HALL
from assets.build.kit import Piece
from assets.build.materials import Material, glow, glowing_picture, paint, tinted
from assets.build.mesh import Mesh, box, cylinder, join, lathe, quad, tube
from assets.build.place import Build

X, Z = 4.1, -10.95  # the desk's middle
LENGTH, LOW = 3.5, 1.05  # metres; the last LOW metres at the left are a lower counter for wheelchair users


def materials(b: Build) -> None:
    b.material("desk walnut", tinted("walnut", "#c8b9ac"))
    b.material("celadon", paint("#b9c9b4", 0.16))
    b.material("blossom", paint("#e7a9b4", 0.6))
    b.material("bark", paint("#5b4a3a", 0.85))
    b.material("acrylic", Material(colour=(0.92, 0.95, 0.96, 0.14), roughness=0.05, alpha="BLEND"))
    b.material("desk light", glow("#ffe4bd", 10.0))
    b.material("clerk screen", glowing_picture(prints.screen("desk"), 0.9))
    b.material("dark glass", Material(colour=(0.012, 0.013, 0.015, 1), roughness=0.08))


def front() -> Piece:
    """A monolith of dark stone with a fluted walnut apron; the higher part 1.10 m, the lower counter 0.76 m."""
    x0, x1, xm = -LENGTH / 2, LENGTH / 2, -LENGTH / 2 + LOW
    high = x1 - xm
    stone = [
        box(high, 0.05, 0.46, ((xm + x1) / 2, 1.06, 0.10), 0.006, 9),
        box(0.06, 1.06, 0.86, (x1 - 0.03, 0, -0.10), 0.006, 9),
        box(0.06, 1.06, 0.46, (xm + 0.03, 0, 0.10), 0.006, 9),
        box(LOW + 0.02, 0.05, 0.92, (x0 + LOW / 2, 0.71, -0.07), 0.006, 9),
        box(0.06, 0.71, 0.86, (x0 + 0.03, 0, -0.10), 0.006, 9),
        box(LENGTH - 0.16, 0.10, 0.30, (0, 0, 0.08), 0.004, 9),
    ]
    wood = [box(high - 0.12, 0.96, 0.04, ((xm + x1) / 2, 0.10, 0.27), 0.003, 9, "y")]
    wood += [
        box(0.034, 0.94, 0.026, (xm + 0.075 + 0.05 * k, 0.11, 0.295), 0.008, 9, "y")
        for k in range(int((high - 0.14) / 0.05))
    ]
    wood.append(box(LOW - 0.10, 0.52, 0.04, (x0 + LOW / 2, 0.10, -0.18), 0.003, 9, "x"))
    work = [box(high - 0.12, 0.03, 0.66, ((xm + x1) / 2, 0.72, -0.20), 0.004, 9)]
    light = quad((xm + 0.10, 1.056, 0.305), (high - 0.2, 0, 0), (0, 0, 0.018), 99)
    toe = quad((x0 + 0.12, 0.096, 0.245), (LENGTH - 0.24, 0, 0), (0, 0, 0.015), 99)
    return {
        "slate": stone, "desk walnut": wood, "oak floor": work, "desk light": [light, toe],
        "solid": [box(LENGTH, 1.1, 0.92, (0, 0, -0.10), 0, 99)],
    }  # fmt: skip


def glass_screen() -> Piece:
    """A low acrylic screen standing in brushed clips on the counter's edge."""
    sheets, clips = [], []
    for x in (-0.12, 1.05):
        sheets += [
            quad((x - 0.42, 1.13, 0.02), (0.84, 0, 0), (0, 0.40, 0), 99),
            quad((x + 0.42, 1.13, 0.014), (-0.84, 0, 0), (0, 0.40, 0), 99),
        ]
        clips += [cylinder(0.02, 0.035, 16).at(x + s * 0.3, 1.11, 0.017) for s in (-1, 1)]
    return {"acrylic": sheets, "brushed": clips, "solid": []}


def things(b: Build) -> None:
    """On the counter: bell, sign, blossom in a moon jar, leaflets, pen on its chain; behind it the tools of work."""

    def on(piece: Piece, x: float, y: float, z: float, yaw: float = 0) -> None:
        b.put(piece, X + x, y, Z + z, yaw, solid=False, density=0.0)

    on(civic.flower_vase(), 1.42, 1.11, 0.14)
    on(civic.bell(), -0.42, 1.11, 0.22)
    on(desk_sign(b), 0.45, 1.11, 0.20)
    on(leaflet_box(b), 0.86, 1.11, 0.16, -6)
    on(pen_on_chain(), -0.02, 1.11, 0.24)
    on(deskware.monitor("clerk screen"), 0.30, 0.75, -0.12, 180)
    on(deskware.monitor("clerk screen", 0.50), 0.92, 0.75, -0.10, 168)
    on(deskware.keyboard(), 0.30, 0.75, -0.38, 180)
    on(deskware.mouse(), 0.02, 0.75, -0.38, 180)
    on(deskware.telephone(), 1.38, 0.75, -0.26, 190)
    on(deskware.papers(3), -0.36, 0.75, -0.28, 172)
    on(deskware.pen_cup(), -0.55, 0.75, -0.10)
    on(cup(), -0.18, 0.75, -0.14)
    on(magnifier_set(), -1.35, 0.76, 0.20, 12)
    b.put(kit.office_chair("fabric navy"), X + 1.15, 0, Z - 0.98, 30)


def desk_sign(b: Build) -> Piece:
    """A block of walnut with a brass face: the languages spoken here."""
    name = b.material(
        "languages",
        Material(
            picture=prints.label("안내", "한국어 · English · 中文 · 日本語", "#c9a35c", "#2a2013", 512, 200),
            roughness=0.35,
            metallic=0.8,
        ),
    )
    face = quad((-0.125, 0.008, 0.0262), (0.25, 0, 0), (0, 0.098, 0), 9, picture=True)
    return {"desk walnut": [box(0.27, 0.115, 0.05, (0, 0, 0), 0.004, 9)], name: [face]}


def leaflet_box(b: Build) -> Piece:
    """An acrylic tray with three fanned leaflets."""
    sheets = []
    parts: Piece = {"white": [box(0.36, 0.012, 0.16, (0, 0, 0), 0.004, 9)], "acrylic": sheets}
    for k in range(3):
        name = b.material(f"leaflet {k}", Material(picture=prints.leaflet(k), roughness=0.35))
        x = (k - 1) * 0.115
        parts.setdefault("paper", []).append(
            box(0.10, 0.21, 0.012 + 0.006 * k, (0, 0, 0), 0.001, 9).at(x, 0.012, -0.02, 0, -16)
        )
        parts[name] = [
            quad((-0.049, 0.001, 0.0065 + 0.003 * k), (0.098, 0, 0), (0, 0.208, 0), 9, picture=True).at(
                x, 0.012, -0.02, 0, -16
            )
        ]
        sheets.append(quad((x - 0.052, 0.012, 0.03), (0.104, 0, 0), (0, 0.06, 0), 9))
    return parts


def pen_on_chain() -> Piece:
    beads = [
        lathe([(0.0, -0.0022), (0.0022, 0), (0, 0.0022)], 6, 80).at(
            0.012 * np.sin(k * 0.32) + 0.004 * k, 0.004, -0.02 + 0.02 * np.cos(k * 0.4)
        )
        for k in range(24)
    ]
    pen = tube([(0.10, 0.006, 0.0), (0.24, 0.006, 0.03)], 0.0045, 10)
    return {"brushed": [*beads, cylinder(0.02, 0.01, 16).at(0, 0, 0)], "black": [pen]}


def cup() -> Piece:
    wall = lathe(
        [(0.0, 0.002), (0.026, 0.0), (0.036, 0.01), (0.04, 0.085), (0.0385, 0.087), (0.036, 0.082), (0.032, 0.06)],
        28,
        60,
    )
    handle = tube(
        [(0.038, 0.07, 0), (0.062, 0.066, 0), (0.066, 0.042, 0), (0.05, 0.022, 0), (0.036, 0.02, 0)], 0.0045, 8
    )
    return {"celadon": [wall, handle], "soil": [lathe([(0.0345, 0.068), (0, 0.068)], 24)]}


def magnifier_set() -> Piece:
    """For the low counter: a reading glass and a clipboard with a form."""
    ring = tube(
        [(0.045 * np.cos(a), 0.006, 0.045 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)], 0.004, 8, closed=False
    )
    grip = tube([(0.047, 0.006, 0), (0.15, 0.008, 0.0)], 0.007, 10)
    board = [box(0.23, 0.005, 0.32, (-0.30, 0, -0.02), 0.002, 9)]
    return {
        "black": [ring, grip],
        "acrylic": [lathe([(0.044, 0.007), (0, 0.007)], 24)],
        "desk walnut": board,
        "paper": [box(0.21, 0.001, 0.29, (-0.30, 0.005, -0.01), 0, 9)],
        "brushed": [box(0.09, 0.012, 0.03, (-0.30, 0.004, -0.17), 0.004, 9)],
    }


def back_wall(b: Build) -> None:
    """Letters of brass on the stone behind the desk, and the hall's clock beyond them."""
    x, z = X + 0.1, HALL.z0
    b.add("polished brass", letters("서울특별시청", 0.46, 0.03).at(x, 3.40, z + 0.001), density=0.0)
    b.add(
        "polished brass", letters("VIRTUAL SEOUL CITY HALL", 0.155, 0.016, "text").at(x, 2.98, z + 0.001), density=0.0
    )
    b.add("polished brass", letters("안내  Information", 0.17, 0.014).at(X + 0.35, 0.60, Z + 0.3075), density=0.0)


def lamp_pendants(b: Build) -> None:
    """Three drums hang over the desk, lit below."""
    for k in range(3):
        x, y = X - 0.55 + 0.95 * k, 2.28
        shade = lathe([(0.155, 0.0), (0.16, 0.002), (0.16, 0.20), (0.05, 0.24), (0.012, 0.25)], 36)
        inner = lathe([(0.0, 0.055), (0.15, 0.05), (0.155, 0.0)], 32)
        b.add("polished brass", shade.at(x, y, Z + 0.1))
        b.add("white", inner.at(x, y, Z + 0.1))
        b.add("desk light", lathe([(0.0, 0.048), (0.13, 0.047)], 28).at(x, y, Z + 0.1))
        b.add("black", cylinder(0.003, 6.62 - y - 0.24, 8).at(x, y + 0.24, Z + 0.1))
        b.add("anodised", cylinder(0.05, 0.03, 20).at(x, 6.60, Z + 0.1))


def board(b: Build) -> None:
    """Today's drills: a dark glass field framed in steel, let into the stone; the program hangs its page at the anchor."""
    x, y, z = -4.7, 1.75, HALL.z0
    w, h = 2.62, 1.68
    rim: list[Mesh] = [
        box(w + 0.08, 0.04, 0.05, (x, y + s * (h / 2 + 0.0) - (0.04 if s < 0 else 0), z + 0.02), 0.004, 9)
        for s in (-1, 1)
    ]
    rim += [box(0.04, h + 0.08, 0.05, (x + s * (w / 2 + 0.02), y - h / 2 - 0.04, z + 0.02), 0.004, 9) for s in (-1, 1)]
    b.add("anodised", join(*rim))
    b.add("dark glass", box(w, h, 0.03, (x, y - h / 2, z + 0.005), 0.002, 9))
    b.add("anodised", box(w + 0.08, 0.03, 0.16, (x, y - h / 2 - 0.34, z + 0.07), 0.004, 9))
    b.add("anodised", letters("오늘의 훈련", 0.20, 0.014).at(x - 0.62, y + h / 2 + 0.26, z + 0.006), density=0.0)
    b.add(
        "anodised",
        letters("Today's Drills", 0.115, 0.010, "text").at(x + 0.72, y + h / 2 + 0.25, z + 0.005),
        density=0.0,
    )
    b.anchor("board", x, y, z + 0.05, 0)


def build(b: Build) -> None:
    materials(b)
    b.put(front(), X, 0, Z)
    b.put(glass_screen(), X, 0, Z, solid=False)
    things(b)
    back_wall(b)
    lamp_pendants(b)
    board(b)
    b.anchor("clerk", 4.4, 0, -11.95, 180)
