"""Finds a Korean font of the system by name and measures text with it. Threads: any, after the first call.

None is shipped: Nanum (Debian, Ubuntu), Noto CJK, Malgun Gothic (Windows) and Apple SD Gothic Neo are asked for in turn,
then any font that has Hangul. A character the chosen font lacks is taken from whichever font has it.
"""

from __future__ import annotations

from functools import cache, lru_cache

import skia

from vr_client.errors import UserError

FAMILIES = (
    "NanumBarunGothic",
    "Pretendard",
    "NanumSquare",
    "NanumGothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "UnDotum",
)


@cache
def _manager() -> skia.FontMgr:
    return skia.FontMgr()


def _style(bold: bool) -> skia.FontStyle:
    return skia.FontStyle.Bold() if bold else skia.FontStyle.Normal()


@cache
def typeface(bold: bool = False) -> skia.Typeface:
    """The text face. Raises UserError E50 when no font with Hangul exists."""
    for family in FAMILIES:
        found = _manager().matchFamilyStyle(family, _style(bold))
        if found is not None and found.unicharToGlyph(ord("한")):
            return found
    found = _manager().matchFamilyStyleCharacter("", _style(bold), ["ko"], ord("한"))
    if found is None:
        raise UserError("E50")
    return found


@cache
def _fallback(code_point: int, bold: bool) -> skia.Typeface | None:
    return _manager().matchFamilyStyleCharacter("", _style(bold), ["ko"], code_point)


@cache
def _font(face_id: int, bold: bool, size: float) -> skia.Font:
    face = _FACES[face_id]
    font = skia.Font(face, size)
    font.setSubpixel(True)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    font.setHinting(skia.FontHinting.kNone)
    font.setEmbolden(bold and not face.isBold())
    return font


_FACES: dict[int, skia.Typeface] = {}


def _font_of(face: skia.Typeface, bold: bool, size: float) -> skia.Font:
    _FACES.setdefault(face.uniqueID(), face)
    return _font(face.uniqueID(), bold, size)


@cache
def _has(code_point: int, bold: bool) -> bool:
    return bool(typeface(bold).unicharToGlyph(code_point))


def runs(text: str, size: float, bold: bool) -> list[tuple[str, skia.Font]]:
    """`text` cut into stretches of one font each."""
    face = typeface(bold)
    if all(_has(ord(c), bold) for c in text):
        return [(text, _font_of(face, bold, size))]
    out: list[tuple[str, skia.Font]] = []
    for char in text:
        use = face if _has(ord(char), bold) else (_fallback(ord(char), bold) or face)
        font = _font_of(use, bold, size)
        if out and out[-1][1] is font:
            out[-1] = (out[-1][0] + char, font)
        else:
            out.append((char, font))
    return out


@lru_cache(maxsize=16384)
def _advance(text: str, size: float, bold: bool) -> float:
    return float(sum(font.measureText(part) for part, font in runs(text, size, bold)))


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide `text` is, in the unit of `size`."""
    return _advance(text, round(size, 2), bold)


def ascent(size: float, bold: bool = False) -> float:
    """Height of a capital or syllable above the baseline, in the unit of `size`."""
    metrics = _font_of(typeface(bold), bold, round(size, 2)).getMetrics()
    return float(-metrics.fAscent)


def descent(size: float, bold: bool = False) -> float:
    return float(_font_of(typeface(bold), bold, round(size, 2)).getMetrics().fDescent)


def draw(canvas: skia.Canvas, text: str, x: float, baseline: float, size: float, bold: bool, paint: skia.Paint) -> None:
    for part, font in runs(text, round(size, 2), bold):
        canvas.drawString(part, x, baseline, font, paint)
        x += font.measureText(part)


def break_lines(text: str, size: float, max_width: float, bold: bool = False) -> list[str]:
    """Lines no wider than `max_width`. Korean breaks between words (keep-all), which reads better than the syllable breaks
    of UAX 14; a word too long for a line is cut where it must be. No line starts with closing punctuation."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            candidate = f"{line} {word}" if line else word
            if width(candidate, size, bold) <= max_width:
                line = candidate
                continue
            if line:
                lines.append(line)
            line = word
            while width(line, size, bold) > max_width and len(line) > 1:
                cut = _longest_prefix(line, size, max_width, bold)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    return lines


_NOT_FIRST = set("。、.,!?:;)]}”’」』%")


def _longest_prefix(word: str, size: float, max_width: float, bold: bool) -> int:
    total, cut = 0.0, 0
    while cut < len(word) - 1 and total <= max_width:
        total += width(word[cut], size, bold)
        cut += total <= max_width
    while cut > 1 and word[cut] in _NOT_FIRST:
        cut -= 1
    return max(1, cut)
