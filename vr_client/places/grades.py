"""A grade as a page: the score, then every rule with what it gave and the moment that decided it. The same for all tasks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from vr_client.i18n import tr
from vr_client.ui.widgets import Button, Column, Node, Row, Rule, Scroll, Text

TICK_HZ = 20


def grade_page(
    grade: dict[str, Any],
    title: str,
    lang: str,
    criticals: dict[str, str] | None = None,
    show: Callable[[int], None] | None = None,
) -> Column:
    """grade : backend.schemas.grades.GradeOut as JSON. criticals : what each critical mistake is called; else the line of its rule.
    show : shows the moment of a tick; then each line that has one gets a button."""
    passed = grade["passed"]
    verdict = tr("통과", lang) if passed else tr("다시 해 볼 만함", lang)
    colour = "good" if passed else "accent"
    score = tr("{score}점 / {of}점", lang, score=f"{grade['score']:.0f}", of=f"{grade['of']:.0f}")
    called = {line["rule"]: line[f"text_{lang}"] for line in grade["lines"]} | (criticals or {})
    critical = grade.get("critical", [])
    lines: list[Node] = [_critical(called.get(id_, id_), lang) for id_ in critical]
    lines += [_line(line, lang, show) for line in grade["lines"] if line["rule"] not in critical]
    return Column(
        [
            Row([Text(title, "title", "green", grow=1), Text(f"{score} · {verdict}", "heading", colour)]),
            Rule(),
            Scroll("lines", Column(lines, gap=10), grow=1, height=300),
        ]
    )


def _critical(text: str, lang: str) -> Node:
    return Column(
        [Text(tr("치명적인 실수", lang), "small", "accent"), Text(text, "strong")], gap=2, pad=18, ground="accent_pale"
    )


def _line(line: dict[str, Any], lang: str, show: Callable[[int], None] | None = None) -> Node:
    got, of = line["got"], line["of"]
    full = got >= of if of else got > 0
    mark, colour = ("✓", "good") if full else ("△", "amber") if got > 0 else ("✗", "accent")
    points = f"{_number(got)} / {_number(of)}" if of else _number(got)
    when = tr("{seconds}초", lang, seconds=f"{line['tick'] / TICK_HZ:.0f}") if line.get("tick") is not None else ""
    moment: Node = Text(when, "small", "soft", "right", width=80)
    if show is not None and when:
        moment = Button(f"moment:{line['rule']}", f"▶ {when}", partial(show, line["tick"]), width=170)
    return Row(
        [
            Text(mark, "strong", colour, width=34),
            Text(line[f"text_{lang}"], grow=1),
            moment,
            Text(points, "strong", colour, "right", width=120),
        ],
        gap=10,
        align="top",
    )


def _number(points: float) -> str:
    """At most one decimal, and a true minus sign."""
    return f"{points:.1f}".removesuffix(".0").replace("-", "\u2212")
