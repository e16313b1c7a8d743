"""A case told in TOML: rooms, linings, vents with schedules, fires with curves, detectors, probes. The format: docs/fire.md."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from safety_training.fire.air import PRESSURE
from safety_training.fire.spec import DetectorSpec, Layout, Lining, RoomSpec, check_layout, materials
from safety_training.fire.validate.fields import CaseError, Curve, Fields
from safety_training.fire.validate.fires import Fire, fire_of
from safety_training.fire.validate.vents import EDGE_M, leaks_of, schedule_of, under_ceiling, vent_of
from safety_training.plan import OUTSIDE

# so little of it that it neither stores nor leads heat
ADIABATIC = (Lining(1.0e-9, 1.0e-3, 1.0e-3, 0.01, 0.9),)
KELVIN = 273.15


@dataclass(frozen=True, slots=True)
class Probe:
    """A point where the gas is asked for its temperature; metres from the room's corner, y over its floor."""

    name: str
    room: int
    x_m: float
    y_m: float
    z_m: float


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    duration_s: float
    step_s: float
    output_s: float
    inside_k: float
    outside_k: float
    humidity: float
    pressure_pa: float
    layout: Layout
    fires: tuple[Fire, ...]
    shares: Mapping[str, Curve]  # how far vents stand open, or a fan runs, by name
    probes: tuple[Probe, ...]
    spray_mm_s: Mapping[str, float]  # of sprinklers


def read_case(text: str) -> Case:
    """Raises CaseError, which names the field and its line in both languages."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError("TOML", f"TOML로 읽을 수 없습니다: {error}", f"cannot be read as TOML: {error}") from error
    try:
        return _case(Fields("", raw))
    except CaseError as error:
        raise error.in_file(text) from error


def _case(f: Fields) -> Case:
    f.only(
        "title", "notes", "duration_s", "step_s", "output_s", "ambient",
        "material", "room", "vent", "fire", "detector", "probe",
    )  # fmt: skip
    ambient = f.part("ambient")
    ambient.only("inside_c", "outside_c", "humidity", "pressure_pa")
    inside = ambient.number("inside_c", 20.0, -60.0, 100.0)
    linings = {**materials(), **{m.text("id"): _material(m) for m in f.tables("material")}}
    rooms = tuple(_room(r, linings) for r in f.tables("room", 1))
    names = [OUTSIDE, *(room.name for room in rooms)]
    vents = tuple(vent_of(v, names) for v in f.tables("vent"))
    for told, vent in zip(f.tables("vent"), vents, strict=True):
        under_ceiling(told, vent, rooms)
    leaks = tuple(leak for r, room in zip(f.tables("room"), rooms, strict=True) for leak in leaks_of(r, room))
    layout = Layout(rooms, vents + leaks, tuple(_detector(d, rooms) for d in f.tables("detector")))
    try:
        check_layout(layout)
    except ValueError as error:
        raise CaseError("rooms and vents", f"맞지 않습니다: {error}", str(error)) from error
    _different(layout)
    return Case(
        title=f.text("title", ""),
        duration_s=f.above("duration_s"),
        step_s=f.number("step_s", 0.1, 0.001, 1.0),
        output_s=f.above("output_s", 10.0),
        inside_k=inside + KELVIN,
        outside_k=ambient.number("outside_c", inside, -60.0, 100.0) + KELVIN,
        humidity=ambient.number("humidity", 0.5, 0.0, 1.0),
        pressure_pa=ambient.number("pressure_pa", PRESSURE, 50000.0, 110000.0),
        layout=layout,
        fires=tuple(fire_of(x, layout) for x in f.tables("fire")),
        shares={v.text("name"): s for v in f.tables("vent") if (s := schedule_of(v)) is not None},
        probes=tuple(probe for p in f.tables("probe") for probe in _probes(p, layout)),
        spray_mm_s={d.text("name"): d.number("spray_mm_s", 0.0, 0.0) for d in f.tables("detector")},
    )


def _material(f: Fields) -> Lining:
    f.only(
        "id", "conductivity_w_mk", "density_kg_m3", "specific_heat_j_kgk", "thickness_m", "emissivity", "source", "name"
    )
    return Lining(
        f.above("conductivity_w_mk"),
        f.above("specific_heat_j_kgk"),
        f.above("density_kg_m3"),
        f.above("thickness_m", 0.0127),
        f.number("emissivity", 0.9, 0.01, 1.0),
    )


def _linings(f: Fields, key: str, known: Mapping[str, Lining]) -> tuple[Lining, ...]:
    """A name, or a list from the room outwards of names and of { material, thickness_m }."""
    value = f.raw.get(key)
    if value is None:
        raise f.fail(key, "빠졌습니다 (재료 이름 또는 adiabatic)", "is missing (a material, or adiabatic)")
    if value == "adiabatic":
        return ADIABATIC
    made = []
    for i, part in enumerate(value if isinstance(value, list) else [value]):
        layer = Fields(f"{f.where} {key}[{i + 1}]", part if isinstance(part, Mapping) else {"material": part})
        layer.only("material", "thickness_m")
        name = layer.text("material")
        if name not in known:
            raise f.fail(key, f"재료 {name!r}이(가) 없습니다", f"no material {name!r}")
        base = known[name]
        thickness = layer.above("thickness_m", base.thickness_m)
        made.append(
            Lining(base.conductivity_w_mk, base.specific_heat_j_kgk, base.density_kg_m3, thickness, base.emissivity)
        )
    if not 1 <= len(made) <= 4:
        raise f.fail(key, "재료는 1~4겹입니다", "has 1 to 4 layers")
    return tuple(made)


def _room(f: Fields, known: Mapping[str, Lining]) -> RoomSpec:
    f.only(
        "name", "length_m", "width_m", "height_m", "floor_m", "sections", "ceiling", "walls", "floor", "leak_m2",
        "floor_leak_m2",
    )  # fmt: skip
    if f.text("name") == OUTSIDE:
        raise f.fail("name", "outside는 바깥의 이름입니다", "outside is the name of the outside")
    return RoomSpec(
        name=f.text("name"),
        length_m=f.above("length_m"),
        width_m=f.above("width_m"),
        height_m=f.above("height_m"),
        floor_m=f.number("floor_m", 0.0),
        ceiling=_linings(f, "ceiling", known),
        walls=_linings(f, "walls", known),
        floor=_linings(f, "floor", known),
        sections=tuple((height, area) for height, area in f.pairs("sections", "높이, 넓이", "height, area")),
    )


def _detector(f: Fields, rooms: tuple[RoomSpec, ...]) -> DetectorSpec:
    f.only("name", "room", "kind", "position", "rti", "act_c", "obscuration_1_m", "spray_mm_s")
    room = {r.name: r for r in rooms}.get(f.text("room"))
    if room is None:
        raise f.fail("room", f"방 {f.text('room')!r}이(가) 없습니다", f"no room {f.text('room')!r}")
    x, y, z = f.numbers("position", 3)
    _inside(f, room, x, y, z)
    return DetectorSpec(
        name=f.text("name"),
        room=room.name,
        kind=f.text("kind", None, ("smoke", "heat", "sprinkler")),
        x_m=x,
        y_m=room.floor_m + y,
        z_m=z,
        rti=f.number("rti", 0.0, 0.0),
        act_temp_k=f.number("act_c", -KELVIN) + KELVIN,
        obscuration=f.number("obscuration_1_m", 0.0, 0.0),
    )


def _probes(f: Fields, layout: Layout) -> list[Probe]:
    """A point; or with heights_m a tree of them, named NAME.HEIGHT."""
    f.only("name", "room", "position", "heights_m")
    try:
        room = layout.index(f.text("room"))
    except ValueError as error:
        raise f.fail("room", f"방 {f.text('room')!r}이(가) 없습니다", f"no room {f.text('room')!r}") from error
    if "heights_m" not in f.raw:
        x, y, z = f.numbers("position", 3)
        probes = [Probe(f.text("name"), room, x, y, z)]
    else:
        x, z = f.numbers("position", 2)
        probes = [Probe(f"{f.text('name')}.{y:g}", room, x, y, z) for y in f.numbers("heights_m")]
    for probe in probes:
        _inside(f, layout.rooms[room], probe.x_m, probe.y_m, probe.z_m)
    return probes


def _inside(f: Fields, room: RoomSpec, x: float, y: float, z: float) -> None:
    """Raises CaseError for what is not in the room. x, y, z from its corner, m."""
    for at, end in ((x, room.length_m), (y, room.height_m), (z, room.width_m)):
        if not -EDGE_M <= at <= end + EDGE_M:
            raise f.fail(
                "position", f"{at:g}: 방 밖에 있습니다 (0~{end:g})", f"{at:g} is outside the room (0 .. {end:g})"
            )


def _different(layout: Layout) -> None:
    names = [r.name for r in layout.rooms] + [v.name for v in layout.vents] + [d.name for d in layout.detectors]
    for name in names:
        if names.count(name) > 1:
            raise CaseError("name", f"{name!r}이(가) 두 번 쓰였습니다", f"{name!r} is used twice")
