"""`seoul bench frame`: what a frame costs the processor, both eyes into 64 x 64 pixels, with a crowd. Figures, no judgement."""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import glm
from rich.console import Console
from rich.table import Table

from vr_client.bench import noise
from vr_client.bench_crowd import People
from vr_client.bench_gl import GlCalls
from vr_client.settings import Settings

WARM_UP = 20
OTHERS_FRAMES = 8  # pyrender takes seconds for each
CROWD_M = (9.0, 7.0)  # the floor they stand on


def bench_frame(place: str, frames: int, people: int, settings: Settings, compare: str, profile: bool) -> int:
    """The whole loop but the network. compare : the Python of an environment that has pyrender and panda3d, "" for none."""
    from vr_client.app import App

    console = Console()
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        # What reading ahead and keeping what was read cost is told by `bench change`.
        settings = replace(settings, read_ahead=False, kept_pictures_mb=0)
        settings = replace(settings, device="offscreen", place=place, data_dir=folder, fixed_dt_s=1 / 72)
        app = App(settings).open_for_bench()
        try:
            drawn, undrawn = _measure(app, frames, people, profile)
        finally:
            app.close()
    table = Table(
        title=f"seoul bench frame  {place}  {people} people, {frames} frames, 2 x 64 x 64", title_justify="left"
    )
    for column in ("ms", "median", "p99", "max"):
        table.add_column(column, justify="right")
    for name, times in {**drawn.rows(), **undrawn.rows_without_draws()}.items():
        table.add_row(name, *figures(times))
    console.print(table)
    stats = drawn.stats
    console.print(f"{stats.submissions} draw calls for {stats.draws} draws, {stats.triangles} triangles (both eyes)")
    if compare:
        for engine in ("pyrender", "panda3d"):
            console.print(_compare(engine, compare, drawn.model_path, people, frames))
    console.print(f"machine noise: {noise()}")
    return 0


def figures(times: list[float]) -> tuple[str, str, str]:
    ordered = sorted(times)
    p99 = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"{statistics.median(times):.2f}", f"{p99:.2f}", f"{ordered[-1]:.2f}"


class Measured:
    """Milliseconds a frame. wall : by the clock on the wall, as are its shares: gl, inside GL calls (see GlCalls), and render and
    posing, without these. cpu : of this thread, GL calls and all; asking for it within a frame would slow that down."""

    def __init__(self, model_path: str) -> None:
        self.model_path = model_path
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.gl: list[float] = []
        self.render: list[float] = []
        self.posing: list[float] = []
        self.stats: Any = None

    @property
    def ours(self) -> list[float]:
        return [whole - theirs for whole, theirs in zip(self.wall, self.gl, strict=True)]

    def rows(self) -> dict[str, list[float]]:
        return {
            "a frame": self.wall,
            "of it in GL calls": self.gl,
            "the rest: ours": self.ours,
            "of ours: renderer": self.render,
            "of ours: posing people": self.posing,
        }

    def rows_without_draws(self) -> dict[str, list[float]]:
        """Of frames whose draws were left out."""
        rows = {"this thread's CPU": self.cpu, "renderer": self.render, "posing people": self.posing}
        return {f"draws left out: {name}": times for name, times in rows.items()}


def _measure(app: Any, frames: int, people: int, profile: bool) -> tuple[Measured, Measured]:
    """As they are; and with all draws left out, whose shading by a software GL would have emptied the processor's caches."""
    from avatars import compiled
    from vr_client import loop

    while app.world.place is None or app.world.preparing or app.world.fade > 0 or not app.uploads.at_rest():
        loop.frame(app)
    floor = app.world.user.world_from_play.position
    compiled.load()  # as beside the first frames
    crowd = People(app.world, people, glm.vec3(floor.x, floor.y, floor.z), CROWD_M)
    gl = GlCalls()
    spent = _timed(app, gl)
    gc.collect()
    gc.freeze()
    profiler = cProfile.Profile() if profile else None
    drawn = _series(app, frames, crowd, gl, spent, profiler)
    gl.draws = False
    return drawn, _series(app, frames, crowd, gl, spent, None)


def _series(
    app: Any, frames: int, crowd: People, gl: GlCalls, spent: dict[str, float], profiler: cProfile.Profile | None
) -> Measured:
    from vr_client import loop

    measured = Measured(str(app.world.place.model.path))
    for number in range(frames + WARM_UP):
        # Walk: nothing may be cached by standing still.
        app.device.input.left.stick.y = 0.3 if number % 40 < 20 else -0.3
        crowd.move(number / 72)
        gl.seconds, spent["render"], spent["posing"] = 0.0, 0.0, 0.0
        if profiler is not None and number >= WARM_UP:
            profiler.enable()
        began, began_cpu = time.perf_counter(), time.thread_time()
        loop.frame(app)
        ended_cpu, ended = time.thread_time(), time.perf_counter()
        if profiler is not None:
            profiler.disable()
        if number >= WARM_UP:
            measured.wall.append((ended - began) * 1000)
            measured.cpu.append((ended_cpu - began_cpu) * 1000)
            measured.gl.append(gl.seconds * 1000)
            measured.render.append(spent["render"] * 1000)
            measured.posing.append(spent["posing"] * 1000)
    if profiler is not None:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    measured.stats = app.renderer.stats
    return measured


def _timed(app: Any, gl: GlCalls) -> dict[str, float]:
    """From now on the seconds that rendering (GL aside) and posing people take are in the dict."""
    from avatars.crowds import Crowds

    spent = {"render": 0.0, "posing": 0.0}
    render, pose = app.renderer.render, Crowds.update

    def timed_pose(*arguments: Any) -> Any:
        began = time.perf_counter()
        crowds = pose(*arguments)
        spent["posing"] += time.perf_counter() - began
        return crowds

    def timed_render(*arguments: Any) -> None:
        began, before = time.perf_counter(), gl.seconds
        render(*arguments)
        spent["render"] += time.perf_counter() - began - (gl.seconds - before)

    Crowds.update, app.renderer.render = timed_pose, timed_render  # type: ignore[assignment,method-assign]
    return spent


def _compare(engine: str, python: str, model: str, people: int, frames: int) -> str:
    """One line: the same office and people drawn by another engine, in a process of its own."""
    script = Path(__file__).with_name("bench_others.py")
    command = [python, str(script), engine, model, str(people), str(min(frames, OTHERS_FRAMES))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{engine}: {error}"
    said = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    return said[0].removeprefix("RESULT ") if said else f"{engine}: could not run here: {done.stderr.strip()[-300:]}"
