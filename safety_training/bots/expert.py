"""The solver: somebody who does everything by the book, whatever the scenario. It decides as people are taught to, by what burns,
how high flames and smoke stand, and what hangs there; nothing in it knows a scenario by name."""

from __future__ import annotations

from collections.abc import Callable

from safety_training.bots import senses
from safety_training.bots.body import Body, Turns
from safety_training.bots.bot import Bot
from safety_training.bots.egress import get_out
from safety_training.bots.fight import attack, back_off
from safety_training.bots.stay import stay_or_go
from safety_training.drill import Drill
from safety_training.events import Finish
from safety_training.numeric import Vec3, unit

Plan = Callable[[Bot], Turns]


def expert(drill: Drill, id_: str = "p", role: str = "") -> Turns:
    """All by the book, in the first open part or the one that is named."""
    bot = newcomer(drill, id_, role)
    yield from bot.join("모범생")
    yield from notice(bot)
    yield from plan(bot)


def newcomer(drill: Drill, id_: str, role: str = "") -> Bot:
    """Somebody who stands where the part begins."""
    open_ = [r for r in drill.scenario.roles if r.open]
    part = next((r for r in open_ if r.id == role), open_[0])
    return Bot(drill, id_, part.id, Body(part.start, unit(part.facing)))


def notice(bot: Bot) -> Turns:
    """Looks about until it knows of a fire."""
    yield from bot.until(lambda: senses.knows(bot), 60.0, lambda: _anything(bot))


def _anything(bot: Bot) -> Vec3 | None:
    fire = senses.burning(bot)
    return fire.base if fire is not None else None


def plan(bot: Bot) -> Turns:
    """What suits this fire: look before leaving, leave, or fight."""
    if senses.grades(bot, "decision.stay"):
        yield from stay_or_go(bot)
        return
    yield from bot.warn()
    if bot.drill.scenario.right_tools[0] == "leave":
        yield from get_out(bot)
        return
    yield from fight(bot)


def fight(bot: Bot) -> Turns:
    """Alarm, attack, and out when it cannot be fought; else watch, call, report."""
    if senses.grades(bot, "alarm.time"):
        box = senses.device(bot, "alarm")
        if box is not None:
            yield from bot.press(box.name)
    fire = senses.burning(bot)
    yield from attack(bot)
    yield from bot.until(lambda: not senses.flames(bot) or senses.must_leave(bot), 6.0, lambda: _anything(bot))
    if fire is None or senses.must_leave(bot) or senses.flames(bot):
        yield from get_out(bot)
        return
    yield from back_off(bot, fire.base)
    if senses.grades(bot, "call.made"):
        yield from bot.call(fire.base)
    yield from bot.until(
        lambda: "fire_out_confirmed" in bot.drill.moments or senses.must_leave(bot), 200.0, lambda: fire.base
    )
    yield from bot.do(Finish())
