"""Steady door flows of Steckler, Quintiere and Rinkinen (NBSIR 82-2520, 1982): 28 of the 55 tests, the half to develop on.

A room of 2.8 x 2.8 x 2.13 m lined with 13 mm of ceramic fibre board, a methane burner, one door or window to the outside.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from math import sqrt

from safety_training.fire.spec import Layout, RoomSpec, VentSpec, lining_of
from safety_training.fire.validate.statistics import Score, score
from safety_training.fire.zones import Source, ZoneModel
from safety_training.numeric import PI

STEADY_S = 1800.0
STEP_S = 0.1
METHANE_KJ_KG = 50000.0
METHANE_C, METHANE_H = 12.011 / 16.043, 4.032 / 16.043
SIGMA_TEMPERATURE, SIGMA_DEPTH = 0.07, 0.05  # of the experiments, CFAST Validation Guide
# quantity, unit, lowest and highest bias, greatest sigma
AIMS = {
    "upper": ("K", 0.90, 1.15, 0.20),
    "interface": ("m", 0.90, 1.10, 0.19),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test. Temperatures in C, heights in m over the floor, flows in kg/s."""

    test: str
    ambient_c: float
    height_m: float
    upper_c: tuple[float, float]  # measured, predicted
    lower_c: tuple[float, float]
    interface_m: tuple[float, float]
    flow_kg_s: float


@dataclass(frozen=True, slots=True)
class Verdict:
    quantity: str
    score: Score
    low: float
    high: float
    sigma: float

    @property
    def reached(self) -> bool:
        return self.low <= self.score.bias <= self.high and self.score.sigma <= self.sigma


def tests() -> Iterator[dict[str, str]]:
    text = files("safety_training").joinpath("fire", "cases", "steckler_development.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text))


def run_all(progress: Callable[[float], None] | None = None, compiled: bool | None = None) -> list[Outcome]:
    rows, made = list(tests()), []
    for n, row in enumerate(rows):
        made.append(run_test(row, compiled=compiled))
        if progress is not None:
            progress((n + 1) / len(rows))
    return made


def run_test(row: dict[str, str], seconds: float = STEADY_S, compiled: bool | None = None) -> Outcome:
    """One row of the table, run until it is steady."""
    x = {key: float(value) for key, value in row.items()}
    board = lining_of("ceramic_board")
    size = (x["room_width_m"], x["room_depth_m"], x["room_height_m"])
    room = RoomSpec("room", *size, ceiling=board, walls=board, floor=board)
    sill = x["vent_sill_m"]
    door = VentSpec("door", "wall", ("room", "outside"), x["vent_width_m"], sill, sill + x["vent_height_m"])
    model = ZoneModel(Layout((room,), (door,)), x["ambient_C"] + 273.15, compiled=compiled)
    source = _burner(x, size)
    for _ in range(round(seconds / STEP_S)):
        model.step(STEP_S, [source])
    now = model.room(0)
    return Outcome(
        test=row["test"],
        ambient_c=x["ambient_C"],
        height_m=x["room_height_m"],
        upper_c=(x["measured_upper_C"], now.upper_k - 273.15),
        lower_c=(x["measured_lower_C"], now.lower_k - 273.15),
        interface_m=(x["measured_interface_m"], now.interface_m),
        flow_kg_s=model.vents[0].flow_out_kg_s,
    )


def _burner(x: dict[str, float], size: tuple[float, float, float]) -> Source:
    """At a wall or in a corner where the burner's rim reaches it."""
    area, fire_x, fire_z = x["fire_area_m2"], x["fire_x_m"], x["fire_y_m"]
    radius = sqrt(area / PI)
    near = int(min(fire_x, size[0] - fire_x) <= radius) + int(min(fire_z, size[1] - fire_z) <= radius)
    return Source(
        room=0,
        base_m=x["fire_base_m"],
        x=fire_x,
        z=fire_z,
        hrr_kw=x["hrr_kW"],
        diameter_m=2.0 * radius,
        radiative_fraction=x["radiative_fraction"],
        heat_of_combustion_kj_kg=METHANE_KJ_KG,
        wall=near,
        carbon=METHANE_C,
        hydrogen=METHANE_H,
    )


def pairs(outcomes: list[Outcome], quantity: str) -> tuple[list[float], list[float]]:
    """(measured, predicted): upper and lower as rises over ambient, interface as height, depth from the ceiling."""
    if quantity in ("upper", "lower"):
        both = [(o.upper_c if quantity == "upper" else o.lower_c, o.ambient_c) for o in outcomes]
        return [t[0] - a for t, a in both], [t[1] - a for t, a in both]
    if quantity == "depth":
        return [o.height_m - o.interface_m[0] for o in outcomes], [o.height_m - o.interface_m[1] for o in outcomes]
    return [o.interface_m[0] for o in outcomes], [o.interface_m[1] for o in outcomes]


def judge(outcomes: list[Outcome]) -> list[Verdict]:
    made = []
    for quantity, (_, low, high, sigma) in AIMS.items():
        measured, predicted = pairs(outcomes, quantity)
        sigma_e = SIGMA_TEMPERATURE if quantity == "upper" else SIGMA_DEPTH
        made.append(Verdict(quantity, score(measured, predicted, sigma_e), low, high, sigma))
    return made
