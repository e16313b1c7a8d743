"""Who is heard: the loudest few of a room, changed reluctantly, and trainers by whom they mean. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from backend.rooms.voice_rtp import SILENT

ATTACK_S = 0.06  # somebody who begins to speak is heard after a syllable
RELEASE_S = 0.3  # and keeps the slot over a pause between words
KEEP_DB = 6.0  # a newcomer must be this much louder than whoever has a slot
NEVER = -1e9


@dataclass(slots=True)
class Loudness:
    """Smoothed level of one talker in dB above silence (0..127)."""

    db: float = 0.0
    at_s: float = NEVER

    def heard(self, level: int, now_s: float) -> None:
        """level : RFC 6464, 127 is silence."""
        elapsed = min(1.0, max(0.0, now_s - self.at_s))
        target = float(SILENT - level)
        constant = ATTACK_S if target > self.db else RELEASE_S
        self.db += (target - self.db) * (1 - math.exp(-max(elapsed, 0.02) / constant))
        self.at_s = now_s

    def now(self, now_s: float) -> float:
        """With the decay since the last packet: a talker who stopped sending fades."""
        return self.db * math.exp(-max(0.0, now_s - self.at_s - 0.1) / RELEASE_S)


@dataclass(slots=True)
class Loudest:
    """`main` are heard by everybody; `reserve` only by those of `main`, who do not hear themselves."""

    slots: int
    main: frozenset[int] = frozenset()
    reserve: int = 0
    _talkers: dict[int, Loudness] = field(default_factory=dict)

    def heard(self, peer: int, level: int, now_s: float) -> None:
        talker = self._talkers.get(peer)
        if talker is None:
            talker = self._talkers[peer] = Loudness()
        talker.heard(level, now_s)
        if len(self.main) < self.slots and peer not in self.main:
            self.choose(now_s)  # nobody waits for a free place

    def forget(self, peer: int) -> None:
        self._talkers.pop(peer, None)
        self.main -= {peer}
        if self.reserve == peer:
            self.reserve = 0

    def choose(self, now_s: float) -> None:
        def score(peer: int) -> float:
            kept = KEEP_DB if peer in self.main else KEEP_DB / 2 if peer == self.reserve else 0.0
            return self._talkers[peer].now(now_s) + kept

        ranked = sorted(self._talkers, key=lambda peer: (-score(peer), peer))
        self.main = frozenset(ranked[: self.slots])
        self.reserve = ranked[self.slots] if len(ranked) > self.slots else 0

    def is_heard_by(self, talker: int, listener: int) -> bool:
        return talker in self.main or (talker == self.reserve and listener in self.main)


@dataclass(frozen=True, slots=True)
class Air:
    """What goes over a trainer's line. to : peers who hear it while it talks, None for everybody. listening : it hears the room."""

    talking: bool = False
    to: frozenset[int] | None = None
    listening: bool = False

    def reaches(self, peer: int) -> bool:
        return self.talking and (self.to is None or peer in self.to)
