"""`seoul bench start`: how long the start takes, phase by phase. Figures, no judgement.

Bare: nothing was made beforehand. No byte code, no shaders of the driver's, no data folder, so no decoded pictures, and how well
the machine draws is yet to be measured. Cold: the first start after set-up, which has made these for the place (`seoul prepare`).
Warm: any later one. The disk's own cache may know the files each time: it cannot be emptied without root.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
# What a fresh process runs: the product's own App, until its first frame with the place in it is on the screen.
_START = """
import os, time, sys, json; began = time.perf_counter()
import vr_client.cli
from vr_client.app import App
from vr_client.settings import load
settings = load({"device": sys.argv[1], "place": sys.argv[2], "data_dir": sys.argv[3], "window_width": 640, "window_height": 400})
from vr_client.bench_gl import GlCalls
gl = GlCalls()
app = App(settings); app.phases.seconds["python and imports"] = time.perf_counter() - began
app.open()
said = app.goes_on
def goes_on(input, drawn):
    said(input, drawn)
    there = app.world.place is not None and not app.world.preparing and not app.world.between and app.world.fade < 1
    if drawn and there:
        app.renderer.ctx.finish(); app.phases.done("place on the screen"); app.cpu_s, app.gl_s = sum(os.times()[:2]), gl.seconds
    return not (drawn and there)
app.goes_on = goes_on
pictures = app.world.memory["travel"].pictures
status = app.run()
pictures.write()  # as a visit does after some seconds
print("PHASES " + json.dumps({"phases": app.phases.seconds, "total": app.phases.ended_s - began,
    "cpu": app.cpu_s, "gl": app.gl_s}), flush=True)
"""


def bench_start(repeats: int, place: str, flat: bool) -> int:
    """A bare start, a cold one, then `repeats` warm ones, each a process of its own."""
    console = Console()
    device = "flat" if flat else "offscreen"
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        bare = _one_start(Path(folder) / "bare", device, place)
        ready = Path(folder) / "ready"
        _set_up(ready, place)
        cold, *warm = (_one_start(ready, device, place) for _ in range(repeats + 1))
    table = Table(title=f"seoul bench start  {place}  {device}", title_justify="left")
    for column in ("phase", "bare ms", "cold ms", "warm median ms", "warm spread ms"):
        table.add_column(column, justify="left" if column == "phase" else "right")
    for name in cold["phases"]:
        _row(table, name, [run["phases"][name] for run in (bare, cold, *warm)])
    _row(table, "launch to picture", [run["total"] for run in (bare, cold, *warm)], style="bold")
    _row(table, "of it inside GL calls", [run["gl"] for run in (bare, cold, *warm)])
    _row(table, "CPU time until then, all threads", [run["cpu"] for run in (bare, cold, *warm)])
    console.print(table)
    console.print("GL calls: where a software GL compiles, draws and copies what a graphics card would.")
    console.print(f"machine noise: {noise()}")
    return 0


def _row(table: Table, name: str, seconds: list[float], style: str | None = None) -> None:
    """seconds : bare, cold, then the warm ones."""
    bare, cold, *warm = (s * 1000 for s in seconds)
    table.add_row(name, f"{bare:.0f}", f"{cold:.0f}", *_middle_and_spread(warm), style=style)


def _set_up(folder: Path, place: str) -> None:
    """As setup.sh, for one place."""
    environ = _environ(folder)
    packages = ("assets", "avatars", "backend", "renderer", "safety_training", "vr_client")
    prepare = ["-m", "vr_client", "prepare", place, "--data-dir", str(folder / "data")]
    for command in (["-m", "compileall", "-q", *packages], prepare):
        subprocess.run([sys.executable, *command], env=environ, cwd=ROOT, check=True, capture_output=True, timeout=300)


def _one_start(folder: Path, device: str, place: str) -> dict[str, Any]:
    """folder : of byte code, shaders and data; made where it is missing."""
    command = [sys.executable, "-c", _START, device, place, str(folder / "data")]
    done = subprocess.run(command, env=_environ(folder), capture_output=True, text=True, encoding="utf-8", timeout=300)
    for line in done.stdout.splitlines():
        if line.startswith("PHASES "):
            return dict(json.loads(line.removeprefix("PHASES ")))
    raise RuntimeError(f"the start failed:\n{done.stderr[-2000:]}")


def _environ(folder: Path) -> dict[str, str]:
    shaders = folder / "shaders"
    shaders.mkdir(parents=True, exist_ok=True)  # Mesa makes one folder, not its parents, and goes without a cache
    return {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "",  # set in many containers; a second start would then be as cold as the first
        "PYTHONPYCACHEPREFIX": str(folder / "python"),
        "MESA_SHADER_CACHE_DIR": str(shaders),
        "__GL_SHADER_DISK_CACHE_PATH": str(shaders),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def _middle_and_spread(times: list[float]) -> tuple[str, str]:
    if not times:
        return "-", "-"
    return f"{statistics.median(times):.0f}", f"{min(times):.0f}..{max(times):.0f}"


def noise() -> str:
    """How evenly this machine runs right now: the same short loop many times."""
    times = []
    for _ in range(200):
        began = time.perf_counter()
        sum(range(20_000))
        times.append((time.perf_counter() - began) * 1000)
    ordered = sorted(times)
    return f"an idle loop of {statistics.median(times):.2f} ms takes up to {ordered[-2]:.2f} ms"
