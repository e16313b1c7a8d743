"""The glass front, and what stands, hangs and is fixed in the hall besides desk, board and doors."""

from __future__ import annotations

import numpy as np

from assets.build import civic, foliage, glazing, signs
from assets.build import entrance_signs as pictures
from assets.build.entrance_shell import COLUMNS, HALL, SLATS_Y
from assets.build.kit import Piece
from assets.build.materials import Material, glow, glowing_picture, paint
from assets.build.mesh import Mesh, box, cylinder, lathe, lattice, quad, tube
from assets.build.place import Build
from assets.build.shell import YAW, clock, plate

DOOR_W, DOOR_H = 3.2, 2.5


def materials(b: Build) -> None:
    b.material("tactile yellow", paint("#e3a511", 0.62))
    b.material("spot light", glow("#fff0d6", 20.0))
    for name, code in (("blue", "#24487a"), ("black", "#1a1b1d"), ("yellow", "#d9a521")):
        b.material(f"umbrella {name}", paint(code, 0.7))
    b.material("river", Material(colour=(0.80, 0.60, 0.30, 1), metallic=1.0, roughness=0.24))
    b.material("fire red gloss", paint("#b0120d", 0.22))


def picture(b: Build, name: str, data: bytes, roughness: float = 0.45) -> str:
    return b.material(name, Material(picture=data, roughness=roughness))


def front(b: Build) -> None:
    """The curtain wall on its stone kerb, posts every 1.6 m, and the automatic doors in its middle."""
    xs, ys = [-8 + 1.6 * k for k in range(11)], [0.12, 2.76, 5.0, 7.16]
    b.put(glazing.curtain_wall(xs, ys, 0.04, gap=(-1.6, 1.6, 2.76)), solid=False)
    b.put(glazing.sliding_doors(DOOR_W - 0.06, DOOR_H), 0, 0, 0.04, 180, solid=False)
    for x0, x1 in ((-8, -1.6), (1.6, 8)):
        b.add("slate", box(x1 - x0, 0.12, 0.26, ((x0 + x1) / 2, 0, 0.03), 0.006, 9))
        b.block((x0, 0, 0.0), (x1, 7.2, 0.3))
    b.block((-1.6, 0, 0.02), (1.6, 7.2, 0.3))
    b.add("white lining", box(16, 0.42, 0.20, (0, 6.80, 0.0), 0.006, 9))
    b.add("granite steps", box(16.4, 0.9, 0.5, (0, 7.2, 0.20), 0.01, 9))
    dots = [
        quad((x0 + 0.08 * k, 1.42 + dy, 0.052), (0.03, 0, 0), (0, 0.03, 0), 9)
        for x0 in np.arange(-7.9, 7.9, 1.6)
        if abs(x0 + 0.8) > 1.7
        for k in range(18)
        for dy in (0.0,)
    ]
    b.add("white", *dots, casts=False)
    auto = picture(b, "auto door", pictures.label("자동문", "AUTOMATIC", "#17365d", w=256, h=110))
    for x in (-0.4, 0.4):
        b.add(
            auto, quad((x + 0.10, 1.40, -0.012), (-0.20, 0, 0), (0, 0.086, 0), 9, picture=True).at(0, 0, 0), casts=False
        )
    mat(b)


def mat(b: Build) -> None:
    """A sunken mat of brush strips between aluminium bars, before the doors."""
    strips = [box(2.9, 0.008, 0.028, (0, -0.002, -0.30 - 0.036 * k), 0.002, 9) for k in range(34)]
    bars = [box(2.9, 0.009, 0.006, (0, -0.002, -0.318 - 0.036 * k), 0, 9) for k in range(33)]
    rim = [box(2.96, 0.010, 0.02, (0, -0.001, z), 0.002, 9) for z in (-0.275, -1.515)]
    rim += [box(0.02, 0.010, 1.22, (s * 1.47, -0.001, -0.895), 0.002, 9) for s in (-1, 1)]
    b.add("felt", *strips)
    b.add("brushed", *bars, *rim)


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
    aed = picture(b, "aed", pictures.label("자동심장충격기", "AED", "#1b7a3d", w=320, h=160))
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
        name = picture(b, f"pillar {k}", pictures.label(("동 1", "동 2")[k], ("E1", "E2")[k], "#25282b", w=160, h=160))
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
    for k, (x, z, w, d, h) in enumerate(
        (
            (-6.9, -1.0, 1.5, 1.0, 4.2),
            (6.9, -0.85, 1.5, 0.9, 3.9),
            (-7.3, -13.2, 1.0, 1.0, 3.4),
            (7.25, -12.9, 1.1, 1.1, 3.7),
        )
    ):
        b.put(foliage.planter(w, 0.55, d), x, 0, z)
        b.put(foliage.indoor_tree(h, 30 + k, 640), x, 0.46, z, 50 * k, solid=False, density=0.5)
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
        b.add("leaf bright", foliage.blades(points, ways, rng.uniform(0.10, 0.26, n), 0.16, rng), density=0.5)


def stands(b: Build) -> None:
    """By the doors: sanitiser, umbrellas, the ticket kiosk; by the board: leaflets, bins."""
    clean = picture(b, "sanitiser label", pictures.label("손소독", "HAND GEL", "#2b8a9a", w=180, h=200))
    rain = picture(b, "umbrella label", pictures.label("우산 비닐", "UMBRELLA", "#1f6fb2", w=240, h=180))
    ticket = b.material("ticket screen", glowing_picture(pictures.screen("ticket"), 0.85))
    b.put(civic.sanitiser(clean), 2.15, 0, -1.35, -20)
    b.put(civic.umbrella_stand(rain), 2.75, 0, -0.55, 180)
    b.put(civic.ticket_kiosk(ticket), -1.95, 0, -13.62, 0)
    leaflets = [picture(b, f"leaflet {k}", pictures.leaflet(k), 0.35) for k in range(6)]
    b.put(civic.leaflet_rack(leaflets), -2.72, 0, -13.7, 0)
    tags = [("일반", "WASTE", "#4a4d50"), ("종이", "PAPER", "#1f6fb2"), ("캔·병", "CANS", "#1b7a52")]
    names = [picture(b, f"bin {k}", pictures.label(ko, en, tint, w=180, h=90)) for k, (ko, en, tint) in enumerate(tags)]
    b.put(civic.bins((names[0], names[1], names[2])), -7.68, 0, -2.6, 90)


def relief(b: Build) -> None:
    """On the east wall by the doors: Seoul's basin carved in pale stone, the Han inlaid in brass, in six panels."""
    w, h, s0 = 2.7, 2.1, -3.72
    nx, ny = 136, 108
    u = np.broadcast_to(np.linspace(0, 1, nx)[:, None], (nx, ny))
    river = 0.36 + 0.10 * np.sin(5.4 * u + 0.6) + 0.035 * np.sin(12 * u + 2) - 0.06 * u
    wide = 0.028 + 0.008 * np.sin(9 * u)
    below, water, above = 40, 7, ny - 47  # rows of the lattice: the banks run along its lines
    t = np.concatenate([np.linspace(0, 1, below), np.linspace(1, 2, water + 2)[1:-1], np.linspace(2, 3, above)])
    v = np.where(
        t < 1,
        t * (river - wide),
        np.where(t > 2, river + wide + (t - 2) * (1 - river - wide), river + (2 * t - 3) * wide),
    )
    gap = np.where(t < 1, v - river + wide, np.where(t > 2, v - river - wide, 0.0))
    hills = np.zeros_like(u)
    for cx, cy, r, a in (
        (0.46, 0.66, 0.045, 0.45),
        (0.42, 0.86, 0.14, 1.0),
        (0.60, 0.93, 0.10, 0.9),
        (0.24, 0.83, 0.09, 0.55),
        (0.50, 0.50, 0.055, 0.55),
        (0.80, 0.80, 0.08, 0.5),
        (0.46, 0.06, 0.13, 0.95),
        (0.28, 0.10, 0.09, 0.6),
        (0.72, 0.10, 0.10, 0.7),
        (0.92, 0.55, 0.06, 0.4),
    ):
        d = np.hypot((u - cx) * w / h, v - cy) / r
        hills += a * np.exp(-(d**2))
    for k in range(7):
        f = 6.0 * 1.45**k
        ridge = 1 - np.abs(
            np.sin(f * (u * w / h * np.cos(2.1 * k) + v * np.sin(2.1 * k)) + 1.7 * k + 1.2 * np.sin(0.6 * f * v + k))
        )
        hills *= 1 + 0.34 / (1 + 0.35 * k) * (ridge - 0.5)
    land = 0.012 + 0.085 * np.clip(hills, 0, 1.3) + 0.0015 * np.sin(60 * hills)
    height = np.where(gap == 0, 0.004, land * np.clip(np.abs(gap) * 22, 0, 1) ** 0.7 + 0.010)
    points = np.stack([(u - 0.5) * w, v * h, height], -1)
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    n = np.cross(du, dv)
    n /= np.linalg.norm(n, axis=-1, keepdims=True)
    mesh = lattice(points, n, points[..., :2])
    middle = mesh.p[..., :2].mean(1)
    course = np.interp(middle[:, 0] / w + 0.5, u[:, 0], river[:, 0])
    wet = np.abs(middle[:, 1] / h - course) < np.interp(middle[:, 0] / w + 0.5, u[:, 0], wide[:, 0])
    x, _, z = HALL.on_wall("east", s0 + w / 2, 0, 0.012)
    for name, part in (("limestone carved", ~wet), ("river", wet)):
        b.add(name, Mesh(mesh.p[part], mesh.n[part], mesh.uv[part]).at(x, 0.85, z, YAW["east"]))
    rim = [box(w + 0.12, 0.05, 0.09, (0, y, 0.03), 0.006, 9) for y in (0.80, 0.85 + h)]
    rim += [box(0.05, h, 0.09, (k * (w / 2 + 0.035), 0.85, 0.03), 0.006, 9) for k in (-1, 1)]
    b.put({"walnut": rim, "solid": []}, x, 0, z, YAW["east"], solid=False)
    title = picture(
        b,
        "relief title",
        pictures.label(
            "서울, 산과 강", "Seoul: hills and the Han · milled limestone, brass", "#efe9df", "#3a3128", 420, 120
        ),
    )
    plate(
        b,
        title,
        b.own[title].picture,
        x,
        0.62,
        HALL.on_wall("east", s0 + 0.32, 0, 0)[2],
        0.42,
        0.12,
        YAW["east"],
        edge="brushed",
        thick=0.008,
    )


def ceiling_fittings(b: Build) -> None:
    """On dark tracks beside the light lines: sprinklers, speakers, cameras, spots, air slots."""
    for x in (-5.5, -3.9, 3.9, 5.5):
        b.add("anodised", box(0.13, 0.05, 13.4, (x, SLATS_Y - 0.012, -7.0), 0.004, 99))
        for k, z in enumerate(np.arange(-12.6, -0.8, 1.95)):
            kind = (k + int(abs(x))) % 3
            piece = (civic.sprinkler(), civic.ceiling_speaker(), civic.spotlight("spot light"))[kind]
            b.put(piece, x, SLATS_Y - 0.012, float(z), solid=False)
            b.put(civic.slot_diffuser(), x, SLATS_Y - 0.012, float(z) + 0.98, solid=False)
    for x, z in ((-5.5, -1.6), (5.5, -1.6), (-3.9, -12.9), (3.9, -12.9)):
        b.put(civic.dome_camera(), x, SLATS_Y - 0.012, z, solid=False)


def build(b: Build) -> None:
    materials(b)
    front(b)
    tactile(b)
    columns_dressed(b)
    wayfinding(b)
    exits(b)
    seats_and_green(b)
    stands(b)
    relief(b)
    ceiling_fittings(b)
    clock(b, pictures.clock_dial(), 1.98, 3.32, HALL.z0 + 0.004, 0.30, 0)
