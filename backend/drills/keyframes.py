"""Where a drill stood every few seconds, so that going back does not mean computing it from its beginning. Kept in memory only:
the log alone says what happened, and without a keyframe the way is just longer."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from typing import Any

from safety_training.drill import TICK_HZ, Drill
from safety_training.events import Logged
from safety_training.scenario import Scenario

EVERY_TICKS = 10 * TICK_HZ


class Keyframes:
    def __init__(self, drill: Drill) -> None:
        self._scenario = drill.scenario
        self._kept: list[tuple[int, bytes]] = []
        self.note(drill)

    def note(self, drill: Drill) -> None:
        """To be called between ticks; keeps the drill if it is time to."""
        if not self._kept or drill.tick >= self._kept[-1][0] + EVERY_TICKS:
            self._kept.append((drill.tick, _frozen(drill)))

    def at(self, tick: int, inputs: Sequence[Logged]) -> Drill | None:
        """The drill as it was when `tick` had not begun, computed on from the nearest keyframe. None if none is early enough."""
        frozen = next((kept for noted, kept in reversed(self._kept) if noted <= tick), None)
        if frozen is None:
            return None
        drill = _thawed(frozen, self._scenario)
        advance(drill, inputs, tick)
        return drill


def advance(drill: Drill, inputs: Sequence[Logged], until_tick: int) -> None:
    """Computes a drill on with what its log holds from its tick on."""
    by_tick: dict[int, list[Logged]] = {}
    for logged in inputs:
        if drill.tick <= logged.tick < until_tick:
            by_tick.setdefault(logged.tick, []).append(logged)
    while drill.tick < until_tick and not drill.finished:
        drill.step(by_tick.get(drill.tick, ()))


class _Pickler(pickle.Pickler):
    """The scenario never changes and is the same for all keyframes."""

    def persistent_id(self, thing: Any) -> str | None:
        return "scenario" if isinstance(thing, Scenario) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, scenario: Scenario) -> None:
        super().__init__(file)
        self._scenario = scenario

    def persistent_load(self, name: Any) -> Scenario:
        return self._scenario


def _frozen(drill: Drill) -> bytes:
    file = io.BytesIO()
    _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(drill)
    return file.getvalue()


def _thawed(frozen: bytes, scenario: Scenario) -> Drill:
    drill: Drill = _Unpickler(io.BytesIO(frozen), scenario).load()
    return drill
