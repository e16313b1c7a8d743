"""Papers of the estate agent's office. All fictive and marked so: no real flat, person, office or number."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw

from assets.build import signs

FLATS = (
    ("전세", "Jeonse", "원룸 · 3층", "Studio, 3rd floor", "1억 2천", "120 M won"),
    ("월세", "Monthly", "투룸 · 2층", "Two rooms, 2nd floor", "2천 / 65", "20 M / 650 k"),
    ("전세", "Jeonse", "아파트 · 59㎡", "Flat, 59 m²", "3억 4천", "340 M won"),
    ("매매", "Sale", "빌라 · 4층", "Villa, 4th floor", "4억 1천", "410 M won"),
    ("월세", "Monthly", "옥탑 · 방 1", "Roof room", "500 / 40", "5 M / 400 k"),
    ("전세", "Jeonse", "오피스텔", "Office-tel", "1억 9천", "190 M won"),
)
WORDS = ("역세권", "즉시 입주", "남향 · 채광", "주차 가능", "풀옵션", "보증보험")


def webp(image: Image.Image, quality: int = 82) -> bytes:
    """Lossy WebP; keeps an alpha channel."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def watermark(image: Image.Image, size: int, tone: str = "#c98b78", alpha: int = 70) -> Image.Image:
    """훈련용 · TRAINING across a paper, so that nobody takes it for a real one."""
    w, h = image.size
    mark = Image.new("L", image.size, 0)
    d = ImageDraw.Draw(mark)
    d.text((w / 2, h / 2 - size * 0.3), "훈련용", alpha, signs.font("bold", size), "mm")
    d.text((w / 2, h / 2 + size * 0.5), "TRAINING", alpha, signs.font("bold", int(size * 0.42)), "mm")
    image.paste(tone, (0, 0), mark.rotate(24, center=(w / 2, h / 2)))
    return image


def rooms_plan(d: ImageDraw.ImageDraw, x: float, y: float, w: float, h: float, seed: int) -> None:
    """A floor plan as agents draw it: thick walls, door arcs, a bath, a sink, a window in two lines."""
    rng, ink = np.random.default_rng(seed), "#3b3f45"
    d.rectangle((x, y, x + w, y + h), fill="#ffffff", outline=ink, width=5)
    cx, cy = x + w * rng.uniform(0.42, 0.62), y + h * rng.uniform(0.42, 0.58)
    d.rectangle((cx, cy, x + w - 4, y + h - 4), fill="#f6e7c9")
    d.rectangle((x + 4, y + 4, cx, cy), fill="#dcebf0")
    d.line((cx, y, cx, y + h * 0.30), fill=ink, width=4)
    d.line((cx, cy + h * 0.16, cx, y + h), fill=ink, width=4)
    d.line((x, cy, cx - w * 0.10, cy), fill=ink, width=4)
    d.line((cx, cy, x + w, cy), fill=ink, width=4)
    r = h * 0.16
    d.arc((cx - r, cy, cx + r, cy + 2 * r), 180, 270, fill=ink, width=2)
    d.arc((cx - w * 0.10 - r, cy - r, cx - w * 0.10 + r, cy + r), 0, 90, fill=ink, width=2)
    d.rectangle((x + w * 0.62, y + h - 4, x + w * 0.88, y + h + 3), fill="#ffffff", outline=ink, width=2)
    d.rectangle((x + w * 0.15, y - 3, x + w * 0.35, y + 4), fill="#ffffff", outline=ink, width=2)
    d.rounded_rectangle((x + w - 34, y + 10, x + w - 10, y + 44), 8, outline=ink, width=2)
    for name, at in (
        ("방", (x + w * 0.78, cy + h * 0.22)),
        ("주방", (x + w * 0.22, cy + h * 0.2)),
        ("욕실", (x + w * 0.22, y + h * 0.24)),
    ):
        d.text(at, name, ink, signs.font("text", 15), "mm")


def sheet_picture(k: int) -> bytes:
    """One listing as it hangs in the window; training data, no real flat."""
    kind, kind_en, what, what_en, price, price_en = FLATS[k]
    colour = ("#b3261e", "#1d5fa8", "#1f5c4a")[("전세", "월세", "매매").index(kind)]
    image, d = signs.canvas(320, 448, ("#fffdf4", "#fdfbe9", "#fffdf8")[k % 3])
    d.rectangle((0, 0, 320, 84), fill=colour)
    d.text((112, 40), kind, "#ffffff", signs.font("bold", 54), "mm")
    d.text((236, 30), kind_en, "#ffffff", signs.font("text", 22), "mm")
    d.text((236, 60), WORDS[k], "#ffe9a8", signs.font("bold", 20), "mm")
    d.text((160, 116), what, signs.INK, signs.fitted("bold", 38, what, 296), "mm")
    d.text((160, 147), what_en, "#666666", signs.font("text", 19), "mm")
    d.text((160, 194), price, colour, signs.fitted("bold", 58, price, 296), "mm")
    d.text((160, 234), price_en, "#666666", signs.font("text", 20), "mm")
    rooms_plan(d, 42, 262, 236, 140, k + 40)
    d.text((160, 426), "훈련용 · FOR TRAINING", "#b3261e", signs.font("bold", 18), "mm")
    return webp(image)


def certificate(title: str, title_en: str, number: str, seal: str, tone: str = "#b08d57") -> bytes:
    """A framed paper on the wall with a watermark that says it is for training."""
    image, d = signs.canvas(560, 400, "#faf5e6")
    for r in range(3):
        d.rectangle((12 + 7 * r, 12 + 7 * r, 547 - 7 * r, 387 - 7 * r), outline=tone, width=(5, 1, 2)[r])
    for x in range(40, 530, 14):
        d.arc((x, 17, x + 14, 27), 0, 180, fill=tone)
        d.arc((x, 374, x + 14, 384), 180, 360, fill=tone)
    image = watermark(image, 120)
    d = ImageDraw.Draw(image)
    d.text((280, 78), title, signs.INK, signs.fitted("serif", 46, title, 460), "mm")
    d.text((280, 118), title_en, "#666666", signs.fitted("text", 20, title_en, 460), "mm")
    rows = (
        ("등록번호", number),
        ("명칭", "새싹 공인중개사사무소"),
        ("성명", "김가상 (가상 인물)"),
        ("소재지", "가상시 새싹구 새싹로 0"),
    )
    for k, (key, value) in enumerate(rows):
        d.text((110, 162 + 34 * k), key, "#555555", signs.font("serif", 20), "lm")
        d.text((225, 162 + 34 * k), value, signs.INK, signs.font("serif", 22), "lm")
    d.text((252, 342), seal, signs.INK, signs.font("serif", 28), "mm")
    d.rounded_rectangle((404, 312, 462, 370), 5, outline="#b3261e", width=5)
    d.text((433, 341), "훈련", "#b3261e", signs.font("serif", 22), "mm")
    return webp(image)


def contract(title: str = "부동산 임대차 계약서", rows: int = 9, seed: int = 1) -> bytes:
    """A form as it lies on the desk: ruled boxes, grey lines of clauses, half filled in by hand."""
    image, d = signs.canvas(420, 594, "#fbfaf5")
    image = watermark(image, 110, "#d7a796", 80)
    d, rng = ImageDraw.Draw(image), np.random.default_rng(seed)
    d.text((210, 44), title, signs.INK, signs.fitted("serif", 28, title, 380), "mm")
    d.text((210, 70), "Lease form · for training only", "#777777", signs.font("text", 13), "mm")
    for k in range(rows):
        y = 92 + 25 * k
        d.rectangle((30, y, 390, y + 25), outline="#55585c")
        d.line((104, y, 104, y + 25), fill="#55585c")
        d.text(
            (67, y + 13),
            ("소재지", "토지", "건물", "보증금", "계약금", "잔금", "차임", "기간", "특약")[k % 9],
            "#333333",
            signs.font("serif", 13),
            "mm",
        )
        if rng.random() < 0.7:
            pen = "#20306e"
            x = 114 + rng.uniform(0, 20)
            d.line(
                [(x + 7 * i, y + 13 + rng.normal(0, 3.2)) for i in range(int(rng.integers(8, 30)))], fill=pen, width=2
            )
    for k in range(11):
        y = 340 + 14 * k
        d.line((34, y, 34 + rng.uniform(0.72, 1) * 350, y), fill="#777775", width=3)
    for k in range(3):
        y = 508 + 24 * k
        d.rectangle((30, y, 390, y + 24), outline="#55585c")
        d.text((64, y + 12), ("임대인", "임차인", "중개사")[k], "#333333", signs.font("serif", 13), "mm")
        d.ellipse((352, y + 3, 370, y + 21), outline="#c0392b", width=2)
    return webp(image, 76)


def printed(lines: int = 26, head: str = "등기사항전부증명서 (훈련용)", seed: int = 3) -> bytes:
    """A printed page of grey lines with a table."""
    image, d = signs.canvas(420, 594, "#f7f6f1")
    rng = np.random.default_rng(seed)
    d.text((210, 40), head, signs.INK, signs.fitted("serif", 24, head, 380), "mm")
    for k in range(lines):
        y = 74 + 19 * k
        d.line((34, y, 34 + rng.uniform(0.5, 1) * 350, y), fill="#7d7d7b", width=4)
    d.rectangle((34, 250, 386, 400), fill="#f7f6f1", outline="#555555", width=2)
    for k in range(1, 5):
        d.line((34, 250 + 30 * k, 386, 250 + 30 * k), fill="#777777")
        d.line((34 + 70 * k, 250, 34 + 70 * k, 400), fill="#777777")
    return webp(watermark(image, 100, "#d7a796", 80), 72)


def neighbourhood() -> bytes:
    """A plan of a fictive quarter with a station, a school, a market and a park."""
    w, h = 960, 720
    image, d = signs.canvas(w, h, "#f3eee0")
    rng = np.random.default_rng(31)
    d.polygon([(0, 560), (330, 610), (640, 700), (640, 720), (0, 720)], fill="#a9cbe0")
    d.ellipse((690, 450, 910, 670), fill="#b9d39a")
    for i in range(13):
        for j in range(10):
            x, y = 10 + i * 74 + 8 * np.sin(j), 84 + j * 62
            if (x - 800) ** 2 + (y - 560) ** 2 < 125**2 or y > 545 + x * 0.16:
                continue
            for _ in range(4):
                bw, bh = rng.uniform(14, 30), rng.uniform(12, 24)
                bx, by = x + rng.uniform(0, 64 - bw), y + rng.uniform(0, 52 - bh)
                d.rectangle(
                    (bx, by, bx + bw, by + bh),
                    fill=("#eadfc8", "#e3d6bd", "#efe6d2", "#e6c9b4")[int(rng.integers(4))],
                    outline="#cdbf9f",
                )
    for k in range(14):
        d.line((74 * k + 4, 70, 74 * k + 4 + 10 * np.sin(k), 600), fill="#fbf8ef", width=9 if k % 4 else 22)
    for k in range(9):
        d.line((0, 80 + 62 * k, w, 80 + 62 * k), fill="#fbf8ef", width=7)
    d.line((0, 392, w, 340), fill="#f3cf76", width=34)
    d.line((0, 392, w, 340), fill="#fbf3da", width=3)
    d.line((0, 420, 300, 404, w, 372), fill="#3a7f3f", width=5)
    for x, y, ko, en, colour in (
        (225, 372, "새싹역", "Saessak Station", "#1d5fa8"),
        (800, 560, "새싹공원", "Park", "#1f8a4c"),
        (495, 190, "초등학교", "School", "#c8732a"),
        (180, 520, "전통시장", "Market", "#9e1b1b"),
        (650, 285, "우리 사무소", "We are here", "#b3261e"),
        (380, 480, "주민센터", "Community centre", "#6b4fa0"),
        (120, 210, "병원", "Clinic", "#2b8c8c"),
    ):
        d.ellipse((x - 18, y - 18, x + 18, y + 18), fill=colour, outline="#ffffff", width=4)
        d.text((x + 26, y - 12), ko, signs.INK, signs.font("bold", 28), "lm")
        d.text((x + 26, y + 17), en, "#555555", signs.font("text", 18), "lm")
    d.rectangle((0, 0, w, 66), fill="#1f5c4a")
    d.text((26, 33), "우리 동네 지도 (가상)", "#ffffff", signs.font("bold", 36), "lm")
    d.text((w - 26, 35), "Our quarter (fictive)", "#cfe6dc", signs.font("text", 26), "rm")
    return webp(image, 84)


def cut_letters(lines: list[tuple[str, str, int, str]], w: int, h: int) -> bytes:
    """Adhesive letters for glass: (text, face, size, colour) lines centred on nothing (alpha)."""
    image = Image.new("RGBA", (w, h), (255, 255, 255, 0))
    d, y = ImageDraw.Draw(image), 0.0
    for text, face, size, colour in lines:
        f = signs.fitted(face, size, text, w * 0.98)
        d.text((w / 2, y + size * 0.55), text, colour, f, "mm")
        y += size * 1.16
    return webp(image, 88)


def calendar() -> bytes:
    """A month of a fictive calendar with the sponsor's strip that such calendars have."""
    image, d = signs.canvas(384, 512, "#fdfcf7")
    d.rectangle((0, 0, 384, 120), fill="#2d5f8a")
    d.polygon([(0, 120), (90, 52), (170, 104), (250, 40), (384, 120)], fill="#5c8d5d")
    d.polygon([(0, 120), (150, 88), (384, 120)], fill="#8fb26e")
    d.ellipse((296, 18, 336, 58), fill="#f4e3a1")
    d.text((66, 168), "11", "#b3261e", signs.font("bold", 66), "mm")
    d.text((250, 160), "십일월 November", signs.INK, signs.font("text", 24), "mm")
    for c, name in enumerate("일월화수목금토"):
        d.text((44 + 49 * c, 216), name, ("#b3261e", *["#444444"] * 5, "#1d5fa8")[c], signs.font("bold", 19), "mm")
    for n in range(30):
        c, r = n % 7, n // 7
        d.text(
            (44 + 49 * c, 256 + 42 * r),
            str(n + 1),
            ("#b3261e", *["#333333"] * 5, "#1d5fa8")[c],
            signs.font("text", 22),
            "mm",
        )
    d.ellipse((44 + 49 * 2 - 19, 256 + 42 * 1 - 19, 44 + 49 * 2 + 19, 256 + 42 * 1 + 19), outline="#d0342c", width=3)
    d.rectangle((0, 470, 384, 512), fill="#e8e2d0")
    d.text((192, 491), "새싹마을금고 (가상)", "#3a5a3a", signs.font("bold", 22), "mm")
    return webp(image)


def notice(head: str, rows: list[str], w: int = 360, h: int = 500, tone: str = "#1f5c4a") -> bytes:
    """A printed notice with a coloured head and some lines of text."""
    image, d = signs.canvas(w, h, "#fbfaf2")
    d.rectangle((0, 0, w, h // 7), fill=tone)
    d.text((w / 2, h / 14), head, "#ffffff", signs.fitted("bold", h // 12, head, w * 0.9), "mm")
    step = (h * 6 / 7 - 20) / max(1, len(rows))
    for k, row in enumerate(rows):
        d.text(
            (w * 0.07, h / 7 + 12 + step * (k + 0.5)),
            row,
            signs.INK,
            signs.fitted("bold", int(min(step * 0.66, h / 13)), row, w * 0.88),
            "lm",
        )
    return webp(image)
