"""Results as CSV, for spreadsheets and for systems that take nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.reports.document import when
from backend.reports.words import Lang, say

_HEAD: tuple[tuple[str, str], ...] = (
    ("훈련한 날", "date"),
    ("이름", "name"),
    ("회원 번호", "user"),
    ("모둠", "group"),
    ("훈련", "training"),
    ("방식", "mode"),
    ("훈련 지도자", "trainer"),
    ("시간(시간)", "hours"),
    ("점수", "score"),
    ("만점", "of"),
    ("결과", "result"),
    ("중대한 잘못", "critical errors"),
    ("수료증 번호", "certificate"),
    ("기록 번호", "record"),
)
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide ones are read alike by Korean spreadsheets


@dataclass(frozen=True, slots=True)
class Line:
    finished_at: datetime
    name: str
    user: str
    group: str
    title: tuple[str, str]
    mode: str
    trainer: str
    seconds: float | None
    score: float
    of: float
    passed: bool
    critical: Sequence[str]
    certificate: str
    record: str


def roster(lines: Iterable[Line], lang: Lang) -> bytes:
    """UTF-8 with the mark by which Excel knows it. Texts that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([pair[lang == "en"] for pair in _HEAD])
    for line in lines:
        writer.writerow([_safe(cell) for cell in _cells(line, lang)])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(line: Line, lang: Lang) -> list[str | float]:
    hours = "" if line.seconds is None else round(line.seconds / 3600.0, 3)
    return [
        when(line.finished_at.isoformat()),
        line.name,
        line.user,
        line.group,
        line.title[lang == "en"],
        say(lang, line.mode) if line.mode else "",
        line.trainer,
        hours,
        line.score,
        line.of,
        say(lang, "passed" if line.passed else "failed"),
        " ".join(line.critical),
        line.certificate,
        line.record,
    ]


def _safe(cell: str | float) -> str | float:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
