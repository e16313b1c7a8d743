"""Single pictures that are no panels: the error page, name plates over heads, the sign that is seen while a place is read."""

from __future__ import annotations

import skia

from renderer.scene import Image
from vr_client.i18n import tr
from vr_client.ui import fonts
from vr_client.ui.canvas import canvas_on, fill, straighten, stroke
from vr_client.ui.theme import COLOURS

ERROR_SIZE = (1280, 720)
SIGN_SIZE = (1024, 420)


def error_page(code: str, cause: str, remedy: str, log_path: str, language: str) -> Image:
    """1280 x 720 page saying what happened, what to try and where the log is. Needs a font of some kind, not a Korean one."""
    width, height = ERROR_SIZE
    pixels, surface = canvas_on(width, height)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(*COLOURS["night"]))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(80, 70, 1120, 580), 28, 28, fill(COLOURS["paper"]))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(80, 70, 14, 580), 7, 7, fill(COLOURS["accent"]))
    y = _write(canvas, code, 140, 150, 1000, 34, True, "accent")
    y = _write(canvas, cause, 140, y + 24, 1000, 42, True, "ink")
    y = _write(canvas, tr("이렇게 해 보세요", language), 140, y + 30, 1000, 26, True, "green")
    y = _write(canvas, remedy, 140, y + 4, 1000, 32, False, "ink")
    canvas.drawLine(140, 558, 1140, 558, stroke(COLOURS["line"], 2))
    _write(canvas, tr("기록 파일: {path}", language, path=log_path), 140, 596, 1000, 22, False, "soft")
    return Image(straighten(pixels), 1)


def _write(
    canvas: skia.Canvas, text: str, x: float, baseline: float, width: float, size: float, bold: bool, colour: str
) -> float:
    """Lines from `baseline` on; returns the baseline that a next paragraph of about this size would have."""
    for line in fonts.break_lines(text, size, width, bold):
        fonts.draw(canvas, line, x, baseline, size, bold, fill(COLOURS[colour]))
        baseline += size * 1.42
    return baseline


def sign() -> Image:
    """SIGN_SIZE: where one is going, under the eaves of a gate, in both languages."""
    width, height = SIGN_SIZE
    pixels, surface = canvas_on(width, height)
    canvas = surface.getCanvas()
    canvas.drawRoundRect(skia.Rect.MakeXYWH(2, 2, width - 4, height - 4), 40, 40, fill(COLOURS["night"], 0.82))
    for lift, colour, thickness in ((8, "speaker", 12), (40, "green_hover", 7)):
        eaves = skia.Path()
        eaves.moveTo(192, 44 + lift)
        eaves.quadTo(300, 122 + lift, 512, 122 + lift)
        eaves.quadTo(724, 122 + lift, 832, 44 + lift)
        canvas.drawPath(eaves, stroke(COLOURS[colour], thickness))
    for text, baseline, size, bold, colour in (
        ("메타버스 서울", 292, 112.0, True, "white"),
        ("Metaverse Seoul", 372, 48.0, False, "speaker"),
    ):
        x = (width - fonts.width(text, size, bold)) / 2
        fonts.draw(canvas, text, x, baseline, size, bold, fill(COLOURS[colour]))
    return Image(straighten(pixels), 1)


def name_plate(name: str, colour: tuple[float, float, float], speaking: bool = False) -> Image:
    """A plate of 96 pixels' height, as wide as the name needs, with a spot of the person's colour (linear RGB, 0..1)."""
    size = 46.0
    text = name if len(name) <= 24 else name[:23] + "…"
    width = round(fonts.width(text, size, True) + 128)
    pixels, surface = canvas_on(width, 96)
    canvas = surface.getCanvas()
    canvas.drawRoundRect(skia.Rect.MakeXYWH(2, 2, width - 4, 92), 46, 46, fill(COLOURS["night"], 0.82))
    spot = tuple(round(255 * min(1.0, max(0.0, c)) ** (1 / 2.2)) for c in colour)
    canvas.drawCircle(48, 48, 20, fill((spot[0], spot[1], spot[2])))
    canvas.drawCircle(48, 48, 20, stroke(COLOURS["white"], 5 if speaking else 2))
    fonts.draw(canvas, text, 84, 64, size, True, fill(COLOURS["white"]))
    return Image(straighten(pixels), 1)
