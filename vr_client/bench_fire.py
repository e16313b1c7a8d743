"""`seoul bench fire`: what one step of the fire's physics costs, for 1 to 10 rooms. Figures, no judgement."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from safety_training.fire.spec import Layout, RoomSpec, VentSpec, lining_of
from safety_training.fire.validate import NOTICE
from safety_training.fire.zones import Source, ZoneModel
from vr_client.bench import noise

ROOMS = (1, 4, 8, 10)
DT_S = 0.05
WARM_UP = 400  # 20 s: the layers have formed
HEAT_KW = 300.0
SIDE_M, HEIGHT_M = 4.0, 2.6
CFAST_S = 300


def bench_fire(steps: int) -> int:
    """Median, p99 and spread over so many steps of 1/20 s, compiled and in pure Python; CFAST's time where it is installed."""
    console = Console()
    table = Table(title=f"seoul bench fire  {HEAT_KW:g} kW, {DT_S:g} s a step, {steps} steps", title_justify="left")
    for column in ("rooms", "", "median ms", "p99 ms", "spread ms", "CPU ms", "ms per simulated s"):
        table.add_column(column, justify="right")
    for rooms in ROOMS:
        for compiled in (True, False):
            count = steps if compiled else max(20, steps // 20)
            median, p99, spread, cpu = _measure(rooms, count, compiled)
            word = "compiled" if compiled else "pure Python"
            figures = (f"{x:.3f}" for x in (median, p99, spread, cpu, median / DT_S))
            table.add_row(str(rooms), word, *figures)
    console.print(table)
    console.print(_cfast())
    console.print(f"machine noise: {noise()}")
    console.print(f"{NOTICE['ko']} / {NOTICE['en']}")
    return 0


def row_of_rooms(count: int) -> Layout:
    """Rooms in a row, doors between them, the last one open to the air."""
    gypsum, concrete = lining_of("gypsum"), lining_of("concrete")
    rooms = tuple(
        RoomSpec(f"room{n}", SIDE_M, SIDE_M, HEIGHT_M, 0.0, gypsum, gypsum, concrete, n * SIDE_M) for n in range(count)
    )
    names = [room.name for room in rooms] + ["outside"]
    doors = tuple(VentSpec(f"door{n}", "wall", (names[n], names[n + 1]), 0.9, 0.0, 2.0) for n in range(count))
    return Layout(rooms, doors)


def _measure(rooms: int, steps: int, compiled: bool) -> tuple[float, float, float, float]:
    model = ZoneModel(row_of_rooms(rooms), compiled=compiled)
    source = Source(0, 0.3, 0.5 * SIDE_M, 0.5 * SIDE_M, HEAT_KW, 0.6, soot_yield=0.02, co_yield=0.01)
    for _ in range(WARM_UP if compiled else WARM_UP // 10):
        model.step(DT_S, [source])
    times = []
    busy = time.process_time()
    for _ in range(steps):
        begun = time.perf_counter()
        model.step(DT_S, [source])
        times.append(1000.0 * (time.perf_counter() - begun))
    busy = 1000.0 * (time.process_time() - busy) / steps
    times.sort()
    quarter = len(times) // 4
    return statistics.median(times), times[int(0.99 * (len(times) - 1))], times[-quarter] - times[quarter], busy


def _cfast() -> str:
    """Wall time of CFAST for the same rooms, a simulated second."""
    program = shutil.which("cfast")
    if program is None:
        return "CFAST: 'cfast'가 PATH에 없어 견주지 못했습니다 / not on PATH, so not compared"
    said = []
    for rooms in ROOMS:
        with tempfile.TemporaryDirectory(prefix="seoul-cfast-") as folder:
            (Path(folder) / "row.in").write_text(cfast_input(rooms), encoding="ascii")
            begun = time.perf_counter()
            done = subprocess.run([program, "row"], cwd=folder, capture_output=True, timeout=600, check=False)
            took = 1000.0 * (time.perf_counter() - begun) / CFAST_S
        said.append(f"{rooms}: {took:.3f}" if done.returncode == 0 else f"{rooms}: status {done.returncode}")
    return f"CFAST, ms per simulated s (starting included): {', '.join(said)}"


def cfast_input(rooms: int) -> str:
    """The same row of rooms as input of CFAST 7."""
    said = [
        "&HEAD VERSION = 7700, TITLE = 'row' /",
        f"&TIME SIMULATION = {CFAST_S} PRINT = 60 SMOKEVIEW = 60 SPREADSHEET = 60 /",
        "&INIT PRESSURE = 101325 RELATIVE_HUMIDITY = 50 INTERIOR_TEMPERATURE = 20 EXTERIOR_TEMPERATURE = 20 /",
    ]
    for name, k, rho, c, thick, emissivity in (("G", 0.16, 790, 0.9, 0.016, 0.9), ("C", 1.75, 2200, 1.0, 0.15, 0.94)):
        said.append(
            f"&MATL ID = '{name}', MATERIAL = '{name}', CONDUCTIVITY = {k} DENSITY = {rho} "
            f"SPECIFIC_HEAT = {c}, THICKNESS = {thick} EMISSIVITY = {emissivity} /"
        )
    for n in range(rooms):
        said += _cfast_room(n, f"R{n + 1}" if n + 1 < rooms else "OUTSIDE")
    said += [
        "&FIRE ID = 'F' COMP_ID = 'R0', FIRE_ID = 'F1' LOCATION = 2, 2 /",
        "&CHEM ID = 'F1' CARBON = 6 CHLORINE = 0 HYDROGEN = 10 NITROGEN = 0 OXYGEN = 5 "
        "HEAT_OF_COMBUSTION = 18000 RADIATIVE_FRACTION = 0.35 /",
        "&TABL ID = 'F1' LABELS = 'TIME', 'HRR', 'HEIGHT', 'AREA', 'CO_YIELD', 'SOOT_YIELD', "
        "'HCN_YIELD', 'HCL_YIELD', 'TRACE_YIELD' /",
        f"&TABL ID = 'F1', DATA = 0, {HEAT_KW}, 0.3, 0.28, 0.01, 0.02, 0, 0, 0 /",
        f"&TABL ID = 'F1', DATA = {CFAST_S}, {HEAT_KW}, 0.3, 0.28, 0.01, 0.02, 0, 0, 0 /",
        "&TAIL /",
        "",
    ]
    return "\n".join(said)


def _cfast_room(n: int, beyond: str) -> list[str]:
    return [
        f"&COMP ID = 'R{n}' DEPTH = {SIDE_M} HEIGHT = {HEIGHT_M} WIDTH = {SIDE_M} "
        "CEILING_MATL_ID = 'G' CEILING_THICKNESS = 0.016 WALL_MATL_ID = 'G' WALL_THICKNESS = 0.016 "
        f"FLOOR_MATL_ID = 'C' FLOOR_THICKNESS = 0.15 ORIGIN = {n * SIDE_M}, 0, 0 GRID = 50, 50, 50 /",
        f"&VENT TYPE = 'WALL' ID = 'V{n}' COMP_IDS = 'R{n}' '{beyond}', "
        "BOTTOM = 0 HEIGHT = 2, WIDTH = 0.9 FACE = 'RIGHT' OFFSET = 1.5 /",
    ]
