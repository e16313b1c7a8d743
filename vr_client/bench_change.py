"""`seoul bench change`: how long the way from place to place takes, and the longest frame on it. Figures, no judgement.

Whoever walks to a door has the place behind it read and uploaded meanwhile: where there is a door, that is a row of its own.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from typing import Any

import glm
from rich.console import Console
from rich.table import Table

from renderer.spatial import Pose
from vr_client.bench import noise
from vr_client.bench_gl import GlCalls
from vr_client.devices.openxr.clock import MAX_DT_S
from vr_client.settings import Settings

PACE_S = 1 / 90  # of a headset
LATE_S = 0.022  # two pictures of a headset
AWAY_M = 1.0  # from a door, where one stands before it
MOST_S = 60.0  # for the place behind it to be read
ROUNDS = ("first time", "kept on disk")


@dataclass(slots=True)
class Change:
    """One way. Milliseconds of its longest frame: on the clock, of this thread's CPU, and of that what is not spent in GL calls."""

    way: str
    seconds: float = 0.0
    ours_s: float = 0.0  # of all frames
    frames: int = 0
    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    ours_ms: float = 0.0
    late: int = 0  # frames of which that was more than LATE_S


def bench_change(places: list[str], settings: Settings) -> int:
    """From each place to the next and back to the first, both eyes into 64 x 64 pixels: once with empty caches, once with what that
    left on disk."""
    from vr_client.app import App

    gl = GlCalls(time.thread_time)
    table = Table(title="seoul bench change  2 x 64 x 64, 90 frames a second", title_justify="left")
    for column in ("", "way", "s", "ours s", "frames", "longest ms", "CPU ms", "ours ms", "late"):
        table.add_column(column, justify="left" if column in ("", "way") else "right")
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        for name in ROUNDS:
            given = replace(settings, device="offscreen", place=places[0], data_dir=folder, fixed_dt_s=PACE_S)
            app = App(given).open_for_bench()
            try:
                _until_there(app, places[0], Change(""), gl)
                for was, to in zip(places, [*places[1:], places[0]], strict=True):
                    if stand_before(app, to):
                        table.add_row(name, *_row(_until_read(app, Change(f"before the door to {to}"), gl)))
                    app.world.pending_place = to
                    change = _until_there(app, to, Change(f"{was} > {to}"), gl)
                    table.add_row(name, *_row(change))
                app.world.memory["travel"].pictures.write()
            finally:
                app.close()
    console = Console()
    console.print(table)
    console.print(
        "s: from the door to the first light, 0.25 s of fading out among them. longest: frame. CPU: of the main thread."
    )
    console.print(
        "ours: outside GL calls, in which a software GL draws and copies what a graphics card would; in all, and of the longest "
        "frame. late: ours over 22 ms."
    )
    console.print(f"machine noise: {noise()}")
    return 0


def stand_before(app: Any, to: str) -> bool:
    """Moves the person to the door that leads there; False where there is none."""
    from vr_client.systems.locomotion import arrive

    place = app.world.place
    door = next((portal for portal in place.portals if portal.to == to), None)
    if door is None:
        return False
    at = place.anchors[door.anchor]
    arrive(app.world, app.device.input, Pose(at.position + at.orientation * glm.vec3(0, 0, AWAY_M), at.orientation))
    return True


def _until_read(app: Any, change: Change, gl: GlCalls) -> Change:
    until = time.perf_counter() + MOST_S
    while not app.uploads.has_next(app.world) and time.perf_counter() < until:
        _frame(app, change, gl)
    return change


def _until_there(app: Any, place: str, change: Change, gl: GlCalls) -> Change:
    world = app.world
    while world.place is None or world.place.id != place or world.preparing or world.between or world.fade >= 1:
        _frame(app, change, gl)
    return change


def _frame(app: Any, change: Change, gl: GlCalls) -> None:
    from vr_client import loop

    began, began_cpu, began_gl = time.perf_counter(), time.thread_time(), gl.seconds
    loop.frame(app)
    wall, cpu = time.perf_counter() - began, time.thread_time() - began_cpu
    ours = cpu - gl.seconds + began_gl
    change.frames += 1
    change.wall_ms = max(change.wall_ms, wall * 1000)
    change.cpu_ms = max(change.cpu_ms, cpu * 1000)
    change.ours_ms = max(change.ours_ms, ours * 1000)
    change.ours_s += ours
    change.late += ours > LATE_S
    change.seconds += wall
    spare = max(PACE_S - wall, 0.0)
    time.sleep(spare)
    change.seconds += spare
    app.device.dt_s = min(wall + spare, MAX_DT_S)  # the world's time is that on the wall, as for whoever walks there


def _row(change: Change) -> tuple[str, ...]:
    milliseconds = (f"{value:.1f}" for value in (change.wall_ms, change.cpu_ms, change.ours_ms))
    return (
        change.way,
        f"{change.seconds:.2f}",
        f"{change.ours_s:.2f}",
        str(change.frames),
        *milliseconds,
        str(change.late),
    )
