"""What is in the flat to let: fixtures, lamps, and the few things that were left behind."""

from __future__ import annotations

import numpy as np

from assets.build import estate_desk, estate_papers, household, shopware
from assets.build.flat_shell import FLOOR, HEIGHT, X0, X1, Z0
from assets.build.materials import Material
from assets.build.mesh import box, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shopware import hung_cable, merged, moved


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
    b.put({"old white": [box(0.42, 0.32, 0.02, (0, -0.16, 0.01), 0.005)], "grey lacquer": [lathe([(0.055, 0), (0.055, 0.03), (0, 0.034)], 22).at(-0.08, 0.0, 0.02, pitch=90)], "paper": [quad((0.04, -0.06, 0.0205), (0.12, 0, 0), (0, 0.12, 0), 9)]}, -0.65, 1.40, -0.62, 90, solid=False)
    bill = b.material("gas bill", Material(picture=estate_papers.notice("도시가스 안내", ["11월 사용량 (훈련용)", "미납 0원", "TRAINING · fictive"], 240, 340, "#1d5fa8"), roughness=0.85))
    estate_desk.page(b, bill, 0.58, 1.05, -0.42, -70, 0.15, 0.21, 0.001)
    b.put(household.slippers("navy"), 0.22, 0, -0.98, 170, solid=False)
    keys = shopware.tagged_key("yellow")
    b.put({k: [m.at(0, 0.01, 0, 0, -90) for m in v] for k, v in keys.items()}, 0.60, 1.052, -0.78, 40, solid=False)
    mirror = [box(0.34, 1.20, 0.02, (0, -0.6, 0.01), 0.004)]
    b.put({"walnut": mirror, "mirror": [quad((-0.155, -0.585, 0.0205), (0.31, 0, 0), (0, 1.17, 0), 9)]}, -0.65, 1.25, -1.55, 90, solid=False)


def kitchen(b: Build) -> None:
    b.put(household.kitchen(2.03), 1.875, FLOOR, -0.285, 180)
    x = X1 - 0.45
    b.put({"galvanised": [tube([(x, 2.15, -0.30), (x, 2.26, -0.30), (x + 0.44, 2.28, -0.30)], 0.05, 14)]}, solid=False)
    b.put({"pink": [box(0.16, 0.012, 0.10, bevel=0.005)]}, 2.25, 0.902, -0.18, 20, solid=False)
    b.put({"yellow": [box(0.09, 0.03, 0.06, bevel=0.008)], "green": [box(0.09, 0.008, 0.06, (0, 0.03, 0), 0.003)]}, 2.02, 0.902, -0.12, 12, solid=False)
    sauce = lathe([(0, 0), (0.035, 0), (0.036, 0.12), (0.016, 0.17), (0.016, 0.20), (0, 0.20)], 18)
    b.put({"kraft": [sauce], "red": [lathe([(0.017, 0.19), (0.017, 0.215), (0, 0.217)], 14)]}, 1.05, 0.902, -0.12, 0, solid=False)
    # where the refrigerator stood: a pale rectangle on the wall, its socket, dust on the floor
    pale = b.material("unfaded paper", Material(colour=(0.93, 0.93, 0.92, 1), surface="silk_paper", detail="base", roughness=0.76))
    b.add(pale, quad((0.0, 0, 0.0012), (0.62, 0, 0), (0, 1.62, 0), 99).at(X1, FLOOR + 0.07, -2.95, -90), casts=False)
    b.put(household.plate(socket=True), X1, 0.45, -2.62, -90, solid=False)


def bathroom(b: Build) -> None:
    b.put(household.toilet(), -1.42, 0, 0.0, 180)
    b.put(household.washing_machine(), X0 + 0.31, 0, -0.32, 90)
    b.put(household.washbasin(), X0, 0, -1.30, 90)
    b.put({"mirror": [quad((-0.26, -0.35, 0.008), (0.52, 0, 0), (0, 0.56, 0), 9)], "brushed": [box(0.54, 0.58, 0.006, (0, -0.36, 0.003), 0.002), box(0.50, 0.012, 0.11, (0, -0.44, 0.055), 0.003)]}, X0, 1.28, -1.30, 90, solid=False)
    b.put(household.shower(), -0.75, 0, -0.80, -90, solid=False)
    b.put(household.floor_drain(), -1.55, 0.0008, -1.15, 0, solid=False)
    b.put(household.slippers("pink"), -1.35, 0.0, -1.62, 20, solid=False)
    hose = [tube([(X0 + 0.04, 0.95, -0.1), (X0 + 0.10, 0.98, -0.2), (X0 + 0.05, 0.9, -0.3)], 0.010, 8), tube([(X0 + 0.25, 0.12, -0.64), (X0 + 0.45, 0.05, -0.8), (-1.65, 0.012, -1.05), (-1.56, 0.008, -1.12)], 0.016, 8)]
    b.add("grey", *hose)
    holder = merged({"chrome": [box(0.13, 0.05, 0.008, (0, 0.02, 0.004), 0.003), tube([(-0.06, 0.02, 0.01), (-0.06, 0.0, 0.05), (0.06, 0.0, 0.05)], 0.004, 6)]}, moved({"paper": [lathe([(0.018, -0.05), (0.05, -0.05), (0.05, 0.05), (0.018, 0.05)], 22).at(0, 0, 0, 0, 0, 90)]}, 0, -0.02, 0.055))
    b.put(holder, -0.75, 0.72, -0.28, -90, solid=False)
    b.put({"chrome": [tube([(-0.25, 0, 0), (-0.25, 0, 0.06), (0.25, 0, 0.06), (0.25, 0, 0)], 0.008, 8)]}, -1.9, 1.35, 0.0, 180, solid=False)
    b.put({"wine": [lathe([(0.075, 0), (0.065, 0.05), (0.02, 0.075), (0, 0.08)], 20)], "walnut": [cylinder(0.011, 0.42, 12).at(0, 0.075, 0)]}, -0.86, 0, -0.10, 0, solid=False)
    cracked(b)


def cracked(b: Build) -> None:
    """Two wall tiles beside the basin with a crack across, a corner gone; dark silicone along the floor."""
    rng, x, y = np.random.default_rng(5), X0, 0.50
    points = np.cumsum(rng.normal((0.013, 0.016), 0.010, (24, 2)), 0)
    line = np.stack([0.02 + points[:, 0], y + points[:, 1], np.full(24, 0.0006)], -1)
    parts = [tube(line, 0.0012, 5, False), tube(line[10:18] * (1, 1, 1) + np.linspace((0, 0, 0), (0.06, -0.04, 0), 8), 0.0009, 5, False)]
    b.add("charcoal", *(p.at(x, 0, -1.72, 90) for p in parts), casts=False)
    chip = quad((0.2, 0.5, 0.0012), (0.05, 0.004, 0), (0.006, 0.045, 0), 9)
    b.add("streaked", chip.at(x, 0, -1.72, 90), casts=False)
    for a, c in (((X0, 0, -1.95), (X0 + 0.008, 0.012, 0)), ((X0, 0, -0.008), (-0.75, 0.012, 0)), ((-0.758, 0, -1.95), (-0.75, 0.012, 0))):
        b.add("charcoal", box(c[0] - a[0], c[1], c[2] - a[2], ((a[0] + c[0]) / 2, 0, (a[2] + c[2]) / 2), 0.003), casts=False)


def bedroom(b: Build) -> None:
    rod = [tube([(-0.05, 2.18, Z0 + 0.09), (2.05, 2.18, Z0 + 0.09)], 0.011, 10), *(tube([(x, 2.18, Z0), (x, 2.18, Z0 + 0.09)], 0.007, 8) for x in (0.05, 1.95))]
    rings = [tube([(x, 2.18 + 0.017 * np.sin(a), Z0 + 0.09 + 0.017 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 9)], 0.0016, 5, False) for x in (0.16, 0.22, 0.31, 1.80, 1.88)]
    b.add("walnut", rod[0])
    b.add("brushed", *rod[1:], *rings)
    b.put(household.hanger(), 0.27, 2.168, Z0 + 0.09, 75, solid=False)
    b.put(shopware.archive_box(), 0.05, FLOOR, -5.62, 12)
    b.put({"kraft": [box(0.46, 0.30, 0.34, bevel=0.006)], "paper": [box(0.05, 0.001, 0.342, (0, 0.30, 0), 0)]}, 0.45, FLOOR, -5.55, -8)
    b.put(estate_desk.clear_folder(), 0.5, FLOOR + 0.301, -5.52, 30, solid=False)
    marks = b.material("dents", Material(colour=(0.16, 0.10, 0.06, 1), roughness=0.6))
    for dx, dz in ((0, 0), (1.38, 0), (0, 1.95), (1.38, 1.95)):  # where the bed's feet pressed into the floor
        b.add(marks, lathe([(0.024, 0.0006), (0, 0.0006)], 14).at(-0.62 + dx, FLOOR, -5.75 + dz), casts=False)
    nail = [tube([(0, 0, 0), (0, 0.004, 0.03)], 0.0016, 6), lathe([(0.005, 0.03), (0, 0.031)], 8).at(0, 0.004, 0, pitch=90)]
    b.add("brushed", *(m.at(-0.90, 1.72, -4.4, 90) for m in nail), casts=False)
    calendar = b.material("old calendar", Material(picture=estate_papers.calendar(), roughness=0.75))
    b.add(calendar, quad((-0.15, -0.40, 0.006), (0.30, 0, 0), (0, 0.40, 0), 9, picture=True).at(-0.90, 1.72, -4.4, 90, -1, 2), casts=False)
    b.put(household.plate(socket=True), X1, FLOOR + 0.25, -4.1, -90, solid=False)
    b.put({"old white": [cylinder(0.045, 0.012, 20).at(0, 0, 0, pitch=90)]}, X1, 1.95, -5.55, -90, solid=False)


def living(b: Build) -> None:
    b.put(household.boiler_control(), -1.0, 1.25, -4.2, -90, solid=False)
    b.put(household.video_phone(), -0.65, 1.42, -1.88, 90, solid=False)
    b.put(household.broom(), -2.5, FLOOR, -2.16, 20, solid=False)
    b.put({"blue": [lathe([(0, 0), (0.12, 0), (0.15, 0.25), (0.155, 0.25), (0.15, 0.26), (0.115, 0.01), (0, 0.008)], 26)], "brushed": [tube([(-0.15, 0.25, 0), (-0.11, 0.12, 0.13), (0, 0.08, 0.16), (0.11, 0.12, 0.13), (0.15, 0.25, 0)], 0.003, 6)]}, -2.33, FLOOR, -2.42, 30)
    paper = b.material("flyer", Material(picture=estate_papers.notice("이사 · 청소 (가상)", ["입주 청소 · moving & cleaning", "000-0000", "훈련용 TRAINING"], 300, 420, "#c8732a"), roughness=0.7))
    estate_desk.page(b, paper, -1.75, FLOOR, -4.6, 35)
    b.put({"cable": [hung_cable(((X0 + 0.02, FLOOR + 0.25, -4.9), (X0 + 0.35, FLOOR + 0.006, -4.6)), 0.0, 0.003), hung_cable(((X0 + 0.35, FLOOR + 0.006, -4.6), (X0 + 0.2, FLOOR + 0.006, -4.2)), 0.0, 0.003)]}, solid=False)
    b.put(household.plate(socket=True), X0, FLOOR + 0.25, -4.9, 90, solid=False)
    ghost = b.material("sofa shadow", Material(colour=(0.88, 0.87, 0.85, 1), surface="silk_paper", detail="base", roughness=0.76))
    b.add(ghost, quad((-0.85, 0.0, 0.001), (1.7, 0, 0), (0, 0.035, 0), 99).at(X0, 0.83, -4.2, 90), casts=False)


def lamps(b: Build) -> None:
    for x, z, w, d in ((-1.75, -4.55, 0.50, 0.50), (0.75, -2.3, 1.2, 0.26), (1.0, -4.75, 0.55, 0.55), (1.85, -0.75, 0.9, 0.16)):
        b.put(household.ceiling_lamp(w, d, "room lamp"), x, HEIGHT, z, solid=False)
    dome = lathe([(0.0, -0.09), (0.06, -0.075), (0.095, -0.035), (0.10, -0.012)], 26)
    for x, z, y in ((0.05, -0.62, HEIGHT), (-1.65, -0.95, 2.22)):
        b.add("room lamp", dome.at(x, y, z), casts=False)
        b.add("old white", lathe([(0.108, -0.016), (0.112, 0)], 26).at(x, y, z), casts=False)
    for x, z in ((-1.75, -4.5), (0.75, -2.4), (1.0, -4.8), (1.85, -0.8), (0.05, -0.65), (-1.65, -1.0)):
        b.lamp(x, 1.95, z, 1.5, (1.0, 0.95, 0.87), (0.5, 0.5), range_m=4)


def switches(b: Build) -> None:
    for x, y, z, yaw, gangs in ((-0.65, 1.18, -1.36, 90, 2), (-0.75, 1.18, -2.05, 180, 1), (1.05, 1.18, -3.40, 0, 2), (-0.15, 1.18, -3.50, 180, 1)):
        b.put(household.plate(gangs), x, y, z, yaw, solid=False)
    alarm = lathe([(0.0, -0.042), (0.035, -0.04), (0.052, -0.018), (0.056, 0)], 24)
    b.add("old white", alarm.at(-1.75, HEIGHT, -2.9), alarm.at(1.9, HEIGHT, -4.6), casts=False)
