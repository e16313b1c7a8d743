"""The two-zone model: up to ten rooms, each with a hot layer over a cool one, joined by vents, heated by burning things.

    model = ZoneModel(building)                      # or ZoneModel(layout)
    burned = model.step(0.05, [Source(room=0, ...)], {"door": 1.0})
    model.rooms[0].interface_m, model.vents[0].flow_out_kg_s

What is built from what: `step` calls `combustion`, `plume`, `radiation`, `walls`, `vents`, `pressure`, `transfer`; all work
on the flat arrays of `layout`, the same functions in pure Python and compiled (`compiled`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety_training.fire import layout as at
from safety_training.fire.air import PRESSURE, layers
from safety_training.fire.build import build_state
from safety_training.fire.compiled import runner
from safety_training.fire.readings import Burned, DetectorNow, Gas, RoomGas, Source, VentFlow
from safety_training.fire.spec import Layout, layout_of
from safety_training.plan import Building
from safety_training.tables import values

MOLE = {at.O2: 31.999, at.CO2: 44.009, at.CO: 28.010, at.HCN: 27.025, at.H2O: 18.015}
AIR_MOLE = 28.965
MAX_SOURCES = 16


class ZoneModel:
    """Deterministic: the same calls give the same bits, compiled or not."""

    def __init__(
        self,
        plan: Building | Layout,
        ambient_k: float = 293.15,
        outside_k: float | None = None,
        humidity: float | None = None,
        compiled: bool | None = None,
        pressure_pa: float = PRESSURE,
    ) -> None:
        """Raises ValueError for a plan that is no set of rooms. compiled: None where the compiler's cache is warm."""
        figures = values("zones")
        self.layout = plan if isinstance(plan, Layout) else layout_of(plan, figures["door_crack"])
        moist = figures["humidity"] if humidity is None else humidity
        outside = ambient_k if outside_k is None else outside_k
        self.state = build_state(self.layout, ambient_k, outside, moist, pressure_pa)
        self._extinction = figures["soot_extinction"]
        self._advance = runner(self.state, compiled)
        self._vent_index = {vent.name: n for n, vent in enumerate(self.layout.vents)}
        self._room_index = {room.name: n for n, room in enumerate(self.layout.rooms)}
        self._shut = tuple(vent.crack for vent in self.layout.vents)

    def __getstate__(self) -> dict[str, Any]:
        """For keyframes: what advances the state is found anew."""
        return {key: value for key, value in self.__dict__.items() if key != "_advance"}

    def __setstate__(self, kept: dict[str, Any]) -> None:
        self.__dict__.update(kept)
        self._advance = runner(self.state, None)

    def step(self, dt: float, sources: Sequence[Source], open_share: Mapping[str, float] | None = None) -> list[Burned]:
        """Advances by dt seconds. Raises KeyError for an unknown vent, ValueError for more than 16 sources."""
        if len(sources) > MAX_SOURCES:
            raise ValueError(f"{len(sources)} sources: at most {MAX_SOURCES}")
        for name, share in (open_share or {}).items():
            n = self._vent_index[name]
            crack = self._shut[n]
            self.state.vent[n * at.VENT + at.V_OPEN] = share if share > crack else crack
        self.state.counts[at.N_SOURCES] = len(sources)
        for n, source in enumerate(sources):
            self._write(n * at.SOURCE, source)
        self._advance(dt)
        return [self._read(n * at.SOURCE) for n in range(len(sources))]

    def set_fan(self, name: str, flow_m3_s: float) -> None:
        """Another volume flow of a fan. Raises KeyError for an unknown vent."""
        self.state.vent[self._vent_index[name] * at.VENT + at.V_FLOW] = flow_m3_s

    def _write(self, b: int, source: Source) -> None:
        room = self.layout.rooms[source.room]
        s = self.state.source
        s[b + at.B_ROOM] = float(source.room)
        s[b + at.B_BASE] = source.base_m
        s[b + at.B_X] = source.x - room.x_m
        s[b + at.B_Z] = source.z - room.z_m
        s[b + at.B_HRR] = 1000.0 * max(0.0, source.hrr_kw)
        s[b + at.B_DIAMETER] = max(0.02, source.diameter_m)
        s[b + at.B_RADIANT] = source.radiative_fraction
        s[b + at.B_HEAT] = 1000.0 * source.heat_of_combustion_kj_kg
        s[b + at.B_SOOT] = source.soot_yield
        s[b + at.B_CO] = source.co_yield
        s[b + at.B_HCN] = source.hcn_yield
        s[b + at.B_CARBON] = source.carbon
        s[b + at.B_HYDROGEN] = source.hydrogen
        s[b + at.B_IMAGES] = (1.0, 2.0, 4.0)[source.wall]
        s[b + at.B_STEAM] = source.steam_kg_s
        s[b + at.B_INERT] = source.inert_kg_s

    def _read(self, b: int) -> Burned:
        s = self.state.source
        return Burned(
            0.001 * s[b + at.B_BURNT], 0.001 * s[b + at.B_BURNT_UPPER], s[b + at.B_ENTRAINED], s[b + at.B_FLAME]
        )

    def gas(self, room: int, layer: int) -> Gas:
        i = (2 * room + layer) * at.QUANTITIES
        mass = self.state.gas[i + at.MASS]
        o2, co2, co, hcn, soot, h2o, fuel = self.state.gas[i + at.O2 : i + at.FUEL + 1]
        return Gas(o2 / mass, co2 / mass, co / mass, hcn / mass, soot / mass, h2o / mass, fuel / mass)

    def mole_fraction(self, room: int, layer: int, species: int) -> float:
        """By volume, wet. species: layout.O2 .. layout.H2O."""
        i = (2 * room + layer) * at.QUANTITIES
        mass = self.state.gas[i + at.MASS]
        water = self.state.gas[i + at.H2O] / mass
        mole = 1.0 / (water / MOLE[at.H2O] + (1.0 - water) / AIR_MOLE)
        return self.state.gas[i + species] / mass * mole / MOLE[species]

    @property
    def rooms(self) -> tuple[RoomGas, ...]:
        return tuple(self.room(n) for n in range(len(self.layout.rooms)))

    def room(self, n: int) -> RoomGas:
        z, zone = n * at.ZONE, self.state.zone
        upper, lower = self.gas(n, at.UPPER), self.gas(n, at.LOWER)
        rho_u, rho_l = zone[z + at.Z_RHO_U], zone[z + at.Z_RHO_L]
        return RoomGas(
            name=self.layout.rooms[n].name,
            interface_m=zone[z + at.Z_INTERFACE],
            upper_k=zone[z + at.Z_TU],
            lower_k=zone[z + at.Z_TL],
            pressure_pa=zone[z + at.Z_PRESSURE],
            upper=upper,
            lower=lower,
            extinction_upper_1_m=self._extinction * rho_u * upper.soot,
            extinction_lower_1_m=self._extinction * rho_l * lower.soot,
            upper_density=rho_u,
            lower_density=rho_l,
        )

    @property
    def vents(self) -> tuple[VentFlow, ...]:
        return tuple(self._vent(n) for n in range(len(self.layout.vents)))

    def _vent(self, n: int) -> VentFlow:
        v, s = n * at.VENT, self.state.vent
        spec = self.layout.vents[n]
        neutral = s[v + at.V_NEUTRAL]
        height = neutral - self.layout.floor_of(spec.rooms[0]) if neutral > -1.0e8 else None
        return VentFlow(spec.name, s[v + at.V_OPEN], s[v + at.V_IN], s[v + at.V_OUT], height)

    @property
    def tripped(self) -> tuple[bool, ...]:
        """Whether each detector and sprinkler has gone off."""
        store = self.state.detector
        return tuple(store[n * at.DETECTOR + at.D_TRIPPED] > 0.0 for n in range(len(self.layout.detectors)))

    @property
    def detectors(self) -> tuple[DetectorNow, ...]:
        return tuple(self._detector(n) for n in range(len(self.layout.detectors)))

    def _detector(self, n: int) -> DetectorNow:
        d, s, spec = n * at.DETECTOR, self.state.detector, self.layout.detectors[n]
        gas, speed, own, smoke = (s[d + k] for k in (at.D_GAS, at.D_SPEED, at.D_TEMPERATURE, at.D_SMOKE))
        return DetectorNow(spec.name, spec.kind, gas, speed, own, smoke, s[d + at.D_TRIPPED] > 0.0)

    def faces(self, room: int) -> tuple[float, float, float, float]:
        """Temperatures of ceiling, upper wall, lower wall and floor, K."""
        s = self.state.surface
        one, two, three, four = (s[(4 * room + k) * at.SURFACE + at.S_FACE] for k in range(4))
        return one, two, three, four

    def add_energy(self, room: int, layer: int, joules: float) -> None:
        """Heat from or to something that the model does not know (negative: taken away)."""
        self.state.gas[(2 * room + layer) * at.QUANTITIES + at.ENERGY] += joules
        layers(self.state)

    def total_mass_kg(self) -> float:
        return self._total(at.MASS)

    def total_energy_j(self) -> float:
        """Of the gas, internal."""
        return self._total(at.ENERGY)

    def _total(self, quantity: int) -> float:
        total = 0.0
        for i in range(2 * len(self.layout.rooms)):
            total += self.state.gas[i * at.QUANTITIES + quantity]
        return total

    def dump(self) -> dict[str, Any]:
        """Every number that the future depends on, JSON-ready."""
        return {
            "gas": list(self.state.gas),
            "zone": list(self.state.zone),
            "cell": list(self.state.cell),
            "surface": list(self.state.surface),
            "vent": list(self.state.vent),
            "detector": list(self.state.detector),
        }

    def load(self, dump: Mapping[str, Any]) -> None:
        """Goes on from a dump of a model of the same plan."""
        for name in ("gas", "zone", "cell", "surface", "vent", "detector"):
            store = getattr(self.state, name)
            for i, value in enumerate(dump[name]):
                store[i] = value
        layers(self.state)


__all__ = ["Burned", "DetectorNow", "Gas", "RoomGas", "Source", "VentFlow", "ZoneModel"]
