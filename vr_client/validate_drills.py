"""`seoul validate drills`: every scenario finished by a solver, every critical mistake found by the grader, novices told from
trained people by their scores. Runs are independent, so they go through as many processes as there are cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from safety_training.bots.blunders import by_critical
from safety_training.bots.run import play, solve
from safety_training.bots.study import Outcome, mean_discharge_s, outcome, separation
from safety_training.scenario import list_scenarios, load_scenario
from vr_client.errors import UserError

A = TypeVar("A")
B = TypeVar("B")
AIM_SCORE, AIM_AUC, AIM_DISCHARGE_S, DISCHARGE_BAND_S, AIM_COMBINATIONS = 90.0, 0.95, 13.4, 1.0, 256
SEEDS, PEOPLE = 4, 40
ALL_PEOPLE = 200
NOTICE = (
    "사람을 훈련하기 위한 것이며 건물을 설계하는 데 쓰지 않습니다. / This trains people and does not design buildings."
)


@dataclass(frozen=True, slots=True)
class Solved:
    scenario: str
    seed: int
    score: float
    passed: bool
    critical: tuple[str, ...]
    reason: str


def validate_drills(scenario: str | None, seeds: int | None, people: int | None, everything: bool, jobs: int) -> int:
    """Status 1 where an aim is missed. Raises UserError E60 for an unknown scenario."""
    if scenario is not None and scenario not in list_scenarios():
        raise UserError("E60", scenario=scenario)
    chosen = [scenario] if scenario else list_scenarios()
    console = Console()
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        runs = _all(pool, "풀이 / solver", _solve, _variations(chosen, seeds, everything))
        found = _all(pool, "치명적 잘못 / critical mistakes", _blunder, _blunders(scenario))
        size = 0 if scenario else people if people is not None else ALL_PEOPLE if everything else PEOPLE
        kinds = [(seed, trained) for trained in (False, True) for seed in range(size)]
        folk = _all(pool, "초보와 훈련생 / novices and trained", _person, kinds)
    reached = [_show_runs(console, chosen, runs), _show_criticals(console, found)]
    if folk:
        reached.append(_show_people(console, folk[:size], folk[size:]))
    console.print(NOTICE)
    good = all(reached)
    console.print(
        "모든 목표에 닿았습니다. / Every aim is reached." if good else "닿지 못한 목표가 있습니다. / An aim is missed."
    )
    return 0 if good else 1


def _all(pool: ProcessPoolExecutor, title: str, work: Callable[[A], B], tasks: Sequence[A]) -> list[B]:
    """In the order of the tasks. Where there is no terminal for a bar, a line every tenth of the way."""
    done: list[B] = []
    with Progress(transient=True) as bar:
        task = bar.add_task(title, total=len(tasks))
        for result in pool.map(work, tasks):
            bar.advance(task)
            done.append(result)
            if not bar.console.is_terminal and 10 * len(done) // len(tasks) > 10 * (len(done) - 1) // len(tasks):
                print(f"{title}: {len(done)}/{len(tasks)}", flush=True)
    return done


def _variations(chosen: Iterable[str], seeds: int | None, everything: bool) -> list[tuple[str, int]]:
    """Every combination, or so many spread evenly over them."""
    picked = []
    for name in chosen:
        count = load_scenario(name).combinations
        wanted = count if everything and seeds is None else min(count, seeds or SEEDS)
        picked += [(name, min(count - 1, k * count // wanted + k)) for k in range(wanted)] if wanted < count else [
            (name, seed) for seed in range(count)
        ]  # fmt: skip
    return picked


def _solve(task: tuple[str, int]) -> Solved:
    name, seed = task
    run = solve(name, seed)
    grade = run.grade()
    return Solved(name, seed, grade.score, grade.passed, tuple(grade.critical), run.drill.finished_reason)


def _blunders(scenario: str | None) -> list[str]:
    return [c for c, b in by_critical().items() if scenario in (None, b.scenario)]


def _blunder(critical: str) -> tuple[str, str, tuple[str, ...], float]:
    blunder = by_critical()[critical]
    grade = play(blunder.player, blunder.scenario, blunder.seed).grade()
    return critical, blunder.scenario, tuple(grade.critical), grade.score


def _person(task: tuple[int, bool]) -> Outcome:
    from safety_training.bots.people import draw

    seed, trained = task
    return outcome(draw(seed, trained), seed)


# tables -------------------------------------------------------------------------------------------------------------------


def _show_runs(console: Console, chosen: Sequence[str], runs: Sequence[Solved]) -> bool:
    columns = ("변형 / variations", "푼 수 / solved", "최저 / min", "중앙 / median", "탈락 / failed")
    table = _table("시나리오 / scenarios", ("", *columns))
    total, good = 0, True
    for name in chosen:
        mine = sorted((r for r in runs if r.scenario == name), key=lambda r: r.score)
        missed = [r for r in mine if not r.passed or r.score < AIM_SCORE]
        count = load_scenario(name).combinations
        total, good = total + count, good and not missed and count >= 32
        seeds = " ".join(str(r.seed) for r in missed[:6])
        table.add_row(
            name, str(count), str(len(mine)), f"{mine[0].score:.1f}", f"{mine[len(mine) // 2].score:.1f}",
            f"{len(missed)}  {seeds}" if missed else "0",
        )  # fmt: skip
    console.print(table)
    every = len(chosen) == len(list_scenarios())
    if every:
        console.print(f"변형 모두 / variations in all: {total} (>= {AIM_COMBINATIONS})")
    return good and (total >= AIM_COMBINATIONS or not every)


def _show_criticals(console: Console, found: Sequence[tuple[str, str, tuple[str, ...], float]]) -> bool:
    table = _table("치명적 잘못 / critical mistakes", ("", "시나리오 / scenario", "찾음 / found", "점수 / score"))
    for critical, scenario, got, score in found:
        table.add_row(critical, scenario, "○" if critical in got else "← ✗", f"{score:.1f}")
    console.print(table)
    return all(critical in got for critical, _, got, _ in found)


def _show_people(console: Console, novices: Sequence[Outcome], trained: Sequence[Outcome]) -> bool:
    apart, seconds = separation(list(novices), list(trained)), mean_discharge_s(list(novices))
    table = _table(f"사람 {len(novices)} + {len(trained)} / people", ("", "처음 / novices", "훈련 / trained"))
    rows: list[tuple[str, Callable[[Outcome], bool]]] = [
        ("쏘았다 / discharged", lambda o: o.discharge_s > 0.0),
        ("밑동·쓸기 / base and sweep (drawn)", lambda o: o.person.base_and_sweep),
        ("등을 돌렸다 / turned back (drawn)", lambda o: o.person.turns_back),
    ]
    for name, holds in rows:
        table.add_row(name, *(f"{100.0 * len([o for o in g if holds(o)]) / len(g):.0f} %" for g in (novices, trained)))
    for name, value in (("방사 s / discharge", mean_discharge_s), ("점수 중앙 / median score", _median)):
        table.add_row(name, *(f"{value(list(g)):.1f}" for g in (novices, trained)))
    console.print(table)
    console.print(f"AUC {apart:.3f} (>= {AIM_AUC}); {seconds:.1f} s ({AIM_DISCHARGE_S} ± {DISCHARGE_BAND_S})")
    return apart >= AIM_AUC and abs(seconds - AIM_DISCHARGE_S) <= DISCHARGE_BAND_S


def _median(people: list[Outcome]) -> float:
    return sorted(p.score for p in people)[len(people) // 2]


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    return table
