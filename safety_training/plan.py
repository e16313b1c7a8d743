"""What a building is made of: rooms, what joins them, and what hangs on their walls. Read from data by `building`.

Metres in the place's frame, +Y up. "outside" is no room: vents may lead there, and a point in no room is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from safety_training.floors import Floor
from safety_training.numeric import Vec3
from safety_training.texts import NO_TEXT, Text

OUTSIDE = "outside"
VENT_KINDS = ("door", "window", "opening", "leak", "hatch")
DEVICE_KINDS = ("phone", "lift", "descender", "stove", "tap")  # spots without figures of their own
TOOL_KINDS = ("lid", "blanket", "towel")


@dataclass(frozen=True, slots=True)
class Room:
    """A box. Materials are ids of data/materials.toml; `text` is what people call it."""

    name: str
    low: Vec3
    high: Vec3
    walls: str
    ceiling: str
    floor: str
    text: Text

    @property
    def floor_m2(self) -> float:
        return (self.high[0] - self.low[0]) * (self.high[2] - self.low[2])

    @property
    def height_m(self) -> float:
        return self.high[1] - self.low[1]

    def holds(self, p: Vec3, margin_m: float = 0.0) -> bool:
        (x, y, z), low, high, m = p, self.low, self.high, margin_m
        across = low[0] - m <= x <= high[0] + m and low[2] - m <= z <= high[2] + m
        return across and low[1] - m <= y <= high[1] + m


@dataclass(frozen=True, slots=True)
class Vent:
    """What joins two rooms, or a room and the outside. sill_m and soffit_m : of the opening, above the floor of rooms[0].

    open : share at the beginning, 0..1. normal points from rooms[0] to rooms[1]. node : of the place's model, turned when moved."""

    name: str
    kind: str
    rooms: tuple[str, str]
    width_m: float
    sill_m: float
    soffit_m: float
    centre: Vec3
    normal: Vec3
    open: float
    node: str
    movable: bool
    lockable: bool
    text: Text

    def beyond(self, room: str) -> str:
        """The room on the other side."""
        return self.rooms[1] if self.rooms[0] == room else self.rooms[0]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thing is and which way its front looks. kind: a model, a make or a sort, as its table says."""

    name: str
    position: Vec3
    facing: Vec3
    kind: str = ""
    model: str = ""
    room: str = ""
    text: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Detector:
    """kind : smoke, heat or sprinkler. rti in (m s)^0.5, obscuration in 1/m; 0 means the kind's own figure."""

    name: str
    room: str
    position: Vec3
    kind: str
    rti: float
    act_temp_k: float
    obscuration: float


@dataclass(frozen=True, slots=True)
class Breaker:
    spot: Spot
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hydrant:
    spot: Spot
    hose_m: float
    pressure_mpa: float
    nozzle_mm: float


@dataclass(frozen=True, slots=True)
class Exit:
    """A line on the floor through `position`; beyond it, towards `outward`, one is out."""

    name: str
    position: Vec3
    outward: Vec3
    half_width_m: float


@dataclass(frozen=True, slots=True)
class Assembly:
    name: str
    position: Vec3
    radius_m: float


@dataclass(frozen=True, slots=True)
class Refuge:
    name: str
    room: str


@dataclass(frozen=True, slots=True)
class Building:
    id: str
    rooms: tuple[Room, ...]
    vents: tuple[Vent, ...]
    signs: tuple[Spot, ...]
    alarms: tuple[Spot, ...]
    detectors: tuple[Detector, ...]
    extinguishers: tuple[Spot, ...]
    tools: tuple[Spot, ...]
    hydrants: tuple[Hydrant, ...]
    breakers: tuple[Breaker, ...]
    devices: tuple[Spot, ...]  # phones, lifts, descenders, stoves, taps: `kind` says which
    exits: tuple[Exit, ...]
    assemblies: tuple[Assembly, ...]
    refuges: tuple[Refuge, ...]
    content_hash: str
    floor: Floor | None = None  # None: nothing is known to stand on it

    def room(self, name: str) -> Room:
        """Raises KeyError."""
        for room in self.rooms:
            if room.name == name:
                return room
        raise KeyError(name)

    def vent(self, name: str) -> Vent:
        """Raises KeyError."""
        for vent in self.vents:
            if vent.name == name:
                return vent
        raise KeyError(name)

    def room_at(self, p: Vec3, margin_m: float = 0.1) -> Room | None:
        """The room around a point, None outside. A point in a doorway is in the room that is listed first."""
        for margin in (0.0, margin_m):
            for room in self.rooms:
                if room.holds(p, margin):
                    return room
        return None
