"""Small drawings for reports, as SVG: curves over time, a timeline, a floor plan. Sizes in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Curve = Sequence[float | None]
COLOURS = ("#0b57a4", "#b3261e", "#1b6e3c", "#8a5a00", "#6a3fa0", "#00707a")
_INK, _GRID, _FONT = "#222222", "#d5d8dc", "NanumGothic, Malgun Gothic, sans-serif"


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to points."""

    low: float
    high: float
    start: float
    length: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * self.length


def text(x: float, y: float, said: str, size: float = 7.0, anchor: str = "start", colour: str = _INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"'
    return f'<text {place} font-family="{_FONT}">{escape(said)}</text>'


def document(width: float, height: float, parts: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">'
    return head + "".join(parts) + "</svg>"


def nice(most: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 1.0
    while power * 10.0 <= most:
        power *= 10.0
    while power > most:
        power /= 10.0
    return next((power * step for step in (1.0, 2.0, 5.0, 10.0) if power * step >= most), power * 10.0)


def chart(
    times: Sequence[float],
    curves: Sequence[tuple[str, Curve]],
    unit: str,
    width: float = 250.0,
    height: float = 96.0,
    limit: tuple[float, str] | None = None,
) -> str:
    """Curves over time with their names above. limit : a line to stay below (or above), and what it is called."""
    known = [v for _, curve in curves for v in curve if v is not None]
    most = nice(max([1e-3, *known, *([limit[0]] if limit else [])]))
    across = Scale(0.0, max(1.0, times[-1] if times else 1.0), 30.0, width - 36.0)
    up = Scale(0.0, most, height - 14.0, -(height - 38.0))
    parts = [_axes(across, up, unit, width, height)]
    if limit:
        y = up(limit[0])
        parts.append(
            f'<path d="M30 {y:.1f}H{width - 6:g}" stroke="#b3261e" stroke-width="0.7" stroke-dasharray="3 2"/>'
        )
        parts.append(text(width - 8, y - 2, limit[1], 6, "end", "#b3261e"))
    x = 30.0
    for number, (name, curve) in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<path d="{_path(times, curve, across, up)}" fill="none" stroke="{colour}" stroke-width="1.1"/>')
        parts.append(f'<rect x="{x:.1f}" y="4" width="8" height="3" fill="{colour}"/>' + text(x + 10, 8.5, name, 6.5))
        x += 16 + 6.5 * sum(1.0 if ord(c) > 0x2E7F else 0.56 for c in name)
    return document(width, height, parts)


def _axes(across: Scale, up: Scale, unit: str, width: float, height: float) -> str:
    parts = []
    for k in range(3):
        value = up.high * k / 2
        y = up(value)
        parts.append(f'<path d="M30 {y:.1f}H{width - 6:g}" stroke="{_GRID}" stroke-width="0.5"/>')
        parts.append(text(27, y + 2, f"{value:g}", 6, "end"))
    parts.append(text(30, 18, unit, 6, colour="#777777"))
    for k in range(5):
        value = across.high * k / 4
        parts.append(text(across(value), height - 4, clock(value), 6, "middle"))
    return "".join(parts)


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _path(times: Sequence[float], curve: Curve, across: Scale, up: Scale) -> str:
    """Broken where nothing is known; cut off at the top."""
    parts, pen_down = [], False
    for moment, value in zip(times, curve, strict=False):
        if value is None:
            pen_down = False
            continue
        parts.append(f"{'L' if pen_down else 'M'}{across(moment):.1f} {up(min(value, up.high)):.1f}")
        pen_down = True
    return "".join(parts) or "M0 0"


def timeline(seconds: float, marks: Sequence[tuple[float, str, str]], width: float = 510.0) -> str:
    """marks : when (s), what, colour; each with its own line of text, in order, so that none covers another."""
    across = Scale(0.0, max(1.0, seconds), 4.0, width - 8.0)
    height = 16.0 + 9.5 * len(marks)
    parts = [f'<path d="M4 8H{width - 4:g}" stroke="{_INK}" stroke-width="1"/>']
    for k in range(5):
        value = across.high * k / 4
        parts.append(text(across(value), 5.5, clock(value), 5.5, ("start", "middle", "middle", "middle", "end")[k]))
    for number, (moment, _what, colour) in enumerate(marks):
        x, y = across(moment), 18.0 + 9.5 * number
        parts.append(f'<path d="M{x:.1f} 8V{y - 2:.1f}" stroke="{colour}" stroke-width="0.5" opacity="0.45"/>')
    for number, (moment, what, colour) in enumerate(marks):  # words over all lines, so that none crosses them out
        x, y = across(moment), 18.0 + 9.5 * number
        left = x > width * 0.6
        parts.append(f'<circle cx="{x:.1f}" cy="{y - 2:.1f}" r="1.6" fill="{colour}"/>')
        said = f"{clock(moment)}  {what}"
        at, anchor = (x - 4, "end") if left else (x + 4, "start")
        under = text(at, y, said, 6.5, anchor, "white").replace("<text ", '<text stroke="white" stroke-width="2" ')
        parts += [under, text(at, y, said, 6.5, anchor, colour)]
    return document(width, height, parts)
