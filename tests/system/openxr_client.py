"""The smallest program on our OpenXrDevice: clear colours, one crisp page, and a JSON line for whatever changes.

    python -m tests.system.openxr_client [--frames N] [--seconds S] [--sessions N] [--recentre-at FRAME] [--error-at FRAME]

Lines: {"state": ...} on each change, {"frame": n, ...} every tenth frame with what was read, {"error": code}, {"done": ...}.
Exit status: 0, or 3 after a UserError.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import sys
import time
from typing import Any

import glm
import numpy as np

from renderer.scene import Image, Panel
from renderer.spatial import Pose
from vr_client.devices.device import Hand, Input
from vr_client.devices.openxr import open_headset
from vr_client.errors import UserError
from vr_client.settings import Settings

EYE_COLOURS = ((0.2, 0.5, 0.0, 1.0), (0.2, 0.5, 0.8, 1.0))


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def hand(given: Hand) -> dict[str, Any]:
    return {
        "active": given.active,
        "grip": [round(x, 4) for x in given.grip.position],
        "aim": [round(x, 4) for x in given.aim.position],
        "forward": [round(x, 3) for x in given.grip.forward()],
        "trigger": round(given.trigger, 3),
        "squeeze": round(given.squeeze, 3),
        "stick": [round(x, 3) for x in given.stick],
        "primary": given.primary,
        "secondary": given.secondary,
        "tracked": given.is_tracked_hand,
    }


def read(given: Input) -> dict[str, Any]:
    return {
        "head": [round(x, 4) for x in given.head.position],
        "forward": [round(x, 3) for x in given.head.forward()],
        "left": hand(given.left),
        "right": hand(given.right),
        "focused": given.focused,
        "worn": given.worn,
        "visible": given.visible,
        "recentre": given.recentre,
        "keys": sorted(given.keys),
    }


class Client:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.page = Image(np.full((256, 512, 4), 255, np.uint8))
        self.panel = Panel(self.page, Pose(glm.vec3(0, 1.5, -1)), 0.8, 0.4)
        self.objects: list[int] = []

    def session(self) -> None:
        device = open_headset(Settings(language="en"))
        say(device=device.name, binding=device.binding_kind, size=device.size, quads=device.supports_quad_layers)
        state, frame, steps, spent = "", 0, [], []
        end = time.monotonic() + self.options.seconds
        try:
            while frame < self.options.frames and time.monotonic() < end:
                given = device.poll()
                if device.state != state:
                    state = device.state
                    say(state=state, worn=given.worn, visible=given.visible)
                if given.quit:
                    break
                start = time.perf_counter()
                if given.visible and self.draw(device, frame):
                    spent.append(time.perf_counter() - start)
                    steps.append(given.dt_s)
                    frame += 1
                    self.after(device, given, frame)
        finally:
            device.close()
        growth = self.objects[-1] - self.objects[0] if self.objects else 0
        say(
            done=frame,
            dt_s=float(np.median(steps or [0])),
            cpu_ms=float(np.median(spent or [0])) * 1e3,
            new_objects=growth,
        )

    def draw(self, device: Any, frame: int) -> bool:
        targets = device.begin()
        if targets is None:
            return False
        for framebuffer, colour in zip(targets.framebuffers, EYE_COLOURS, strict=True):
            framebuffer.clear(*colour, depth=0.5)
        if frame == 5:
            pixels = [list(f.read(viewport=(3, 3, 1, 1), components=4)) for f in targets.framebuffers]
            eyes = [[round(x, 4) for x in v.world_from_view.position] for v in targets.views]
            say(pixels=pixels, eyes=eyes, depth=[bool(d) for d in targets.depth], srgb=targets.srgb)
        targets.depth_near_far = (0.05, math.inf)
        if frame % 30 == 0:
            self.page.version += 1
        device.submit(targets, [self.panel])
        return True

    def after(self, device: Any, given: Input, frame: int) -> None:
        if frame % 10 == 0 or given.recentre or given.keys:
            say(frame=frame, **read(given))
        if frame in (self.options.frames // 2, self.options.frames - 1):
            gc.collect()
            self.objects.append(len(gc.get_objects()))
        if frame == 10:
            device.vibrate("right", 0.5, 0.05)
        if frame == self.options.recentre_at:
            say(recentred=device.recentre())
        if frame == self.options.error_at:
            page = np.zeros((400, 600, 4), np.uint8)
            page[...] = (200, 30, 30, 255)
            page[:200] = (30, 30, 200, 255)
            say(showing="error")
            device.show_error(Image(page))
            say(showing="nothing")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--recentre-at", type=int, default=-1)
    parser.add_argument("--error-at", type=int, default=-1)
    parser.add_argument(
        "--retry", action="store_true", help="open again until one session went to its end, as F8 would"
    )
    client = Client(parser.parse_args())
    for _ in range(client.options.sessions):
        try:
            client.session()
            if client.options.retry:
                break
        except UserError as error:
            say(error=error.code, text=str(error))
            if not client.options.retry:
                return 3
            time.sleep(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
