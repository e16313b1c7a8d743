"""Somebody in a drill, played by a person or by nobody: plain state, all of it part of the state hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from safety_training.fire.exposure import Dose
from safety_training.numeric import Vec3

Notes = TypeVar("Notes")
EYE_M = 1.6
NEEDY = ("led", "casualty")  # kinds of NPC that do not come out alone


@dataclass(slots=True)
class Person:
    """`moments` holds the tick of the first event of each kind that concerns this person. npc : how it behaves where nobody plays
    it. `note` holds what each unit remembers of the person."""

    id: str
    name: str
    role: str = ""
    npc: str = ""
    eye_m: float = EYE_M
    present: bool = True
    finished: bool = False
    incapacitated: bool = False
    outside: bool = False
    head: Vec3 | None = None
    facing: Vec3 = (0.0, 0.0, -1.0)
    hand: Vec3 | None = None
    low: bool = False  # stoops by a button
    room: str = ""  # "" before it was heard of, "outside" where no room is
    held: str = ""
    nozzle: Vec3 | None = None
    direction: Vec3 = (0.0, 0.0, -1.0)
    lever: float = 0.0
    aim_tick: int = 0
    discharging: bool = False
    hit_share: float = 0.0
    saying: str = ""
    last_seq: int = 0
    rejected_tick: int = -1000
    dose: Dose = field(default_factory=Dose)
    moments: dict[str, int] = field(default_factory=dict)
    notes: dict[type[Any], Any] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Takes part now: here, not done, not down."""
        return self.present and not self.finished and not self.incapacitated

    def note(self, kind: type[Notes]) -> Notes:
        """What the unit with notes of this kind remembers of the person; empty at first."""
        found = self.notes.get(kind)
        if found is None:
            found = self.notes[kind] = kind()
        note: Notes = found
        return note

    def dump(self) -> dict[str, Any]:
        """All of it, JSON-ready."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("dose", "notes")}
        return {**plain, "dose": asdict(self.dose), "notes": dump_of(self.notes)}


def dump_of(parts: Mapping[type[Any], Any]) -> dict[str, Any]:
    """Dataclasses by their names, JSON-ready."""
    return {kind.__name__: asdict(part) for kind, part in sorted(parts.items(), key=lambda item: item[0].__name__)}
