"""Scripted trainees that drive a drill without a headset: what an expert and a novice do with their hands, as logged actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from safety_training.bots.run import Run
from safety_training.drill import Drill, Mode
from safety_training.events import (
    Action,
    Aim,
    CheckGauge,
    Finish,
    Join,
    Move,
    PressAlarm,
    PullPin,
    PutDown,
    Take,
)
from safety_training.numeric import Vec3, distance, floor_distance, sub, unit
from safety_training.scenario import Scenario, load_scenario
from safety_training.units.tools import is_green

EYE_M = 1.6
STEP_M = 0.07  # a tick of brisk walking, 1.4 m/s
FIRE: Vec3 = (2.0, 0.3, -6.5)
Turn = list[Action]


@dataclass
class Body:
    """Where the bot stands and looks."""

    head: Vec3 = (0.0, EYE_M, -0.3)
    facing: Vec3 = (0.0, 0.0, -1.0)

    def look(self, at: Vec3) -> None:
        self.facing = unit(sub(at, self.head))

    def walk(self, to: Vec3, look_at: Vec3 | None = None) -> Iterator[Turn]:
        """A tick a step, until there."""
        to = (to[0], EYE_M, to[2])
        while (left := distance(self.head, to)) > 1e-9:
            share = min(1.0, STEP_M / left)
            step = sub(to, self.head)
            self.head = (self.head[0] + share * step[0], EYE_M, self.head[2] + share * step[2])
            if look_at is not None or share < 1.0:
                self.look(look_at or to)
            yield [Move(self.head, self.facing)]

    def nozzle(self) -> Vec3:
        x, y, z = self.head
        return (x + 0.3 * self.facing[0], y - 0.4, z + 0.3 * self.facing[2])

    def aim(self, at: Vec3, lever: float) -> Aim:
        nozzle = self.nozzle()
        return Aim(nozzle, unit(sub(at, nozzle)), lever)


def stand_off(metres: float) -> Vec3:
    """A spot that far from the fire on the way to the door."""
    out = unit((0.0 - FIRE[0], 0.0, 0.0 - FIRE[2]))
    return (FIRE[0] + metres * out[0], EYE_M, FIRE[2] + metres * out[2])


def swept(turn: int, width_m: float) -> Vec3:
    """The base, swept sideways along x once in 1.5 s."""
    phase = (turn % 30) / 15.0
    side = 2.0 * phase - 1.0 if phase <= 1.0 else 3.0 - 2.0 * phase
    return (FIRE[0] + width_m * side * 0.96, FIRE[1], FIRE[2] + width_m * side * -0.29)


def expert(drill: Drill) -> Iterator[Turn]:
    """All by the book."""
    body = Body()
    yield [Join("숙련자"), Move(body.head, body.facing)]
    body.look(FIRE)
    while not drill.fire.burning:
        yield [Move(body.head, body.facing)]
    yield from body.walk((-5.0, EYE_M, -2.9))
    yield [PressAlarm("alarm_1")]
    tool = "extinguisher_1"
    yield from body.walk((-5.0, EYE_M, -2.0))
    yield [Take(tool)]
    yield [CheckGauge()]
    if not is_green(drill.tools[tool]):
        yield [PutDown((-5.4, 0.0, -2.0))]
        tool = "extinguisher_2"
        yield from body.walk((-5.0, EYE_M, -1.3))
        yield [Take(tool)]
        yield [CheckGauge()]
    yield [PullPin(0.0)]
    yield from body.walk(stand_off(2.6), FIRE)
    turn = 0
    while drill.phase == "fire" and drill.tools[tool].remaining_kg > 0.0:
        turn += 1
        yield [body.aim(swept(turn, 0.15), 1.0)]
    yield [body.aim(FIRE, 0.0)]
    yield from body.walk(stand_off(3.6), FIRE)
    while "fire_out_confirmed" not in drill.moments and not drill.finished:
        yield [Move(body.head, body.facing)]
    yield [Finish()]


def novice(drill: Drill) -> Iterator[Turn]:
    """No alarm, no gauge, squeezed lever, sprays at the tips from afar while walking, stops at the first dark, turns away."""
    body = Body()
    yield [Join("초보자"), Move(body.head, body.facing)]
    body.look(FIRE)
    while not drill.fire.burning:
        yield [Move(body.head, body.facing)]
    yield from body.walk((-5.0, EYE_M, -2.0))
    yield [Take("extinguisher_1"), Aim(body.nozzle(), (0.0, 0.0, -1.0), 0.6)]
    yield [PullPin(0.6)]
    yield [Aim(body.nozzle(), (0.0, 0.0, -1.0), 0.0), PullPin(0.0)]
    for moves in body.walk(stand_off(1.4), FIRE):
        near = floor_distance(body.head, FIRE) < 5.5
        tips = (FIRE[0], FIRE[1] + 1.0, FIRE[2])
        yield [*moves, body.aim(tips, 1.0)] if near else moves
    for _ in range(8):
        yield [body.aim(FIRE, 1.0)]
    yield [body.aim(FIRE, 0.0)]
    yield from body.walk((0.0, EYE_M, -1.0))
    yield [Finish()]


def bystander(drill: Drill) -> Iterator[Turn]:
    """Stands near the fire and watches until the time is over."""
    body = Body()
    yield [Join("구경꾼")]
    yield from body.walk(stand_off(2.0), FIRE)
    while not drill.finished:
        yield [Move(body.head, body.facing)]


def runaway(drill: Drill) -> Iterator[Turn]:
    """Sees the fire and walks out without a word."""
    body = Body()
    yield [Join("도망자")]
    yield from body.walk((0.0, EYE_M, -3.0))
    while not drill.fire.burning:
        yield [Move(body.head, body.facing)]
    yield from body.walk((0.0, EYE_M, 0.5))
    while not drill.finished:
        yield [Move(body.head, body.facing)]


def hugger(drill: Drill) -> Iterator[Turn]:
    """Sounds the alarm, then stands right beside the flames."""
    body = Body()
    yield [Join("불구경")]
    yield from body.walk((-5.0, EYE_M, -2.9))
    yield [PressAlarm("alarm_1")]
    while drill.items()[0].heat_release_kw < 100.0:
        yield [Move(body.head, body.facing)]
    yield from body.walk(stand_off(0.4), FIRE)
    body.head = (body.head[0], 1.0, body.head[2])
    while not drill.finished:
        yield [Move(body.head, body.facing)]


def returner(drill: Drill) -> Iterator[Turn]:
    """Leaves, and goes back in before the door has closed."""
    body = Body()
    yield [Join("돌아온이")]
    yield from body.walk((-5.0, EYE_M, -2.9))
    yield [PressAlarm("alarm_1")]
    while not drill.fire.burning:
        yield [Move(body.head, body.facing)]
    yield from body.walk((0.0, EYE_M, 0.5))
    for _ in range(30):
        yield [Move(body.head, body.facing)]
    yield from body.walk((0.0, EYE_M, -2.0))
    yield [Finish()]


def impatient(drill: Drill) -> Iterator[Turn]:
    """Lets it grow, knocks the flame down once, stops at the first dark and watches it come back."""
    body = Body()
    yield [Join("성급한 이")]
    yield from body.walk((-5.0, EYE_M, -1.7))
    name = max((t for t in drill.tools.values() if t.kind == "abc_3_3kg"), key=lambda tool: tool.gauge_mpa).name
    yield [Take(name), PullPin(0.0)]
    yield from body.walk(stand_off(2.5), FIRE)
    while drill.items()[0].core_heat < 0.5 and not drill.finished:
        yield [Move(body.head, body.facing)]
    while drill.fire.burning:
        yield [body.aim(FIRE, 1.0)]
    yield [body.aim(FIRE, 0.0)]
    while "reflash" not in drill.moments and not drill.finished:
        yield [Move(body.head, body.facing)]
    yield [Finish()]


def run(
    bot: Callable[[Drill], Iterator[Turn]], seed: int, mode: Mode = "practice", scenario: Scenario | None = None
) -> Run:
    """One bot, called "p", through one drill to its end."""
    drill = Drill(scenario or load_scenario("waste_bin"), seed, mode)
    played = Run(drill, {"p": bot(drill)})
    played.play(20 * 400)
    return played
