"""What the zone model is built from: rooms with their linings, vents, devices. Checked here, with the name of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import sqrt

from safety_training.fire.layout import MAX_ROOMS, MAX_SECTIONS
from safety_training.plan import OUTSIDE, Building
from safety_training.tables import read_toml

FINEST, FINEST_S = 0.2, 10.0  # the first cell is a fifth of what heat gets through in ten seconds


@dataclass(frozen=True, slots=True)
class Lining:
    """One layer of a ceiling, wall or floor. W/(m K), J/(kg K), kg/m3, m."""

    conductivity_w_mk: float
    specific_heat_j_kgk: float
    density_kg_m3: float
    thickness_m: float
    emissivity: float = 0.9


@cache
def materials() -> Mapping[str, Lining]:
    """The rows of data/materials.toml, each in its usual thickness."""
    keys = ("conductivity_w_mk", "specific_heat_j_kgk", "density_kg_m3", "thickness_m", "emissivity")
    return {m["id"]: Lining(*(float(m[key]) for key in keys)) for m in read_toml("data", "materials")["material"]}


def lining_of(name: str) -> tuple[Lining, ...]:
    """One layer of a listed material. Raises ValueError for an unknown one."""
    if name not in materials():
        raise ValueError(f"no material {name!r} in data/materials.toml")
    return (materials()[name],)


@dataclass(frozen=True, slots=True)
class RoomSpec:
    """A box; linings from the room outwards. x_m, z_m: its corner, for what stands in it. sections: (height over the floor m,
    area m2) from the floor to the top, straight between them, where it is no box: then volume and interface are theirs,
    walls and radiation those of the box around."""

    name: str
    length_m: float  # along x
    width_m: float  # along z
    height_m: float
    floor_m: float = 0.0
    ceiling: tuple[Lining, ...] = ()
    walls: tuple[Lining, ...] = ()
    floor: tuple[Lining, ...] = ()
    x_m: float = 0.0
    z_m: float = 0.0
    sections: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class VentSpec:
    """kind wall: an upright opening, heights over the floor of rooms[0]; hole: in the ceiling of rooms[0] under rooms[1],
    area_m2; fan: flow_m3_s from rooms[0] to rooms[1] (either may be the outside), all of it against full_pa, nothing against
    stall_pa (0: as usual). crack: share that stays open when shut."""

    name: str
    kind: str
    rooms: tuple[str, str]
    width_m: float = 0.0
    sill_m: float = 0.0
    soffit_m: float = 0.0
    area_m2: float = 0.0
    flow_m3_s: float = 0.0
    full_pa: float = 0.0
    stall_pa: float = 0.0
    open: float = 1.0
    crack: float = 0.0


@dataclass(frozen=True, slots=True)
class DetectorSpec:
    """kind smoke, heat or sprinkler; position in metres of the place. rti (m s)^0.5, act K, obscuration 1/m."""

    name: str
    room: str
    kind: str
    x_m: float
    y_m: float
    z_m: float
    rti: float = 0.0
    act_temp_k: float = 0.0
    obscuration: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """All rooms and what joins them."""

    rooms: tuple[RoomSpec, ...]
    vents: tuple[VentSpec, ...] = ()
    detectors: tuple[DetectorSpec, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)

    def index(self, room: str) -> int:
        """-1 for the outside. Raises ValueError for an unknown room."""
        if room == OUTSIDE:
            return -1
        for i, r in enumerate(self.rooms):
            if r.name == room:
                return i
        raise ValueError(f"no room {room!r}")

    def floor_of(self, room: str) -> float:
        i = self.index(room)
        return self.rooms[i].floor_m if i >= 0 else 0.0


def check_layout(layout: Layout) -> None:
    """Raises ValueError naming the first thing that is wrong."""
    if not 1 <= len(layout.rooms) <= MAX_ROOMS:
        raise ValueError(f"{len(layout.rooms)} rooms: 1 to {MAX_ROOMS}")
    for room in layout.rooms:
        if min(room.length_m, room.width_m, room.height_m) <= 0.0:
            raise ValueError(f"room {room.name}: length, width and height are above 0")
        for part in (room.ceiling, room.walls, room.floor):
            if not part or min(min(x.conductivity_w_mk, x.density_kg_m3, x.thickness_m) for x in part) <= 0.0:
                raise ValueError(f"room {room.name}: a lining is missing or has no conductivity, density or thickness")
        _check_sections(room)
    for vent in layout.vents:
        _check_vent(layout, vent)


def _check_sections(room: RoomSpec) -> None:
    if not room.sections:
        return
    heights = [height for height, _ in room.sections]
    if not 2 <= len(heights) <= MAX_SECTIONS or any(b <= a for a, b in pairwise(heights)):
        raise ValueError(f"room {room.name}: 2 to {MAX_SECTIONS} sections, each above the one before")
    if heights[0] != 0.0 or heights[-1] != room.height_m or min(area for _, area in room.sections) <= 0.0:
        raise ValueError(f"room {room.name}: sections reach from 0 to height_m, each with an area above 0")


def _check_vent(layout: Layout, vent: VentSpec) -> None:
    a, b = (layout.index(room) for room in vent.rooms)
    if a == b:
        raise ValueError(f"vent {vent.name}: joins a room with itself")
    if vent.kind == "wall" and (a < 0 or vent.width_m <= 0.0 or vent.soffit_m <= vent.sill_m or vent.sill_m < 0.0):
        raise ValueError(f"vent {vent.name}: from a room, wider than 0, its soffit over its sill")
    if vent.kind == "hole" and (a < 0 or vent.area_m2 <= 0.0):
        raise ValueError(f"vent {vent.name}: from a room, with an area above 0")
    if vent.kind == "fan" and vent.flow_m3_s < 0.0:
        raise ValueError(f"vent {vent.name}: its flow is not below 0; turn its rooms round instead")
    if vent.kind == "fan" and max(vent.stall_pa, vent.full_pa) > 0.0 and vent.stall_pa <= vent.full_pa:
        raise ValueError(
            f"vent {vent.name}: it stalls at a higher pressure (stall_pa) than it gives its full flow at (full_pa)"
        )
    if vent.kind not in ("wall", "hole", "fan"):
        raise ValueError(f"vent {vent.name}: kind {vent.kind!r} is not wall, hole or fan")


def layout_of(building: Building, door_crack: float) -> Layout:
    """The rooms, vents and detectors of a building as the zone model wants them."""
    rooms = tuple(
        RoomSpec(
            name=r.name,
            length_m=r.high[0] - r.low[0],
            width_m=r.high[2] - r.low[2],
            height_m=r.high[1] - r.low[1],
            floor_m=r.low[1],
            ceiling=lining_of(r.ceiling),
            walls=lining_of(r.walls),
            floor=lining_of(r.floor),
            x_m=r.low[0],
            z_m=r.low[2],
        )
        for r in building.rooms
    )
    detectors = tuple(
        DetectorSpec(d.name, d.room, d.kind, *d.position, d.rti, d.act_temp_k, d.obscuration)
        for d in building.detectors
    )
    return Layout(rooms, _vents_of(building, door_crack), detectors)


def _vents_of(building: Building, door_crack: float) -> tuple[VentSpec, ...]:
    made: list[VentSpec] = []
    for v in building.vents:
        if v.kind == "hatch":
            area = v.width_m * (v.soffit_m - v.sill_m)
            made.append(VentSpec(v.name, "hole", v.rooms, area_m2=area, open=v.open, crack=door_crack))
        else:
            hung = v.kind == "door" or (v.kind == "window" and v.movable)  # a pane that never opens is tight
            crack = door_crack if hung else 0.0
            made.append(VentSpec(v.name, "wall", v.rooms, v.width_m, v.sill_m, v.soffit_m, open=v.open, crack=crack))
    return tuple(made)


def cells_of(linings: Sequence[Lining], cells: int) -> list[tuple[float, float, float]]:
    """(thickness m, conductivity, density x specific heat) of each cell from the room outwards; layers share the cells."""
    shares = [cells // len(linings)] * len(linings)
    shares[0] += cells - sum(shares)
    made = []
    for lining, count in zip(linings, shares, strict=True):
        heat = lining.density_kg_m3 * lining.specific_heat_j_kgk
        finest = FINEST * sqrt(lining.conductivity_w_mk / heat * FINEST_S)
        made += [(size, lining.conductivity_w_mk, heat) for size in _sizes(lining.thickness_m, count, finest)]
    return made


def _sizes(thickness: float, count: int, finest: float) -> list[float]:
    """Cells that grow from the room outwards, the first as thin as `finest` or thinner."""
    growth, high = 1.0, 4.0
    for _ in range(40):  # halve the bracket; more growth makes a thinner first cell
        middle = 0.5 * (growth + high)
        if thickness / _sum(_weights(count, middle)) > finest:
            growth = middle
        else:
            high = middle
    weights = _weights(count, growth)
    total = _sum(weights)
    return [thickness * w / total for w in weights]


def _weights(count: int, growth: float) -> list[float]:
    weights = [1.0]
    for _ in range(count - 1):
        weights.append(weights[-1] * growth)
    return weights


def _sum(numbers: Sequence[float]) -> float:
    total = 0.0
    for x in numbers:
        total += x
    return total
