"""Fires of a case: where, how much heat over time, of what fuel."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from safety_training.fire.spec import Layout
from safety_training.fire.validate.fields import Curve, Fields, curve_of, rising
from safety_training.fire.zones import Source
from safety_training.numeric import PI

GROWTH_S = {"slow": 600.0, "medium": 300.0, "fast": 150.0, "ultra_fast": 75.0}  # to 1055 kW, NFPA 92
ATOMS = {"C": 12.011, "H": 1.008, "O": 15.999, "N": 14.007, "Cl": 35.453}


@dataclass(frozen=True, slots=True)
class Fire:
    """One fire; x and z from the room's corner."""

    name: str
    room: int
    x_m: float
    z_m: float
    base_m: Curve
    hrr_kw: Curve
    growth: tuple[float, float, float] | None  # (start s, kW/s2, peak kW): instead of hrr_kw
    burning_kg_s: Curve | None  # instead of hrr_kw
    area_m2: Curve
    radiative_fraction: Curve
    heat_kj_kg: Curve
    soot: Curve
    co: Curve
    hcn: Curve
    carbon: float
    hydrogen: float
    wall: int

    def heat_at(self, t: float) -> float:
        """kW that the fuel offers."""
        if self.burning_kg_s is not None:
            return self.burning_kg_s.at(t) * self.heat_kj_kg.at(t)
        if self.growth is None:
            return self.hrr_kw.at(t)
        start, rate, peak = self.growth
        return min(peak, rate * (t - start) * (t - start)) if t > start else 0.0

    def source(self, t: float, factor: float = 1.0) -> Source:
        return Source(
            room=self.room,
            base_m=self.base_m.at(t),
            x=self.x_m,
            z=self.z_m,
            hrr_kw=factor * self.heat_at(t),
            diameter_m=sqrt(4.0 * self.area_m2.at(t) / PI),
            radiative_fraction=self.radiative_fraction.at(t),
            heat_of_combustion_kj_kg=self.heat_kj_kg.at(t),
            soot_yield=self.soot.at(t),
            co_yield=self.co.at(t),
            hcn_yield=self.hcn.at(t),
            wall=self.wall,
            carbon=self.carbon,
            hydrogen=self.hydrogen,
        )


def fire_of(f: Fields, layout: Layout) -> Fire:
    """Raises CaseError."""
    f.only(
        "name", "room", "position", "base_m", "area_m2", "diameter_m", "time_s", "hrr_kw", "burning_kg_s", "growth",
        "growth_kw_s2", "start_s", "peak_kw", "radiative_fraction", "heat_of_combustion_kj_kg", "soot_yield", "co_yield",
        "hcn_yield", "fuel", "wall",
    )  # fmt: skip
    try:
        room = layout.index(f.text("room"))
    except ValueError as error:
        raise f.fail("room", f"방 {f.text('room')!r}이(가) 없습니다", f"no room {f.text('room')!r}") from error
    times = f.numbers("time_s", default=[0.0])
    rising(f, "time_s", times)
    x, z = f.numbers("position", 2)
    box = layout.rooms[room]
    if not (0.0 <= x <= box.length_m and 0.0 <= z <= box.width_m):
        raise f.fail("position", "방 밖에 있습니다", "is outside the room")
    area = _area(f, times)
    carbon, hydrogen = _fuel(f)
    return Fire(
        name=f.text("name", "fire"),
        room=room,
        x_m=x,
        z_m=z,
        base_m=_within(f, "base_m", times, 0.0, 0.0, box.height_m),
        hrr_kw=_within(f, "hrr_kw", times, 0.0, 0.0, 1.0e7),
        growth=_growth(f),
        burning_kg_s=None if "burning_kg_s" not in f.raw else _within(f, "burning_kg_s", times, None, 0.0, 1000.0),
        area_m2=area,
        radiative_fraction=_within(f, "radiative_fraction", times, 0.35, 0.0, 0.95),
        heat_kj_kg=_within(f, "heat_of_combustion_kj_kg", times, None, 1000.0, 200000.0),
        soot=_within(f, "soot_yield", times, 0.0, 0.0, 1.0),
        co=_within(f, "co_yield", times, 0.0, 0.0, 1.0),
        hcn=_within(f, "hcn_yield", times, 0.0, 0.0, 1.0),
        carbon=carbon,
        hydrogen=hydrogen,
        wall=_wall(f, x, z, box.length_m, box.width_m, sqrt(max(area.values) / PI)),
    )


def _within(f: Fields, key: str, times: list[float], default: float | None, low: float, high: float) -> Curve:
    curve = curve_of(f, key, times, default)
    for value in curve.values:
        if not low <= value <= high:
            raise f.fail(key, f"{value}: {low}~{high} 밖에 있습니다", f"{value} is outside {low} .. {high}")
    return curve


def _area(f: Fields, times: list[float]) -> Curve:
    if "diameter_m" in f.raw:
        d = f.above("diameter_m")
        return Curve((0.0,), (0.25 * PI * d * d,))
    return _within(f, "area_m2", times, None, 1.0e-4, 1.0e4)


def _growth(f: Fields) -> tuple[float, float, float] | None:
    told = [key for key in ("hrr_kw", "burning_kg_s", "growth", "growth_kw_s2") if key in f.raw]
    if len(told) > 1:
        raise f.fail(told[1], f"{told[0]}이(가) 이미 정합니다", f"is already told by {told[0]}")
    if not told:
        ko, en = "빠졌습니다 (또는 burning_kg_s, growth)", "is missing (or burning_kg_s, or growth)"
        raise f.fail("hrr_kw", ko, en)
    if "growth" not in f.raw and "growth_kw_s2" not in f.raw:
        return None
    if "growth_kw_s2" in f.raw:
        rate = f.above("growth_kw_s2")
    else:
        seconds = GROWTH_S[f.text("growth", None, tuple(GROWTH_S))]
        rate = 1055.0 / (seconds * seconds)
    return f.number("start_s", 0.0), rate, f.above("peak_kw", 1.0e9)


def _fuel(f: Fields) -> tuple[float, float]:
    """Mass fractions of carbon and hydrogen from { C, H, O, N, Cl } by number of atoms; wood unless told."""
    fuel = f.part("fuel")
    fuel.only(*ATOMS)
    if not fuel.raw:
        return 0.48, 0.06
    parts = {atom: fuel.number(atom, 0.0, 0.0) * mass for atom, mass in ATOMS.items()}
    total = 0.0
    for mass in parts.values():
        total += mass
    if total <= 0.0:
        raise f.fail("fuel", "원자가 없습니다", "has no atoms")
    return parts["C"] / total, parts["H"] / total


def _wall(f: Fields, x: float, z: float, length: float, width: float, radius: float) -> int:
    kinds = ("free", "wall", "corner")
    told = f.text("wall", "auto", ("auto", *kinds))
    if told != "auto":
        return kinds.index(told)
    return int(min(x, length - x) <= radius) + int(min(z, width - z) <= radius)
