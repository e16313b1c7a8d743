"""The two-zone model as a whole: what must be kept is kept, what must flow flows, and it is the same every time."""

from __future__ import annotations

import json
from math import isfinite

import pytest

from safety_training.building import load_building
from safety_training.chance import SplitMix64
from safety_training.fire import layout as at
from safety_training.fire.spec import Layout, RoomSpec, VentSpec, lining_of
from safety_training.fire.validate.case import ADIABATIC
from safety_training.fire.zones import Source, ZoneModel

GYPSUM = lining_of("gypsum")


def room(name: str = "room", height: float = 2.4, x: float = 0.0) -> RoomSpec:
    return RoomSpec(name, 4.0, 3.0, height, 0.0, GYPSUM, GYPSUM, GYPSUM, x)


def door(name: str, a: str, b: str, share: float = 1.0, crack: float = 0.0) -> VentSpec:
    return VentSpec(name, "wall", (a, b), 0.9, 0.0, 2.0, open=share, crack=crack)


def fire(kw: float = 200.0, where: int = 0, **more: float) -> Source:
    return Source(where, 0.3, 2.0, 1.5, kw, 0.5, **more)  # type: ignore[arg-type]


def run(model: ZoneModel, seconds: float, *sources: Source) -> ZoneModel:
    for _ in range(round(seconds / 0.05)):
        model.step(0.05, sources)
    return model


def soot_kg(model: ZoneModel, n: int) -> float:
    i = 2 * n * at.QUANTITIES + at.SOOT
    return model.state.gas[i] + model.state.gas[i + at.QUANTITIES]


def two_rooms(**more: bool) -> ZoneModel:
    plan = Layout((room("a"), room("b", x=4.0)), (door("inner", "a", "b"), door("outer", "b", "outside")))
    return ZoneModel(plan, **more)


def test_still_air_stays_still() -> None:
    model = run(two_rooms(), 20.0)
    for now in model.rooms:
        assert abs(now.pressure_pa) < 0.01
        assert now.upper_k == pytest.approx(293.15, abs=0.01)
    assert all(vent.flow_in_kg_s < 1.0e-3 for vent in model.vents)


def test_a_room_full_of_smoke_clears_from_below_when_its_door_opens() -> None:
    plan = Layout((room(),), (door("way_out", "room", "outside", 0.0),))
    model = run(ZoneModel(plan), 30.0, fire(150.0))
    for q in range(at.QUANTITIES):  # down to the floor
        model.state.gas[q] += 0.9999 * model.state.gas[at.QUANTITIES + q]
        model.state.gas[at.QUANTITIES + q] *= 0.0001
    assert run(model, 1.0).room(0).interface_m < 0.01
    for _ in range(300):
        model.step(0.05, [], {"way_out": 1.0})
    now = model.room(0)
    assert now.interface_m > 0.7
    assert now.lower_k < now.upper_k - 20.0


def test_mass_and_heat_of_a_closed_building_are_kept() -> None:
    plan = Layout(
        tuple(RoomSpec(n, 4.0, 3.0, 2.4, 0.0, ADIABATIC, ADIABATIC, ADIABATIC) for n in ("a", "b")),
        (door("inner", "a", "b"),),
    )
    model = ZoneModel(plan)
    mass, energy = model.total_mass_kg(), model.total_energy_j()
    source = fire(100.0, heat_of_combustion_kj_kg=20000.0)
    burnt = fuel = 0.0
    for _ in range(600):
        [told] = model.step(0.05, [source])
        burnt += 50.0 * told.hrr_kw
        fuel += 0.05 * 100.0 / 20000.0
    assert model.total_mass_kg() - mass == pytest.approx(fuel, rel=1.0e-6)
    # walls that hold no heat still let a little pass while their faces settle
    assert model.total_energy_j() - energy == pytest.approx(burnt, rel=0.005)


def test_smoke_gathers_under_the_ceiling_and_leaves_by_the_top_of_the_door() -> None:
    model = run(two_rooms(), 120.0, fire())
    burning, next_door = model.rooms
    assert burning.upper_k > next_door.upper_k > 310.0
    assert burning.lower_k < 330.0
    assert 0.3 < burning.interface_m < 1.5
    inner = model.vents[0]
    assert inner.neutral_m is not None
    assert 0.7 < inner.neutral_m < 1.5
    assert inner.flow_out_kg_s == pytest.approx(inner.flow_in_kg_s, rel=0.05)


def test_a_shut_door_holds_the_smoke_back_and_opening_it_lets_it_through() -> None:
    plan = Layout((room("a"), room("b")), (door("inner", "a", "b", 0.0, 0.01), door("outer", "a", "outside")))
    model = run(ZoneModel(plan), 60.0, fire(soot_yield=0.05))
    shut = soot_kg(model, 1)
    model.step(0.05, [fire(soot_yield=0.05)], {"inner": 1.0})
    run(model, 20.0, fire(soot_yield=0.05))
    assert soot_kg(model, 1) > 4.0 * shut


def test_a_sealed_room_runs_out_of_oxygen_and_its_fire_with_it() -> None:
    model = ZoneModel(Layout((room(),), (VentSpec("leak", "wall", ("room", "outside"), 0.005, 0.0, 2.0),)))
    source = fire(400.0)
    first = model.step(0.05, [source])[0].hrr_kw
    run(model, 240.0, source)
    last = model.step(0.05, [source])[0].hrr_kw
    assert first == pytest.approx(400.0)
    assert last < 60.0
    assert model.room(0).upper.o2 < 0.16
    assert model.room(0).upper.fuel > 0.01


def test_soot_and_carbon_monoxide_follow_their_yields() -> None:
    model = run(ZoneModel(Layout((room(),))), 20.0, fire(100.0, soot_yield=0.03, co_yield=0.06))
    gas = model.room(0).upper
    assert gas.co == pytest.approx(2.0 * gas.soot, rel=1.0e-6)
    assert model.room(0).extinction_upper_1_m == pytest.approx(8700.0 * model.room(0).upper_density * gas.soot)


def test_a_corner_starves_the_plume_and_makes_the_layer_hotter() -> None:
    free = run(two_rooms(), 120.0, fire())
    corner = run(two_rooms(), 120.0, Source(0, 0.3, 0.2, 0.2, 200.0, 0.5, wall=2))
    assert corner.room(0).upper_k > free.room(0).upper_k + 20.0
    assert corner.room(0).interface_m > free.room(0).interface_m


def test_a_hole_in_the_ceiling_and_a_fan_carry_smoke() -> None:
    above = RoomSpec("above", 4.0, 3.0, 2.4, 2.6, GYPSUM, GYPSUM, GYPSUM)
    hatch = VentSpec("hatch", "hole", ("room", "above"), area_m2=0.5)
    model = run(ZoneModel(Layout((room(), above), (hatch, door("d", "room", "outside")))), 60.0, fire(soot_yield=0.02))
    assert model.room(1).upper.soot > 1.0e-5
    fan = VentSpec("fan", "fan", ("room", "outside"), sill_m=2.1, soffit_m=2.3, flow_m3_s=0.5)
    blown = run(ZoneModel(Layout((room(),), (fan, door("d", "room", "outside")))), 120.0, fire())
    plain = run(ZoneModel(Layout((room(),), (door("d", "room", "outside"),))), 120.0, fire())
    assert blown.room(0).interface_m > plain.room(0).interface_m


def test_cold_air_from_above_mixes_with_the_smoke_and_only_what_stays_cold_sinks() -> None:
    fan = VentSpec("fan", "fan", ("outside", "room"), sill_m=3.8, soffit_m=4.0, flow_m3_s=0.1)
    gap = VentSpec("gap", "wall", ("room", "outside"), 1.0, 0.0, 0.02)
    model = run(ZoneModel(Layout((room(height=4.0),), (fan, gap))), 60.0, fire())
    now = model.room(0)
    assert now.interface_m < 1.2  # a room of clean air under the smoke it would be, did all of it sink
    assert now.lower_k < now.upper_k


def test_a_dump_goes_on_as_if_nothing_had_been() -> None:
    whole = run(two_rooms(), 30.0, fire())
    dump = json.loads(json.dumps(whole.dump()))
    again = two_rooms()
    again.load(dump)
    assert run(again, 10.0, fire()).dump() == run(whole, 10.0, fire()).dump()


def test_nothing_ever_leaves_the_numbers_whatever_is_done_to_the_fire_hall() -> None:
    model, chance = ZoneModel(load_building("fire_hall"), compiled=False), SplitMix64(11)
    names = [vent.name for vent in model.layout.vents]
    for n in range(400):
        shares = {name: float(chance.below(3)) / 2.0 for name in names} if n % 40 == 0 else {}
        sources = [fire(20.0 * 4.0 ** (n // 80), 2), Source(3, 0.5, 3.0, -14.0, 100.0, 1.0, soot_yield=0.1)]
        model.step(0.05, sources if n < 320 else [], shares)
    for now in model.rooms:
        assert all(isfinite(x) for x in (now.interface_m, now.upper_k, now.lower_k, now.pressure_pa))
        assert 250.0 < now.lower_k <= now.upper_k + 20.0 < 2500.0
        assert now.upper.o2 >= 0.0


def test_detectors_trip_in_the_order_of_their_distance() -> None:
    model = ZoneModel(load_building("fire_hall"))
    source = Source(0, 0.25, 2.0, -6.5, 150.0, 0.4, soot_yield=0.02)
    tripped: list[str] = []
    for _ in range(1200):
        model.step(0.05, [source])
        tripped += [d.name for d in model.detectors if d.tripped and d.name not in tripped]
    assert tripped[0] == "smoke.hall.north"
    assert model.state.counts[at.N_SUBSTEPS] >= 1


def test_wrong_plans_and_calls_are_named() -> None:
    with pytest.raises(ValueError, match="door"):
        ZoneModel(Layout((room(),), (door("door", "room", "room"),)))
    with pytest.raises(ValueError, match="attic"):
        ZoneModel(Layout((room(),), (door("door", "room", "attic"),)))
    with pytest.raises(ValueError, match="rooms"):
        ZoneModel(Layout(()))
    with pytest.raises(KeyError):
        two_rooms().step(0.05, [], {"nowhere": 1.0})
