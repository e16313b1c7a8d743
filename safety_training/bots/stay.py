"""A fire somewhere else: look before you leave. Stay while no smoke comes in; leave by a clear way, or shelter, when it does."""

from __future__ import annotations

from collections.abc import Callable

from safety_training.bots import holding, senses
from safety_training.bots.body import Turns
from safety_training.bots.bot import Bot
from safety_training.bots.egress import get_out
from safety_training.bots.ways import room_of
from safety_training.events import Finish, Signal
from safety_training.numeric import Vec3, floor_distance
from safety_training.plan import OUTSIDE, Vent

_STAY_S = 110.0  # of listening, until somebody comes
_SHELTER_S = 25.0
_ASIDE_M = 0.7


def stay_or_go(bot: Bot) -> Turns:
    """Shuts itself in as long as home is free of smoke. Smoke at home: out by a clear way, else to the refuge."""
    home = bot.room

    def smoke() -> bool:
        return senses.smoky(bot, home)

    yield from unless(smoke, settle_in(bot, home))
    yield from unless(smoke, bot.until(smoke, _STAY_S))
    if smoke() and way_is_clear(bot, home):
        yield from get_out(bot)
        return
    if smoke() or senses.smoke_near(bot):
        yield from shelter(bot)
        if "call_done" not in bot.drill.moments:
            yield from bot.call()
        yield from bot.wait(_SHELTER_S)
    yield from bot.do(Finish())


def unless(stop: Callable[[], bool], turns: Turns) -> Turns:
    """Goes on with it until it is done or something happens."""
    for turn in turns:
        yield turn
        if stop():
            return


def way_is_clear(bot: Bot, home: str) -> bool:
    """No smoke in any room on the way out, but the home's own."""
    at, rooms = bot.body.head, [home]
    for point in bot.drill.routes.out(at).points:
        rooms += [r.name for r in bot.drill.building.rooms if r.holds((point[0], 1.0, point[2]), 0.3)]
    return bool(rooms[1:]) and not any(senses.smoky(bot, room) for room in rooms if room not in (home, bot.room))


def settle_in(bot: Bot, home: str) -> Turns:
    """Feels the front door and shuts it, seals its gap with a wet towel, calls 119, and goes back to where it came from."""
    x, _, z = bot.body.feet
    door = front_door(bot)
    inside = before(bot, door)
    yield from bot.go(inside, door.centre)
    yield from bot.feel(door.name)
    yield from bot.shut(door.name)
    yield from seal(bot, door, inside)
    yield from bot.go((x, 0.0, z))
    yield from bot.call()


def front_door(bot: Bot) -> Vent:
    """The nearest door that moves and leads neither outside nor to a refuge."""
    refuges = {r.room for r in bot.drill.building.refuges}
    inner = [v for v in bot.drill.building.vents if v.kind == "door" and v.movable and OUTSIDE not in v.rooms]
    out = [v for v in inner if not refuges & set(v.rooms)]
    return min(out, key=lambda v: floor_distance(v.centre, bot.body.feet))


def before(bot: Bot, door: Vent) -> Vec3:
    """The spot before a door on the bot's side."""
    (x, _, z), (nx, _, nz) = door.centre, door.normal
    sides = [(x + s * _ASIDE_M * nx, 0.0, z + s * _ASIDE_M * nz) for s in (-1.0, 1.0)]
    return min(sides, key=lambda p: (room_of(bot.drill.building, p) != bot.room, floor_distance(p, bot.body.feet)))


def seal(bot: Bot, door: Vent, inside: Vec3) -> Turns:
    """The gap of a door, with a wet towel."""
    towel, tap = holding.nearest_tool(bot, ("towel",), []), senses.device(bot, "tap")
    gaps = [v for v in bot.drill.building.vents if v.kind == "leak" and set(v.rooms) == set(door.rooms)]
    if not towel or not gaps:
        return
    yield from bot.take(towel)
    if tap is not None:
        yield from bot.near(tap.position)
        yield from bot.operate(towel, "wet")
    yield from bot.go(inside, door.centre)
    yield from bot.operate(gaps[0].name, "seal")


def shelter(bot: Bot) -> Turns:
    """To the refuge, its door shut behind, and waves."""
    refuge = bot.drill.building.room(bot.drill.building.refuges[0].room)
    bot.shuts = True
    yield from bot.go((0.5 * (refuge.low[0] + refuge.high[0]), 0.0, 0.5 * (refuge.low[2] + refuge.high[2])))
    yield from bot.do(Signal())
