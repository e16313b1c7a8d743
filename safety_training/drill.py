"""A drill: a state, a fixed step of 1/20 s, and a log. Same scenario, seed and log: same hash, bit for bit.

drill = Drill(load_scenario("waste_bin"), seed=7, mode="practice")
events = drill.step([Logged(drill.tick, "person", 1, Join("..."))])     # exactly one tick
drill.snapshot().to_dict()                                              # what is drawn
grade(drill, "person").to_dict()                                        # safety_training.grading

What is taught, unit by unit, is in `units`; what burns in `fire.world`; who is played by nobody in `npc`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias, TypeVar

from safety_training import actions, npc, script
from safety_training.events import Event, Logged
from safety_training.fire.items import ItemState
from safety_training.fire.world import Delivery, FireEvent, FireWorld
from safety_training.numeric import Vec3
from safety_training.people import Person, dump_of
from safety_training.places import devices_of
from safety_training.routes import Routes, routes
from safety_training.scenario import Scenario
from safety_training.snapshot import Snapshot, take
from safety_training.tables import content_hash
from safety_training.units import UNITS
from safety_training.units.breaker import Power
from safety_training.units.decision import must_leave
from safety_training.units.doors import Doors
from safety_training.units.flames import Flames, item_specs
from safety_training.units.tools import Tool, Tools
from safety_training.units.unit import Jet

TICK_HZ = 20
TICK_S = 1.0 / TICK_HZ
RULES_VERSION = 6  # raised whenever the same log may give another state than before

Mode: TypeAlias = Literal["practice", "guided", "test"]
Part = TypeVar("Part")


class Drill:
    """One run. Not to be changed from outside except through `step`."""

    def __init__(self, scenario: Scenario, seed: int = 0, mode: Mode = "practice") -> None:
        if mode not in ("practice", "guided", "test"):
            raise ValueError(f"no mode {mode!r}")
        self.scenario, self.building, self.seed = scenario, scenario.building, seed
        self.mode: Mode = mode
        self.variation = scenario.vary(seed)
        self.tick = 0
        self.finished = False
        self.finished_reason = ""
        self.empty_s = 0.0  # nobody here, so long
        self.events: list[Event] = []
        self.moments: dict[str, int] = {}  # tick of the first event of each kind
        self.participants: dict[str, Person] = {}
        self.npcs: dict[str, Person] = {}
        self.fire = FireWorld(self.building, item_specs(scenario, self.variation))
        self.fire.growth_factor, self.fire.smoke_factor = self.variation.growth, self.variation.smoke
        self.parts: dict[type[Any], Any] = {}
        self.parts[script.Script] = script.Script()
        for unit in UNITS:
            if unit.start is not None:
                part = unit.start(self)
                self.parts[type(part)] = part
        self.routes = self._routes()
        self._devices = devices_of(self.building)
        self._items: tuple[ItemState, ...] | None = None
        npc.enter(self)

    # one tick -----------------------------------------------------------------------------------------------------------

    def step(self, inputs: Sequence[Logged] = ()) -> list[Event]:
        """Applies the inputs in order and advances 1/20 s. Returns what happened. After the end it does nothing."""
        if self.finished:
            return []
        before, self._items = len(self.events), None
        for logged in inputs:
            actions.apply(self, logged)
        if self.started_tick is not None:
            self._go_on()
        self._end()
        self.tick += 1
        return self.events[before:]

    def _go_on(self) -> None:
        script.run(self)
        npc.act(self)
        for unit in UNITS:
            if unit.tick is not None:
                unit.tick(self)
        self.part(Flames).burn(self, self._jets())
        for person in self.everybody():
            if person.active and person.head is not None:
                for unit in UNITS:
                    if unit.observe is not None:
                        unit.observe(self, person)

    def _jets(self) -> list[Jet]:
        return [jet for unit in UNITS if unit.jets is not None for jet in unit.jets(self)]

    # what units ask -------------------------------------------------------------------------------------------------------

    def part(self, kind: type[Part]) -> Part:
        """The state of the unit that keeps state of this kind. Raises KeyError."""
        part: Part = self.parts[kind]
        return part

    def items(self) -> tuple[ItemState, ...]:
        """The things that may burn, as of the fire's last step."""
        if self._items is None:
            self._items = self.fire.items
        return self._items

    def step_fire(self, deliveries: Sequence[Delivery]) -> list[FireEvent]:
        """What the fire tells of its next step."""
        self._items = None
        return self.fire.step(TICK_S, deliveries, self.open_shares(), self.power())

    def open_shares(self) -> dict[str, float]:
        """How far each vent is open, 0..1."""
        doors = self.part(Doors)
        return {name: doors.share(name) for name in doors.leaves}

    def power(self) -> dict[str, bool]:
        return self.part(Power).rooms

    @property
    def tools(self) -> dict[str, Tool]:
        """What hands can carry, by name."""
        return self.part(Tools).all

    @property
    def out_s(self) -> float:
        """The fire is out for so long."""
        return self.part(Flames).out_s

    def must_leave(self, person: Person) -> bool:
        return must_leave(self, person)

    def kind_of(self, device: str) -> tuple[str, Vec3 | None]:
        """What sort of device it is, "" for none, and where one must reach to work it (None: its unit looks to that)."""
        tool = self.part(Tools).all.get(device)
        if tool is not None:
            return tool.kind, None
        return self._devices.get(device, ("", None))

    def block(self, name: str, blocked: bool) -> None:
        """Bars a vent or an exit, or opens it; the ways out are found anew."""
        barred = self.part(Doors).barred
        if blocked and name not in barred:
            barred.append(name)
        elif not blocked and name in barred:
            barred.remove(name)
        self.routes = self._routes()

    def _routes(self) -> Routes:
        exits = [e for e in self.building.exits if e.name in self.scenario.exits]
        return routes(self.building, exits, self.part(Doors).barred)

    def everybody(self) -> Iterable[Person]:
        """People first, in the order in which they came, then those played by nobody."""
        return [*self.participants.values(), *self.npcs.values()]

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by id."""
        return {**self.participants, **self.npcs}

    @property
    def started_tick(self) -> int | None:
        """When the first person came; the clock of the drill starts there."""
        return self.moments.get("joined")

    @property
    def time_s(self) -> float:
        return 0.0 if self.started_tick is None else (self.tick - self.started_tick) * TICK_S

    @property
    def alight(self) -> bool:
        """Burns, or will again."""
        return self.fire.burning or self.fire.can_reflash()

    @property
    def phase(self) -> str:
        """waiting, calm, fire, out or finished."""
        if self.finished:
            return "finished"
        if self.started_tick is None:
            return "waiting"
        if "ignition" not in self.moments:
            return "calm"
        return "fire" if self.alight else "out"

    def emit(self, kind: str, person: Person | None = None, **data: Any) -> None:
        """Notes an event. Its first tick becomes a moment of the drill, and of the person if there is one."""
        self.moments.setdefault(kind, self.tick)
        if person is not None:
            person.moments.setdefault(kind, self.tick)
        self.events.append(Event(self.tick, kind, person.id if person else "", data or None))

    def mark(self, kind: str, person: Person) -> None:
        """A moment that is no event."""
        self.moments.setdefault(kind, self.tick)
        person.moments.setdefault(kind, self.tick)

    def once(self, kind: str, person: Person, **data: Any) -> None:
        """As `emit`, unless it was noted of this person before."""
        if kind not in person.moments:
            self.emit(kind, person, **data)

    def finish(self, person: Person, why: str) -> None:
        """The person is done. When the fire is surely out, the report ends it for everybody."""
        self.emit(why, person)
        surely_out = self.out_s >= self.scenario.limits.out_s
        for other in self.participants.values():
            if other is person or (surely_out and why == "reported"):
                actions.drop(self, other)
                other.finished = True

    def _end(self) -> None:
        people, limits = self.participants.values(), self.scenario.limits
        if not people:
            return
        self.empty_s = 0.0 if any(p.present for p in people) else self.empty_s + TICK_S
        if all(p.finished for p in people):
            self.close("done")
        elif self.empty_s >= limits.abandoned_s:
            self.close("abandoned")
        elif not any(p.active for p in people) and any(p.finished or p.incapacitated for p in people):
            self.close("done")
        elif self.time_s >= limits.time_s:
            self.close("time")

    def close(self, reason: str) -> None:
        """Ends the drill for everybody."""
        if self.finished:
            return
        for person in self.participants.values():
            actions.drop(self, person)
        self.finished, self.finished_reason = True, reason
        self.emit("drill_finished", reason=reason)

    # what others see ------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """What is drawn, as of now."""
        return take(self)

    def state(self) -> dict[str, Any]:
        """Everything that the future depends on and everything that a grade depends on, JSON-ready."""
        return {
            "rules": RULES_VERSION,
            "scenario": self.scenario.content_hash,
            "seed": self.seed,
            "mode": self.mode,
            "tick": self.tick,
            "finished": self.finished_reason,
            "fire": self.fire.dump(),
            "empty_s": self.empty_s,
            "people": [p.dump() for p in self.participants.values()],
            "npcs": [p.dump() for p in self.npcs.values()],
            "parts": dump_of(self.parts),
            "events": [event.to_dict() for event in self.events],
        }

    def state_hash(self) -> str:
        """Hex SHA-256 over the whole state."""
        return content_hash(self.state())
