"""A stand for one item in air enough: burns it, sprays it, says how it went. Also aims as people do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from safety_training.fire.agents import Delivery, aimed, path_of
from safety_training.fire.burning import Item, Surroundings
from safety_training.fire.items import ItemSpec
from safety_training.numeric import Vec3, sub, unit

DT = 0.05
AIR = Surroundings()
Aim = Callable[[float], Sequence[Delivery]]


def item(fuel: str, **over: float) -> Item:
    return Item(ItemSpec("it", fuel, (0.0, 0.0, 0.0), over), 0)


def burn(
    it: Item, seconds: float, aim: Aim | None = None, around: Surroundings = AIR
) -> list[tuple[str, dict[str, object]]]:
    """Returns what happened, as (kind, data)."""
    news = []
    for k in range(round(seconds / DT)):
        jets = aim(k * DT) if aim else ()
        it.take_agents(DT, [(jet, path_of(jet), True) for jet in jets], around)
        it.settle(DT, it.offer(DT, around))
        news += it.news
        it.news.clear()
    return news


def jet(
    it: Item, agent: str = "powder", flow: float = 0.25, throw: float = 5.0, away: float = 2.25, up: float = 0.0
) -> Delivery:
    """Aimed at the base, or `up` metres over it."""
    x, y, z = it.base
    nozzle: Vec3 = (x, 1.1, z + away)
    return Delivery(agent, nozzle, aimed(agent, nozzle, (x, y + up, z), throw), flow, throw)


def steady(
    it: Item, agent: str = "powder", flow: float = 0.25, throw: float = 5.0, away: float = 2.25, up: float = 0.0
) -> Aim:
    return lambda _: (jet(it, agent, flow, throw, away, up),)


def sweeping(it: Item, away: float, wide: float, up: float = 0.0, hz: float = 1.0, flow: float = 0.25) -> Aim:
    """Across the pool, `wide` times its radius to each side, from `away` before its edge."""
    r = 0.5 * it.fuel.diameter_m
    x, y, z = it.base
    nozzle: Vec3 = (x, 1.1, z + r + away)

    def aim(t: float) -> Sequence[Delivery]:
        side = x + wide * r * math.sin(2.0 * math.pi * hz * t)
        return (Delivery("powder", nozzle, unit(sub((side, y + up, z), nozzle)), flow, 5.0),)

    return aim
