"""States of a drill along its way, so that any moment is at hand: for rewinding, and for looking at a drill afterwards.

A keyframe is a copy in memory, made and read by the same process; it is never stored or sent (that is what the log is for).
"""

from __future__ import annotations

import io
import pickle
import zlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from safety_training.building import Building
from safety_training.drill import Drill
from safety_training.scenario import Scenario

EVERY_TICKS = 60


@dataclass(slots=True)
class Keyframes:
    """Copies of one drill, at most one every so many ticks. Note each tick in order; what lies before is never changed."""

    every_ticks: int = EVERY_TICKS
    _ticks: list[int] = field(default_factory=list)
    _states: list[bytes] = field(default_factory=list)
    _kept: dict[str, Any] = field(default_factory=dict)

    def note(self, drill: Drill) -> None:
        """Keeps the drill as it is now, if it is time for that."""
        if self._ticks and drill.tick < self._ticks[-1] + self.every_ticks:
            return
        if not self._kept:
            self._kept = {"scenario": drill.scenario, "building": drill.building}
        self._ticks.append(drill.tick)
        self._states.append(zlib.compress(_pickled(drill), 1))

    def before(self, tick: int) -> Drill | None:
        """A drill of one's own as it was at the last keyframe not after `tick`, None where there is none."""
        number = bisect_right(self._ticks, tick) - 1
        if number < 0:
            return None
        drill: Drill = _Reader(io.BytesIO(zlib.decompress(self._states[number])), self._kept).load()
        return drill

    @property
    def size_bytes(self) -> int:
        total = 0
        for state in self._states:
            total += len(state)
        return total


def copy_of(drill: Drill) -> Drill:
    """Another drill in the same state."""
    kept = {"scenario": drill.scenario, "building": drill.building}
    copied: Drill = _Reader(io.BytesIO(_pickled(drill)), kept).load()
    return copied


def _pickled(drill: Drill) -> bytes:
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(drill)
    return out.getvalue()


class _Writer(pickle.Pickler):
    """Scenario and building do not change: they are named, not copied."""

    def persistent_id(self, obj: Any) -> str | None:
        if isinstance(obj, Scenario):
            return "scenario"
        return "building" if isinstance(obj, Building) else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, kept: dict[str, Any]) -> None:
        super().__init__(file)
        self._kept = kept

    def persistent_load(self, pid: Any) -> Any:
        return self._kept[pid]
