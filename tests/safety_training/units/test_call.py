"""The 119 call: five things, asked for until they are told; who hangs up first or talks in danger loses points."""

from dataclasses import replace

import pytest

from safety_training.dialogue import dialogue
from safety_training.events import Call, HangUp, Join, Say, Warn
from safety_training.grading import grade
from safety_training.rubric import rubric_of
from safety_training.units.call import SLOTS
from tests.safety_training.hands import Hands, scene

TRUE = {
    "address": "address.full",
    "floor": "floor.full",
    "fire": "fire.small",
    "trapped": "trapped.no",
    "caller": "caller.full",
}
CALL = {"use": ["call.made", *(f"call.{slot}" for slot in SLOTS), "call.hang_up"]}


@pytest.fixture
def hands() -> Hands:
    h = Hands(scene(rubric=rubric_of(CALL)))
    h.at(0.0, -1.0, Join("김하나"), look=(2.0, -1.3, -5.5))
    h.until("fire_seen")
    return h


def answered(hands: Hands, device: str = "") -> None:
    assert hands.do(Call(device)) == ["call_began"]
    assert "call_answered" in hands.wait(2.1)
    hands.do(Say("opening.fire"))


def lines(hands: Hands) -> dict[str, float]:
    result = grade(hands.drill, "a")
    return {line.rule: line.got / line.of for line in result.lines}


def test_every_slot_rightly_told_earns_all(hands: Hands) -> None:
    answered(hands)
    for slot in SLOTS:
        view = hands.drill.snapshot().people[0].call
        assert view is not None
        assert view.state == "asking"
        assert TRUE[slot] in [option["id"] for option in view.options]
        assert "{" not in "".join(option["ko"] + option["en"] for option in view.options)
        hands.do(Say(TRUE[slot]))
    view = hands.drill.snapshot().people[0].call
    assert view is not None
    assert (view.state, view.filled) == ("done", list(SLOTS))
    assert hands.do(HangUp()) == ["call_ended"]
    assert hands.drill.snapshot().people[0].call is None
    assert set(lines(hands).values()) == {1.0}


def test_a_vague_answer_is_asked_again(hands: Hands) -> None:
    answered(hands)
    first = hands.drill.snapshot().people[0].call
    assert hands.do(Say("address.vague")) == ["call_asked_again"]
    again = hands.drill.snapshot().people[0].call
    assert first is not None
    assert again is not None
    assert again.question != first.question
    assert again.filled == []
    assert "call_told" in hands.do(Say("address.full"))


def test_what_is_not_so_earns_nothing(hands: Hands) -> None:
    answered(hands)
    for said in ("address.full", "floor.full", "fire.big", "trapped.yes", "caller.full"):
        hands.do(Say(said))
    got = lines(hands)
    assert (got["call.fire"], got["call.trapped"]) == (0.0, 0.0)
    assert (got["call.address"], got["call.hang_up"]) == (1.0, 1.0)


def test_somebody_who_lies_inside_is_trapped() -> None:
    spots = {"here": replace(scene().things[0], name="here")}
    hands = Hands(scene(rubric=rubric_of(CALL), spots=spots))
    hands.at(0.0, -1.0, Join("김하나"), look=(2.0, -1.3, -5.5))
    assert "injected" in hands.inject("casualty", "here")
    hands.until("fire_seen")
    answered(hands)
    for said in ("address.full", "floor.full", "fire.small", "trapped.yes"):
        hands.do(Say(said))
    assert hands.data("call_told") == {"slot": "trapped", "right": True, "option": "trapped.yes"}
    assert "trapped_told" in hands.drill.moments


def test_hanging_up_first_costs_and_calling_again_goes_on_where_it_was(hands: Hands) -> None:
    answered(hands)
    hands.do(Say("address.full"))
    assert "call_hung_up_first" in hands.do(HangUp())
    answered(hands)
    view = hands.drill.snapshot().people[0].call
    assert view is not None
    assert view.filled == ["address"]
    assert lines(hands)["call.hang_up"] == 0.0


def test_who_is_in_danger_leaves_first_and_loses_nothing_by_it() -> None:
    """Flames at the ceiling of the office: leaving the line is right, staying on it is not."""
    item = replace(scene().items[0], position=(-10.0, 0.0, -7.0), over={"peak_kw": 900.0, "growth_kw_s2": 0.3})
    for says, rule in (("danger.leave", 1.0), ("", 0.0)):
        hands = Hands(scene(items=(item,), exits=("exit.office",), rubric=rubric_of(CALL)))
        hands.at(-8.0, -6.0, Join("김하나"), look=(-1.0, 0.0, -0.3))
        hands.until("must_leave", 200.0)
        answered(hands)
        if says:
            assert hands.do(Say(says)) == ["call_left"]
            hands.at(-5.0, -8.6)
            answered(hands)
        else:
            assert "called_in_danger" in hands.wait(11.0)
        for _ in SLOTS:
            view = hands.drill.snapshot().people[0].call
            assert view is not None
            hands.do(Say(view.options[0]["id"]))
        assert lines(hands)["call.hang_up"] == rule


def test_a_phone_of_the_building_must_be_in_reach_and_nobody_else_answers(hands: Hands) -> None:
    assert hands.do(Call("phone.hall")) == ["rejected:out_of_reach"]
    hands.wait(1.0)
    assert hands.do(Call("phone.nowhere")) == ["rejected:no_such_device"]
    hands.wait(1.0)
    assert hands.do(Say("address.full")) == ["rejected:not_asked"]
    hands.wait(1.0)
    hands.at(-2.7, -8.9)
    answered(hands, "phone.hall")
    phone = next(d for d in hands.drill.snapshot().devices if d.name == "phone.hall")
    assert phone.state == {"busy": True}
    assert hands.do(Say("caller.full")) == ["rejected:not_asked"], "the address is asked first"


def test_shouting_is_timed_from_the_moment_it_was_seen(hands: Hands) -> None:
    hands.wait(2.0)
    assert hands.do(Warn()) == ["warned"]


def test_all_that_is_said_stands_in_both_languages() -> None:
    words = dialogue()
    texts = [words.opening, words.fire.text, words.danger.text, words.go, words.closing, *words.cries.values()]
    texts += [t for slot in words.slots for t in (slot.ask, slot.again, *(o.text for o in slot.options))]
    assert [slot.id for slot in words.slots] == list(SLOTS)
    for text in texts:
        assert any("가" <= ch <= "힣" for ch in text.ko)
        assert not any("가" <= ch <= "힣" for ch in text.en)
