"""The whole fire of a drill: items that burn and spread, agents on them, the gas of the rooms, and what all this does at a point.

    world = FireWorld(building, [ItemSpec("bin", "waste_paper", (2.0, 0.0, -6.5))])
    world.ignite("bin")
    events = world.step(0.05, deliveries, {"door.stairs": 0.0}, {"hall": True})
    world.items, world.rooms, world.jets, world.vents, world.clouds, world.air_at(head), world.radiation_kw_m2(head)

One step: agents reach items; items offer heat; the gas takes what it has oxygen for; items burn down, spread, die or come back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety_training.fire import heat, seen
from safety_training.fire.agents import Delivery, agents, path_of
from safety_training.fire.burning import Surroundings
from safety_training.fire.damage import Damage
from safety_training.fire.items import ItemSpec, ItemState
from safety_training.fire.sight import Lines
from safety_training.fire.spray import Spray
from safety_training.fire.states import Air, CloudState, FireEvent, JetState, RoomState, VentState
from safety_training.fire.things import Things
from safety_training.fire.zones import Source, ZoneModel
from safety_training.numeric import Vec3
from safety_training.plan import Building

__all__ = ["Delivery", "FireEvent", "FireWorld", "ItemSpec"]


class FireWorld:
    """Raises KeyError for an item of an unknown fuel, ValueError for one that lies in no room. compiled: see ZoneModel."""

    def __init__(
        self, building: Building, items: Sequence[ItemSpec], ambient_k: float = 293.15, compiled: bool | None = None
    ) -> None:
        self.building, self.ambient_k = building, ambient_k
        self.growth_factor = self.smoke_factor = 1.0  # the trainer's
        self.lines = Lines(building)
        self.things = Things(items, self.lines)
        self._gases = ZoneModel(building, ambient_k, compiled=compiled)
        self._spray, self._damage = Spray(self.lines), Damage(building, ambient_k)
        self._open = {vent.name: vent.open for vent in building.vents}
        self._events: list[FireEvent] = []
        self._look()

    # what people do to it -----------------------------------------------------------------------------------------------

    def ignite(self, item: str) -> None:
        """Lights it. Raises KeyError for an unknown item."""
        self.things.named(item).ignite()
        self._events.append(FireEvent("ignition", item, {"cause": "ignited"}))

    def reignite(self, item: str) -> None:
        """The trainer's: flames again, whatever lies on it. Raises KeyError."""
        self.things.named(item).rekindle()
        self._events.append(FireEvent("ignition", item, {"cause": "trainer"}))

    def cover(self, item: str, kind: str) -> str:
        """Puts a "lid" or "blanket" over it. What came of it: "covered", "too_big" or "cover_burnt". Raises KeyError."""
        return self.things.named(item).put_cover(kind)

    def uncover(self, item: str) -> None:
        """Raises KeyError."""
        self.things.named(item).cover = ""

    def burner(self, item: str, share: float) -> None:
        """The stove under an oil: 0 off, 1 full. Raises KeyError."""
        self.things.named(item).burner = share

    # its course ---------------------------------------------------------------------------------------------------------

    def step(
        self,
        dt: float,
        deliveries: Sequence[Delivery] = (),
        open_share: Mapping[str, float] | None = None,
        power_on: Mapping[str, bool] | None = None,
    ) -> list[FireEvent]:
        """Advances by dt seconds. open_share by vent, power_on by room; what is not named stays as it was, or has power.
        Returns what happened, in order. Raises KeyError for an unknown vent."""
        self._open.update(open_share or {})
        self._open.update(dict.fromkeys(self._damage.broken, 1.0))
        off = self._gases.tripped
        around = [self._around(i, power_on or {}, off) for i in range(len(self.things.items))]
        paths = [path_of(jet) for jet in deliveries]
        self.things.take_agents(dt, deliveries, paths, around, self.clear)
        self._spray.step(dt, deliveries, paths, self.things.items)
        offers = self.things.offer(dt, around, self.smoke_factor)
        burned = self._gases.step(dt, offers + self._inert(deliveries), self._open)
        self.things.settle(dt, burned, self.rooms)
        self._look()
        shines = [self._shine(i) for i in range(len(self.things.items))]
        self._events += self.things.spread(dt, shines, self.clear)
        self._events += self._damage.step(dt, self.rooms, self._emissive)
        self._events += self._gone_off(off) + self.things.news()
        events, self._events = self._events, []
        return events

    def _around(self, i: int, power_on: Mapping[str, bool], off: Sequence[bool]) -> Surroundings:
        room, item = self.rooms[self.things.places[i]].name, self.things.items[i]
        return Surroundings(
            oxygen=self.air_at(item.base).o2,
            layer_kw_m2=self._shine(i),
            powered=power_on.get(room, True),
            sprinkled=any(
                gone and d.kind == "sprinkler" and d.room == room
                for d, gone in zip(self.building.detectors, off, strict=True)
            ),
            growth_factor=self.growth_factor,
        )

    def _shine(self, i: int) -> float:
        """kW/m2 of its room's hot layer on an item."""
        place = self.things.places[i]
        at = self.things.items[i].base
        return heat.layer_kw_m2(self.building.rooms[place], self.rooms[place], self._emissive[place], at)

    def _inert(self, deliveries: Sequence[Delivery]) -> list[Source]:
        """Gas agents fill the room they are let into, whether they hit or miss."""
        sources = []
        for jet in deliveries:
            room = self.lines.room_at(jet.nozzle)
            if agents()[jet.agent].inert and room >= 0 and jet.flow_kg_s > 0.0:
                x, _, z = jet.nozzle
                sources.append(Source(room, 0.3, x, z, 0.0, 0.3, inert_kg_s=jet.flow_kg_s))
        return sources

    def _look(self) -> None:
        """What the rest of the step, and the world outside, sees."""
        self.rooms: tuple[RoomState, ...] = self._gases.rooms
        self._flows = self._gases.vents
        self._emissive = [
            heat.emissive_kw_m2(room, state, self.ambient_k)
            for room, state in zip(self.building.rooms, self.rooms, strict=True)
        ]
        self.things.look(list(zip(self.building.vents, self._flows, strict=True)))

    def _gone_off(self, before: Sequence[bool]) -> list[FireEvent]:
        """Detectors and sprinklers that were still waiting before this step."""
        events = []
        for detector, was, now in zip(self.building.detectors, before, self._gases.tripped, strict=True):
            if now and not was:
                kind = "sprinkler" if detector.kind == "sprinkler" else "detector"
                events.append(FireEvent(kind, detector.name, {"room": detector.room}))
        return events

    # what others see of it ----------------------------------------------------------------------------------------------

    @property
    def burning(self) -> bool:
        return any(item.burning for item in self.things.items)

    def can_reflash(self) -> bool:
        """No flame anywhere now, and yet one will come back if nothing is done."""
        return not self.burning and any(item.can_reflash() for item in self.things.items)

    @property
    def items(self) -> tuple[ItemState, ...]:
        return self.things.states()

    @property
    def jets(self) -> tuple[JetState, ...]:
        return self.things.jets(self.rooms)

    @property
    def vents(self) -> tuple[VentState, ...]:
        return seen.vent_states(self._flows, self._damage.leaves, self.ambient_k)

    @property
    def agent_on_floors(self) -> list[list[float]]:
        """For the debrief: [x, z, size, kg/m2] of each patch of floor that has some; x, z its lower corner."""
        return [patch for grid in self._spray.deposits.values() for patch in grid.patches()]

    @property
    def clouds(self) -> tuple[CloudState, ...]:
        return self._spray.clouds.states()

    def air_at(self, p: Vec3) -> Air:
        """What one breathes there; outside it is fresh."""
        return seen.air_at(self, self._gases, self._spray.clouds.extinction_at(p), p)

    def optical_depth(self, a: Vec3, b: Vec3) -> float:
        """Integral of the extinction along the straight line from a to b; walls are not looked at (see `clear`)."""
        return self.lines.optical_depth(a, b, self.rooms, self.clouds)

    def clear(self, a: Vec3, b: Vec3) -> bool:
        """Whether neither wall nor shut door stands between them."""
        return self.lines.clear(a, b, self._open)

    def radiation_kw_m2(self, at: Vec3) -> float:
        """Of flames in sight and of the hot layer."""
        return seen.radiation(self, at)

    def dump(self) -> dict[str, Any]:
        """Every number that the future depends on, JSON-ready."""
        return {
            "things": self.things.dump(),
            "gases": self._gases.dump(),
            "spray": self._spray.dump(),
            "damage": self._damage.dump(),
            "open": dict(self._open),
            "factors": [self.growth_factor, self.smoke_factor],
        }

    def load(self, dump: Mapping[str, Any]) -> None:
        """Goes on from a dump of a world of the same building and items, to the same bits."""
        self.things.load(dump["things"])
        self._gases.load(dump["gases"])
        self._spray.load(dump["spray"])
        self._damage.load(dump["damage"])
        self._open = dict(dump["open"])
        self.growth_factor, self.smoke_factor = dump["factors"]
        self._events = []
        self._look()
