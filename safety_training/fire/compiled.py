"""Runs the step of the zone model: in pure Python for now."""

from __future__ import annotations

from collections.abc import Callable

from safety_training.fire.layout import State
from safety_training.fire.step import advance


def runner(state: State, compiled: bool | None) -> Callable[[float], None]:
    def run(dt: float) -> None:
        advance(state, dt)

    return run
