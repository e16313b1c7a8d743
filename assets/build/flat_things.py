"""What is in the flat to let: fixtures, lamps, and the few things that were left behind."""

from __future__ import annotations

import numpy as np

from assets.build import bathware, estate_desk, estate_papers, household, officeware, shopware
from assets.build.flat_shell import FLOOR, HEIGHT, X0, X1, Z0
from assets.build.flat_wet import bathroom, kitchen
from assets.build.materials import Material
from assets.build.mesh import box, cylinder, lathe, quad, sheet, tube
from assets.build.place import Build


def everything(b: Build) -> None:
    entrance(b)
    kitchen(b)
    bathroom(b)
    bedroom(b)
    living(b)
    lamps(b)
    switches(b)


def entrance(b: Build) -> None:
    b.put(household.shoe_cupboard(1.0, 1.05, 0.30), 0.595, 0, -0.60, -90)
    b.put(household.breaker_box(), -0.65, 1.95, -0.60, 90, solid=False)
    b.put(
        {
            "old white": [box(0.42, 0.32, 0.02, (0, -0.16, 0.01), 0.005)],
            "grey lacquer": [lathe([(0.055, 0), (0.055, 0.03), (0, 0.034)], 22).at(-0.08, 0.0, 0.02, pitch=90)],
            "paper": [quad((0.04, -0.06, 0.0205), (0.12, 0, 0), (0, 0.12, 0), 9)],
        },
        -0.65,
        1.40,
        -0.62,
        90,
        solid=False,
    )
    bill = b.material(
        "gas bill",
        Material(
            picture=estate_papers.notice(
                "도시가스 안내", ["11월 사용량 (훈련용)", "미납 0원", "TRAINING · fictive"], 240, 340, "#1d5fa8"
            ),
            roughness=0.85,
        ),
    )
    estate_desk.page(b, bill, 0.58, 1.05, -0.42, -70, 0.15, 0.21, 0.001)
    b.put(bathware.slippers("navy"), 0.22, 0, -0.98, 170, solid=False)
    keys = officeware.tagged_key("yellow")
    b.put({k: [m.at(0, 0.01, 0, 0, -90) for m in v] for k, v in keys.items()}, 0.60, 1.052, -0.78, 40, solid=False)
    mirror = [box(0.34, 1.20, 0.02, (0, -0.6, 0.01), 0.004)]
    b.put(
        {"walnut": mirror, "mirror": [quad((-0.155, -0.585, 0.0205), (0.31, 0, 0), (0, 1.17, 0), 9)]},
        -0.65,
        1.25,
        -1.55,
        90,
        solid=False,
    )


def bedroom(b: Build) -> None:
    rod = [
        tube([(-0.05, 2.18, Z0 + 0.09), (2.05, 2.18, Z0 + 0.09)], 0.011, 10),
        *(tube([(x, 2.18, Z0), (x, 2.18, Z0 + 0.09)], 0.007, 8) for x in (0.05, 1.95)),
    ]
    rings = [
        tube(
            [(x, 2.18 + 0.017 * np.sin(a), Z0 + 0.09 + 0.017 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 9)],
            0.0016,
            5,
            False,
        )
        for x in (0.16, 0.22, 0.31, 1.80, 1.88)
    ]
    b.add("walnut", rod[0])
    b.add("brushed", *rod[1:], *rings)
    b.put(household.hanger(), 0.27, 2.168, Z0 + 0.09, 75, solid=False)
    b.put(shopware.archive_box(), 0.05, FLOOR, -5.62, 12)
    b.put(
        {"kraft": [box(0.46, 0.30, 0.34, bevel=0.006)], "paper": [box(0.05, 0.001, 0.342, (0, 0.30, 0), 0)]},
        0.45,
        FLOOR,
        -5.55,
        -8,
    )
    b.put(estate_desk.clear_folder(), 0.5, FLOOR + 0.301, -5.52, 30, solid=False)
    marks = b.material("dents", Material(colour=(0.16, 0.10, 0.06, 1), roughness=0.6))
    for dx, dz in ((0, 0), (1.38, 0), (0, 1.95), (1.38, 1.95)):  # where the bed's feet pressed into the floor
        b.add(marks, lathe([(0.024, 0.0006), (0, 0.0006)], 14).at(-0.62 + dx, FLOOR, -5.75 + dz), casts=False)
    nail = [
        tube([(0, 0, 0), (0, 0.004, 0.03)], 0.0016, 6),
        lathe([(0.005, 0.03), (0, 0.031)], 8).at(0, 0.004, 0, pitch=90),
    ]
    b.add("brushed", *(m.at(-0.90, 1.72, -4.4, 90) for m in nail), casts=False)
    calendar = b.material("old calendar", Material(picture=estate_papers.calendar(), roughness=0.75))
    b.add(
        calendar,
        quad((-0.15, -0.40, 0.006), (0.30, 0, 0), (0, 0.40, 0), 9, picture=True).at(-0.90, 1.72, -4.4, 90, -1, 2),
        casts=False,
    )
    b.put(household.plate(socket=True), X1, FLOOR + 0.25, -4.1, -90, solid=False)
    b.put({"old white": [cylinder(0.045, 0.012, 20).at(0, 0, 0, pitch=90)]}, X1, 1.95, -5.55, -90, solid=False)


def living(b: Build) -> None:
    b.put(household.boiler_control(), -1.0, 1.25, -4.2, -90, solid=False)
    b.put(household.video_phone(), -0.65, 1.42, -1.88, 90, solid=False)
    b.put(household.broom(), -2.5, FLOOR, -2.16, 20, solid=False)
    b.put(
        {
            "blue": [
                lathe([(0, 0), (0.12, 0), (0.15, 0.25), (0.155, 0.25), (0.15, 0.26), (0.115, 0.01), (0, 0.008)], 26)
            ],
            "brushed": [
                tube(
                    [(-0.15, 0.25, 0), (-0.11, 0.12, 0.13), (0, 0.08, 0.16), (0.11, 0.12, 0.13), (0.15, 0.25, 0)],
                    0.003,
                    6,
                )
            ],
        },
        -2.33,
        FLOOR,
        -2.42,
        30,
    )
    paper = b.material(
        "flyer",
        Material(
            picture=estate_papers.notice(
                "이사 · 청소 (가상)",
                ["입주 청소 · moving & cleaning", "000-0000", "훈련용 TRAINING"],
                300,
                420,
                "#c8732a",
            ),
            roughness=0.7,
        ),
    )
    estate_desk.page(b, paper, -1.75, FLOOR, -4.6, 35)
    t = np.linspace(0, 1, 40)
    wire = np.stack(
        [
            X0 + 0.03 + 0.55 * t + 0.10 * np.sin(9 * t),
            np.where(t < 0.12, FLOOR + 0.24 * (1 - t / 0.12) ** 2, FLOOR) + 0.004,
            -4.9 + 0.5 * t * t + 0.08 * np.cos(8 * t),
        ],
        -1,
    )
    b.add("old white", tube(wire, 0.003, 6))
    b.put({"pvc": [cylinder(0.016, 0.03, 14).at(0, -0.0, 0.008, pitch=90)]}, X0, FLOOR + 0.223, -4.9, 90, solid=False)
    rod = [
        tube([(-2.50, 2.20, Z0 + 0.08), (-1.02, 2.20, Z0 + 0.08)], 0.010, 10),
        *(tube([(x, 2.20, Z0), (x, 2.20, Z0 + 0.08)], 0.006, 8) for x in (-2.42, -1.10)),
    ]
    b.add("brushed", *rod)
    veil(b)
    rolls = [
        tube([(-1.16, FLOOR + 0.035, -5.55), (-1.22, FLOOR + 0.035, -5.02)], 0.032, 18),
        tube([(-1.24, FLOOR + 0.035, -5.60), (-1.34, FLOOR + 0.035, -5.10)], 0.032, 18),
    ]
    b.add("silk paper", *rolls)
    b.put(stool(), -1.28, FLOOR, -4.72, 18)
    marks = [
        lathe([(0.004, 0.0004), (0, 0.0008)], 8).at(X0, y, z, 0, 0, -90)
        for y, z in ((1.52, -3.5), (1.52, -3.1), (1.70, -4.6))
    ]
    b.add("charcoal", *marks, casts=False)
    b.put(household.plate(socket=True), X0, FLOOR + 0.25, -4.9, 90, solid=False)
    ghost = b.material(
        "sofa shadow", Material(colour=(0.96, 0.95, 0.94, 1), surface="silk_paper", detail="base", roughness=0.76)
    )
    b.add(ghost, quad((-0.85, 0.0, 0.001), (1.7, 0, 0), (0, 0.035, 0), 99).at(X0, 0.83, -4.2, 90), casts=False)


def veil(b: Build) -> None:
    """A thin curtain pushed to the left end of the living room's rod."""
    u, v = np.meshgrid(np.linspace(0, 1, 61), np.linspace(0, 1, 9), indexing="ij")
    fold = 0.022 * np.sin(2 * np.pi * 9 * u + 0.6 * np.sin(3 * v)) * (0.45 + 0.55 * v)
    points = np.stack([-2.47 + 0.34 * u + 0.02 * v * np.sin(5 * u), 2.185 - 1.98 * v, Z0 + 0.085 + fold], -1)
    b.add("curtain cloth", sheet(points))


def stool() -> shopware.Piece:
    """A plastic stool that a painter stood on."""
    legs = [
        tube([(sx * 0.10, 0.40, sz * 0.10), (sx * 0.15, 0.0, sz * 0.15)], 0.016, 8) for sx in (-1, 1) for sz in (-1, 1)
    ]
    seat = lathe(
        [
            (0.0, 0.40),
            (0.135, 0.40),
            (0.15, 0.415),
            (0.15, 0.43),
            (0.14, 0.438),
            (0.03, 0.434),
            (0.028, 0.425),
            (0, 0.425),
        ],
        28,
    )
    ring = tube([(0.135 * np.cos(a), 0.20, 0.135 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)], 0.008, 6, False)
    return {"blue": [*legs, seat, ring], "old white": [lathe([(0.02, 0.4385), (0, 0.439)], 9).at(0.06, 0, 0.03)]}


def lamps(b: Build) -> None:
    for x, z, w, d in (
        (-1.75, -4.55, 0.50, 0.50),
        (0.75, -2.3, 1.2, 0.26),
        (1.0, -4.75, 0.55, 0.55),
        (1.85, -0.75, 0.9, 0.16),
    ):
        b.put(household.ceiling_lamp(w, d, "room lamp"), x, HEIGHT, z, solid=False)
    dome = lathe([(0.0, -0.09), (0.06, -0.075), (0.095, -0.035), (0.10, -0.012)], 26)
    for x, z, y in ((0.05, -0.62, HEIGHT), (-1.65, -0.95, 2.22)):
        b.add("dome lamp", dome.at(x, y, z), casts=False)
        b.add("old white", lathe([(0.108, -0.016), (0.112, 0)], 26).at(x, y, z), casts=False)
    for x, z in ((-1.75, -4.5), (0.75, -2.4), (1.0, -4.8), (1.85, -0.8), (0.05, -0.65), (-1.65, -1.0)):
        b.lamp(x, 1.95, z, 1.5, (1.0, 0.95, 0.87), (0.5, 0.5), range_m=4)


def switches(b: Build) -> None:
    for x, y, z, yaw, gangs in (
        (-0.65, 1.18, -1.36, 90, 2),
        (-0.75, 1.18, -2.05, 180, 1),
        (1.05, 1.18, -3.40, 0, 2),
        (-0.15, 1.18, -3.50, 180, 1),
    ):
        b.put(household.plate(gangs), x, y, z, yaw, solid=False)
    alarm = lathe([(0.0, -0.042), (0.035, -0.04), (0.052, -0.018), (0.056, 0)], 24)
    b.add("old white", alarm.at(-1.75, HEIGHT, -2.9), alarm.at(1.9, HEIGHT, -4.6), casts=False)
