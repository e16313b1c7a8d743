"""Leaving, staying, sheltering, the lift, the 완강기, the assembly point."""

from dataclasses import replace

import pytest

from safety_training.building import load_building
from safety_training.events import Count, Finish, Join, Move, Operate, PressAlarm, PutDown, Signal, Take
from safety_training.grading import grade
from safety_training.routes import FAR_M, routes
from safety_training.rubric import rubric_of
from safety_training.scenario import Npc, Role, Scenario
from safety_training.texts import Text
from safety_training.units.descender import STEPS
from safety_training.units.egress import Egress
from tests.safety_training.hands import Hands, scene


def lines(hands: Hands, who: str = "a") -> dict[str, float]:
    return {line.rule: line.got / line.of for line in grade(hands.drill, who).lines if line.of}


def of_flat(use: list[str], **more: object) -> Scenario:
    """A fire in the kitchen of the flat, seen from its living room."""
    item = replace(scene().items[0], position=(2.5, 0.0, -11.5))
    exits = tuple(e.name for e in load_building("fire_hall").exits if e.position[0] < -3.0 and e.outward[2] > 0.5)
    return scene(items=(item,), exits=exits, tools=("towel_flat",), rubric=rubric_of({"use": use}), **more)


def test_out_counted_and_home_in_time() -> None:
    hands = Hands(of_flat(["egress.assembly", "egress.count", "egress.out", "egress.route"]))
    hands.at(-2.0, -12.9, Join("가"), look=(1.0, 0.0, 0.3))
    hands.until("ignition")
    hands.do(PressAlarm("alarm_stair"))
    x, z = -2.0, -12.9
    for x, z in ((-3.0, -12.95), (-3.6, -12.0), (-3.7, -10.6), (-3.7, -9.6), (0.0, -6.0), (3.2, -2.0)):
        hands.at(x, z)
        hands.wait(0.6)
    hands.wait(3.0)
    assert {"went_out", "left_by_exit", "assembled"} <= set(hands.drill.moments)
    assert not hands.drill.finished, "there is still something to do"
    assert "miscounted" in hands.do(Count(3))
    assert "counted" in hands.do(Count(1))
    got = lines(hands)
    assert (got["egress.out"], got["egress.assembly"], got["egress.count"]) == (1.0, 1.0, 1.0)
    assert got["egress.route"] > 0.9
    hands.do(Finish())
    assert hands.drill.finished


def test_counting_is_done_at_the_assembly_point() -> None:
    hands = Hands(scene())
    hands.at(-5.0, -8.0, Join("가"))
    assert hands.do(Count(1)) == ["rejected:not_at_assembly"]


def test_the_lift_is_critical_only_in_a_fire() -> None:
    hands = Hands(scene(seconds=3.0, rubric=rubric_of({"use": ["egress.out"]})))
    hands.at(-5.6, -10.6, Join("가"))
    assert hands.do(Operate("lift.stair", "call")) == ["lift_called"]
    assert grade(hands.drill, "a").critical == []
    hands.until("ignition")
    hands.do(Operate("lift.stair", "call"))
    assert grade(hands.drill, "a").critical == ["lift"]


def test_keeping_low_under_smoke_is_measured() -> None:
    """In the office behind a shut door, once upright and once stooping by a button."""
    item = replace(
        scene().items[0], position=(-10.0, 0.0, -7.0), over={"peak_kw": 200.0, "growth_kw_s2": 0.1, "fuel_kg": 30.0}
    )
    shares = {}
    for low in (False, True):
        hands = Hands(
            scene(
                items=(item,),
                vents={"door.office": 0.0},
                exits=("exit.main",),
                rubric=rubric_of({"use": ["egress.low"]}),
            )
        )
        hands.do(Join("가"), Move((-7.0, 1.6, -8.0), (-1.0, 0.0, 0.0), low=low))
        hands.wait(60.0)
        assert hands.drill.participants["a"].note(Egress).smoke_s > 5.0
        shares[low] = lines(hands)["egress.low"]
    assert shares[True] == 1.0
    assert shares[False] < 0.2


def test_without_smoke_the_posture_is_not_asked_for() -> None:
    hands = Hands(scene(rubric=rubric_of({"use": ["egress.low", "egress.out"]})))
    hands.at(0.0, -1.0, Join("가"))
    assert "egress.low" not in lines(hands)


@pytest.mark.parametrize("smoke", [False, True])
def test_stay_while_no_smoke_comes_in_and_shelter_when_it_does(smoke: bool) -> None:
    rules = rubric_of({"use": ["decision.stay", "refuge.shut", "refuge.seal", "refuge.signal"]})
    fire = (-4.4, 0.0, -12.0) if smoke else (2.0, 0.0, -6.5)
    item = replace(
        scene().items[0],
        position=fire,
        over={"peak_kw": 300.0, "growth_kw_s2": 0.1, "fuel_kg": 30.0, "soot_yield": 0.05},
    )
    doors = {"door.flat": 0.4 if smoke else 0.0, "door.stairs": 0.0, "door.balcony": 0.0, "door.foyer.north": 0.0}
    base = scene(items=(item,), vents=doors, tools=("towel_flat",), rubric=rules, exits=("exit.main",))
    staying, leaving = Hands(base), Hands(base)
    for hands in (staying, leaving):
        hands.at(2.4, -12.6, Join("가"))
    if not smoke:
        staying.wait(60.0)
        assert "smoke_entered" not in staying.drill.participants["a"].moments
        assert lines(staying)["decision.stay"] == 1.0
        leaving.wait(5.0)
        leaving.at(0.0, 0.5)
        leaving.wait(4.0)
        assert lines(leaving)["decision.stay"] == 0.0
        return
    staying.do(Take("towel_flat"))
    staying.until("smoke_entered", 120.0)
    staying.at(2.0, -17.2)
    staying.inject("vent", "door.flat", 0.0)
    staying.do(Operate("door.balcony", "seal"))
    for _ in range(3):
        staying.at(2.0, -18.2)
    staying.inject("vent", "door.balcony", 0.0)
    staying.wait(8.0)
    assert lines(staying)["decision.stay"] == 1.0
    assert "signalled" in staying.do(Signal())
    assert lines(staying)["refuge.signal"] == 1.0


def test_a_wet_towel_seals_a_gap_and_a_dry_one_half() -> None:
    for wet in (True, False):
        hands = Hands(of_flat(["refuge.seal"]))
        hands.at(2.4, -12.2, Join("가"))
        hands.do(Take("towel_flat"))
        assert hands.do(Operate("towel_flat", "wet"))[0] in ("towel_wet", "rejected:out_of_reach")
        tap = next(d for d in hands.drill.building.devices if d.kind == "tap")
        if wet:
            hands.wait(1.0)
            hands.at(tap.position[0] - 0.6, tap.position[2])
            hands.do(Operate("towel_flat", "wet"))
        elif hands.drill.tools["towel_flat"].wet:
            hands.drill.tools["towel_flat"].wet = False
        hands.inject("vent", "door.flat", 0.0)
        hands.wait(1.0)
        hands.at(-2.0, -12.9)
        assert "sealed" in hands.do(Operate("gap.flat", "seal"))
        hands.wait(0.1)
        assert lines(hands)["refuge.seal"] == (1.0 if wet else 0.5)


RIG = "descender.balcony"


def rigged(*steps: str, arms: float = 0.0) -> Hands:
    hands = Hands(of_flat(["descender.order", "descender.arms"], axes=scene().axes))
    hands.at(4.6, -18.2, Join("가"))
    hands.drill.block("exit.stairs", True)
    for step in steps:
        hands.do(Operate(RIG, step, arms if step == "descend" else 1.0))
    return hands


def test_the_descender_in_order_brings_one_down() -> None:
    hands = rigged(*STEPS)
    assert grade(hands.drill, "a").critical == []
    hands.wait(12.0)
    assert "descended" in hands.drill.moments
    assert lines(hands) == {"descender.order": 1.0, "descender.arms": 1.0}


@pytest.mark.parametrize("missing", ["hook", "screw", "belt", "tighten"])
def test_going_down_without_what_holds_is_a_fall_hazard(missing: str) -> None:
    hands = rigged(*(step for step in STEPS if step != missing))
    assert grade(hands.drill, "a").critical == ["fall_hazard"]


def test_raised_arms_are_a_fall_hazard_at_any_moment_of_the_descent() -> None:
    assert grade(rigged(*STEPS, arms=1.0).drill, "a").critical == ["fall_hazard"]
    hands = rigged(*STEPS)
    hands.wait(2.0)
    hands.do(Operate(RIG, "descend", 1.0))
    assert grade(hands.drill, "a").critical == ["fall_hazard"]


def test_a_step_before_its_turn_costs_and_two_do_not_rig_at_once() -> None:
    hands = rigged("hook", "shake")
    assert "descender_out_of_order" in hands.drill.moments
    hands.do(Join("나"), Move((4.6, 1.6, -18.3), (0.0, 0.0, -1.0)), who="b")
    assert hands.do(Operate(RIG, "screw"), who="b") == ["rejected:busy"]
    view = next(d for d in hands.drill.snapshot().devices if d.name == RIG)
    assert (view.state["next"], view.state["holder"]) == ("screw", "a")


def test_those_who_need_help_are_led_out_in_ones_footsteps() -> None:
    text = Text("아이", "child")
    child = Role("child", text, text, (0.0, 0.0, -4.0), (0.0, 0.0, 1.0), Npc("led", 0.0, ()), False)
    hands = Hands(scene(roles=(*scene().roles, child), rubric=rubric_of({"use": ["egress.led"]})))
    hands.at(-3.0, -8.0, Join("가"))
    hands.until("ignition")
    hands.wait(2.0)
    assert lines(hands)["egress.led"] == 0.0
    for z in (-4.0, -3.0, -2.0, -1.0, 0.6, 1.4):
        hands.at(0.4, z)
        hands.wait(1.0)
    hands.wait(2.0)
    assert "led_along" in hands.drill.moments
    assert hands.drill.npcs["npc.child"].outside
    assert lines(hands)["egress.led"] == 1.0


def test_ways_out_lead_through_doors_and_not_through_barred_ones() -> None:
    building = load_building("fire_hall")
    ways = routes(building, [e for e in building.exits if e.name == "exit.main"])
    way = ways.out((4.0, 1.6, -15.0))
    assert 15.0 < way.length_m < 40.0
    assert way.points[-1] == next(e.position for e in building.exits if e.name == "exit.main")
    assert ways.out((0.0, 1.6, -5.0)).length_m == pytest.approx(5.0)
    shut = routes(building, [e for e in building.exits if e.name == "exit.main"], ["door.flat"])
    assert shut.out((4.0, 1.6, -15.0)).length_m == FAR_M


def test_put_down_names_what_it_was() -> None:
    hands = Hands(of_flat(["egress.out"]))
    hands.at(2.4, -12.2, Join("가"), Take("towel_flat"))
    assert "towel_put_down" in hands.do(PutDown((2.4, 0.0, -12.4)))
