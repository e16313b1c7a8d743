"""`seoul bench change`: how long the way from place to place takes, and the longest frame on it. Figures, no judgement."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from typing import Any

from rich.console import Console
from rich.table import Table

from vr_client.bench import noise
from vr_client.bench_gl import GlCalls
from vr_client.settings import Settings

PACE_S = 1 / 90  # of a headset
LATE_S = 0.022  # two pictures of a headset
ROUNDS = ("first time", "kept on disk")


@dataclass(slots=True)
class Change:
    """One way. Milliseconds of its longest frame: on the clock, of this thread's CPU, and of that what is not spent in GL calls."""

    way: str
    seconds: float = 0.0
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
    for column in ("", "way", "s", "frames", "longest ms", "CPU ms", "ours ms", "late"):
        table.add_column(column, justify="left" if column in ("", "way") else "right")
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        for name in ROUNDS:
            given = replace(settings, device="offscreen", place=places[0], data_dir=folder, fixed_dt_s=PACE_S)
            app = App(given).open_for_bench()
            try:
                _until_there(app, places[0], Change(""), gl)
                for was, to in zip(places, [*places[1:], places[0]], strict=True):
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
        "ours: outside GL calls, in which a software GL draws and copies what a graphics card would. late: ours over 22 ms."
    )
    console.print(f"machine noise: {noise()}")
    return 0


def _until_there(app: Any, place: str, change: Change, gl: GlCalls) -> Change:
    from vr_client import loop

    world, started = app.world, time.perf_counter()
    while world.place is None or world.place.id != place or world.preparing or world.between or world.fade >= 1:
        began, began_cpu, began_gl = time.perf_counter(), time.thread_time(), gl.seconds
        loop.frame(app)
        wall, cpu = time.perf_counter() - began, time.thread_time() - began_cpu
        change.frames += 1
        change.wall_ms = max(change.wall_ms, wall * 1000)
        change.cpu_ms = max(change.cpu_ms, cpu * 1000)
        change.ours_ms = max(change.ours_ms, (cpu - gl.seconds + began_gl) * 1000)
        change.late += cpu - gl.seconds + began_gl > LATE_S
        change.seconds = time.perf_counter() - started
        time.sleep(max(PACE_S - wall, 0.0))
    return change


def _row(change: Change) -> tuple[str, ...]:
    milliseconds = (f"{value:.1f}" for value in (change.wall_ms, change.cpu_ms, change.ours_ms))
    return (change.way, f"{change.seconds:.2f}", str(change.frames), *milliseconds, str(change.late))
