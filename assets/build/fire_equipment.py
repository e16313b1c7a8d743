"""What a building carries against fire: hydrant cabinet, signs, detectors, sprinklers, emergency lamps, CO2 bottle.

Sizes follow Korean practice: hydrant cabinet 650 x 1200 x 180 mm (옥내소화전, hose 40 mm, nozzle 13 mm), pendant
sprinklers below 25 mm drops, smoke detectors of 100 mm, exit luminaires of 300 x 120 mm.
"""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.fire_mesh import box
from assets.build.mesh import Mesh, arc, cylinder, join, lathe, quad, tube
from assets.build.place import Build
from assets.build.sign_sheet import board, face

Piece = dict[str, list[Mesh]]


def smooth(points: list[tuple[float, float, float]], count: int, rounds: int = 6) -> np.ndarray:
    """A polyline resampled to `count` points and relaxed: hoses and cables."""
    p = np.asarray(points, float)
    s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    q = np.stack([np.interp(np.linspace(0, s[-1], count), s, p[:, i]) for i in range(3)], -1)
    for _ in range(rounds):
        q[1:-1] = (q[:-2] + 2 * q[1:-1] + q[2:]) / 4
    return q


def hose_folds(w: float = 0.40, drop: float = 0.42, folds: int = 9) -> np.ndarray:
    """A flat hose hung in folds over a rack's pins, as points in the plane x, y."""
    x, points = -w / 2, []
    step = w / (2 * folds)
    for k in range(folds):
        points += [(x, 0.0, 0.0), (x, -drop + 0.02 * (k % 3), 0.012), (x + step, -drop - 0.014 + 0.02 * (k % 3), 0.012)]
        points += [(x + step, 0.0, 0.0), (x + 2 * step, 0.014, 0.0)]
        x += 2 * step
    return smooth(points, folds * 18, 3)


def nozzle() -> Mesh:
    """A straight-jet nozzle, tip up, 0.30 m."""
    return lathe(
        [
            *((0, 0), (0.024, 0), (0.027, 0.004), (0.027, 0.05), (0.020, 0.058), (0.021, 0.10), (0.010, 0.27)),
            *((0.012, 0.275), (0.012, 0.295), (0.0075, 0.297), (0.006, 0.25), (0, 0.25)),
        ],
        24,
        35,
    )


def hydrant_inside(w: float, h: float) -> Piece:
    """Rack with folded hose, coupling, valve with its wheel and the nozzle in its clip; origin at the box's back, base."""
    rack = [tube([(-0.24, h - 0.27, 0.075), (0.24, h - 0.27, 0.075)], 0.010, 10)]
    rack += [box(0.02, 0.02, 0.075, (s * 0.235, h - 0.28, 0.0375), 0.003) for s in (-1, 1)]
    hose = tube(hose_folds(), 0.0135, 6).at(0, h - 0.25, 0.075)
    tail = tube(
        smooth([(0.20, h - 0.25, 0.085), (0.23, h - 0.5, 0.10), (0.20, 0.42, 0.11), (0.12, 0.34, 0.10)], 24), 0.0135, 8
    )
    pipe = tube(
        smooth([(0.25, 0.0, 0.05), (0.25, 0.30, 0.05), (0.18, 0.335, 0.07), (0.12, 0.335, 0.09)], 16), 0.022, 14
    )
    wheel = lathe(
        [(0.050 + 0.008 * math.cos(a), 0.008 * math.sin(a)) for a in np.linspace(-math.pi, math.pi, 11)], 28, 80
    )
    spokes = [box(0.10, 0.008, 0.010, (0, -0.004, 0), 0.002).at(0, 0, 0, a) for a in (0, 60, 120)]
    valve = [cylinder(0.030, 0.075, 20).at(0.25, 0.275, 0.05), cylinder(0.010, 0.05, 12).at(0.25, 0.35, 0.05)]
    clip = [box(0.05, 0.012, 0.03, (-0.25, y, 0.03), 0.003) for y in (0.35, 0.50)]
    return {
        "galvanised": [*rack, *clip],
        "hose canvas": [hose, tail],
        "pipe red": [pipe],
        "brass": [*valve, cylinder(0.026, 0.06, 20).at(0.12, 0.335, 0.07, 0, 90), nozzle().at(-0.25, 0.28, 0.055)],
        "fire red": [join(wheel, *spokes).at(0.25, 0.395, 0.05)],
    }


def hydrant(b: Build, name: str, x: float, z: float, yaw: float, opened: float = 128) -> None:
    """An indoor hydrant cabinet on a wall (its back at (x, z), front +z turned by yaw), its door a moving node."""
    w, h, d, y0 = 0.65, 1.20, 0.20, 0.30
    t = 0.018
    shell_parts = [
        box(t, h, d, (-(w - t) / 2, y0, d / 2), 0.003),
        box(t, h, d, ((w - t) / 2, y0, d / 2), 0.003),
        box(w, t, d, (0, y0, d / 2), 0.003),
        box(w, t, d, (0, y0 + h - t, d / 2), 0.003),
        box(w, t, d, (0, y0 + h - 0.30, d / 2), 0.002),
        box(w - 0.01, h - 0.01, 0.01, (0, y0 + 0.005, 0.006), 0.001),
        box(w, 0.30, 0.016, (0, y0 + h - 0.30, d), 0.004),
    ]
    piece: Piece = {"fire red": shell_parts}
    for k, v in hydrant_inside(w - 2 * t, h - 0.30).items():
        piece.setdefault(k, []).extend(m.at(0, y0 + t, 0.012) for m in v)
    b.put(piece, x, 0, z, yaw, solid=False)
    head(b, x, z, yaw, w, y0 + h - 0.15, d + 0.009)
    turn = math.radians(yaw)
    hx, hz = -w / 2, d + 0.002
    px, pz = x + hx * math.cos(turn) + hz * math.sin(turn), z - hx * math.sin(turn) + hz * math.cos(turn)
    door(b, b.moving(f"hydrant.{name}", px, y0, pz, yaw - opened), w, h - 0.31)


def head(b: Build, x: float, z: float, yaw: float, w: float, y: float, out: float) -> None:
    """The fixed upper field: alarm button's plate, bell's slots and the red position lamp."""
    shown = quad((0.025 - w / 2, -0.12, out), (w - 0.05, 0, 0), (0, 0.24, 0), 9, picture=True)
    face("signs", hydrant_text(), shown.at(x, y, z, yaw))
    dome = lathe([(0.034 * math.cos(a), 0.030 * math.sin(a)) for a in np.radians([0, 22, 45, 68, 90])], 28, 60)
    b.add("led red", dome.at(0, 0, 0, 0, 90).at(0.235, y, out).at(x, 0, z, yaw))
    ring = lathe([(0.034, 0), (0.042, 0), (0.042, 0.007), (0.034, 0.007)], 28)
    b.add("chrome", ring.at(0, 0, 0, 0, 90).at(0.235, y, out).at(x, 0, z, yaw))


def hydrant_text() -> bytes:
    image, d = signs.canvas(640, 256, "#b8120f")
    d.text((250, 92), "소 화 전", "#ffffff", signs.font("bold", 108), "mm")
    d.text((250, 190), "INDOOR FIRE HYDRANT", "#ffffff", signs.font("text", 38), "mm")
    return signs.encode(image)


def hydrant_steps() -> bytes:
    rows = [
        ("사용 방법 · How to use", "bold", 34, "#b8120f"),
        ("---", "", 0, "#b8120f"),
        ("1 문을 열고 호스와 관창을 꺼낸다", "bold", 28, signs.INK),
        ("Open the door, take hose and nozzle", "text", 20, "#555555"),
        ("2 한 사람은 불 앞까지 호스를 편다", "bold", 28, signs.INK),
        ("One runs the hose out to the fire", "text", 20, "#555555"),
        ("3 다른 사람은 밸브를 왼쪽으로 연다", "bold", 28, signs.INK),
        ("The other opens the valve, to the left", "text", 20, "#555555"),
    ]
    return signs.column(rows, 512, 340, "#f4f1ea", 24)


def door(b: Build, node: str, w: float, h: float) -> None:
    """The cabinet's door from its hinge to +x: folded edges, two ribs, latch, instructions inside and out."""
    ribs = [box(w - 0.12, 0.012, 0.008, (w / 2, y, 0.009), 0.003) for y in (0.12, h - 0.12)]
    b.add("fire red", join(box(w - 0.004, h, 0.016, (w / 2, 0, 0), 0.004), *ribs), node=node, casts=False)
    latch = [
        box(0.035, 0.12, 0.010, (w - 0.055, h / 2 - 0.06, 0.012), 0.003),
        box(0.012, 0.07, 0.02, (w - 0.055, h / 2 - 0.03, 0.022), 0.004),
    ]
    hinges = [cylinder(0.008, 0.07, 10).at(0, y, 0) for y in (0.08, h - 0.15)]
    b.add("galvanised", join(*latch, *hinges), node=node, casts=False)
    outer = quad((-0.19, -0.126, 0), (0.38, 0, 0), (0, 0.252, 0), 9, picture=True)
    both = join(outer.at(w / 2 - 0.05, h / 2, 0.0095), outer.at(w / 2, h / 2, -0.0095, 180))
    face("signs", hydrant_steps(), both, node)


def exit_light(
    b: Build, x: float, y: float, z: float, yaw: float, way: str = "", low: bool = False, drop: float = 0.0
) -> None:
    """A green exit luminaire (ISO 7010 E001/E002): on a wall, or hung `drop` metres below y by two rods."""
    w, h = (0.30, 0.12) if low else (0.45, 0.18)
    thick = 0.018 if low else 0.032
    board(b, signs.exit_sign(way), (x, y, z), (w, h), yaw, True, thick=thick)
    if drop:
        board(b, signs.exit_sign(way), (x, y, z), (w, h), yaw + 180, True)
        rods = [cylinder(0.006, drop, 8).at(s * 0.16, y + h / 2 + 0.01, thick / 2) for s in (-1, 1)]
        b.add("brushed", *(r.at(0, 0, 0).at(x, 0, z, yaw) for r in rods))


def detector(b: Build, x: float, y: float, z: float) -> None:
    """A smoke detector on the ceiling at height y: base, chamber with its slot, indicator."""
    body = [
        (0, -0.048),
        (0.030, -0.047),
        (0.036, -0.040),
        (0.036, -0.034),
        (0.046, -0.030),
        (0.050, -0.016),
        (0.052, 0),
    ]
    b.add("cabinet white", lathe(body, 18, 40).at(x, y, z))
    b.add("black", lathe([(0.0362, -0.040), (0.0362, -0.034)], 18).at(x, y, z))
    b.add("led red", lathe([(0.0, -0.0484), (0.003, -0.0482)], 8).at(x + 0.02, y, z))


def sprinkler(b: Build, x: float, y: float, z: float, drop: float = 0.0, escutcheon: bool = True) -> None:
    """A pendant head: its plate on the ceiling, frame arms, red glass bulb, toothed deflector."""
    if escutcheon:
        b.add("chrome", lathe([(0.016, -0.012), (0.036, -0.004), (0.038, 0)], 24, 50).at(x, y, z))
    y -= drop
    arms = [tube([(s * 0.008, -0.012, 0), (s * 0.016, -0.028, 0), (s * 0.004, -0.046, 0)], 0.0022, 4) for s in (-1, 1)]
    rosette = lathe(
        [(0, -0.052), (0.017, -0.0505), (0.017, -0.0495), (0.004, -0.0485), (0.004, -0.044), (0, -0.044)], 9
    )
    b.add("brass", *(m.at(x, y, z) for m in (*arms, rosette, cylinder(0.010, 0.014, 8).at(0, -0.014, 0))))
    b.add("led red", cylinder(0.0026, 0.026, 8, 0.001).at(x, y - 0.042, z))


def emergency_light(b: Build, x: float, y: float, z: float, yaw: float) -> None:
    """A twin-spot emergency lamp (비상조명등) on the wall."""
    parts = [box(0.24, 0.12, 0.06, (0, -0.06, 0.03), 0.010)]
    heads, lenses = [], []
    for s in (-1, 1):
        spot = lathe(
            [(0, -0.03), (0.022, -0.03), (0.040, 0.022), (0.042, 0.03), (0.036, 0.03), (0.030, 0.02), (0, 0.02)], 24, 40
        )
        heads.append(spot.at(s * 0.075, 0.085, 0.05, s * 18, 70))
        lenses.append(lathe([(0.035, 0.024), (0, 0.026)], 20).at(s * 0.075, 0.085, 0.05, s * 18, 70))
    b.add("cabinet white", *(m.at(x, y, z, yaw) for m in (*parts, *heads)))
    b.add("frosted lens", *(m.at(x, y, z, yaw) for m in lenses))
    b.add("led green", cylinder(0.003, 0.004, 8).at(0.09, -0.03, 0.060, 0, 90).at(x, y, z, yaw))


def co2_bottle() -> Piece:
    """A 5 kg CO2 extinguisher with its horn, 0.72 m."""
    r = 0.076
    dome = [(0.018 + (r - 0.018) * math.cos(a), 0.50 + 0.06 * math.sin(a)) for a in np.radians([0, 22, 45, 68, 90])]
    body = lathe([(0, 0), (r - 0.01, 0), (r, 0.012), *dome, (0.018, 0.60)], 36, 50)
    hose = tube(smooth([(0.02, 0.62, 0), (0.09, 0.64, 0.02), (0.125, 0.55, 0.04), (0.12, 0.42, 0.05)], 18), 0.010, 10)
    horn = lathe([(0.014, 0), (0.016, -0.05), (0.045, -0.26), (0.041, -0.26), (0.012, -0.05)], 24, 30).at(
        0.12, 0.42, 0.05
    )
    top = [
        box(0.022, 0.012, 0.13, (0, 0.65, -0.05), 0.004),
        box(0.022, 0.010, 0.13, (0, 0.685, -0.045), 0.004).at(0, 0, 0, 0, 4),
    ]
    return {
        "fire red": [body],
        "black rubber": [hose, horn],
        "black": top,
        "brass": [cylinder(0.020, 0.05, 18).at(0, 0.60, 0)],
    }


def sign(b: Build, picture: bytes, x: float, y: float, z: float, w: float, h: float, yaw: float) -> None:
    """A rigid plastic sign, 4 mm, on a wall."""
    board(b, picture, (x, y, z), (w, h), yaw)


def keyboard() -> Piece:
    """A low keyboard of 70 keys with square edges (a thousand triangles)."""
    keys = [
        box(0.0165, 0.006, 0.0165, (-0.14 + 0.0195 * c + 0.004 * (r % 2), 0.012, -0.042 + 0.0195 * r), 0)
        for r in range(5)
        for c in range(15)
        if not (r == 4 and 3 < c < 10)
    ]
    return {
        "dark steel": [box(0.31, 0.012, 0.125)],
        "light grey": [*keys, box(0.11, 0.006, 0.0165, (-0.013, 0.012, 0.036), 0)],
    }


def screen_page() -> bytes:
    """What the trainers' screens show."""
    rows = [
        ("훈련 관제", "bold", 40, "#ffffff"),
        ("Training control", "text", 24, "#9fc2e8"),
        ("---", "", 0, "#5580aa"),
        ("대기 중  Ready", "bold", 34, "#7fe0a0"),
    ]
    return signs.column(rows, 512, 288, "#12304f", 30)


def desk_screen(b: Build, x: float, y: float, z: float, yaw: float) -> None:
    """deskware.monitor's lit face, taken from the sheet of lit signs."""
    w, h = 0.56, 0.315
    glass = quad((-w / 2 + 0.008, 0.13, 0.0275), (w - 0.016, 0, 0), (0, h - 0.016, 0), 9, picture=True)
    face("signs lit", screen_page(), glass.at(x, y, z, yaw))


def coil(turns: int, radius: float, pitch: float, thick: float, segments: int = 20) -> Mesh:
    """A coil of cable lying flat."""
    t = np.linspace(0, turns * 2 * math.pi, turns * segments)
    points = np.stack([radius * np.cos(t), thick + pitch * t / (2 * math.pi), radius * np.sin(t)], -1)
    return tube(points, thick, 8)


def ring(radius: float, thick: float, plane: str = "xz") -> Mesh:
    return tube(arc((0, 0, 0), radius, 0, 360, 28, plane), thick, 8, closed=False)
