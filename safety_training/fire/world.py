"""The whole fire of a drill: items that burn and spread, agents on them, the gas of the rooms, and what all this does at a point.

One step: agents reach items; items offer heat; the gas takes what it has oxygen for; items burn down, spread, die or come back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety_training.fire import heat, seen
from safety_training.fire.agents import Delivery, agents, path_of
from safety_training.fire.burning import Item, Surroundings
from safety_training.fire.clouds import FloorGrid
from safety_training.fire.damage import Damage
from safety_training.fire.flames import Flame
from safety_training.fire.items import ItemSpec, ItemState
from safety_training.fire.jets import CeilingFront
from safety_training.fire.sight import Lines
from safety_training.fire.spray import Spray
from safety_training.fire.spread import gather, incident_kw_m2
from safety_training.fire.states import Air, CloudState, FireEvent, JetState, RoomState, VentState
from safety_training.fire.zones import Source, ZoneModel
from safety_training.numeric import Vec3
from safety_training.plan import Building

__all__ = ["Delivery", "FireEvent", "FireWorld", "ItemSpec"]


class FireWorld:
    """Raises KeyError for an item of an unknown fuel, ValueError for one that lies in no room. See the module."""

    def __init__(
        self, building: Building, items: Sequence[ItemSpec], ambient_k: float = 293.15, compiled: bool | None = None
    ) -> None:
        self.building, self.ambient_k = building, ambient_k
        self.lines = Lines(building)
        self._gases = ZoneModel(building, ambient_k, compiled=compiled)
        self._items = [Item(spec, i) for i, spec in enumerate(items)]
        self._by_name = {item.spec.name: item for item in self._items}
        self._places = [self._room_of(item.spec) for item in self._items]
        self._walls = [
            seen.walls_near(item, building.rooms[r]) for item, r in zip(self._items, self._places, strict=True)
        ]
        self._fronts = [CeilingFront() for _ in self._items]
        self._spray, self._damage = Spray(self.lines), Damage(building, ambient_k)
        self._sprinkled: list[str] = []
        self._tripped: list[str] = []
        self._open = {vent.name: vent.open for vent in building.vents}
        self.growth_factor = self.smoke_factor = 1.0
        self._events: list[FireEvent] = []
        self._look()

    def _room_of(self, spec: ItemSpec) -> int:
        room = self.lines.index.get(spec.room, -1) if spec.room else self.lines.room_at(spec.position)
        if room < 0:
            raise ValueError(f"item {spec.name!r} lies in no room of {self.building.id}")
        return room

    # what people do to it -----------------------------------------------------------------------------------------------

    def ignite(self, item: str) -> None:
        """Lights it. Raises KeyError for an unknown item."""
        self._by_name[item].ignite()
        self._events.append(FireEvent("ignition", item, {"cause": "ignited"}))

    def reignite(self, item: str) -> None:
        """The trainer's: flames again, whatever lies on it. Raises KeyError."""
        self._by_name[item].rekindle()
        self._events.append(FireEvent("ignition", item, {"cause": "trainer"}))

    def cover(self, item: str, kind: str) -> str:
        """Puts a "lid" or "blanket" over it. What came of it: "covered", "too_big" or "cover_burnt". Raises KeyError."""
        return self._by_name[item].put_cover(kind)

    def uncover(self, item: str) -> None:
        self._by_name[item].cover = ""

    def burner(self, item: str, share: float) -> None:
        """The stove under an oil: 0 off, 1 full. Raises KeyError."""
        self._by_name[item].burner = share

    # its course ---------------------------------------------------------------------------------------------------------

    def step(
        self,
        dt: float,
        deliveries: Sequence[Delivery] = (),
        open_share: Mapping[str, float] | None = None,
        power_on: Mapping[str, bool] | None = None,
    ) -> list[FireEvent]:
        """Advances by dt seconds. open_share by vent, power_on by room; what is not named stays as it was, or has power.
        Returns what happened, in order."""
        self._open.update(open_share or {})
        for name in self._damage.broken:
            self._open[name] = 1.0
        around = [self._around(i, power_on or {}) for i in range(len(self._items))]
        self._take_agents(dt, deliveries, around)
        offers = [self._offer(dt, i, around[i]) for i in range(len(self._items))]
        burned = self._gases.step(dt, offers + self._inert(deliveries), self._open)
        for i, item in enumerate(self._items):
            item.settle(dt, burned[i].hrr_kw)
            self._fronts[i].step(dt, item, self.building.rooms[self._places[i]], self.rooms[self._places[i]])
        self._look()
        self._spread(dt)
        self._events += self._damage.step(dt, self.rooms, self._emissive)
        self._tell()
        events, self._events = self._events, []
        return events

    def _around(self, i: int, power_on: Mapping[str, bool]) -> Surroundings:
        room = self.building.rooms[self._places[i]]
        item = self._items[i]
        air = self.air_at(item.base)
        shine = heat.layer_kw_m2(room, self.rooms[self._places[i]], self._emissive[self._places[i]], item.base)
        powered = power_on.get(room.name, True)
        return Surroundings(air.o2, shine, powered, room.name in self._sprinkled, self.growth_factor)

    def _take_agents(self, dt: float, deliveries: Sequence[Delivery], around: Sequence[Surroundings]) -> None:
        paths = [path_of(jet) for jet in deliveries]
        for item, surroundings in zip(self._items, around, strict=True):
            jets = [(jet, path, self._reaches(jet, item)) for jet, path in zip(deliveries, paths, strict=True)]
            item.take_agents(dt, jets, surroundings)
        self._spray.step(dt, deliveries, paths, self._items)

    def _reaches(self, jet: Delivery, item: Item) -> bool:
        return jet.flow_kg_s > 0.0 and self.lines.clear(jet.nozzle, item.base, self._open)

    def _offer(self, dt: float, i: int, around: Surroundings) -> Source:
        item = self._items[i]
        fuel, room = item.fuel, self.building.rooms[self._places[i]]
        kw = item.offer(dt, around)
        return Source(
            room=self._places[i], base_m=item.base[1] - room.low[1], x=item.base[0], z=item.base[2], hrr_kw=kw,
            diameter_m=max(0.05, item.diameter_m), radiative_fraction=fuel.radiative_fraction,
            heat_of_combustion_kj_kg=fuel.heat_of_combustion_kj_kg, soot_yield=fuel.soot_yield * self.smoke_factor,
            co_yield=fuel.co_yield * self.smoke_factor, hcn_yield=fuel.hcn_yield, wall=self._walls[i],
            steam_kg_s=item.steam_kg_s, carbon=fuel.carbon, hydrogen=fuel.hydrogen,
        )  # fmt: skip

    def _inert(self, deliveries: Sequence[Delivery]) -> list[Source]:
        """Gas agents fill the room they are let into, whether they hit or miss."""
        offers = []
        for jet in deliveries:
            room = self.lines.room_at(jet.nozzle)
            if agents()[jet.agent].inert and room >= 0 and jet.flow_kg_s > 0.0:
                x, _, z = jet.nozzle
                offers.append(Source(room, 0.3, x, z, 0.0, 0.3, 0.35, 1e4, 0.0, 0.0, 0.0, inert_kg_s=jet.flow_kg_s))
        return offers

    def _look(self) -> None:
        """What the rest of the step, and the world outside, sees."""
        self.rooms: tuple[RoomState, ...] = self._gases.rooms
        self._emissive = [
            heat.emissive_kw_m2(room, state, self.ambient_k)
            for room, state in zip(self.building.rooms, self.rooms, strict=True)
        ]
        self._flows = self._gases.vents
        self.flames: list[tuple[int, Flame]] = []
        for i, item in enumerate(self._items):
            if item.burning:
                place = self._places[i]
                self.flames.append((i, seen.flame_of(item, self._walls[i], self.building, place, self._flows)))

    def _spread(self, dt: float) -> None:
        for i, item in enumerate(self._items):
            if item.burning or item.begun or item.fuel_left < 0.02:
                continue
            place = self._places[i]
            layer = heat.layer_kw_m2(self.building.rooms[place], self.rooms[place], self._emissive[place], item.base)
            near = [
                f
                for k, f in self.flames
                if self._places[k] == place or self.lines.clear(f.middle, item.base, self._open)
            ]
            if (near or layer > 0.0) and gather(item, dt, incident_kw_m2(item, near, layer)):
                item.catch()
                self._events.append(FireEvent("spread", item.spec.name, {"layer_kw_m2": layer}))

    def _tell(self) -> None:
        for detector, now in zip(self.building.detectors, self._gases.detectors, strict=True):
            if now.tripped and detector.name not in self._tripped:
                self._tripped.append(detector.name)
                kind = "sprinkler" if detector.kind == "sprinkler" else "detector"
                self._events.append(FireEvent(kind, detector.name, {"room": detector.room}))
                if kind == "sprinkler" and detector.room not in self._sprinkled:
                    self._sprinkled.append(detector.room)
        for item in self._items:
            self._events += [FireEvent(kind, item.spec.name, data) for kind, data in item.news]
            item.news.clear()

    # what others see of it ------------------------------------------------------------------------------------------------

    @property
    def burning(self) -> bool:
        return any(item.burning for item in self._items)

    def can_reflash(self) -> bool:
        """No flame anywhere now, and yet one will come back if nothing is done."""
        return not self.burning and any(item.can_reflash() for item in self._items)

    @property
    def items(self) -> tuple[ItemState, ...]:
        flames = dict(self.flames)
        return tuple(
            seen.item_state(item, self.building.rooms[self._places[i]].name, flames.get(i))
            for i, item in enumerate(self._items)
        )

    @property
    def jets(self) -> tuple[JetState, ...]:
        states = []
        for i, item in enumerate(self._items):
            place = self._places[i]
            state = self._fronts[i].state(item, self.building.rooms[place], self.rooms[place])
            if state is not None:
                states.append(state)
        return tuple(states)

    @property
    def vents(self) -> tuple[VentState, ...]:
        return seen.vent_states(self._flows, self._damage.leaves, self.ambient_k)

    @property
    def deposits(self) -> Mapping[str, FloorGrid]:
        """Agent on the floors, by room: for the debrief."""
        return self._spray.deposits

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
            "items": {item.spec.name: item.dump() for item in self._items},
            "fronts": [front.radius_m for front in self._fronts],
            "gases": self._gases.dump(),
            "spray": self._spray.dump(),
            "damage": self._damage.dump(),
            "open": dict(self._open),
            "tripped": [list(self._tripped), list(self._sprinkled)],
            "factors": [self.growth_factor, self.smoke_factor],
        }

    def load(self, dump: Mapping[str, Any]) -> None:
        """Goes on from a dump of a world of the same building and items, to the same bits."""
        for item in self._items:
            item.load(dump["items"][item.spec.name])
        for front, radius in zip(self._fronts, dump["fronts"], strict=True):
            front.radius_m = radius
        self._gases.load(dump["gases"])
        self._spray.load(dump["spray"])
        self._damage.load(dump["damage"])
        self._open = dict(dump["open"])
        self._tripped, self._sprinkled = (list(names) for names in dump["tripped"])
        self.growth_factor, self.smoke_factor = dump["factors"]
        self._events = []
        self._look()
