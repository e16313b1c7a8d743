"""Papers of the estate agent's office. All fictive and marked so: no real flat, person, office or number."""

from __future__ import annotations

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


def certificate(title: str, title_en: str, number: str, seal: str) -> bytes:
    """A framed paper on the wall with a watermark that says it is for training."""
    image, d = signs.canvas(480, 340, "#faf5e6")
    d.rectangle((12, 12, 467, 327), outline="#b08d57", width=5)
    d.rectangle((20, 20, 459, 319), outline="#b08d57", width=1)
    d.text((240, 66), title, signs.INK, signs.fitted("serif", 40, title, 400), "mm")
    d.text((240, 104), title_en, "#666666", signs.fitted("text", 19, title_en, 400), "mm")
    mark = Image.new("L", image.size, 0)
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
    for x, y, ko, en, colour in (
        (150, 250, "새싹역", "Saessak Station", "#1d5fa8"),
        (520, 365, "공원", "Park", "#1f8a4c"),
        (330, 130, "초등학교", "School", "#c8732a"),
        (120, 390, "시장", "Market", "#9e1b1b"),
        (430, 190, "우리 사무소", "We are here", "#b3261e"),
    ):
        d.ellipse((x - 13, y - 13, x + 13, y + 13), fill=colour, outline="#ffffff", width=3)
        d.text((x + 18, y - 9), ko, signs.INK, signs.font("bold", 22), "lm")
        d.text((x + 18, y + 13), en, "#555555", signs.font("text", 15), "lm")
    d.rectangle((0, 0, w, 46), fill="#1f5c4a")
    d.text((18, 23), "우리 동네 지도 (가상)", "#ffffff", signs.font("bold", 26), "lm")
    d.text((w - 18, 24), "Our quarter (fictive)", "#cfe6dc", signs.font("text", 20), "rm")
    return signs.encode(image)
