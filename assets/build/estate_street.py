"""The street before the estate agent's shop, as seen through its window: pavement, lane with a crossing, villas with shops.

z 0.2   shop front         z 2.5 kerb       z 8.6 kerb        z 10.4 fronts of the villas, 3 or 4 storeys
the scooter stands at x -2.4, z 1.7; the pole at x 2.9, z 2.15; the crossing at x 0 ... 3.4
"""

from __future__ import annotations

import numpy as np

from assets.build import estate_papers, lane, signs, villa
from assets.build.materials import Material, paint, tinted
from assets.build.mesh import box, lathe, quad
from assets.build.place import OUTSIDE, Build

SHOPS = (
    ("서울 분식", "SEOUL BUNSIK", "#c8501e"),
    ("한빛 서점", "Hanbit Books", "#1f5c4a"),
    ("동네 빵집", "Bakery", "#6b4226"),
    ("무지개 세탁", "Laundry", "#1d5fa8"),
    ("푸른 약국", "PHARMACY", "#1f8a4c"),
    ("골목 카페", "Alley Coffee", "#2f3033"),
)
LANE = -0.12  # the lane lies a kerb lower


def street(b: Build) -> None:
    ground(b)
    marks(b)
    x = -19.5
    for k, (name, en, colour) in enumerate(SHOPS):
        w = (6.4, 7.4, 5.8, 7.0, 6.2, 6.8)[k]
        sign = b.material(f"shop {k}", Material(picture=signs.two_lines(name, en, 512, 72, colour), roughness=0.45))
        house = villa.villa(w, (3, 4, 3, 4, 3, 4)[k], ("red brick far", "pale brick far")[k % 2 == 1], 20 + k, sign)
        villa.put_outside(b, house, x + w / 2, 0, 10.4 + 0.3 * (k % 2), 180)
        x += w + (0.9 if k != 2 else 1.6)
    for k, (tx, tz, h) in enumerate(((-5.6, 9.1, 5.2), (5.2, 9.2, 4.8), (10.5, 9.0, 5.5), (7.5, 1.9, 5.0))):
        villa.put_outside(b, lane.tree(h, 300 + k, 1500), tx, 0, tz, 70 * k)
        b.add("soil", box(1.0, 0.012, 1.0, (tx, 0, tz), 0.004), node=OUTSIDE)
    villa.put_outside(b, lane.pole(), 2.95, 0, 2.15, 90)
    villa.put_outside(b, lane.pole(8.2), -9.5, 0, 9.0, -90)
    lines = []
    for k, y in enumerate((8.1, 8.0, 7.5, 7.4, 4.9, 4.7)):
        lines.append(((2.95, y, 1.6 + 0.25 * k), (-9.5, y - 0.2, 8.6 + 0.15 * k), 0.5 + 0.12 * k))
        lines.append(((2.95, y, 1.6 + 0.25 * k), (24.0, y, 3.0 + 0.3 * k), 0.6 + 0.1 * k))
    for k in range(5):
        lines.append(((2.95, 4.8, 2.3), (-4.0 + 3.1 * k, 5.6 + 0.5 * (k % 3), 10.3), 0.25))
    b.add("cable", *lane.cables(lines), node=OUTSIDE)
    villa.put_outside(b, lane.scooter(), -2.35, 0, 1.75, 8, 0.5)
    for bx in (4.3, 5.6, -1.2, -4.2):
        villa.put_outside(b, lane.bollard(), bx, 0, 2.2)
    standing_board(b)
    pots(b)


def ground(b: Build) -> None:
    b.material("red brick far", tinted("red_brick", detail="base", roughness=0.9))
    b.material("pale brick far", tinted("pale_brick", detail="base", roughness=0.9))
    near = {"density": 0.5}
    b.add("paver", quad((-16, 0, 2.45), (32, 0, 0), (0, 0, -2.25), 99), node=OUTSIDE, **near)
    b.add("lane", quad((-30, LANE, 8.6), (60, 0, 0), (0, 0, -6.15), 99), node=OUTSIDE, **near)
    b.add("paver", quad((-30, 0, 10.8), (60, 0, 0), (0, 0, -2.05), 99), node=OUTSIDE)
    for k in range(24):  # kerb stones of one metre
        for z in (2.45, 8.62):
            b.add("pole concrete", box(0.992, 0.20, 0.15, (-11.5 + k, LANE - 0.08, z + 0.06), 0.012), node=OUTSIDE)
    b.add("pole concrete", quad((-40, -0.14, 60), (80, 0, 0), (0, 0, -64), 99), node=OUTSIDE)


def marks(b: Build) -> None:
    """Worn paint: the crossing's bars run with the traffic; a yellow line along the kerb; a drain cover."""
    white = b.material("road white", paint("#d9d7cf", 0.75))
    yellow = b.material("road yellow", paint("#c99a25", 0.75))
    for k in range(6):
        b.add(white, quad((0.0, LANE + 0.004, 3.55 + 0.9 * k), (3.4, 0, 0), (0, 0, -0.45), 99), node=OUTSIDE)
    for x0, length in ((-12.0, 11.2), (4.2, 12.0)):
        b.add(yellow, quad((x0, LANE + 0.004, 3.02), (length, 0, 0), (0, 0, -0.12), 99), node=OUTSIDE)
    b.add("charcoal", *(box(0.62, 0.01, 0.025, (-1.6, LANE, 2.86 + 0.05 * k), 0.002) for k in range(6)), node=OUTSIDE)
    cover = lathe([(0.31, 0.006), (0.30, 0.008), (0, 0.008)], 26)
    b.add("galvanised", cover.at(-3.4, LANE, 5.2), node=OUTSIDE)


def standing_board(b: Build) -> None:
    """An A-board before the opposite café and a road name plate on a post."""
    board = estate_papers.notice(
        "오늘의 커피", ["아메리카노 2,500", "라떼 3,500", "쑥라떼 4,000", "(가상 · fictive)"], 240, 360, "#3a3a3e"
    )
    m = b.material("a board", Material(picture=board, roughness=0.6))
    for s, yaw in ((-1, 180), (1, 0)):
        face = quad((-0.28, 0.08, 0.012), (0.56, 0, 0), (0, 0.84, 0), 9, picture=True)
        b.add("walnut", box(0.62, 0.96, 0.02, (0, 0.02, 0), 0.004).at(4.6, 0, 9.3 + 0.16 * s, yaw, -9), node=OUTSIDE)
        b.add(m, face.at(4.6, 0, 9.3 + 0.16 * s, yaw, -9), node=OUTSIDE)
    plate = b.material(
        "road name",
        Material(picture=signs.two_lines("새싹로 12길", "Saessak-ro 12-gil", 384, 110, "#24418a"), roughness=0.35),
    )
    b.add("galvanised", lathe([(0.035, 0), (0.035, 2.9), (0, 2.92)], 12).at(-1.05, 0, 8.95), node=OUTSIDE)
    for yaw in (180, 0):
        b.add(
            plate,
            quad((-0.5, -0.14, 0.012), (1.0, 0, 0), (0, 0.28, 0), 9, picture=True).at(-0.5, 2.62, 8.95, yaw),
            node=OUTSIDE,
        )
    b.add("blue", box(1.0, 0.28, 0.02, (-0.5, 2.48, 8.95), 0.003), node=OUTSIDE)


def pots(b: Build) -> None:
    """Potted plants along the opposite wall and beside our own door; a traffic cone that keeps a parking place."""
    rng = np.random.default_rng(6)
    for k, (x, z) in enumerate(((-7.2, 9.9), (-6.7, 9.95), (1.4, 9.9), (1.9, 10.0), (8.0, 9.9))):
        r = 0.16 + 0.03 * (k % 3)
        b.add(
            ("terracotta", "galvanised", "charcoal")[k % 3],
            lathe([(0, 0), (r * 0.75, 0), (r, 0.32), (r * 0.9, 0.32), (r * 0.85, 0.27), (0, 0.27)], 16).at(x, 0, z),
            node=OUTSIDE,
        )
        shrub = {n: [m.scaled(0.16) for m in v] for n, v in lane.tree(5.0, 60 + k, 380).items() if n != "tree bark"}
        for n, meshes in shrub.items():
            b.add(
                n, *(m.scaled(2.4, 1.7, 2.4).at(x, -0.62, z, float(rng.uniform(0, 360))) for m in meshes), node=OUTSIDE
            )
    cone = lathe([(0.02, 0.68), (0.035, 0.66), (0.13, 0.03), (0.15, 0.02)][::-1], 18)
    b.add("orange", cone.at(-6.0, LANE, 7.9), box(0.36, 0.03, 0.36, (-6.0, LANE, 7.9), 0.01), node=OUTSIDE)
    b.add("old white", lathe([(0.075, 0.36), (0.060, 0.46)], 18).at(-6.0, LANE, 7.9).scaled(1), node=OUTSIDE)
