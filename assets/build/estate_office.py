"""The estate agent's office: a small shop on a Seoul street, 6 x 7 x 2.7 m.

Floor plan (x to the right; one comes in at the origin and walks to -z):

    z -7  +-- files, printer ------- licences, cash box --+
          |              agent                    water   |
          |  plant     [ desk, dossier above ]    dispenser|
    z -4  |               visitor                          |
          |                                       MAP      |
          | sofa                                  of the   |
          | table                                 quarter  |
    z -1  | plant                                 shelf    |
    z  0  +-- listings window --[ door ]-- listings window-+
          x -3                     0                      x 3

Everything on paper is fictive and marked 훈련용 (for training). Terrazzo floor, warm plaster, maple furniture, a street
of low brick houses behind the glass.
"""

from __future__ import annotations

from assets.build import deskware, estate_papers, estate_street, flags, greenery, kit, organic, shelves, signs
from assets.build.bake import Sky
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import between, box, quad
from assets.build.place import Build
from assets.build.shell import (
    Opening,
    Room,
    baseboard,
    ceiling,
    clock,
    door,
    downlight,
    floor,
    frame,
    panel_light,
    plate,
    wall,
)

ROOM = Room(-3, 3, -7, 0, 2.7)
SHOP = "새싹 공인중개사사무소"
SHOP_EN = "Saessak Licensed Real Estate"
GLASS = {"left": (-2.75, -0.72), "right": (0.72, 2.75)}


def place() -> Build:
    b = Build("estate_office", ("부동산 중개사무소", "Estate Agent's Office"), exposure=1.2)
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.52, 0.50, 0.46))
    shell(b)
    estate_street.street(b)
    listings(b)
    desk(b)
    waiting(b)
    walls(b)
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("agent", 0.5, 0, -5.35, 180)
    b.anchor("desk", 0.5, 0, -3.25, 0)
    b.anchor("dossier", 0.5, 1.30, -4.15, 0)
    b.views = [
        ("arrival", (0.0, 1.65, -0.45), (0.2, 1.15, -7), 62),
        ("desk", (0.5, 1.45, -2.7), (0.5, 0.95, -6.0), 58),
        ("licences", (-0.2, 1.6, -3.9), (0.6, 1.6, -7), 55),
        ("map", (-0.9, 1.6, -2.6), (3, 1.4, -2.6), 58),
        ("sofa", (1.6, 1.6, -3.6), (-2.6, 0.7, -1.9), 60),
        ("street", (0.9, 1.6, -4.4), (-0.5, 1.4, 0), 60),
        ("seated", (0.5, 1.2, -3.25), (0.4, 1.2, -7), 62),
    ]
    return b


def shell(b: Build) -> None:
    floor(b, ROOM, "terrazzo", 0.33)
    holes = (Opening(-0.55, 0.55, 0, 2.37, 0.2), *(Opening(a, c, 0.5, 2.37, 0.2) for a, c in GLASS.values()))
    wall(b, ROOM, "south", "plaster warm", holes)
    for side in ("north", "west", "east"):
        wall(b, ROOM, side, "plaster warm")
    ceiling(b, ROOM, "ceiling tile", 0.6)
    baseboard(b, ROOM, "maple", {"south": [(-0.6, 0.6)]}, 0.09)
    b.put(door(0.95, 2.25, "steel", "dark steel", glazed=True), 0, 0, 0.08, 180)
    for a, c in GLASS.values():
        b.add("dark steel", frame(c - a, 1.87, 0.055, 0.08).at((a + c) / 2, 0.5, 0.12))
        b.add("glass", quad((a, 0.55, 0.12), (c - a, 0, 0), (0, 1.78, 0), 9))
        b.add("marble", between((a - 0.03, 0.47, -0.06), (c + 0.03, 0.50, 0.10), 0.005, 0.5))
    for x in (-1.5, 1.5):
        for z in (-1.5, -3.5, -5.6):
            panel_light(b, x, 2.7, z, 1.2, 0.3, "lamp", 3.6, 0.42, range_m=7)
    for x in (-1.7, 1.7):
        downlight(b, x, 2.7, -0.5, 0.06)
        b.lamp(x, 1.8, -0.45, 1.6, (0.88, 0.95, 1.05), (1.6, 0.2), down=False, range_m=4.5)


def listings(b: Build) -> None:
    """Sheets hung on wires in both windows, readable from the street and, their backs white, from inside."""
    for k in range(6):
        m = b.material(f"listing {k}", Material(picture=estate_papers.sheet_picture(k), roughness=0.8))
        for n, (a, _) in enumerate(GLASS.values()):
            col, row = k % 3, k // 3
            x, y = a + 0.22 + 0.56 * col, 1.52 - 0.72 * row
            j = (k + 3 * n) % 6
            b.add(
                f"listing {j}" if j <= k else f"listing {k}",
                quad((x, y, 0.05), (0.43, 0, 0), (0, 0.60, 0), 9, picture=True),
                casts=False,
            )
            b.add(m, quad((x + 0.43, y, 0.045), (-0.43, 0, 0), (0, 0.60, 0), 9, picture=True), casts=False)
    name = signs.two_lines(SHOP, SHOP_EN + " · 훈련용 For training", 1024, 128, "#1f5c4a")
    plate(b, "shop name", name, 0, 2.53, -0.005, 3.6, 0.27, 180, lit=True)


def desk(b: Build) -> None:
    """The agent's desk facing the door, with computer, telephone and papers; two chairs for visitors."""
    x, z, h = 0.5, -4.35, 0.73
    front = {"maple": [box(1.7, 0.56, 0.025, (0, 0.12, 0.30), 0.004, 0.4)]}
    b.put(kit.table(1.8, 0.80, h, "maple", "dark steel"), x, 0, z)
    b.put(front, x, 0, z, solid=False)
    b.put(kit.drawer_unit(0.40, 0.55, 0.60), x - 0.62, 0, z - 0.05, 180)
    lines = [("매물 장부", "bold", 44, "#ffffff"), ("Listings", "text", 24, "#bfe0d2"), ("---", "", 0, "#6fae96")]
    lines += [(f"{k}  {w}  {p}", "text", 28, "#eaf5ef") for k, _, w, _, p, _ in estate_papers.FLATS[:5]]
    b.material("ledger", glowing_picture(signs.column(lines, 640, 360, "#17463a", 30), 0.8))
    b.put(deskware.monitor("ledger", 0.54), x - 0.58, h, z - 0.02, 160, solid=False)
    b.put(deskware.keyboard(), x - 0.42, h, z - 0.27, 175, solid=False)
    b.put(deskware.mouse(), x - 0.12, h, z - 0.25, 180, solid=False)
    b.put(deskware.telephone(), x + 0.68, h, z - 0.18, 190, solid=False)
    b.put(deskware.papers(4, 6), x + 0.22, h, z + 0.10, 8, solid=False)
    b.put(deskware.papers(12, 3), x + 0.5, h, z + 0.18, -16, solid=False)
    b.put(deskware.pen_cup(), x + 0.78, h, z + 0.20, 0, solid=False)
    b.put(deskware.cup("green"), x + 0.38, h, z - 0.28, 60, solid=False)
    name = signs.two_lines("대표 공인중개사", "Licensed agent", 512, 150, "#1f3d33", "#e9c98a")
    plate(b, "desk plate", name, x - 0.05, h + 0.06, z + 0.32, 0.30, 0.088, 0, edge="maple", thick=0.018, pitch=-12)
    b.put(kit.office_chair("leather black"), x, 0, z - 1.05, 4)
    for dx, yaw in ((0.0, 180), (0.85, 196)):
        b.put(kit.shell_chair("white", "maple"), x + dx, 0, z + 0.98, yaw)


def waiting(b: Build) -> None:
    """Sofa, low table, plants, water dispenser."""
    b.put(kit.armchair("leather cream", 1.75, 2), -2.5, 0, -2.15, 90)
    b.put(kit.table(0.50, 0.95, 0.40, "maple", "dark steel"), -1.55, 0, -2.15)
    b.put(
        {"book 1": [box(0.21, 0.012, 0.29)], "book 9": [box(0.21, 0.012, 0.29, (0.02, 0.012, 0.02))]},
        -1.55,
        0.40,
        -2.3,
        20,
        solid=False,
    )
    b.put(deskware.cup(), -1.5, 0.40, -1.85, 40, solid=False)
    b.put(deskware.water_dispenser(), 2.78, 0, -5.2, -90)
    for x, z, h, seed in ((-2.55, -0.75, 1.5, 91), (-2.5, -3.75, 1.3, 92), (2.55, -0.55, 1.0, 93)):
        b.put(greenery.plant(h, seed, "ceramic" if seed % 2 else "terracotta", 42), x, 0, z, 40 * seed)
    mat = b.material(
        "door mat", Material(colour=(0.05, 0.055, 0.06, 1), surface="carpet", detail="base", roughness=0.98)
    )
    b.add(mat, box(1.2, 0.012, 0.75, (0, 0, -0.5), 0.004, 0.4))


def walls(b: Build) -> None:
    """Licences on the north wall, the map on the east, files and a printer."""
    papers = (
        ("개설등록증", "Registration of the office", "제 훈련-0000-0000호", "가상시 새싹구청장"),
        ("공인중개사 자격증", "Estate agent's licence", "제 훈련-0000호", "가상시장"),
        ("공제증서", "Certificate of indemnity insurance", "훈련용 증서", "가상공제회"),
    )
    for k, entry in enumerate(papers):
        plate(
            b,
            f"licence {k}",
            estate_papers.certificate(*entry),
            -0.35 + 0.78 * k,
            1.80,
            -6.995,
            0.62,
            0.44,
            0,
            edge="walnut",
            thick=0.022,
        )
    fee = [
        ("중개보수 안내", "bold", 34, signs.INK),
        ("Commission: ask for the dated table", "text", 20, "#555555"),
        ("---", "", 0, "#1f5c4a"),
        ("계약 전 서류를 꼭 확인하세요", "bold", 26, "#1f5c4a"),
        ("Read every paper before you sign", "text", 20, "#555555"),
    ]
    plate(
        b,
        "advice",
        signs.column(fee, 512, 256, "#fbfaf2", 26),
        2.05,
        1.80,
        -6.995,
        0.62,
        0.31,
        0,
        edge="maple",
        thick=0.015,
    )
    plate(b, "map", estate_papers.neighbourhood(), 2.995, 1.55, -2.6, 1.7, 1.275, -90, edge="maple", thick=0.025)
    b.put(shelves.bookshelf(1.2, 1.95, 0.34, 2, 5, "maple", 55, 0.55), -2.3, 0, -6.82)
    b.put(shelves.bookshelf(1.1, 0.85, 0.32, 2, 2, "maple", 57), 2.83, 0, -1.55, -90)
    b.put(
        {
            "white": [
                box(1.1, 0.72, 0.45, (0, 0, 0), 0.006),
                *(box(0.53, 0.64, 0.015, (s * 0.27, 0.04, 0.23), 0.004) for s in (-1, 1)),
            ],
            "steel": [box(0.02, 0.12, 0.02, (s * 0.04, 0.32, 0.245)) for s in (-1, 1)],
        },
        -0.95,
        0,
        -6.76,
    )
    b.put(
        {
            "light grey": [box(0.46, 0.26, 0.40, (0, 0, 0), 0.015)],
            "dark steel": [box(0.36, 0.02, 0.34, (0, 0.26, 0), 0.006), box(0.34, 0.012, 0.12, (0, 0.10, 0.24))],
            "paper": [box(0.21, 0.008, 0.14, (0, 0.112, 0.24), 0)],
            "led green": [box(0.012, 0.004, 0.012, (0.17, 0.26, 0.16), 0)],
        },
        -0.95,
        0.72,
        -6.78,
        solid=False,
    )
    clock(b, flags.clock_face(), -2.998, 2.15, -2.15, 0.14, 90)
    calendar = [("11", "bold", 64, "#b3261e"), ("십일월 November", "text", 24, signs.INK), ("---", "", 0, "#999999")]
    calendar += [
        ("  ".join(f"{7 * r + c + 1:2d}" if 7 * r + c < 30 else "  " for c in range(7)), "text", 24, signs.INK)
        for r in range(5)
    ]
    plate(
        b,
        "calendar",
        signs.column(calendar, 320, 384, "#fdfcf7", 22),
        -2.995,
        1.7,
        -4.6,
        0.42,
        0.504,
        90,
        edge="paper",
        thick=0.006,
    )
    b.add("fabric mustard", organic.cushion(0.36, 0.12, 0.36, 0.05).at(-2.55, 0.46, -1.65, 90, -60, 10))
