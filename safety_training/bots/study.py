"""Novices and trained people at a waste-bin fire, drawn from the study's rates (`people`): does the grader tell them apart?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from safety_training.bots import holding, senses
from safety_training.bots.body import TICK_S, Turns
from safety_training.bots.bot import Bot
from safety_training.bots.expert import newcomer, notice
from safety_training.bots.fight import back_off, swept
from safety_training.bots.people import Person, auc, draw
from safety_training.bots.run import play
from safety_training.drill import Drill
from safety_training.events import CheckGauge, Finish, PullPin
from safety_training.fire.items import ItemState
from safety_training.numeric import Vec3, unit
from safety_training.scenario import Scenario, load_scenario
from safety_training.units.spray import Spray

SCENARIO = "waste_bin"
_TIPS_M = 0.8  # above the base: where flames catch the eye
_SWEEP_M = 0.15
_SQUEEZED = 0.6


@dataclass(frozen=True, slots=True)
class Outcome:
    """discharge_s : for how long agent left the nozzle, 0 where none did."""

    person: Person
    score: float
    discharge_s: float
    turned_back: bool


def play_person(person: Person, drill: Drill) -> Turns:
    """What such a person does, from the first flame to the report."""
    bot = newcomer(drill, "p")
    yield from bot.join("훈련받은 이" if person.trained else "처음인 이")
    yield from notice(bot)
    fire = senses.burning(bot)
    if person.shouts:
        yield from bot.warn()
    box = senses.device(bot, "alarm")
    if person.presses and box is not None:
        yield from bot.press(box.name)
    if fire is None or not person.discharges:
        yield from bot.go(senses.exit_spot(bot) or bot.body.feet)
        yield from bot.wait(5.0)
        return
    yield from _make_ready(person, bot)
    yield from _approach(person, bot, fire.base)
    yield from _spray(person, bot, fire)
    yield from _afterwards(person, bot, fire.base)


def _make_ready(person: Person, bot: Bot) -> Turns:
    """Takes one, reads its gauge or not, pulls the pin with the lever squeezed or not."""
    tried: list[str] = []
    while name := holding.nearest_tool(bot, ("abc_3_3kg",), tried):
        tried.append(name)
        yield from bot.take(name)
        if person.looks_at_gauge:
            yield from bot.do(CheckGauge())
            if not holding.bottle_is_good(bot, name) and len(tried) < 2:
                yield from bot.put_down()
                continue
        break
    if person.squeezes:
        yield from bot.do(PullPin(_SQUEEZED))
        yield from bot.wait(1.0)
    yield from bot.do(PullPin(0.0))


def _approach(person: Person, bot: Bot, base: Vec3) -> Turns:
    """Straight on, until so near."""
    x, _, z = bot.body.feet
    away = unit((x - base[0], 0.0, z - base[2]))
    yield from bot.go((base[0] + person.distance_m * away[0], 0.0, base[2] + person.distance_m * away[2]), base)


def _spray(person: Person, bot: Bot, fire: ItemState) -> Turns:
    tips = (fire.base[0], fire.base[1] + _TIPS_M, fire.base[2])
    for turn in range(round(person.discharge_s / TICK_S)):
        if bot.drill.finished or holding.remaining_kg(bot) <= 0.0:
            break
        bot.body.look(fire.base)
        at = swept(fire.base, bot.body.nozzle, _SWEEP_M, turn) if person.base_and_sweep else tips
        yield [bot.body.move(), bot.aim(at, 1.0)]
    yield [bot.body.move(), bot.aim(fire.base, 0.0)]


def _afterwards(person: Person, bot: Bot, base: Vec3) -> Turns:
    if person.turns_back:
        x, _, z = bot.body.feet
        away = unit((x - base[0], 0.0, z - base[2]))
        yield from bot.go((x + away[0], 0.0, z + away[2]))
    elif person.watches:
        yield from back_off(bot, base)
    if person.calls:
        yield from bot.call(base if not person.turns_back else None)
    if person.watches:
        yield from bot.until(lambda: "fire_out_confirmed" in bot.drill.moments, 20.0, lambda: base)
    yield from bot.do(Finish())


def _sound(scenario: Scenario) -> Scenario:
    """With extinguishers that all work, as in the study."""
    return replace(scenario, axes=tuple(axis for axis in scenario.axes if axis.name != "faults"))


def outcome(person: Person, seed: int) -> Outcome:
    """One of them through one variation."""
    run = play(partial(play_person, person), _sound(load_scenario(SCENARIO)), seed)
    me = run.drill.participants["p"]
    return Outcome(person, run.grade().score, me.note(Spray).seconds, "turned_back" in me.moments)


def group(size: int, trained: bool) -> list[Outcome]:
    """So many people, each in a variation of their own."""
    return [outcome(draw(seed, trained), seed) for seed in range(size)]


def mean_discharge_s(people: list[Outcome]) -> float:
    """Of those who discharged anything. Raises ZeroDivisionError where nobody did."""
    seconds = [p.discharge_s for p in people if p.discharge_s > 0.0]
    total = 0.0
    for each in seconds:
        total += each
    return total / len(seconds)


def separation(novices: list[Outcome], trained: list[Outcome]) -> float:
    """Area under the curve: how surely the score tells them apart."""
    return auc([p.score for p in novices], [p.score for p in trained])
