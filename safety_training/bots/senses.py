"""What a bot can tell of its drill: the fire, the building, the call. What it holds is in `holding`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.drill import Drill
from safety_training.fire.items import ItemState
from safety_training.npc import Mind
from safety_training.numeric import Vec3, clamp, distance, dot, floor_distance, sub, unit
from safety_training.people import Person
from safety_training.places import near_rooms
from safety_training.plan import Room, Spot, Vent
from safety_training.tables import values
from safety_training.units import call
from safety_training.units.doors import Doors
from safety_training.units.spray import exit_is_behind

if TYPE_CHECKING:
    from safety_training.bots.bot import Bot

_WALKERS = ("companion", "crowd", "warden", "caller")
_THROUGH_M = 0.35  # beyond a door's plane: through
_REACH_M = 1.3
_OFF_WALL_M = 0.35
_ARM_M = 0.7


def person(bot: Bot) -> Person:
    return bot.drill.participants[bot.id]


def knows(bot: Bot) -> bool:
    """Has seen the fire or its smoke, was warned, or hears an alarm."""
    own = person(bot).moments
    return any(m in own for m in ("fire_seen", "smoke_seen", "was_warned")) or "alarm_sounds" in bot.drill.moments


def grades(bot: Bot, *rules: str) -> bool:
    """Whether the scenario grades one of these."""
    return any(rule.id in rules for rule in bot.drill.scenario.rubric.rules)


# the fire --------------------------------------------------------------------------------------------------------------


def item(drill: Drill, name: str) -> ItemState:
    return next(i for i in drill.items() if i.id == name)


def burning(bot: Bot) -> ItemState | None:
    """The nearest thing that burns, or will again."""
    alight = [i for i in bot.drill.items() if i.burning or i.can_reflash]
    return min(alight, key=lambda i: floor_distance(i.base, bot.body.feet), default=None)


def flames(bot: Bot) -> bool:
    return bot.drill.fire.burning


def must_leave(bot: Bot) -> bool:
    return bot.drill.must_leave(person(bot))


def smoky(bot: Bot, room: str) -> bool:
    """Whether smoke is plainly seen there."""
    thick = values("drill")["smoke_enters_1_m"]
    return any(r.name == room and r.extinction_upper_1_m > thick for r in bot.drill.fire.rooms)


def smoke_near(bot: Bot) -> bool:
    """Smoke here or behind the next door."""
    return any(smoky(bot, room) for room in near_rooms(bot.drill, bot.room, 1, glass=False))


def should_stoop(bot: Bot) -> bool:
    """Smoke at the height of the standing head."""
    for room in bot.drill.fire.rooms:
        if room.name == bot.room and smoky(bot, room.name):
            return room.interface_m < bot.body.eye_m + 0.15
    return False


def walking_factor(bot: Bot) -> float:
    return person(bot).dose.walking_factor


def coming_after(bot: Bot, vent: Vent, room: str) -> bool:
    """Whether somebody has still to come through a door from that room: who follows the bot, or goes by themselves and can."""
    if must_leave(bot):
        return False
    way = 1.0 if vent.rooms[0] == room else -1.0
    for other in bot.drill.npcs.values():
        mind = other.note(Mind)
        if other.active and other.head is not None and (mind.leader == bot.id or (other.npc in _WALKERS and mind.way)):
            beyond = way * dot(sub(other.head, vent.centre), (vent.normal[0], 0.0, vent.normal[2]))
            at_door = floor_distance(other.head, vent.centre) < 1.0 and beyond < _THROUGH_M
            if at_door or (other.room == room and beyond < _THROUGH_M):
                return True
    return False


def at_hand(bot: Bot, at: Vec3) -> bool:
    """Whether a hand reaches it from here."""
    return distance(bot.body.head, at) <= _REACH_M


# the building ----------------------------------------------------------------------------------------------------------


def door_open(drill: Drill, name: str) -> float:
    return drill.part(Doors).leaves[name].open


def barred(drill: Drill) -> list[str]:
    """What nobody can walk through: blocked or locked doors, and shut ones that do not move."""
    doors = drill.part(Doors)
    shut = [v.name for v in drill.building.vents if not v.movable and doors.leaves[v.name].open < 0.5]
    return [*doors.barred, *shut, *(name for name, leaf in doors.leaves.items() if leaf.locked or leaf.blocked)]


def device(bot: Bot, kind: str) -> Spot | None:
    """The nearest of a kind: alarm, breaker, tap, stove, descender ..."""
    building = bot.drill.building
    spots = {
        "alarm": list(building.alarms),
        "breaker": [b.spot for b in building.breakers],
    }.get(kind, [s for s in building.devices if s.kind == kind])
    return min(spots, key=lambda s: floor_distance(s.position, bot.body.feet), default=None)


def breaker_of(bot: Bot, room: str) -> Spot | None:
    return next((b.spot for b in bot.drill.building.breakers if room in b.rooms), None)


def standing_place(bot: Bot, at: Vec3) -> Vec3:
    """Where one stands to reach a thing: an arm's length from it towards the middle of its room."""
    room = room_around(bot, at)
    if room is None:
        return (at[0], 0.0, at[2])
    middle = (0.5 * (room.low[0] + room.high[0]), 0.0, 0.5 * (room.low[2] + room.high[2]))
    away = unit((middle[0] - at[0], 0.0, middle[2] - at[2]))
    return within(room, (at[0] + _ARM_M * away[0], 0.0, at[2] + _ARM_M * away[2]))


def room_around(bot: Bot, at: Vec3) -> Room | None:
    return bot.drill.building.room_at((at[0], max(at[1], 0.05), at[2]), 0.3)


def within(room: Room, p: Vec3) -> Vec3:
    """On the floor of a room, off its walls."""
    low, high = room.low, room.high
    x = clamp(p[0], low[0] + _OFF_WALL_M, high[0] - _OFF_WALL_M)
    return (x, low[1], clamp(p[2], low[2] + _OFF_WALL_M, high[2] - _OFF_WALL_M))


def exit_behind(bot: Bot, feet: Vec3, base: Vec3) -> bool:
    """Whether somebody standing there would have the way out behind, and a clear way for the jet."""
    head = (feet[0], feet[1] + bot.body.eye_m, feet[2])
    belly = (feet[0], feet[1] + 1.2, feet[2])
    return exit_is_behind(bot.drill, head, base) and bot.drill.fire.clear(belly, base)


def exit_spot(bot: Bot) -> Vec3 | None:
    """A step beyond the nearest exit that is not barred."""
    points = bot.drill.routes.out(bot.body.head).points
    if not points:
        return None
    for exit_ in bot.drill.building.exits:
        if exit_.position == points[-1]:
            (x, y, z), (ox, _, oz) = exit_.position, exit_.outward
            return (x + ox, y, z + oz)
    return None


# the 119 call ----------------------------------------------------------------------------------------------------------


def right_answer(bot: Bot) -> str:
    """The id of what is true and answers the question, "" while nothing is asked."""
    me = person(bot)
    truths = call.truths(bot.drill, me)
    for option in call.options(bot.drill, me):
        if option.right and (not option.when or option.when in truths):
            return option.id
    offered = call.options(bot.drill, me)
    return offered[0].id if offered else ""


def call_state(bot: Bot) -> str:
    return person(bot).note(call.Talk).state
