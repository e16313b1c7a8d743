"""`seoul validate fire` and `seoul bench fire`: what they write, and how they say what is wrong."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from safety_training.fire.validate import NOTICE, analytic, steckler
from safety_training.fire.validate.statistics import Score
from vr_client import bench_fire, charts, validate
from vr_client.cli import app
from vr_client.errors import UserError

EXAMPLE = files("safety_training").joinpath("fire", "cases", "two_rooms.toml").read_text(encoding="utf-8")


def test_a_case_becomes_a_table_and_charts(tmp_path: Path) -> None:
    case = tmp_path / "mine.toml"
    case.write_text(EXAMPLE.replace("duration_s = 600", "duration_s = 30"), encoding="utf-8")
    assert validate.validate_fire(case, tmp_path / "out") == 0
    text = (tmp_path / "out" / "mine.csv").read_text(encoding="utf-8")
    assert text.rstrip().endswith(f"# {NOTICE['en']} {NOTICE['ko']}")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert [float(row["time_s"]) for row in rows] == [0.0, 10.0, 20.0, 30.0]
    assert float(rows[-1]["chair.hrr_kw"]) > 5.0
    for chart in (tmp_path / "out").glob("*.svg"):
        ElementTree.fromstring(chart.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_wrong_field_is_named(tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = tmp_path / "mine.toml"
    case.write_text(EXAMPLE.replace("height_m = 2.4", "height_m = -1", 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        validate.validate_fire(case, None)
    assert caught.value.code == "E74"
    monkeypatch.setenv("SEOUL_LANGUAGE", language)
    said = CliRunner().invoke(app, ["validate", "fire", "--case", str(case)])
    assert said.exit_code == 1
    assert "height_m" in said.output
    assert ("커야" in said.output) == (language == "ko")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="E74"):
        validate.validate_fire(tmp_path / "none.toml", None)


@pytest.mark.parametrize(("bias", "status"), [(1.0, 0), (1.3, 1)])
def test_a_missed_aim_is_the_exit_status(
    bias: float, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = steckler.Outcome("14", 20.0, 2.13, (115.0, 114.0), (44.0, 42.0), (0.78, 0.84), 0.56)
    verdict = steckler.Verdict("upper", Score(bias, 0.1, 28), 0.9, 1.15, 0.2)
    monkeypatch.setattr(analytic, "run_all", lambda tell: [analytic.Check("x", 1.0, 1.001, "m", "y")])
    monkeypatch.setattr(steckler, "run_all", lambda tell: [outcome, outcome])
    monkeypatch.setattr(steckler, "judge", lambda outcomes: [verdict])
    assert validate.validate_fire(None, tmp_path) == status
    assert (tmp_path / "steckler.csv").is_file()
    assert (tmp_path / "steckler_interface.svg").is_file()


def test_ticks_are_round_and_few() -> None:
    assert charts.ticks(0.0, 300.0) == [0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]
    assert charts.ticks(0.0, 1.4) == [0.0, 0.5, 1.0]
    for low, high in ((0.0, 1.0e-3), (-5.0, 7.0), (20.0, 21.0)):
        assert 2 <= len(charts.ticks(low, high)) <= 9


def test_the_bench_measures_every_count_of_rooms(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[tuple[int, bool]] = []
    monkeypatch.setattr(
        bench_fire, "_measure", lambda rooms, steps, fast: measured.append((rooms, fast)) or (0.1, 0.2, 0.0, 0.1)
    )
    monkeypatch.setattr(bench_fire.shutil, "which", lambda name: None)
    assert bench_fire.bench_fire(100) == 0
    assert {rooms for rooms, _ in measured} == {1, 4, 8, 10}
    assert NOTICE["ko"] in capsys.readouterr().out.replace("\n", " ")
    assert "'R9' 'OUTSIDE'" in bench_fire.cfast_input(10)
    assert bench_fire.row_of_rooms(10).vents[-1].rooms == ("room9", "outside")
