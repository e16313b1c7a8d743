"""Where every widget goes: a tree and a size in, a flat list of boxes out. Pure; runs on a worker.

Boxes come in painting order, so that hit-testing is the last one that contains the point. Millimetres, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vr_client.ui import fonts
from vr_client.ui.theme import Theme
from vr_client.ui.widgets import (
    INTERACTIVE,
    Button,
    Column,
    Interactive,
    Look,
    Mark,
    Node,
    Page,
    Picture,
    Progress,
    Row,
    Rule,
    Scroll,
    Space,
    Text,
    TextField,
    Toggle,
)

Rect = tuple[float, float, float, float]  # x, y, width, height
KEY_HEIGHT = 62.0
PAGE_PAD = 34.0


@dataclass(slots=True)
class Box:
    node: Node
    x: float
    y: float
    w: float
    h: float
    clip: Rect | None = None

    def contains(self, x: float, y: float) -> bool:
        inside = self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h
        if inside and self.clip:
            cx, cy, cw, ch = self.clip
            inside = cx <= x <= cx + cw and cy <= y <= cy + ch
        return inside


@dataclass(slots=True)
class Layout:
    """boxes in painting order; overflow : mm that each Scroll's child is taller than its window."""

    boxes: list[Box] = field(default_factory=list)
    overflow: dict[str, float] = field(default_factory=dict)

    def interactive_at(self, x: float, y: float) -> Interactive | None:
        for box in reversed(self.boxes):
            if isinstance(box.node, INTERACTIVE) and box.node.enabled and box.contains(x, y):
                return box.node
        return None

    def scroll_at(self, x: float, y: float) -> Scroll | None:
        for box in reversed(self.boxes):
            if isinstance(box.node, Scroll) and self.overflow.get(box.node.id, 0) > 0 and box.contains(x, y):
                return box.node
        return None

    def focusable(self) -> list[Interactive]:
        return [b.node for b in self.boxes if isinstance(b.node, INTERACTIVE) and b.node.enabled]

    def box_of(self, id_: str) -> Box | None:
        return next((b for b in self.boxes if getattr(b.node, "id", None) == id_), None)


def lay_out(root: Node, width: float, height: float, theme: Theme, look: Look) -> Layout:
    """Boxes of `root` in a panel of this size. What is too tall for the panel becomes scrollable as a whole."""
    work = _Work(theme, look, Layout())
    inner_w, inner_h = width - 2 * theme.pad, height - 2 * theme.pad
    if work.height(root, inner_w) > inner_h + 0.5:
        root = Scroll("panel", root, height=inner_h)
    work.place(root, theme.pad, theme.pad, inner_w, inner_h, None)
    return work.out


@dataclass(slots=True)
class _Work:
    theme: Theme
    look: Look
    out: Layout

    def gap(self, node: Column | Row) -> float:
        return self.theme.gap if node.gap is None else node.gap

    def line(self, style: str) -> float:
        return self.theme.text[style] * self.theme.line_height

    # sizes ---------------------------------------------------------------------------------------------------------

    def natural_width(self, node: Node) -> float:
        """The width a node takes in a Row when nothing else is said."""
        if node.width:
            return node.width * self.theme.scale
        if isinstance(node, Text):
            return max(fonts.width(t, self.theme.text[node.style], node.bold) for t in node.text.split("\n")) + 1
        if isinstance(node, Button):
            label = fonts.width(node.label, self.theme.text["strong"], True) + 56
            return max(label, fonts.width(node.detail, self.theme.text["small"]) + 56)
        if isinstance(node, Toggle):
            return fonts.width(node.label, self.theme.text["body"]) + 110 * self.theme.scale
        if isinstance(node, Picture):
            return float(node.height * node.pixels.shape[1] / node.pixels.shape[0])
        if isinstance(node, Row):
            return sum(map(self.natural_width, node.children)) + self.gap(node) * (len(node.children) - 1)
        if isinstance(node, Column):
            return max(map(self.natural_width, node.children), default=0) + 2 * node.pad
        return 120.0

    def row_widths(self, node: Row, width: float) -> list[float]:
        widths = [0.0 if c.grow else self.natural_width(c) for c in node.children]
        room = width - sum(widths) - self.gap(node) * (len(widths) - 1)
        shares = sum(c.grow for c in node.children)
        if shares:
            return [w or max(room, 0) * c.grow / shares for w, c in zip(widths, node.children, strict=True)]
        if room < 0:  # too much for one row: everybody gives way in proportion
            factor = (width - self.gap(node) * (len(widths) - 1)) / sum(widths)
            return [w * factor for w in widths]
        return widths

    def height(self, node: Node, width: float) -> float:
        theme = self.theme
        match node:
            case Text():
                lines = fonts.break_lines(node.text, theme.text[node.style], width, node.bold)
                return len(lines) * self.line(node.style)
            case Column():
                inner = width - 2 * node.pad
                total = sum(self.height(c, inner) for c in node.children)
                return total + self.gap(node) * max(len(node.children) - 1, 0) + 2 * node.pad
            case Row():
                widths = self.row_widths(node, width)
                return max((self.height(c, w) for c, w in zip(node.children, widths, strict=True)), default=0.0)
            case Button():
                return self.button_height(node, width)
            case Toggle():
                lines = fonts.break_lines(node.label, theme.text["body"], width - 110 * theme.scale)
                return max(theme.button_height, len(lines) * self.line("body") + 12)
            case TextField():
                return node.lines * self.line("body") + 30
            case Scroll():
                return node.height
            case Page():
                return self.height(node.child, width - 2 * PAGE_PAD) + 2 * PAGE_PAD
            case Mark():
                return self.mark_height(node, width)
            case Progress():
                return 22 + (self.line("small") if node.label else 0)
            case Picture():
                return min(node.height, float(width * node.pixels.shape[0] / node.pixels.shape[1]))
            case Rule():
                return 2.0
            case Space():
                return node.height
        raise TypeError(f"not a widget: {node!r}")

    def button_height(self, node: Button, width: float) -> float:
        if node.kind == "key":
            return KEY_HEIGHT
        inner = width - 40
        text = len(fonts.break_lines(node.label, self.theme.text["strong"], inner, True)) * self.line("strong")
        if node.detail:
            text += len(fonts.break_lines(node.detail, self.theme.text["small"], inner)) * self.line("small")
        return max(self.theme.button_height, text + 22)

    def mark_height(self, node: Mark, width: float) -> float:
        label = mark_label_width(width)
        lines = len(fonts.break_lines(node.value, self.theme.text["body"], width - label - 70))
        labels = len(fonts.break_lines(node.label, self.theme.text["small"], label - 20))
        return max(lines * self.line("body"), labels * self.line("small")) + 14

    # placing -------------------------------------------------------------------------------------------------------

    def place(self, node: Node, x: float, y: float, w: float, h: float, clip: Rect | None) -> None:
        self.out.boxes.append(Box(node, x, y, w, h, clip))
        match node:
            case Column():
                self.place_column(node, x + node.pad, y + node.pad, w - 2 * node.pad, h - 2 * node.pad, clip)
            case Row():
                self.place_row(node, x, y, w, h, clip)
            case Scroll():
                self.place_scroll(node, x, y, w, h, clip)
            case Page():
                self.place(node.child, x + PAGE_PAD, y + PAGE_PAD, w - 2 * PAGE_PAD, h - 2 * PAGE_PAD, clip)

    def place_column(self, node: Column, x: float, y: float, w: float, h: float, clip: Rect | None) -> None:
        heights = [self.height(c, w) for c in node.children]
        room = h - sum(heights) - self.gap(node) * max(len(heights) - 1, 0)
        shares = sum(c.grow for c in node.children)
        for child, height in zip(node.children, heights, strict=True):
            if shares and room > 0:
                height += room * child.grow / shares
            self.place(child, x, y, w, height, clip)
            y += height + self.gap(node)

    def place_row(self, node: Row, x: float, y: float, w: float, h: float, clip: Rect | None) -> None:
        for child, width in zip(node.children, self.row_widths(node, w), strict=True):
            height = self.height(child, width)
            stretch = child.grow and isinstance(child, Column | Scroll | Page)
            height = h if stretch or height > h else height
            top = y if node.align == "top" else y + (h - height) / 2
            self.place(child, x, top, width, height, clip)
            x += width + self.gap(node)

    def place_scroll(self, node: Scroll, x: float, y: float, w: float, h: float, clip: Rect | None) -> None:
        bar = 26.0
        height = self.height(node.child, w - bar)
        overflow = max(0.0, height - h)
        self.out.overflow[node.id] = overflow
        offset = min(self.look.scroll.get(node.id, 0.0), overflow)
        self.place(node.child, x, y - offset, w - bar, max(height, h), intersect(clip, (x, y, w, h)))


def mark_label_width(width: float) -> float:
    """How much of a Mark's width its label takes."""
    return width * 0.3


def intersect(a: Rect | None, b: Rect) -> Rect:
    if a is None:
        return b
    x, y = max(a[0], b[0]), max(a[1], b[1])
    return x, y, max(0.0, min(a[0] + a[2], b[0] + b[2]) - x), max(0.0, min(a[1] + a[3], b[1] + b[3]) - y)
