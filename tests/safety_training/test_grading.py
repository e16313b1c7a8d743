"""The rubric: the expert passes on every seed, the novice fails, each line and each critical mistake can be told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from backend.schemas.grades import GradeOut
from safety_training.drill import Drill
from safety_training.events import Join, Move
from safety_training.grading import grade
from safety_training.scenario import Scenario, load_scenario
from safety_training.variation import Axis
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
    lost = [line for line in result.lines if line.got < line.of]
    assert all(line.tick is not None for line in lost)  # what was never done was decided as the drill ended
    assert max(line.tick or 0 for line in lost) == bots.run(bots.novice, seed).drill.tick


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
    """The novice takes the first bottle, whatever its gauge says."""
    scenario = load_scenario("waste_bin")
    for seed in range(scenario.combinations):
        worst = scenario.vary(seed).faults.get("extinguisher_1") == "low"
        if seed % 5 == 0 or worst:
            result = grade(bots.run(bots.novice, seed).drill, "p")
            line = next(line for line in result.lines if line.rule == "tool.choice")
            assert (line.got == 0.0) == worst


def small_room(**over: float) -> Scenario:
    """The same lesson in the office behind its shut door, with a bigger fire."""
    scenario = load_scenario("waste_bin")
    bin_ = replace(scenario.items[0], position=(-10.0, 0.0, -7.0), over={"peak_kw": 900.0, "growth_kw_s2": 0.2, **over})
    shut = Axis("vents", ({"door.office": 0.0},))
    return replace(scenario, items=(bin_,), exits=("exit.office",), axes=(scenario.axes[0], shut))


def sitter(drill: Drill) -> Iterator[bots.Turn]:
    """Stands in the office, whatever happens."""
    yield [Join("앉은 이")]
    while not drill.finished:
        yield [Move((-7.0, 1.6, -6.0), (-1.0, 0.0, 0.0))]


@pytest.mark.parametrize(
    ("critical", "bot", "scenario"),
    [
        ("left_without_warning", bots.runaway, None),
        ("reentry", bots.returner, None),
        ("burnt", bots.hugger, None),
        ("stay_under_smoke", sitter, small_room()),
        ("gas_dose", sitter, small_room(co_yield=0.4, peak_kw=120.0, fuel_kg=30.0)),
    ],
)
def test_critical_mistakes_are_found_and_cap_the_score(critical: str, bot: Any, scenario: Scenario | None) -> None:
    drill = bots.run(bot, 4, scenario=scenario).drill
    result = grade(drill, "p")
    assert critical in result.critical
    assert not result.passed
    assert result.score <= drill.scenario.rubric.critical_cap
    line = next(line for line in result.lines if line.rule == critical)
    assert line.tick is not None


def test_nobody_is_critical_by_the_book() -> None:
    for seed in range(6):
        assert grade(bots.run(bots.expert, seed).drill, "p").critical == []


def test_a_stranger_has_no_grade() -> None:
    with pytest.raises(KeyError):
        grade(bots.run(bots.expert, 1).drill, "somebody")
