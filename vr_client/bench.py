"""`seoul bench start`: how long the start takes, phase by phase. Figures, no judgement.

Cold: the first start ever. No byte code, no shaders of the driver's, no data folder, so no decoded pictures, and how well the
machine draws is yet to be measured; only the disk's own cache may know the files, which cannot be emptied without root. Warm: any
later one.
"""

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

# What a fresh process runs: the product's own App, until its first frame with the place in it is on the screen.
_START = """
import os, time, sys, json; began = time.perf_counter()
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
        app.renderer.ctx.finish(); app.phases.done("place on the screen"); app.cpu_s = sum(os.times()[:2])
    return not (drawn and there)
app.goes_on = goes_on
pictures = app.world.memory["travel"].pictures
status = app.run()
pictures.write()  # as a visit does after some seconds
print("PHASES " + json.dumps({"phases": app.phases.seconds, "total": app.phases.ended_s - began, "cpu": app.cpu_s}), flush=True)
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
    cpu = [run["cpu"] * 1000 for run in warm]
    table.add_row("CPU time until then, all threads", f"{cold['cpu'] * 1000:.0f}", *_middle_and_spread(cpu))
    console.print(table)
    console.print(f"machine noise: {noise()}")
    return 0


def _one_start(folder: Path, device: str, place: str, cold: bool) -> dict[str, Any]:
    """cold : see above."""
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


def noise() -> str:
    """How evenly this machine runs right now: the same short loop many times."""
    times = []
    for _ in range(200):
        began = time.perf_counter()
        sum(range(20_000))
        times.append((time.perf_counter() - began) * 1000)
    ordered = sorted(times)
    return f"an idle loop of {statistics.median(times):.2f} ms takes up to {ordered[-2]:.2f} ms"
