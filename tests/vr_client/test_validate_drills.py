"""`seoul validate drills` says what it found, and its exit status whether every aim was reached."""

import pytest
from typer.testing import CliRunner

from safety_training.bots.people import draw
from safety_training.bots.study import Outcome
from vr_client import cli, logs, validate_drills
from vr_client.validate_drills import Solved

runner = CliRunner()


@pytest.fixture(autouse=True)
def _no_logs_left():
    yield
    logs.stop_logs()


def seoul(*arguments: str):
    return runner.invoke(cli.app, ["validate", "drills", *arguments], env={"COLUMNS": "160"})


def test_one_scenario_is_solved_and_its_mistake_found():
    result = seoul("--scenario", "waste_bin", "--seeds", "1", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "waste_bin" in result.output
    assert "left_without_warning" in result.output
    assert "Every aim is reached" in result.output


def test_an_unknown_scenario_is_said_so():
    result = seoul("--scenario", "nothing")
    assert result.exit_code == 1
    assert "E60" in result.output


@pytest.fixture
def told(monkeypatch):
    """What the runs are said to have come to, without running them."""
    found = {"score": 95.0, "critical": True, "novice": 40.0, "trained": 95.0, "discharge_s": 13.0}

    def solved(task):
        return Solved(task[0], task[1], found["score"], found["score"] >= 70.0, (), "done")

    def person(task):
        seed, trained = task
        return Outcome(draw(seed, trained), found["trained" if trained else "novice"], found["discharge_s"], False)

    def at_once(_pool, _title, work, tasks):
        stand_in = {"_solve": solved, "_person": person}.get(work.__name__)
        if stand_in is None:
            return [(t, "waste_bin", (t,) if found["critical"] else (), 40.0) for t in tasks]
        return [stand_in(t) for t in tasks]

    monkeypatch.setattr(validate_drills, "_all", at_once)
    return found


def test_all_aims_reached(told):
    result = seoul("--people", "3")
    assert result.exit_code == 0, result.output
    assert "AUC 1.000" in result.output


@pytest.mark.parametrize(
    "worse", [{"score": 89.0}, {"critical": False}, {"novice": 95.0}, {"discharge_s": 11.0}], ids=str
)
def test_a_missed_aim_is_exit_status_1(told, worse):
    told.update(worse)
    result = seoul("--people", "3")
    assert result.exit_code == 1
    assert "An aim is missed" in result.output
