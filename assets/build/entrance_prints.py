"""What is printed or shown in the entrance hall besides wayfinding: the shop's sheets, screens, leaflets, labels, the clock."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from assets.build.entrance_signs import pictogram
from assets.build.signs import canvas, encode, fitted, font

WHITE = "#ffffff"


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
