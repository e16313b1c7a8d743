"""`seoul bench`: how long the start takes, phase by phase, and what a frame costs the processor. Figures, no judgement."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from vr_client.settings import Settings

# What a fresh process runs: the product's own App, until its first frame with the place in it is on the screen.
_START = """
import time, sys, json; began = time.perf_counter()
import vr_client.cli
from vr_client.app import App
from vr_client.settings import load
settings = load({"device": sys.argv[1], "place": sys.argv[2], "data_dir": sys.argv[3], "window_width": 640, "window_height": 400})
app = App(settings); app.phases.seconds["python and imports"] = time.perf_counter() - began
app.open()
said = app.goes_on
def goes_on(input, drawn):
    said(input, drawn)
    there = app.world.place is not None and not app.world.preparing and not app.world.between and app.world.fade < 1
    if drawn and there:
        app.renderer.ctx.finish(); app.phases.done("place on the screen")
    return not (drawn and there)
app.goes_on = goes_on
status = app.run()
print("PHASES " + json.dumps({"phases": app.phases.seconds, "total": app.phases.ended_s - began}), flush=True)
"""


def bench_start(repeats: int, place: str, flat: bool) -> int:
    """One start with empty caches, then `repeats` warm ones, each a process of its own."""
    console = Console()
    device = "flat" if flat else "offscreen"
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        runs = []
        for number in range(repeats + 1):
            runs.append(_one_start(Path(folder), device, place, cold=number == 0))
    cold, warm = runs[0], runs[1:]
    table = Table(title=f"seoul bench start  {place}  {device}", title_justify="left")
    for column in ("phase", "cold ms", "warm median ms", "warm spread ms"):
        table.add_column(column, justify="left" if column == "phase" else "right")
    for name in cold["phases"]:
        times = [run["phases"][name] * 1000 for run in warm]
        table.add_row(name, f"{cold['phases'][name] * 1000:.0f}", *_middle_and_spread(times))
    totals = [run["total"] * 1000 for run in warm]
    table.add_row("launch to picture", f"{cold['total'] * 1000:.0f}", *_middle_and_spread(totals), style="bold")
    console.print(table)
    console.print(f"machine noise: {_noise()}")
    return 0


def _one_start(folder: Path, device: str, place: str, cold: bool) -> dict[str, Any]:
    """cold : no byte code, no shader cache, no data folder; the disk's own cache cannot be emptied without root."""
    caches, data = folder / "caches", folder / "data"
    if cold:
        for path in (caches, data):
            shutil.rmtree(path, ignore_errors=True)
    (caches / "shaders").mkdir(
        parents=True, exist_ok=True
    )  # Mesa makes one folder, not its parents, and goes without a cache
    environ = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "",  # set in many containers; a second start would then be as cold as the first
        "PYTHONPYCACHEPREFIX": str(caches / "python"),
        "MESA_SHADER_CACHE_DIR": str(caches / "shaders"),
        "__GL_SHADER_DISK_CACHE_PATH": str(caches / "shaders"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-c", _START, device, place, str(data)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=300)
    for line in done.stdout.splitlines():
        if line.startswith("PHASES "):
            return dict(json.loads(line.removeprefix("PHASES ")))
    raise RuntimeError(f"the start failed:\n{done.stderr[-2000:]}")


def _middle_and_spread(times: list[float]) -> tuple[str, str]:
    if not times:
        return "-", "-"
    return f"{statistics.median(times):.0f}", f"{min(times):.0f}..{max(times):.0f}"


def bench_frame(place: str, frames: int, settings: Settings) -> int:
    """The whole loop but the network, both eyes into 64 x 64 pixels: what is left is the processor's share of a frame."""
    from dataclasses import replace

    from vr_client.app import App

    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        settings = replace(settings, device="offscreen", place=place, data_dir=folder, fixed_dt_s=1 / 72)
        app = App(settings).open_for_bench()
        try:
            wall, cpu, driver, stats = _measure(app, frames)
        finally:
            app.close()
    table = Table(title=f"seoul bench frame  {place}  {frames} frames, 2 x 64 x 64", title_justify="left")
    for column in ("", "median ms", "p99 ms", "max ms"):
        table.add_column(column, justify="right")
    ours = [all_of_it - theirs for all_of_it, theirs in zip(cpu, driver, strict=True)]
    # A software GL shades vertices inside the draw call, on this thread: that share would be the graphics card's.
    rows = {"main thread CPU": cpu, "of it in GL draw calls": driver, "the rest: ours": ours, "wall clock": wall}
    for name, times in rows.items():
        ordered = sorted(times)
        p99 = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
        table.add_row(name, f"{statistics.median(times):.2f}", f"{p99:.2f}", f"{ordered[-1]:.2f}")
    console = Console()
    console.print(table)
    console.print(f"{stats.submissions} draw calls for {stats.draws} draws, {stats.triangles} triangles (both eyes)")
    console.print(f"machine noise: {_noise()}")
    return 0


def _measure(app: Any, frames: int) -> tuple[list[float], list[float], list[float], Any]:
    """Wall clock, CPU of this thread, and the share of that inside draw calls; milliseconds a frame."""
    from vr_client import loop

    while app.world.place is None or app.world.preparing or app.world.fade > 0:
        loop.frame(app)
    wall, cpu, driver = [], [], []
    in_driver = _time_draw_calls()
    for number in range(frames + 20):
        app.device.input.left.stick.y = (
            0.3 if number % 40 < 20 else -0.3
        )  # walk: nothing may be cached by standing still
        in_driver[0], began, began_cpu = 0.0, time.perf_counter(), time.thread_time()
        loop.frame(app)
        if number >= 20:
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.thread_time() - began_cpu) * 1000)
            driver.append(in_driver[0] * 1000)
    return wall, cpu, driver, app.renderer.stats


def _time_draw_calls() -> list[float]:
    """From now on the one number in the list grows by the seconds of CPU spent in draw calls."""
    import moderngl

    spent = [0.0]

    def timed(call: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.thread_time()
            try:
                return call(*args, **kwargs)
            finally:
                spent[0] += time.thread_time() - began

        return run

    for name in ("render", "render_indirect"):
        setattr(moderngl.VertexArray, name, timed(getattr(moderngl.VertexArray, name)))
    return spent


def _noise() -> str:
    """How evenly this machine runs right now: the same short loop many times."""
    times = []
    for _ in range(200):
        began = time.perf_counter()
        sum(range(20_000))
        times.append((time.perf_counter() - began) * 1000)
    ordered = sorted(times)
    return f"an idle loop of {statistics.median(times):.2f} ms takes up to {ordered[-2]:.2f} ms"
