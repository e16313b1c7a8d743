"""Pictures with words: wayfinding, framed papers, screens, labels. Korean first, English below, in the system's Nanum fonts.

Every function returns encoded bytes (PNG for flat lettering, JPEG for paintings); sizes are pixels.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDERS = ("/usr/share/fonts/truetype/nanum", "C:/Windows/Fonts", "/Library/Fonts")
FACES = {
    "bold": ("NanumSquareB.ttf", "NanumGothicBold.ttf", "malgunbd.ttf"),
    "text": ("NanumSquareR.ttf", "NanumGothic.ttf", "malgun.ttf"),
    "serif": ("NanumMyeongjoBold.ttf", "NanumMyeongjo.ttf", "batang.ttc"),
}
NAVY, PALE, INK, EXIT_GREEN = "#17365d", "#f4f1ea", "#22262b", "#00894a"


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    for folder in FOLDERS:
        for name in FACES[face]:
            if (Path(folder) / name).exists():
                return ImageFont.truetype(str(Path(folder) / name), size)
    raise FileNotFoundError(f"no Korean font for '{face}': install fonts-nanum")


def encode(image: Image.Image, kind: str = "PNG", quality: int = 86) -> bytes:
    out = io.BytesIO()
    if kind == "PNG":
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    else:
        image.convert("RGB").save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def canvas(w: int, h: int, colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (w, h), colour)
    return image, ImageDraw.Draw(image)


def fitted(face: str, size: int, text: str, width: float) -> ImageFont.FreeTypeFont:
    """The largest font up to `size` in which the text is no wider than `width`."""
    while size > 8 and font(face, size).getlength(text) > width:
        size -= 1
    return font(face, size)


def two_lines(
    ko: str, en: str, w: int = 1024, h: int = 256, back: str = NAVY, ink: str = "#ffffff", band: str = ""
) -> bytes:
    """A sign plate: the Korean name large, the English below it."""
    image, d = canvas(w, h, back)
    if band:
        d.rectangle((0, h - h // 16, w, h), fill=band)
    d.text((w / 2, h * 0.38), ko, ink, fitted("bold", int(h * 0.46), ko, w * 0.9), "mm")
    d.text((w / 2, h * 0.76), en, ink, fitted("text", int(h * 0.20), en, w * 0.88), "mm")
    return encode(image)


def column(
    lines: list[tuple[str, str, int, str]], w: int, h: int, back: str = PALE, margin: int = 40, frame: str = ""
) -> bytes:
    """A page from (text, face, size, colour) lines, top to bottom; "---" draws a rule."""
    image, d = canvas(w, h, back)
    if frame:
        d.rectangle((10, 10, w - 11, h - 11), outline=frame, width=6)
    y = margin
    for text, face, size, colour in lines:
        if text == "---":
            d.line((margin, y + 6, w - margin, y + 6), fill=colour, width=3)
            y += 18
            continue
        f = fitted(face, size, text, w - 2 * margin)
        d.text((margin, y), text, colour, f)
        y += int(size * 1.42)
    return encode(image)


def pointing(rows: list[tuple[str, str, str]], w: int = 768, h: int = 512, back: str = NAVY) -> bytes:
    """A wayfinding board: rows of (arrow, ko, en); arrow is one of < > ^ v."""
    image, d = canvas(w, h, back)
    step = h / len(rows)
    for k, (way, ko, en) in enumerate(rows):
        y = step * (k + 0.5)
        arrow(d, 70, y, step * 0.26, way)
        d.text((140, y - step * 0.14), ko, "#ffffff", fitted("bold", int(step * 0.36), ko, w - 170), "lm")
        d.text((140, y + step * 0.23), en, "#c9d6e6", fitted("text", int(step * 0.20), en, w - 170), "lm")
        if k:
            d.line((30, step * k, w - 30, step * k), fill="#48688f", width=2)
    return encode(image)


def arrow(d: ImageDraw.ImageDraw, x: float, y: float, r: float, way: str, colour: str = "#ffffff") -> None:
    """A plain arrow of half length r."""
    dx, dy = {"<": (-1, 0), ">": (1, 0), "^": (0, -1), "v": (0, 1)}[way]
    tip, tail = (x + dx * r, y + dy * r), (x - dx * r, y - dy * r)
    width = max(3, int(r * 0.28))
    d.line((*tail, x + dx * r * 0.8, y + dy * r * 0.8), fill=colour, width=width)
    for side in (-1, 1):
        d.line(
            (*tip, tip[0] - dx * r * 0.75 - dy * side * r * 0.75, tip[1] - dy * r * 0.75 + dx * side * r * 0.75),
            fill=colour,
            width=width,
        )
    d.ellipse((tip[0] - width / 2, tip[1] - width / 2, tip[0] + width / 2, tip[1] + width / 2), fill=colour)


def running_man(
    d: ImageDraw.ImageDraw,
    x: float,
    y: float,
    s: float,
    man: str = "#ffffff",
    door: str = "#ffffff",
    hole: str = EXIT_GREEN,
) -> None:
    """A figure running through a door, after the idea of ISO 7010 E001, in our own lines. (x, y) top left, s its side."""

    def p(u: float, v: float) -> tuple[float, float]:
        return x + u * s, y + v * s

    def limb(colour: str, points: list[tuple[float, float]], width: float) -> None:
        pts = [p(*q) for q in points]
        w = int(width * s)
        d.line(pts, fill=colour, width=w, joint="curve")
        for cx, cy in pts:
            d.ellipse((cx - w / 2, cy - w / 2, cx + w / 2, cy + w / 2), fill=colour)

    d.rectangle((*p(0.02, 0.04), *p(0.50, 0.98)), fill=door)
    head = p(0.475, 0.20)
    for colour, extra in ((hole, 0.05), (man, 0.0)):  # a rim in the ground colour keeps the figure apart from the door
        limb(colour, [(0.45, 0.36), (0.35, 0.60)], 0.13 + extra)
        limb(colour, [(0.46, 0.34), (0.62, 0.44), (0.72, 0.36)], 0.062 + extra)
        limb(colour, [(0.43, 0.35), (0.29, 0.38), (0.23, 0.52)], 0.062 + extra)
        limb(colour, [(0.36, 0.60), (0.54, 0.66), (0.56, 0.88), (0.64, 0.89)], 0.085 + extra)
        limb(colour, [(0.34, 0.60), (0.25, 0.76), (0.06, 0.79)], 0.085 + extra)
        r = (0.075 + extra / 2) * s
        d.ellipse((head[0] - r, head[1] - r, head[0] + r, head[1] + r), fill=colour)


def exit_sign(way: str = "", w: int = 640, h: int = 256) -> bytes:
    """Green, lit: the runner, 비상구, EXIT and, if asked, an arrow."""
    image, d = canvas(w, h, EXIT_GREEN)
    running_man(d, h * 0.08, h * 0.08, h * 0.84)
    cx = (h + w) / 2 - (h * 0.22 if way else 0)
    d.text((cx, h * 0.36), "비상구", "#ffffff", font("bold", int(h * 0.38)), "mm")
    d.text((cx, h * 0.74), "EXIT", "#ffffff", font("bold", int(h * 0.28)), "mm")
    if way:
        arrow(d, w - h * 0.22, h * 0.5, h * 0.13, way)
    return encode(image)


def extinguisher_sign(size: int = 320) -> bytes:
    """Red plate above the place of an extinguisher: 소화기 with its outline."""
    image, d = canvas(size, size * 5 // 4, "#c3141b")
    s = size
    d.rounded_rectangle((s * 0.36, s * 0.30, s * 0.60, s * 0.80), s * 0.09, fill="#ffffff")
    d.rectangle((s * 0.44, s * 0.20, s * 0.52, s * 0.32), fill="#ffffff")
    d.line((s * 0.48, s * 0.21, s * 0.66, s * 0.13), fill="#ffffff", width=int(s * 0.045))
    d.line((s * 0.48, s * 0.24, s * 0.66, s * 0.26), fill="#ffffff", width=int(s * 0.045))
    d.arc((s * 0.22, s * 0.20, s * 0.50, s * 0.75), 150, 280, fill="#ffffff", width=int(s * 0.05))
    d.text((s / 2, s * 0.95), "소화기", "#ffffff", font("bold", int(s * 0.21)), "mm")
    d.text((s / 2, s * 1.13), "EXTINGUISHER", "#ffffff", fitted("bold", int(s * 0.1), "EXTINGUISHER", s * 0.86), "mm")
    return encode(image)


def wrapped(
    d: ImageDraw.ImageDraw, text: str, x: float, y: float, width: float, face: str, size: int, colour: str
) -> float:
    """Words broken at spaces; returns the y below the last line."""
    f, line = font(face, size), ""
    for word in [*text.split(" "), "\n"]:
        trial = f"{line} {word}".strip()
        if word == "\n" or f.getlength(trial) > width:
            d.text((x, y), line, colour, f)
            y, line = y + size * 1.45, word
        else:
            line = trial
    return y
