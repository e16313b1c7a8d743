"""Extinguishers, lids and towels as a bot finds, judges and aims them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.bots import senses
from safety_training.bots.ways import room_of
from safety_training.drill import Drill
from safety_training.extinguishers import kinds
from safety_training.fire.agents import aimed
from safety_training.numeric import Vec3, distance, sub, unit
from safety_training.tables import values
from safety_training.units import tools

if TYPE_CHECKING:
    from safety_training.bots.bot import Bot


def tool(drill: Drill, name: str) -> tools.Tool:
    return drill.tools[name]


def nearest_tool(bot: Bot, sorts: tuple[str, ...], but: list[str]) -> str:
    """The best free thing of these sorts (kinds of extinguisher, lid, blanket, towel): of the first sort before the second, the
    nearest of each; "" for none."""
    free = [t for t in bot.drill.tools.values() if t.kind in sorts and not t.holder and t.name not in but]
    best = min(free, key=lambda t: (sorts.index(t.kind), way_m(bot, t.position)), default=None)
    return best.name if best else ""


def grip(bot: Bot, name: str) -> Vec3:
    """Where one takes hold of it."""
    x, y, z = tool(bot.drill, name).position
    return (x, y + (0.4 if tool(bot.drill, name).kind in kinds() else 0.0), z)


def way_m(bot: Bot, to: Vec3) -> float:
    """About how far it is to walk: through as many doors as there are rooms between, straight otherwise."""
    more = 0.0 if room_of(bot.drill.building, to) == bot.room else 4.0
    return distance(bot.body.feet, to) + more


def bottle_is_good(bot: Bot, name: str) -> bool:
    """As far as its gauge tells; CO2 has none."""
    return tools.is_green(tool(bot.drill, name))


def has_gauge(name: str) -> bool:
    return kinds()[name].gauge


def remaining_kg(bot: Bot) -> float:
    held = bot.drill.tools.get(senses.person(bot).held)
    return held.remaining_kg if held else 0.0


def jet_to(bot: Bot, nozzle: Vec3, target: Vec3) -> Vec3:
    """The direction in which the jet of what is held meets a target: water falls on its way."""
    held = bot.drill.tools.get(senses.person(bot).held)
    kind = kinds().get(held.kind) if held else None
    if held is None or (kind is None and held.kind != "nozzle"):
        return unit(sub(target, nozzle))
    agent, throw = (kind.agent, kind.throw_m) if kind else ("water", values("drill")["hydrant_throw_m"])
    return aimed(agent, nozzle, target, throw)
