"""Scenarios are data: complete, in both languages, and varied by the seed alone."""

from importlib.resources import files
from pathlib import Path

import pytest

from safety_training.building import load_building
from safety_training.scenario import FIGURES, list_scenarios, load_scenario
from safety_training.units import DANGERS, MEASURES


@pytest.mark.parametrize("scenario_id", list_scenarios())
def test_a_scenario_is_complete(scenario_id: str) -> None:
    s = load_scenario(scenario_id)
    assert s.id == scenario_id
    texts = [s.name, s.briefing, *(i.text for i in s.items), *(r.text for r in s.rubric.rules)]
    texts += [c.text for c in s.rubric.criticals] + [q.text for q in s.questions] + [d.hint for d in s.warnings]
    texts += [t for step in s.steps for t in (step.task, step.hint)] + [t for r in s.roles for t in (r.text, r.duty)]
    for text in texts:
        assert any("가" <= ch <= "힣" for ch in text.ko), text
        assert not any("가" <= ch <= "힣" for ch in text.en.replace("완강기", "")), text
    assert {r.id for r in s.rubric.rules} <= set(MEASURES)
    assert {w.when for w in s.warnings} <= set(DANGERS)
    assert any(role.open for role in s.roles)
    assert set(s.exits) <= {e.name for e in s.building.exits}
    assert set(s.tools) <= {t.name for t in (*s.building.extinguishers, *s.building.tools)}
    names = {role.id for role in s.roles}
    assert {r for step in s.steps for r in step.roles} | {r for rule in s.rubric.rules for r in rule.roles} <= names


@pytest.mark.parametrize("scenario_id", list_scenarios())
def test_every_combination_can_be_begun(scenario_id: str) -> None:
    """Names in the variation exist; consecutive seeds run through all of it once."""
    s = load_scenario(scenario_id)
    assert s.combinations >= 32
    seen = set()
    vents, items = {v.name for v in s.building.vents}, {i.name for i in s.items}
    extinguishers = {*s.tools, *(t.name for t in s.extra)}
    for seed in range(s.combinations):
        v = s.vary(seed)
        seen.add(v.combination)
        assert set(v.vents) <= vents
        assert {v.ignition} - {""} | set(v.place) <= items
        assert set(v.faults) <= extinguishers
        assert set(v.blocked) <= vents | set(s.exits)
        assert set(v.casualties) - {""} <= set(s.spots)
        assert set(v.absent) <= {role.id for role in s.roles}
        assert set(v.power) <= {room.name for room in s.building.rooms}
    assert len(seen) == s.combinations


def test_the_same_seed_varies_the_same() -> None:
    s = load_scenario("waste_bin")
    assert s.vary(9) == s.vary(9)
    assert len({s.vary(seed).ignition_delay_s for seed in range(256)}) == 256
    assert all(3.0 <= s.vary(seed).ignition_delay_s <= 8.0 for seed in range(256))


def test_an_unknown_scenario_or_building_is_a_key_error() -> None:
    for bad in ("nothing", "../data/fire", ""):
        with pytest.raises(KeyError):
            load_scenario(bad)
        with pytest.raises(KeyError):
            load_building(bad)


def test_whatever_figure_changes_the_scenario_is_another() -> None:
    data = Path(str(files("safety_training"))) / "data"
    assert {path.stem for path in data.glob("*.toml")} == {*FIGURES, "novices"}
