"""The glass front, and what stands, hangs and is fixed in the hall besides desk, board and doors."""

from __future__ import annotations

import numpy as np

from assets.build import civic, flags, foliage, signs
from assets.build import entrance_prints as prints
from assets.build import entrance_signs as pictures
from assets.build.entrance_shell import COLUMNS, HALL, SLATS_Y
from assets.build.kit import Piece
from assets.build.materials import Material, glow, glowing_picture, paint
from assets.build.mesh import box, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import clock

FINE = 0.0  # no lightmap: leaves and small fittings would fill its page with padding; the light volume lights them


def materials(b: Build) -> None:
    b.material("tactile yellow", paint("#e3a511", 0.62))
    b.material("spot light", glow("#fff0d6", 20.0))
    for name, code in (("blue", "#24487a"), ("black", "#1a1b1d"), ("yellow", "#d9a521")):
        b.material(f"umbrella {name}", paint(code, 0.7))
    b.material("river", Material(colour=(0.80, 0.60, 0.30, 1), metallic=1.0, roughness=0.24))
    b.material("fire red gloss", paint("#b0120d", 0.22))


def picture(b: Build, name: str, data: bytes, roughness: float = 0.45) -> str:
    return b.material(name, Material(picture=data, roughness=roughness))


def tactile(b: Build) -> None:
    """Yellow blocks from the doors along the aisle to the desk's low counter; domes where one stops or turns."""
    s, x, end_x, turn_z = civic.TACTILE_M, 0.90, 2.85, -10.05
    go, stop = civic.guiding_block(), civic.warning_block()
    stops = [(k * s, -1.75) for k in range(-3, 4)]
    z = -1.75 - s
    way: list[tuple[float, float, float]] = []
    while z > turn_z + 0.5 * s:
        way.append((x, z, 0))
        z -= s
    stops += [(x, z)]
    turn_z, nx = z, x + s
    while nx < end_x - 0.5 * s:
        way.append((nx, turn_z, 90))
        nx += s
    stops += [(nx, turn_z)]
    b.add("tactile yellow", *(go.at(a, 0, c, yaw) for a, c, yaw in way), *(stop.at(a, 0, c) for a, c in stops))


def columns_dressed(b: Build) -> None:
    """On the columns: hose cabinet, extinguisher, defibrillator, pictograms."""
    x, z = COLUMNS[0]
    aed = picture(b, "aed", prints.label("자동심장충격기", "AED", "#1b7a3d", w=320, h=160))
    b.put(
        {
            "white": [box(0.40, 0.48, 0.20, (0, 1.0, 0), 0.015, 9)],
            "dark glass": [box(0.30, 0.26, 0.008, (0, 1.06, 0.10), 0.003, 9)],
            aed: [quad((-0.16, 1.50, 0.02), (0.32, 0, 0), (0, 0.16, 0), 9, picture=True)],
            "led green": [box(0.02, 0.01, 0.006, (0.14, 1.42, 0.10), 0, 9)],
        },
        x + 0.43,
        0,
        z,
        90,
    )
    x, z = COLUMNS[1]
    b.put(extinguisher_box(b), x + 0.33, 0, z, 90)
    for k, (cx, cz) in enumerate(COLUMNS[2:]):
        name = picture(b, f"pillar {k}", prints.label(("동 1", "동 2")[k], ("E1", "E2")[k], "#25282b", w=160, h=160))
        b.add(
            name,
            quad((-0.14, 1.55, 0), (0.28, 0, 0), (0, 0.28, 0), 9, picture=True).at(cx - 0.333, 0, cz, -90),
            casts=False,
        )


def extinguisher_box(b: Build) -> Piece:
    """A steel stand with a bottle in it before the column, the sign above."""
    sign = picture(b, "extinguisher sign", signs.extinguisher_sign(256))
    bottle = lathe(
        [(0.0, 0.10), (0.062, 0.10), (0.068, 0.115), (0.068, 0.40), (0.05, 0.455), (0.02, 0.475), (0.02, 0.50)], 28
    )
    hose = tube(
        [(0.0, 0.51, 0.12), (0.06, 0.52, 0.13), (0.085, 0.44, 0.13), (0.078, 0.25, 0.13), (0.07, 0.18, 0.14)], 0.009, 8
    )
    valve = [
        box(0.03, 0.03, 0.12, (0, 0.50, 0.12), 0.004, 9),
        box(0.026, 0.012, 0.13, (0, 0.535, 0.14), 0.003, 9).at(0, 0, 0),
    ]
    stand = [box(0.24, 0.10, 0.24, (0, 0, 0.13), 0.01, 9), box(0.24, 0.62, 0.012, (0, 0.08, 0.018), 0.004, 9)]
    gauge = cylinder(0.016, 0.012, 16).at(0, 0.515, 0.18, 0, 90)
    face = quad((-0.11, 1.45, 0.006), (0.22, 0, 0), (0, 0.275, 0), 9, picture=True)
    return {
        "fire red gloss": [bottle.at(0, 0, 0.13), *stand],
        "black": [hose, *valve],
        "brushed": [gauge],
        sign: [face],
        "solid": [box(0.26, 0.7, 0.28, (0, 0, 0.13), 0, 99)],
    }


def standards(b: Build) -> None:
    """The national flag at the left of the mayor's door, the city's at its right."""
    flags.standing(b, "korean flag", -7.5, -5.1, 90)
    flags.standing(b, "city flag", -7.5, -9.3, -90)


def wayfinding(b: Build) -> None:
    """The long sign hangs at 3.1 m before the crossing; the floor guide stands left of the doors."""
    z, w, h, y = -6.3, 2.76, 0.46, 3.32
    b.add("anodised", box(w + 0.04, h + 0.04, 0.09, (0, y - 0.02, z), 0.008, 9))
    for name, data, sz, yaw in (
        ("way in", pictures.hanging(), 0.047, 0),
        ("way out", pictures.hanging_back(), 0.047, 180),
    ):
        m = b.material(name, glowing_picture(data, 0.75))
        b.add(m, quad((-w / 2, y, sz), (w, 0, 0), (0, h, 0), 9, picture=True).at(0, 0, z, yaw), casts=False)
    for s in (-1, 1):
        b.add("brushed", cylinder(0.006, SLATS_Y + 0.2 - y - h, 8).at(s * 1.4, y + h, z))
    guide = picture(b, "directory", pictures.directory(), 0.3)
    b.put(civic.totem(guide), -2.65, 0, -2.6, 24)


def exits(b: Build) -> None:
    glow_exit = b.material("exit sign", glowing_picture(signs.exit_sign(), 0.9))
    for x, y, z, yaw in ((0.0, 2.86, -0.16, 180), (-2.05, 3.15, -13.93, 0)):
        face = quad((-0.30, 0, 0.031), (0.60, 0, 0), (0, 0.24, 0), 9, picture=True)
        b.add("white", box(0.64, 0.28, 0.05, (0, -0.02, 0), 0.008, 9).at(x, y, z, yaw))
        b.add(glow_exit, face.at(x, y, z, yaw), casts=False)


def seats_and_green(b: Build) -> None:
    b.put(civic.stone_bench(2.2), -5.2, 0, -2.2, 90)
    b.put(civic.stone_bench(2.2), 5.2, 0, -2.2, -90)
    b.put(civic.lounge_bench(1.8), -7.35, 0, -11.7, 90)
    b.put(civic.lounge_bench(1.8), 7.35, 0, -2.0, -90)
    for k, (x, z, yaw) in enumerate(((-5.2, -2.2, 90), (5.2, -2.2, -90), (-7.35, -11.7, 90), (7.35, -2.0, -90))):
        for side in (0, 1):
            b.anchor(f"seat.bench.{2 * k + side}", x, 0, z + 0.9 * side - 0.45, yaw)
    for k, (x, z, w, d, h) in enumerate(
        (
            (-6.9, -1.0, 1.5, 1.0, 4.2),
            (6.9, -0.85, 1.5, 0.9, 3.9),
            (-7.3, -13.2, 1.0, 1.0, 3.4),
            (7.25, -12.9, 1.1, 1.1, 3.7),
        )
    ):
        trough = foliage.planter(w, 0.55, d)
        pebbles = {"pebble": trough.pop("pebble"), "solid": []}
        b.put(trough, x, 0, z)
        b.put(pebbles, x, 0, z, solid=False, density=FINE)
        b.put(foliage.indoor_tree(h, 30 + k, 640), x, 0.46, z, 50 * k, solid=False, density=FINE)
        rng = np.random.default_rng(k)
        n = 150
        points = np.stack(
            [
                rng.uniform(-w / 2 + 0.08, w / 2 - 0.08, n) + x,
                np.full(n, 0.5),
                rng.uniform(-d / 2 + 0.08, d / 2 - 0.08, n) + z,
            ],
            -1,
        )
        ways = np.stack([rng.normal(0, 0.6, n), np.full(n, 0.8), rng.normal(0, 0.6, n)], -1)
        b.add("leaf bright", foliage.blades(points, ways, rng.uniform(0.10, 0.26, n), 0.16, rng), density=FINE)


def stands(b: Build) -> None:
    """By the doors: sanitiser, umbrellas, the ticket kiosk; by the board: leaflets, bins."""
    clean = picture(b, "sanitiser label", prints.label("손소독", "HAND GEL", "#2b8a9a", w=180, h=200))
    rain = picture(b, "umbrella label", prints.label("우산 비닐", "UMBRELLA", "#1f6fb2", w=240, h=180))
    ticket = b.material("ticket screen", glowing_picture(prints.screen("ticket"), 0.85))
    b.put(civic.sanitiser(clean), 2.15, 0, -1.35, -20, density=FINE)
    b.put(civic.umbrella_stand(rain), 2.75, 0, -0.55, 180, density=FINE)
    b.put(civic.ticket_kiosk(ticket), -1.95, 0, -13.62, 0)
    leaflets = [picture(b, f"leaflet {k}", prints.leaflet(k), 0.35) for k in range(6)]
    b.put(civic.leaflet_rack(leaflets), -2.72, 0, -13.7, 0, density=FINE)
    tags = [("일반", "WASTE", "#4a4d50"), ("종이", "PAPER", "#1f6fb2"), ("캔·병", "CANS", "#1b7a52")]
    names = [picture(b, f"bin {k}", prints.label(ko, en, tint, w=180, h=90)) for k, (ko, en, tint) in enumerate(tags)]
    b.put(civic.bins((names[0], names[1], names[2])), -7.68, 0, -2.6, 90)


def ceiling_fittings(b: Build) -> None:
    """On dark tracks beside the light lines: sprinklers, speakers, cameras, spots, air slots."""
    for x in (-5.5, -3.9, 3.9, 5.5):
        b.add("anodised", box(0.13, 0.05, 13.4, (x, SLATS_Y - 0.012, -7.0), 0.004, 99))
        for k, z in enumerate(np.arange(-12.6, -0.8, 1.95)):
            kind = (k + int(abs(x))) % 3
            piece = (civic.sprinkler(), civic.ceiling_speaker(), civic.spotlight("spot light"))[kind]
            b.put(piece, x, SLATS_Y - 0.012, float(z), solid=False, density=FINE)
            b.put(civic.slot_diffuser(), x, SLATS_Y - 0.012, float(z) + 0.98, solid=False, density=FINE)
    for x, z in ((-5.5, -1.6), (5.5, -1.6), (-3.9, -12.9), (3.9, -12.9)):
        b.put(civic.dome_camera(), x, SLATS_Y - 0.012, z, solid=False, density=FINE)


def build(b: Build) -> None:
    materials(b)
    tactile(b)
    columns_dressed(b)
    standards(b)
    wayfinding(b)
    exits(b)
    seats_and_green(b)
    stands(b)
    ceiling_fittings(b)
    clock(b, prints.clock_dial(), 1.98, 3.32, HALL.z0 + 0.004, 0.30, 0)
