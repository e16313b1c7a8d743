"""Getting out by the book: with those who need help, low under smoke, doors shut behind, alarm, call, assembly, head-count;
and down the 완강기 where no other way is left."""

from __future__ import annotations

from safety_training.bots import holding, senses
from safety_training.bots.body import Turns
from safety_training.bots.bot import Bot
from safety_training.events import Count, Finish
from safety_training.npc import Mind
from safety_training.numeric import Vec3, floor_distance
from safety_training.people import Person
from safety_training.units.assembly import assembled
from safety_training.units.descender import STEPS

_DETOUR_M = 4.0
_LED_M = 1.0
_WAIT_S = 6.0
_DOWN_S = 40.0


def get_out(bot: Bot) -> Turns:
    """Whatever is held is left behind."""
    if senses.person(bot).held:
        yield from bot.put_down()
    bot.shuts = True
    for person in _needy(bot):
        yield from fetch(bot, person)
    goal = senses.exit_spot(bot)
    if goal is None:
        yield from down_the_line(bot)
    else:
        yield from alarm_on_the_way(bot, goal)
        yield from bot.go(goal)
        yield from bot.wait(1.0)
    yield from afterwards(bot)


def _needy(bot: Bot) -> list[Person]:
    """Those in this room who wait to be led."""
    return [p for p in bot.drill.npcs.values() if p.npc == "led" and p.room == bot.room and p.head is not None]


def fetch(bot: Bot, person: Person) -> Turns:
    """Goes up to somebody, unless it is too late for that."""
    if person.head is None:
        return
    x, _, z = person.head
    while floor_distance(bot.body.feet, (x, 0.0, z)) > _LED_M and not senses.must_leave(bot):
        bot.body.step((x, 0.0, z), None, senses.walking_factor(bot))
        yield [bot.body.move()]
    yield from bot.wait(0.2)


def alarm_on_the_way(bot: Bot, goal: Vec3) -> Turns:
    """Presses the box that costs the least way, if none has rung yet."""
    if "alarm_on" in bot.drill.moments or not senses.grades(bot, "alarm.time"):
        return
    box = min(
        bot.drill.building.alarms, key=lambda a: holding.way_m(bot, a.position) + floor_distance(a.position, goal)
    )
    yield from bot.press(box.name)


def afterwards(bot: Bot) -> Turns:
    """Out of danger: assemble, call, count, report."""
    place = bot.drill.building.assemblies[0]
    counts = senses.grades(bot, "egress.assembly", "egress.count")
    if counts:
        yield from bot.go(place.position)
    if senses.grades(bot, "call.made") and "call_done" not in bot.drill.moments:
        yield from bot.call()
    if senses.grades(bot, "egress.count"):
        yield from bot.until(lambda: not _coming(bot), _WAIT_S)
        yield from bot.do(Count(assembled(bot.drill)))
    yield from bot.until(lambda: "left_by_exit" in senses.person(bot).moments, 5.0)
    yield from bot.until(lambda: not _after(bot), _DOWN_S)
    yield from bot.do(Finish())


def _after(bot: Bot) -> list[Person]:
    """Those whom the bot has led to the 완강기 and who are still up there."""
    if "descended" not in senses.person(bot).moments:
        return []
    return [p for p in bot.drill.npcs.values() if p.note(Mind).leader == bot.id and p.active and not p.outside]


def _coming(bot: Bot) -> list[Person]:
    """Those who are out but not yet at the assembly point."""
    place = bot.drill.building.assemblies[0]
    out = [p for p in bot.drill.npcs.values() if p.outside and p.head is not None]
    return [p for p in out if p.head is not None and floor_distance(p.head, place.position) > place.radius_m]


def down_the_line(bot: Bot) -> Turns:
    """No exit is open: to the balcony and down, step by step, arms kept low. Calls from a safe room on the way."""
    spot = senses.device(bot, "descender")
    if spot is None:
        return
    yield from alarm_on_the_way(bot, spot.position)
    yield from bot.go(senses.standing_place(bot, spot.position))
    for step in STEPS:
        yield from bot.operate(spot.name, step, 0.0 if step == "descend" else 1.0)
        yield from bot.wait(0.4, spot.position)
    yield from bot.until(lambda: "descended" in senses.person(bot).moments, 30.0)
    yield from bot.wait(1.0)
