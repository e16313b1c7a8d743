"""A person in a drill, and the extinguisher that a person may hold: plain state, all of it part of the state hash."""

from __future__ import annotations

from dataclasses import dataclass, field

from safety_training.numeric import Vec3


@dataclass(slots=True)
class Measures:
    """What the grader needs, gathered tick by tick. Kilograms, metres, seconds; doses are shares of the ISO 13571 limit 1.0."""

    agent_kg: float = 0.0
    hit_kg: float = 0.0  # reached the base of the fire
    exit_behind_kg: float = 0.0
    start_distance_m: float = 0.0
    pin_jams: int = 0
    early_stops: int = 0
    sweep_turns: int = 0
    sweep_from_rad: float = 0.0  # the last extreme of the aim, beside the base
    sweep_way: int = 0
    must_leave_s: float = 0.0
    low_smoke_s: float = 0.0
    fed: float = 0.0
    heat_dose: float = 0.0
    after_s: float = 0.0  # since the fire is out, while inside
    watched_s: float = 0.0
    out_distance_m: float = 0.0  # where one stood when it went out
    backed_m: float = 0.0
    path_m: float = 0.0


@dataclass(slots=True)
class Participant:
    """`moments` holds the tick of the first event of each kind that concerns this person."""

    id: str
    name: str
    present: bool = True
    finished: bool = False
    outside: bool = False
    outside_s: float = 0.0
    head: Vec3 | None = None
    facing: Vec3 = (0.0, 0.0, -1.0)
    hand: Vec3 | None = None
    held: str = ""
    nozzle: Vec3 | None = None
    direction: Vec3 = (0.0, 0.0, -1.0)
    lever: float = 0.0
    lever_blocked: bool = False
    aim_tick: int = 0
    discharging: bool = False
    hit_share: float = 0.0
    last_seq: int = 0
    rejected_tick: int = -1000
    moments: dict[str, int] = field(default_factory=dict)
    measures: Measures = field(default_factory=Measures)

    @property
    def active(self) -> bool:
        """Takes part now: here, inside, not done."""
        return self.present and not self.finished


@dataclass(slots=True)
class Extinguisher:
    name: str
    kind: str
    position: Vec3
    facing: Vec3
    gauge_mpa: float
    remaining_kg: float
    flow_kg_s: float = 0.0  # now
    holder: str = ""
    pin_out: bool = False
    pin_jammed: bool = False


@dataclass(slots=True)
class AlarmBox:
    name: str
    position: Vec3
    sounding: bool = False
