"""One thing that burns: what it offers to the air, what agents and covers do to it, when it lights again.

What each kind of fuel offers stands in kinds.py; the surface with its flames in surface.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from safety_training.fire import covers, kinds
from safety_training.fire.agents import Delivery, Hit, Path, agents, effects, hit
from safety_training.fire.items import ItemSpec, fuel_of
from safety_training.fire.surface import Arrival, Surface, mean
from safety_training.numeric import Vec3, clamp
from safety_training.tables import values

_NOTHING = Hit(0.0, 0.1)
_STATE = (
    "fuel_kg", "grown_s", "core_heat", "smoulder_s", "starved_s", "cover", "cover_s", "extent", "wider", "liquid_k", "burner",
    "airborne_kg", "cells_gone", "next_cell_s", "venting_kj", "heat_kw", "offered_kw", "gathered", "charred", "energised",
    "begun", "live_path", "slopping",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the room does to an item: oxygen (mole fraction) at its base, a hot layer's radiation, whether it has current."""

    oxygen: float = 0.2095
    layer_kw_m2: float = 0.0
    powered: bool = True
    sprinkled: bool = False
    growth_factor: float = 1.0


class Item:
    """The state of one item. Happenings since the last step gather in `news` as (kind, data)."""

    def __init__(self, spec: ItemSpec, index: int) -> None:
        self.spec, self.index = spec, index
        self.fuel = fuel_of(spec)
        self.c: Mapping[str, float] = values("agents")
        x, y, z = spec.position
        self.base: Vec3 = (x, y + self.fuel.height_m, z)
        self.surface = Surface(self.base, self.fuel.diameter_m, self.c)
        self.fuel_kg = self.fuel.fuel_kg
        self.grown_s = 0.0
        self.core_heat = self.smoulder_s = self.starved_s = self.cover_s = 0.0
        self.cover = ""
        self.extent = kinds.extent(self)  # of a growing fire over the whole item, 0..1
        self.wider = 1.0  # area over its own: pools pushed about, oil slopped over
        self.liquid_k = 293.0
        self.burner = 1.0 if spec.stove else 0.0
        self.airborne_kg = 0.0  # oil in the ball of fire
        self.cells_gone, self.next_cell_s, self.venting_kj = 0, 0.0, 0.0
        self.heat_kw = self.offered_kw = 0.0
        self.gathered = 0.0  # towards catching fire
        self.charred = 0.0
        self.energised = self.fuel.kind == "electric"
        self.begun = False
        self.live_path = self.slopping = False
        self.steam_kg_s = self.inert_kg_s = 0.0
        self.hits: tuple[Hit, ...] = ()
        self.news: list[tuple[str, dict[str, Any]]] = []

    # what it is ------------------------------------------------------------------------------------------------------

    @property
    def area_m2(self) -> float:
        """Of the burning surface, all of it that the fire has come to."""
        return self.fuel.area_m2 * self.fuel.surface_ratio * self.wider * self.extent

    @property
    def burning(self) -> bool:
        return self.surface.burning or self.airborne_kg > 1e-4

    @property
    def diameter_m(self) -> float:
        """Of the flames' foot."""
        ball = self.airborne_kg * self.fuel.heat_of_combustion_kj_kg / self.c["fireball_s"]
        foot = self.fuel.diameter_m * sqrt(self.wider * self.extent * self.surface.share)
        return max(foot, sqrt(ball / 1000.0) if ball > 0.0 else 0.0)

    @property
    def fuel_left(self) -> float:
        return self.fuel_kg / self.fuel.fuel_kg

    @property
    def covered(self) -> float:
        if self.cover:
            return 1.0
        surface = self.surface
        least = 1.0
        for i in range(len(surface.flames)):
            least = min(least, surface.sealed(i, self.fuel.cover_kg_m2))
            if least == 0.0:
                break
        return least

    # what is done to it ------------------------------------------------------------------------------------------------

    def ignite(self) -> None:
        """Lights all of it, with the growth behind it that it has when its flames show."""
        if self.fuel_left <= 0.01 or self.cover:
            return
        self.surface.light()
        self.grown_s = max(self.grown_s, self.fuel.noticed_s)
        self.liquid_k = max(self.liquid_k, self.fuel.autoignition_k + 5.0) if self.fuel.kind == "oil" else self.liquid_k
        if self.fuel.kind == "lithium" and not self.begun:
            kinds.run_away(self)
        self.begun = True

    def rekindle(self) -> None:
        """Lights it whatever lies on it: the deposit is blown away."""
        self.cover = ""
        self.surface.clear()
        self.ignite()

    def catch(self) -> None:
        """Lights as things do that are heated by others: from its beginning."""
        if self.fuel.kind in ("pool", "oil", "lithium"):
            self.ignite()
            return
        self.surface.light(1.0)
        self.grown_s = max(self.grown_s, 0.3 * self.fuel.noticed_s)
        self.begun = True

    def take_agents(self, dt: float, jets: Sequence[tuple[Delivery, Path, bool]], around: Surroundings) -> None:
        """jets: with their paths, and whether the item can be reached at all from there."""
        self.energised = self.fuel.kind == "electric" and around.powered
        self.steam_kg_s = self.inert_kg_s = 0.0
        self.surface.resize(self.fuel.diameter_m * sqrt(self.wider * self.extent))
        width = max(0.1, self.fuel.diameter_m * sqrt(self.wider * self.extent))
        self.hits = tuple(hit(jet, path, self.base, width) if clear else _NOTHING for jet, path, clear in jets)
        arrivals = []
        for n, (share, (jet, path, _)) in enumerate(zip(self.hits, jets, strict=True)):
            if share.share > 1e-4 and jet.flow_kg_s > 0.0 and not self.cover:
                arrivals.append(Arrival(jet, path, share, effects()[jet.agent, self.fuel.kind], n))
        if self.begun or arrivals:
            pace = 0.0 if around.sprinkled else self.fuel.respread_m_s
            self.surface.step(dt, arrivals, self.area_m2, self.fuel.cover_kg_m2, pace)
        for arrival in arrivals:
            self._gas_of(arrival)
            kinds.special(self, dt, arrival)
        self._live(arrivals)
        if not arrivals:
            self.slopping = False
        if around.sprinkled:
            kinds.sprinkle(self, dt)

    def _gas_of(self, arrival: Arrival) -> None:
        agent = agents()[arrival.jet.agent]
        if agent.inert:
            self.inert_kg_s += arrival.kg_s
        hot = self.burning or self.core_heat > 0.1 or self.liquid_k > 373.0
        self.steam_kg_s += arrival.kg_s * agent.steam_share if hot else 0.0

    def _live(self, arrivals: Sequence[Arrival]) -> None:
        """Water that reaches live parts from too near is a path for current."""
        by, near = -1, 0.0
        for arrival in arrivals:
            away = arrival.path.nearest(self.base)[1]
            conducts = agents()[arrival.jet.agent].conducts_m
            reaches = self.energised and away < conducts and arrival.hit.share >= self.c["hit_live"]
            if reaches and (by < 0 or away < near):
                by, near = arrival.index, away
        if by >= 0 and not self.live_path:
            self.news.append(("electrocution_path", {"delivery": by, "distance_m": near}))
        self.live_path = by >= 0

    def put_cover(self, kind: str) -> str:
        """ "covered"; or "too_big", "cover_burnt" where it does not help. See covers."""
        return covers.put(self, kind)

    # its course --------------------------------------------------------------------------------------------------------

    def offer(self, dt: float, around: Surroundings) -> float:
        """kW that it would release in air enough; also advances what goes on inside it."""
        if self.cover:
            covers.smother(self, dt)
        kinds.inside(self, dt, around)
        self.extent = kinds.extent(self)
        self.offered_kw = kinds.offered(self, dt, around) if self.burning else 0.0
        return self.offered_kw

    def settle(self, dt: float, released_kw: float) -> None:
        """After the air has had its say: fuel, embers, and whether flames stay or come back."""
        was = self.heat_kw > 0.0 or self.offered_kw > 0.0
        self.heat_kw = released_kw
        # what the air does not burn has left the fuel all the same
        self.fuel_kg = max(0.0, self.fuel_kg - dt * self.offered_kw / self.fuel.heat_of_combustion_kj_kg)
        self.charred = clamp(max(self.charred, 1.2 * (1.0 - self.fuel_left)), 0.0, 1.0)
        self._starve(dt)
        if self.burning and (self.fuel_left < 0.002 or (self.heat_kw < 0.5 and self.fuel_left < 0.02)):
            self.surface.quell()
            self.airborne_kg = 0.0
            self.news.append(("burnt_out", {}))
        elif was and not self.burning:
            self.news.append(("flame_gone", {"cause": "cover" if self.cover else "agent"}))
        if not self.burning:
            self.heat_kw = 0.0
        kinds.embers(self, dt)
        self._come_back(dt)

    def _starve(self, dt: float) -> None:
        poor = self.surface.burning and self.heat_kw < 0.05 * self.offered_kw
        self.starved_s = self.starved_s + dt if poor else 0.0
        if self.starved_s >= self.c["starved_s"] and self.fuel.kind != "lithium":
            self.surface.quell()
            self.starved_s = 0.0
            self.news.append(("flame_gone", {"cause": "air"}))

    def can_reflash(self) -> bool:
        """No flame now, and yet it will come back if nothing is done."""
        return not self.burning and not self.cover and self.fuel_left > 0.02 and kinds.smoulders(self)

    def _come_back(self, dt: float) -> None:
        if not self.can_reflash():
            self.smoulder_s = 0.0
            return
        live = kinds.live(self)
        if mean(self.surface.hanging) < 0.5:  # while agent hangs above it nothing lights
            self.smoulder_s += dt if live else dt * (1.0 - self.covered)
        if self.smoulder_s >= self.c["live_reflash_s" if live else "reflash_delay_s"]:
            self.smoulder_s = 0.0
            if live:
                self.surface.clear()
            self.surface.light(0.05 if self.fuel.kind in ("solid", "electric") else 1.0)
            self.news.append(("reflash", {}))

    def widen(self, factor: float) -> None:
        """factor: on the area, 1 or more."""
        self.wider *= factor

    def dump(self) -> dict[str, Any]:
        """Every number that the future depends on."""
        return {name: getattr(self, name) for name in _STATE} | {"surface": self.surface.dump()}

    def load(self, dump: Mapping[str, Any]) -> None:
        for name in _STATE:
            setattr(self, name, dump[name])
        self.surface.load(dump["surface"])
        self.hits = ()
        self.news = []
