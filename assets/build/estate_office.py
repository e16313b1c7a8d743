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

import numpy as np
from PIL import Image

from assets.build import kit, outside, signs
from assets.build.bake import Sky
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import between, box, lathe, quad, tube
from assets.build.place import OUTSIDE, Build
from assets.build.shell import (
    Opening,
    Room,
    baseboard,
    ceiling,
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
    b = Build("estate_office", ("부동산 중개사무소", "Estate Agent's Office"))
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.52, 0.50, 0.46))
    shell(b)
    street(b)
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


def street(b: Build) -> None:
    """Pavement, a lane, low brick houses with shop fronts, a pole with wires, trees."""
    outside.ground(b, "paving", -16, 16, 0.22, 3.0, -0.02, 3)
    outside.ground(b, "asphalt", -30, 30, 3.0, 8.6, -0.10, 4)
    far = b.material("far pavement", outside.day("#b9b4a8", 0.9))
    b.add(far, box(60, 0.14, 1.6, (0, -0.12, 9.4), 0, 99), node=OUTSIDE)
    line = b.material("road line", outside.day("#e8e6dc", 0.9))
    b.add(line, *(quad((-14 + 4 * k, -0.09, 5.9), (2, 0, 0), (0, 0, -0.12), 9) for k in range(8)), node=OUTSIDE)
    x = -17.0
    shops = (
        ("#8f4f3c", "서울 분식", "#e2762b"),
        ("#c9b79c", "한빛 서점", "#1f5c4a"),
        ("#a3634b", "동네 빵집", "#7a4a2e"),
        ("#b8b2a6", "무지개 세탁", "#1d5fa8"),
        ("#94523f", "푸른 약국", "#1f8a4c"),
        ("#c2ae93", "골목 카페", "#3a3a3e"),
    )
    for k, (wall_, name, colour) in enumerate(shops):
        house(b, x + 2.8, wall_, name, colour, 6.6 + 1.1 * (k % 3), k)
        x += 5.8
    outside.backdrop(b, "city", outside.panorama(1024, 512, 0.58, 21), (0, -6, 46), 120, 40, 180, 0.15)
    for k, tx in enumerate((-6.5, 3.6, 9.5)):
        outside.tree(b, tx, -0.05, 2.5, 4.2 + 0.3 * k, 300 + k)
    pole = b.material("pole", outside.day("#8b8a86", 0.8))
    b.add(pole, lathe([(0.13, 0), (0.10, 7.5), (0, 7.5)], 10).at(-2.6, -0.1, 8.9), node=OUTSIDE)
    wires = b.material("wires", outside.day("#2a2a2c", 0.8))
    for y in (6.6, 7.0):
        t = np.linspace(-1, 1, 9)
        b.add(
            wires,
            tube(np.stack([-2.6 + 14 * t, y - 0.5 * (1 - t * t), np.full_like(t, 8.9)], -1), 0.015, 4, False),
            node=OUTSIDE,
        )


def house(b: Build, x: float, wall_: str, name: str, colour: str, h: float, seed: int) -> None:
    """A two- or three-storey brick house with a shop below its sign."""
    lit, glass, dark = (
        b.material(n, m)
        for n, m in (
            (f"house {wall_}", outside.day(wall_, 0.95)),
            ("house glass", outside.day("#56707f", 0.85)),
            ("house frame", outside.day("#e3ded3", 0.9)),
        )
    )
    b.add(lit, box(5.6, h, 6, (x, -0.1, 13.2), 0, 99), node=OUTSIDE)
    board = b.material(f"shop {seed}", glowing_picture(signs.two_lines(name, "", 512, 96, colour), 0.95))
    b.add(board, quad((x + 2.4, 2.75, 10.12), (-4.8, 0, 0), (0, 0.75, 0), 9, picture=True), node=OUTSIDE)
    b.add(glass, box(4.6, 2.2, 0.1, (x, 0.25, 10.18), 0, 99), node=OUTSIDE)
    b.add(dark, *(box(0.08, 2.3, 0.14, (x + dx, 0.2, 10.16), 0, 99) for dx in (-2.3, -0.8, 0.8, 2.3)), node=OUTSIDE)
    for f in range(int((h - 3.6) / 2.6) + 1):
        for k in range(3):
            wx, wy = x - 1.75 + 1.75 * k, 4.0 + 2.5 * f
            if wy + 1.2 < h:
                b.add(dark, box(1.15, 1.35, 0.1, (wx, wy - 0.08, 10.18), 0, 99), node=OUTSIDE)
                b.add(glass, box(0.98, 1.15, 0.12, (wx, wy + 0.02, 10.16), 0, 99), node=OUTSIDE)


FLATS = (
    ("전세", "Jeonse", "원룸 · 3층", "Studio, 3rd floor", "1억 2천", "120 M won"),
    ("월세", "Monthly", "투룸 · 2층", "Two rooms, 2nd floor", "2천 / 65", "20 M / 650 k"),
    ("전세", "Jeonse", "아파트 · 59㎡", "Flat, 59 m²", "3억 4천", "340 M won"),
    ("매매", "Sale", "빌라 · 4층", "Villa, 4th floor", "4억 1천", "410 M won"),
    ("월세", "Monthly", "옥탑 · 방 1", "Roof room", "500 / 40", "5 M / 400 k"),
    ("전세", "Jeonse", "오피스텔", "Office-tel", "1억 9천", "190 M won"),
)


def sheet_picture(k: int) -> bytes:
    """One listing as it hangs in the window; training data, no real flat."""
    kind, kind_en, what, what_en, price, price_en = FLATS[k]
    colour = ("#b3261e", "#1d5fa8", "#1f5c4a")[("전세", "월세", "매매").index(kind)]
    image, d = signs.canvas(256, 356, "#fffdf6")
    d.rectangle((0, 0, 256, 66), fill=colour)
    d.text((128, 28), kind, "#ffffff", signs.font("bold", 38), "mm")
    d.text((128, 55), kind_en, "#ffffff", signs.font("text", 15), "mm")
    d.text((128, 100), what, signs.INK, signs.fitted("bold", 32, what, 236), "mm")
    d.text((128, 128), what_en, "#666666", signs.font("text", 17), "mm")
    d.text((128, 172), price, colour, signs.fitted("bold", 44, price, 236), "mm")
    d.text((128, 206), price_en, "#666666", signs.font("text", 18), "mm")
    rng = np.random.default_rng(k)  # a small plan of rooms
    d.rectangle((40, 230, 216, 322), outline=signs.INK, width=4)
    cut = int(rng.uniform(100, 150))
    d.line((cut, 230, cut, 322), fill=signs.INK, width=3)
    d.line((cut, 276, 216, 276), fill=signs.INK, width=3)
    d.text((128, 340), "훈련용 · For training", "#b3261e", signs.font("text", 15), "mm")
    return signs.encode(image)


def listings(b: Build) -> None:
    """Sheets hung on wires in both windows, readable from the street and, their backs white, from inside."""
    for k in range(6):
        m = b.material(f"listing {k}", Material(picture=sheet_picture(k), roughness=0.8))
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


def certificate(title: str, title_en: str, number: str, seal: str) -> bytes:
    """A framed paper on the wall with a watermark that says it is for training."""
    image, d = signs.canvas(480, 340, "#faf5e6")
    d.rectangle((12, 12, 467, 327), outline="#b08d57", width=5)
    d.rectangle((20, 20, 459, 319), outline="#b08d57", width=1)
    d.text((240, 66), title, signs.INK, signs.fitted("serif", 40, title, 400), "mm")
    d.text((240, 104), title_en, "#666666", signs.fitted("text", 19, title_en, 400), "mm")
    mark = Image.new("L", image.size, 0)
    from PIL import ImageDraw

    ImageDraw.Draw(mark).text((240, 190), "훈련용", 90, signs.font("bold", 130), "mm")
    image.paste("#d9a58f", (0, 0), mark.rotate(14, center=(240, 190)))
    d = ImageDraw.Draw(image)
    d.text((240, 170), number, signs.INK, signs.font("serif", 24), "mm")
    d.text((240, 208), "성명: 김가상 (가상 인물)", signs.INK, signs.font("serif", 22), "mm")
    d.text((240, 240), "Name: Kim Gasang (fictive)", "#666666", signs.font("text", 17), "mm")
    d.text((220, 288), seal, signs.INK, signs.font("serif", 24), "mm")
    d.rounded_rectangle((352, 262, 402, 312), 5, outline="#b3261e", width=4)
    d.text((377, 287), "인", "#b3261e", signs.font("serif", 30), "mm")
    return signs.encode(image)


def desk(b: Build) -> None:
    """The agent's desk facing the door, with computer, telephone and papers; two chairs for visitors."""
    x, z, h = 0.5, -4.35, 0.73
    front = {"maple": [box(1.7, 0.56, 0.025, (0, 0.12, 0.30), 0.004, 0.4)]}
    b.put(kit.table(1.8, 0.80, h, "maple", "dark steel"), x, 0, z)
    b.put(front, x, 0, z, solid=False)
    b.put(kit.drawer_unit(0.40, 0.55, 0.60), x - 0.62, 0, z - 0.05, 180)
    lines = [("매물 장부", "bold", 44, "#ffffff"), ("Listings", "text", 24, "#bfe0d2"), ("---", "", 0, "#6fae96")]
    lines += [(f"{k}  {w}  {p}", "text", 28, "#eaf5ef") for k, _, w, _, p, _ in FLATS[:5]]
    b.material("ledger", glowing_picture(signs.column(lines, 640, 360, "#17463a", 30), 0.8))
    b.put(kit.monitor("ledger", 0.54), x - 0.58, h, z - 0.02, 160, solid=False)
    b.put(kit.keyboard(), x - 0.42, h, z - 0.27, 175, solid=False)
    b.put(kit.mouse(), x - 0.12, h, z - 0.25, 180, solid=False)
    b.put(kit.telephone(), x + 0.68, h, z - 0.18, 190, solid=False)
    b.put(kit.papers(4, 6), x + 0.22, h, z + 0.10, 8, solid=False)
    b.put(kit.papers(12, 3), x + 0.5, h, z + 0.18, -16, solid=False)
    b.put(kit.pen_cup(), x + 0.78, h, z + 0.20, 0, solid=False)
    b.put(kit.cup("green"), x + 0.38, h, z - 0.28, 60, solid=False)
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
    b.put(kit.cup(), -1.5, 0.40, -1.85, 40, solid=False)
    b.put(kit.water_dispenser(), 2.78, 0, -5.2, -90)
    for x, z, h, seed in ((-2.55, -0.75, 1.5, 91), (-2.5, -3.75, 1.3, 92), (2.55, -0.55, 1.0, 93)):
        b.put(kit.plant(h, seed, "ceramic" if seed % 2 else "terracotta", 42), x, 0, z, 40 * seed)
    mat = b.material(
        "door mat", Material(colour=(0.05, 0.055, 0.06, 1), surface="carpet", detail="base", roughness=0.98)
    )
    b.add(mat, box(1.2, 0.012, 0.75, (0, 0, -0.5), 0.004, 0.4))


def neighbourhood() -> bytes:
    """A plan of a fictive quarter with a station, a school, a market and a park."""
    w, h = 640, 480
    image, d = signs.canvas(w, h, "#f3eee0")
    rng = np.random.default_rng(31)
    for i in range(9):
        for j in range(7):
            x, y = 8 + i * 71, 60 + j * 60
            tone = ("#eadfc8", "#e3d6bd", "#efe6d2")[int(rng.integers(3))]
            for _ in range(3):
                bw, bh = rng.uniform(16, 30), rng.uniform(14, 24)
                bx, by = x + rng.uniform(0, 62 - bw), y + rng.uniform(0, 50 - bh)
                d.rectangle((bx, by, bx + bw, by + bh), fill=tone, outline="#cdbf9f")
    for x in (0, 215, 430):
        d.line((x + 72, 50, x + 58, h), fill="#ffffff", width=20)
    d.line((0, 262, w, 238), fill="#f6d27a", width=26)
    d.ellipse((452, 300, 600, 440), fill="#b9d39a")
    for x, y, ko, en, colour in ((150, 250, "새싹역", "Saessak Station", "#1d5fa8"), (520, 365, "공원", "Park", "#1f8a4c"), (330, 130, "초등학교", "School", "#c8732a"),
                                 (120, 390, "시장", "Market", "#9e1b1b"), (430, 190, "우리 사무소", "We are here", "#b3261e")):  # fmt: skip
        d.ellipse((x - 13, y - 13, x + 13, y + 13), fill=colour, outline="#ffffff", width=3)
        d.text((x + 18, y - 9), ko, signs.INK, signs.font("bold", 22), "lm")
        d.text((x + 18, y + 13), en, "#555555", signs.font("text", 15), "lm")
    d.rectangle((0, 0, w, 46), fill="#1f5c4a")
    d.text((18, 23), "우리 동네 지도 (가상)", "#ffffff", signs.font("bold", 26), "lm")
    d.text((w - 18, 24), "Our quarter (fictive)", "#cfe6dc", signs.font("text", 20), "rm")
    return signs.encode(image)


def walls(b: Build) -> None:
    """Licences on the north wall, the map on the east, files and a printer."""
    papers = (("개설등록증", "Registration of the office", "제 훈련-0000-0000호", "가상시 새싹구청장"), ("공인중개사 자격증", "Estate agent's licence", "제 훈련-0000호", "가상시장"),
              ("공제증서", "Certificate of indemnity insurance", "훈련용 증서", "가상공제회"))  # fmt: skip
    for k, entry in enumerate(papers):
        plate(
            b,
            f"licence {k}",
            certificate(*entry),
            -0.35 + 0.78 * k,
            1.80,
            -6.995,
            0.62,
            0.44,
            0,
            edge="walnut",
            thick=0.022,
        )
    fee = [("중개보수 안내", "bold", 34, signs.INK), ("Commission: ask for the dated table", "text", 20, "#555555"), ("---", "", 0, "#1f5c4a"),
           ("계약 전 서류를 꼭 확인하세요", "bold", 26, "#1f5c4a"), ("Read every paper before you sign", "text", 20, "#555555")]  # fmt: skip
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
    plate(b, "map", neighbourhood(), 2.995, 1.55, -2.6, 1.7, 1.275, -90, edge="maple", thick=0.025)
    b.put(kit.bookshelf(1.2, 1.95, 0.34, 2, 5, "maple", 55, 0.55), -2.3, 0, -6.82)
    b.put(kit.bookshelf(1.1, 0.85, 0.32, 2, 2, "maple", 57), 2.83, 0, -1.55, -90)
    b.put({"white": [box(1.1, 0.72, 0.45, (0, 0, 0), 0.006), *(box(0.53, 0.64, 0.015, (s * 0.27, 0.04, 0.23), 0.004) for s in (-1, 1))],
           "steel": [box(0.02, 0.12, 0.02, (s * 0.04, 0.32, 0.245)) for s in (-1, 1)]}, -0.95, 0, -6.76)  # fmt: skip
    b.put({"light grey": [box(0.46, 0.26, 0.40, (0, 0, 0), 0.015)], "dark steel": [box(0.36, 0.02, 0.34, (0, 0.26, 0), 0.006), box(0.34, 0.012, 0.12, (0, 0.10, 0.24))],
           "paper": [box(0.21, 0.008, 0.14, (0, 0.112, 0.24), 0)], "led green": [box(0.012, 0.004, 0.012, (0.17, 0.26, 0.16), 0)]}, -0.95, 0.72, -6.78, solid=False)  # fmt: skip
    b.add("brass", lathe([(0.15, 0), (0.15, 0.025), (0.14, 0.03)], 32).at(-2.985, 2.15, -2.15, 90, 90))
    from assets.build.flags import clock_face

    dial = b.material("clock dial", Material(picture=clock_face(), roughness=0.4))
    b.add(dial, quad((-2.957, 2.01, -2.01), (0, 0, -0.28), (0, 0.28, 0), 9, picture=True))
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
    b.add("fabric mustard", kit.cushion(0.36, 0.12, 0.36, 0.05).at(-2.55, 0.46, -1.65, 90, -60, 10))
