"""A page hanging in the world: built from a tree of widgets, drawn on a worker thread, worked by ray, touch or keyboard.

Threads: everything is called from the main thread; only layout and painting run on the one worker of this module. The
frame never waits for them: `image` shows the last finished picture until the next one is there. Only a panel's first
picture is drawn at once, so that nothing appears blank.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import glm
import numpy as np

from renderer.scene import Image
from renderer.spatial import Pose
from vr_client.ui.layout import Layout, lay_out
from vr_client.ui.paint import draw_panel
from vr_client.ui.theme import NORMAL, Theme
from vr_client.ui.widgets import Button, Interactive, Look, Node, TextField

_WORKER = ThreadPoolExecutor(1, thread_name_prefix="panels")
SCROLL_STEP_MM = 90.0
_DRAG_START_MM = 14.0  # a shaking hand must still be able to press


class UiPanel:
    """`pose` is the centre, facing +Z. build() returns the tree to show; it is called again after every action on the panel
    and after refresh(). Pointer positions are u to the right and v down, both 0..1 from the upper left corner.

    ground : colour of the sheet, "" for none. pointable : False lets rays and fingers pass through. zoom : everything so much
    larger, for panels read from farther than the theme's 1.2 m.
    """

    def __init__(
        self,
        name: str,
        pose: Pose,
        width_m: float,
        height_m: float,
        pixels_per_m: float,
        build: Callable[[], Node],
        *,
        theme: Theme = NORMAL,
        crisp: bool = False,
        on_top: bool = False,
        visible: bool = True,
        ground: str = "paper",
        pointable: bool = True,
        zoom: float = 1.0,
    ) -> None:
        self.name, self.pose = name, pose
        self.width_m, self.height_m, self.pixels_per_m = width_m, height_m, pixels_per_m
        self.build = build
        self.crisp, self.on_top, self.visible, self.opacity = crisp, on_top, visible, 1.0
        self.pointable = pointable  # rays and fingers pass through what only shows something
        self._ground, self._zoom = ground, zoom
        self._theme = theme
        self._look = Look()
        self._layout = Layout()
        self._image = Image(np.zeros((1, 1, 4), np.uint8))
        self._dirty = True
        self._job: Future[tuple[Layout, np.ndarray]] | None = None
        self._moves: tuple[Pose, float, float] | None = None  # where the next picture will hang
        self._drag: tuple[float, float, str, float] | None = None  # x, y, scroll id, offset at pointer_down
        self._dragging = False

    # what is seen ------------------------------------------------------------------------------------------------------

    @property
    def image(self) -> Image:
        """The newest finished picture. Reading it once a frame also keeps the drawing going."""
        if self._image.version == 0:
            self.draw_now()
        self._collect()
        if self._dirty and self._job is None:
            self._job = _WORKER.submit(*self._drawing())
        return self._image

    def ready(self) -> bool:
        """Whether there is a picture; where there is none, it is being drawn."""
        self._collect()
        if self._dirty and self._job is None:
            self._job = _WORKER.submit(*self._drawing())
        return self._image.version > 0

    def refresh(self) -> None:
        """Something that build() reads has changed."""
        self._dirty = True

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.refresh()

    def move(self, pose: Pose, width_m: float, height_m: float) -> None:
        """Another place and size, taken when the picture made for them is there: the old one is never stretched."""
        self._moves = pose, width_m, height_m
        self.refresh()

    def draw_now(self) -> None:
        """Draws on this thread and waits: for the first picture, for tests and for `seoul shot`."""
        if self._job is not None:
            self._job.result()
            self._collect()
        function, *arguments = self._drawing()
        self._show(*function(*arguments))

    def hit(self, origin: glm.vec3, direction: glm.vec3) -> tuple[float, float, float] | None:
        """Where a ray (world, unit direction) meets the front of the panel: distance in metres, u, v. None if it misses."""
        local = self.pose.inverse()
        start, along = local.orientation * origin + local.position, local.orientation * direction
        if along.z >= -1e-6 or start.z <= 0:
            return None
        t = -start.z / along.z
        at = start + along * t
        u, v = at.x / self.width_m + 0.5, 0.5 - at.y / self.height_m
        return (t, u, v) if 0 <= u <= 1 and 0 <= v <= 1 else None

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in the theme's millimetres, zoom taken out: the frame of `layout`."""
        return self._theme_mm(self.width_m, self.height_m)

    @property
    def layout(self) -> Layout:
        """Where everything is in the picture that shows now."""
        return self._layout

    # what is done ------------------------------------------------------------------------------------------------------

    @property
    def hovered(self) -> str:
        return self._look.hover

    @property
    def wants_text(self) -> bool:
        """A text field has the focus: typed characters belong to this panel."""
        return isinstance(self._focused(), TextField)

    @property
    def has_focus(self) -> bool:
        return bool(self._look.focus)

    def pointer_move(self, u: float, v: float) -> None:
        x, y = self._mm(u, v)
        if self._drag and self._drag[2]:
            moved = y - self._drag[1]
            if self._dragging or abs(moved) > _DRAG_START_MM:
                self._dragging, self._look.pressed = True, ""
                self._set_scroll(self._drag[2], self._drag[3] - moved)
                return
        node = self._layout.interactive_at(x, y)
        self._set_look(hover=node.id if node else "")

    def pointer_down(self, u: float, v: float) -> None:
        x, y = self._mm(u, v)
        node = self._layout.interactive_at(x, y)
        area = self._layout.scroll_at(x, y)
        offset = min(self._look.scroll.get(area.id, 0.0), self._layout.overflow[area.id]) if area else 0.0
        self._drag, self._dragging = (x, y, area.id if area else "", offset), False
        self._set_look(pressed=node.id if node else "", hover=node.id if node else "")

    def pointer_up(self, u: float, v: float) -> None:
        """A press counts when it ends on the widget where it began and was not a drag."""
        node = self._layout.interactive_at(*self._mm(u, v))
        pressed, self._drag = self._look.pressed, None
        self._set_look(pressed="")
        if node and node.id == pressed and not self._dragging:
            self.activate(node.id)
        elif not node and not self._dragging:
            self._set_look(focus="")

    def pointer_leave(self) -> None:
        self._drag = None
        self._set_look(hover="", pressed="")

    def scroll(self, d: float) -> None:
        """d : notches or stick travel, positive shows what is above."""
        under = [i for i, most in self._layout.overflow.items() if most > 0]
        if under:
            at = min(self._look.scroll.get(under[-1], 0.0), self._layout.overflow[under[-1]])
            self._set_scroll(under[-1], at - d * SCROLL_STEP_MM)

    def type(self, text: str, keys: frozenset[str] = frozenset()) -> bool:
        """Typed characters and keys. TAB moves the focus, ENTER or space uses what has it. True if anything was taken."""
        node = self._focused()
        before = self._dirty
        self._dirty = False
        if "TAB" in keys:
            self._next_focus(-1 if "SHIFT" in keys else 1)
        elif "ESCAPE" in keys:
            self._set_look(focus="")
        elif isinstance(node, TextField):
            self._type_into(node, text, keys)
        elif node and ("ENTER" in keys or text == " "):
            self.activate(node.id)
        taken, self._dirty = self._dirty, self._dirty or before
        return taken

    def activate(self, id_: str) -> bool:
        """Uses the widget `id_` as if pressed. False if it is not there or not enabled."""
        node = next((n for n in self._layout.focusable() if n.id == id_), None)
        if node is None:
            return False
        if isinstance(node, TextField):
            self._set_look(focus=id_)
        else:
            if not (isinstance(node, Button) and node.kind == "key"):  # keys leave the focus in the field they write
                self._set_look(focus="" if self._look.focus != id_ else id_)
            node.on_press()
        self.refresh()
        return True

    def focus(self, id_: str) -> None:
        self._set_look(focus=id_)

    def ids(self) -> list[str]:
        """The ids of what can be used now, in reading order."""
        return [node.id for node in self._layout.focusable()]

    def scroll_to_top(self) -> None:
        self._look = replace(self._look, scroll={})
        self.refresh()

    # inside ------------------------------------------------------------------------------------------------------------

    def _type_into(self, node: TextField, text: str, keys: frozenset[str]) -> None:
        if "HANGUL" in keys:
            node.edit.switch()
        if text:
            node.edit.typed(text)
        if "BACKSPACE" in keys:
            node.edit.backspace()
        if "ENTER" in keys:
            if node.on_submit:
                node.on_submit()
            elif node.lines > 1:
                node.edit.type("\n")
        if text or keys & {"BACKSPACE", "ENTER", "HANGUL"}:
            self.refresh()

    def _focused(self) -> Interactive | None:
        return next((n for n in self._layout.focusable() if n.id == self._look.focus), None)

    def _next_focus(self, step: int) -> None:
        order = [n.id for n in self._layout.focusable() if not (isinstance(n, Button) and n.kind == "key")]
        if order:
            at = order.index(self._look.focus) + step if self._look.focus in order else (0 if step > 0 else -1)
            self._set_look(focus=order[at % len(order)])

    def _set_look(self, **changes: str) -> None:
        changed = replace(self._look, **changes)  # type: ignore[arg-type]
        if changed != self._look:
            self._look = changed
            self.refresh()

    def _set_scroll(self, id_: str, offset: float) -> None:
        offset = min(max(offset, 0.0), self._layout.overflow.get(id_, 0.0))
        if offset != self._look.scroll.get(id_, 0.0):
            self._look = replace(self._look, scroll={**self._look.scroll, id_: offset})
            self.refresh()

    def _mm(self, u: float, v: float) -> tuple[float, float]:
        width, height = self.size_mm
        return u * width, v * height

    def _drawing(self) -> tuple[Any, ...]:
        """The worker's function and its arguments: values only, so that the main thread may go on changing everything."""
        self._dirty = False
        scale = self.pixels_per_m / 1000 * self._zoom
        size = self._theme_mm(*self._moves[1:]) if self._moves else self.size_mm
        return _draw, self.build(), *size, scale, self._theme, self._look.copy(), self._ground

    def _theme_mm(self, width_m: float, height_m: float) -> tuple[float, float]:
        return width_m * 1000 / self._zoom, height_m * 1000 / self._zoom

    def _collect(self) -> None:
        if self._job is not None and self._job.done():
            job, self._job = self._job, None
            self._show(*job.result())

    def _show(self, layout: Layout, pixels: np.ndarray) -> None:
        self._layout = layout
        if self._moves and not self._dirty:  # asked for while this one was being drawn: the next is the one
            (self.pose, self.width_m, self.height_m), self._moves = self._moves, None
        self._image.pixels = pixels
        self._image.version += 1


def _draw(
    tree: Node, width: float, height: float, scale: float, theme: Theme, look: Look, ground: str
) -> tuple[Layout, np.ndarray]:
    layout = lay_out(tree, width, height, theme, look)
    return layout, draw_panel(layout, width, height, scale, theme, look, ground)
