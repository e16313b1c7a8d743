"""What was measured of a person over the time of a drill, as a picture: strips one below the other, with the present as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from vr_client.drills.player import TICK_HZ, Player
from vr_client.i18n import tr
from vr_client.ui import fonts
from vr_client.ui.canvas import canvas_on, fill, straighten, stroke
from vr_client.ui.theme import COLOURS

WIDTH_PX, STRIP_PX, TITLE_PX = 1060, 168, 34
LEFT_PX, RIGHT_PX, AXIS_PX = 74, 14, 34
LETTERS_PX, SMALL_PX = 25.0, 22.0
STEPS = 300  # most points of a curve
ZERO_C = 273.15
FIRST, SECOND, BEST = COLOURS["green"], (40, 110, 180), (128, 128, 128)
NICE = (1.0, 2.0, 3.0, 5.0, 10.0)

Points = list[tuple[float, float]]  # seconds and value


@dataclass(frozen=True, slots=True)
class Curve:
    """name : "" for what the strip's title says already."""

    name: str
    points: Points
    colour: tuple[int, int, int] = FIRST


@dataclass(frozen=True, slots=True)
class Strip:
    """least : the top of the axis is at least there. limit : a line where it becomes dangerous."""

    title: str
    curves: tuple[Curve, ...]
    least: float
    limit: float | None = None


def strips(player: Player, person: str, ghost: Player | None, fed_limit: float, lang: str) -> list[Strip]:
    """Fire, smoke and what this person went through. ghost : the best run, whose sight and dose are drawn beside."""
    frames = player.frames[:: max(1, len(player.frames) // STEPS)]
    others = ghost.frames[:: max(1, len(ghost.frames) // STEPS)] if ghost is not None else []

    def of(key: str, among: Sequence[Any] = frames) -> Points:
        return [(f["tick"] / TICK_HZ, float(p[key])) for f, p in _seen(among, person) if p[key] is not None]

    best = tr("가장 잘한 때", lang)
    heat = [(f["tick"] / TICK_HZ, sum(fire["heat_release_kw"] for fire in f["snapshot"]["fires"])) for f in frames]
    air = [(s, kelvin - ZERO_C) for s, kelvin in of("air_k")]
    sight = (Curve("", of("visibility_m")), Curve(best, of("visibility_m", others), BEST))
    doses = (
        Curve(tr("가스", lang), of("fed")),
        Curve(tr("열", lang), of("heat_dose"), SECOND),
        Curve(best, of("fed", others), BEST),
    )
    layer = (
        Curve(tr("연기층 아래쪽", lang), _layer(frames, person)),
        Curve(tr("머리", lang), [(f["tick"] / TICK_HZ, p["head"][1]) for f, p in _seen(frames, person)], SECOND),
    )
    return [
        Strip(tr("불의 세기 (kW)", lang), (Curve("", heat),), 50.0),
        Strip(tr("연기층과 머리 높이 (m)", lang), layer, 2.5),
        Strip(tr("머리 둘레의 온도 (°C)", lang), (Curve("", air),), 50.0),
        Strip(tr("보이는 거리 (m)", lang), tuple(curve for curve in sight if curve.points), 10.0),
        Strip(tr("들이마신 가스와 열의 양", lang), tuple(curve for curve in doses if curve.points), 0.5, fed_limit),
    ]


def _seen(frames: Sequence[Any], person: str) -> list[tuple[Any, Any]]:
    """The frames in which this person is there, with their entries."""
    found = []
    for frame in frames:
        entry = next((p for p in frame["snapshot"]["people"] if p["id"] == person), None)
        if entry is not None and entry["head"] is not None:
            found.append((frame, entry))
    return found


def _layer(frames: Sequence[Any], person: str) -> Points:
    """Where the smoke's lower edge is in the room in which this person is; nothing outside."""
    found = []
    for frame, entry in _seen(frames, person):
        room = next((r for r in frame["snapshot"]["rooms"] if r["name"] == entry["room"]), None)
        if room is not None:
            found.append((frame["tick"] / TICK_HZ, float(room["interface_m"])))
    return found


def paint(shown: Sequence[Strip], length_s: float, now_s: float, marks: Sequence[float]) -> np.ndarray:
    """uint8 [H, W, 4]. marks : seconds at which something happened."""
    pixels, surface = canvas_on(WIDTH_PX, len(shown) * STRIP_PX + AXIS_PX)
    canvas, over = surface.getCanvas(), _Axis(0.0, max(length_s, 1.0), LEFT_PX, WIDTH_PX - RIGHT_PX)
    for number, strip in enumerate(shown):
        _strip(canvas, strip, number * STRIP_PX, over, marks)
    bottom = len(shown) * STRIP_PX
    for second in _round_seconds(length_s):
        _write(canvas, f"{second // 60}:{second % 60:02d}", over.at(second), bottom + 22, centred=True)
    x = over.at(now_s)
    canvas.drawLine(x, TITLE_PX, x, bottom, stroke(COLOURS["accent"], 3.0))
    return straighten(pixels)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    start_px: float
    end_px: float

    def at(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start_px + share * (self.end_px - self.start_px)


def _strip(canvas: Any, strip: Strip, top: float, over: _Axis, marks: Sequence[float]) -> None:
    high = _round_up(max([strip.least, *(value for curve in strip.curves for _, value in curve.points)]))
    up = _Axis(0.0, high, top + STRIP_PX - 8, top + TITLE_PX)
    frame = skia.Rect.MakeLTRB(LEFT_PX, up.end_px, WIDTH_PX - RIGHT_PX, up.start_px)
    canvas.drawRect(frame, fill(COLOURS["sheet"]))
    for second in marks:
        canvas.drawLine(over.at(second), up.end_px, over.at(second), up.start_px, stroke(COLOURS["line"], 1.5))
    for value in (0.0, high):
        _write(canvas, f"{value:g}", LEFT_PX - 10, up.at(value) + (0 if value == 0.0 else 16), right=True)
    if strip.limit is not None:
        canvas.drawLine(
            frame.left(), up.at(strip.limit), frame.right(), up.at(strip.limit), stroke(COLOURS["accent"], 2)
        )
    for curve in reversed(strip.curves):  # the most important on top
        _curve(canvas, curve, over, up)
    canvas.drawRect(frame, stroke(COLOURS["line"], 2.0))
    fonts.draw(canvas, strip.title, LEFT_PX, top + 26, LETTERS_PX, True, fill(COLOURS["ink"]))
    _legend(canvas, strip, top)


def _curve(canvas: Any, curve: Curve, over: _Axis, up: _Axis) -> None:
    path = skia.Path()
    for number, (second, value) in enumerate(curve.points):
        to = path.moveTo if number == 0 else path.lineTo
        to(over.at(second), up.at(value))
    canvas.drawPath(path, stroke(curve.colour, 4.0))


def _legend(canvas: Any, strip: Strip, top: float) -> None:
    x = float(WIDTH_PX - RIGHT_PX)
    for curve in reversed([curve for curve in strip.curves if curve.name]):
        x -= fonts.width(curve.name, SMALL_PX)
        fonts.draw(canvas, curve.name, x, top + 25, SMALL_PX, False, fill(COLOURS["ink"]))
        canvas.drawLine(x - 44, top + 17, x - 10, top + 17, stroke(curve.colour, 4.0))
        x -= 70


def _write(canvas: Any, text: str, x: float, baseline: float, *, right: bool = False, centred: bool = False) -> None:
    x -= fonts.width(text, SMALL_PX) * (1.0 if right else 0.5 if centred else 0.0)
    fonts.draw(canvas, text, x, baseline, SMALL_PX, False, fill(COLOURS["soft"]))


def _round_up(value: float) -> float:
    """The next round number."""
    unit = 10.0 ** np.floor(np.log10(value))
    return float(round(next(unit * nice for nice in NICE if unit * nice >= value - 1e-9), 6))


def _round_seconds(length_s: float) -> range:
    """Three to eight moments for the axis of time."""
    step = next((s for s in (5, 10, 15, 30, 60, 120, 300) if length_s / s <= 8), 600)
    return range(0, int(length_s) + 1, step)
