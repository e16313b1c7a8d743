"""Leases: the papers agree with each other, the risk engine with sums done by hand, and the grading with common sense."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from backend.schemas.grades import GradeOut
from safety_training.contract import Case, assess, grade_lease, list_dossiers, load_dossier
from safety_training.contract.law import law, law_rows
from safety_training.contract.risk import lowered

ALL = ["register", "ledger", "statement", "contract"]
FOUND = ["statement.official_price", "contract.deposit"]
RIGHT = "price_below_claims"
DAY = date(2026, 11, 20)


def test_the_empty_can_of_the_textbook() -> None:
    """Official price 170 M, deposit 250 M: guarantee limit 126 % = 214.2 M; price 238 M; auction 166.6 M less 3 %."""
    risk = assess(Case(DAY, "villa", 250_000_000, 170_000_000))
    assert (risk.price, risk.auction, risk.guarantee_limit) == (238_000_000, 166_600_000, 214_200_000)
    assert risk.ratio == Decimal("1.050")
    assert risk.loss == 250_000_000 - (166_600_000 - 4_998_000)
    assert (risk.verdict, risk.guarantee_possible) == ("stop", False)


def test_a_quiet_lease_may_be_signed() -> None:
    """An apartment of 500 M by sales, 200 M deposit, a small mortgage before it: nothing is lost."""
    quiet = Case(DAY, "apartment", 200_000_000, 350_000_000, (480_000_000, 520_000_000, 500_000_000), (60_000_000,))
    risk = assess(quiet)
    assert (risk.senior, risk.price, risk.loss, risk.verdict) == (60_000_000, 500_000_000, 0, "sign")
    assert risk.ratio == Decimal("0.520")
    assert assess(replace(quiet, defects=("trust",))).verdict == "stop"
    assert assess(replace(quiet, defects=("tax_certificate_missing",))).verdict == "fix"


def test_small_tenants_are_paid_first_under_the_regime_of_the_oldest_right() -> None:
    """Deposit 150 M, villa worth nothing after the mortgage: small under the rule of 2023 (55 M), not under that of 2018."""
    new = Case(DAY, "villa", 150_000_000, 150_000_000, (), (200_000_000,), date(2024, 5, 1))
    assert assess(new).loss == 150_000_000 - 55_000_000
    old = replace(new, oldest_security=date(2019, 5, 1))
    assert assess(old).small_payout == 0
    assert assess(old).loss == 150_000_000
    # at most half of what the house fetches
    shack = replace(new, official_price=60_000_000)
    assert assess(shack).small_payout == 60_000_000 * 14 // 10 * 7 // 10 // 2


def test_a_guaranteed_deposit_within_the_limit_is_safe() -> None:
    empty_can = Case(DAY, "villa", 250_000_000, 170_000_000)
    assert lowered(empty_can).deposit == 214_200_000
    assert assess(lowered(empty_can)).verdict == "stop"
    assert assess(replace(lowered(empty_can), insured=True)).verdict == "sign"
    assert assess(replace(empty_can, insured=True)).verdict == "stop"


def test_law_rows_are_dated_sourced_and_do_not_overlap() -> None:
    for row in law_rows():
        assert row.source
        assert row.basis_ko
        assert row.basis_en
        assert row.until is None or row.since < row.until
    for row_id in {row.id for row in law_rows()}:
        history = sorted((row for row in law_rows() if row.id == row_id), key=lambda row: row.since)
        for earlier, later in pairwise(history):
            assert earlier.until == later.since
    change = date(2023, 2, 21)
    assert law("small_payout", change - timedelta(days=1)).value == 50_000_000
    assert law("small_payout", change).value == 55_000_000
    with pytest.raises(KeyError):
        law("small_payout", date(1999, 1, 1))


@pytest.mark.parametrize("dossier_id", list_dossiers())
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 2**31 - 1])
def test_a_dossier_is_whole_and_its_papers_agree(dossier_id: str, seed: int) -> None:
    dossier = load_dossier(dossier_id, seed)
    assert dossier == load_dossier(dossier_id, seed)
    assert len(dossier.documents) == 4
    fields = {f.id: f for f in dossier.fields()}
    assert len(fields) == sum(len(s.fields) for d in dossier.documents for s in d.sections)
    named = [f for e in dossier.trap.evidence for f in e.any_of] + list(dossier.trap.supporting) + list(dossier.decoys)
    assert set(named) <= set(fields)
    for field in fields.values():
        assert "{" not in field.value.ko + field.value.en
        assert field.value.ko
        assert field.label.en
    owner = fields["register.owner"].value
    assert fields["ledger.owner"].value == fields["contract.lessor"].value == owner
    assert owner.ko.split()[0] in fields["contract.account"].value.ko
    shown = json.dumps(dossier.to_dict(), ensure_ascii=False)
    for answer in ("trap", "decoy", "effect", "role", "supporting"):
        assert f'"{answer}' not in shown


@pytest.mark.parametrize("seed", range(64))
def test_the_trap_is_real_and_the_decoy_is_not_on_every_seed(seed: int) -> None:
    dossier = load_dossier("new_villa", seed)
    struck = next(f for f in dossier.fields() if f.id == "register.mortgage")
    assert struck.struck
    assert dossier.case.senior == ()
    risk = assess(dossier.case)
    assert (risk.verdict, risk.guarantee_possible) == ("stop", False)
    assert risk.loss > 50_000_000
    right = grade_lease(dossier, ALL, FOUND, RIGHT, "stop", ["check_guarantee"])
    assert (right.score, right.passed) == (100.0, True)


def rules(grade: object) -> dict[str, float]:
    return {line.rule: line.got for line in grade.lines}  # type: ignore[attr-defined]


def test_signing_is_critical_whatever_was_found() -> None:
    result = grade_lease(load_dossier("new_villa", 1), ALL, FOUND, RIGHT, "sign")
    assert (result.critical, result.passed, result.score) == (["wrong_signature"], False, 0.0)
    GradeOut.model_validate(result.to_dict())


def test_terms_that_cure_it_count_and_others_do_not() -> None:
    dossier = load_dossier("new_villa", 1)

    def action(*chosen: str) -> float:
        return rules(grade_lease(dossier, ALL, FOUND, RIGHT, "fix", chosen))["action"]

    assert action("lower_deposit", "guarantee_clause") == 30.0
    assert action("lower_deposit") == action("demand_cancellation") == 7.5
    assert action("lower_deposit", "guarantee_clause", "pay_today") == 0.0


def test_the_old_mortgage_is_a_false_alarm() -> None:
    result = grade_lease(
        load_dossier("new_villa", 1), ALL, [*FOUND, "register.mortgage"], RIGHT, "stop", ["check_guarantee"]
    )
    assert result.score == 95.0
    assert rules(result)["false_alarm.register.mortgage"] == -5.0


def test_marking_everything_does_not_pass() -> None:
    dossier = load_dossier("new_villa", 1)
    result = grade_lease(dossier, ALL, [f.id for f in dossier.fields()], RIGHT, "stop", ["check_guarantee"])
    assert not result.passed


def test_what_was_not_read_was_not_found() -> None:
    result = grade_lease(
        load_dossier("new_villa", 1), ["register", "contract"], FOUND, RIGHT, "stop", ["check_guarantee"]
    )
    assert rules(result)["find.price"] == 0.0
    assert rules(result)["unread.statement"] == -5.0
    assert result.score == 100.0 - 20.0 - 10.0


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("opened", {"opened": ["passport"]}),
        ("findings", {"findings": ["register.nothing"]}),
        ("reason", {"reason": "weather"}),
        ("decision", {"decision": "run"}),
        ("actions", {"actions": ["shout"]}),
    ],
)
def test_what_the_dossier_does_not_have_is_refused_by_name(field: str, change: dict[str, object]) -> None:
    attempt = {"opened": ALL, "findings": FOUND, "reason": RIGHT, "decision": "stop", "actions": [], **change}
    with pytest.raises(ValueError, match=f"^{field}:"):
        grade_lease(load_dossier("new_villa", 1), **attempt)  # type: ignore[arg-type]


def test_an_unknown_dossier_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_dossier("../law/lease", 1)
