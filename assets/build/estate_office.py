"""The estate agent's office: a small shop on a Seoul street, 5.2 x 6.6 x 2.7 m; the flat to be let lies behind its back door.

Floor plan (x to the right; one comes in at the origin and walks to -z):

    z -6.6  +-- cabinets -- [licences on walnut] -- BACK DOOR +   to let_flat
            | binders     low cabinet, printer                |
            |                   agent                  coffee |
            | drawers      [desk, dossier above]    dispenser |
    z -4    |                  visitors                  keys |
            | sofa, glass table                     MAP of    |
            | listings on cork                      the quarter, low shelf
    z -0.5  | money plant        mat             umbrellas    |
    z  0    +-- listings ----- [glass door] ----- listings ---+
            x -2.6                 0                        x 2.6

It faces west: the morning sun lights the villas opposite, at noon the sun comes steeply from the left, at dusk low
through the window. Everything on paper is fictive and marked 훈련용 (for training).
"""

from __future__ import annotations

from assets.build import (
    deskware,
    estate_desk,
    estate_papers,
    estate_street,
    greenery,
    kit,
    officeware,
    organic,
    shopware,
    signs,
)
from assets.build.bake import Sky
from assets.build.estate_shell import BACK_DOOR, ROOM, shell
from assets.build.estate_walls import back_wall, east_wall, west_wall
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import box, quad
from assets.build.place import Build

DESK = (0.1, 0.73, -4.35)


def place() -> Build:
    b = Build("estate_office", ("부동산 중개사무소", "Estate Agent's Office"), exposure=1.2)
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.52, 0.50, 0.46))
    shell(b)
    estate_street.street(b)
    desk(b)
    customers(b)
    back_wall(b)
    west_wall(b)
    east_wall(b)
    anchors(b)
    daylight(b)
    views(b)
    return b


def anchors(b: Build) -> None:
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("portal.let_flat", BACK_DOOR, 0, ROOM.z0 + 0.15, 0)
    b.portal("let_flat", "집 보러 가기", "See the flat to let")
    x = DESK[0]
    b.anchor("agent", x, 0, -5.35, 180)
    b.anchor("desk", x, 0, -3.25, 0)
    b.anchor("dossier", x, 1.30, -4.15, 0)


def daylight(b: Build) -> None:
    """Hours of an autumn day and the ceiling panels. +z is west, +x south."""
    b.light_group(
        "morning",
        "daylight",
        0.0,
        sky=((0.65, 0.92, 1.45), (1.40, 1.48, 1.55), (0.27, 0.25, 0.23)),
        sun=((-0.30, -0.50, 0.81), (3.2, 2.65, 2.0)),
    )
    b.light_group(
        "noon",
        "daylight",
        1.0,
        sky=((0.90, 1.20, 1.75), (1.80, 1.88, 1.95), (0.38, 0.36, 0.33)),
        sun=((-0.46, -0.80, -0.38), (4.0, 3.7, 3.3)),
    )
    b.light_group(
        "dusk",
        "daylight",
        0.0,
        sky=((0.14, 0.20, 0.38), (0.75, 0.45, 0.28), (0.08, 0.07, 0.07)),
        sun=((0.10, -0.24, -0.97), (1.2, 0.62, 0.28)),
    )
    b.light_group("lamps", "lamps", 0.8, materials=("lamp panel",))


def views(b: Build) -> None:
    b.views = [
        ("arrival", (0.0, 1.60, -0.45), (0.05, 1.12, -6.6), 62),
        ("desk", (0.75, 1.35, -2.75), (0.0, 0.86, -5.0), 52),
        ("desk_top", (1.10, 1.32, -3.92), (0.42, 0.72, -4.52), 52),
        ("licences", (-0.6, 1.58, -4.1), (0.25, 1.45, -6.6), 50),
        ("map", (-0.6, 1.55, -2.0), (2.6, 1.2, -2.45), 50),
        ("sofa", (1.5, 1.45, -3.7), (-2.5, 0.75, -1.9), 54),
        ("street", (0.75, 1.55, -3.9), (-0.35, 1.28, 0.2), 56),
        ("window", (-1.3, 1.45, -1.35), (-1.6, 1.35, 3.0), 62),
        ("seated", (0.1, 1.2, -3.25), (0.05, 1.12, -6.6), 60),
        ("agents_seat", (0.15, 1.25, -5.75), (-0.2, 1.02, 0.0), 64),
        ("back_door", (0.75, 1.55, -3.6), (1.9, 1.15, -6.6), 52),
        ("coffee", (1.0, 1.42, -3.75), (2.6, 0.95, -4.95), 50),
        ("binders", (-0.75, 1.5, -3.55), (-2.4, 0.98, -5.9), 54),
        ("keys", (1.35, 1.55, -3.15), (2.6, 1.45, -3.62), 40),
    ]


def desk(b: Build) -> None:
    """The agent's desk facing the door: computer, papers, seal and pad, calculator, cards, candies; two visitors' chairs."""
    x, h, z = DESK
    top = [box(1.8, 0.028, 0.80, (0, h - 0.028, 0), 0.004, 99)]
    sides = [box(0.028, h - 0.028, 0.72, (s * 0.865, 0, 0), 0.003, 99, "y") for s in (-1, 1)]
    modesty = [box(1.70, 0.52, 0.018, (0, 0.19, 0.26), 0.002, 99, "x")]
    b.put(
        {
            "ash": [*top, *sides, *modesty],
            "charcoal": [box(1.702, 0.03, 0.022, (0, 0.16, 0.26), 0.003)],
            "solid": kit.solid(1.8, h, 0.8),
        },
        x,
        0,
        z,
    )
    b.put(
        shopware.moved(kit.drawer_unit(0.40, 0.55, 0.58, "old white"), 0, 0, 0), x - 0.62, 0, z - 0.06, 180, solid=False
    )
    lines = [
        ("매물 장부 (훈련용)", "bold", 40, "#ffffff"),
        ("Listings", "text", 24, "#bfe0d2"),
        ("---", "", 0, "#6fae96"),
    ]
    lines += [(f"{k}  {w}  {p}", "text", 28, "#eaf5ef") for k, _, w, _, p, _ in estate_papers.FLATS[:5]]
    b.material("ledger", glowing_picture(signs.column(lines, 640, 360, "#17463a", 30), 0.8))
    for piece, dx, dz, yaw in (
        (deskware.monitor("ledger", 0.54), -0.58, -0.02, 160),
        (deskware.keyboard(), -0.42, -0.26, 175),
        (deskware.mouse(), -0.12, -0.25, 180),
        (deskware.telephone(), 0.70, -0.16, 190),
        (deskware.pen_cup(), 0.80, 0.20, 0),
        (deskware.cup("cream"), 0.40, -0.28, 60),
        (estate_desk.stamp_pad(), 0.46, -0.02, 15),
        (estate_desk.calculator(), 0.20, -0.24, 172),
        (estate_desk.card_holder(), -0.12, 0.31, 4),
        (estate_desk.candy_bowl(), 0.60, 0.26, 0),
        (estate_desk.clear_folder(), 0.02, -0.08, 12),
        (estate_desk.stapler(), -0.30, 0.10, 70),
        (estate_desk.tape_and_pens(), 0.33, 0.30, 25),
        (estate_desk.spectacles(), -0.02, -0.16, 160),
        (officeware.tissue_box(), -0.76, 0.24, 8),
        (deskware.papers(7, 14), -0.30, 0.27, 87),
    ):
        b.put(piece, x + dx, h + 0.0006, z + dz, yaw, solid=False)
    estate_desk.forms(b)
    for name, dx, dz, yaw, lift in (
        ("lease form", 0.16, 0.16, 4, 0.001),
        ("register page", 0.37, 0.13, -17, 0.0032),
        ("explanation", -0.04, 0.13, 9, 0.0022),
        ("register page", -0.30, 0.27, -4, 0.0365),
    ):
        estate_desk.page(b, name, x + dx, h, z + dz, yaw, lift=lift)
    b.add("black rubber", box(0.62, 0.003, 0.38, (x - 0.26, h, z - 0.2), 0.001), casts=False)
    name = signs.two_lines("대표 공인중개사 김가상", "Licensed agent · 훈련용", 512, 130, "#2b221b", "#e9c98a")
    m = b.material("desk plate", Material(picture=name, roughness=0.3))
    b.add("walnut", box(0.34, 0.09, 0.03, (x - 0.42, h, z + 0.355), 0.006))
    b.add(
        m, quad((x - 0.58, h + 0.008, z + 0.3715), (0.32, 0, 0), (0, 0.075, 0), 9, picture=True), casts=False, density=2
    )
    b.put(kit.office_chair("leather black"), x, 0, z - 1.02, 8)
    b.put(estate_desk.pc_tower(), x + 0.62, 0, z - 0.10, 180, solid=False)
    b.put(estate_desk.bin_with_bag(), x + 1.08, 0, z - 0.30)
    b.put(estate_desk.power_strip(), x - 0.1, 0, z + 0.05, 10, solid=False)
    b.anchor("seat.agent", x, 0, z - 1.02, 8)
    for k, (dx, yaw) in enumerate(((-0.02, 176), (0.80, 200))):
        b.put(kit.shell_chair("charcoal", "chrome"), x + dx, 0, z + 0.98, yaw)
        b.anchor(f"seat.visitor.{k}", x + dx, 0, z + 0.98, yaw)


def customers(b: Build) -> None:
    """Sofa and glass table before the cork board; money plant and umbrellas at the door."""
    b.put(kit.armchair("leather brown", 1.95, 3), -2.15, 0, -2.15, 90)
    for k in range(3):
        b.anchor(f"seat.sofa.{k}", -2.15, 0, -2.15 + (k - 1) * 0.58, 90)
    b.put(shopware.glass_table(1.05, 0.52, 0.42), -1.22, 0, -2.15, 90)
    h = 0.421
    b.put(officeware.tissue_box(), -1.25, h, -2.48, 80, solid=False)
    b.put(estate_desk.candy_bowl(9), -1.18, h, -2.22, 0, solid=False)
    b.put(deskware.cup(), -1.34, h, -1.86, 40, solid=False)
    b.put(officeware.paper_cups(1), -1.08, h, -1.98, 0, solid=False)
    b.put(deskware.papers(21, 3), -1.2, 0.146, -2.0, 70, solid=False)
    estate_desk.page(b, "explanation", -1.12, h, -1.80, 80, lift=0.0012)
    b.add("fabric mustard", organic.cushion(0.38, 0.12, 0.38, 0.05).at(-2.28, 0.46, -1.52, 90, -62, 8))
    for x, z, height, seed in ((-2.18, -0.55, 1.45, 91), (2.22, -0.50, 0.95, 93)):
        b.put(greenery.plant(height, seed, "ceramic" if seed == 91 else "terracotta", 42), x, 0, z, 40 * seed)
    b.put(officeware.umbrella_stand(), 0.98, 0, -0.32)
