"""Fighting a fire by the book: what suits it, made ready, from 2 to 3 m with the way out behind, sweeping over the base, then
watching it."""

from __future__ import annotations

from safety_training.bots import holding, senses
from safety_training.bots.body import Turns
from safety_training.bots.bot import Bot
from safety_training.fire.items import ItemState
from safety_training.numeric import Vec3, floor_distance, unit

_SWEEP_TICKS = 30
_MORE_TICKS = 30  # of spraying when no flame is left
_COVERS = ("lid", "blanket")
_SIXTEENTH = (1.0, 0.9238795325112867, 0.7071067811865476, 0.3826834323650898)  # cosines of 0, 22.5, 45, 67.5 degrees


def cos16(k: int) -> float:
    """Cosine of k sixteenths of a turn."""
    k %= 16
    if k > 8:
        return cos16(16 - k)
    return _SIXTEENTH[k] if k < 4 else 0.0 if k == 4 else -_SIXTEENTH[8 - k]


_STAND_OFFS_M = (2.5, 2.8, 2.2)
_DIRECTIONS = tuple((cos16(k), cos16(k - 4)) for k in range(16))


def attack(bot: Bot) -> Turns:
    """Puts out the nearest fire with what the scenario calls right. Ends when it is out, or when one has to leave."""
    right = bot.drill.scenario.right_tools
    covers = tuple(kind for kind in right if kind in _COVERS)
    fire = senses.burning(bot)
    if fire is None or senses.must_leave(bot):
        return
    yield from cut_power(bot, fire)
    if covers and holding.nearest_tool(bot, covers, []):
        yield from cover(bot, fire, holding.nearest_tool(bot, covers, []))
    elif bottles := tuple(kind for kind in right if kind not in (*_COVERS, "leave", "nozzle")):
        yield from use_bottles(bot, fire.id, bottles)
    yield from turn_off(bot, fire)


def cut_power(bot: Bot, fire: ItemState) -> Turns:
    """The breaker first, where what burns is live."""
    breaker = senses.breaker_of(bot, fire.room)
    if fire.energised and breaker is not None:
        yield from bot.near(breaker.position)
        yield from bot.operate(breaker.name, "switch", 0.0)


def turn_off(bot: Bot, fire: ItemState) -> Turns:
    """The burner under it."""
    stove = bot.drill.scenario.item(fire.id).stove
    spot = next((s for s in bot.drill.building.devices if s.name == stove), None)
    if spot is not None:
        yield from bot.near(spot.position)
        yield from bot.operate(stove, "knob", 0.0)


def cover(bot: Bot, fire: ItemState, tool: str) -> Turns:
    yield from bot.take(tool)
    yield from bot.near(fire.base)
    yield from bot.operate(tool, "cover", 1.0)


def use_bottles(bot: Bot, item: str, sorts: tuple[str, ...]) -> Turns:
    """One after the other, as long as it burns."""
    for _ in range(3):
        if senses.must_leave(bot) or not _alight(bot, item):
            return
        yield from bot.ready(sorts)
        if holding.remaining_kg(bot) <= 0.0:
            return
        yield from bot.go(stand_off(bot, senses.item(bot.drill, item).base), senses.item(bot.drill, item).base)
        yield from spray(bot, item)
        if holding.remaining_kg(bot) <= 0.0:
            yield from bot.put_down()


def _alight(bot: Bot, item: str) -> bool:
    state = senses.item(bot.drill, item)
    return state.burning or state.can_reflash


def stand_off(bot: Bot, base: Vec3) -> Vec3:
    """The nearest spot in its room, 2 to 3 m from the fire, with the way out behind and nothing between; else the nearest."""
    room = senses.room_around(bot, base)
    if room is None:
        return bot.body.feet
    ring = [
        (base[0] + metres * x, room.low[1], base[2] + metres * z) for metres in _STAND_OFFS_M for x, z in _DIRECTIONS
    ]
    inside = [p for p in ring if floor_distance(p, senses.within(room, p)) < 0.01]
    good = [p for p in inside if senses.exit_behind(bot, p, base)]
    return min(good or inside or ring, key=lambda p: floor_distance(p, bot.body.feet))


def swept(base: Vec3, nozzle: Vec3, half_m: float, turn: int) -> Vec3:
    """The base of the fire, swept across as seen from the nozzle: there and back in a second and a half."""
    phase = (turn % _SWEEP_TICKS) / (0.5 * _SWEEP_TICKS)
    side = 2.0 * phase - 1.0 if phase <= 1.0 else 3.0 - 2.0 * phase
    way = unit((base[0] - nozzle[0], 0.0, base[2] - nozzle[2]))
    return (base[0] - half_m * side * way[2], base[1], base[2] + half_m * side * way[0])


def spray(bot: Bot, item: str) -> Turns:
    """Until it is out for a while, the bottle is empty, or one has to leave."""
    turn = dark = 0
    while holding.remaining_kg(bot) > 0.0 and dark < _MORE_TICKS and not bot.drill.finished:
        state = senses.item(bot.drill, item)
        if senses.must_leave(bot):
            break
        dark = 0 if state.burning or state.can_reflash else dark + 1
        turn += 1
        bot.body.look(state.base)
        half = max(0.15, 0.3 * state.flame_diameter_m)
        yield [bot.body.move(), bot.aim(swept(state.base, bot.body.nozzle, half, turn), 1.0)]
    yield [bot.body.move(), bot.aim(senses.item(bot.drill, item).base, 0.0)]


def back_off(bot: Bot, base: Vec3, metres: float = 1.0) -> Turns:
    """Away from where it burned, looking at it."""
    x, _, z = bot.body.feet
    away = unit((x - base[0], 0.0, z - base[2]))
    room = senses.room_around(bot, bot.body.feet)
    spot = (x + metres * away[0], 0.0, z + metres * away[2])
    yield from bot.walk(senses.within(room, spot) if room else spot, base)
    yield from bot.wait(0.5, base)
