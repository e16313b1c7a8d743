"""Small charts as SVG text: one quantity against another, or over time. No library: a frame, ticks, points, a legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 520, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 40, 76
INK, GRID = "#222", "#ddd"
COLOURS = ("#0b62a4", "#c8452f", "#2f8a3c", "#8a5ab0", "#b8860b", "#168a8a", "#c2408c", "#555", "#7a4b20", "#3f51b5")


def scatter(
    title: str, unit: str, measured: Sequence[float], predicted: Sequence[float], band: float, notice: str
) -> str:
    """Predicted over measured, with the line of equality and a band of so much on both sides."""
    top = max(max(measured), max(predicted)) * 1.08
    frame = _Frame((0.0, top), (0.0, top))
    parts = frame.open(title, f"측정 / measured, {unit}", f"모형 / model, {unit}", notice)
    for slope, dash in ((1.0, ""), (1.0 + band, "4 4"), (1.0 - band, "4 4")):
        end = min(top, top / slope)
        parts.append(_line(frame.x(0.0), frame.y(0.0), frame.x(end), frame.y(slope * end), INK, dash))
    for x, y in zip(measured, predicted, strict=True):
        parts.append(
            f'<circle cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="4" fill="{COLOURS[0]}" fill-opacity="0.7"/>'
        )
    return "\n".join([*parts, "</svg>\n"])


def lines(
    title: str, x_unit: str, unit: str, times: Sequence[float], curves: Mapping[str, Sequence[float]], notice: str
) -> str:
    """Curves over time, as many colours as there are rooms at most."""
    values = [v for curve in curves.values() for v in curve]
    low, high = min(values), max(values)
    margin = 0.05 * (high - low) or 1.0
    frame = _Frame((times[0], times[-1]), (low - margin, high + margin))
    parts = frame.open(title, x_unit, unit, notice)
    for n, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[n % len(COLOURS)]
        points = " ".join(f"{frame.x(t):.1f},{frame.y(v):.1f}" for t, v in zip(times, curve, strict=False))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        parts.append(_text(WIDTH - RIGHT - 6, TOP + 16 + 15 * n, name, "end", 12, colour))
    return "\n".join([*parts, "</svg>\n"])


class _Frame:
    """Maps values to the page and draws axes with round ticks."""

    def __init__(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> None:
        self.x_range, self.y_range = x_range, y_range

    def x(self, value: float) -> float:
        low, high = self.x_range
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def open(self, title: str, x_name: str, y_name: str, notice: str) -> list[str]:
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            'font-family="NanumGothic, Malgun Gothic, sans-serif">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            _text(LEFT, 24, title, "start", 15),
        ]
        for tick in ticks(*self.x_range):
            parts.append(_line(self.x(tick), TOP, self.x(tick), HEIGHT - BOTTOM, GRID))
            parts.append(_text(self.x(tick), HEIGHT - BOTTOM + 18, f"{tick:g}", "middle", 12))
        for tick in ticks(*self.y_range):
            parts.append(_line(LEFT, self.y(tick), WIDTH - RIGHT, self.y(tick), GRID))
            parts.append(_text(LEFT - 6, self.y(tick) + 4, f"{tick:g}", "end", 12))
        parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 38, x_name, "middle", 12))
        middle = (TOP + HEIGHT - BOTTOM) / 2
        parts.append(f'<g transform="rotate(-90 16 {middle:.0f})">{_text(16, middle, y_name, "middle", 12)}</g>')
        for n, line in enumerate(notice.splitlines()):
            parts.append(_text(LEFT, HEIGHT - 20 + 13 * n, line, "start", 10, "#666"))
        parts.append(_line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, INK))
        parts.append(_line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, INK))
        return parts


def ticks(low: float, high: float) -> list[float]:
    """Round numbers, four to nine of them."""
    raw = (high - low) / 6.0
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * m for m in (1.0, 2.0, 5.0, 10.0) if unit * m >= raw)
    return [round(k * step, 10) for k in range(ceil(low / step), floor(high / step) + 1)]


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def _text(x: float, y: float, text: str, anchor: str, size: int, colour: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
    )
