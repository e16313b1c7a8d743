"""Figures of law and practice, each with the days on which it was in force. None stands in code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LawRow:
    """One figure, in force from `since` until before `until` (None: still). `verified`: the law's own text was read."""

    id: str
    value: Decimal
    unit: str
    since: date
    until: date | None
    basis_ko: str
    basis_en: str
    source: str
    as_of: date
    verified: bool

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@cache
def law_rows() -> tuple[LawRow, ...]:
    """Every row of law/lease.toml, in the file's order."""
    text = files("safety_training").joinpath("law", "lease.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text, parse_float=Decimal)["row"]
    return tuple(
        LawRow(
            r["id"],
            Decimal(r["value"]),
            r["unit"],
            r["from"],
            r.get("to"),
            r["basis_ko"],
            r["basis_en"],
            r["source"],
            r["as_of"],
            r["verified"],
        )
        for r in rows
    )


def law(row_id: str, day: date) -> LawRow:
    """The row that was in force on a day. Raises KeyError when there is none."""
    for row in law_rows():
        if row.id == row_id and row.holds(day):
            return row
    raise KeyError(f"no figure {row_id!r} for {day.isoformat()}")
