"""Wayfinding in the entrance hall: hanging sign, floor guide, door plates, pictograms.

Korean first, English below; pictograms are drawn here, after the ideas of ISO 7001 and 7010, in our own lines.
"""

from __future__ import annotations

from PIL import ImageDraw

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
