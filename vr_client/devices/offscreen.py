"""A picture without a window, with a clock of its own: for tests, `seoul shot` and measurements. Runs on the main thread."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import glm
import moderngl
import numpy as np

from renderer.scene import Panel, View
from renderer.shot import NoGraphicsError, open_offscreen_context
from renderer.spatial import Fov, Pose
from vr_client.devices.blit import Blitter, SceneTarget
from vr_client.devices.device import Hand, Input, Targets
from vr_client.errors import UserError
from vr_client.settings import Settings

FOREARM_AHEAD = glm.angleAxis(math.radians(105), glm.vec3(1, 0, 0))  # a grip pose's +Y runs up the forearm
IPD_M = 0.063  # mean interpupillary distance (Dodgson 2004, "Variation and extrema of human interpupillary distance")


def open_context() -> moderngl.Context:
    """A GL 4.3+ context without a window. Raises UserError E11."""
    try:
        return open_offscreen_context()
    except NoGraphicsError as error:
        raise UserError("E11", found=error) from error


class OffscreenDevice:
    """One eye, or two with `stereo`. Time advances by settings.fixed_dt_s (1/60 s by default) a frame, whatever the clock says.

    `input` is what the next poll returns (time, dt and quit aside): tests and `shot` set it. dt_s : how long the next frame is.
    """

    supports_quad_layers = False

    def __init__(self, settings: Settings, stereo: bool = False, size: tuple[int, int] | None = None) -> None:
        self.name = "offscreen"
        self.typing = False
        self.holding: frozenset[str] = frozenset()
        self._settings = settings
        self.dt_s = settings.fixed_dt_s or 1 / 60
        self._size = size or (settings.window_width, settings.window_height)
        self._stereo = stereo
        self.ctx = open_context()
        self._targets = [SceneTarget(self.ctx, self._size) for _ in range(2 if stereo else 1)]
        self.frame = 0
        self._recentred = False
        self.error: Any = None  # the page of show_error, for tests
        self.input = standing(settings)

    def poll(self) -> Input:
        self.input.dt_s = self.dt_s
        self.input.time_s += self.dt_s if self.frame else 0.0
        self.input.recentre, self._recentred = self._recentred, False
        return self.input

    def begin(self, play_from_stage: Pose | None = None) -> Targets | None:
        up = math.radians(self._settings.fov_deg) / 2
        side = math.atan(math.tan(up) * self._size[0] / self._size[1])
        fov = Fov(-side, side, up, -up)
        offsets = (-IPD_M / 2, IPD_M / 2) if self._stereo else (0.0,)
        views = [View(self.input.head * Pose(glm.vec3(x, 0, 0)), fov) for x in offsets]
        return Targets(views, [t.framebuffer for t in self._targets], self._size)

    def submit(self, targets: Targets, crisp_panels: list[Panel]) -> None:
        if self._settings.frame_dir:
            from PIL import Image

            folder = Path(self._settings.frame_dir)
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(self.read()).convert("RGB").save(folder / f"{self.frame:05d}.png")
        self.frame += 1

    def read(self, eye: int = 0) -> np.ndarray:
        """uint8 [H, W, 4], sRGB, first row at the top: what was drawn last."""
        return self._targets[eye].read()

    def vibrate(self, hand: str, amplitude: float, duration_s: float) -> None:
        """Nobody holds it."""

    def show_error(self, image: Any) -> None:
        self.error = image
        Blitter(self.ctx).draw_page(image, self._targets[0].framebuffer, self._size)

    def recentre(self) -> bool:
        """Nothing drifts here; but the next poll says so, and a seated person's eyes are measured again."""
        self._recentred = True
        return True

    def make_current(self) -> None:
        self.ctx.__enter__()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        self.ctx.release()


def standing(settings: Settings) -> Input:
    """A person who stands still with both hands before them."""
    head = Pose(glm.vec3(0, settings.eye_height_m, 0))
    hands = []
    for x in (-0.2, 0.2):
        at = glm.vec3(x, settings.eye_height_m - 0.45, -0.35)
        hands.append(Hand(active=True, grip=Pose(at, FOREARM_AHEAD), aim=Pose(glm.vec3(at))))
    return Input(head=head, left=hands[0], right=hands[1])
