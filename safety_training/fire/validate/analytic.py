"""Cases with exact answers: each compared with a formula worked out here by other means than the model's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from safety_training.fire import layout as at
from safety_training.fire.air import CP, CV, GAS_CONSTANT, PRESSURE
from safety_training.fire.exposure import convective_per_min, gas_per_min
from safety_training.fire.plume import entrainment
from safety_training.fire.spec import DetectorSpec, Layout, Lining, RoomSpec, VentSpec
from safety_training.fire.validate.case import ADIABATIC
from safety_training.fire.walls import conduct
from safety_training.fire.zones import Source, ZoneModel
from safety_training.numeric import PI, log, power

WITHIN = 0.01


@dataclass(frozen=True, slots=True)
class Check:
    """expected: by the formula named; within: relative. A check without a bound (None) is only shown."""

    name: str
    expected: float
    got: float
    unit: str
    formula: str
    within: float | None = WITHIN

    @property
    def error(self) -> float:
        return self.got / self.expected - 1.0

    @property
    def reached(self) -> bool:
        return self.within is None or abs(self.error) <= self.within


def box(size: float = 5.0, height: float | None = None, lining: tuple[Lining, ...] = ADIABATIC) -> RoomSpec:
    return RoomSpec("room", size, size, size if height is None else height, ceiling=lining, walls=lining, floor=lining)


def mean_kelvin(model: ZoneModel) -> float:
    """Of all gas together."""
    return model.total_energy_j() / (CV * model.total_mass_kg())


def sealed() -> list[Check]:
    """125 m3, 100 kW, nothing lost: pressure and mean temperature (CFAST verification, sealed_test)."""
    model = ZoneModel(Layout((box(),)), 293.15, humidity=0.0)
    source = Source(0, 0.0, 2.5, 2.5, 100.0, 0.5, 0.0, 50000.0, carbon=0.75, hydrogen=0.25)
    made, told = [], {60: 75.3, 120: 130.4, 600: 568.7}
    for n in range(1, 6001):
        model.step(0.1, [source])
        if n == 600:
            rate = model.room(0).pressure_pa / 60.0
            made.append(
                Check("밀폐된 방: 압력 / sealed room: pressure", 320.0, rate, "Pa/s", "dp/dt = (gamma - 1) Q / V")
            )
        if n % 10 == 0 and n // 10 in told:
            now = mean_kelvin(model) - 273.15
            made.append(
                Check(
                    f"밀폐된 방: {n // 10}초의 온도 / sealed room: temperature at {n // 10} s",
                    told[n // 10],
                    now,
                    "C",
                    "Q t = m cv (T - T0)",
                )
            )
    return made


def filling() -> list[Check]:
    """A room with a gap at the floor fills with smoke: the layer's descent against the filling equation of Zukoski."""
    room = box(10.0, 4.0)
    gap = VentSpec("gap", "wall", ("room", "outside"), 10.0, 0.0, 0.02)
    model = ZoneModel(Layout((room,), (gap,)), 293.15, humidity=0.0)
    source = Source(0, 0.0, 5.0, 5.0, 50.0, 0.4, 0.0, 50000.0, carbon=0.75, hydrogen=0.25)
    made = []
    for n in range(1, 1201):
        model.step(0.05, [source])
        if n in (400, 800, 1200):
            expected = _filled(n * 0.05, 50.0, 0.4, 100.0, 4.0)
            name = f"연기 채움: {n // 20}초의 경계 / smoke filling: interface at {n // 20} s"
            made.append(Check(name, expected, model.room(0).interface_m, "m", "A dz/dt = -m(z)/rho - Q/(rho cp T)"))
    return made


def _filled(seconds: float, heat: float, diameter: float, area: float, height: float) -> float:
    """Runge and Kutta's way through the filling equation; the plume's flow is the only thing shared with the model."""
    kelvin = 293.15
    rho = PRESSURE / (GAS_CONSTANT * kelvin)

    def fall(z: float) -> float:
        flow = entrainment(z, heat, heat, diameter, 1.0, rho, kelvin) if z > 0.0 else 0.0
        return -(flow / rho + 1000.0 * heat / (rho * CP * kelvin)) / area

    z, h = height * 0.999, 0.01
    for _ in range(round(seconds / h)):
        one = fall(z)
        two = fall(z + 0.5 * h * one)
        three = fall(z + 0.5 * h * two)
        z += h / 6.0 * (one + 2.0 * two + 2.0 * three + fall(z + h * three))
    return z


def door() -> list[Check]:
    """A warm room and the open air: flow and neutral plane of a door, by the integral of Bernoulli over its height."""
    wide, high, inside, outside = 0.9, 2.0, 353.15, 293.15
    opening = VentSpec("door", "wall", ("room", "outside"), wide, 0.0, high)
    model = ZoneModel(Layout((box(10.0, 4.0),), (opening,)), inside, outside, humidity=0.0)
    for _ in range(20):
        model.step(0.002, [])
    hot, cold = PRESSURE / (GAS_CONSTANT * inside), PRESSURE / (GAS_CONSTANT * outside)
    third = 1.0 / 3.0
    neutral = high / (1.0 + power(hot / cold, third))  # as much volume goes in as out
    below = 2.0 * third * 0.7 * wide * sqrt(2.0 * 9.81 * cold * (cold - hot)) * neutral * sqrt(neutral)
    above = high - neutral
    out = 2.0 * third * 0.7 * wide * sqrt(2.0 * 9.81 * hot * (cold - hot)) * above * sqrt(above)
    now = model.vents[0]
    formula = "m = 2/3 C w sqrt(2 g rho (rho0 - rho)) h^1.5"
    return [
        Check("문: 들어오는 흐름 / door: flow in", below, now.flow_in_kg_s, "kg/s", formula),
        Check("문: 나가는 흐름 / door: flow out", out, now.flow_out_kg_s, "kg/s", formula),
        Check("문: 중성대 / door: neutral plane", neutral, now.neutral_m or 0.0, "m", "h / (1 + (rho / rho0)^(1/3))"),
    ]


def blown_room() -> list[Check]:
    """A fan blows into a room with a leak, or with a hole in its ceiling: the pressure that drives as much out again."""
    volume, area, cold = 0.2, 0.02, PRESSURE / (GAS_CONSTANT * 293.15)
    made = []
    for kind, coefficient in (("wall", 0.7), ("hole", 0.68)):
        fan = VentSpec("fan", "fan", ("outside", "room"), sill_m=1.0, soffit_m=1.2, flow_m3_s=volume)
        leak = VentSpec("leak", kind, ("room", "outside"), 0.5, 1.0, 1.04, area_m2=area)
        model = ZoneModel(Layout((box(),), (fan, leak)), 293.15, humidity=0.0)
        for _ in range(200):
            model.step(0.1, [])
        expected = 0.5 * cold * (volume / coefficient / area) * (volume / coefficient / area)
        korean, word = ("틈새", "leak") if kind == "wall" else ("천장 구멍", "hole in the ceiling")
        made.append(
            Check(
                f"송풍기와 {korean}: 압력 / fan and {word}: pressure",
                expected,
                model.room(0).pressure_pa,
                "Pa",
                "rho/2 (V / C A)^2",
            )
        )
    return made


def slab() -> list[Check]:
    """Heat into thick concrete at a constant rate, and through a thin board for long."""
    thick = (Lining(1.75, 1000.0, 2200.0, 0.5, 0.9),)
    made = []
    model = ZoneModel(Layout((box(4.0, 3.0, thick),)), 293.15)
    f = at.CEILING * at.SURFACE
    for n in range(1, 6001):
        model.state.surface[f + at.S_FLUX], model.state.surface[f + at.S_SLOPE] = 1000.0, 0.0
        conduct(model.state, 0.1)
        if n in (600, 6000):
            expected = 2.0 * 1000.0 * sqrt(0.1 * n / (PI * 1.75 * 1000.0 * 2200.0))
            name = f"콘크리트: {n // 10}초 뒤의 표면 / concrete: face after {n // 10} s"
            made.append(
                Check(name, expected, model.faces(0)[0] - 293.15, "K", "2 q sqrt(t / (pi k rho c)), Carslaw and Jaeger")
            )
    thin = (Lining(0.16, 900.0, 790.0, 0.016, 0.9),)
    model = ZoneModel(Layout((box(4.0, 3.0, thin),)), 293.15)
    for _ in range(2000):
        model.state.surface[f + at.S_FLUX], model.state.surface[f + at.S_SLOPE] = 1000.0, 0.0
        conduct(model.state, 20.0)
    k = at.CEILING * 3 * at.CELLS
    last = model.state.cell[k + at.CELLS - 1] - 1000.0 / model.state.cell[k + 3 * at.CELLS - 1]
    made.append(
        Check(
            "석고 보드: 앞뒤 온도차 / gypsum: drop through it",
            1000.0 * 0.016 / 0.16,
            model.faces(0)[0] - last,
            "K",
            "q d / k",
        )
    )
    return made


def budgets() -> list[Check]:
    """A closed room with a fire: heat, oxygen and carbon are all accounted for."""
    model = ZoneModel(Layout((box(5.0, 3.0),)), 293.15)
    before = [_total(model, q) for q in (at.ENERGY, at.O2, at.CO2)]
    source = Source(0, 0.0, 2.5, 2.5, 100.0, 0.5, 0.3, 20000.0, 0.02, 0.05, carbon=0.5, hydrogen=0.07)
    burnt = 0.0
    for _ in range(1200):
        burnt += 0.1 * model.step(0.1, [source])[0].hrr_kw
    energy, oxygen, carbon = (_total(model, q) - b for q, b in zip((at.ENERGY, at.O2, at.CO2), before, strict=True))
    fuel = burnt / 20000.0
    to_co2 = 0.5 - 0.02 - 0.05 * 12.011 / 28.010
    return [
        Check(
            "닫힌 방: 기체의 열 / closed room: heat in the gas",
            burnt,
            0.001 * energy,
            "kJ",
            "nothing goes into adiabatic walls",
        ),
        Check(
            "닫힌 방: 쓰인 산소 / closed room: oxygen used", burnt / 13100.0, -oxygen, "kg", "Q / 13.1 MJ/kg, Huggett"
        ),
        Check(
            "닫힌 방: 생긴 CO2 / closed room: CO2 made",
            fuel * to_co2 * 44.009 / 12.011,
            carbon,
            "kg",
            "carbon of the fuel less CO and soot",
        ),
        Check(
            "닫힌 방: 생긴 그을음 / closed room: soot made",
            0.02 * fuel,
            _total(model, at.SOOT),
            "kg",
            "yield x fuel burnt",
        ),
    ]


def _total(model: ZoneModel, quantity: int) -> float:
    return model.state.gas[quantity] + model.state.gas[at.QUANTITIES + quantity]


def sprinkler() -> list[Check]:
    """A sprinkler in Alpert's jet under a vast ceiling: DETACT in closed form."""
    spec = DetectorSpec("head", "room", "sprinkler", 253.0, 3.99, 250.0, 50.0, 341.15)
    model = ZoneModel(Layout((box(500.0, 4.0),), (), (spec,)), 293.15)
    source = Source(0, 0.0, 250.0, 250.0, 1000.0, 1.0, 0.3, 20000.0)
    seconds = 0.0
    while not model.detectors[0].tripped and seconds < 300.0:
        model.step(0.02, [source])
        seconds += 0.02
    rise = 5.38 * power(1000.0 / 3.0, 2.0 / 3.0) / 4.0
    speed = 0.195 * 10.0 * sqrt(4.0) * power(3.0, -5.0 / 6.0)
    expected = 50.0 / sqrt(speed) * log(rise / (rise - 48.0))
    formula = "RTI / sqrt(U) ln(dTg / (dTg - dTa)), DETACT"
    return [Check("스프링클러: 열리는 시각 / sprinkler: time to open", expected, seconds, "s", formula)]


def doses() -> list[Check]:
    """What heat and carbon monoxide do to people (safety_training.fire.exposure), against the figures of CFAST's verification."""
    return [
        Check("100도의 열 / heat at 100 C", 6.75e-4, convective_per_min(373.15) / 60.0, "1/s", "t = 4.1e8 T^-3.61 min"),
        Check("CO 13.7 ppm", 6.56e-6, gas_per_min(13.7, 0.0, 0.0) / 60.0, "1/s", "CO / 35000 ppm min, ISO 13571"),
    ]


ALL: tuple[Callable[[], list[Check]], ...] = (sealed, filling, door, blown_room, slab, budgets, sprinkler, doses)


def run_all(progress: Callable[[float], None] | None = None) -> list[Check]:
    made: list[Check] = []
    for n, case in enumerate(ALL):
        made += case()
        if progress is not None:
            progress((n + 1) / len(ALL))
    return made
