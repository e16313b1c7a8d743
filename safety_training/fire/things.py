"""All items of a fire with where they are: what each meets in its room, offers to the air, and passes on to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from safety_training.fire import seen
from safety_training.fire.agents import Delivery, Path
from safety_training.fire.burning import Item, Surroundings
from safety_training.fire.flames import Flame
from safety_training.fire.items import ItemSpec, ItemState
from safety_training.fire.jets import CeilingFront
from safety_training.fire.sight import Lines
from safety_training.fire.spread import gather, incident_kw_m2
from safety_training.fire.states import FireEvent, JetState, RoomState
from safety_training.fire.zones import Burned, Source, VentFlow
from safety_training.numeric import Vec3
from safety_training.plan import Vent

Clear = Callable[[Vec3, Vec3], bool]


class Things:
    """Items in the order of the scenario. places: the index of each one's room; walls: 0 free, 1 at a wall, 2 in a corner."""

    def __init__(self, specs: Sequence[ItemSpec], lines: Lines) -> None:
        self.lines, self.rooms = lines, lines.rooms
        self.items = [Item(spec, i) for i, spec in enumerate(specs)]
        self.places = [self._room_of(spec) for spec in specs]
        self.walls = [seen.walls_near(item, self.rooms[r]) for item, r in zip(self.items, self.places, strict=True)]
        self.fronts = [CeilingFront() for _ in specs]
        self.flames: list[tuple[int, Flame]] = []  # of the items that burn, by their index

    def _room_of(self, spec: ItemSpec) -> int:
        room = self.lines.index.get(spec.room, -1) if spec.room else self.lines.room_at(spec.position)
        if room < 0:
            raise ValueError(f"item {spec.name!r} lies in no room")
        return room

    def named(self, name: str) -> Item:
        """Raises KeyError."""
        for item in self.items:
            if item.spec.name == name:
                return item
        raise KeyError(name)

    def take_agents(
        self, dt: float, jets: Sequence[Delivery], paths: Sequence[Path], around: Sequence[Surroundings], clear: Clear
    ) -> None:
        for item, surroundings in zip(self.items, around, strict=True):
            reach = [jet.flow_kg_s > 0.0 and clear(jet.nozzle, item.base) for jet in jets]
            item.take_agents(dt, list(zip(jets, paths, reach, strict=True)), surroundings)

    def offer(self, dt: float, around: Sequence[Surroundings], smoke_factor: float) -> list[Source]:
        """What each would release, and how, in air enough."""
        return [self._offer(dt, i, around[i], smoke_factor) for i in range(len(self.items))]

    def _offer(self, dt: float, i: int, around: Surroundings, smoke_factor: float) -> Source:
        item = self.items[i]
        fuel = item.fuel
        kw = item.offer(dt, around)
        return Source(
            room=self.places[i], base_m=item.base[1] - self.rooms[self.places[i]].low[1], x=item.base[0], z=item.base[2],
            hrr_kw=kw, diameter_m=max(0.05, item.diameter_m), radiative_fraction=fuel.radiative_fraction,
            heat_of_combustion_kj_kg=fuel.heat_of_combustion_kj_kg, soot_yield=fuel.soot_yield * smoke_factor,
            co_yield=fuel.co_yield * smoke_factor, hcn_yield=fuel.hcn_yield, wall=self.walls[i],
            steam_kg_s=item.steam_kg_s, carbon=fuel.carbon, hydrogen=fuel.hydrogen,
        )  # fmt: skip

    def settle(self, dt: float, burned: Sequence[Burned], rooms: Sequence[RoomState]) -> None:
        """After the gas of the rooms took what it had oxygen for."""
        for i, item in enumerate(self.items):
            item.settle(dt, burned[i].hrr_kw)
            self.fronts[i].step(dt, item, self.rooms[self.places[i]], rooms[self.places[i]])

    def look(self, vents: Sequence[tuple[Vent, VentFlow]]) -> None:
        """Works out the flames."""
        self.flames = []
        for i, item in enumerate(self.items):
            if item.burning:
                self.flames.append((i, seen.flame_of(item, self.walls[i], self.rooms[self.places[i]], vents)))

    def spread(self, dt: float, layers_kw_m2: Sequence[float], clear: Clear) -> list[FireEvent]:
        """layers_kw_m2: on each item from the hot layer of its room. Returns what caught fire."""
        events = []
        for i, item in enumerate(self.items):
            if item.burning or item.begun or item.fuel_left < 0.02:
                continue
            near = [f for k, f in self.flames if self.places[k] == self.places[i] or clear(f.middle, item.base)]
            layer = layers_kw_m2[i]
            if (near or layer > 0.0) and gather(item, dt, incident_kw_m2(item, near, layer)):
                item.catch()
                events.append(FireEvent("spread", item.spec.name, {"layer_kw_m2": layer}))
        return events

    def news(self) -> list[FireEvent]:
        """What befell the items since the last call."""
        events = []
        for item in self.items:
            events += [FireEvent(kind, item.spec.name, data) for kind, data in item.news]
            item.news.clear()
        return events

    def states(self) -> tuple[ItemState, ...]:
        flames = dict(self.flames)
        return tuple(
            seen.item_state(item, self.rooms[self.places[i]].name, flames.get(i)) for i, item in enumerate(self.items)
        )

    def jets(self, rooms: Sequence[RoomState]) -> tuple[JetState, ...]:
        states = []
        for item, front, place in zip(self.items, self.fronts, self.places, strict=True):
            state = front.state(item, self.rooms[place], rooms[place])
            if state is not None:
                states.append(state)
        return tuple(states)

    def dump(self) -> dict[str, Any]:
        items = {item.spec.name: item.dump() for item in self.items}
        return {"items": items, "fronts": [front.radius_m for front in self.fronts]}

    def load(self, dump: Mapping[str, Any]) -> None:
        for item in self.items:
            item.load(dump["items"][item.spec.name])
        for front, radius in zip(self.fronts, dump["fronts"], strict=True):
            front.radius_m = radius
