"""Runs a case and keeps what a table of results shows, time by time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt

from safety_training.fire import layout as at
from safety_training.fire.ceiling_jet import jet
from safety_training.fire.detectors import spray_factor
from safety_training.fire.plume import centre_rise
from safety_training.fire.validate.case import KELVIN, Case, Probe
from safety_training.fire.zones import Burned, Source, ZoneModel
from safety_training.numeric import exp

LN10 = 2.302585092994046


@dataclass(slots=True)
class Table:
    """columns: names with their units; rows: numbers, None where there is none (no neutral plane)."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[float | None]] = field(default_factory=list)

    def column(self, name: str) -> list[float]:
        """One column without its gaps. Raises ValueError for an unknown one."""
        i = self.columns.index(name)
        return [value for row in self.rows if (value := row[i]) is not None]


def run_case(case: Case, progress: Callable[[float], None] | None = None, compiled: bool | None = None) -> Table:
    """progress: told the share done now and then."""
    model = ZoneModel(case.layout, case.inside_k, case.outside_k, case.humidity, compiled, case.pressure_pa)
    table = Table()
    steps = max(1, round(case.duration_s / case.step_s))
    every = max(1, round(case.output_s / case.step_s))
    tripped: dict[str, float] = {}
    sources, burned = _burn(model, case, 0.0, 1.0, {})
    _note(table, model, case, 0.0, sources, burned)
    for n in range(steps):
        t = n * case.step_s
        sources, burned = _burn(model, case, t, case.step_s, tripped)
        if (n + 1) % every == 0 or n + 1 == steps:
            _note(table, model, case, (n + 1) * case.step_s, sources, burned)
            if progress is not None:
                progress((n + 1) / steps)
    return table


def _burn(
    model: ZoneModel, case: Case, t: float, dt: float, tripped: dict[str, float]
) -> tuple[list[Source], list[Burned]]:
    if t == 0.0 and dt == 1.0:  # only to look at the first moment
        return [], []
    shares = {name: curve.at(t) for name, curve in case.shares.items()}
    sources = [fire.source(t, _sprayed(model, case, fire.room, t, tripped)) for fire in case.fires]
    burned = model.step(dt, sources, shares)
    for detector in model.detectors:
        if detector.tripped and detector.name not in tripped:
            tripped[detector.name] = t + dt
    return sources, burned


def _sprayed(model: ZoneModel, case: Case, room: int, t: float, tripped: dict[str, float]) -> float:
    """The first sprinkler to open in the room quenches the fires there."""
    factor = 1.0
    for spec in case.layout.detectors:
        if spec.kind == "sprinkler" and spec.name in tripped and model.layout.index(spec.room) == room:
            factor = min(factor, spray_factor(t - tripped[spec.name], case.spray_mm_s.get(spec.name, 0.0)))
    return factor


def _note(table: Table, model: ZoneModel, case: Case, t: float, sources: list[Source], burned: list[Burned]) -> None:
    cells: list[tuple[str, float | None]] = [("time_s", t)]
    for n in range(len(model.layout.rooms)):
        cells += _room_cells(model, n)
    for vent in model.vents:
        cells += [(f"{vent.name}.out_kg_s", vent.flow_out_kg_s), (f"{vent.name}.in_kg_s", vent.flow_in_kg_s)]
        cells += [(f"{vent.name}.neutral_m", vent.neutral_m), (f"{vent.name}.open", vent.open)]
    for k, fire in enumerate(case.fires):
        told = burned[k] if burned else None
        cells += [(f"{fire.name}.hrr_kw", told.hrr_kw if told else 0.0)]
        cells += [(f"{fire.name}.offered_kw", fire.heat_at(t)), (f"{fire.name}.flame_m", told.flame_m if told else 0.0)]
        cells += [(f"{fire.name}.plume_kg_s", told.entrained_kg_s if told else 0.0)]
    for d in model.detectors:
        cells += [(f"{d.name}.gas_c", d.gas_k - KELVIN), (f"{d.name}.own_c", d.own_k - KELVIN)]
        cells += [(f"{d.name}.smoke_1_m", d.smoke_1_m), (f"{d.name}.tripped", float(d.tripped))]
    for probe in case.probes:
        cells.append((f"{probe.name}.gas_c", gas_at(model, probe, sources, burned) - KELVIN))
    if not table.columns:
        table.columns = [name for name, _ in cells]
    table.rows.append([value for _, value in cells])


def _room_cells(model: ZoneModel, n: int) -> list[tuple[str, float | None]]:
    room = model.room(n)
    name, height = room.name, model.layout.rooms[n].height_m
    cells: list[tuple[str, float | None]] = [
        (f"{name}.upper_c", room.upper_k - KELVIN),
        (f"{name}.lower_c", room.lower_k - KELVIN),
        (f"{name}.interface_m", room.interface_m),
        (f"{name}.depth_m", height - room.interface_m),
        (f"{name}.pressure_pa", room.pressure_pa),
    ]
    for layer, word in ((at.UPPER, "upper"), (at.LOWER, "lower")):
        gas = room.upper if layer == at.UPPER else room.lower
        density = room.upper_density if layer == at.UPPER else room.lower_density
        dry = 1.0 - model.mole_fraction(n, layer, at.H2O)
        cells += [
            (f"{name}.{word}_o2_pct", 100.0 * model.mole_fraction(n, layer, at.O2)),
            (f"{name}.{word}_co2_pct", 100.0 * model.mole_fraction(n, layer, at.CO2)),
            (f"{name}.{word}_o2_dry_pct", 100.0 * model.mole_fraction(n, layer, at.O2) / dry),
            (f"{name}.{word}_co2_dry_pct", 100.0 * model.mole_fraction(n, layer, at.CO2) / dry),
            (f"{name}.{word}_co_ppm", 1.0e6 * model.mole_fraction(n, layer, at.CO)),
            (f"{name}.{word}_hcn_ppm", 1.0e6 * model.mole_fraction(n, layer, at.HCN)),
            (f"{name}.{word}_h2o_pct", 100.0 * model.mole_fraction(n, layer, at.H2O)),
            (f"{name}.{word}_soot_mg_m3", 1.0e6 * density * gas.soot),
        ]
    cells.append((f"{name}.upper_od_1_m", room.extinction_upper_1_m / LN10))
    for word, kelvin in zip(("ceiling", "upper_wall", "lower_wall", "floor"), model.faces(n), strict=True):
        cells.append((f"{name}.{word}_c", kelvin - KELVIN))
    return cells


def gas_at(model: ZoneModel, probe: Probe, sources: list[Source], burned: list[Burned]) -> float:
    """K: of the layer there, warmer in a plume (Gaussian across it) or in a ceiling jet."""
    room, box = model.room(probe.room), model.layout.rooms[probe.room]
    above = probe.y_m > room.interface_m
    layer = room.upper_k if above else room.lower_k
    warmest = layer
    for source, told in zip(sources, burned, strict=True):
        if source.room != probe.room or told.hrr_kw <= 0.0:
            continue
        x, z = probe.x_m - source.x, probe.z_m - source.z
        r = sqrt(x * x + z * z)
        up = probe.y_m - source.base_m
        images = (1.0, 2.0, 4.0)[source.wall]
        convective = (1.0 - source.radiative_fraction) * told.hrr_kw
        if up > 0.0:
            rise = centre_rise(up, told.hrr_kw, convective, source.diameter_m, images, room.lower_density, room.lower_k)
            width = 0.14 * sqrt(1.0 + rise / room.lower_k) * up
            warmest = max(warmest, room.lower_k + rise * exp(-min(600.0, r * r / (width * width))))
        if box.height_m - probe.y_m <= 0.12 * (box.height_m - source.base_m):
            long, narrow = max(box.length_m, box.width_m), min(box.length_m, box.width_m)
            rise, _ = jet(
                images * told.hrr_kw, source.radiative_fraction, source.diameter_m, source.base_m, box.height_m,
                room.interface_m, r, long, narrow, room.upper_k, room.lower_k, room.lower_density, long >= 3.0 * narrow,
            )  # fmt: skip
            warmest = max(warmest, room.lower_k + rise)
    return warmest
