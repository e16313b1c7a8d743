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

from assets.build import deskware, estate_desk, estate_papers, estate_street, flags, greenery, kit, organic, shopware, signs
from assets.build.bake import Sky
from assets.build.estate_shell import BACK_DOOR, ROOM, shell
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import box, quad
from assets.build.place import Build
from assets.build.shell import clock

DESK = (0.1, 0.73, -4.35)


def place() -> Build:
    b = Build("estate_office", ("부동산 중개사무소", "Estate Agent's Office"), exposure=1.0)
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
    b.light_group("morning", "daylight", 0.0, sky=((0.40, 0.58, 0.95), (0.85, 0.90, 0.95), (0.16, 0.15, 0.14)), sun=((-0.30, -0.50, 0.81), (2.3, 1.9, 1.45)))
    b.light_group("noon", "daylight", 1.0, sky=((0.50, 0.70, 1.05), (1.05, 1.10, 1.15), (0.22, 0.21, 0.19)), sun=((-0.46, -0.80, -0.38), (3.0, 2.8, 2.5)))
    b.light_group("dusk", "daylight", 0.0, sky=((0.14, 0.20, 0.38), (0.75, 0.45, 0.28), (0.08, 0.07, 0.07)), sun=((0.10, -0.24, -0.97), (1.2, 0.62, 0.28)))
    b.light_group("lamps", "lamps", 0.8, materials=("lamp panel",))


def views(b: Build) -> None:
    b.views = [
        ("arrival", (0.0, 1.60, -0.45), (0.05, 1.12, -6.6), 62),
        ("desk", (0.75, 1.35, -2.75), (0.0, 0.86, -5.0), 52),
        ("desk_top", (-0.35, 1.18, -3.70), (0.35, 0.70, -4.55), 48),
        ("licences", (-0.6, 1.58, -4.1), (0.25, 1.45, -6.6), 50),
        ("map", (-0.9, 1.55, -2.2), (2.6, 1.25, -2.5), 50),
        ("sofa", (1.5, 1.45, -3.7), (-2.5, 0.75, -1.9), 54),
        ("street", (0.75, 1.55, -3.9), (-0.35, 1.28, 0.2), 56),
        ("window", (-1.3, 1.45, -1.35), (-1.6, 1.35, 3.0), 62),
        ("seated", (0.1, 1.2, -3.25), (0.05, 1.12, -6.6), 60),
        ("agents_seat", (0.15, 1.25, -5.75), (-0.2, 1.02, 0.0), 64),
        ("back_door", (0.75, 1.55, -3.6), (1.9, 1.15, -6.6), 52),
        ("coffee", (1.0, 1.42, -3.75), (2.6, 0.95, -4.95), 50),
        ("binders", (-0.75, 1.5, -3.55), (-2.4, 0.98, -5.9), 54),
        ("keys", (1.35, 1.55, -3.15), (2.6, 1.45, -3.62), 40),
    ]  # fmt: skip


def desk(b: Build) -> None:
    """The agent's desk facing the door: computer, papers, seal and pad, calculator, cards, candies; two visitors' chairs."""
    x, h, z = DESK
    top = [box(1.8, 0.028, 0.80, (0, h - 0.028, 0), 0.004, 99)]
    sides = [box(0.028, h - 0.028, 0.72, (s * 0.865, 0, 0), 0.003, 99, "y") for s in (-1, 1)]
    modesty = [box(1.70, 0.52, 0.018, (0, 0.19, 0.26), 0.002, 99, "x")]
    b.put({"ash": [*top, *sides, *modesty], "charcoal": [box(1.702, 0.03, 0.022, (0, 0.16, 0.26), 0.003)], "solid": kit.solid(1.8, h, 0.8)}, x, 0, z)
    b.put(shopware.moved(kit.drawer_unit(0.40, 0.55, 0.58, "old white"), 0, 0, 0), x - 0.62, 0, z - 0.06, 180, solid=False)
    lines = [("매물 장부 (훈련용)", "bold", 40, "#ffffff"), ("Listings", "text", 24, "#bfe0d2"), ("---", "", 0, "#6fae96")]
    lines += [(f"{k}  {w}  {p}", "text", 28, "#eaf5ef") for k, _, w, _, p, _ in estate_papers.FLATS[:5]]
    b.material("ledger", glowing_picture(signs.column(lines, 640, 360, "#17463a", 30), 0.8))
    for piece, dx, dz, yaw in (
        (deskware.monitor("ledger", 0.54), -0.58, -0.02, 160), (deskware.keyboard(), -0.42, -0.26, 175), (deskware.mouse(), -0.12, -0.25, 180),
        (deskware.telephone(), 0.70, -0.16, 190), (deskware.pen_cup(), 0.80, 0.20, 0), (deskware.cup("green"), 0.40, -0.28, 60),
        (estate_desk.stamp_pad(), 0.46, -0.02, 15), (estate_desk.calculator(), 0.20, -0.24, 172), (estate_desk.card_holder(), -0.12, 0.31, 4),
        (estate_desk.candy_bowl(), 0.60, 0.26, 0), (estate_desk.clear_folder(), 0.02, -0.08, 12), (estate_desk.stapler(), -0.30, 0.10, 70),
        (estate_desk.tape_and_pens(), 0.33, 0.30, 25), (estate_desk.spectacles(), -0.02, -0.16, 160), (shopware.tissue_box(), -0.76, 0.24, 8),
        (deskware.papers(7, 14), -0.30, 0.27, 87),
    ):  # fmt: skip
        b.put(piece, x + dx, h + 0.0006, z + dz, yaw, solid=False, density=1.5)
    estate_desk.forms(b)
    for name, dx, dz, yaw, lift in (("lease form", 0.22, 0.10, 176, 0.001), ("register page", 0.33, 0.14, 163, 0.0032), ("explanation", 0.03, 0.12, 188, 0.0022), ("register page", -0.30, 0.27, 84, 0.0365)):
        estate_desk.page(b, name, x + dx, h, z + dz, yaw, lift=lift)
    b.add("black rubber", box(0.62, 0.003, 0.38, (x - 0.26, h, z - 0.2), 0.001), casts=False)
    name = signs.two_lines("대표 공인중개사 김가상", "Licensed agent · 훈련용", 512, 130, "#2b221b", "#e9c98a")
    m = b.material("desk plate", Material(picture=name, roughness=0.3))
    b.add("walnut", box(0.34, 0.09, 0.03, (x - 0.42, h, z + 0.355), 0.006))
    b.add(m, quad((x - 0.58, h + 0.008, z + 0.3715), (0.32, 0, 0), (0, 0.075, 0), 9, picture=True), casts=False, density=2)
    b.put(kit.office_chair("leather black"), x, 0, z - 1.02, 8)
    b.put(estate_desk.pc_tower(), x + 0.62, 0, z - 0.10, 180, solid=False)
    b.put(estate_desk.bin_with_bag(), x + 1.08, 0, z - 0.30)
    b.put(estate_desk.power_strip(), x - 0.1, 0, z + 0.05, 10, solid=False)
    for dx, yaw in ((-0.02, 176), (0.80, 200)):
        b.put(kit.shell_chair("charcoal", "chrome"), x + dx, 0, z + 0.98, yaw)


def customers(b: Build) -> None:
    """Sofa and glass table before the cork board; money plant and umbrellas at the door."""
    b.put(kit.armchair("leather brown", 1.95, 3), -2.15, 0, -2.15, 90)
    b.put(shopware.glass_table(1.05, 0.52, 0.42), -1.22, 0, -2.15, 90)
    h = 0.421
    b.put(shopware.tissue_box(), -1.25, h, -2.48, 80, solid=False)
    b.put(estate_desk.candy_bowl(9), -1.18, h, -2.22, 0, solid=False)
    b.put(deskware.cup(), -1.34, h, -1.86, 40, solid=False)
    b.put(shopware.paper_cups(1), -1.08, h, -1.98, 0, solid=False)
    b.put(deskware.papers(21, 3), -1.2, 0.146, -2.0, 70, solid=False)
    estate_desk.page(b, "explanation", -1.12, h, -1.80, 80, lift=0.0012)
    b.add("fabric mustard", organic.cushion(0.38, 0.12, 0.38, 0.05).at(-2.28, 0.46, -1.52, 90, -62, 8))
    for x, z, height, seed in ((-2.18, -0.55, 1.45, 91), (2.22, -0.50, 0.95, 93)):
        b.put(greenery.plant(height, seed, "ceramic" if seed == 91 else "terracotta", 42), x, 0, z, 40 * seed)
    b.put(shopware.umbrella_stand(), 0.98, 0, -0.32)


def framed(b: Build, name: str, picture: bytes, x: float, y: float, z: float, w: float, h: float, yaw: float = 0, wood: str = "walnut", bar: float = 0.028) -> None:
    """A picture behind a frame of four mouldings, hung at (x, y, z) on a wall whose front is +z turned by yaw."""
    m = b.material(name, Material(picture=picture, roughness=0.32))
    rails = [box(w + 2 * bar, bar, 0.022, (0, s, 0.011), 0.006) for s in (h / 2, -h / 2 - bar)]
    rails += [box(bar, h, 0.022, (s * (w + bar) / 2, -h / 2, 0.011), 0.006) for s in (-1, 1)]
    b.add(wood, *(r.at(x, y, z, yaw) for r in rails), casts=False)
    b.add(m, quad((-w / 2, -h / 2, 0.012), (w, 0, 0), (0, h, 0), 9, picture=True).at(x, y, z, yaw), casts=False, density=2)


def back_wall(b: Build) -> None:
    """Walnut boards behind the agent with the licences; a low cabinet with printer and router; steel cabinets."""
    z = ROOM.z0
    b.add("walnut", *(box(0.516, 2.6, 0.014, (-1.04 + 0.52 * k, 0.075, z + 0.007), 0.003, 99, "y") for k in range(5)), casts=False)
    papers = (
        ("개설등록증", "Registration of the office", "제 훈련-0000-0000호", "가상시 새싹구청장", "#b08d57"),
        ("공인중개사 자격증", "Estate agent's licence", "제 훈련-0000호", "가상시장", "#5f7d5a"),
        ("공제증서", "Certificate of indemnity insurance", "훈련용 증서 0호", "가상공제회", "#4a6d99"),
    )
    for k, entry in enumerate(papers):
        framed(b, f"licence {k}", estate_papers.certificate(*entry), -0.80 + 0.66 * k, 1.80, z + 0.014, 0.50, 0.357, 0, "brass" if k == 1 else "walnut", 0.024)
    fee = estate_papers.notice("중개보수 안내", ["Commission: ask for the dated table", "계약 전 서류를 꼭 확인하세요", "Read every paper before you sign", "훈련용 · TRAINING"], 420, 320)
    framed(b, "advice", fee, 1.02, 1.80, z + 0.014, 0.40, 0.305, 0, "chrome", 0.015)
    for dx in (0.0, 0.462):
        b.put(shopware.steel_cabinet(0.46, 1.32, 0.5, 4), -2.33 + dx, 0, z + 0.27)
    b.put(shopware.archive_box(), -2.30, 1.32, z + 0.25, 5, solid=False)
    b.put(shopware.archive_box(), -1.84, 1.32, z + 0.27, -4, solid=False)
    low = [box(1.25, 0.66, 0.42, (0, 0.04, 0), 0.004, 99, "x"), box(1.29, 0.025, 0.45, (0, 0.70, 0.005), 0.004, 99, "x")]
    doors = [box(0.405, 0.60, 0.016, (-0.415 + 0.415 * k, 0.07, 0.218), 0.003, 99, "y") for k in range(3)]
    pulls = [box(0.10, 0.012, 0.018, (-0.415 + 0.415 * k, 0.61, 0.233), 0.004) for k in range(3)]
    b.put({"old white": [*low[:1], *doors], "ash": low[1:], "charcoal": [box(1.2, 0.04, 0.38), *pulls]}, -0.25, 0, z + 0.25)
    b.put(printer(), -0.55, 0.725, z + 0.24, solid=False)
    b.put(shopware.router(), 0.02, 0.725, z + 0.28, 8, solid=False)
    b.put(greenery.plant(0.38, 77, "ceramic", 24, 0.22), 0.27, 0.725, z + 0.24, 30, solid=False)
    b.put({"kraft": [box(0.31, 0.05, 0.22, bevel=0.003)], "paper": [box(0.29, 0.004, 0.205, (0, 0.05, 0), 0)]}, -0.16, 0.725, z + 0.2, 12, solid=False)


def printer() -> kit.Piece:
    return {
        "light grey": [box(0.44, 0.24, 0.38, bevel=0.014), box(0.40, 0.03, 0.30, (0, 0.235, -0.03), 0.008)],
        "charcoal": [box(0.36, 0.06, 0.10, (0, 0.10, 0.16), 0.004), box(0.42, 0.012, 0.36, (0, 0.262, -0.01), 0.005), box(0.10, 0.03, 0.05, (0.14, 0.235, 0.165), 0.004)],
        "paper": [box(0.21, 0.006, 0.20, (0, 0.115, 0.19), 0), box(0.21, 0.02, 0.03, (0, 0.30, -0.12), 0).at(0, -0.02, 0, 0, -18)],
        "led green": [box(0.012, 0.003, 0.008, (0.165, 0.266, 0.175), 0)],
    }


def west_wall(b: Build) -> None:
    """Cork board with the listings of the day, clock, calendar, air conditioner, binders."""
    x = ROOM.x0
    cork = b.material("cork", Material(colour=(0.46, 0.29, 0.15, 1), surface="carpet", detail="base", roughness=0.95))
    rails = [box(1.54, 0.03, 0.024, (0, s, 0.012), 0.005) for s in (0.42, -0.45)] + [box(0.03, 0.84, 0.024, (s * 0.755, -0.42, 0.012), 0.005) for s in (-1, 1)]
    b.add("ash", *(r.at(x, 1.52, -2.15, 90) for r in rails), casts=False)
    b.add(cork, quad((-0.74, -0.42, 0.010), (1.48, 0, 0), (0, 0.84, 0), 9).at(x, 1.52, -2.15, 90), casts=False)
    for k in range(6):
        dx, dy, tilt = -0.47 + 0.47 * (k % 3) + (0.03, -0.02, 0.01)[k % 3], (0.04, -0.40)[k // 3], (1.5, -2, 0.6, -1, 2.2, -0.5)[k]
        sheet = quad((-0.125, 0, 0.0125 + 0.0006 * k), (0.25, 0, 0), (0, 0.35, 0), 9, picture=True)
        b.add(f"listing {(5 * k + 2) % 6}", sheet.at(dx, dy, 0, 0, 0, tilt).at(x, 1.52, -2.15, 90), casts=False, density=2)
        pin = organic.cushion(0.014, 0.014, 0.014, 0.006).at(dx, dy + 0.33, 0.02)
        b.add(("red", "blue", "yellow")[k % 3], pin.at(x, 1.52, -2.15, 90), casts=False)
    clock(b, flags.clock_face(), x + 0.001, 2.25, -2.15, 0.15, 90)
    sheet = b.material("calendar", Material(picture=estate_papers.calendar(), roughness=0.7))
    b.add(sheet, quad((-0.21, -0.28, 0.006), (0.42, 0, 0), (0, 0.56, 0), 9, picture=True).at(x, 1.5, -3.5, 90, -0.6), casts=False, density=2)
    b.add("chrome", box(0.42, 0.018, 0.012, (0, 0.275, 0.006), 0.004).at(x, 1.5, -3.5, 90), casts=False)
    b.put(shopware.wall_aircon(), x, 2.34, -4.1, 90, solid=False)
    b.put(shopware.binder_shelf(1.30, 1.85, 0.32, 5, 5), x + 0.17, 0, -5.15, 90)
    b.put(shopware.steel_cabinet(0.46, 1.05, 0.5, 3), x + 0.26, 0, -3.95, 90)
    b.put(greenery.plant(0.42, 81, "terracotta", 26, 0.26), x + 0.28, 1.05, -3.95, 0, solid=False)


def east_wall(b: Build) -> None:
    """The map of the quarter above a low shelf, the keys of the houses, water and coffee."""
    x = ROOM.x1
    framed(b, "map", estate_papers.neighbourhood(), x, 1.58, -2.35, 1.5, 1.125, -90, "chrome", 0.02)
    rack = [box(1.5, 0.02, 0.30, (0, y, 0), 0.003, 99, "x") for y in (0.06, 0.36, 0.68)] + [box(0.02, 0.70, 0.30, (s * 0.74, 0, 0), 0.003, 99, "y") for s in (-1, 0, 1)]
    b.put({"ash": rack, "solid": kit.solid(1.5, 0.7, 0.3)}, x - 0.16, 0, -2.35, -90)
    for k, (dz, y) in enumerate(((-0.40, 0.08), (0.08, 0.38), (-0.70, 0.38))):
        b.put(shopware.binders(0.55, 31 + k, 0.27, 0.22), x - 0.16, y, -2.35 + dz + 0.62, -90, solid=False)
    b.put(estate_desk.clear_folder(), x - 0.17, 0.70, -2.0, 78, solid=False)
    b.put(deskware.papers(5, 9), x - 0.18, 0.70, -2.75, 84, solid=False)
    estate_desk.page(b, "register page", x - 0.18, 0.70, -2.75, 82, lift=0.0235)
    b.put(greenery.plant(0.34, 78, "ceramic", 20, 0.2), x - 0.16, 0.70, -2.38, 0, solid=False)
    b.put(shopware.key_cabinet(), x, 1.50, -3.62, -90, solid=False)
    b.put(deskware.water_dispenser(), x - 0.19, 0, -4.35, -90)
    b.put(shopware.moved(shopware.paper_cups(16), 0, 0, 0), x - 0.28, 1.0, -4.54, 0, solid=False)
    low = {"old white": [box(0.90, 0.72, 0.40, (0, 0.05, 0), 0.004), *(box(0.437, 0.66, 0.016, (s * 0.222, 0.08, 0.208), 0.003) for s in (-1, 1))], "ash": [box(0.93, 0.025, 0.43, (0, 0.77, 0.005), 0.004, 99, "x")], "charcoal": [box(0.86, 0.05, 0.36), *(box(0.012, 0.10, 0.018, (s * 0.03, 0.55, 0.222), 0.004) for s in (-1, 1))]}
    b.put(low, x - 0.22, 0, -5.08, -90)
    b.put(shopware.coffee_corner(), x - 0.22, 0.795, -5.02, -90, solid=False)
    b.put({"ceramic": deskware.cup()["ceramic"]}, x - 0.16, 0.795, -5.40, 30, solid=False)
    b.put({"ceramic": deskware.cup()["ceramic"]}, x - 0.26, 0.795, -5.34, 120, solid=False)
