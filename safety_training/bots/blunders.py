"""Bots that make the mistakes after which nobody passes, one each: proof that the grader finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from safety_training.bots import senses
from safety_training.bots.body import Turns
from safety_training.bots.bot import Bot
from safety_training.bots.expert import newcomer, notice
from safety_training.bots.stay import before, front_door
from safety_training.drill import Drill
from safety_training.events import Finish, PullPin
from safety_training.numeric import floor_distance, unit
from safety_training.units.descender import STEPS

Player = Callable[[Drill], Turns]


@dataclass(frozen=True, slots=True)
class Blunder:
    """A critical mistake, the scenario and the seed in which it is made, and who makes it."""

    critical: str
    scenario: str
    seed: int
    player: Player


def _start(drill: Drill, name: str) -> tuple[Bot, Turns]:
    bot = newcomer(drill, "p")
    return bot, _arrive(bot, name)


def _arrive(bot: Bot, name: str) -> Turns:
    yield from bot.join(name)
    yield from notice(bot)


def _throw_water(drill: Drill) -> Turns:
    """The bowl from the sink on whatever burns."""
    bot, arrive = _start(drill, "물을 붓는 사람")
    yield from arrive
    yield from bot.warn()
    fire = senses.burning(bot)
    yield from bot.take("water_flat")
    yield from bot.do(PullPin(0.0))
    if fire is not None:
        away = unit((bot.body.feet[0] - fire.base[0], 0.0, bot.body.feet[2] - fire.base[2]))
        yield from bot.go((fire.base[0] + 1.2 * away[0], 0.0, fire.base[2] + 1.2 * away[2]), fire.base)
        for _ in range(30):
            bot.body.look(fire.base)
            yield [bot.body.move(), bot.aim(fire.base, 1.0)]
    yield from bot.wait(3.0)
    yield from bot.do(Finish())


def _walk_out(drill: Drill) -> Turns:
    """Leaves without a word."""
    bot = newcomer(drill, "p")
    yield from bot.join("말없이 나가는 사람")
    yield from bot.until(lambda: drill.fire.burning, 60.0)
    yield from bot.go(senses.exit_spot(bot) or bot.body.feet)
    yield from bot.wait(5.0)
    yield from bot.do(Finish())


def _go_back(drill: Drill) -> Turns:
    """Out, and back in for something forgotten."""
    bot, arrive = _start(drill, "되돌아온 사람")
    yield from arrive
    yield from bot.warn()
    inside = bot.body.feet
    yield from bot.go(senses.exit_spot(bot) or bot.body.feet)
    yield from bot.wait(4.5)
    yield from bot.go(inside)
    yield from bot.wait(1.0)
    yield from bot.do(Finish())


def _call_the_lift(drill: Drill) -> Turns:
    bot, arrive = _start(drill, "승강기를 부르는 사람")
    yield from arrive
    yield from bot.warn()
    lift = senses.device(bot, "lift")
    if lift is not None:
        yield from bot.near(lift.position)
        yield from bot.operate(lift.name, "call")
    yield from bot.do(Finish())


def _stay(drill: Drill) -> Turns:
    """Stands there until the end."""
    bot, arrive = _start(drill, "남아 있는 사람")
    yield from arrive
    yield from bot.warn()
    while not drill.finished and "gas_dose" not in drill.moments:
        yield [bot.body.move()]
    yield from bot.do(Finish())


def _shut_in(drill: Drill) -> Turns:
    """Shuts the door on itself and the fire, and stays."""
    bot, arrive = _start(drill, "안에서 문을 닫은 사람")
    yield from arrive
    yield from bot.warn()
    door = front_door(bot)
    yield from bot.go(before(bot, door))
    yield from bot.shut(door.name)
    while not drill.finished and "stay_under_smoke" not in drill.moments:
        yield [bot.body.move()]
    yield from bot.do(Finish())


def _hug(drill: Drill) -> Turns:
    """Walks right up to the flames."""
    bot, arrive = _start(drill, "불에 다가간 사람")
    yield from arrive
    yield from bot.warn()
    fire = senses.burning(bot)
    while fire is not None and not drill.finished and "burnt" not in drill.moments:
        if floor_distance(bot.body.feet, fire.base) > 0.5:
            bot.body.step((fire.base[0], 0.0, fire.base[2]), fire.base)
        yield [bot.body.move()]
    yield from bot.do(Finish())


def _raise_arms(drill: Drill) -> Turns:
    """Down the line with the arms up, and the belt not tightened."""
    bot, arrive = _start(drill, "팔을 든 사람")
    yield from arrive
    yield from bot.warn()
    line = senses.device(bot, "descender")
    if line is not None:
        yield from bot.go(senses.standing_place(bot, line.position))
        for step in STEPS:
            if step != "tighten":
                yield from bot.operate(line.name, step, 1.0)
                yield from bot.wait(0.2)
        yield from bot.wait(12.0)
    yield from bot.do(Finish())


BLUNDERS: tuple[Blunder, ...] = (
    Blunder("water_on_oil", "frying_oil", 1, _throw_water),
    Blunder("water_on_live", "power_strip", 1, _throw_water),
    Blunder("left_without_warning", "waste_bin", 1, _walk_out),
    Blunder("reentry", "lithium_pack", 1, _go_back),
    Blunder("lift", "sofa", 1, _call_the_lift),
    Blunder("stay_under_smoke", "lithium_pack", 2, _shut_in),
    Blunder("gas_dose", "sofa", 2, _stay),
    Blunder("burnt", "solvent_spill", 1, _hug),
    Blunder("fall_hazard", "concert_hall", 0, _raise_arms),
)


def by_critical() -> Mapping[str, Blunder]:
    return {blunder.critical: blunder for blunder in BLUNDERS}
