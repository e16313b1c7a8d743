"""Everything that is printed or lit in the entrance hall: wayfinding, plates, the shop's listings, screens, labels, the clock.

Korean first, English below; pictograms are drawn here, after the ideas of ISO 7001 and 7010, in our own lines.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from assets.build.signs import arrow, canvas, encode, fitted, font, running_man

GRAPHITE, WHITE, SOFT, YELLOW = "#25282b", "#ffffff", "#b9bdc0", "#f2b705"
TINTS = {"mayor_office": "#7a5230", "fire_hall": "#b3150f", "estate_office": "#1b5a48", "desk": "#17365d"}


def pictogram(d: ImageDraw.ImageDraw, kind: str, x: float, y: float, s: float, ink: str = WHITE) -> None:
    """A sign s pixels square with its top left corner at (x, y)."""

    def r(x0: float, y0: float, x1: float, y1: float, fill: str = ink) -> None:
        d.rectangle((x + x0 * s, y + y0 * s, x + x1 * s, y + y1 * s), fill=fill)

    def dot(cx: float, cy: float, rad: float, fill: str = ink) -> None:
        d.ellipse((x + (cx - rad) * s, y + (cy - rad) * s, x + (cx + rad) * s, y + (cy + rad) * s), fill=fill)

    def poly(*points: tuple[float, float]) -> None:
        d.polygon([(x + u * s, y + v * s) for u, v in points], fill=ink)

    match kind:
        case "mayor_office":  # a person at a desk
            dot(0.5, 0.24, 0.12)
            poly((0.30, 0.62), (0.34, 0.42), (0.66, 0.42), (0.70, 0.62))
            r(0.12, 0.62, 0.88, 0.70)
            r(0.18, 0.70, 0.25, 0.90)
            r(0.75, 0.70, 0.82, 0.90)
        case "fire_hall":  # a flame
            poly((0.50, 0.06), (0.66, 0.30), (0.80, 0.52), (0.80, 0.70), (0.66, 0.90), (0.34, 0.90), (0.20, 0.70),
                 (0.22, 0.50), (0.36, 0.60), (0.40, 0.34))  # fmt: skip
        case "estate_office":  # a house
            poly((0.08, 0.48), (0.5, 0.10), (0.92, 0.48), (0.82, 0.48), (0.82, 0.90), (0.58, 0.90), (0.58, 0.62),
                 (0.42, 0.62), (0.42, 0.90), (0.18, 0.90), (0.18, 0.48))  # fmt: skip
        case "desk":  # an i
            dot(0.5, 0.20, 0.10)
            r(0.41, 0.38, 0.59, 0.90)
        case "lift":
            d.rectangle(
                (x + 0.14 * s, y + 0.10 * s, x + 0.86 * s, y + 0.90 * s), outline=ink, width=max(2, int(0.06 * s))
            )
            poly((0.30, 0.46), (0.42, 0.26), (0.54, 0.46))
            poly((0.46, 0.56), (0.70, 0.56), (0.58, 0.76))
        case "toilet":
            for cx in (0.3, 0.7):
                dot(cx, 0.20, 0.09)
            r(0.22, 0.32, 0.38, 0.90)
            poly((0.70, 0.30), (0.86, 0.66), (0.54, 0.66))
            r(0.63, 0.66, 0.77, 0.90)
        case "wheelchair":
            dot(0.42, 0.14, 0.08)
            d.arc(
                (x + 0.22 * s, y + 0.44 * s, x + 0.66 * s, y + 0.90 * s), 20, 300, fill=ink, width=max(2, int(0.07 * s))
            )
            d.line(
                [(x + u * s, y + v * s) for u, v in ((0.42, 0.26), (0.44, 0.52), (0.66, 0.52), (0.78, 0.80))],
                fill=ink,
                width=max(2, int(0.08 * s)),
            )


def hanging() -> bytes:
    """The long sign over the hall: left, ahead, right; a strip of each place's colour."""
    image, d = canvas(1536, 256, GRAPHITE)
    rows = (
        ("<", "mayor_office", "시장실", "Mayor's Office"),
        ("^", "fire_hall", "소방안전 체험관", "Fire Safety Hall"),
        (">", "estate_office", "부동산 중개사무소", "Estate Agent's"),
    )
    for k, (way, kind, ko, en) in enumerate(rows):
        x = k * 512
        d.rectangle((x, 0, x + 512, 14), fill=TINTS[kind])
        if k:
            d.line((x, 44, x, 222), fill="#50555a", width=2)
        ax = x + 440 if way == ">" else x + 70
        arrow(d, ax, 134, 42, way, YELLOW)
        tx = x + 40 if way == ">" else x + 140
        d.text((tx, 112), ko, WHITE, fitted("bold", 60, ko, 335), "lm")
        d.text((tx, 176), en, SOFT, fitted("text", 36, en, 335), "lm")
    return encode(image)


def hanging_back() -> bytes:
    """Its other side: the way out, the desk, lifts and washrooms."""
    image, d = canvas(1536, 256, GRAPHITE)
    rows = (
        ("^", "exit", "나가는 곳", "Way out"),
        (">", "toilet", "화장실", "Washrooms"),
        (">", "lift", "승강기 · 6층 시장실", "Lifts · 6F"),
    )
    for k, (way, kind, ko, en) in enumerate(rows):
        x = k * 512
        d.rectangle((x, 0, x + 512, 14), fill="#00894a" if kind == "exit" else "#50555a")
        if kind == "exit":
            d.rectangle((x + 34, 74, x + 154, 194), fill="#00894a")
            running_man(d, x + 44, 84, 100)
        else:
            pictogram(d, kind, x + 40, 80, 108)
        d.text((x + 178, 112), ko, WHITE, fitted("bold", 56, ko, 240), "lm")
        d.text((x + 178, 174), en, SOFT, fitted("text", 36, en, 240), "lm")
        arrow(d, x + 464, 134, 34, way, YELLOW)
    return encode(image)


def directory() -> bytes:
    """The freestanding floor guide, 0.72 x 1.9 m."""
    image, d = canvas(576, 1520, GRAPHITE)
    d.text((48, 92), "층별 안내", WHITE, font("bold", 72), "lm")
    d.text((48, 156), "Floor Directory", SOFT, font("text", 36), "lm")
    floors = (
        ("6", "시장실 · 접견실", "Mayor's Office"), ("5", "기획조정실", "Planning & Coordination"),
        ("4", "복지정책실", "Welfare Policy"), ("3", "재난안전실 · 상황실", "Disaster & Safety"),
        ("2", "시민청 회의실", "Citizens' Rooms"), ("1", "로비 · 안내 · 소방안전 체험관", "Lobby · Fire Safety Hall"),
        ("B1", "서울 역사 전시 · 카페", "Seoul Exhibition · Café"), ("B2", "주차장", "Parking"),
    )  # fmt: skip
    for k, (level, ko, en) in enumerate(floors):
        y = 230 + k * 140
        here = level == "1"
        d.rectangle((30, y, 546, y + 126), fill="#f2b705" if here else "#303439")
        ink, soft = ("#1d1f21", "#4a4026") if here else (WHITE, SOFT)
        d.text((92, y + 63), level, ink, font("bold", 64), "mm")
        d.text((166, y + 46), ko, ink, fitted("bold", 34, ko, 360), "lm")
        d.text((166, y + 92), en, soft, fitted("text", 25, en, 360), "lm")
    for k, kind in enumerate(("lift", "toilet", "wheelchair", "desk")):
        pictogram(d, kind, 50 + 124 * k, 1382, 92)
    return encode(image)


def door_plate(to: str, ko: str, en: str) -> bytes:
    image, d = canvas(512, 256, "#f4f1ea")
    d.rectangle((0, 0, 150, 256), fill=TINTS[to])
    pictogram(d, to, 25, 70, 100)
    d.text((176, 92), ko, "#22262b", fitted("bold", 58, ko, 316), "lm")
    d.text((176, 150), en, "#5a5f64", fitted("text", 34, en, 316), "lm")
    return encode(image)


def fire_sign() -> bytes:
    image, d = canvas(1024, 196, "#b3150f")
    pictogram(d, "fire_hall", 44, 34, 128)
    d.text((210, 78), "소방안전 체험관", WHITE, font("bold", 92), "lm")
    d.text((214, 154), "FIRE SAFETY HALL", "#ffd9d4", font("text", 44), "lm")
    return encode(image)


def fire_notice() -> bytes:
    image, d = canvas(256, 256, "#0b5ea8")
    d.ellipse((48, 20, 208, 180), outline=WHITE, width=10)
    d.text((128, 100), "닫힘", WHITE, font("bold", 62), "mm")
    d.text((128, 206), "방화문 · 항상 닫아 두세요", WHITE, font("bold", 20), "mm")
    d.text((128, 234), "FIRE DOOR  KEEP SHUT", WHITE, font("text", 19), "mm")
    return encode(image)


def shop_sign() -> bytes:
    image, d = canvas(1560, 184, "#0f3a2e")
    pictogram(d, "estate_office", 40, 32, 118, "#f3e3bd")
    d.text((190, 84), "한강 공인중개사사무소", "#fff3d2", font("bold", 96), "lm")
    d.text((196, 154), "HANGANG LICENSED REAL ESTATE AGENT", "#e0cd9c", font("text", 34), "lm")
    d.text((1520, 92), "02-000-1234", "#fff3d2", font("bold", 60), "rm")
    return encode(image)


def shop_hours() -> bytes:
    image, d = canvas(384, 480, "#fbf7ea")
    d.rectangle((0, 0, 384, 84), fill="#1b5a48")
    d.text((192, 44), "영업 중  OPEN", WHITE, font("bold", 46), "mm")
    rows = (("월-금", "09:00 - 19:00"), ("토", "10:00 - 17:00"), ("일·공휴일", "예약 상담"))
    for k, (day, hours) in enumerate(rows):
        d.text((30, 140 + 64 * k), day, "#22262b", font("bold", 34), "lm")
        d.text((354, 140 + 64 * k), hours, "#22262b", font("text", 34), "rm")
    d.text((192, 366), "등기부를 함께 봅니다", "#8a3b1c", font("bold", 36), "mm")
    d.text((192, 424), "We read the register with you", "#5a5f64", font("text", 24), "mm")
    return encode(image)


def listings(count: int, columns: int) -> bytes:
    """`count` sheets in one picture, row by row."""
    sheets = [listing(k) for k in range(count)]
    w, h = sheets[0].size
    image, _ = canvas(w * columns, h * (count // columns), "#ffffff")
    for k, sheet in enumerate(sheets):
        image.paste(sheet, (k % columns * w, k // columns * h))
    return encode(image)


def listing(seed: int) -> Image.Image:
    """A home to let: a plan of its rooms, the price, the district."""
    rng = np.random.default_rng(400 + seed)
    image, d = canvas(460, 340, "#fffdf7")
    kinds = (("전세", "#1f5c9a"), ("월세", "#b3150f"), ("매매", "#1b5a48"))
    kind, tint = kinds[seed % 3]
    d.rectangle((0, 0, 460, 62), fill=tint)
    d.text((20, 32), kind, WHITE, font("bold", 42), "lm")
    gu = ("마포구", "은평구", "성동구", "관악구", "노원구", "송파구", "강서구", "동작구")[seed % 8]
    d.text((440, 32), f"{gu} · {('아파트', '빌라', '오피스텔')[(seed // 3) % 3]}", WHITE, font("text", 30), "rm")
    split, cut = int(rng.uniform(100, 150)), int(rng.uniform(170, 220))
    d.rectangle((22, 84, 232, 300), outline="#4a4a4a", width=6)
    d.line((22 + split, 84, 22 + split, cut), fill="#4a4a4a", width=5)
    d.line((22, cut, 232, cut), fill="#4a4a4a", width=5)
    d.arc((22 + split - 40, cut - 40, 22 + split + 40, cut + 40), 180, 270, fill="#9a9a9a", width=2)
    price = f"{int(rng.uniform(18, 62)) / 10:.1f}억" if kind != "월세" else f"2천/{int(rng.uniform(50, 110))}"
    d.text((250, 128), price, tint, font("bold", 60), "lm")
    d.text((250, 190), f"{int(rng.uniform(33, 84))}㎡ · 방 {1 + seed % 3}", "#22262b", font("text", 32), "lm")
    d.text(
        (250, 234), f"{1 + int(rng.uniform(1, 14))}층 / {int(rng.uniform(15, 25))}층", "#22262b", font("text", 32), "lm"
    )
    d.text((250, 278), "즉시 입주" if seed % 2 else "협의 입주", "#8a3b1c", font("bold", 30), "lm")
    return image


def clock_dial() -> bytes:
    """A plain station-like dial at ten past ten."""
    image, d = canvas(512, 512, "#f7f6f2")
    for k in range(60):
        a, deep = math.radians(6 * k), 46 if k % 5 == 0 else 18
        x, y = math.sin(a), -math.cos(a)
        d.line(
            (256 + x * 244, 256 + y * 244, 256 + x * (244 - deep), 256 + y * (244 - deep)),
            fill="#1c1d1f",
            width=16 if k % 5 == 0 else 6,
        )
    for angle, length, width, colour in ((305, 138, 20, "#1c1d1f"), (60, 200, 14, "#1c1d1f"), (150, 190, 5, "#b3150f")):
        a = math.radians(angle)
        x, y = math.sin(a), -math.cos(a)
        d.line((256 - x * 40, 256 - y * 40, 256 + x * length, 256 + y * length), fill=colour, width=width)
    d.ellipse((242, 242, 270, 270), fill="#1c1d1f")
    return encode(image)


def screen(kind: str) -> bytes:
    """What the clerk's monitor and the ticket dispenser show."""
    if kind == "ticket":
        image, d = canvas(480, 640, "#f2f5f7")
        d.rectangle((0, 0, 480, 96), fill="#17365d")
        d.text((240, 48), "번호표 · Ticket", WHITE, font("bold", 44), "mm")
        for k, (ko, en, tint) in enumerate(
            (
                ("민원 상담", "Advice", "#1f6fb2"),
                ("훈련 예약", "Drill booking", "#b3150f"),
                ("의견 제출", "Suggestions", "#1b7a52"),
            )
        ):
            y = 126 + 164 * k
            d.rounded_rectangle((36, y, 444, y + 138), 16, fill=tint)
            d.text((240, y + 54), ko, WHITE, font("bold", 50), "mm")
            d.text((240, y + 106), en, "#e6eef5", font("text", 30), "mm")
        return encode(image)
    image, d = canvas(512, 288, "#e9eef2")
    d.rectangle((0, 0, 512, 40), fill="#17365d")
    d.text((14, 20), "서울 통합 안내", WHITE, font("bold", 22), "lm")
    for k in range(6):
        d.rectangle((14, 56 + 36 * k, 330, 84 + 36 * k), fill="#ffffff" if k % 2 else "#d9e4ec")
        d.text(
            (24, 70 + 36 * k),
            (
                "오늘 10:00 소방 훈련",
                "11:30 시장실 견학",
                "13:00 계약 체험",
                "14:00 소방 훈련",
                "15:30 시민 의견",
                "17:00 마감",
            )[k],
            "#22262b",
            font("text", 18),
            "lm",
        )
    d.rectangle((346, 56, 498, 264), fill="#cfe3d6")
    return encode(image)


def leaflet(k: int) -> bytes:
    """The cover of one of six leaflets."""
    titles = (
        ("소방안전", "Fire safety"),
        ("전세 계약", "Reading a lease"),
        ("시민 제안", "Suggestions"),
        ("서울 지도", "Seoul map"),
        ("배리어프리", "Barrier-free"),
        ("한강 공원", "Han river"),
    )
    tints = ("#b3150f", "#1b5a48", "#7a5230", "#1f6fb2", "#5b3f8c", "#2b8a9a")
    image, d = canvas(200, 420, "#fbfaf6")
    d.rectangle((0, 0, 200, 250), fill=tints[k])
    for n in range(5):
        d.arc((-120 + 34 * n, 60 + 20 * n, 180 + 34 * n, 360 + 20 * n), 190, 330, fill="#ffffff", width=3)
    d.rectangle((0, 250, 200, 420), fill="#fbfaf6")
    d.text((18, 296), titles[k][0], "#22262b", fitted("bold", 36, titles[k][0], 170), "lm")
    d.text((18, 340), titles[k][1], "#5a5f64", fitted("text", 24, titles[k][1], 170), "lm")
    d.text((18, 392), "서울특별시", tints[k], font("bold", 20), "lm")
    return encode(image)


def label(ko: str, en: str, back: str, ink: str = WHITE, w: int = 256, h: int = 128) -> bytes:
    image, d = canvas(w, h, back)
    d.text((w / 2, h * 0.40), ko, ink, fitted("bold", int(h * 0.42), ko, w * 0.9), "mm")
    d.text((w / 2, h * 0.78), en, ink, fitted("text", int(h * 0.2), en, w * 0.9), "mm")
    return encode(image)
