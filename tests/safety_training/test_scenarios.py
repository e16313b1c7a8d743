"""Scenarios are data: complete, in both languages, and varied by the seed alone."""

import pytest

from safety_training.grading import _MEASURES
from safety_training.guide import _SHARED
from safety_training.numeric import floor_distance
from safety_training.scenario import list_scenarios, load_scenario


@pytest.mark.parametrize("scenario_id", list_scenarios())
def test_a_scenario_is_complete(scenario_id: str) -> None:
    s = load_scenario(scenario_id)
    assert s.id == scenario_id
    texts = [s.name, s.briefing, s.item.name, *(r.text for r in s.rubric.rules), *(c.text for c in s.rubric.criticals)]
    texts += [t for step in s.steps for t in (step.task, step.hint)] + [d.hint for d in s.warnings]
    for text in texts:
        assert any("가" <= ch <= "힣" for ch in text.ko), text
        assert text.en.isascii(), text
    assert {r.id for r in s.rubric.rules} <= set(_MEASURES)
    assert set(_SHARED) <= {step.done_when for step in s.steps}
    for spot in (*s.alarms, *s.extinguishers, *s.things):
        assert s.room.low[0] <= spot.position[0] <= s.room.high[0]
        assert s.room.low[2] <= spot.position[2] <= s.room.high[2]
    assert floor_distance(s.item.position, s.exit.position) > 3.0


def test_the_same_seed_varies_the_same_and_others_differ() -> None:
    s = load_scenario("waste_bin")
    assert s.vary(9) == s.vary(9)
    seen = {(v.ignition_delay_s, v.growth_kw_s2) for v in map(s.vary, range(256))}
    assert len(seen) == 256
    for v in map(s.vary, range(256)):
        assert 3.0 <= v.ignition_delay_s <= 8.0
        assert 0.012 <= v.growth_kw_s2 <= 0.030
        low = [g for g in v.gauge_mpa.values() if g < 0.7]
        assert len(low) <= 1  # there is always a good one
    share = sum(min(s.vary(i).gauge_mpa.values()) < 0.7 for i in range(1000)) / 1000
    assert share == pytest.approx(0.25, abs=0.05)


def test_an_unknown_scenario_is_a_key_error() -> None:
    for bad in ("nothing", "../data/fire", ""):
        with pytest.raises(KeyError):
            load_scenario(bad)
