"""What a headset or a window is to the rest of the program, and what a person does with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import glm

from renderer.scene import Panel, View
from renderer.spatial import Pose


@dataclass(slots=True)
class Hand:
    """One hand or controller, in play space (origin on the floor, where the person recentred).

    trigger, squeeze : 0..1. stick : -1..1 each, +y forward. `grip` is where a held thing sits, `aim` where a ray starts.
    """

    active: bool = False
    grip: Pose = field(default_factory=Pose)
    aim: Pose = field(default_factory=Pose)
    trigger: float = 0.0
    squeeze: float = 0.0
    stick: glm.vec2 = field(default_factory=glm.vec2)
    primary: bool = False  # A or X
    secondary: bool = False  # B or Y
    menu: bool = False
    is_tracked_hand: bool = False  # fingers, not a controller: trigger and squeeze are then pinch and grasp


@dataclass(slots=True)
class Input:
    """All that a person did since the last frame. `left` and `right` exist on every device: in a window the mouse and
    keyboard move them, so that no system asks what kind of device it is on."""

    time_s: float = 0.0
    dt_s: float = 0.0
    head: Pose = field(default_factory=Pose)  # play space
    left: Hand = field(default_factory=Hand)
    right: Hand = field(default_factory=Hand)
    text: str = ""  # typed characters, including from an IME
    keys: frozenset[str] = (
        frozenset()
    )  # names of keys that went down this frame: "F8", "ESCAPE", "BACKSPACE", "ENTER", "TAB", "M" ...
    scroll: float = 0.0
    recentre: bool = False
    worn: bool = True  # False while the headset lies on the table
    visible: bool = True  # False: nothing we draw is seen, draw nothing
    focused: bool = True  # False: a system menu has the hands, ignore them
    quit: bool = False
    retry_headset: bool = False


@dataclass(slots=True)
class Targets:
    """Where this frame goes. `framebuffers` has one moderngl framebuffer a view (or one layered one, `layered` True)."""

    views: list[View]
    framebuffers: list[Any]
    size: tuple[int, int]  # pixels of each view
    layered: bool = False
    srgb: bool = True  # the target encodes sRGB by itself
    shown: tuple[int, int] | None = (
        None  # of one view: what its picture is enlarged to in the framebuffer; None: `size`
    )
    depth: list[Any] = field(default_factory=list)  # GL names of the depth images attached, 0 where none
    # Distances (m) at which the framebuffers' depth holds 0 and 1 (the far one may be math.inf), as the renderer writes it; the
    # device hands that to the compositor, which warps better with it. Whoever draws without writing depth sets None.
    depth_near_far: tuple[float, float] | None = None
    gpu_ms: float | None = None  # set by the loop: what the graphics card took for a frame a little while ago


class Device(Protocol):
    """A headset (OpenXR), a window, or an offscreen target; `scripted` wraps any of them.

    One frame: poll, then begin (None: draw nothing this time), then submit. The device paces: poll (a headset) or submit (a
    window) blocks as long as the display wants. GL is current on the calling thread from construction to close.
    """

    name: str  # for the log and the window title: "Monado (Index Controller)", "window", "offscreen"
    ctx: Any  # moderngl.Context
    supports_quad_layers: bool
    typing: bool  # set by the loop: a text field has the keyboard, so letters are text and not movement
    holding: frozenset[str]  # set by the loop: "left", "right" where a hand holds a thing

    def poll(self) -> Input: ...

    def begin(self, play_from_stage: Pose | None = None) -> Targets | None:
        """The views are in play space; the loop moves them into the world."""
        ...

    def submit(self, targets: Targets, crisp_panels: list[Panel]) -> None:
        """Shows what was drawn. crisp_panels : poses in play space; shown as quad layers where the device can."""
        ...

    def vibrate(self, hand: str, amplitude: float, duration_s: float) -> None: ...

    def show_error(self, image: Any) -> None:
        """Shows one page (renderer.scene.Image) and nothing else until closed: used by the uncaught-error handler."""
        ...

    def recentre(self) -> bool:
        """Where the person stands and faces now becomes the origin of play space. False if that is not known now."""
        ...

    def make_current(self) -> None:
        """Makes this device's GL context the current one again, after another device had its own."""
        ...

    def close(self) -> None: ...
