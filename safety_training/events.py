"""What people do to a drill (actions) and what comes of it (events): the vocabulary of the log.

Actions arrive from hands and keyboards, are stamped with the tick at which the server applied them, and together with scenario
and seed determine everything else. Positions are metres in the place's frame, +Y up. Names of devices are those of the building
and of the scenario. A field's type says what may stand in it (see `wire`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from safety_training.numeric import Vec3

Name: TypeAlias = str  # printable, 1 to 40 characters
Label: TypeAlias = str  # printable, 0 to 40
Words: TypeAlias = str  # printable, 0 to 400
Share: TypeAlias = float  # 0..1
Metres: TypeAlias = float  # 0.2..2.5, a body's measure
Number: TypeAlias = float  # -1000..1000
Count_: TypeAlias = int  # 0..1000
Flag: TypeAlias = bool
Point: TypeAlias = Vec3  # within 100 m
Unit: TypeAlias = Vec3  # of length 1

TRAINER = "trainer:"  # what a trainer's id begins with, as a participant of the log
CONTROLS = (
    "ignite", "growth", "vent", "smoke", "reignite", "fault", "power", "casualty", "block", "message", "role", "end",
)  # fmt: skip
FAULTS = ("low", "empty", "jammed")


@dataclass(frozen=True, slots=True)
class Join:
    """eye_m : height of the eyes when standing upright (as lifted, for who sits); low posture is judged against it."""

    name: Name
    role: Label = ""
    eye_m: Metres = 1.6
    kind: Literal["join"] = "join"


@dataclass(frozen=True, slots=True)
class Leave:
    kind: Literal["leave"] = "leave"


@dataclass(frozen=True, slots=True)
class Move:
    """Where the head is; sent a few times a second. `hand` is the hand that reaches out, where the device knows one.
    low : stooping by a button, for people who cannot stoop; their head then counts as low."""

    head: Point
    facing: Unit
    hand: Point | None = None
    low: Flag = False
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Warn:
    """Shouts "불이야!"."""

    kind: Literal["warn"] = "warn"


@dataclass(frozen=True, slots=True)
class PressAlarm:
    device: Name
    kind: Literal["press_alarm"] = "press_alarm"


@dataclass(frozen=True, slots=True)
class Call:
    """Dials 119: at a phone of the building, or with one's own ("")."""

    device: Label = ""
    kind: Literal["call"] = "call"


@dataclass(frozen=True, slots=True)
class Say:
    """Says one of the sentences that the dialogue offers."""

    option: Name
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class HangUp:
    kind: Literal["hang_up"] = "hang_up"


@dataclass(frozen=True, slots=True)
class Take:
    """Takes an extinguisher, lid, blanket or towel."""

    device: Name
    kind: Literal["take"] = "take"


@dataclass(frozen=True, slots=True)
class PutDown:
    position: Point
    kind: Literal["put_down"] = "put_down"


@dataclass(frozen=True, slots=True)
class CheckGauge:
    kind: Literal["check_gauge"] = "check_gauge"


@dataclass(frozen=True, slots=True)
class PullPin:
    """lever : at the moment of pulling; a squeezed lever jams the pin."""

    lever: Share
    kind: Literal["pull_pin"] = "pull_pin"


@dataclass(frozen=True, slots=True)
class Aim:
    """The nozzle and the lever (of a hydrant: the nozzle's valve), at up to 20 Hz while one is held."""

    nozzle: Point
    direction: Unit
    lever: Share
    kind: Literal["aim"] = "aim"


@dataclass(frozen=True, slots=True)
class Door:
    """Opens (1), shuts (0) or sets ajar a door or window. device : the vent's name."""

    device: Name
    open: Share
    kind: Literal["door"] = "door"


@dataclass(frozen=True, slots=True)
class TouchDoor:
    """Feels a door before opening it. back : with the back of the hand."""

    device: Name
    back: Flag
    kind: Literal["touch_door"] = "touch_door"


@dataclass(frozen=True, slots=True)
class Operate:
    """Moves one part of a device: breaker "switch"; stove "knob"; hydrant "box", "valve", "hose", "brace"; lid and blanket "cover";
    towel "wet", "mouth"; lift "call"; descender "shake" ... "descend"; a vent "seal". Which parts there are: units."""

    device: Name
    part: Name
    value: Share = 1.0
    kind: Literal["operate"] = "operate"


@dataclass(frozen=True, slots=True)
class Count:
    """Reports how many people stand at the assembly point."""

    people: Count_
    kind: Literal["count"] = "count"


@dataclass(frozen=True, slots=True)
class Signal:
    """Waves for help."""

    kind: Literal["signal"] = "signal"


@dataclass(frozen=True, slots=True)
class Finish:
    """The person says that they are done."""

    kind: Literal["finish"] = "finish"


@dataclass(frozen=True, slots=True)
class Inject:
    """One of the trainer's controls (CONTROLS). Only from a participant whose id begins with TRAINER, seq 0.

    ignite, reignite (target: item) · growth, smoke (value: factor) · vent (target, value: open) · fault (target: extinguisher,
    what: one of FAULTS or "" for none) · power (target: room or "", value) · casualty (target: spot) · block (target: vent or exit,
    value) · message (what; target: person or "" for all) · role (target: person, what: role) · end."""

    control: Name
    target: Words = ""
    value: Number = 0.0
    what: Words = ""
    kind: Literal["inject"] = "inject"


Action: TypeAlias = (
    Join
    | Leave
    | Move
    | Warn
    | PressAlarm
    | Call
    | Say
    | HangUp
    | Take
    | PutDown
    | CheckGauge
    | PullPin
    | Aim
    | Door
    | TouchDoor
    | Operate
    | Count
    | Signal
    | Finish
    | Inject
)


@dataclass(frozen=True, slots=True)
class Logged:
    """One action as it entered the log. seq is the client's own number, used to drop what was sent twice: only numbers above the
    highest so far of that participant count. 0 is the server's own (a lost connection, a trainer) and always counts."""

    tick: int
    participant: str
    seq: int
    action: Action


@dataclass(frozen=True, slots=True)
class Event:
    """Something the drill found out: alarm sounding, pin out, flame out, reflash, discharge began ... `data` is JSON-ready."""

    tick: int
    kind: str
    participant: str = ""
    data: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"tick": self.tick, "kind": self.kind, "participant": self.participant, "data": self.data or {}}


def action_to_dict(action: Action) -> dict[str, Any]:
    """JSON-ready; fields that are None are left out. The way back is `wire.action_from_dict`."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(action).items() if v is not None}
