"""Lid and blanket over oil, the burner, the breaker; and what water does there."""

import pytest

from safety_training.events import Aim, Join, Operate, PutDown, Take
from safety_training.fire.agents import aimed
from safety_training.grading import grade
from safety_training.rubric import rubric_of
from safety_training.scenario import Item, Scenario
from safety_training.texts import Text
from tests.safety_training.hands import Hands, scene

PAN = (5.06, 0.92, -12.515)
TOOLS = ("lid_flat", "blanket_flat", "water_flat", "k_flat")
RULES = {"use": ["tool.heat", "tool.choice", "technique.cover"], "critical": ["water_on_oil"]}


def kitchen() -> Scenario:
    oil = Item("oil", "cooking_oil", PAN, Text("기름", "oil"), True, "stove.flat", {})
    return scene(
        items=(oil,), tools=TOOLS, right_tools=("lid", "k_class_3l"), exits=("exit.stairs",), rubric=rubric_of(RULES)
    )


@pytest.fixture
def hands() -> Hands:
    h = Hands(kitchen())
    h.at(4.3, -12.2, Join("가"), look=(1.0, -0.7, -0.3))
    h.until("ignition")
    return h


def lines(hands: Hands) -> dict[str, float]:
    return {line.rule: line.got / line.of for line in grade(hands.drill, "a").lines if line.of}


def test_burner_off_and_lid_on_puts_the_oil_out(hands: Hands) -> None:
    assert hands.do(Operate("stove.flat", "knob", 0.0)) == ["heat_off"]
    assert "lid_taken" in hands.do(Take("lid_flat"))
    kinds = hands.do(Operate("lid_flat", "cover", 1.0))
    assert {"lid_used", "covered", "lid_put_down"} <= set(kinds)
    hands.until("flame_gone")
    tool = next(t for t in hands.drill.snapshot().equipment if t.name == "lid_flat")
    assert tool.in_use == "oil"
    assert lines(hands) == {"tool.heat": 1.0, "tool.choice": 1.0, "technique.cover": 1.0}


def test_taking_the_lid_off_too_early_is_found(hands: Hands) -> None:
    hands.do(Take("lid_flat"), Operate("lid_flat", "cover", 1.0))
    hands.wait(0.5)
    assert {"uncovered", "uncovered_early", "lid_taken"} <= set(hands.do(Take("lid_flat")))
    assert lines(hands)["technique.cover"] == 0.0


def test_a_lid_needs_to_be_held_and_near(hands: Hands) -> None:
    assert hands.do(Operate("lid_flat", "cover", 1.0)) == ["rejected:nothing_held"]
    hands.wait(1.0)
    hands.do(Take("lid_flat"))
    hands.at(2.0, -15.0)
    assert hands.do(Operate("lid_flat", "cover", 1.0)) == ["rejected:out_of_reach"]


def test_water_on_burning_oil_is_critical(hands: Hands) -> None:
    hands.wait(5.0)
    hands.do(Take("water_flat"))
    for _ in range(20):
        hands.do(Aim((4.4, 1.4, -12.3), aimed("water", (4.4, 1.4, -12.3), PAN, 2.0), 1.0))
    assert "water_on_oil" in grade(hands.drill, "a").critical
    assert "slop_over" in hands.drill.moments


def strip() -> Scenario:
    item = Item("strip", "power_strip", (1.02, 0.0, -14.32), Text("멀티탭", "power strip"), True, "", {})
    rubric = rubric_of({"use": ["tool.power", "tool.choice"], "critical": ["water_on_live"]})
    return scene(
        items=(item,),
        tools=(*TOOLS, "extinguisher_flat"),
        right_tools=("abc_3_3kg",),
        rubric=rubric,
        exits=("exit.stairs",),
    )


def test_the_breaker_cuts_its_rooms_before_the_first_agent() -> None:
    hands = Hands(strip())
    hands.at(-1.9, -13.0, Join("가"))
    hands.until("ignition")
    assert set(hands.do(Operate("breaker.flat", "switch", 0.0))) == {"power_cut", "live_cut"}
    assert hands.drill.snapshot().power["flat"] is False
    assert hands.drill.snapshot().power["hall"] is True
    assert hands.do(Operate("breaker.flat", "switch", 0.0)) == []
    hands.wait(0.2)
    assert not hands.drill.items()[0].energised
    assert lines(hands)["tool.power"] == 1.0
    assert hands.do(Operate("breaker.flat", "switch", 1.0)) == ["power_restored"]


def test_water_on_what_is_live_is_critical_and_on_what_is_dead_not() -> None:
    for cut in (False, True):
        hands = Hands(strip())
        hands.at(4.7, -11.4, Join("가"))
        hands.until("ignition")
        hands.do(Take("water_flat"))
        if cut:
            hands.inject("power", "flat", 0.0)
        hands.at(2.0, -14.0)
        for _ in range(15):
            nozzle = (1.8, 1.0, -14.1)
            hands.do(Aim(nozzle, aimed("water", nozzle, (1.02, 0.04, -14.32), 2.0), 1.0))
        assert ("water_on_live" in grade(hands.drill, "a").critical) is not cut


def test_the_trainer_cuts_and_restores_one_room_or_all() -> None:
    hands = Hands(strip())
    hands.at(0.0, -1.0, Join("가"))
    hands.inject("power", "", 0.0)
    assert not any(hands.drill.snapshot().power.values())
    hands.inject("power", "hall", 1.0)
    assert [room for room, on in hands.drill.snapshot().power.items() if on] == ["hall"]
    assert "not_injected" in hands.inject("power", "cellar", 1.0)


def test_put_down_a_lid_is_a_lid_on_the_floor(hands: Hands) -> None:
    hands.do(Take("lid_flat"))
    assert hands.do(PutDown((4.3, 0.0, -12.0))) == ["lid_put_down"]
