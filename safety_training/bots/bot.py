"""One bot in a drill: a body, what it can tell of the drill, and the acts that every plan is made of.

An act is a generator of turns (the actions of a tick); plans chain them with `yield from`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from safety_training.bots import holding, senses
from safety_training.bots.body import TICK_S, Body, Turns
from safety_training.bots.ways import path, room_of, through
from safety_training.drill import Drill
from safety_training.events import (
    Action,
    Aim,
    Call,
    CheckGauge,
    Door,
    HangUp,
    Join,
    Operate,
    PressAlarm,
    PullPin,
    PutDown,
    Say,
    Take,
    TouchDoor,
    Warn,
)
from safety_training.numeric import Vec3, floor_distance
from safety_training.plan import Vent

_OPEN, _SHUT = 0.7, 0.05
_ASIDE_M = 1.4  # beyond a door: out of the way of those who follow, in reach of the leaf
_FOLLOW_S = 12.0  # for those who follow to come through


@dataclass
class Bot:
    """shuts : doors behind itself. felt : doors that it has felt with the back of the hand."""

    drill: Drill
    id: str
    role: str
    body: Body
    shuts: bool = False
    felt: list[str] = field(default_factory=list)

    @property
    def room(self) -> str:
        return room_of(self.drill.building, self.body.feet)

    def join(self, name: str) -> Turns:
        yield [Join(name, self.role, self.body.eye_m), self.body.move()]

    def do(self, *actions: Action) -> Turns:
        """One tick."""
        yield [self.body.move(), *actions]

    def wait(self, seconds: float, look_at: Vec3 | None = None) -> Turns:
        yield from self.until(lambda: False, seconds, lambda: look_at)

    def until(
        self, is_so: Callable[[], bool], most_s: float, look_at: Callable[[], Vec3 | None] = lambda: None
    ) -> Turns:
        """Stands there until something is so."""
        for _ in range(round(most_s / TICK_S)):
            if is_so() or self.drill.finished:
                return
            at = look_at()
            if at is not None:
                self.body.look(at)
            self.body.low = senses.should_stoop(self)
            yield [self.body.move()]

    # walking ----------------------------------------------------------------------------------------------------------

    def go(self, to: Vec3, look_at: Vec3 | None = None) -> Turns:
        """To a spot on the floor, through doors that it feels and opens. Raises ValueError where no way leads there."""
        for vent in path(self.drill.building, self.body.feet, to, senses.barred(self.drill)):
            came_from = self.room
            before, behind = through(vent, came_from)
            yield from self.walk(before)
            yield from self.open(vent)
            if self.shuts and vent.movable:
                yield from self.shut_behind(vent, came_from)
            else:
                yield from self.walk(behind)
        yield from self.walk(to, look_at)

    def shut_behind(self, vent: Vent, came_from: str) -> Turns:
        """Goes through, lets those who follow come after, and shuts it, both leaves if it has two."""
        _, beyond = through(vent, came_from, _ASIDE_M)
        yield from self.walk(beyond)
        yield from self.until(lambda: not senses.coming_after(self, vent, came_from), _FOLLOW_S)
        for leaf in self.drill.building.vents:
            if leaf.movable and set(leaf.rooms) == set(vent.rooms) and leaf.kind == "door":
                yield from self.shut(leaf.name)

    def walk(self, to: Vec3, look_at: Vec3 | None = None) -> Turns:
        """Round what stands there; low under smoke and slower in it."""
        floor = self.drill.building.floor
        for point in floor.round(self.body.feet, to) if floor is not None else [to]:
            while floor_distance(self.body.feet, point) > 1e-9 and not self.drill.finished:
                self.body.low = senses.should_stoop(self)
                self.body.step(point, look_at, senses.walking_factor(self))
                yield [self.body.move()]

    def near(self, at: Vec3) -> Turns:
        """To where a hand reaches a thing, looking at it."""
        if not senses.at_hand(self, at):
            yield from self.go(senses.standing_place(self, at))
        yield from self.wait(2.0 * TICK_S, at)

    # doors ------------------------------------------------------------------------------------------------------------

    def open(self, vent: Vent) -> Turns:
        name = vent.name
        if not vent.movable or senses.door_open(self.drill, name) > _OPEN:
            return
        yield from self.feel(name)
        yield from self.do(Door(name, 1.0))
        yield from self.until(lambda: senses.door_open(self.drill, name) > _OPEN, 2.0)

    def feel(self, name: str) -> Turns:
        if name not in self.felt:
            self.felt.append(name)
            yield from self.do(TouchDoor(name, True))

    def shut(self, name: str) -> Turns:
        """A door that one stands beside."""
        if senses.door_open(self.drill, name) >= _SHUT:
            yield from self.do(Door(name, 0.0))

    # warning and calling ----------------------------------------------------------------------------------------------

    def warn(self) -> Turns:
        yield from self.do(Warn())

    def press(self, name: str) -> Turns:
        box = next(a for a in self.drill.building.alarms if a.name == name)
        yield from self.near(box.position)
        yield from self.do(PressAlarm(name))

    def call(self, look_at: Vec3 | None = None) -> Turns:
        """Tells the dispatcher all that is asked, as it is, and hangs up when one may."""
        yield from self.do(Call(""))
        for _ in range(200):
            said = senses.right_answer(self)
            if said:
                yield from self.do(Say(said))
            elif senses.call_state(self) in ("", "done"):
                break
            yield from self.wait(0.5, look_at)
        yield from self.do(HangUp())

    # tools ------------------------------------------------------------------------------------------------------------

    def take(self, name: str) -> Turns:
        yield from self.near(holding.grip(self, name))
        yield from self.do(Take(name))

    def put_down(self) -> Turns:
        yield from self.do(PutDown(self.body.feet))

    def aim(self, at: Vec3, lever: float) -> Aim:
        """What one holds, so that its jet lands there."""
        nozzle = self.body.nozzle
        return Aim(nozzle, holding.jet_to(self, nozzle, at), lever)

    def operate(self, device: str, part: str, value: float = 1.0) -> Turns:
        yield from self.do(Operate(device, part, value))

    def ready(self, sorts: tuple[str, ...]) -> Turns:
        """Takes the nearest extinguisher of these kinds, reads its gauge, puts it back if it is low, pulls the pin. Afterwards
        the bot holds one that works, or none."""
        tried: list[str] = []
        while name := holding.nearest_tool(self, sorts, tried):
            tried.append(name)
            yield from self.take(name)
            if holding.has_gauge(holding.tool(self.drill, name).kind):
                yield from self.do(CheckGauge())
            if holding.bottle_is_good(self, name):
                yield from self.do(PullPin(0.0))
                if holding.tool(self.drill, name).pin_out:
                    return
            yield from self.put_down()
