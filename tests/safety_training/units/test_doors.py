"""Doors: felt before they are opened, swung, shut behind one, blocked by the trainer."""

import pytest

from safety_training.events import Door, Join, TouchDoor
from safety_training.grading import grade
from safety_training.rubric import rubric_of
from safety_training.scenario import Item
from safety_training.units.doors import Doors, Felt
from tests.safety_training.hands import Hands, scene

SHUT = {"door.office": 0.0}
RULES = {"use": ["egress.touch", "egress.shut", "egress.out"]}


@pytest.fixture
def hands() -> Hands:
    h = Hands(scene(vents=SHUT, rubric=rubric_of(RULES), exits=("exit.main",)))
    h.at(-8.0, -8.6, Join("가"))
    return h


def share(hands: Hands) -> float:
    return hands.drill.part(Doors).leaves["door.office"].open


def lines(hands: Hands) -> dict[str, float]:
    return {line.rule: line.got / line.of for line in grade(hands.drill, "a").lines if line.of}


def test_a_door_opens_in_its_time_for_who_can_reach_it(hands: Hands) -> None:
    assert hands.do(Door("door.office", 1.0)) == ["rejected:out_of_reach"]
    hands.at(-6.9, -8.6)
    assert hands.do(Door("door.office", 1.0)) == ["door_opened"]
    assert 0.0 < share(hands) < 0.2
    hands.wait(1.0)
    assert share(hands) == 1.0
    assert hands.do(Door("door.office", 0.0)) == ["door_shut"]
    view = next(v for v in hands.drill.snapshot().vents if v.name == "door.office")
    assert view.open < 1.0


def test_the_back_of_the_hand_tells_how_warm_it_is(hands: Hands) -> None:
    hands.at(-6.9, -8.6)
    assert hands.do(TouchDoor("door.office", back=True)) == ["door_touched"]
    assert hands.data("door_touched") == {"device": "door.office", "felt": "cool", "back": True}
    hands.wait(2.0)
    hands.do(Door("door.office", 1.0))
    assert hands.drill.participants["a"].note(Felt).unfelt == 0
    assert lines(hands)["egress.touch"] == 1.0


def test_opening_without_feeling_is_found_once_it_burns(hands: Hands) -> None:
    hands.at(-6.9, -8.6)
    hands.until("ignition")
    assert hands.do(Door("door.office", 1.0)) == ["door_unfelt", "door_opened"]
    assert lines(hands)["egress.touch"] == 0.0


def test_where_no_door_was_opened_the_rule_is_left_out(hands: Hands) -> None:
    hands.until("ignition")
    assert "egress.touch" not in lines(hands)


def test_doors_left_open_behind_are_counted_but_not_the_exit(hands: Hands) -> None:
    hands.at(-6.9, -8.6)
    hands.until("ignition")
    hands.do(TouchDoor("door.office", back=True))
    hands.do(Door("door.office", 1.0))
    hands.wait(1.0)
    for x in (-6.5, -6.1, -5.7, -5.0):
        hands.at(x, -8.6)
    person = hands.drill.participants["a"]
    assert person.room == "hall"
    hands.at(0.0, -1.0)
    hands.at(0.0, 0.6)
    hands.wait(4.0)
    assert "left_by_exit" in person.moments
    assert lines(hands)["egress.shut"] == 0.0
    assert lines(hands)["egress.out"] == 1.0


def test_shut_behind_it_costs_nothing(hands: Hands) -> None:
    hands.at(-6.9, -8.6)
    hands.until("ignition")
    hands.do(TouchDoor("door.office", back=True), Door("door.office", 1.0))
    hands.wait(1.0)
    for x in (-6.5, -6.1, -5.7, -5.2):
        hands.at(x, -8.6)
    assert hands.do(Door("door.office", 0.0)) == ["door_shut"]
    hands.at(0.0, -1.0)
    hands.at(0.0, 0.6)
    hands.wait(4.0)
    assert lines(hands)["egress.shut"] == 1.0


def test_what_is_blocked_does_not_open_and_what_is_fixed_neither(hands: Hands) -> None:
    assert "injected" in hands.inject("block", "door.office", 1.0)
    hands.at(-6.9, -8.6)
    assert hands.do(Door("door.office", 1.0)) == ["rejected:blocked", "door_blocked"]
    hands.wait(1.0)
    assert hands.do(Door("exit.main", 0.0)) == ["rejected:no_such_device"]
    hands.inject("block", "door.office", 0.0)
    hands.wait(1.0)
    assert "door_opened" in hands.do(Door("door.office", 1.0))


def test_the_trainer_moves_any_vent_and_the_fire_sees_it(hands: Hands) -> None:
    assert "injected" in hands.inject("vent", "window.flat", 1.0)
    hands.wait(1.0)
    assert hands.drill.open_shares()["window.flat"] == 1.0
    assert "not_injected" in hands.inject("vent", "door.nowhere", 1.0)


def test_a_hot_door_is_felt_and_opening_it_is_found() -> None:
    """The office burns; from the hall its door grows hot."""
    item = scene().items[0]
    over = {"peak_kw": 900.0, "growth_kw_s2": 0.3, "fuel_kg": 60.0}
    fire = Item(item.name, item.fuel, (-10.0, 0.0, -7.0), item.text, True, "", over)
    hands = Hands(scene(vents=SHUT, items=(fire,), rubric=rubric_of(RULES)))
    hands.at(-5.0, -8.6, Join("가"))
    hands.wait(240.0)
    hands.do(TouchDoor("door.office", back=True))
    assert hands.data("door_touched")["felt"] in ("warm", "hot")
