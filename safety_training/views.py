"""What is drawn of a drill: the parts of a `snapshot.Snapshot`, plain data that crosses the wire as JSON, 20 times a second.

Positions are metres in the place's frame; `facing` is the way a thing's or a person's front looks; `yaw` is the turn about +Y,
radians, that brings a model's +Z there. What never changes (rooms, signs, texts) is not sent: load_scenario(...).building has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from safety_training.numeric import Vec3


@dataclass(frozen=True, slots=True)
class FireView:
    """One thing that burns or may burn. position : centre of the burning surface. height_m : of the flame above it. tilt : how
    far its tip leans along x and z, rad. share : of the surface that burns. covered : share under powder or foam; cover : "lid",
    "blanket" or "". wet, charred : shares. energised : live."""

    item: str
    room: str
    position: Vec3
    diameter_m: float
    height_m: float
    tilt: tuple[float, float]
    heat_release_kw: float
    burning: bool
    share: float
    core_heat: float
    covered: float
    cover: str
    fuel_left: float
    wet: float
    charred: float
    energised: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """interface_m : lower edge of the smoke above that room's floor. o2 : mass fraction, co_ppm : by volume, of the upper layer."""

    name: str
    interface_m: float
    upper_k: float
    lower_k: float
    extinction_upper_1_m: float
    extinction_lower_1_m: float
    o2: float
    co_ppm: float


@dataclass(frozen=True, slots=True)
class JetView:
    """Hot gas spreading under a ceiling from above a fire, so far out."""

    room: str
    centre: Vec3
    radius_m: float
    depth_m: float
    temperature_k: float
    extinction_1_m: float


@dataclass(frozen=True, slots=True)
class CloudView:
    """Agent in the air."""

    position: Vec3
    radius_m: float
    extinction_1_m: float
    agent: str


@dataclass(frozen=True, slots=True)
class VentView:
    name: str
    open: float
    blocked: bool


@dataclass(frozen=True, slots=True)
class EquipmentView:
    """What hands carry: extinguishers, lids, blankets, towels, a hydrant's nozzle. `holder` is a person's id, "" when it stands.
    Held, `position` is at the holder's side, and nozzle and direction are set. gauge : needle over the whole dial, 0..1;
    green_low..green_high is the good part of it. wet : of a towel. fault_known : somebody has seen that it is unfit."""

    name: str
    kind: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float
    holder: str
    pin_out: bool
    pin_jammed: bool
    gauge: float
    green_low: float
    green_high: float
    remaining_kg: float
    full_kg: float
    flow_kg_s: float
    throw_m: float
    lever: float
    nozzle: Vec3 | None
    direction: Vec3 | None
    agent: str
    fault_known: bool
    wet: bool = False
    in_use: str = ""  # what it lies on, or "mouth"


@dataclass(frozen=True, slots=True)
class DeviceView:
    """What is fixed to the building: alarm, hydrant, breaker, stove, phone, lift, descender, detector, sprinkler, assembly.
    state : alarm {sounding}; hydrant {box, valve, hose, holder, water}; breaker {on}; stove {knob}; phone {busy}; lift {called};
    descender {step, holder}; detector and sprinkler {active}; assembly {here, counted}."""

    name: str
    kind: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ThingView:
    """Furniture of the drill that does not change."""

    name: str
    model: str
    position: Vec3
    facing: Vec3
    yaw: float


@dataclass(frozen=True, slots=True)
class CallView:
    """A 119 call under way. state : "ringing", "asking" or "done" (one may hang up). said : what the dispatcher says. options :
    [{id, ko, en}] that one may answer. filled : slots that the dispatcher has understood."""

    state: str
    question: dict[str, str]
    options: list[dict[str, str]]
    filled: list[str]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the drill; npc : played by nobody. tasks : [{id, ko, en, done}], empty in test mode. hint : {ko, en}, None but in
    guided mode. visibility_m : of a reflecting sign where the head is. fed, heat_dose : shares of what takes a person down."""

    id: str
    name: str
    role: str
    npc: bool
    present: bool
    finished: bool
    outside: bool
    head: Vec3 | None
    facing: Vec3
    low: bool
    held: str
    discharging: bool
    hit_share: float
    fed: float
    heat_dose: float
    visibility_m: float
    walking_factor: float
    air_k: float
    room: str
    incapacitated: bool
    saying: str  # of an NPC: what it shouts now, an id of data/dialogue.toml
    tasks: list[dict[str, Any]]
    hint: dict[str, str] | None
    call: CallView | None
