"""The rubric: the expert passes on every seed, the novice fails, each line and each critical mistake can be told."""

from dataclasses import replace

import pytest

from backend.schemas import GradeOut
from safety_training.grading import grade
from safety_training.scenario import load_scenario
from tests.safety_training import bots


@pytest.mark.parametrize("seed", range(24))
def test_the_expert_finishes_every_variation(seed: int) -> None:
    played = bots.run(bots.expert, seed)
    result = grade(played.drill, "p")
    assert result.passed, [line for line in result.lines if line.got < line.of]
    assert result.score >= 95.0
    assert played.drill.time_s < 60.0


@pytest.mark.parametrize("seed", range(8))
def test_the_novice_fails_for_the_right_reasons(seed: int) -> None:
    result = grade(bots.run(bots.novice, seed).drill, "p")
    assert not result.passed
    assert result.score < 60.0
    got = {line.rule: line.got for line in result.lines}
    nothing = (
        "alarm.time",
        "alarm.first",
        "tool.gauge",
        "technique.distance",
        "after.watch",
        "after.back_away",
        "after.report",
    )
    assert {rule: got[rule] for rule in nothing} == dict.fromkeys(nothing, 0.0)
    line = next(line for line in result.lines if line.rule == "technique.pin")
    assert 0.0 < line.got < line.of


def test_a_grade_is_what_the_server_sends_and_adds_up() -> None:
    result = grade(bots.run(bots.expert, 1).drill, "p")
    out = GradeOut.model_validate(result.to_dict())
    assert sum(line.of for line in out.lines) == pytest.approx(100.0, abs=0.1)
    assert sum(line.got for line in out.lines) == pytest.approx(out.score, abs=0.1)
    assert all(line.text_ko and line.text_en for line in out.lines)


def test_an_early_stop_costs_points_at_its_moment() -> None:
    drill = bots.run(bots.impatient, 1).drill
    line = next(line for line in grade(drill, "p").lines if line.rule == "technique.no_early_stop")
    assert line.got < line.of
    assert line.tick == next(e.tick for e in drill.events if e.kind == "stopped_early")
    assert "reflash" in drill.moments


def test_the_low_gauge_costs_the_choice() -> None:
    """The impatient one takes the fuller bottle; told to take the other, the choice is lost."""
    low = next(s for s in range(60) if min(load_scenario("waste_bin").vary(s).gauge_mpa.values()) < 0.7)
    drill = bots.run(bots.novice, low).drill
    worst = load_scenario("waste_bin").vary(low).gauge_mpa["extinguisher_1"] < 0.7
    line = next(line for line in grade(drill, "p").lines if line.rule == "tool.choice")
    assert (line.got == 0.0) == worst
    assert grade(bots.run(bots.expert, low).drill, "p").passed


SMALL = {"low": (-2.0, 0.0, -8.0), "high": (3.5, 2.4, 0.0), "vents": ()}


@pytest.mark.parametrize(
    ("critical", "bot", "small_room"),
    [
        ("left_without_alarm", bots.runaway, False),
        ("reentry", bots.returner, False),
        ("burnt", bots.hugger, False),
        ("stay_under_smoke", bots.bystander, True),
    ],
)
def test_critical_mistakes_are_found_and_cap_the_score(critical: str, bot: object, small_room: bool) -> None:
    scenario = load_scenario("waste_bin")
    if small_room:
        scenario = replace(scenario, room=replace(scenario.room, **SMALL))
    drill = bots.run(bot, 4, scenario=scenario).drill  # type: ignore[arg-type]
    result = grade(drill, "p")
    assert critical in result.critical
    assert not result.passed
    assert result.score <= scenario.rubric.critical_cap
    line = next(line for line in result.lines if line.rule == critical)
    assert line.tick is not None


def test_too_much_gas_is_critical() -> None:
    """A smouldering thing that gives off far more CO than paper, in a small closed room."""
    scenario = load_scenario("waste_bin")
    smoky = replace(scenario, room=replace(scenario.room, **SMALL), item=replace(scenario.item, co_yield=0.4))
    assert "gas_dose" in grade(bots.run(bots.bystander, 4, scenario=smoky).drill, "p").critical


def test_nobody_is_critical_by_the_book() -> None:
    for seed in range(6):
        assert grade(bots.run(bots.expert, seed).drill, "p").critical == []


def test_a_stranger_has_no_grade() -> None:
    with pytest.raises(KeyError):
        grade(bots.run(bots.expert, 1).drill, "somebody")
