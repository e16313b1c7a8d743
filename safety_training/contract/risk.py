"""What a tenant risks: senior claims, price, auction value, ratio and loss of a lease, computed from the papers alone.

S  senior claims: live 채권최고액 and other claims before the tenant
P  price: the median of recent sales, else official price x factor
A  what an auction would fetch, before cost
R  (S + D) / P
L  what the tenant would lose of the deposit D at an auction: max(0, D - max(small tenant's payout, A - S - cost))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Literal, TypeAlias

from safety_training.contract.law import LawRow, law

Verdict: TypeAlias = Literal["stop", "fix", "sign"]
_HARD = ("violation", "seizure", "trust", "owner_mismatch", "address_mismatch")


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a lease. Won. senior : live claims before the tenant. oldest_security : day of the oldest one, None without.
    defects : of "violation", "seizure", "trust", "owner_mismatch", "address_mismatch" (hard), others can be cured.
    insured : signed only if the deposit guarantee is granted (else refunded)."""

    day: date
    house: Literal["villa", "apartment"]
    deposit: int
    official_price: int
    recent_sales: tuple[int, ...] = ()
    senior: tuple[int, ...] = ()
    oldest_security: date | None = None
    defects: tuple[str, ...] = ()
    insured: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """Won; ratio is R. `rows` are the figures that were used, to be shown with their dates."""

    senior: int
    price: int
    auction: int
    ratio: Decimal
    small_payout: int
    loss: int
    guarantee_limit: int
    guarantee_possible: bool
    flags: tuple[str, ...]
    verdict: Verdict
    rows: tuple[LawRow, ...]


def assess(case: Case) -> Risk:
    """The risk of a case under the rules of its day. Raises KeyError if the law table has no figure for that day."""
    used: list[LawRow] = []

    def figure(row_id: str, day: date = case.day) -> Decimal:
        row = law(row_id, day)
        used.append(row)
        return row.value

    senior = _total(case.senior)
    price = _median(case.recent_sales) or _won(case.official_price * figure("price_factor"))
    auction = _won(price * figure(f"auction_rate_{case.house}"))
    ratio = (Decimal(senior + case.deposit) / Decimal(price)).quantize(Decimal("0.001"))
    regime = case.oldest_security or case.day
    eligible = case.deposit <= figure("small_deposit_max", regime)
    most = min(figure("small_payout", regime), auction * figure("small_payout_share", regime))
    small = min(case.deposit, _won(most)) if eligible else 0
    rest = auction - senior - _won(auction * figure("auction_cost"))
    limit = _won(case.official_price * figure("guarantee_price_factor") * figure("guarantee_cover"))
    hard = tuple(defect for defect in case.defects if defect in _HARD)
    within = case.deposit + senior <= limit and case.deposit <= figure("guarantee_deposit_max")
    possible = within and not hard
    loss = 0 if case.insured and possible else max(0, case.deposit - max(small, rest))
    flags = (
        *case.defects,
        *(("loss",) if loss else ()),
        *(() if possible else ("no_guarantee",)),
        *(("ratio_danger",) if ratio > figure("ratio_danger") else ()),
    )
    verdict: Verdict = "stop" if hard or loss else "fix" if case.defects else "sign"
    return Risk(senior, price, auction, ratio, small, loss, limit, possible, flags, verdict, tuple(used))


def lowered(case: Case) -> Case:
    """The same lease with the highest deposit that the guarantee allows (unchanged if it is lower already)."""
    return replace(case, deposit=max(0, min(case.deposit, assess(case).guarantee_limit - _total(case.senior))))


def _won(amount: Decimal) -> int:
    return int(amount.to_integral_value(rounding=ROUND_FLOOR))


def _total(amounts: Sequence[int]) -> int:
    return sum(amounts)


def _median(amounts: Sequence[int]) -> int:
    """0 without sales; of an even number, the mean of the middle two, rounded down."""
    ordered = sorted(amounts)
    half = len(ordered) // 2
    if not ordered:
        return 0
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
