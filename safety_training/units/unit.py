"""What a unit of the training is: one thing that is taught, with its actions, state, moments and measures in one module.

To add a unit, write a module with a `UNIT`, and name it in units/__init__.py; to add a rule to the rubric, add its measure to the
unit that it is about and its text to rubric.toml. A unit's state is a dataclass: of the drill (`Drill.part`) or of each person
(`Person.note`). All of it enters the state hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from safety_training.people import Person
from safety_training.views import DeviceView, EquipmentView

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.events import Inject
    from safety_training.fire.world import Delivery, FireEvent

Measured: TypeAlias = "tuple[float | None, int | None]"  # a value (None: nothing to measure, so no points) and its tick
Act: TypeAlias = "Callable[[Drill, Person, Any], None]"
Operation: TypeAlias = "Callable[[Drill, Person, str, float], None]"  # device, value
Measure: TypeAlias = "Callable[[Drill, Person], Measured]"

VOID = -1  # as the tick of a rule that had no occasion: it is left out of the grade


@dataclass(slots=True)
class Jet:
    """An open nozzle during one tick. used : called after the fire's step with what reached the base, 0..1."""

    person: Person
    device: str
    delivery: Delivery
    used: Callable[[Drill, Jet, float], None]


@dataclass(frozen=True, slots=True)
class Unit:
    """actions : by type of action. operations : by kind of device and part. start : the unit's state of a new drill. tick : before
    the fire's step; jets : what flows then; heard : what the fire tells; observe : of each active person after it. controls : the
    trainer's. measures : by id of a rule. dangers : hints that outrank the steps."""

    name: str
    actions: Mapping[type[Any], Act] = field(default_factory=dict)
    operations: Mapping[tuple[str, str], Operation] = field(default_factory=dict)
    start: Callable[[Drill], Any] | None = None
    tick: Callable[[Drill], None] | None = None
    jets: Callable[[Drill], Iterable[Jet]] | None = None
    heard: Callable[[Drill, FireEvent, list[Jet]], None] | None = None
    observe: Callable[[Drill, Person], None] | None = None
    controls: Mapping[str, Callable[[Drill, Inject], bool]] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    dangers: Mapping[str, Callable[[Drill, Person], bool]] = field(default_factory=dict)
    devices: Callable[[Drill], Iterable[DeviceView]] | None = None
    equipment: Callable[[Drill], Iterable[EquipmentView]] | None = None


def since(later: int | None, earlier: int | None) -> float | None:
    """Seconds from one tick to another, None where either is missing, 0 where they are the wrong way round."""
    if later is None or earlier is None:
        return None
    return max(0.0, (later - earlier) * 0.05)


def met(tick: int | None, otherwise: int | None = None) -> Measured:
    """A rule that is met at a tick, or not."""
    return (None, otherwise) if tick is None else (1.0, tick)


def void() -> Measured:
    """A rule that had no occasion to be kept or broken."""
    return None, VOID
