"""`seoul validate fire`: the physics of the fire against exact answers and experiments; or one case of one's own, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from safety_training.fire.validate import NOTICE, analytic, steckler
from safety_training.fire.validate.case import read_case
from safety_training.fire.validate.fields import CaseError
from safety_training.fire.validate.run import run_case
from vr_client.charts import lines, scatter
from vr_client.errors import UserError

T = TypeVar("T")
BOTH = f"{NOTICE['ko']}\n{NOTICE['en']}"
WORDS = {
    "upper": ("윗층 온도 상승", "upper layer, rise", "K"),
    "lower": ("아랫층 온도 상승", "lower layer, rise", "K"),
    "interface": ("연기층 경계 높이", "interface", "m"),
    "depth": ("연기층 두께", "layer depth", "m"),
}


def validate_fire(case: Path | None, output: Path | None, language: str = "ko") -> int:
    """Status 1 where an aim is missed. Raises UserError E74 for a case that cannot be read or run."""
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
    return _one_case(case, output, language) if case is not None else _everything(output)


def _everything(output: Path | None) -> int:
    console = Console()
    checks = _with_bar("정확한 답 / exact answers", analytic.run_all)
    console.print(_checks_table(checks))
    outcomes = _with_bar("Steckler 1982", steckler.run_all)
    verdicts = steckler.judge(outcomes)
    console.print(_outcomes_table(outcomes))
    console.print(_verdicts_table(verdicts))
    if output is not None:
        _keep(output, checks, outcomes, verdicts)
        console.print(f"→ {output}")
    console.print(f"{NOTICE['ko']} / {NOTICE['en']}")
    reached = all(c.reached for c in checks) and all(v.reached for v in verdicts)
    console.print(
        "모든 목표에 닿았습니다. / Every aim is reached."
        if reached
        else "닿지 못한 목표가 있습니다. / An aim is missed."
    )
    return 0 if reached else 1


def _with_bar(title: str, work: Callable[[Callable[[float], None]], T]) -> T:
    with Progress(transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        return work(lambda share: bar.update(task, completed=share))


def _checks_table(checks: Sequence[analytic.Check]) -> Table:
    table = Table(title="정확한 답과 비교 (1 % 안) / exact answers, within 1 %", title_justify="left")
    for column in ("", "식으로 / formula", "모형 / model", "", "%", ""):
        table.add_column(column, justify="right" if column else "left")
    for c in checks:
        mark = "" if c.reached else "← 목표 밖 / missed"
        table.add_row(c.name, f"{c.expected:.4g}", f"{c.got:.4g}", c.unit, f"{100.0 * c.error:+.2f}", mark)
    return table


def _outcomes_table(outcomes: Sequence[steckler.Outcome]) -> Table:
    table = Table(title="Steckler, Quintiere, Rinkinen 1982: 잰 값 → 모형 / measured → model", title_justify="left")
    for column in ("", "윗층 / upper C", "아랫층 / lower C", "경계 / interface m", "흐름 / flow kg/s"):
        table.add_column(column, justify="right")
    for o in outcomes:
        table.add_row(
            o.test,
            f"{o.upper_c[0]:.0f} → {o.upper_c[1]:.0f}",
            f"{o.lower_c[0]:.0f} → {o.lower_c[1]:.0f}",
            f"{o.interface_m[0]:.2f} → {o.interface_m[1]:.2f}",
            f"{o.flow_kg_s:.2f}",
        )
    return table


def _verdicts_table(verdicts: Sequence[steckler.Verdict]) -> Table:
    table = Table(title="치우침과 흩어짐 / bias and sigma (McGrattan and Toman 2011)", title_justify="left")
    for column in ("", "bias", "목표 / aim", "sigma", "목표 / aim", ""):
        table.add_column(column, justify="right" if column else "left")
    for v in verdicts:
        ko, en, _ = WORDS[v.quantity]
        mark = "" if v.reached else "← 목표 밖 / missed"
        aim = f"{v.low:.2f}-{v.high:.2f}"
        table.add_row(f"{ko} / {en}", f"{v.score.bias:.3f}", aim, f"{v.score.sigma:.3f}", f"<= {v.sigma:.2f}", mark)
    return table


def _keep(
    folder: Path,
    checks: Sequence[analytic.Check],
    outcomes: list[steckler.Outcome],
    verdicts: Sequence[steckler.Verdict],
) -> None:
    """The tables as CSV and the comparison as pictures."""
    rows: list[list[object]] = [[c.name, c.expected, c.got, c.unit, c.error, c.reached, c.formula] for c in checks]
    _write(folder / "analytic.csv", ["case", "expected", "model", "unit", "error", "reached", "formula"], rows)
    columns = ["test"] + [
        f"{who}_{what}" for what in ("upper_C", "lower_C", "interface_m") for who in ("measured", "model")
    ]
    columns.append("model_flow_kg_s")
    rows = [[o.test, *o.upper_c, *o.lower_c, *o.interface_m, o.flow_kg_s] for o in outcomes]
    _write(folder / "steckler.csv", columns, rows)
    rows = [[v.quantity, v.score.bias, v.low, v.high, v.score.sigma, v.sigma, v.reached] for v in verdicts]
    _write(folder / "verdict.csv", ["quantity", "bias", "low", "high", "sigma", "sigma_aim", "reached"], rows)
    for quantity, (ko, en, unit) in WORDS.items():
        measured, predicted = steckler.pairs(outcomes, quantity)
        text = scatter(f"{ko} / {en}", unit, measured, predicted, 0.2, BOTH)
        (folder / f"steckler_{quantity}.svg").write_text(text, encoding="utf-8")


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """CSV with the notice as its last line, after a #."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
        stream.write(f"# {NOTICE['en']} {NOTICE['ko']}\n")


def _one_case(path: Path, output: Path | None, language: str) -> int:
    try:
        case = read_case(path.read_text(encoding="utf-8"))
    except CaseError as error:
        raise UserError(
            "E74", path=path, where=error.where, reason=error.ko if language == "ko" else error.en
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("E74", path=path, where="FILE", reason=error) from error
    table = _with_bar(case.title or path.stem, lambda tell: run_case(case, tell))
    folder = output if output is not None else Path()
    target = folder / f"{path.stem}.csv"
    rows = [["" if value is None else f"{value:.6g}" for value in row] for row in table.rows]
    _write(target, table.columns, rows)
    times = table.column("time_s")
    for ending, unit in (("upper_c", "C"), ("interface_m", "m"), ("upper_o2_pct", "%")):
        curves = {r.name: table.column(f"{r.name}.{ending}") for r in case.layout.rooms}
        text = lines(f"{case.title}: {ending}", "s", unit, times, curves, BOTH)
        (folder / f"{path.stem}_{ending}.svg").write_text(text, encoding="utf-8")
    print(target)
    print(f"{NOTICE['ko']} / {NOTICE['en']}")
    return 0
