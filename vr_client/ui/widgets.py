"""What a panel can show, as plain data. A build function returns one tree of these; nothing here keeps state between builds.

Lengths are millimetres. `grow` is a share of the room left over in a Row (width) or Column (height); `width` fixes a width.
Interactive widgets have an `id` unique in their panel, so that focus, hover and scrolling survive a rebuild.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vr_client.ui.edit import TextEdit

Action = Callable[[], Any]


@dataclass(slots=True, kw_only=True)
class Node:
    width: float = 0.0
    grow: float = 0.0


@dataclass(slots=True)
class Text(Node):
    """style : a name of Theme.text ("small", "body", "strong", "heading", "title"); all but small and body are bold."""

    text: str
    style: str = "body"
    colour: str = "ink"
    align: str = "left"  # left, centre, right

    @property
    def bold(self) -> bool:
        return self.style not in ("small", "body")


@dataclass(slots=True)
class Column(Node):
    """ground : name of a colour painted behind, with rounded corners, when given; then `pad` is kept clear inside."""

    children: list[Node]
    gap: float | None = None
    pad: float = 0.0
    ground: str = ""
    edge: str = ""  # a coloured bar at the left: good, amber, accent


@dataclass(slots=True)
class Row(Node):
    children: list[Node]
    gap: float | None = None
    align: str = "centre"  # top, centre


@dataclass(slots=True)
class Button(Node):
    """kind : "normal", "primary", "accent", "quiet", "key" (keyboard) or "row" (an item of a list, text at the left)."""

    id: str
    label: str
    on_press: Action
    kind: str = "normal"
    detail: str = ""  # a second, smaller line
    selected: bool = False
    enabled: bool = True


@dataclass(slots=True)
class Toggle(Node):
    id: str
    label: str
    on: bool
    on_press: Action
    enabled: bool = True


@dataclass(slots=True)
class TextField(Node):
    """Shows and edits `edit`. lines : how many lines high. on_submit : ENTER on a one-line field."""

    id: str
    edit: TextEdit
    placeholder: str = ""
    lines: int = 1
    on_submit: Action | None = None
    enabled: bool = True


@dataclass(slots=True)
class Scroll(Node):
    """A window on something taller. It takes the height left over (`grow`) or `height`."""

    id: str
    child: Node
    height: float = 0.0


@dataclass(slots=True)
class Page(Node):
    """A sheet of a document: white, with a thin edge and a watermark across it."""

    child: Node
    watermark: str = ""


@dataclass(slots=True)
class Mark(Node):
    """A labelled entry of a document that a reader can mark as suspicious. struck : deleted in the register, shown so."""

    id: str
    label: str
    value: str
    on_press: Action
    marked: bool = False
    struck: bool = False
    enabled: bool = True


@dataclass(slots=True)
class Progress(Node):
    value: float  # 0..1
    label: str = ""
    colour: str = "green"


@dataclass(slots=True)
class Picture(Node):
    """pixels : uint8 [H, W, 4] sRGB, straight alpha; shown at `height` mm, keeping its shape."""

    pixels: Any
    height: float = 100.0


@dataclass(slots=True)
class Rule(Node):
    """A thin line across."""


@dataclass(slots=True)
class Space(Node):
    height: float = 0.0


INTERACTIVE = (Button, Toggle, TextField, Mark)
Interactive = Button | Toggle | TextField | Mark


@dataclass(slots=True)
class Look:
    """What is under the pointer, focused, held down, and how far each Scroll is moved (mm)."""

    hover: str = ""
    focus: str = ""
    pressed: str = ""
    scroll: dict[str, float] = field(default_factory=dict)

    def copy(self) -> Look:
        return Look(self.hover, self.focus, self.pressed, dict(self.scroll))
