"""`seoul bench frame`: what a frame costs the processor, both eyes into 64 x 64 pixels, with a crowd. Figures, no judgement."""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import glm
from rich.console import Console
from rich.table import Table

from vr_client.bench import noise
from vr_client.bench_crowd import People
from vr_client.settings import Settings

WARM_UP = 20
OTHERS_FRAMES = 8  # pyrender takes seconds for each
CROWD_M = (9.0, 7.0)  # the floor they stand on


def bench_frame(place: str, frames: int, people: int, settings: Settings, compare: str, profile: bool) -> int:
    """The whole loop but the network. compare : the Python of an environment that has pyrender and panda3d, "" for none."""
    from vr_client.app import App

    console = Console()
    with tempfile.TemporaryDirectory(prefix="seoul-bench-") as folder:
        settings = replace(settings, device="offscreen", place=place, data_dir=folder, fixed_dt_s=1 / 72)
        app = App(settings).open_for_bench()
        try:
            measured = _measure(app, frames, people, profile)
        finally:
            app.close()
    table = Table(
        title=f"seoul bench frame  {place}  {people} people, {frames} frames, 2 x 64 x 64", title_justify="left"
    )
    for column in ("", "median ms", "p99 ms", "max ms"):
        table.add_column(column, justify="right")
    for name, times in measured.rows().items():
        table.add_row(name, *figures(times))
    console.print(table)
    stats = measured.stats
    console.print(f"{stats.submissions} draw calls for {stats.draws} draws, {stats.triangles} triangles (both eyes)")
    if compare:
        for engine in ("pyrender", "panda3d"):
            console.print(_compare(engine, compare, measured.model_path, people, frames))
    console.print(f"machine noise: {noise()}")
    return 0


def figures(times: list[float]) -> tuple[str, str, str]:
    ordered = sorted(times)
    p99 = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"{statistics.median(times):.2f}", f"{p99:.2f}", f"{ordered[-1]:.2f}"


class Measured:
    """Milliseconds a frame. cpu : of this thread. gl : the share of it inside GL calls. render, posing : shares, GL aside and
    not."""

    def __init__(self, model_path: str) -> None:
        self.model_path = model_path
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.gl: list[float] = []
        self.render: list[float] = []
        self.posing: list[float] = []
        self.stats: Any = None

    def rows(self) -> dict[str, list[float]]:
        # A software GL shades vertices and pixels inside its calls, on this thread: that share would be the graphics card's.
        ours = [whole - theirs for whole, theirs in zip(self.cpu, self.gl, strict=True)]
        return {
            "main thread CPU": self.cpu,
            "of it in GL calls": self.gl,
            "the rest: ours": ours,
            "of ours: renderer": self.render,
            "of ours: posing people": self.posing,
            "wall clock": self.wall,
        }


def _measure(app: Any, frames: int, people: int, profile: bool) -> Measured:
    from vr_client import loop

    while app.world.place is None or app.world.preparing or app.world.fade > 0:
        loop.frame(app)
    floor = app.world.user.world_from_play.position
    crowd = People(app.world, people, glm.vec3(floor.x, floor.y, floor.z), CROWD_M)
    in_gl = time_gl_calls()
    spent = _timed(app, in_gl)
    measured, profiler = Measured(str(app.world.place.model.path)), cProfile.Profile()
    gc.collect()
    gc.freeze()
    for number in range(frames + WARM_UP):
        # Walk: nothing may be cached by standing still.
        app.device.input.left.stick.y = 0.3 if number % 40 < 20 else -0.3
        crowd.move(number / 72)
        in_gl[0], spent["render"], spent["posing"] = 0.0, 0.0, 0.0
        began, began_cpu = time.perf_counter(), time.thread_time()
        if profile and number >= WARM_UP:
            profiler.enable()
        loop.frame(app)
        profiler.disable()
        if number >= WARM_UP:
            measured.wall.append((time.perf_counter() - began) * 1000)
            measured.cpu.append((time.thread_time() - began_cpu) * 1000)
            measured.gl.append(in_gl[0] * 1000)
            measured.render.append(spent["render"] * 1000)
            measured.posing.append(spent["posing"] * 1000)
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    measured.stats = app.renderer.stats
    return measured


def _timed(app: Any, in_gl: list[float]) -> dict[str, float]:
    """From now on the seconds of CPU that rendering (GL aside) and posing people take are in the dict."""
    from avatars.crowds import Crowds

    spent = {"render": 0.0, "posing": 0.0}
    render, pose = app.renderer.render, Crowds.update

    def timed_pose(*arguments: Any) -> Any:
        began = time.thread_time()
        crowds = pose(*arguments)
        spent["posing"] += time.thread_time() - began
        return crowds

    def timed_render(*arguments: Any) -> None:
        began, gl = time.thread_time(), in_gl[0]
        render(*arguments)
        spent["render"] += time.thread_time() - began - (in_gl[0] - gl)

    Crowds.update, app.renderer.render = timed_pose, timed_render  # type: ignore[assignment,method-assign]
    return spent


def time_gl_calls() -> list[float]:
    """From now on the one number in the list grows by the seconds of CPU spent in draws, clears, waits and buffer writes."""
    import moderngl

    from renderer.gl.raw import Calls

    spent, depth = [0.0], [0]

    def timed(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            depth[0] += 1
            began = time.thread_time()
            try:
                return call(*args, **kwargs)
            finally:
                depth[0] -= 1
                if not depth[0]:
                    spent[0] += time.thread_time() - began

        return run

    calls = {
        moderngl.VertexArray: ("render", "render_indirect"),
        moderngl.Framebuffer: ("clear", "read"),
        moderngl.Buffer: ("write", "orphan"),
        Calls: ("render", "render_indirect"),
    }
    for owner, names in calls.items():
        for name in names:
            setattr(owner, name, timed(getattr(owner, name)))
    from renderer.gl import raw

    original = Calls.__init__

    def made(self: Calls, *args: Any) -> None:
        original(self, *args)
        self.finish = timed(self.finish)

    Calls.__init__ = made  # type: ignore[assignment,method-assign]
    for known in raw._calls.values():
        known.finish = timed(known.finish)
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
