"""The state of the zone model on the first day: still air of one temperature in every room, walls as warm."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from safety_training.fire import layout as at
from safety_training.fire.air import CV, GAS_CONSTANT, PRESSURE, SIGMA, layers
from safety_training.fire.geometry import view_factor
from safety_training.fire.spec import DetectorSpec, Layout, Lining, RoomSpec, VentSpec, cells_of, check_layout
from safety_training.numeric import exp
from safety_training.tables import values

FIRST_LAYER = 0.001  # of the room's volume
MAX_SOURCES = 16


def zeros(n: int) -> array[float]:
    return array("d", bytes(8 * max(n, 1)))


def build_state(
    plan: Layout, inside_k: float, outside_k: float, humidity: float, pressure_pa: float = PRESSURE
) -> at.State:
    """Raises ValueError for a plan that is wrong."""
    check_layout(plan)
    rooms, vents = len(plan.rooms), len(plan.vents)
    state = at.State(
        counts=array("q", [rooms, vents, 0, 0, 0, len(plan.detectors)]),
        ambient=zeros(at.A_FRACTION + at.QUANTITIES),
        room=zeros(rooms * at.ROOM),
        gas=zeros(rooms * 2 * at.QUANTITIES),
        zone=zeros(rooms * at.ZONE),
        rate=zeros(rooms * 2 * at.QUANTITIES),
        surface=zeros(rooms * 4 * at.SURFACE),
        cell=zeros(rooms * 4 * 3 * at.CELLS),
        vent=zeros(vents * at.VENT),
        slab=zeros(vents * at.SLABS * at.SLAB),
        source=zeros(MAX_SOURCES * at.SOURCE),
        detector=zeros(len(plan.detectors) * at.DETECTOR),
        work=zeros(at.WORK),
    )
    outside = air_fractions(humidity, outside_k, pressure_pa)
    state.ambient[at.A_TEMPERATURE] = outside_k
    state.ambient[at.A_DENSITY] = pressure_pa / (GAS_CONSTANT * outside_k)
    state.ambient[at.A_PRESSURE] = pressure_pa
    for q in range(at.QUANTITIES):
        state.ambient[at.A_FRACTION + q] = outside[q]
    inside = air_fractions(humidity, inside_k, pressure_pa)
    for n, room in enumerate(plan.rooms):
        _put_room(state, n, room, inside_k, inside)
        for glow in (at.Z_GLOW_U, at.Z_GLOW_L):
            state.zone[n * at.ZONE + glow] = SIGMA * inside_k * inside_k * inside_k * inside_k
    for n, vent in enumerate(plan.vents):
        _put_vent(state, n, plan, vent)
    for n, detector in enumerate(plan.detectors):
        _put_detector(state, n, plan, detector, inside_k)
    layers(state)
    return state


def air_fractions(humidity: float, temperature: float, pressure_pa: float = PRESSURE) -> list[float]:
    """Mass fractions of moist air in the order of the quantities. Saturation by Magnus' formula (Alduchov and Eskridge 1996)."""
    celsius = temperature - 273.15
    saturated = 610.94 * exp(17.625 * celsius / (celsius + 243.04)) if celsius > -60.0 else 0.0
    water = 0.622 * humidity * saturated / (pressure_pa - 0.378 * humidity * saturated)
    figures = values("zones")
    fractions = [0.0] * at.QUANTITIES
    fractions[at.MASS] = 1.0
    fractions[at.O2] = figures["oxygen_air"] * (1.0 - water)
    fractions[at.CO2] = figures["co2_air"] * (1.0 - water)
    fractions[at.H2O] = water
    return fractions


def _put_room(s: at.State, n: int, room: RoomSpec, temperature: float, air: Sequence[float]) -> None:
    r = n * at.ROOM
    area = room.length_m * room.width_m
    s.room[r + at.R_VOLUME] = _put_sections(s, r + at.R_SECTIONS, room)
    s.room[r + at.R_AREA] = area
    s.room[r + at.R_HEIGHT] = room.height_m
    s.room[r + at.R_FLOOR] = room.floor_m
    s.room[r + at.R_LENGTH] = room.length_m
    s.room[r + at.R_WIDTH] = room.width_m
    s.room[r + at.R_VIEW] = view_factor(room.length_m, room.width_m, room.height_m)
    mass = s.ambient[at.A_PRESSURE] / (GAS_CONSTANT * temperature) * s.room[r + at.R_VOLUME]
    for layer, share in ((at.UPPER, FIRST_LAYER), (at.LOWER, 1.0 - FIRST_LAYER)):
        i = (2 * n + layer) * at.QUANTITIES
        for q in range(at.QUANTITIES):
            s.gas[i + q] = share * mass * air[q]
        s.gas[i + at.ENERGY] = share * mass * CV * temperature
    linings = (room.ceiling, room.walls, room.walls, room.floor)
    perimeter = 2.0 * (room.length_m + room.width_m)
    sizes = (area, FIRST_LAYER * perimeter * room.height_m, (1.0 - FIRST_LAYER) * perimeter * room.height_m, area)
    for k in range(4):
        _put_surface(s, 4 * n + k, linings[k], sizes[k], temperature)


def _put_sections(s: at.State, start: int, room: RoomSpec) -> float:
    """The room's volume, m3; of a room that is no box also its sections."""
    if not room.sections:
        return room.length_m * room.width_m * room.height_m
    s.room[start] = float(len(room.sections))
    below, x = 0.0, start + 1
    for n, (height, area) in enumerate(room.sections):
        if n > 0:
            under, before = room.sections[n - 1]
            below += 0.5 * (before + area) * (height - under)
        s.room[x + at.X_HEIGHT], s.room[x + at.X_AREA], s.room[x + at.X_BELOW] = height, area, below
        x += at.SECTION
    return below


def _put_surface(s: at.State, n: int, linings: Sequence[Lining], area: float, temperature: float) -> None:
    f, c = n * at.SURFACE, n * 3 * at.CELLS
    cells = cells_of(linings, at.CELLS)
    s.surface[f + at.S_AREA] = area
    s.surface[f + at.S_FACE] = temperature
    s.surface[f + at.S_EMISSIVITY] = linings[0].emissivity
    s.surface[f + at.S_FIRST] = cells[0][1] / cells[0][0]
    for k, (size, conductivity, heat) in enumerate(cells):
        s.cell[c + k] = temperature
        s.cell[c + at.C_CAPACITY * at.CELLS + k] = heat * size
        resistance = 0.5 * size / conductivity
        if k + 1 < len(cells):
            resistance += 0.5 * cells[k + 1][0] / cells[k + 1][1]
        s.cell[c + at.C_CONDUCTANCE * at.CELLS + k] = 1.0 / resistance


def _put_vent(s: at.State, n: int, plan: Layout, vent: VentSpec) -> None:
    v = n * at.VENT
    floor = plan.floor_of(vent.rooms[0])
    s.vent[v + at.V_KIND] = float(("wall", "hole", "fan").index(vent.kind))
    s.vent[v + at.V_A] = float(plan.index(vent.rooms[0]))
    s.vent[v + at.V_B] = float(plan.index(vent.rooms[1]))
    s.vent[v + at.V_WIDTH] = vent.area_m2 if vent.kind == "hole" else vent.width_m
    s.vent[v + at.V_SILL] = floor + vent.sill_m
    s.vent[v + at.V_SOFFIT] = floor + vent.soffit_m
    if vent.kind == "hole":
        s.vent[v + at.V_SILL] = floor + plan.rooms[plan.index(vent.rooms[0])].height_m
    s.vent[v + at.V_OPEN] = vent.open if vent.open > vent.crack else vent.crack
    s.vent[v + at.V_CRACK] = vent.crack
    s.vent[v + at.V_FLOW] = vent.flow_m3_s
    figures = values("zones")
    stall = vent.stall_pa if vent.stall_pa > 0.0 else figures["fan_stall_pa"]
    s.vent[v + at.V_STALL] = stall
    s.vent[v + at.V_FULL] = vent.full_pa if vent.stall_pa > 0.0 else figures["fan_full_pa"]
    s.vent[v + at.V_NEUTRAL] = -1.0e9


def _put_detector(s: at.State, n: int, plan: Layout, detector: DetectorSpec, temperature: float) -> None:
    d, figures = n * at.DETECTOR, values("zones")
    room = plan.index(detector.room)
    box = plan.rooms[room]
    kind = ("smoke", "heat", "sprinkler").index(detector.kind)
    own = detector.obscuration if kind == at.D_SMOKES else detector.act_temp_k
    usual = figures[("smoke_detector_1_m", "heat_detector_k", "sprinkler_k")[kind]]
    rti = figures[("heat_detector_rti", "heat_detector_rti", "sprinkler_rti")[kind]]
    s.detector[d + at.D_KIND] = float(kind)
    s.detector[d + at.D_ROOM] = float(room)
    s.detector[d + at.D_X] = detector.x_m - box.x_m
    s.detector[d + at.D_Y] = detector.y_m - box.floor_m
    s.detector[d + at.D_Z] = detector.z_m - box.z_m
    s.detector[d + at.D_RTI] = detector.rti if detector.rti > 0.0 else rti
    s.detector[d + at.D_ACT] = own if own > 0.0 else usual
    s.detector[d + at.D_TEMPERATURE] = temperature
    s.detector[d + at.D_GAS] = temperature
