"""Draws laid-out widgets into pixels with Skia, on the CPU. Runs on a worker; knows colours and shapes, nothing of behaviour."""

from __future__ import annotations

import time

import numpy as np
import skia

from vr_client.ui import fonts
from vr_client.ui.canvas import canvas_on, fill, straighten, stroke
from vr_client.ui.layout import Box, Layout, Rect, mark_label_width
from vr_client.ui.theme import Theme
from vr_client.ui.widgets import (
    Button,
    Column,
    Look,
    Mark,
    Page,
    Picture,
    Progress,
    Rule,
    Scroll,
    Text,
    TextField,
    Toggle,
)

BUTTON_COLOURS = {  # kind: (ground, hover, pressed, text)
    "primary": ("green", "green_hover", "green_down", "white"),
    "accent": ("accent", "accent", "ink", "white"),
    "normal": ("sheet", "green_pale", "tint", "ink"),
    "row": ("sheet", "green_pale", "tint", "ink"),
    "quiet": ("paper", "green_pale", "tint", "green"),
    "key": ("sheet", "green_pale", "line", "ink"),
}


def draw_panel(
    layout: Layout, width: float, height: float, scale: float, theme: Theme, look: Look, ground: str = "paper"
) -> np.ndarray:
    """The picture of a panel `width` x `height` mm at `scale` pixels a millimetre, on a rounded sheet of colour `ground`."""
    pixels, surface = canvas_on(max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = surface.getCanvas()
    canvas.scale(scale, scale)
    painter = Painter(canvas, theme, look, layout)
    sheet = skia.Rect.MakeXYWH(1, 1, width - 2, height - 2)
    if ground:
        canvas.drawRoundRect(sheet, theme.radius * 1.6, theme.radius * 1.6, fill(theme.colour(ground)))
        canvas.drawRoundRect(sheet, theme.radius * 1.6, theme.radius * 1.6, stroke(theme.colour("line"), 2))
    for box in layout.boxes:
        painter.box(box)
        time.sleep(0)  # lets the frame have the interpreter between two widgets
    return straighten(pixels)


class Painter:
    """One drawing of one panel."""

    def __init__(self, canvas: skia.Canvas, theme: Theme, look: Look, layout: Layout) -> None:
        self.canvas, self.theme, self.look, self.layout = canvas, theme, look, layout

    def box(self, box: Box) -> None:
        if box.clip and not _overlap(box, box.clip):
            return
        self.canvas.save()
        if box.clip:
            self.canvas.clipRect(skia.Rect.MakeXYWH(*box.clip), doAntiAlias=True)
        match box.node:
            case Text():
                self.text_node(box, box.node)
            case Column():
                self.column(box, box.node)
            case Button():
                self.button(box, box.node)
            case Toggle():
                self.toggle(box, box.node)
            case TextField():
                self.field(box, box.node)
            case Scroll():
                self.scrollbar(box, box.node)
            case Page():
                self.page(box, box.node)
            case Mark():
                self.mark(box, box.node)
            case Progress():
                self.progress(box, box.node)
            case Picture():
                self.picture(box, box.node)
            case Rule():
                self.canvas.drawRect(skia.Rect.MakeXYWH(box.x, box.y, box.w, 1.4), self.fill("line"))
        self.canvas.restore()

    # helpers ---------------------------------------------------------------------------------------------------------

    def fill(self, colour: str, alpha: float = 1.0) -> skia.Paint:
        return fill(self.theme.colour(colour), alpha)

    def stroke(self, colour: str, width: float, alpha: float = 1.0) -> skia.Paint:
        return stroke(self.theme.colour(colour), width, alpha)

    def round(self, x: float, y: float, w: float, h: float, radius: float, paint: skia.Paint) -> None:
        self.canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, w, h), radius, radius, paint)

    def lines(
        self, text: str, x: float, y: float, w: float, style: str, colour: str, align: str = "left", bold: bool = False
    ) -> float:
        """Writes broken lines from the top `y`; returns the y below them."""
        size = self.theme.text[style]
        step = size * self.theme.line_height
        lift = (step - fonts.ascent(size, bold) - fonts.descent(size, bold)) / 2 + fonts.ascent(size, bold)
        for line in fonts.break_lines(text, size, w, bold):
            room = w - fonts.width(line, size, bold) if align != "left" else 0.0
            left = x + (room / 2 if align == "centre" else room)
            fonts.draw(self.canvas, line, left, y + lift, size, bold, self.fill(colour))
            y += step
        return y

    def focus_ring(self, box: Box, id_: str, radius: float) -> None:
        if self.look.focus == id_:
            self.round(box.x - 3, box.y - 3, box.w + 6, box.h + 6, radius + 3, self.stroke("accent", 3))

    # widgets ---------------------------------------------------------------------------------------------------------

    def text_node(self, box: Box, node: Text) -> None:
        self.lines(node.text, box.x, box.y, box.w, node.style, node.colour, node.align, node.bold)

    def column(self, box: Box, node: Column) -> None:
        if node.ground:
            self.round(box.x, box.y, box.w, box.h, self.theme.radius, self.fill(node.ground))
        if node.edge:
            self.round(box.x, box.y, 8, box.h, 4, self.fill(node.edge))

    def button(self, box: Box, node: Button) -> None:
        ground, hover, pressed, text = BUTTON_COLOURS[node.kind]
        if node.selected and node.kind in ("normal", "row", "key"):
            ground = "green_pale"
        shown = pressed if self.look.pressed == node.id else hover if self.look.hover == node.id else ground
        if not node.enabled:
            shown, text = "tint", "soft"
        radius = 10.0 if node.kind == "key" else self.theme.radius * 0.8
        self.round(box.x, box.y, box.w, box.h, radius, self.fill(shown))
        if node.kind in ("normal", "row", "key") and node.enabled:
            edge = "green" if node.selected or node.kind == "normal" else "line"
            self.round(
                box.x + 1, box.y + 1, box.w - 2, box.h - 2, radius, self.stroke(edge, 3 if node.selected else 1.6)
            )
        self.button_text(box, node, text)
        self.focus_ring(box, node.id, radius)

    def button_text(self, box: Box, node: Button, colour: str) -> None:
        style = "body" if node.kind == "key" else "strong"
        bold = node.kind != "key"
        align = "left" if node.kind == "row" else "centre"
        x, w = box.x + 20, box.w - 40
        if node.kind == "key":
            x, w = box.x + 2, box.w - 4
        size = self.theme.text
        lines = len(fonts.break_lines(node.label, size[style], w, bold)) * size[style]
        if node.detail:
            lines += len(fonts.break_lines(node.detail, size["small"], w)) * size["small"]
        y = box.y + (box.h - lines * self.theme.line_height) / 2
        y = self.lines(node.label, x, y, w, style, colour, align, bold)
        if node.detail:
            quiet = colour if colour == "white" else "soft"
            self.lines(node.detail, x, y, w, "small", quiet, align)

    def toggle(self, box: Box, node: Toggle) -> None:
        k = self.theme.scale
        if self.look.hover == node.id:
            self.round(box.x - 10, box.y, box.w + 20, box.h, self.theme.radius * 0.8, self.fill("green_pale"))
        size = self.theme.text["body"]
        w = box.w - 110 * k
        lines = len(fonts.break_lines(node.label, size, w))
        self.lines(node.label, box.x, box.y + (box.h - lines * size * self.theme.line_height) / 2, w, "body", "ink")
        x, y = box.x + box.w - 84 * k, box.y + box.h / 2 - 21 * k
        self.round(x, y, 80 * k, 42 * k, 21 * k, self.fill("green" if node.on else "soft"))
        knob = x + (59 * k if node.on else 21 * k)
        self.canvas.drawCircle(knob, y + 21 * k, 16 * k, self.fill("white"))
        if node.on:  # a tick as well, so that the state does not hang on colour alone
            tick = skia.Path()
            tick.moveTo(knob - 7 * k, y + 21 * k)
            tick.lineTo(knob - 2 * k, y + 26 * k)
            tick.lineTo(knob + 7 * k, y + 15 * k)
            self.canvas.drawPath(tick, self.stroke("green", 3.4 * k))
        self.focus_ring(box, node.id, self.theme.radius * 0.8)

    def field(self, box: Box, node: TextField) -> None:
        focused = self.look.focus == node.id
        radius = self.theme.radius * 0.7
        self.round(box.x, box.y, box.w, box.h, radius, self.fill("sheet"))
        self.round(
            box.x + 1,
            box.y + 1,
            box.w - 2,
            box.h - 2,
            radius,
            self.stroke("green" if focused else "soft", 3 if focused else 1.6),
        )
        size, inner = self.theme.text["body"], box.w - 36
        step = size * self.theme.line_height
        if not node.edit.text and not focused:
            self.lines(node.placeholder, box.x + 18, box.y + 15, inner, "body", "soft")
            return
        lines = fonts.break_lines(node.edit.text, size, inner)[-node.lines :]
        self.lines("\n".join(lines), box.x + 18, box.y + 15, inner + size, "body", "ink")
        if focused:
            x = box.x + 18 + fonts.width(lines[-1], size) + 3
            y = box.y + 15 + (len(lines) - 1) * step
            if node.edit.open:  # the syllable still being composed is underlined, as IMEs do
                w = fonts.width(lines[-1][-1:], size)
                self.canvas.drawRect(skia.Rect.MakeXYWH(x - 3 - w, y + step - 4, w, 2.5), self.fill("green"))
            self.canvas.drawRect(skia.Rect.MakeXYWH(x, y + step * 0.14, 2.6, step * 0.72), self.fill("accent"))

    def scrollbar(self, box: Box, node: Scroll) -> None:
        overflow = self.layout.overflow.get(node.id, 0.0)
        if overflow <= 0:
            return
        x = box.x + box.w - 12
        self.round(x, box.y, 12, box.h, 6, self.fill("tint"))
        length = max(40.0, box.h * box.h / (box.h + overflow))
        at = min(self.look.scroll.get(node.id, 0.0), overflow) / overflow * (box.h - length)
        self.round(x, box.y + at, 12, length, 6, self.fill("green"))

    def page(self, box: Box, node: Page) -> None:
        rect = skia.Rect.MakeXYWH(box.x, box.y, box.w, box.h)
        self.canvas.drawRect(skia.Rect.MakeXYWH(box.x + 4, box.y + 5, box.w, box.h), self.fill("ink", 0.10))
        self.canvas.drawRect(rect, self.fill("sheet"))
        self.canvas.drawRect(rect, self.stroke("line", 1.5))
        if not node.watermark:
            return
        self.canvas.clipRect(rect)
        size = 84.0
        w = fonts.width(node.watermark, size, True)
        y = box.y + 210.0
        while y < box.y + box.h + 100:
            self.canvas.save()
            self.canvas.translate(box.x + box.w / 2, y)
            self.canvas.rotate(-22)
            fonts.draw(self.canvas, node.watermark, -w / 2, 0, size, True, self.fill("accent", 0.11))
            self.canvas.restore()
            y += 420.0

    def mark(self, box: Box, node: Mark) -> None:
        hover = self.look.hover == node.id
        if node.marked or (hover and node.enabled):
            self.round(box.x, box.y, box.w, box.h, 8, self.fill("accent_pale" if node.marked else "green_pale"))
        label = mark_label_width(box.w)
        self.lines(node.label, box.x + 10, box.y + 10, label - 20, "small", "soft")
        size = self.theme.text["body"]
        width = box.w - label - 70
        self.lines(node.value, box.x + label, box.y + 7, width, "body", "soft" if node.struck else "ink")
        if node.struck:
            for i, line in enumerate(fonts.break_lines(node.value, size, width)):
                y = box.y + 7 + (i + 0.52) * size * self.theme.line_height
                self.canvas.drawLine(
                    box.x + label, y, box.x + label + fonts.width(line, size), y, self.stroke("accent", 2.2)
                )
        self.canvas.drawLine(box.x, box.y + box.h, box.x + box.w, box.y + box.h, self.stroke("line", 1.0))
        if node.enabled or node.marked:
            self.check(box.x + box.w - 48, box.y + box.h / 2 - 17, node.marked)
        self.focus_ring(box, node.id, 8)

    def check(self, x: float, y: float, marked: bool) -> None:
        """The little flag at the end of a document's line."""
        self.round(x, y, 34, 34, 7, self.fill("accent" if marked else "sheet"))
        self.round(x, y, 34, 34, 7, self.stroke("accent" if marked else "soft", 1.8))
        if marked:
            self.canvas.drawLine(x + 17, y + 8, x + 17, y + 19, self.stroke("white", 4.5))
            self.canvas.drawCircle(x + 17, y + 26.5, 2.6, self.fill("white"))

    def progress(self, box: Box, node: Progress) -> None:
        y = box.y
        if node.label:
            y = self.lines(node.label, box.x, y, box.w, "small", "soft")
        self.round(box.x, y + 4, box.w, 16, 8, self.fill("tint"))
        filled = box.w * min(1.0, max(0.0, node.value))
        if filled >= 1:
            self.round(box.x, y + 4, max(filled, 16), 16, 8, self.fill(node.colour))

    def picture(self, box: Box, node: Picture) -> None:
        image = skia.Image.fromarray(np.ascontiguousarray(node.pixels), colorType=skia.kRGBA_8888_ColorType)
        width = min(box.w, box.h * node.pixels.shape[1] / node.pixels.shape[0])
        rect = skia.Rect.MakeXYWH(box.x, box.y, width, box.h)
        self.canvas.drawImageRect(image, rect, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))


def _overlap(box: Box, clip: Rect) -> bool:
    return (
        box.x < clip[0] + clip[2] and clip[0] < box.x + box.w and box.y < clip[1] + clip[3] and clip[1] < box.y + box.h
    )
