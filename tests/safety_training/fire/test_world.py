"""A whole fire in small buildings: what burns meets the gas of the rooms, walls, doors and people."""

import json
from dataclasses import replace

import pytest

from safety_training.fire.agents import Delivery, aimed
from safety_training.fire.exposure import Dose
from safety_training.fire.states import EVENT_KINDS
from safety_training.fire.world import FireWorld, ItemSpec
from safety_training.numeric import Vec3
from tests.safety_training.fire.rooms import DT, flat, run, world

BIN = ItemSpec("bin", "waste_paper", (2.0, 0.0, 2.0))
SOFA = ItemSpec("sofa", "sofa", (1.0, 0.0, 2.0))
CURTAIN = ItemSpec("curtain", "curtain", (2.2, 0.0, 2.0))
STRIP = ItemSpec("strip", "power_strip", (2.0, 0.0, 0.5))


def spray(at: Vec3, nozzle: Vec3, agent: str = "powder", flow: float = 0.25, throw: float = 5.0) -> Delivery:
    return Delivery(agent, nozzle, aimed(agent, nozzle, at, throw), flow, throw)


def hashed(w: FireWorld) -> str:
    return json.dumps(w.dump(), sort_keys=True)


def test_an_unknown_item_fuel_or_place_is_refused() -> None:
    w = world(BIN)
    with pytest.raises(KeyError):
        w.ignite("sofa")
    with pytest.raises(KeyError):
        world(replace(BIN, fuel="unobtainium"))
    with pytest.raises(ValueError, match="no room"):
        world(replace(BIN, position=(100.0, 0.0, 0.0)))


def test_nothing_happens_before_something_is_lit() -> None:
    w = world(BIN, SOFA)
    assert run(w, 5.0) == []
    assert not w.burning
    assert not w.can_reflash()
    assert w.jets == ()
    assert w.radiation_kw_m2((2.0, 1.5, 2.0)) == pytest.approx(0.0, abs=1e-6)


def test_a_fire_fills_its_room_with_smoke_from_above_and_is_noticed() -> None:
    w = world(BIN)
    w.ignite("bin")
    events = run(w, 60.0)
    assert [e.kind for e in events[:1]] == ["ignition"]
    assert "detector" in [e.kind for e in events]
    assert {e.kind for e in events} <= set(EVENT_KINDS)
    here = w.rooms[0]
    assert here.interface_m < 2.0
    assert here.upper_k > here.lower_k + 10.0
    high, low = w.air_at((2.0, 2.3, 2.0)), w.air_at((2.0, 0.2, 2.0))
    assert (high.layer, low.layer) == ("upper", "lower")
    assert high.co_ppm > low.co_ppm >= 0.0
    assert high.extinction_1_m > low.extinction_1_m
    assert 0.15 < high.o2 < low.o2 < 0.21
    outside = w.air_at((50.0, 1.0, 0.0))
    assert (outside.room, outside.co_ppm, outside.extinction_1_m) == ("", 0.0, 0.0)
    assert w.jets[0].radius_m > 1.0
    assert w.jets[0].temperature_k > here.upper_k


def test_the_same_calls_give_the_same_bits_and_a_dump_goes_on_like_the_world() -> None:
    def sprayed(w: FireWorld) -> None:
        run(w, 3.0, deliveries=[spray((2.0, 0.3, 2.0), (2.0, 1.2, 3.8))], power_on={"room": False})
        run(w, 3.0)

    one, two, other = world(BIN, SOFA, STRIP), world(BIN, SOFA, STRIP), world(BIN, SOFA, STRIP)
    for w in (one, two):
        w.ignite("bin")
        run(w, 10.0)
    assert hashed(one) == hashed(two)
    other.load(json.loads(hashed(one)))
    for w in (one, two, other):
        sprayed(w)
    assert hashed(one) == hashed(two) == hashed(other)


def test_a_sofa_lights_the_curtain_beside_it_and_not_the_bin_in_the_next_room() -> None:
    far = ItemSpec("far", "waste_paper", (11.0, 0.0, 0.75))
    w = world(SOFA, CURTAIN, far)
    w.ignite("sofa")
    events = run(w, 140.0)
    assert ("spread", "curtain") in [(e.kind, e.item) for e in events]
    state = {i.id: i for i in w.items}
    assert state["curtain"].heat_release_kw > 0.0 or state["curtain"].fuel_left < 0.9
    assert not state["far"].burning


def test_a_shut_door_stops_jets_radiation_and_most_of_the_smoke() -> None:
    open_, shut = world(BIN), world(BIN, door=0.0)
    nozzle: Vec3 = (5.0, 1.2, 0.8)
    for w in (open_, shut):
        w.ignite("bin")
        run(w, 60.0)
        w.step(DT, [spray((2.0, 0.3, 2.0), nozzle)])
    assert open_.items[0].hit_shares[0] > 0.2
    assert shut.items[0].hit_shares == (0.0,)
    assert open_.radiation_kw_m2(nozzle) > shut.radiation_kw_m2(nozzle)
    assert open_.clear((2.0, 1.0, 0.75), (6.0, 1.0, 0.75))
    assert not shut.clear((2.0, 1.0, 0.75), (6.0, 1.0, 0.75))
    assert not open_.clear((2.0, 1.0, 3.5), (6.0, 1.0, 0.75))  # through the wall beside the door
    hidden, seen = (w.optical_depth((6.0, 2.4, 0.7), (6.0, 0.0, 0.7)) for w in (shut, open_))
    assert hidden < 0.25 * seen


def test_want_of_air_in_a_shut_room_ends_the_fire() -> None:
    w = world(replace(SOFA, fuel="wood"), door=0.0)
    w.ignite("sofa")
    most = 0.0
    for _ in range(round(300.0 / DT)):
        w.step(DT)
        most = max(most, w.items[0].heat_release_kw)
    assert 100.0 < most < 800.0
    assert w.items[0].heat_release_kw < 0.3 * most
    assert w.air_at((2.0, 1.0, 2.0)).o2 < 0.17


def test_the_back_of_a_hand_feels_a_fire_behind_the_door() -> None:
    w = world(SOFA, door=0.0)
    w.ignite("sofa")
    run(w, 10.0)
    early = {v.name: v for v in w.vents}["door"].plate_k
    run(w, 230.0)
    late = {v.name: v for v in w.vents}["door"].plate_k
    assert early < 296.0
    assert late > 310.0


def test_panes_fall_out_and_let_air_in() -> None:
    w = world(replace(SOFA, over={"growth_kw_s2": 0.1876}))
    w.ignite("sofa")
    events = run(w, 150.0)
    kinds = [e.kind for e in events]
    assert "window_broken" in kinds
    assert {v.name: v for v in w.vents}["window"].open == 1.0


def test_a_growing_sofa_flashes_a_small_room_over() -> None:
    w = world(replace(SOFA, over={"growth_kw_s2": 0.1876}), replace(BIN, position=(3.5, 0.0, 3.5)))
    w.ignite("sofa")
    events = [(e.kind, e.item) for e in run(w, 240.0)]
    assert ("flashover", "room") in events
    assert ("spread", "bin") in events
    assert events.count(("flashover", "room")) == 1


def test_sprinklers_answer_and_hold_the_fire() -> None:
    w = world(SOFA, sprinkler=True)
    w.ignite("sofa")
    kinds = [e.kind for e in run(w, 150.0)]
    assert "sprinkler" in kinds
    held = w.items[0].heat_release_kw
    run(w, 30.0)
    assert w.items[0].heat_release_kw < held


def test_powder_hangs_in_the_air_hides_things_and_lies_on_the_floor() -> None:
    w = world(BIN)
    a, b = (2.0, 0.6, 3.5), (2.0, 0.6, 0.5)
    before = w.optical_depth(a, b)
    run(w, 3.0, deliveries=[spray((2.0, 0.3, 2.0), (2.0, 1.2, 3.8))])
    assert w.clouds
    assert w.optical_depth(a, b) > before + 2.0
    assert w.air_at(w.clouds[0].position).extinction_1_m > 1.0
    total = 0.0
    for _, _, size, kg_m2 in w.agent_on_floors:
        total += kg_m2 * size * size
    assert total == pytest.approx(0.75, rel=1e-3)
    run(w, 60.0)
    assert w.optical_depth(a, b) < 0.5


def test_carbon_dioxide_takes_the_air_of_a_small_room() -> None:
    w = world(BIN, door=0.0)
    before = w.air_at((2.0, 1.5, 2.0))
    run(w, 12.0, deliveries=[spray((2.0, 0.3, 2.0), (2.0, 1.2, 3.0), "co2", 0.25, 2.4)])
    after = w.air_at((2.0, 0.5, 2.0))
    assert after.co2 > before.co2 + 0.02
    assert after.o2 < before.o2
    dose = Dose()
    dose.breathe(1.0, after, 0.0)
    assert dose.fed_gas == 0.0  # by itself it only makes one breathe faster


def test_smoke_adds_up_along_the_line_of_sight_through_rooms() -> None:
    w = world(SOFA)
    w.ignite("sofa")
    run(w, 60.0)
    near, far = (3.9, 2.2, 0.75), (8.0, 2.2, 0.75)
    whole = w.optical_depth((1.0, 2.2, 0.75), far)
    parts = w.optical_depth((1.0, 2.2, 0.75), near) + w.optical_depth(near, far)
    assert whole == pytest.approx(parts, rel=1e-6)
    assert whole == pytest.approx(w.optical_depth(far, (1.0, 2.2, 0.75)), rel=1e-9)
    expected = 3.0 * w.rooms[0].extinction_upper_1_m
    assert w.optical_depth((0.5, 2.3, 2.0), (3.5, 2.3, 2.0)) == pytest.approx(expected, rel=1e-9)
    assert w.optical_depth((0.5, 0.1, 2.0), (3.5, 0.1, 2.0)) < 0.2 * expected


def test_people_are_hurt_by_what_is_around_them() -> None:
    w = world(SOFA)
    w.ignite("sofa")
    standing, crawling = Dose(), Dose()
    for _ in range(round(120.0 / DT)):
        w.step(DT)
        for dose, y in ((standing, 1.6), (crawling, 0.4)):
            p = (3.5, y, 3.5)
            dose.breathe(DT, w.air_at(p), w.radiation_kw_m2(p))
    assert standing.fed_gas > crawling.fed_gas
    assert standing.fed_heat > crawling.fed_heat > 0.0
    assert standing.visibility_m < 1.0 < crawling.visibility_m
    assert standing.walking_factor < crawling.walking_factor


def test_current_goes_where_the_breaker_says() -> None:
    w = world(STRIP)
    w.ignite("strip")
    run(w, 2.0)
    assert w.items[0].energised
    at = (2.0, 0.05, 0.5)
    events = run(w, 1.0, deliveries=[spray(at, (2.0, 1.2, 2.5), "water", 0.5, 6.0)])
    assert [(e.kind, e.data["delivery"]) for e in events if e.kind == "electrocution_path"] == [
        ("electrocution_path", 0)
    ]
    events = run(w, 5.0, deliveries=[spray(at, (2.0, 1.2, 2.5), "water", 0.5, 6.0)], power_on={"room": False})
    assert not w.items[0].energised
    assert not w.burning
    assert "electrocution_path" not in [e.kind for e in events]


def test_the_trainer_lights_it_again_and_changes_smoke_and_growth() -> None:
    plain, more = world(SOFA), world(SOFA)
    more.smoke_factor, more.growth_factor = 3.0, 2.0
    for w in (plain, more):
        w.ignite("sofa")
        run(w, 30.0)
    assert more.items[0].heat_release_kw > 1.2 * plain.items[0].heat_release_kw
    assert more.rooms[0].extinction_upper_1_m > 2.0 * plain.rooms[0].extinction_upper_1_m
    w = world(BIN)
    w.ignite("bin")
    run(w, 20.0)
    run(w, 8.0, deliveries=[spray((2.0, 0.3, 2.0), (2.0, 1.2, 3.8))])
    assert not w.burning
    w.reignite("bin")
    events = run(w, 5.0)
    assert w.burning
    assert [e.data["cause"] for e in events if e.kind == "ignition"] == ["trainer"]


def test_a_lid_and_the_knob_end_an_oil_fire() -> None:
    w = FireWorld(flat(), [ItemSpec("pan", "cooking_oil", (2.0, 0.9, 0.3), stove=True)])
    w.ignite("pan")
    run(w, 5.0)
    assert w.items[0].flame_height_m > 0.4
    w.burner("pan", 0.0)
    assert w.cover("pan", "lid") == "covered"
    events = run(w, 240.0)
    assert ("flame_gone", "cover") in [(e.kind, e.data.get("cause")) for e in events]
    w.uncover("pan")
    run(w, 20.0)
    assert not w.burning
    assert w.items[0].cover == ""
