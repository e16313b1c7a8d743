"""What hands can and cannot do, and how a drill ends."""

import json
from collections.abc import Iterator

import pytest

from safety_training.bots.run import Run
from safety_training.drill import Drill, Mode
from safety_training.events import (
    Action,
    Aim,
    CheckGauge,
    Finish,
    Join,
    Leave,
    Logged,
    Move,
    PressAlarm,
    PullPin,
    PutDown,
    Take,
)
from safety_training.scenario import load_scenario
from safety_training.units.spray import Spray
from tests.safety_training.bots import FIRE, bystander, expert, run

AHEAD = (0.0, 0.0, -1.0)
AT_STAND = Move((-5.0, 1.6, -2.0), AHEAD)


class Hands:
    """One tick an action, for short scenes."""

    def __init__(self, mode: Mode = "practice", seed: int = 2) -> None:
        self.drill = Drill(load_scenario("waste_bin"), seed, mode)
        self.seq: dict[str, int] = {}

    def do(self, *actions: Action, who: str = "a") -> list[str]:
        """Kinds of the events that came of it, rejections with their reason."""
        inputs = []
        for action in actions:
            self.seq[who] = self.seq.get(who, 0) + 1
            inputs.append(Logged(self.drill.tick, who, self.seq[who], action))
        events = self.drill.step(inputs)
        return [f"rejected:{(e.data or {})['reason']}" if e.kind == "rejected" else e.kind for e in events]

    def wait(self, seconds: float) -> list[str]:
        return [e.kind for _ in range(round(seconds * 20)) for e in self.drill.step([])]


def sounding(drill: Drill) -> bool:
    return bool(next(d for d in drill.snapshot().devices if d.name == "alarm_1").state["sounding"])


@pytest.fixture
def hands() -> Iterator[Hands]:
    h = Hands()
    h.do(Join("가"), AT_STAND)
    yield h
    json.dumps(h.drill.snapshot().to_dict(), allow_nan=False)
    assert len(h.drill.state_hash()) == 64


def test_the_alarm_needs_a_hand_within_reach(hands: Hands) -> None:
    assert hands.do(Move((0.0, 1.6, 0.0), AHEAD), PressAlarm("alarm_1")) == ["rejected:out_of_reach"]
    hands.wait(1.0)
    assert hands.do(PressAlarm("alarm_9")) == ["rejected:no_such_device"]
    assert not sounding(hands.drill)
    # the head is 1.8 m away, the hand 1.0 m
    assert hands.do(Move((-4.2, 1.6, -3.0), AHEAD, hand=(-4.95, 1.3, -3.0)), PressAlarm("alarm_1")) == ["alarm_on"]
    assert sounding(hands.drill)
    assert hands.do(PressAlarm("alarm_1")) == []


def test_a_hand_too_far_from_its_head_does_not_count(hands: Hands) -> None:
    stretched = Move((0.0, 1.6, -3.0), AHEAD, hand=(-5.5, 1.3, -3.0))
    assert hands.do(stretched, PressAlarm("alarm_1")) == ["rejected:out_of_reach"]


def test_only_one_hand_takes_an_extinguisher(hands: Hands) -> None:
    assert hands.do(Take("extinguisher_1")) == ["extinguisher_taken"]
    assert hands.do(Join("나"), AT_STAND, Take("extinguisher_1"), who="b") == [
        "joined",
        "rejected:already_taken",
    ]
    assert hands.do(Take("extinguisher_2")) == ["rejected:hands_full"]
    assert hands.do(PutDown((-5.0, 0.0, -2.0))) == ["extinguisher_put_down"]
    hands.wait(1.0)
    assert hands.do(Take("extinguisher_1"), who="b") == ["extinguisher_taken"]
    assert hands.drill.snapshot().equipment[0].holder == "b"


def test_nothing_can_be_done_with_empty_hands(hands: Hands) -> None:
    for action in (CheckGauge(), PullPin(0.0), Aim((0.0, 1.0, 0.0), AHEAD, 1.0), PutDown((0.0, 0.0, 0.0))):
        assert hands.do(action) == ["rejected:nothing_held"]
        hands.wait(1.0)


def test_rejections_do_not_flood_the_log(hands: Hands) -> None:
    for _ in range(200):
        hands.do(CheckGauge())
    assert sum(e.kind == "rejected" for e in hands.drill.events) == 10


def test_a_squeezed_lever_jams_the_pin_until_it_is_released(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"))
    assert hands.do(PullPin(0.11)) == ["pin_jammed"]
    assert hands.drill.snapshot().equipment[0].pin_jammed
    assert hands.do(PullPin(0.1)) == ["pin_out"]
    tool = hands.drill.snapshot().equipment[0]
    assert (tool.pin_out, tool.pin_jammed) == (True, False)


def test_a_lever_squeezed_while_pulling_jams_even_if_the_client_says_otherwise(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"), Aim((-5.0, 1.2, -2.2), AHEAD, 0.9))
    assert hands.do(PullPin(0.0)) == ["pin_jammed"]


def test_nothing_comes_out_with_the_pin_in(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"))
    assert hands.do(Aim((-5.0, 1.2, -2.2), AHEAD, 1.0)) == ["lever_blocked"]
    hands.wait(1.0)
    assert hands.drill.snapshot().equipment[0].remaining_kg == 3.3


def test_a_full_extinguisher_lasts_13_seconds_and_a_lost_hand_lets_go(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"), PullPin(0.0))
    spray = Aim((-5.0, 1.2, -2.2), AHEAD, 1.0)
    hands.do(spray)
    hands.wait(3.0)  # nothing is heard of the hand: it counts for a second
    assert 3.3 - 0.25 * 1.2 < hands.drill.tools["extinguisher_1"].remaining_kg < 3.3 - 0.25 * 0.9
    ticks = 0
    while "extinguisher_empty" not in hands.do(spray):
        ticks += 1
    assert 3.3 / 0.25 - 1.3 < ticks / 20 < 3.3 / 0.25
    assert hands.drill.snapshot().equipment[0].flow_kg_s == 0.0 or "discharge_ended" in hands.do(spray)


def test_what_is_sent_twice_counts_once(hands: Hands) -> None:
    drill = hands.drill
    again = Logged(drill.tick, "a", 3, Take("extinguisher_1"))
    assert [e.kind for e in drill.step([again, again])] == ["extinguisher_taken"]
    put = Logged(drill.tick, "a", 2, PutDown((-5.0, 0.0, -2.0)))
    assert drill.step([put]) == []
    assert drill.participants["a"].held == "extinguisher_1"


def test_strangers_and_the_fifth_person_are_not_let_in(hands: Hands) -> None:
    assert hands.do(PressAlarm("alarm_1"), who="nobody") == []
    for who in "bcd":
        assert hands.do(Join(who), who=who) == ["joined"]
    assert hands.do(Join("e"), who="e") == ["rejected:full"]
    assert list(hands.drill.participants) == ["a", "b", "c", "d"]


def test_who_loses_the_connection_drops_the_tool_and_may_come_back(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"))
    drill = hands.drill
    kinds = [e.kind for e in drill.step([Logged(drill.tick, "a", 0, Leave())])]
    assert kinds == ["extinguisher_put_down", "left"]
    assert hands.do(CheckGauge()) == ["rejected:not_taking_part"]
    assert hands.do(Join("가"), Take("extinguisher_1")) == ["came_back", "extinguisher_taken"]


def test_a_drill_that_everybody_left_ends_as_abandoned(hands: Hands) -> None:
    hands.drill.step([Logged(hands.drill.tick, "a", 0, Leave())])
    hands.wait(31.0)
    assert hands.drill.finished_reason == "abandoned"
    tick = hands.drill.tick
    assert hands.drill.step([]) == []
    assert hands.drill.tick == tick


def test_nothing_happens_until_somebody_comes() -> None:
    hands = Hands()
    hands.wait(60.0)
    assert (hands.drill.phase, hands.drill.events) == ("waiting", [])
    hands.do(Join("가"))
    assert hands.drill.phase == "calm"
    assert "ignition" in hands.wait(8.5)


def test_finishing_ends_it_and_the_time_limit_too(hands: Hands) -> None:
    assert hands.do(Finish()) == ["reported", "drill_finished"]
    assert (hands.drill.phase, hands.drill.finished_reason) == ("finished", "done")
    late = run(bystander, 3).drill
    assert late.finished_reason == "time"
    assert late.time_s == pytest.approx(late.scenario.limits.time_s, abs=0.1)


def test_two_share_one_fire_and_each_is_graded_alone() -> None:
    drill = Drill(load_scenario("waste_bin"), 5)
    Run(drill, {"x": expert(drill), "y": bystander(drill)}).play()
    assert drill.finished_reason == "done"
    assert drill.participants["y"].finished
    assert drill.participants["y"].note(Spray).agent_kg == 0.0


def test_guided_mode_leads_through_every_step_and_a_test_says_nothing() -> None:
    drill = Drill(load_scenario("waste_bin"), 5, "guided")
    bot, seen = expert(drill), []
    seq = 0
    while not drill.finished:
        inputs = []
        for action in next(bot, []):
            seq += 1
            inputs.append(Logged(drill.tick, "p", seq, action))
        drill.step(inputs)
        hint = drill.snapshot().people[0].hint
        if hint and hint["ko"] not in seen:
            seen.append(hint["ko"])
    steps = drill.scenario.steps
    # gauge and pin follow each other within a tick or two; every other step must have been on show
    hints = [s.hint.ko for s in steps]
    seen = [text for text in seen if text in hints]  # warnings come between
    assert seen == [text for text in hints if text in seen]
    assert {hints[i] for i in (0, 1, 2, 5, 6, 7)} <= set(seen)
    assert all(task["done"] for task in drill.snapshot().people[0].tasks)
    quiet = run(expert, 5, "test").drill.snapshot().people[0]
    assert (quiet.tasks, quiet.hint) == ([], None)


def test_what_only_fights_the_fire_is_no_task_any_more_once_it_has_burnt_out() -> None:
    drill = Drill(load_scenario("solvent_spill"), 3, "guided")
    drill.step([Logged(0, "p", 1, Join("민지"))])
    while "fire_burnt_out" not in drill.moments:
        drill.step([])
    assert "spray" in {task["id"] for task in drill.snapshot().people[0].tasks}
    while "fire_out_confirmed" not in drill.moments:
        drill.step([])
    left = [task["id"] for task in drill.snapshot().people[0].tasks if not task["done"]]
    assert not {"take", "gauge", "pin", "spray"} & set(left)
    assert {"warn", "call", "report"} <= set(left)


def test_the_fire_is_drawn_where_the_scenario_says() -> None:
    snapshot = run(bystander, 1).drill.snapshot()
    fire, hall = snapshot.fires[0], next(room for room in snapshot.rooms if room.name == "hall")
    assert fire.position == FIRE
    assert fire.burning
    assert fire.height_m > 0.9
    assert hall.interface_m < 2.6
    assert hall.extinction_upper_1_m > 0.3


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="mode"):
        Drill(load_scenario("waste_bin"), 0, "easy")  # type: ignore[arg-type]


def test_a_nozzle_is_near_its_head(hands: Hands) -> None:
    hands.do(Take("extinguisher_1"), PullPin(0.0))
    assert hands.do(Aim(FIRE, AHEAD, 1.0)) == ["rejected:out_of_reach"]
    assert hands.drill.snapshot().equipment[0].nozzle is None


def test_who_puts_the_thing_down_while_it_burns_has_stopped_early(hands: Hands) -> None:
    hands.wait(9.0)
    hands.do(Take("extinguisher_1"), PullPin(0.0), Aim((-5.0, 1.2, -2.2), AHEAD, 1.0))
    assert "stopped_early" in hands.do(PutDown((-5.0, 0.0, -2.0)))
