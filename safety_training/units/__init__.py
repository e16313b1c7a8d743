"""The units of the training, in the order in which a tick runs through them. How to add one: see `unit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from safety_training import npc
from safety_training.units import (
    after,
    alarm,
    assembly,
    breaker,
    call,
    covers,
    decision,
    descender,
    discover,
    doors,
    egress,
    exposure,
    extinguisher,
    flames,
    hydrant,
    refuge,
    stove,
    tools,
    trainer,
)
from safety_training.units.unit import Act, Measure, Operation, Unit

UNITS: tuple[Unit, ...] = (
    flames.UNIT,
    doors.UNIT,
    breaker.UNIT,
    stove.UNIT,
    tools.UNIT,
    discover.UNIT,
    alarm.UNIT,
    call.UNIT,
    extinguisher.UNIT,
    hydrant.UNIT,
    covers.UNIT,
    refuge.UNIT,
    descender.UNIT,
    egress.UNIT,
    assembly.UNIT,
    decision.UNIT,
    exposure.UNIT,
    after.UNIT,
    npc.UNIT,
    trainer.UNIT,
)


def _gathered(tables: list[Mapping[Any, Any]]) -> dict[Any, Any]:
    """One table of all. Raises ValueError where two units claim the same."""
    every: dict[Any, Any] = {}
    for table in tables:
        double = [key for key in table if key in every]
        if double:
            raise ValueError(f"two units for {double[0]!r}")
        every.update(table)
    return every


ACTIONS: Mapping[type[Any], Act] = _gathered([unit.actions for unit in UNITS])
OPERATIONS: Mapping[tuple[str, str], Operation] = _gathered([unit.operations for unit in UNITS])
CONTROLS: Mapping[str, Callable[..., bool]] = _gathered([unit.controls for unit in UNITS])
MEASURES: Mapping[str, Measure] = _gathered([unit.measures for unit in UNITS])
DANGERS: Mapping[str, Callable[..., bool]] = _gathered([unit.dangers for unit in UNITS])
