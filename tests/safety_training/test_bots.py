"""Bots: ways through buildings, people drawn from a study, critical mistakes that the grader finds, and who is told from whom."""

import pytest

from safety_training.bots.blunders import BLUNDERS, Blunder
from safety_training.bots.fight import cos16, swept
from safety_training.bots.people import auc, draw
from safety_training.bots.run import play
from safety_training.bots.study import group, mean_discharge_s, separation
from safety_training.bots.ways import path, room_of, through
from safety_training.building import load_building
from safety_training.drill import Drill
from safety_training.replay import replay
from safety_training.rubric import all_rules
from safety_training.scenario import load_scenario
from safety_training.tables import values

HALL = load_building("fire_hall")
FOYER, BALCONY = (9.0, 0.0, -5.0), (3.0, 0.0, -18.2)


def test_a_way_leads_from_door_to_door() -> None:
    assert [v.name for v in path(HALL, FOYER, BALCONY)] == [
        "door.foyer.north", "door.stairs", "door.flat", "arch.flat", "door.balcony",
    ]  # fmt: skip
    assert path(HALL, FOYER, (10.0, 0.0, -2.9)) == []


def test_blocked_doors_are_gone_round_or_leave_no_way() -> None:
    round_about = [v.name for v in path(HALL, FOYER, (0.0, 0.0, -4.0), ["door.foyer.north"])]
    assert round_about == ["door.foyer.south"]
    with pytest.raises(ValueError, match="no way"):
        path(HALL, BALCONY, FOYER, ["door.flat", "exit.main", "exit.street"])


def test_one_stands_before_a_door_and_behind_it() -> None:
    for vent in path(HALL, FOYER, BALCONY):
        for room in vent.rooms:
            before, behind = through(vent, room)
            assert (room_of(HALL, before), room_of(HALL, behind)) == (room, vent.beyond(room))


def test_sixteenths_of_a_turn() -> None:
    assert [round(cos16(k), 3) for k in range(9)] == [1.0, 0.924, 0.707, 0.383, 0.0, -0.383, -0.707, -0.924, -1.0]
    assert all(cos16(k) == cos16(-k) == cos16(k + 16) for k in range(16))


def test_a_sweep_goes_to_both_sides_of_the_base_and_back() -> None:
    base, nozzle = (0.0, 0.3, 0.0), (0.0, 1.2, 2.5)
    beside = [swept(base, nozzle, 0.2, turn)[0] for turn in range(31)]
    assert (min(beside), max(beside)) == pytest.approx((-0.2, 0.2))
    assert beside[0] == pytest.approx(beside[30])


@pytest.mark.parametrize(("trained", "kind"), [(False, "untrained"), (True, "trained")])
def test_people_are_drawn_at_the_rates_of_the_study(trained: bool, kind: str) -> None:
    row, people = values("novices"), [draw(seed, trained) for seed in range(2000)]
    share = {
        "discharged": len([p for p in people if p.discharges]) / 2000,
        "base_and_sweep": len([p for p in people if p.base_and_sweep]) / 2000,
        "turned_back": len([p for p in people if p.turns_back]) / 2000,
    }
    for what, got in share.items():
        assert got == pytest.approx(row[f"{kind}_{what}"], abs=0.03), what
    assert sum(p.discharge_s for p in people) / 2000 == pytest.approx(row[f"{kind}_discharge_s"], abs=0.2)
    assert draw(7, trained) == draw(7, trained)


def test_area_under_the_curve() -> None:
    assert auc([1.0, 2.0], [3.0, 4.0]) == 1.0
    assert auc([3.0, 4.0], [1.0, 2.0]) == 0.0
    assert auc([1.0, 2.0], [1.0, 2.0]) == 0.5


def test_novices_and_trained_people_are_told_apart() -> None:
    """A handful of each; `seoul validate drills --all` plays two hundred."""
    novices, trained = group(10, False), group(10, True)
    assert separation(novices, trained) >= 0.9
    assert mean_discharge_s(novices) == pytest.approx(values("novices")["untrained_discharge_s"], abs=1.0)
    assert all(o.person.turns_back for o in (*novices, *trained) if o.turned_back)


@pytest.mark.parametrize("blunder", BLUNDERS, ids=lambda b: b.critical)
def test_each_critical_mistake_is_found(blunder: Blunder) -> None:
    grade = play(blunder.player, blunder.scenario, blunder.seed).grade()
    assert blunder.critical in grade.critical
    assert not grade.passed
    assert grade.score <= 40.0


def test_there_is_a_bot_for_every_critical_mistake() -> None:
    assert sorted(b.critical for b in BLUNDERS) == sorted(c.id for c in all_rules().criticals)


def test_what_a_bot_did_is_in_the_log() -> None:
    """Replayed without the bot, the drill comes to the same state."""
    run = play(BLUNDERS[0].player, BLUNDERS[0].scenario, BLUNDERS[0].seed)
    again: Drill = replay(run.log)
    assert again.state_hash() == run.drill.state_hash()
    assert again.scenario is load_scenario(BLUNDERS[0].scenario)
