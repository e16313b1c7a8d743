"""A person at a desk, as a test moves one: a screen of their own (Xvfb), real key strokes and mouse movements (xdotool), steered by
what a witness in the same room sees. Knows no more of the client than another visitor would. Never trusts time: software
GL may draw five pictures a second, so every movement is looked at until it has arrived."""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import glm
import pytest
from PIL import ImageGrab

from tests.system.witness import PATIENCE_S, Witness, wait_for
from vr_client.settings import Settings
from vr_client.systems.locomotion import heading

RAD_PER_PX = Settings().mouse_rad_per_px
STEP_S = 0.03
MOST_PX = 250  # of one movement: no hand throws a mouse across the table
NUDGE_RAD = 10 * RAD_PER_PX


class Screen:
    """An X server; `display` is its name. Skips the test where there is none to be had."""

    def __init__(self, size: str = "1280x800") -> None:
        for program in ("Xvfb", "xdotool"):
            if not shutil.which(program):
                pytest.skip(f"{program} is not installed")
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._server.stdout is not None
        self.display = ":" + self._server.stdout.readline().strip()
        self.env = {**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"}

    def do(self, *what: str) -> None:
        for command in (what, ("getmouselocation",)):  # the second is answered when the first has been done
            subprocess.run(["xdotool", *command], env=self.env, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def picture(self, file: Path) -> None:
        """What the screen shows, for whoever reads a failure."""
        with contextlib.suppress(OSError):
            ImageGrab.grab(xdisplay=self.display).save(file)

    def close(self) -> None:
        self._server.send_signal(signal.SIGTERM)
        self._server.wait(60)
        assert self._server.stdout is not None
        self._server.stdout.close()


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    made = Screen()
    try:
        yield made
    finally:
        made.close()


def _alike(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return all(abs(x - y) < 2e-3 for x, y in zip(a, b, strict=True))


class Desk:
    """Mouse and keyboard of one person. Points are world metres."""

    def __init__(self, screen: Screen, name: str) -> None:
        self.screen, self.name = screen, name
        self.witness: Witness
        self.keys_down: set[str] = set()

    # where -----------------------------------------------------------------------------------------------------------

    def arrive(self, witness: Witness, seconds: float = PATIENCE_S) -> None:
        """Waits until the witness sees this person in its room."""
        self.witness = witness
        wait_for(self.here, f"{self.name} in {witness.room}", seconds)

    def here(self) -> bool:
        return self.witness.find(self.name) is not None

    def at(self) -> glm.vec3:
        return glm.vec3(*self.witness.pose(self.name).head_position)

    def gaze(self) -> tuple[float, float]:
        """Yaw and pitch of the head, radians."""
        x, y, z, w = self.witness.pose(self.name).head_orientation
        look = glm.quat(w, x, y, z)
        forward = look * glm.vec3(0, 0, -1)
        return heading(look), math.asin(max(-1.0, min(1.0, forward.y)))

    # keys --------------------------------------------------------------------------------------------------------------

    def down(self, key: str) -> None:
        if key not in self.keys_down:
            self.keys_down.add(key)
            self.screen.do("keydown", key)

    def up(self, key: str) -> None:
        if key in self.keys_down:
            self.keys_down.discard(key)
            self.screen.do("keyup", key)

    def tap(self, *keys: str) -> None:
        for key in keys:
            self.screen.do("key", key)

    def click(self) -> None:
        self.screen.do("click", "1")

    # eyes ----------------------------------------------------------------------------------------------------------------

    def turn_by(self, right: float, down: float) -> None:
        """Radians of mouse movement."""
        x, y = (max(-MOST_PX, min(MOST_PX, round(v / RAD_PER_PX))) for v in (right, down))
        if x or y:
            self.screen.do("mousemove_relative", "--", str(x), str(y))

    def off_by(self, point: glm.vec3) -> tuple[float, float]:
        """How far the point is to the right of the gaze and above it, radians."""
        to = point - self.at()
        turn, pitch = self.gaze()
        right = turn - math.atan2(-to.x, -to.z)
        up = math.atan2(to.y, math.hypot(to.x, to.z)) - pitch
        return (right + math.pi) % math.tau - math.pi, up

    def look_at(self, point: glm.vec3, within: float = 0.006, seconds: float = PATIENCE_S) -> None:
        """Moves the mouse until the witness sees the gaze rest on the point. Radians."""
        end = time.monotonic() + seconds
        part = 1.0
        while True:
            right, up = self.off_by(point)
            if math.hypot(right, up) < within:
                self._rest()
                if math.hypot(*self.off_by(point)) < within:
                    return
                continue
            if time.monotonic() > end:
                raise TimeoutError(f"looking at {point}: {right:.3f} rad beside, {up:.3f} rad above")
            self._turn(part * right, part * up)
            self._rest()
            part = 0.6  # less than all: were a picture late, whole corrections would swing to and fro for ever

    def glance(self, point: glm.vec3) -> None:
        """One movement of the mouse towards the point, seen by the witness; where it then rests is not looked at."""
        self._turn(*self.off_by(point))

    def noticed(self) -> None:
        """Until the client has seen every key and button so far: the witness sees a small turn that came after them."""
        for right in (NUDGE_RAD, -NUDGE_RAD):
            self._turn(right, 0)

    def _turn(self, right: float, up: float) -> None:
        """A movement of the mouse, until the witness sees that the gaze follows (a picture may take seconds)."""
        if math.hypot(right, up) > 2 * RAD_PER_PX:  # less might be no movement at all
            self._notice(lambda: self.turn_by(right, -up), self.gaze, 10.0)

    def _state(self) -> tuple[float, ...]:
        return (*self.at(), *self.gaze())

    def _notice(self, act: Callable[[], None], state: Callable[[], tuple[float, ...]], begins_s: float) -> None:
        """Acts, and waits until the witness has seen something change."""
        before = state()
        act()
        end = time.monotonic() + begins_s
        while time.monotonic() < end and _alike(before, state()):
            time.sleep(0.02)

    def _rest(self, seconds: float = 3.0) -> None:
        """Until the witness has seen no change for a while."""
        end = time.monotonic() + seconds
        before, same = self._state(), 0
        while time.monotonic() < end and same < 3:
            time.sleep(0.1)
            now = self._state()
            same = same + 1 if _alike(before, now) else 0
            before = now

    def press(self, point: glm.vec3) -> None:
        """Looks at something and presses the left button on it."""
        self.look_at(point)
        self.click()

    # feet ----------------------------------------------------------------------------------------------------------------

    def walk_to(
        self, x: float, z: float, within_m: float = 0.2, seconds: float = PATIENCE_S, eyes_m: float = 1.45
    ) -> None:
        """With W, looking where one goes; short taps near the end. Ends early when the person leaves the room (through a door)."""
        end = time.monotonic() + seconds
        while self.here():
            here = self.at()
            gap = math.hypot(x - here.x, z - here.z)
            if gap < within_m:
                break
            if time.monotonic() > end:
                self.up("w")
                raise TimeoutError(f"walking to ({x}, {z}): still at ({here.x:.2f}, {here.z:.2f})")
            right, _up = self.off_by(glm.vec3(x, eyes_m, z))
            if abs(right) > 0.35:
                self.up("w")
                self.look_at(glm.vec3(x, eyes_m, z), 0.05)
            elif gap > 1.0:
                self.down("w")
                if abs(right) > 0.03:
                    self._turn(right * 0.5, 0)
                time.sleep(STEP_S)
            else:
                self._step(right)
        self.up("w")
        if self.here():
            self._rest()

    def _step(self, right: float) -> None:
        """One short step, and a look at where it led."""
        self.up("w")
        if abs(right) > 0.05:
            self._turn(right, 0)
        self._notice(lambda: self.tap("w"), self._state, 1.5)
        self._rest()

    def walk_through(self, portal: glm.vec3, into: Witness, seconds: float = PATIENCE_S) -> None:
        """Through a door, until the witness beyond it sees this person."""
        end = time.monotonic() + seconds
        while into.find(self.name) is None:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} never came from {self.witness.room} to {into.room}")
            if self.here():
                with contextlib.suppress(KeyError):  # gone between two looks
                    self.walk_to(portal.x, portal.z, 0.1, max(1.0, end - time.monotonic()))
            self.up("w")
            time.sleep(0.05)
        self.arrive(into)
